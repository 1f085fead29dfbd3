#include "tui/console.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_console_is_known_by_its_name(void **state)
{
	(void)state;
	assert_true(console_is("linux"));
	assert_true(console_is("linux-16color"));
	assert_false(console_is("linuxish"));
	assert_false(console_is("xterm"));
	assert_false(console_is(NULL));
}

/* Code page 437 by its Unicode points, from 0x80 on, and the signs that it has below 0x20. */
static const uint32_t font[] = {
	0x263A, 0x263B, 0x2665, 0x2666, 0x2663, 0x2660, 0x2022, 0x25D8, 0x25CB, 0x25D9, 0x2642, 0x2640,
	0x266A, 0x266B, 0x263C, 0x25BA, 0x25C4, 0x2195, 0x203C, 0x00B6, 0x00A7, 0x25AC, 0x21A8, 0x2191,
	0x2193, 0x2192, 0x2190, 0x221F, 0x2194, 0x25B2, 0x25BC, 0x00B7, 0x00B0, 0x00B1, 0x2500, 0x2502,
	0x250C, 0x2510, 0x2514, 0x2518, 0x251C, 0x2524, 0x252C, 0x2534, 0x253C, 0x2580, 0x2584, 0x2588,
	0x258C, 0x2590, 0x2591, 0x2592, 0x2593, 0x25A0, 0x221A, 0x221E, 0x2248, 0x2264, 0x2265,
};

static bool has(uint32_t point)
{
	for (size_t i = 0; i < sizeof font / sizeof *font; i++)
		if (font[i] == point)
			return true;
	return point < 0x80;
}

static void every_sign_of_ours_is_in_its_font(void **state)
{
	static const uint32_t ours[] = {0x2192, 0x00B7, 0x21BB, 0x25CF, 0x25C6, 0x2212, 0x25CB,
					0x25B2, 0x2191, 0x25BC, 0x2588, 0x2502, 0x2193, 0x2190,
					0x00A7, 0x25BE, 0x25B8, 0x2591, 0x2580, 0x2500, 0x221E,
					0x2026, 0x00D7, 0x250C, 0x2510, 0x2514, 0x2518};
	(void)state;
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		assert_true(has(console_point(ours[i])));
	for (uint32_t block = 0x2581; block <= 0x258F; block++)
		assert_true(has(console_point(block)));
}

static void a_letter_stays_what_it_is(void **state)
{
	(void)state;
	assert_int_equal(console_point('a'), 'a');
	assert_int_equal(console_point(0x00E9), 0x00E9);
	assert_int_equal(console_point(0x65E5), 0x65E5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_console_is_known_by_its_name),
		cmocka_unit_test(every_sign_of_ours_is_in_its_font),
		cmocka_unit_test(a_letter_stays_what_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
