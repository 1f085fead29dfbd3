#include "tui/paint.h"
#include "tui/paint_order.h"

#include "core/base/memory.h"
#include "tests/pty/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct painter painter = {
	.roles = {[ROLE_MUTED] = {.color = "38;5;244"},
		  [ROLE_CURSOR] = {.reverse = true},
		  [ROLE_ON] = {.bold = true, .color = "38;5;33"},
		  [ROLE_MATCH] = {.bold = true, .underline = true}},
	.erases = true,
};

enum { WIDTH = 40, HEIGHT = 6 };

struct stage {
	struct grid before, after;
	struct screen screen;
	struct str out;
};

static void open_stage(struct stage *stage)
{
	grid_init(&stage->before, WIDTH, HEIGHT, false);
	grid_init(&stage->after, WIDTH, HEIGHT, false);
	stage->before.cursor_x = stage->before.cursor_y = -1;
	stage->after.cursor_x = stage->after.cursor_y = 0;
	screen_init(&stage->screen, WIDTH, HEIGHT);
	str_init(&stage->out);
}

static void close_stage(struct stage *stage)
{
	grid_clear(&stage->before);
	grid_clear(&stage->after);
	str_clear(&stage->out);
}

/* Paints the next frame; what it wrote is in out. */
static void paint(struct stage *stage)
{
	stage->out.length = 0;
	paint_difference(&painter, &stage->before, &stage->after, &stage->out);
	screen_write(&stage->screen, stage->out.data ? stage->out.data : "", stage->out.length);
	memcpy(stage->before.cells, stage->after.cells, WIDTH * HEIGHT * sizeof *stage->after.cells);
	stage->before.cursor_x = stage->after.cursor_x;
	stage->before.cursor_y = stage->after.cursor_y;
}

static void expect_screen(const struct stage *stage)
{
	char row[WIDTH * 4 + 1];
	struct str wanted;
	str_init(&wanted);
	grid_text(&stage->after, &wanted);
	const char *line = wanted.data;
	for (int y = 0; y < HEIGHT; y++) {
		size_t length = strcspn(line, "\n"), shown;
		screen_row(&stage->screen, y, row, sizeof row);
		for (shown = strlen(row); shown && row[shown - 1] == ' '; shown--)
			continue;
		row[shown] = '\0';
		assert_int_equal(shown, length);
		assert_memory_equal(row, line, length);
		line += length + (line[length] == '\n');
	}
	assert_int_equal(stage->screen.x, stage->after.cursor_x);
	assert_int_equal(stage->screen.y, stage->after.cursor_y);
	assert_true(stage->screen.plain);
	assert_int_equal(stage->screen.unknown, 0);
	str_clear(&wanted);
}

static void expect_bytes(const struct stage *stage, const char *wanted)
{
	assert_int_equal(stage->out.length, strlen(wanted));
	assert_memory_equal(stage->out.data, wanted, strlen(wanted));
}

static void nothing_is_written_where_nothing_differs(void **state)
{
	struct stage stage;
	(void)state;
	open_stage(&stage);
	grid_put(&stage.after, 3, 2, 20, "a row", ROLE_ON);
	paint(&stage);
	paint(&stage);
	assert_int_equal(stage.out.length, 0);
	expect_screen(&stage);
	close_stage(&stage);
}

static void a_figure_is_changed_in_few_bytes(void **state)
{
	struct stage stage;
	(void)state;
	open_stage(&stage);
	grid_put(&stage.after, 10, 3, 20, "151k", ROLE_TEXT);
	paint(&stage);
	expect_bytes(&stage, "\033[4;11H151k\033[1H");
	grid_put(&stage.after, 10, 3, 20, "194k", ROLE_TEXT);
	stage.after.cursor_x = 13;
	stage.after.cursor_y = 3;
	paint(&stage);
	expect_bytes(&stage, "\033[4;12H94");
	close_stage(&stage);
}

static void only_what_changes_of_a_style_is_said(void **state)
{
	struct stage stage;
	(void)state;
	open_stage(&stage);
	grid_put(&stage.after, 0, 0, 1, "a", ROLE_MUTED);
	grid_put(&stage.after, 1, 0, 1, "b", ROLE_ON);
	grid_put(&stage.after, 2, 0, 1, "c", ROLE_MUTED);
	stage.after.cursor_x = 3;
	paint(&stage);
	expect_bytes(&stage, "\033[1H\033[38;5;244ma\033[1;38;5;33mb\033[0;38;5;244mc\033[m");
	expect_screen(&stage);
	close_stage(&stage);
}

static void a_blank_has_no_colour_but_may_be_reversed(void **state)
{
	struct stage stage;
	(void)state;
	open_stage(&stage);
	grid_fill(&stage.after, 0, 1, 5, 1, ROLE_ON);
	paint(&stage);
	expect_bytes(&stage, "\033[1H");
	grid_fill(&stage.after, 0, 1, 1, 1, ROLE_CURSOR);
	paint(&stage);
	expect_bytes(&stage, "\n\033[7m \033[m\033[A\r");
	close_stage(&stage);
}

static void long_blanks_are_erased(void **state)
{
	struct stage stage;
	(void)state;
	open_stage(&stage);
	grid_put(&stage.after, 0, 0, WIDTH, "1234567890123456789012345678901234567890", ROLE_TEXT);
	grid_put(&stage.after, 0, 1, WIDTH, "1234567890123456789012345678901234567890", ROLE_TEXT);
	paint(&stage);
	grid_fill(&stage.after, 2, 0, 20, 1, ROLE_TEXT);
	grid_fill(&stage.after, 20, 1, 20, 1, ROLE_TEXT);
	paint(&stage);
	expect_bytes(&stage, "\033[2C\033[20X\n\033[18C\033[K\033[A\r");
	expect_screen(&stage);
	close_stage(&stage);
}

/* Of a wide character, and of one with a mark, terminals have an idea of their own. */
static void behind_a_mark_the_place_is_said(void **state)
{
	struct stage stage;
	(void)state;
	open_stage(&stage);
	grid_put(&stage.after, 0, 0, 10, "e\u0301x", ROLE_TEXT);
	stage.after.cursor_x = 2;
	paint(&stage);
	expect_bytes(&stage, "\033[1He\u0301\033[1;2Hx");
	grid_put(&stage.after, 4, 0, 10, "\u65E5x", ROLE_TEXT);
	stage.after.cursor_x = 7;
	paint(&stage);
	expect_bytes(&stage, "\033[2C\u65E5\033[1;7Hx");
	close_stage(&stage);
}

/* Figures in two columns: down the one, then down the other, and none is left out. */
static void what_is_near_is_written_next(void **state)
{
	struct stage stage;
	(void)state;
	open_stage(&stage);
	for (int row = 0; row < 3; row++) {
		grid_put(&stage.after, 2, row, 3, "1.2", ROLE_TEXT);
		grid_put(&stage.after, 30, row, 3, "3.4", ROLE_TEXT);
	}
	paint(&stage);
	expect_screen(&stage);
	for (int row = 0; row < 3; row++) {
		grid_put(&stage.after, 2, row, 3, "5.6", ROLE_TEXT);
		grid_put(&stage.after, 30, row, 3, "7.8", ROLE_TEXT);
	}
	stage.after.cursor_y = 3;
	paint(&stage);
	expect_screen(&stage);
	/* Each row's two figures in turn would take a long way for each of the six. */
	assert_in_range(stage.out.length, 1, 50);
	close_stage(&stage);
}

static void order_of(const struct paint_stop *stops, size_t count, unsigned char *order)
{
	const unsigned char bytes[] = {3, 9, 12};
	bool seen[PAINT_STOPS_MOST] = {false};
	paint_order(stops, count, bytes, order);
	assert_int_equal(order[0], 0);
	assert_int_equal(order[count - 1], count - 1);
	for (size_t i = 0; i < count; i++) {
		assert_in_range(order[i], 0, count - 1);
		assert_false(seen[order[i]]);
		seen[order[i]] = true;
	}
}

static size_t bytes_of(const struct paint_stop *stops, size_t count, const unsigned char *order)
{
	const size_t bytes[] = {3, 9, 12};
	size_t sum = 0;
	for (size_t i = 0; i + 1 < count; i++) {
		const struct paint_stop *from = &stops[order ? order[i] : i],
					*to = &stops[order ? order[i + 1] : i + 1];
		sum += paint_way(from->end, from->y, to->x, to->y);
		sum += from->end_style == to->style ? 0 : bytes[to->style];
	}
	return sum;
}

static void an_order_holds_all_and_never_costs_more(void **state)
{
	struct paint_stop stops[PAINT_STOPS_MOST];
	unsigned char order[PAINT_STOPS_MOST];
	uint32_t luck = 1;
	size_t saved = 0;
	(void)state;
	for (int round = 0; round < 300; round++) {
		size_t count = 2 + (size_t)round % (PAINT_STOPS_MOST - 1);
		for (size_t i = 0; i < count; i++) {
			luck = luck * 1664525u + 1013904223u;
			int x = (int)(luck >> 16) % 80;
			stops[i] = (struct paint_stop){x, (int)(luck >> 8) % 24, luck % 7 ? x + 3 : -1,
						       luck >> 20 & 1, luck >> 21 & 1};
		}
		order_of(stops, count, order);
		assert_in_range(bytes_of(stops, count, order), 0, bytes_of(stops, count, NULL));
		saved += bytes_of(stops, count, NULL) - bytes_of(stops, count, order);
	}
	assert_in_range(saved, 300 * 100, SIZE_MAX);
}

static bool is_known(const char *name, const char *wanted, const char **value, const char *is)
{
	if (strcmp(name, wanted) != 0)
		return false;
	*value = is;
	return true;
}

static const char *as_vt100(const char *name)
{
	const char *value = NULL;
	(void)(is_known(name, "cup", &value, "\033[%i%p1%d;%p2%dH$<5>") ||
	       is_known(name, "cuf", &value, "\033[%p1%dC") || is_known(name, "cub", &value, "\033[%p1%dD") ||
	       is_known(name, "cuu", &value, "\033[%p1%dA") || is_known(name, "cud", &value, "\033[%p1%dB") ||
	       is_known(name, "cud1", &value, "\n") || is_known(name, "cub1", &value, "\b") ||
	       is_known(name, "cr", &value, "\r"));
	return value;
}

static const char *as_another(const char *name)
{
	return strcmp(name, "cup") == 0 ? "\033=%p1%' '%+%c%p2%' '%+%c" : as_vt100(name);
}

static const char *as_longer(const char *name)
{
	return strcmp(name, "cud1") == 0 ? "\n\r" : as_vt100(name);
}

static const char *as_less(const char *name)
{
	return strcmp(name, "cub") == 0 ? NULL : as_vt100(name);
}

static void only_terminals_that_speak_so_are_painted(void **state)
{
	(void)state;
	assert_true(paint_suits(as_vt100));
	assert_false(paint_suits(as_another));
	assert_false(paint_suits(as_longer));
	assert_false(paint_suits(as_less));
}

static uint32_t next(uint64_t *luck, uint32_t most)
{
	*luck = *luck * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((*luck >> 33) % most);
}

static void scribble(struct grid *grid, uint64_t *luck)
{
	static const char *const texts[] = {"12.5k",
					    "a long name of something",
					    "     ",
					    "\u2588\u2588\u258A\u2502 \u2192",
					    "\u65E5\u672C\u8A9E",
					    "42%  \u2502",
					    "                    ",
					    "\u2212151k"};
	for (int i = 0; i < 4; i++) {
		int x = (int)next(luck, WIDTH), y = (int)next(luck, HEIGHT);
		grid_put(grid, x, y, WIDTH - x, texts[next(luck, 8)], (enum role)next(luck, ROLE_COUNT));
	}
	if (next(luck, 4) == 0)
		grid_paint(grid, 0, (int)next(luck, HEIGHT), WIDTH, (enum role)next(luck, ROLE_COUNT));
	grid->cursor_x = (int)next(luck, WIDTH);
	grid->cursor_y = (int)next(luck, HEIGHT);
}

/* Whatever is drawn over whatever: the screen shows the grid, and no attribute is left. */
static void any_frame_follows_any_other(void **state)
{
	struct stage stage;
	uint64_t luck = 7;
	(void)state;
	open_stage(&stage);
	for (int frame = 0; frame < 3000; frame++) {
		scribble(&stage.after, &luck);
		paint(&stage);
		expect_screen(&stage);
	}
	close_stage(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_written_where_nothing_differs),
		cmocka_unit_test(a_figure_is_changed_in_few_bytes),
		cmocka_unit_test(what_is_near_is_written_next),
		cmocka_unit_test(an_order_holds_all_and_never_costs_more),
		cmocka_unit_test(only_what_changes_of_a_style_is_said),
		cmocka_unit_test(a_blank_has_no_colour_but_may_be_reversed),
		cmocka_unit_test(long_blanks_are_erased),
		cmocka_unit_test(behind_a_mark_the_place_is_said),
		cmocka_unit_test(only_terminals_that_speak_so_are_painted),
		cmocka_unit_test(any_frame_follows_any_other),
	};
	return cmocka_run_group_tests_name("paint", tests, NULL, NULL);
}
