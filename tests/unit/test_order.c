#include "core/figures/order.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_by_bytes_then_index(void **state)
{
	(void)state;
	struct named items[] = {{"b", 4}, {"a", 9},   {"b", 1},        {"Z", 5},
				{"b", 3}, {"a/b", 0}, {"\xc3\xa4", 2}, {"b", 2}};
	const uint32_t expected[] = {5, 9, 0, 1, 2, 3, 4, 2};
	order_by_id(items, 8);
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(items[i].index, expected[i]);
	assert_string_equal(items[0].id, "Z");
	assert_string_equal(items[2].id, "a/b");
}

static void test_none_and_one(void **state)
{
	(void)state;
	struct named one = {"a", 7};
	order_by_id(&one, 0);
	order_by_id(&one, 1);
	order_by_id(NULL, 0);
	assert_int_equal(one.index, 7);
}

static void test_order_of_numbers(void **state)
{
	(void)state;
	assert_int_equal(order_of(1, 2), -1);
	assert_int_equal(order_of(2, 1), 1);
	assert_int_equal(order_of(2, 2), 0);
	assert_int_equal(order_of(UINT32_MAX - 1, UINT32_MAX), -1);
	assert_int_equal(order_of(-INFINITY, -1e300), -1);
	assert_int_equal(order_of(0, -0.0), 0);
}

static int compare_bytes(const void *left, const void *right)
{
	return order_of(*(const char *)left, *(const char *)right);
}

static void test_sorts_none_two_and_more(void **state)
{
	(void)state;
	char two[] = "ba", more[] = "cedabf";
	order_sort(NULL, 0, 1, compare_bytes);
	order_sort(two, 0, 1, compare_bytes);
	assert_string_equal(two, "ba");
	order_sort(two, 2, 1, compare_bytes);
	assert_string_equal(two, "ab");
	order_sort(more, 6, 1, compare_bytes);
	assert_string_equal(more, "abcdef");
}

static void test_finds_the_first_at_or_above(void **state)
{
	(void)state;
	const struct named items[] = {{"", 2}, {"", 3}, {"", 3}, {"", 7}};
	const uint32_t expected[] = {0, 0, 0, 1, 3, 3, 3, 3, 4};
	for (uint32_t key = 0; key < 9; key++)
		assert_int_equal(order_find(&items[0].index, 4, sizeof *items, key), expected[key]);
	assert_int_equal(order_find(&items[0].index, 0, sizeof *items, 2), 0);
	assert_int_equal(order_find(&items[0].index, 1, sizeof *items, 2), 0);
	assert_int_equal(order_find(&items[0].index, 1, sizeof *items, 9), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_bytes_then_index),
		cmocka_unit_test(test_none_and_one),
		cmocka_unit_test(test_order_of_numbers),
		cmocka_unit_test(test_sorts_none_two_and_more),
		cmocka_unit_test(test_finds_the_first_at_or_above),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
