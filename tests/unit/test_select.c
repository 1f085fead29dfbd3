#include "core/figures/select.h"
#include "tests/unit/build.h"
#include "tests/unit/close.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 5000 };

static double values[MOST], sorted[MOST];

static int compare(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return (a > b) - (a < b);
}

/* All ranks of a sample, eight at a time, against sorting it. */
static void expect_sorted(uint32_t count)
{
	memcpy(sorted, values, count * sizeof *values);
	qsort(sorted, count, sizeof *sorted, compare);
	for (uint32_t first = 1; first <= count; first += 8) {
		uint32_t ranks[8], asked = 0;
		double found[8];
		for (; asked < 8 && first + asked <= count; asked++)
			ranks[asked] = first + asked;
		select_ranks(values, count, ranks, asked, found);
		for (uint32_t i = 0; i < asked; i++)
			assert_true(found[i] == sorted[first + i - 1]);
	}
}

static void random_samples(void **state)
{
	(void)state;
	uint64_t seed = 3;
	for (uint32_t count = 1; count <= 1500; count = count * 3 + 1) {
		for (uint32_t i = 0; i < count; i++)
			values[i] = build_random(&seed, UINT32_MAX) / 1e3 - 2e6;
		expect_sorted(count);
	}
}

static void samples_with_many_equal_values(void **state)
{
	(void)state;
	uint64_t seed = 5;
	for (uint32_t kinds = 1; kinds < 6; kinds++) {
		for (uint32_t i = 0; i < 999; i++)
			values[i] = build_random(&seed, kinds) * 0.1;
		expect_sorted(999);
	}
}

/* One value far away pushes all others into one cell. */
static void samples_with_an_outlier(void **state)
{
	(void)state;
	uint64_t seed = 7;
	for (uint32_t i = 0; i < 700; i++)
		values[i] = build_random(&seed, 1000000) / 1e6;
	values[333] = 1e15;
	expect_sorted(700);
	values[333] = -1e300;
	expect_sorted(700);
}

/* What overflows is still in order: differences without a number, infinities at either end. */
static void samples_farther_apart_than_numbers_go(void **state)
{
	(void)state;
	const double ends[][2] = {{-1.7e308, 1.7e308}, {0, HUGE_VAL}, {-HUGE_VAL, 3}, {-HUGE_VAL, HUGE_VAL}};
	for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
		for (uint32_t i = 0; i < 200; i++)
			values[i] = i % 7 == 0 ? ends[e][0] : i % 5 == 0 ? ends[e][1] : i % 50;
		expect_sorted(200);
	}
}

static void ranks_may_repeat(void **state)
{
	(void)state;
	uint32_t ranks[] = {2, 2, 3};
	double found[3];
	values[0] = 5;
	values[1] = -1;
	values[2] = 2;
	select_ranks(values, 3, ranks, 3, found);
	assert_true(found[0] == 2 && found[1] == 2 && found[2] == 5);
}

/* Nothing but the ranks asked for is written, where all values are equal, too. */
static void nothing_else_is_written(void **state)
{
	(void)state;
	const double equal[] = {2, 2, 2}, apart[] = {1, 2, 3};
	const uint32_t ranks[] = {1, 2};
	double found[3] = {0, 0, -7};
	select_ranks(equal, 3, ranks, 2, found);
	assert_true(found[0] == 2 && found[1] == 2 && found[2] == -7);
	select_ranks(apart, 3, ranks, 2, found);
	assert_true(found[0] == 1 && found[1] == 2 && found[2] == -7);
}

static void rank_is_the_ceiling(void **state)
{
	(void)state;
	assert_int_equal(select_rank(0.1, 4096), 410);
	assert_int_equal(select_rank(0.5, 4096), 2048);
	assert_int_equal(select_rank(0.9, 4096), 3687);
	assert_int_equal(select_rank(0, 10), 1);
	assert_int_equal(select_rank(1, 10), 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_samples),
		cmocka_unit_test(samples_with_many_equal_values),
		cmocka_unit_test(samples_with_an_outlier),
		cmocka_unit_test(ranks_may_repeat),
		cmocka_unit_test(rank_is_the_ceiling),
		cmocka_unit_test(nothing_else_is_written),
		cmocka_unit_test(samples_farther_apart_than_numbers_go),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
