/* No number that a stack may hold makes a figure that is none. */
#include "core/base/arena.h"
#include "core/base/str.h"
#include "core/exchange/report.h"
#include "core/figures/analysis.h"
#include "core/model/limits.h"
#include "core/model/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- what is allowed ------------------------------------------------------------------------- */

/* A stack with something of everything; where a case has a number, it has a hole. */
static const char form[] =
	"unmoor: 1\nas_of: 2026-11-01\ncatalog: none\n"
	"horizon: 120\ndiscount_rate: %s\nrate: %s\noverrun: %s\noverlap: %s\n"
	"needs: {open: %s}\n"
	"drivers:\n"
	"- {id: work, category: rebuilding, effort: %s, at: {rehost: %s, replatform: %s}}\n"
	"- {id: cash, category: redesign, money: %s}\n"
	"- {id: bought, category: retraining, price: token}\n"
	"- {id: data_tb, category: transfer}\n"
	"- {id: dependents, category: requalification, effort: %s}\n"
	"providers:\n"
	"- {id: a, kind: cloud, egress: [[%s, %s], [rest, %s]], onboarding: %s, revenue: %s, stance: {open: "
	"2}}\n"
	"- {id: b, kind: lab, onboarding: %s, revenue: %s}\n"
	"offerings:\n"
	"- {id: a/x, provider: a, kind: k, prices: {token: %s, hour: %s}}\n"
	"- {id: b/y, provider: b, kind: k, prices: {token: %s, hour: %s}}\n"
	"components:\n"
	"- {id: c, bindings: [{offering: a/x, monthly: %s, usage: {token: %s, hour: %s}, growth: %s, "
	"counts: {work: %s, cash: %s, bought: %s, data_tb: %s}}]}\n"
	"- {id: d, depends_on: [c], bindings: [{offering: a/x, monthly: %s, growth: %s, "
	"counts: {work: [0, 0, %s]}}]}\n"
	"commitments: [{provider: a, remaining: %s, until: 9999-12-31}]\n"
	"credits: [{provider: a, remaining: %s, until: 2030-01-01}]\n"
	"flows:\n"
	"- {from: a, to: b, kind: equity, amount: %s, firm: %s, term: %s}\n"
	"- {from: b, to: a, kind: revenue, amount: %s, term: %s}\n"
	"migrations:\n"
	"- {id: m, from: a/x, to: b/y, where: {component: c}, extra: [0, 0, %s]}\n"
	"- {id: n, from: a/x, to: b/y, where: {component: d}, cost_ratio: %s}\n"
	"scenarios: [{id: late, start: 119, migrations: [m, n]}]\n";

/* Of each hole: the least and the most that are allowed, and how a fault of it calls it. */
static const struct hole {
	const char *least, *most, *beyond, *key;
} holes[] = {
	{"1e-15", "1000%", "1001%", "discount_rate"},
	{"1e-15", "1000T", "1001T", "rate"},
	{"1e-15", "1k", "1001", "overrun"},
	{"1e-15", "120", "120.1", "overlap"},
	{"1e-15", "5", "5.1", "needs"},
	{"1e-15", "1B", "1.1B", "effort"},
	{"1e-15", "1000", "1001", "rehost"},
	{"1e-15", "100000%", "100001%", "replatform"},
	{"1e-15", "1e15", "1.1e15", "money"},
	{"1e-15", "1e9", "1e10", "effort"},
	{"1e-15", "1e12", "1e13", "egress"},
	{"1e-15", "1e15", "1e16", "egress"},
	{"1e-15", "1e15", "1e16", "egress"},
	{"1e-15", "1e9", "1e10", "onboarding"},
	{"1e-15", "1e18", "1e19", "revenue"},
	{"1e-15", "1e9", "1e10", "onboarding"},
	{"1e-15", "1e18", "1e19", "revenue"},
	{"1e-15", "1e15", "1e16", "prices"},
	{"1e-15", "1e15", "1e16", "prices"},
	{"1e-15", "1e15", "1e16", "prices"},
	{"1e-15", "1e15", "1e16", "prices"},
	{"1e-15", "1e15", "1e308", "monthly"},
	{"1e-15", "1e18", "1e19", "usage"},
	{"1e-15", "1e18", "1e308", "usage"},
	{"1e-15", "100%", "101%", "growth"},
	{"1e-15", "1e12", "1e13", "counts"},
	{"1e-15", "1e12", "1e13", "counts"},
	{"1e-15", "1e12", "1e13", "counts"},
	{"1e-15", "1000000000PB", "1000000001PB", "counts"},
	{"1e-15", "1e15", "1e16", "monthly"},
	{"1e-15", "1", "1.1", "growth"},
	{"1e-15", "1e12", "1e13", "counts"},
	{"1e-15", "1e15", "1e16", "remaining"},
	{"1e-15", "1e15", "1e16", "remaining"},
	{"1e-15", "1e18", "1e19", "amount"},
	{"1e-15", "1e18", "1e19", "firm"},
	{"0.001", "1000", "1001", "term"},
	{"1e-15", "1e18", "1e19", "amount"},
	{"0.001", "1000", "1001", "term"},
	{"1e-15", "1e15", "1e16", "extra"},
	{"1e-15", "1e6", "1e7", "cost_ratio"},
};

enum { HOLES = sizeof holes / sizeof *holes, MONTHLY_C = 21, MONTHLY_D = 29 };

static void fill(struct str *out, const char *const values[HOLES])
{
	const char *at = form, *hole;

	out->length = 0;
	for (size_t i = 0; (hole = strstr(at, "%s")); at = hole + 2, i++) {
		str_add(out, at, (size_t)(hole - at));
		assert_true(i < HOLES);
		str_add_text(out, values[i]);
	}
	str_add_text(out, at);
}

static struct model *load_filled(const char *const values[HOLES], struct diag_list *faults)
{
	struct str text;

	str_init(&text);
	fill(&text, values);
	diag_list_init(faults);
	struct model *model = load_bytes("stack.yaml", text.data, text.length, faults);
	str_clear(&text);
	return model;
}

static void set_all(const char *values[HOLES], const char *value)
{
	for (size_t i = 0; i < HOLES; i++)
		values[i] = strcmp(value, "0") == 0 && strcmp(holes[i].key, "term") == 0 ? "1" : value;
	values[10] = strcmp(value, "0") == 0 ? "1" : value; /* the width of a tier, too, is above 0 */
}

/* One number beside ordinary ones: refused, and called by its key. */
static void expect_refused(size_t hole, const char *value, const char *allowed)
{
	const char *values[HOLES];
	struct diag_list faults;

	set_all(values, "1");
	values[hole] = value;
	struct model *model = load_filled(values, &faults);
	if (model || faults.errors != 1)
		fail_msg("%s: %s was taken for %s", holes[hole].key, value, "a number of a stack");
	assert_non_null(strstr(faults.items[0].text, holes[hole].key));
	assert_non_null(strstr(faults.items[0].text, value));
	assert_non_null(strstr(faults.items[0].suggestion, allowed));
	assert_true(faults.items[0].line > 0 && faults.items[0].column > 0);
	diag_list_clear(&faults);
}

static void test_what_is_beyond_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < HOLES; i++) {
		expect_refused(i, holes[i].beyond, " is allowed");
		expect_refused(i, "1e-300", " is allowed");
		expect_refused(i, "-1e-16", " is allowed");
	}
}

static void test_what_all_bindings_spend_has_a_limit(void **state)
{
	const char *values[HOLES];
	struct diag_list faults;

	(void)state;
	set_all(values, "1");
	values[MONTHLY_C] = "500T";
	values[MONTHLY_D] = "500T";
	model_free(load_filled(values, &faults));
	assert_int_equal(faults.errors, 0);
	diag_list_clear(&faults);
	values[MONTHLY_D] = "500.1T";
	assert_null(load_filled(values, &faults));
	assert_int_equal(faults.errors, 1);
	assert_int_equal(faults.items[0].line, 24);
	assert_string_equal(faults.items[0].text,
			    "'monthly' of all bindings up to this one is more than 1e15 together");
	diag_list_clear(&faults);
}

/* --- how many there may be ------------------------------------------------------------------------ */

#define HEAD "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\noverlap: 1\n"
#define LAB "providers: [{id: p, kind: lab}]\n"
#define ENDS LAB "offerings: [{id: p/o, provider: p, kind: k}, {id: p/t, provider: p, kind: k}]\n"

/* A list that may have `most` items, and not one more. Each has its number in it once. */
static const struct many {
	const char *before, *item, *after, *fault;
	int most;
} lists[] = {
	{HEAD "providers: [", "{id: p%d, kind: lab}", "]\n", "more than %d providers", LIMIT_PROVIDERS},
	{HEAD LAB "offerings: [", "{id: o%d, provider: p, kind: k}", "]\n", "more than %d offerings",
	 LIMIT_OFFERINGS},
	{HEAD "drivers: [", "{id: d%d, category: transfer, money: 1}", "]\n", "more than %d drivers",
	 LIMIT_DRIVERS},
	{HEAD "needs: {", "n%d: 1", "}\n", "more than %d needs", LIMIT_NEEDS},
	{HEAD LAB "offerings: [{id: o, provider: p, kind: k, prices: {", "u%d: 1", "}}]\n",
	 "'prices' has more than %d units", LIMIT_PRICES},
	{HEAD ENDS "components: [{id: c, bindings: [{offering: p/o, usage: {", "u%d: 1", "}}]}]\n",
	 "'usage' has more than %d units", LIMIT_PRICES},
};

/* Adds a form with a number in the place of its %d. */
static void add_numbered(struct str *out, const char *numbered, int number)
{
	const char *hole = strstr(numbered, "%d");

	str_print(out, "%.*s%d%s", (int)(hole - numbered), numbered, number, hole + 2);
}

static struct model *load_many(const struct many *list, int count, struct diag_list *faults)
{
	struct str text;

	str_init(&text);
	str_add_text(&text, list->before);
	for (int i = 0; i < count; i++) {
		str_add_text(&text, i > 0 ? ", " : "");
		add_numbered(&text, list->item, i);
	}
	str_add_text(&text, list->after);
	diag_list_init(faults);
	struct model *model = load_bytes("stack.yaml", text.data, text.length, faults);
	str_clear(&text);
	return model;
}

static void expect_told(const struct diag_list *faults, const char *numbered, int most)
{
	struct str told;

	str_init(&told);
	add_numbered(&told, numbered, most);
	assert_int_equal(faults->errors, 1);
	assert_string_equal(faults->items[0].text, told.data);
	assert_true(faults->items[0].line > 0);
	str_clear(&told);
}

static void test_lists_have_limits(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct diag_list faults;
		struct model *model = load_many(&lists[i], lists[i].most, &faults);
		assert_int_equal(faults.errors, 0);
		model_free(model);
		diag_list_clear(&faults);
		assert_null(load_many(&lists[i], lists[i].most + 1, &faults));
		expect_told(&faults, lists[i].fault, lists[i].most);
		diag_list_clear(&faults);
	}
}

static void test_a_scenario_has_a_limit(void **state)
{
	struct str text, ids;
	struct diag_list faults;

	(void)state;
	str_init(&text);
	str_init(&ids);
	str_add_text(&text, HEAD ENDS "components:\n");
	for (int i = 0; i <= LIMIT_ON; i++) {
		str_print(&text, "- {id: c%d, bindings: [{offering: p/o}]}\n", i);
		str_print(&ids, "%sm%d", i ? ", " : "", i);
	}
	str_add_text(&text, "migrations:\n");
	for (int i = 0; i <= LIMIT_ON; i++)
		str_print(&text, "- {id: m%d, bindings: [c%d@p/o], to: p/t}\n", i, i);
	str_print(&text, "scenarios: [{id: all, migrations: [%s]}]\n", ids.data);
	diag_list_init(&faults);
	assert_null(load_bytes("stack.yaml", text.data, text.length, &faults));
	expect_told(&faults, "scenario 'all' has more than %d migrations", LIMIT_ON);
	diag_list_clear(&faults);
	str_clear(&text);
	str_clear(&ids);
}

/* --- what they give -------------------------------------------------------------------------- */

static void expect_quantiles(const struct quantiles *of)
{
	assert_true(isfinite(of->mean) && isfinite(of->p10) && isfinite(of->p50) && isfinite(of->p90));
}

static void expect_cost(struct analysis *analysis)
{
	const struct cost *cost = analysis_cost(analysis);
	const struct spread *spread = analysis_spread(analysis);
	const struct timing *timing = analysis_timing(analysis);

	for (int i = 0; i < CATEGORY_COUNT; i++) {
		assert_true(isfinite(cost->expected[i]) && isfinite(cost->likely[i]));
		expect_quantiles(&analysis_category_spread(analysis)[i]);
	}
	assert_true(isfinite(cost->expected_total) && isfinite(cost->likely_total));
	assert_true(isfinite(cost->monthly_before) && isfinite(cost->monthly_after));
	assert_true(isfinite(cost->npv_expected) && isfinite(cost->npv_likely));
	expect_quantiles(&spread->total);
	expect_quantiles(&spread->npv);
	assert_true(spread->npv_positive >= 0 && spread->npv_positive <= 1);
	assert_true(timing->known);
	for (uint32_t month = 0; month < analysis_model(analysis)->horizon; month++)
		assert_true(isfinite(timing->one_off[month]) && isfinite(timing->npv[month]));
}

static void expect_structure(struct analysis *analysis)
{
	const struct concentration *concentration = analysis_concentration(analysis);
	const struct loops *loops = analysis_loops(analysis);
	double index = analysis_cycling(analysis)->index;
	bool spent = analysis_cost(analysis)->monthly_before > 0;

	assert_true(!spent || (concentration->before >= 0 && concentration->before <= 10000 + 1e-6));
	assert_true(index >= 0 && index <= 1);
	for (uint32_t i = 0; i < loops->count; i++)
		assert_true(isfinite(loops->items[i].firm.comes_back) && !isinf(loops->items[i].firm.pull));
	for (uint32_t p = 0; p < analysis_model(analysis)->provider_count; p++) {
		const struct exit_figures *exit = &analysis_exits(analysis)[p];
		assert_true(!isinf(exit->one_off) && !isinf(exit->months_of_spend));
	}
	assert_true(isfinite(analysis_interaction(analysis)));
	for (uint32_t m = 0; m < 2; m++)
		assert_true(isfinite(analysis_moves(analysis)[m].alone));
}

/* JSON has no word for it, and people are told a number. */
static void expect_reports(struct analysis *analysis)
{
	const struct report_subject subject = {.list_migrations = true};
	struct str out;

	str_init(&out);
	report_json(analysis, &subject, &out);
	assert_null(strstr(out.data, "inf"));
	assert_null(strstr(out.data, "nan"));
	out.length = 0;
	report_text(analysis, &subject, true, &out);
	assert_null(strstr(out.data, "inf"));
	assert_null(strstr(out.data, "too large"));
	str_clear(&out);
}

static void expect_numbers(const struct model *model)
{
	struct plan plan;
	struct choice choice;

	plan_init(&plan, model);
	choice_init(&choice);
	struct analysis *analysis = analysis_new(&plan);
	uint32_t off[2];
	for (int on = 0; on < 3; on++) {
		choice.start = on == 2 ? 119 : 0;
		if (on == 1)
			for (uint32_t m = 0; m < 2; m++)
				choice_switch_on(&choice, &plan, m, off);
		analysis_follow(analysis, &choice);
		expect_cost(analysis);
		expect_structure(analysis);
		expect_reports(analysis);
	}
	analysis_free(analysis);
	choice_clear(&choice);
	plan_clear(&plan);
}

/* Each number, by chance: none, the least, one, the most. */
static void mix(const char *values[HOLES], uint32_t *random)
{
	for (size_t i = 0; i < HOLES; i++) {
		*random = *random * 1664525 + 1013904223;
		const char *of[] = {i == 10 || strcmp(holes[i].key, "term") == 0 ? "1" : "0", holes[i].least,
				    "1", holes[i].most};
		values[i] = of[*random >> 30];
	}
	if (strtod(values[MONTHLY_C], NULL) + strtod(values[MONTHLY_D], NULL) >
	    LIMIT_MONEY) /* together they are not to be more than the one may be */
		values[MONTHLY_D] = "0";
}

static void test_whatever_is_accepted_gives_numbers(void **state)
{
	enum { STACKS = 300 };
	const char *values[HOLES];
	uint32_t random = 20261128;

	(void)state;
	for (int i = 0; i < STACKS; i++) {
		struct diag_list faults;
		mix(values, &random);
		struct model *model = load_filled(values, &faults);
		for (size_t f = 0; !model && f < faults.count; f++)
			fail_msg("%s", faults.items[f].text);
		expect_numbers(model);
		model_free(model);
		diag_list_clear(&faults);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_beyond_is_refused),
		cmocka_unit_test(test_what_all_bindings_spend_has_a_limit),
		cmocka_unit_test(test_lists_have_limits),
		cmocka_unit_test(test_a_scenario_has_a_limit),
		cmocka_unit_test(test_whatever_is_accepted_gives_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
