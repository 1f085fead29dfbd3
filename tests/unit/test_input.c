#include "tests/unit/typed.h"

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

static void test_plain_characters(void **state)
{
	(void)state;
	typed_feed(&input, "jé€\x08\x7f\r\n\t", 0);
	assert_int_equal(typed_key(&input, 0), 'j');
	assert_int_equal(typed_key(&input, 0), 0xE9);
	assert_int_equal(typed_key(&input, 0), 0x20AC);
	assert_int_equal(typed_key(&input, 0), KEY_ERASE);
	assert_int_equal(typed_key(&input, 0), KEY_ERASE);
	assert_int_equal(typed_key(&input, 0), KEY_RETURN);
	assert_int_equal(typed_key(&input, 0), KEY_RETURN);
	assert_int_equal(typed_key(&input, 0), KEY_TAB);
	assert_int_equal(typed_key(&input, 0), 0);
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
		typed_feed(&input, keys[i].bytes, 0);
		assert_int_equal(typed_key(&input, 0), keys[i].key);
		assert_int_equal(typed_key(&input, 0), 0);
	}
}

static void test_lone_escape_counts_after_50_ms(void **state)
{
	(void)state;
	typed_feed(&input, "\033", 1000);
	assert_int_equal(typed_key(&input, 1000), 0);
	assert_int_equal(input_timeout(&input, 1010), 40);
	assert_int_equal(typed_key(&input, 1049), 0);
	assert_int_equal(typed_key(&input, 1050), KEY_ESCAPE);
}

static void test_sequence_in_two_reads(void **state)
{
	(void)state;
	typed_feed(&input, "\033", 1000);
	assert_int_equal(typed_key(&input, 1001), 0);
	typed_feed(&input, "[", 1020);
	assert_int_equal(typed_key(&input, 1021), 0);
	typed_feed(&input, "A", 1040);
	assert_int_equal(typed_key(&input, 1041), KEY_UP_ARROW);
}

static void test_torn_sequence_is_swallowed(void **state)
{
	(void)state;
	typed_feed(&input, "\033", 1000);
	assert_int_equal(typed_key(&input, 1060), KEY_ESCAPE);
	typed_feed(&input, "[", 1100);
	assert_int_equal(typed_key(&input, 1100), 0);
	typed_feed(&input, "Aj", 1300);
	assert_int_equal(typed_key(&input, 1300), 'j');
}

static void test_bracket_long_after_escape_is_a_key(void **state)
{
	(void)state;
	typed_feed(&input, "\033", 1000);
	assert_int_equal(typed_key(&input, 1060), KEY_ESCAPE);
	typed_feed(&input, "[", 1501);
	assert_int_equal(typed_key(&input, 1501), '[');
}

static void test_escape_then_letter(void **state)
{
	(void)state;
	typed_feed(&input, "\033q", 0);
	assert_int_equal(typed_key(&input, 0), KEY_ESCAPE);
	assert_int_equal(typed_key(&input, 0), 'q');
}

static void test_paste_is_one_event(void **state)
{
	struct event event;
	(void)state;
	typed_feed(&input, "\033[200~rm -rf\n\033[A", 0);
	assert_false(input_next(&input, 0, &event));
	typed_feed(&input, "x\033[20", 10);
	assert_false(input_next(&input, 10, &event));
	typed_feed(&input, "1~k", 20);
	assert_true(input_next(&input, 20, &event));
	assert_int_equal(event.kind, EVENT_PASTE);
	assert_string_equal(event.text, "rm -rf\n\033[Ax");
	assert_int_equal(typed_key(&input, 20), 'k');
}

static void test_mouse(void **state)
{
	struct event event;
	(void)state;
	typed_feed(&input, "\033[<0;11;6M\033[<0;11;6m", 0);
	assert_true(input_next(&input, 0, &event));
	assert_int_equal(event.kind, EVENT_MOUSE);
	assert_int_equal(event.x, 10);
	assert_int_equal(event.y, 5);
	assert_int_equal(event.button, MOUSE_LEFT);
	assert_false(event.double_click);
	assert_false(input_next(&input, 0, &event));
	typed_feed(&input, "\033[<0;11;6M", 300);
	assert_true(input_next(&input, 300, &event));
	assert_true(event.double_click);
	typed_feed(&input, "\033[<65;1;1M", 310);
	assert_true(input_next(&input, 310, &event));
	assert_int_equal(event.button, MOUSE_WHEEL_DOWN);
}

static void test_junk_is_dropped(void **state)
{
	(void)state;
	typed_feed(&input, "\xff\xfe\033[99999999999z\033[?1;2c\033[<1;2M\xc3(", 0);
	assert_int_equal(typed_key(&input, 0), '(');
	assert_int_equal(typed_key(&input, 0), 0);
}

/* --- replies --------------------------------------------------------------------------------- */

/* What a terminal answers when a program asks it something. */
static const char *const replies[] = {
	"\033]11;rgb:1e1e/1e1e/1e1e\033\\",
	"\033]10;rgb:ffff/ffff/ffff\007",
	"\033]4;1;rgb:cdcd/0000/0000\033\\",
	"\033]52;c;cXEK\007",
	"\033]lq, as a title: \xc3\xa9\033\\",
	"\033P1$r0;1;31m\033\\",
	"\033P0$r\033\\",
	"\033P>|xterm(1)\033\\",
	"\033P!|00000000\033\\",
	"\033P1+r544e=787465726d\033\\",
	"\033_Gi=31;OK\033\\",
	"\033[?1;2c",
	"\033[>41;354;0c",
	"\033[0n",
	"\033[?1;2$y",
	"\033[4;1$y",
	"\033[?0u",
	"\033[I",
	"\033[O",
	"\033[?2026;2$y",
	"\033[12;40R",
	"\033[1;80R",
	"\033[1;1R",
	"\033[?12;40R",
	"\033[?12;2S",
	"\033[?1;1A",
	"\033[>1;2M",
	"\033[32;10;5M",
	"\033[M !!",
	"\033[M\x60\xc3\xa9",
	"\033[8;24;80t",
	"\033[27;5;97~",
	"\033[97;5u",
	"\033[201~",
	"\033[?15~",
	"\033[5 ~",
	"\033\\",
};

static void test_replies_are_no_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof replies / sizeof *replies; i++) {
		typed_feed(&input, replies[i], 1000);
		assert_int_equal(typed_key(&input, 1000), 0);
		typed_feed(&input, "j", 1001);
		assert_int_equal(typed_key(&input, 1001), 'j');
		assert_int_equal(typed_key(&input, 9000), 0);
	}
	typed_feed(&input,
		   "\033^private\033\\\033X0 start\033\\\033_other\033\\\033Pother\033\\\033]other\007j",
		   9000);
	assert_int_equal(typed_key(&input, 9000), 'j');
	assert_int_equal(typed_key(&input, 99000), 0);
}

/* In two pieces at each position: where the first is the Esc alone it counts, all else is swallowed. */
static void check_torn_reply(const char *reply, size_t at, int gap_ms)
{
	bool counts = at == 1 && gap_ms >= INPUT_ESCAPE_MS;
	input_feed(&input, reply, at, 0);
	assert_int_equal(typed_key(&input, gap_ms), counts ? KEY_ESCAPE : 0);
	typed_feed(&input, reply + at, gap_ms);
	assert_int_equal(typed_key(&input, gap_ms), 0);
	typed_feed(&input, "j", gap_ms + 1);
	assert_int_equal(typed_key(&input, gap_ms + 1), 'j');
	assert_int_equal(typed_key(&input, 99000), 0);
}

static void test_torn_replies_are_no_keys(void **state)
{
	static const int gaps[] = {1, 49, 60, 300, 490};
	(void)state;
	for (size_t i = 0; i < sizeof replies / sizeof *replies; i++)
		for (size_t at = 1; at < strlen(replies[i]); at++)
			for (size_t gap = 0; gap < sizeof gaps / sizeof *gaps; gap++) {
				/* An introducer alone, and an Esc with a bracket alone, are keys in time. */
				if (at == 2 && gaps[gap] >= INPUT_ESCAPE_MS)
					continue;
				teardown(NULL);
				setup(NULL);
				check_torn_reply(replies[i], at, gaps[gap]);
			}
}

/* Esc and "[" alone: the Esc counts, and the rest is swallowed all the same. */
static void test_bracket_close_behind_escape(void **state)
{
	(void)state;
	typed_feed(&input, "\033[", 1000);
	assert_int_equal(typed_key(&input, 1049), 0);
	assert_int_equal(typed_key(&input, 1050), KEY_ESCAPE);
	typed_feed(&input, "?1;2c", 1100);
	assert_int_equal(typed_key(&input, 1100), 0);
	typed_feed(&input, "j", 1101);
	assert_int_equal(typed_key(&input, 1101), 'j');
}

/* A key that was torn behind its first parameter is that key still. */
static void test_torn_key_is_a_key(void **state)
{
	(void)state;
	typed_feed(&input, "\033[1;", 1000);
	assert_int_equal(typed_key(&input, 1300), 0);
	assert_int_equal(input_timeout(&input, 1300), 200);
	typed_feed(&input, "5A", 1300);
	assert_int_equal(typed_key(&input, 1300), KEY_UP_ARROW);
	typed_feed(&input, "\033[1;", 2000);
	assert_int_equal(typed_key(&input, 2500), 0);
	assert_int_equal(input_timeout(&input, 2500), -1);
	typed_feed(&input, "j", 2501);
	assert_int_equal(typed_key(&input, 2501), 'j');
}

static void test_modified_keys(void **state)
{
	static const struct {
		const char *bytes;
		uint32_t key;
	} keys[] = {
		{"\033[1;2R", KEY_FUNCTION + 3}, {"\033[1;16R", KEY_FUNCTION + 3},
		{"\033OR", KEY_FUNCTION + 3},    {"\033[R", KEY_FUNCTION + 3},
		{"\033[1;5P", KEY_FUNCTION + 1}, {"\033[15;5~", KEY_FUNCTION + 5},
		{"\033[5A", KEY_UP_ARROW},       {"\033O5A", KEY_UP_ARROW},
		{"\033O1;2S", KEY_FUNCTION + 4}, {"\033[3;5~", KEY_DELETE},
		{"\033OM", KEY_RETURN},          {"\033[1;5:1B", KEY_DOWN_ARROW},
	};
	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		typed_feed(&input, keys[i].bytes, 0);
		assert_int_equal(typed_key(&input, 0), keys[i].key);
		assert_int_equal(typed_key(&input, 0), 0);
	}
}

/* A person's Alt+key, and Esc and a key soon after. */
static void test_escape_and_what_begins_strings(void **state)
{
	static const char keys[] = "]P_^X";
	(void)state;
	for (int64_t i = 0; keys[i]; i++) {
		const char bytes[] = {'\033', keys[i], '\0'};
		int64_t now = 10000 * (i + 1);
		typed_feed(&input, bytes, now);
		assert_int_equal(typed_key(&input, now + INPUT_ESCAPE_MS), KEY_ESCAPE);
		assert_int_equal(typed_key(&input, now + INPUT_ESCAPE_MS), (uint32_t)keys[i]);
		typed_feed(&input, "1", now + 200);
		assert_int_equal(typed_key(&input, now + 200), '1');
		typed_feed(&input, "\033", now + 1000);
		assert_int_equal(typed_key(&input, now + 1060), KEY_ESCAPE);
		typed_feed(&input, bytes + 1, now + 1100);
		assert_int_equal(typed_key(&input, now + 1150), (uint32_t)keys[i]);
		typed_feed(&input, "1", now + 1250);
		assert_int_equal(typed_key(&input, now + 1250), '1');
		typed_feed(&input, bytes, now + 2000);
		typed_feed(&input, "q", now + 2001);
		assert_int_equal(typed_key(&input, now + 2001), KEY_ESCAPE);
		assert_int_equal(typed_key(&input, now + 2001), (uint32_t)keys[i]);
		assert_int_equal(typed_key(&input, now + 2001), 'q');
		assert_int_equal(typed_key(&input, now + 9000), 0);
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
		cmocka_unit_test_setup_teardown(test_replies_are_no_keys, setup, teardown),
		cmocka_unit_test_setup_teardown(test_torn_replies_are_no_keys, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bracket_close_behind_escape, setup, teardown),
		cmocka_unit_test_setup_teardown(test_torn_key_is_a_key, setup, teardown),
		cmocka_unit_test_setup_teardown(test_modified_keys, setup, teardown),
		cmocka_unit_test_setup_teardown(test_escape_and_what_begins_strings, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
