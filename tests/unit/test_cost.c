#include "core/base/str.h"
#include "tests/unit/build.h"
#include "tests/unit/close.h"
#include "tests/unit/definition.h"
#include "tests/unit/random_stack.h"

#include <string.h>

#include <cmocka.h>

/* --- each term by hand ------------------------------------------------------------------------- */

static struct built built;

static int teardown(void **state)
{
	(void)state;
	build_clear(&built);
	return 0;
}

/* Two providers, three offerings; `rest` has the components and what else is wanted. */
#define WORLD                                                                                      \
	"drivers:\n"                                                                               \
	"- {id: model, category: retraining, effort: 2}\n"                                         \
	"- {id: audit, category: requalification, money: 300, at: {rehost: 0.5, refactor: 1.5}}\n" \
	"- {id: hour, category: redesign, price: hour}\n"                                          \
	"- {id: day, category: redesign, price: day}\n"                                            \
	"- {id: data_tb, category: transfer}\n"                                                    \
	"- {id: dependents, category: rebuilding, effort: 0.5, at: {refactor: 3}}\n"               \
	"providers:\n"                                                                             \
	"- {id: a, kind: cloud, exit_waiver: true, egress: [[10 TB, 90], [40, 50], [rest, 20]]}\n" \
	"- {id: b, kind: cloud, onboarding: 40}\n"                                                 \
	"- {id: b-part, kind: cloud, parent: b, onboarding: 40}\n"                                 \
	"- {id: c, kind: lab, onboarding: 7}\n"                                                    \
	"offerings:\n"                                                                             \
	"- {id: a1, provider: a, kind: store, interface: s3, prices: {gb: 2, hour: 1}}\n"          \
	"- {id: a2, provider: a, kind: store, interface: s3}\n"                                    \
	"- {id: b1, provider: b, kind: store, interface: s3, prices: {gb: 3, hour: 4}}\n"          \
	"- {id: b2, provider: b-part, kind: store, interface: other, prices: {gb: 1}}\n"           \
	"- {id: c1, provider: c, kind: api, prices: {gb: 0}}\n"

static void build(const char *rest)
{
	struct str body;
	str_init(&body);
	str_add_text(&body, WORLD);
	str_add_text(&body, rest);
	build_stack(&built, body.data);
	str_clear(&body);
}

static const struct cost *cost_with(const char *migration)
{
	build_switch(&built, migration, true);
	return analysis_cost(built.analysis);
}

static void expect_category(enum category category, double wanted)
{
	const struct cost *cost = analysis_cost(built.analysis);
	expect_within(cost->expected[category], wanted, 1e-9);
	expect_within(cost->likely[category], wanted, 1e-9);
}

static void strategies_follow_interface_and_kind(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1, counts: {model: 3, audit: 4}}]}\n"
	      "migrations:\n"
	      "- {id: rehost, from: a1, to: b1}\n"
	      "- {id: replatform, from: a1, to: b2}\n"
	      "- {id: refactor, from: a1, to: c1}\n"
	      "- {id: forced, from: a1, to: b1, strategy: refactor}\n");
	cost_with("rehost");
	expect_category(CATEGORY_RETRAINING, 0);
	expect_category(CATEGORY_REQUALIFICATION, 4 * 0.5 * 300);
	build_switch(&built, "rehost", false);
	cost_with("replatform");
	expect_category(CATEGORY_RETRAINING, 3 * 2 * 1000);
	expect_category(CATEGORY_REQUALIFICATION, 4 * 300);
	build_switch(&built, "replatform", false);
	cost_with("refactor");
	expect_category(CATEGORY_REQUALIFICATION, 4 * 1.5 * 300);
	build_switch(&built, "refactor", false);
	cost_with("forced");
	expect_category(CATEGORY_REQUALIFICATION, 4 * 1.5 * 300);
}

static void prices_are_those_of_the_target(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1, counts: {hour: 10}}, {offering: a2, counts: {hour: 5}}]}\n"
	      "migrations:\n"
	      "- {id: there, from: a1, to: b1, strategy: replatform}\n"
	      "- {id: nowhere, from: a1, to: b2}\n"
	      "- {id: also, from: a2, to: b2}\n");
	assert_int_equal(cost_with("there")->missing_prices, 0);
	expect_category(CATEGORY_REDESIGN, 40);
	build_switch(&built, "there", false);
	assert_int_equal(cost_with("nowhere")->missing_prices, 1);
	expect_category(CATEGORY_REDESIGN, 0);
	assert_int_equal(cost_with("also")->missing_prices, 1); /* the same driver and target */
	const struct diag_list *warnings = analysis_warnings(built.analysis);
	assert_int_equal(warnings->warnings, 1);
	assert_non_null(strstr(warnings->items[0].text, "'b2' has no price for 'hour'"));
	build_switch(&built, "nowhere", false);
	build_switch(&built, "also", false);
	assert_int_equal(analysis_warnings(built.analysis)->warnings, 0);
}

/* By target and driver as the stack has them, each once, whichever move is first. */
static void missing_prices_come_in_order(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1, counts: {day: 1, hour: 10}}, {offering: a2, counts: "
	      "{hour: 5}}]}\n"
	      "migrations:\n"
	      "- {id: to-c, from: a1, to: c1}\n"
	      "- {id: to-b, from: a2, to: b2}\n"
	      "- {id: to-c2, from: a2, to: c1}\n"
	      "- {id: to-b2, from: a1, to: b2}\n");
	assert_int_equal(cost_with("to-c")->missing_prices, 2);
	assert_int_equal(cost_with("to-b")->missing_prices, 3);
	const struct diag_list *warnings = analysis_warnings(built.analysis);
	assert_int_equal(warnings->warnings, 3);
	assert_non_null(strstr(warnings->items[0].text, "'b2' has no price for 'hour'"));
	assert_non_null(strstr(warnings->items[1].text, "'c1' has no price for 'hour'"));
	assert_non_null(strstr(warnings->items[2].text, "'c1' has no price for 'day'"));
	build_switch(&built, "to-c", false);
	build_switch(&built, "to-b", false);
	assert_int_equal(cost_with("to-b2")->missing_prices, 2);
	assert_int_equal(cost_with("to-c2")->missing_prices, 3);
}

/* None is needed of what is counted as none. */
static void a_count_of_zero_needs_no_price(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1, counts: {hour: 0, data_tb: 5}}]}\n"
	      "migrations:\n"
	      "- {id: m, from: a1, to: b2}\n");
	assert_int_equal(cost_with("m")->missing_prices, 0);
}

static void counts_grow_until_the_start(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1, growth: 10%, counts: {audit: 4, data_tb: 1}}]}\n"
	      "migrations:\n"
	      "- {id: m, from: a1, to: c1}\n");
	built.choice.start = 3;
	cost_with("m");
	expect_category(CATEGORY_REQUALIFICATION, 4 * 1.331 * 1.5 * 300);
}

static void tiers_are_charged_once_per_provider(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1, counts: {data_tb: 30}}]}\n"
	      "- {id: y, bindings: [{offering: a1, counts: {data_tb: 35}}, {offering: a2, counts: {data_tb: "
	      "9}}]}\n"
	      "- {id: z, bindings: [{offering: b1, counts: {data_tb: 1000}}]}\n"
	      "migrations:\n"
	      "- {id: x-out, bindings: [x@a1], to: b1}\n"
	      "- {id: y-out, bindings: [y@a1], to: c1}\n"
	      "- {id: within, from: a2, to: a1}\n"
	      "- {id: last, from: a2, to: b2}\n");
	cost_with("x-out");
	expect_category(CATEGORY_TRANSFER, 10 * 90 + 20 * 50);
	cost_with("y-out");
	expect_category(CATEGORY_TRANSFER, 10 * 90 + 40 * 50 + 15 * 20);
	cost_with("within"); /* the same root: nothing leaves, and something stays */
	expect_category(CATEGORY_TRANSFER, 10 * 90 + 40 * 50 + 15 * 20);
	build_switch(&built, "within", false);
	cost_with("last"); /* nothing stays: waived */
	expect_category(CATEGORY_TRANSFER, 0);
}

static void law_ends_switching_charges(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1, counts: {data_tb: 30}}, {offering: a2}]}\n"
	      "migrations:\n"
	      "- {id: m, from: a1, to: b1}\n"
	      "switching_charges_end: 2027-02-27\n");
	built.choice.start = 2;
	cost_with("m");
	expect_category(CATEGORY_TRANSFER, 1900);
	built.choice.start = 3;
	analysis_follow(built.analysis, &built.choice);
	expect_category(CATEGORY_TRANSFER, 0);
}

/* A component counts once, by its furthest strategy; rehosted bindings do not count. */
static void dependents_count_once(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, depends_on: [y], bindings: [{offering: a1}]}\n"
	      "- {id: y, bindings: [{offering: a1}, {offering: a2}]}\n"
	      "- {id: z, depends_on: [y, x], bindings: []}\n"
	      "migrations:\n"
	      "- {id: rehost, from: a1, to: b1}\n"
	      "- {id: replatform, bindings: [y@a1], to: b2}\n"
	      "- {id: refactor, bindings: [y@a2], to: c1}\n");
	cost_with("rehost");
	expect_category(CATEGORY_REBUILDING, 0);
	build_switch(&built, "rehost", false);
	cost_with("replatform");
	expect_category(CATEGORY_REBUILDING, 2 * 0.5 * 1000);
	cost_with("refactor");
	expect_category(CATEGORY_REBUILDING, 2 * 3 * 0.5 * 1000);
	build_switch(&built, "replatform", false);
	expect_category(CATEGORY_REBUILDING, 2 * 3 * 0.5 * 1000);
}

static void monthly_follows_usage_ratio_or_nothing(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1, monthly: 100, usage: {gb: 8}}]}\n"
	      "- {id: y, bindings: [{offering: a2, monthly: 10, usage: {gb: 8}}]}\n"
	      "- {id: z, bindings: [{offering: c1, monthly: 1, usage: {gb: 8}}]}\n"
	      "- {id: w, bindings: [{offering: a1, monthly: 1000}]}\n"
	      "migrations:\n"
	      "- {id: priced, bindings: [x@a1], to: b1}\n"
	      "- {id: unpriced, from: a2, to: b1}\n"
	      "- {id: divided-by-zero, from: c1, to: b1}\n"
	      "- {id: unused, bindings: [w@a1], to: b1}\n"
	      "- {id: told, from: a2, to: b1, cost_ratio: 0.5}\n");
	assert_int_equal(cost_with("priced")->assumed, 0);
	expect_within(analysis_cost(built.analysis)->monthly_after, 1111 + 50, 1e-9);
	expect_category(CATEGORY_PARALLEL, 150); /* one month of overlap */
	assert_int_equal(cost_with("unpriced")->assumed, 1);
	assert_int_equal(cost_with("divided-by-zero")->assumed, 2);
	assert_int_equal(cost_with("unused")->assumed, 3);
	expect_within(analysis_cost(built.analysis)->monthly_after, 1111 + 50, 1e-9);
	expect_category(CATEGORY_PARALLEL, 150 + 10 + 1 + 1000);
	build_switch(&built, "unpriced", false);
	assert_int_equal(cost_with("told")->assumed, 2);
	expect_within(analysis_cost(built.analysis)->monthly_after, 1111 + 50 - 5, 1e-9);
	expect_within(analysis_cost(built.analysis)->monthly_before, 1111, 1e-9);
}

/* Once per root that is new, of the dearest provider; of equals the smallest id. */
static void onboarding_is_paid_once_per_new_root(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1}, {offering: a2}]}\n"
	      "migrations:\n"
	      "- {id: to-part, from: a1, to: b2}\n"
	      "- {id: to-b, from: a2, to: b1}\n"
	      "- {id: to-c, from: a2, to: c1}\n");
	cost_with("to-part");
	expect_category(CATEGORY_ONBOARDING, 40000);
	cost_with("to-b");
	expect_category(CATEGORY_ONBOARDING, 40000);
	uint32_t count;
	const struct swing *swings = analysis_swings(built.analysis, &count);
	for (uint32_t i = 0; i < count; i++)
		assert_string_not_equal(swings[i].variable, "onboarding:b-part");
	build_switch(&built, "to-b", false);
	cost_with("to-c");
	expect_category(CATEGORY_ONBOARDING, 47000);
}

/* Of parts of one root that cost the same to join, the smallest id's range counts, whichever move is first.
 */
static void equal_onboarding_is_that_of_the_smallest_id(void **state)
{
	(void)state;
	for (int swapped = 0; swapped < 2; swapped++) {
		struct str body;
		str_init(&body);
		str_print(&body,
			  "providers: [{id: a, kind: lab}, {id: root, kind: lab}, "
			  "{id: %s, kind: lab, parent: root, onboarding: [10, 45, 50]}, "
			  "{id: %s, kind: lab, parent: root, onboarding: 40}]\n"
			  "offerings: [{id: o, provider: a, kind: k}, {id: x, provider: part-1, kind: k}, "
			  "{id: y, provider: part-2, kind: k}]\n"
			  "components: [{id: c, bindings: [{offering: o}]}, {id: d, bindings: [{offering: "
			  "o}]}]\n"
			  "migrations: [{id: m, bindings: [c@o], to: x}, {id: n, bindings: [d@o], to: y}]\n",
			  swapped ? "part-2" : "part-1", swapped ? "part-1" : "part-2");
		build_stack(&built, body.data);
		str_clear(&body);
		cost_with("m");
		const struct cost *cost = cost_with("n");
		expect_within(cost->expected[CATEGORY_ONBOARDING], 40 * 1000, 1e-9);
		expect_within(cost->likely[CATEGORY_ONBOARDING], (swapped ? 40 : 45) * 1000, 1e-9);
		if (swapped == 0)
			build_clear(&built);
	}
}

static void customers_need_no_onboarding(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1}, {offering: b2}]}\n"
	      "migrations:\n"
	      "- {id: m, from: a1, to: b1}\n");
	cost_with("m");
	expect_category(CATEGORY_ONBOARDING, 0);
}

static void extra_is_paid_when_something_moves(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1}]}\n"
	      "migrations:\n"
	      "- {id: m, from: a1, to: b1, extra: 500}\n"
	      "- {id: empty, from: c1, to: b1, extra: 800}\n");
	cost_with("m");
	const struct cost *cost = cost_with("empty");
	expect_category(CATEGORY_REBUILDING, 500);
	assert_int_equal(cost->bindings_moved, 1);
}

/* 100 a month on a until month 4, both in month 5 (overlap 1), then 150 on b: by hand, month by month. */
static void commitments_and_credits_by_hand(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1, monthly: 100, usage: {gb: 1}}]}\n"
	      "migrations:\n"
	      "- {id: m, from: a1, to: b2, cost_ratio: 1.5}\n"
	      "commitments:\n"
	      "- {provider: a, remaining: 700, until: 2027-05-01}\n" /* 6 months: 500 of today's 600 */
	      "- {provider: a, remaining: 250, until: 2027-11-01}\n" /* 12 months: of 1200 */
	      "credits:\n"
	      "- {provider: b, remaining: 1000, until: 2027-11-01}\n");
	built.choice.start = 4;
	cost_with("m");
	double shortfall_today = (700 - 600) + (250 - 250);
	double shortfall = (700 - 500) + 250; /* 500 spent by month 5 and no more: the second gets none */
	double used = 150 + 7 * 150;          /* one month of both, seven of it alone: more than there is */
	expect_category(CATEGORY_COMMITMENTS, shortfall - shortfall_today + (0 - fmin(used, 1000)));
}

static void npv_and_payback_of_the_textbook(void **state)
{
	(void)state;
	build_stack(&built, "horizon: 36\n"
			    "providers: [{id: a, kind: cloud}, {id: b, kind: cloud}]\n"
			    "offerings: [{id: a1, provider: a, kind: k}, {id: b1, provider: b, kind: k}]\n"
			    "components: [{id: x, bindings: [{offering: a1, monthly: 25000}]}]\n"
			    "migrations: [{id: m, from: a1, to: b1, cost_ratio: 0, extra: 500k}]\n");
	cost_with("m"); /* with an overlap of 1 month the saving starts in month 2 */
	assert_int_equal(analysis_cost(built.analysis)->payback_month, 21);
}

static void npv_at_ten_per_cent(void **state)
{
	(void)state;
	static const char stack[] =
		"unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\noverlap: 0\n"
		"discount_rate: 10%\nhorizon: 36\n"
		"providers: [{id: a, kind: cloud}, {id: b, kind: cloud}]\n"
		"offerings: [{id: a1, provider: a, kind: k}, {id: b1, provider: b, kind: k}]\n"
		"components: [{id: x, bindings: [{offering: a1, monthly: 25000}]}]\n"
		"migrations: [{id: m, from: a1, to: b1, cost_ratio: 0, extra: 500k}]\n";
	stack_load(&built, stack);
	const struct cost *cost = cost_with("m");
	expect_within(cost->npv_expected, 279661, 0.5);
	assert_int_equal(cost->payback_month, 20);
}

/* 9 * 0.03 reaches 0.27 and 7 * 0.07 reaches 0.49, whatever a division of the two is rounded to. */
static void payback_is_the_month_that_just_reaches_the_cost(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1, monthly: 0.03}]}\n"
	      "- {id: y, bindings: [{offering: a1, monthly: 0.07}]}\n"
	      "migrations:\n"
	      "- {id: nine, bindings: [x@a1], to: a2, cost_ratio: 0, extra: 0.27}\n"
	      "- {id: seven, bindings: [y@a1], to: a2, cost_ratio: 0, extra: 0.49}\n");
	assert_int_equal(cost_with("nine")->payback_month, 1 + 9); /* after the month in which both run */
	build_switch(&built, "nine", false);
	assert_int_equal(cost_with("seven")->payback_month, 1 + 7);
}

/* A tenth is saved, so one month of nine tenths takes nine: 9.09 / (10.1 - 9.09) is 9 and a rounding. */
static void payback_does_not_wait_for_a_rounding(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1, monthly: 10.1}]}\n"
	      "migrations:\n"
	      "- {id: m, from: a1, to: a2, cost_ratio: 0.9}\n");
	assert_int_equal(cost_with("m")->payback_month, 1 + 9);
}

static void payback_has_its_corners(void **state)
{
	(void)state;
	build("components:\n"
	      "- {id: x, bindings: [{offering: a1, monthly: 100}]}\n"
	      "- {id: y, bindings: [{offering: a2, monthly: 0}]}\n"
	      "migrations:\n"
	      "- {id: free, from: a2, to: a1}\n"
	      "- {id: dearer, from: a1, to: a2, cost_ratio: 2}\n"
	      "- {id: slow, from: a1, to: a2, cost_ratio: 0.5, extra: 50k}\n"
	      "- {id: empty, from: c1, to: a2}\n");
	assert_int_equal(analysis_cost(built.analysis)->payback_month, NONE); /* nothing moves */
	assert_int_equal(cost_with("empty")->payback_month, NONE);
	built.choice.start = 7;
	assert_int_equal(cost_with("free")->payback_month, 7); /* costs nothing, saves nothing */
	build_switch(&built, "free", false);
	assert_int_equal(cost_with("dearer")->payback_month, NONE);
	build_switch(&built, "dearer", false);
	assert_int_equal(cost_with("slow")->payback_month, NONE); /* beyond the horizon */
}

/* --- properties ------------------------------------------------------------------------------- */

static void expect_definition(const struct built *stack)
{
	struct values means, likely;
	struct definition wanted, wanted_likely;
	const struct cost *cost = analysis_cost(stack->analysis);
	values_init(&means, &stack->plan, point_mean);
	values_init(&likely, &stack->plan, point_likely);
	define(&stack->plan, &stack->choice, &means, &wanted);
	define(&stack->plan, &stack->choice, &likely, &wanted_likely);
	for (int c = 0; c < CATEGORY_COUNT; c++) {
		expect_close(cost->expected[c], wanted.categories[c], wanted.total);
		expect_close(cost->likely[c], wanted_likely.categories[c], wanted.total);
	}
	expect_close(cost->expected_total, wanted.total, 1);
	expect_close(cost->likely_total, wanted_likely.total, 1);
	expect_close(cost->monthly_before, wanted.before, 1);
	expect_close(cost->monthly_after, wanted.after, 1);
	expect_close(cost->npv_expected, wanted.npv, wanted.total);
	assert_int_equal(cost->payback_month, wanted.payback);
	assert_int_equal(cost->bindings_moved, wanted.moved);
	assert_int_equal(cost->assumed, wanted.assumed);
	values_clear(&means);
	values_clear(&likely);
}

static void random_choices_are_as_defined(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 25; seed++) {
		uint64_t switches = seed;
		random_stack_build(&built, (struct random_stack){seed, 2 + seed * 2, 40, seed % 2 == 0});
		expect_definition(&built);
		for (int step = 0; step < 20; step++) {
			random_stack_switch(&built, &switches);
			expect_definition(&built);
		}
		build_clear(&built);
	}
}

/* Exactly 0, not nearly. */
static void nothing_costs_nothing(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 20; seed++) {
		uint64_t switches = seed;
		random_stack_build(&built, (struct random_stack){seed, 20, 40, true});
		for (int step = 0; step < 20; step++)
			random_stack_switch(&built, &switches);
		analysis_cost(built.analysis);
		for (uint32_t m = 0; m < built.plan.count; m++)
			choice_set(&built.choice, m, false);
		analysis_follow(built.analysis, &built.choice);
		const struct cost *cost = analysis_cost(built.analysis);
		for (int c = 0; c < CATEGORY_COUNT; c++)
			assert_true(cost->expected[c] == 0 && cost->likely[c] == 0);
		assert_true(cost->expected_total == 0 && cost->npv_expected == 0 && cost->npv_likely == 0);
		assert_true(cost->monthly_after == cost->monthly_before);
		build_clear(&built);
	}
}

#define by_hand(test) cmocka_unit_test_teardown(test, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		by_hand(strategies_follow_interface_and_kind),
		by_hand(prices_are_those_of_the_target),
		by_hand(missing_prices_come_in_order),
		by_hand(a_count_of_zero_needs_no_price),
		by_hand(counts_grow_until_the_start),
		by_hand(tiers_are_charged_once_per_provider),
		by_hand(law_ends_switching_charges),
		by_hand(dependents_count_once),
		by_hand(monthly_follows_usage_ratio_or_nothing),
		by_hand(onboarding_is_paid_once_per_new_root),
		by_hand(equal_onboarding_is_that_of_the_smallest_id),
		by_hand(customers_need_no_onboarding),
		by_hand(extra_is_paid_when_something_moves),
		by_hand(commitments_and_credits_by_hand),
		by_hand(npv_and_payback_of_the_textbook),
		by_hand(npv_at_ten_per_cent),
		by_hand(payback_has_its_corners),
		by_hand(payback_is_the_month_that_just_reaches_the_cost),
		by_hand(payback_does_not_wait_for_a_rounding),
		cmocka_unit_test(random_choices_are_as_defined),
		cmocka_unit_test(nothing_costs_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
