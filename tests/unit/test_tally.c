#include "core/figures/costing.h"
#include "tests/unit/build.h"
#include "tests/unit/close.h"
#include "tests/unit/random_stack.h"

#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct built built;
static struct tally tally;

static void build(uint64_t seed)
{
	random_stack_build(&built, (struct random_stack){seed, 30, 40, true});
	struct costing *costing = costing_of(built.analysis);
	tally_init(&tally, &costing->ground, &costing->components);
}

static void clear(void)
{
	tally_clear(&tally);
	build_clear(&built);
}

static void add(uint32_t slot)
{
	tally_add(&tally, slot, costing_share(built.analysis, slot));
}

static double total(void)
{
	struct evaluation evaluation;
	tally_evaluate(&tally, &evaluation);
	return evaluation.total.expected;
}

/* Sums are made in the order of the slots, in whatever order the shares come. */
static void entries_are_in_the_order_of_slots(void **state)
{
	(void)state;
	build(3);
	for (uint32_t i = 0; i < built.plan.count; i++)
		add((i * 5 + 3) % built.plan.count); /* 14 migrations: each once */
	for (uint32_t t = 0; t < tally.touched_count; t++) {
		const struct tally_party *party = &tally.parties[tally.touched[t]];
		assert_true(t == 0 || tally.touched[t] > tally.touched[t - 1]);
		assert_true(party->count > 0);
		for (size_t e = 1; e < party->count; e++)
			assert_true(party->entries[e].slot > party->entries[e - 1].slot);
	}
	clear();
}

/* Shares that come later and stay off change nothing. */
static void growing_keeps_the_bits(void **state)
{
	(void)state;
	build(5);
	struct evaluation small, large;
	add(0);
	add(1);
	tally_switch(&tally, 0, true);
	tally_switch(&tally, 1, true);
	tally_evaluate(&tally, &small);
	for (uint32_t slot = 2; slot < built.plan.count; slot++)
		add(slot);
	tally_evaluate(&tally, &large);
	assert_memory_equal(&small, &large, sizeof small);
	clear();
}

static void trying_is_switching(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 12; seed++) {
		uint64_t switches = seed;
		build(seed);
		for (uint32_t slot = 0; slot < built.plan.count; slot++)
			add(slot);
		tally_set_start(&tally, (uint32_t)seed % 6);
		for (int step = 0; step < 60; step++) {
			uint32_t slot = build_random(&switches, built.plan.count);
			double before = total(), change = tally_try(&tally, slot);
			assert_true(total() == before);
			tally_switch(&tally, slot, !tally.on[slot]);
			expect_close(change, total() - before, before);
		}
		clear();
	}
}

static void alone_is_a_tally_of_one(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 6; seed++) {
		build(seed);
		tally_set_start(&tally, 4);
		for (uint32_t slot = 0; slot < built.plan.count; slot++) {
			struct evaluation alone, of_one;
			add(slot);
			tally_switch(&tally, slot, true);
			tally_evaluate(&tally, &of_one);
			tally_switch(&tally, slot, false);
			tally_evaluate_alone(tally.ground, tally.shares[slot], 4, &alone);
			for (int c = 0; c < CATEGORY_COUNT; c++) {
				expect_close(alone.categories[c].expected, of_one.categories[c].expected, 1);
				expect_close(alone.categories[c].likely, of_one.categories[c].likely, 1);
			}
			expect_close(alone.total.likely, of_one.total.likely, 1);
			expect_close(alone.saving, of_one.saving, 1);
		}
		clear();
	}
}

/* Parties that a switch does not touch are not evaluated again; asking twice evaluates nothing. */
static void untouched_parties_stay(void **state)
{
	(void)state;
	build(2);
	for (uint32_t slot = 0; slot < built.plan.count; slot++)
		add(slot);
	for (uint32_t slot = 0; slot < built.plan.count; slot++) {
		const struct share *share = tally.shares[slot];
		uint64_t stamps[16];
		total();
		assert_true(built.model->provider_count <= 16);
		for (uint32_t p = 0; p < built.model->provider_count; p++)
			stamps[p] = tally.parties[p].stamp;
		total();
		tally_switch(&tally, slot, true);
		total();
		for (uint32_t p = 0; p < built.model->provider_count; p++) {
			bool touched = false;
			for (uint32_t t = 0; t < share->touch_count; t++)
				touched = touched || share->touches[t].provider == p;
			assert_int_equal(tally.parties[p].stamp != stamps[p], touched);
		}
	}
	clear();
}

static void start_month_is_followed(void **state)
{
	(void)state;
	build(9);
	for (uint32_t slot = 0; slot < 3; slot++) {
		add(slot);
		tally_switch(&tally, slot, true);
	}
	double at_once = total();
	tally_set_start(&tally, 9);
	double later = total();
	tally_set_start(&tally, 0);
	assert_true(total() == at_once && later != at_once);
	clear();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_are_in_the_order_of_slots),
		cmocka_unit_test(growing_keeps_the_bits),
		cmocka_unit_test(trying_is_switching),
		cmocka_unit_test(alone_is_a_tally_of_one),
		cmocka_unit_test(untouched_parties_stay),
		cmocka_unit_test(start_month_is_followed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
