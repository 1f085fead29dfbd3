/*
 * What is missing from a figure, and how it then stands to the true one. A price that a target lacks counts
 * as 0 (spec.md 3), and a new monthly that cannot be known as the old one (spec.md 4): the one-off cost is at
 * least what is shown, the NPV at most, and where a monthly is assumed, either may be.
 */
#ifndef CORE_FIGURES_BOUND_H
#define CORE_FIGURES_BOUND_H

#include "core/figures/analysis.h"

/* The true figure is ... */
enum bound {
	BOUND_NONE,   /* the one shown */
	BOUND_LOWER,  /* at least that: "31.3k+" */
	BOUND_UPPER,  /* at most that: "≤31.3k" */
	BOUND_UNKNOWN /* less or more: "31.3k?" */
};

/* A price that is missing. */
struct lack {
	uint32_t driver, target; /* the offering `target` has none for what the driver is priced by */
	double count;            /* how many of it move, with growth and `at`; above 0 */
};

/* All that the figures of a choice lack. */
struct lacks {
	const struct lack *items; /* by target and driver, each pair once */
	uint32_t count;
	uint64_t assumed; /* says which migrations' new monthlies are assumed; 0: none */
	bool grows;       /* more of a price is missing in a later month */
	double discount;  /* what money in the start month is worth in month 0 */
};

/* Of the current choice; valid until the next analysis_follow. */
struct lacks analysis_lacks(struct analysis *analysis);

/* Of a figure to which both apply. */
enum bound bound_join(enum bound one, enum bound other);

/* Of minus the figure, or of a month by which something is reached that grows with it. */
enum bound bound_reverse(enum bound bound);

/* `stuck`: bindings that a way out had to leave are missing as well. */
enum bound bound_of_one_off(const struct cost *cost, bool stuck);
enum bound bound_of_monthly(const struct cost *cost);
enum bound bound_of_share(const struct cost *cost, double share); /* of the monthly in the scenario, 0..1 */
enum bound bound_of_npv(const struct cost *cost, bool stuck);
enum bound bound_of_payback(const struct cost *cost, bool stuck);

/* Of analysis_wait. */
enum bound bound_of_wait(struct lacks lacks, bool stuck);

/*
 * Of figure(b) - figure(a): what both lack alike goes out. CATEGORY_COUNT: of the one-off total.
 */
enum bound bound_of_change(const struct model *model, enum category category, struct lacks a, struct lacks b);
enum bound bound_of_monthly_change(struct lacks a, struct lacks b);
enum bound bound_of_share_change(const struct cost *a, double share_a, const struct cost *b, double share_b);
enum bound bound_of_npv_change(struct lacks a, struct lacks b);

/*
 * The same with what ways out had to leave. `to` less `from`; CATEGORY_COUNT: of the one-off total.
 */
struct side {
	struct lacks lacks;
	const struct choice *choice;
	uint32_t stuck; /* bindings that a way out left; 0: it is none, or left none */
};

enum bound side_change(const struct model *model, enum category category, struct side from, struct side to);
enum bound side_npv_change(struct side from, struct side to);

/* "lower", "upper", "unknown"; NULL: there is nothing to be said. */
const char *bound_name(enum bound bound);

#endif
