/*
 * Section 7 of spec.md, and the exposure of section 9, read as they stand: one provider after the
 * other, everything anew each time. What the tests hold the program against.
 */
#ifndef TESTS_UNIT_DEFINITION_STRUCTURE_H
#define TESTS_UNIT_DEFINITION_STRUCTURE_H

#include "core/figures/analysis.h"

struct defined_layer {
	uint32_t provider; /* NONE: no spend above 0 rests on this kind */
	double share;
};

struct defined_structure {
	bool *rests;                                      /* [provider_count][offering_count] */
	bool *fails;                                      /* [provider_count][component_count] */
	struct reach *reach;                              /* [provider_count] */
	double concentration;                             /* NAN: nothing is spent */
	struct defined_layer layers[PROVIDER_KIND_COUNT]; /* by kind */
	double *spend;                                    /* [offering_count] */
};

/* choice NULL: today. */
void define_structure(const struct plan *plan, const struct choice *choice, struct defined_structure *out);
void defined_structure_clear(struct defined_structure *structure);

/* The spend that sits on a loop. */
double define_exposure(const struct plan *plan, const struct defined_structure *structure,
		       const struct loop *loop);

#endif
