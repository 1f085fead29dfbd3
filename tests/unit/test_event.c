#include "tui/event.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void expect_key(struct event_script *script, uint32_t key)
{
	struct event event;
	assert_true(event_next_word(script, &event));
	assert_int_equal(event.kind, EVENT_KEY);
	assert_int_equal(event.key, key);
}

static void test_words(void **state)
{
	struct event_script script = {.at = "  j space  esc ctrl-r f1 f12 btab pgdn é :"};
	static const uint32_t keys[] = {
		'j',          ' ',           KEY_ESCAPE, 18, KEY_FUNCTION + 1, KEY_FUNCTION + 12,
		KEY_BACK_TAB, KEY_PAGE_DOWN, 0xE9,       ':'};
	struct event event;
	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		expect_key(&script, keys[i]);
	assert_false(event_next_word(&script, &event));
}

static void test_text_gives_an_event_a_character(void **state)
{
	struct event_script script = {.at = "text:ab\\ c\\\\ x"};
	struct event event;
	(void)state;
	for (const char *c = "ab c\\x"; *c; c++)
		expect_key(&script, (unsigned char)*c);
	assert_false(event_next_word(&script, &event));
}

static void test_resize_and_click(void **state)
{
	struct event_script script = {.at = "resize:100x30 click:10,5"};
	struct event event;
	(void)state;
	assert_true(event_next_word(&script, &event));
	assert_int_equal(event.kind, EVENT_RESIZE);
	assert_int_equal(event.x, 100);
	assert_int_equal(event.y, 30);
	assert_true(event_next_word(&script, &event));
	assert_int_equal(event.kind, EVENT_MOUSE);
	assert_int_equal(event.x, 10);
	assert_int_equal(event.y, 5);
}

static void test_no_word_stays_in_place(void **state)
{
	static const char *const wrong[] = {"spcae",  "f13",       "f0",         "ctrl-",
					    "ctrl-1", "resize:10", "resize:x30", "text:"};
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct event_script script = {.at = wrong[i]};
		struct event event;
		assert_true(event_next_word(&script, &event));
		assert_int_equal(event.kind, EVENT_NONE);
		assert_ptr_equal(script.at, wrong[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_text_gives_an_event_a_character),
		cmocka_unit_test(test_resize_and_click),
		cmocka_unit_test(test_no_word_stays_in_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
