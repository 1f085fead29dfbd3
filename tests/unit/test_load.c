#include "core/model/load.h"

#include "core/base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* With no catalogue, and nothing but what a stack needs. */
#define HEAD "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1000\noverrun: 1\noverlap: 1\n"

static struct diag_list faults;

static struct model *load(const char *text)
{
	diag_list_clear(&faults);
	struct model *model = load_bytes("test.yaml", text, strlen(text), &faults);
	if (model)
		return model;
	for (size_t i = 0; i < faults.count; i++)
		print_error("%u:%u: %s\n", (unsigned)faults.items[i].line, (unsigned)faults.items[i].column,
			    faults.items[i].text);
	fail_msg("%zu faults", faults.errors);
	return NULL;
}

static int setup(void **state)
{
	(void)state;
	diag_list_init(&faults);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	diag_list_clear(&faults);
	return 0;
}

/* Exactly equal, as what was written. */
#define assert_is(value, expected) assert_true((value) >= (expected) && (value) <= (expected))

static void assert_range(struct range range, double low, double likely, double high)
{
	assert_is(range.low, low);
	assert_is(range.likely, likely);
	assert_is(range.high, high);
}

/* --- the file -------------------------------------------------------------------------------- */

static void test_defaults(void **state)
{
	struct model *model = load(HEAD);

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
		load("unmoor: 1\n"
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
	assert_range(model->rate, 500, 900, 1500);
	assert_range(model->overrun, 1, 1.14, 1.8);
	assert_range(model->overlap, 3, 3, 3);
	assert_int_equal(model->switching_charges_end, 2);
	assert_int_equal(model->need_count, 3);
	assert_string_equal(model->needs[1].id, "privacy");
	assert_is(model->needs[1].weight, 0.5);
	assert_is(model->needs[2].weight, 0); /* only a stance names it */
	assert_int_equal(model->providers[0].stances.count, 2);
	assert_is(model->stances[model->providers[0].stances.first].value, -2);
	assert_int_equal(faults.warnings, 1);
	assert_string_equal(faults.items[0].text, "no provider has a stance on the need 'portability'");
	assert_int_equal(model->warnings.warnings, 1);
	model_free(model);
}

/* The order of the keys of a file has no meaning. */
static void test_any_order(void **state)
{
	struct model *model =
		load("scenarios: [{migrations: [m], id: s}]\n"
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
		  HEAD "providers: [{id: p, kind: lab}]\nofferings: [{id: o, provider: p, kind: k}]\n"
		       "components: [{id: c, bindings: [{offering: o, monthly: %s}]}]\n",
		  text);
	struct model *model = load(stack.data);
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
		load(HEAD "title: no\ncurrency: 1e3\nproviders: [{id: 5, name: true, kind: lab}]\n"
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
	struct model *model = load(HEAD "needs:\ndrivers:\nproviders: ~\nofferings: []\nflows: null\n"
					"components:\n- id: c\n  tags:\n  depends_on: []\n  bindings:\n");

	(void)state;
	assert_int_equal(model->component_count, 1);
	assert_int_equal(model->binding_count, 0);
	model_free(model);
}

/* --- drivers --------------------------------------------------------------------------------- */

static void test_drivers(void **state)
{
	struct model *model =
		load(HEAD "drivers:\n"
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
	assert_range(d[0].value, 1, 2, 3);
	assert_is(d[0].at[STRATEGY_REHOST], 0);
	assert_is(d[0].at[STRATEGY_REPLATFORM], 1);
	assert_is(d[0].at[STRATEGY_REFACTOR], 1);
	assert_int_equal(d[0].place.line, 8);
	assert_string_equal(d[1].name, "m");
	assert_null(d[1].unit);
	assert_int_equal(d[1].basis, BASIS_MONEY);
	assert_range(d[1].value, 5000, 5000, 5000);
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
	struct model *model = load(
		HEAD
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
	assert_range(a->onboarding, 1, 2, 3);
	assert_range(b->onboarding, 0, 0, 0);
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
		load(HEAD "providers: [{id: p, kind: cloud}, {id: q, kind: chip}]\n"
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
	struct model *model = load(HEAD "providers: [{id: x, kind: cloud}, {id: y, kind: cloud}]\n"
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

static const char things[] =
	HEAD "drivers: [{id: d, category: redesign, effort: 1}, {id: data_tb, category: transfer}]\n"
	     "providers: [{id: p, kind: cloud}]\n"
	     "offerings: [{id: o1, provider: p, kind: k}, {id: o2, provider: p, kind: k}]\n";

static struct model *load_with_things(const char *rest)
{
	struct str text;

	str_init(&text);
	str_add_text(&text, things);
	str_add_text(&text, rest);
	struct model *model = load(text.data);
	str_clear(&text);
	return model;
}

static void test_components(void **state)
{
	struct model *model = load_with_things("components:\n"
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
	struct model *model = load_with_things("commitments:\n"
					       "- {provider: p, remaining: 12M, until: 2028-06-30}\n"
					       "- {provider: p, remaining: 1, until: 2030-01-01}\n"
					       "credits: [{provider: p, remaining: 0, until: 2020-01-01}]\n");

	(void)state;
	assert_is(model->commitments[0].remaining, 12e6);
	assert_int_equal(model->commitments[0].months, 19);
	assert_int_equal(model->credits[0].months, 0);
	assert_int_equal(faults.warnings, 1);
	assert_int_equal(faults.items[0].line, 12);
	model_free(model);
}

static void test_flows(void **state)
{
	struct model *model = load_with_things(
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

/* --- migrations ------------------------------------------------------------------------------ */

static const char moves[] =
	"providers: [{id: p, kind: cloud}, {id: q, kind: cloud, parent: p}]\n"
	"offerings:\n"
	"- {id: p/1, provider: p, kind: k}\n"
	"- {id: p/2, provider: p, kind: k}\n"
	"- {id: p/3, provider: p, kind: other}\n"
	"- {id: q/1, provider: q, kind: k}\n"
	"components:\n"
	"- {id: c0, team: red, tags: [core, web], bindings: [{offering: p/1}, {offering: p/3}]}\n"
	"- {id: c1, team: blue, tags: [web], bindings: [{offering: p/2}, {offering: p/1}]}\n"
	"- {id: c2, bindings: [{offering: q/1}, {offering: p/1}]}\n";

/* The bindings that a migration moves: "0 2 5". */
static void check_moved(const char *migration, const char *expected)
{
	struct str text, moved;

	str_init(&text);
	str_init(&moved);
	str_print(&text, HEAD "%smigrations: [{id: m, %s}]\n", moves, migration);
	struct model *model = load(text.data);
	str_add_text(&moved, "");
	for (uint32_t i = 0; i < model->migrations[0].binding_count; i++)
		str_print(&moved, "%s%u", i ? " " : "", (unsigned)model->migrations[0].bindings[i]);
	assert_string_equal(moved.data, expected);
	assert_int_equal(model->warnings.warnings, *expected == '\0');
	model_free(model);
	str_clear(&text);
	str_clear(&moved);
}

static void test_selection(void **state)
{
	(void)state;
	check_moved("from: p/1, to: q/1", "0 3 5");
	check_moved("from: p, to: q/1", "0 2 3 5"); /* its own offerings of that kind, in order */
	check_moved("from: p, to: p/3", "");        /* what is there already is not moved */
	check_moved("from: q, to: p/2", "4");
	check_moved("from: p/1, to: p/1", "");
	check_moved("from: p/1, to: q/1, where: {team: e}", "0 3");
	check_moved("from: p/1, to: q/1, where: {team: '^$'}", "5"); /* without a team */
	check_moved("from: p/1, to: q/1, where: {tag: '^core$'}", "0");
	check_moved("from: p/1, to: q/1, where: {tag: ''}", "0 3"); /* without tags nothing matches */
	check_moved("from: p/1, to: q/1, where: {component: '[12]'}", "3 5");
	check_moved("from: p/1, to: q/1, where: {component: c, team: red, tag: web}", "0");
	check_moved("from: p/1, to: q/1, where: {team: RED}", ""); /* case counts */
	check_moved("from: p/1, to: q/1, where: ~", "0 3 5");
	check_moved("bindings: [c2@p/1, c0@p/3, c2@q/1], to: q/1", "1 5");
	check_moved("bindings: [], to: q/1", "");
}

static void test_migration_values(void **state)
{
	struct model *model = load_with_things("migrations:\n"
					       "- {id: m, name: M, from: o1, to: o2, strategy: refactor, "
					       "cost_ratio: 80%, extra: [1, 2, 3k]}\n"
					       "- {id: n, from: o1, to: o2, where: {team: a, tag: b}}\n");
	const struct migration *m = model->migrations;

	(void)state;
	assert_int_equal(m[0].strategy, STRATEGY_REFACTOR);
	assert_is(m[0].cost_ratio, 0.8);
	assert_range(m[0].extra, 1, 2, 3000);
	assert_null(m[0].where_team);
	assert_int_equal(m[1].strategy, STRATEGY_DERIVED);
	assert_true(isnan(m[1].cost_ratio));
	assert_range(m[1].extra, 0, 0, 0);
	assert_string_equal(m[1].name, "n");
	assert_string_equal(m[1].where_team, "a");
	assert_string_equal(m[1].where_tag, "b");
	assert_null(m[1].where_component);
	model_free(model);
}

static void test_scenarios(void **state)
{
	struct model *model =
		load_with_things("migrations: [{id: m, from: o1, to: o2}, {id: n, from: o2, to: o1}]\n"
				 "scenarios: [{id: s, migrations: [n, m], start: 35}, {id: t, name: T}]\n");

	(void)state;
	assert_int_equal(model->scenarios[0].migration_count, 2);
	assert_int_equal(model->scenarios[0].migrations[0], 1);
	assert_int_equal(model->scenarios[0].start, 35);
	assert_false(model->scenarios[0].saved);
	assert_int_equal(model->scenarios[1].migration_count, 0);
	assert_string_equal(model->scenarios[1].name, "T");
	assert_int_equal(model->saved_scenarios, 2);
	assert_int_equal(model->saved_migrations, 2);
	model_free(model);
}

/* --- anchors and merge keys ------------------------------------------------------------------ */

static void test_merge(void **state)
{
	struct model *model =
		load_with_things("components:\n"
				 "- &a\n"
				 "  id: a\n"
				 "  team: red\n"
				 "  bindings: &b\n"
				 "  - &b1 {offering: o1, monthly: 1, counts: &n {d: 7, data_tb: 1}}\n"
				 "- {id: b, <<: *a, team: blue}\n"
				 "- {<<: *a, id: c}\n"
				 "- id: d\n"
				 "  <<: [{name: D}, *a, {name: never, tags: [t]}]\n"
				 "  bindings:\n"
				 "  - {<<: {<<: *b1, monthly: 2}, optional: yes}\n"
				 "  - {offering: o2, counts: {d: 8, <<: *n}}\n");
	const struct component *c = model->components;

	(void)state;
	assert_string_equal(model_text(model, c[1].team), "blue");
	assert_string_equal(model_text(model, c[2].team), "red");
	assert_string_equal(model_component_id(model, 2), "c");
	assert_string_equal(model_component_name(model, 3), "D");
	assert_string_equal(model_text(model, c[3].team), "red");
	assert_int_equal(c[4].first_tag - c[3].first_tag, 1);
	assert_int_equal(model->binding_count, 5);
	assert_is(model->bindings[3].monthly, 2); /* the nearer merge wins */
	assert_true(model->bindings[3].optional);
	assert_is(model->counts[model->bindings[3].first_count].likely, 7);
	assert_is(model->counts[model->bindings[4].first_count].likely, 8); /* the explicit one wins */
	assert_int_equal(model->bindings[5].first_count - model->bindings[4].first_count, 2);
	model_free(model);
}

/* A merge in a list, each with a merge of its own: depth first, the first that gives a key wins. */
static void test_nested_merges(void **state)
{
	struct model *model = load_with_things(
		"components:\n"
		"- &x {id: x, name: X}\n"
		"- &y {id: y, <<: *x, team: Y}\n"
		"- &z {id: z, <<: [*y], tags: [Z]}\n"
		"- {id: v, <<: [*z, {name: wrong, team: wrong, tags: [], requires: [q]}]}\n");
	const struct component *v = &model->components[3];

	(void)state;
	assert_string_equal(model_component_name(model, 3), "X");
	assert_string_equal(model_text(model, v->team), "Y");
	assert_string_equal(model_text(model, model->tags[v->first_tag]), "Z");
	assert_int_equal(v[1].first_require - v->first_require, 1);
	model_free(model);
}

/* --- the catalogue --------------------------------------------------------------------------- */

static void test_overrides(void **state)
{
	struct model *plain = load("unmoor: 1\nas_of: 2026-11-01\n");
	struct model *model = load("unmoor: 1\n"
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
	assert_range(aws->onboarding, 7, 7, 7);
	assert_int_equal(aws->onboarding_place.file, 0);
	assert_int_equal(aws->kind, PROVIDER_CLOUD);
	assert_int_equal(aws->egress.count, original->egress.count);
	assert_int_equal(aws->stances.count, original->stances.count);
	assert_int_equal(s3->prices.count, 1); /* the key is replaced as a whole */
	assert_int_equal(s3->prices_place.line, 5);
	assert_string_equal(model_text(model, s3->kind), "object-store");
	assert_int_equal(pipeline->basis, BASIS_MONEY);
	assert_range(pipeline->value, 10, 10, 10);
	assert_int_equal(pipeline->place.file, 0);
	assert_is(driver->at[STRATEGY_REHOST], 0.5);
	assert_is(driver->at[STRATEGY_REPLATFORM], 1);
	assert_is(driver->value.likely, before->value.likely);
	assert_true(model_place_is_builtin(model, driver->place));
	assert_range(model->overrun, 2, 2, 2);
	assert_is(model->rate.likely, plain->rate.likely);
	assert_int_equal(model->overrun_place.file, 0);
	assert_true(model_place_is_builtin(model, model->rate_place));
	assert_true(model->uses_catalog);
	model_free(model);
	model_free(plain);
}

static void test_sample(void **state)
{
	struct model *model = load_stack(NULL, NULL, &faults);

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
	struct model *model = load("unmoor: 1\nas_of: 2026-11-01\ncurrency: EUR\nrate: 5\n"
				   "components: [{id: c, bindings: [{offering: aws/s3}]}]\n");
	bool price = false, egress = false, rate = false;

	(void)state;
	for (size_t i = 0; i < faults.count; i++) {
		price = price || strstr(faults.items[i].text, "the price list of 'aws/s3'");
		egress = egress || strstr(faults.items[i].text, "the egress price of 'aws'");
		rate = rate || strstr(faults.items[i].text, "the rate");
	}
	assert_true(price && egress);
	assert_false(rate); /* the user's own */
	assert_true(faults.warnings < 10);
	model_free(model);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_head),
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
		cmocka_unit_test(test_selection),
		cmocka_unit_test(test_migration_values),
		cmocka_unit_test(test_scenarios),
		cmocka_unit_test(test_merge),
		cmocka_unit_test(test_nested_merges),
		cmocka_unit_test(test_overrides),
		cmocka_unit_test(test_sample),
		cmocka_unit_test(test_currency),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
