#include "core/base/memory.h"
#include "tui/tree_parts.h"

#include <stdlib.h>
#include <string.h>

const uint32_t *tree_bindings_on(struct tree *tree, uint32_t offering, uint32_t *count)
{
	return holds_bindings(&tree->holds, offering, count);
}

bool tree_is_bound(const struct tree *tree, uint32_t offering)
{
	return tree->holds.first_binding[offering + 1] > tree->holds.first_binding[offering];
}

double tree_offering_monthly(const struct tree *tree, uint32_t offering)
{
	return tree->holds.monthly[offering];
}

const uint32_t *tree_dependents(struct tree *tree, uint32_t component, uint32_t *count)
{
	return holds_dependents(&tree->holds, component, count);
}

/* --- what is below a row --------------------------------------------------------------------- */

struct gathered {
	uint32_t *items;
	size_t count, capacity;
};

static void gather(struct tree *tree, struct gathered *out, uint32_t binding)
{
	if (!filter_keeps_binding(tree, binding))
		return;
	out->items = memory_grow(out->items, out->count, &out->capacity, sizeof *out->items);
	out->items[out->count++] = binding;
}

static void gather_offering(struct tree *tree, struct gathered *out, uint32_t offering)
{
	uint32_t count;
	const uint32_t *bindings = holds_bindings(&tree->holds, offering, &count);
	for (uint32_t i = 0; i < count; i++)
		gather(tree, out, bindings[i]);
}

static void gather_component(struct tree *tree, struct gathered *out, uint32_t component)
{
	const struct component *item = &tree->model->components[component];
	for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
		gather(tree, out, b);
}

/* What a provider's row has below it in this direction: all that rests on it. */
static void gather_provider(struct tree *tree, struct gathered *out)
{
	for (uint32_t o = 0; o < tree->model->offering_count; o++)
		if (tree_rests(tree, o))
			gather_offering(tree, out, o);
}

uint32_t tree_bindings_below(struct tree *tree, uint32_t row, uint32_t **out)
{
	uint32_t count;
	struct gathered found = {0};
	const struct tree_row *rows = tree_rows(tree, &count);
	*out = NULL;
	if (row >= count)
		return 0;
	struct tree_row at = rows[row];
	if (at.kind == TREE_BINDING || at.kind == TREE_ARRIVAL)
		gather(tree, &found, at.index);
	else if (at.kind == TREE_OFFERING && !tree->by_component)
		gather_offering(tree, &found, at.index);
	else if (at.kind == TREE_PROVIDER && !tree->by_component)
		gather_provider(tree, &found);
	else if (at.kind == TREE_COMPONENT)
		gather_component(tree, &found, at.index);
	*out = found.items;
	return (uint32_t)found.count;
}

/* --- finding --------------------------------------------------------------------------------- */

static void add_name(struct str *out, const char *id, const char *name)
{
	str_add_text(out, name);
	if (strcmp(id, name) != 0) {
		str_add_char(out, ' ');
		str_add_text(out, id);
	}
}

static void add_component(struct tree *tree, struct str *out, uint32_t component)
{
	const struct model *model = tree->model;
	add_name(out, model_component_id(model, component), model_component_name(model, component));
	if (model->components[component].team) {
		str_add_char(out, ' ');
		str_add_text(out, model_text(model, model->components[component].team));
	}
}

static void add_offering(struct tree *tree, struct str *out, uint32_t offering)
{
	add_name(out, tree->model->offerings[offering].id, tree->model->offerings[offering].name);
}

static void node_text(struct tree *tree, unsigned kind, uint32_t index, struct str *out)
{
	const struct model *model = tree->model;
	switch ((enum tree_kind)kind) {
	case TREE_PROVIDER:
		add_name(out, model->providers[index].id, model->providers[index].name);
		break;
	case TREE_OFFERING:
		add_offering(tree, out, index);
		break;
	case TREE_BINDING:
	case TREE_ARRIVAL:
		if (tree->by_component)
			add_offering(tree, out, model->bindings[index].offering);
		else
			add_component(tree, out, model->bindings[index].component);
		break;
	case TREE_COMPONENT:
		add_component(tree, out, index);
		break;
	case TREE_ANY:
		str_add_text(out, "any of");
		break;
	}
}

void tree_text(struct tree *tree, uint32_t row, struct str *out)
{
	uint32_t count;
	const struct tree_row *rows = tree_rows(tree, &count);
	if (row < count)
		node_text(tree, rows[row].kind, rows[row].index, out);
}

struct finder {
	struct tree *tree;
	struct pattern *pattern;
	struct str text;
	uint32_t gave_up;
	unsigned char *
		offerings; /* [offering_count] what is known of each: 0 nothing, 1 it differs, 2 it matches */
};

static bool text_matches(struct finder *finder, unsigned kind, uint32_t index)
{
	finder->text.length = 0;
	node_text(finder->tree, kind, index, &finder->text);
	enum pattern_match match = pattern_search(finder->pattern, finder->text.data ? finder->text.data : "",
						  finder->text.length, NULL, NULL);
	finder->gave_up += match == PATTERN_GAVE_UP;
	return match == PATTERN_YES;
}

/* Bindings are many, the offerings that they are named after few. */
static bool node_matches(struct finder *finder, unsigned kind, uint32_t index)
{
	bool binding = kind == TREE_BINDING || kind == TREE_ARRIVAL;
	if (kind != TREE_OFFERING && !(binding && finder->tree->by_component))
		return text_matches(finder, kind, index);
	uint32_t offering = binding ? finder->tree->model->bindings[index].offering : index;
	if (!finder->offerings[offering])
		finder->offerings[offering] = text_matches(finder, TREE_OFFERING, offering) ? 2 : 1;
	return finder->offerings[offering] == 2;
}

static bool offering_hides_match(struct finder *finder, uint32_t offering)
{
	uint32_t count;
	const uint32_t *bindings = holds_bindings(&finder->tree->holds, offering, &count);
	for (uint32_t i = 0; i < count; i++)
		if (filter_keeps_binding(finder->tree, bindings[i]) &&
		    node_matches(finder, TREE_BINDING, bindings[i]))
			return true;
	return false;
}

static bool provider_hides_match(struct finder *finder)
{
	for (uint32_t o = 0; o < finder->tree->model->offering_count; o++)
		if (tree_rests(finder->tree, o) &&
		    (node_matches(finder, TREE_OFFERING, o) || offering_hides_match(finder, o)))
			return true;
	return false;
}

static bool component_hides_match(struct finder *finder, uint32_t component)
{
	const struct component *item = &finder->tree->model->components[component];
	for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
		if (node_matches(finder, TREE_BINDING, b))
			return true;
	return false;
}

/* True when what a folded row hides matches; looked for as far as bindings go. */
static bool hides_match(struct finder *finder, const struct tree_row *row)
{
	if (!(row->flags & TREE_OPENABLE) || row->flags & TREE_OPEN)
		return false;
	if (row->kind == TREE_COMPONENT && finder->tree->by_component)
		return component_hides_match(finder, row->index);
	if (finder->tree->by_component)
		return false;
	if (row->kind == TREE_OFFERING)
		return offering_hides_match(finder, row->index);
	return row->kind == TREE_PROVIDER && provider_hides_match(finder);
}

/* Unfolds a row and what it hides until a match stands there; the first or last of them. */
static uint32_t uncover(struct finder *finder, uint32_t row, int step)
{
	struct tree *tree = finder->tree;
	uint32_t count, found = NONE;
	tree_fold(tree, row, true);
	const struct tree_row *rows = tree_rows(tree, &count);
	uint32_t depth = rows[row].depth;
	for (uint32_t at = row + 1; at < count && rows[at].depth > depth; at++) {
		if (hides_match(finder, &rows[at])) {
			tree_fold(tree, at, true);
			rows = tree_rows(tree, &count);
		}
		if (!node_matches(finder, rows[at].kind, rows[at].index))
			continue;
		found = at;
		if (step > 0)
			break;
	}
	return found;
}

static uint32_t search(struct finder *finder, uint32_t row, int step)
{
	uint32_t count;
	const struct tree_row *rows = tree_rows(finder->tree, &count);
	for (uint32_t tried = 0, at = row; tried < count; tried++) {
		uint32_t before = at;
		at = step > 0 ? (at + 1) % count : (at + count - 1) % count;
		/* Forward, what the row just left hides comes first; backward, what this one hides. */
		uint32_t folded = step > 0 ? before : at;
		if (hides_match(finder, &rows[folded]))
			return uncover(finder, folded, step);
		if (node_matches(finder, rows[at].kind, rows[at].index))
			return at;
	}
	return NONE;
}

uint32_t tree_search(struct tree *tree, struct pattern *pattern, uint32_t row, int step, uint32_t *gave_up)
{
	struct finder finder = {.tree = tree, .pattern = pattern};
	uint32_t count;
	tree_rows(tree, &count);
	str_init(&finder.text);
	finder.offerings = memory_zero((size_t)tree->model->offering_count + 1, sizeof *finder.offerings);
	uint32_t found = count ? search(&finder, row < count ? row : count - 1, step) : NONE;
	str_clear(&finder.text);
	free(finder.offerings);
	*gave_up = finder.gave_up;
	return found;
}
