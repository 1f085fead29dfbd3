/* Names to indices, of everything but components; parents to roots. */
#include "core/base/str.h"
#include "core/model/limits.h"
#include "core/model/loader.h"

#include <stdlib.h>
#include <string.h>

/* A fault that names what was probably meant. other: KIND_COUNT where only one kind is allowed. */
static void unknown(struct loader *loader, struct spot spot, const char *what, uint32_t text,
		    enum model_kind kind, enum model_kind other)
{
	const char *name = model_index_text(loader->index, text);

	load_fault(loader, spot, load_nearest_id(loader, spot, name, kind, other), "unknown %s '%s'", what,
		   load_shown(loader, name, strlen(name)));
}

static uint32_t resolve(struct loader *loader, uint32_t text, enum model_kind kind, const char *what,
			struct spot spot)
{
	if (text == NONE)
		return NONE;
	uint32_t item = model_index_of(loader->index, kind, text);
	if (item == NONE)
		unknown(loader, spot, what, text, kind, KIND_COUNT);
	return item;
}

/* An offering or, where there is none of that name, a provider. */
static uint32_t resolve_either(struct loader *loader, uint32_t text, bool *is_offering, struct spot spot)
{
	*is_offering = false;
	if (text == NONE)
		return NONE;
	uint32_t item = model_index_of(loader->index, KIND_OFFERING, text);
	*is_offering = item != NONE;
	if (item == NONE)
		item = model_index_of(loader->index, KIND_PROVIDER, text);
	if (item == NONE)
		unknown(loader, spot, "offering or provider", text, KIND_OFFERING, KIND_PROVIDER);
	return item;
}

/* --- parents --------------------------------------------------------------------------------- */

static void told_circle(struct loader *loader, uint32_t provider)
{
	struct model *model = loader->model;
	struct str chain;
	uint32_t at = provider, steps = 0;

	str_init(&chain);
	do {
		str_print(&chain, "%s%s", chain.length ? " -> " : "", model->providers[at].id);
		at = model->providers[at].parent;
	} while (at != provider && ++steps < 8);
	str_print(&chain, at == provider ? " -> %s" : " -> ... -> %s", model->providers[provider].id);
	load_fault(loader, load_spot_of(&schema_provider, &loader->keys[ITEMS_PROVIDERS][provider], "parent"),
		   NULL, "parents in a circle: %s", chain.data);
	str_clear(&chain);
}

/*
 * Climbs from every provider to one whose root is known, then hands the root down the same way. What
 * this climb has passed is marked with its own number, so that a circle is met once.
 */
static void find_roots(struct loader *loader)
{
	struct model *model = loader->model;
	uint32_t *passed = memory_new(model->provider_count, sizeof *passed);

	for (uint32_t i = 0; i < model->provider_count; i++) {
		passed[i] = NONE;
		model->providers[i].root = NONE;
	}
	for (uint32_t i = 0; i < model->provider_count; i++) {
		uint32_t top = i;
		while (model->providers[top].root == NONE && model->providers[top].parent != NONE &&
		       passed[top] != i) {
			passed[top] = i;
			top = model->providers[top].parent;
		}
		if (model->providers[top].root == NONE && model->providers[top].parent != NONE) {
			told_circle(loader, top);
			model->providers[top].parent = NONE;
		}
		uint32_t root = model->providers[top].root == NONE ? top : model->providers[top].root;
		for (uint32_t at = i; at != NONE && model->providers[at].root == NONE;
		     at = model->providers[at].parent)
			model->providers[at].root = root;
	}
	free(passed);
}

static void resolve_providers(struct loader *loader)
{
	struct model *model = loader->model;

	for (uint32_t i = 0; i < model->provider_count; i++) {
		struct provider *provider = &model->providers[i];
		struct spot spot =
			load_spot_of(&schema_provider, &loader->keys[ITEMS_PROVIDERS][i], "parent");
		provider->parent = resolve(loader, provider->parent, KIND_PROVIDER, "provider", spot);
	}
	find_roots(loader);
}

/* --- the rest -------------------------------------------------------------------------------- */

static void resolve_offerings(struct loader *loader)
{
	struct model *model = loader->model;

	for (uint32_t i = 0; i < model->offering_count; i++) {
		struct offering *offering = &model->offerings[i];
		struct spot spot =
			load_spot_of(&schema_offering, &loader->keys[ITEMS_OFFERINGS][i], "provider");
		offering->provider = resolve(loader, offering->provider, KIND_PROVIDER, "provider", spot);
	}
	for (size_t i = 0; i < loader->count.supports; i++) {
		struct support *support = &model->supports[i];
		bool is_offering;
		support->index =
			resolve_either(loader, support->index, &is_offering, loader->support_spots[i]);
		support->is_provider = !is_offering;
	}
}

static void resolve_commitments(struct loader *loader, struct commitment *all, uint32_t count,
				enum item_list list)
{
	for (uint32_t i = 0; i < count; i++) {
		struct spot spot = load_spot_of(&schema_commitment, &loader->keys[list][i], "provider");
		all[i].provider = resolve(loader, all[i].provider, KIND_PROVIDER, "provider", spot);
	}
}

static void resolve_flow_end(struct loader *loader, struct flow_end *end, struct spot spot)
{
	end->index = resolve_either(loader, end->index, &end->is_offering, spot);
}

static void resolve_flows(struct loader *loader)
{
	struct model *model = loader->model;

	for (uint32_t i = 0; i < model->flow_count; i++) {
		const struct item_keys *keys = &loader->keys[ITEMS_FLOWS][i];
		resolve_flow_end(loader, &model->flows[i].from, load_spot_of(&schema_flow, keys, "from"));
		resolve_flow_end(loader, &model->flows[i].to, load_spot_of(&schema_flow, keys, "to"));
	}
}

/* --- migrations and scenarios ---------------------------------------------------------------- */

static void resolve_migration(struct loader *loader, struct migration *migration, struct item_keys *keys)
{
	struct spot spot = load_spot_of(&schema_migration, keys, "from");
	bool is_offering;
	uint32_t from = resolve_either(loader, migration->from_offering, &is_offering, spot);

	migration->from_offering = is_offering ? from : NONE;
	migration->from_provider = is_offering ? NONE : from;
	migration->to = resolve(loader, migration->to, KIND_OFFERING, "offering",
				load_spot_of(&schema_migration, keys, "to"));
	keys->faulty = keys->faulty || migration->to == NONE;
}

/* The file that is read last is not the one that named it: the place is the name's own. */
bool load_named_twice(struct loader *loader, uint32_t move, const struct name_spot *name, const char *what)
{
	const struct stamps *stamps = &loader->move_stamps;
	const char *text = model_index_text(loader->index, name->text);

	if (load_stamp_new(loader, &loader->move_stamps, move, name->spot.line, 0))
		return false;
	load_fault(loader, name->spot,
		   arena_print(&loader->model->arena, "first on line %u", (unsigned)stamps->items[move].line),
		   "%s '%s' is named twice", what, load_shown(loader, text, strlen(text)));
	return true;
}

static void resolve_scenario(struct loader *loader, struct scenario *scenario, const struct item_keys *keys)
{
	struct model *model = loader->model;
	uint32_t *all = arena_new(&model->arena, keys->names.count, sizeof *all), count = 0;
	uint32_t most = keys->names.count < LIMIT_ON ? keys->names.count : LIMIT_ON;

	if (most < keys->names.count)
		load_fault(loader, loader->names[keys->names.first + most].spot, NULL,
			   "scenario '%s' has more than %d migrations", scenario->id, LIMIT_ON);
	loader->serial++;
	for (uint32_t i = 0; i < most; i++) {
		const struct name_spot *name = &loader->names[keys->names.first + i];
		uint32_t migration = resolve(loader, name->text, KIND_MIGRATION, "migration", name->spot);
		if (migration != NONE && !load_named_twice(loader, migration, name, "migration"))
			all[count++] = migration;
	}
	scenario->migrations = all;
	scenario->migration_count = count;
}

void load_resolve_moves(struct loader *loader, uint32_t first_migration, uint32_t first_scenario)
{
	struct model *model = loader->model;

	for (uint32_t i = first_migration; i < model->migration_count; i++)
		resolve_migration(loader, &model->migrations[i], &loader->keys[ITEMS_MIGRATIONS][i]);
	for (uint32_t i = first_scenario; i < model->scenario_count; i++)
		resolve_scenario(loader, &model->scenarios[i], &loader->keys[ITEMS_SCENARIOS][i]);
}

void load_resolve(struct loader *loader)
{
	struct model *model = loader->model;

	resolve_providers(loader);
	resolve_offerings(loader);
	for (size_t i = 0; i < loader->provider_named_count; i++)
		resolve(loader, loader->providers_named[i].text, KIND_PROVIDER, "provider",
			loader->providers_named[i].spot);
	resolve_commitments(loader, model->commitments, model->commitment_count, ITEMS_COMMITMENTS);
	resolve_commitments(loader, model->credits, model->credit_count, ITEMS_CREDITS);
	resolve_flows(loader);
	load_resolve_moves(loader, 0, 0);
}
