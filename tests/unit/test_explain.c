/* What the pages of `i` say of each figure. */
#include "core/base/str.h"
#include "core/figures/explain_inputs.h"
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

static void expect_input(const char *name, double low, double high, const char *unit, double part)
{
	const struct explain_input *input = explained_input(&on, name);
	assert_true(input->value.low == low && input->value.high == high);
	assert_string_equal(input->unit, unit);
	if (isnan(part))
		assert_true(isnan(input->part));
	else
		expect_close(input->part, part, 1);
}

static void test_why_a_category(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	build_switch(&on.built, "lab", true); /* rehost: the same interface, so models need nothing */
	build_switch(&on.built, "refit", true);
	explained_ask(&on, EXPLAIN_CATEGORY, CATEGORY_RETRAINING);
	double effort = (5 + 4 * 20 + 60) / 6.;
	expect_close(on.why->value, effort * 1000, 1);
	assert_string_equal(on.why->title, "one-off cost: retraining, expected");
	assert_string_equal(on.why->unit, "USD");
	assert_non_null(strstr(on.why->formula, "person-day x overrun"));
	expect_input("one person-day, loaded", 1000, 1000, "USD", on.why->value);
	expect_input("Models: effort for one", 5, 60, "person-days", on.why->value);
	expect_input("Lake on Cloud API: Models", 1, 1, "models", on.why->value);
	assert_string_equal(explained_input(&on, "Lake on Cloud API: Models")->variable,
			    "count:lake@api:model");
	assert_true(explained_input(&on, "Lake on Cloud API: Models")->place.line > 30);
	assert_true(on.why->spread.p10 < on.why->spread.p90);
	assert_int_equal(on.why->left_out, 0);
}

static void test_inputs_come_by_their_part(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	build_switch(&on.built, "lab", true);
	build_switch(&on.built, "disk", true);
	explained_ask(&on, EXPLAIN_ONE_OFF, 0);
	assert_true(on.why->input_count > 10);
	bool none = false;
	for (uint32_t i = 0; i < on.why->input_count; i++) {
		assert_true(!none || isnan(on.why->inputs[i].part));
		if (i > 0 && !isnan(on.why->inputs[i].part))
			assert_true(fabs(on.why->inputs[i].part) <= fabs(on.why->inputs[i - 1].part));
		none = isnan(on.why->inputs[i].part);
	}
	expect_input("becoming a customer of lab", 10, 80, "person-days", 1000 * (10 + 4 * 25 + 80) / 6.);
	expect_input("To the lab: extra work", 10, 60, "USD", 25);
	expect_input("Kernels: how much of it a rehost needs", 0.5, 0.5, "of it", (4 + 1) * 0.5 * 10 * 1000);
	expect_input("part: egress, the rest", 70, 70, "USD a TB", (12.5 + 40) * 70);
	assert_string_equal(explained_input(&on, "part: egress, the rest")->variable, "egress:part:1");
	expect_input("Chat: monthly on Lab API", 500, 500, "USD a month", 500);
	expect_input("time in which old and new both run", 1, 1, "months", 500 + 25 + 150);
	expect_input("commitment to part until 2027-06-30: remaining", 3000, 3000, "USD", 7 * 350 - 350);
	expect_input("commitment to cloud until 2027-12-31: remaining", 20000, 20000, "USD", NAN);
}

/* 7 TB of the lake, which refactoring makes 10.5: all of the first tier and a part of the rest. */
static void test_tiers_are_inputs(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	build_switch(&on.built, "refit", true);
	explained_ask(&on, EXPLAIN_CATEGORY, CATEGORY_TRANSFER);
	expect_close(on.why->value, 10 * 90 + 0.5 * 50, 1);
	expect_input("cloud: egress, tier 1 of 10 TB", 90, 90, "USD a TB", NAN);
	expect_input("cloud: egress, the rest", 50, 50, "USD a TB", NAN);
	assert_string_equal(explained_input(&on, "cloud: egress, tier 1 of 10 TB")->variable,
			    "egress:cloud:1");
	assert_string_equal(explained_input(&on, "cloud: egress, the rest")->variable, "egress:cloud:2");
}

static void test_growth_is_an_input(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	build_switch(&on.built, "lab", true);
	explained_ask(&on, EXPLAIN_CATEGORY, CATEGORY_REDESIGN);
	for (uint32_t i = 0; i < on.why->input_count; i++) /* none at the start */
		assert_null(strstr(on.why->inputs[i].name, "growth"));
	on.built.choice.start = 10;
	build_switch(&on.built, "lab", true);
	explained_ask(&on, EXPLAIN_CATEGORY, CATEGORY_REDESIGN);
	expect_close(on.why->value, 4 * 0.5 * 10 * 1000 * pow(1.03, 10), 1);
	expect_input("Chat on Cloud API: growth of its counts", 3, 3, "% a month", on.why->value - 20000);
}

static void test_why_moves(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	build_switch(&on.built, "lab", true);
	uint32_t sub = plan_find(&on.built.plan, "sub");
	explained_ask(&on, EXPLAIN_ALONE, sub);
	expect_close(on.why->value, analysis_moves(on.built.analysis)[sub].alone, 1);
	explained_ask(&on, EXPLAIN_MARGINAL, sub);
	expect_close(on.why->value, analysis_moves(on.built.analysis)[sub].marginal, 1);
	assert_int_equal(on.why->note_count, 2);
	explained_ask(&on, EXPLAIN_MARGINAL, plan_find(&on.built.plan, "db"));
	assert_null(on.why);
	uint32_t binding = model_find_binding(on.built.model, "chat@api");
	explained_ask(&on, EXPLAIN_BINDING, binding);
	expect_close(on.why->value, analysis_moves(on.built.analysis)[plan_find(&on.built.plan, "lab")].alone,
		     1);
}

static void test_why_an_exit(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	uint32_t cloud = build_provider(&on.built, "cloud");
	explained_ask(&on, EXPLAIN_EXIT, cloud);
	expect_close(on.why->value, analysis_exits(on.built.analysis)[cloud].months_of_spend, 1);
	assert_true(on.why->input_count > 5);
	/* Parts are in the unit of the figure: months of spend, not money. */
	struct exit_plan *exit = analysis_exit(on.built.analysis, cloud, 0);
	double spend = exit->one_off / exit->months_of_spend;
	uint32_t parallel = 0;
	for (uint32_t i = 0; i < on.why->input_count; i++) {
		if (!strstr(on.why->inputs[i].name, ": monthly on "))
			continue;
		expect_close(on.why->inputs[i].part,
			     range_mean(on.built.model->overlap) * on.why->inputs[i].value.likely / spend, 1);
		parallel++;
	}
	assert_true(parallel > 0);
	exit_plan_free(exit);
	explained_ask(&on, EXPLAIN_EXIT, build_provider(&on.built, "lab"));
	assert_true(isnan(on.why->value)); /* nothing is spent on it */
	assert_int_equal(on.why->note_count, 2);
}

static void test_why_money(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	build_switch(&on.built, "lab", true);
	const struct cost *cost = analysis_cost(on.built.analysis);
	explained_ask(&on, EXPLAIN_MONTHLY, 0);
	assert_true(on.why->value == cost->monthly_after);
	double parts = 0;
	for (uint32_t i = 0; i < on.why->input_count; i++)
		parts += on.why->inputs[i].part;
	expect_close(parts, cost->monthly_after, 1);
	explained_ask(&on, EXPLAIN_NPV, 0);
	assert_true(on.why->value == cost->npv_expected);
	expect_close(explained_input(&on, "one-off cost, expected")->part +
			     explained_input(&on, "saving after the overlap")->part,
		     cost->npv_expected, 1);
	expect_close(explained_input(&on, "one-off cost, expected")->part, -cost->expected_total,
		     1); /* no discount here */
	explained_ask(&on, EXPLAIN_PAYBACK, 0);
	assert_true(isnan(on.why->value));
	assert_string_equal(on.why->none, "not within 36 months");
	assert_int_equal(on.why->note_count, 0);
	explained_ask(&on, EXPLAIN_BEST_START, 0);
	assert_true(on.why->value == analysis_timing(on.built.analysis)->best_start);
	explained_ask(&on, EXPLAIN_SHARE, build_provider(&on.built, "part"));
	expect_close(on.why->value, 100 * 350 / 1420., 1);
	assert_int_equal(on.why->input_count, 2);
	expect_input("Lake on Disk: monthly", 300, 300, "USD a month", 100 * 300 / 1420.);
	expect_input("Chat on Disk: monthly", 50, 50, "USD a month", 100 * 50 / 1420.);
}

/* db: all of it is the user's own. */
static void test_why_money_of_the_user(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	build_switch(&on.built, "db", true);
	explained_ask(&on, EXPLAIN_NPV, 0);
	assert_int_equal(explained_input(&on, "one-off cost, expected")->origin, ORIGIN_USER);
	assert_int_equal(explained_input(&on, "saving after the overlap")->origin, ORIGIN_USER);
	on.built.model->discount_rate = 0.08; /* told per cent */
	explained_ask(&on, EXPLAIN_NPV, 0);
	expect_input("discount rate", 8, 8, "% a year", NAN);
}

/* What one input alone does to the total: its two ends, and the input by the name that it is tried with. */
static void test_why_a_swing(void **state)
{
	uint32_t count;
	(void)state;
	build_stack(&on.built, explained_stack);
	build_switch(&on.built, "lab", true);
	const struct swing *swings = analysis_swings(on.built.analysis, &count);
	assert_true(count >= 2);
	for (uint32_t i = 0; i < count; i++) {
		explained_ask(&on, EXPLAIN_SWING, i);
		assert_non_null(on.why);
		assert_true(on.why->value == swings[i].high - swings[i].low);
		assert_int_equal(on.why->input_count, 1);
		assert_string_equal(on.why->inputs[0].variable, swings[i].variable);
		assert_true(on.why->inputs[0].value.low < on.why->inputs[0].value.high);
		assert_int_equal(on.why->note_count, 1);
	}
	explained_ask(&on, EXPLAIN_SWING, count);
	assert_null(on.why);
}

static void test_why_a_monthly(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	uint32_t chat = model_find_binding(on.built.model, "chat@api"),
		 lake = model_find_binding(on.built.model, "lake@api");
	explained_ask(&on, EXPLAIN_BINDING_MONTHLY, chat);
	assert_true(on.why->value == 1000);
	assert_int_equal(on.why->input_count, 1);
	build_switch(&on.built, "lab", true);
	build_switch(&on.built, "sub", true);
	explained_ask(&on, EXPLAIN_BINDING_MONTHLY, chat);
	assert_true(on.why->value == 500);
	expect_input("price of one call at Cloud API", 2, 2, "USD", NAN);
	expect_input("price of one call at Lab API", 1, 1, "USD", NAN);
	expect_input("Chat on Cloud API: call used", 10, 10, "a month", NAN);
	explained_ask(&on, EXPLAIN_BINDING_MONTHLY, lake);
	assert_int_equal(on.why->note_count, 1);
	build_switch(&on.built, "lab", false);
	build_switch(&on.built, "db", true);
	explained_ask(&on, EXPLAIN_BINDING_MONTHLY, chat);
	expect_input("All into the DB: new monthly / old", 0.5, 0.5, "times", NAN);
}

static void test_why_structure(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	explained_ask(&on, EXPLAIN_REACH, build_provider(&on.built, "part"));
	assert_true(on.why->value == 4);
	assert_string_equal(on.why->unit, "components");
	expect_input("Disk: spend", 350, 350, "USD a month", NAN);
	assert_int_equal(on.why->input_count, 1);
	explained_ask(&on, EXPLAIN_CONCENTRATION, 0);
	assert_true(on.why->value == 10000);
	assert_int_equal(on.why->input_count, 2); /* those that something is spent on */
	double parts = 0;
	for (uint32_t i = 0; i < on.why->input_count; i++)
		parts += on.why->inputs[i].part;
	expect_close(parts, on.why->value, 1);
	explained_ask(&on, EXPLAIN_ALIGNMENT, build_provider(&on.built, "sub"));
	expect_close(on.why->value, 100 * 5 * 2 / 20., 1);
	expect_input("portability (weight 5)", 2, 2, "of −2 to 2", 50);
	assert_string_equal(explained_input(&on, "privacy (weight 3)")->unit, "unknown");
	assert_int_equal(on.why->note_count, 1);
	assert_string_equal(on.why->notes[0], "of 3 stances 1 is known, with 50 % of the weight");
	explained_ask(&on, EXPLAIN_ALIGNMENT, on.built.model->provider_count);
	assert_null(on.why);
}

/* One component that fails; a free offering; a coverage of one weight in three. */
static void test_why_one_and_none(void **state)
{
	(void)state;
	build_stack(&on.built,
		    "needs: {privacy: 1, portability: 2}\n"
		    "providers: [{id: a, kind: lab, stance: {privacy: 1}}, {id: b, kind: lab, stance: "
		    "{portability: 2}}]\n"
		    "offerings: [{id: x, provider: a, kind: k}, {id: y, provider: b, kind: k}]\n"
		    "components:\n"
		    "- {id: m, bindings: [{offering: x, monthly: 5}, {offering: y, monthly: 0}]}\n");
	explained_ask(&on, EXPLAIN_REACH, build_provider(&on.built, "a"));
	assert_true(on.why->value == 1);
	assert_string_equal(on.why->unit, "component");
	explained_ask(&on, EXPLAIN_CONCENTRATION, 0);
	assert_int_equal(on.why->input_count, 1);
	explained_ask(&on, EXPLAIN_ALIGNMENT, build_provider(&on.built, "a"));
	assert_string_equal(on.why->notes[0], "of 2 stances 1 is known, with 33 % of the weight");
	explained_ask(&on, EXPLAIN_COMPONENT_TODAY, 0);
	assert_true(on.why->value == 5);
	assert_int_equal(on.why->input_count, 2);
}

/* Amounts below one come before inputs whose part nobody knows, as larger ones do. */
static void test_small_parts_come_first(void **state)
{
	(void)state;
	build_stack(&on.built,
		    "drivers: [{id: d, category: redesign, effort: 0.001}]\n"
		    "providers: [{id: p, kind: lab}]\n"
		    "offerings: [{id: a, provider: p, kind: k}, {id: b, provider: p, kind: k}]\n"
		    "components: [{id: m, bindings: [{offering: a, growth: 2%, counts: {d: 0.1}}]}]\n"
		    "migrations: [{id: z, from: a, to: b}]\n");
	build_switch(&on.built, "z", true);
	explained_ask(&on, EXPLAIN_NPV, 0);
	assert_true(on.why->value < 0 && on.why->value > -1);
	assert_true(on.why->input_count > 1 && fabs(on.why->inputs[0].part) > 0);
	for (uint32_t i = 1; i < on.why->input_count; i++)
		assert_true(isnan(on.why->inputs[i].part) || !isnan(on.why->inputs[i - 1].part));
	assert_true(isnan(on.why->inputs[on.why->input_count - 1].part));
}

static void test_why_loops(void **state)
{
	(void)state;
	build_stack(
		&on.built,
		"providers: [{id: a, kind: lab, revenue: 10}, {id: b, kind: lab}]\n"
		"flows:\n"
		"- {from: a, to: b, kind: commitment, amount: 100, term: 2, source: {title: S, grade: B}}\n"
		"- {from: b, to: a, kind: equity, amount: 13, status: paid}\n"
		"- {from: b, to: a, kind: equity, amount: 99, status: superseded}\n");
	explained_ask(&on, EXPLAIN_LOOP, 0);
	expect_close(on.why->value, 100. / 13, 1);
	assert_int_equal(on.why->input_count, 2);
	assert_string_equal(explained_input(&on, "a to b: commitment, paid")->source->title, "S");
	explained_ask(&on, EXPLAIN_GAP, build_provider(&on.built, "a"));
	expect_close(on.why->value, 50 - 13 - 10, 1);
	expect_input("a to b: commitment, paid", 50, 50, "USD a year, firm", 50);
	expect_input("b to a: equity, paid", 13, 13, "USD a year, firm", -13);
	expect_input("a: revenue from outside", 10, 10, "USD a year", -10);
	explained_ask(&on, EXPLAIN_CYCLING, 0);
	expect_close(on.why->value, 100 * analysis_cycling(on.built.analysis)->index, 1);
	assert_int_equal(on.why->input_count, 2);
	expect_input("a to b: commitment, paid", 50, 50, "USD a year, firm", NAN);
	expect_input("b to a: equity, paid", 13, 13, "USD a year, firm", NAN);
	explained_ask(&on, EXPLAIN_LOOP, 1);
	assert_null(on.why);
}

/* Every sentence for what is not there. */
static void test_notes(void **state)
{
	(void)state;
	build_stack(
		&on.built,
		"providers: [{id: a, kind: lab}, {id: b, kind: lab}, {id: c, kind: lab, parent: a}]\n"
		"offerings: [{id: x, provider: a, kind: k, prices: {u: 1}}, {id: y, provider: b, kind: k}]\n"
		"components:\n"
		"- {id: m, requires: [nothing-has-it], bindings: [{offering: x}]}\n"
		"- {id: n, bindings: [{offering: x, usage: {u: 1}}]}\n"
		"flows: [{from: a, to: b, kind: data}, {from: b, to: a, kind: data}]\n"
		"migrations: [{id: z, from: x, to: y}]\n");
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_SHARE, 0));
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_ALIGNMENT, 0));
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_CONCENTRATION, 0));
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_GAP, build_provider(&on.built, "c")));
	explained_ask(&on, EXPLAIN_LOOP, 0);
	assert_true(isnan(on.why->value));
	assert_int_equal(on.why->note_count, 2);
	explained_ask(&on, EXPLAIN_EXIT, build_provider(&on.built, "a"));
	assert_string_equal(on.why->notes[on.why->note_count - 1],
			    "1 of 2 bindings have no candidate and stay: a lower bound");
	explained_ask(&on, EXPLAIN_PAYBACK, 0);
	assert_string_equal(on.why->notes[0], "nothing moves");
	assert_string_equal(on.why->none, "none");
	build_switch(&on.built, "z", true);
	explained_ask(&on, EXPLAIN_MONTHLY, 0);
	assert_int_equal(on.why->note_count, 1);
	explained_ask(&on, EXPLAIN_BEST_START, 0);
	assert_int_equal(on.why->note_count, 3);
	assert_string_equal(on.why->notes[1], "it never pays: this month is the least bad");
}

static void test_long_lists_are_cut(void **state)
{
	(void)state;
	enum { COUNT = 300 };
	struct str text;
	str_init(&text);
	str_add_text(&text, "drivers: [{id: d, category: redesign, money: 1}]\n"
			    "providers: [{id: p, kind: lab}]\n"
			    "offerings: [{id: a, provider: p, kind: k}, {id: b, provider: p, kind: k}]\n"
			    "migrations: [{id: m, from: a, to: b}]\n"
			    "components:\n");
	for (int i = 0; i < COUNT; i++)
		str_print(&text, "- {id: c%d, bindings: [{offering: a, counts: {d: %d}}]}\n", i, i + 1);
	build_stack(&on.built, text.data);
	str_clear(&text);
	build_switch(&on.built, "m", true);
	explained_ask(&on, EXPLAIN_CATEGORY, CATEGORY_REDESIGN);
	assert_int_equal(on.why->input_count, EXPLAIN_MOST_INPUTS);
	assert_int_equal(on.why->left_out, COUNT + 1 - EXPLAIN_MOST_INPUTS);
	expect_input("d: cost for one", 1, 1, "USD", COUNT * (COUNT + 1) / 2.);
	assert_string_equal(on.why->inputs[1].variable, "count:c299@a:d");
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_why_a_category),
		TEST(test_inputs_come_by_their_part),
		TEST(test_tiers_are_inputs),
		TEST(test_growth_is_an_input),
		TEST(test_why_moves),
		TEST(test_why_an_exit),
		TEST(test_why_money),
		TEST(test_why_money_of_the_user),
		TEST(test_why_a_swing),
		TEST(test_why_a_monthly),
		TEST(test_why_structure),
		TEST(test_why_one_and_none),
		TEST(test_small_parts_come_first),
		TEST(test_why_loops),
		TEST(test_notes),
		TEST(test_long_lists_are_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
