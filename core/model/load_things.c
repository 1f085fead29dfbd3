/* Drivers, providers, offerings, commitments, credits, flows, migrations, scenarios. */
#include "core/model/limits.h"
#include "core/model/loader.h"

#include <string.h>

static void *push_keys(struct loader *loader, enum item_list list, uint32_t number,
		       const struct item_keys *keys)
{
	struct item_keys **all = &loader->keys[list];

	*all = load_room(*all, number, &loader->keys_capacity[list], sizeof **all);
	(*all)[number] = *keys;
	return &(*all)[number];
}

/* The keys of an item are read into a draft; those that are not read have been set to their defaults. */
static bool read_keys(struct loader *loader, const struct schema *schema, const struct yaml_item *item,
		      void *draft, struct item_keys *keys)
{
	size_t errors = loader->faults->errors;

	*keys = (struct item_keys){.start = load_spot(loader, item)};
	bool going = load_keys(loader, schema, draft, keys);
	keys->faulty = loader->faults->errors > errors;
	return going;
}

/* True when it has an id. Without the key that is a fault; a faulty id has been noted. */
static bool has_id(struct loader *loader, const struct schema *schema, const struct item_keys *keys,
		   const char *id)
{
	if (!load_gave(schema, keys, "id"))
		load_fault(loader, keys->start, NULL, "%s %s has no 'id'",
			   schema->name[0] == 'o' ? "an" : "a", schema->name);
	return id != NULL;
}

static void given_twice(struct loader *loader, const struct schema *schema, const struct item_keys *keys,
			const char *id, struct spot first)
{
	load_fault(loader, load_spot_of(schema, keys, "id"), load_first(loader, "first", first),
		   "%s '%s' is given twice", schema->name, id);
}

/* --- what an entry of the user's may override ------------------------------------------------ */

/* The catalogue comes last: it gives an entry of the user's the keys that this does not name. */
static void fill(const struct schema *schema, void *to, struct item_keys *keys, const void *from,
		 const struct item_keys *given)
{
	for (uint32_t i = 0; i < schema->count; i++) {
		const struct schema_field *field = &schema->fields[i];
		uint32_t bit = UINT32_C(1) << i;
		if (!(given->seen & bit) || (keys->seen & bit))
			continue;
		memcpy((char *)to + field->offset, (const char *)from + field->offset, field->size);
		keys->seen |= bit;
		keys->at[i] = given->at[i];
	}
}

/* What an entry that is given twice names is to be known all the same. */
static void keep_provider(struct loader *loader, uint32_t provider, struct spot spot)
{
	if (provider == NONE)
		return;
	loader->providers_named =
		load_room(loader->providers_named, loader->provider_named_count,
			  &loader->provider_named_capacity, sizeof *loader->providers_named);
	loader->providers_named[loader->provider_named_count++] = (struct name_spot){provider, spot};
}

/* True when the catalogue's item meets one of the user's; a second item in the same set of files is a fault.
 */
static bool may_fill(struct loader *loader, const struct schema *schema, const struct item_keys *keys,
		     const struct item_keys *given, const char *id)
{
	if (loader->role == ROLE_CATALOG && !loader->model->files[keys->start.file].builtin)
		return true;
	given_twice(loader, schema, given, id, keys->start);
	return false;
}

/* Naming one of the three that say what a driver costs replaces whichever the catalogue has. */
static void drop_basis(const struct item_keys *keys, struct item_keys *given)
{
	static const char *const bases[] = {"effort", "money", "price"};
	uint32_t bits = 0;

	for (size_t i = 0; i < 3; i++)
		bits |= UINT32_C(1) << schema_find(&schema_driver, bases[i], strlen(bases[i]));
	if (keys->seen & bits)
		given->seen &= ~bits;
}

bool load_driver(struct loader *loader, const struct yaml_item *item)
{
	struct driver draft = {.price_unit = NONE, .at = {NAN, NAN, NAN}, .category = CATEGORY_COUNT};
	struct item_keys keys;

	if (!read_keys(loader, &schema_driver, item, &draft, &keys))
		return false;
	if (!has_id(loader, &schema_driver, &keys, draft.id))
		return true;
	uint32_t slot = load_driver_slot(loader, model_index_add(loader->index, draft.id, strlen(draft.id)));
	if (slot == NONE) {
		load_fault(loader, keys.start, NULL, "more than %d drivers", LIMIT_DRIVERS);
		return true;
	}
	struct item_keys *known = &loader->keys[ITEMS_DRIVERS][slot];
	if (known->start.line == 0) { /* only counted so far */
		loader->model->drivers[slot] = draft;
		*known = keys;
	} else if (may_fill(loader, &schema_driver, known, &keys, draft.id)) {
		drop_basis(known, &keys);
		fill(&schema_driver, &loader->model->drivers[slot], known, &draft, &keys);
	}
	return true;
}

bool load_provider(struct loader *loader, const struct yaml_item *item)
{
	struct model *model = loader->model;
	struct provider draft = {.parent = NONE, .kind = PROVIDER_KIND_COUNT};
	struct item_keys keys;

	if (!read_keys(loader, &schema_provider, item, &draft, &keys))
		return false;
	if (!has_id(loader, &schema_provider, &keys, draft.id))
		return true;
	uint32_t text = model_index_add(loader->index, draft.id, strlen(draft.id));
	uint32_t known = model_index_of(loader->index, KIND_PROVIDER, text);
	if (known != NONE) {
		struct item_keys *old = &loader->keys[ITEMS_PROVIDERS][known];
		if (may_fill(loader, &schema_provider, old, &keys, draft.id))
			fill(&schema_provider, &model->providers[known], old, &draft, &keys);
		else
			keep_provider(loader, draft.parent, load_spot_of(&schema_provider, &keys, "parent"));
		return true;
	}
	uint32_t number = model->provider_count++;
	model->providers = load_room(model->providers, number, &loader->capacity.providers, sizeof draft);
	model->providers[number] = draft;
	push_keys(loader, ITEMS_PROVIDERS, number, &keys);
	model_index_define(loader->index, KIND_PROVIDER, text, number);
	return true;
}

bool load_offering(struct loader *loader, const struct yaml_item *item)
{
	struct model *model = loader->model;
	struct offering draft = {.provider = NONE, .kind = NONE, .interface = NONE};
	struct item_keys keys;

	if (!read_keys(loader, &schema_offering, item, &draft, &keys))
		return false;
	if (!has_id(loader, &schema_offering, &keys, draft.id))
		return true;
	uint32_t text = model_index_add(loader->index, draft.id, strlen(draft.id));
	uint32_t known = model_index_of(loader->index, KIND_OFFERING, text);
	if (known != NONE) {
		struct item_keys *old = &loader->keys[ITEMS_OFFERINGS][known];
		if (may_fill(loader, &schema_offering, old, &keys, draft.id))
			fill(&schema_offering, &model->offerings[known], old, &draft, &keys);
		else
			keep_provider(loader, draft.provider,
				      load_spot_of(&schema_offering, &keys, "provider"));
		return true;
	}
	uint32_t number = model->offering_count++;
	model->offerings = load_room(model->offerings, number, &loader->capacity.offerings, sizeof draft);
	model->offerings[number] = draft;
	push_keys(loader, ITEMS_OFFERINGS, number, &keys);
	model_index_define(loader->index, KIND_OFFERING, text, number);
	return true;
}

/* --- what only adds up ----------------------------------------------------------------------- */

static bool load_pledge(struct loader *loader, const struct yaml_item *item, const struct schema *schema,
			enum item_list list, struct commitment **all, uint32_t *count, size_t *capacity)
{
	struct commitment draft = {.provider = NONE, .remaining = NAN};
	struct item_keys keys;

	if (!read_keys(loader, schema, item, &draft, &keys))
		return false;
	*all = load_room(*all, *count, capacity, sizeof draft);
	(*all)[*count] = draft;
	push_keys(loader, list, (*count)++, &keys);
	return true;
}

bool load_commitment(struct loader *loader, const struct yaml_item *item)
{
	struct model *model = loader->model;

	return load_pledge(loader, item, &schema_commitment, ITEMS_COMMITMENTS, &model->commitments,
			   &model->commitment_count, &loader->capacity.commitments);
}

bool load_credit(struct loader *loader, const struct yaml_item *item)
{
	struct model *model = loader->model;

	return load_pledge(loader, item, &schema_credit, ITEMS_CREDITS, &model->credits, &model->credit_count,
			   &loader->capacity.credits);
}

bool load_flow(struct loader *loader, const struct yaml_item *item)
{
	struct model *model = loader->model;
	struct item_keys keys;
	struct flow draft = {.from = {false, NONE},
			     .to = {false, NONE},
			     .kind = FLOW_KIND_COUNT,
			     .amount = NAN,
			     .firm = NAN,
			     .term_years = 1,
			     .notice_days = NAN};

	if (!read_keys(loader, &schema_flow, item, &draft, &keys))
		return false;
	model->flows = load_room(model->flows, model->flow_count, &loader->capacity.flows, sizeof draft);
	model->flows[model->flow_count] = draft;
	push_keys(loader, ITEMS_FLOWS, model->flow_count++, &keys);
	return true;
}

/* --- moves ----------------------------------------------------------------------------------- */

/* True when it has an id, which then names item `number`, unless it is one that is given twice: such an item
 * is kept too, so that what it names is looked at. */
static bool claim(struct loader *loader, const struct schema *schema, enum model_kind kind,
		  enum item_list list, const struct item_keys *keys, const char *id, uint32_t number)
{
	if (!has_id(loader, schema, keys, id))
		return false;
	uint32_t text = model_index_add(loader->index, id, strlen(id));
	uint32_t known = model_index_of(loader->index, kind, text);
	if (known == NONE)
		model_index_define(loader->index, kind, text, number);
	else
		given_twice(loader, schema, keys, id, loader->keys[list][known].start);
	return true;
}

bool load_migration(struct loader *loader, const struct yaml_item *item)
{
	struct model *model = loader->model;
	struct item_keys keys;
	struct migration draft = {.to = NONE,
				  .from_offering = NONE,
				  .from_provider = NONE,
				  .strategy = STRATEGY_DERIVED,
				  .cost_ratio = NAN};

	loader->names_now = (struct slice){0, 0};
	if (!read_keys(loader, &schema_migration, item, &draft, &keys))
		return false;
	keys.names = loader->names_now;
	if (!claim(loader, &schema_migration, KIND_MIGRATION, ITEMS_MIGRATIONS, &keys, draft.id,
		   model->migration_count))
		return true;
	model->migrations = load_room(model->migrations, model->migration_count, &loader->capacity.migrations,
				      sizeof draft);
	model->migrations[model->migration_count] = draft;
	push_keys(loader, ITEMS_MIGRATIONS, model->migration_count++, &keys);
	return true;
}

bool load_scenario(struct loader *loader, const struct yaml_item *item)
{
	struct model *model = loader->model;
	struct scenario draft = {.saved = loader->role == ROLE_COMPANION};
	struct item_keys keys;

	loader->names_now = loader->tried_now = (struct slice){0, 0};
	if (!read_keys(loader, &schema_scenario, item, &draft, &keys))
		return false;
	keys.names = loader->names_now;
	keys.tried = loader->tried_now;
	if (!claim(loader, &schema_scenario, KIND_SCENARIO, ITEMS_SCENARIOS, &keys, draft.id,
		   model->scenario_count))
		return true;
	model->scenarios =
		load_room(model->scenarios, model->scenario_count, &loader->capacity.scenarios, sizeof draft);
	model->scenarios[model->scenario_count] = draft;
	push_keys(loader, ITEMS_SCENARIOS, model->scenario_count++, &keys);
	return true;
}
