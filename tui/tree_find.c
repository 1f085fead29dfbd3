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

/* --- what a row is found by
 * --------------------------------------------------------------------------------- */

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

void tree_node_text(struct tree *tree, unsigned kind, uint32_t index, struct str *out)
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
		tree_node_text(tree, rows[row].kind, rows[row].index, out);
}
