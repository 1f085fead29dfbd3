#include "core/base/memory.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* No system has that much: the product is checked before anyone is asked. */
static const size_t TOO_MUCH = SIZE_MAX / 2;

static void asks_for_too_much(void)
{
	free(memory_new(TOO_MUCH, 3));
}

static void hook_that_leaves(void)
{
	_exit(42);
}

static void hook_that_returns(void)
{
}

/* Runs in a child with what it writes to standard error in `text`; its exit status. */
static int run(void (*function)(void), void (*hook)(void), char *text, size_t size)
{
	int ends[2], status;

	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		memory_on_exhaustion(hook);
		function();
		_exit(0);
	}
	close(ends[1]);
	ssize_t got = read(ends[0], text, size - 1);
	text[got > 0 ? got : 0] = '\0';
	close(ends[0]);
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void test_nothing_is_not_null(void **state)
{
	(void)state;
	void *a = memory_new(0, 8), *b = memory_zero(0, 0);
	assert_non_null(a);
	assert_non_null(b);
	free(memory_resize(a, 0, 0));
	free(b);
}

static void test_zero_is_zeroed(void **state)
{
	(void)state;
	unsigned char *bytes = memory_zero(100, 3);
	for (size_t i = 0; i < 300; i++)
		assert_int_equal(bytes[i], 0);
	free(bytes);
}

static void test_grow_keeps_and_doubles(void **state)
{
	(void)state;
	size_t capacity = 0, grown = 0;
	int *items = NULL;

	for (size_t i = 0; i < 1000; i++) {
		size_t before = capacity;
		items = memory_grow(items, i, &capacity, sizeof *items);
		assert_true(capacity > i);
		grown += capacity != before;
		items[i] = (int)i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(items[i], i);
	assert_true(grown <= 11); /* not once an item */
	free(items);
}

/* Over the sizes from which on large pages are asked for. */
static void test_grow_of_large_arrays(void **state)
{
	(void)state;
	enum { ITEM = 1 << 20, ITEMS = 24 };
	size_t capacity = 0;
	char *bytes = NULL;

	for (size_t i = 0; i < ITEMS; i++) {
		bytes = memory_grow(bytes, i, &capacity, ITEM);
		bytes[i * ITEM] = (char)i;
		bytes[i * ITEM + ITEM - 1] = (char)~i;
	}
	for (size_t i = 0; i < ITEMS; i++) {
		assert_int_equal(bytes[i * ITEM], (char)i);
		assert_int_equal(bytes[i * ITEM + ITEM - 1], (char)~i);
	}
	free(bytes);
}

static void test_grow_leaves_room_alone(void **state)
{
	(void)state;
	size_t capacity = 0;
	char *items = memory_grow(NULL, 0, &capacity, 1);
	size_t room = capacity;

	assert_ptr_equal(memory_grow(items, room - 1, &capacity, 1), items);
	assert_int_equal(capacity, room);
	free(items);
}

static void test_reach_keeps_and_zeroes(void **state)
{
	static const uint32_t order[] = {3, 0, 4, 3, 90, 91, 17, 1000};
	uint32_t count = 0, *items = NULL;
	(void)state;
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		uint32_t before = count, index = order[i];
		items = memory_reach(items, index, &count, sizeof *items);
		assert_true(count > index);
		assert_true(before <= index || count == before);
		for (uint32_t k = before; k < count; k++)
			assert_int_equal(items[k], 0);
		items[index] = index + 1;
	}
	for (uint32_t k = 0; k < count; k++)
		assert_true(items[k] == 0 || items[k] == k + 1);
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		assert_int_equal(items[order[i]], order[i] + 1);
	free(items);
}

/* Keys that come in order do not make it anew each time. */
static void test_reach_seldom(void **state)
{
	uint32_t count = 0, grown = 0;
	char *items = NULL;
	(void)state;
	for (uint32_t index = 0; index < 1000; index++) {
		uint32_t before = count;
		items = memory_reach(items, index, &count, 1);
		grown += count != before;
	}
	assert_true(grown <= 20);
	free(items);
}

static void test_exhaustion_ends_with_3(void **state)
{
	(void)state;
	char text[100];
	assert_int_equal(run(asks_for_too_much, NULL, text, sizeof text), 3);
	assert_string_equal(text, "unmoor: out of memory\n");
}

static void test_exhaustion_calls_the_hook(void **state)
{
	(void)state;
	char text[100];
	assert_int_equal(run(asks_for_too_much, hook_that_leaves, text, sizeof text), 42);
	assert_string_equal(text, "");
	assert_int_equal(run(asks_for_too_much, hook_that_returns, text, sizeof text), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_is_not_null),
		cmocka_unit_test(test_zero_is_zeroed),
		cmocka_unit_test(test_grow_keeps_and_doubles),
		cmocka_unit_test(test_grow_of_large_arrays),
		cmocka_unit_test(test_grow_leaves_room_alone),
		cmocka_unit_test(test_reach_keeps_and_zeroes),
		cmocka_unit_test(test_reach_seldom),
		cmocka_unit_test(test_exhaustion_ends_with_3),
		cmocka_unit_test(test_exhaustion_calls_the_hook),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
