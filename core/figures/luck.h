/*
 * Luck: the draws of what all moves share (rate, overrun, overlap, drivers, onboarding), made when
 * first asked for and kept as long as the analysis; and of what one share brings (its counts, its
 * extra).
 */
#ifndef CORE_FIGURES_LUCK_H
#define CORE_FIGURES_LUCK_H

#include "core/figures/draws.h"
#include "core/figures/share.h"

/* A figure by draw: draws[k], or `level` in every draw where draws is NULL. */
struct wave {
	const double *draws; /* [DRAWS] */
	double level;
};

struct luck {
	const struct ground *ground;
	struct draws draws;
	double *labour, *overlap;     /* [DRAWS]; NULL until asked for */
	double **units, **onboarding; /* [driver_count], [provider_count] of [DRAWS] */
};

void luck_init(struct luck *luck, const struct ground *ground);
void luck_clear(struct luck *luck);

struct wave luck_overlap(struct luck *luck);

/* Money for one of a driver that has an effort or money. */
struct wave luck_unit(struct luck *luck, uint32_t driver);

/* Money for becoming a customer of a provider. */
struct wave luck_onboarding(struct luck *luck, uint32_t provider);

/* out[k] = level. */
void vector_fill(double level, double *out);

/* out[k] += scale * values[k]; they do not overlap. */
void vector_add(const double *restrict values, double scale, double *restrict out);

/* What the ranges of one share add, by draw. */
struct share_draws {
	bool known;
	uint32_t start;                     /* that it is for */
	double *categories[CATEGORY_COUNT]; /* of [DRAWS]; NULL: nothing of it varies but through luck's own
					     */
	double *total;                      /* [DRAWS] the sum of the categories; NULL likewise */
	double **volumes;                   /* [touch_count] of [DRAWS], TB; NULL likewise */
	uint32_t touch_count;
};

/* Are these its draws for the month that it is priced for? */
bool share_is_drawn(const struct share_draws *draws, const struct share *share);

/* Draws a share that is priced, in place of what was drawn. `extra`: the id of its migration. */
void share_draw(struct share_draws *draws, struct luck *luck, const struct share *share, const char *extra);
void share_draws_clear(struct share_draws *draws);

#endif
