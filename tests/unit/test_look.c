#include "tui/look.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static bool same(struct look a, struct look b)
{
	return a.foreground == b.foreground && a.background == b.background && a.bold == b.bold &&
	       a.dim == b.dim && a.underline == b.underline && a.reverse == b.reverse;
}

static bool same_without_color(struct look a, struct look b)
{
	a.foreground = b.foreground = a.background = b.background = -1;
	return same(a, b);
}

static void test_no_color_asked_of_a_terminal_that_has_fewer(void **state)
{
	static const int palettes[] = {0, 8, 16, 256};
	(void)state;
	for (size_t i = 0; i < sizeof palettes / sizeof *palettes; i++)
		for (int theme = 0; theme < THEME_COUNT; theme++)
			for (int role = 0; role < ROLE_COUNT; role++)
				assert_true(
					look_of((enum theme)theme, palettes[i], (enum role)role).foreground <
					palettes[i]);
}

/* What must be told apart where there is no colour at all. */
static void test_cursor_worse_and_better_differ_without_color(void **state)
{
	static const enum role pairs[][2] = {
		{ROLE_CURSOR, ROLE_TEXT},  {ROLE_CURSOR, ROLE_SELECTED}, {ROLE_SELECTED, ROLE_TEXT},
		{ROLE_WORSE, ROLE_BETTER}, {ROLE_ON, ROLE_TEXT},         {ROLE_MATCH, ROLE_TEXT},
		{ROLE_WARNING, ROLE_TEXT}, {ROLE_FOCUS, ROLE_MUTED},
	};
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		for (int theme = 0; theme < THEME_COUNT; theme++)
			assert_false(same_without_color(look_of((enum theme)theme, 0, pairs[i][0]),
							look_of((enum theme)theme, 0, pairs[i][1])));
}

static void test_contrast_has_no_color(void **state)
{
	(void)state;
	for (int role = 0; role < ROLE_COUNT; role++) {
		assert_int_equal(look_of(THEME_CONTRAST, 256, (enum role)role).foreground, -1);
		assert_false(look_of(THEME_CONTRAST, 256, (enum role)role).dim);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_color_asked_of_a_terminal_that_has_fewer),
		cmocka_unit_test(test_cursor_worse_and_better_differ_without_color),
		cmocka_unit_test(test_contrast_has_no_color),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
