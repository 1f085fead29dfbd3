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

/* --- against a reading of the definition that only knows one provider at a time ----------------- */

static bool support_fails(const struct model *model, struct support support, uint32_t p, const bool *failed)
{
	return support.is_provider ? model_is_part_of(model, support.index, p) : failed[support.index];
}

static bool offering_fails(const struct model *model, uint32_t o, uint32_t p, const bool *failed)
{
	if (model_is_part_of(model, model->offerings[o].provider, p))
		return true;
	struct slice groups = model->offerings[o].runs_on;
	for (uint32_t g = 0; g < groups.count; g++) {
		struct slice group = model->support_groups[groups.first + g];
		bool all = true;
		for (uint32_t i = 0; i < group.count; i++)
			all = all && support_fails(model, model->supports[group.first + i], p, failed);
		if (all)
			return true;
	}
	return false;
}

static void fail_offerings(const struct model *model, uint32_t p, bool *failed)
{
	for (bool changed = true; changed;) {
		changed = false;
		for (uint32_t o = 0; o < model->offering_count; o++) {
			if (!failed[o] && offering_fails(model, o, p, failed))
				failed[o] = changed = true;
		}
	}
}

/* The migration that moves a binding, or NULL. */
static const struct migration *mover_of(uint32_t binding)
{
	for (uint32_t m = 0; m < built.model->migration_count; m++) {
		const struct migration *migration = &built.model->migrations[m];
		for (uint32_t i = 0; choice_is_on(&built.choice, m) && i < migration->binding_count; i++)
			if (migration->bindings[i] == binding)
				return migration;
	}
	return NULL;
}

static uint32_t placed_on(uint32_t binding, bool after)
{
	const struct migration *mover = after ? mover_of(binding) : NULL;
	return mover == NULL ? built.model->bindings[binding].offering : mover->to;
}

static bool component_fails(const struct model *model, uint32_t c, bool after, const bool *offerings,
			    const bool *failed)
{
	const struct component *component = &model->components[c];
	for (uint32_t k = component[0].first_binding; k < component[1].first_binding; k++)
		if (!model->bindings[k].optional && offerings[placed_on(k, after)])
			return true;
	for (uint32_t i = component[0].first_depends_on; i < component[1].first_depends_on; i++)
		if (failed[model->depends_on[i]])
			return true;
	return false;
}

static void fail_components(const struct model *model, bool after, const bool *offerings, bool *failed)
{
	for (bool changed = true; changed;) {
		changed = false;
		for (uint32_t c = 0; c < model->component_count; c++) {
			if (!failed[c] && component_fails(model, c, after, offerings, failed))
				failed[c] = changed = true;
		}
	}
}

static void check_reach(uint32_t provider, bool after, const bool *failed)
{
	const struct model *model = built.model;
	uint32_t components = 0;
	double monthly = 0;
	for (uint32_t c = 0; c < model->component_count; c++) {
		components += failed[c];
		for (uint32_t k = model->components[c].first_binding;
		     k < model->components[c + 1].first_binding; k++) {
			const struct migration *mover = after ? mover_of(k) : NULL;
			if (failed[c])
				monthly +=
					model->bindings[k].monthly * (mover == NULL ? 1 : mover->cost_ratio);
		}
	}
	const struct reach *reach =
		after ? analysis_reach_after(built.analysis) : analysis_reach(built.analysis);
	assert_int_equal(reach[provider].components, components);
	assert_true(fabs(reach[provider].monthly - monthly) <= 1e-12 * monthly);
}

static void check_against_definition(bool after)
{
	const struct model *model = built.model;
	for (uint32_t p = 0; p < model->provider_count; p++) {
		bool *offerings = memory_zero(model->offering_count, sizeof *offerings);
		bool *components = memory_zero(model->component_count, sizeof *components);
		fail_offerings(model, p, offerings);
		fail_components(model, after, offerings, components);
		for (uint32_t o = 0; o < model->offering_count; o++)
			assert_int_equal(analysis_rests(built.analysis, o, p), offerings[o]);
		for (uint32_t c = 0; c < model->component_count; c++)
			assert_int_equal(analysis_fails(built.analysis, c, p, after), components[c]);
		check_reach(p, after, components);
		free(offerings);
		free(components);
	}
}

enum { PROVIDERS = 70, OFFERINGS = 40, COMPONENTS = 40 };

static void write_support(struct str *text, uint64_t *random)
{
	bool provider = build_random(random, 4) == 0;
	str_print(text, "%s%u", provider ? "p" : "o",
		  (unsigned)build_random(random, provider ? PROVIDERS : OFFERINGS));
}

static void write_offering(struct str *text, uint64_t *random, unsigned o)
{
	str_print(text, "- {id: o%u, kind: k, provider: p%u, runs_on: [", o,
		  (unsigned)build_random(random, PROVIDERS));
	for (uint32_t groups = build_random(random, 3); groups > 0; groups--) {
		str_add_text(text, "{any: [");
		for (uint32_t members = build_random(random, 3) + 1; members > 0; members--) {
			write_support(text, random);
			str_add_text(text, members > 1 ? ", " : "]}");
		}
		str_add_text(text, groups > 1 ? ", " : "");
	}
	str_add_text(text, "]}\n");
}

static void write_component(struct str *text, uint64_t *random, unsigned c)
{
	uint32_t other = (c + 1 + build_random(random, COMPONENTS - 1)) % COMPONENTS;
	str_print(text, "- {id: c%u, ", c);
	if (build_random(random, 2) == 0)
		str_print(text, "depends_on: [c%u], ", (unsigned)other);
	uint32_t offering = build_random(random, OFFERINGS);
	str_print(text,
		  "bindings: [{offering: o%u, monthly: %u.1, optional: %s}, {offering: o%u, monthly: %u}]}\n",
		  (unsigned)offering, (unsigned)build_random(random, 3),
		  build_random(random, 2) == 0 ? "true" : "false", (unsigned)((offering + 1) % OFFERINGS),
		  (unsigned)build_random(random, 100));
}

static void write_stack(struct str *text, uint64_t *random)
{
	str_add_text(text, "providers:\n");
	for (unsigned p = 0; p < PROVIDERS; p++)
		if (p > 0 && build_random(random, 2) == 0)
			str_print(text, "- {id: p%u, kind: lab, parent: p%u}\n", p,
				  (unsigned)build_random(random, p));
		else
			str_print(text, "- {id: p%u, kind: lab}\n", p);
	str_add_text(text, "offerings:\n");
	for (unsigned o = 0; o < OFFERINGS; o++)
		write_offering(text, random, o);
	str_add_text(text, "components:\n");
	for (unsigned c = 0; c < COMPONENTS; c++)
		write_component(text, random, c);
	str_add_text(text, "migrations:\n");
	for (unsigned o = 0; o < OFFERINGS; o++)
		str_print(text, "- {id: m%u, from: o%u, to: o%u, cost_ratio: 0.%u}\n", o, o,
			  (unsigned)build_random(random, OFFERINGS), (unsigned)build_random(random, 4));
}

static void test_random_stacks_agree_with_definition(void **state)
{
	(void)state;
	uint64_t random = 7;
	for (int round = 0; round < 20; round++) {
		struct str text;
		str_init(&text);
		write_stack(&text, &random);
		if (round > 0)
			build_clear(&built);
		build_stack(&built, text.data);
		str_clear(&text);
		check_against_definition(false);
		for (int turn = 0; turn < 6; turn++) {
			for (uint32_t m = 0; m < built.model->migration_count; m++)
				if (build_random(&random, 8) == 0)
					choice_set(&built.choice, m, !choice_is_on(&built.choice, m));
			analysis_follow(built.analysis, &built.choice);
			check_against_definition(true);
		}
	}
}

/* Whatever was switched before, the same choice gives the same bits. */
static void test_reach_does_not_know_its_history(void **state)
{
	(void)state;
	uint64_t random = 99;
	struct str text;
	str_init(&text);
	write_stack(&text, &random);
	build_stack(&built, text.data);
	str_clear(&text);
	for (int turn = 0; turn < 30; turn++) {
		choice_set(&built.choice, build_random(&random, OFFERINGS), build_random(&random, 2) == 0);
		analysis_follow(built.analysis, &built.choice);
		const struct reach *reach = analysis_reach_after(built.analysis);
		struct analysis *fresh = analysis_new(&built.plan);
		analysis_follow(fresh, &built.choice);
		assert_memory_equal(&reach[turn].monthly, &analysis_reach_after(fresh)[turn].monthly,
				    sizeof(double));
		analysis_free(fresh);
	}
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
		TEST(test_dependents),
		TEST(test_cosmetic_moves),
		TEST(test_random_stacks_agree_with_definition),
		TEST(test_reach_does_not_know_its_history),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
