#include "core/base/memory.h"
#include "tui/tree_parts.h"

#include <stdlib.h>

static void push(struct tree *tree, enum tree_kind kind, uint32_t index, const struct tree_row *above,
		 uint32_t at)
{
	tree->pending = memory_grow(tree->pending, tree->pending_count, &tree->pending_capacity,
				    sizeof *tree->pending);
	tree->pending[tree->pending_count++] = (struct tree_row){
		.index = index,
		.depth = above ? above->depth + 1 : 0,
		.parent = at,
		.kind = (uint8_t)kind,
	};
}

uint32_t tree_next_root(const struct tree *tree, uint32_t next)
{
	if (!tree->by_component)
		return tree->provider;
	uint32_t count = filter_components(tree);
	if (!filter_is_on(&tree->filter))
		return next < count ? next : NONE;
	while (next < count && !filter_keeps_component(tree, next))
		next++;
	return next < count ? next : NONE;
}

/* --- what rests on a provider ---------------------------------------------------------------- */

bool tree_rests(struct tree *tree, uint32_t offering)
{
	return tree->provider != NONE && analysis_rests(tree->analysis, offering, tree->provider);
}

/* True when the scenario moves something to this offering. */
static bool is_arrived_at(const struct tree *tree, uint32_t offering)
{
	const struct plan *plan = analysis_plan(tree->analysis);
	const struct choice *choice = analysis_choice(tree->analysis);
	for (uint32_t m = 0; m < plan->count; m++)
		if (plan->migrations[m]->to == offering && choice_is_on(choice, m))
			return true;
	return false;
}

static bool is_used(struct tree *tree, uint32_t offering)
{
	const uint32_t *first = tree->holds.first_binding;
	return first[offering + 1] > first[offering] || is_arrived_at(tree, offering);
}

struct ranked {
	uint32_t offering;
	bool foreign; /* another provider's, which rests on this one */
	double monthly;
};

static int by_rank(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	if (a->foreign != b->foreign)
		return a->foreign ? 1 : -1;
	if (a->monthly != b->monthly)
		return a->monthly > b->monthly ? -1 : 1;
	return a->offering < b->offering ? -1 : 1;
}

static void push_offerings(struct tree *tree, const struct tree_row *row, uint32_t at)
{
	const struct model *model = tree->model;
	struct ranked *ranked = memory_new((size_t)model->offering_count + 1, sizeof *ranked);
	size_t count = 0;
	for (uint32_t o = 0; o < model->offering_count; o++) {
		if (!is_used(tree, o) || !tree_rests(tree, o) || !filter_keeps_offering(tree, o))
			continue;
		bool own = model_is_part_of(model, model->offerings[o].provider, tree->provider);
		ranked[count++] = (struct ranked){o, !own, tree->holds.monthly[o]};
	}
	qsort(ranked, count, sizeof *ranked, by_rank);
	for (size_t i = 0; i < count; i++)
		push(tree, TREE_OFFERING, ranked[i].offering, row, at);
	free(ranked);
}

static void push_arrivals(struct tree *tree, const struct tree_row *row, uint32_t at)
{
	const struct plan *plan = analysis_plan(tree->analysis);
	const struct choice *choice = analysis_choice(tree->analysis);
	for (uint32_t m = 0; m < plan->count; m++) {
		const struct migration *migration = plan->migrations[m];
		if (migration->to != row->index || !choice_is_on(choice, m))
			continue;
		for (uint32_t i = 0; i < migration->binding_count; i++)
			if (filter_keeps_binding(tree, migration->bindings[i]))
				push(tree, TREE_ARRIVAL, migration->bindings[i], row, at);
	}
}

/* What a filter leaves of an offering is put in order alone: it may be a few of a million. */
static void push_kept(struct tree *tree, const struct tree_row *row, uint32_t at)
{
	uint32_t count, kept = 0;
	const uint32_t *bindings = holds_unsorted(&tree->holds, row->index, &count);
	uint32_t *own = memory_new((size_t)count + 1, sizeof *own);
	for (uint32_t i = 0; i < count; i++)
		if (filter_keeps_binding(tree, bindings[i]))
			own[kept++] = bindings[i];
	holds_sort(tree->model, own, kept);
	for (uint32_t i = 0; i < kept; i++)
		push(tree, TREE_BINDING, own[i], row, at);
	free(own);
}

static void push_sorted(struct tree *tree, const struct tree_row *row, uint32_t at)
{
	uint32_t count;
	const uint32_t *bindings = holds_bindings(&tree->holds, row->index, &count);
	for (uint32_t i = 0; i < count; i++)
		if (filter_keeps_binding(tree, bindings[i]))
			push(tree, TREE_BINDING, bindings[i], row, at);
}

static void push_bindings(struct tree *tree, const struct tree_row *row, uint32_t at)
{
	if (filter_is_on(&tree->filter) && !tree->holds.sorted[row->index])
		push_kept(tree, row, at);
	else
		push_sorted(tree, row, at);
	push_arrivals(tree, row, at);
}

static void push_dependents(struct tree *tree, uint32_t component, const struct tree_row *row, uint32_t at)
{
	uint32_t count;
	const uint32_t *dependents = holds_dependents(&tree->holds, component, &count);
	for (uint32_t i = 0; i < count; i++)
		if (i == 0 || dependents[i] != dependents[i - 1])
			push(tree, TREE_COMPONENT, dependents[i], row, at);
}

static bool has_dependents(struct tree *tree, uint32_t component)
{
	uint32_t count;
	holds_dependents(&tree->holds, component, &count);
	return count > 0;
}

/* --- what a component rests on --------------------------------------------------------------- */

static void push_needs(struct tree *tree, const struct tree_row *row, uint32_t at)
{
	const struct component *component = &tree->model->components[row->index];
	for (uint32_t b = component[0].first_binding; b < component[1].first_binding; b++)
		push(tree, TREE_BINDING, b, row, at);
	for (uint32_t d = component[0].first_depends_on; d < component[1].first_depends_on; d++)
		push(tree, TREE_COMPONENT, tree->model->depends_on[d], row, at);
}

/* Where a binding is in the scenario. */
static uint32_t target_of(const struct tree *tree, uint32_t binding)
{
	const struct plan *plan = analysis_plan(tree->analysis);
	uint32_t mover = movers_on(tree->movers, analysis_choice(tree->analysis), binding);
	return mover == NONE ? tree->model->bindings[binding].offering : plan->migrations[mover]->to;
}

static void push_held(struct tree *tree, const struct tree_row *row, uint32_t at)
{
	uint32_t offering = tree->model->bindings[row->index].offering, to = target_of(tree, row->index);
	push(tree, TREE_OFFERING, offering, row, at);
	if (to == offering)
		return;
	push(tree, TREE_OFFERING, to, row, at);
	tree->pending[tree->pending_count - 1].flags |= TREE_AFTER;
}

static void push_support(struct tree *tree, const struct support *support, const struct tree_row *row,
			 uint32_t at)
{
	push(tree, support->is_provider ? TREE_PROVIDER : TREE_OFFERING, support->index, row, at);
}

static void push_foundations(struct tree *tree, const struct tree_row *row, uint32_t at)
{
	const struct model *model = tree->model;
	const struct offering *offering = &model->offerings[row->index];
	push(tree, TREE_PROVIDER, offering->provider, row, at);
	for (uint32_t i = 0; i < offering->runs_on.count; i++) {
		uint32_t group = offering->runs_on.first + i;
		if (model->support_groups[group].count == 1)
			push_support(tree, &model->supports[model->support_groups[group].first], row, at);
		else
			push(tree, TREE_ANY, group, row, at);
	}
}

static void push_members(struct tree *tree, const struct tree_row *row, uint32_t at)
{
	struct slice group = tree->model->support_groups[row->index];
	for (uint32_t i = 0; i < group.count; i++)
		push_support(tree, &tree->model->supports[group.first + i], row, at);
}

static void push_parent(struct tree *tree, const struct tree_row *row, uint32_t at)
{
	uint32_t parent = tree->model->providers[row->index].parent;
	if (parent != NONE)
		push(tree, TREE_PROVIDER, parent, row, at);
}

/* --- both ------------------------------------------------------------------------------------ */

static void push_above(struct tree *tree, const struct tree_row *row, uint32_t at)
{
	switch ((enum tree_kind)row->kind) {
	case TREE_PROVIDER:
		push_offerings(tree, row, at);
		break;
	case TREE_OFFERING:
		push_bindings(tree, row, at);
		break;
	case TREE_BINDING:
	case TREE_ARRIVAL:
		push_dependents(tree, tree->model->bindings[row->index].component, row, at);
		break;
	case TREE_COMPONENT:
		push_dependents(tree, row->index, row, at);
		break;
	case TREE_ANY:
		break;
	}
}

static void push_below(struct tree *tree, const struct tree_row *row, uint32_t at)
{
	switch ((enum tree_kind)row->kind) {
	case TREE_PROVIDER:
		push_parent(tree, row, at);
		break;
	case TREE_OFFERING:
		push_foundations(tree, row, at);
		break;
	case TREE_BINDING:
	case TREE_ARRIVAL:
		push_held(tree, row, at);
		break;
	case TREE_COMPONENT:
		push_needs(tree, row, at);
		break;
	case TREE_ANY:
		push_members(tree, row, at);
		break;
	}
}

void tree_push_children(struct tree *tree, const struct tree_row *row, uint32_t at)
{
	if (tree->by_component)
		push_below(tree, row, at);
	else
		push_above(tree, row, at);
}

static bool has_above(struct tree *tree, const struct tree_row *row)
{
	switch ((enum tree_kind)row->kind) {
	case TREE_BINDING:
	case TREE_ARRIVAL:
		return has_dependents(tree, tree->model->bindings[row->index].component);
	case TREE_COMPONENT:
		return has_dependents(tree, row->index);
	default:
		return true;
	}
}

bool tree_has_children(struct tree *tree, const struct tree_row *row)
{
	const struct component *components = tree->model->components;
	if (!tree->by_component)
		return has_above(tree, row);
	if (row->kind == TREE_PROVIDER)
		return tree->model->providers[row->index].parent != NONE;
	if (row->kind == TREE_COMPONENT)
		return components[row->index + 1].first_binding > components[row->index].first_binding ||
		       components[row->index + 1].first_depends_on > components[row->index].first_depends_on;
	return true;
}
