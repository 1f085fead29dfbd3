#include "core/base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state)
{
	static struct arena arena;
	arena_init(&arena);
	*state = &arena;
	return 0;
}

static int teardown(void **state)
{
	arena_clear(*state);
	return 0;
}

static bool is_aligned(const void *memory)
{
	return (uintptr_t)memory % _Alignof(max_align_t) == 0;
}

static void test_allocations_do_not_overlap(void **state)
{
	unsigned char *all[500];

	for (size_t i = 0; i < 500; i++) {
		size_t size = i * 7 % 300;
		all[i] = arena_new(*state, size, 1);
		assert_true(is_aligned(all[i]));
		for (size_t k = 0; k < size; k++)
			assert_int_equal(all[i][k], 0);
		memset(all[i], (int)i & 0xFF, size);
	}
	for (size_t i = 0; i < 500; i++)
		for (size_t k = 0; k < i * 7 % 300; k++)
			assert_int_equal(all[i][k], i & 0xFF);
}

/* A large one does not end the block that small ones are taken from. */
static void test_large_stands_alone(void **state)
{
	char *small = arena_new(*state, 1, 1);
	char *large = arena_new(*state, 3, 1 << 20);
	char *next = arena_new(*state, 1, 1);

	memset(large, 1, 3 << 20);
	assert_int_equal(next - small, (ptrdiff_t) _Alignof(max_align_t));
}

static void test_large_comes_first(void **state)
{
	unsigned char *large = arena_new(*state, 1, 100000);
	memset(large, 1, 100000);
	unsigned char *small = arena_new(*state, 1, 16);
	assert_int_equal(small[0], 0);
	memset(small, 2, 16);
	assert_int_equal(large[99999], 1);
}

static void test_text_ends_with_nul(void **state)
{
	assert_string_equal(arena_text(*state, "abcdef", 3), "abc");
	assert_string_equal(arena_text(*state, NULL, 0), "");
}

static void test_copy(void **state)
{
	const int items[] = {1, 2, 3};
	int *copy = arena_copy(*state, items, 3, sizeof *items);

	assert_ptr_not_equal(copy, items);
	assert_memory_equal(copy, items, sizeof items);
	assert_null(arena_copy(*state, items, 0, sizeof *items));
}

static void test_print(void **state)
{
	char *text = arena_print(*state, "%s has %d", "x", 3), *none = arena_print(*state, "%s", "");
	assert_string_equal(text, "x has 3");
	assert_string_equal(none, "");
}

static void test_clear_makes_it_new(void **state)
{
	struct arena *arena = *state;
	arena_new(arena, 1000, 1000);
	arena_clear(arena);
	assert_null(arena->last);
	assert_string_equal(arena_text(arena, "again", 5), "again");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_allocations_do_not_overlap, setup, teardown),
		cmocka_unit_test_setup_teardown(test_large_stands_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(test_large_comes_first, setup, teardown),
		cmocka_unit_test_setup_teardown(test_text_ends_with_nul, setup, teardown),
		cmocka_unit_test_setup_teardown(test_copy, setup, teardown),
		cmocka_unit_test_setup_teardown(test_print, setup, teardown),
		cmocka_unit_test_setup_teardown(test_clear_makes_it_new, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
