#include "core/figures/order.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_bytes_then_index),
		cmocka_unit_test(test_none_and_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
