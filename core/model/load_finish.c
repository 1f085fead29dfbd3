/* After the last file: required keys, defaults, places, and the rules within one item. */
#include "core/base/str.h"
#include "core/model/limits.h"
#include "core/model/loader.h"

#include <string.h>

static struct place place_of(struct spot spot)
{
	return (struct place){spot.file, spot.line};
}

static const char *article(const char *name)
{
	return strchr("aeiou", name[0]) ? "an" : "a";
}

/* id: NULL when items of the table have none. */
static void check_required(struct loader *loader, const struct schema *schema, const struct item_keys *keys,
			   const char *id)
{
	for (uint32_t i = 0; i < schema->count; i++) {
		const struct schema_field *field = &schema->fields[i];
		if (!field->required || (keys->seen & UINT32_C(1) << i))
			continue;
		if (id)
			load_fault(loader, keys->start, NULL, "%s '%s' has no '%s'", schema->name, id,
				   field->key);
		else
			load_fault(loader, keys->start, NULL, "%s %s has no '%s'", article(schema->name),
				   schema->name, field->key);
	}
}

/* --- drivers --------------------------------------------------------------------------------- */

/* The fault of a driver's basis, or NULL. */
static const char *basis_fault(const struct driver *driver, const struct item_keys *keys)
{
	bool effort = load_gave(&schema_driver, keys, "effort"),
	     money = load_gave(&schema_driver, keys, "money");
	bool price = load_gave(&schema_driver, keys, "price");
	int count = effort + money + price;

	if (strcmp(driver->id, "data_tb") == 0)
		return count ? "'data_tb' takes none of effort, money, price: the source's egress prices it"
			     : NULL;
	if (strcmp(driver->id, "dependents") == 0)
		return price || count != 1 ? "'dependents' needs effort or money" : NULL;
	return count != 1 ? "exactly one of effort, money, price is needed" : NULL;
}

static enum basis basis_of(const struct driver *driver, const struct item_keys *keys)
{
	if (strcmp(driver->id, "data_tb") == 0)
		return BASIS_TIERS;
	if (load_gave(&schema_driver, keys, "price"))
		return BASIS_PRICE;
	return load_gave(&schema_driver, keys, "money") ? BASIS_MONEY : BASIS_EFFORT;
}

static struct spot spot_of_basis(const struct item_keys *keys)
{
	static const char *const bases[] = {"effort", "money", "price"};

	for (size_t i = 0; i < 3; i++)
		if (load_gave(&schema_driver, keys, bases[i]))
			return load_spot_of(&schema_driver, keys, bases[i]);
	return load_spot_of(&schema_driver, keys, "id");
}

static void finish_driver(struct loader *loader, struct driver *driver, const struct item_keys *keys)
{
	double rehost = strcmp(driver->id, "data_tb") == 0 ? 1 : 0;
	const double defaults[STRATEGY_COUNT] = {rehost, 1, 1};

	if (keys->start.line == 0)
		return; /* counted, but not defined: told where it is counted */
	const char *fault = basis_fault(driver, keys);
	check_required(loader, &schema_driver, keys, driver->id);
	if (fault)
		load_fault(loader, keys->start, NULL, "driver '%s': %s", driver->id, fault);
	driver->basis = basis_of(driver, keys);
	driver->place = place_of(spot_of_basis(keys));
	driver->at_place = place_of(load_spot_of(&schema_driver, keys, "at"));
	if (!driver->name)
		driver->name = driver->id;
	for (size_t i = 0; i < STRATEGY_COUNT; i++)
		if (isnan(driver->at[i]))
			driver->at[i] = defaults[i];
}

/* --- providers and offerings ----------------------------------------------------------------- */

static void finish_provider(struct loader *loader, struct provider *provider, const struct item_keys *keys)
{
	check_required(loader, &schema_provider, keys, provider->id);
	if (!provider->name)
		provider->name = provider->id;
	provider->place = place_of(keys->start);
	provider->onboarding_place = place_of(load_spot_of(&schema_provider, keys, "onboarding"));
	provider->egress_place = place_of(load_spot_of(&schema_provider, keys, "egress"));
	provider->revenue_place = place_of(load_spot_of(&schema_provider, keys, "revenue"));
	provider->stances_place = place_of(load_spot_of(&schema_provider, keys, "stance"));
}

static void finish_offering(struct loader *loader, struct offering *offering, const struct item_keys *keys)
{
	check_required(loader, &schema_offering, keys, offering->id);
	if (!offering->name)
		offering->name = offering->id;
	if (offering->interface == NONE)
		offering->interface = model_index_add(loader->index, offering->id, strlen(offering->id));
	offering->place = place_of(keys->start);
	offering->prices_place = place_of(load_spot_of(&schema_offering, keys, "prices"));
}

/* --- commitments and flows ------------------------------------------------------------------- */

static void finish_commitment(struct loader *loader, const struct schema *schema,
			      struct commitment *commitment, const struct item_keys *keys)
{
	check_required(loader, schema, keys, NULL);
	commitment->place = place_of(keys->start);
	commitment->months = date_months(loader->model->as_of, commitment->until);
}

static void finish_flow(struct loader *loader, struct flow *flow, const struct item_keys *keys)
{
	check_required(loader, &schema_flow, keys, NULL);
	flow->place = place_of(keys->start);
	if (flow->sources.count)
		flow->source = loader->model->sources[flow->sources.first];
	flow->term_given = load_gave(&schema_flow, keys, "term");
	if (load_gave(&schema_flow, keys, "firm") && !load_gave(&schema_flow, keys, "amount"))
		load_fault(loader, load_spot_of(&schema_flow, keys, "firm"), "give 'amount' as announced too",
			   "'firm' without 'amount'");
	if (!load_gave(&schema_flow, keys, "firm"))
		flow->firm = flow->amount;
	if (flow->from.index != NONE && flow->from.index == flow->to.index)
		load_fault(loader, load_spot_of(&schema_flow, keys, "to"), NULL, "a flow from '%s' to itself",
			   model_index_text(loader->index, flow->to.index));
}

/* --- migrations and scenarios ---------------------------------------------------------------- */

static void finish_migration(struct loader *loader, struct migration *migration, const struct item_keys *keys)
{
	bool from = load_gave(&schema_migration, keys, "from"),
	     bindings = load_gave(&schema_migration, keys, "bindings");

	check_required(loader, &schema_migration, keys, migration->id);
	migration->place = place_of(keys->start);
	if (!migration->name)
		migration->name = migration->id;
	if (from == bindings)
		load_fault(loader, from ? load_spot_of(&schema_migration, keys, "bindings") : keys->start,
			   NULL, "migration '%s' needs either 'from' or 'bindings'%s", migration->id,
			   from ? ", not both" : "");
	else if (bindings && load_gave(&schema_migration, keys, "where"))
		load_fault(loader, load_spot_of(&schema_migration, keys, "where"), NULL,
			   "'where' goes with 'from', not with 'bindings'");
}

static void finish_scenario(struct loader *loader, struct scenario *scenario, const struct item_keys *keys)
{
	check_required(loader, &schema_scenario, keys, scenario->id);
	scenario->place = place_of(keys->start);
	if (!scenario->name)
		scenario->name = scenario->id;
	uint32_t horizon = load_tried_horizon(loader, keys->tried);
	if (scenario->start >= horizon)
		load_fault(loader, load_spot_of(&schema_scenario, keys, "start"), NULL,
			   "'start' is month %u: it must be below the horizon of %u %s",
			   (unsigned)scenario->start, (unsigned)horizon, number_unit(horizon, "months"));
}

void load_finish_moves(struct loader *loader, uint32_t first_migration, uint32_t first_scenario)
{
	struct model *model = loader->model;

	for (uint32_t i = first_migration; i < model->migration_count; i++)
		finish_migration(loader, &model->migrations[i], &loader->keys[ITEMS_MIGRATIONS][i]);
	for (uint32_t i = first_scenario; i < model->scenario_count; i++)
		finish_scenario(loader, &model->scenarios[i], &loader->keys[ITEMS_SCENARIOS][i]);
}

/* Told once, at the first that is too many. */
static bool is_few(struct loader *loader, enum item_list list, uint32_t count, uint32_t most,
		   const char *name)
{
	if (count > most)
		load_fault(loader, loader->keys[list][most].start, NULL, "more than %u %s", (unsigned)most,
			   name);
	return count <= most;
}

bool load_are_few(struct loader *loader)
{
	const struct model *model = loader->model;
	bool few = is_few(loader, ITEMS_PROVIDERS, model->provider_count, LIMIT_PROVIDERS, "providers");

	return is_few(loader, ITEMS_OFFERINGS, model->offering_count, LIMIT_OFFERINGS, "offerings") && few;
}

void load_finish_things(struct loader *loader)
{
	struct model *model = loader->model;

	for (uint32_t i = 0; i < model->driver_count; i++)
		finish_driver(loader, &model->drivers[i], &loader->keys[ITEMS_DRIVERS][i]);
	for (uint32_t i = 0; i < model->provider_count; i++)
		finish_provider(loader, &model->providers[i], &loader->keys[ITEMS_PROVIDERS][i]);
	for (uint32_t i = 0; i < model->offering_count; i++)
		finish_offering(loader, &model->offerings[i], &loader->keys[ITEMS_OFFERINGS][i]);
	for (uint32_t i = 0; i < model->commitment_count; i++)
		finish_commitment(loader, &schema_commitment, &model->commitments[i],
				  &loader->keys[ITEMS_COMMITMENTS][i]);
	for (uint32_t i = 0; i < model->credit_count; i++)
		finish_commitment(loader, &schema_credit, &model->credits[i],
				  &loader->keys[ITEMS_CREDITS][i]);
	for (uint32_t i = 0; i < model->flow_count; i++)
		finish_flow(loader, &model->flows[i], &loader->keys[ITEMS_FLOWS][i]);
	load_finish_moves(loader, 0, 0);
}
