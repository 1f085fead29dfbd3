/* Components, bindings and their counts: what a large stack is made of. */
#include "core/model/draft.h"
#include "core/model/limits.h"
#include "core/model/loader.h"

#include <string.h>

uint32_t load_driver_slot(struct loader *loader, uint32_t text)
{
	struct model *model = loader->model;
	uint32_t slot = model_index_of(loader->index, KIND_DRIVER, text);

	if (slot != NONE || model->driver_count == LIMIT_DRIVERS)
		return slot;
	slot = model->driver_count++;
	struct item_keys **keys = &loader->keys[ITEMS_DRIVERS];
	model->drivers = load_room(model->drivers, slot, &loader->capacity.drivers, sizeof *model->drivers);
	*keys = load_room(*keys, slot, &loader->keys_capacity[ITEMS_DRIVERS], sizeof **keys);
	model->drivers[slot] = (struct driver){.id = model_index_text(loader->index, text)};
	(*keys)[slot] = (struct item_keys){.seen = 0};
	model_index_define(loader->index, KIND_DRIVER, text, slot);
	if (strcmp(model->drivers[slot].id, "data_tb") == 0)
		loader->data_tb = slot;
	if (strcmp(model->drivers[slot].id, "dependents") == 0)
		loader->dependents = slot;
	return slot;
}

/* Notes where a wanted reference stands, in the second reading. */
static void note(struct loader *loader, enum wanted_kind kind, size_t number, const struct yaml_item *item)
{
	for (size_t i = 0; i < loader->wanted_count; i++)
		if (loader->wanted[i].kind == kind && loader->wanted[i].number == number)
			loader->wanted[i].spot = load_spot(loader, item);
}

/* --- counts ---------------------------------------------------------------------------------- */

static void add_count(struct loader *loader, uint32_t driver, struct range range, uint32_t line)
{
	struct model *model = loader->model;
	uint32_t after = line - loader->binding_line; /* an alias may stand above the binding */
	struct count count = {range.likely, NONE, (uint16_t)driver,
			      after <= UINT16_MAX ? (uint16_t)after : 0};

	if (!range_is_constant(range)) {
		count.range = (uint32_t)loader->count.count_ranges++;
		model->count_ranges = load_room(model->count_ranges, count.range,
						&loader->capacity.count_ranges, sizeof *model->count_ranges);
		model->count_ranges[count.range] = (struct count_range){range.low, range.high};
	}
	model->counts = load_room(model->counts, loader->count.counts, &loader->capacity.counts,
				  sizeof *model->counts);
	model->counts[loader->count.counts++] = count;
}

static bool load_count(struct loader *loader, const struct yaml_item *key, uint32_t layer)
{
	static const struct schema_field number = {
		.key = "counts", .type = SCHEMA_NUMBER, .high = LIMIT_COUNT};
	static const struct schema_field data = {.key = "counts", .type = SCHEMA_DATA, .high = LIMIT_COUNT};
	uint32_t driver = load_driver_slot(loader, load_text(loader, key)), line = key->line;
	struct range range;
	bool ok;

	if (driver == NONE) {
		load_fault(loader, load_spot(loader, key), NULL, "more than %d drivers", LIMIT_DRIVERS);
		return load_skip_value(loader);
	}
	if (!load_stamp(loader, &loader->driver_stamps, driver, key, layer))
		return load_skip_value(loader);
	if (driver == loader->dependents)
		load_fault(loader, load_spot(loader, key), "leave it out: the program counts the dependents",
			   "'dependents' is never given");
	if (loader->again)
		note(loader, WANTED_COUNT, loader->count.counts, key);
	const struct yaml_item *item = yaml_next(loader->yaml);
	loader->within = loader->model->drivers[driver].id;
	bool going = load_range_value(loader, driver == loader->data_tb ? &data : &number, number.key, item,
				      &range, &ok);
	loader->within = NULL;
	if (!going)
		return false;
	if (ok)
		add_count(loader, driver, range, line);
	return true;
}

bool load_counts(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		 void *to)
{
	struct cursor cursor;
	bool going = true;

	(void)to;
	if (item->kind != YAML_IS_MAP)
		return load_is_null(item) || load_wrong(loader, field, item);
	loader->serial++;
	cursor_start(&cursor);
	while (going && (item = cursor_next(loader, &cursor)))
		going = load_count(loader, item, cursor.layer);
	return going && !cursor.failed;
}

/* --- bindings -------------------------------------------------------------------------------- */

bool load_binding(struct loader *loader, const struct yaml_item *item)
{
	struct model *model = loader->model;
	struct binding_draft draft = {.offering = NONE};
	struct item_keys keys;
	struct binding binding = {.component = model->component_count,
				  .first_usage = (uint32_t)loader->count.usages,
				  .first_count = (uint32_t)loader->count.counts,
				  .line = item->line & INT32_MAX};

	keys.seen = 0;
	keys.start = load_spot(loader, item);
	loader->binding_line = item->line;
	if (!load_keys(loader, &schema_binding, &draft, &keys))
		return false;
	if (draft.offering == NONE) {
		if (!load_gave(&schema_binding, &keys, "offering"))
			load_fault(loader, keys.start, NULL, "a binding has no 'offering'");
		loader->count.usages = binding.first_usage;
		loader->count.counts = binding.first_count;
		return true;
	}
	binding.monthly = draft.monthly;
	binding.growth_per_month = draft.growth;
	binding.offering = draft.offering;
	binding.optional = draft.optional;
	if (loader->again) {
		const struct spot spot = load_spot_of(&schema_binding, &keys, "offering");
		const struct yaml_item at = {.line = spot.line, .column = spot.column};
		note(loader, WANTED_OFFERING, model->binding_count, &at);
	}
	model->bindings = load_room(model->bindings, model->binding_count, &loader->capacity.bindings,
				    sizeof *model->bindings);
	model->bindings[model->binding_count++] = binding;
	return true;
}

/* --- components ------------------------------------------------------------------------------ */

bool load_depends_on(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		     void *to)
{
	struct model *model = loader->model;
	size_t *count = &loader->count.depends_on;

	(void)to;
	if (item->kind != YAML_IS_LIST)
		return load_is_null(item) || load_wrong(loader, field, item);
	while ((item = yaml_next(loader->yaml))->kind != YAML_IS_END) {
		if (item->kind == YAML_IS_TEXT && item->length > 0) {
			if (loader->again)
				note(loader, WANTED_DEPENDS_ON, *count, item);
			model->depends_on = load_room(model->depends_on, *count, &loader->capacity.depends_on,
						      sizeof *model->depends_on);
			model->depends_on[(*count)++] = load_text(loader, item);
			continue;
		}
		if (item->kind == YAML_IS_FAULT)
			return false;
		load_fault(loader, load_spot(loader, item), NULL, "'%s' needs %s, not %s", field->key,
			   schema_type_name(field->type), load_given(loader, item));
		if (!yaml_skip(loader->yaml, item))
			return false;
	}
	return true;
}

static struct spot spot_of_component(const struct loader *loader, uint32_t component)
{
	const struct model *model = loader->model;
	uint32_t file = model->file_count - 1;

	while (file > 0 && model->files[file].first_component > component)
		file--;
	return (struct spot){model->components[component].line, 0, (uint16_t)file};
}

/* False: it has none, or a faulty one. *own tells that it is not taken. */
static bool has_id(struct loader *loader, const struct component_draft *draft, const struct item_keys *keys,
		   bool *own)
{
	if (draft->id == NONE) {
		if (!load_gave(&schema_component, keys, "id"))
			load_fault(loader, keys->start, NULL, "a component has no 'id'");
		return false;
	}
	uint32_t other = model_index_of(loader->index, KIND_COMPONENT, draft->id);
	*own = other == NONE;
	if (!*own)
		load_fault(loader, load_spot_of(&schema_component, keys, "id"),
			   load_first(loader, "first", spot_of_component(loader, other)),
			   "component '%s' is given twice", model_index_text(loader->index, draft->id));
	return true;
}

/* Takes back what the component that begins here has put into the arrays. */
static void drop(struct loader *loader, const struct component *component)
{
	struct model *model = loader->model;

	loader->count.tags = component->first_tag;
	loader->count.requires = component->first_require;
	loader->count.depends_on = component->first_depends_on;
	if (model->binding_count > component->first_binding) {
		loader->count.usages = model->bindings[component->first_binding].first_usage;
		loader->count.counts = model->bindings[component->first_binding].first_count;
	}
	model->binding_count = component->first_binding;
}

bool load_component(struct loader *loader, const struct yaml_item *item)
{
	struct model *model = loader->model;
	struct component_draft draft = {NONE, NONE, 0};
	struct item_keys keys;
	bool own;
	struct component component = {.line = item->line,
				      .first_tag = (uint32_t)loader->count.tags,
				      .first_require = (uint32_t)loader->count.requires,
				      .first_depends_on = (uint32_t)loader->count.depends_on,
				      .first_binding = model->binding_count};

	keys.seen = 0;
	keys.start = load_spot(loader, item);
	if (!load_keys(loader, &schema_component, &draft, &keys))
		return false;
	if (!has_id(loader, &draft, &keys, &own)) {
		drop(loader, &component);
		return true;
	}
	component.id = draft.id;
	component.name = draft.name == NONE ? draft.id : draft.name;
	component.team = draft.team;
	model->components = load_room(model->components, model->component_count, &loader->capacity.components,
				      sizeof *model->components);
	model->components[model->component_count] = component;
	if (own) /* else it is kept so that what it names is looked at */
		model_index_define(loader->index, KIND_COMPONENT, draft.id, model->component_count);
	model->component_count++;
	return true;
}
