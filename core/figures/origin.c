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

enum origin origin_of_tried(const struct model *model, enum tried_kind kind, uint32_t a, uint32_t b)
{
	return tried_in(model, kind, a, b) != NULL ? ORIGIN_ASSUMPTION : ORIGIN_USER;
}

/* What speaks for the figure in whose place a value is tried does not speak for that. */
static struct provenance unless_tried(const struct model *model, struct provenance provenance,
				      enum tried_kind kind, uint32_t a, uint32_t b)
{
	if (tried_in(model, kind, a, b) == NULL)
		return provenance;
	return (struct provenance){ORIGIN_ASSUMPTION, NULL, provenance.place};
}

struct provenance provenance_of_user(const struct model *model, struct place place, enum tried_kind kind,
				     uint32_t a, uint32_t b)
{
	return unless_tried(model, (struct provenance){ORIGIN_USER, NULL, place}, kind, a, b);
}

/* --- of one figure ----------------------------------------------------------------------------- */

struct provenance provenance_of_setting(const struct model *model, const char *key)
{
	const struct {
		const char *key;
		enum tried_kind kind;
		struct place place;
	} settings[] = {
		{"rate", TRIED_RATE, model->rate_place},
		{"overrun", TRIED_OVERRUN, model->overrun_place},
		{"overlap", TRIED_OVERLAP, model->overlap_place},
		{"horizon", TRIED_HORIZON, model->horizon_place},
		{"discount_rate", TRIED_DISCOUNT_RATE, model->discount_place},
	};
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		if (strcmp(settings[i].key, key) == 0)
			return unless_tried(
				model,
				provenance_of(model, key, model->sources_of_defaults, settings[i].place),
				settings[i].kind, 0, 0);
	return (struct provenance){ORIGIN_ASSUMPTION, NULL, {0, 0}};
}

struct provenance provenance_of_driver(const struct model *model, uint32_t driver)
{
	static const char *const keys[] = {"effort", "money", "price", "id"}; /* enum basis */
	const struct driver *d = &model->drivers[driver];
	return unless_tried(model, provenance_of(model, keys[d->basis], d->sources, d->place), TRIED_DRIVER,
			    driver, 0);
}

struct provenance provenance_of_strategy(const struct model *model, uint32_t driver, enum strategy strategy)
{
	const struct driver *d = &model->drivers[driver];
	return unless_tried(model, provenance_of(model, "at", d->sources, d->at_place), TRIED_AT, driver,
			    strategy);
}

bool origin_is_default_strategy(const struct model *model, uint32_t driver, enum strategy strategy)
{
	bool data = model->drivers[driver].basis == BASIS_TIERS;
	if (tried_in(model, TRIED_AT, driver, strategy) != NULL)
		return false;
	return model->drivers[driver].at[strategy] == (strategy == STRATEGY_REHOST && !data ? 0 : 1);
}

static struct provenance provenance_of_prices(const struct model *model, uint32_t offering)
{
	const struct offering *o = &model->offerings[offering];
	return provenance_of(model, "prices", o->sources, o->prices_place);
}

struct provenance provenance_of_price(const struct model *model, uint32_t offering, uint32_t unit)
{
	return unless_tried(model, provenance_of_prices(model, offering), TRIED_PRICE, offering, unit);
}

struct provenance provenance_of_egress(const struct model *model, uint32_t provider, uint32_t tier)
{
	const struct provider *p = &model->providers[provider];
	return unless_tried(model, provenance_of(model, "egress", p->sources, p->egress_place), TRIED_EGRESS,
			    provider, tier);
}

struct provenance provenance_of_onboarding(const struct model *model, uint32_t provider)
{
	const struct provider *p = &model->providers[provider];
	return unless_tried(model, provenance_of(model, "onboarding", p->sources, p->onboarding_place),
			    TRIED_ONBOARDING, provider, 0);
}

struct provenance provenance_of_revenue(const struct model *model, uint32_t provider)
{
	const struct provider *p = &model->providers[provider];
	return unless_tried(model, provenance_of(model, "revenue", p->sources, p->revenue_place),
			    TRIED_REVENUE, provider, 0);
}

/* A source for the need itself has the reason; else one for all stances. */
struct provenance provenance_of_stance(const struct model *model, uint32_t provider, uint32_t need)
{
	const char *id = model->needs[need].id;
	const struct provider *p = &model->providers[provider];
	bool builtin = model_place_is_builtin(model, p->stances_place);
	const struct source *source = weakest_source(model, id, p->sources, builtin);
	bool named = source != NULL && source->about != NULL;
	return unless_tried(model, provenance_of(model, named ? id : "stance", p->sources, p->stances_place),
			    TRIED_STANCE, provider, need);
}

struct provenance provenance_of_flow(const struct model *model, uint32_t flow)
{
	const struct flow *f = &model->flows[flow];
	bool builtin = model_place_is_builtin(model, f->place);
	const struct source *source = f->sources.count > 0 ? &model->sources[f->sources.first] : NULL;
	enum origin origin = builtin ? trust_catalog(model, source) : trust_user(source);
	return unless_tried(model, (struct provenance){origin, source, f->place}, TRIED_FLOW, flow, 0);
}

/* --- of products ------------------------------------------------------------------------------- */

enum origin origin_of_egress(const struct model *model, uint32_t provider)
{
	enum origin origin = provenance_of_egress(model, provider, 0).origin;
	for (uint32_t t = 1; t < model->providers[provider].egress.count && model->tried_count > 0; t++)
		origin = origin_worst(origin, provenance_of_egress(model, provider, t).origin);
	return origin;
}

enum origin origin_of_count(const struct model *model, uint32_t binding, uint32_t count, uint32_t start)
{
	return origin_worst(origin_of_tried(model, TRIED_COUNT, binding, count),
			    start > 0 ? origin_of_tried(model, TRIED_GROWTH, binding, 0) : ORIGIN_USER);
}

enum origin origin_of_pledges(const struct model *model, uint32_t provider)
{
	for (uint32_t i = 0; i < model->tried_count; i++) {
		const struct tried *tried = &model->tried[i];
		if (tried->kind == TRIED_COMMITMENT && model->commitments[tried->a].provider == provider)
			return ORIGIN_ASSUMPTION;
		if (tried->kind == TRIED_CREDIT && model->credits[tried->a].provider == provider)
			return ORIGIN_ASSUMPTION;
		if (tried->kind != TRIED_MONTHLY)
			continue;
		uint32_t offering = model->bindings[tried->a].offering;
		if (model_is_part_of(model, model->offerings[offering].provider, provider))
			return ORIGIN_ASSUMPTION;
	}
	return ORIGIN_USER;
}

enum origin origin_of_labour(const struct model *model)
{
	return origin_worst(provenance_of_setting(model, "rate").origin,
			    provenance_of_setting(model, "overrun").origin);
}

/* Of the prices of an offering that a binding's usage needs. */
static enum origin origin_of_prices(const struct model *model, uint32_t binding, uint32_t offering)
{
	enum origin origin = provenance_of_prices(model, offering).origin;
	const struct binding *b = &model->bindings[binding];
	for (uint32_t u = b[0].first_usage; u < b[1].first_usage && model->tried_count > 0; u++)
		origin = origin_worst(origin,
				      provenance_of_price(model, offering, model->usages[u].unit).origin);
	return origin;
}

/* What the user says of it besides prices. */
static enum origin origin_of_usage(const struct model *model, uint32_t binding)
{
	enum origin origin = origin_of_tried(model, TRIED_MONTHLY, binding, 0);
	const struct binding *b = &model->bindings[binding];
	for (uint32_t u = b[0].first_usage; u < b[1].first_usage && model->tried_count > 0; u++)
		origin = origin_worst(origin, origin_of_tried(model, TRIED_USAGE, binding, u));
	return origin;
}

static bool is_tried_ratio(const struct model *model, double ratio)
{
	for (uint32_t i = 0; i < model->tried_count; i++)
		if (model->tried[i].kind == TRIED_COST_RATIO &&
		    model->migrations[model->tried[i].a].cost_ratio == ratio)
			return true;
	return false;
}

enum origin origin_of_new_monthly(const struct model *model, uint32_t binding, uint32_t to, double cost_ratio)
{
	bool assumed;
	cost_new_monthly(model, binding, to, cost_ratio, &assumed);
	if (assumed)
		return ORIGIN_ASSUMPTION;
	if (!isnan(cost_ratio))
		return is_tried_ratio(model, cost_ratio) ? ORIGIN_ASSUMPTION
							 : origin_of_tried(model, TRIED_MONTHLY, binding, 0);
	return origin_worst(origin_of_usage(model, binding),
			    origin_worst(origin_of_prices(model, binding, model->bindings[binding].offering),
					 origin_of_prices(model, binding, to)));
}
