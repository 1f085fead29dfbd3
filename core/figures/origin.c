#include "core/figures/origin.h"

#include "core/figures/analysis.h"

#include <string.h>

const char *origin_name(enum origin origin)
{
	static const char *const names[ORIGIN_COUNT] = {"yours", "catalogue", "assumption"};
	return names[origin];
}

/* --- sources ----------------------------------------------------------------------------------- */

static bool is_separator(char c)
{
	return c == '\0' || c == ' ' || c == ',' || c == ';';
}

bool source_speaks_for(const struct source *source, const char *key)
{
	if (source->about == NULL)
		return true;
	size_t length = strlen(key);
	for (const char *at = strstr(source->about, key); at != NULL; at = strstr(at + 1, key))
		if ((at == source->about || is_separator(at[-1])) && is_separator(at[length]))
			return true;
	return false;
}

static bool is_guess(const struct source *source)
{
	return source->grade != NULL && strcmp(source->grade, "assumption") == 0;
}

/* Of the sources of one origin, the one that says most against the figure: a guess where one is, else the
 * first. */
static const struct source *weakest_source(const struct model *model, const char *key, struct slice sources,
					   bool builtin)
{
	const struct source *weakest = NULL;
	for (uint32_t i = 0; i < sources.count; i++) {
		const struct source *source = &model->sources[sources.first + i];
		if (source->builtin != builtin || !source_speaks_for(source, key))
			continue;
		if (is_guess(source))
			return source;
		if (weakest == NULL)
			weakest = source;
	}
	return weakest;
}

/* Nothing of the catalogue's is more than a guess in another currency (spec.md section 2). */
static enum origin trust_catalog(const struct model *model, const struct source *source)
{
	bool foreign = strcmp(model->currency, "USD") != 0;
	bool told = source != NULL && source->grade != NULL && !is_guess(source);
	return told && !foreign ? ORIGIN_CATALOG : ORIGIN_ASSUMPTION;
}

/* Users need no source; but where they say that a figure is assumed, it is. */
static enum origin trust_user(const struct source *source)
{
	return source != NULL && is_guess(source) ? ORIGIN_ASSUMPTION : ORIGIN_USER;
}

struct provenance provenance_of(const struct model *model, const char *key, struct slice sources,
				struct place place)
{
	if (place.line == 0)
		return (struct provenance){ORIGIN_ASSUMPTION, NULL, place};
	bool builtin = model_place_is_builtin(model, place);
	const struct source *source = weakest_source(model, key, sources, builtin);
	enum origin origin = builtin ? trust_catalog(model, source) : trust_user(source);
	return (struct provenance){origin, source, place};
}

struct provenance provenance_of_user(struct place place)
{
	return (struct provenance){ORIGIN_USER, NULL, place};
}

/* --- of one figure ----------------------------------------------------------------------------- */

static struct place place_of_setting(const struct model *model, const char *key)
{
	const struct {
		const char *key;
		struct place place;
	} settings[] = {
		{"rate", model->rate_place},
		{"overrun", model->overrun_place},
		{"overlap", model->overlap_place},
		{"horizon", model->horizon_place},
		{"discount_rate", model->discount_place},
	};
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		if (strcmp(settings[i].key, key) == 0)
			return settings[i].place;
	return (struct place){0, 0};
}

struct provenance provenance_of_setting(const struct model *model, const char *key)
{
	return provenance_of(model, key, model->sources_of_defaults, place_of_setting(model, key));
}

struct provenance provenance_of_driver(const struct model *model, uint32_t driver)
{
	static const char *const keys[] = {"effort", "money", "price", "id"}; /* enum basis */
	const struct driver *d = &model->drivers[driver];
	return provenance_of(model, keys[d->basis], d->sources, d->place);
}

struct provenance provenance_of_strategy(const struct model *model, uint32_t driver)
{
	const struct driver *d = &model->drivers[driver];
	return provenance_of(model, "at", d->sources, d->at_place);
}

bool origin_is_default_strategy(const struct model *model, uint32_t driver, enum strategy strategy)
{
	bool data = model->drivers[driver].basis == BASIS_TIERS;
	return model->drivers[driver].at[strategy] == (strategy == STRATEGY_REHOST && !data ? 0 : 1);
}

struct provenance provenance_of_prices(const struct model *model, uint32_t offering)
{
	const struct offering *o = &model->offerings[offering];
	return provenance_of(model, "prices", o->sources, o->prices_place);
}

struct provenance provenance_of_egress(const struct model *model, uint32_t provider)
{
	const struct provider *p = &model->providers[provider];
	return provenance_of(model, "egress", p->sources, p->egress_place);
}

struct provenance provenance_of_onboarding(const struct model *model, uint32_t provider)
{
	const struct provider *p = &model->providers[provider];
	return provenance_of(model, "onboarding", p->sources, p->onboarding_place);
}

struct provenance provenance_of_revenue(const struct model *model, uint32_t provider)
{
	const struct provider *p = &model->providers[provider];
	return provenance_of(model, "revenue", p->sources, p->revenue_place);
}

/* A source for the need itself has the reason; else one for all stances. */
struct provenance provenance_of_stance(const struct model *model, uint32_t provider, const char *need)
{
	const struct provider *p = &model->providers[provider];
	bool builtin = model_place_is_builtin(model, p->stances_place);
	const struct source *source = weakest_source(model, need, p->sources, builtin);
	bool named = source != NULL && source->about != NULL;
	return provenance_of(model, named ? need : "stance", p->sources, p->stances_place);
}

struct provenance provenance_of_flow(const struct model *model, uint32_t flow)
{
	const struct flow *f = &model->flows[flow];
	bool builtin = model_place_is_builtin(model, f->place);
	const struct source *source = f->sources.count > 0 ? &model->sources[f->sources.first] : NULL;
	enum origin origin = builtin ? trust_catalog(model, source) : trust_user(source);
	return (struct provenance){origin, source, f->place};
}

/* --- of products ------------------------------------------------------------------------------- */

enum origin origin_of_labour(const struct model *model)
{
	return origin_worst(provenance_of_setting(model, "rate").origin,
			    provenance_of_setting(model, "overrun").origin);
}

enum origin origin_of_new_monthly(const struct model *model, uint32_t binding, uint32_t to, double cost_ratio)
{
	bool assumed;
	cost_new_monthly(model, binding, to, cost_ratio, &assumed);
	if (assumed)
		return ORIGIN_ASSUMPTION;
	if (!isnan(cost_ratio))
		return ORIGIN_USER;
	return origin_worst(provenance_of_prices(model, model->bindings[binding].offering).origin,
			    provenance_of_prices(model, to).origin);
}
