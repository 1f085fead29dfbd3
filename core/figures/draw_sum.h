/*
 * Sums of vectors of draws over slots, kept up to date by what changes: a switch reads the vector that
 * comes or goes and nothing else, however many there are.
 *
 * The sums are exact, so that what was added and taken away again leaves no trace, and order never
 * shows: every value is rounded once, to a grid 2^-40 or less of the largest value there is, as a
 * coarse and a fine part, either of which is added up without rounding. (Demmel, Nguyen 2015, "Parallel
 * reproducible summation", with two bins.) The grid follows from what the slots hold, whatever they held
 * before; where it changes, all is added up anew. Beyond what it can hold (huge values, infinity, more
 * vectors than have room in a sum) the vectors are added up in the order of the slots each time.
 */
#ifndef CORE_FIGURES_DRAW_SUM_H
#define CORE_FIGURES_DRAW_SUM_H

#include "core/figures/draws.h"

struct draw_sum {
	const double **items;  /* [room] by slot, borrowed; NULL: nothing */
	uint8_t *sizes;        /* [room] of their largest values: exponents by 32; 0: nothing */
	uint32_t room, count;  /* count: of slots that hold something */
	uint8_t grid;          /* the size that the two are for; 0: they are to be made anew */
	double *coarse, *fine; /* [DRAWS] */
};

void draw_sum_init(struct draw_sum *sum);
void draw_sum_clear(struct draw_sum *sum);

/* Room for `count` slots. */
void draw_sum_make_room(struct draw_sum *sum, uint32_t count);

/* What a slot holds from now on: borrowed, or NULL for nothing. What it held before must not have changed. */
void draw_sum_put(struct draw_sum *sum, uint32_t slot, const double *draws);

/* out[k] += the sum over all slots. */
void draw_sum_add_to(struct draw_sum *sum, double *out);

#endif
