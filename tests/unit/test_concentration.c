#include "core/base/str.h"
#include "core/figures/reach.h"
#include "tests/unit/build.h"

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

static void expect_close(double value, double expected)
{
	assert_true(fabs(value - expected) <= 1e-12 * fabs(expected));
}

static const char *provider_id(uint32_t provider)
{
	return provider == NONE ? "none" : built.model->providers[provider].id;
}

static void expect_layer(uint32_t index, const char *kind, const char *before, const char *after)
{
	const struct concentration *concentration = analysis_concentration(built.analysis);
	assert_true(index < concentration->layer_count);
	const struct layer *layer = &concentration->layers[index];
	assert_string_equal(provider_kind_name(layer->kind), kind);
	assert_string_equal(provider_id(layer->before), before);
	assert_string_equal(provider_id(layer->after), after);
	assert_int_equal(isnan(layer->before_share) != 0, layer->before == NONE);
	assert_int_equal(isnan(layer->after_share) != 0, layer->after == NONE);
}

static const char STACK[] = "providers:\n"
			    "- {id: lab, kind: lab}\n"
			    "- {id: amazon, kind: distribution}\n"
			    "- {id: cloud, kind: cloud, parent: amazon}\n"
			    "- {id: also, kind: cloud}\n"
			    "- {id: chips, kind: chip}\n"
			    "- {id: own, kind: self}\n"
			    "offerings:\n"
			    "- {id: api, provider: lab, kind: api, runs_on: [cloud, chips]}\n"
			    "- {id: disk, provider: cloud, kind: store}\n"
			    "- {id: disk2, provider: also, kind: store}\n"
			    "- {id: home, provider: own, kind: api}\n"
			    "components:\n"
			    "- id: a\n"
			    "  bindings:\n"
			    "  - {offering: api, monthly: 30, optional: true}\n"
			    "  - {offering: disk, monthly: 10}\n"
			    "- id: b\n"
			    "  bindings: [{offering: disk2, monthly: 60}]\n"
			    "migrations:\n"
			    "- {id: home, from: api, to: home, cost_ratio: 2}\n"
			    "- {id: together, from: disk2, to: disk}\n"
			    "- {id: nothing, from: api, to: home, cost_ratio: 0}\n";

static void test_index_by_root(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	expect_close(analysis_concentration(built.analysis)->before, 30 * 30 + 10 * 10 + 60 * 60);
	assert_true(analysis_concentration(built.analysis)->after ==
		    analysis_concentration(built.analysis)->before);
	build_switch(&built, "home", true);
	expect_close(analysis_concentration(built.analysis)->after,
		     (60. * 60 + 10 * 10 + 60 * 60) * 1e4 / (130 * 130));
	expect_close(analysis_concentration(built.analysis)->before, 4600);
}

static void test_layers_by_kind(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	assert_int_equal(analysis_concentration(built.analysis)->layer_count, 4);
	expect_layer(0, "chip", "chips", "chips");
	expect_layer(1, "cloud", "also", "also");
	expect_layer(2, "distribution", "amazon", "amazon");
	expect_layer(3, "lab", "lab", "lab");
	const struct layer *layers = analysis_concentration(built.analysis)->layers;
	expect_close(layers[0].before_share, 0.3);
	expect_close(layers[1].before_share, 0.6);
	expect_close(layers[2].before_share, 0.4);
}

/* A kind that nothing rests on any more has a before only, a new one an after only. */
static void test_layers_that_come_and_go(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "home", true);
	assert_int_equal(analysis_concentration(built.analysis)->layer_count, 5);
	expect_layer(0, "chip", "chips", "none");
	expect_layer(1, "cloud", "also", "also");
	expect_layer(3, "lab", "lab", "none");
	expect_layer(4, "self", "none", "own");
}

/* Spend of 0 is no layer, and what left leaves no dust. */
static void test_layer_without_spend(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "nothing", true);
	assert_int_equal(analysis_concentration(built.analysis)->layer_count, 4);
	expect_layer(0, "chip", "chips", "none");
	expect_close(analysis_concentration(built.analysis)->after, (60. * 60 + 10 * 10) * 1e4 / (70 * 70));
}

static void test_one_root_is_ten_thousand(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: p, kind: lab}, {id: q, kind: lab, parent: p}]\n"
			    "offerings: [{id: a, provider: p, kind: k}, {id: b, provider: q, kind: k}]\n"
			    "components: [{id: c, bindings: [{offering: a, monthly: 0.1}, {offering: b, "
			    "monthly: 0.2}]}]\n");
	assert_true(analysis_concentration(built.analysis)->before == 10000);
}

static void test_ties_by_id(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: z, kind: lab}, {id: B, kind: lab}, {id: a, kind: lab}]\n"
			    "offerings: [{id: 1, provider: z, kind: k, runs_on: [B, a]}]\n"
			    "components: [{id: c, bindings: [{offering: 1, monthly: 5}]}]\n");
	expect_layer(0, "lab", "B", "B");
	assert_true(analysis_concentration(built.analysis)->layers[0].before_share == 1);
}

static void test_nothing_spent(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: p, kind: lab}]\n"
			    "offerings: [{id: a, provider: p, kind: k}]\n"
			    "components: [{id: c, bindings: [{offering: a}]}]\n");
	const struct concentration *concentration = analysis_concentration(built.analysis);
	assert_true(isnan(concentration->before) && isnan(concentration->after));
	assert_int_equal(concentration->layer_count, 0);
}

/* --- spend by offering -------------------------------------------------------------------------- */

static void check_spend(bool after)
{
	const struct spend *spend = analysis_spend(built.analysis, after);
	analysis_place(built.analysis);
	for (uint32_t o = 0; o < built.model->offering_count; o++) {
		uint32_t bindings = 0;
		struct sum monthly = {0};
		for (uint32_t k = 0; k < built.model->binding_count; k++) {
			uint32_t on = after ? analysis_target(built.analysis, k)
					    : built.model->bindings[k].offering;
			if (on != o)
				continue;
			bindings++;
			sum_add(&monthly, after ? analysis_monthly_after(built.analysis, k)
						: built.model->bindings[k].monthly);
		}
		assert_int_equal(spend[o].bindings, bindings);
		assert_true(fabs(spend[o].monthly - sum_value(&monthly)) <= 1e-14 * sum_value(&monthly));
	}
}

static const char *const SOME[] = {"home", "together", "home", "nothing", "together", "nothing", "home"};

static void test_spend_follows_switches(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	check_spend(false);
	for (size_t i = 0; i < sizeof SOME / sizeof *SOME; i++) {
		uint32_t index = plan_find(&built.plan, SOME[i]);
		build_switch(&built, SOME[i], !choice_is_on(&built.choice, index));
		check_spend(true);
	}
	check_spend(false);
}

/* A hundred unequal sums leave, and what they left is 0, not nearly 0. */
static void test_spend_leaves_no_dust(void **state)
{
	(void)state;
	struct str text;
	str_init(&text);
	str_add_text(&text, "providers: [{id: p, kind: lab}]\n"
			    "offerings: [{id: a, provider: p, kind: k}, {id: b, provider: p, kind: k}]\n"
			    "migrations:\n"
			    "- {id: one, from: a, to: b, where: {component: '[13579]$'}}\n"
			    "- {id: two, from: a, to: b, where: {component: '[02468]$'}}\n"
			    "components:\n");
	for (int i = 0; i < 100; i++)
		str_print(&text, "- {id: c%d, bindings: [{offering: a, monthly: %d.%d}]}\n", i, i * i + 1,
			  i % 10);
	str_add_text(&text, "- {id: stays, bindings: [{offering: a, monthly: 0}]}\n");
	build_stack(&built, text.data);
	build_switch(&built, "two", true);
	build_switch(&built, "one", true);
	const struct spend *after = analysis_spend(built.analysis, true);
	assert_true(after[build_offering(&built, "a")].monthly == 0);
	check_spend(true);
	str_clear(&text);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_index_by_root),
		TEST(test_layers_by_kind),
		TEST(test_layers_that_come_and_go),
		TEST(test_layer_without_spend),
		TEST(test_one_root_is_ten_thousand),
		TEST(test_ties_by_id),
		TEST(test_nothing_spent),
		TEST(test_spend_follows_switches),
		TEST(test_spend_leaves_no_dust),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
