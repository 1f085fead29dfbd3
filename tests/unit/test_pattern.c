#include "core/base/pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct pattern *make(const char *text, bool smart_case)
{
	char error[200];
	size_t offset;
	struct pattern *pattern = pattern_new(text, strlen(text), smart_case, error, sizeof error, &offset);

	if (!pattern)
		fail_msg("%s: %s", text, error);
	return pattern;
}

static enum pattern_match search(const char *text, bool smart_case, const char *subject)
{
	struct pattern *pattern = make(text, smart_case);
	enum pattern_match match = pattern_search(pattern, subject, strlen(subject), NULL, NULL);

	pattern_free(pattern);
	return match;
}

static void test_finds_the_first_place(void **state)
{
	struct pattern *pattern = make("b+", false);
	size_t start = 9, end = 9;

	(void)state;
	assert_int_equal(pattern_search(pattern, "aabbbab", 7, &start, &end), PATTERN_YES);
	assert_int_equal(start, 2);
	assert_int_equal(end, 5);
	assert_int_equal(pattern_search(pattern, "aabbbab", 2, &start, &end), PATTERN_NO);
	assert_int_equal(pattern_search(pattern, "xyz", 3, NULL, NULL), PATTERN_NO);
	assert_int_equal(pattern_search(pattern, "", 0, NULL, NULL), PATTERN_NO);
	pattern_free(pattern);
	pattern_free(NULL);
}

static void test_smart_case(void **state)
{
	(void)state;
	assert_int_equal(search("bedrock", true, "AWS Bedrock"), PATTERN_YES);
	assert_int_equal(search("Bedrock", true, "aws bedrock"), PATTERN_NO);
	assert_int_equal(search("bedrock", false, "AWS Bedrock"), PATTERN_NO);
	assert_int_equal(search("\\Wbedrock", true, "AWS Bedrock"),
			 PATTERN_YES); /* \W is no upper-case letter */
	assert_int_equal(search("\\\\Bedrock", true, "\\bedrock"), PATTERN_NO); /* but this B is */
	assert_int_equal(search("\xc3\x89t\xc3\xa9", true, "\xc3\xa9t\xc3\xa9"), PATTERN_NO); /* so is this */
	assert_int_equal(search("\xc3\xa9t\xc3\xa9", true, "\xc3\x89T\xc3\x89"), PATTERN_YES);
}

static void test_utf8(void **state)
{
	(void)state;
	assert_int_equal(search("^.$", false, "\xe6\xbc\xa2"), PATTERN_YES);
	assert_int_equal(search("a", false, "a\xff"), PATTERN_NO); /* what is no UTF-8 matches nothing */
}

static void check_refused(const char *text, size_t length, size_t where)
{
	char error[200] = "";
	size_t offset = 99;

	assert_null(pattern_new(text, length, true, error, sizeof error, &offset));
	assert_int_equal(offset, where);
	assert_true(strlen(error) > 0);
}

static void test_refuses(void **state)
{
	(void)state;
	check_refused("a(b", 3, 3);
	check_refused("[z", 2, 2);
	check_refused("(*UTF)a", 7, 0);
	check_refused("(*LIMIT_MATCH=1)a", 17, 0);
	check_refused("a\\Cb", 4, 3);
	check_refused("a\xff", 2, 1);
}

/* Even a buffer that is too short for the message gets a text. */
static void test_message_is_cut(void **state)
{
	char error[6];
	size_t offset;

	(void)state;
	assert_null(pattern_new("a(b", 3, false, error, sizeof error, &offset));
	assert_true(strlen(error) > 0 && strlen(error) < sizeof error);
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Patterns that would take ages end, and say so. */
static void test_gives_up(void **state)
{
	static const char *const bad[] = {"(a+)+$",
					  "(a|aa)+$",
					  "(.*)*x",
					  "(a*)*b",
					  "^(([a-z])+.)+[A-Z]([a-z])+$",
					  "(x+x+)+y|(a?){99}a{99}b"};
	static char subject[1001];

	(void)state;
	memset(subject, 'a', 1000);
	subject[999] = '!';
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct pattern *pattern = make(bad[i], false);
		double start = seconds();
		assert_int_not_equal(pattern_search(pattern, subject, 1000, NULL, NULL), PATTERN_YES);
		assert_true(seconds() - start < 0.1);
		assert_int_equal(pattern_search(pattern, "!", 1, NULL, NULL),
				 PATTERN_NO); /* it still works */
		pattern_free(pattern);
	}
	assert_int_equal(search("(a+)+$", false, subject), PATTERN_GAVE_UP);
}

/* --- bounds ---------------------------------------------------------------------------------- */

/* Wide ranges are gone through character by character: 680 of them took 4 seconds. */
static void test_compiles_in_no_time(void **state)
{
	static const char range[] = "!-\xF4\x8F\xBF\xBF";
	static char text[4096] = "[";
	double start = seconds();
	size_t length = 1;

	(void)state;
	for (; length + sizeof range < sizeof text; length += sizeof range - 1)
		memcpy(text + length, range, sizeof range - 1);
	text[length++] = ']';
	check_refused(text, length, 0);
	assert_true(seconds() - start < 0.05);
	assert_int_equal(search("[!-\xF4\x8F\xBF\xBF]", true, "x"), PATTERN_YES);
	assert_int_equal(search("[a-z\xC3\xA0-\xC3\xBF]+-[0-9]-\\d", true, "x-1-2"), PATTERN_YES);
}

static void test_refuses_what_is_too_long(void **state)
{
	static char text[65536];

	(void)state;
	memset(text, 'a', sizeof text);
	check_refused(text, sizeof text, 0);
	check_refused("(((a{1,1000}){1,1000}){1,1000})", 31, 31);
	memset(text, '(', 200);
	memset(text + 200, ')', 200);
	check_refused(text, 400, 101);
}

static enum pattern_match search_length(const char *pattern_text, size_t length)
{
	static char text[65536];
	struct pattern *pattern = make(pattern_text, true);

	memset(text, 'a', sizeof text);
	enum pattern_match match = pattern_search(pattern, text, length, NULL, NULL);
	pattern_free(pattern);
	return match;
}

/* One item alone may go through a whole text: too long ones are not tried, but for plain text. */
static void test_long_texts(void **state)
{
	(void)state;
	assert_int_equal(search_length("a\\X+", 16384), PATTERN_YES);
	assert_int_equal(search_length("a\\X+", 16385), PATTERN_GAVE_UP);
	assert_int_equal(search_length("AA", 65536), PATTERN_NO);
	assert_int_equal(search_length("aa", 65536), PATTERN_YES);
}

static uint64_t cost_of(const char *text, const char *subject, size_t length)
{
	struct pattern *pattern = make(text, true);

	pattern_ignore_clock(pattern); /* steps are counted here, on a loaded machine too */
	assert_int_equal(pattern_cost(pattern), 0);
	pattern_search(pattern, subject, length, NULL, NULL);
	uint64_t once = pattern_cost(pattern);
	pattern_search(pattern, subject, length, NULL, NULL);
	assert_int_equal(pattern_cost(pattern), 2 * once);
	pattern_free(pattern);
	return once;
}

/* PCRE2's own words speak of an application, and do not fit beside a pattern. */
static void test_one_byte_is_refused_in_short_words(void **state)
{
	char error[128];
	size_t offset;

	(void)state;
	assert_null(pattern_new("a\\C", 3, true, error, sizeof error, &offset));
	assert_string_equal(error, "\\C is not taken");
}

static void test_cost(void **state)
{
	static char subject[1001];

	(void)state;
	memset(subject, 'a', 1000);
	assert_int_equal(cost_of("b", subject, 20), 1);
	assert_true(cost_of("a+b|c", subject, 20) > 8);
	assert_true(cost_of("a+b|c", subject, 20) < 1000);
	assert_true(cost_of("(a+)+$|b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", 36) > 20000);
}

/* With and without the clock; what is given up by steps is given up either way. */
static void test_without_clock(void **state)
{
	static char subject[1001];
	struct pattern *pattern = make("(a+)+$", false);

	(void)state;
	memset(subject, 'a', 1000);
	subject[999] = '!';
	pattern_ignore_clock(pattern);
	assert_int_equal(pattern_search(pattern, subject, 1000, NULL, NULL), PATTERN_GAVE_UP);
	assert_int_equal(pattern_search(pattern, "baa", 3, NULL, NULL), PATTERN_YES);
	pattern_free(pattern);
}

/* --- plain text ------------------------------------------------------------------------------ */

static uint32_t chance(uint32_t *state, uint32_t most)
{
	*state = *state * 1664525U + 1013904223U;
	return (*state >> 16) % most;
}

/* A few letters each, so that they meet; some of them equal others only where case does not count. */
static size_t make_text(uint32_t *state, char *out, uint32_t most)
{
	static const char *const pieces[] = {
		"a", "A", "b", "k", "K", "s", "-", "1", " ", "\xC3\xA9", "\xE2\x84\xAA", "\xC5\xBF"};
	uint32_t count = chance(state, most);
	size_t length = 0;

	for (uint32_t i = 0; i < count; i++) {
		const char *piece = pieces[chance(state, chance(state, 4) ? 9 : 12)];
		memcpy(out + length, piece, strlen(piece));
		length += strlen(piece);
	}
	out[length] = '\0';
	return length;
}

/* Plain text is searched for without PCRE2: the answers are the same as its own. */
static void test_plain_text_as_pcre2(void **state)
{
	uint32_t random = 1, found = 0;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		char text[40], whole[50] = "(?:", subject[400];
		size_t at = 0, end = 0, other_at = 0, other_end = 0;
		bool smart = i % 2;
		make_text(&random, text, 4);
		strcat(strcat(whole, text), ")");
		struct pattern *plain = make(text, smart), *full = make(whole, smart);
		size_t length = make_text(&random, subject, 40);
		enum pattern_match match = pattern_search(plain, subject, length, &at, &end);
		assert_int_equal(match, pattern_search(full, subject, length, &other_at, &other_end));
		assert_int_equal(at, other_at);
		assert_int_equal(end, other_end);
		found += match == PATTERN_YES;
		pattern_free(plain);
		pattern_free(full);
	}
	assert_in_range(found, 500, 2900);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_finds_the_first_place),
		cmocka_unit_test(test_smart_case),
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_message_is_cut),
		cmocka_unit_test(test_gives_up),
		cmocka_unit_test(test_compiles_in_no_time),
		cmocka_unit_test(test_refuses_what_is_too_long),
		cmocka_unit_test(test_long_texts),
		cmocka_unit_test(test_one_byte_is_refused_in_short_words),
		cmocka_unit_test(test_cost),
		cmocka_unit_test(test_without_clock),
		cmocka_unit_test(test_plain_text_as_pcre2),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
