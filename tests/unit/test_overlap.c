#include "core/figures/overlap.h"
#include "tests/unit/build.h"
#include "tests/unit/close.h"

#include <string.h>

#include <cmocka.h>

enum { ITEMS = 40, MEMBERS = 12 };

/* The same, item by item. */
struct plain {
	int mark[MEMBERS][ITEMS]; /* -1: not touched */
	uint32_t weight[ITEMS];
	bool added[MEMBERS], on[MEMBERS];
};

static struct plain plain;
static struct overlap overlap;
static struct overlap_state state_of;

static int setup(void **state)
{
	(void)state;
	memset(&plain, 0, sizeof plain);
	for (uint32_t i = 0; i < ITEMS; i++)
		plain.weight[i] = 1 + i * i;
	overlap_init(&overlap, ITEMS);
	overlap_state_init(&state_of, &overlap);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	overlap_state_clear(&state_of);
	overlap_clear(&overlap);
	return 0;
}

static void add_member(uint32_t member, uint64_t *seed, uint32_t percent)
{
	struct overlap_item items[ITEMS];
	uint32_t count = 0;
	for (uint32_t i = 0; i < ITEMS; i++) {
		bool touched = build_random(seed, 100) < percent;
		plain.mark[member][i] = touched ? (int)build_random(seed, STRATEGY_COUNT) : -1;
		if (touched)
			items[count++] = (struct overlap_item){i, plain.weight[i],
							       (enum strategy)plain.mark[member][i]};
	}
	plain.added[member] = true;
	overlap_add(&overlap, member, items, count);
}

static void weigh(uint64_t weight[STRATEGY_COUNT])
{
	memset(weight, 0, STRATEGY_COUNT * sizeof *weight);
	for (uint32_t i = 0; i < ITEMS; i++) {
		int furthest = -1;
		for (uint32_t m = 0; m < MEMBERS; m++)
			if (plain.on[m] && plain.mark[m][i] > furthest)
				furthest = plain.mark[m][i];
		if (furthest >= 0)
			weight[furthest] += plain.weight[i];
	}
}

static bool meets(uint32_t member)
{
	for (uint32_t i = 0; i < ITEMS; i++)
		for (uint32_t m = 0; m < MEMBERS; m++)
			if (m != member && plain.on[m] && plain.mark[m][i] >= 0 && plain.mark[member][i] >= 0)
				return true;
	return false;
}

static void expect_same(void)
{
	uint64_t weight[STRATEGY_COUNT];
	weigh(weight);
	assert_memory_equal(state_of.weight, weight, sizeof weight);
	for (uint32_t m = 0; m < MEMBERS; m++) {
		uint64_t tried[STRATEGY_COUNT];
		int64_t room[STRATEGY_COUNT + 2] = {0}, *change = room + 1;
		if (!plain.added[m])
			continue;
		assert_int_equal(overlap_state_meets(&state_of, m), meets(m));
		plain.on[m] = !plain.on[m];
		weigh(tried);
		plain.on[m] = !plain.on[m];
		overlap_state_try(&state_of, m, change);
		for (int z = 0; z < STRATEGY_COUNT; z++)
			assert_true(change[z] == (int64_t)tried[z] - (int64_t)weight[z]);
		assert_true(room[0] == 0 && room[STRATEGY_COUNT + 1] == 0); /* no mark: no weight */
	}
}

/* Members come in between, as migrations made by hand do. */
static void random_members_and_switches(void **state)
{
	(void)state;
	uint64_t seed = 11;
	uint32_t members = 0;
	for (int step = 0; step < 600; step++) {
		if (members < MEMBERS && step % 40 == 0) {
			add_member(members, &seed, members % 3 == 0 ? 80 : 25);
			members++;
		}
		uint32_t m = build_random(&seed, members);
		plain.on[m] = !plain.on[m];
		overlap_state_switch(&state_of, m, plain.on[m]);
		expect_same();
	}
}

static void switching_twice_is_switching_once(void **state)
{
	(void)state;
	uint64_t seed = 13;
	add_member(0, &seed, 50);
	plain.on[0] = true;
	overlap_state_switch(&state_of, 0, true);
	overlap_state_switch(&state_of, 0, true);
	expect_same();
}

static void nobody_touches_nothing(void **state)
{
	(void)state;
	size_t count;
	int64_t change[STRATEGY_COUNT] = {0};
	assert_null(overlap_touches(&overlap, 3, &count));
	assert_int_equal(count, 0);
	overlap_state_switch(&state_of, 3, true);
	overlap_state_try(&state_of, 3, change);
	assert_false(overlap_state_meets(&state_of, 3));
	assert_true(change[0] == 0 && state_of.weight[0] == 0);
}

/* Items that are touched alike are one class, however many they are. */
static void classes_do_not_grow_with_items(void **state)
{
	(void)state;
	struct overlap_item items[ITEMS];
	size_t count;
	for (uint32_t i = 0; i < ITEMS; i++)
		items[i] = (struct overlap_item){i, 1, STRATEGY_REFACTOR};
	overlap_add(&overlap, 0, items, ITEMS);
	overlap_add(&overlap, 1, items, ITEMS / 2);
	overlap_touches(&overlap, 0, &count);
	assert_int_equal(count, 2);
	overlap_touches(&overlap, 1, &count);
	assert_int_equal(count, 1);
}

/* A thousand migrations that move the same bindings are not a thousand classes of each. */
static void what_is_touched_whole_stays_one_class(void **state)
{
	(void)state;
	enum { MANY = 1000 };
	struct overlap_item items[ITEMS];
	for (uint32_t i = 0; i < ITEMS; i++)
		items[i] = (struct overlap_item){i, 1, i < ITEMS / 2 ? STRATEGY_REHOST : STRATEGY_REFACTOR};
	for (uint32_t m = 0; m < MANY; m++)
		overlap_add(&overlap, m, items, ITEMS);
	assert_int_equal(overlap.class_count, 3);
	assert_int_equal(overlap.link_count, 2 * MANY);
	for (uint32_t m = 0; m < MANY; m++) {
		size_t count;
		overlap_touches(&overlap, m, &count);
		assert_int_equal(count, 2);
	}
}

/* However members overlap, there are no more classes than items and one, and none is empty. */
static void classes_are_no_more_than_items(void **state)
{
	(void)state;
	uint64_t seed = 17;
	for (uint32_t m = 0; m < MEMBERS; m++)
		add_member(m, &seed, 60);
	assert_true(overlap.class_count <= ITEMS + 1);
	for (size_t c = 1; c < overlap.class_count; c++)
		assert_true(overlap.classes[c].items > 0);
}

#define with_overlap(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_overlap(random_members_and_switches),
		with_overlap(switching_twice_is_switching_once),
		with_overlap(nobody_touches_nothing),
		with_overlap(classes_do_not_grow_with_items),
		with_overlap(what_is_touched_whole_stays_one_class),
		with_overlap(classes_are_no_more_than_items),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
