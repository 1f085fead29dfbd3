#include "core/figures/failing.h"

#include "core/base/memory.h"
#include "core/figures/reach.h"

#include <stdlib.h>
#include <string.h>

/* --- today --------------------------------------------------------------------------------------- */

struct finding {
	const struct analysis *analysis;
	const struct model *model;
	const struct scc *groups;
	struct failing *failing;
	uint32_t words;
	uint64_t *bits; /* [words] of the group that is looked at */
};

static struct finding start_finding(struct analysis *analysis, struct failing *failing)
{
	uint32_t words = analysis->structure->words;
	analysis_rests_bits(analysis, 0); /* so that what follows only reads */
	return (struct finding){analysis, analysis->model, analysis_component_sets(analysis),
				failing,  words,           memory_new(words, sizeof(uint64_t))};
}

static void join_bindings(const struct finding *finding, const struct component *component)
{
	const uint64_t *rests = finding->analysis->structure->rests;
	for (uint32_t k = component[0].first_binding; k < component[1].first_binding; k++) {
		const struct binding *binding = &finding->model->bindings[k];
		if (!binding->optional)
			set_join(finding->bits, rests + (size_t)binding->offering * finding->words,
				 finding->words);
	}
}

static void join_set(const struct finding *finding, uint32_t group, uint64_t *bits)
{
	set_join(bits, set_table_bits(&finding->failing->sets, finding->failing->set[group]), finding->words);
}

static void join_dependencies(const struct finding *finding, const struct component *component,
			      uint32_t group)
{
	for (uint32_t i = component[0].first_depends_on; i < component[1].first_depends_on; i++) {
		uint32_t other = finding->groups->set[finding->model->depends_on[i]];
		if (other != group)
			join_set(finding, other, finding->bits);
	}
}

/* The set of a group, those that it depends on being known. */
static uint32_t find_set(const struct finding *finding, uint32_t group)
{
	const struct scc *groups = finding->groups;
	memset(finding->bits, 0, finding->words * sizeof *finding->bits);
	for (uint32_t i = groups->first[group]; i < groups->first[group + 1]; i++) {
		const struct component *component = &finding->model->components[groups->nodes[i]];
		join_bindings(finding, component);
		join_dependencies(finding, component, group);
	}
	return set_table_add(&finding->failing->sets, finding->bits);
}

static void fill_reach(const struct model *model, struct failing *failing)
{
	for (uint32_t p = 0; p < model->provider_count; p++)
		failing->reach[p] = (struct reach){failing->extents[p].components,
						   exact_value(&failing->extents[p].monthly)};
}

/* Groups by set: [groups->count] in `order`, those of set s from first[s] on. */
static uint32_t *sort_by_set(const struct failing *failing, uint32_t group_count, uint32_t *first)
{
	uint32_t *order = memory_new(group_count, sizeof *order), total = 0;
	for (uint32_t g = 0; g < group_count; g++)
		first[failing->set[g] + 1]++;
	for (uint32_t s = 0; s <= failing->sets.count; s++)
		first[s] = total += first[s];
	for (uint32_t g = 0; g < group_count; g++)
		order[first[failing->set[g]]++] = g;
	for (uint32_t s = failing->sets.count; s > 0; s--)
		first[s] = first[s - 1];
	first[0] = 0;
	return order;
}

static void add_monthlies(const struct finding *finding, uint32_t group, struct exact *sum)
{
	const struct scc *groups = finding->groups;
	for (uint32_t i = groups->first[group]; i < groups->first[group + 1]; i++) {
		const struct component *component = &finding->model->components[groups->nodes[i]];
		for (uint32_t k = component[0].first_binding; k < component[1].first_binding; k++)
			exact_add(sum, finding->model->bindings[k].monthly);
	}
}

/* Sums up what has the same set, and counts that for all providers of the set. */
static void fill_extents(const struct finding *finding)
{
	struct failing *failing = finding->failing;
	const struct scc *groups = finding->groups;
	uint32_t *first = memory_zero((size_t)failing->sets.count + 1, sizeof *first);
	uint32_t *order = sort_by_set(failing, groups->count, first);
	for (uint32_t s = 0; s < failing->sets.count; s++) {
		const uint64_t *bits = set_table_bits(&failing->sets, s);
		struct extent all = {.components = 0};
		for (uint32_t i = first[s]; i < first[s + 1]; i++) {
			all.components += scc_size(groups, order[i]);
			add_monthlies(finding, order[i], &all.monthly);
		}
		for (uint32_t p = set_next(bits, finding->words, 0); p != UINT32_MAX;
		     p = set_next(bits, finding->words, p + 1)) {
			failing->extents[p].components += all.components;
			exact_add_sum(&failing->extents[p].monthly, &all.monthly);
		}
	}
	free(first);
	free(order);
}

void failing_find_today(struct analysis *analysis, struct failing *today)
{
	struct finding finding = start_finding(analysis, today);
	uint32_t providers = analysis->model->provider_count;
	set_table_init(&today->sets, finding.words);
	today->set = memory_new(finding.groups->count, sizeof *today->set);
	for (uint32_t g = 0; g < finding.groups->count; g++)
		today->set[g] = find_set(&finding, g);
	today->extents = memory_zero(providers, sizeof *today->extents);
	today->reach = memory_new(providers, sizeof *today->reach);
	fill_extents(&finding);
	fill_reach(analysis->model, today);
	today->known = true;
	free(finding.bits);
}

static void clear_throng(struct throng *throng)
{
	free(throng->on);
	free(throng->below);
	free(throng->inherited);
}

void failing_clear(struct failing *failing)
{
	for (uint32_t t = 0; t < failing->throng_count; t++)
		clear_throng(&failing->throngs[t]);
	set_table_clear(&failing->sets);
	free(failing->set);
	free(failing->extents);
	free(failing->reach);
	free(failing->throngs);
	free(failing->above_first);
	free(failing->above);
	free(failing->stale);
	*failing = (struct failing){0};
}
