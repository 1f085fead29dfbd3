#include "tui/movers.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

void movers_clear(struct movers *movers)
{
	free(movers->first);
	free(movers->migrations);
	free(movers->movable);
	free(movers->first_part);
	free(movers->parts);
	*movers = (struct movers){0};
}

static void index_bindings(struct movers *movers, const struct plan *plan)
{
	uint32_t bindings = plan->model->binding_count;
	uint32_t *first = memory_zero((size_t)bindings + 1, sizeof *first);
	for (uint32_t m = 0; m < plan->count; m++)
		for (uint32_t i = 0; i < plan->migrations[m]->binding_count; i++)
			first[plan->migrations[m]->bindings[i]]++;
	uint32_t total = 0;
	for (uint32_t b = 0; b <= bindings; b++) {
		uint32_t count = first[b];
		first[b] = total;
		total += count;
	}
	movers->migrations = memory_new((size_t)total + 1, sizeof *movers->migrations);
	/* Filled from the back, so that the ends become the beginnings. */
	for (uint32_t m = 0; m < plan->count; m++)
		for (uint32_t i = 0; i < plan->migrations[m]->binding_count; i++)
			movers->migrations[first[plan->migrations[m]->bindings[i]]++] = m;
	memmove(first + 1, first, bindings * sizeof *first);
	first[0] = 0;
	movers->first = first;
}

static void count_movable(struct movers *movers, const struct model *model)
{
	movers->movable = memory_zero((size_t)model->offering_count + 1, sizeof *movers->movable);
	for (uint32_t b = 0; b < model->binding_count; b++)
		if (movers->first[b + 1] > movers->first[b])
			movers->movable[model->bindings[b].offering]++;
}

static void count_parts(struct movers *movers, const struct plan *plan)
{
	const struct model *model = plan->model;
	uint32_t *counts = memory_zero((size_t)model->offering_count + 1, sizeof *counts);
	size_t count = 0, capacity = 0;
	movers->first_part = memory_new((size_t)plan->count + 1, sizeof *movers->first_part);
	for (uint32_t m = 0; m < plan->count; m++) {
		const struct migration *migration = plan->migrations[m];
		movers->first_part[m] = (uint32_t)count;
		for (uint32_t i = 0; i < migration->binding_count; i++)
			counts[model->bindings[migration->bindings[i]].offering]++;
		for (uint32_t i = 0; i < migration->binding_count; i++) {
			uint32_t offering = model->bindings[migration->bindings[i]].offering;
			if (!counts[offering])
				continue;
			movers->parts = memory_grow(movers->parts, count, &capacity, sizeof *movers->parts);
			movers->parts[count++] = (struct mover_part){offering, counts[offering]};
			counts[offering] = 0;
		}
	}
	movers->first_part[plan->count] = (uint32_t)count;
	free(counts);
}

void movers_refresh(struct movers *movers, const struct plan *plan)
{
	if (movers->first && movers->plan_count == plan->count)
		return;
	movers_clear(movers);
	index_bindings(movers, plan);
	count_movable(movers, plan->model);
	count_parts(movers, plan);
	movers->plan_count = plan->count;
}

const uint32_t *movers_of(const struct movers *movers, uint32_t binding, uint32_t *count)
{
	*count = movers->first[binding + 1] - movers->first[binding];
	return movers->migrations + movers->first[binding];
}

uint32_t movers_on(const struct movers *movers, const struct choice *choice, uint32_t binding)
{
	uint32_t count;
	const uint32_t *migrations = movers_of(movers, binding, &count);
	for (uint32_t i = 0; i < count; i++)
		if (choice_is_on(choice, migrations[i]))
			return migrations[i];
	return NONE;
}

uint32_t movers_moved(const struct movers *movers, const struct choice *choice, uint32_t offering)
{
	uint32_t moved = 0;
	for (uint32_t m = 0; m < movers->plan_count; m++) {
		if (!choice_is_on(choice, m))
			continue;
		for (uint32_t p = movers->first_part[m]; p < movers->first_part[m + 1]; p++)
			if (movers->parts[p].offering == offering)
				moved += movers->parts[p].count;
	}
	return moved;
}
