#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/figures/reach.h"
#include "tests/unit/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct built built;

static int teardown(void **state)
{
	(void)state;
	build_clear(&built);
	return 0;
}

/* The ids that an offering rests on, in order of id, with blanks between. */
static void expect_rests(const char *offering, const char *expected)
{
	struct str text;
	str_init(&text);
	str_add_text(&text, "");
	const struct named *order = analysis_provider_order(built.analysis);
	for (uint32_t i = 0; i < built.model->provider_count; i++)
		if (analysis_rests(built.analysis, build_offering(&built, offering), order[i].index))
			str_print(&text, "%s%s", text.length > 0 ? " " : "", order[i].id);
	assert_string_equal(text.length > 0 ? text.data : "", expected);
	str_clear(&text);
}

static void expect_inherited(const char *component, const char *expected)
{
	struct str text;
	str_init(&text);
	uint32_t *out = memory_new(built.model->provider_count, sizeof *out);
	uint32_t count = analysis_inherited(built.analysis, build_component(&built, component), out);
	for (uint32_t i = 0; i < count; i++)
		str_print(&text, "%s%s", i > 0 ? " " : "", built.model->providers[out[i]].id);
	assert_string_equal(count > 0 ? text.data : "", expected);
	free(out);
	str_clear(&text);
}

static void expect_reach(const char *provider, bool after, uint32_t components, double monthly)
{
	const struct reach *reach =
		after ? analysis_reach_after(built.analysis) : analysis_reach(built.analysis);
	uint32_t p = build_provider(&built, provider);
	assert_int_equal(reach[p].components, components);
	assert_true(reach[p].monthly == monthly);
}

/* --- rests(o) ---------------------------------------------------------------------------------- */

static const char SUPPORTS[] = "providers:\n"
			       "- {id: amazon, kind: cloud}\n"
			       "- {id: aws, kind: cloud, parent: amazon}\n"
			       "- {id: lab, kind: lab}\n"
			       "- {id: chips, kind: chip}\n"
			       "- {id: fab, kind: fab}\n"
			       "offerings:\n"
			       "- {id: chip, provider: chips, kind: chip, runs_on: [fab]}\n"
			       "- {id: disk, provider: aws, kind: store}\n"
			       "- {id: model, provider: lab, kind: api, runs_on: [disk, chip]}\n"
			       "- {id: either, provider: lab, kind: api, runs_on: [{any: [disk, chip]}]}\n"
			       "- {id: family, provider: lab, kind: api, runs_on: [{any: [aws, amazon]}]}\n"
			       "- {id: chipped, provider: lab, kind: api, runs_on: [{any: [chip, chips]}]}\n"
			       "- {id: up, provider: lab, kind: api, runs_on: [amazon]}\n"
			       "- {id: down, provider: lab, kind: api, runs_on: [aws]}\n";

static void test_offering_falls_with_all_it_needs(void **state)
{
	(void)state;
	build_stack(&built, SUPPORTS);
	expect_rests("disk", "amazon aws");
	expect_rests("chip", "chips fab");
	expect_rests("model", "amazon aws chips fab lab");
}

static void test_any_falls_only_when_every_member_does(void **state)
{
	(void)state;
	build_stack(&built, SUPPORTS);
	expect_rests("either", "lab");
	expect_rests("family", "amazon lab");
	expect_rests("chipped", "chips lab");
}

/* A part falls with the whole, the whole not with a part. */
static void test_provider_named_falls_with_its_parents(void **state)
{
	(void)state;
	build_stack(&built, SUPPORTS);
	expect_rests("up", "amazon lab");
	expect_rests("down", "amazon aws lab");
}

/* If circles started from "all fail", a and b would fail with everybody for no cause. */
static void test_circular_support_starts_from_nothing(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: p, kind: lab}, {id: q, kind: lab}, {id: r, kind: lab}]\n"
			    "offerings:\n"
			    "- {id: a, provider: p, kind: k, runs_on: [b]}\n"
			    "- {id: b, provider: q, kind: k, runs_on: [a]}\n"
			    "- {id: c, provider: p, kind: k, runs_on: [{any: [c, d]}]}\n"
			    "- {id: d, provider: q, kind: k, runs_on: [{any: [c, r]}]}\n");
	expect_rests("a", "p q");
	expect_rests("b", "p q");
	expect_rests("c", "p");
	expect_rests("d", "q");
}

static void test_long_circle_of_support(void **state)
{
	(void)state;
	enum { COUNT = 300 };
	struct str text;
	str_init(&text);
	str_add_text(&text, "providers:\n");
	for (int i = 0; i < COUNT; i++)
		str_print(&text, "- {id: p%d, kind: lab}\n", i);
	str_add_text(&text, "offerings:\n");
	for (int i = 0; i < COUNT; i++)
		str_print(&text, "- {id: o%d, provider: p%d, kind: k, runs_on: [o%d]}\n", i, i,
			  (i + 7) % COUNT);
	build_stack(&built, text.data);
	for (uint32_t o = 0; o < COUNT; o++)
		for (uint32_t p = 0; p < COUNT; p++)
			assert_true(analysis_rests(built.analysis, o, p));
	str_clear(&text);
}

/* --- components -------------------------------------------------------------------------------- */

static const char STACK[] = "providers:\n"
			    "- {id: amazon, kind: cloud}\n"
			    "- {id: aws, kind: cloud, parent: amazon}\n"
			    "- {id: lab, kind: lab}\n"
			    "- {id: chips, kind: chip}\n"
			    "- {id: own, kind: self}\n"
			    "offerings:\n"
			    "- {id: disk, provider: aws, kind: store, prices: {tb: 20}}\n"
			    "- {id: model, provider: lab, kind: api, runs_on: [chips], prices: {call: 4}}\n"
			    "- {id: open, provider: own, kind: api, prices: {call: 1}}\n"
			    "- {id: other, provider: own, kind: store}\n"
			    "components:\n"
			    "- id: lake\n"
			    "  bindings: [{offering: disk, monthly: 100}]\n"
			    "- id: chat\n"
			    "  depends_on: [lake]\n"
			    "  bindings:\n"
			    "  - {offering: model, monthly: 40, usage: {call: 10}}\n"
			    "  - {offering: other, monthly: 7, optional: true}\n"
			    "- id: site\n"
			    "  depends_on: [lake, chat]\n"
			    "- id: notes\n"
			    "  bindings: [{offering: model, monthly: 3, optional: true}]\n"
			    "migrations:\n"
			    "- {id: free, from: model, to: open, where: {component: chat}}\n"
			    "- {id: cheap, from: disk, to: other, cost_ratio: 0.5}\n";

static void test_component_falls_with_bindings_and_dependencies(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	uint32_t site = build_component(&built, "site"), notes = build_component(&built, "notes");
	assert_true(analysis_fails(built.analysis, site, build_provider(&built, "aws"), false));
	assert_true(analysis_fails(built.analysis, site, build_provider(&built, "chips"), false));
	assert_false(analysis_fails(built.analysis, site, build_provider(&built, "own"), false));
	assert_false(analysis_fails(built.analysis, notes, build_provider(&built, "lab"), false));
}

static void test_reach_counts_spend_of_all_bindings(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	expect_reach("aws", false, 3, 147);
	expect_reach("amazon", false, 3, 147);
	expect_reach("lab", false, 2, 47);
	expect_reach("chips", false, 2, 47);
	expect_reach("own", false, 0, 0);
}

static void test_reach_after_uses_targets_and_new_monthly(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "free", true);
	expect_reach("chips", true, 0, 0);
	expect_reach("own", true, 2, 17);  /* 40 * 1 / 4 and the optional 7 */
	expect_reach("aws", true, 3, 117); /* lake, chat */
	expect_reach("chips", false, 2, 47);
	build_switch(&built, "cheap", true);
	expect_reach("aws", true, 0, 0);
	expect_reach("own", true, 3, 67);
	uint32_t chat = build_component(&built, "chat");
	assert_true(analysis_fails(built.analysis, chat, build_provider(&built, "own"), true));
	assert_false(analysis_fails(built.analysis, chat, build_provider(&built, "own"), false));
	build_switch(&built, "free", false);
	build_switch(&built, "cheap", false);
	expect_reach("chips", true, 2, 47);
	expect_reach("aws", true, 3, 147);
}

/* What is left in place shows that nothing was found anew. */
static void test_start_month_does_not_change_reach(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	build_switch(&built, "free", true);
	analysis_reach_after(built.analysis);
	uint32_t own = build_provider(&built, "own");
	built.analysis->structure->after.reach[own].components = 77;
	built.choice.start = 5;
	analysis_follow(built.analysis, &built.choice);
	assert_int_equal(analysis_reach_after(built.analysis)[own].components, 77);
	build_switch(&built, "cheap", true);
	assert_int_equal(analysis_reach_after(built.analysis)[own].components, 3);
}

/* chat has a binding with aws's lake only through lake; site has none with anybody. */
static void test_inherited(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	expect_inherited("lake", ""); /* amazon: through its part */
	expect_inherited("chat", "amazon aws chips");
	expect_inherited("site", "amazon aws chips lab");
	expect_inherited("notes", "");
}

/* A binding with the whole is none with its part. */
static void test_inherited_part_of_bound_provider(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: amazon, kind: cloud}, {id: aws, kind: cloud, parent: amazon}]\n"
			    "offerings:\n"
			    "- {id: shop, provider: amazon, kind: shop, runs_on: [disk]}\n"
			    "- {id: disk, provider: aws, kind: store}\n"
			    "components: [{id: c, bindings: [{offering: shop}]}]\n");
	expect_inherited("c", "aws");
}

static void test_circular_dependencies_fail_together_and_for_a_cause(void **state)
{
	(void)state;
	build_stack(&built,
		    "providers: [{id: p, kind: lab}, {id: q, kind: lab}]\n"
		    "offerings: [{id: a, provider: p, kind: k}, {id: b, provider: q, kind: k}]\n"
		    "components:\n"
		    "- {id: x, depends_on: [y], bindings: [{offering: a, monthly: 1}]}\n"
		    "- {id: y, depends_on: [z], bindings: [{offering: b, monthly: 2, optional: true}]}\n"
		    "- {id: z, depends_on: [x]}\n"
		    "- {id: u, depends_on: [v]}\n"
		    "- {id: v, depends_on: [u, z]}\n");
	expect_reach("p", false, 5, 3);
	expect_reach("q", false, 0, 0);
}

/* Fifty thousand deep: nothing may recurse. */
static void test_deep_chain(void **state)
{
	(void)state;
	enum { COUNT = 50000 };
	struct str text;
	str_init(&text);
	str_add_text(&text, "providers: [{id: p, kind: lab}]\n"
			    "offerings: [{id: a, provider: p, kind: k}]\n"
			    "components:\n");
	for (int i = 0; i < COUNT - 1; i++)
		str_print(&text, "- {id: c%d, depends_on: [c%d]}\n", i, i + 1);
	str_print(&text, "- {id: c%d, bindings: [{offering: a, monthly: 1}]}\n", COUNT - 1);
	build_stack(&built, text.data);
	expect_reach("p", false, COUNT, 1);
	str_clear(&text);
}

static void hear(void *context, unsigned percent)
{
	unsigned *last = context;
	assert_true(percent >= *last && percent <= 100);
	*last = percent;
}

/* What is worked out beforehand is what would have been asked for, and it is told to its end. */
static void test_get_ready(void **state)
{
	(void)state;
	unsigned last = 0;
	const struct analysis_progress progress = {hear, &last};
	build_stack(&built, STACK);
	analysis_get_ready(built.analysis, &progress);
	assert_int_equal(last, 100);
	struct analysis *other = analysis_new(&built.plan);
	for (uint32_t p = 0; p < built.model->provider_count; p++) {
		assert_int_equal(analysis_reach(built.analysis)[p].components,
				 analysis_reach(other)[p].components);
		assert_int_equal(analysis_reach_after(built.analysis)[p].components,
				 analysis_reach_after(other)[p].components);
	}
	analysis_free(other);
}

static void test_dependents(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	const uint32_t *dependents = analysis_dependents(built.analysis);
	assert_int_equal(dependents[build_component(&built, "lake")], 2);
	assert_int_equal(dependents[build_component(&built, "chat")], 1);
	assert_int_equal(dependents[build_component(&built, "site")], 0);
}

static void test_cosmetic_moves(void **state)
{
	(void)state;
	build_stack(&built,
		    "providers: [{id: lab, kind: lab}, {id: cloud, kind: cloud}, {id: own, kind: self}]\n"
		    "offerings:\n"
		    "- {id: direct, provider: lab, kind: api}\n"
		    "- {id: hosted, provider: cloud, kind: api, runs_on: [lab]}\n"
		    "- {id: open, provider: own, kind: api}\n"
		    "components:\n"
		    "- {id: a, bindings: [{offering: direct}]}\n"
		    "- {id: b, bindings: [{offering: open}]}\n"
		    "- {id: c, bindings: [{offering: hosted}]}\n"
		    "migrations:\n"
		    "- {id: same, bindings: [a@direct], to: hosted}\n"
		    "- {id: away, bindings: [a@direct], to: open}\n"
		    "- {id: mixed, bindings: [a@direct, b@open], to: hosted}\n"
		    "- {id: back, bindings: [c@hosted], to: direct}\n"
		    "- {id: none, from: direct, to: open, where: {component: nobody}}\n");
	const struct migration *migrations = built.model->migrations;
	assert_true(analysis_leaves_nobody(built.analysis, &migrations[0]));
	assert_false(analysis_leaves_nobody(built.analysis, &migrations[1]));
	assert_false(analysis_leaves_nobody(built.analysis, &migrations[2]));
	assert_false(analysis_leaves_nobody(built.analysis, &migrations[3]));
	assert_int_equal(migrations[4].binding_count, 0);
	assert_false(analysis_leaves_nobody(built.analysis, &migrations[4]));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_offering_falls_with_all_it_needs),
		TEST(test_any_falls_only_when_every_member_does),
		TEST(test_provider_named_falls_with_its_parents),
		TEST(test_circular_support_starts_from_nothing),
		TEST(test_long_circle_of_support),
		TEST(test_component_falls_with_bindings_and_dependencies),
		TEST(test_reach_counts_spend_of_all_bindings),
		TEST(test_reach_after_uses_targets_and_new_monthly),
		TEST(test_start_month_does_not_change_reach),
		TEST(test_inherited),
		TEST(test_inherited_part_of_bound_provider),
		TEST(test_circular_dependencies_fail_together_and_for_a_cause),
		TEST(test_deep_chain),
		TEST(test_get_ready),
		TEST(test_dependents),
		TEST(test_cosmetic_moves),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
