#include "core/base/pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_finds_the_first_place),
		cmocka_unit_test(test_smart_case),
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_message_is_cut),
		cmocka_unit_test(test_gives_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
