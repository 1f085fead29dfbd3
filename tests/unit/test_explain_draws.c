/* Why the histogram looks as it does: its ends and its peak against the draws themselves. */
#include "core/base/str.h"
#include "core/figures/histogram.h"
#include "tests/unit/explained.h"

#include <math.h>
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

/* `audits` has what costs the same in every draw; `hours` lacks a price besides. */
static const char STACK[] =
	"drivers:\n"
	"- {id: model, name: Models, category: retraining, effort: [5, 20, 60]}\n"
	"- {id: audit, name: Audits, category: requalification, money: 100}\n"
	"- {id: hours, name: Hours, category: retraining, price: hour}\n"
	"providers:\n"
	"- {id: a, kind: cloud}\n"
	"- {id: b, kind: cloud}\n"
	"offerings:\n"
	"- {id: a/api, name: API, provider: a, kind: api, prices: {hour: 3}}\n"
	"- {id: b/api, name: Other, provider: b, kind: api}\n"
	"components:\n"
	"- {id: chat, name: Chat, bindings: [{offering: a/api, monthly: 0, counts: {model: [1, 2, 6]}}]}\n"
	"- {id: lake, name: Lake, bindings: [{offering: a/api, monthly: 0, counts: {audit: 2}}]}\n"
	"- {id: site, name: Site, bindings: [{offering: a/api, monthly: 0, counts: {model: [1, 2, 4], hours: "
	"5}}]}\n"
	"migrations:\n"
	"- {id: models, bindings: [chat@a/api], to: b/api}\n"
	"- {id: audits, bindings: [lake@a/api], to: b/api}\n"
	"- {id: hours, bindings: [site@a/api], to: b/api}\n";

static bool has_input(const char *variable)
{
	for (uint32_t i = 0; i < on.why->input_count; i++)
		if (on.why->inputs[i].variable && strcmp(on.why->inputs[i].variable, variable) == 0)
			return true;
	return false;
}

static void the_ends_are_the_lowest_and_the_highest_draw(void **state)
{
	(void)state;
	build_stack(&on.built, STACK);
	build_switch(&on.built, "models", true);
	const double *draws = analysis_spread(on.built.analysis)->totals;
	double low = draws[0], high = draws[0];
	for (int i = 1; i < DRAWS; i++) {
		low = draws[i] < low ? draws[i] : low;
		high = draws[i] > high ? draws[i] : high;
	}
	assert_true(low < high);
	explained_ask(&on, EXPLAIN_LOWEST, 0);
	assert_true(on.why->value == low);
	assert_string_equal(on.why->unit, "USD");
	assert_true(strncmp(on.why->title, "left end", 8) == 0);
	assert_true(has_input("driver:model") && has_input("count:chat@a/api:model"));
	assert_false(on.why->lower_bound);
	explained_ask(&on, EXPLAIN_HIGHEST, 0);
	assert_true(on.why->value == high);
	assert_true(strncmp(on.why->title, "right end", 9) == 0);
	for (uint32_t i = 0; i < on.why->input_count; i++) {
		assert_true(on.why->inputs[i].value.low < on.why->inputs[i].value.high);
		assert_true(isnan(on.why->inputs[i].part));
	}
}

/* An amount as notes tell it. */
static bool tells(const char *note, double amount, const char *behind)
{
	struct str text;
	str_init(&text);
	number_print_grouped(&text, amount, 5);
	str_print(&text, " USD%s", behind);
	bool found = strstr(note, text.data) != NULL;
	str_clear(&text);
	return found;
}

/* Where the tallest column stands, and how wide each is. */
static void expect_notes(const struct histogram *histogram)
{
	double width = (histogram->high - histogram->low) / histogram->count;
	int peak = histogram_peak(histogram);
	assert_true(tells(on.why->notes[0], histogram->low + peak * width, " to "));
	assert_true(tells(on.why->notes[0], histogram->low + (peak + 1) * width, ""));
	assert_true(tells(on.why->notes[1], width, " wide"));
}

static void the_peak_is_the_tallest_of_so_many_columns(void **state)
{
	(void)state;
	build_stack(&on.built, STACK);
	build_switch(&on.built, "models", true);
	for (uint32_t columns = 1; columns <= HISTOGRAM_MOST; columns += 13) {
		struct histogram histogram =
			histogram_of(analysis_spread(on.built.analysis)->totals, (int)columns);
		explained_ask(&on, EXPLAIN_PEAK, columns);
		assert_true(on.why->value == histogram.most);
		assert_int_equal(on.why->input_count, 2);
		assert_true(on.why->inputs[0].value.likely == histogram.low);
		assert_true(on.why->inputs[1].value.likely == histogram.high);
		assert_true(on.why->inputs[0].computed && on.why->inputs[1].computed);
		assert_int_equal(on.why->note_count, 2);
		expect_notes(&histogram);
	}
	assert_string_equal(on.why->unit, "of 4,096 draws");
}

/* What is missing lies in the ends, and makes no column higher. */
static void ends_without_a_price_are_bounds_and_the_peak_is_none(void **state)
{
	(void)state;
	build_stack(&on.built, STACK);
	build_switch(&on.built, "hours", true);
	explained_ask(&on, EXPLAIN_LOWEST, 0);
	assert_true(on.why->lower_bound);
	explained_ask(&on, EXPLAIN_PEAK, 32);
	assert_false(on.why->lower_bound);
	assert_true(on.why->inputs[0].lower_bound && on.why->inputs[1].lower_bound);
}

static void where_there_are_no_columns_there_is_nothing_to_explain(void **state)
{
	(void)state;
	build_stack(&on.built, STACK);
	build_switch(&on.built, "models", true);
	explained_ask(&on, EXPLAIN_PEAK, 0);
	assert_null(on.why);
	explained_ask(&on, EXPLAIN_PEAK, HISTOGRAM_MOST + 1);
	assert_null(on.why);
	explained_ask(&on, EXPLAIN_PEAK, HISTOGRAM_MOST);
	assert_non_null(on.why);
	build_switch(&on.built, "models", false);
	build_switch(&on.built, "audits", true);
	explained_ask(&on, EXPLAIN_LOWEST, 0);
	assert_null(on.why);
	explained_ask(&on, EXPLAIN_HIGHEST, 0);
	assert_null(on.why);
	explained_ask(&on, EXPLAIN_PEAK, 32);
	assert_null(on.why);
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_ends_are_the_lowest_and_the_highest_draw),
		TEST(the_peak_is_the_tallest_of_so_many_columns),
		TEST(ends_without_a_price_are_bounds_and_the_peak_is_none),
		TEST(where_there_are_no_columns_there_is_nothing_to_explain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
