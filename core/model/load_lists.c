#include "core/model/draft.h"
#include "core/model/limits.h"
#include "core/model/loader.h"

#include <string.h>

/* --- lists ----------------------------------------------------------------------------------- */

/* The next item of a list; NULL at its end or when the stream failed, which *going tells. */
static const struct yaml_item *next_of_list(struct loader *loader, bool *going)
{
	const struct yaml_item *item = yaml_next(loader->yaml);

	*going = item->kind != YAML_IS_FAULT;
	return item->kind == YAML_IS_END || !*going ? NULL : item;
}

/* True when the value is a list; else *going tells whether the stream goes on. */
static bool is_list(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		    bool *going)
{
	*going = true;
	if (item->kind == YAML_IS_LIST)
		return true;
	if (!load_is_null(item))
		*going = load_wrong(loader, field, item);
	return false;
}

static bool is_map(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		   bool *going)
{
	*going = true;
	if (item->kind == YAML_IS_MAP)
		return true;
	if (!load_is_null(item))
		*going = load_wrong(loader, field, item);
	return false;
}

bool load_item(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
	       void *to)
{
	struct item_keys keys = {.seen = 0};
	bool going;

	if (!is_map(loader, field, item, &going))
		return going;
	loader->within = field->key;
	going = load_keys(loader, field->of, to, &keys);
	loader->within = NULL;
	return going;
}

static load_thing *thing_of(const struct schema *schema)
{
	static const struct {
		const struct schema *schema;
		load_thing *load;
	} things[] = {
		{&schema_driver, load_driver},       {&schema_provider, load_provider},
		{&schema_offering, load_offering},   {&schema_component, load_component},
		{&schema_binding, load_binding},     {&schema_commitment, load_commitment},
		{&schema_credit, load_credit},       {&schema_flow, load_flow},
		{&schema_migration, load_migration}, {&schema_scenario, load_scenario},
	};
	size_t i = 0;

	while (things[i].schema != schema)
		i++;
	return things[i].load;
}

bool load_list(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
	       void *to)
{
	load_thing *load = thing_of(field->of);
	bool going;

	(void)to;
	if (!is_list(loader, field, item, &going))
		return going;
	while (going && (item = next_of_list(loader, &going))) {
		if (item->kind == YAML_IS_MAP) {
			going = load(loader, item);
			continue;
		}
		if (item->kind == YAML_IS_FAULT)
			return false;
		load_fault(loader, load_spot(loader, item), NULL,
			   "'%s' needs mappings, one for each %s, not %s", field->key, field->of->name,
			   load_given(loader, item));
		going = yaml_skip(loader->yaml, item);
	}
	return going;
}

/* A text of a list; false: it is none, which is noted and passed over. */
static bool is_entry(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		     bool *going)
{
	*going = true;
	if (item->kind == YAML_IS_TEXT && !load_is_missing(item))
		return true;
	load_fault(loader, load_spot(loader, item), NULL, "'%s' needs %s, not %s", field->key,
		   schema_type_name(field->type), load_given(loader, item));
	*going = yaml_skip(loader->yaml, item);
	return false;
}

static bool load_numbers(struct loader *loader, const struct schema_field *field,
			 const struct yaml_item *item, uint32_t **numbers, size_t *count, size_t *capacity)
{
	bool going;

	if (!is_list(loader, field, item, &going))
		return going;
	while (going && (item = next_of_list(loader, &going))) {
		if (!is_entry(loader, field, item, &going))
			continue;
		*numbers = load_room(*numbers, *count, capacity, sizeof **numbers);
		(*numbers)[(*count)++] = load_text(loader, item);
	}
	return going;
}

bool load_tags(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
	       void *to)
{
	(void)to;
	return load_numbers(loader, field, item, &loader->model->tags, &loader->count.tags,
			    &loader->capacity.tags);
}

bool load_requires(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		   void *to)
{
	(void)to;
	return load_numbers(loader, field, item, &loader->model->requires, &loader->count.requires,
			    &loader->capacity.requires);
}

bool load_capabilities(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		       void *to)
{
	struct slice *slice = to;

	slice->first = (uint32_t)loader->count.capabilities;
	if (!load_numbers(loader, field, item, &loader->model->capabilities, &loader->count.capabilities,
			  &loader->capacity.capabilities))
		return false;
	slice->count = (uint32_t)loader->count.capabilities - slice->first;
	return true;
}

static void add_name(struct name_spot **names, size_t *count, size_t *capacity, struct name_spot name)
{
	*names = load_room(*names, *count, capacity, sizeof **names);
	(*names)[(*count)++] = name;
}

static bool load_names(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		       struct name_spot **names, size_t *count, size_t *capacity)
{
	bool going;

	if (!is_list(loader, field, item, &going))
		return going;
	while (going && (item = next_of_list(loader, &going)))
		if (is_entry(loader, field, item, &going))
			add_name(names, count, capacity,
				 (struct name_spot){load_text(loader, item), load_spot(loader, item)});
	return going;
}

bool load_includes(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		   void *to)
{
	(void)to;
	return load_names(loader, field, item, &loader->includes, &loader->include_count,
			  &loader->include_capacity);
}

bool load_moved(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		void *to)
{
	(void)to;
	loader->names_now.first = (uint32_t)loader->name_count;
	if (!load_names(loader, field, item, &loader->names, &loader->name_count, &loader->name_capacity))
		return false;
	loader->names_now.count = (uint32_t)loader->name_count - loader->names_now.first;
	return true;
}

bool load_switched(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		   void *to)
{
	return load_moved(loader, field, item, to);
}

/* --- keys of the user's ---------------------------------------------------------------------- */

bool load_stamp_new(struct loader *loader, struct stamps *stamps, uint32_t number, uint32_t line,
		    uint32_t layer)
{
	if (number >= stamps->count) {
		size_t count = (number + (size_t)1) * 2;
		stamps->items = memory_resize(stamps->items, count, sizeof *stamps->items);
		memset(stamps->items + stamps->count, 0, (count - stamps->count) * sizeof *stamps->items);
		stamps->count = count;
	}
	struct stamp *stamp = &stamps->items[number];
	if (stamp->serial == loader->serial)
		return false;
	*stamp = (struct stamp){loader->serial, line, layer};
	return true;
}

bool load_stamp(struct loader *loader, struct stamps *stamps, uint32_t number, const struct yaml_item *key,
		uint32_t layer)
{
	if (load_stamp_new(loader, stamps, number, key->line, layer))
		return true;
	const struct stamp *first = &stamps->items[number];
	if (first->layer == layer)
		load_fault(loader, load_spot(loader, key),
			   arena_print(&loader->model->arena, "first on line %u", (unsigned)first->line),
			   "'%s' is given twice", load_shown(loader, key->text, key->length));
	return false;
}

uint32_t load_unit(struct loader *loader, const struct yaml_item *item)
{
	struct model *model = loader->model;
	uint32_t text = load_text(loader, item);
	uint32_t unit = model_index_of(loader->index, KIND_UNIT, text);

	if (unit != NONE)
		return unit;
	model->units = load_room((void *)model->units, model->unit_count, &loader->capacity.units,
				 sizeof *model->units);
	model->units[model->unit_count] = model_index_text(loader->index, text);
	model_index_define(loader->index, KIND_UNIT, text, model->unit_count);
	return model->unit_count++;
}

static uint32_t load_need(struct loader *loader, const struct yaml_item *item)
{
	struct model *model = loader->model;
	uint32_t text = load_text(loader, item);
	uint32_t need = model_index_of(loader->index, KIND_NEED, text);

	if (need != NONE)
		return need;
	size_t count = model->need_count;
	if (count == LIMIT_NEEDS) /* told once */
		load_fault(loader, load_spot(loader, item), NULL, "more than %d needs", LIMIT_NEEDS);
	model->needs = load_room(model->needs, count, &loader->capacity.needs, sizeof *model->needs);
	loader->need_spots = load_room(loader->need_spots, count, &loader->need_spots_capacity,
				       sizeof *loader->need_spots);
	model->needs[count] = (struct need){model_index_text(loader->index, text), 0};
	loader->need_spots[count] = (struct spot){0, 0, 0};
	model_index_define(loader->index, KIND_NEED, text, model->need_count);
	return model->need_count++;
}

static const char *name_of_unit(const struct loader *loader, uint32_t unit)
{
	return loader->model->units[unit];
}

static const char *name_of_need(const struct loader *loader, uint32_t need)
{
	return loader->model->needs[need].id;
}

/* What a mapping of the user's keys to numbers is: how a key becomes a number, and what is kept. */
struct user_map {
	uint32_t (*number)(struct loader *loader, const struct yaml_item *key);
	const char *(*name)(const struct loader *loader, uint32_t number);
	struct stamps *stamps;
	void (*put)(struct loader *loader, uint32_t number, double value, struct spot spot);
};

static bool load_entry(struct loader *loader, const struct schema_field *field, const struct user_map *map,
		       const struct yaml_item *key, uint32_t layer)
{
	struct spot spot = load_spot(loader, key);
	uint32_t number = map->number(loader, key);
	double value;

	if (!load_stamp(loader, map->stamps, number, key, layer))
		return load_skip_value(loader);
	const struct yaml_item *item = yaml_next(loader->yaml);
	if (item->kind != YAML_IS_TEXT || load_is_missing(item)) {
		if (item->kind == YAML_IS_FAULT)
			return false;
		load_fault(loader, load_spot(loader, item), NULL, "'%s' of '%s' needs a number, not %s",
			   field->key, map->name(loader, number), load_given(loader, item));
		return yaml_skip(loader->yaml, item);
	}
	loader->within = map->name(loader, number);
	if (load_number(loader, field, field->key, item, &value))
		map->put(loader, number, value, spot);
	loader->within = NULL;
	return true;
}

static bool load_user_map(struct loader *loader, const struct schema_field *field,
			  const struct yaml_item *item, const struct user_map *map)
{
	struct cursor cursor;
	bool going;

	if (!is_map(loader, field, item, &going))
		return going;
	loader->serial++;
	cursor_start(&cursor);
	while (going && (item = cursor_next(loader, &cursor)))
		going = load_entry(loader, field, map, item, cursor.layer);
	return going && !cursor.failed;
}

static void put_weight(struct loader *loader, uint32_t need, double value, struct spot spot)
{
	loader->model->needs[need].weight = value;
	loader->need_spots[need] = spot;
}

bool load_needs(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		void *to)
{
	const struct user_map map = {load_need, name_of_need, &loader->need_stamps, put_weight};

	(void)to;
	return load_user_map(loader, field, item, &map);
}

static void put_stance(struct loader *loader, uint32_t need, double value, struct spot spot)
{
	struct model *model = loader->model;
	size_t count = loader->count.stances++;

	(void)spot;
	model->stances = load_room(model->stances, count, &loader->capacity.stances, sizeof *model->stances);
	model->stances[count] = (struct stance){need, value};
}

bool load_stances(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		  void *to)
{
	const struct user_map map = {load_need, name_of_need, &loader->need_stamps, put_stance};
	struct slice *slice = to;

	slice->first = (uint32_t)loader->count.stances;
	if (!load_user_map(loader, field, item, &map))
		return false;
	slice->count = (uint32_t)loader->count.stances - slice->first;
	return true;
}

static void put_price(struct loader *loader, uint32_t unit, double value, struct spot spot)
{
	struct model *model = loader->model;
	size_t count = loader->count.prices++;

	(void)spot;
	model->prices = load_room(model->prices, count, &loader->capacity.prices, sizeof *model->prices);
	model->prices[count] = (struct price){unit, value};
}

/* Each unit of a usage is looked for among the prices. */
static void check_units(struct loader *loader, const struct schema_field *field, size_t count,
			struct spot spot)
{
	if (count > LIMIT_PRICES)
		load_fault(loader, spot, NULL, "'%s' has more than %d units", field->key, LIMIT_PRICES);
}

bool load_prices(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		 void *to)
{
	const struct user_map map = {load_unit, name_of_unit, &loader->unit_stamps, put_price};
	const struct spot spot = load_spot(loader, item);
	struct slice *slice = to;

	slice->first = (uint32_t)loader->count.prices;
	if (!load_user_map(loader, field, item, &map))
		return false;
	slice->count = (uint32_t)loader->count.prices - slice->first;
	check_units(loader, field, slice->count, spot);
	return true;
}

static void put_usage(struct loader *loader, uint32_t unit, double value, struct spot spot)
{
	struct model *model = loader->model;
	size_t count = loader->count.usages++;

	(void)spot;
	model->usages = load_room(model->usages, count, &loader->capacity.usages, sizeof *model->usages);
	model->usages[count] = (struct usage){value, unit};
}

bool load_usage(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		void *to)
{
	const struct user_map map = {load_unit, name_of_unit, &loader->unit_stamps, put_usage};
	const struct spot spot = load_spot(loader, item);
	size_t first = loader->count.usages;

	(void)to;
	if (!load_user_map(loader, field, item, &map))
		return false;
	check_units(loader, field, loader->count.usages - first, spot);
	return true;
}
