#include "core/figures/explain.h"

#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/figures/explain_inputs.h"
#include "core/figures/terms.h"
#include "tests/unit/build.h"

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

/* Everything of section 3: each kind of driver, tiers, waivers, onboarding, extra, pledges, growth. */
static const char STACK[] =
	"needs: {portability: 5, privacy: 3, longevity: 2}\n"
	"drivers:\n"
	"- {id: model, name: Models, unit: models, category: retraining, effort: [5, 20, 60]}\n"
	"- {id: kernel, name: Kernels, category: redesign, effort: 10, at: {rehost: 0.5, refactor: 2}}\n"
	"- {id: audit, name: Audits, category: requalification, money: [100, 200, 400]}\n"
	"- {id: hours, name: Hours, category: retraining, price: hour}\n"
	"- {id: data_tb, name: Data, category: transfer, at: {refactor: 1.5}}\n"
	"- {id: dependents, name: Dependents, category: rebuilding, effort: 2, at: {refactor: 3}}\n"
	"providers:\n"
	"- {id: cloud, kind: cloud, egress: [[10 TB, 90], [rest, 50]], exit_waiver: true}\n"
	"- {id: part, kind: cloud, parent: cloud, egress: [[rest, 70]], stance: {privacy: -1}}\n"
	"- {id: lab, kind: lab, onboarding: [10, 25, 80], stance: {portability: 2}}\n"
	"- {id: sub, kind: lab, parent: lab, onboarding: 40}\n"
	"- {id: other, kind: cloud, onboarding: 15}\n"
	"offerings:\n"
	"- {id: api, name: Cloud API, provider: cloud, kind: api, interface: chat, prices: {call: 2, hour: "
	"3}}\n"
	"- {id: api2, name: Second API, provider: cloud, kind: api}\n"
	"- {id: disk, name: Disk, provider: part, kind: store, interface: s3, prices: {tb: 20}}\n"
	"- {id: lab/api, name: Lab API, provider: lab, kind: api, interface: chat, prices: {call: 1, hour: "
	"5}}\n"
	"- {id: sub/api, name: Sub API, provider: sub, kind: api, interface: own, prices: {call: 1}}\n"
	"- {id: other/disk, name: Other Disk, provider: other, kind: store, interface: s3, prices: {tb: "
	"10}}\n"
	"- {id: other/db, name: Other DB, provider: other, kind: db}\n"
	"components:\n"
	"- id: chat\n"
	"  name: Chat\n"
	"  depends_on: [lake]\n"
	"  bindings:\n"
	"  - offering: api\n"
	"    monthly: 1000\n"
	"    usage: {call: 10}\n"
	"    growth: 3%\n"
	"    counts: {model: [1, 2, 3], kernel: 4, hours: 100, audit: 1}\n"
	"  - offering: disk\n"
	"    monthly: 50\n"
	"    usage: {tb: 4}\n"
	"    counts: {data_tb: [5, 10, 30], kernel: 1}\n"
	"- id: lake\n"
	"  name: Lake\n"
	"  bindings:\n"
	"  - {offering: disk, monthly: 300, usage: {tb: 40}, counts: {data_tb: 40}}\n"
	"  - {offering: api, monthly: 70, counts: {data_tb: 7, model: 1}}\n"
	"- {id: site, name: Site, depends_on: [chat, lake]}\n"
	"- {id: shop, name: Shop, depends_on: [chat]}\n"
	"commitments:\n"
	"- {provider: cloud, remaining: 20k, until: 2027-12-31}\n"
	"- {provider: part, remaining: 3k, until: 2027-06-30}\n"
	"- {provider: cloud, remaining: 1k, until: 2028-06-30}\n"
	"credits:\n"
	"- {provider: cloud, remaining: 5k, until: 2027-03-31}\n"
	"migrations:\n"
	"- {id: lab, name: To the lab, from: api, to: lab/api, where: {component: chat}, extra: [10, 20, "
	"60]}\n"
	"- {id: sub, name: To the sub, from: api, to: sub/api, where: {component: lake}}\n"
	"- {id: disk, name: Disks, from: disk, to: other/disk}\n"
	"- {id: db, name: All into the DB, bindings: [lake@disk, chat@api], to: other/db, cost_ratio: 0.5, "
	"extra: 7}\n"
	"- {id: home, name: Back home, bindings: [lake@disk], to: api2}\n"
	"- {id: one-disk, name: One disk, bindings: [chat@disk], to: other/disk}\n"
	"- {id: refit, name: Lake refit, bindings: [lake@api], to: lab/api, strategy: refactor}\n";

/* --- terms ----------------------------------------------------------------------------------------- */

struct totals {
	double categories[CATEGORY_COUNT], total;
};

static void add_term(void *context, const struct term *term)
{
	struct totals *totals = context;
	if (term->kind == TERM_DEPENDENTS) /* section 3: one that is not rehosted, and what depends on it */
		assert_true(term->quantity > 0 && term->strategy != STRATEGY_REHOST);
	totals->categories[term->category] += term->expected;
	totals->total += term->expected;
}

static struct totals total_of(struct term_set *set)
{
	struct totals totals = {{0}, 0};
	struct terms_visitor visitor = {add_term, &totals};
	terms_visit(built.analysis, set, &visitor);
	terms_set_clear(set);
	return totals;
}

static void expect_close(double value, double expected)
{
	if (!(fabs(value - expected) <= 1e-9 * (1 + fabs(expected))))
		fail_msg("%.17g, expected %.17g", value, expected);
}

static void check_terms(void)
{
	struct term_set set;
	terms_set_of_choice(built.analysis, &set);
	struct totals totals = total_of(&set);
	const struct cost *cost = analysis_cost(built.analysis);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		expect_close(totals.categories[c], cost->expected[c]);
	for (uint32_t m = 0; m < built.plan.count; m++) {
		terms_set_of_migration(built.analysis, m, &set);
		expect_close(total_of(&set).total, analysis_moves(built.analysis)[m].alone);
	}
}

static void check_honesty(void)
{
	why = analysis_explain(built.analysis, EXPLAIN_ONE_OFF, 0);
	const struct honesty *honesty = analysis_honesty(built.analysis);
	assert_true(why->has_honesty);
	for (int o = 0; o < ORIGIN_COUNT; o++)
		expect_close(honesty->share[o], why->honesty.share[o]);
	assert_int_equal(honesty->lower_bound, why->honesty.lower_bound);
	explanation_free(why);
	why = NULL;
}

static void switch_at_random(uint64_t *random)
{
	uint32_t off[16], migration = build_random(random, built.plan.count);
	if (choice_is_on(&built.choice, migration))
		choice_set(&built.choice, migration, false);
	else
		choice_switch_on(&built.choice, &built.plan, migration, off);
	built.choice.start = build_random(random, 36);
	analysis_follow(built.analysis, &built.choice);
}

static void test_terms_add_up_to_the_figures(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	uint64_t random = 5;
	for (int turn = 0; turn < 60; turn++) {
		switch_at_random(&random);
		check_terms();
		check_honesty();
	}
}

/* Data of which there is none has no part in what the provider charges, and is no term. */
static void test_no_data_is_no_term(void **state)
{
	struct term_set set;
	(void)state;
	build_stack(&built, "drivers: [{id: data_tb, category: transfer}]\n"
			    "providers: [{id: a, kind: cloud, egress: [[rest, 50]]}, {id: b, kind: cloud}]\n"
			    "offerings: [{id: a1, provider: a, kind: k}, {id: b1, provider: b, kind: k}]\n"
			    "components: [{id: x, bindings: [{offering: a1, counts: {data_tb: 0}}]}]\n"
			    "migrations: [{id: m, bindings: [x@a1], to: b1}]\n");
	build_switch(&built, "m", true);
	terms_set_of_choice(built.analysis, &set);
	assert_true(total_of(&set).total == 0);
	check_terms();
}

static void test_terms_of_an_exit(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	for (uint32_t p = 0; p < built.model->provider_count; p++) {
		struct exit_plan *exit = analysis_exit(built.analysis, p, 0);
		struct term_set set;
		terms_set_of_exit(exit, 0, &set);
		double total = total_of(&set).total;
		if (!isnan(exit->one_off))
			expect_close(total, exit->one_off);
		exit_plan_free(exit);
	}
}

/* Two migrations with extra work and one without; each counts once however many bindings it moves. */
static void test_extras_count_once(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "disk", true);
	build_switch(&built, "refit", true);
	uint32_t chat = model_find_binding(built.model, "chat@api"), off[16];
	assert_int_equal(choice_switch_on(&built.choice, &built.plan, plan_find(&built.plan, "lab"), off), 0);
	analysis_follow(built.analysis, &built.choice);
	check_terms();
	why = analysis_explain(built.analysis, EXPLAIN_BINDING, chat);
	assert_true(why->value > 25);
	explanation_free(why);
	build_switch(&built, "lab", false);
	build_switch(&built, "disk", false);
	build_switch(&built, "db", true);
	why = analysis_explain(built.analysis, EXPLAIN_CATEGORY, CATEGORY_REBUILDING);
	check_terms();
	for (uint32_t i = 0; i < why->input_count; i++)
		if (strcmp(why->inputs[i].name, "All into the DB: extra work") == 0)
			expect_close(why->inputs[i].part, 7);
}

/* --- origins ----------------------------------------------------------------------------------------- */

static void expect_honesty(double user, double catalog, double assumption)
{
	const struct honesty *honesty = analysis_honesty(built.analysis);
	expect_close(honesty->share[ORIGIN_USER], user);
	expect_close(honesty->share[ORIGIN_CATALOG], catalog);
	expect_close(honesty->share[ORIGIN_ASSUMPTION], assumption);
}

static void test_nothing_moves(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	expect_honesty(0, 0, 0);
	why = analysis_explain(built.analysis, EXPLAIN_ONE_OFF, 0);
	assert_true(why->value == 0);
	assert_int_equal(why->input_count, 0);
	assert_int_equal(why->note_count, 1);
	assert_null(analysis_explain(built.analysis, EXPLAIN_BINDING, 0));
}

/* db: counts of the user's, a ratio of the user's: all but the overlap's months, which are the user's here,
 * too. */
static void test_all_of_the_user(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "db", true);
	expect_honesty(1, 0, 0);
}

/* sub: lake@api has no usage, so its new monthly is assumed; and Sub API has no hourly price. */
static void test_assumed_monthly(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "sub", true);
	const struct cost *cost = analysis_cost(built.analysis);
	double pledges = fabs(cost->expected[CATEGORY_COMMITMENTS]), all = 0;
	for (int c = 0; c < CATEGORY_COUNT; c++)
		all += fabs(cost->expected[c]);
	/* what comes to lab and sub is assumed; cloud, whose pledges count, only loses */
	assert_true(pledges > 0);
	double assumed = cost->expected[CATEGORY_PARALLEL] / all;
	expect_honesty(1 - assumed, 0, assumed);
	assert_false(analysis_honesty(built.analysis)->lower_bound);
}

static void test_missing_price_is_a_lower_bound(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	uint32_t chat = model_find_binding(built.model, "chat@api");
	build_switch(&built, "disk", true);
	assert_false(analysis_honesty(built.analysis)->lower_bound); /* the plan grows after the first look */
	uint32_t hand = plan_make(&built.plan, "hand", NULL, &chat, 1, build_offering(&built, "sub/api"));
	build_switch(&built, built.plan.migrations[hand]->id, true);
	assert_true(analysis_honesty(built.analysis)->lower_bound);
	check_terms();
	check_honesty();
}

/* The same stack as if it stood in the catalogue: sources decide. */
static void test_catalogue(void **state)
{
	(void)state;
	build_stack(
		&built,
		"drivers:\n"
		"- {id: told, category: retraining, money: 10, source: {title: T, grade: B, date: "
		"2026-01-01}}\n"
		"- {id: half, category: retraining, money: 10, source: [{title: T, grade: A, for: money},\n"
		"   {title: U, grade: assumption, for: at}], at: {replatform: 2}}\n"
		"- {id: guess, category: retraining, money: 10, source: [{title: T, grade: A}, {title: U, "
		"grade: "
		"assumption, for: money}]}\n"
		"- {id: mute, category: retraining, money: 10}\n"
		"providers: [{id: p, kind: lab}]\n"
		"offerings: [{id: a, provider: p, kind: k}, {id: b, provider: p, kind: k}]\n"
		"components: [{id: c, bindings: [{offering: a, counts: {told: 1, half: 1, guess: 1, mute: "
		"1}}]}]\n"
		"migrations: [{id: m, from: a, to: b}]\n");
	built.model->files[0].builtin = true;
	for (uint32_t d = 0; d < built.model->driver_count; d++)
		for (uint32_t i = 0; i < built.model->drivers[d].sources.count; i++)
			built.model->sources[built.model->drivers[d].sources.first + i].builtin = true;
	build_switch(&built, "m", true);
	expect_honesty(0, 10. / 50, 40. / 50);
	why = analysis_explain(built.analysis, EXPLAIN_CATEGORY, CATEGORY_RETRAINING);
	assert_true(why->value == 50);
	for (uint32_t i = 0; i < why->input_count; i++) {
		if (strcmp(why->inputs[i].name, "told: cost for one") == 0) {
			assert_int_equal(why->inputs[i].origin, ORIGIN_CATALOG);
			assert_string_equal(why->inputs[i].source->title, "T");
		}
		if (strcmp(why->inputs[i].name, "guess: cost for one") == 0)
			assert_string_equal(why->inputs[i].source->title, "U");
	}
	explanation_free(why);
	why = NULL;
	built.model->currency = "EUR";
	analysis_free(built.analysis);
	built.analysis = analysis_new(&built.plan);
	analysis_follow(built.analysis, &built.choice);
	expect_honesty(0, 0, 1);
}

/* --- what is said ------------------------------------------------------------------------------------- */

static const struct explain_input *find_input(const char *name)
{
	for (uint32_t i = 0; i < why->input_count; i++)
		if (strcmp(why->inputs[i].name, name) == 0)
			return &why->inputs[i];
	fail_msg("no input '%s'", name);
	return NULL;
}

static void expect_input(const char *name, double low, double high, const char *unit, double part)
{
	const struct explain_input *input = find_input(name);
	assert_true(input->value.low == low && input->value.high == high);
	assert_string_equal(input->unit, unit);
	if (isnan(part))
		assert_true(isnan(input->part));
	else
		expect_close(input->part, part);
}

static void test_why_a_category(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "lab", true); /* rehost: the same interface, so models need nothing */
	build_switch(&built, "refit", true);
	why = analysis_explain(built.analysis, EXPLAIN_CATEGORY, CATEGORY_RETRAINING);
	double effort = (5 + 4 * 20 + 60) / 6.;
	expect_close(why->value, effort * 1000);
	assert_string_equal(why->title, "one-off cost: retraining, expected");
	assert_string_equal(why->unit, "USD");
	assert_non_null(strstr(why->formula, "person-day x overrun"));
	expect_input("one person-day, loaded", 1000, 1000, "USD", why->value);
	expect_input("Models: effort for one", 5, 60, "person-days", why->value);
	expect_input("Lake on Cloud API: Models", 1, 1, "models", why->value);
	assert_string_equal(find_input("Lake on Cloud API: Models")->variable, "count:lake@api:model");
	assert_true(find_input("Lake on Cloud API: Models")->place.line > 30);
	assert_true(why->spread.p10 < why->spread.p90);
	assert_int_equal(why->left_out, 0);
}

static void test_inputs_come_by_their_part(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "lab", true);
	build_switch(&built, "disk", true);
	why = analysis_explain(built.analysis, EXPLAIN_ONE_OFF, 0);
	assert_true(why->input_count > 10);
	bool none = false;
	for (uint32_t i = 0; i < why->input_count; i++) {
		assert_true(!none || isnan(why->inputs[i].part));
		if (i > 0 && !isnan(why->inputs[i].part))
			assert_true(fabs(why->inputs[i].part) <= fabs(why->inputs[i - 1].part));
		none = isnan(why->inputs[i].part);
	}
	expect_input("becoming a customer of lab", 10, 80, "person-days", 1000 * (10 + 4 * 25 + 80) / 6.);
	expect_input("To the lab: extra work", 10, 60, "USD", 25);
	expect_input("Kernels: how much of it a rehost needs", 0.5, 0.5, "of it", (4 + 1) * 0.5 * 10 * 1000);
	expect_input("part: egress, the rest", 70, 70, "USD a TB", (12.5 + 40) * 70);
	assert_string_equal(find_input("part: egress, the rest")->variable, "egress:part:1");
	expect_input("Chat: monthly on Lab API", 500, 500, "USD a month", 500);
	expect_input("time in which old and new both run", 1, 1, "months", 500 + 25 + 150);
	expect_input("commitment to part until 2027-06-30: remaining", 3000, 3000, "USD", 7 * 350 - 350);
	expect_input("commitment to cloud until 2027-12-31: remaining", 20000, 20000, "USD", NAN);
}

/* 7 TB of the lake, which refactoring makes 10.5: all of the first tier and a part of the rest. */
static void test_tiers_are_inputs(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "refit", true);
	why = analysis_explain(built.analysis, EXPLAIN_CATEGORY, CATEGORY_TRANSFER);
	expect_close(why->value, 10 * 90 + 0.5 * 50);
	expect_input("cloud: egress, tier 1 of 10 TB", 90, 90, "USD a TB", NAN);
	expect_input("cloud: egress, the rest", 50, 50, "USD a TB", NAN);
	assert_string_equal(find_input("cloud: egress, tier 1 of 10 TB")->variable, "egress:cloud:1");
	assert_string_equal(find_input("cloud: egress, the rest")->variable, "egress:cloud:2");
}

static void test_growth_is_an_input(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "lab", true);
	why = analysis_explain(built.analysis, EXPLAIN_CATEGORY, CATEGORY_REDESIGN);
	for (uint32_t i = 0; i < why->input_count; i++) /* none at the start */
		assert_null(strstr(why->inputs[i].name, "growth"));
	explanation_free(why);
	built.choice.start = 10;
	build_switch(&built, "lab", true);
	why = analysis_explain(built.analysis, EXPLAIN_CATEGORY, CATEGORY_REDESIGN);
	expect_close(why->value, 4 * 0.5 * 10 * 1000 * pow(1.03, 10));
	expect_input("Chat on Cloud API: growth of its counts", 3, 3, "% a month", why->value - 20000);
}

static void test_why_moves(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "lab", true);
	uint32_t sub = plan_find(&built.plan, "sub");
	why = analysis_explain(built.analysis, EXPLAIN_ALONE, sub);
	expect_close(why->value, analysis_moves(built.analysis)[sub].alone);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_MARGINAL, sub);
	expect_close(why->value, analysis_moves(built.analysis)[sub].marginal);
	assert_int_equal(why->note_count, 2);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_MARGINAL, plan_find(&built.plan, "db"));
	assert_null(why);
	uint32_t binding = model_find_binding(built.model, "chat@api");
	why = analysis_explain(built.analysis, EXPLAIN_BINDING, binding);
	expect_close(why->value, analysis_moves(built.analysis)[plan_find(&built.plan, "lab")].alone);
}

static void test_why_an_exit(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	uint32_t cloud = build_provider(&built, "cloud");
	why = analysis_explain(built.analysis, EXPLAIN_EXIT, cloud);
	expect_close(why->value, analysis_exits(built.analysis)[cloud].months_of_spend);
	assert_true(why->input_count > 5);
	/* Parts are in the unit of the figure: months of spend, not money. */
	struct exit_plan *exit = analysis_exit(built.analysis, cloud, 0);
	double spend = exit->one_off / exit->months_of_spend;
	uint32_t parallel = 0;
	for (uint32_t i = 0; i < why->input_count; i++) {
		if (!strstr(why->inputs[i].name, ": monthly on "))
			continue;
		expect_close(why->inputs[i].part,
			     range_mean(built.model->overlap) * why->inputs[i].value.likely / spend);
		parallel++;
	}
	assert_true(parallel > 0);
	exit_plan_free(exit);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_EXIT, build_provider(&built, "lab"));
	assert_true(isnan(why->value)); /* nothing is spent on it */
	assert_int_equal(why->note_count, 2);
}

static void test_why_money(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "lab", true);
	const struct cost *cost = analysis_cost(built.analysis);
	why = analysis_explain(built.analysis, EXPLAIN_MONTHLY, 0);
	assert_true(why->value == cost->monthly_after);
	double parts = 0;
	for (uint32_t i = 0; i < why->input_count; i++)
		parts += why->inputs[i].part;
	expect_close(parts, cost->monthly_after);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_NPV, 0);
	assert_true(why->value == cost->npv_expected);
	expect_close(find_input("one-off cost, expected")->part +
			     find_input("saving after the overlap")->part,
		     cost->npv_expected);
	expect_close(find_input("one-off cost, expected")->part,
		     -cost->expected_total); /* no discount here */
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_PAYBACK, 0);
	assert_true(isnan(why->value));
	assert_string_equal(why->none, "not within 36 months");
	assert_int_equal(why->note_count, 0);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_BEST_START, 0);
	assert_true(why->value == analysis_timing(built.analysis)->best_start);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_SHARE, build_provider(&built, "part"));
	expect_close(why->value, 100 * 350 / 1420.);
	assert_int_equal(why->input_count, 2);
	expect_input("Lake on Disk: monthly", 300, 300, "USD a month", 100 * 300 / 1420.);
	expect_input("Chat on Disk: monthly", 50, 50, "USD a month", 100 * 50 / 1420.);
}

/* db: all of it is the user's own. */
static void test_why_money_of_the_user(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "db", true);
	why = analysis_explain(built.analysis, EXPLAIN_NPV, 0);
	assert_int_equal(find_input("one-off cost, expected")->origin, ORIGIN_USER);
	assert_int_equal(find_input("saving after the overlap")->origin, ORIGIN_USER);
	built.model->discount_rate = 0.08; /* told per cent */
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_NPV, 0);
	expect_input("discount rate", 8, 8, "% a year", NAN);
}

/* What one input alone does to the total: its two ends, and the input by the name that it is tried with. */
static void test_why_a_swing(void **state)
{
	uint32_t count;
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "lab", true);
	const struct swing *swings = analysis_swings(built.analysis, &count);
	assert_true(count >= 2);
	for (uint32_t i = 0; i < count; i++) {
		why = analysis_explain(built.analysis, EXPLAIN_SWING, i);
		assert_non_null(why);
		assert_true(why->value == swings[i].high - swings[i].low);
		assert_int_equal(why->input_count, 1);
		assert_string_equal(why->inputs[0].variable, swings[i].variable);
		assert_true(why->inputs[0].value.low < why->inputs[0].value.high);
		assert_int_equal(why->note_count, 1);
		explanation_free(why);
	}
	why = analysis_explain(built.analysis, EXPLAIN_SWING, count);
	assert_null(why);
}

static void test_why_a_monthly(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	uint32_t chat = model_find_binding(built.model, "chat@api"),
		 lake = model_find_binding(built.model, "lake@api");
	why = analysis_explain(built.analysis, EXPLAIN_BINDING_MONTHLY, chat);
	assert_true(why->value == 1000);
	assert_int_equal(why->input_count, 1);
	explanation_free(why);
	build_switch(&built, "lab", true);
	build_switch(&built, "sub", true);
	why = analysis_explain(built.analysis, EXPLAIN_BINDING_MONTHLY, chat);
	assert_true(why->value == 500);
	expect_input("price of one call at Cloud API", 2, 2, "USD", NAN);
	expect_input("price of one call at Lab API", 1, 1, "USD", NAN);
	expect_input("Chat on Cloud API: call used", 10, 10, "a month", NAN);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_BINDING_MONTHLY, lake);
	assert_int_equal(why->note_count, 1);
	explanation_free(why);
	build_switch(&built, "lab", false);
	build_switch(&built, "db", true);
	why = analysis_explain(built.analysis, EXPLAIN_BINDING_MONTHLY, chat);
	expect_input("All into the DB: new monthly / old", 0.5, 0.5, "times", NAN);
}

static void test_why_structure(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	why = analysis_explain(built.analysis, EXPLAIN_REACH, build_provider(&built, "part"));
	assert_true(why->value == 4);
	assert_string_equal(why->unit, "components");
	expect_input("Disk: spend", 350, 350, "USD a month", NAN);
	assert_int_equal(why->input_count, 1);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_CONCENTRATION, 0);
	assert_true(why->value == 10000);
	assert_int_equal(why->input_count, 2); /* those that something is spent on */
	double parts = 0;
	for (uint32_t i = 0; i < why->input_count; i++)
		parts += why->inputs[i].part;
	expect_close(parts, why->value);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_ALIGNMENT, build_provider(&built, "sub"));
	expect_close(why->value, 100 * 5 * 2 / 20.);
	expect_input("portability (weight 5)", 2, 2, "of −2 to 2", 50);
	assert_string_equal(find_input("privacy (weight 3)")->unit, "unknown");
	assert_int_equal(why->note_count, 1);
	assert_string_equal(why->notes[0], "of 3 stances 1 is known, with 50 % of the weight");
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_ALIGNMENT, built.model->provider_count);
	assert_null(why);
}

/* One component that fails; a free offering; a coverage of one weight in three. */
static void test_why_one_and_none(void **state)
{
	(void)state;
	build_stack(&built,
		    "needs: {privacy: 1, portability: 2}\n"
		    "providers: [{id: a, kind: lab, stance: {privacy: 1}}, {id: b, kind: lab, stance: "
		    "{portability: 2}}]\n"
		    "offerings: [{id: x, provider: a, kind: k}, {id: y, provider: b, kind: k}]\n"
		    "components:\n"
		    "- {id: m, bindings: [{offering: x, monthly: 5}, {offering: y, monthly: 0}]}\n");
	why = analysis_explain(built.analysis, EXPLAIN_REACH, build_provider(&built, "a"));
	assert_true(why->value == 1);
	assert_string_equal(why->unit, "component");
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_CONCENTRATION, 0);
	assert_int_equal(why->input_count, 1);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_ALIGNMENT, build_provider(&built, "a"));
	assert_string_equal(why->notes[0], "of 2 stances 1 is known, with 33 % of the weight");
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_COMPONENT_TODAY, 0);
	assert_true(why->value == 5);
	assert_int_equal(why->input_count, 2);
}

/* Amounts below one come before inputs whose part nobody knows, as larger ones do. */
static void test_small_parts_come_first(void **state)
{
	(void)state;
	build_stack(&built, "drivers: [{id: d, category: redesign, effort: 0.001}]\n"
			    "providers: [{id: p, kind: lab}]\n"
			    "offerings: [{id: a, provider: p, kind: k}, {id: b, provider: p, kind: k}]\n"
			    "components: [{id: m, bindings: [{offering: a, growth: 2%, counts: {d: 0.1}}]}]\n"
			    "migrations: [{id: z, from: a, to: b}]\n");
	build_switch(&built, "z", true);
	why = analysis_explain(built.analysis, EXPLAIN_NPV, 0);
	assert_true(why->value < 0 && why->value > -1);
	assert_true(why->input_count > 1 && fabs(why->inputs[0].part) > 0);
	for (uint32_t i = 1; i < why->input_count; i++)
		assert_true(isnan(why->inputs[i].part) || !isnan(why->inputs[i - 1].part));
	assert_true(isnan(why->inputs[why->input_count - 1].part));
}

static void test_why_loops(void **state)
{
	(void)state;
	build_stack(
		&built,
		"providers: [{id: a, kind: lab, revenue: 10}, {id: b, kind: lab}]\n"
		"flows:\n"
		"- {from: a, to: b, kind: commitment, amount: 100, term: 2, source: {title: S, grade: B}}\n"
		"- {from: b, to: a, kind: equity, amount: 13, status: paid}\n"
		"- {from: b, to: a, kind: equity, amount: 99, status: superseded}\n");
	why = analysis_explain(built.analysis, EXPLAIN_LOOP, 0);
	expect_close(why->value, 100. / 13);
	assert_int_equal(why->input_count, 2);
	assert_string_equal(find_input("a to b: commitment, paid")->source->title, "S");
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_GAP, build_provider(&built, "a"));
	expect_close(why->value, 50 - 13 - 10);
	expect_input("a to b: commitment, paid", 50, 50, "USD a year, firm", 50);
	expect_input("b to a: equity, paid", 13, 13, "USD a year, firm", -13);
	expect_input("a: revenue from outside", 10, 10, "USD a year", -10);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_CYCLING, 0);
	expect_close(why->value, 100 * analysis_cycling(built.analysis)->index);
	assert_int_equal(why->input_count, 2);
	expect_input("a to b: commitment, paid", 50, 50, "USD a year, firm", NAN);
	expect_input("b to a: equity, paid", 13, 13, "USD a year, firm", NAN);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_LOOP, 1);
	assert_null(why);
}

/* Every sentence for what is not there. */
static void test_notes(void **state)
{
	(void)state;
	build_stack(
		&built,
		"providers: [{id: a, kind: lab}, {id: b, kind: lab}, {id: c, kind: lab, parent: a}]\n"
		"offerings: [{id: x, provider: a, kind: k, prices: {u: 1}}, {id: y, provider: b, kind: k}]\n"
		"components:\n"
		"- {id: m, requires: [nothing-has-it], bindings: [{offering: x}]}\n"
		"- {id: n, bindings: [{offering: x, usage: {u: 1}}]}\n"
		"flows: [{from: a, to: b, kind: data}, {from: b, to: a, kind: data}]\n"
		"migrations: [{id: z, from: x, to: y}]\n");
	assert_null(analysis_explain(built.analysis, EXPLAIN_SHARE, 0));
	assert_null(analysis_explain(built.analysis, EXPLAIN_ALIGNMENT, 0));
	assert_null(analysis_explain(built.analysis, EXPLAIN_CONCENTRATION, 0));
	assert_null(analysis_explain(built.analysis, EXPLAIN_GAP, build_provider(&built, "c")));
	why = analysis_explain(built.analysis, EXPLAIN_LOOP, 0);
	assert_true(isnan(why->value));
	assert_int_equal(why->note_count, 2);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_EXIT, build_provider(&built, "a"));
	assert_string_equal(why->notes[why->note_count - 1],
			    "1 of 2 bindings have no candidate and stay: a lower bound");
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_PAYBACK, 0);
	assert_string_equal(why->notes[0], "nothing moves");
	assert_string_equal(why->none, "none");
	explanation_free(why);
	build_switch(&built, "z", true);
	why = analysis_explain(built.analysis, EXPLAIN_MONTHLY, 0);
	assert_int_equal(why->note_count, 1);
	explanation_free(why);
	why = analysis_explain(built.analysis, EXPLAIN_BEST_START, 0);
	assert_int_equal(why->note_count, 3);
	assert_string_equal(why->notes[1], "it never pays: this month is the least bad");
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
	build_stack(&built, text.data);
	str_clear(&text);
	build_switch(&built, "m", true);
	why = analysis_explain(built.analysis, EXPLAIN_CATEGORY, CATEGORY_REDESIGN);
	assert_int_equal(why->input_count, EXPLAIN_MOST_INPUTS);
	assert_int_equal(why->left_out, COUNT + 1 - EXPLAIN_MOST_INPUTS);
	expect_input("d: cost for one", 1, 1, "USD", COUNT * (COUNT + 1) / 2.);
	assert_string_equal(why->inputs[1].variable, "count:c299@a:d");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_terms_add_up_to_the_figures),
		TEST(test_no_data_is_no_term),
		TEST(test_terms_of_an_exit),
		TEST(test_extras_count_once),
		TEST(test_nothing_moves),
		TEST(test_all_of_the_user),
		TEST(test_assumed_monthly),
		TEST(test_missing_price_is_a_lower_bound),
		TEST(test_catalogue),
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
