/* What a line tears, loses or makes up. */
#include "tests/unit/typed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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

/* --- what never ends ------------------------------------------------------------------------- */

/* How long someone who types each so many ms, from 100 ms on, has to wait for the first key. */
static int64_t first_key_after(int each_ms)
{
	struct event event;
	for (int64_t now = 100; now < 60000; now += each_ms) {
		if (input_next(&input, now, &event))
			assert_int_equal(event.kind, EVENT_PASTE);
		typed_feed(&input, "j", now);
		if (typed_key(&input, now) == 'j')
			return now;
	}
	return -1;
}

static void test_string_without_end(void **state)
{
	(void)state;
	typed_feed(&input, "\033]11;rgb:1e1e", 0);
	assert_int_equal(typed_key(&input, 0), 0);
	assert_int_equal(input_timeout(&input, 100), INPUT_TORN_MS - 100);
	assert_int_equal(typed_key(&input, INPUT_TORN_MS - 1), 0);
	assert_int_equal(typed_key(&input, INPUT_TORN_MS), 0);
	assert_int_equal(input_timeout(&input, INPUT_TORN_MS), -1);
	typed_feed(&input, "j", INPUT_TORN_MS);
	assert_int_equal(typed_key(&input, INPUT_TORN_MS), 'j');
}

static void test_string_without_end_and_one_who_types(void **state)
{
	static const int each_ms[] = {30, 100, 200, 400};
	(void)state;
	for (size_t i = 0; i < sizeof each_ms / sizeof *each_ms; i++) {
		teardown(NULL);
		setup(NULL);
		typed_feed(&input, "\033P1$r", 0);
		int64_t waited = first_key_after(each_ms[i]);
		assert_in_range(waited, INPUT_TORN_MS, 2 * INPUT_TORN_MS);
	}
}

/* No reply holds them. */
static void test_controls_end_a_string(void **state)
{
	(void)state;
	typed_feed(&input, "\033]11;rgb\r", 0);
	assert_int_equal(typed_key(&input, 0), KEY_RETURN);
	typed_feed(&input, "\033]11;rgb\003", 0);
	assert_int_equal(typed_key(&input, 0), 3);
	typed_feed(&input, "\033]11;rgb\x7f", 0);
	assert_int_equal(typed_key(&input, 0), KEY_ERASE);
	typed_feed(&input, "\033]11;rgb\033[B", 0);
	assert_int_equal(typed_key(&input, 0), KEY_DOWN_ARROW);
	typed_feed(&input, "\033]11;rgb\033", 0);
	assert_int_equal(typed_key(&input, INPUT_TORN_MS - 1), 0);
	assert_int_equal(typed_key(&input, INPUT_TORN_MS), KEY_ESCAPE);
	typed_feed(&input, "\033[12\033[B", 1000);
	assert_int_equal(typed_key(&input, 1000), KEY_DOWN_ARROW);
	typed_feed(&input, "\033O\rj", 1000);
	assert_int_equal(typed_key(&input, 1000), KEY_RETURN);
	assert_int_equal(typed_key(&input, 1000), 'j');
}

/* As long as they come, replies are one, however long. */
static void test_long_string(void **state)
{
	int64_t now = 0;
	(void)state;
	typed_feed(&input, "\033]52;c;", now);
	for (int i = 0; i < 3000; i++) {
		typed_feed(&input, "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", now += 200);
		assert_int_equal(typed_key(&input, now), 0);
	}
	typed_feed(&input, "\033", now += 200);
	assert_int_equal(typed_key(&input, now), 0);
	typed_feed(&input, "\\j", now += 200);
	assert_int_equal(typed_key(&input, now), 'j');
}

static void test_overlong_sequence(void **state)
{
	char bytes[3000] = "\033[";
	(void)state;
	memset(bytes + 2, '7', sizeof bytes - 2);
	for (size_t length = 30; length < sizeof bytes; length += 41) {
		input_feed(&input, bytes, length, 0);
		assert_int_equal(typed_key(&input, 0), 0);
		typed_feed(&input, "7777777777;33", 1);
		assert_int_equal(typed_key(&input, 1), 0);
		typed_feed(&input, "Aj", 2);
		uint32_t key = typed_key(&input, 2);
		assert_int_equal(key == KEY_UP_ARROW ? typed_key(&input, 2) : key, 'j');
		assert_int_equal(typed_key(&input, 9000), 0);
	}
	input_feed(&input, bytes, sizeof bytes, 10000);
	assert_int_equal(typed_key(&input, 10000), 0);
	assert_int_equal(typed_key(&input, 10500), 0);
	typed_feed(&input, "j", 10501);
	assert_int_equal(typed_key(&input, 10501), 'j');
}

/* --- pastes that end in no good order --------------------------------------------------------- */

static void next_paste(int64_t now_ms, const char *text)
{
	struct event event = {.kind = EVENT_NONE};
	assert_true(input_next(&input, now_ms, &event));
	assert_int_equal(event.kind, EVENT_PASTE);
	assert_string_equal(event.text, text);
}

static void test_paste_without_end(void **state)
{
	static const char *const tails[] = {"", "\033", "\033[20", "\033[201"};
	(void)state;
	for (int64_t i = 0; i < 4; i++) {
		int64_t now = 10000 * i;
		typed_feed(&input, "\033[200~some", now);
		typed_feed(&input, tails[i], now);
		assert_int_equal(typed_key(&input, now + INPUT_PASTE_MS - 1), 0);
		assert_int_equal(input_timeout(&input, now + INPUT_PASTE_MS - 1), 1);
		next_paste(now + INPUT_PASTE_MS, "some");
		assert_int_equal(typed_key(&input, now + INPUT_PASTE_MS), 0);
		assert_int_equal(input_timeout(&input, now + INPUT_PASTE_MS), -1);
		typed_feed(&input, "j\033[201~k", now + 4000);
		assert_int_equal(typed_key(&input, now + 4000), 'j');
		assert_int_equal(typed_key(&input, now + 4000), 'k');
	}
}

static void test_paste_without_end_and_one_who_types(void **state)
{
	static const int each_ms[] = {30, 100, 200, 1000};
	(void)state;
	for (size_t i = 0; i < sizeof each_ms / sizeof *each_ms; i++) {
		teardown(NULL);
		setup(NULL);
		typed_feed(&input, "\033[200~some", 0);
		int64_t waited = first_key_after(each_ms[i]);
		assert_in_range(waited, INPUT_PASTE_MS, INPUT_PASTE_MS + 2000);
	}
}

/* A line that stops again and again delivers one paste, of a character at a time, too. */
static void test_slow_paste(void **state)
{
	int64_t now = 0;
	(void)state;
	typed_feed(&input, "\033[200~", now);
	for (int i = 0; i < 100; i++) {
		char piece[401];
		memset(piece, 'q', 400);
		piece[400] = '\0';
		typed_feed(&input, piece, now += i % 2 ? 100 : 2900);
		assert_int_equal(typed_key(&input, now), 0);
	}
	for (int i = 0; i < 1000; i++) {
		typed_feed(&input, "q", now += 9);
		assert_int_equal(typed_key(&input, now), 0);
	}
	typed_feed(&input, "\033[201~", now += 2000);
	struct event event;
	assert_true(input_next(&input, now, &event));
	assert_int_equal(event.kind, EVENT_PASTE);
	assert_int_equal(strlen(event.text), 41000);
}

static void test_pastes_of_nothing_and_of_nul(void **state)
{
	(void)state;
	typed_feed(&input, "\033[200~old\033[201~", 0);
	next_paste(0, "old");
	typed_feed(&input, "\033[200~\033[201~", 0);
	next_paste(0, "");
	input_feed(&input, "\033[200~a\0b\033[201~", 15, 0);
	next_paste(0, "a b");
}

/* The beginning of a paste is not lost where it was torn from its Esc. */
static void test_torn_beginning_of_a_paste(void **state)
{
	(void)state;
	typed_feed(&input, "\033", 0);
	assert_int_equal(typed_key(&input, 60), KEY_ESCAPE);
	typed_feed(&input, "[200~q\033[201~", 70);
	next_paste(70, "q");
}

/* --- anything -------------------------------------------------------------------------------- */

static void test_characters_torn_anywhere(void **state)
{
	static const struct {
		const char *bytes;
		uint32_t point;
	} all[] = {{"\xc3\xa9", 0xE9}, {"\xe2\x82\xac", 0x20AC}, {"\xf0\x9f\x98\x80", 0x1F600}};
	int64_t now = 0;
	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		for (size_t at = 1; at < strlen(all[i].bytes); at++) {
			input_feed(&input, all[i].bytes, at, now);
			assert_int_equal(typed_key(&input, now + 400), 0);
			typed_feed(&input, all[i].bytes + at, now + 400);
			assert_int_equal(typed_key(&input, now + 400), all[i].point);
			input_feed(&input, all[i].bytes, at, now += 1000);
			typed_feed(&input, "q", now);
			assert_int_equal(typed_key(&input, now), 'q');
			input_feed(&input, all[i].bytes, at, now += 1000);
			assert_int_equal(typed_key(&input, now + INPUT_TORN_MS), 0);
			assert_int_equal(input_timeout(&input, now + INPUT_TORN_MS), -1);
		}
}

/* Takes all events that are certain; none is a key that is no code point. */
static void take_certain(int64_t now_ms)
{
	struct event event;
	while (input_next(&input, now_ms, &event))
		if (event.kind == EVENT_KEY)
			assert_true(event.key && event.key <= KEY_FUNCTION + 12);
	assert_true(input_timeout(&input, now_ms) <= INPUT_PASTE_MS);
}

/* Lets time decide until nothing waits; then keys are keys. Returns the time. */
static int64_t wait_for_keys(int64_t now_ms)
{
	int64_t began = now_ms;
	take_certain(now_ms);
	for (int rest; (rest = input_timeout(&input, now_ms)) >= 0; take_certain(now_ms))
		now_ms += rest;
	assert_true(now_ms - began <= INPUT_PASTE_MS + INPUT_TORN_MS);
	now_ms += INPUT_TORN_MS + 1; /* behind an Esc */
	typed_feed(&input, "j", now_ms);
	assert_int_equal(typed_key(&input, now_ms), 'j');
	assert_int_equal(typed_key(&input, now_ms), 0);
	assert_int_equal(input_timeout(&input, now_ms), -1);
	return now_ms + 1;
}

static void test_any_bytes_behind_escape(void **state)
{
	int64_t now = 0;
	(void)state;
	for (int first = 0; first < 256; first++)
		for (int second = -1; second < 256; second++) {
			const char bytes[] = {'\033', (char)first, (char)second};
			input_feed(&input, bytes, second < 0 ? 2 : 3, now);
			now = wait_for_keys(now);
		}
}

/* In any pieces and at any times. */
static void test_random_bytes(void **state)
{
	static const char often[] = "\033\033[O<;0123~AMm]P_^X\\\007>$G";
	uint32_t seed = 12345;
	int64_t now = 0;
	(void)state;
	for (int round = 0; round < 100000; round++) {
		char bytes[8];
		seed = seed * 1664525u + 1013904223u;
		size_t length = (seed >> 28) % 7 + 1;
		for (size_t i = 0; i < length; i++) {
			seed = seed * 1664525u + 1013904223u;
			bytes[i] = (seed >> 24) % 3 ? often[(seed >> 16) % (sizeof often - 1)]
						    : (char)(seed >> 8);
		}
		now += (seed >> 12) % 8 ? 7 : 77;
		input_feed(&input, bytes, length, now);
		take_certain(now);
		if (round % 16 == 0)
			now = wait_for_keys(now);
	}
}

/* What comes of bytes that are fed piece by piece, as text. */
static void decode(const char *bytes, size_t length, size_t piece, struct str *out)
{
	struct input other;
	struct event event;
	input_init(&other);
	for (size_t at = 0; at < length; at += piece) {
		input_feed(&other, bytes + at, length - at < piece ? length - at : piece, 0);
		while (input_next(&other, 0, &event))
			str_print(out, "%d %u %d %d %d %s\n", (int)event.kind, (unsigned)event.key, event.x,
				  event.y, (int)event.button, event.text ? event.text : "");
	}
	input_clear(&other);
}

/* Where no time passes it is all the same how the bytes were read; but for strings that only their end tells.
 */
static void test_pieces_do_not_show(void **state)
{
	static const char often[] = "\033\033\033[[[O<;;0123~AMmR]P_^XG2>$?h\xc3\xa9";
	static const char *const words[] = {"\033[200~", "\033[201~", "\033]11;", "\033P>|", "\033[<0;3;4M"};
	uint32_t seed = 99;
	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct str bytes, whole, parts;
		str_init(&bytes);
		str_init(&whole);
		str_init(&parts);
		for (int i = 0; i < 24; i++) {
			seed = seed * 1664525u + 1013904223u;
			if ((seed >> 24) % 8 == 0)
				str_add_text(&bytes, words[(seed >> 16) % 5]);
			else
				str_add_char(&bytes, often[(seed >> 16) % (sizeof often - 1)]);
		}
		decode(bytes.data, bytes.length, bytes.length, &whole);
		decode(bytes.data, bytes.length, 1 + (seed >> 28) % 3, &parts);
		assert_string_equal(parts.data ? parts.data : "", whole.data ? whole.data : "");
		str_clear(&bytes);
		str_clear(&whole);
		str_clear(&parts);
	}
}

/* Each letter may begin a string; its end is not looked for from every one of them. */
static void test_many_letters_take_no_longer_each(void **state)
{
	enum { MANY = 1 << 18, MOST_S = 5 };
	struct input many;
	struct event event;
	char *bytes = malloc(MANY);
	size_t keys = 0;
	clock_t begun = clock();
	(void)state;
	assert_non_null(bytes);
	memset(bytes, 'P', MANY);
	input_init(&many);
	input_feed(&many, bytes, MANY, 0);
	while (input_next(&many, 0, &event))
		keys += event.key == 'P';
	assert_int_equal(keys, MANY);
	assert_true((clock() - begun) / CLOCKS_PER_SEC < MOST_S);
	input_clear(&many);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_string_without_end, setup, teardown),
		cmocka_unit_test_setup_teardown(test_string_without_end_and_one_who_types, setup, teardown),
		cmocka_unit_test_setup_teardown(test_controls_end_a_string, setup, teardown),
		cmocka_unit_test_setup_teardown(test_long_string, setup, teardown),
		cmocka_unit_test_setup_teardown(test_overlong_sequence, setup, teardown),
		cmocka_unit_test_setup_teardown(test_paste_without_end, setup, teardown),
		cmocka_unit_test_setup_teardown(test_paste_without_end_and_one_who_types, setup, teardown),
		cmocka_unit_test_setup_teardown(test_slow_paste, setup, teardown),
		cmocka_unit_test_setup_teardown(test_pastes_of_nothing_and_of_nul, setup, teardown),
		cmocka_unit_test_setup_teardown(test_torn_beginning_of_a_paste, setup, teardown),
		cmocka_unit_test_setup_teardown(test_characters_torn_anywhere, setup, teardown),
		cmocka_unit_test_setup_teardown(test_any_bytes_behind_escape, setup, teardown),
		cmocka_unit_test_setup_teardown(test_random_bytes, setup, teardown),
		cmocka_unit_test(test_pieces_do_not_show),
		cmocka_unit_test(test_many_letters_take_no_longer_each),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
