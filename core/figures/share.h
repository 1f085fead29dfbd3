/*
 * A share: what moving a list of bindings to one target costs on its own, summed once.
 *
 * Nearly all of spec.md section 3 is a sum of counts times unit costs, so a migration is read once,
 * binding by binding, into a few sums that do not depend on the month: counts of one driver and
 * strategy that grow alike are one *lot*; money and bindings that leave and arrive are summed by
 * provider. What depends on the other shares that are on (egress tiers, waivers, onboarding,
 * commitments, credits, dependents) is kept here as its raw material; tally.h puts it together.
 *
 * A share belongs to whoever made it; its pricing for a start month is a cache inside it.
 */
#ifndef CORE_FIGURES_SHARE_H
#define CORE_FIGURES_SHARE_H

#include "core/figures/ground.h"
#include "core/figures/overlap.h"

/* What moves: from a migration, or one target of a way out. Only read while the share is made. */
struct share_moves {
	const uint32_t *bindings; /* ascending, none on `to` */
	uint32_t count;
	uint32_t to;
	enum strategy strategy; /* STRATEGY_DERIVED: by interface and kind */
	double cost_ratio;      /* NAN: none */
	struct range extra;
};

/* A count that is a range. */
struct ranged {
	uint32_t binding, count;
};

/* Counts that cost alike. Sorted by driver, strategy, source, growth. */
struct lot {
	uint32_t driver, source; /* source: the provider that data leaves; NONE for other drivers */
	enum strategy strategy;
	double growth_per_month;
	double at;                         /* how much of a count this strategy needs */
	struct sum mean, likely, constant; /* constant: of those that are no ranges */
	struct slice ranged;               /* into share.ranged */
};

/* The lots of one driver together, priced for the share's month. */
struct amount {
	uint32_t driver;
	struct slice lots;
	double price;      /* BASIS_PRICE: of one at the target (0: it has none) */
	struct pair count; /* sum of count * growth * at */
	double constant;   /* the part of it that is no range */
};

/* What the moves do to one party: a provider together with its parts. */
struct touch {
	uint32_t provider;
	int64_t bindings;      /* that arrive less those that leave */
	struct sum leaving;    /* today's monthly of those that leave its offerings */
	struct sum arriving;   /* the new monthly of those whose target is its */
	bool is_target;        /* the target is an offering of the provider itself */
	struct slice data;     /* into share.lots: the data that leaves its own offerings for another root */
	struct pair volume_tb; /* of that data, priced for the share's month */
	double constant_tb;
	double *timeline_tb; /* [horizon] expected volume by start month; NULL until asked for */
};

/* Everything that adds up over shares, whatever else is on. */
struct linear {
	struct pair categories[CATEGORY_COUNT];
	double saving; /* a month */
};

struct share {
	uint32_t target; /* offering */
	uint32_t bindings, assumed;
	struct range extra;      /* 0 when nothing moves */
	double saving, arriving; /* a month: old less new; new */
	struct lot *lots;
	struct ranged *ranged;
	struct amount *amounts;
	struct touch *touches;
	bool grows; /* some of the ranged counts do: what they add by draw depends on the month */
	uint32_t lot_count, ranged_count, amount_count, touch_count;
	uint32_t *missing; /* drivers whose price the target lacks; ascending */
	uint32_t missing_count;
	uint64_t dependents[STRATEGY_COUNT]; /* of its components, by furthest strategy; 0 for those rehosted
					      */
	struct overlap_item *components;     /* the same one by one, without those that nothing depends on */
	uint32_t component_count;
	uint32_t start;       /* what it is priced for; NONE: not yet */
	struct linear linear; /* for that month; without what depends on the set */
	double *timeline;     /* [horizon] expected sum of `linear` by start month; NULL until asked for */
};

struct share *share_new(const struct ground *ground, const struct share_moves *moves);
void share_free(struct share *share); /* NULL is fine */

/* Prices it for a start month; again for the same one is free. */
void share_price(struct share *share, const struct ground *ground, uint32_t start);

/* Fills the timelines. */
void share_price_all(struct share *share, const struct ground *ground);

/* count * growth * at of one counted unit of the lot that moves in month `start`. */
double lot_factor(const struct lot *lot, uint32_t start);

/* Money for one of an amount's counts, all other variables at their means or likely values. */
struct pair amount_unit(const struct ground *ground, const struct amount *amount);

/* The amount of a driver, or NULL. */
const struct amount *share_find_amount(const struct share *share, uint32_t driver);

#endif
