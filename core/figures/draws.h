/*
 * Draws: the samples of every variable (spec.md section 5).
 *
 * Latin hypercube (McKay, Beckman, Conover 1979) with the midpoints of 4096 equally likely strata:
 * draw k of a variable is its quantile at (pi(k) + 0.5) / 4096, where pi is a permutation that
 * depends on the variable's name alone. So each variable meets each of its strata exactly once,
 * switching one migration never changes another's draw, and A and B share their luck.
 *
 * The permutation is a Fisher-Yates shuffle by xoshiro256** (Blackman, Vigna 2021, "Scrambled
 * linear pseudorandom number generators"), whose state is filled by splitmix64 (Steele, Lea, Flood
 * 2014) from the name's FNV-1a hash and a fixed seed. All of it is integers: the same everywhere.
 */
#ifndef CORE_FIGURES_DRAWS_H
#define CORE_FIGURES_DRAWS_H

#include "core/figures/analysis.h"

/* A variable's name as a number; a name can be given in pieces. */
uint64_t draws_seed(const char *name);
uint64_t draws_seed_add(uint64_t seed, const char *text);

/* pi of a variable. */
void draws_shuffle(uint64_t seed, uint16_t order[DRAWS]);

/*
 * Quantile tables by shape, kept for the next variable of the same one: ranges that were estimated
 * by the same rule of thumb are common. What it holds never shows in a figure.
 */
struct draws {
	struct quantile_table *tables; /* NULL until asked for */
	double *normal; /* [DRAWS] quantiles of the standard normal distribution; NULL until asked for */
	uint32_t next;  /* the table that is given up next */
};

void draws_init(struct draws *draws);
void draws_clear(struct draws *draws);

/* out[k] += scale * value of the variable in draw k. A constant range adds scale * likely. */
void draws_add_pert(struct draws *draws, uint64_t seed, struct range range, double scale, double *out);

/* The same of a normal variable: a sum of many independent ones. */
void draws_add_normal(struct draws *draws, uint64_t seed, double mean, double variance, double *out);

/* Quantile of the standard normal distribution at 0 < u < 1 (Wichura 1988, AS 241), for u in 1e-11 .. 1 -
 * 1e-11. */
double normal_quantile(double u);

#endif
