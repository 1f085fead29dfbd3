#include "tests/unit/scene.h"
#include "tui/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* --- layout ---------------------------------------------------------------------------------- */

static bool overlap(struct area a, struct area b)
{
	return a.width > 0 && b.width > 0 && a.height > 0 && b.height > 0 && a.x < b.x + b.width &&
	       b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

static void check_layout(int width, int height, enum layout_focus focus, bool zoom, bool prompt)
{
	struct layout layout = layout_of(width, height, focus, zoom, prompt);
	struct area areas[16] = {layout.title,     layout.trail, layout.bar,    layout.prompt,
				 layout.providers, layout.tree,  layout.verdict};
	int count = 7, cells = 0;
	if (layout.too_small) {
		assert_true(width < 40 || height < 12);
		return;
	}
	for (int i = 0; i < layout.lens_count; i++)
		areas[count++] = layout.lenses[i];
	for (int i = 0; i < count; i++) {
		assert_true(areas[i].x >= 0 && areas[i].x + areas[i].width <= width);
		assert_true(areas[i].y >= 0 && areas[i].y + areas[i].height <= height);
		cells += areas[i].width * areas[i].height;
		for (int j = i + 1; j < count; j++)
			assert_false(overlap(areas[i], areas[j]));
	}
	/* Nothing is left over. */
	assert_int_equal(cells, width * height);
}

static void areas_fill_every_screen_and_never_overlap(void **state)
{
	(void)state;
	for (int width = 30; width <= 240; width += width < 100 ? 1 : 7)
		for (int height = 8; height <= 80; height++)
			for (int focus = 0; focus < 3; focus++)
				for (int how = 0; how < 4; how++)
					check_layout(width, height, (enum layout_focus)focus, how & 1,
						     how & 2);
}

static void the_design_size_shows_three_panes(void **state)
{
	struct layout layout = layout_of(80, 24, LAYOUT_TREE, false, false);
	(void)state;
	assert_false(layout.single);
	assert_int_equal(layout.providers.width + layout.tree.width, 80);
	assert_int_equal(layout.lens_count, 1);
	assert_int_equal(layout.lenses[0].height, 10);
	assert_int_equal(layout.tree.height, 11);
	/* The 24th row is the prompt's; without one the tree has it. */
	layout = layout_of(80, 24, LAYOUT_TREE, false, true);
	assert_int_equal(layout.tree.height, 10);
	assert_int_equal(layout.prompt.y, 23);
}

static void larger_screens_show_more_lenses(void **state)
{
	(void)state;
	assert_int_equal(layout_of(119, 40, LAYOUT_TREE, false, false).lens_count, 1);
	assert_int_equal(layout_of(120, 40, LAYOUT_TREE, false, false).lens_count, 2);
	assert_int_equal(layout_of(200, 60, LAYOUT_TREE, false, false).lens_count, 4);
	assert_true(layout_of(79, 24, LAYOUT_TREE, false, false).single);
	assert_true(layout_of(80, 23, LAYOUT_TREE, false, false).single);
	assert_true(layout_of(39, 12, LAYOUT_TREE, false, false).too_small);
	assert_true(layout_of(40, 11, LAYOUT_TREE, false, false).too_small);
	assert_false(layout_of(40, 12, LAYOUT_TREE, false, false).too_small);
}

/* --- screens --------------------------------------------------------------------------------- */

static uint32_t point_at(const struct scene *screen, int x, int y)
{
	return screen->grid.cells[y * screen->grid.width + x].point;
}

static void check_box(const struct scene *screen, struct area area)
{
	if (area.width < 4 || area.height < 3)
		return;
	int right = area.x + area.width - 1, bottom = area.y + area.height - 1;
	assert_int_equal(point_at(screen, area.x, area.y), 0x250C);
	assert_int_equal(point_at(screen, right, area.y), 0x2510);
	assert_int_equal(point_at(screen, area.x, bottom), 0x2514);
	assert_int_equal(point_at(screen, right, bottom), 0x2518);
	for (int y = area.y + 1; y < bottom; y++) {
		assert_int_equal(point_at(screen, area.x, y), 0x2502);
		assert_int_equal(point_at(screen, right, y), 0x2502);
	}
}

/* No text stands over a border, and no figure had to give way to ####. */
static void check_screen(const struct scene *screen, enum layout_focus focus)
{
	struct layout layout = layout_of(screen->grid.width, screen->grid.height, focus, false, false);
	if (layout.too_small)
		return;
	check_box(screen, layout.providers);
	check_box(screen, layout.tree);
	for (int i = 0; i < layout.lens_count; i++)
		check_box(screen, layout.lenses[i]);
	assert_false(scene_has(screen, "##"));
}

static const struct {
	int width, height;
} sizes[] = {{40, 12},  {46, 15},  {60, 20},  {79, 24},  {80, 24},  {81, 25},
	     {100, 30}, {119, 39}, {120, 40}, {160, 50}, {200, 60}, {240, 70}};

static void no_text_stands_over_a_border(void **state)
{
	static const char *const choices[] = {"", "space", "6 tab space j j space btab"};
	struct scene screen;
	(void)state;
	for (size_t c = 0; c < sizeof choices / sizeof *choices; c++) {
		scene_open(&screen, NULL);
		scene_keys(&screen, choices[c]);
		for (int lens = 1; lens <= 6; lens++) {
			char key[2] = {(char)('0' + lens), '\0'};
			scene_keys(&screen, key);
			for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
				scene_resize(&screen, sizes[i].width, sizes[i].height);
				check_screen(&screen, LAYOUT_TREE);
			}
			scene_resize(&screen, 80, 24);
		}
		scene_close(&screen);
	}
}

static void each_pane_can_stand_alone(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space");
	scene_resize(&screen, 40, 12);
	assert_true(scene_has(&screen, "Tree: what rests on Alpha Cloud"));
	assert_true(scene_has(&screen, "One-off"));
	assert_true(scene_has(&screen, "NPV 24 mo"));
	scene_keys(&screen, "tab");
	check_screen(&screen, LAYOUT_LENS);
	assert_true(scene_has(&screen, "1 Cost"));
	scene_keys(&screen, "tab");
	check_screen(&screen, LAYOUT_PROVIDERS);
	assert_true(scene_has(&screen, "Providers by share"));
	scene_close(&screen);
}

static void a_screen_that_is_too_small_says_so_and_nothing_is_lost(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space");
	for (int width = 0; width < 40; width += 3)
		for (int height = 0; height < 14; height++)
			scene_resize(&screen, width, height);
	scene_resize(&screen, 39, 12);
	assert_true(scene_has(&screen, "unmoor needs 40x12 at least"));
	scene_resize(&screen, 80, 24);
	assert_true(scene_has_in_row(&screen, "[x] assistant", "Model on Beta"));
	scene_close(&screen);
}

static void ascii_is_ascii(void **state)
{
	const struct app_options options = {.stack = "test.yaml", .ascii = true};
	struct scene screen;
	(void)state;
	scene_open_with(&screen, NULL, &options);
	for (int lens = 1; lens <= 6; lens++) {
		char keys[] = "space 1 ?";
		keys[6] = (char)('0' + lens);
		scene_keys(&screen, keys);
		for (int i = 0; i < screen.grid.width * screen.grid.height; i++)
			assert_true(screen.grid.cells[i].point >= ' ' && screen.grid.cells[i].point < 0x7f);
		assert_false(scene_has(&screen, "?0"));
		scene_keys(&screen, "esc");
	}
	scene_close(&screen);
}

/* The figures of the verdict are those of the analysis. */
static void the_verdict_says_what_the_analysis_says(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	assert_true(scene_has_in_row(&screen, "One-off", "0 USD"));
	assert_true(scene_has_in_row(&screen, "Monthly", "USD as today"));
	scene_keys(&screen, "space");
	struct analysis *analysis = analysis_new(app_plan(screen.app));
	analysis_follow(analysis, app_choice(screen.app));
	const struct cost *cost = analysis_cost(analysis);
	assert_true(cost->expected_total > 0);
	assert_int_equal(cost->bindings_moved, 2);
	assert_true(scene_has_in_row(&screen, "Monthly", "63.0k \xe2\x86\x92 50.0k USD"));
	assert_true(scene_has_in_row(&screen, "Alpha Cloud share", "97% \xe2\x86\x92 18%"));
	assert_true(scene_has_in_row(&screen, "Still rests on", "Alpha Cloud: 4 of 6"));
	analysis_free(analysis);
	scene_close(&screen);
}

static void the_cursor_rests_on_the_focused_row(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	assert_int_equal(point_at(&screen, screen.grid.cursor_x, screen.grid.cursor_y), '>');
	assert_true(strstr(scene_row(&screen, screen.grid.cursor_y), "assistant") != NULL);
	scene_keys(&screen, "tab");
	assert_true(strstr(scene_row(&screen, screen.grid.cursor_y), "retraining") != NULL);
	scene_keys(&screen, "tab");
	assert_true(strstr(scene_row(&screen, screen.grid.cursor_y), "Alpha Cloud") != NULL);
	scene_keys(&screen, "/");
	assert_int_equal(screen.grid.cursor_y, 23);
	scene_close(&screen);
}

/* Names are any text: long, wide, empty of letters, with escapes in them. */
static void names_of_any_kind_stay_in_their_panes(void **state)
{
	static const char yaml[] =
		"unmoor: 1\ntitle: \"\\e[31m\\u202ered \\u6f22\\u5b57\\u6f22\\u5b57\\u6f22\\u5b57 a very "
		"long title that goes on and on\"\n"
		"as_of: 2026-11-01\ncatalog: none\nrate: 900\noverrun: 1\noverlap: 1\n"
		"providers:\n"
		"- {id: p, name: "
		"\"\\u6f22\\u5b57\\u6f22\\u5b57\\u6f22\\u5b57\\u6f22\\u5b57\\u6f22\\u5b57\\u6f22\\u5b57\\u6f2"
		"2\\u5b57\", kind: cloud}\n"
		"- {id: q, name: \"\\e]0;title\\a\", kind: cloud}\n"
		"offerings:\n"
		"- {id: p/o, name: \"e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301 with marks and "
		"more than the pane is wide\", provider: p, kind: k}\n"
		"- {id: q/o, name: \"\\x7f\\x80\\x9b tail\", provider: q, kind: k}\n"
		"components:\n"
		"- {id: c, name: \"a name that is much longer than any pane would ever be at eighty "
		"columns\",\n"
		"   bindings: [{offering: p/o, monthly: 999999M}]}\n"
		"migrations:\n- {id: m, name: \"\\u6f22\\u5b57\\u6f22\\u5b57 long name of a migration that "
		"cannot fit\", from: p/o, to: q/o}\n";
	struct scene screen;
	(void)state;
	scene_open(&screen, yaml);
	scene_keys(&screen, "space");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		scene_resize(&screen, sizes[i].width, sizes[i].height);
		check_screen(&screen, LAYOUT_TREE);
		assert_null(strchr(screen.text.data, '\x1b'));
		assert_false(scene_has(&screen, "\xe2\x80\xae"));
	}
	scene_close(&screen);
}

static void popups_stand_in_a_box_at_every_size(void **state)
{
	static const char *const popups[] = {"?", ": esc ?", "t",           "s",           "c",     "X",
					     "w", "W",       "6 tab enter", "5 tab enter", "btab w"};
	struct scene screen;
	(void)state;
	for (size_t p = 0; p < sizeof popups / sizeof *popups; p++) {
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			scene_open(&screen, NULL);
			scene_resize(&screen, sizes[i].width, sizes[i].height);
			scene_keys(&screen, popups[p]);
			assert_true(scene_has(&screen, "close"));
			assert_false(scene_has(&screen, "##"));
			scene_keys(&screen, "esc");
			assert_false(scene_has(&screen, "Esc close"));
			scene_close(&screen);
		}
	}
}

static void one_price_is_no_prices(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 100\noverrun: 1\noverlap: 1\n"
			    "drivers: [{id: again, category: rebuilding, price: tok}]\n"
			    "providers: [{id: a, kind: lab}, {id: b, kind: lab}]\n"
			    "offerings:\n"
			    "- {id: a/x, provider: a, kind: llm, prices: {tok: 1}}\n"
			    "- {id: b/y, provider: b, kind: llm}\n"
			    "components: [{id: c, bindings: [{offering: a/x, monthly: 100, usage: {tok: 5}, "
			    "counts: {again: 2}}]}]\n"
			    "migrations: [{id: m, from: a/x, to: b/y}]\n");
	scene_keys(&screen, "space");
	assert_true(scene_has(&screen, "1 price assumed (?), 1 missing (+)"));
	scene_close(&screen);
}

/* --- the bottom rows while a line is typed --- */

/* The row above the bottom one has the keys that work in the line; no row below the panes has one that is
 * text now. */
static void expect_keys(struct scene *screen, int height, const char *enter, const char *prompt)
{
	static const char *const text_now[] = {"u undo",   "U redo", "i why",  "Space",
					       "t target", "q quit", "s save", "c clone",
					       "v try",    "W 1",    "/ find", "edit the line"};
	if (!strstr(scene_row(screen, height - 2), enter) ||
	    strncmp(scene_row(screen, height - 1), prompt, strlen(prompt)) != 0)
		fail_msg("%s: %s:\n%s", prompt, enter, screen->text.data);
	for (size_t i = 0; i < sizeof text_now / sizeof *text_now; i++)
		if (strstr(scene_row(screen, height - 2), text_now[i]) ||
		    strstr(scene_row(screen, height - 3), text_now[i]))
			fail_msg("%s: %s:\n%s", prompt, text_now[i], screen->text.data);
}

static void a_prompt_offers_the_keys_that_work_in_it(void **state)
{
	static const struct {
		const char *keys, *enter, *prompt;
		bool nowhere; /* the stack has no file */
	} prompts[] = {
		{"/", "Enter find  Esc back  Ctrl+U clear", "/", false},
		{"f", "Enter filter  Esc back  Ctrl+U clear", "filter:", false},
		{":", "Enter do it  Esc close  ↑↓ choose", ":", false},
		{"s s", "Enter save  Esc leave  Ctrl+U clear", "save as:", false},
		{"s s text:x enter", "Enter save  Esc leave  Ctrl+U clear", "save to the file: ", true},
		{"s end c", "Enter clone  Esc leave  Ctrl+U clear", "clone as: ", false},
		{"e", "Enter export  Esc leave  Ctrl+U clear", "export to", false},
		{"i v", "Enter try  Esc leave  Ctrl+U clear", "try", false},
		{"u /", "Enter find  Esc back  Ctrl+U clear", "/", false},
	};
	(void)state;
	for (int width = 40; width <= 80; width += 40) {
		for (size_t i = 0; i < sizeof prompts / sizeof *prompts; i++) {
			struct scene screen;
			int height = width == 40 ? 12 : 24;
			scene_open_with(
				&screen, NULL,
				&(struct app_options){.stack = prompts[i].nowhere ? NULL : "test.yaml"});
			scene_keys(&screen, "space");
			scene_resize(&screen, width, height);
			scene_keys(&screen, prompts[i].keys);
			expect_keys(&screen, height, prompts[i].enter, prompts[i].prompt);
			scene_close(&screen);
		}
	}
}

/* Those that come of what was done before: a name for a scenario that was saved, a file that is there. */
static void a_prompt_over_another_one_does_so_too(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space s s text:P enter");
	app_saved(screen.app, true, NULL);
	scene_keys(&screen, "end r");
	expect_keys(&screen, 24, "Enter rename  Esc leave  Ctrl+U clear", "new name:");
	scene_keys(&screen, "esc esc e enter");
	assert_true(screen.effects & EFFECT_EXPORT);
	app_export_exists(screen.app);
	scene_resize(&screen, 40, 12);
	expect_keys(&screen, 12, "Enter replace  Esc leave  Ctrl+U clear", "exists; Enter replaces it: ");
	scene_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_prompt_offers_the_keys_that_work_in_it),
		cmocka_unit_test(a_prompt_over_another_one_does_so_too),
		cmocka_unit_test(one_price_is_no_prices),
		cmocka_unit_test(areas_fill_every_screen_and_never_overlap),
		cmocka_unit_test(the_design_size_shows_three_panes),
		cmocka_unit_test(larger_screens_show_more_lenses),
		cmocka_unit_test(no_text_stands_over_a_border),
		cmocka_unit_test(each_pane_can_stand_alone),
		cmocka_unit_test(a_screen_that_is_too_small_says_so_and_nothing_is_lost),
		cmocka_unit_test(ascii_is_ascii),
		cmocka_unit_test(the_verdict_says_what_the_analysis_says),
		cmocka_unit_test(the_cursor_rests_on_the_focused_row),
		cmocka_unit_test(names_of_any_kind_stay_in_their_panes),
		cmocka_unit_test(popups_stand_in_a_box_at_every_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
