/* What is no fault, but should be known. */
#include "core/model/loader.h"

#include <stdlib.h>
#include <string.h>

static struct spot spot_of(struct place place)
{
	return (struct spot){place.line, 0, (uint16_t)place.file};
}

struct known_needs {
	const struct model *model;
	bool *known; /* by need: some provider has a stance on it */
};

static const char *known_need_at(const void *context, size_t i)
{
	const struct known_needs *needs = context;

	return needs->known[i] ? needs->model->needs[i].id : NULL;
}

static void warn_need(struct loader *loader, const struct known_needs *needs, uint32_t need)
{
	const char *id = needs->model->needs[need].id;
	const char *nearest = diag_nearest(id, needs->model->need_count, known_need_at, needs);

	load_warn(loader, loader->need_spots[need], "no provider has a stance on the need '%s'%s%s%s", id,
		  nearest ? " (did you mean '" : "", nearest ? nearest : "", nearest ? "'?)" : "");
}

static void warn_needs(struct loader *loader)
{
	const struct model *model = loader->model;
	struct known_needs needs = {model, memory_zero(model->need_count, sizeof(bool))};

	for (uint32_t i = 0; i < model->provider_count; i++)
		for (uint32_t k = 0; k < model->providers[i].stances.count; k++)
			needs.known[model->stances[model->providers[i].stances.first + k].need] = true;
	for (uint32_t i = 0; i < model->need_count; i++)
		if (!needs.known[i])
			warn_need(loader, &needs, i);
	free(needs.known);
}

static void warn_commitments(struct loader *loader)
{
	const struct model *model = loader->model;

	for (uint32_t i = 0; i < model->commitment_count; i++)
		if (model->commitments[i].months > model->horizon)
			load_warn(loader, spot_of(model->commitments[i].place),
				  "the commitment to '%s' ends after the horizon: its shortfall counts, what "
				  "is saved beyond "
				  "the horizon does not",
				  model->providers[model->commitments[i].provider].id);
}

/* "8" is 800%, where nearly always 8% is meant. */
static void warn_discount(struct loader *loader)
{
	const struct model *model = loader->model;

	if (model->discount_rate > 1)
		load_warn(loader, spot_of(model->discount_place),
			  "'discount_rate' is %.0f%% a year (8%% is written '8%%' or 0.08)",
			  model->discount_rate * 100);
}

static void warn_migrations(struct loader *loader)
{
	const struct model *model = loader->model;

	for (uint32_t i = 0; i < model->migration_count; i++)
		if (model->migrations[i].binding_count == 0)
			load_warn(loader, spot_of(model->migrations[i].place),
				  "migration '%s' selects no binding", model->migrations[i].id);
}

/* --- figures of the catalogue in another currency -------------------------------------------- */

static void warn_figure(struct loader *loader, struct place place, const char *what, const char *id)
{
	if (model_place_is_builtin(loader->model, place))
		load_warn(loader, spot_of(place),
			  "%s%s%s%s is the catalogue's, in USD, not in '%s': it counts as assumed", what,
			  id ? " of '" : "", id ? id : "", id ? "'" : "", loader->model->currency);
}

/* The offerings that something is bound to or moves to. */
static bool *used_offerings(const struct model *model)
{
	bool *used = memory_zero(model->offering_count, sizeof *used);

	for (uint32_t i = 0; i < model->binding_count; i++)
		used[model->bindings[i].offering] = true;
	for (uint32_t i = 0; i < model->migration_count; i++)
		used[model->migrations[i].to] = true;
	return used;
}

static void warn_drivers(struct loader *loader)
{
	const struct model *model = loader->model;
	bool *used = memory_zero(model->driver_count, sizeof *used);

	for (size_t i = 0; i < loader->count.counts; i++)
		used[model->counts[i].driver] = true;
	for (uint32_t i = 0; i < model->driver_count; i++)
		if (model->drivers[i].basis == BASIS_MONEY && (used[i] || i == loader->dependents))
			warn_figure(loader, model->drivers[i].place, "the money for one",
				    model->drivers[i].id);
	free(used);
}

static void warn_currency(struct loader *loader)
{
	const struct model *model = loader->model;
	bool *offering_used = used_offerings(model), *provider_used = memory_zero(model->provider_count, 1);

	warn_figure(loader, model->rate_place, "the rate", NULL);
	warn_drivers(loader);
	for (uint32_t i = 0; i < model->offering_count; i++) {
		if (!offering_used[i])
			continue;
		provider_used[model->offerings[i].provider] = true;
		if (model->offerings[i].prices.count)
			warn_figure(loader, model->offerings[i].prices_place, "the price list",
				    model->offerings[i].id);
	}
	for (uint32_t i = 0; i < model->provider_count; i++) {
		const struct item_keys *keys = &loader->keys[ITEMS_PROVIDERS][i];
		struct spot egress = load_spot_of(&schema_provider, keys, "egress");
		if (provider_used[i] && model->providers[i].egress.count)
			warn_figure(loader, (struct place){egress.file, egress.line}, "the egress price",
				    model->providers[i].id);
	}
	for (uint32_t i = 0; i < model->flow_count; i++) {
		if (!model_place_is_builtin(model, model->flows[i].place))
			continue;
		load_warn(loader, (struct spot){0, 0, UINT16_MAX},
			  "the amounts of the catalogue's flows and the revenue of its providers are in USD, "
			  "not in '%s': they count as assumed",
			  model->currency);
		break;
	}
	free(offering_used);
	free(provider_used);
}

void load_warnings(struct loader *loader)
{
	warn_discount(loader);
	warn_needs(loader);
	warn_commitments(loader);
	warn_migrations(loader);
	if (loader->model->uses_catalog && strcmp(loader->model->currency, "USD") != 0)
		warn_currency(loader);
}
