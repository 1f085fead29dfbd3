#include "core/figures/exact.h"
#include "tests/unit/build.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { COUNT = 300 };

static struct exact sum_of(const double *values, size_t count)
{
	struct exact sum = {.high = 0};
	for (size_t i = 0; i < count; i++)
		exact_add(&sum, values[i]);
	return sum;
}

/* Of either sign and any size, some of them subnormal. */
static double any_double(uint64_t *random)
{
	double fraction = 1 + build_random(random, 1u << 31) / 2147483648.0 +
			  build_random(random, 1u << 20) / 2251799813685248.0;
	double value = ldexp(fraction, (int)build_random(random, 2090) - 1070);
	return build_random(random, 2) ? value : -value;
}

static void test_nothing_is_zero(void **state)
{
	(void)state;
	struct exact sum = {.high = 0};
	assert_true(exact_value(&sum) == 0);
	exact_add(&sum, 0);
	exact_add(&sum, -0.0);
	assert_true(exact_value(&sum) == 0 && !signbit(exact_value(&sum)));
}

static void test_one_value_comes_back(void **state)
{
	(void)state;
	const double values[] = {1,       0.1,      -0.1,    3e-310,        -5e-324,    5e-324,
				 DBL_MAX, -DBL_MAX, DBL_MIN, 123456789.123, 4294967296, 4294967295};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct exact sum = sum_of(&values[i], 1);
		assert_true(exact_value(&sum) == values[i]);
	}
}

/* A sum of doubles alone would have lost the small ones. */
static void test_small_ones_survive_great_ones(void **state)
{
	(void)state;
	const double values[] = {1e308, 1, 1e-300, -1e308};
	struct exact sum = sum_of(values, 4);
	assert_true(exact_value(&sum) == 1);
	exact_add(&sum, -1);
	assert_true(exact_value(&sum) == 1e-300);
	exact_add(&sum, -1e-300);
	assert_true(exact_value(&sum) == 0);
}

static void test_two_as_hardware_adds_them(void **state)
{
	(void)state;
	uint64_t random = 5;
	for (int i = 0; i < 20000; i++) {
		double a = any_double(&random), b = a * (build_random(&random, 4000) / 1000.0 - 2);
		const double both[] = {a, b};
		struct exact sum = sum_of(both, 2);
		double value = exact_value(&sum);
		if (isfinite(a + b))
			assert_true(value == a + b || value == nextafter(a + b, INFINITY) ||
				    value == nextafter(a + b, -INFINITY));
	}
}

static void test_order_and_grouping_never_show(void **state)
{
	(void)state;
	uint64_t random = 9;
	double values[COUNT];
	for (int round = 0; round < 50; round++) {
		struct exact backwards = {.high = 0}, parts[3] = {{.high = 0}}, joined = {.high = 0};
		for (int i = 0; i < COUNT; i++)
			values[i] = any_double(&random);
		struct exact forwards = sum_of(values, COUNT);
		for (int i = COUNT; i-- > 0;)
			exact_add(&backwards, values[i]);
		for (int i = 0; i < COUNT; i++)
			exact_add(&parts[build_random(&random, 3)], values[i]);
		for (int p = 0; p < 3; p++)
			exact_add_sum(&joined, &parts[p]);
		double value = exact_value(&forwards);
		assert_true(exact_value(&backwards) == value && exact_value(&joined) == value);
	}
}

static void test_what_is_taken_leaves_no_trace(void **state)
{
	(void)state;
	uint64_t random = 11;
	double values[COUNT];
	struct exact nothing = {.high = 0};
	for (int i = 0; i < COUNT; i++)
		values[i] = any_double(&random);
	struct exact some = sum_of(values, 17), all = sum_of(values, COUNT),
		     others = sum_of(values + 17, COUNT - 17);
	exact_take_sum(&all, &some);
	assert_true(exact_value(&all) == exact_value(&others));
	exact_take_sum(&nothing, &others);
	assert_true(exact_value(&nothing) == -exact_value(&others));
	exact_take_sum(&all, &others);
	assert_true(exact_value(&all) == 0);
}

/* More entries than fit beside each other before carries are done. */
static void test_many_entries(void **state)
{
	(void)state;
	struct exact sum = {.high = 0}, twice = {.high = 0};
	for (int i = 0; i < 100000; i++)
		exact_add(&sum, 4294967295.0);
	assert_true(exact_value(&sum) == 429496729500000.0);
	assert_true(sum.low == 32 && sum.high <= 36); /* no more digits than it needs */
	for (int i = 0; i < 1000; i++)
		exact_add_sum(&twice, &sum);
	assert_true(exact_value(&twice) == 429496729500000000.0);
	for (int i = 0; i < 100000; i++)
		exact_add(&sum, -4294967295.0);
	assert_true(exact_value(&sum) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_is_zero),
		cmocka_unit_test(test_one_value_comes_back),
		cmocka_unit_test(test_small_ones_survive_great_ones),
		cmocka_unit_test(test_two_as_hardware_adds_them),
		cmocka_unit_test(test_order_and_grouping_never_show),
		cmocka_unit_test(test_what_is_taken_leaves_no_trace),
		cmocka_unit_test(test_many_entries),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
