/* Sums and shares explained, against figures reckoned by hand from spec.md. */
#include "tests/unit/close.h"
#include "tests/unit/explained.h"

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

static uint32_t team_of(const char *component)
{
	return on.built.model->components[build_component(&on.built, component)].team;
}

static void teams_are_sums_of_their_bindings(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	build_switch(&on.built, "chat", true);
	build_switch(&on.built, "mail", true);
	explained_expect(&on, EXPLAIN_TEAM, team_of("chat"), 300 + 100, "USD a month");
	assert_string_equal(on.why->title, "monthly spend of team red, in the scenario");
	assert_int_equal(on.why->input_count, 2);
	assert_int_equal(explained_expect_input(&on, "Chat: monthly on Lab API", 300, 300)->origin,
			 ORIGIN_USER);
	explained_expect_input(&on, "Index on Disk: monthly", 100, 100);
	assert_int_equal(on.why->note_count, 0);
	explained_expect(&on, EXPLAIN_TEAM_TODAY, team_of("chat"), 600 + 100, "USD a month");
	assert_null(strstr(on.why->formula, "of one that moves"));
	explained_need(&on, EXPLAIN_TEAM, team_of("mail"));
	assert_non_null(strstr(on.why->formula, "of one that moves"));
	explained_need(&on, EXPLAIN_TEAM, team_of("stray"));
	assert_null(strstr(on.why->formula, "of one that moves"));
	/* Mail uses nothing that has a price: its old monthly is kept. */
	explained_expect(&on, EXPLAIN_TEAM, team_of("mail"), 200, "USD a month");
	assert_int_equal(explained_expect_input(&on, "Mail: monthly on Lab API", 200, 200)->origin,
			 ORIGIN_ASSUMPTION);
	assert_true(explained_has_note(
		&on, "for 1 of the bindings that move the new price is not known: the old monthly is "
		     "assumed"));
	explained_expect(&on, EXPLAIN_TEAM, 0, 100, "USD a month");
	assert_string_equal(on.why->title, "monthly spend of the components without a team, in the scenario");
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_TEAM, UINT32_MAX - 1));
}

static void providers_are_sums_of_what_is_on_them(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	build_switch(&on.built, "chat", true);
	explained_expect(&on, EXPLAIN_PROVIDER_TODAY, build_provider(&on.built, "cloud"), 600 + 200,
			 "USD a month");
	explained_expect(&on, EXPLAIN_PROVIDER, build_provider(&on.built, "cloud"), 200, "USD a month");
	explained_expect(&on, EXPLAIN_PROVIDER, build_provider(&on.built, "lab"), 300 + 100, "USD a month");
	explained_expect_input(&on, "Chat: monthly on Lab API", 300, 300);
	explained_expect(&on, EXPLAIN_PROVIDER, build_provider(&on.built, "chip"), 0, "USD a month");
	explained_expect(&on, EXPLAIN_MONTHLY_TODAY, 0, 1000, "USD a month");
	explained_expect(&on, EXPLAIN_MONTHLY, 0, 700, "USD a month");
}

/* Chat at half its price; mail has no price there and keeps its monthly. */
static void a_targets_monthly_is_the_sum_of_what_moves_there(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	const uint32_t both[] = {model_find_binding(on.built.model, "chat@api"),
				 model_find_binding(on.built.model, "mail@api")};
	on.why = analysis_explain_target_monthly(on.built.analysis, both, 2,
						 build_offering(&on.built, "lab/api"));
	expect_close(on.why->value, 300 + 200, 1);
	assert_string_equal(on.why->title, "monthly of 2 bindings on Lab API");
	double parts = 0;
	for (uint32_t i = 0; i < on.why->input_count; i++)
		parts += isnan(on.why->inputs[i].part) ? 0 : on.why->inputs[i].part;
	expect_close(parts, on.why->value, 1);
	assert_true(on.why->less_or_more);
}

static void shares_are_of_today_and_of_the_scenario(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	build_switch(&on.built, "chat", true);
	explained_expect(&on, EXPLAIN_SHARE, build_provider(&on.built, "cloud"), 80, "%");
	explained_expect_input(&on, "Chat on Cloud API: monthly", 600, 60);
	explained_expect(&on, EXPLAIN_SHARE_AFTER, build_provider(&on.built, "cloud"), 100 * 200.0 / 700,
			 "%");
	assert_true(explained_has_note(&on, "200 USD of 700 USD a month"));
	explained_expect(&on, EXPLAIN_WHOLE_SHARE, build_provider(&on.built, "cloud"), 90, "%");
	explained_expect(&on, EXPLAIN_WHOLE_SHARE_AFTER, build_provider(&on.built, "cloud"),
			 100 * 300.0 / 700, "%");
	explained_expect_input(&on, "Index on Disk: monthly", 100, 100 * 100.0 / 700);
}

/* Cloud and lab are the loop: what rests on either, once; the disk is a part of the cloud. */
static void the_exposure_is_what_rests_on_a_loop(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	build_switch(&on.built, "chat", true);
	assert_int_equal(analysis_loops(on.built.analysis)->count, 1);
	explained_expect(&on, EXPLAIN_EXPOSURE, 0, 1000, "USD a month");
	assert_int_equal(on.why->input_count, 4);
	explained_expect(&on, EXPLAIN_EXPOSURE_AFTER, 0, 700, "USD a month");
	explained_expect_input(&on, "Chat: monthly on Lab API", 300, 300);
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_EXPOSURE, 1));
}

/* 2 of 8 announced go in and nobody says how much of the 6 is firm but that it is all of it. */
static void a_loop_is_as_narrow_as_its_narrowest_step(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	explained_expect(&on, EXPLAIN_PUT_IN, 0, 2, "USD");
	explained_expect_input(&on, "Cloud to Lab: equity, committed", 2, 2);
	assert_true(explained_has_note(&on, "the narrowest step: Cloud to Lab"));
	assert_true(explained_has_note(&on, "by announced amounts 8 USD"));
	explained_expect(&on, EXPLAIN_COMES_BACK, 0, 6, "USD");
	assert_true(explained_has_note(&on, "the narrowest step: Lab to Cloud"));
	assert_int_equal(on.why->note_count, 1);
	explained_expect(&on, EXPLAIN_PASSING, build_provider(&on.built, "lab"), 1, "loop");
	explained_expect(&on, EXPLAIN_PASSING, build_provider(&on.built, "chip"), 0, "loops");
}

static void the_narrowest_of_three_steps_is_told_with_its_ends(void **state)
{
	(void)state;
	build_stack(&on.built,
		    "drivers: []\n"
		    "providers: [{id: a, name: A, kind: lab}, {id: b, name: B, kind: lab}, {id: c, name: C, "
		    "kind: lab}]\n"
		    "flows:\n"
		    "- {from: a, to: b, kind: equity, amount: 8, status: paid}\n"
		    "- {from: b, to: c, kind: equity, amount: 4, status: paid}\n"
		    "- {from: c, to: a, kind: commitment, amount: 6}\n");
	explained_expect(&on, EXPLAIN_PUT_IN, 0, 4, "USD");
	assert_true(explained_has_note(&on, "the narrowest step: B to C"));
}

/* Of three steps with money that comes back the smallest counts; nothing is put in. */
static void the_other_steps_are_listed_without_a_part(void **state)
{
	(void)state;
	build_stack(&on.built, "drivers: []\n"
			       "providers: [{id: a, name: A, kind: lab}, {id: b, name: B, kind: lab}]\n"
			       "flows:\n"
			       "- {from: a, to: b, kind: revenue, amount: 5, status: paid}\n"
			       "- {from: b, to: a, kind: hardware, amount: 3, status: paid}\n"
			       "- {from: b, to: a, kind: capacity, amount: 1, status: paid}\n"
			       "- {from: b, to: a, kind: data, amount: 9, status: paid}\n"
			       "- {from: b, to: a, kind: revenue, amount: 9, status: superseded}\n");
	explained_expect(&on, EXPLAIN_COMES_BACK, 0, 4, "USD");
	assert_int_equal(on.why->input_count, 3);
	explained_expect_input(&on, "B to A: hardware, paid", 3, 3);
	explained_expect_input(&on, "B to A: capacity, paid", 1, 1);
	explained_expect_input(&on, "A to B: revenue, paid", 5, NAN);
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_PUT_IN, 0));
}

static void what_fails_costs_all_bindings_of_its_components(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	/* Only the stray rests on the chip; on the cloud's part the index alone. */
	explained_expect(&on, EXPLAIN_REACH_SPEND, build_provider(&on.built, "chip"), 100, "USD a month");
	explained_expect(&on, EXPLAIN_REACH_SPEND, build_provider(&on.built, "part"), 100, "USD a month");
	explained_expect(&on, EXPLAIN_REACH_SPEND, build_provider(&on.built, "cloud"), 900, "USD a month");
}

static void pledges_are_as_the_stack_says(void **state)
{
	(void)state;
	build_stack(&on.built, "drivers: []\n"
			       "providers: [{id: a, name: A, kind: cloud}]\n"
			       "commitments: [{provider: a, remaining: 8000, until: 2027-09-30}]\n"
			       "credits: [{provider: a, remaining: 70, until: 2026-12-01}]\n");
	explained_expect(&on, EXPLAIN_COMMITMENT, 0, 8000, "USD");
	assert_string_equal(on.why->title, "commitment to A until 2027-09-30: what is left of it");
	assert_true(explained_has_note(&on, "10 months from the start of the plan to its end"));
	assert_int_equal(
		explained_expect_input(&on, "commitment to A until 2027-09-30: remaining", 8000, 8000)
			->origin,
		ORIGIN_USER);
	explained_expect(&on, EXPLAIN_CREDIT, 0, 70, "USD");
	assert_true(explained_has_note(&on, "1 month from the start of the plan to its end"));
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_COMMITMENT, 1));
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_CREDIT, 1));
}

/* What a provider has of them is mentioned beside its monthly, and each is there for the best start. */
static void every_pledge_is_named_where_it_matters(void **state)
{
	static const char note[] = "commitments and credits change nothing of it: what they fall short of or "
				   "leave unused counts in the one-off cost";
	(void)state;
	build_stack(&on.built, "drivers: []\n"
			       "providers:\n"
			       "- {id: a, name: A, kind: cloud}\n"
			       "- {id: b, name: B, kind: cloud}\n"
			       "- {id: c, name: C, kind: cloud}\n"
			       "- {id: both, name: Both, kind: cloud}\n"
			       "commitments:\n"
			       "- {provider: b, remaining: 8000, until: 2027-09-30}\n"
			       "- {provider: both, remaining: 90, until: 2027-09-30}\n"
			       "credits:\n"
			       "- {provider: both, remaining: 60, until: 2027-09-30}\n"
			       "- {provider: a, remaining: 70, until: 2026-12-01}\n"
			       "- {provider: a, remaining: 80, until: 2027-12-01}\n");
	explained_need(&on, EXPLAIN_PROVIDER, build_provider(&on.built, "a"));
	assert_true(explained_has_note(&on, note));
	explained_need(&on, EXPLAIN_PROVIDER_TODAY, build_provider(&on.built, "b"));
	assert_true(explained_has_note(&on, note));
	explained_need(&on, EXPLAIN_PROVIDER, build_provider(&on.built, "both"));
	assert_true(explained_has_note(&on, note));
	explained_need(&on, EXPLAIN_PROVIDER, build_provider(&on.built, "c"));
	assert_false(explained_has_note(&on, note));
	explained_need(&on, EXPLAIN_BEST_START, 0);
	explained_expect_input(&on, "commitment to B until 2027-09-30: remaining", 8000, NAN);
	explained_expect_input(&on, "credit of A until 2026-12-01: remaining", 70, NAN);
	explained_expect_input(&on, "credit of A until 2027-12-01: remaining", 80, NAN);
}

/* 300 less a month from month 1 on pay 6500 back in every draw: nothing here is a range. */
static void the_npv_says_how_often_it_is_above_0(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	build_switch(&on.built, "chat", true);
	explained_expect(&on, EXPLAIN_NPV, 0, 300 * 35 - 6500, "USD");
	assert_true(explained_has_note(&on, "above 0 in 100% of 4,096 draws of all ranges together"));
	assert_int_equal(on.why->note_count, 1);
	explained_need(&on, EXPLAIN_BEST_START, 0);
	assert_true(explained_has_note(&on, "the net present value is then 4,000 USD"));
}

/* Nobody has a price for a seat; where the new monthly is assumed too, that says more. */
static void what_money_lacks_is_told(void **state)
{
	(void)state;
	build_stack(&on.built,
		    "drivers: [{id: seat, category: parallel, price: seat, at: {rehost: 1}}]\n"
		    "providers: [{id: a, kind: cloud}, {id: b, kind: cloud}]\n"
		    "offerings:\n"
		    "- {id: a1, provider: a, kind: k, interface: i, prices: {gb: 2}}\n"
		    "- {id: b1, provider: b, kind: k, interface: i, prices: {gb: 1}}\n"
		    "- {id: b2, provider: b, kind: k, interface: i}\n"
		    "components: [{id: x, bindings: [{offering: a1, monthly: 9, usage: {gb: 5}, "
		    "counts: {seat: 3}}]}]\n"
		    "migrations: [{id: priced, to: b1, bindings: [x@a1]}, {id: not, to: b2, bindings: "
		    "[x@a1]}]\n");
	build_switch(&on.built, "priced", true);
	explained_need(&on, EXPLAIN_NPV, 0);
	assert_true(
		explained_has_note(&on, "a price is missing from the one-off cost: the true value is lower"));
	explained_need(&on, EXPLAIN_PAYBACK, 0);
	assert_true(explained_has_note(&on, "a price is missing from the one-off cost: it may take longer"));
	build_switch(&on.built, "priced", false);
	build_switch(&on.built, "not", true);
	explained_need(&on, EXPLAIN_NPV, 0);
	assert_true(
		explained_has_note(&on, "a new monthly is assumed: the true value may be lower or higher"));
	assert_false(
		explained_has_note(&on, "a price is missing from the one-off cost: the true value is lower"));
	explained_need(&on, EXPLAIN_PAYBACK, 0);
	assert_true(explained_has_note(&on, "a new monthly is assumed: it may be sooner or later"));
	assert_false(explained_has_note(&on, "a price is missing from the one-off cost: it may take longer"));
}

static void what_fails_and_concentration_are_told_of_both(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	build_switch(&on.built, "chat", true);
	explained_expect(&on, EXPLAIN_REACH, build_provider(&on.built, "chip"), 1, "component");
	explained_expect(&on, EXPLAIN_REACH_AFTER, build_provider(&on.built, "chip"), 2, "components");
	explained_expect_input(&on, "Lab API: spend", 400, NAN);
	/* 90 and 10 per cent of 1000; 300 and 400 of 700. */
	explained_expect(&on, EXPLAIN_CONCENTRATION_TODAY, 0, 90 * 90 + 10 * 10, "of 10,000");
	explained_expect(&on, EXPLAIN_CONCENTRATION, 0, 10000 * (9.0 + 16.0) / 49, "of 10,000");
}

/* A stack in euros, whose prices are the catalogue's: both are used, and so nothing is kept. */
static void a_ratio_of_foreign_prices_is_told_from_a_kept_monthly(void **state)
{
	(void)state;
	static const char ratio[] = "a price is the catalogue's, in USD: the ratio of new to old is assumed";
	build_stack(&on.built, explained_small);
	uint32_t api = build_offering(&on.built, "lab/api");
	on.built.model->uses_catalog = true;
	on.built.model->currency = "EUR"; /* and the user's own prices in it */
	assert_int_equal(cost_assumed(on.built.model, 0, api, NAN), 0);
	on.built.model->files[0].builtin = true;
	on.built.model->currency = "USD";
	assert_int_equal(cost_assumed(on.built.model, 0, api, NAN), 0);
	on.built.model->currency = "EUR";
	assert_int_equal(cost_assumed(on.built.model, 0, api, NAN), ASSUMED_RATIO);
	build_switch(&on.built, "chat", true);
	build_switch(&on.built, "mail", true);
	uint32_t chat = model_find_binding(on.built.model, "chat@api");
	explained_expect(&on, EXPLAIN_BINDING_MONTHLY, chat, 300, "EUR a month");
	assert_true(explained_has_note(&on, ratio));
	assert_int_equal(on.why->note_count, 1);
	explained_expect(&on, EXPLAIN_BINDING_MONTHLY, model_find_binding(on.built.model, "mail@api"), 200,
			 "EUR a month");
	assert_true(explained_has_note(&on, "the new price is not known: the old monthly is assumed"));
	assert_int_equal(on.why->note_count, 1);
	explained_expect(&on, EXPLAIN_MONTHLY, 0, analysis_cost(on.built.analysis)->monthly_after,
			 "EUR a month");
	assert_int_equal(on.why->note_count, 2);
	explained_expect(&on, EXPLAIN_MOVE_MONTHLY, 0, 300 - 600, "EUR a month");
	assert_true(explained_has_note(
		&on, "for 1 of the bindings that move a price is the catalogue's, in USD: the ratio of "
		     "new to old is assumed"));
	assert_int_equal(migration_assumed(on.built.model, on.built.plan.migrations[0]), ASSUMED_RATIO);
}

/* What a note tells of figure f. */
static void expect_told(uint32_t note, uint32_t f, const char *digits, double value, enum explain_kind like)
{
	assert_true(note < on.why->note_count && f < on.why->told[note].count);
	size_t begin = on.why->told[note].items[f].begin, end = on.why->told[note].items[f].end;
	assert_int_equal(end - begin, strlen(digits));
	assert_memory_equal(on.why->notes[note] + begin, digits, end - begin);
	assert_true(fabs(on.why->told[note].items[f].value - value) < 1e-9);
	assert_int_equal(on.why->told[note].items[f].like, like);
}

/* Where the digits stand, so that marks can; a currency that has what they are found by changes nothing. */
static void notes_tell_where_their_figures_are(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	build_switch(&on.built, "chat", true);
	const struct cost *cost = analysis_cost(on.built.analysis);
	double total = cost->monthly_before;
	uint32_t cloud = build_provider(&on.built, "cloud");
	explained_ask(&on, EXPLAIN_SHARE, cloud);
	assert_int_equal(on.why->told[0].count, 2);
	double own = on.why->told[0].items[0].value;
	assert_true(own > 0 && own <= total);
	assert_true(on.why->told[0].items[1].value == total);
	assert_int_equal(on.why->told[0].items[1].like, EXPLAIN_MONTHLY_TODAY);
	explained_ask(&on, EXPLAIN_BEST_START, 0);
	const struct timing *timing = analysis_timing(on.built.analysis);
	struct str digits;
	str_init(&digits);
	number_print_grouped(&digits, timing->npv[timing->best_start], 5);
	expect_told(0, 0, digits.data, timing->npv[timing->best_start], EXPLAIN_NPV);
	str_clear(&digits);
	on.built.model->currency = "a\1b\2c";
	explained_ask(&on, EXPLAIN_SHARE, cloud);
	const struct explain_figures *told = &on.why->told[0];
	for (uint32_t f = 0; f < told->count; f++) {
		assert_true(told->items[f].begin <= told->items[f].end);
		assert_true(told->items[f].end <= strlen(on.why->notes[0]));
		assert_true(f == 0 || told->items[f - 1].end <= told->items[f].begin);
	}
}

/* An assumed monthly makes all that it is part of less or more; today's are known. */
static void an_assumed_monthly_is_less_or_more(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	build_switch(&on.built, "chat", true);
	explained_expect(&on, EXPLAIN_MONTHLY, 0, analysis_cost(on.built.analysis)->monthly_after,
			 "USD a month");
	assert_false(on.why->less_or_more);
	build_switch(&on.built, "mail", true);
	explained_expect(&on, EXPLAIN_MONTHLY, 0, analysis_cost(on.built.analysis)->monthly_after,
			 "USD a month");
	assert_true(on.why->less_or_more);
	assert_true(explained_expect_input(&on, "Mail: monthly on Lab API", 200, 200)->less_or_more);
	assert_false(explained_expect_input(&on, "Chat: monthly on Lab API", 300, 300)->less_or_more);
	explained_expect(&on, EXPLAIN_MONTHLY_TODAY, 0, analysis_cost(on.built.analysis)->monthly_before,
			 "USD a month");
	assert_false(on.why->less_or_more);
	explained_expect(&on, EXPLAIN_MOVE_MONTHLY, 2, 0, "USD a month");
	assert_true(on.why->less_or_more);
	explained_expect(&on, EXPLAIN_NPV, 0, analysis_cost(on.built.analysis)->npv_expected, "USD");
	double saving = analysis_cost(on.built.analysis)->monthly_before -
			analysis_cost(on.built.analysis)->monthly_after;
	bool found = false;
	for (uint32_t i = 0; i < on.why->input_count; i++)
		if (strcmp(on.why->inputs[i].name, "saving after the overlap") == 0) {
			found = true;
			assert_true(on.why->inputs[i].value.likely == saving &&
				    on.why->inputs[i].less_or_more);
		}
	assert_true(found);
}

/* A monthly that is kept for want of a price has that price as an input, so that one can be tried. */
static void the_price_that_a_monthly_lacks_is_an_input(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	uint32_t chat = model_find_binding(on.built.model, "chat@api");
	uint32_t hand =
		plan_make(&on.built.plan, "hand", NULL, &chat, 1, build_offering(&on.built, "lab/disk"));
	build_switch(&on.built, on.built.plan.migrations[hand]->id, true);
	explained_expect(&on, EXPLAIN_BINDING_MONTHLY, chat, 600, "USD a month");
	const struct explain_input *lacks = explained_input(&on, "price of one call at Lab Disk");
	assert_true(lacks->missing && isnan(lacks->value.likely) && isnan(lacks->part));
	assert_null(lacks->source);
	assert_string_equal(lacks->variable, "price:lab/disk:call");
	assert_false(explained_input(&on, "price of one call at Cloud API")->missing);
}

/* So is what hangs on a price that is missing from a one-off cost: at least 0, and of the price nobody knows.
 */
static void what_hangs_on_a_missing_price_is_not_known(void **state)
{
	(void)state;
	build_stack(&on.built, explained_small);
	build_switch(&on.built, "mail", true);
	explained_expect(&on, EXPLAIN_CATEGORY, CATEGORY_RETRAINING, 0, "USD");
	const struct explain_input *lacks = explained_input(&on, "price of one hour at Lab API");
	assert_true(lacks->missing && isnan(lacks->part) && !lacks->part_lower);
	assert_int_equal(lacks->origin, ORIGIN_ASSUMPTION);
	const struct explain_input *count = explained_input(&on, "Mail on Cloud API: Hours");
	assert_true(count->part == 0 && count->part_lower && !count->missing);
	explained_expect(&on, EXPLAIN_CATEGORY, CATEGORY_PARALLEL, 200, "USD");
	assert_false(explained_input(&on, "Mail: monthly on Lab API")->part_lower);
	assert_true(explained_input(&on, "Mail: monthly on Lab API")->less_or_more);
	/* Where it rests on that monthly, so does the spend on the target, and the concentration. */
	explained_need(&on, EXPLAIN_CONCENTRATION, 0);
	assert_true(on.why->less_or_more && explained_input(&on, "Lab API: spend")->less_or_more);
	explained_need(&on, EXPLAIN_CONCENTRATION_TODAY, 0);
	assert_false(on.why->less_or_more || explained_input(&on, "Lab API: spend")->less_or_more);
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(teams_are_sums_of_their_bindings),
		TEST(providers_are_sums_of_what_is_on_them),
		TEST(a_targets_monthly_is_the_sum_of_what_moves_there),
		TEST(shares_are_of_today_and_of_the_scenario),
		TEST(the_exposure_is_what_rests_on_a_loop),
		TEST(a_loop_is_as_narrow_as_its_narrowest_step),
		TEST(the_narrowest_of_three_steps_is_told_with_its_ends),
		TEST(the_other_steps_are_listed_without_a_part),
		TEST(what_fails_costs_all_bindings_of_its_components),
		TEST(pledges_are_as_the_stack_says),
		TEST(every_pledge_is_named_where_it_matters),
		TEST(the_npv_says_how_often_it_is_above_0),
		TEST(what_money_lacks_is_told),
		TEST(what_fails_and_concentration_are_told_of_both),
		TEST(a_ratio_of_foreign_prices_is_told_from_a_kept_monthly),
		TEST(the_price_that_a_monthly_lacks_is_an_input),
		TEST(what_hangs_on_a_missing_price_is_not_known),
		TEST(notes_tell_where_their_figures_are),
		TEST(an_assumed_monthly_is_less_or_more),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
