#include "core/figures/histogram.h"

#include <math.h>

int histogram_bin(const struct histogram *histogram, double value)
{
	double width = histogram->high - histogram->low;
	int bin = (int)((value - histogram->low) / width * histogram->count);
	return bin < histogram->count ? bin : histogram->count - 1;
}

struct histogram histogram_of(const double draws[DRAWS], int bins)
{
	struct histogram histogram = {.low = draws[0], .high = draws[0], .count = bins, .known = true};
	for (int i = 0; i < DRAWS; i++) {
		histogram.low = fmin(histogram.low, draws[i]);
		histogram.high = fmax(histogram.high, draws[i]);
		histogram.known = histogram.known && isfinite(draws[i]);
	}
	double width = histogram.high - histogram.low;
	histogram.known = histogram.known && isfinite(width);
	for (int i = 0; i < DRAWS && width > 0 && histogram.known; i++) {
		uint32_t *count = &histogram.bins[histogram_bin(&histogram, draws[i])];
		if (++*count > histogram.most)
			histogram.most = *count;
	}
	return histogram;
}

double histogram_edge(const struct histogram *histogram, int bin)
{
	double part = (double)bin / histogram->count;
	return histogram->low * (1 - part) + histogram->high * part;
}

int histogram_peak(const struct histogram *histogram)
{
	int peak = 0;
	while (histogram->bins[peak] < histogram->most) /* one of them has as many */
		peak++;
	return peak;
}
