#include "core/exchange/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <string.h>

#include <cmocka.h>

static void expect_cell(const char *name, int width, bool ascii, const char *cell)
{
	struct str out;
	struct text text = {.out = &out, .ascii = ascii};

	str_init(&out);
	text_cell(&text, name, width);
	assert_string_equal(out.data, cell);
	assert_int_equal(text.column, width);
	str_clear(&out);
}

static void cells_are_cut_in_the_middle(void **state)
{
	(void)state;
	expect_cell("abc", 5, false, "abc  ");
	expect_cell("abcdefghij", 10, false, "abcdefghij");
	expect_cell("abcdefghijk", 10, false, "abcde…hijk");
	expect_cell("abcdefghijk", 10, true, "abcd...ijk");
	expect_cell("abcdef", 3, true, "abc");
	expect_cell("", 2, true, "  ");
	/* Two columns a character: what would not fit whole is a blank. */
	expect_cell("日本語日本語", 7, false, "日…語  ");
	expect_cell("a\x1b[31m", 6, true, "a?[31m");
}

static void text_breaks_only_where_it_must(void **state)
{
	struct str out;
	struct text text = {.out = &out, .ascii = true};

	(void)state;
	str_init(&out);
	text_cell(&text, "  one", 70);
	text_fit(&text, 10, 4);
	text_add(&text, "fits");
	text_fit(&text, 10, 4);
	text_add(&text, "next");
	text_fit(&text, 200, 8);
	text_add(&text, "-at the start nothing is broken");
	assert_non_null(strstr(out.data, "fits\n    next-at"));
	str_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_cut_in_the_middle),
		cmocka_unit_test(text_breaks_only_where_it_must),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
