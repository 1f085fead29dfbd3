/*
 * Order statistics of a sample, by selection: nothing is sorted as a whole.
 */
#ifndef CORE_FIGURES_SELECT_H
#define CORE_FIGURES_SELECT_H

#include <stdint.h>

/*
 * out[i] = the ranks[i]-th smallest (1 is the smallest) of the `count` values (none is NaN), which
 * stay as they are. Ranks ascend; there are 1 to 8 of them.
 */
void select_ranks(const double *values, uint32_t count, const uint32_t *ranks, uint32_t rank_count,
		  double *out);

/* The rank of the p-quantile of `count` values: ceil(p * count), at least 1. */
uint32_t select_rank(double p, uint32_t count);

#endif
