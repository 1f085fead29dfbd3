/* Sums, shares and differences explained, against figures reckoned by hand from spec.md. */
#include "core/figures/explain.h"

#include "tests/unit/build.h"
#include "tests/unit/close.h"
#include "tests/unit/random_stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct built built;
static struct explanation *why;

static int teardown(void **state)
{
	(void)state;
	explanation_free(why);
	why = NULL;
	build_clear(&built);
	return 0;
}

/* A person-day is 1000, the overlap 1 month. chat goes from 2 to 1 a call, the index to half its price. */
static const char STACK[] =
	"switching_charges_end: 2026-12-15\n"
	"drivers:\n"
	"- {id: model, name: Models, category: retraining, effort: 2, at: {rehost: 1}}\n"
	"- {id: hours, name: Hours, category: retraining, price: hour, at: {rehost: 1}}\n"
	"- {id: data_tb, name: Data, category: transfer}\n"
	"providers:\n"
	"- {id: cloud, name: Cloud, kind: cloud, egress: [[rest, 50]]}\n"
	"- {id: part, name: Part, kind: cloud, parent: cloud}\n"
	"- {id: lab, name: Lab, kind: lab, onboarding: 7}\n"
	"- {id: chip, name: Chip, kind: chip}\n"
	"offerings:\n"
	"- {id: api, name: Cloud API, provider: cloud, kind: api, interface: chat, prices: {call: 2}}\n"
	"- {id: disk, name: Disk, provider: part, kind: store, prices: {tb: 20}}\n"
	"- {id: lab/api, name: Lab API, provider: lab, kind: api, interface: chat, runs_on: [chip], prices: "
	"{call: 1}}\n"
	"- {id: lab/disk, name: Lab Disk, provider: lab, kind: store}\n"
	"components:\n"
	"- id: chat\n"
	"  name: Chat\n"
	"  team: red\n"
	"  bindings: [{offering: api, monthly: 600, usage: {call: 10}, growth: 10%, counts: {model: 3, "
	"data_tb: "
	"4}}]\n"
	"- {id: index, name: Index, team: red, bindings: [{offering: disk, monthly: 100}]}\n"
	"- {id: mail, name: Mail, team: blue, bindings: [{offering: api, monthly: 200, growth: 5%, counts: "
	"{hours: "
	"2}}]}\n"
	"- {id: stray, name: Stray, bindings: [{offering: lab/api, monthly: 100}]}\n"
	"flows:\n"
	"- {from: cloud, to: lab, kind: equity, amount: 8, firm: 2, status: committed}\n"
	"- {from: lab, to: cloud, kind: commitment, amount: 6}\n"
	"migrations:\n"
	"- {id: chat, name: Chat moves, bindings: [chat@api], to: lab/api}\n"
	"- {id: index, name: Index moves, bindings: [index@disk], to: lab/disk, cost_ratio: 0.5}\n"
	"- {id: mail, name: Mail moves, bindings: [mail@api], to: lab/api}\n"
	"- {id: none, name: Nothing moves, bindings: [stray@lab/api], to: lab/api}\n";

static const struct explanation *explain(enum explain_kind kind, uint32_t subject)
{
	explanation_free(why);
	why = analysis_explain(built.analysis, kind, subject);
	assert_non_null(why);
	return why;
}

static void expect(enum explain_kind kind, uint32_t subject, double value, const char *unit)
{
	explain(kind, subject);
	expect_close(why->value, value, 1);
	assert_string_equal(why->unit, unit);
}

/* The input of that name and its part of the figure. */
static const struct explain_input *expect_input(const char *name, double value, double part)
{
	for (uint32_t i = 0; i < why->input_count; i++)
		if (strcmp(why->inputs[i].name, name) == 0) {
			expect_close(why->inputs[i].value.likely, value, 1);
			expect_close(why->inputs[i].part, part, 1);
			return &why->inputs[i];
		}
	fail_msg("no input '%s'", name);
	return NULL;
}

static bool has_note(const char *text)
{
	for (uint32_t i = 0; i < why->note_count; i++)
		if (strcmp(why->notes[i], text) == 0)
			return true;
	return false;
}

static uint32_t team_of(const char *component)
{
	return built.model->components[build_component(&built, component)].team;
}

/* --- sums ------------------------------------------------------------------------------------ */

static void teams_are_sums_of_their_bindings(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "chat", true);
	build_switch(&built, "mail", true);
	expect(EXPLAIN_TEAM, team_of("chat"), 300 + 100, "USD a month");
	assert_string_equal(why->title, "monthly spend of team red, in the scenario");
	assert_int_equal(why->input_count, 2);
	assert_int_equal(expect_input("Chat: monthly on Lab API", 300, 300)->origin, ORIGIN_USER);
	expect_input("Index on Disk: monthly", 100, 100);
	assert_int_equal(why->note_count, 0);
	expect(EXPLAIN_TEAM_TODAY, team_of("chat"), 600 + 100, "USD a month");
	assert_null(strstr(why->formula, "of one that moves"));
	explain(EXPLAIN_TEAM, team_of("mail"));
	assert_non_null(strstr(why->formula, "of one that moves"));
	explain(EXPLAIN_TEAM, team_of("stray"));
	assert_null(strstr(why->formula, "of one that moves"));
	/* Mail uses nothing that has a price: its old monthly is kept. */
	expect(EXPLAIN_TEAM, team_of("mail"), 200, "USD a month");
	assert_int_equal(expect_input("Mail: monthly on Lab API", 200, 200)->origin, ORIGIN_ASSUMPTION);
	assert_true(has_note("for 1 of the bindings that move the new price is not known: the old monthly is "
			     "assumed"));
	expect(EXPLAIN_TEAM, 0, 100, "USD a month");
	assert_string_equal(why->title, "monthly spend of the components without a team, in the scenario");
	assert_null(analysis_explain(built.analysis, EXPLAIN_TEAM, UINT32_MAX - 1));
}

static void providers_are_sums_of_what_is_on_them(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "chat", true);
	expect(EXPLAIN_PROVIDER_TODAY, build_provider(&built, "cloud"), 600 + 200, "USD a month");
	expect(EXPLAIN_PROVIDER, build_provider(&built, "cloud"), 200, "USD a month");
	expect(EXPLAIN_PROVIDER, build_provider(&built, "lab"), 300 + 100, "USD a month");
	expect_input("Chat: monthly on Lab API", 300, 300);
	expect(EXPLAIN_PROVIDER, build_provider(&built, "chip"), 0, "USD a month");
	expect(EXPLAIN_MONTHLY_TODAY, 0, 1000, "USD a month");
	expect(EXPLAIN_MONTHLY, 0, 700, "USD a month");
}

/* Chat at half its price; mail has no price there and keeps its monthly. */
static void a_targets_monthly_is_the_sum_of_what_moves_there(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	const uint32_t both[] = {model_find_binding(built.model, "chat@api"),
				 model_find_binding(built.model, "mail@api")};
	why = analysis_explain_target_monthly(built.analysis, both, 2, build_offering(&built, "lab/api"));
	expect_close(why->value, 300 + 200, 1);
	assert_string_equal(why->title, "monthly of 2 bindings on Lab API");
	double parts = 0;
	for (uint32_t i = 0; i < why->input_count; i++)
		parts += isnan(why->inputs[i].part) ? 0 : why->inputs[i].part;
	expect_close(parts, why->value, 1);
	assert_true(why->less_or_more);
}

static void shares_are_of_today_and_of_the_scenario(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "chat", true);
	expect(EXPLAIN_SHARE, build_provider(&built, "cloud"), 80, "%");
	expect_input("Chat on Cloud API: monthly", 600, 60);
	expect(EXPLAIN_SHARE_AFTER, build_provider(&built, "cloud"), 100 * 200.0 / 700, "%");
	assert_true(has_note("200 USD of 700 USD a month"));
	expect(EXPLAIN_WHOLE_SHARE, build_provider(&built, "cloud"), 90, "%");
	expect(EXPLAIN_WHOLE_SHARE_AFTER, build_provider(&built, "cloud"), 100 * 300.0 / 700, "%");
	expect_input("Index on Disk: monthly", 100, 100 * 100.0 / 700);
}

/* Cloud and lab are the loop: what rests on either, once; the disk is a part of the cloud. */
static void the_exposure_is_what_rests_on_a_loop(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "chat", true);
	assert_int_equal(analysis_loops(built.analysis)->count, 1);
	expect(EXPLAIN_EXPOSURE, 0, 1000, "USD a month");
	assert_int_equal(why->input_count, 4);
	expect(EXPLAIN_EXPOSURE_AFTER, 0, 700, "USD a month");
	expect_input("Chat: monthly on Lab API", 300, 300);
	assert_null(analysis_explain(built.analysis, EXPLAIN_EXPOSURE, 1));
}

/* 2 of 8 announced go in and nobody says how much of the 6 is firm but that it is all of it. */
static void a_loop_is_as_narrow_as_its_narrowest_step(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	expect(EXPLAIN_PUT_IN, 0, 2, "USD");
	expect_input("Cloud to Lab: equity, committed", 2, 2);
	assert_true(has_note("the narrowest step: Cloud to Lab"));
	assert_true(has_note("by announced amounts 8 USD"));
	expect(EXPLAIN_COMES_BACK, 0, 6, "USD");
	assert_true(has_note("the narrowest step: Lab to Cloud"));
	assert_int_equal(why->note_count, 1);
	expect(EXPLAIN_PASSING, build_provider(&built, "lab"), 1, "loop");
	expect(EXPLAIN_PASSING, build_provider(&built, "chip"), 0, "loops");
}

static void the_narrowest_of_three_steps_is_told_with_its_ends(void **state)
{
	(void)state;
	build_stack(&built,
		    "drivers: []\n"
		    "providers: [{id: a, name: A, kind: lab}, {id: b, name: B, kind: lab}, {id: c, name: C, "
		    "kind: lab}]\n"
		    "flows:\n"
		    "- {from: a, to: b, kind: equity, amount: 8, status: paid}\n"
		    "- {from: b, to: c, kind: equity, amount: 4, status: paid}\n"
		    "- {from: c, to: a, kind: commitment, amount: 6}\n");
	expect(EXPLAIN_PUT_IN, 0, 4, "USD");
	assert_true(has_note("the narrowest step: B to C"));
}

/* Of three steps with money that comes back the smallest counts; nothing is put in. */
static void the_other_steps_are_listed_without_a_part(void **state)
{
	(void)state;
	build_stack(&built, "drivers: []\n"
			    "providers: [{id: a, name: A, kind: lab}, {id: b, name: B, kind: lab}]\n"
			    "flows:\n"
			    "- {from: a, to: b, kind: revenue, amount: 5, status: paid}\n"
			    "- {from: b, to: a, kind: hardware, amount: 3, status: paid}\n"
			    "- {from: b, to: a, kind: capacity, amount: 1, status: paid}\n"
			    "- {from: b, to: a, kind: data, amount: 9, status: paid}\n"
			    "- {from: b, to: a, kind: revenue, amount: 9, status: superseded}\n");
	expect(EXPLAIN_COMES_BACK, 0, 4, "USD");
	assert_int_equal(why->input_count, 3);
	expect_input("B to A: hardware, paid", 3, 3);
	expect_input("B to A: capacity, paid", 1, 1);
	expect_input("A to B: revenue, paid", 5, NAN);
	assert_null(analysis_explain(built.analysis, EXPLAIN_PUT_IN, 0));
}

static void what_fails_costs_all_bindings_of_its_components(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	/* Only the stray rests on the chip; on the cloud's part the index alone. */
	expect(EXPLAIN_REACH_SPEND, build_provider(&built, "chip"), 100, "USD a month");
	expect(EXPLAIN_REACH_SPEND, build_provider(&built, "part"), 100, "USD a month");
	expect(EXPLAIN_REACH_SPEND, build_provider(&built, "cloud"), 900, "USD a month");
}

static void pledges_are_as_the_stack_says(void **state)
{
	(void)state;
	build_stack(&built, "drivers: []\n"
			    "providers: [{id: a, name: A, kind: cloud}]\n"
			    "commitments: [{provider: a, remaining: 8000, until: 2027-09-30}]\n"
			    "credits: [{provider: a, remaining: 70, until: 2026-12-01}]\n");
	expect(EXPLAIN_COMMITMENT, 0, 8000, "USD");
	assert_string_equal(why->title, "commitment to A until 2027-09-30: what is left of it");
	assert_true(has_note("10 months from the start of the plan to its end"));
	assert_int_equal(expect_input("commitment to A until 2027-09-30: remaining", 8000, 8000)->origin,
			 ORIGIN_USER);
	expect(EXPLAIN_CREDIT, 0, 70, "USD");
	assert_true(has_note("1 month from the start of the plan to its end"));
	assert_null(analysis_explain(built.analysis, EXPLAIN_COMMITMENT, 1));
	assert_null(analysis_explain(built.analysis, EXPLAIN_CREDIT, 1));
}

/* What a provider has of them is mentioned beside its monthly, and each is there for the best start. */
static void every_pledge_is_named_where_it_matters(void **state)
{
	static const char note[] = "commitments and credits change nothing of it: what they fall short of or "
				   "leave unused counts in the one-off cost";
	(void)state;
	build_stack(&built, "drivers: []\n"
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
	explain(EXPLAIN_PROVIDER, build_provider(&built, "a"));
	assert_true(has_note(note));
	explain(EXPLAIN_PROVIDER_TODAY, build_provider(&built, "b"));
	assert_true(has_note(note));
	explain(EXPLAIN_PROVIDER, build_provider(&built, "both"));
	assert_true(has_note(note));
	explain(EXPLAIN_PROVIDER, build_provider(&built, "c"));
	assert_false(has_note(note));
	explain(EXPLAIN_BEST_START, 0);
	expect_input("commitment to B until 2027-09-30: remaining", 8000, NAN);
	expect_input("credit of A until 2026-12-01: remaining", 70, NAN);
	expect_input("credit of A until 2027-12-01: remaining", 80, NAN);
}

/* 300 less a month from month 1 on pay 6500 back in every draw: nothing here is a range. */
static void the_npv_says_how_often_it_is_above_0(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "chat", true);
	expect(EXPLAIN_NPV, 0, 300 * 35 - 6500, "USD");
	assert_true(has_note("above 0 in 100% of 4,096 draws of all ranges together"));
	assert_int_equal(why->note_count, 1);
	explain(EXPLAIN_BEST_START, 0);
	assert_true(has_note("the net present value is then 4,000 USD"));
}

/* Nobody has a price for a seat; where the new monthly is assumed too, that says more. */
static void what_money_lacks_is_told(void **state)
{
	(void)state;
	build_stack(&built,
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
	build_switch(&built, "priced", true);
	explain(EXPLAIN_NPV, 0);
	assert_true(has_note("a price is missing from the one-off cost: the true value is lower"));
	explain(EXPLAIN_PAYBACK, 0);
	assert_true(has_note("a price is missing from the one-off cost: it may take longer"));
	build_switch(&built, "priced", false);
	build_switch(&built, "not", true);
	explain(EXPLAIN_NPV, 0);
	assert_true(has_note("a new monthly is assumed: the true value may be lower or higher"));
	assert_false(has_note("a price is missing from the one-off cost: the true value is lower"));
	explain(EXPLAIN_PAYBACK, 0);
	assert_true(has_note("a new monthly is assumed: it may be sooner or later"));
	assert_false(has_note("a price is missing from the one-off cost: it may take longer"));
}

static void what_fails_and_concentration_are_told_of_both(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "chat", true);
	expect(EXPLAIN_REACH, build_provider(&built, "chip"), 1, "component");
	expect(EXPLAIN_REACH_AFTER, build_provider(&built, "chip"), 2, "components");
	expect_input("Lab API: spend", 400, NAN);
	/* 90 and 10 per cent of 1000; 300 and 400 of 700. */
	expect(EXPLAIN_CONCENTRATION_TODAY, 0, 90 * 90 + 10 * 10, "of 10,000");
	expect(EXPLAIN_CONCENTRATION, 0, 10000 * (9.0 + 16.0) / 49, "of 10,000");
}

/* A stack in euros, whose prices are the catalogue's: both are used, and so nothing is kept. */
static void a_ratio_of_foreign_prices_is_told_from_a_kept_monthly(void **state)
{
	(void)state;
	static const char ratio[] = "a price is the catalogue's, in USD: the ratio of new to old is assumed";
	build_stack(&built, STACK);
	uint32_t api = build_offering(&built, "lab/api");
	built.model->uses_catalog = true;
	built.model->currency = "EUR"; /* and the user's own prices in it */
	assert_int_equal(cost_assumed(built.model, 0, api, NAN), 0);
	built.model->files[0].builtin = true;
	built.model->currency = "USD";
	assert_int_equal(cost_assumed(built.model, 0, api, NAN), 0);
	built.model->currency = "EUR";
	assert_int_equal(cost_assumed(built.model, 0, api, NAN), ASSUMED_RATIO);
	build_switch(&built, "chat", true);
	build_switch(&built, "mail", true);
	uint32_t chat = model_find_binding(built.model, "chat@api");
	expect(EXPLAIN_BINDING_MONTHLY, chat, 300, "EUR a month");
	assert_true(has_note(ratio));
	assert_int_equal(why->note_count, 1);
	expect(EXPLAIN_BINDING_MONTHLY, model_find_binding(built.model, "mail@api"), 200, "EUR a month");
	assert_true(has_note("the new price is not known: the old monthly is assumed"));
	assert_int_equal(why->note_count, 1);
	expect(EXPLAIN_MONTHLY, 0, analysis_cost(built.analysis)->monthly_after, "EUR a month");
	assert_int_equal(why->note_count, 2);
	expect(EXPLAIN_MOVE_MONTHLY, 0, 300 - 600, "EUR a month");
	assert_true(
		has_note("for 1 of the bindings that move a price is the catalogue's, in USD: the ratio of "
			 "new to old is assumed"));
	assert_int_equal(migration_assumed(built.model, built.plan.migrations[0]), ASSUMED_RATIO);
}

/* What a note tells of figure f. */
static void expect_told(uint32_t note, uint32_t f, const char *digits, double value, enum explain_kind like)
{
	assert_true(note < why->note_count && f < why->told[note].count);
	size_t begin = why->told[note].items[f].begin, end = why->told[note].items[f].end;
	assert_int_equal(end - begin, strlen(digits));
	assert_memory_equal(why->notes[note] + begin, digits, end - begin);
	assert_true(fabs(why->told[note].items[f].value - value) < 1e-9);
	assert_int_equal(why->told[note].items[f].like, like);
}

/* Where the digits stand, so that marks can; a currency that has what they are found by changes nothing. */
static void notes_tell_where_their_figures_are(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "chat", true);
	const struct cost *cost = analysis_cost(built.analysis);
	double total = cost->monthly_before;
	uint32_t cloud = build_provider(&built, "cloud");
	why = analysis_explain(built.analysis, EXPLAIN_SHARE, cloud);
	assert_int_equal(why->told[0].count, 2);
	double own = why->told[0].items[0].value;
	assert_true(own > 0 && own <= total);
	assert_true(why->told[0].items[1].value == total);
	assert_int_equal(why->told[0].items[1].like, EXPLAIN_MONTHLY_TODAY);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_BEST_START, 0);
	const struct timing *timing = analysis_timing(built.analysis);
	struct str digits;
	str_init(&digits);
	number_print_grouped(&digits, timing->npv[timing->best_start], 5);
	expect_told(0, 0, digits.data, timing->npv[timing->best_start], EXPLAIN_NPV);
	str_clear(&digits);
	explanation_free(why);
	built.model->currency = "a\1b\2c";
	why = analysis_explain(built.analysis, EXPLAIN_SHARE, cloud);
	const struct explain_figures *told = &why->told[0];
	for (uint32_t f = 0; f < told->count; f++) {
		assert_true(told->items[f].begin <= told->items[f].end);
		assert_true(told->items[f].end <= strlen(why->notes[0]));
		assert_true(f == 0 || told->items[f - 1].end <= told->items[f].begin);
	}
}

/* An assumed monthly makes all that it is part of less or more; today's are known. */
static void an_assumed_monthly_is_less_or_more(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "chat", true);
	expect(EXPLAIN_MONTHLY, 0, analysis_cost(built.analysis)->monthly_after, "USD a month");
	assert_false(why->less_or_more);
	build_switch(&built, "mail", true);
	expect(EXPLAIN_MONTHLY, 0, analysis_cost(built.analysis)->monthly_after, "USD a month");
	assert_true(why->less_or_more);
	assert_true(expect_input("Mail: monthly on Lab API", 200, 200)->less_or_more);
	assert_false(expect_input("Chat: monthly on Lab API", 300, 300)->less_or_more);
	expect(EXPLAIN_MONTHLY_TODAY, 0, analysis_cost(built.analysis)->monthly_before, "USD a month");
	assert_false(why->less_or_more);
	expect(EXPLAIN_MOVE_MONTHLY, 2, 0, "USD a month");
	assert_true(why->less_or_more);
	expect(EXPLAIN_NPV, 0, analysis_cost(built.analysis)->npv_expected, "USD");
	double saving =
		analysis_cost(built.analysis)->monthly_before - analysis_cost(built.analysis)->monthly_after;
	bool found = false;
	for (uint32_t i = 0; i < why->input_count; i++)
		if (strcmp(why->inputs[i].name, "saving after the overlap") == 0) {
			found = true;
			assert_true(why->inputs[i].value.likely == saving && why->inputs[i].less_or_more);
		}
	assert_true(found);
}

static const struct explain_input *input_named(const char *name)
{
	for (uint32_t i = 0; i < why->input_count; i++)
		if (strcmp(why->inputs[i].name, name) == 0)
			return &why->inputs[i];
	fail_msg("no input '%s'", name);
	return NULL;
}

/* A monthly that is kept for want of a price has that price as an input, so that one can be tried. */
static void the_price_that_a_monthly_lacks_is_an_input(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	uint32_t chat = model_find_binding(built.model, "chat@api");
	uint32_t hand = plan_make(&built.plan, "hand", NULL, &chat, 1, build_offering(&built, "lab/disk"));
	build_switch(&built, built.plan.migrations[hand]->id, true);
	expect(EXPLAIN_BINDING_MONTHLY, chat, 600, "USD a month");
	const struct explain_input *lacks = input_named("price of one call at Lab Disk");
	assert_true(lacks->missing && isnan(lacks->value.likely) && isnan(lacks->part));
	assert_null(lacks->source);
	assert_string_equal(lacks->variable, "price:lab/disk:call");
	assert_false(input_named("price of one call at Cloud API")->missing);
}

/* So is what hangs on a price that is missing from a one-off cost: at least 0, and of the price nobody knows.
 */
static void what_hangs_on_a_missing_price_is_not_known(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "mail", true);
	expect(EXPLAIN_CATEGORY, CATEGORY_RETRAINING, 0, "USD");
	const struct explain_input *lacks = input_named("price of one hour at Lab API");
	assert_true(lacks->missing && isnan(lacks->part) && !lacks->part_lower);
	assert_int_equal(lacks->origin, ORIGIN_ASSUMPTION);
	const struct explain_input *count = input_named("Mail on Cloud API: Hours");
	assert_true(count->part == 0 && count->part_lower && !count->missing);
	expect(EXPLAIN_CATEGORY, CATEGORY_PARALLEL, 200, "USD");
	assert_false(input_named("Mail: monthly on Lab API")->part_lower);
	assert_true(input_named("Mail: monthly on Lab API")->less_or_more);
	/* Where it rests on that monthly, so does the spend on the target, and the concentration. */
	explain(EXPLAIN_CONCENTRATION, 0);
	assert_true(why->less_or_more && input_named("Lab API: spend")->less_or_more);
	explain(EXPLAIN_CONCENTRATION_TODAY, 0);
	assert_false(why->less_or_more || input_named("Lab API: spend")->less_or_more);
}

/* --- differences ----------------------------------------------------------------------------- */

static void a_move_changes_the_new_less_the_old(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	expect(EXPLAIN_MOVE_MONTHLY, 0, 300 - 600, "USD a month");
	assert_true(why->change);
	assert_string_equal(why->title, "Chat moves: what it changes a month");
	expect_input("Chat: monthly on Lab API", 300, 300);
	expect_input("Chat on Cloud API: monthly", 600, -600);
	expect(EXPLAIN_MOVE_MONTHLY, 1, -50, "USD a month");
	expect(EXPLAIN_MOVE_MONTHLY, 2, 0, "USD a month");
	assert_true(has_note("for 1 of the bindings that move the new price is not known: the old monthly is "
			     "assumed"));
	assert_true(has_note("it moves 1 binding"));
	expect(EXPLAIN_MOVE_MONTHLY, 3, 0, "USD a month");
	assert_true(has_note("it moves no binding"));
	assert_null(analysis_explain(built.analysis, EXPLAIN_MOVE_MONTHLY, 4));
}

/* At month 0: 3 models x 2 days x 1000, 4 TB x 50, and a month of 300 more. At month 1 the models have
 * grown by a tenth, and egress is free by law. */
static void a_month_more_grows_counts_and_ends_charges(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	assert_null(analysis_explain(built.analysis, EXPLAIN_WAITING, 0)); /* nothing moves */
	build_switch(&built, "chat", true);
	expect(EXPLAIN_ONE_OFF, 0, 6000 + 200 + 300, "USD");
	expect(EXPLAIN_WAITING, 0, 600 - 200, "USD");
	assert_true(why->change);
	assert_false(why->lower_bound);
	expect_input("Chat on Cloud API: Models", 3, 600);
	expect_input("Chat on Cloud API: growth of its counts", 10, 600);
	expect_input("Chat on Cloud API: Data", 4, -200);
	expect_input("Cloud: egress, the rest", 50, -200);
	assert_true(has_note("start in month 0: 6,500 USD; in month 1: 6,900 USD"));
	assert_true(
		has_note("from month 1 on no provider charges for data that leaves: switching_charges_end"));
	/* From month 1 to month 2 only the models grow. */
	built.choice.start = 1;
	analysis_follow(built.analysis, &built.choice);
	expect(EXPLAIN_WAITING, 0, 6000 * 1.1 * 0.1, "USD");
	assert_int_equal(why->note_count, 1);
	built.choice.start = built.model->horizon - 1;
	analysis_follow(built.analysis, &built.choice);
	assert_null(analysis_explain(built.analysis, EXPLAIN_WAITING, 0));
}

/* Hours have no price at the lab: what grows by 5 per cent is not known. */
static void waiting_lacks_what_has_no_price_and_grows(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "mail", true);
	expect(EXPLAIN_WAITING, 0, 0, "USD");
	assert_true(why->lower_bound);
	assert_true(has_note("a price is missing and counts as 0: the true figure is higher"));
}

/* What a commitment falls short of more by waiting less: 10 x 800 are spent by then without a move. */
static void waiting_runs_commitments_down(void **state)
{
	(void)state;
	build_stack(&built, "drivers: []\n"
			    "providers:\n"
			    "- {id: a, name: A, kind: cloud}\n"
			    "- {id: b, name: B, kind: cloud}\n"
			    "offerings:\n"
			    "- {id: x, name: X, provider: a, kind: k}\n"
			    "- {id: y, name: Y, provider: b, kind: k}\n"
			    "components: [{id: m, bindings: [{offering: x, monthly: 800}]}]\n"
			    "commitments: [{provider: a, remaining: 8000, until: 2027-09-30}]\n"
			    "migrations: [{id: z, name: Z, from: x, to: y}]\n");
	build_switch(&built, "z", true);
	/* 10 months: today all is met. Moved at once, one month of overlap is paid: 7200 are not met. */
	expect(EXPLAIN_ONE_OFF, 0, 800 + 7200, "USD");
	expect(EXPLAIN_WAITING, 0, -800, "USD");
	expect_input("commitment to A until 2027-09-30: remaining", 8000, -800);
}

/* Both join the lab, once: 7 days x 1000. */
static void moves_share_an_onboarding(void **state)
{
	(void)state;
	build_stack(&built, "drivers: []\n"
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
	assert_null(analysis_explain(built.analysis, EXPLAIN_INTERACTION, 0));
	build_switch(&built, "m", true);
	expect(EXPLAIN_INTERACTION, 0, 0, "USD");
	build_switch(&built, "n", true);
	expect(EXPLAIN_INTERACTION, 0, -7000, "USD");
	assert_true(why->change);
	expect_input("one-off cost, expected", 7000 + 1100, 8100);
	assert_true(expect_input("First on its own: one-off cost", 7800, -7800)->computed);
	expect_input("Second on its own: one-off cost", 7300, -7300);
	assert_true(has_note("onboarding: 7,000 USD less together"));
	assert_int_equal(why->note_count, 2);
}

static void a_move_that_lacks_a_price_is_a_lower_bound_as_an_input(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "chat", true);
	build_switch(&built, "mail", true);
	explain(EXPLAIN_INTERACTION, 0);
	assert_true(expect_input("Mail moves on its own: one-off cost", 200, -200)->lower_bound);
	assert_false(expect_input("Chat moves on its own: one-off cost", 6500, -6500)->lower_bound);
	assert_true(expect_input("one-off cost, expected", 6700, 6700)->lower_bound);
}

/* --- ways out -------------------------------------------------------------------------------- */

/* chat, mail and index leave the cloud: 6000 for the models, 200 for the data, a month of 300 + 200 + 100. */
static void leaving_is_the_way_out_in_money(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	uint32_t cloud = build_provider(&built, "cloud");
	expect(EXPLAIN_LEAVING, cloud, 6800, "USD");
	assert_string_equal(why->title, "leaving Cloud: one-off cost, expected");
	assert_true(why->lower_bound); /* the hours have no price at the lab */
	expect(EXPLAIN_EXIT, cloud, 6800.0 / 900, "months of spend");
	assert_true(has_note("6,800 USD once, 900 USD a month"));
	/* From month 2 on: the models have grown by 21 per cent, and the data leaves free of charge. */
	built.choice.start = 2;
	analysis_follow(built.analysis, &built.choice);
	expect(EXPLAIN_LEAVING, cloud, 6800, "USD");
	expect(EXPLAIN_WAY_OUT, cloud, 6000 * 1.21 + 600, "USD");
	expect(EXPLAIN_WAY_OUT_MONTHS, cloud, (6000 * 1.21 + 600) / 900, "months of spend");
	assert_null(analysis_explain(built.analysis, EXPLAIN_LEAVING, build_provider(&built, "chip")));
}

/* --- any stack ------------------------------------------------------------------------------- */

enum { STACKS = 12, SWITCHES = 4 };

/* The value is the one the screen shows, and the parts add up to it. */
static void expect_sum(enum explain_kind kind, uint32_t subject, double value)
{
	double parts = 0;
	explain(kind, subject);
	expect_close(why->value, value, 1);
	for (uint32_t i = 0; i < why->input_count; i++)
		parts += why->inputs[i].part;
	if (why->left_out == 0)
		expect_within(parts, value, 1e-6 * (1 + fabs(value)));
}

/* The flows of one step are the figure; there is none where no step has an amount. */
static void expect_narrowest(enum explain_kind kind, uint32_t loop, double value)
{
	double parts = 0;
	explanation_free(why);
	why = analysis_explain(built.analysis, kind, loop);
	assert_int_equal(why == NULL, isnan(value));
	for (uint32_t i = 0; why && i < why->input_count; i++)
		parts += isnan(why->inputs[i].part) ? 0 : why->inputs[i].part;
	if (why) {
		expect_close(why->value, value, 1);
		expect_close(parts, value, 1);
	}
}

static void expect_sums(void)
{
	struct analysis *analysis = built.analysis;
	const struct provider_figures *providers = analysis_providers(analysis);
	const struct cost *cost = analysis_cost(analysis);
	const struct exit_figures *exits = analysis_exits(analysis);
	expect_sum(EXPLAIN_MONTHLY_TODAY, 0, cost->monthly_before);
	expect_sum(EXPLAIN_MONTHLY, 0, cost->monthly_after);
	for (uint32_t p = 0; p < built.model->provider_count; p++) {
		expect_sum(EXPLAIN_PROVIDER_TODAY, p, providers[p].monthly);
		expect_sum(EXPLAIN_PROVIDER, p, providers[p].monthly_after);
		expect_sum(EXPLAIN_SHARE_AFTER, p, 100 * providers[p].monthly_after / cost->monthly_after);
		expect_sum(EXPLAIN_REACH_SPEND, p, analysis_reach(analysis)[p].monthly);
		explanation_free(why);
		why = analysis_explain(analysis, EXPLAIN_LEAVING, p);
		assert_int_equal(why != NULL, exits[p].moved + exits[p].stuck > 0);
		if (why)
			expect_close(why->value, exits[p].one_off, 1);
	}
	const struct loops *loops = analysis_loops(analysis);
	for (uint32_t l = 0; l < loops->count && l < 5; l++) {
		expect_sum(EXPLAIN_EXPOSURE, l, loops->items[l].exposure);
		expect_narrowest(EXPLAIN_PUT_IN, l, loops->items[l].firm.put_in);
		expect_narrowest(EXPLAIN_COMES_BACK, l, loops->items[l].firm.comes_back);
		expect_sum(EXPLAIN_EXPOSURE_AFTER, l,
			   analysis_loop_exposure_after(analysis, &loops->items[l]));
	}
	for (uint32_t m = 0; m < built.plan.count; m++)
		expect_sum(EXPLAIN_MOVE_MONTHLY, m, analysis_moves(analysis)[m].monthly);
}

/* What one month more adds is told by the counts and the pledges that it hangs on; where a provider has
 * several pledges no part is told. */
static void expect_differences(void)
{
	const struct timing *timing = analysis_timing(built.analysis);
	uint32_t start = built.choice.start;
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_WAITING, 0);
	if (why) {
		bool whole = why->left_out == 0;
		double parts = 0;
		for (uint32_t i = 0; i < why->input_count; i++) {
			const struct explain_input *input = &why->inputs[i];
			bool pledge = strncmp(input->name, "commitment to", 13) == 0 ||
				      strncmp(input->name, "credit of", 9) == 0;
			bool count = input->variable && strncmp(input->variable, "count:", 6) == 0;
			whole = whole && !(pledge && isnan(input->part));
			parts += (pledge || count) && !isnan(input->part) ? input->part : 0;
		}
		expect_close(why->value, timing->one_off[start + 1] - timing->one_off[start],
			     timing->one_off[start]);
		if (whole)
			expect_within(parts, why->value, 1e-6 * (1 + fabs(timing->one_off[start])));
	}
	if (choice_count(&built.choice) > 0)
		expect_sum(EXPLAIN_INTERACTION, 0, analysis_interaction(built.analysis));
}

static void sums_are_what_the_screen_shows(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= STACKS; seed++) {
		uint64_t luck = seed;
		random_stack_build_whole(&built, (struct random_stack){.seed = seed,
								       .components = 6 + (uint32_t)seed,
								       .ranges = 40,
								       .growth = true});
		for (int i = 0; i < SWITCHES; i++) {
			random_stack_switch(&built, &luck);
			expect_sums();
			expect_differences();
		}
		build_clear(&built);
	}
	build_stack(&built, STACK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(teams_are_sums_of_their_bindings, teardown),
		cmocka_unit_test_teardown(providers_are_sums_of_what_is_on_them, teardown),
		cmocka_unit_test_teardown(a_targets_monthly_is_the_sum_of_what_moves_there, teardown),
		cmocka_unit_test_teardown(shares_are_of_today_and_of_the_scenario, teardown),
		cmocka_unit_test_teardown(the_exposure_is_what_rests_on_a_loop, teardown),
		cmocka_unit_test_teardown(a_loop_is_as_narrow_as_its_narrowest_step, teardown),
		cmocka_unit_test_teardown(the_narrowest_of_three_steps_is_told_with_its_ends, teardown),
		cmocka_unit_test_teardown(the_other_steps_are_listed_without_a_part, teardown),
		cmocka_unit_test_teardown(what_fails_costs_all_bindings_of_its_components, teardown),
		cmocka_unit_test_teardown(pledges_are_as_the_stack_says, teardown),
		cmocka_unit_test_teardown(every_pledge_is_named_where_it_matters, teardown),
		cmocka_unit_test_teardown(the_npv_says_how_often_it_is_above_0, teardown),
		cmocka_unit_test_teardown(what_money_lacks_is_told, teardown),
		cmocka_unit_test_teardown(what_fails_and_concentration_are_told_of_both, teardown),
		cmocka_unit_test_teardown(a_ratio_of_foreign_prices_is_told_from_a_kept_monthly, teardown),
		cmocka_unit_test_teardown(the_price_that_a_monthly_lacks_is_an_input, teardown),
		cmocka_unit_test_teardown(what_hangs_on_a_missing_price_is_not_known, teardown),
		cmocka_unit_test_teardown(notes_tell_where_their_figures_are, teardown),
		cmocka_unit_test_teardown(an_assumed_monthly_is_less_or_more, teardown),
		cmocka_unit_test_teardown(a_move_changes_the_new_less_the_old, teardown),
		cmocka_unit_test_teardown(a_month_more_grows_counts_and_ends_charges, teardown),
		cmocka_unit_test_teardown(waiting_lacks_what_has_no_price_and_grows, teardown),
		cmocka_unit_test_teardown(waiting_runs_commitments_down, teardown),
		cmocka_unit_test_teardown(moves_share_an_onboarding, teardown),
		cmocka_unit_test_teardown(a_move_that_lacks_a_price_is_a_lower_bound_as_an_input, teardown),
		cmocka_unit_test_teardown(leaving_is_the_way_out_in_money, teardown),
		cmocka_unit_test_teardown(sums_are_what_the_screen_shows, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
