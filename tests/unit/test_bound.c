/* What is missing, and which way a figure or a difference then goes. */
#include "tests/unit/build.h"
#include "tests/unit/close.h"

#include "core/figures/bound.h"

#include <string.h>

#include <cmocka.h>

static struct built built;

static int teardown(void **state)
{
	(void)state;
	build_clear(&built);
	return 0;
}

/* Nobody has a price for a seat; b1 has none for a gigabyte either, so its new monthlies are assumed. */
static const char stack[] =
	"drivers:\n"
	"- {id: seat, category: parallel, price: seat, at: {rehost: 1, replatform: 1, refactor: 1}}\n"
	"- {id: hour, category: redesign, price: hour, at: {rehost: 1}}\n"
	"providers: [{id: a, kind: cloud}, {id: b, kind: cloud}]\n"
	"offerings:\n"
	"- {id: a1, provider: a, kind: store, prices: {gb: 2}}\n"
	"- {id: b1, provider: b, kind: store, prices: {hour: 3}}\n"
	"- {id: b2, provider: b, kind: store, prices: {gb: 1, hour: 3}}\n"
	"- {id: b3, provider: b, kind: store, prices: {gb: 1}}\n"
	"components:\n"
	"- {id: x, bindings: [{offering: a1, monthly: 10, usage: {gb: 5}, counts: {seat: 3}, growth: 10%}]}\n"
	"- {id: y, bindings: [{offering: a1, monthly: 10, usage: {gb: 5}, counts: {seat: 4}}]}\n"
	"- {id: z, bindings: [{offering: a1, monthly: 10, usage: {gb: 5}, counts: {hour: 2}}]}\n"
	"- {id: w, bindings: [{offering: a1, monthly: 10, usage: {gb: 5}, counts: {seat: 0}, growth: 10%}]}\n"
	"migrations:\n"
	"- {id: x1, to: b1, bindings: [x@a1]}\n"
	"- {id: x2, to: b2, bindings: [x@a1]}\n"
	"- {id: y2, to: b2, bindings: [y@a1]}\n"
	"- {id: z2, to: b2, bindings: [z@a1]}\n"
	"- {id: z3, to: b3, bindings: [z@a1], strategy: rehost}\n"
	"- {id: y1, to: b1, bindings: [y@a1]}\n"
	"- {id: w2, to: b2, bindings: [w@a1]}\n";

static const char *const ids[] = {"x1", "x2", "y2", "z2", "z3", "y1", "w2"};

/* "x2 y2" in month `start`: a copy of what it lacks, for `kept`. */
static struct lacks lacks_of(const char *on, uint32_t start, struct lack *kept)
{
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		choice_set(&built.choice, (uint32_t)i, strstr(on, ids[i]) != NULL);
	built.choice.start = start;
	analysis_follow(built.analysis, &built.choice);
	struct lacks lacks = analysis_lacks(built.analysis);
	assert_true(lacks.count <= 8);
	for (uint32_t i = 0; i < lacks.count; i++)
		kept[i] = lacks.items[i];
	lacks.items = kept;
	return lacks;
}

static void what_is_missing_is_listed_with_its_amount(void **state)
{
	struct lack kept[8];
	(void)state;
	build_stack(&built, stack);
	struct lacks lacks = lacks_of("x2 y2 z2", 2, kept);
	assert_int_equal(lacks.count, 1);
	assert_int_equal(kept[0].target, build_offering(&built, "b2"));
	expect_close(kept[0].count, 3 * 1.1 * 1.1 + 4, 1);
	assert_int_equal(lacks.assumed, 0);
	assert_true(lacks_of("x1", 0, kept).assumed != 0);
	assert_int_equal(lacks_of("z2", 0, kept).count, 0);
	assert_int_equal(lacks_of("", 0, kept).assumed, 0);
}

static void a_figure_goes_the_way_of_what_it_lacks(void **state)
{
	static const struct {
		const char *on;
		bool stuck;
		enum bound one_off, monthly, npv, payback;
	} cases[] = {
		{"", false, BOUND_NONE, BOUND_NONE, BOUND_NONE, BOUND_NONE},
		{"z2", false, BOUND_NONE, BOUND_NONE, BOUND_NONE, BOUND_NONE},
		{"x2", false, BOUND_LOWER, BOUND_NONE, BOUND_UPPER, BOUND_LOWER},
		{"x1", false, BOUND_LOWER, BOUND_UNKNOWN, BOUND_UNKNOWN, BOUND_UNKNOWN},
		{"z2", true, BOUND_LOWER, BOUND_NONE, BOUND_UNKNOWN, BOUND_UNKNOWN},
	};
	struct lack kept[8];
	(void)state;
	build_stack(&built, stack);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)lacks_of(cases[i].on, 0, kept);
		const struct cost *cost = analysis_cost(built.analysis);
		assert_int_equal(bound_of_one_off(cost, cases[i].stuck), cases[i].one_off);
		assert_int_equal(bound_of_monthly(cost), cases[i].monthly);
		assert_int_equal(bound_of_share(cost, 0.5), cases[i].monthly);
		assert_int_equal(bound_of_share(cost, 0), BOUND_NONE);
		assert_int_equal(bound_of_share(cost, 1), BOUND_NONE);
		assert_int_equal(bound_of_share(cost, NAN), BOUND_NONE);
		assert_int_equal(bound_of_share_change(cost, 0.5, cost, 0.4), cases[i].monthly);
		assert_int_equal(bound_of_share_change(cost, 0.5, cost, 1), cases[i].monthly);
		assert_int_equal(bound_of_share_change(cost, 0.5, cost, 0.5), BOUND_NONE);
		assert_int_equal(bound_of_share_change(cost, 0, cost, 1), BOUND_NONE);
		assert_int_equal(bound_of_npv(cost, cases[i].stuck), cases[i].npv);
		assert_int_equal(bound_of_payback(cost, cases[i].stuck), cases[i].payback);
	}
}

/* A price is missing for more of what grows, a month later. */
static void waiting_goes_the_way_of_growth(void **state)
{
	struct lack kept[8];
	(void)state;
	build_stack(&built, stack);
	assert_int_equal(bound_of_wait(lacks_of("x2", 0, kept), false), BOUND_LOWER);
	assert_int_equal(bound_of_wait(lacks_of("y2", 0, kept), false), BOUND_NONE);
	assert_int_equal(bound_of_wait(lacks_of("y2 w2", 0, kept), false),
			 BOUND_NONE); /* nothing of w grows */
	assert_int_equal(bound_of_wait(lacks_of("y2", 0, kept), true), BOUND_UNKNOWN);
}

/* What both lack alike goes out of the difference. */
static void a_difference_goes_the_way_of_what_one_lacks_more(void **state)
{
	static const struct {
		const char *a, *b;
		uint32_t start_a, start_b;
		enum bound one_off, redesign, monthly;
	} cases[] = {
		{"", "x2", 0, 0, BOUND_LOWER, BOUND_NONE, BOUND_NONE},
		{"x2", "", 0, 0, BOUND_UPPER, BOUND_NONE, BOUND_NONE},
		{"x2", "x2 z2", 0, 0, BOUND_NONE, BOUND_NONE, BOUND_NONE},
		{"x2", "x2 y2", 0, 0, BOUND_LOWER, BOUND_NONE, BOUND_NONE},
		{"x2 y2", "y2 z2", 0, 0, BOUND_UPPER, BOUND_NONE, BOUND_NONE},
		{"x2", "x1", 0, 0, BOUND_UNKNOWN, BOUND_NONE, BOUND_UNKNOWN},
		{"x1", "x1 z2", 0, 0, BOUND_NONE, BOUND_NONE, BOUND_NONE},
		{"x1", "y1", 0, 0, BOUND_LOWER, BOUND_NONE, BOUND_UNKNOWN},
		{"y2", "y2", 0, 3, BOUND_NONE, BOUND_NONE, BOUND_NONE},
		{"x2", "x2", 0, 3, BOUND_LOWER, BOUND_NONE, BOUND_NONE},
		{"x2", "x2", 3, 0, BOUND_UPPER, BOUND_NONE, BOUND_NONE},
		{"x2", "z3", 0, 0, BOUND_UNKNOWN, BOUND_LOWER, BOUND_NONE},
	};
	struct lack kept_a[8], kept_b[8];
	(void)state;
	build_stack(&built, stack);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct lacks a = lacks_of(cases[i].a, cases[i].start_a, kept_a),
			     b = lacks_of(cases[i].b, cases[i].start_b, kept_b);
		if (bound_of_change(built.model, CATEGORY_COUNT, a, b) != cases[i].one_off ||
		    bound_of_change(built.model, CATEGORY_REDESIGN, a, b) != cases[i].redesign ||
		    bound_of_monthly_change(a, b) != cases[i].monthly)
			fail_msg("%s at %u, %s at %u", cases[i].a, cases[i].start_a, cases[i].b,
				 cases[i].start_b);
	}
}

/* Later, the same money weighs less; and more of a price that is missing makes an NPV less. */
static void an_npv_goes_the_other_way(void **state)
{
	struct lack kept_a[8], kept_b[8];
	(void)state;
	build_stack(&built, stack);
	struct lacks none = lacks_of("z2", 0, kept_a), y = lacks_of("y2", 0, kept_b), later = y;
	later.discount = 0.9 * y.discount;
	assert_int_equal(bound_of_npv_change(none, y), BOUND_UPPER);
	assert_int_equal(bound_of_npv_change(y, none), BOUND_LOWER);
	assert_int_equal(bound_of_npv_change(y, y), BOUND_NONE);
	assert_int_equal(bound_of_npv_change(y, later), BOUND_LOWER);
	struct lacks assumed = lacks_of("x1", 0, kept_a);
	later = assumed;
	later.discount = 0.9 * assumed.discount;
	assert_int_equal(bound_of_npv_change(assumed, y), BOUND_UNKNOWN);
	assert_int_equal(bound_of_npv_change(assumed, assumed), BOUND_NONE);
	assert_int_equal(bound_of_npv_change(assumed, later), BOUND_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(what_is_missing_is_listed_with_its_amount, teardown),
		cmocka_unit_test_teardown(a_figure_goes_the_way_of_what_it_lacks, teardown),
		cmocka_unit_test_teardown(a_difference_goes_the_way_of_what_one_lacks_more, teardown),
		cmocka_unit_test_teardown(waiting_goes_the_way_of_growth, teardown),
		cmocka_unit_test_teardown(an_npv_goes_the_other_way, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
