/* The terms of the one-off cost add up to the figures; and where what is in them comes from. */
#include "core/figures/terms.h"

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
	terms_visit(on.built.analysis, set, &visitor);
	terms_set_clear(set);
	return totals;
}

static void check_terms(void)
{
	struct term_set set;
	terms_set_of_choice(on.built.analysis, &set);
	struct totals totals = total_of(&set);
	const struct cost *cost = analysis_cost(on.built.analysis);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		expect_close(totals.categories[c], cost->expected[c], 1);
	for (uint32_t m = 0; m < on.built.plan.count; m++) {
		terms_set_of_migration(on.built.analysis, m, &set);
		expect_close(total_of(&set).total, analysis_moves(on.built.analysis)[m].alone, 1);
	}
}

static void check_honesty(void)
{
	explained_ask(&on, EXPLAIN_ONE_OFF, 0);
	const struct honesty *honesty = analysis_honesty(on.built.analysis);
	assert_true(on.why->has_honesty);
	for (int o = 0; o < ORIGIN_COUNT; o++)
		expect_close(honesty->share[o], on.why->honesty.share[o], 1);
	assert_int_equal(honesty->lower_bound, on.why->honesty.lower_bound);
}

static void switch_at_random(uint64_t *random)
{
	uint32_t off[16], migration = build_random(random, on.built.plan.count);
	if (choice_is_on(&on.built.choice, migration))
		choice_set(&on.built.choice, migration, false);
	else
		choice_switch_on(&on.built.choice, &on.built.plan, migration, off);
	on.built.choice.start = build_random(random, 36);
	analysis_follow(on.built.analysis, &on.built.choice);
}

static void test_terms_add_up_to_the_figures(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
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
	build_stack(&on.built,
		    "drivers: [{id: data_tb, category: transfer}]\n"
		    "providers: [{id: a, kind: cloud, egress: [[rest, 50]]}, {id: b, kind: cloud}]\n"
		    "offerings: [{id: a1, provider: a, kind: k}, {id: b1, provider: b, kind: k}]\n"
		    "components: [{id: x, bindings: [{offering: a1, counts: {data_tb: 0}}]}]\n"
		    "migrations: [{id: m, bindings: [x@a1], to: b1}]\n");
	build_switch(&on.built, "m", true);
	terms_set_of_choice(on.built.analysis, &set);
	assert_true(total_of(&set).total == 0);
	check_terms();
}

static void test_terms_of_an_exit(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	for (uint32_t p = 0; p < on.built.model->provider_count; p++) {
		struct exit_plan *exit = analysis_exit(on.built.analysis, p, 0);
		struct term_set set;
		terms_set_of_exit(exit, 0, &set);
		double total = total_of(&set).total;
		if (!isnan(exit->one_off))
			expect_close(total, exit->one_off, 1);
		exit_plan_free(exit);
	}
}

/* Two migrations with extra work and one without; each counts once however many bindings it moves. */
static void test_extras_count_once(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	build_switch(&on.built, "disk", true);
	build_switch(&on.built, "refit", true);
	uint32_t chat = model_find_binding(on.built.model, "chat@api"), off[16];
	assert_int_equal(
		choice_switch_on(&on.built.choice, &on.built.plan, plan_find(&on.built.plan, "lab"), off), 0);
	analysis_follow(on.built.analysis, &on.built.choice);
	check_terms();
	explained_ask(&on, EXPLAIN_BINDING, chat);
	assert_true(on.why->value > 25);
	build_switch(&on.built, "lab", false);
	build_switch(&on.built, "disk", false);
	build_switch(&on.built, "db", true);
	explained_ask(&on, EXPLAIN_CATEGORY, CATEGORY_REBUILDING);
	check_terms();
	for (uint32_t i = 0; i < on.why->input_count; i++)
		if (strcmp(on.why->inputs[i].name, "All into the DB: extra work") == 0)
			expect_close(on.why->inputs[i].part, 7, 1);
}

/* --- origins ----------------------------------------------------------------------------------------- */

static void expect_honesty(double user, double catalog, double assumption)
{
	const struct honesty *honesty = analysis_honesty(on.built.analysis);
	expect_close(honesty->share[ORIGIN_USER], user, 1);
	expect_close(honesty->share[ORIGIN_CATALOG], catalog, 1);
	expect_close(honesty->share[ORIGIN_ASSUMPTION], assumption, 1);
}

static void test_nothing_moves(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	expect_honesty(0, 0, 0);
	explained_ask(&on, EXPLAIN_ONE_OFF, 0);
	assert_true(on.why->value == 0);
	assert_int_equal(on.why->input_count, 0);
	assert_int_equal(on.why->note_count, 1);
	assert_null(analysis_explain(on.built.analysis, EXPLAIN_BINDING, 0));
}

/* db: counts of the user's, a ratio of the user's: all but the overlap's months, which are the user's here,
 * too. */
static void test_all_of_the_user(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	build_switch(&on.built, "db", true);
	expect_honesty(1, 0, 0);
}

/* sub: lake@api has no usage, so its new monthly is assumed; and Sub API has no hourly price. */
static void test_assumed_monthly(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	build_switch(&on.built, "sub", true);
	const struct cost *cost = analysis_cost(on.built.analysis);
	double pledges = fabs(cost->expected[CATEGORY_COMMITMENTS]), all = 0;
	for (int c = 0; c < CATEGORY_COUNT; c++)
		all += fabs(cost->expected[c]);
	/* what comes to lab and sub is assumed; cloud, whose pledges count, only loses */
	assert_true(pledges > 0);
	double assumed = cost->expected[CATEGORY_PARALLEL] / all;
	expect_honesty(1 - assumed, 0, assumed);
	assert_false(analysis_honesty(on.built.analysis)->lower_bound);
}

static void test_missing_price_is_a_lower_bound(void **state)
{
	(void)state;
	build_stack(&on.built, explained_stack);
	uint32_t chat = model_find_binding(on.built.model, "chat@api");
	build_switch(&on.built, "disk", true);
	assert_false(
		analysis_honesty(on.built.analysis)->lower_bound); /* the plan grows after the first look */
	uint32_t hand =
		plan_make(&on.built.plan, "hand", NULL, &chat, 1, build_offering(&on.built, "sub/api"));
	build_switch(&on.built, on.built.plan.migrations[hand]->id, true);
	assert_true(analysis_honesty(on.built.analysis)->lower_bound);
	check_terms();
	check_honesty();
}

/* The same stack as if it stood in the catalogue: sources decide. */
static void test_catalogue(void **state)
{
	(void)state;
	build_stack(
		&on.built,
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
	on.built.model->files[0].builtin = true;
	for (uint32_t d = 0; d < on.built.model->driver_count; d++)
		for (uint32_t i = 0; i < on.built.model->drivers[d].sources.count; i++)
			on.built.model->sources[on.built.model->drivers[d].sources.first + i].builtin = true;
	build_switch(&on.built, "m", true);
	expect_honesty(0, 10. / 50, 40. / 50);
	explained_ask(&on, EXPLAIN_CATEGORY, CATEGORY_RETRAINING);
	assert_true(on.why->value == 50);
	for (uint32_t i = 0; i < on.why->input_count; i++) {
		if (strcmp(on.why->inputs[i].name, "told: cost for one") == 0) {
			assert_int_equal(on.why->inputs[i].origin, ORIGIN_CATALOG);
			assert_string_equal(on.why->inputs[i].source->title, "T");
		}
		if (strcmp(on.why->inputs[i].name, "guess: cost for one") == 0)
			assert_string_equal(on.why->inputs[i].source->title, "U");
	}
	on.built.model->currency = "EUR";
	analysis_free(on.built.analysis);
	on.built.analysis = analysis_new(&on.built.plan);
	analysis_follow(on.built.analysis, &on.built.choice);
	expect_honesty(0, 0, 1);
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

int main(void)
{
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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
