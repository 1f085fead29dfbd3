#include "core/base/str.h"
#include "tests/unit/build.h"
#include "tests/unit/close.h"
#include "tests/unit/definition.h"
#include "tests/unit/random_stack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct built built;

static int teardown(void **state)
{
	(void)state;
	build_clear(&built);
	return 0;
}

/* --- properties ------------------------------------------------------------------------------- */

static void expect_targets(const struct exit_plan *plan)
{
	const struct model *model = built.model;
	uint32_t move = 0, stuck = 0;
	for (uint32_t k = 0; k < model->binding_count; k++) {
		if (!model_is_part_of(model, model->offerings[model->bindings[k].offering].provider,
				      plan->provider))
			continue;
		uint32_t wanted = define_target(built.analysis, k, plan->provider);
		if (wanted == NONE) {
			assert_true(stuck < plan->stuck_count);
			assert_int_equal(plan->stuck[stuck++].binding, k);
			continue;
		}
		assert_true(move < plan->move_count);
		assert_int_equal(plan->moves[move].binding, k);
		assert_int_equal(plan->moves[move++].to, wanted);
	}
	assert_int_equal(plan->move_count, move);
	assert_int_equal(plan->stuck_count, stuck);
}

/* The cost of the moves by section 3: each of them as a migration made by hand. */
static double cost_of(const struct exit_plan *plan, uint32_t start)
{
	struct plan all;
	struct choice choice;
	struct values values;
	struct definition definition;
	plan_init(&all, built.model);
	choice_init(&choice);
	choice.start = start;
	for (uint32_t i = 0; i < plan->move_count; i++) {
		uint32_t made = plan_make(&all, "exit/x", "", &plan->moves[i].binding, 1, plan->moves[i].to);
		choice_set(&choice, made, true);
	}
	values_init(&values, &all, point_mean);
	define(&all, &choice, &values, &definition);
	values_clear(&values);
	choice_clear(&choice);
	plan_clear(&all);
	return definition.total;
}

/* Is a price that counts missing for any of them? */
static bool lacks_price(const struct exit_plan *plan)
{
	for (uint32_t i = 0; i < plan->move_count; i++)
		if (define_lacks_price(built.model, plan->moves[i].binding, plan->moves[i].to))
			return true;
	return false;
}

static void expect_figures(const struct exit_plan *plan, const struct exit_figures *figures)
{
	double monthly = 0;
	for (uint32_t k = 0; k < built.model->binding_count; k++)
		if (model_is_part_of(built.model,
				     built.model->offerings[built.model->bindings[k].offering].provider,
				     plan->provider))
			monthly += built.model->bindings[k].monthly;
	assert_int_equal(figures->moved, plan->move_count);
	assert_int_equal(figures->stuck, plan->stuck_count);
	assert_int_equal(plan->lacks_price, lacks_price(plan));
	assert_int_equal(figures->lower_bound, plan->stuck_count > 0 || plan->lacks_price);
	double wanted = plan->move_count == 0 && plan->stuck_count > 0 ? NAN : cost_of(plan, 0);
	expect_close(plan->one_off, wanted, 1);
	expect_close(figures->one_off, wanted, 1);
	expect_close(figures->months_of_spend, monthly > 0 ? wanted / monthly : NAN, 1);
	expect_close(plan->months_of_spend, figures->months_of_spend, 1);
}

static void ways_out_are_as_defined(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 25; seed++) {
		random_stack_build(&built, (struct random_stack){seed, 2 + 2 * seed, 40, seed % 2 == 0});
		for (uint32_t p = 0; p < built.model->provider_count; p++) {
			struct exit_plan *plan = analysis_exit(built.analysis, p, 0);
			expect_targets(plan);
			expect_figures(plan, &analysis_exits(built.analysis)[p]);
			exit_plan_free(plan);
			plan = analysis_exit(built.analysis, p, 7);
			if (plan->move_count > 0)
				expect_close(plan->one_off, cost_of(plan, 7), 1);
			exit_plan_free(plan);
		}
		build_clear(&built);
	}
}

/* --- by hand ---------------------------------------------------------------------------------- */

#define WORLD                                                                                               \
	"drivers: [{id: hour, category: redesign, price: hour, at: {replatform: 0}}]\n"                     \
	"providers:\n"                                                                                      \
	"- {id: p, kind: cloud}\n"                                                                          \
	"- {id: q, kind: cloud}\n"                                                                          \
	"- {id: idle, kind: cloud}\n"                                                                       \
	"- {id: r, kind: cloud, parent: p}\n"                                                               \
	"offerings:\n"                                                                                      \
	"- {id: from, provider: p, kind: k, prices: {gb: 2}}\n"                                             \
	"- {id: part, provider: r, kind: k, prices: {gb: 0.1, hour: 1}, capabilities: [fast, safe]}\n"      \
	"- {id: resting, provider: q, kind: k, runs_on: [from], prices: {gb: 0.1, hour: 1}, capabilities: " \
	"[fast]}\n"                                                                                         \
	"- {id: other-kind, provider: q, kind: l, prices: {gb: 0.1, hour: 1}, capabilities: [fast, safe]}\n"

static uint32_t target_of(const char *component)
{
	struct exit_plan *plan = analysis_exit(built.analysis, build_provider(&built, "p"), 0);
	uint32_t found = NONE;
	for (uint32_t i = 0; i < plan->move_count; i++)
		if (built.model->bindings[plan->moves[i].binding].component ==
		    build_component(&built, component))
			found = plan->moves[i].to;
	exit_plan_free(plan);
	return found;
}

static void expect_target(const char *component, const char *offering)
{
	assert_int_equal(target_of(component), offering == NULL ? NONE : build_offering(&built, offering));
}

/* A price for every priced driver comes first, whatever `at` says; then a known monthly; then cost; then id.
 */
static void candidates_are_ranked(void **state)
{
	(void)state;
	build_stack(&built, WORLD "- {id: cheap, provider: q, kind: k, prices: {gb: 1}}\n"
				  "- {id: blind, provider: q, kind: k, prices: {hour: 1}}\n"
				  "- {id: equal-b, provider: q, kind: k, prices: {gb: 5, hour: 1}}\n"
				  "- {id: equal-a, provider: q, kind: k, prices: {gb: 5, hour: 1}}\n"
				  "components:\n"
				  "- {id: counts, bindings: [{offering: from, monthly: 9, usage: {gb: 3}, "
				  "counts: {hour: 0}}]}\n"
				  "- {id: plain, bindings: [{offering: from, monthly: 9, usage: {gb: 3}}]}\n"
				  "- {id: unused, bindings: [{offering: from, monthly: 9}]}\n");
	expect_target("counts", "equal-a");
	expect_target("plain", "cheap");
	expect_target("unused", "blind"); /* all assumed and alike: by id */
}

/* However many capabilities there are: a component goes where the one is that it requires. */
static void many_capabilities_are_told_apart(void **state)
{
	enum { MANY = 130 };
	struct str body;
	char component[16], offering[16];
	(void)state;
	str_init(&body);
	str_add_text(&body, "providers: [{id: p, kind: cloud}, {id: q, kind: cloud}]\n"
			    "offerings:\n- {id: from, provider: p, kind: k}\n");
	for (int i = 0; i < MANY; i++)
		str_print(&body, "- {id: to-%03d, provider: q, kind: k, capabilities: [can-%03d]}\n", i,
			  (7 * i) % MANY);
	str_add_text(&body, "components:\n- {id: none, requires: [can-fly], bindings: [{offering: from}]}\n");
	for (int i = 0; i < MANY; i++)
		str_print(&body, "- {id: c-%03d, requires: [can-%03d], bindings: [{offering: from}]}\n", i,
			  (7 * i) % MANY);
	build_stack(&built, body.data);
	str_clear(&body);
	for (int i = 0; i < MANY; i++) {
		snprintf(component, sizeof component, "c-%03d", i);
		snprintf(offering, sizeof offering, "to-%03d", i);
		expect_target(component, offering);
	}
	expect_target("none", NULL);
}

static void expect_lacking(const char *counts, bool wanted)
{
	struct str body;
	struct target *targets;
	str_init(&body);
	str_print(&body,
		  "drivers:\n"
		  "- {id: hour, category: redesign, price: hour}\n"
		  "- {id: page, category: redesign, price: page, at: {replatform: 0}}\n"
		  "providers: [{id: p, kind: cloud}, {id: q, kind: cloud}]\n"
		  "offerings: [{id: from, provider: p, kind: k}, {id: to, provider: q, kind: k}]\n"
		  "components:\n"
		  "- {id: x, bindings: [{offering: from, monthly: 10, counts: {%s}}]}\n",
		  counts);
	build_stack(&built, body.data);
	struct exit_plan *plan = analysis_exit(built.analysis, build_provider(&built, "p"), 0);
	assert_int_equal(plan->move_count, 1);
	assert_int_equal(plan->lacks_price, wanted);
	assert_int_equal(analysis_exits(built.analysis)[plan->provider].lower_bound, wanted);
	assert_int_equal(analysis_targets(built.analysis, 0, &targets), 1);
	assert_int_equal(targets[0].lacks_price, wanted);
	free(targets);
	exit_plan_free(plan);
	build_clear(&built);
	str_clear(&body);
}

/* What is counted 0 times, or not at all by this strategy, lacks no price. */
static void only_what_counts_makes_a_lower_bound(void **state)
{
	(void)state;
	expect_lacking("", false);
	expect_lacking("hour: 0", false);
	expect_lacking("page: 3", false);
	expect_lacking("hour: 0, page: 3", false);
	expect_lacking("hour: [0, 0, 1]", true);
	expect_lacking("hour: 2, page: 3", true);
}

/*
 * The horizon is 12 months, the overlap 1: from month 2 on the old one is gone, so 11 months and the
 * month of running both are paid. At 10 and 12 a month the cheaper one may cost 24 more at once.
 */
static void expect_cheapest(const char *price, const char *wanted)
{
	struct str body;
	struct target *targets;
	str_init(&body);
	str_print(&body,
		  "horizon: 12\n"
		  "drivers: [{id: hour, category: redesign, price: hour}]\n"
		  "providers: [{id: p, kind: cloud}, {id: q, kind: cloud}]\n"
		  "offerings:\n"
		  "- {id: from, provider: p, kind: k, prices: {gb: 2}}\n"
		  "- {id: dear, provider: q, kind: k, prices: {gb: 2.4, hour: 0}}\n"
		  "- {id: far, provider: q, kind: k, prices: {gb: 2, hour: %s}}\n"
		  "components:\n"
		  "- {id: x, bindings: [{offering: from, monthly: 10, usage: {gb: 5}, counts: {hour: 1}}]}\n",
		  price);
	build_stack(&built, body.data);
	expect_target("x", wanted);
	assert_int_equal(analysis_targets(built.analysis, 0, &targets), 2);
	assert_int_equal(targets[0].offering, build_offering(&built, wanted));
	free(targets);
	build_clear(&built);
	str_clear(&body);
}

static void every_month_of_the_horizon_counts(void **state)
{
	(void)state;
	expect_cheapest("23.9", "far");
	expect_cheapest("24.1", "dear");
}

static void candidates_have_every_capability(void **state)
{
	(void)state;
	build_stack(&built, WORLD "- {id: fast, provider: q, kind: k, capabilities: [fast]}\n"
				  "- {id: safe, provider: q, kind: k, capabilities: [safe]}\n"
				  "components:\n"
				  "- {id: f, requires: [fast], bindings: [{offering: from}]}\n"
				  "- {id: s, requires: [safe], bindings: [{offering: from}]}\n"
				  "- {id: both, requires: [fast, safe], bindings: [{offering: from}]}\n"
				  "- {id: odd, requires: [fast, odd], bindings: [{offering: from}]}\n"
				  "- {id: on-part, bindings: [{offering: part}]}\n");
	expect_target("f", "fast");
	expect_target("s", "safe");
	expect_target("both", NULL);
	expect_target("odd", NULL);
	expect_target("on-part", "fast"); /* the parts leave as well */
	struct exit_plan *plan = analysis_exit(built.analysis, build_provider(&built, "p"), 0);
	assert_int_equal(plan->stuck_count, 2);
	assert_string_equal(model_text(built.model, plan->stuck[0].capability),
			    "fast"); /* as rare as safe, named first */
	assert_string_equal(model_text(built.model, plan->stuck[1].capability), "odd");
	exit_plan_free(plan);
}

/* What rests on the provider is no way out of it. */
static void stuck_without_any_candidate(void **state)
{
	(void)state;
	build_stack(&built, WORLD
		    "components: [{id: x, requires: [fast], bindings: [{offering: from, monthly: 5}]}]\n");
	struct exit_plan *plan = analysis_exit(built.analysis, build_provider(&built, "p"), 0);
	assert_int_equal(plan->move_count, 0);
	assert_int_equal(plan->stuck_count, 1);
	assert_int_equal(plan->stuck[0].capability, NONE);
	assert_true(isnan(plan->one_off) && isnan(plan->months_of_spend));
	exit_plan_free(plan);
	const struct exit_figures *figures = analysis_exits(built.analysis);
	assert_true(isnan(figures[build_provider(&built, "p")].one_off));
	assert_true(figures[build_provider(&built, "idle")].one_off == 0);
	assert_true(isnan(figures[build_provider(&built, "idle")].months_of_spend));
}

static void expect_same_bits(const struct exit_figures *some, const struct exit_figures *others)
{
	for (uint32_t p = 0; p < built.model->provider_count; p++) {
		const struct exit_figures *a = &some[p], *b = &others[p];
		assert_memory_equal(&a->one_off, &b->one_off, sizeof a->one_off);
		assert_memory_equal(&a->months_of_spend, &b->months_of_spend, sizeof a->months_of_spend);
		assert_int_equal(a->moved, b->moved);
		assert_int_equal(a->stuck, b->stuck);
		assert_int_equal(a->lower_bound, b->lower_bound);
	}
}

/* In pieces or at once, whatever is asked and switched meanwhile: the same bits. */
static void ways_out_come_in_pieces(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 10; seed++) {
		random_stack_build(&built, (struct random_stack){seed, 40, 40, true});
		struct analysis *whole = analysis_new(&built.plan);
		struct choice choice;
		uint32_t pieces = 1;
		choice_init(&choice);
		while (!analysis_exits_go(built.analysis, 1 + seed % 3)) {
			exit_plan_free(
				analysis_exit(built.analysis, pieces % built.model->provider_count, 0));
			choice.start = pieces++ % 3;
			analysis_follow(built.analysis, &choice);
		}
		assert_true(pieces >= built.model->binding_count / 3);
		assert_true(analysis_exits_go(built.analysis, 1));
		expect_same_bits(analysis_exits(built.analysis), analysis_exits(whole));
		choice_clear(&choice);
		analysis_free(whole);
		build_clear(&built);
	}
	random_stack_build(&built, (struct random_stack){1, 40, 40, true}); /* left in the middle */
	assert_false(analysis_exits_go(built.analysis, 5));
	build_clear(&built);
}

/* --- targets ---------------------------------------------------------------------------------- */

static void targets_are_sorted_and_costed(void **state)
{
	(void)state;
	build_stack(&built, WORLD
		    "- {id: dear, provider: q, kind: k, prices: {gb: 6}}\n"
		    "- {id: cheap, provider: q, kind: k, prices: {gb: 1}}\n"
		    "- {id: blind, provider: q, kind: k}\n"
		    "components: [{id: x, bindings: [{offering: from, monthly: 10, usage: {gb: 3}}]}]\n");
	static const char *const wanted[] = {"part", "resting", "cheap", "dear", "blind"};
	struct target *targets;
	uint32_t count = analysis_targets(built.analysis, 0, &targets);
	assert_int_equal(count, 5);
	for (uint32_t i = 0; i < count; i++)
		assert_string_equal(built.model->offerings[targets[i].offering].id, wanted[i]);
	assert_true(targets[1].cosmetic && !targets[2].cosmetic); /* `resting` leaves nobody */
	assert_true(targets[4].assumed && !targets[3].assumed);
	expect_within(targets[3].monthly, 30, 1e-12);
	expect_within(targets[3].one_off, 30, 1e-12); /* a month of running both */
	free(targets);
}

/* The one that is chosen among those that do not rest on the provider is the exit's. */
static void targets_agree_with_ways_out(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 10; seed++) {
		random_stack_build(&built, (struct random_stack){seed, 20, 40, false});
		for (uint32_t k = 0; k < built.model->binding_count; k++) {
			uint32_t provider =
				built.model->offerings[built.model->bindings[k].offering].provider;
			struct target *targets;
			uint32_t count = analysis_targets(built.analysis, k, &targets), i = 0;
			while (i < count && analysis_rests(built.analysis, targets[i].offering, provider))
				i++;
			uint32_t wanted = define_target(built.analysis, k, provider);
			assert_int_equal(i < count ? targets[i].offering : NONE, wanted);
			free(targets);
		}
		build_clear(&built);
	}
}

#define by_hand(test) cmocka_unit_test_teardown(test, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ways_out_are_as_defined),
		cmocka_unit_test(ways_out_come_in_pieces),
		by_hand(candidates_are_ranked),
		by_hand(many_capabilities_are_told_apart),
		cmocka_unit_test(every_month_of_the_horizon_counts),
		cmocka_unit_test(only_what_counts_makes_a_lower_bound),
		by_hand(candidates_have_every_capability),
		by_hand(stuck_without_any_candidate),
		by_hand(targets_are_sorted_and_costed),
		cmocka_unit_test(targets_agree_with_ways_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
