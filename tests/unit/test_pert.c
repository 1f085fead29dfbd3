#include "core/figures/pert.h"
#include "tests/unit/close.h"

#include <cmocka.h>

enum { COUNT = 4096 };

static void quantiles_are_the_published_ones(void **state)
{
	(void)state;
	struct range range = {15000, 50000, 200000};
	double shape = pert_shape(range), width = range.high - range.low;
	expect_within(range.low + width * pert_quantile(shape, 0.1), 30781, 0.5);
	expect_within(range.low + width * pert_quantile(shape, 0.5), 64701, 0.5);
	expect_within(range.low + width * pert_quantile(shape, 0.9), 114300, 0.5);
}

/* At the ends and in the middle the distribution has a closed form. */
static void distribution_has_its_closed_forms(void **state)
{
	(void)state;
	for (int i = 0; i <= 20; i++) {
		double x = i / 20.0, y = 1 - x;
		expect_within(pert_distribution(0, x), 1 - pow(y, 5), 1e-15);
		expect_within(pert_distribution(1, x), pow(x, 5), 1e-15);
		expect_within(pert_distribution(0.5, x), x * x * x * (10 - 15 * x + 6 * x * x), 2e-15);
		expect_within(pert_distribution(0.25, x), 1 - pow(y, 4) * (1 + 4 * x), 2e-15);
	}
}

static void quantile_inverts_the_distribution(void **state)
{
	(void)state;
	for (int s = 0; s <= 40; s++)
		for (int i = 1; i < 200; i++) {
			double shape = s / 40.0, u = i < 100 ? i / 1e5 : i / 200.0;
			double x = pert_quantile(shape, u);
			assert_true(x > 0 && x < 1);
			expect_within(pert_distribution(shape, x), u, 2e-15);
			expect_within(pert_quantile(1 - shape, 1 - u), 1 - x, 1e-13);
		}
}

static void quantiles_are_those_one_by_one(void **state)
{
	(void)state;
	static double values[COUNT];
	static const double shapes[] = {0,       1e-12, 0.003,   0.1, 0.2,    0.25,
					1 / 3.0, 0.5,   0.71828, 0.9, 0.9999, 1};
	for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
		pert_quantiles(shapes[s], values, COUNT);
		for (uint32_t i = 0; i < COUNT; i++) {
			expect_within(values[i], pert_quantile(shapes[s], (i + 0.5) / COUNT), 1e-13);
			assert_true(i == 0 || values[i] > values[i - 1]);
		}
	}
}

static void quantiles_work_for_any_even_count(void **state)
{
	(void)state;
	double values[1000];
	for (uint32_t count = 64; count <= 1000; count += 312) {
		pert_quantiles(0.3, values, count);
		for (uint32_t i = 0; i < count; i++)
			expect_within(values[i], pert_quantile(0.3, (i + 0.5) / count), 1e-13);
	}
}

static void moments_are_those_of_the_formulas(void **state)
{
	(void)state;
	static double values[COUNT];
	struct range range = {10, 17, 60};
	double mean = 0, square = 0;
	pert_quantiles(pert_shape(range), values, COUNT);
	for (uint32_t i = 0; i < COUNT; i++) {
		double value = 10 + 50 * values[i];
		mean += value / COUNT;
		square += value * value / COUNT;
	}
	expect_within(mean, range_mean(range), 1e-4);
	expect_within((square - mean * mean) / pert_variance(range), 1, 1e-3);
	expect_within(pert_variance((struct range){5, 5, 5}), 0, 0);
	expect_within(pert_shape((struct range){1, 1, 3}), 0, 0);
	expect_within(pert_shape((struct range){1, 3, 3}), 1, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quantiles_are_the_published_ones),
		cmocka_unit_test(distribution_has_its_closed_forms),
		cmocka_unit_test(quantile_inverts_the_distribution),
		cmocka_unit_test(quantiles_are_those_one_by_one),
		cmocka_unit_test(quantiles_work_for_any_even_count),
		cmocka_unit_test(moments_are_those_of_the_formulas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
