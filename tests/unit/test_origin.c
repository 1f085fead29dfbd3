#include "core/figures/origin.h"

#include "tests/unit/build.h"
#include "tests/unit/tried_stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct built built;

static int teardown(void **state)
{
	(void)state;
	build_clear(&built);
	return 0;
}

static const char STACK[] =
	"drivers:\n"
	"- {id: graded, category: redesign, effort: 1, source: {title: Paper, grade: B}}\n"
	"- {id: guessed, category: redesign, effort: 1, source: {title: Guess, grade: assumption}}\n"
	"- {id: bare, category: redesign, effort: 1}\n"
	"- id: parts\n"
	"  category: redesign\n"
	"  money: 1\n"
	"  at: {rehost: 0.5}\n"
	"  source:\n"
	"  - {for: at, title: At, grade: assumption}\n"
	"  - {for: money, title: Money, grade: C}\n"
	"  - {for: money, title: More, grade: A}\n"
	"- id: both\n"
	"  category: redesign\n"
	"  price: hour\n"
	"  source: {for: 'price, at', title: Both, grade: D}\n"
	"- id: elsewhere\n"
	"  category: redesign\n"
	"  money: 1\n"
	"  source: {for: moneys, title: Other, grade: A}\n"
	"- {id: data_tb, category: transfer}\n"
	"providers:\n"
	"- id: p\n"
	"  kind: cloud\n"
	"  egress: [[rest, 1]]\n"
	"  onboarding: 3\n"
	"  revenue: 5\n"
	"  stance: {privacy: 1, longevity: 2}\n"
	"  source: [{for: egress, title: E, grade: A}, {for: onboarding, title: O, grade: assumption},\n"
	"    {for: stance, title: S, grade: B}, {for: privacy, title: V, grade: C}]\n"
	"- {id: q, kind: cloud}\n"
	"offerings:\n"
	"- {id: a, provider: p, kind: k, prices: {u: 1}, source: {for: prices, title: P, grade: A}}\n"
	"- {id: b, provider: p, kind: k, prices: {u: 2}}\n"
	"- {id: c, provider: p, kind: k, prices: {u: 2}, source: {title: P, grade: C}}\n"
	"components: [{id: x, bindings: [{offering: a, monthly: 1, usage: {u: 1}}]}]\n"
	"flows:\n"
	"- {from: p, to: q, kind: equity, amount: 1, source: {title: F, grade: B}}\n"
	"- {from: q, to: p, kind: equity, amount: 1}\n";

static void expect(struct provenance provenance, enum origin origin, const char *title)
{
	assert_int_equal(provenance.origin, origin);
	if (title == NULL)
		assert_null(provenance.source);
	else
		assert_string_equal(provenance.source->title, title);
}

static struct provenance of_driver(const char *id)
{
	return provenance_of_driver(built.model, model_find_driver(built.model, id));
}

static void mark(struct slice sources)
{
	for (uint32_t i = 0; i < sources.count; i++)
		built.model->sources[sources.first + i].builtin = true;
}

/* As if the file were one of the catalogue's. */
static void become_catalogue(void)
{
	built.model->files[0].builtin = true;
	for (uint32_t d = 0; d < built.model->driver_count; d++)
		mark(built.model->drivers[d].sources);
	for (uint32_t p = 0; p < built.model->provider_count; p++)
		mark(built.model->providers[p].sources);
	for (uint32_t o = 0; o < built.model->offering_count; o++)
		mark(built.model->offerings[o].sources);
}

static void test_what_users_say_is_theirs(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	expect(of_driver("graded"), ORIGIN_USER, "Paper");
	expect(of_driver("bare"), ORIGIN_USER, NULL);
	expect(of_driver("guessed"), ORIGIN_ASSUMPTION, "Guess"); /* as they say themselves */
	expect(provenance_of_setting(built.model, "rate"), ORIGIN_USER, NULL);
	expect(provenance_of_egress(built.model, 0, 0), ORIGIN_USER, "E");
	expect(provenance_of_flow(built.model, 0), ORIGIN_USER, "F");
	assert_int_equal(provenance_of_setting(built.model, "rate").place.line, 4);
	assert_int_equal(origin_of_labour(built.model), ORIGIN_USER);
}

static uint32_t need(const char *id)
{
	uint32_t found = 0;
	while (strcmp(built.model->needs[found].id, id) != 0)
		found++;
	return found;
}

static void test_defaults_are_assumptions(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	expect(provenance_of_setting(built.model, "horizon"), ORIGIN_ASSUMPTION, NULL);
	expect(provenance_of_setting(built.model, "discount_rate"), ORIGIN_USER, NULL);
	expect(provenance_of_setting(built.model, "no such"), ORIGIN_ASSUMPTION, NULL);
}

static void test_sources_of_the_catalogue_decide(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	become_catalogue();
	expect(of_driver("graded"), ORIGIN_CATALOG, "Paper");
	expect(of_driver("guessed"), ORIGIN_ASSUMPTION, "Guess");
	expect(of_driver("bare"), ORIGIN_ASSUMPTION, NULL);
	expect(of_driver("parts"), ORIGIN_CATALOG, "Money");
	expect(of_driver("both"), ORIGIN_CATALOG, "Both");
	expect(of_driver("elsewhere"), ORIGIN_ASSUMPTION, NULL);
	expect(of_driver("data_tb"), ORIGIN_ASSUMPTION, NULL);
	uint32_t parts = model_find_driver(built.model, "parts"),
		 both = model_find_driver(built.model, "both");
	expect(provenance_of_strategy(built.model, parts, STRATEGY_REPLATFORM), ORIGIN_ASSUMPTION, "At");
	expect(provenance_of_strategy(built.model, both, STRATEGY_REPLATFORM), ORIGIN_CATALOG, "Both");
	expect(provenance_of_egress(built.model, 0, 0), ORIGIN_CATALOG, "E");
	expect(provenance_of_onboarding(built.model, 0), ORIGIN_ASSUMPTION, "O");
	expect(provenance_of_revenue(built.model, 0), ORIGIN_ASSUMPTION, NULL);
	expect(provenance_of_stance(built.model, 0, need("privacy")), ORIGIN_CATALOG, "V");
	expect(provenance_of_stance(built.model, 0, need("longevity")), ORIGIN_CATALOG, "S");
	expect(provenance_of_price(built.model, 0, 0), ORIGIN_CATALOG, "P");
	expect(provenance_of_flow(built.model, 0), ORIGIN_CATALOG, "F");
	expect(provenance_of_flow(built.model, 1), ORIGIN_ASSUMPTION, NULL);
}

static void test_foreign_currency_makes_them_guesses(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	become_catalogue();
	built.model->currency = "EUR";
	expect(of_driver("graded"), ORIGIN_ASSUMPTION, "Paper");
	expect(provenance_of_price(built.model, 0, 0), ORIGIN_ASSUMPTION, "P");
}

static void test_strategies_of_the_format(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	const struct model *model = built.model;
	uint32_t parts = model_find_driver(model, "parts"), bare = model_find_driver(model, "bare");
	assert_false(origin_is_default_strategy(model, parts, STRATEGY_REHOST));
	assert_true(origin_is_default_strategy(model, parts, STRATEGY_REPLATFORM));
	assert_true(origin_is_default_strategy(model, bare, STRATEGY_REHOST));
	assert_true(origin_is_default_strategy(model, bare, STRATEGY_REFACTOR));
	assert_true(origin_is_default_strategy(model, model->data_tb, STRATEGY_REHOST));
}

/* What the catalogue says of the figure that was there before says nothing of the user's. */
static void test_sources_of_what_was_overridden(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	uint32_t guessed = model_find_driver(built.model, "guessed");
	built.model->sources[built.model->drivers[guessed].sources.first].builtin = true;
	expect(of_driver("guessed"), ORIGIN_USER, NULL);
}

/* Both ends' prices have a say; a ratio is the user's; what is not priced is assumed. */
static void test_new_monthly(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	uint32_t b = build_offering(&built, "b"), c = build_offering(&built, "c");
	assert_int_equal(origin_of_new_monthly(built.model, 0, b, NAN), ORIGIN_USER);
	become_catalogue();
	assert_int_equal(origin_of_new_monthly(built.model, 0, c, NAN), ORIGIN_CATALOG);
	assert_int_equal(origin_of_new_monthly(built.model, 0, b, NAN), ORIGIN_ASSUMPTION);
	assert_int_equal(origin_of_new_monthly(built.model, 0, b, 2), ORIGIN_USER);
	built.model->offerings[c].prices.count = 0;
	assert_int_equal(origin_of_new_monthly(built.model, 0, c, NAN), ORIGIN_ASSUMPTION);
}

/* A source names whole words. */
static void test_sources_speak_for_what_they_name(void **state)
{
	const struct source two = {.about = "unpriced, at;price"}, part = {.about = "repriced at"}, all = {0};
	(void)state;
	assert_true(source_speaks_for(&two, "price"));
	assert_true(source_speaks_for(&two, "at"));
	assert_true(source_speaks_for(&two, "unpriced"));
	assert_false(source_speaks_for(&two, "priced"));
	assert_false(source_speaks_for(&two, "unprice"));
	assert_false(source_speaks_for(&part, "price"));
	assert_true(source_speaks_for(&all, "price"));
}

static void try(const char *variable, const char *value)
{
	struct tried tried = tried_said(built.model, variable, value);
	assert_true(choice_try(&built.choice, &tried));
	analysis_follow(built.analysis, &built.choice);
}

/* Whatever else is tried before them: each is an assumption where it counts, and nowhere else. */
static void test_what_is_tried_is_an_assumption(void **state)
{
	(void)state;
	build_stack(&built, "drivers: [{id: hour, category: redesign, effort: 1}]\n"
			    "providers:\n"
			    "- {id: p, kind: cloud, egress: [[10, 90], [40, 50], [rest, 20]]}\n"
			    "- {id: q, kind: cloud}\n"
			    "offerings:\n"
			    "- {id: p/a, provider: p, kind: k, prices: {u: 1}}\n"
			    "- {id: q/a, provider: q, kind: k, prices: {u: 2}}\n"
			    "components: [{id: x, bindings: [{offering: p/a, monthly: 1, usage: {u: 1}, "
			    "counts: {hour: 1}}]}]\n"
			    "commitments: [{provider: p, remaining: 9, until: 2027-09-30}]\n"
			    "credits: [{provider: q, remaining: 9, until: 2027-09-30}]\n"
			    "migrations: [{id: m, bindings: [x@p/a], to: q/a, cost_ratio: 0.5}]\n");
	uint32_t p = build_provider(&built, "p"), q = build_provider(&built, "q"),
		 to = build_offering(&built, "q/a");
	try("rate", "700");
	assert_int_equal(origin_of_pledges(analysis_model(built.analysis), p), ORIGIN_USER);
	assert_int_equal(origin_of_egress(analysis_model(built.analysis), p), ORIGIN_USER);
	try("egress:p:3", "10");
	assert_int_equal(origin_of_egress(analysis_model(built.analysis), p), ORIGIN_ASSUMPTION);
	try("commitment:p", "7");
	assert_int_equal(origin_of_pledges(analysis_model(built.analysis), p), ORIGIN_ASSUMPTION);
	assert_int_equal(origin_of_pledges(analysis_model(built.analysis), q), ORIGIN_USER);
	try("credit:q", "7");
	assert_int_equal(origin_of_pledges(analysis_model(built.analysis), q), ORIGIN_ASSUMPTION);
	/* The ratio that the file has is the user's, whatever else is tried. */
	assert_int_equal(origin_of_new_monthly(analysis_model(built.analysis), 0, to, 0.5), ORIGIN_USER);
	assert_int_equal(origin_of_new_monthly(analysis_model(built.analysis), 0, to, 0.25), ORIGIN_USER);
	try("cost_ratio:m", "0.25");
	assert_int_equal(origin_of_new_monthly(analysis_model(built.analysis), 0, to, 0.25),
			 ORIGIN_ASSUMPTION);
	assert_int_equal(origin_of_new_monthly(analysis_model(built.analysis), 0, to, NAN), ORIGIN_USER);
	try("price:q/a:u", "3");
	assert_int_equal(origin_of_new_monthly(analysis_model(built.analysis), 0, to, NAN),
			 ORIGIN_ASSUMPTION);
	assert_int_equal(origin_of_count(analysis_model(built.analysis), 0, 0, 5), ORIGIN_USER);
	try("growth:x@p/a", "3%");
	assert_int_equal(origin_of_count(analysis_model(built.analysis), 0, 0, 1), ORIGIN_ASSUMPTION);
	assert_int_equal(origin_of_count(analysis_model(built.analysis), 0, 0, 0),
			 ORIGIN_USER); /* none by then */
}

static void test_names_and_order(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	assert_string_equal(origin_name(ORIGIN_USER), "yours");
	assert_string_equal(origin_name(ORIGIN_ASSUMPTION), "assumption");
	assert_int_equal(origin_worst(ORIGIN_CATALOG, ORIGIN_USER), ORIGIN_CATALOG);
	assert_int_equal(origin_worst(ORIGIN_CATALOG, ORIGIN_ASSUMPTION), ORIGIN_ASSUMPTION);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_what_users_say_is_theirs),
		TEST(test_defaults_are_assumptions),
		TEST(test_sources_of_the_catalogue_decide),
		TEST(test_foreign_currency_makes_them_guesses),
		TEST(test_strategies_of_the_format),
		TEST(test_sources_of_what_was_overridden),
		TEST(test_new_monthly),
		cmocka_unit_test(test_sources_speak_for_what_they_name),
		TEST(test_what_is_tried_is_an_assumption),
		TEST(test_names_and_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
