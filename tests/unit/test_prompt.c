#include "tui/event.h"
#include "tui/prompt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void type(struct prompt *prompt, const char *text)
{
	for (size_t i = 0; i < strlen(text);) {
		uint32_t point;
		i += utf8_decode(text + i, strlen(text) - i, &point);
		assert_int_equal(prompt_key(prompt, point), PROMPT_CHANGED);
	}
}

static void typing_goes_in_at_the_cursor(void **state)
{
	struct prompt prompt;
	(void)state;
	prompt_init(&prompt, "");
	assert_string_equal(prompt_text(&prompt), "");
	type(&prompt, "bd");
	assert_int_equal(prompt_key(&prompt, KEY_LEFT_ARROW), PROMPT_MOVED);
	type(&prompt, "c");
	assert_int_equal(prompt_key(&prompt, KEY_HOME_KEY), PROMPT_MOVED);
	type(&prompt, "a");
	assert_string_equal(prompt_text(&prompt), "abcd");
	assert_int_equal(prompt_key(&prompt, KEY_END_KEY), PROMPT_MOVED);
	type(&prompt, "q?: ");
	assert_string_equal(prompt_text(&prompt), "abcdq?: ");
	prompt_clear(&prompt);
}

static void whole_characters_are_deleted(void **state)
{
	struct prompt prompt;
	(void)state;
	prompt_init(&prompt, "a\xc3\xa9\xe6\xbc\xa2");
	assert_int_equal(prompt_key(&prompt, KEY_ERASE), PROMPT_CHANGED);
	assert_string_equal(prompt_text(&prompt), "a\xc3\xa9");
	assert_int_equal(prompt_key(&prompt, 'H' & 0x1f), PROMPT_CHANGED);
	assert_string_equal(prompt_text(&prompt), "a");
	prompt_key(&prompt, KEY_HOME_KEY);
	assert_int_equal(prompt_key(&prompt, KEY_ERASE), PROMPT_IGNORED);
	assert_int_equal(prompt_key(&prompt, KEY_DELETE), PROMPT_CHANGED);
	assert_string_equal(prompt_text(&prompt), "");
	assert_int_equal(prompt_key(&prompt, KEY_DELETE), PROMPT_IGNORED);
	prompt_clear(&prompt);
}

static void a_combining_mark_goes_with_its_letter(void **state)
{
	struct prompt prompt;
	(void)state;
	prompt_init(&prompt, "xe\xcc\x81");
	prompt_key(&prompt, KEY_LEFT_ARROW);
	assert_int_equal(prompt.cursor, 1);
	prompt_key(&prompt, KEY_RIGHT_ARROW);
	prompt_key(&prompt, KEY_ERASE);
	assert_string_equal(prompt_text(&prompt), "x");
	prompt_clear(&prompt);
}

static void ctrl_u_clears_enter_takes_esc_leaves(void **state)
{
	struct prompt prompt;
	(void)state;
	prompt_init(&prompt, "abc");
	assert_int_equal(prompt_key(&prompt, KEY_RETURN), PROMPT_TAKEN);
	assert_int_equal(prompt_key(&prompt, KEY_ESCAPE), PROMPT_LEFT);
	assert_string_equal(prompt_text(&prompt), "abc");
	assert_int_equal(prompt_key(&prompt, 'U' & 0x1f), PROMPT_CHANGED);
	assert_string_equal(prompt_text(&prompt), "");
	assert_int_equal(prompt.cursor, 0);
	prompt_clear(&prompt);
}

static void controls_are_no_text(void **state)
{
	struct prompt prompt;
	(void)state;
	prompt_init(&prompt, "");
	assert_int_equal(prompt_key(&prompt, 1), PROMPT_IGNORED);
	assert_int_equal(prompt_key(&prompt, KEY_UP_ARROW), PROMPT_IGNORED);
	assert_int_equal(prompt_key(&prompt, 0x202e), PROMPT_IGNORED);
	assert_int_equal(prompt_key(&prompt, KEY_FUNCTION + 3), PROMPT_IGNORED);
	assert_string_equal(prompt_text(&prompt), "");
	prompt_clear(&prompt);
}

static void a_paste_is_one_line_of_text(void **state)
{
	struct prompt prompt;
	(void)state;
	prompt_init(&prompt, "");
	assert_int_equal(prompt_paste(&prompt, "a\nb\x1b[31m\xff"), PROMPT_CHANGED);
	assert_string_equal(prompt_text(&prompt), "a b [31m ");
	assert_int_equal(prompt_paste(&prompt, ""), PROMPT_IGNORED);
	prompt_clear(&prompt);
}

static void a_line_has_an_end(void **state)
{
	struct prompt prompt;
	(void)state;
	prompt_init(&prompt, "");
	for (int i = 0; i < PROMPT_MOST; i++)
		assert_int_equal(prompt_key(&prompt, 'a'), PROMPT_CHANGED);
	assert_int_equal(prompt_key(&prompt, 'a'), PROMPT_IGNORED);
	assert_int_equal(strlen(prompt_text(&prompt)), PROMPT_MOST);
	prompt_clear(&prompt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typing_goes_in_at_the_cursor),
		cmocka_unit_test(whole_characters_are_deleted),
		cmocka_unit_test(a_combining_mark_goes_with_its_letter),
		cmocka_unit_test(ctrl_u_clears_enter_takes_esc_leaves),
		cmocka_unit_test(controls_are_no_text),
		cmocka_unit_test(a_paste_is_one_line_of_text),
		cmocka_unit_test(a_line_has_an_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
