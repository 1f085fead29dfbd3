#include "tests/unit/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/str.h"
#include "tui/keymap.h"

static bool is_on(const struct scene *screen, const char *migration)
{
	uint32_t index = plan_find(app_plan(screen->app), migration);
	return index != NONE && choice_is_on(app_choice(screen->app), index);
}

/* --- at the start ---------------------------------------------------------------------------- */

static void at_the_start_nothing_is_on_and_space_does_something(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	assert_true(scene_has(&screen, "0 of 4 on"));
	assert_true(scene_has(&screen, "Space switches a move on"));
	assert_true(scene_has(&screen, "W 1 warning"));
	assert_true(scene_has_in_row(&screen, ">", "[ ] assistant"));
	scene_keys(&screen, "space");
	assert_true(is_on(&screen, "to-beta"));
	assert_int_equal(screen.effects, EFFECT_RECOST);
	scene_close(&screen);
}

static void a_stack_without_migrations_opens_too(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\noverlap: 1\n"
			    "providers: [{id: p, kind: cloud}]\nofferings: [{id: o, provider: p, kind: k}]\n"
			    "components: [{id: c, bindings: [{offering: o, monthly: 5}]}]\n");
	assert_true(scene_has(&screen, "what rests on p"));
	scene_keys(&screen, "j j space t X 6 tab space enter");
	scene_close(&screen);
	scene_open(&screen, "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\noverlap: 1\n");
	scene_keys(&screen, "j k h l space enter tab j space enter tab j enter o D D i w x X y E 1 2 3 4 5 "
			    "6 t / text:a enter n f text:b enter");
	scene_close(&screen);
}

/* --- switching ------------------------------------------------------------------------------- */

static void a_switch_is_told_and_undone(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	char before[8192];
	snprintf(before, sizeof before, "%s", screen.text.data);
	scene_keys(&screen, "space");
	assert_true(scene_has_in_row(&screen, "[x] assist", " +1 "));
	assert_true(scene_has_in_row(&screen, "one-off +", "−13.0k USD/mo"));
	assert_true(scene_has_in_row(&screen, "[x] assistant", "→ Model on Beta"));
	assert_true(scene_has(&screen, "scenario: unnamed  1 of 4 on"));
	scene_keys(&screen, "u");
	assert_true(scene_has(&screen, "undone: [x] a"));
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	scene_keys(&screen, "U");
	assert_true(is_on(&screen, "to-beta"));
	scene_keys(&screen, "ctrl-r");
	assert_true(scene_has(&screen, "nothing to redo"));
	scene_keys(&screen, "space");
	assert_true(scene_has(&screen, "[ ] assistant stays"));
	scene_keys(&screen, "u u u");
	assert_true(scene_has(&screen, "nothing to undo"));
	scene_close(&screen);
}

static void switching_on_switches_off_what_moves_the_same(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space 6 tab j space");
	assert_true(is_on(&screen, "to-open"));
	assert_false(is_on(&screen, "to-beta"));
	assert_true(scene_has_in_row(&screen, "[x] Tr", "off: All"));
	scene_keys(&screen, "u");
	assert_true(is_on(&screen, "to-beta"));
	assert_false(is_on(&screen, "to-open"));
	scene_close(&screen);
}

static void a_row_above_switches_all_below_it(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "k k space");
	assert_true(is_on(&screen, "to-beta"));
	assert_true(is_on(&screen, "store"));
	assert_true(scene_has_in_row(&screen, "[x] Alpha Cloud", "61.0k/mo"));
	assert_true(scene_has(&screen, "[x] Alpha Cloud: 2 migrations"));
	scene_keys(&screen, "j j space");
	assert_true(scene_has_in_row(&screen, "[-] Alpha Cloud", "61.0k/mo"));
	scene_keys(&screen, "g space space");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	scene_close(&screen);
}

static void the_start_month_stays_below_the_horizon(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "-");
	assert_true(scene_has(&screen, "it starts at once already"));
	scene_keys(&screen, "+ =");
	assert_int_equal(app_choice(screen.app)->start, 2);
	assert_true(scene_has(&screen, "start +2 (2027-01)"));
	for (int i = 0; i < 30; i++)
		scene_keys(&screen, "+");
	assert_int_equal(app_choice(screen.app)->start, 23);
	assert_true(scene_has(&screen, "month 23 is the last one"));
	scene_keys(&screen, "u -");
	assert_int_equal(app_choice(screen.app)->start, 21);
	scene_close(&screen);
}

static void a_and_b_change_places(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space x");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	assert_true(scene_has(&screen, "A: unnamed   B: today"));
	scene_keys(&screen, "4");
	assert_true(scene_has_in_row(&screen, "B cheaper by NPV in 20 of 20 draws", "A: unnamed"));
	scene_keys(&screen, "x");
	assert_true(is_on(&screen, "to-beta"));
	scene_keys(&screen, "u");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	scene_close(&screen);
}

static void only_what_differs_is_shown(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space d 6");
	assert_true(scene_has(&screen, "2 of 3 differ"));
	assert_true(scene_has(&screen, "All models to Beta"));
	assert_false(scene_has(&screen, "Files to Beta"));
	assert_false(scene_has_in_row(&screen, "Store", "9.00k/mo"));
	scene_keys(&screen, "esc");
	assert_true(scene_has(&screen, "Files to Beta"));
	scene_close(&screen);
}

static void the_trail_can_be_jumped_in(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space + + c");
	assert_true(scene_has_in_row(&screen, "at the start", "63.0k"));
	scene_keys(&screen, "g enter");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	assert_int_equal(app_choice(screen.app)->start, 0);
	scene_keys(&screen, "c G enter");
	assert_int_equal(app_choice(screen.app)->start, 2);
	scene_close(&screen);
}

/* --- targets and the way out ----------------------------------------------------------------- */

static void a_target_by_hand_is_a_migration(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "t");
	assert_true(scene_has(&screen, "assistant on Model on Alpha: where else"));
	assert_true(scene_has_in_row(&screen, "Open model", "Beta Cloud"));
	scene_keys(&screen, "enter");
	uint32_t made = plan_find(app_plan(screen.app), "hand/1");
	assert_int_not_equal(made, NONE);
	assert_true(is_on(&screen, "hand/1"));
	assert_int_equal(app_plan(screen.app)->migrations[made]->binding_count, 1);
	assert_true(scene_has(&screen, "1 of 5 on"));
	scene_keys(&screen, "u U t enter");
	assert_int_equal(app_plan(screen.app)->count, 5);
	scene_close(&screen);
}

static void several_bindings_move_together(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "k t");
	assert_true(scene_has(&screen, "2 bindings together"));
	scene_keys(&screen, "enter");
	uint32_t made = plan_find(app_plan(screen.app), "hand/1");
	assert_int_not_equal(made, NONE);
	assert_int_equal(app_plan(screen.app)->migrations[made]->binding_count, 2);
	scene_close(&screen);
}

/* Enter on what is at fault changes nothing, and says so; what is not found leaves the place as it was. */
static void a_pattern_at_fault_stays_in_its_prompt(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "f text:( enter");
	assert_true(scene_has_in_row(&screen, "filter: (", "missing closing parenthesis"));
	scene_keys(&screen, "bs text:triage enter");
	assert_true(scene_has(&screen, "/triage/"));
	scene_keys(&screen, "esc / text:[ enter");
	assert_true(scene_has(&screen, "missing terminating ]"));
	scene_close(&screen);
	scene_open(&screen, NULL);
	scene_keys(&screen, "/ text:tri");
	assert_true(scene_has(&screen, ">   [ ] triage"));
	scene_keys(&screen, "text:z enter");
	assert_true(scene_has(&screen, "not found: triz"));
	assert_true(scene_has(&screen, ">   [ ] assistant"));
	scene_close(&screen);
}

/* In a box that has a head: the head is no row, nor is what lies below the last one. */
static void a_click_in_a_box_meets_its_row(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "k t click:5,9");
	assert_true(scene_has(&screen, "│>Open model"));
	scene_keys(&screen, "click:5,7");
	assert_true(scene_has(&screen, "│>Open model"));
	scene_keys(&screen, "click:5,8");
	assert_true(scene_has(&screen, "│>Model on Beta"));
	scene_keys(&screen, "esc : text:pane");
	assert_true(scene_has(&screen, "│>next-pane"));
	scene_keys(&screen, "click:5,14");
	assert_true(scene_has(&screen, "│>next-pane"));
	scene_close(&screen);
}

static void the_way_out_is_kept_as_migrations(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "X");
	assert_true(scene_has(&screen, "The way out of Alpha Cloud"));
	assert_true(scene_has_in_row(&screen, "bindings that move", "3"));
	scene_keys(&screen, "enter");
	assert_true(is_on(&screen, "exit/alpha/1"));
	assert_true(is_on(&screen, "exit/alpha/2"));
	assert_true(scene_has(&screen, "way out of Alpha Cloud"));
	scene_keys(&screen, "u");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	scene_close(&screen);
}

/* --- finding --------------------------------------------------------------------------------- */

static void finding_is_live_and_esc_goes_back(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "/ text:fil");
	assert_true(scene_has_in_row(&screen, ">", "[ ] files"));
	scene_keys(&screen, "esc");
	assert_true(scene_has_in_row(&screen, ">", "[ ] assistant"));
	scene_keys(&screen, "/ text:FIL");
	assert_true(scene_has(&screen, "not found"));
	scene_keys(&screen, "ctrl-u text:tri enter");
	assert_true(scene_has_in_row(&screen, ">", "[ ] triage"));
	scene_keys(&screen, "n");
	assert_true(scene_has_in_row(&screen, ">", "[ ] triage"));
	scene_keys(&screen, "/ text:[a");
	assert_true(scene_has(&screen, "(at "));
	scene_close(&screen);
}

static void a_filter_is_live_and_empty_clears(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "f text:triage");
	assert_true(scene_has(&screen, "1 of 3"));
	assert_false(scene_has(&screen, "[ ] assistant"));
	assert_true(scene_has_in_row(&screen, "│>", "triage"));
	scene_keys(&screen, "esc");
	assert_true(scene_has_in_row(&screen, "│>", "[ ] assistant")); /* where one was */
	scene_keys(&screen, "btab f text:beta");
	assert_true(scene_has_in_row(&screen, "│>", "Beta"));
	scene_keys(&screen, "esc");
	assert_true(scene_has_in_row(&screen, "│>", "Alpha"));
	scene_keys(&screen, "f text:beta enter");
	assert_true(scene_has(&screen, "Providers by share /beta/"));
	assert_false(scene_has_in_row(&screen, "Chips", "inherited"));
	scene_keys(&screen, "f ctrl-u enter");
	assert_true(scene_has_in_row(&screen, "Chips", "inherited"));
	scene_close(&screen);
}

/* Where A is not today, what differs is what B has otherwise than A, in every pane. */
static void differences_are_from_a(void **state)
{
	static const char *const lenses[] = {"1 o", "1 o", "5"};
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "s down x d");
	assert_true(scene_has_in_row(&screen, "unmoor", "A: Leave Alpha   B: today"));
	assert_true(scene_has_in_row(&screen, "Alpha Cloud", "97%"));
	scene_keys(&screen, "tab");
	for (size_t i = 0; i < sizeof lenses / sizeof *lenses; i++) {
		scene_keys(&screen, lenses[i]);
		if (scene_has(&screen, "nothing differs"))
			fail_msg("%s:\n%s", lenses[i], screen.text.data);
	}
	scene_keys(&screen, "s down enter 1"); /* the same in both: nothing */
	assert_true(scene_has(&screen, "nothing differs from A"));
	scene_close(&screen);
}

static void the_palette_does_what_it_names(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, ": text:later enter");
	assert_int_equal(app_choice(screen.app)->start, 1);
	scene_keys(&screen, ": text:zoo enter");
	assert_false(scene_has(&screen, "Providers by"));
	scene_keys(&screen, "z : text:qqq");
	assert_true(scene_has(&screen, "no such command"));
	scene_keys(&screen, "enter");
	assert_false(scene_has(&screen, "Commands"));
	scene_close(&screen);
}

static void type(struct scene *screen, const char *text)
{
	for (; *text; text++) {
		char key[] = "text:?";
		key[5] = *text;
		scene_keys(screen, *text == ' ' ? "space" : key);
	}
}

/* A blank is not the end of a text. */
static void the_palette_finds_what_is_there(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, ":");
	for (int i = 1; i < ACTION_COUNT; i++) {
		if (action_info((enum action)i)->group == GROUP_SCENARIO)
			continue;
		scene_keys(&screen, "ctrl-u");
		type(&screen, action_info((enum action)i)->help);
		assert_false(scene_has(&screen, "no such command"));
		scene_keys(&screen, "space");
		assert_true(scene_has(&screen, "no such command"));
	}
	scene_keys(&screen, "ctrl-u text:LATER");
	assert_false(scene_has(&screen, "no such command"));
	scene_close(&screen);
}

/* --- the tree -------------------------------------------------------------------------------- */

static void the_tree_turns_round_with_its_cursor(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "D");
	assert_true(scene_has(&screen, "Tree: what assistant rests on"));
	assert_true(scene_has_in_row(&screen, ">", "assistant"));
	scene_keys(&screen, "j space");
	assert_true(is_on(&screen, "to-beta"));
	scene_keys(&screen, "D");
	assert_true(scene_has_in_row(&screen, ">", "[x] assistant"));
	scene_close(&screen);
}

static void folding_goes_to_the_parent(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "left");
	assert_true(scene_has_in_row(&screen, ">", "Model on Alpha"));
	scene_keys(&screen, "h");
	assert_false(scene_has(&screen, "[ ] assistant"));
	scene_keys(&screen, "l j");
	assert_true(scene_has_in_row(&screen, ">", "[ ] assistant"));
	scene_close(&screen);
}

static void the_tree_follows_the_provider(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "btab j");
	assert_true(scene_has(&screen, "what rests on Beta Cloud"));
	assert_true(scene_has_in_row(&screen, "Other store", "2.00k/mo"));
	assert_true(scene_has_in_row(&screen, "Beta Cloud share", "3.2%"));
	scene_keys(&screen, "o");
	assert_true(scene_has(&screen, "Providers by exit"));
	assert_true(scene_has(&screen, "what rests on Beta Cloud"));
	scene_close(&screen);
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
	struct scene screen;
	uint32_t random = 4711;
	(void)state;
	scene_open(&screen, NULL);
	for (int i = 0; i < 3000; i++) {
		random = random * 1664525 + 1013904223;
		scene_keys(&screen, words[(random >> 12) % (sizeof words / sizeof *words)]);
		if (screen.effects & (EFFECT_SAVE & ~(unsigned)EFFECT_REDRAW))
			app_saved(screen.app, random & 0x100, NULL);
		if (screen.effects & (EFFECT_REMOVE & ~(unsigned)EFFECT_REDRAW))
			app_saved(screen.app, random & 0x100, NULL);
		if (i % 500 == 499)
			app_reload(screen.app, scene_model(scene_stack), NULL);
	}
	scene_keys(&screen, "resize:80x24 esc esc esc esc esc esc esc esc");
	for (int i = 0; i < 3000; i++)
		scene_keys(&screen, "u");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	assert_int_equal(app_choice(screen.app)->start, 0);
	scene_close(&screen);
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
		cmocka_unit_test(a_pattern_at_fault_stays_in_its_prompt),
		cmocka_unit_test(a_click_in_a_box_meets_its_row),
		cmocka_unit_test(the_way_out_is_kept_as_migrations),
		cmocka_unit_test(finding_is_live_and_esc_goes_back),
		cmocka_unit_test(a_filter_is_live_and_empty_clears),
		cmocka_unit_test(differences_are_from_a),
		cmocka_unit_test(the_palette_does_what_it_names),
		cmocka_unit_test(the_palette_finds_what_is_there),
		cmocka_unit_test(the_tree_turns_round_with_its_cursor),
		cmocka_unit_test(folding_goes_to_the_parent),
		cmocka_unit_test(the_tree_follows_the_provider),
		cmocka_unit_test(any_keys_leave_a_program_that_can_undo_everything),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
