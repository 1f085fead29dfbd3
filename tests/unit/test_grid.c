#include "tui/grid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct str out;

static const char *text_of(const struct grid *grid)
{
	out.length = 0;
	grid_text(grid, &out);
	return out.data;
}

static int teardown(void **state)
{
	(void)state;
	str_clear(&out);
	return 0;
}

static void test_put_clips(void **state)
{
	struct grid grid;
	(void)state;
	grid_init(&grid, 5, 2, false);
	assert_int_equal(grid_put(&grid, 3, 0, 10, "abcdef", ROLE_TEXT), 6);
	assert_int_equal(grid_put(&grid, 0, 1, 2, "abcdef", ROLE_TEXT), 2);
	grid_put(&grid, -2, 1, 10, "xy", ROLE_TEXT);
	grid_put(&grid, 0, 7, 10, "below", ROLE_TEXT);
	assert_string_equal(text_of(&grid), "   ab\nab\n");
	grid_clear(&grid);
}

static void test_untrusted_text_is_made_visible(void **state)
{
	struct grid grid;
	(void)state;
	grid_init(&grid, 12, 1, false);
	grid_put(&grid, 0, 0, 12,
		 "a\033[31m\n\xff\xe2\x80\xae"
		 "b",
		 ROLE_TEXT);
	assert_string_equal(text_of(&grid), "a\xef\xbf\xbd[31m\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
					    "b\n");
	grid.ascii = true;
	grid_put(&grid, 0, 0, 12,
		 "a\033[31m\n\xff\xe2\x80\xae"
		 "b",
		 ROLE_TEXT);
	assert_string_equal(text_of(&grid), "a?[31m???b\n");
	grid_clear(&grid);
}

static void test_cut_keeps_both_ends(void **state)
{
	struct grid grid;
	(void)state;
	grid_init(&grid, 9, 1, false);
	grid_put_cut(&grid, 0, 0, 9, "assistant-for-support", ROLE_TEXT);
	assert_string_equal(text_of(&grid), "assi…port\n");
	grid_put_cut(&grid, 0, 0, 9, "short", ROLE_TEXT);
	assert_string_equal(text_of(&grid), "short\n");
	grid_put_cut(&grid, 0, 0, 1, "short", ROLE_TEXT);
	assert_int_equal(grid.cells[0].point, 0x2026);
	grid_clear(&grid);
}

/* "a → b" keeps its arrow: without it one cannot say where one name ends and the other begins. */
static void test_cut_of_a_move_keeps_its_arrow(void **state)
{
	static const char *const move = "[x] assistant → Claude on Vertex";
	struct grid grid;
	(void)state;
	grid_init(&grid, 32, 1, false);
	grid_put_move(&grid, 0, 0, 32, move, ROLE_TEXT);
	assert_string_equal(text_of(&grid), "[x] assistant → Claude on Vertex\n");
	grid_fill(&grid, 0, 0, 32, 1, ROLE_TEXT);
	grid_put_move(&grid, 0, 0, 28, move, ROLE_TEXT);
	assert_string_equal(text_of(&grid), "[x] assistant → Claude…ertex\n");
	grid_fill(&grid, 0, 0, 32, 1, ROLE_TEXT);
	grid_put_move(&grid, 0, 0, 20, move, ROLE_TEXT);
	assert_string_equal(text_of(&grid), "[x] ass…nt → Cla…tex\n");
	grid_fill(&grid, 0, 0, 32, 1, ROLE_TEXT);
	grid_put_move(&grid, 0, 0, 12, move, ROLE_TEXT);
	assert_string_equal(text_of(&grid), "[x] assi…ant\n");
	grid_put_move(&grid, 0, 0, 20, "a → Claude Sonnet 5 on Vertex", ROLE_TEXT);
	assert_string_equal(text_of(&grid), "a → Claude S… Vertex\n");
	grid_put_move(&grid, 0, 0, 20, "assistant-for-support", ROLE_TEXT);
	assert_string_equal(text_of(&grid), "assistant-…r-support\n");
	grid.ascii = true;
	grid_put_move(&grid, 0, 0, 20, move, ROLE_TEXT);
	assert_string_equal(text_of(&grid), "[x] ass~nt -> Cla~ex\n");
	grid_clear(&grid);
}

static void test_cut_never_tears_wide_characters(void **state)
{
	struct grid grid;
	(void)state;
	for (int width = 1; width < 12; width++) {
		grid_init(&grid, 14, 1, false);
		grid_put(&grid, width, 0, 1, "|", ROLE_TEXT);
		grid_put_cut(&grid, 0, 0, width, "日本語テキスト", ROLE_TEXT);
		assert_int_equal(grid.cells[width].point, '|');
		grid_clear(&grid);
	}
}

static void test_wide_character_overwritten_in_half(void **state)
{
	struct grid grid;
	(void)state;
	grid_init(&grid, 6, 1, false);
	grid_put(&grid, 0, 0, 6, "日本", ROLE_TEXT);
	grid_put(&grid, 1, 0, 1, "x", ROLE_TEXT);
	assert_string_equal(text_of(&grid), " x本\n");
	grid_put(&grid, 2, 0, 1, "y", ROLE_TEXT);
	assert_string_equal(text_of(&grid), " xy\n");
	grid_put(&grid, 5, 0, 6, "日", ROLE_TEXT);
	assert_string_equal(text_of(&grid), " xy\n");
	grid_clear(&grid);
}

static void test_figures_are_never_cut(void **state)
{
	struct grid grid;
	(void)state;
	grid_init(&grid, 8, 1, false);
	grid_put_right(&grid, 0, 0, 8, "412k", ROLE_TEXT);
	assert_string_equal(text_of(&grid), "    412k\n");
	grid_put_right(&grid, 0, 0, 3, "412k", ROLE_TEXT);
	assert_string_equal(text_of(&grid), "### 412k\n");
	grid_clear(&grid);
}

static void test_box_and_title(void **state)
{
	struct grid grid;
	(void)state;
	grid_init(&grid, 20, 3, false);
	grid_box(&grid, 0, 0, 20, 3, "Providers", "3/41", true);
	assert_string_equal(text_of(&grid), "┌ Providers ───────┐\n"
					    "│                  │\n"
					    "└─────────── 3/41 ─┘\n");
	grid_clear(&grid);
}

/* The cursor is `>`; no sign of ours looks like it. */
static void test_signs_in_ascii_are_told_apart(void **state)
{
	struct grid grid;
	(void)state;
	grid_init(&grid, 24, 1, true);
	assert_int_equal(grid_text_width(&grid, "▸a → b"), 7);
	assert_int_equal(grid_put(&grid, 0, 0, 24, "▸a → b", ROLE_TEXT), 7);
	assert_string_equal(text_of(&grid), "+a -> b\n");
	grid_fill(&grid, 0, 0, 24, 1, ROLE_TEXT);
	grid_put(&grid, 0, 0, 24, "▾a←b ≥ c ≤ d", ROLE_TEXT);
	assert_string_equal(text_of(&grid), "-a<-b >= c <= d\n");
	grid_fill(&grid, 0, 0, 24, 1, ROLE_TEXT);
	grid_put_right(&grid, 0, 0, 8, "62→100%", ROLE_TEXT);
	grid_put(&grid, 9, 0, 2, "a→", ROLE_TEXT); /* half an arrow is none */
	grid_put(&grid, 23, 0, 9, "→", ROLE_TEXT); /* at the edge: what there is room for */
	assert_string_equal(text_of(&grid), "62->100% a             -\n");
	for (uint32_t point = 0x80; point < 0x3000; point++) {
		assert_string_not_equal(grid_ascii(point), ">");
		assert_int_equal(grid_columns(point, true) > 2, 0);
	}
	grid_clear(&grid);
}

static void test_box_in_ascii_is_ascii(void **state)
{
	struct grid grid;
	(void)state;
	grid_init(&grid, 20, 4, true);
	grid_box(&grid, 0, 0, 20, 4, "Tree ▸ ↻ → …", "é", false);
	grid_bar(&grid, 1, 1, 10, 0.55, ROLE_BAR);
	grid_column(&grid, 15, 2, 2, 0.8, ROLE_BAR);
	for (int i = 0; i < 80; i++)
		assert_true(grid.cells[i].point < 0x80);
	grid_clear(&grid);
}

static void test_bar_by_eighths(void **state)
{
	struct grid grid;
	(void)state;
	grid_init(&grid, 4, 1, false);
	grid_bar(&grid, 0, 0, 4, 0.5 + 3 / 32.0, ROLE_BAR);
	assert_string_equal(text_of(&grid), "██▍\n");
	grid_bar(&grid, 0, 0, 4, 7, ROLE_BAR);
	assert_string_equal(text_of(&grid), "████\n");
	grid_bar(&grid, 0, 0, 4, -1, ROLE_BAR);
	assert_string_equal(text_of(&grid), "\n");
	grid_bar(&grid, 0, 0, 4, 0.0 / 0.0 * 0, ROLE_BAR);
	assert_string_equal(text_of(&grid), "\n");
	grid_clear(&grid);
}

static void test_column_by_eighths(void **state)
{
	struct grid grid;
	(void)state;
	grid_init(&grid, 1, 3, false);
	grid_column(&grid, 0, 2, 3, 1.5 / 3, ROLE_BAR);
	assert_string_equal(text_of(&grid), "\n▄\n█\n");
	grid_clear(&grid);
}

static void test_combining_mark_joins_its_letter(void **state)
{
	struct grid grid;
	(void)state;
	grid_init(&grid, 4, 1, false);
	assert_int_equal(grid_put(&grid, 0, 0, 4, "e\xcc\x81x", ROLE_TEXT), 2);
	assert_string_equal(text_of(&grid), "e\xcc\x81x\n");
	grid_clear(&grid);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_put_clips, teardown),
		cmocka_unit_test_teardown(test_untrusted_text_is_made_visible, teardown),
		cmocka_unit_test_teardown(test_cut_keeps_both_ends, teardown),
		cmocka_unit_test_teardown(test_cut_of_a_move_keeps_its_arrow, teardown),
		cmocka_unit_test_teardown(test_cut_never_tears_wide_characters, teardown),
		cmocka_unit_test_teardown(test_wide_character_overwritten_in_half, teardown),
		cmocka_unit_test_teardown(test_figures_are_never_cut, teardown),
		cmocka_unit_test_teardown(test_box_and_title, teardown),
		cmocka_unit_test_teardown(test_signs_in_ascii_are_told_apart, teardown),
		cmocka_unit_test_teardown(test_box_in_ascii_is_ascii, teardown),
		cmocka_unit_test_teardown(test_bar_by_eighths, teardown),
		cmocka_unit_test_teardown(test_column_by_eighths, teardown),
		cmocka_unit_test_teardown(test_combining_mark_joins_its_letter, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
