#include "tui/clipboard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect_in(const char *text, const char *term, bool in_tmux, bool in_screen, const char *wanted)
{
	struct str out;
	str_init(&out);
	assert_true(clipboard_sequence(&out, text, term, in_tmux, in_screen));
	assert_string_equal(out.data, wanted);
	str_clear(&out);
}

static void expect(const char *text, const char *term, bool in_tmux, const char *wanted)
{
	expect_in(text, term, in_tmux, false, wanted);
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
	expect("foo", "screen-256color", false, "\033]52;c;Zm9v\a\033P\033]52;c;Zm9v\a\033\\");
}

/* What is wrapped for tmux begins, past screen, with "tmux;": that would be shown. */
static void test_one_in_the_other(void **state)
{
	(void)state;
	expect_in("foo", "screen", true, true, "\033]52;c;Zm9v\a\033P\033]52;c;Zm9v\a\033\\");
	expect_in("foo", "tmux-256color", true, true, "\033]52;c;Zm9v\a\033Ptmux;\033\033]52;c;Zm9v\a\033\\");
	expect_in("foo", "screen.xterm-256color", false, true, "\033]52;c;Zm9v\a\033P\033]52;c;Zm9v\a\033\\");
}

static void test_long_texts_go_through_screen_in_pieces(void **state)
{
	char text[601];
	struct str out;
	(void)state;
	memset(text, 'f', sizeof text - 1);
	text[600] = '\0';
	str_init(&out);
	assert_true(clipboard_sequence(&out, text, "screen", false, true));
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
	assert_true(clipboard_sequence(&out, text, NULL, false, false));
	str_clear(&out);
	text[CLIPBOARD_MOST / 4 * 3] = 'x';
	text[CLIPBOARD_MOST / 4 * 3 + 4] = '\0';
	str_init(&out);
	assert_false(clipboard_sequence(&out, text, NULL, false, false));
	assert_int_equal(out.length, 0);
	str_clear(&out);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_base64),
		cmocka_unit_test(test_wrapped_for_tmux_and_screen),
		cmocka_unit_test(test_one_in_the_other),
		cmocka_unit_test(test_long_texts_go_through_screen_in_pieces),
		cmocka_unit_test(test_too_long),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
