#include "tests/bench/samples.h"

#include "core/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

void samples_add(struct samples *samples, double value)
{
	samples->values =
		memory_grow(samples->values, samples->count, &samples->capacity, sizeof *samples->values);
	samples->values[samples->count++] = value;
}

void samples_clear(struct samples *samples)
{
	free(samples->values);
	*samples = (struct samples){0};
}

static int by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

double samples_quantile(struct samples *samples, double share)
{
	if (!samples->count)
		return NAN;
	qsort(samples->values, samples->count, sizeof *samples->values, by_value);
	size_t rank = (size_t)ceil(share * (double)samples->count - 1e-9);
	return samples->values[rank ? rank - 1 : 0];
}

double samples_median(struct samples *samples)
{
	return samples_quantile(samples, 0.5);
}

double now_s(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
