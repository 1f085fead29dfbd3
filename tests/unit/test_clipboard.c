#include "tui/clipboard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *text, const char *term, bool in_tmux, const char *wanted)
{
	struct str out;
	str_init(&out);
	assert_true(clipboard_sequence(&out, text, term, in_tmux));
	assert_string_equal(out.data, wanted);
	str_clear(&out);
}

/* The vectors of RFC 4648, section 10. */
static void test_base64(void **state)
{
	(void)state;
	expect("", "xterm", false, "\033]52;c;\a");
	expect("f", "xterm", false, "\033]52;c;Zg==\a");
	expect("fo", "xterm", false, "\033]52;c;Zm8=\a");
	expect("foo", "xterm", false, "\033]52;c;Zm9v\a");
	expect("foobar", NULL, false, "\033]52;c;Zm9vYmFy\a");
	expect("\xff\xfe\xfd", "xterm", false, "\033]52;c;//79\a");
}

static void test_wrapped_for_tmux_and_screen(void **state)
{
	(void)state;
	expect("foo", "screen-256color", true, "\033]52;c;Zm9v\a\033Ptmux;\033\033]52;c;Zm9v\a\033\\");
	expect("foo", "screen-256color", false, "\033P\033]52;c;Zm9v\a\033\\");
}

static void test_long_texts_go_through_screen_in_pieces(void **state)
{
	char text[601];
	struct str out;
	(void)state;
	memset(text, 'f', sizeof text - 1);
	text[600] = '\0';
	str_init(&out);
	assert_true(clipboard_sequence(&out, text, "screen", false));
	/* 800 digits: a piece of 500 and one of 300 */
	assert_int_equal(out.length,
			 strlen("\033P\033]52;c;") + 800 + strlen("\033\\\033P") + strlen("\a\033\\"));
	str_clear(&out);
}

static void test_too_long(void **state)
{
	char *text = malloc(CLIPBOARD_MOST);
	struct str out;
	(void)state;
	memset(text, 'x', CLIPBOARD_MOST);
	text[CLIPBOARD_MOST / 4 * 3] = '\0';
	str_init(&out);
	assert_true(clipboard_sequence(&out, text, NULL, false));
	str_clear(&out);
	text[CLIPBOARD_MOST / 4 * 3] = 'x';
	text[CLIPBOARD_MOST / 4 * 3 + 4] = '\0';
	str_init(&out);
	assert_false(clipboard_sequence(&out, text, NULL, false));
	assert_int_equal(out.length, 0);
	str_clear(&out);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_base64),
		cmocka_unit_test(test_wrapped_for_tmux_and_screen),
		cmocka_unit_test(test_long_texts_go_through_screen_in_pieces),
		cmocka_unit_test(test_too_long),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
