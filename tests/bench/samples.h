/*
 * Measured values of one kind. Quantiles are by nearest rank and sort the values in place.
 */
#ifndef TESTS_BENCH_SAMPLES_H
#define TESTS_BENCH_SAMPLES_H

#include <stddef.h>

struct samples {
	double *values;
	size_t count, capacity;
};

void samples_add(struct samples *samples, double value);
void samples_clear(struct samples *samples);

/* The value that a share (0 to 1) of all does not exceed; NAN without any. */
double samples_quantile(struct samples *samples, double share);
double samples_median(struct samples *samples);

/* Seconds on a clock that never goes back. */
double now_s(void);

#endif
