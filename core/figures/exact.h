/*
 * Exact sums of doubles: what was added and taken away again leaves no trace, and neither order nor
 * grouping shows. So a sum can be kept up to date by what changes of it, and still has the bits that
 * adding up everything anew would give. (A superaccumulator: Kulisch; Neal, "Fast exact summation
 * using small and large superaccumulators", 2015.)
 *
 * Values must be finite. A struct of zeros is the sum of nothing.
 */
#ifndef CORE_FIGURES_EXACT_H
#define CORE_FIGURES_EXACT_H

#include <stdint.h>

/* Of 32 bits each, from the least double to sums of 2^31 of the greatest. */
enum { EXACT_DIGITS = 68 };

struct exact {
	int64_t digits[EXACT_DIGITS]; /* digit d counts 2^(32 d - 1074); carries are put off */
	uint32_t low, high;           /* digits low .. high - 1 may be other than 0 */
	uint32_t entries;             /* since carries were last done */
};

void exact_add(struct exact *sum, double value);
void exact_add_sum(struct exact *sum, const struct exact *other);
void exact_take_sum(struct exact *sum, const struct exact *other);

/* Its value, to the last bit or the one beside it; equal sums give equal bits. */
double exact_value(const struct exact *sum);

#endif
