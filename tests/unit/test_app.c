#include "tests/unit/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/str.h"

static bool is_on(const struct screen *screen, const char *migration)
{
	uint32_t index = plan_find(app_plan(screen->app), migration);
	return index != NONE && choice_is_on(app_choice(screen->app), index);
}

/* --- at the start ---------------------------------------------------------------------------- */

static void at_the_start_nothing_is_on_and_space_does_something(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	assert_true(screen_has(&screen, "0 of 4 on"));
	assert_true(screen_has(&screen, "Space switches a move on"));
	assert_true(screen_has(&screen, "W 1 warning"));
	assert_true(screen_has_in_row(&screen, ">", "[ ] assistant"));
	screen_keys(&screen, "space");
	assert_true(is_on(&screen, "to-beta"));
	assert_int_equal(screen.effects, EFFECT_RECOST);
	screen_close(&screen);
}

static void a_stack_without_migrations_opens_too(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\noverlap: 1\n"
			     "providers: [{id: p, kind: cloud}]\nofferings: [{id: o, provider: p, kind: k}]\n"
			     "components: [{id: c, bindings: [{offering: o, monthly: 5}]}]\n");
	assert_true(screen_has(&screen, "what rests on p"));
	screen_keys(&screen, "j j space t X 6 tab space enter");
	screen_close(&screen);
	screen_open(&screen,
		    "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\noverlap: 1\n");
	screen_keys(&screen, "j k h l space enter tab j space enter tab j enter o D D i w x X y E 1 2 3 4 5 "
			     "6 t / text:a enter n f text:b enter");
	screen_close(&screen);
}

/* --- switching ------------------------------------------------------------------------------- */

static void a_switch_is_told_and_undone(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	char before[8192];
	snprintf(before, sizeof before, "%s", screen.text.data);
	screen_keys(&screen, "space");
	assert_true(screen_has_in_row(&screen, "[x] assistant", "+1 binding"));
	assert_true(screen_has_in_row(&screen, "one-off +", "monthly −13k"));
	assert_true(screen_has_in_row(&screen, "[x] assistant", "→ Model on Beta"));
	assert_true(screen_has(&screen, "scenario: unnamed  1 of 4 on"));
	screen_keys(&screen, "u");
	assert_true(screen_has(&screen, "undone: [x] assistant"));
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	screen_keys(&screen, "U");
	assert_true(is_on(&screen, "to-beta"));
	screen_keys(&screen, "ctrl-r");
	assert_true(screen_has(&screen, "nothing to redo"));
	screen_keys(&screen, "space");
	assert_true(screen_has(&screen, "[ ] assistant stays"));
	screen_keys(&screen, "u u u");
	assert_true(screen_has(&screen, "nothing to undo"));
	screen_close(&screen);
}

static void switching_on_switches_off_what_moves_the_same(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "space 6 tab j space");
	assert_true(is_on(&screen, "to-open"));
	assert_false(is_on(&screen, "to-beta"));
	assert_true(screen_has_in_row(&screen, "[x] Tria", "off: All models to Beta"));
	screen_keys(&screen, "u");
	assert_true(is_on(&screen, "to-beta"));
	assert_false(is_on(&screen, "to-open"));
	screen_close(&screen);
}

static void a_row_above_switches_all_below_it(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "k k space");
	assert_true(is_on(&screen, "to-beta"));
	assert_true(is_on(&screen, "store"));
	assert_true(screen_has_in_row(&screen, "[x] Alpha Cloud", "61k/mo"));
	assert_true(screen_has(&screen, "[x] Alpha Cloud: 2 migrations"));
	screen_keys(&screen, "j j space");
	assert_true(screen_has_in_row(&screen, "[-] Alpha Cloud", "61k/mo"));
	screen_keys(&screen, "g space space");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	screen_close(&screen);
}

static void the_start_month_stays_below_the_horizon(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "-");
	assert_true(screen_has(&screen, "it starts at once already"));
	screen_keys(&screen, "+ =");
	assert_int_equal(app_choice(screen.app)->start, 2);
	assert_true(screen_has(&screen, "start +2 (2027-01)"));
	for (int i = 0; i < 30; i++)
		screen_keys(&screen, "+");
	assert_int_equal(app_choice(screen.app)->start, 23);
	assert_true(screen_has(&screen, "month 23 is the last one"));
	screen_keys(&screen, "u -");
	assert_int_equal(app_choice(screen.app)->start, 21);
	screen_close(&screen);
}

static void a_and_b_change_places(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "space x");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	assert_true(screen_has(&screen, "A: unnamed   B: today"));
	screen_keys(&screen, "4");
	assert_true(screen_has_in_row(&screen, "B cheaper in 20 of 20 draws", "A: unnamed"));
	screen_keys(&screen, "x");
	assert_true(is_on(&screen, "to-beta"));
	screen_keys(&screen, "u");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	screen_close(&screen);
}

static void only_what_differs_is_shown(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "space d 6");
	assert_true(screen_has(&screen, "2 of 3 differ"));
	assert_true(screen_has(&screen, "All models to Beta"));
	assert_false(screen_has(&screen, "Files to Beta"));
	assert_false(screen_has_in_row(&screen, "Store", "9k/mo"));
	screen_keys(&screen, "esc");
	assert_true(screen_has(&screen, "Files to Beta"));
	screen_close(&screen);
}

static void the_trail_can_be_jumped_in(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "space + + c");
	assert_true(screen_has_in_row(&screen, "at the start", "63k"));
	screen_keys(&screen, "g enter");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	assert_int_equal(app_choice(screen.app)->start, 0);
	screen_keys(&screen, "c G enter");
	assert_int_equal(app_choice(screen.app)->start, 2);
	screen_close(&screen);
}

/* --- targets and the way out ----------------------------------------------------------------- */

static void a_target_by_hand_is_a_migration(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "t");
	assert_true(screen_has(&screen, "assistant on Model on Alpha: where else"));
	assert_true(screen_has_in_row(&screen, "Open model", "Beta Cloud"));
	screen_keys(&screen, "enter");
	uint32_t made = plan_find(app_plan(screen.app), "hand/1");
	assert_int_not_equal(made, NONE);
	assert_true(is_on(&screen, "hand/1"));
	assert_int_equal(app_plan(screen.app)->migrations[made]->binding_count, 1);
	assert_true(screen_has(&screen, "1 of 5 on"));
	screen_keys(&screen, "u U t enter");
	assert_int_equal(app_plan(screen.app)->count, 5);
	screen_close(&screen);
}

static void several_bindings_move_together(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "k t");
	assert_true(screen_has(&screen, "2 bindings together"));
	screen_keys(&screen, "enter");
	uint32_t made = plan_find(app_plan(screen.app), "hand/1");
	assert_int_not_equal(made, NONE);
	assert_int_equal(app_plan(screen.app)->migrations[made]->binding_count, 2);
	screen_close(&screen);
}

static void the_way_out_is_kept_as_migrations(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "X");
	assert_true(screen_has(&screen, "The way out of Alpha Cloud"));
	assert_true(screen_has_in_row(&screen, "bindings that move", "3"));
	screen_keys(&screen, "enter");
	assert_true(is_on(&screen, "exit/alpha/1"));
	assert_true(is_on(&screen, "exit/alpha/2"));
	assert_true(screen_has(&screen, "way out of Alpha Cloud"));
	screen_keys(&screen, "u");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	screen_close(&screen);
}

/* --- finding --------------------------------------------------------------------------------- */

static void finding_is_live_and_esc_goes_back(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "/ text:fil");
	assert_true(screen_has_in_row(&screen, ">", "[ ] files"));
	screen_keys(&screen, "esc");
	assert_true(screen_has_in_row(&screen, ">", "[ ] assistant"));
	screen_keys(&screen, "/ text:FIL");
	assert_true(screen_has(&screen, "not found"));
	screen_keys(&screen, "ctrl-u text:tri enter");
	assert_true(screen_has_in_row(&screen, ">", "[ ] triage"));
	screen_keys(&screen, "n");
	assert_true(screen_has_in_row(&screen, ">", "[ ] triage"));
	screen_keys(&screen, "/ text:[a");
	assert_true(screen_has(&screen, "(at "));
	screen_close(&screen);
}

static void a_filter_is_live_and_empty_clears(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "f text:triage");
	assert_true(screen_has(&screen, "1 of 3"));
	assert_false(screen_has(&screen, "[ ] assistant"));
	screen_keys(&screen, "esc");
	assert_true(screen_has(&screen, "[ ] assistant"));
	screen_keys(&screen, "btab f text:beta enter");
	assert_true(screen_has(&screen, "Providers by share /beta/"));
	assert_false(screen_has_in_row(&screen, "Chips", "inherited"));
	screen_keys(&screen, "f ctrl-u enter");
	assert_true(screen_has_in_row(&screen, "Chips", "inherited"));
	screen_close(&screen);
}

static void the_palette_does_what_it_names(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, ": text:later enter");
	assert_int_equal(app_choice(screen.app)->start, 1);
	screen_keys(&screen, ": text:zoo enter");
	assert_false(screen_has(&screen, "Providers by"));
	screen_keys(&screen, "z : text:qqq");
	assert_true(screen_has(&screen, "no such command"));
	screen_keys(&screen, "enter");
	assert_false(screen_has(&screen, "Commands"));
	screen_close(&screen);
}

/* --- the tree -------------------------------------------------------------------------------- */

static void the_tree_turns_round_with_its_cursor(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "D");
	assert_true(screen_has(&screen, "Tree: what assistant rests on"));
	assert_true(screen_has_in_row(&screen, ">", "assistant"));
	screen_keys(&screen, "j space");
	assert_true(is_on(&screen, "to-beta"));
	screen_keys(&screen, "D");
	assert_true(screen_has_in_row(&screen, ">", "[x] assistant"));
	screen_close(&screen);
}

static void folding_goes_to_the_parent(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "left");
	assert_true(screen_has_in_row(&screen, ">", "Model on Alpha"));
	screen_keys(&screen, "h");
	assert_false(screen_has(&screen, "[ ] assistant"));
	screen_keys(&screen, "l j");
	assert_true(screen_has_in_row(&screen, ">", "[ ] assistant"));
	screen_close(&screen);
}

static void the_tree_follows_the_provider(void **state)
{
	struct screen screen;
	(void)state;
	screen_open(&screen, NULL);
	screen_keys(&screen, "btab j");
	assert_true(screen_has(&screen, "what rests on Beta Cloud"));
	assert_true(screen_has_in_row(&screen, "Other store", "2k/mo"));
	assert_true(screen_has_in_row(&screen, "Beta Cloud share", "3.2%"));
	screen_keys(&screen, "o");
	assert_true(screen_has(&screen, "Providers by exit"));
	assert_true(screen_has(&screen, "what rests on Beta Cloud"));
	screen_close(&screen);
}

/* --- whatever is pressed --------------------------------------------------------------------- */

static const char *const words[] = {
	"j",
	"k",
	"h",
	"l",
	"space",
	"tab",
	"btab",
	"enter",
	"esc",
	"bs",
	"t",
	"X",
	"+",
	"-",
	"u",
	"U",
	"c",
	"w",
	"s",
	"x",
	"d",
	"D",
	"/",
	"n",
	"N",
	"f",
	"o",
	"i",
	"z",
	":",
	"?",
	"M",
	"1",
	"2",
	"3",
	"4",
	"5",
	"6",
	"g",
	"G",
	"pgdn",
	"pgup",
	"a",
	"e",
	".",
	"del",
	"!",
	"r",
	"y",
	"W",
	"E",
	"R",
	"ctrl-l",
	"text:al",
	"resize:80x24",
	"resize:41x13",
	"resize:130x44",
	"resize:9x9",
	"click:40,5",
	"click:36,4",
	"click:12,12",
	"click:5,15",
};

static void any_keys_leave_a_program_that_can_undo_everything(void **state)
{
	struct screen screen;
	uint32_t random = 4711;
	(void)state;
	screen_open(&screen, NULL);
	for (int i = 0; i < 3000; i++) {
		random = random * 1664525 + 1013904223;
		screen_keys(&screen, words[(random >> 12) % (sizeof words / sizeof *words)]);
		if (screen.effects & (EFFECT_SAVE & ~(unsigned)EFFECT_REDRAW))
			app_saved(screen.app, random & 0x100, NULL);
		if (screen.effects & (EFFECT_REMOVE & ~(unsigned)EFFECT_REDRAW))
			app_saved(screen.app, random & 0x100, NULL);
		if (i % 500 == 499)
			app_reload(screen.app, screen_model(screen_stack), NULL);
	}
	screen_keys(&screen, "resize:80x24 esc esc esc esc esc esc esc esc");
	for (int i = 0; i < 3000; i++)
		screen_keys(&screen, "u");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	assert_int_equal(app_choice(screen.app)->start, 0);
	screen_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_the_start_nothing_is_on_and_space_does_something),
		cmocka_unit_test(a_stack_without_migrations_opens_too),
		cmocka_unit_test(a_switch_is_told_and_undone),
		cmocka_unit_test(switching_on_switches_off_what_moves_the_same),
		cmocka_unit_test(a_row_above_switches_all_below_it),
		cmocka_unit_test(the_start_month_stays_below_the_horizon),
		cmocka_unit_test(a_and_b_change_places),
		cmocka_unit_test(only_what_differs_is_shown),
		cmocka_unit_test(the_trail_can_be_jumped_in),
		cmocka_unit_test(a_target_by_hand_is_a_migration),
		cmocka_unit_test(several_bindings_move_together),
		cmocka_unit_test(the_way_out_is_kept_as_migrations),
		cmocka_unit_test(finding_is_live_and_esc_goes_back),
		cmocka_unit_test(a_filter_is_live_and_empty_clears),
		cmocka_unit_test(the_palette_does_what_it_names),
		cmocka_unit_test(the_tree_turns_round_with_its_cursor),
		cmocka_unit_test(folding_goes_to_the_parent),
		cmocka_unit_test(the_tree_follows_the_provider),
		cmocka_unit_test(any_keys_leave_a_program_that_can_undo_everything),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
