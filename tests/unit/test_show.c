#include "tui/show.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void names_are_cut_between_characters(void **state)
{
	(void)state;
	assert_string_equal(show_name("Rupees", 6).text, "Rupees");
	assert_string_equal(show_name("Indian Rupees", 9).text, "Indi…pees");
	assert_string_equal(show_name("人民元", 6).text, "人民元");
	assert_string_equal(show_name("人民元", 5).text, "人…元");
	assert_string_equal(show_name("人民元", 4).text, "人…");
	assert_string_equal(show_name("", 4).text, "");
}

/* A label may be as long as a text of the file, in bytes or in characters without a column. */
static void long_names_end(void **state)
{
	size_t length = 60000;
	char *name = malloc(length + 1);
	(void)state;
	for (size_t i = 0; i < length; i += 2)
		memcpy(name + i, "\xCC\x81", 2); /* a combining accent */
	name[length] = '\0';
	assert_true(strlen(show_name(name, 20).text) < sizeof(struct shown_name));
	memset(name, 'x', length);
	assert_string_equal(show_name(name, 5).text, "xx…xx");
	memset(name, '\x80', length);
	assert_true(strlen(show_name(name, 5).text) < sizeof(struct shown_name));
	free(name);
}

/* Columns, not characters: wide ones take two. */
static void columns_are_filled_up(void **state)
{
	struct shown shown = {"4 人民元"};
	(void)state;
	assert_string_equal(show_left(shown, 10).text, "4 人民元  ");
	assert_string_equal(show_right(shown, 9).text, " 4 人民元");
	assert_string_equal(show_left((struct shown){"−9k"}, 4).text, "−9k ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_cut_between_characters),
		cmocka_unit_test(long_names_end),
		cmocka_unit_test(columns_are_filled_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
