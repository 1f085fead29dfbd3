/*
 * The ground that every costing stands on: what follows from the model alone, whatever is switched
 * on. Unit costs, discounting, what is spent on whom today, and the formulas of spec.md section 3
 * that are asked of one provider: egress tiers, onboarding, commitments and credits.
 *
 * Made once per analysis; const afterwards. A *party* is a provider together with its parts.
 */
#ifndef CORE_FIGURES_GROUND_H
#define CORE_FIGURES_GROUND_H

#include "core/figures/parts.h"

/* A figure with all variables at their means, and at their likely values. */
struct pair {
	double expected, likely;
};

struct pledge { /* a commitment or a credit */
	double remaining;
	uint32_t months; /* from as_of */
};

struct party { /* today */
	uint32_t bindings;
	double monthly;
	struct slice commitments, credits; /* into ground.pledges, the earliest first */
};

struct ground {
	const struct model *model;
	struct pair rate, overrun, overlap;
	struct pair labour;      /* money for a person-day of estimated effort: rate * overrun */
	struct pair *units;      /* [driver_count] money for one; 0 for those with a price or tiers */
	uint32_t overlap_months; /* o: whole months in which old and new both run */
	double *discount;        /* [horizon + 1] (1+i)^-m */
	double *annuity;         /* [horizon + 2] sum of discount from month m to the horizon */
	double monthly;          /* B */
	struct party *parties;   /* [provider_count] */
	bool *bound; /* [provider_count] of a root: an offering of it or its parts is bound today */
	struct pledge *pledges;
	const uint32_t *dependents; /* [component_count]; NULL when no driver counts them */
};

void ground_init(struct ground *ground, struct analysis *analysis);
void ground_clear(struct ground *ground);

/* What the mean and likely value of a range are. */
struct pair range_pair(struct range range);

/* base^exponent by squaring: the same bits everywhere. */
double power(double base, uint32_t exponent);

/* What p charges for `volume_tb` that leaves it. */
double ground_egress(const struct ground *ground, uint32_t provider, double volume_tb);

/* No charge: p waives on exit and `staying` bindings of its party is 0, or the law ended it by then. */
bool ground_egress_is_free(const struct ground *ground, uint32_t provider, int64_t staying, uint32_t start);

/*
 * Commitments and credits of p: shortfall and use in the scenario less today's. leaving: today's
 * monthly of the bindings that leave offerings of the party; arriving: the new monthly of those that
 * come to (or stay within) it.
 */
double ground_pledges(const struct ground *ground, uint32_t provider, double leaving, double arriving,
		      uint32_t start);

/* Would p, not q, be the one of two of the same root whose onboarding counts? */
bool ground_onboards_before(const struct ground *ground, uint32_t p, uint32_t q);

/* The cost of becoming a customer of p. */
struct pair ground_onboarding(const struct ground *ground, uint32_t provider);

/* What 1 a month is worth from the end of the overlap of a move in month `start` to the horizon. */
double ground_annuity(const struct ground *ground, uint32_t start);

/* NPV of a one-off at month `start` and of `saving` a month from the end of the overlap on. */
double ground_npv(const struct ground *ground, double one_off, double saving, uint32_t start);

/*
 * The month in which the saving has paid for the one-off; NONE: never within the horizon. rounding: what
 * either may be off 0, over the horizon, and still be 0.
 */
uint32_t ground_payback(const struct ground *ground, double one_off, double saving, double rounding,
			uint32_t start);

#endif
