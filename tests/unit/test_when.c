#include "tests/unit/scene.h"
#include "tui/panes/when_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_MONTHS = 130, MOST_WIDTH = 140 };

/* The column of each month is one whose months, up to those of the next, have it among them. */
static void each_month_has_the_column_that_it_is_in(void **state)
{
	(void)state;
	for (uint32_t months = 1; months <= MOST_MONTHS; months++)
		for (int width = 1; width <= MOST_WIDTH; width++)
			for (uint32_t month = 0; month < months; month++) {
				int column = when_column(months, width, month);
				assert_in_range(column, 0, width - 1);
				assert_true(when_month(months, width, column) <= month);
				if (column + 1 < width && (unsigned)width <= months)
					assert_true(when_month(months, width, column + 1) > month);
				if ((unsigned)width >= months)
					assert_int_equal(when_month(months, width, column), month);
			}
}

/* Where columns are more than months the first of a month's is taken. */
static void a_month_begins_in_its_first_column(void **state)
{
	(void)state;
	assert_int_equal(when_column(36, 72, 0), 0);
	assert_int_equal(when_column(36, 72, 35), 70);
	assert_int_equal(when_column(36, 30, 35), 29);
	assert_int_equal(when_column(48, 30, 4), 3);
}

static int count_of(const char *row, const char *sign)
{
	int count = 0;
	for (const char *at = strstr(row, sign); at; at = strstr(at + strlen(sign), sign))
		count++;
	return count;
}

/* The row of the axes of both curves; fails when there is none. */
static const char *axis_of(struct scene *screen)
{
	for (int y = 0; y < screen->grid.height; y++) {
		const char *row = scene_row(screen, y);
		if (row && count_of(row, "month ") == 2 && strstr(row, "──"))
			return row;
	}
	fail_msg("no axis in\n%s", screen->text.data);
	return "";
}

static void the_start_is_marked_in_every_month(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "j j space 3");
	uint32_t months = screen.app->model->horizon;
	for (uint32_t start = 0; start < months; start++) {
		assert_int_equal(app_live(screen.app)->start, start);
		const char *axis = axis_of(&screen);
		assert_int_equal(count_of(axis, "▲"), 2);
		assert_int_equal(count_of(axis, "◆"),
				 analysis_timing(screen.app->live)->best_start == start ? 0 : 2);
		scene_keys(&screen, "+");
	}
	scene_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_month_has_the_column_that_it_is_in),
		cmocka_unit_test(a_month_begins_in_its_first_column),
		cmocka_unit_test(the_start_is_marked_in_every_month),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
