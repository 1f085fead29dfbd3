#include "tui/look.h"

#include <math.h>
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

/* --- legible on the ground ------------------------------------------------------------------- */

/* The palette of xterm, whose first 16 most others follow; 16 and on are a cube and greys. */
static void rgb_of(int color, int rgb[3])
{
	static const int first[16][3] = {
		{0, 0, 0},     {205, 0, 0},     {0, 205, 0},     {205, 205, 0},   {0, 0, 238}, {205, 0, 205},
		{0, 205, 205}, {229, 229, 229}, {127, 127, 127}, {255, 0, 0},     {0, 255, 0}, {255, 255, 0},
		{92, 92, 255}, {255, 0, 255},   {0, 255, 255},   {255, 255, 255},
	};
	static const int steps[] = {0, 95, 135, 175, 215, 255}, parts[] = {36, 6, 1};
	for (int i = 0; i < 3; i++)
		rgb[i] = color < 16    ? first[color][i]
			 : color < 232 ? steps[(color - 16) / parts[i] % 6]
				       : 8 + (color - 232) * 10;
}

/* Relative luminance as in WCAG 2: 0 black, 1 white. */
static double luminance(int color)
{
	static const double weights[] = {0.2126, 0.7152, 0.0722};
	int rgb[3];
	double sum = 0;
	rgb_of(color, rgb);
	for (int i = 0; i < 3; i++) {
		double part = rgb[i] / 255.0;
		sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
	}
	return sum;
}

/* At least 3 to 1 on each ground that a theme may stand on, at every number of colours. */
static void test_colors_are_legible_on_their_grounds(void **state)
{
	static const int palettes[] = {8, 16, 256};
	(void)state;
	for (size_t i = 0; i < sizeof palettes / sizeof *palettes; i++)
		for (int theme = 0; theme < THEME_COUNT; theme++)
			for (int role = 0; role < ROLE_COUNT; role++) {
				int color =
					look_of((enum theme)theme, palettes[i], (enum role)role).foreground;
				if (color < 0)
					continue;
				if (theme != THEME_LIGHT)
					assert_true((luminance(color) + 0.05) / 0.05 >= 3);
				if (theme != THEME_DARK)
					assert_true(1.05 / (luminance(color) + 0.05) >= 3);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_color_asked_of_a_terminal_that_has_fewer),
		cmocka_unit_test(test_cursor_worse_and_better_differ_without_color),
		cmocka_unit_test(test_contrast_has_no_color),
		cmocka_unit_test(test_colors_are_legible_on_their_grounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
