/*
 * Section 7 after any number of switches: the figures are those of the definition, and their bits are
 * those of an analysis that never saw another choice.
 */
#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/figures/reach.h"
#include "tests/unit/build.h"
#include "tests/unit/definition_structure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* So many providers that their sets take three words. */
enum { PROVIDERS = 140, OFFERINGS = 40, COMPONENTS = 40, MIGRATIONS = 30, SWITCHES = 10000 };

static struct built built;

static int teardown(void **state)
{
	(void)state;
	build_clear(&built);
	return 0;
}

/* --- stacks ------------------------------------------------------------------------------------- */

static void write_providers(struct str *text, uint64_t *random)
{
	static const char *const kinds[] = {"lab", "cloud", "chip", "saas"};
	str_add_text(text, "providers:\n");
	for (unsigned p = 0; p < PROVIDERS; p++) {
		str_print(text, "- {id: p%u, kind: %s", p, kinds[build_random(random, 4)]);
		if (p > 0 && build_random(random, 2) == 0)
			str_print(text, ", parent: p%u", (unsigned)build_random(random, p));
		str_add_text(text, "}\n");
	}
}

static void write_support(struct str *text, uint64_t *random)
{
	bool provider = build_random(random, 4) == 0;
	str_print(text, "%s%u", provider ? "p" : "o",
		  (unsigned)build_random(random, provider ? PROVIDERS : OFFERINGS));
}

static void write_offering(struct str *text, uint64_t *random, unsigned o)
{
	str_print(text, "- {id: o%u, kind: k%u, provider: p%u, prices: {unit: %u}, runs_on: [", o,
		  (unsigned)build_random(random, 2), (unsigned)build_random(random, PROVIDERS),
		  (unsigned)build_random(random, 9));
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

/* `forward` of 100 dependencies lead anywhere: the more, the larger the circles. */
static void write_component(struct str *text, uint64_t *random, unsigned c, unsigned forward)
{
	str_print(text, "- {id: c%u, depends_on: [", c);
	for (unsigned other = c, i = 0; i < 2; i++) {
		bool anywhere = build_random(random, 100) < forward;
		unsigned on = (unsigned)build_random(random, anywhere ? COMPONENTS : c + 1);
		if (on != c && on != other)
			str_print(text, "%sc%u", other == c ? "" : ", ", on);
		other = on != c ? on : other;
	}
	uint32_t offering = build_random(random, OFFERINGS);
	str_print(text,
		  "], bindings: [{offering: o%u, monthly: %u.1, optional: %s}, {offering: o%u, monthly: "
		  "%u.%u, usage: {unit: 3}}]}\n",
		  (unsigned)offering, (unsigned)build_random(random, 3),
		  build_random(random, 2) == 0 ? "true" : "false", (unsigned)((offering + 1) % OFFERINGS),
		  (unsigned)build_random(random, 100), (unsigned)build_random(random, 1000));
}

static void write_migration(struct str *text, uint64_t *random, unsigned m)
{
	bool provider = build_random(random, 4) == 0;
	str_print(text, "- {id: m%u, from: %s%u, to: o%u", m, provider ? "p" : "o",
		  (unsigned)build_random(random, provider ? PROVIDERS : OFFERINGS),
		  (unsigned)build_random(random, OFFERINGS));
	if (build_random(random, 3) == 0)
		str_print(text, ", where: {component: '[%u-9]$'}", (unsigned)build_random(random, 8));
	if (build_random(random, 2) == 0)
		str_print(text, ", cost_ratio: 0.%u", (unsigned)build_random(random, 100));
	str_add_text(text, "}\n");
}

static void write_flows(struct str *text, uint64_t *random)
{
	str_add_text(text, "flows:\n");
	for (int i = 0; i < 12; i++) {
		uint32_t from = build_random(random, 6);
		str_print(text, "- {from: p%u, to: p%u, kind: equity, amount: 5}\n", (unsigned)from,
			  (unsigned)((from + 1 + build_random(random, 5)) % 6));
	}
}

static void build_random_stack(uint64_t *random, unsigned forward)
{
	struct str text;
	str_init(&text);
	write_providers(&text, random);
	str_add_text(&text, "offerings:\n");
	for (unsigned o = 0; o < OFFERINGS; o++)
		write_offering(&text, random, o);
	str_add_text(&text, "components:\n");
	for (unsigned c = 0; c < COMPONENTS; c++)
		write_component(&text, random, c, forward);
	str_add_text(&text, "migrations:\n");
	for (unsigned m = 0; m < MIGRATIONS; m++)
		write_migration(&text, random, m);
	write_flows(&text, random);
	build_stack(&built, text.data);
	str_clear(&text);
}

static void switch_one(uint64_t *random)
{
	uint32_t m = build_random(random, built.plan.count), off[MIGRATIONS];
	if (choice_is_on(&built.choice, m))
		choice_set(&built.choice, m, false);
	else
		choice_switch_on(&built.choice, &built.plan, m, off);
	analysis_follow(built.analysis, &built.choice);
}

/* --- against the definition ----------------------------------------------------------------------- */

static void expect_close(double value, double defined)
{
	assert_true(value == defined || fabs(value - defined) <= 1e-9 * fabs(defined) ||
		    (isnan(value) && isnan(defined)));
}

static void check_fails(const struct defined_structure *defined, bool after)
{
	const struct model *model = built.model;
	const struct reach *reach =
		after ? analysis_reach_after(built.analysis) : analysis_reach(built.analysis);
	for (uint32_t p = 0; p < model->provider_count; p++) {
		for (uint32_t o = 0; o < model->offering_count; o++)
			assert_int_equal(analysis_rests(built.analysis, o, p),
					 defined->rests[p * model->offering_count + o]);
		for (uint32_t c = 0; c < model->component_count; c++)
			assert_int_equal(analysis_fails(built.analysis, c, p, after),
					 defined->fails[p * model->component_count + c]);
		assert_int_equal(reach[p].components, defined->reach[p].components);
		expect_close(reach[p].monthly, defined->reach[p].monthly);
	}
}

static void check_layers(const struct concentration *concentration, const struct defined_structure *defined,
			 bool after)
{
	uint32_t found[PROVIDER_KIND_COUNT];
	for (unsigned kind = 0; kind < PROVIDER_KIND_COUNT; kind++)
		found[kind] = NONE;
	for (uint32_t l = 0; l < concentration->layer_count; l++) {
		const struct layer *layer = &concentration->layers[l];
		found[layer->kind] = after ? layer->after : layer->before;
		if (found[layer->kind] != NONE)
			expect_close(after ? layer->after_share : layer->before_share,
				     defined->layers[layer->kind].share);
	}
	for (unsigned kind = 0; kind < PROVIDER_KIND_COUNT; kind++)
		assert_int_equal(found[kind], defined->layers[kind].provider);
}

static void check_against_definition(bool after)
{
	struct defined_structure defined;
	define_structure(&built.plan, after ? &built.choice : NULL, &defined);
	check_fails(&defined, after);
	const struct concentration *concentration = analysis_concentration(built.analysis);
	expect_close(after ? concentration->after : concentration->before, defined.concentration);
	check_layers(concentration, &defined, after);
	const struct loops *loops = analysis_loops(built.analysis);
	assert_true(loops->count > 0);
	for (uint32_t l = 0; l < loops->count; l += 1 + loops->count / 20) {
		const struct loop *loop = &loops->items[l];
		expect_close(after ? analysis_loop_exposure_after(built.analysis, loop) : loop->exposure,
			     define_exposure(&built.plan, &defined, loop));
	}
	defined_structure_clear(&defined);
}

/* Whatever was switched before, the same choice gives the same bits. */
static void check_against_fresh(void)
{
	struct analysis *fresh = analysis_new(&built.plan);
	analysis_follow(fresh, &built.choice);
	const struct reach *a = analysis_reach_after(built.analysis), *b = analysis_reach_after(fresh);
	for (uint32_t p = 0; p < built.model->provider_count; p++) {
		assert_int_equal(a[p].components, b[p].components);
		assert_memory_equal(&a[p].monthly, &b[p].monthly, sizeof(double));
	}
	const struct concentration *x = analysis_concentration(built.analysis),
				   *y = analysis_concentration(fresh);
	assert_memory_equal(&x->before, &y->before, sizeof(double));
	assert_memory_equal(&x->after, &y->after, sizeof(double));
	assert_int_equal(x->layer_count, y->layer_count);
	for (uint32_t l = 0; l < x->layer_count; l++) {
		assert_int_equal(x->layers[l].after, y->layers[l].after);
		assert_memory_equal(&x->layers[l].after_share, &y->layers[l].after_share, sizeof(double));
	}
	const struct loop *loop = &analysis_loops(built.analysis)->items[0];
	assert_true(analysis_loop_exposure_after(built.analysis, loop) ==
		    analysis_loop_exposure_after(fresh, loop));
	analysis_free(fresh);
}

static void test_random_stacks_agree_with_definition(void **state)
{
	(void)state;
	uint64_t random = 7;
	for (unsigned round = 0; round < 20; round++) {
		if (round > 0)
			build_clear(&built);
		build_random_stack(&random, round * 5);
		check_against_definition(false);
		for (int turn = 0; turn < 6; turn++) {
			switch_one(&random);
			switch_one(&random);
			check_against_definition(true);
		}
		check_against_definition(false);
	}
}

static uint32_t count_throngs(void)
{
	return built.analysis->structure->after.throng_count;
}

/* Some groups are counted, some read again, and some that are counted rest on some that are not. */
static void test_ten_thousand_switches_lose_nothing(void **state)
{
	(void)state;
	uint64_t random = 21;
	uint32_t throngs = 0;
	for (unsigned round = 0; round < 5; round++) {
		if (round > 0)
			build_clear(&built);
		build_random_stack(&random, 4 + round * 4);
		for (int i = 1; i <= SWITCHES / 5; i++) {
			switch_one(&random);
			if (i % 3 != 0) /* now and then nothing is asked between two switches */
				analysis_reach_after(built.analysis);
			if (i % 50 != 0)
				continue;
			check_against_definition(true);
			check_against_fresh();
		}
		throngs += count_throngs();
	}
	assert_true(throngs > 0);
}

/* Back and forth between two choices by different ways. */
static void test_off_again_gives_the_same_bits(void **state)
{
	(void)state;
	uint64_t random = 33;
	build_random_stack(&random, 10);
	double today[PROVIDERS];
	for (uint32_t p = 0; p < PROVIDERS; p++)
		today[p] = analysis_reach_after(built.analysis)[p].monthly;
	for (int turn = 0; turn < 200; turn++)
		switch_one(&random);
	analysis_reach_after(built.analysis);
	for (uint32_t m = MIGRATIONS; m-- > 0;) {
		choice_set(&built.choice, m, false);
		analysis_follow(built.analysis, &built.choice);
		check_against_fresh();
	}
	failing_settle(built.analysis, &built.analysis->structure->after);
	for (uint32_t p = 0; p < PROVIDERS; p++)
		assert_memory_equal(&analysis_reach_after(built.analysis)[p].monthly, &today[p],
				    sizeof(double));
}

/* Sets that were met on the way do not pile up. */
static void test_old_sets_are_forgotten(void **state)
{
	(void)state;
	uint64_t random = 5;
	build_random_stack(&random, 5);
	for (int i = 0; i < 3000; i++) {
		switch_one(&random);
		analysis_reach_after(built.analysis);
		assert_true(built.analysis->structure->after.sets.count <=
			    2 * (COMPONENTS + SET_WORD_BITS + 1) + COMPONENTS);
	}
	check_against_definition(true);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_random_stacks_agree_with_definition),
		TEST(test_ten_thousand_switches_lose_nothing),
		TEST(test_off_again_gives_the_same_bits),
		TEST(test_old_sets_are_forgotten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
