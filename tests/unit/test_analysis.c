#include "core/base/memory.h"
#include "core/figures/parts.h"
#include "tests/unit/build.h"
#include "tests/unit/close.h"
#include "tests/unit/definition.h"
#include "tests/unit/random_stack.h"

#include <stdlib.h>

#include <cmocka.h>

static struct built built;

static void expect_places(const struct analysis *analysis, const struct choice *choice)
{
	for (uint32_t k = 0; k < built.model->binding_count; k++) {
		uint32_t mover = NONE;
		for (uint32_t m = 0; m < built.plan.count; m++)
			for (uint32_t i = 0;
			     choice_is_on(choice, m) && i < built.plan.migrations[m]->binding_count; i++)
				mover = built.plan.migrations[m]->bindings[i] == k ? m : mover;
		uint32_t target =
			mover == NONE ? built.model->bindings[k].offering : built.plan.migrations[mover]->to;
		assert_int_equal(analysis->mover[k], mover);
		assert_int_equal(analysis_target(analysis, k), target);
	}
}

static void bindings_follow_the_choice(void **state)
{
	(void)state;
	uint64_t switches = 3;
	random_stack_build(&built, (struct random_stack){7, 30, 20, false});
	for (int step = 0; step < 100; step++) {
		random_stack_switch(&built, &switches);
		analysis_place(built.analysis);
		expect_places(built.analysis, &built.choice);
		assert_true(choice_equal(analysis_choice(built.analysis), &built.choice));
	}
	assert_ptr_equal(analysis_plan(built.analysis), &built.plan);
	build_clear(&built);
}

/* An equal choice is no change: what was computed stays where it is. */
static void equal_choices_change_nothing(void **state)
{
	(void)state;
	random_stack_build(&built, (struct random_stack){8, 30, 20, false});
	uint64_t version = built.analysis->version;
	analysis_follow(built.analysis, &built.choice);
	assert_true(built.analysis->version == version);
	built.choice.start = 1;
	analysis_follow(built.analysis, &built.choice);
	assert_true(built.analysis->version > version);
	build_clear(&built);
}

static void expect_same_bits(struct analysis *a, struct analysis *b)
{
	const struct cost *x = analysis_cost(a), *y = analysis_cost(b);
	assert_memory_equal(x->expected, y->expected, sizeof x->expected);
	assert_memory_equal(x->likely, y->likely, sizeof x->likely);
	assert_true(x->expected_total == y->expected_total && x->npv_expected == y->npv_expected);
	assert_true(x->monthly_after == y->monthly_after && x->payback_month == y->payback_month);
	assert_int_equal(x->bindings_moved, y->bindings_moved);
	assert_int_equal(x->missing_prices, y->missing_prices);
	for (uint32_t s = 0; s < built.model->horizon; s += 5)
		assert_true(analysis_timing(a)->npv[s] == analysis_timing(b)->npv[s]);
	for (uint32_t m = 0; m < built.plan.count; m++) {
		const struct move *v = &analysis_moves(a)[m], *w = &analysis_moves(b)[m];
		assert_true(v->alone == w->alone && v->cosmetic == w->cosmetic);
		assert_true(v->marginal == w->marginal || (isnan(v->marginal) && isnan(w->marginal)));
	}
	uint32_t v_count, w_count;
	const struct swing *v = analysis_swings(a, &v_count), *w = analysis_swings(b, &w_count);
	assert_int_equal(v_count, w_count);
	for (uint32_t i = 0; i < v_count; i++) {
		assert_string_equal(v[i].variable, w[i].variable);
		assert_true(v[i].low == w[i].low && v[i].high == w[i].high);
	}
}

/* However a choice was reached, whatever was asked on the way: the same bits as of a new analysis. */
static void order_of_switching_never_shows(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 8; seed++) {
		uint64_t switches = seed;
		random_stack_build(&built, (struct random_stack){seed, 10 * seed, 40, seed % 2 == 0});
		for (int step = 0; step < 60; step++) {
			random_stack_switch(&built, &switches);
			if (step % 4 == 0)
				analysis_moves(built.analysis);
			if (step % 5 == 0)
				analysis_timing(built.analysis);
			if (step % 10 != 9)
				continue;
			struct analysis *fresh = analysis_new(&built.plan);
			analysis_follow(fresh, &built.choice);
			expect_same_bits(built.analysis, fresh);
			analysis_free(fresh);
		}
		build_clear(&built);
	}
}

static void off_again_gives_the_same_bits(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 8; seed++) {
		uint64_t switches = seed;
		random_stack_build(&built, (struct random_stack){seed, 40, 40, true});
		for (int step = 0; step < 15; step++)
			random_stack_switch(&built, &switches);
		for (uint32_t m = 0; m < built.plan.count; m++) {
			struct choice with;
			uint32_t *off = memory_new(built.plan.count, sizeof *off);
			struct cost before = *analysis_cost(built.analysis);
			struct spread spread = *analysis_spread(built.analysis);
			choice_init(&with);
			choice_copy(&with, &built.choice);
			choice_switch_on(&with, &built.plan, m, off);
			analysis_follow(built.analysis, &with);
			analysis_spread(built.analysis);
			analysis_follow(built.analysis, &built.choice);
			const struct cost *after = analysis_cost(built.analysis);
			assert_memory_equal(before.expected, after->expected, sizeof before.expected);
			assert_memory_equal(before.likely, after->likely, sizeof before.likely);
			assert_memory_equal(&spread.total, &analysis_spread(built.analysis)->total,
					    sizeof spread.total);
			choice_clear(&with);
			free(off);
		}
		build_clear(&built);
	}
}

/* Issue after issue of switches, and still the full evaluation to 1e-9. */
static void ten_thousand_switches_lose_nothing(void **state)
{
	(void)state;
	uint64_t switches = 17;
	random_stack_build(&built, (struct random_stack){5, 30, 40, true});
	for (int step = 0; step < 10000; step++) {
		random_stack_switch(&built, &switches);
		analysis_cost(built.analysis);
		if (step % 500 != 499)
			continue;
		struct values values;
		struct definition wanted;
		values_init(&values, &built.plan, point_mean);
		define(&built.plan, &built.choice, &values, &wanted);
		expect_close(analysis_cost(built.analysis)->expected_total, wanted.total, 1);
		expect_close(analysis_cost(built.analysis)->npv_expected, wanted.npv, wanted.total);
		values_clear(&values);
	}
	build_clear(&built);
}

static void plans_may_grow(void **state)
{
	(void)state;
	uint64_t switches = 19;
	random_stack_build(&built, (struct random_stack){6, 30, 40, true});
	for (int step = 0; step < 40; step++) {
		uint32_t binding = build_random(&switches, built.model->binding_count);
		uint32_t to = build_random(&switches, built.model->offering_count);
		struct values values;
		struct definition wanted;
		if (built.model->bindings[binding].offering != to)
			plan_make(&built.plan, "hand", "", &binding, 1, to);
		random_stack_switch(&built, &switches);
		values_init(&values, &built.plan, point_mean);
		define(&built.plan, &built.choice, &values, &wanted);
		expect_close(analysis_cost(built.analysis)->expected_total, wanted.total, 1);
		expect_within(analysis_spread(built.analysis)->total.mean, wanted.total,
			      0.02 * fabs(wanted.total) + 1);
		values_clear(&values);
	}
	build_clear(&built);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bindings_follow_the_choice),
		cmocka_unit_test(equal_choices_change_nothing),
		cmocka_unit_test(order_of_switching_never_shows),
		cmocka_unit_test(off_again_gives_the_same_bits),
		cmocka_unit_test(ten_thousand_switches_lose_nothing),
		cmocka_unit_test(plans_may_grow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
