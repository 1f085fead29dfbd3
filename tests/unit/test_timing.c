#include "tests/unit/build.h"
#include "tests/unit/close.h"
#include "tests/unit/definition.h"
#include "tests/unit/random_stack.h"

#include <cmocka.h>
#include <math.h>

static struct built built;

static void expect_definition(void)
{
	const struct timing *timing = analysis_timing(built.analysis);
	struct values values;
	struct choice choice;
	double highest = -INFINITY;
	values_init(&values, &built.plan, point_mean);
	choice_init(&choice);
	choice_copy(&choice, &built.choice);
	for (uint32_t s = 0; s < built.model->horizon; s++) {
		struct definition wanted;
		choice.start = s;
		define(&built.plan, &choice, &values, &wanted);
		expect_close(timing->one_off[s], wanted.total, 1);
		expect_close(timing->npv[s], wanted.npv, wanted.total);
		highest = fmax(highest, timing->npv[s]);
	}
	/* The earliest of the best; what only rounding makes of a sum may differ between compilers. */
	double best = timing->npv[timing->best_start],
	       rounding = 1e-9 * (1 + built.model->horizon * fabs(best));
	assert_true(best >= highest - rounding);
	for (uint32_t s = 0; s < timing->best_start; s++)
		assert_true(timing->npv[s] < highest);
	assert_true(timing->pays == (best > 0) || fabs(best) < rounding);
	choice_clear(&choice);
	values_clear(&values);
}

static void months_are_as_defined(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 12; seed++) {
		uint64_t switches = seed;
		random_stack_build(&built, (struct random_stack){seed, 2 + 2 * seed, 40, seed % 2 == 0});
		for (int step = 0; step < 8; step++) {
			expect_definition();
			random_stack_switch(&built, &switches);
		}
		build_clear(&built);
	}
}

/* The month that is looked at leaves no trace, and its own figures are those of the cost. */
static void looking_ahead_changes_nothing(void **state)
{
	(void)state;
	uint64_t switches = 9;
	random_stack_build(&built, (struct random_stack){21, 20, 40, true});
	for (int step = 0; step < 20; step++) {
		random_stack_switch(&built, &switches);
		struct cost before = *analysis_cost(built.analysis);
		struct quantiles total = analysis_spread(built.analysis)->total;
		const struct timing *timing = analysis_timing(built.analysis);
		expect_close(timing->one_off[built.choice.start], before.expected_total, 1);
		expect_close(timing->npv[built.choice.start], before.npv_expected, before.expected_total);
		struct analysis *fresh = analysis_new(&built.plan);
		analysis_follow(fresh, &built.choice);
		assert_memory_equal(analysis_cost(fresh)->expected, before.expected, sizeof before.expected);
		assert_memory_equal(&analysis_spread(fresh)->total, &total, sizeof total);
		analysis_free(fresh);
	}
	build_clear(&built);
}

static void nothing_is_best_at_once(void **state)
{
	(void)state;
	random_stack_build(&built, (struct random_stack){3, 10, 40, true});
	const struct timing *timing = analysis_timing(built.analysis);
	for (uint32_t s = 0; s < built.model->horizon; s++)
		assert_true(timing->one_off[s] == 0 && timing->npv[s] == 0);
	assert_int_equal(timing->best_start, 0);
	assert_false(timing->pays);
	build_clear(&built);
}

/* A month's wait costs what the definition's two months differ by; after the last month there is none. */
static void waiting_is_the_difference_of_two_months(void **state)
{
	struct values values;
	struct choice choice;
	uint64_t switches = 5;
	(void)state;
	random_stack_build(&built, (struct random_stack){17, 20, 40, true});
	random_stack_switch(&built, &switches);
	random_stack_switch(&built, &switches);
	values_init(&values, &built.plan, point_mean);
	choice_init(&choice);
	choice_copy(&choice, &built.choice);
	uint32_t last = built.model->horizon - 1;
	for (uint32_t s = 0; s < last; s++) {
		struct definition now, later;
		choice.start = s;
		define(&built.plan, &choice, &values, &now);
		choice.start = s + 1;
		define(&built.plan, &choice, &values, &later);
		expect_close(analysis_wait(built.analysis, s), later.total - now.total, now.total);
	}
	assert_true(isnan(analysis_wait(built.analysis, last)));
	choice_clear(&choice);
	values_clear(&values);
	build_clear(&built);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(months_are_as_defined),
		cmocka_unit_test(looking_ahead_changes_nothing),
		cmocka_unit_test(nothing_is_best_at_once),
		cmocka_unit_test(waiting_is_the_difference_of_two_months),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
