#include "core/figures/failing.h"

#include "core/base/memory.h"
#include "core/figures/reach.h"

#include <stdlib.h>
#include <string.h>

struct finding {
	struct analysis *analysis;
	const struct model *model;
	const struct scc *groups;
	struct failing *failing;
	bool after;
	uint32_t words;
	uint64_t *bits; /* [words] of the group that is looked at */
};

static struct finding start_finding(struct analysis *analysis, struct failing *failing, bool after)
{
	uint32_t words = analysis->structure->words;
	analysis_rests_bits(analysis, 0); /* so that what follows only reads */
	return (struct finding){analysis, analysis->model, analysis_component_sets(analysis),  failing,
				after,    words,           memory_new(words, sizeof(uint64_t))};
}

/* --- one group ---------------------------------------------------------------------------------- */

static void join_bindings(const struct finding *finding, const struct component *component)
{
	const struct analysis *analysis = finding->analysis;
	for (uint32_t k = component[0].first_binding; k < component[1].first_binding; k++) {
		const struct binding *binding = &finding->model->bindings[k];
		uint32_t on = finding->after ? analysis->target[k] : binding->offering;
		if (!binding->optional)
			set_join(finding->bits, analysis->structure->rests + (size_t)on * finding->words,
				 finding->words);
	}
}

static void join_dependencies(const struct finding *finding, const struct component *component,
			      uint32_t group)
{
	for (uint32_t i = component[0].first_depends_on; i < component[1].first_depends_on; i++) {
		uint32_t other = finding->groups->set[finding->model->depends_on[i]];
		if (other != group)
			set_join(finding->bits,
				 set_table_bits(&finding->failing->sets, finding->failing->set[other]),
				 finding->words);
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

/* What a group spends today. */
static struct pile find_pile(const struct finding *finding, uint32_t group)
{
	const struct scc *groups = finding->groups;
	struct pile pile = {.components = groups->first[group + 1] - groups->first[group]};
	for (uint32_t i = groups->first[group]; i < groups->first[group + 1]; i++) {
		const struct component *component = &finding->model->components[groups->nodes[i]];
		for (uint32_t k = component[0].first_binding; k < component[1].first_binding; k++)
			account_enter(&pile.spend, finding->model->bindings[k].monthly);
	}
	return pile;
}

/* --- reach --------------------------------------------------------------------------------------- */

/* Each pile counts for all providers of its set. */
static void find_reach(const struct finding *finding)
{
	struct failing *failing = finding->failing;
	uint32_t provider_count = finding->model->provider_count;
	struct pile *providers = memory_zero(provider_count, sizeof *providers);
	for (uint32_t s = 0; s < failing->sets.count; s++) {
		const uint64_t *bits = set_table_bits(&failing->sets, s);
		const struct pile *pile = &failing->piles[s];
		for (uint32_t p = set_next(bits, finding->words, 0); p != UINT32_MAX;
		     p = set_next(bits, finding->words, p + 1)) {
			providers[p].components += pile->components;
			account_add(&providers[p].spend, &pile->spend);
		}
	}
	failing->reach = memory_new(provider_count, sizeof *failing->reach);
	for (uint32_t p = 0; p < provider_count; p++)
		failing->reach[p] =
			(struct reach){providers[p].components, account_monthly(&providers[p].spend)};
	free(providers);
}

/* --- today ----------------------------------------------------------------------------------------- */

void failing_find_today(struct analysis *analysis, struct failing *today)
{
	struct finding finding = start_finding(analysis, today, false);
	const struct scc *groups = finding.groups;
	set_table_init(&today->sets, finding.words);
	today->set = memory_new(groups->count, sizeof *today->set);
	for (uint32_t g = 0; g < groups->count; g++)
		today->set[g] = find_set(&finding, g);
	today->piles = memory_zero(today->sets.count, sizeof *today->piles);
	for (uint32_t g = 0; g < groups->count; g++) {
		struct pile pile = find_pile(&finding, g), *all = &today->piles[today->set[g]];
		account_add(&all->spend, &pile.spend);
		all->components += pile.components;
	}
	find_reach(&finding);
	today->known = true;
	free(finding.bits);
}

/* --- the scenario ---------------------------------------------------------------------------------- */

typedef void move_visitor(const struct finding *finding, uint32_t binding, void *context);

static void visit_moved(const struct finding *finding, move_visitor *visit, void *context)
{
	const struct analysis *analysis = finding->analysis;
	for (uint32_t m = 0; m < analysis->plan->count; m++) {
		const struct migration *migration = analysis->plan->migrations[m];
		for (uint32_t i = 0; choice_is_on(&analysis->choice, m) && i < migration->binding_count; i++)
			visit(finding, migration->bindings[i], context);
	}
}

static void mark_group(const struct finding *finding, uint32_t binding, void *touched)
{
	const struct binding *b = &finding->model->bindings[binding];
	if (!b->optional)
		set_put(touched, finding->groups->set[b->component]);
}

/* Does a group depend on one whose set is another one than today's? */
static bool leads_to_changed(const struct finding *finding, uint32_t group, const uint64_t *changed)
{
	const struct scc *groups = finding->groups;
	for (uint32_t n = groups->first[group]; n < groups->first[group + 1]; n++) {
		const struct component *component = &finding->model->components[groups->nodes[n]];
		for (uint32_t i = component[0].first_depends_on; i < component[1].first_depends_on; i++)
			if (set_has(changed, groups->set[finding->model->depends_on[i]]))
				return true;
	}
	return false;
}

/* Room for the pile of a set that was found last. */
static struct pile *pile_of(struct failing *failing, uint32_t set, size_t *count, size_t *capacity)
{
	while (*count <= set) {
		failing->piles = memory_grow(failing->piles, *count, capacity, sizeof *failing->piles);
		failing->piles[(*count)++] = (struct pile){.components = 0};
	}
	return &failing->piles[set];
}

static void change_set(const struct finding *finding, uint32_t group, uint32_t set, size_t *count,
		       size_t *capacity)
{
	struct pile pile = find_pile(finding, group);
	struct pile *to = pile_of(finding->failing, set, count, capacity);
	struct pile *from = &finding->failing->piles[finding->failing->set[group]];
	account_take(&from->spend, &pile.spend);
	from->components -= pile.components;
	account_add(&to->spend, &pile.spend);
	to->components += pile.components;
	finding->failing->set[group] = set;
}

/* Groups come after those that they depend on, so one pass carries every change to its end. */
static void change_sets(const struct finding *finding)
{
	uint32_t group_count = finding->groups->count, words = group_count / SET_WORD_BITS + 1;
	uint64_t *touched = memory_zero(words, sizeof *touched),
		 *changed = memory_zero(words, sizeof *changed);
	size_t count = finding->failing->sets.count, capacity = count;
	bool any = false;
	visit_moved(finding, mark_group, touched);
	for (uint32_t g = set_next(touched, words, 0); g < group_count;
	     g = any ? g + 1 : set_next(touched, words, g + 1)) {
		if (!set_has(touched, g) && !leads_to_changed(finding, g, changed))
			continue;
		uint32_t set = find_set(finding, g);
		if (set == finding->failing->set[g])
			continue;
		change_set(finding, g, set, &count, &capacity);
		set_put(changed, g);
		any = true;
	}
	free(touched);
	free(changed);
}

/* Its old monthly goes out of the pile that its component is on now, and the new one in. */
static void reprice(const struct finding *finding, uint32_t binding, void *context)
{
	(void)context;
	const struct binding *b = &finding->model->bindings[binding];
	struct failing *failing = finding->failing;
	struct account old = {.bindings = 0},
		       *spend = &failing->piles[failing->set[finding->groups->set[b->component]]].spend;
	account_enter(&old, b->monthly);
	account_take(spend, &old);
	account_enter(spend, analysis_monthly_after(finding->analysis, binding));
}

void failing_find_after(struct analysis *analysis, const struct failing *today, struct failing *after)
{
	struct finding finding = start_finding(analysis, after, true);
	set_table_copy(&after->sets, &today->sets);
	after->set = memory_new(finding.groups->count, sizeof *after->set);
	memcpy(after->set, today->set, finding.groups->count * sizeof *after->set);
	after->piles = memory_new(today->sets.count, sizeof *after->piles);
	memcpy(after->piles, today->piles, today->sets.count * sizeof *after->piles);
	change_sets(&finding);
	visit_moved(&finding, reprice, NULL);
	find_reach(&finding);
	after->known = true;
	free(finding.bits);
}

void failing_clear(struct failing *failing)
{
	set_table_clear(&failing->sets);
	free(failing->set);
	free(failing->piles);
	free(failing->reach);
	*failing = (struct failing){0};
}
