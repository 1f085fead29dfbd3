/*
 * Where a figure comes from, and how much it may be trusted for that.
 *
 *   user        it stands in a file of the user's, who does not call it an assumption
 *   catalogue   it stands in the built-in catalogue and a source with a grade speaks for it
 *   assumption  the rest: whatever is tried (tried.h), graded `assumption`, in the catalogue without a
 * source, a default of the format, a monthly that is assumed (spec.md section 4), and, in a stack of another
 *               currency than USD, every figure of the catalogue
 *
 * A product is as good as its worst factor, in this order.
 */
#ifndef CORE_FIGURES_ORIGIN_H
#define CORE_FIGURES_ORIGIN_H

#include "core/model/tried.h"

enum origin { ORIGIN_USER, ORIGIN_CATALOG, ORIGIN_ASSUMPTION, ORIGIN_COUNT };

/* "yours", "catalogue", "assumption" */
const char *origin_name(enum origin origin);

struct provenance {
	enum origin origin;
	const struct source *source; /* the model's; NULL: none */
	struct place place;          /* line 0: nowhere, a default */
};

static inline enum origin origin_worst(enum origin a, enum origin b)
{
	return a > b ? a : b;
}

/* A figure said at `place`, where `sources` speak for the key `key` of the thing. */
struct provenance provenance_of(const struct model *model, const char *key, struct slice sources,
				struct place place);

/* The keys of the top level that have a place: "rate", "overrun", "overlap", "horizon", "discount_rate". */
struct provenance provenance_of_setting(const struct model *model, const char *key);

/* The effort or money of a driver, or that it has a price. */
struct provenance provenance_of_driver(const struct model *model, uint32_t driver);

/* How much of a driver a strategy needs, where that is not the format's default: else it is no figure of
 * anybody's. */
struct provenance provenance_of_strategy(const struct model *model, uint32_t driver, enum strategy strategy);
bool origin_is_default_strategy(const struct model *model, uint32_t driver, enum strategy strategy);

struct provenance provenance_of_price(const struct model *model, uint32_t offering, uint32_t unit);

/* Of one of its tiers, from 0. */
struct provenance provenance_of_egress(const struct model *model, uint32_t provider, uint32_t tier);
struct provenance provenance_of_onboarding(const struct model *model, uint32_t provider);
struct provenance provenance_of_revenue(const struct model *model, uint32_t provider);

/* Does a source name a key or a need in its `for` (commas or blanks between several), or none, and so speak
 * for all? */
bool source_speaks_for(const struct source *source, const char *key);

/* The stance on a need of the provider that says it. */
struct provenance provenance_of_stance(const struct model *model, uint32_t provider, uint32_t need);

/* A flow's amounts. */
struct provenance provenance_of_flow(const struct model *model, uint32_t flow);

/* Something that only users write, and which of it: a value that is tried is an assumption there too. */
struct provenance provenance_of_user(const struct model *model, struct place place, enum tried_kind kind,
				     uint32_t a, uint32_t b);

/* An assumption where that is tried, else the user's. */
enum origin origin_of_tried(const struct model *model, enum tried_kind kind, uint32_t a, uint32_t b);

/* All tiers of a provider. */
enum origin origin_of_egress(const struct model *model, uint32_t provider);

/* How many there are of what a binding counts when the moves begin. */
enum origin origin_of_count(const struct model *model, uint32_t binding, uint32_t count, uint32_t start);

/* What is left of the commitments and credits of a provider today. */
enum origin origin_of_pledges(const struct model *model, uint32_t provider);

/* rate * overrun */
enum origin origin_of_labour(const struct model *model);

/* What a binding costs a month once it has moved to an offering: its ratio, or the prices of both ends, or
 * assumed. */
enum origin origin_of_new_monthly(const struct model *model, uint32_t binding, uint32_t to,
				  double cost_ratio);

#endif
