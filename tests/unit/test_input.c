#include "tui/input.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct input input;

static int setup(void **state)
{
	(void)state;
	input_init(&input);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	input_clear(&input);
	return 0;
}

static void feed(const char *bytes, int64_t now_ms)
{
	input_feed(&input, bytes, strlen(bytes), now_ms);
}

/* The key of the next event, or 0 when nothing is certain yet. */
static uint32_t next_key(int64_t now_ms)
{
	struct event event = {.kind = EVENT_NONE};
	if (!input_next(&input, now_ms, &event))
		return 0;
	assert_int_equal(event.kind, EVENT_KEY);
	return event.key;
}

static void test_plain_characters(void **state)
{
	(void)state;
	feed("jé€\x08\x7f\r\n\t", 0);
	assert_int_equal(next_key(0), 'j');
	assert_int_equal(next_key(0), 0xE9);
	assert_int_equal(next_key(0), 0x20AC);
	assert_int_equal(next_key(0), KEY_ERASE);
	assert_int_equal(next_key(0), KEY_ERASE);
	assert_int_equal(next_key(0), KEY_RETURN);
	assert_int_equal(next_key(0), KEY_RETURN);
	assert_int_equal(next_key(0), KEY_TAB);
	assert_int_equal(next_key(0), 0);
}

static void test_named_keys_of_many_terminals(void **state)
{
	static const struct {
		const char *bytes;
		uint32_t key;
	} keys[] = {
		{"\033[A", KEY_UP_ARROW},       {"\033OB", KEY_DOWN_ARROW},
		{"\033[1;5C", KEY_RIGHT_ARROW}, {"\033[H", KEY_HOME_KEY},
		{"\033[1~", KEY_HOME_KEY},      {"\033[7~", KEY_HOME_KEY},
		{"\033OF", KEY_END_KEY},        {"\033[4~", KEY_END_KEY},
		{"\033[8~", KEY_END_KEY},       {"\033[5~", KEY_PAGE_UP},
		{"\033[6~", KEY_PAGE_DOWN},     {"\033[3~", KEY_DELETE},
		{"\033[Z", KEY_BACK_TAB},       {"\033OP", KEY_FUNCTION + 1},
		{"\033[[A", KEY_FUNCTION + 1},  {"\033[11~", KEY_FUNCTION + 1},
		{"\033[17~", KEY_FUNCTION + 6}, {"\033[24~", KEY_FUNCTION + 12},
	};
	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		feed(keys[i].bytes, 0);
		assert_int_equal(next_key(0), keys[i].key);
		assert_int_equal(next_key(0), 0);
	}
}

static void test_lone_escape_counts_after_50_ms(void **state)
{
	(void)state;
	feed("\033", 1000);
	assert_int_equal(next_key(1000), 0);
	assert_int_equal(input_timeout(&input, 1010), 40);
	assert_int_equal(next_key(1049), 0);
	assert_int_equal(next_key(1050), KEY_ESCAPE);
}

static void test_sequence_in_two_reads(void **state)
{
	(void)state;
	feed("\033", 1000);
	assert_int_equal(next_key(1001), 0);
	feed("[", 1020);
	assert_int_equal(next_key(1021), 0);
	feed("A", 1040);
	assert_int_equal(next_key(1041), KEY_UP_ARROW);
}

static void test_torn_sequence_is_swallowed(void **state)
{
	(void)state;
	feed("\033", 1000);
	assert_int_equal(next_key(1060), KEY_ESCAPE);
	feed("[", 1100);
	assert_int_equal(next_key(1100), 0);
	feed("Aj", 1300);
	assert_int_equal(next_key(1300), 'j');
}

static void test_bracket_long_after_escape_is_a_key(void **state)
{
	(void)state;
	feed("\033", 1000);
	assert_int_equal(next_key(1060), KEY_ESCAPE);
	feed("[", 1501);
	assert_int_equal(next_key(1501), '[');
}

static void test_escape_then_letter(void **state)
{
	(void)state;
	feed("\033q", 0);
	assert_int_equal(next_key(0), KEY_ESCAPE);
	assert_int_equal(next_key(0), 'q');
}

static void test_paste_is_one_event(void **state)
{
	struct event event;
	(void)state;
	feed("\033[200~rm -rf\n\033[A", 0);
	assert_false(input_next(&input, 0, &event));
	feed("x\033[20", 10);
	assert_false(input_next(&input, 10, &event));
	feed("1~k", 20);
	assert_true(input_next(&input, 20, &event));
	assert_int_equal(event.kind, EVENT_PASTE);
	assert_string_equal(event.text, "rm -rf\n\033[Ax");
	assert_int_equal(next_key(20), 'k');
}

static void test_mouse(void **state)
{
	struct event event;
	(void)state;
	feed("\033[<0;11;6M\033[<0;11;6m", 0);
	assert_true(input_next(&input, 0, &event));
	assert_int_equal(event.kind, EVENT_MOUSE);
	assert_int_equal(event.x, 10);
	assert_int_equal(event.y, 5);
	assert_int_equal(event.button, MOUSE_LEFT);
	assert_false(event.double_click);
	assert_false(input_next(&input, 0, &event));
	feed("\033[<0;11;6M", 300);
	assert_true(input_next(&input, 300, &event));
	assert_true(event.double_click);
	feed("\033[<65;1;1M", 310);
	assert_true(input_next(&input, 310, &event));
	assert_int_equal(event.button, MOUSE_WHEEL_DOWN);
}

static void test_junk_is_dropped(void **state)
{
	(void)state;
	feed("\xff\xfe\033[99999999999z\033[?1;2c\033[<1;2M\xc3(", 0);
	assert_int_equal(next_key(0), '(');
	assert_int_equal(next_key(0), 0);
}

/* Any bytes in any pieces end, and give no key that is no code point. */
static void test_random_bytes(void **state)
{
	uint32_t seed = 12345;
	(void)state;
	for (int round = 0; round < 20000; round++) {
		char bytes[8];
		seed = seed * 1664525u + 1013904223u;
		size_t length = (seed >> 28) % 7 + 1;
		for (size_t i = 0; i < length; i++) {
			seed = seed * 1664525u + 1013904223u;
			bytes[i] =
				(seed >> 24) % 3 ? "\033[O<;0123~AMm"[(seed >> 16) % 13] : (char)(seed >> 8);
		}
		input_feed(&input, bytes, length, round * 7);
		struct event event;
		while (input_next(&input, round * 7, &event))
			if (event.kind == EVENT_KEY)
				assert_true(event.key && event.key <= KEY_FUNCTION + 12);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_plain_characters, setup, teardown),
		cmocka_unit_test_setup_teardown(test_named_keys_of_many_terminals, setup, teardown),
		cmocka_unit_test_setup_teardown(test_lone_escape_counts_after_50_ms, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sequence_in_two_reads, setup, teardown),
		cmocka_unit_test_setup_teardown(test_torn_sequence_is_swallowed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bracket_long_after_escape_is_a_key, setup, teardown),
		cmocka_unit_test_setup_teardown(test_escape_then_letter, setup, teardown),
		cmocka_unit_test_setup_teardown(test_paste_is_one_event, setup, teardown),
		cmocka_unit_test_setup_teardown(test_mouse, setup, teardown),
		cmocka_unit_test_setup_teardown(test_junk_is_dropped, setup, teardown),
		cmocka_unit_test_setup_teardown(test_random_bytes, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
