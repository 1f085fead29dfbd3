#include "core/base/literal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool takes(const char *pattern, bool caseless)
{
	struct literal literal;
	bool taken = literal_init(&literal, pattern, strlen(pattern), caseless);

	assert_int_equal(literal.length, taken ? strlen(pattern) : 0);
	return taken;
}

static void only_plain_text_is_taken(void **state)
{
	char each[] = "a?b";

	(void)state;
	assert_true(takes("c9876", true));
	assert_true(takes("team-2 / #]}~", false));
	assert_false(takes("", false));
	assert_false(takes("\xC3\xA9", false));
	assert_false(takes("a\tb", false));
	for (const char *meta = "\\^$.[|()?*+{"; *meta; meta++) {
		each[1] = *meta;
		assert_false(takes(each, false));
	}
}

static void a_long_one_is_not_taken(void **state)
{
	char text[LITERAL_MOST + 2];

	(void)state;
	memset(text, 'a', sizeof text);
	text[LITERAL_MOST + 1] = '\0';
	assert_false(takes(text, false));
	text[LITERAL_MOST] = '\0';
	assert_true(takes(text, false));
}

static void only_ascii_suits(void **state)
{
	char text[40];

	(void)state;
	assert_true(literal_suits("", 0));
	for (size_t at = 0; at < sizeof text; at++) {
		memset(text, '~', sizeof text);
		text[at] = (char)0x80;
		assert_false(literal_suits(text, sizeof text));
		assert_true(literal_suits(text, at));
	}
}

static size_t find(const char *pattern, bool caseless, const char *text)
{
	struct literal literal;

	assert_true(literal_init(&literal, pattern, strlen(pattern), caseless));
	return literal_find(&literal, text, strlen(text));
}

static void the_first_place_is_found(void **state)
{
	(void)state;
	assert_int_equal(find("ab", false, "aab ab"), 1);
	assert_int_equal(find("ab", false, "aAB"), 3);
	assert_int_equal(find("ab", true, "aAB"), 1);
	assert_int_equal(find("aB", true, "xaab"), 2);
	assert_int_equal(find("12", true, "1112"), 2);
	assert_int_equal(find("ab", false, "a"), 1);
	assert_int_equal(find("ab", true, ""), 0);
	assert_int_equal(find("abc", false, "ababc"), 2);
}

/* '[' is not the lower case of anything, nor '{' of '['. */
static void signs_have_no_case(void **state)
{
	(void)state;
	assert_int_equal(find("@", true, "`"), 1);
	assert_int_equal(find("]", true, "}"), 1);
	assert_int_equal(find("z", true, "Z"), 0);
	assert_int_equal(find("A", true, "a"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_plain_text_is_taken), cmocka_unit_test(a_long_one_is_not_taken),
		cmocka_unit_test(only_ascii_suits),         cmocka_unit_test(the_first_place_is_found),
		cmocka_unit_test(signs_have_no_case),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
