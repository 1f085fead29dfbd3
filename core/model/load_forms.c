/* The lists and mappings of a form of their own: tiers, runs_on, sources. */
#include "core/model/limits.h"
#include "core/model/loader.h"

#include <string.h>

static bool wrong_entry(struct loader *loader, const struct schema_field *field, const struct yaml_item *item)
{
	if (item->kind == YAML_IS_FAULT)
		return false;
	load_fault(loader, load_spot(loader, item), NULL, "'%s' needs %s, not %s", field->key,
		   schema_type_name(field->type), load_given(loader, item));
	return yaml_skip(loader->yaml, item);
}

/* Passes over the rest of the list that is being read, from this item on. */
static bool skip_rest(struct loader *loader, const struct yaml_item *item)
{
	while (item->kind != YAML_IS_END) {
		if (!yaml_skip(loader->yaml, item))
			return false;
		item = yaml_next(loader->yaml);
	}
	return true;
}

/* --- egress ---------------------------------------------------------------------------------- */

static bool put_width(struct loader *loader, const struct yaml_item *item, double *width)
{
	static const struct schema_field field = {.key = "egress", .type = SCHEMA_DATA, .high = LIMIT_COUNT};

	*width = INFINITY;
	if (strcmp(item->text, "rest") == 0)
		return true;
	if (!load_number(loader, &field, field.key, item, width))
		return false;
	if (*width > 0)
		return true;
	load_fault(loader, load_spot(loader, item), NULL, "the width of a tier must be above 0, not %s",
		   load_given(loader, item));
	return false;
}

static bool put_price(struct loader *loader, const struct yaml_item *item, double *price)
{
	static const struct schema_field field = {
		.key = "egress", .type = SCHEMA_NUMBER, .high = LIMIT_MONEY};

	return load_number(loader, &field, field.key, item, price);
}

/* Behind the start of [width, price]. */
static bool load_tier(struct loader *loader, const struct schema_field *field, struct tier *tier, bool *ok)
{
	const struct yaml_item *item = yaml_next(loader->yaml);
	bool told = false;

	if (item->kind == YAML_IS_TEXT) {
		told = !put_width(loader, item, &tier->width_tb);
		item = yaml_next(loader->yaml);
		if (item->kind == YAML_IS_TEXT) {
			told = !put_price(loader, item, &tier->price_per_tb) || told;
			item = yaml_next(loader->yaml);
			*ok = item->kind == YAML_IS_END && !told;
			if (*ok)
				return true;
		}
	}
	*ok = false;
	if (item->kind != YAML_IS_FAULT && !told)
		load_fault(loader, load_spot(loader, item), NULL, "'%s' needs %s", field->key,
			   schema_type_name(field->type));
	return skip_rest(loader, item);
}

/* Of several that are amiss the first is told: [rest, 3] in the middle leaves a last one that is none. */
static bool check_rest(struct loader *loader, struct slice slice, uint32_t tier, struct spot spot)
{
	bool last = tier + 1 == slice.first + slice.count;
	bool rest = isinf(loader->model->tiers[tier].width_tb);

	if (rest != last)
		load_fault(loader, spot, "write [rest, PRICE] at the end",
			   last ? "the last tier of 'egress' must be 'rest'"
				: "only the last tier of 'egress' may be 'rest'");
	return rest == last;
}

bool load_tiers(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		void *to)
{
	struct model *model = loader->model;
	struct slice *slice = to;
	struct spot start = load_spot(loader, item);
	bool ok, all = true;

	if (item->kind != YAML_IS_LIST)
		return load_is_null(item) || load_wrong(loader, field, item);
	slice->first = (uint32_t)loader->count.tiers;
	while ((item = yaml_next(loader->yaml))->kind != YAML_IS_END) {
		struct tier tier = {0, 0};
		if (item->kind != YAML_IS_LIST) {
			all = false;
			if (!wrong_entry(loader, field, item))
				return false;
			continue;
		}
		if (!load_tier(loader, field, &tier, &ok))
			return false;
		all = all && ok;
		model->tiers = load_room(model->tiers, loader->count.tiers, &loader->capacity.tiers,
					 sizeof *model->tiers);
		model->tiers[loader->count.tiers++] = tier;
	}
	slice->count = (uint32_t)loader->count.tiers - slice->first;
	for (uint32_t i = 0; all && i < slice->count; i++)
		all = check_rest(loader, *slice, slice->first + i, start);
	return true;
}

/* --- runs_on --------------------------------------------------------------------------------- */

static void add_support(struct loader *loader, const struct yaml_item *item)
{
	struct model *model = loader->model;
	size_t count = loader->count.supports++;

	model->supports =
		load_room(model->supports, count, &loader->capacity.supports, sizeof *model->supports);
	loader->support_spots = load_room(loader->support_spots, count, &loader->support_spots_capacity,
					  sizeof *loader->support_spots);
	model->supports[count] = (struct support){false, load_text(loader, item)};
	loader->support_spots[count] = load_spot(loader, item);
}

static void add_group(struct loader *loader, size_t first)
{
	struct model *model = loader->model;
	size_t count = loader->count.support_groups++;

	model->support_groups = load_room(model->support_groups, count, &loader->capacity.support_groups,
					  sizeof *model->support_groups);
	model->support_groups[count] =
		(struct slice){(uint32_t)first, (uint32_t)(loader->count.supports - first)};
}

static bool load_members(struct loader *loader, const struct schema_field *field, struct spot start)
{
	const struct yaml_item *item = yaml_next(loader->yaml);
	size_t first = loader->count.supports;

	if (item->kind != YAML_IS_LIST)
		return wrong_entry(loader, field, item);
	while ((item = yaml_next(loader->yaml))->kind != YAML_IS_END) {
		if (item->kind == YAML_IS_TEXT && item->length > 0)
			add_support(loader, item);
		else if (!wrong_entry(loader, field, item))
			return false;
	}
	if (loader->count.supports == first)
		load_fault(loader, start, NULL, "'any' needs at least one id");
	else
		add_group(loader, first);
	return true;
}

static const char *only_any(const void *context, size_t i)
{
	(void)context;
	(void)i;
	return "any";
}

static void told_no_any(struct loader *loader, const struct yaml_item *key, const struct schema_field *field)
{
	const char *shown = load_shown(loader, key->text, key->length);
	bool near = diag_nearest(shown, 1, only_any, NULL) != NULL;

	load_fault(loader, load_spot(loader, key), near ? "did you mean 'any'?" : "write {any: [a, b]}",
		   "unknown key '%s' in '%s'", shown, field->key);
}

/* Behind the start of {any: [..]}. */
static bool load_any(struct loader *loader, const struct schema_field *field, struct spot start)
{
	struct cursor cursor;
	const struct yaml_item *key;
	uint32_t layer = 0; /* that it was found in */
	bool found = false, told = false, going = true;

	cursor_start(&cursor);
	while (going && (key = cursor_next(loader, &cursor))) {
		if (found && cursor.layer != layer) {
			going = load_skip_value(loader);
		} else if (found || strcmp(key->text, "any") != 0) {
			told = true;
			told_no_any(loader, key, field);
			going = load_skip_value(loader);
		} else {
			found = true;
			layer = cursor.layer;
			going = load_members(loader, field, start);
		}
	}
	if (going && !cursor.failed && !found && !told)
		load_fault(loader, start, "write {any: [a, b]}", "'any' is missing");
	return going && !cursor.failed;
}

bool load_runs_on(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		  void *to)
{
	struct slice *slice = to;
	bool going = true;

	if (item->kind != YAML_IS_LIST)
		return load_is_null(item) || load_wrong(loader, field, item);
	slice->first = (uint32_t)loader->count.support_groups;
	while (going && (item = yaml_next(loader->yaml))->kind != YAML_IS_END) {
		if (item->kind == YAML_IS_TEXT && item->length > 0) {
			add_support(loader, item);
			add_group(loader, loader->count.supports - 1);
		} else if (item->kind == YAML_IS_MAP) {
			going = load_any(loader, field, load_spot(loader, item));
		} else {
			going = wrong_entry(loader, field, item);
		}
	}
	slice->count = (uint32_t)loader->count.support_groups - slice->first;
	return going;
}

/* --- sources --------------------------------------------------------------------------------- */

static bool load_source(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
			struct source *source)
{
	struct item_keys keys = {.seen = 0};

	if (item->kind == YAML_IS_MAP)
		return load_keys(loader, field->of, source, &keys);
	if (item->kind != YAML_IS_TEXT || load_is_missing(item))
		return load_wrong(loader, field, item);
	source->title = model_index_text(loader->index, load_text(loader, item));
	return true;
}

static bool add_source(struct loader *loader, const struct schema_field *field, const struct yaml_item *item)
{
	struct model *model = loader->model;
	struct source source = {.builtin = loader->role == ROLE_CATALOG};

	if (!load_source(loader, field, item, &source))
		return false;
	model->sources = load_room(model->sources, loader->count.sources, &loader->capacity.sources,
				   sizeof *model->sources);
	model->sources[loader->count.sources++] = source;
	return true;
}

bool load_sources(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		  void *to)
{
	struct slice *slice = to;
	bool going = true;

	slice->first = (uint32_t)loader->count.sources;
	if (item->kind != YAML_IS_LIST)
		going = add_source(loader, field, item);
	else
		while (going && (item = yaml_next(loader->yaml))->kind != YAML_IS_END)
			going = add_source(loader, field, item);
	slice->count = (uint32_t)loader->count.sources - slice->first;
	return going;
}
