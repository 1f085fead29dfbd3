#include "core/exchange/report.h"
#include "core/figures/way_out.h"
#include "tests/unit/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <string.h>

#include <cmocka.h>

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
	expect_in("800 -> 800? USD a month (0?)");
	expect_in("?: the new monthly is assumed for 1 of 1 moved bindings");
	expect_in("[x] move ");
	expect_in("\n      Move it\n");
	expect_in("[ ] same");
	expect_in("c0, c1");
	expect_in("put in 10.0B, comes back 20.0B, pull 2");
}

/* A stack in which every section of the text has something to say. */
static const char RICH[] =
	"title: Rich\n"
	"horizon: 24\n"
	"needs: {privacy: 3, speed: 1}\n"
	"drivers:\n"
	"- {id: prompt, category: requalification, effort: [1, 2, 9]}\n"
	"- {id: hour, category: retraining, price: gpu_hour}\n"
	"providers:\n"
	"- {id: p, name: Pi, kind: cloud, stance: {privacy: 1}, onboarding: 3}\n"
	"- {id: q, name: Qu, kind: cloud, onboarding: 3}\n"
	"- {id: chips, name: Chips, kind: chip}\n"
	"- {id: bank, name: Bank, kind: investor}\n"
	"offerings:\n"
	"- {id: p/gpu, provider: p, kind: gpu, capabilities: [big], prices: {gpu_hour: 2}, runs_on: "
	"[chips]}\n"
	"- {id: p/db, provider: p, kind: db, runs_on: [p/log]}\n"
	"- {id: p/log, provider: p, kind: log, runs_on: [p/db]}\n"
	"- {id: q/gpu, provider: q, kind: gpu, runs_on: [chips]}\n"
	"- {id: p/gpu2, provider: p, kind: gpu, capabilities: [big], prices: {gpu_hour: 1}, runs_on: "
	"[chips]}\n"
	"components:\n"
	"- {id: train, requires: [big], bindings: [{offering: p/gpu, monthly: 6k, usage: {gpu_hour: 3000}, "
	"counts: "
	"{hour: 50, prompt: 1}}]}\n"
	"- {id: serve, depends_on: [train], bindings: [{offering: p/gpu, monthly: 2k, counts: {hour: 5}}]}\n"
	"- {id: store, bindings: [{offering: p/db, monthly: 1k}]}\n"
	"flows:\n"
	"- {from: bank, to: p, kind: equity, amount: 10B}\n"
	"- {from: p, to: bank, kind: data}\n"
	"- {from: p, to: chips, kind: hardware, amount: 30B, firm: 20B, term: 2}\n"
	"commitments:\n"
	"- {provider: p, remaining: 50k, until: 2027-11-01}\n"
	"migrations:\n"
	"- {id: newer, name: Newer machines, bindings: [train@p/gpu], to: p/gpu2}\n"
	"- {id: away, name: Away, bindings: [serve@p/gpu], to: q/gpu}\n"
	"- {id: both, name: Both away, from: p/gpu, to: q/gpu}\n"
	"scenarios:\n"
	"- {id: new, name: New, migrations: [newer]}\n";

static int setup_rich(void **state)
{
	(void)state;
	build_stack(&built, RICH);
	str_init(&out);
	return 0;
}

static void today_lists_what_can_be_asked(void **state)
{
	const struct report_subject today = {.id = NULL};

	(void)state;
	report_text(built.analysis, &today, true, &out);
	expect_tidy_rows(out.data);
	expect_in("Rich\nToday\n0 migrations on, 0 bindings of 3 moved, from month 0 (2026-11)\n");
	expect_in("WHAT IT COSTS\n  monthly spend         9.00k USD a month\n");
	expect_in("SCENARIOS  for --scenario\n  new                   New                                   "
		  "1 on, month 0\n");
	expect_in("DEPENDENCY CIRCLES  these need each other\n  p/db, p/log\n");
	expect_in("INHERITED  whom components fall with and have no contract with\n"
		  "  Chips                    2 of 3  train, serve\n");
	/* It pays 10B a year for the chips, and 10B came in. */
	expect_in("LOOPS  firm amounts in USD, your spend a month; what brings back most first\n"
		  "  Bank -> Pi -> Bank\n      put in 10.0B, comes back unknown, your spend 9.00k\n");
	assert_null(strstr(out.data, "ONE-OFF"));
	assert_null(strstr(out.data, "when to leave"));
	assert_null(strstr(out.data, "interaction"));
}

static void a_move_that_pays_says_when(void **state)
{
	const struct report_subject subject = {.id = "new", .name = "new"};

	(void)state;
	build_switch(&built, "newer", true);
	report_text(built.analysis, &subject, true, &out);
	expect_tidy_rows(out.data);
	expect_in("Scenario new\n");
	expect_in("monthly spend         9.00k -> 6.00k USD a month (-3.00k)\n");
	expect_in("pays back             month ");
	expect_in("best start in month 0");
	expect_in("[x] newer                               1");
	expect_in("\n      Newer machines\n");
	expect_in(" cosmetic\n");
	expect_in("cosmetic: it moves, and still rests on everyone");
}

static void a_missing_price_makes_a_lower_bound(void **state)
{
	const struct report_subject subject = {.list_migrations = true};

	(void)state;
	build_switch(&built, "away", true);
	build_switch(&built, "newer", true);
	report_text(built.analysis, &subject, true, &out);
	expect_tidy_rows(out.data);
	expect_in("Migrations\n2 migrations on, 2 bindings of 3 moved");
	expect_in("+  ");
	expect_in("+: a lower bound, something is not in it (see below)");
	expect_in("together rather than each alone: ");
	expect_in("WARNINGS\n");
	/* It would move what moves already. */
	expect_in("[ ] both                                2");
	expect_in("\n      Both away\n");
}

static void stuck_bindings_say_what_they_lack(void **state)
{
	struct exit_plan *way_out = analysis_exit(built.analysis, build_provider(&built, "p"), 0);
	const struct report_subject subject = {.way_out = way_out};

	(void)state;
	report_text(built.analysis, &subject, true, &out);
	expect_tidy_rows(out.data);
	expect_in("The way out of Pi\n");
	expect_in("  train@p/gpu\n      stays: no candidate has big\n");
	expect_in("  store@p/db\n      stays: no other db does without this provider\n");
	expect_in("WAY OUT  each binding to its cheapest candidate\n  serve@p/gpu -> q/gpu\n");
	exit_plan_free(way_out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(json_has_the_keys_in_their_order, setup, teardown),
		cmocka_unit_test_setup_teardown(today_is_a_scenario_without_a_name, setup, teardown),
		cmocka_unit_test_setup_teardown(a_scenario_is_named_and_listed, setup, teardown),
		cmocka_unit_test_setup_teardown(migrations_are_listed_as_they_were_named, setup, teardown),
		cmocka_unit_test_setup_teardown(the_way_out_has_no_interaction, setup, teardown),
		cmocka_unit_test_setup_teardown(text_is_tidy_and_filtered, setup, teardown),
		cmocka_unit_test_setup_teardown(text_says_what_it_shows, setup, teardown),
		cmocka_unit_test_setup_teardown(today_lists_what_can_be_asked, setup_rich, teardown),
		cmocka_unit_test_setup_teardown(a_move_that_pays_says_when, setup_rich, teardown),
		cmocka_unit_test_setup_teardown(a_missing_price_makes_a_lower_bound, setup_rich, teardown),
		cmocka_unit_test_setup_teardown(stuck_bindings_say_what_they_lack, setup_rich, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
