#include "core/base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* The first three numbers that the authors' program prints for the seed 0. */
static void test_is_splitmix64(void **state)
{
	(void)state;
	const uint64_t step = UINT64_C(0x9e3779b97f4a7c15);
	assert_true(hash_add(0, 0) == UINT64_C(0xe220a8397b1dcdaf));
	assert_true(hash_add(step, 0) == UINT64_C(0x6e789e6aa1b965f4));
	assert_true(hash_add(0, 2 * step) == UINT64_C(0x06c45d188009454f));
}

static void test_order_of_words_counts(void **state)
{
	(void)state;
	assert_true(hash_add(hash_add(0, 1), 2) != hash_add(hash_add(0, 2), 1));
}

static void test_all_words_are_one_after_the_other(void **state)
{
	(void)state;
	const uint32_t words[] = {5, 0, UINT32_MAX};
	assert_true(hash_add_all(7, words, 3) == hash_add(hash_add(hash_add(7, 5), 0), UINT32_MAX));
	assert_true(hash_add_all(7, words, 0) == 7);
}

/* 4096 neighbours in 4096 slots: as many slots stay empty as with random numbers, 1 of e. */
static void test_spreads_neighbours(void **state)
{
	(void)state;
	for (int shift = 0; shift <= 52; shift += 52) { /* by the lowest bits and by the highest */
		unsigned char taken[4096] = {0};
		int used = 0;
		for (uint64_t i = 0; i < 4096; i++) {
			unsigned char *slot = &taken[hash_add(0, i) >> shift & 4095];
			used += *slot == 0;
			*slot = 1;
		}
		assert_in_range(used, 4096 * 0.61, 4096 * 0.65);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_is_splitmix64),
		cmocka_unit_test(test_order_of_words_counts),
		cmocka_unit_test(test_all_words_are_one_after_the_other),
		cmocka_unit_test(test_spreads_neighbours),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
