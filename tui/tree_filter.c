/* Which nodes a filter leaves, and how it comes to know that: in pieces. */
#include "core/base/memory.h"
#include "tui/tree_parts.h"

#include <stdlib.h>

/* What a name costs besides its pattern, and a binding that is put in its place. */
enum { NAME_STEPS = 4, SORT_STEPS = 8, COUNT_STEPS = 1, SHOW_AT_ONCE = 500000 };

/* So many are put in order while the rows are made; more are it beforehand, in pieces. */
#ifdef UNMOOR_SMALL
enum { FEW_TO_SORT = 2 };
#else
enum { FEW_TO_SORT = 500 };
#endif

bool filter_is_on(const struct filter *filter)
{
	return filter->shown.components || filter->only;
}

static void clear_names(struct names *names)
{
	free(names->offerings);
	free(names->components);
	*names = (struct names){NULL, NULL};
}

void filter_clear(struct filter *filter)
{
	clear_names(&filter->shown);
	clear_names(&filter->coming);
	*filter = (struct filter){0};
}

/* --- trying names ---------------------------------------------------------------------------- */

static void begin(struct tree *tree)
{
	struct filter *filter = &tree->filter;
	clear_names(&filter->coming);
	filter->coming.offerings =
		memory_zero((size_t)tree->model->offering_count + 1, sizeof *filter->coming.offerings);
	filter->coming.components =
		memory_zero((size_t)tree->model->component_count + 1, sizeof *filter->coming.components);
	filter->goes_on = true;
	filter->partly = false;
	filter->next = filter->sort = filter->hits = filter->untried = 0;
}

void tree_filter(struct tree *tree, struct pattern *pattern, const struct tree_only *only)
{
	struct filter *filter = &tree->filter;
	bool other = filter->asked.pattern != pattern;
	tree->stale |= filter->only != only || only || !pattern;
	filter->only = only;
	if (other)
		asked_init(&filter->asked, pattern);
	if (pattern && other)
		begin(tree);
	if (pattern)
		return;
	filter_clear(filter);
	filter->only = only;
	node_set_empty(&tree->folded_in_filter);
}

static void try_next(struct filter *filter, const struct model *model)
{
	struct names *names = filter->partly ? &filter->shown : &filter->coming;
	uint32_t next = filter->next++, offerings = model->offering_count;
	enum pattern_match said = next < offerings ? asked_offering(&filter->asked, model, next)
						   : asked_component(&filter->asked, model, next - offerings);
	filter->hits += said == PATTERN_YES;
	filter->untried += said == PATTERN_GAVE_UP;
	if (next < offerings)
		names->offerings[next] = said == PATTERN_YES;
	else
		names->components[next - offerings] = said == PATTERN_YES;
}

static uint32_t name_count(const struct tree *tree)
{
	return tree->model->offering_count + tree->model->component_count;
}

/* --- showing them ---------------------------------------------------------------------------- */

/* The rows go by what is known now. */
static void show(struct tree *tree)
{
	struct filter *filter = &tree->filter;
	tree->stale = true;
	if (filter->partly)
		return;
	clear_names(&filter->shown);
	filter->shown = filter->coming;
	filter->coming = (struct names){NULL, NULL};
	node_set_empty(&tree->folded_in_filter);
}

/* Is the offering to be shown with more bindings than can be put in order on the way? */
static bool is_large(struct tree *tree, uint32_t offering, struct budget *budget)
{
	const struct filter *filter = &tree->filter;
	const struct names *names = filter->partly ? &filter->shown : &filter->coming;
	uint32_t count, kept = 0;
	const uint32_t *bindings = holds_unsorted(&tree->holds, offering, &count);
	if (tree->holds.sorted[offering] || count < FEW_TO_SORT || !tree_rests(tree, offering))
		return false;
	budget_take(budget, (uint64_t)count * COUNT_STEPS);
	for (uint32_t i = 0; i < count && !names->offerings[offering]; i++)
		kept += names->components[tree->model->bindings[bindings[i]].component];
	return names->offerings[offering] || kept >= FEW_TO_SORT;
}

/* Puts bindings in order that the rows will want so; false when the budget ended first. */
static bool prepare(struct tree *tree, struct budget *budget)
{
	struct filter *filter = &tree->filter;
	for (; !tree->by_component && filter->sort < tree->model->offering_count; filter->sort++) {
		uint32_t count;
		if (budget->left == 0)
			return false;
		if (!is_large(tree, filter->sort, budget))
			continue;
		holds_bindings(&tree->holds, filter->sort, &count);
		budget_take(budget, (uint64_t)count * SORT_STEPS);
	}
	return true;
}

bool tree_filter_go(struct tree *tree, struct budget *budget)
{
	struct filter *filter = &tree->filter;
	while (filter->goes_on && filter->next < name_count(tree)) {
		uint64_t before = pattern_cost(filter->asked.pattern);
		try_next(filter, tree->model);
		if (filter->next == name_count(tree))
			filter->sort = 0; /* what was few may have become many */
		if (!budget_take(budget, NAME_STEPS + pattern_cost(filter->asked.pattern) - before))
			return true;
	}
	if (!filter->goes_on)
		return false;
	/* Making a million rows anew is a piece of its own. */
	if (!prepare(tree, budget) || budget->taken > SHOW_AT_ONCE)
		return true;
	show(tree);
	filter->goes_on = filter->partly = false;
	return false;
}

bool tree_filter_partly(struct tree *tree, struct budget *budget)
{
	struct filter *filter = &tree->filter;
	if (!filter->goes_on || filter->partly || filter->hits == 0 || !prepare(tree, budget))
		return false;
	show(tree);
	filter->partly = true;
	return true;
}

void tree_filter_stop(struct tree *tree)
{
	struct filter *filter = &tree->filter;
	if (!filter->goes_on)
		return;
	filter->untried += name_count(tree) - filter->next;
	filter->next = name_count(tree);
	show(tree);
	filter->goes_on = filter->partly = false;
}

bool tree_filter_goes_on(const struct tree *tree)
{
	return tree->filter.goes_on;
}

uint32_t tree_filter_untried(const struct tree *tree)
{
	return tree->filter.untried;
}

unsigned tree_filter_percent(const struct tree *tree)
{
	return (unsigned)((uint64_t)tree->filter.next * 100 / (name_count(tree) + 1));
}

/* --- what it leaves -------------------------------------------------------------------------- */

bool filter_keeps_binding(const struct tree *tree, uint32_t binding)
{
	const struct filter *filter = &tree->filter;
	const struct binding *item = &tree->model->bindings[binding];
	if (filter->only && !filter->only->keep(filter->only->context, binding))
		return false;
	return !filter->shown.components || filter->shown.components[item->component] ||
	       filter->shown.offerings[item->offering];
}

bool filter_keeps_offering(struct tree *tree, uint32_t offering)
{
	uint32_t count;
	if (!filter_is_on(&tree->filter))
		return true;
	const uint32_t *bindings = holds_unsorted(&tree->holds, offering, &count);
	for (uint32_t i = 0; i < count; i++)
		if (filter_keeps_binding(tree, bindings[i]))
			return true;
	const struct plan *plan = analysis_plan(tree->analysis);
	for (uint32_t m = 0; m < plan->count; m++) {
		const struct migration *migration = plan->migrations[m];
		if (migration->to != offering || !choice_is_on(analysis_choice(tree->analysis), m))
			continue;
		for (uint32_t i = 0; i < migration->binding_count; i++)
			if (filter_keeps_binding(tree, migration->bindings[i]))
				return true;
	}
	return false;
}

bool filter_keeps_component(const struct tree *tree, uint32_t component)
{
	const struct component *item = &tree->model->components[component];
	if (!filter_is_on(&tree->filter))
		return true;
	if (!tree->filter.only && tree->filter.shown.components[component])
		return true;
	for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
		if (filter_keeps_binding(tree, b))
			return true;
	return false;
}

uint32_t filter_components(const struct tree *tree)
{
	uint32_t offerings = tree->model->offering_count, next = tree->filter.next;
	if (!tree->filter.partly)
		return tree->model->component_count;
	return next > offerings ? next - offerings : 0;
}

static void count_bindings(struct tree *tree)
{
	struct filter *filter = &tree->filter;
	for (uint32_t o = 0; o < tree->model->offering_count; o++) {
		uint32_t count;
		if (!tree_rests(tree, o))
			continue;
		const uint32_t *bindings = holds_unsorted(&tree->holds, o, &count);
		filter->all += count;
		for (uint32_t i = 0; i < count; i++)
			filter->kept += filter_keeps_binding(tree, bindings[i]);
	}
}

void filter_refresh(struct tree *tree)
{
	struct filter *filter = &tree->filter;
	filter->kept = filter->all = 0;
	if (!filter_is_on(filter))
		return;
	if (tree->by_component)
		filter->all = tree->model->component_count; /* those kept are the roots */
	else
		count_bindings(tree);
}

void tree_counts(struct tree *tree, uint32_t *kept, uint32_t *all)
{
	uint32_t count;
	tree_rows(tree, &count);
	*kept = tree->filter.kept;
	*all = tree->filter.all;
}
