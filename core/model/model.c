#include "core/model/model.h"

#include "core/model/model_index.h"

#include <stdlib.h>
#include <string.h>

void model_free(struct model *model)
{
	if (!model)
		return;
	void *const arrays[] = {
		model->files,          model->needs,         model->drivers,  model->providers,
		model->offerings,      model->components,    model->bindings, model->usages,
		model->counts,         model->count_ranges,  model->tags,     model->requires,
		model->depends_on,     model->commitments,   model->credits,  model->flows,
		model->migrations,     model->scenarios,     model->tiers,    model->stances,
		model->support_groups, model->supports,      model->prices,   model->capabilities,
		model->sources,        (void *)model->units,
	};
	for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
		free(arrays[i]);
	model_index_free(model->index);
	diag_list_clear(&model->warnings);
	arena_clear(&model->arena);
	free(model);
}

const char *model_text(const struct model *model, uint32_t text)
{
	return model_index_text(model->index, text);
}

/* --- finding --------------------------------------------------------------------------------- */

static uint32_t find(const struct model *model, enum model_kind kind, const char *id, size_t length)
{
	uint32_t text = model_index_find(model->index, id, length);

	return text == NONE ? NONE : model_index_of(model->index, kind, text);
}

uint32_t model_find_provider(const struct model *model, const char *id)
{
	return find(model, KIND_PROVIDER, id, strlen(id));
}

uint32_t model_find_offering(const struct model *model, const char *id)
{
	return find(model, KIND_OFFERING, id, strlen(id));
}

uint32_t model_find_component(const struct model *model, const char *id)
{
	return find(model, KIND_COMPONENT, id, strlen(id));
}

uint32_t model_find_driver(const struct model *model, const char *id)
{
	return find(model, KIND_DRIVER, id, strlen(id));
}

uint32_t model_find_migration(const struct model *model, const char *id)
{
	return find(model, KIND_MIGRATION, id, strlen(id));
}

uint32_t model_find_scenario(const struct model *model, const char *id)
{
	return find(model, KIND_SCENARIO, id, strlen(id));
}

uint32_t model_find_binding(const struct model *model, const char *name)
{
	const char *at = strchr(name, '@'); /* no id has one */

	if (!at)
		return NONE;
	uint32_t component = find(model, KIND_COMPONENT, name, (size_t)(at - name));
	uint32_t offering = model_find_offering(model, at + 1);
	if (component == NONE || offering == NONE)
		return NONE;
	const struct component *c = &model->components[component];
	for (uint32_t b = c->first_binding; b < c[1].first_binding; b++)
		if (model->bindings[b].offering == offering)
			return b;
	return NONE;
}

/* --- reading --------------------------------------------------------------------------------- */

const char *model_component_id(const struct model *model, uint32_t component)
{
	return model_text(model, model->components[component].id);
}

const char *model_component_name(const struct model *model, uint32_t component)
{
	return model_text(model, model->components[component].name);
}

const char *model_binding_offering_id(const struct model *model, uint32_t binding)
{
	return model->offerings[model->bindings[binding].offering].id;
}

struct range model_count_range(const struct model *model, uint32_t count)
{
	const struct count *c = &model->counts[count];

	if (c->range == NONE)
		return (struct range){c->likely, c->likely, c->likely};
	const struct count_range *range = &model->count_ranges[c->range];
	return (struct range){range->low, c->likely, range->high};
}

/* The last file whose first component is not behind this one; files without components lie between. */
static uint32_t file_of_component(const struct model *model, uint32_t component)
{
	uint32_t file = 0, best = 0;

	for (; file < model->file_count; file++)
		if (model->files[file].first_component <= component)
			best = file;
		else
			break;
	return best;
}

struct place model_component_place(const struct model *model, uint32_t component)
{
	return (struct place){file_of_component(model, component), model->components[component].line};
}

struct place model_binding_place(const struct model *model, uint32_t binding)
{
	const struct binding *b = &model->bindings[binding];

	return (struct place){file_of_component(model, b->component), b->line};
}

struct place model_count_place(const struct model *model, uint32_t binding, uint32_t count)
{
	struct place place = model_binding_place(model, binding);

	place.line += model->counts[count].lines_after;
	return place;
}

bool model_is_part_of(const struct model *model, uint32_t provider, uint32_t of)
{
	while (provider != NONE && provider != of)
		provider = model->providers[provider].parent;
	return provider == of;
}

double model_price(const struct model *model, uint32_t offering, uint32_t unit)
{
	struct slice prices = model->offerings[offering].prices;

	for (uint32_t i = prices.first; i < prices.first + prices.count; i++)
		if (model->prices[i].unit == unit)
			return model->prices[i].value;
	return NAN;
}

enum strategy model_strategy(const struct model *model, uint32_t from, uint32_t to)
{
	const struct offering *f = &model->offerings[from], *t = &model->offerings[to];

	if (f->interface == t->interface)
		return STRATEGY_REHOST;
	return f->kind == t->kind ? STRATEGY_REPLATFORM : STRATEGY_REFACTOR;
}

bool model_place_is_builtin(const struct model *model, struct place place)
{
	return place.line != 0 && place.file < model->file_count && model->files[place.file].builtin;
}

/* --- values ---------------------------------------------------------------------------------- */

double range_mean(struct range range)
{
	return range_is_constant(range) ? range.likely : (range.low + 4 * range.likely + range.high) / 6;
}

bool range_is_constant(struct range range)
{
	return range.low >= range.high; /* low <= likely <= high */
}

uint32_t date_months(struct date from, struct date to)
{
	int months = 12 * (to.year - from.year) + to.month - from.month;

	return months > 0 ? (uint32_t)months : 0;
}
