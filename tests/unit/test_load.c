/* What a stack says, section by section, and what it means where it says nothing. */
#include "core/base/str.h"
#include "tests/unit/loaded.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* --- the file -------------------------------------------------------------------------------- */

static void test_defaults(void **state)
{
	struct model *model = loaded(LOADED_HEAD);

	(void)state;
	assert_string_equal(model->title, "test");
	assert_string_equal(model->currency, "USD");
	assert_int_equal(model->horizon, 36);
	assert_is(model->discount_rate, 0.08);
	assert_int_equal(model->switching_charges_end, NONE);
	assert_false(model->uses_catalog);
	assert_int_equal(
		model->provider_count + model->offering_count + model->driver_count + model->flow_count, 0);
	assert_int_equal(model->data_tb, NONE);
	assert_int_equal(model->horizon_place.line, 0);
	assert_int_equal(model->rate_place.line, 4);
	model_free(model);
}

static void test_head(void **state)
{
	struct model *model =
		loaded("unmoor: 1\n"
		       "title: 'Acme: all'\n"
		       "as_of: 2026-11-30\n"
		       "currency: EUR\n"
		       "horizon: 120\n"
		       "discount_rate: 7.5%\n"
		       "rate: [500, 900, 1.5k]\n"
		       "overrun: [1, 1.14, 1.8]\n"
		       "overlap: 3\n"
		       "switching_charges_end: 2027-01-12\n"
		       "catalog: none\n"
		       "needs: {portability: 5, privacy: 0.5}\n"
		       "providers: [{id: a, kind: cloud, stance: {privacy: -2, longevity: 1.5}}]\n");

	(void)state;
	assert_string_equal(model->title, "Acme: all");
	assert_string_equal(model->currency, "EUR");
	assert_int_equal(model->as_of.day, 30);
	assert_int_equal(model->horizon, 120);
	assert_is(model->discount_rate, 0.075);
	loaded_expect_range(model->rate, 500, 900, 1500);
	loaded_expect_range(model->overrun, 1, 1.14, 1.8);
	loaded_expect_range(model->overlap, 3, 3, 3);
	assert_int_equal(model->switching_charges_end, 2);
	assert_int_equal(model->need_count, 3);
	assert_string_equal(model->needs[1].id, "privacy");
	assert_is(model->needs[1].weight, 0.5);
	assert_is(model->needs[2].weight, 0); /* only a stance names it */
	assert_int_equal(model->providers[0].stances.count, 2);
	assert_is(model->stances[model->providers[0].stances.first].value, -2);
	assert_int_equal(loaded_faults()->warnings, 1);
	assert_string_equal(loaded_faults()->items[0].text,
			    "no provider has a stance on the need 'portability'");
	assert_int_equal(model->warnings.warnings, 1);
	model_free(model);
}

/* A rate per cent without its sign is a hundred times as much. */
static void test_discount_without_per_cent(void **state)
{
	static const char *const fine[] = {"1", "100%", "0.08", "8%", "0"};
	char text[160];

	(void)state;
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
		snprintf(text, sizeof text, LOADED_HEAD "discount_rate: %s\n", fine[i]);
		model_free(loaded(text));
		assert_int_equal(loaded_faults()->warnings, 0);
	}
	struct model *model = loaded(LOADED_HEAD "discount_rate: 8\n");
	assert_is(model->discount_rate, 8);
	assert_int_equal(loaded_faults()->warnings, 1);
	assert_string_equal(loaded_faults()->items[0].text,
			    "'discount_rate' is 800% a year (8% is written '8%' or 0.08)");
	model_free(model);
}

/* The order of the keys of a file has no meaning. */
static void test_any_order(void **state)
{
	struct model *model =
		loaded("scenarios: [{migrations: [m], id: s}]\n"
		       "migrations: [{to: b, from: a, id: m}]\n"
		       "components: [{bindings: [{counts: {d: 3}, offering: a}], id: c}]\n"
		       "offerings: [{kind: k, provider: p, id: a}, {id: b, provider: p, kind: k}]\n"
		       "providers: [{kind: lab, id: p}]\n"
		       "drivers: [{category: redesign, money: 5, id: d}]\n"
		       "catalog: none\noverlap: 1\noverrun: 1\nrate: 1\nas_of: 2026-01-01\nunmoor: 1\n");

	(void)state;
	assert_int_equal(model->scenarios[0].migration_count, 1);
	assert_int_equal(model->migrations[0].binding_count, 1);
	assert_int_equal(model->counts[0].driver, model_find_driver(model, "d"));
	model_free(model);
}

/* --- values ---------------------------------------------------------------------------------- */

static double monthly_of(const char *text)
{
	struct str stack;

	str_init(&stack);
	str_print(&stack,
		  LOADED_HEAD "providers: [{id: p, kind: lab}]\nofferings: [{id: o, provider: p, kind: k}]\n"
			      "components: [{id: c, bindings: [{offering: o, monthly: %s}]}]\n",
		  text);
	struct model *model = loaded(stack.data);
	double monthly = model->bindings[0].monthly;
	model_free(model);
	str_clear(&stack);
	return monthly;
}

static void test_numbers(void **state)
{
	(void)state;
	assert_is(monthly_of("12"), 12);
	assert_is(monthly_of("12.5k"), 12500);
	assert_is(monthly_of("'12.5 k'"), 12500);
	assert_is(monthly_of("1.25B"), 1.25e9);
	assert_is(monthly_of("2T"), 2e12);
	assert_is(monthly_of("3M"), 3e6);
	assert_is(monthly_of("1e3"), 1000);
	assert_is(monthly_of("\"7\""), 7); /* quotes do not make it a text */
	assert_is(monthly_of("010"), 10);  /* not octal */
	assert_is(monthly_of("+5"), 5);
	assert_is(monthly_of("!!str 5"), 5);
}

static void test_texts_are_what_is_wanted(void **state)
{
	struct model *model =
		loaded(LOADED_HEAD "title: no\ncurrency: 1e3\nproviders: [{id: 5, name: true, kind: lab}]\n"
				   "components: [{id: no, team: ~, tags: [null, 1.5]}]\n");

	(void)state;
	assert_string_equal(model->title, "no");
	assert_string_equal(model->currency, "1e3");
	assert_string_equal(model->providers[0].id, "5");
	assert_string_equal(model->providers[0].name, "true");
	assert_string_equal(model_component_id(model, 0), "no");
	assert_string_equal(model_text(model, model->components[0].team), "~");
	assert_string_equal(model_text(model, model->tags[0]), "null");
	model_free(model);
}

static void test_empty_lists(void **state)
{
	struct model *model =
		loaded(LOADED_HEAD "needs:\ndrivers:\nproviders: ~\nofferings: []\nflows: null\n"
				   "components:\n- id: c\n  tags:\n  depends_on: []\n  bindings:\n");

	(void)state;
	assert_int_equal(model->component_count, 1);
	assert_int_equal(model->binding_count, 0);
	model_free(model);
}

/* --- drivers --------------------------------------------------------------------------------- */

static void test_drivers(void **state)
{
	struct model *model = loaded(
		LOADED_HEAD "drivers:\n"
			    "- {id: e, name: Effort, unit: piece, category: retraining, effort: [1, 2, 3]}\n"
			    "- {id: m, category: transfer, money: 5k, at: {rehost: 0.1, refactor: 160%}}\n"
			    "- {id: p, category: parallel, price: hour}\n"
			    "- {id: data_tb, category: transfer}\n"
			    "- {id: dependents, category: rebuilding, effort: 1}\n");
	const struct driver *d = model->drivers;

	(void)state;
	assert_string_equal(d[0].name, "Effort");
	assert_string_equal(d[0].unit, "piece");
	assert_int_equal(d[0].category, CATEGORY_RETRAINING);
	assert_int_equal(d[0].basis, BASIS_EFFORT);
	loaded_expect_range(d[0].value, 1, 2, 3);
	assert_is(d[0].at[STRATEGY_REHOST], 0);
	assert_is(d[0].at[STRATEGY_REPLATFORM], 1);
	assert_is(d[0].at[STRATEGY_REFACTOR], 1);
	assert_int_equal(d[0].place.line, 8);
	assert_string_equal(d[1].name, "m");
	assert_null(d[1].unit);
	assert_int_equal(d[1].basis, BASIS_MONEY);
	loaded_expect_range(d[1].value, 5000, 5000, 5000);
	assert_is(d[1].at[STRATEGY_REHOST], 0.1);
	assert_is(d[1].at[STRATEGY_REPLATFORM], 1);
	assert_is(d[1].at[STRATEGY_REFACTOR], 1.6);
	assert_int_equal(d[2].basis, BASIS_PRICE);
	assert_string_equal(model->units[d[2].price_unit], "hour");
	assert_int_equal(d[3].basis, BASIS_TIERS);
	assert_is(d[3].at[STRATEGY_REHOST], 1);
	assert_int_equal(model->data_tb, 3);
	assert_int_equal(model->dependents, 4);
	model_free(model);
}

/* --- providers and offerings ----------------------------------------------------------------- */

static void test_providers(void **state)
{
	struct model *model = loaded(
		LOADED_HEAD
		"providers:\n"
		"- {id: a, kind: cloud, parent: b, exit_waiver: yes, onboarding: [1, 2, 3], revenue: 5B,\n"
		"   egress: [[10 TB, 90], [500GB, 80], [2PB, 5], [rest, 0]], source: a book}\n"
		"- {id: b, kind: distribution, source: [{title: t, url: u, date: 2026-01-31, grade: A,\n"
		"   for: kind}, also]}\n");
	const struct provider *a = &model->providers[0], *b = &model->providers[1];

	(void)state;
	assert_int_equal(a->parent, 1);
	assert_int_equal(a->root, 1);
	assert_int_equal(b->parent, NONE);
	assert_true(a->exit_waiver);
	loaded_expect_range(a->onboarding, 1, 2, 3);
	loaded_expect_range(b->onboarding, 0, 0, 0);
	assert_is(a->revenue, 5e9);
	assert_int_equal(a->egress.count, 4);
	const struct tier *tiers = &model->tiers[a->egress.first];
	assert_is(tiers[0].width_tb, 10);
	assert_is(tiers[1].width_tb, 0.5);
	assert_is(tiers[2].width_tb, 2000);
	assert_true(isinf(tiers[3].width_tb));
	assert_is(tiers[1].price_per_tb, 80);
	assert_int_equal(b->egress.count, 0);
	assert_string_equal(model->sources[a->sources.first].title, "a book");
	assert_int_equal(b->sources.count, 2);
	const struct source *source = &model->sources[b->sources.first];
	assert_string_equal(source->about, "kind");
	assert_string_equal(source->grade, "A");
	assert_int_equal(source->date.day, 31);
	assert_string_equal(source[1].title, "also");
	assert_null(source[1].url);
	model_free(model);
}

static void test_offerings(void **state)
{
	struct model *model =
		loaded(LOADED_HEAD "providers: [{id: p, kind: cloud}, {id: q, kind: chip}]\n"
				   "offerings:\n"
				   "- {id: o, provider: p, kind: k, runs_on: [q, {any: [r, q]}, any: [r]],\n"
				   "   prices: {hour: 2.5, gb: 1k}, capabilities: [x, y]}\n"
				   "- {id: r, name: R, provider: q, kind: k, interface: o}\n");
	const struct offering *o = &model->offerings[0], *r = &model->offerings[1];

	(void)state;
	assert_int_equal(o->provider, 0);
	assert_int_equal(o->kind, r->kind);
	assert_int_equal(o->interface, r->interface); /* the default is its own id */
	assert_string_equal(model_text(model, o->interface), "o");
	assert_int_equal(o->runs_on.count, 3);
	const struct slice *groups = &model->support_groups[o->runs_on.first];
	assert_int_equal(groups[0].count, 1);
	assert_true(model->supports[groups[0].first].is_provider);
	assert_int_equal(model->supports[groups[0].first].index, 1);
	assert_int_equal(groups[1].count, 2);
	assert_false(model->supports[groups[1].first].is_provider);
	assert_int_equal(model->supports[groups[1].first].index, 1);
	assert_true(model->supports[groups[1].first + 1].is_provider);
	assert_int_equal(groups[2].count, 1);
	assert_int_equal(o->prices.count, 2);
	assert_is(model->prices[o->prices.first + 1].value, 1000);
	assert_int_equal(o->capabilities.count, 2);
	assert_string_equal(model_text(model, model->capabilities[o->capabilities.first + 1]), "y");
	assert_int_equal(r->runs_on.count, 0);
	model_free(model);
}

/* What is an offering's id and a provider's means the offering. */
static void test_offerings_come_before_providers(void **state)
{
	struct model *model =
		loaded(LOADED_HEAD "providers: [{id: x, kind: cloud}, {id: y, kind: cloud}]\n"
				   "offerings: [{id: x, provider: y, kind: k, runs_on: [y]}, {id: z, "
				   "provider: x, kind: k, runs_on: [x]}]\n"
				   "flows: [{from: x, to: y, kind: data}]\n"
				   "migrations: [{id: m, from: x, to: z}]\n");

	(void)state;
	assert_true(model->flows[0].from.is_offering);
	assert_false(model->flows[0].to.is_offering);
	assert_int_equal(model->migrations[0].from_offering, 0);
	assert_int_equal(model->migrations[0].from_provider, NONE);
	assert_false(
		model->supports[model->support_groups[model->offerings[1].runs_on.first].first].is_provider);
	assert_int_equal(model->offerings[1].provider, 0);
	model_free(model);
}

/* --- components ------------------------------------------------------------------------------ */

static void test_components(void **state)
{
	struct model *model = loaded_with_things("components:\n"
						 "- id: a\n"
						 "  team: red\n"
						 "  tags: [x, y]\n"
						 "  requires: [tools]\n"
						 "  depends_on: [b, b, c]\n"
						 "  bindings:\n"
						 "  - offering: o1\n"
						 "    monthly: 5k\n"
						 "    growth: 2%\n"
						 "    usage: {hour: 3, gb: 0.5}\n"
						 "    counts: {d: [1, 2, 3], data_tb: 500 GB}\n"
						 "  - {offering: o2, optional: true}\n"
						 "- {id: b, name: Bee, team: red}\n"
						 "- {id: c, depends_on: [a]}\n");
	const struct component *c = model->components;

	(void)state;
	assert_int_equal(model->component_count, 3);
	assert_int_equal(c[0].team, c[1].team);
	assert_int_equal(c[2].team, 0);
	assert_int_equal(c[1].first_tag - c[0].first_tag, 2);
	assert_int_equal(c[1].first_require - c[0].first_require, 1);
	assert_int_equal(c[1].first_depends_on - c[0].first_depends_on, 2); /* doubles count once */
	assert_int_equal(model->depends_on[0], 1);
	assert_int_equal(model->depends_on[1], 2);
	assert_int_equal(c[2].first_depends_on, 2);
	assert_int_equal(c[3].first_depends_on, 3);
	assert_int_equal(model->depends_on[2], 0);
	assert_int_equal(c[1].first_binding, 2);
	assert_int_equal(c[3].first_binding, 2);
	const struct binding *b = model->bindings;
	assert_is(b[0].monthly, 5000);
	assert_is(b[0].growth_per_month, 0.02);
	assert_false(b[0].optional);
	assert_true(b[1].optional);
	assert_int_equal(b[1].offering, 1);
	assert_int_equal(b[1].component, 0);
	assert_int_equal(b[1].first_usage, 2);
	assert_int_equal(b[1].first_count, 2);
	assert_int_equal(b[2].first_count, 2);
	assert_is(model->usages[1].quantity_per_month, 0.5);
	assert_is(model->counts[1].likely, 0.5);
	assert_int_equal(model->counts[1].range, NONE);
	model_free(model);
}

/* --- commitments, flows ---------------------------------------------------------------------- */

static void test_commitments(void **state)
{
	struct model *model =
		loaded_with_things("commitments:\n"
				   "- {provider: p, remaining: 12M, until: 2028-06-30}\n"
				   "- {provider: p, remaining: 1, until: 2030-01-01}\n"
				   "credits: [{provider: p, remaining: 0, until: 2020-01-01}]\n");

	(void)state;
	assert_is(model->commitments[0].remaining, 12e6);
	assert_int_equal(model->commitments[0].months, 19);
	assert_int_equal(model->credits[0].months, 0);
	assert_int_equal(loaded_faults()->warnings, 1);
	assert_int_equal(loaded_faults()->items[0].line, 12);
	model_free(model);
}

static void test_flows(void **state)
{
	struct model *model = loaded_with_things(
		"flows:\n"
		"- {from: p, to: o1, kind: equity, amount: 5B, firm: 1B, term: 5, condition: if,\n"
		"   status: conditional, notice_days: 90, source: {title: t}}\n"
		"- {from: o1, to: o2, kind: licence, amount: 3}\n"
		"- {from: o1, to: o2, kind: data, source: [one, two]}\n");
	const struct flow *f = model->flows;

	(void)state;
	assert_false(f[0].from.is_offering);
	assert_true(f[0].to.is_offering);
	assert_int_equal(f[0].kind, FLOW_EQUITY);
	assert_is(f[0].amount, 5e9);
	assert_is(f[0].firm, 1e9);
	assert_is(f[0].term_years, 5);
	assert_true(f[0].term_given);
	assert_string_equal(f[0].condition, "if");
	assert_int_equal(f[0].status, FLOW_CONDITIONAL);
	assert_is(f[0].notice_days, 90);
	assert_string_equal(f[0].source.title, "t");
	assert_is(f[1].firm, 3);
	assert_is(f[1].term_years, 1);
	assert_false(f[1].term_given);
	assert_int_equal(f[1].status, FLOW_PAID);
	assert_true(isnan(f[1].notice_days));
	assert_true(isnan(f[2].amount) && isnan(f[2].firm));
	assert_int_equal(f[2].sources.count, 2);
	assert_string_equal(f[2].source.title, "one");
	model_free(model);
}

/* --- the catalogue --------------------------------------------------------------------------- */

static void test_overrides(void **state)
{
	struct model *plain = loaded("unmoor: 1\nas_of: 2026-11-01\n");
	struct model *model =
		loaded("unmoor: 1\n"
		       "as_of: 2026-11-01\n"
		       "overrun: 2\n"
		       "providers: [{id: aws, name: Ours, onboarding: 7}]\n"
		       "offerings: [{id: aws/s3, prices: {tb_month: 1}}]\n"
		       "drivers: [{id: pipeline, money: 10}, {id: prompt, at: {rehost: 0.5}}]\n");
	const struct provider *aws = &model->providers[model_find_provider(model, "aws")];
	const struct provider *original = &plain->providers[model_find_provider(plain, "aws")];
	const struct offering *s3 = &model->offerings[model_find_offering(model, "aws/s3")];
	const struct driver *pipeline = &model->drivers[model_find_driver(model, "pipeline")];
	const struct driver *driver = &model->drivers[model_find_driver(model, "prompt")];
	const struct driver *before = &plain->drivers[model_find_driver(plain, "prompt")];

	(void)state;
	assert_int_equal(model->provider_count, plain->provider_count);
	assert_string_equal(aws->name, "Ours");
	loaded_expect_range(aws->onboarding, 7, 7, 7);
	assert_int_equal(aws->onboarding_place.file, 0);
	assert_int_equal(aws->kind, PROVIDER_CLOUD);
	assert_int_equal(aws->egress.count, original->egress.count);
	assert_int_equal(aws->stances.count, original->stances.count);
	assert_int_equal(s3->prices.count, 1); /* the key is replaced as a whole */
	assert_int_equal(s3->prices_place.line, 5);
	assert_string_equal(model_text(model, s3->kind), "object-store");
	assert_int_equal(pipeline->basis, BASIS_MONEY);
	loaded_expect_range(pipeline->value, 10, 10, 10);
	assert_int_equal(pipeline->place.file, 0);
	assert_is(driver->at[STRATEGY_REHOST], 0.5);
	assert_is(driver->at[STRATEGY_REPLATFORM], 1);
	assert_is(driver->value.likely, before->value.likely);
	assert_true(model_place_is_builtin(model, driver->place));
	loaded_expect_range(model->overrun, 2, 2, 2);
	assert_is(model->rate.likely, plain->rate.likely);
	assert_int_equal(model->overrun_place.file, 0);
	assert_true(model_place_is_builtin(model, model->rate_place));
	assert_true(model->uses_catalog);
	model_free(model);
	model_free(plain);
}

static void test_sample(void **state)
{
	struct model *model = load_stack(NULL, NULL, loaded_faults());

	(void)state;
	assert_non_null(model);
	assert_true(model->component_count >= 15 && model->migration_count >= 8 &&
		    model->scenario_count >= 3);
	assert_string_equal(model->files[0].name, "examples/sample.yaml");
	assert_false(model->files[0].builtin);
	assert_true(model->files[1].builtin);
	model_free(model);
}

/* Every figure of the catalogue in another currency is said once. */
static void test_currency(void **state)
{
	struct model *model = loaded("unmoor: 1\nas_of: 2026-11-01\ncurrency: EUR\nrate: 5\n"
				     "components: [{id: c, bindings: [{offering: aws/s3}]}]\n");
	bool price = false, egress = false, rate = false;

	(void)state;
	for (size_t i = 0; i < loaded_faults()->count; i++) {
		price = price || strstr(loaded_faults()->items[i].text, "the price list of 'aws/s3'");
		egress = egress || strstr(loaded_faults()->items[i].text, "the egress price of 'aws'");
		rate = rate || strstr(loaded_faults()->items[i].text, "the rate");
	}
	assert_true(price && egress);
	assert_false(rate); /* the user's own */
	assert_true(loaded_faults()->warnings < 10);
	model_free(model);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_discount_without_per_cent),
		cmocka_unit_test(test_any_order),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_texts_are_what_is_wanted),
		cmocka_unit_test(test_empty_lists),
		cmocka_unit_test(test_drivers),
		cmocka_unit_test(test_providers),
		cmocka_unit_test(test_offerings),
		cmocka_unit_test(test_offerings_come_before_providers),
		cmocka_unit_test(test_components),
		cmocka_unit_test(test_commitments),
		cmocka_unit_test(test_flows),
		cmocka_unit_test(test_overrides),
		cmocka_unit_test(test_sample),
		cmocka_unit_test(test_currency),
	};
	return cmocka_run_group_tests(tests, loaded_setup, loaded_teardown);
}
