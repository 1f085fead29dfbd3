/*
 * How often a figure falls where: the draws of spec.md section 5, counted in bins of equal width between the
 * lowest and the highest of them.
 */
#ifndef CORE_FIGURES_HISTOGRAM_H
#define CORE_FIGURES_HISTOGRAM_H

#include "core/figures/analysis.h"

enum { HISTOGRAM_MOST = 128 };

struct histogram {
	double low,
		high; /* the lowest and the highest draw: where the first bin begins and the last one ends */
	int count;
	uint32_t bins[HISTOGRAM_MOST]; /* [count] draws; a bin has its left end, the last one its right end
					  too */
	uint32_t most; /* of any bin; 0: all draws are alike, or not known, and no bin has one */
	bool known;    /* false: a draw, or how far they lie apart, is too large for a number */
};

/* bins: 1 .. HISTOGRAM_MOST. */
struct histogram histogram_of(const double draws[DRAWS], int bins);

/* The bin that a value between low and high falls into; the width is not 0. */
int histogram_bin(const struct histogram *histogram, double value);

/* Where a bin begins; of `count`, where the last one ends. */
double histogram_edge(const struct histogram *histogram, int bin);

/* The first of the bins that have most draws. */
int histogram_peak(const struct histogram *histogram);

#endif
