#include "core/figures/sets.h"

#include "tests/unit/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_equal_sets_have_one_number(void **state)
{
	(void)state;
	struct set_table table;
	set_table_init(&table, 2);
	uint64_t empty[2] = {0, 0}, a[2] = {1, 0}, b[2] = {0, 1};
	assert_int_equal(set_table_add(&table, empty), 0);
	assert_int_equal(set_table_add(&table, a), 1);
	assert_int_equal(set_table_add(&table, b), 2);
	assert_int_equal(set_table_add(&table, a), 1);
	assert_int_equal(table.count, 3);
	assert_memory_equal(set_table_bits(&table, 2), b, sizeof b);
	set_table_clear(&table);
}

static void test_many_sets_are_found_again(void **state)
{
	(void)state;
	enum { COUNT = 5000 };
	struct set_table table;
	set_table_init(&table, 3);
	for (uint64_t i = 1; i < COUNT; i++) {
		uint64_t bits[3] = {i, i << 32, 0};
		assert_int_equal(set_table_add(&table, bits), i);
	}
	for (uint64_t i = 1; i < COUNT; i++) {
		uint64_t bits[3] = {i, i << 32, 0};
		assert_int_equal(set_table_add(&table, bits), i);
	}
	set_table_clear(&table);
}

static void test_no_words_is_one_word(void **state)
{
	(void)state;
	struct set_table table;
	set_table_init(&table, 0);
	assert_int_equal(table.words, 1);
	assert_int_equal(set_table_bits(&table, 0)[0], 0);
	set_table_clear(&table);
}

static void test_next_finds_every_item(void **state)
{
	(void)state;
	const uint32_t items[] = {0, 1, 5, 31, 32, 63, 64, 65, 126, 127, 128, 191};
	uint64_t bits[3] = {0, 0, 0};
	for (size_t i = 0; i < sizeof items / sizeof *items; i++)
		set_put(bits, items[i]);
	size_t found = 0;
	for (uint32_t i = set_next(bits, 3, 0); i != UINT32_MAX; i = set_next(bits, 3, i + 1))
		assert_int_equal(i, items[found++]);
	assert_int_equal(found, sizeof items / sizeof *items);
	assert_int_equal(set_next(bits, 3, 129), 191);
	assert_int_equal(set_next(bits, 3, 192), UINT32_MAX);
	assert_true(set_has(bits, 127));
	assert_false(set_has(bits, 129));
}

static void test_within_meets_join(void **state)
{
	(void)state;
	uint64_t inner[2] = {4, 8}, outer[2] = {5, 8}, other[2] = {1, 16};
	assert_true(set_is_within(inner, outer, 2));
	assert_false(set_is_within(outer, inner, 2));
	assert_false(set_is_within(inner, (uint64_t[]){4, 7}, 2)); /* the second word counts, too */
	assert_true(set_meets(outer, other, 2));
	assert_false(set_meets(inner, other, 2));
	set_join(inner, other, 2);
	assert_int_equal(inner[0], 5);
	assert_int_equal(inner[1], 24);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal_sets_have_one_number),
		cmocka_unit_test(test_many_sets_are_found_again),
		cmocka_unit_test(test_no_words_is_one_word),
		cmocka_unit_test(test_next_finds_every_item),
		cmocka_unit_test(test_within_meets_join),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
