#include "core/base/memory.h"
#include "tui/tree_parts.h"

#include <stdlib.h>
#include <string.h>

bool filter_is_on(const struct filter *filter)
{
	return filter->pattern || filter->only;
}

void filter_clear(struct filter *filter)
{
	free(filter->offerings);
	free(filter->components);
	*filter = (struct filter){0};
}

void tree_filter(struct tree *tree, struct pattern *pattern, const struct tree_only *only)
{
	filter_clear(&tree->filter);
	tree->filter.pattern = pattern;
	tree->filter.only = only;
	tree->filter.stale = true;
	tree->stale = true;
	node_set_empty(&tree->folded_in_filter);
}

static bool matches(struct pattern *pattern, const char *text)
{
	return pattern_search(pattern, text, strlen(text), NULL, NULL) == PATTERN_YES;
}

static bool component_matches(const struct model *model, struct pattern *pattern, uint32_t component)
{
	const struct component *item = &model->components[component];
	if (matches(pattern, model_text(model, item->id)))
		return true;
	if (item->name != item->id && matches(pattern, model_text(model, item->name)))
		return true;
	return item->team && matches(pattern, model_text(model, item->team));
}

static void try_names(struct filter *filter, const struct model *model)
{
	filter->offerings = memory_zero((size_t)model->offering_count + 1, sizeof *filter->offerings);
	filter->components = memory_zero((size_t)model->component_count + 1, sizeof *filter->components);
	for (uint32_t o = 0; o < model->offering_count; o++)
		filter->offerings[o] = matches(filter->pattern, model->offerings[o].id) ||
				       matches(filter->pattern, model->offerings[o].name);
	for (uint32_t c = 0; c < model->component_count; c++)
		filter->components[c] = component_matches(model, filter->pattern, c);
}

bool filter_keeps_binding(const struct tree *tree, uint32_t binding)
{
	const struct filter *filter = &tree->filter;
	const struct binding *item = &tree->model->bindings[binding];
	if (filter->only && !filter->only->keep(filter->only->context, binding))
		return false;
	return !filter->pattern || filter->components[item->component] || filter->offerings[item->offering];
}

bool filter_keeps_offering(struct tree *tree, uint32_t offering)
{
	uint32_t count;
	if (!filter_is_on(&tree->filter))
		return true;
	const uint32_t *bindings = holds_bindings(&tree->holds, offering, &count);
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
	if (!tree->filter.only && tree->filter.components[component])
		return true;
	for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
		if (filter_keeps_binding(tree, b))
			return true;
	return false;
}

static void count_components(struct tree *tree)
{
	struct filter *filter = &tree->filter;
	filter->all = tree->model->component_count;
	for (uint32_t c = 0; c < filter->all; c++)
		filter->kept += filter_keeps_component(tree, c);
}

static void count_bindings(struct tree *tree)
{
	struct filter *filter = &tree->filter;
	for (uint32_t o = 0; o < tree->model->offering_count; o++) {
		uint32_t count;
		if (!tree_rests(tree, o))
			continue;
		const uint32_t *bindings = holds_bindings(&tree->holds, o, &count);
		filter->all += count;
		for (uint32_t i = 0; i < count; i++)
			filter->kept += filter_keeps_binding(tree, bindings[i]);
	}
}

void filter_refresh(struct tree *tree)
{
	struct filter *filter = &tree->filter;
	if (filter->stale && filter->pattern)
		try_names(filter, tree->model);
	filter->stale = false;
	filter->kept = filter->all = 0;
	if (!filter_is_on(filter))
		return;
	if (tree->by_component)
		count_components(tree);
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
