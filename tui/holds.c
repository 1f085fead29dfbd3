#include "core/base/memory.h"
#include "tui/tree_parts.h"

#include <stdlib.h>
#include <string.h>

/* Turns counts into beginnings; [count + 1]. Returns the total. */
static uint32_t accumulate(uint32_t *counts, uint32_t count)
{
	uint32_t total = 0;
	for (uint32_t i = 0; i <= count; i++) {
		uint32_t own = counts[i];
		counts[i] = total;
		total += own;
	}
	return total;
}

/* After filling, each beginning has become the next one's: moves them back. */
static void step_back(uint32_t *first, uint32_t count)
{
	memmove(first + 1, first, count * sizeof *first);
	first[0] = 0;
}

void holds_init(struct holds *holds, const struct model *model)
{
	uint32_t offerings = model->offering_count;
	*holds = (struct holds){.model = model};
	holds->first_binding = memory_zero((size_t)offerings + 1, sizeof *holds->first_binding);
	holds->sorted = memory_zero((size_t)offerings + 1, sizeof *holds->sorted);
	holds->monthly = memory_zero((size_t)offerings + 1, sizeof *holds->monthly);
	for (uint32_t b = 0; b < model->binding_count; b++) {
		holds->first_binding[model->bindings[b].offering]++;
		holds->monthly[model->bindings[b].offering] += model->bindings[b].monthly;
	}
	holds->bindings =
		memory_new((size_t)accumulate(holds->first_binding, offerings) + 1, sizeof *holds->bindings);
	for (uint32_t b = 0; b < model->binding_count; b++)
		holds->bindings[holds->first_binding[model->bindings[b].offering]++] = b;
	step_back(holds->first_binding, offerings);
}

void holds_clear(struct holds *holds)
{
	free(holds->first_binding);
	free(holds->bindings);
	free(holds->sorted);
	free(holds->monthly);
	free(holds->first_dependent);
	free(holds->dependents);
	*holds = (struct holds){0};
}

struct keyed {
	double monthly;
	uint32_t binding;
};

static int by_falling_monthly(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;
	if (a->monthly != b->monthly)
		return a->monthly > b->monthly ? -1 : 1;
	return a->binding < b->binding ? -1 : 1;
}

void holds_sort(const struct model *model, uint32_t *bindings, uint32_t count)
{
	struct keyed *keys = memory_new((size_t)count + 1, sizeof *keys);
	for (uint32_t i = 0; i < count; i++)
		keys[i] = (struct keyed){model->bindings[bindings[i]].monthly, bindings[i]};
	qsort(keys, count, sizeof *keys, by_falling_monthly);
	for (uint32_t i = 0; i < count; i++)
		bindings[i] = keys[i].binding;
	free(keys);
}

const uint32_t *holds_unsorted(const struct holds *holds, uint32_t offering, uint32_t *count)
{
	uint32_t first = holds->first_binding[offering];
	*count = holds->first_binding[offering + 1] - first;
	return holds->bindings + first;
}

const uint32_t *holds_bindings(struct holds *holds, uint32_t offering, uint32_t *count)
{
	const uint32_t *bindings = holds_unsorted(holds, offering, count);
	if (!holds->sorted[offering])
		holds_sort(holds->model, holds->bindings + holds->first_binding[offering], *count);
	holds->sorted[offering] = true;
	return bindings;
}

static void index_dependents(struct holds *holds)
{
	const struct model *model = holds->model;
	uint32_t components = model->component_count;
	uint32_t edges = model->components[components].first_depends_on;
	uint32_t *first = memory_zero((size_t)components + 1, sizeof *first);
	uint32_t *dependents = memory_new((size_t)edges + 1, sizeof *dependents);
	for (uint32_t e = 0; e < edges; e++)
		first[model->depends_on[e]]++;
	accumulate(first, components);
	for (uint32_t c = 0; c < components; c++)
		for (uint32_t e = model->components[c].first_depends_on;
		     e < model->components[c + 1].first_depends_on; e++)
			dependents[first[model->depends_on[e]]++] = c;
	step_back(first, components);
	holds->first_dependent = first;
	holds->dependents = dependents;
}

const uint32_t *holds_dependents(struct holds *holds, uint32_t component, uint32_t *count)
{
	if (!holds->dependents)
		index_dependents(holds);
	uint32_t first = holds->first_dependent[component];
	*count = holds->first_dependent[component + 1] - first;
	return holds->dependents + first;
}
