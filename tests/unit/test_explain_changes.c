/* Differences and ways out explained, against figures reckoned by hand; and any sum, on random stacks. */
#include "tests/unit/close.h"
#include "tests/unit/explained.h"
#include "tests/unit/random_stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct explained on;

static int teardown(void **state)
{
	(void)state;
	explained_clear(&on);
	return 0;
}

/* --- differences ----------------------------------------------------------------------------- */

static void a_move_changes_the_new_less_the_old(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	explained_expect(&on, EXPLAIN_MOVE_MONTHLY, 0, 300 - 600, "USD a month");
	assert_true(on.why->change);
	assert_string_equal(on.why->title, "Chat moves: what it changes a month");
	explained_expect_input(&on, "Chat: monthly on Lab API", 300, 300);
	explained_expect_input(&on, "Chat on Cloud API: monthly", 600, -600);
	explained_expect(&on, EXPLAIN_MOVE_MONTHLY, 1, -50, "USD a month");
	explained_expect(&on, EXPLAIN_MOVE_MONTHLY, 2, 0, "USD a month");
	assert_true(explained_has_note(
		&on, "for 1 of the bindings that move the new price is not known: the old monthly is "
		     "assumed"));
	assert_true(explained_has_note(&on, "it moves 1 binding"));
	explained_expect(&on, EXPLAIN_MOVE_MONTHLY, 3, 0, "USD a month");
	assert_true(explained_has_note(&on, "it moves no binding"));
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_MOVE_MONTHLY, 4));
}

/* At month 0: 3 models x 2 days x 1000, 4 TB x 50, and a month of 300 more. At month 1 the models have
 * grown by a tenth, and egress is free by law. */
static void a_month_more_grows_counts_and_ends_charges(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_WAITING, 0)); /* nothing moves */
	build_switch(&on.built, "chat", true);
	explained_expect(&on, EXPLAIN_ONE_OFF, 0, 6000 + 200 + 300, "USD");
	explained_expect(&on, EXPLAIN_WAITING, 0, 600 - 200, "USD");
	assert_true(on.why->change);
	assert_false(on.why->lower_bound);
	explained_expect_input(&on, "Chat on Cloud API: Models", 3, 600);
	explained_expect_input(&on, "Chat on Cloud API: growth of its counts", 10, 600);
	explained_expect_input(&on, "Chat on Cloud API: Data", 4, -200);
	explained_expect_input(&on, "Cloud: egress, the rest", 50, -200);
	assert_true(explained_has_note(&on, "start in month 0: 6,500 USD; in month 1: 6,900 USD"));
	assert_true(explained_has_note(
		&on, "from month 1 on no provider charges for data that leaves: switching_charges_end"));
	/* From month 1 to month 2 only the models grow. */
	on.built.choice.start = 1;
	analysis_follow(on.built.analysis, &on.built.choice);
	explained_expect(&on, EXPLAIN_WAITING, 0, 6000 * 1.1 * 0.1, "USD");
	assert_int_equal(on.why->note_count, 1);
	on.built.choice.start = on.built.model->horizon - 1;
	analysis_follow(on.built.analysis, &on.built.choice);
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_WAITING, 0));
}

/* Hours have no price at the lab: what grows by 5 per cent is not known. */
static void waiting_lacks_what_has_no_price_and_grows(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	build_switch(&on.built, "mail", true);
	explained_expect(&on, EXPLAIN_WAITING, 0, 0, "USD");
	assert_true(on.why->lower_bound);
	assert_true(explained_has_note(&on, "a price is missing and counts as 0: the true figure is higher"));
}

/* What a commitment falls short of more by waiting less: 10 x 800 are spent by then without a move. */
static void waiting_runs_commitments_down(void **state)
{
	(void)state;
	build_stack(&on.built, "drivers: []\n"
			       "providers:\n"
			       "- {id: a, name: A, kind: cloud}\n"
			       "- {id: b, name: B, kind: cloud}\n"
			       "offerings:\n"
			       "- {id: x, name: X, provider: a, kind: k}\n"
			       "- {id: y, name: Y, provider: b, kind: k}\n"
			       "components: [{id: m, bindings: [{offering: x, monthly: 800}]}]\n"
			       "commitments: [{provider: a, remaining: 8000, until: 2027-09-30}]\n"
			       "migrations: [{id: z, name: Z, from: x, to: y}]\n");
	build_switch(&on.built, "z", true);
	/* 10 months: today all is met. Moved at once, one month of overlap is paid: 7200 are not met. */
	explained_expect(&on, EXPLAIN_ONE_OFF, 0, 800 + 7200, "USD");
	explained_expect(&on, EXPLAIN_WAITING, 0, -800, "USD");
	explained_expect_input(&on, "commitment to A until 2027-09-30: remaining", 8000, -800);
}

/* Both join the lab, once: 7 days x 1000. */
static void moves_share_an_onboarding(void **state)
{
	(void)state;
	build_stack(&on.built, "drivers: []\n"
			       "providers:\n"
			       "- {id: a, name: A, kind: cloud}\n"
			       "- {id: b, name: B, kind: cloud, onboarding: 7}\n"
			       "offerings:\n"
			       "- {id: x, name: X, provider: a, kind: k}\n"
			       "- {id: y, name: Y, provider: b, kind: k}\n"
			       "components:\n"
			       "- {id: m, bindings: [{offering: x, monthly: 800}]}\n"
			       "- {id: n, bindings: [{offering: x, monthly: 300}]}\n"
			       "migrations:\n"
			       "- {id: m, name: First, bindings: [m@x], to: y}\n"
			       "- {id: n, name: Second, bindings: [n@x], to: y}\n");
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_INTERACTION, 0));
	build_switch(&on.built, "m", true);
	explained_expect(&on, EXPLAIN_INTERACTION, 0, 0, "USD");
	build_switch(&on.built, "n", true);
	explained_expect(&on, EXPLAIN_INTERACTION, 0, -7000, "USD");
	assert_true(on.why->change);
	explained_expect_input(&on, "one-off cost, expected", 7000 + 1100, 8100);
	assert_true(explained_expect_input(&on, "First on its own: one-off cost", 7800, -7800)->computed);
	explained_expect_input(&on, "Second on its own: one-off cost", 7300, -7300);
	assert_true(explained_has_note(&on, "onboarding: 7,000 USD less together"));
	assert_int_equal(on.why->note_count, 2);
}

static void a_move_that_lacks_a_price_is_a_lower_bound_as_an_input(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	build_switch(&on.built, "chat", true);
	build_switch(&on.built, "mail", true);
	explained_need(&on, EXPLAIN_INTERACTION, 0);
	assert_true(
		explained_expect_input(&on, "Mail moves on its own: one-off cost", 200, -200)->lower_bound);
	assert_false(
		explained_expect_input(&on, "Chat moves on its own: one-off cost", 6500, -6500)->lower_bound);
	assert_true(explained_expect_input(&on, "one-off cost, expected", 6700, 6700)->lower_bound);
}

/* --- ways out -------------------------------------------------------------------------------- */

/* chat, mail and index leave the cloud: 6000 for the models, 200 for the data, a month of 300 + 200 + 100. */
static void leaving_is_the_way_out_in_money(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	uint32_t cloud = build_provider(&on.built, "cloud");
	explained_expect(&on, EXPLAIN_LEAVING, cloud, 6800, "USD");
	assert_string_equal(on.why->title, "leaving Cloud: one-off cost, expected");
	assert_true(on.why->lower_bound); /* the hours have no price at the lab */
	explained_expect(&on, EXPLAIN_EXIT, cloud, 6800.0 / 900, "months of spend");
	assert_true(explained_has_note(&on, "6,800 USD once, 900 USD a month"));
	/* From month 2 on: the models have grown by 21 per cent, and the data leaves free of charge. */
	on.built.choice.start = 2;
	analysis_follow(on.built.analysis, &on.built.choice);
	explained_expect(&on, EXPLAIN_LEAVING, cloud, 6800, "USD");
	explained_expect(&on, EXPLAIN_WAY_OUT, cloud, 6000 * 1.21 + 600, "USD");
	explained_expect(&on, EXPLAIN_WAY_OUT_MONTHS, cloud, (6000 * 1.21 + 600) / 900, "months of spend");
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_LEAVING, build_provider(&on.built, "chip")));
}

/* --- any stack ------------------------------------------------------------------------------- */

enum { STACKS = 12, SWITCHES = 4 };

/* The value is the one the screen shows, and the parts add up to it. */
static void expect_sum(enum explain_kind kind, uint32_t subject, double value)
{
	double parts = 0;
	explained_need(&on, kind, subject);
	expect_close(on.why->value, value, 1);
	for (uint32_t i = 0; i < on.why->input_count; i++)
		parts += on.why->inputs[i].part;
	if (on.why->left_out == 0)
		expect_within(parts, value, 1e-6 * (1 + fabs(value)));
}

/* The flows of one step are the figure; there is none where no step has an amount. */
static void expect_narrowest(enum explain_kind kind, uint32_t loop, double value)
{
	double parts = 0;
	explained_ask(&on, kind, loop);
	assert_int_equal(on.why == NULL, isnan(value));
	for (uint32_t i = 0; on.why && i < on.why->input_count; i++)
		parts += isnan(on.why->inputs[i].part) ? 0 : on.why->inputs[i].part;
	if (on.why) {
		expect_close(on.why->value, value, 1);
		expect_close(parts, value, 1);
	}
}

static void expect_sums(void)
{
	struct analysis *analysis = on.built.analysis;
	const struct provider_figures *providers = analysis_providers(analysis);
	const struct cost *cost = analysis_cost(analysis);
	const struct exit_figures *exits = analysis_exits(analysis);
	expect_sum(EXPLAIN_MONTHLY_TODAY, 0, cost->monthly_before);
	expect_sum(EXPLAIN_MONTHLY, 0, cost->monthly_after);
	for (uint32_t p = 0; p < on.built.model->provider_count; p++) {
		expect_sum(EXPLAIN_PROVIDER_TODAY, p, providers[p].monthly);
		expect_sum(EXPLAIN_PROVIDER, p, providers[p].monthly_after);
		expect_sum(EXPLAIN_SHARE_AFTER, p, 100 * providers[p].monthly_after / cost->monthly_after);
		expect_sum(EXPLAIN_REACH_SPEND, p, analysis_reach(analysis)[p].monthly);
		explained_ask(&on, EXPLAIN_LEAVING, p);
		assert_int_equal(on.why != NULL, exits[p].moved + exits[p].stuck > 0);
		if (on.why)
			expect_close(on.why->value, exits[p].one_off, 1);
	}
	const struct loops *loops = analysis_loops(analysis);
	for (uint32_t l = 0; l < loops->count && l < 5; l++) {
		expect_sum(EXPLAIN_EXPOSURE, l, loops->items[l].exposure);
		expect_narrowest(EXPLAIN_PUT_IN, l, loops->items[l].firm.put_in);
		expect_narrowest(EXPLAIN_COMES_BACK, l, loops->items[l].firm.comes_back);
		expect_sum(EXPLAIN_EXPOSURE_AFTER, l,
			   analysis_loop_exposure_after(analysis, &loops->items[l]));
	}
	for (uint32_t m = 0; m < on.built.plan.count; m++)
		expect_sum(EXPLAIN_MOVE_MONTHLY, m, analysis_moves(analysis)[m].monthly);
}

/* What one month more adds is told by the counts and the pledges that it hangs on; where a provider has
 * several pledges no part is told. */
static void expect_differences(void)
{
	const struct timing *timing = analysis_timing(on.built.analysis);
	uint32_t start = on.built.choice.start;
	explained_ask(&on, EXPLAIN_WAITING, 0);
	if (on.why) {
		bool whole = on.why->left_out == 0;
		double parts = 0;
		for (uint32_t i = 0; i < on.why->input_count; i++) {
			const struct explain_input *input = &on.why->inputs[i];
			bool pledge = strncmp(input->name, "commitment to", 13) == 0 ||
				      strncmp(input->name, "credit of", 9) == 0;
			bool count = input->variable && strncmp(input->variable, "count:", 6) == 0;
			whole = whole && !(pledge && isnan(input->part));
			parts += (pledge || count) && !isnan(input->part) ? input->part : 0;
		}
		expect_close(on.why->value, timing->one_off[start + 1] - timing->one_off[start],
			     timing->one_off[start]);
		if (whole)
			expect_within(parts, on.why->value, 1e-6 * (1 + fabs(timing->one_off[start])));
	}
	if (choice_count(&on.built.choice) > 0)
		expect_sum(EXPLAIN_INTERACTION, 0, analysis_interaction(on.built.analysis));
}

static void sums_are_what_the_screen_shows(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= STACKS; seed++) {
		uint64_t luck = seed;
		random_stack_build_whole(&on.built, (struct random_stack){.seed = seed,
									  .components = 6 + (uint32_t)seed,
									  .ranges = 40,
									  .growth = true});
		for (int i = 0; i < SWITCHES; i++) {
			random_stack_switch(&on.built, &luck);
			expect_sums();
			expect_differences();
		}
		build_clear(&on.built);
	}
	build_stack(&on.built, explained_small);
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_move_changes_the_new_less_the_old),
		TEST(a_month_more_grows_counts_and_ends_charges),
		TEST(waiting_lacks_what_has_no_price_and_grows),
		TEST(waiting_runs_commitments_down),
		TEST(moves_share_an_onboarding),
		TEST(a_move_that_lacks_a_price_is_a_lower_bound_as_an_input),
		TEST(leaving_is_the_way_out_in_money),
		TEST(sums_are_what_the_screen_shows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
