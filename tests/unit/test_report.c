#include "core/exchange/json.h"
#include "core/exchange/report.h"
#include "core/exchange/text.h"
#include "core/figures/way_out.h"
#include "tests/unit/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- figures ---------------------------------------------------------------------------------- */

static void expect_figure(void (*figure)(struct str *, double, bool), double value, bool ascii,
			  const char *text)
{
	struct str out;

	str_init(&out);
	figure(&out, value, ascii);
	assert_string_equal(out.data, text);
	str_clear(&out);
}

static void money_has_three_digits_and_a_suffix(void **state)
{
	static const struct {
		double value;
		const char *text;
	} cases[] = {
		{0, "0"},
		{-0.0, "0"},
		{1e-9, "0"},
		{-1e-9, "0"},
		{0.00025, "0.00025"},
		{0.0512, "0.0512"},
		{0.5, "0.5"},
		{1, "1"},
		{9.994, "9.99"},
		{9.996, "10"},
		{12.34, "12.3"},
		{99.95, "100"},
		{100, "100"},
		{999, "999"},
		{999.4, "999"},
		{999.5, "1k"},
		{1000, "1k"},
		{1001, "1k"},
		{1005, "1.01k"},
		{1240000, "1.24M"},
		{412345, "412k"},
		{64000, "64k"},
		{999499, "999k"},
		{999500, "1M"},
		{1e9, "1B"},
		{2.5e11, "250B"},
		{1e12, "1T"},
		{1.5e15, "1500T"},
		{-41000, "-41k"},
		{-0.5, "-0.5"},
		{INFINITY, "inf"},
		{-INFINITY, "-inf"},
		{NAN, "-"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		expect_figure(figure_money, cases[i].value, true, cases[i].text);
	expect_figure(figure_money, -41000, false, "−41k");
	expect_figure(figure_money, NAN, false, "·");
}

/* The neighbours of every power of ten, where log10 and rounding may disagree. */
static void money_is_right_next_to_powers_of_ten(void **state)
{
	static const char *const above[] = {"1",   "10",   "100", "1k",  "10k",  "100k", "1M",
					    "10M", "100M", "1B",  "10B", "100B", "1T"};
	double power = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(above) / sizeof(*above); i++, power *= 10) {
		expect_figure(figure_money, power, true, above[i]);
		expect_figure(figure_money, nextafter(power, 0), true, above[i]);
		expect_figure(figure_money, nextafter(power, 2 * power), true, above[i]);
	}
}

static void changes_carry_their_sign(void **state)
{
	(void)state;
	expect_figure(figure_change, 212000, true, "+212k");
	expect_figure(figure_change, -9000, true, "-9k");
	expect_figure(figure_change, 0, true, "0");
	expect_figure(figure_change, 1e-12, true, "0");
}

static void numbers_have_no_suffix(void **state)
{
	(void)state;
	expect_figure(figure_number, 31.42, true, "31.4");
	expect_figure(figure_number, 4136.6, true, "4140");
	expect_figure(figure_number, -11.5, true, "-11.5");
	expect_figure(figure_number, 123456, true, "123000");
}

static void shares_are_per_cent(void **state)
{
	(void)state;
	expect_figure(figure_share, 0, true, "0%");
	expect_figure(figure_share, 1, true, "100%");
	expect_figure(figure_share, 0.6249, true, "62%");
	expect_figure(figure_share, 0.0944, true, "9.4%");
	expect_figure(figure_share, 0.0996, true, "10%");
	expect_figure(figure_share, 0.0004, true, "<0.1%");
	expect_figure(figure_share, -0.25, true, "-25%");
	expect_figure(figure_share, NAN, true, "-");
}

/* --- JSON ------------------------------------------------------------------------------------- */

static void json_keeps_its_commas(void **state)
{
	struct json json;
	struct str out;

	(void)state;
	str_init(&out);
	json_init(&json, &out);
	json_open(&json, NULL, '{', true);
	json_number(&json, "a", 1.5);
	json_open(&json, "b", '[', true);
	json_string(&json, NULL, "x\"\x1b");
	json_open(&json, NULL, '{', true);
	json_null(&json, "n");
	json_bool(&json, "t", true);
	json_close(&json, '}');
	json_close(&json, ']');
	json_open(&json, "c", '[', true);
	json_close(&json, ']');
	json_open(&json, "d", '{', false);
	json_open(&json, "e", '[', true);
	json_number(&json, NULL, NAN);
	json_string(&json, NULL, NULL);
	json_close(&json, ']');
	json_close(&json, '}');
	json_close(&json, '}');
	assert_string_equal(out.data, "{\n"
				      " \"a\": 1.5,\n"
				      " \"b\": [\n"
				      "  \"x\\\"\\u001b\",\n"
				      "  {\n"
				      "   \"n\": null,\n"
				      "   \"t\": true\n"
				      "  }\n"
				      " ],\n"
				      " \"c\": [],\n"
				      " \"d\": {\"e\": [null, null]}\n"
				      "}");
	str_clear(&out);
}

/* --- text ------------------------------------------------------------------------------------- */

static void expect_cell(const char *name, int width, bool ascii, const char *cell)
{
	struct str out;
	struct text text = {.out = &out, .ascii = ascii};

	str_init(&out);
	text_cell(&text, name, width);
	assert_string_equal(out.data, cell);
	assert_int_equal(text.column, width);
	str_clear(&out);
}

static void cells_are_cut_in_the_middle(void **state)
{
	(void)state;
	expect_cell("abc", 5, false, "abc  ");
	expect_cell("abcdefghij", 10, false, "abcdefghij");
	expect_cell("abcdefghijk", 10, false, "abcde…hijk");
	expect_cell("abcdefghijk", 10, true, "abcd...ijk");
	expect_cell("abcdef", 3, true, "abc");
	expect_cell("", 2, true, "  ");
	/* Two columns a character: what would not fit whole is a blank. */
	expect_cell("日本語日本語", 7, false, "日…語  ");
	expect_cell("a\x1b[31m", 6, true, "a?[31m");
}

static void text_breaks_only_where_it_must(void **state)
{
	struct str out;
	struct text text = {.out = &out, .ascii = true};

	(void)state;
	str_init(&out);
	text_cell(&text, "  one", 70);
	text_fit(&text, 10, 4);
	text_add(&text, "fits");
	text_fit(&text, 10, 4);
	text_add(&text, "next");
	text_fit(&text, 200, 8);
	text_add(&text, "-at the start nothing is broken");
	assert_non_null(strstr(out.data, "fits\n    next-at"));
	str_clear(&out);
}

/* --- the report ------------------------------------------------------------------------------- */

static const char STACK[] =
	"title: \"Evil \\x1b[2J title\"\n"
	"needs: {privacy: 3, speed: 1}\n"
	"drivers:\n"
	"- {id: prompt, category: requalification, effort: [1, 2, 9]}\n"
	"providers:\n"
	"- {id: p, name: \"Pi \\u202e\", kind: cloud, stance: {privacy: 1}}\n"
	"- {id: q, kind: cloud}\n"
	"- {id: chips, kind: chip}\n"
	"offerings:\n"
	"- {id: p/a, provider: p, kind: store, runs_on: [chips]}\n"
	"- {id: p/b, provider: p, kind: odd}\n"
	"- {id: q/a, provider: q, kind: store, runs_on: [chips]}\n"
	"components:\n"
	"- {id: c1, depends_on: [c0], bindings: [{offering: p/b, monthly: 200}]}\n"
	"- {id: c0, depends_on: [c1], bindings: [{offering: p/a, monthly: 600, counts: {prompt: [5, "
	"10, 30]}}]}\n"
	"flows:\n"
	"- {from: chips, to: p, kind: equity, amount: 10B}\n"
	"- {from: p, to: chips, kind: hardware, amount: 30B, firm: 20B}\n"
	"migrations:\n"
	"- {id: move, name: Move it, from: p/a, to: q/a}\n"
	"- {id: same, bindings: [c0@p/a], to: q/a, cost_ratio: 0.5}\n"
	"scenarios:\n"
	"- {id: leave, name: Leave, start: 2, migrations: [move]}\n";

static struct built built;
static struct str out;

static int setup(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	str_init(&out);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	build_clear(&built);
	str_clear(&out);
	return 0;
}

static void follow_scenario(struct report_subject *subject)
{
	const struct scenario *scenario = &built.model->scenarios[0];

	choice_of_scenario(&built.choice, built.model, 0);
	analysis_follow(built.analysis, &built.choice);
	*subject = (struct report_subject){.id = scenario->id,
					   .name = scenario->name,
					   .list_migrations = true,
					   .order = scenario->migrations,
					   .order_count = scenario->migration_count};
}

/* The keys of the outermost object, in their order, with blanks between. */
static void outer_keys(const char *json, struct str *keys)
{
	for (const char *row = json; (row = strstr(row, "\n \"")) != NULL; row++) {
		const char *key = row + 3;
		str_print(keys, "%.*s ", (int)strcspn(key, "\""), key);
	}
}

static void json_has_the_keys_in_their_order(void **state)
{
	const struct report_subject today = {.id = NULL};
	struct str keys;

	(void)state;
	str_init(&keys);
	report_json(built.analysis, &today, &out);
	outer_keys(out.data, &keys);
	assert_string_equal(
		keys.data,
		"unmoor title currency as_of horizon scenario one_off monthly npv payback_month npv_positive "
		"swings best_start waiting migrations interaction providers components concentration loops "
		"loops_cut cycling dependency_circles warnings ");
	str_clear(&keys);
}

static void expect_in(const char *part)
{
	if (!strstr(out.data, part))
		fail_msg("no '%s' in\n%s", part, out.data);
}

static void today_is_a_scenario_without_a_name(void **state)
{
	const struct report_subject today = {.id = NULL};

	(void)state;
	report_json(built.analysis, &today, &out);
	expect_in("\"scenario\": {\"id\": null, \"name\": null, \"start\": 0, \"migrations\": [], "
		  "\"bindings_moved\": 0, "
		  "\"assumed\": 0}");
	expect_in("\"as_of\": \"2026-11-01\"");
	expect_in("\"monthly\": {\"before\": 800, \"after\": 800}");
	expect_in("\"payback_month\": null");
	expect_in("\"interaction\": 0");
	expect_in("\"expected\": 0");
	/* What the file says is escaped. */
	expect_in("\"title\": \"Evil \\u001b[2J title\"");
	assert_null(strchr(out.data, '\x1b'));
	assert_null(strstr(out.data, "\xe2\x80\xae"));
}

static void a_scenario_is_named_and_listed(void **state)
{
	struct report_subject subject;

	(void)state;
	follow_scenario(&subject);
	report_json(built.analysis, &subject, &out);
	expect_in("\"scenario\": {\"id\": \"leave\", \"name\": \"Leave\", \"start\": 2, \"migrations\": "
		  "[\"move\"], "
		  "\"bindings_moved\": 1, \"assumed\": 1}");
	/* (5 + 40 + 30) / 6 prompts of (1 + 8 + 9) / 6 days at 1000, and a month of both. */
	expect_in("\"one_off\": {\n  \"expected\": 38100,\n  \"likely\": 20600,");
	expect_in("\"id\": \"move\", \"on\": true, \"bindings\": 1, \"alone\": 38100, \"marginal\": 38100");
	/* It moves what moves already. */
	expect_in("\"id\": \"same\", \"on\": false, \"bindings\": 1, \"alone\": 37800, \"marginal\": null");
	expect_in("{\"id\": \"c0\", \"inherited\": [\"chips\"]},\n  {\"id\": \"c1\", \"inherited\": "
		  "[\"chips\"]}");
	expect_in("\"dependency_circles\": [\n  [\"c0\", \"c1\"]\n ]");
	expect_in("\"nodes\": [\"chips\", \"p\"], \"put_in\": 10000000000, \"comes_back\": 20000000000, "
		  "\"pull\": 2, "
		  "\"headline\": {\"put_in\": 10000000000, \"comes_back\": 30000000000, \"pull\": 3}");
	expect_in("\"loops_cut\": false");
}

static void migrations_are_listed_as_they_were_named(void **state)
{
	static const uint32_t order[] = {1, 0};
	const struct report_subject subject = {.list_migrations = true, .order = order, .order_count = 2};

	(void)state;
	report_json(built.analysis, &subject, &out);
	expect_in("\"migrations\": [\"same\", \"move\"]");
}

static void the_way_out_has_no_interaction(void **state)
{
	struct exit_plan *way_out = analysis_exit(built.analysis, build_provider(&built, "p"), 0);
	const struct report_subject subject = {.way_out = way_out};
	struct choice choice;

	(void)state;
	choice_init(&choice);
	way_out_choose(&built.plan, way_out, 0, &choice);
	analysis_follow(built.analysis, &choice);
	assert_int_equal(choice_count(&choice), 1);
	report_json(built.analysis, &subject, &out);
	expect_in("\"scenario\": {\"id\": null, \"name\": null, \"start\": 0, \"migrations\": [], "
		  "\"bindings_moved\": 1,");
	expect_in("\"interaction\": null");
	/* Those of the file, not those made for it. */
	assert_null(strstr(out.data, "exit/p/1"));
	out.length = 0;
	report_text(built.analysis, &subject, true, &out);
	expect_in("STUCK  no candidate; they stay\n  c1@p/b\n      stays: no other odd does without this "
		  "provider\n");
	expect_in("  c0@p/a -> q/a\n");
	expect_in("a lower bound");
	choice_clear(&choice);
	exit_plan_free(way_out);
}

/* Rows of at most 80 columns, without a blank at their ends. */
static void expect_tidy_rows(const char *text)
{
	for (const char *row = text; *row; row += strcspn(row, "\n") + 1) {
		int columns = 0;
		size_t length = strcspn(row, "\n");
		for (size_t at = 0; at < length;) {
			uint32_t point;
			at += utf8_decode(row + at, length - at, &point);
			assert_true(utf8_printable(point));
			columns += utf8_width(point);
		}
		if (columns > 80 || (length > 0 && row[length - 1] == ' '))
			fail_msg("'%.*s' is %d columns wide", (int)length, row, columns);
	}
}

static void text_is_tidy_and_filtered(void **state)
{
	struct report_subject subject;

	(void)state;
	follow_scenario(&subject);
	report_text(built.analysis, &subject, false, &out);
	expect_tidy_rows(out.data);
	assert_true(utf8_valid(out.data, out.length));
	expect_in("Scenario leave: Leave\n");
	expect_in("month 2 (2027-01)");
	out.length = 0;
	report_text(built.analysis, &subject, true, &out);
	expect_tidy_rows(out.data);
	for (size_t i = 0; i < out.length; i++)
		assert_true((unsigned char)out.data[i] < 0x80);
	expect_in("Evil ?[2J title\n");
}

static void text_says_what_it_shows(void **state)
{
	struct report_subject subject;

	(void)state;
	follow_scenario(&subject);
	report_text(built.analysis, &subject, true, &out);
	expect_in("ONE-OFF COST  USD");
	expect_in("expected");
	expect_in("  total                         38.1k");
	expect_in("800 -> 800 USD a month (0)");
	expect_in("1 of 1 moved bindings assumed to cost the same");
	expect_in("[x] Move it");
	expect_in("[ ] same");
	expect_in("c0, c1");
	expect_in("put in 10B, comes back 20B, pull 2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(money_has_three_digits_and_a_suffix),
		cmocka_unit_test(money_is_right_next_to_powers_of_ten),
		cmocka_unit_test(changes_carry_their_sign),
		cmocka_unit_test(numbers_have_no_suffix),
		cmocka_unit_test(shares_are_per_cent),
		cmocka_unit_test(json_keeps_its_commas),
		cmocka_unit_test(cells_are_cut_in_the_middle),
		cmocka_unit_test(text_breaks_only_where_it_must),
		cmocka_unit_test_setup_teardown(json_has_the_keys_in_their_order, setup, teardown),
		cmocka_unit_test_setup_teardown(today_is_a_scenario_without_a_name, setup, teardown),
		cmocka_unit_test_setup_teardown(a_scenario_is_named_and_listed, setup, teardown),
		cmocka_unit_test_setup_teardown(migrations_are_listed_as_they_were_named, setup, teardown),
		cmocka_unit_test_setup_teardown(the_way_out_has_no_interaction, setup, teardown),
		cmocka_unit_test_setup_teardown(text_is_tidy_and_filtered, setup, teardown),
		cmocka_unit_test_setup_teardown(text_says_what_it_shows, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
