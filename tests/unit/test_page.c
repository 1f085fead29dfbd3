#include "tui/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static void words_are_wrapped_and_hang(void **state)
{
	struct page page;
	(void)state;
	page_init(&page, 20, false);
	page_text(&page, 1, ROLE_TEXT, "one two three four five six %d", 7);
	assert_int_equal(page.count, 2);
	assert_string_equal(page.lines[0].left, "one two three four");
	assert_int_equal(page.lines[0].indent, 1);
	assert_string_equal(page.lines[1].left, "five six 7");
	assert_int_equal(page.lines[1].indent, 3);
	page_clear(&page);
}

static void a_word_longer_than_a_line_is_broken(void **state)
{
	struct page page;
	(void)state;
	page_init(&page, 16, false);
	page_text(&page, 0, ROLE_TEXT, "abcdefghijklmnopqrstuvwxyz");
	assert_int_equal(page.count, 2);
	assert_string_equal(page.lines[0].left, "abcdefghijklmnop");
	assert_string_equal(page.lines[1].left, "qrstuvwxyz");
	page_clear(&page);
}

/* Wide characters count as two columns, and none is torn. */
static void columns_count_and_not_bytes(void **state)
{
	struct page page;
	(void)state;
	page_init(&page, 16, false);
	page_text(&page, 0, ROLE_TEXT, "漢字漢字漢字漢字漢");
	assert_int_equal(page.count, 2);
	assert_string_equal(page.lines[0].left, "漢字漢字漢字漢字");
	assert_string_equal(page.lines[1].left, "漢");
	page_clear(&page);
}

/* A combining mark takes no column: with a look back from each of them this would take minutes. */
static void a_line_of_marks_takes_no_time(void **state)
{
	enum { MARKS = 200000 };
	struct page page;
	char *text = malloc(2 * MARKS + 1);
	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < MARKS; i++)
		memcpy(text + 2 * i, "\xCC\x81", 2);
	text[2 * MARKS] = '\0';
	page_init(&page, 20, false);
	clock_t before = clock();
	page_text(&page, 0, ROLE_TEXT, "%s", text);
	assert_true(clock() - before < CLOCKS_PER_SEC);
	assert_int_equal(page.count, 1);
	page_clear(&page);
	free(text);
}

/* What the grid shows a stand-in for takes a column. */
static void stand_ins_count(void **state)
{
	struct page page;
	(void)state;
	page_init(&page, 16, false);
	page_text(&page, 0, ROLE_TEXT,
		  "\xE2\x80\xAE\xE2\x80\xAE"
		  "abcdefghijklmnop");
	assert_int_equal(page.count, 2);
	assert_string_equal(page.lines[1].left, "op");
	page_text(&page, 0, ROLE_TEXT,
		  "\xFF\xFF"
		  "abcdefghijklmnop");
	assert_int_equal(page.count, 4);
	assert_string_equal(page.lines[3].left, "op");
	page_clear(&page);
}

static void an_empty_text_is_an_empty_line(void **state)
{
	struct page page;
	(void)state;
	page_init(&page, 40, false);
	page_text(&page, 0, ROLE_TEXT, "%s", "");
	page_heading(&page, "Head");
	assert_int_equal(page.count, 3);
	assert_string_equal(page.lines[0].left, "");
	assert_string_equal(page.lines[2].left, "Head");
	assert_int_equal(page.lines[2].role, ROLE_TITLE);
	page_clear(&page);
}

/* Beside each other where both fit, else below each other, else wrapped: never cut. */
static void a_pair_that_is_told_whole_takes_the_lines_it_needs(void **state)
{
	struct page page;
	(void)state;
	page_init(&page, 30, false);
	page_whole(&page, 1, ROLE_TEXT, "Archive: monthly", "31,000 USD");
	assert_int_equal(page.count, 1);
	assert_string_equal(page.lines[0].right, "31,000 USD");
	page_whole(&page, 1, ROLE_TEXT, "Archive on Object Store: monthly", "31,000 USD");
	assert_int_equal(page.count, 4);
	assert_string_equal(page.lines[1].left, "Archive on Object Store:");
	assert_string_equal(page.lines[2].left, "monthly");
	assert_string_equal(page.lines[3].right, "31,000 USD");
	page_whole(&page, 1, ROLE_TEXT, "Range", "1,200,000 · 2,400,000 · 5,000,000 USD");
	assert_int_equal(page.count, 7);
	assert_string_equal(page.lines[4].left, "Range");
	assert_string_equal(page.lines[5].left, "1,200,000 · 2,400,000 ·");
	assert_null(page.lines[5].right);
	assert_string_equal(page.lines[6].left, "5,000,000 USD");
	page_link_from(&page, 4, 9);
	assert_int_equal(page.lines[3].link, PAGE_NOWHERE);
	assert_int_equal(page.lines[4].link, 9);
	assert_int_equal(page.lines[6].link, 9);
	page_heading(&page, "A heading that is longer than a line");
	assert_string_equal(page.lines[8].left, "A heading that is longer than");
	assert_string_equal(page.lines[9].left, "a line");
	assert_int_equal(page.lines[9].role, ROLE_TITLE);
	page_clear(&page);
}

static void a_figure_stands_at_the_right_end_and_is_whole(void **state)
{
	struct page page;
	struct grid grid;
	struct str text;
	(void)state;
	page_init(&page, 20, false);
	str_init(&text);
	grid_init(&grid, 20, 1, false);
	page_pair(&page, 1, ROLE_TEXT, "a name that is far too long", "1.24M");
	page_link_from(&page, 0, 42);
	assert_int_equal(page.lines[0].link, 42);
	page_draw_line(&page, &grid, 0, 0, 20, 0);
	grid_text(&grid, &text);
	assert_string_equal(text.data, " a name…o long 1.24M\n");
	str_clear(&text);
	grid_clear(&grid);
	page_clear(&page);
}

/* An arrow is two columns wide in ASCII. */
static void test_lines_are_as_wide_as_they_are_put(void **state)
{
	(void)state;
	for (int ascii = 0; ascii < 2; ascii++) {
		struct page page;
		page_init(&page, 20, ascii);
		page_text(&page, 0, ROLE_TEXT, "%s", "from alpha → to beta");
		assert_int_equal(page.count, 1 + ascii);
		page_clear(&page);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_are_as_wide_as_they_are_put),
		cmocka_unit_test(words_are_wrapped_and_hang),
		cmocka_unit_test(a_word_longer_than_a_line_is_broken),
		cmocka_unit_test(columns_count_and_not_bytes),
		cmocka_unit_test(a_line_of_marks_takes_no_time),
		cmocka_unit_test(stand_ins_count),
		cmocka_unit_test(an_empty_text_is_an_empty_line),
		cmocka_unit_test(a_pair_that_is_told_whole_takes_the_lines_it_needs),
		cmocka_unit_test(a_figure_stands_at_the_right_end_and_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
