#include "tui/list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_cursor_stops_at_both_ends(void **state)
{
	struct list list = {.height = 3};
	(void)state;
	assert_false(list_move(&list, 5, -1));
	assert_true(list_move(&list, 5, 1));
	assert_int_equal(list.cursor, 1);
	assert_true(list_move(&list, 5, 100));
	assert_int_equal(list.cursor, 4);
	assert_false(list_move(&list, 5, 1));
	assert_int_equal(list.top, 2);
}

static void an_empty_list_has_its_cursor_at_the_start(void **state)
{
	struct list list = {.cursor = 7, .top = 5, .height = 3};
	(void)state;
	list_fit(&list, 0, 3);
	assert_int_equal(list.cursor, 0);
	assert_int_equal(list.top, 0);
	assert_false(list_move(&list, 0, 1));
	assert_false(list_page(&list, 0, 1));
}

static void a_page_keeps_one_row_in_sight(void **state)
{
	struct list list = {.height = 10};
	(void)state;
	list_page(&list, 100, 1);
	assert_int_equal(list.cursor, 9);
	list_page(&list, 100, 1);
	assert_int_equal(list.cursor, 18);
	list_page(&list, 100, -1);
	assert_int_equal(list.cursor, 9);
}

static void rows_that_go_leave_no_gap(void **state)
{
	struct list list = {.height = 5};
	(void)state;
	list_go(&list, 100, 99);
	assert_int_equal(list.top, 95);
	list_fit(&list, 20, 5);
	assert_int_equal(list.cursor, 19);
	assert_int_equal(list.top, 15);
	list_fit(&list, 20, 40);
	assert_int_equal(list.top, 0);
}

static void the_wheel_takes_the_cursor_along_only_as_far_as_it_must(void **state)
{
	struct list list = {.cursor = 2, .height = 5};
	(void)state;
	assert_true(list_scroll(&list, 20, 1));
	assert_int_equal(list.top, 1);
	assert_int_equal(list.cursor, 2);
	assert_true(list_scroll(&list, 20, 3));
	assert_int_equal(list.cursor, 4);
	assert_true(list_scroll(&list, 20, 100));
	assert_int_equal(list.top, 15);
	assert_false(list_scroll(&list, 20, 1));
	assert_true(list_scroll(&list, 20, -100));
	assert_int_equal(list.cursor, 4);
	assert_int_equal(list.top, 0);
}

/* Whatever is done, the cursor is a row, and it is seen. */
static void the_cursor_is_always_seen(void **state)
{
	struct list list = {0};
	uint32_t random = 12345;
	(void)state;
	for (int i = 0; i < 20000; i++) {
		random = random * 1664525 + 1013904223;
		uint32_t count = (random >> 8) % 30, height = (random >> 16) % 9;
		int64_t step = (int64_t)((random >> 20) % 21) - 10;
		list_fit(&list, count, height);
		switch (random >> 30) {
		case 0:
			list_move(&list, count, step);
			break;
		case 1:
			list_page(&list, count, step > 0 ? 1 : -1);
			break;
		case 2:
			list_scroll(&list, count, step);
			break;
		default:
			list_go(&list, count, (random >> 10) % 40);
		}
		assert_true(list.cursor < count || (count == 0 && list.cursor == 0));
		assert_true(list.top <= list.cursor && list.cursor - list.top < list.height);
		assert_true(list.top == 0 || count - list.top >= list.height);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cursor_stops_at_both_ends),
		cmocka_unit_test(an_empty_list_has_its_cursor_at_the_start),
		cmocka_unit_test(a_page_keeps_one_row_in_sight),
		cmocka_unit_test(rows_that_go_leave_no_gap),
		cmocka_unit_test(the_wheel_takes_the_cursor_along_only_as_far_as_it_must),
		cmocka_unit_test(the_cursor_is_always_seen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
