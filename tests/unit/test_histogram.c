/* Draws counted in bins, against a count of each bin by its edges. */
#include "core/figures/histogram.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static double draws[DRAWS];

/* 0, 1, 4, 9, .. from `low` on: dense at the low end. */
static void fill_squares(double low)
{
	for (int i = 0; i < DRAWS; i++)
		draws[i] = low + (double)i * i;
}

static uint32_t between(double from, double to, bool last)
{
	uint32_t count = 0;
	for (int i = 0; i < DRAWS; i++)
		count += draws[i] >= from && (draws[i] < to || (last && draws[i] == to));
	return count;
}

static void expect_all_between(double low)
{
	fill_squares(low);
	for (int bins = 1; bins <= HISTOGRAM_MOST; bins += 9) {
		struct histogram histogram = histogram_of(draws, bins);
		uint32_t all = 0;
		assert_true(histogram.known);
		assert_true(histogram.low == low && histogram.high == low + (DRAWS - 1.0) * (DRAWS - 1));
		assert_true(histogram_edge(&histogram, 0) == histogram.low);
		assert_true(histogram_edge(&histogram, bins) == histogram.high);
		for (int i = 0; i < bins; i++) {
			assert_int_equal(histogram.bins[i],
					 between(histogram_edge(&histogram, i),
						 histogram_edge(&histogram, i + 1), i == bins - 1));
			assert_true(histogram.bins[i] <= histogram.most);
			all += histogram.bins[i];
		}
		assert_int_equal(all, DRAWS);
		assert_int_equal(histogram_peak(&histogram), 0);
		assert_int_equal(histogram.bins[0], histogram.most);
		assert_int_equal(histogram_bin(&histogram, histogram.high), bins - 1);
	}
}

static void each_bin_has_the_draws_between_its_edges(void **state)
{
	(void)state;
	expect_all_between(0);
	expect_all_between(1 << 20);
	expect_all_between(-(1 << 23));
}

/* Two bins may be equally high: the first counts; and the last one may be it. */
static void the_peak_is_the_first_of_the_highest(void **state)
{
	(void)state;
	for (int i = 0; i < DRAWS; i++)
		draws[i] = i % 2 ? 10 : 4;
	draws[0] = 0;
	draws[1] = 4; /* one of each is gone from 10 and from 4 */
	struct histogram histogram = histogram_of(draws, 5);
	assert_int_equal(histogram.bins[0], 1);
	assert_int_equal(histogram.bins[2], DRAWS / 2);
	assert_int_equal(histogram.bins[4], DRAWS / 2 - 1);
	assert_int_equal(histogram_peak(&histogram), 2);
	draws[1] = 10;
	draws[2] = 10;
	histogram = histogram_of(draws, 5);
	assert_int_equal(histogram_peak(&histogram), 4);
	draws[2] = 0;
	draws[3] = 0; /* DRAWS / 2 - 2 of 4, DRAWS / 2 - 1 of 10 */
	draws[5] = 4; /* as many of 4 */
	histogram = histogram_of(draws, 5);
	assert_int_equal(histogram.bins[2], DRAWS / 2 - 1);
	assert_int_equal(histogram.bins[4], DRAWS / 2 - 2);
	assert_int_equal(histogram_peak(&histogram), 2);
}

static void what_is_alike_or_no_number_has_no_bins(void **state)
{
	(void)state;
	for (int i = 0; i < DRAWS; i++)
		draws[i] = 7;
	struct histogram histogram = histogram_of(draws, 16);
	assert_true(histogram.known && histogram.most == 0);
	assert_true(histogram.low == 7 && histogram.high == 7);
	draws[5] = INFINITY;
	histogram = histogram_of(draws, 16);
	assert_true(!histogram.known && histogram.most == 0);
	draws[5] = NAN; /* lies at no end */
	histogram = histogram_of(draws, 16);
	assert_true(!histogram.known && histogram.most == 0);
	draws[5] = 1.7e308;
	draws[6] = -1.7e308; /* both are numbers, their distance is none */
	histogram = histogram_of(draws, 16);
	assert_true(!histogram.known && histogram.most == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_bin_has_the_draws_between_its_edges),
		cmocka_unit_test(the_peak_is_the_first_of_the_highest),
		cmocka_unit_test(what_is_alike_or_no_number_has_no_bins),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
