/*
 * Sections 3 and 4 of spec.md read as they stand: one binding after the other, everything anew each
 * time, for any values of the variables. Slow and plain; what the tests hold the program against.
 */
#ifndef TESTS_UNIT_DEFINITION_H
#define TESTS_UNIT_DEFINITION_H

#include "core/figures/analysis.h"

/* A value for each variable. */
struct values {
	double rate, overrun, overlap;
	double *drivers, *onboarding, *extras,
		*counts; /* by driver, provider, migration of the plan, count */
};

/* Every variable at one point of its range. */
void values_init(struct values *values, const struct plan *plan, double (*point)(struct range));
void values_clear(struct values *values);

double point_mean(struct range range);
double point_likely(struct range range);

struct definition {
	double categories[CATEGORY_COUNT], total;
	double before, after; /* monthly */
	double npv;
	uint32_t payback, moved, assumed;
};

void define(const struct plan *plan, const struct choice *choice, const struct values *values,
	    struct definition *out);

/* The migration that moves each binding, or NONE: [binding_count]. */
void define_movers(const struct plan *plan, const struct choice *choice, uint32_t *mover);

/* Section 4: what a binding costs a month where its mover (NONE: it stays) puts it. */
double define_monthly(const struct plan *plan, uint32_t binding, uint32_t mover, bool *assumed);

/* The exit's choice (spec.md section 8): the target of a binding that leaves a provider, or NONE. */
uint32_t define_target(struct analysis *analysis, uint32_t binding, uint32_t provider);

/* Does one target of a binding rank before the other, as section 8 says? */
bool define_is_before(const struct model *model, uint32_t binding, uint32_t to, uint32_t other);
/* Is it of the same kind, and has it what the component requires? */
/* Is a price that counts, for the binding moved there, missing? */
bool define_lacks_price(const struct model *model, uint32_t binding, uint32_t to);
bool define_can_take(const struct model *model, uint32_t binding, uint32_t to);

#endif
