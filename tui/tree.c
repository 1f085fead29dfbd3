#include "tui/tree.h"

#include "core/base/memory.h"
#include "tui/tree_parts.h"

#include <stdlib.h>
#include <string.h>

static size_t seen_words(const struct model *model)
{
	return (size_t)model->component_count / 64 + 1;
}

struct tree *tree_new(struct analysis *analysis, const struct movers *movers)
{
	struct tree *tree = memory_zero(1, sizeof *tree);
	tree->analysis = analysis;
	tree->movers = movers;
	tree->model = analysis_plan(analysis)->model;
	tree->provider = NONE;
	tree->stale = true;
	tree->seen_components = memory_zero(seen_words(tree->model), sizeof *tree->seen_components);
	holds_init(&tree->holds, tree->model);
	return tree;
}

void tree_free(struct tree *tree)
{
	if (!tree)
		return;
	holds_clear(&tree->holds);
	filter_clear(&tree->filter);
	node_set_clear(&tree->open[0]);
	node_set_clear(&tree->open[1]);
	node_set_clear(&tree->folded_in_filter);
	node_set_clear(&tree->seen);
	free(tree->seen_components);
	free(tree->pending);
	free(tree->rows);
	free(tree);
}

void tree_touch(struct tree *tree)
{
	tree->stale = true;
}

void tree_show_provider(struct tree *tree, uint32_t provider)
{
	if (tree->by_component || tree->provider != provider)
		tree_touch(tree);
	tree->by_component = false;
	tree->provider = provider;
}

void tree_show_components(struct tree *tree)
{
	if (!tree->by_component)
		tree_touch(tree);
	tree->by_component = true;
}

bool tree_is_by_component(const struct tree *tree)
{
	return tree->by_component;
}

/* --- folds ----------------------------------------------------------------------------------- */

/* While a filter is on, what leads to its rows is unfolded unless it was folded since. */
static bool opens_by_itself(const struct tree *tree, enum tree_kind kind)
{
	return filter_is_on(&tree->filter) && !tree->by_component &&
	       (kind == TREE_PROVIDER || kind == TREE_OFFERING);
}

bool tree_node_is_open(const struct tree *tree, enum tree_kind kind, uint32_t index)
{
	if (opens_by_itself(tree, kind))
		return !node_set_has(&tree->folded_in_filter, kind, index);
	return node_set_has(&tree->open[tree->by_component], kind, index);
}

void tree_open_node(struct tree *tree, enum tree_kind kind, uint32_t index, bool open)
{
	tree->stale = true;
	if (opens_by_itself(tree, kind))
		node_set_put(&tree->folded_in_filter, kind, index, !open);
	else
		node_set_put(&tree->open[tree->by_component], kind, index, open);
}

bool tree_fold(struct tree *tree, uint32_t row, bool open)
{
	uint32_t count;
	const struct tree_row *rows = tree_rows(tree, &count);
	if (row >= count || !(rows[row].flags & TREE_OPENABLE) || !(rows[row].flags & TREE_OPEN) != open)
		return false;
	tree_open_node(tree, (enum tree_kind)rows[row].kind, rows[row].index, open);
	return true;
}

/* --- rows ------------------------------------------------------------------------------------ */

/* Children are put in order behind `from`, then turned, since the last one is taken first. */
static void turn_pending(struct tree *tree, size_t from)
{
	for (size_t low = from, high = tree->pending_count; low + 1 < high; low++) {
		struct tree_row row = tree->pending[low];
		tree->pending[low] = tree->pending[--high];
		tree->pending[high] = row;
	}
}

/* The component of a row that stands for one, or NONE. */
static uint32_t component_of(const struct tree *tree, const struct tree_row *row)
{
	switch ((enum tree_kind)row->kind) {
	case TREE_COMPONENT:
		return row->index;
	case TREE_BINDING:
	case TREE_ARRIVAL:
		return tree->by_component ? NONE : tree->model->bindings[row->index].component;
	default:
		return NONE;
	}
}

static bool is_own_ancestor(const struct tree *tree, const struct tree_row *row)
{
	uint32_t component = component_of(tree, row);
	for (uint32_t at = row->parent; at != NONE; at = tree->rows[at].parent) {
		const struct tree_row *above = &tree->rows[at];
		if (above->kind == row->kind && above->index == row->index)
			return true;
		if (component != NONE && component_of(tree, above) == component)
			return true;
	}
	return false;
}

/* Bindings stand once in a tree; only what can come again is remembered. */
static bool may_come_again(const struct tree *tree, const struct tree_row *row)
{
	return row->kind != TREE_BINDING && row->kind != TREE_ARRIVAL &&
	       !(tree->by_component && row->depth == 0);
}

static bool is_seen(const struct tree *tree, const struct tree_row *row)
{
	if (row->kind == TREE_COMPONENT)
		return tree->seen_components[row->index / 64] >> row->index % 64 & 1;
	return node_set_has(&tree->seen, row->kind, row->index);
}

static void see(struct tree *tree, const struct tree_row *row)
{
	if (row->kind == TREE_COMPONENT)
		tree->seen_components[row->index / 64] |= (uint64_t)1 << row->index % 64;
	else if (row->kind != TREE_BINDING && row->kind != TREE_ARRIVAL)
		node_set_put(&tree->seen, row->kind, row->index, true);
}

static bool mark_repeated(struct tree *tree, struct tree_row *row)
{
	if (row->kind == TREE_COMPONENT && row->depth > 0 && is_own_ancestor(tree, row)) {
		row->flags |= TREE_CIRCLE;
		return true;
	}
	if (!may_come_again(tree, row) || !is_seen(tree, row))
		return false;
	row->flags |= is_own_ancestor(tree, row) ? TREE_CIRCLE : TREE_ABOVE;
	return true;
}

static void take_row(struct tree *tree, struct tree_row row)
{
	bool repeated = mark_repeated(tree, &row);
	if (!repeated && tree_has_children(tree, &row)) {
		row.flags |= TREE_OPENABLE;
		if (tree_node_is_open(tree, (enum tree_kind)row.kind, row.index))
			row.flags |= TREE_OPEN;
	}
	if (!repeated)
		see(tree, &row);
	tree->rows = memory_grow(tree->rows, tree->count, &tree->capacity, sizeof *tree->rows);
	uint32_t at = tree->count++;
	tree->rows[at] = row;
	if (row.flags & TREE_OPEN) {
		size_t from = tree->pending_count;
		tree_push_children(tree, &row, at);
		turn_pending(tree, from);
	}
}

/* What take_row would do with the many components that are folded; false: this one is not. */
static bool take_folded_root(struct tree *tree, uint32_t component)
{
	const struct component *item = &tree->model->components[component];
	bool openable = item[1].first_binding > item[0].first_binding ||
			item[1].first_depends_on > item[0].first_depends_on;
	if (openable && node_set_has(&tree->open[1], TREE_COMPONENT, component))
		return false;
	if (tree->count == tree->capacity)
		tree->rows = memory_grow(tree->rows, tree->count, &tree->capacity, sizeof *tree->rows);
	tree->rows[tree->count++] = (struct tree_row){.index = component,
						      .parent = NONE,
						      .kind = TREE_COMPONENT,
						      .flags = openable ? TREE_OPENABLE : 0};
	tree->seen_components[component / 64] |= (uint64_t)1 << component % 64;
	return true;
}

static void take_root(struct tree *tree, uint32_t root)
{
	if (tree->by_component && take_folded_root(tree, root))
		return;
	uint8_t kind = tree->by_component ? TREE_COMPONENT : TREE_PROVIDER;
	take_row(tree, (struct tree_row){.index = root, .parent = NONE, .kind = kind});
	while (tree->pending_count > 0)
		take_row(tree, tree->pending[--tree->pending_count]);
}

static void refresh(struct tree *tree)
{
	tree->count = 0;
	tree->pending_count = 0;
	tree->stale = false;
	node_set_empty(&tree->seen);
	memset(tree->seen_components, 0, seen_words(tree->model) * sizeof *tree->seen_components);
	filter_refresh(tree);
	uint32_t root = tree_next_root(tree, 0);
	while (root != NONE) {
		tree->filter.kept += tree->by_component;
		take_root(tree, root);
		root = tree->by_component ? tree_next_root(tree, root + 1) : NONE;
	}
}

const struct tree_row *tree_rows(struct tree *tree, uint32_t *count)
{
	if (tree->stale)
		refresh(tree);
	*count = tree->count;
	return tree->rows;
}

uint32_t tree_find_row(struct tree *tree, enum tree_kind kind, uint32_t index)
{
	uint32_t count;
	const struct tree_row *rows = tree_rows(tree, &count);
	for (uint32_t row = 0; row < count; row++)
		if (rows[row].kind == kind && rows[row].index == index)
			return row;
	return NONE;
}
