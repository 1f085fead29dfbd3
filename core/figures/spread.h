/*
 * The state behind section 5 of spec.md. Private to core/figures.
 *
 * A sum by draw is
 *
 *   level + sum of scale * wave + what the shares' own ranges add + egress by draw,
 *
 * where the waves are what all moves share, each with one scale for the whole set. So what is no
 * range of a share's own costs nothing by draw, and the rest is kept in sums that a switch changes.
 */
#ifndef CORE_FIGURES_SPREAD_H
#define CORE_FIGURES_SPREAD_H

#include "core/figures/costing.h"
#include "core/figures/draw_sum.h"
#include "core/figures/luck.h"

/* A wave with its scale in the set. */
struct term {
	enum category category;
	const double *draws;
	double scale;
};

/* The waves of the set, and what of each category does not vary. */
struct recipe {
	double level[CATEGORY_COUNT];
	struct term *terms;
	size_t count, capacity;
};

/* The egress charge of one provider by draw, and what it was made from. */
struct egress_draws {
	uint64_t stamp; /* of the party; 0: not made */
	bool free;
	double constant_tb;
	const double **volumes; /* [count] of the shares that are on, in order; borrowed */
	size_t count, capacity;
	double *draws; /* [DRAWS]; NULL: `level` in every draw */
	double level;
};

struct spreading {
	uint64_t version, category_version; /* that `spread` and `categories` are of */
	struct luck luck;
	struct share_draws *shares; /* [count] by slot */
	bool *on, *categories_on;   /* [count] what the sums hold: `own`; `own_by_category` */
	uint32_t count;
	struct draw_sum own;                             /* the shares' totals, by slot */
	struct draw_sum own_by_category[CATEGORY_COUNT]; /* brought up to date only when asked for */
	struct egress_draws *egress;                     /* [provider_count] */
	struct draw_sum egress_sum;                      /* by provider */
	struct sum *counts; /* [driver_count] scratch: constant counts of the set */
	struct recipe recipe;
	double *totals, *npvs;
	struct spread spread;
	struct quantiles categories[CATEGORY_COUNT];
};

/* Brings the egress of a party to what is on. (egress.c) */
void egress_update(struct spreading *spreading, const struct tally *tally, uint32_t provider);
void egress_clear(struct egress_draws *egress);

#endif
