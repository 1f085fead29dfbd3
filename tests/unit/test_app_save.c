#include "tests/unit/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/str.h"

static bool is_on(const struct scene *screen, const char *migration)
{
	uint32_t index = plan_find(app_plan(screen->app), migration);
	return index != NONE && choice_is_on(app_choice(screen->app), index);
}

/* --- scenarios ------------------------------------------------------------------------------- */

static void saving_asks_for_a_name_and_names_the_choice(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space s s text:My\\ plan enter");
	assert_true(screen.effects & EFFECT_SAVE);
	assert_string_equal(app_request(screen.app)->path, "test.scenarios.yaml");
	assert_string_equal(app_request(screen.app)->id, "My-plan");
	assert_string_equal(app_request(screen.app)->name, "My plan");
	assert_int_equal(choice_count(app_choice(screen.app)), 1);
	assert_true(app_is_dirty(screen.app));
	app_saved(screen.app, true, NULL);
	assert_false(app_is_dirty(screen.app));
	scene_keys(&screen, "esc");
	assert_true(scene_has(&screen, "scenario: My plan "));
	scene_keys(&screen, "+");
	assert_true(scene_has(&screen, "scenario: My plan* "));
	assert_true(app_is_dirty(screen.app));
	scene_keys(&screen, "u");
	assert_true(scene_has(&screen, "scenario: My plan "));
	scene_close(&screen);
}

static void a_failed_save_says_why_and_changes_nothing(void **state)
{
	struct scene screen;
	struct diag_list faults;
	(void)state;
	diag_list_init(&faults);
	diag_add(&faults, DIAG_ERROR, "test.scenarios.yaml", 0, 0, NULL, "cannot write: %s", "no space left");
	scene_open(&screen, NULL);
	scene_keys(&screen, "space s s text:x enter");
	app_saved(screen.app, false, &faults);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "not saved: test.scenarios.yaml: error: cannot write"));
	assert_true(app_is_dirty(screen.app));
	scene_keys(&screen, "esc esc");
	assert_true(scene_has(&screen, "scenario: unnamed"));
	diag_list_clear(&faults);
	scene_close(&screen);
}

static void what_a_save_did_not_keep_is_told(void **state)
{
	struct scene screen;
	struct diag_list faults;
	(void)state;
	diag_list_init(&faults);
	diag_add(&faults, DIAG_WARNING, "test.scenarios.yaml", 0, 0, NULL, "the old file is now %s", "x.1");
	scene_open(&screen, NULL);
	scene_keys(&screen, "space s s text:x enter");
	app_saved(screen.app, true, &faults);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "saved; the old file is now x.1"));
	assert_false(app_is_dirty(screen.app));
	diag_list_clear(&faults);
	scene_close(&screen);
}

static void the_stacks_own_scenarios_are_saved_under_another_name(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "s j enter");
	assert_true(scene_has(&screen, "scenario: Leave Alpha "));
	assert_int_equal(app_choice(screen.app)->start, 6);
	assert_true(is_on(&screen, "store"));
	scene_keys(&screen, "s s");
	assert_true(scene_has(&screen, "save as: Leave Alpha 2"));
	scene_keys(&screen, "ctrl-u text:leave enter");
	assert_false(screen.effects & EFFECT_SAVE);
	assert_true(scene_has(&screen, "belongs to the stack's file"));
	scene_keys(&screen, "r");
	assert_true(scene_has(&screen, "belongs to the stack's file"));
	scene_close(&screen);
}

/* What it is replaced by may be another's work, or one's own of another day. */
static void a_scenario_is_not_replaced_without_a_word(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space s s text:Plan enter");
	app_saved(screen.app, true, NULL);
	scene_keys(&screen, "esc u s s text:Plan enter");
	assert_false(screen.effects & EFFECT_SAVE);
	assert_true(scene_has(&screen, "exists; Enter replaces it: Plan"));
	scene_keys(&screen, "esc");
	assert_false(screen.effects & EFFECT_SAVE);
	assert_true(scene_has(&screen, "not saved"));
	scene_keys(&screen, "s text:Plan enter ctrl-u text:Other enter");
	assert_true(screen.effects & EFFECT_SAVE);
	assert_string_equal(app_request(screen.app)->id, "Other");
	app_saved(screen.app, true, NULL);
	scene_keys(&screen, "s ctrl-u text:Plan enter");
	assert_false(screen.effects & EFFECT_SAVE);
	scene_keys(&screen, "enter");
	assert_true(screen.effects & EFFECT_SAVE);
	assert_string_equal(app_request(screen.app)->id, "Plan");
	scene_close(&screen);
}

static void clones_renames_and_deletions(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "s j c enter");
	assert_true(screen.effects & EFFECT_SAVE);
	assert_string_equal(app_request(screen.app)->id, "Leave-Alpha-2");
	assert_int_equal(choice_count(app_choice(screen.app)), 2);
	app_saved(screen.app, true, NULL);
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	scene_keys(&screen, "j r ctrl-u text:Other enter");
	assert_string_equal(app_request(screen.app)->id, "Leave-Alpha-2");
	assert_string_equal(app_request(screen.app)->name, "Other");
	assert_int_equal(choice_count(app_choice(screen.app)), 2);
	app_saved(screen.app, true, NULL);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has_in_row(&screen, "Other", "saved"));
	scene_keys(&screen, "!");
	assert_false(screen.effects & EFFECT_REMOVE);
	assert_true(scene_has(&screen, "delete 'Other'"));
	scene_keys(&screen, "!");
	assert_true(screen.effects & EFFECT_REMOVE);
	assert_string_equal(app_request(screen.app)->id, "Leave-Alpha-2");
	app_saved(screen.app, true, NULL);
	scene_resize(&screen, 80, 24);
	assert_false(scene_has(&screen, "Other"));
	scene_close(&screen);
}

/* The program loads the stack again before it tells: what was to be cloned is gone with the old shelf. */
static void a_clone_outlives_the_load_after_its_save(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "s j c enter");
	assert_string_equal(app_request(screen.app)->id, "Leave-Alpha-2");
	app_reload(screen.app, scene_model(scene_stack), NULL);
	app_saved(screen.app, true, NULL);
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	scene_keys(&screen, "s");
	assert_true(scene_has(&screen, "Leave Alpha"));
	/* Only the file could have given it. */
	assert_false(scene_has(&screen, "Leave-Alpha-2"));
	scene_close(&screen);
}

static void any_scenario_can_be_a(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "s j x");
	assert_true(scene_has(&screen, "A: Leave Alpha   B: today"));
	scene_keys(&screen, "s x");
	assert_true(scene_has(&screen, "scenario: today"));
	scene_close(&screen);
}

static void without_a_file_of_scenarios_a_path_is_asked_for(void **state)
{
	const struct app_options options = {.stack = NULL};
	struct scene screen;
	(void)state;
	scene_open_with(&screen, NULL, &options);
	scene_keys(&screen, "space s s text:a enter");
	assert_false(screen.effects & EFFECT_SAVE);
	assert_true(scene_has(&screen, "save to the file: unmoor.scenarios.yaml"));
	scene_keys(&screen, "ctrl-u text:/tmp/x.yaml enter");
	assert_true(screen.effects & EFFECT_SAVE);
	assert_string_equal(app_request(screen.app)->path, "/tmp/x.yaml");
	app_saved(screen.app, false, NULL);
	scene_keys(&screen, "s text:a enter esc");
	assert_true(scene_has(&screen, "not saved"));
	scene_close(&screen);
}

static void read_only_writes_nothing(void **state)
{
	const struct app_options options = {.stack = "test.yaml", .companion = "x", .secure = true};
	struct scene screen;
	(void)state;
	scene_open_with(&screen, NULL, &options);
	assert_true(scene_has(&screen, "[secure]"));
	scene_keys(&screen, "space s s");
	assert_true(scene_has(&screen, "saving: not with --secure"));
	scene_keys(&screen, "y");
	assert_true(scene_has(&screen, "copying: not with --secure"));
	scene_keys(&screen, "c");
	assert_true(scene_has(&screen, "saving: not with --secure"));
	scene_keys(&screen, "esc E");
	assert_true(scene_has(&screen, "editing: not with --secure"));
	scene_keys(&screen, "y");
	assert_true(scene_has(&screen, "copying: not with --secure"));
	scene_keys(&screen, "s j ! s c y r ! esc E y e esc i y E");
	assert_false(screen.effects & (EFFECT_SAVE | EFFECT_REMOVE | EFFECT_EDIT | EFFECT_COPY));
	scene_close(&screen);
}

/* Each of these is refused, so none of them may be offered: where the bottom row, the help or the palette is.
 */
static void what_is_refused_is_not_offered(void **state)
{
	static const char *const refused[] = {"EDITOR",       "edit the line", "copy",  "save a", "save what",
					      "another name", "delete",        "clone", "rename"};
	static const char *const looks[] = {"?",   "s",        "s ?",        "i",
					    "i ?", ": text:e", ": text:cop", ": text:sce"};
	const struct app_options options = {.stack = "test.yaml", .companion = "x", .secure = true};
	struct scene screen;
	(void)state;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		scene_open_with(&screen, NULL, &options);
		scene_resize(&screen, 100, 100);
		scene_keys(&screen, looks[i]);
		for (size_t j = 0; j < sizeof refused / sizeof *refused; j++)
			assert_false(scene_has(&screen, refused[j]));
		scene_close(&screen);
	}
}

/* It cannot be saved, so that is no answer to the question. */
static void without_writing_quit_offers_no_save(void **state)
{
	const struct app_options options = {.stack = "test.yaml", .read_only = true};
	struct scene screen;
	(void)state;
	scene_open_with(&screen, NULL, &options);
	scene_keys(&screen, "s j enter + q");
	assert_true(scene_has(&screen, "q again leaves"));
	assert_false(scene_has(&screen, "saves it"));
	scene_close(&screen);
}

/* --- leaving --------------------------------------------------------------------------------- */

static void an_unnamed_choice_does_not_hold_one_back(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	assert_false(app_is_dirty(screen.app));
	scene_keys(&screen, "space q");
	assert_true(screen.effects & EFFECT_QUIT);
	assert_true(app_is_dirty(screen.app));
	scene_close(&screen);
}

static void a_named_one_that_differs_is_asked_about_once(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "s j enter q");
	assert_true(screen.effects & EFFECT_QUIT);
	scene_keys(&screen, "+ q");
	assert_false(screen.effects & EFFECT_QUIT);
	assert_true(scene_has(&screen, "'Leave Alpha' differs from its saved form"));
	scene_keys(&screen, "j q");
	assert_false(screen.effects & EFFECT_QUIT);
	scene_keys(&screen, "q");
	assert_true(screen.effects & EFFECT_QUIT);
	scene_close(&screen);
}

static enum kept_state leave_alpha(const char *path, struct plan *plan, struct kept_choice *kept)
{
	uint32_t off[16];
	(void)path;
	choice_switch_on(&kept->choice, plan, 0, off);
	return KEPT_OFFER;
}

static enum kept_state leave_what_cannot_be_read(const char *path, struct plan *plan,
						 struct kept_choice *kept)
{
	(void)plan;
	kept->why = "what was left last time cannot be read";
	kept->fault = "unknown key 'x'";
	kept->older = arena_new(&kept->arena, 1, sizeof *kept->older);
	kept->where = kept->older[kept->older_count++] = arena_print(&kept->arena, "%s.1", path);
	return KEPT_NONE;
}

static enum kept_state leave_two_older(const char *path, struct plan *plan, struct kept_choice *kept)
{
	kept->older = arena_new(&kept->arena, 2, sizeof *kept->older);
	for (kept->older_count = 0; kept->older_count < 2; kept->older_count++)
		kept->older[kept->older_count] =
			arena_print(&kept->arena, "%s.%zu", path, kept->older_count + 1);
	return strchr(path, '/') ? leave_alpha(path, plan, kept) : KEPT_NONE;
}

/* What was left last time waits until it is taken up or declined, by whatever means. */
static void what_was_left_is_offered_until_it_is_settled(void **state)
{
	static const char *const answers[] = {"enter", "esc"};
	struct scene screen;
	(void)state;
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		scene_open(&screen, NULL);
		assert_false(app_offer_waits(screen.app));
		assert_int_equal(app_offer(screen.app, leave_alpha, "left.yaml"), KEPT_OFFER);
		scene_keys(&screen, "j");
		assert_true(scene_has(&screen, "Take it up again?"));
		assert_true(app_offer_waits(screen.app));
		scene_keys(&screen, answers[i]);
		assert_false(scene_has(&screen, "Take it up again?"));
		assert_false(app_offer_waits(screen.app));
		assert_int_equal(app_is_dirty(screen.app), i == 0);
		scene_close(&screen);
	}
	/* Who quits leaves it for the next time, as the bottom row says. */
	scene_open(&screen, NULL);
	assert_int_equal(app_offer(screen.app, leave_alpha, "left.yaml"), KEPT_OFFER);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "Enter take it up  Esc let it go  q quit"));
	scene_keys(&screen, "q");
	assert_true(screen.effects & EFFECT_QUIT);
	assert_true(app_offer_waits(screen.app));
	scene_close(&screen);
	/* Every amount has its currency, also where there is little room. */
	scene_open(&screen, NULL);
	scene_resize(&screen, 40, 20);
	assert_int_equal(app_offer(screen.app, leave_alpha, "left.yaml"), KEPT_OFFER);
	scene_keys(&screen, "k");
	assert_true(scene_has_in_row(&screen, "monthly today", "63.0k USD/mo"));
	scene_close(&screen);
	scene_open(&screen, NULL);
	assert_int_equal(app_offer(screen.app, leave_alpha, "left.yaml"), KEPT_OFFER);
	app_reload(screen.app, scene_model(scene_stack), NULL);
	assert_true(app_offer_waits(screen.app));
	scene_close(&screen);
}

/* A path is whole on the page of warnings, however long it is. */
static void what_cannot_be_read_is_told(void **state)
{
	static const int widths[] = {80, 40};
	static const char path[] = "/home/ada/.local/state/unmoor/0123456789abcdef.scenarios.yaml";
	struct scene screen;
	(void)state;
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		scene_open(&screen, NULL);
		assert_int_equal(app_offer(screen.app, leave_what_cannot_be_read, path), KEPT_NONE);
		assert_false(app_offer_waits(screen.app));
		scene_resize(&screen, widths[i], 24);
		assert_false(scene_has(&screen, "Take it up again?"));
		assert_true(scene_has(&screen, "what was left last time cannot be read"));
		assert_int_equal(scene_has(&screen, "read; W tells where it is"), widths[i] == 80);
		scene_keys(&screen, "W");
		assert_true(scene_has(&screen, "Left without a name"));
		assert_true(
			scene_has(&screen, widths[i] == 80 ? path : "  /home/ada/.local/state/unmoor/0123 "));
		assert_true(
			scene_has(&screen, widths[i] == 80 ? "yaml.1" : "    456789abcdef.scenarios.yaml.1"));
		scene_close(&screen);
	}
	scene_open(&screen, NULL);
	app_offer(screen.app, leave_what_cannot_be_read, path);
	scene_keys(&screen, "W");
	assert_true(scene_has(&screen, "cannot be read: unknown key 'x'; it is"));
	scene_close(&screen);
}

static void older_ones_are_told(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "W");
	assert_false(scene_has(&screen, "Left without a name"));
	assert_int_equal(app_offer(screen.app, leave_two_older, "left.yaml"), KEPT_NONE);
	scene_keys(&screen, "esc");
	scene_close(&screen);
	scene_open(&screen, NULL);
	app_offer(screen.app, leave_two_older, "left.yaml");
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "2 older choices wait; W tells where"));
	scene_keys(&screen, "W");
	assert_true(scene_has(&screen, "Older choices of this stack wait"));
	assert_true(scene_has(&screen, "  left.yaml.1 "));
	assert_true(scene_has(&screen, "  left.yaml.2 "));
	scene_close(&screen);
	scene_open(&screen, NULL);
	assert_int_equal(app_offer(screen.app, leave_two_older, "/left.yaml"), KEPT_OFFER);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "Take it up again?"));
	assert_true(scene_has(&screen, "2 older choices wait besides; W tells where"));
	scene_keys(&screen, "esc W");
	assert_true(scene_has(&screen, "  /left.yaml.2 "));
	scene_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(saving_asks_for_a_name_and_names_the_choice),
		cmocka_unit_test(a_failed_save_says_why_and_changes_nothing),
		cmocka_unit_test(what_a_save_did_not_keep_is_told),
		cmocka_unit_test(the_stacks_own_scenarios_are_saved_under_another_name),
		cmocka_unit_test(a_scenario_is_not_replaced_without_a_word),
		cmocka_unit_test(clones_renames_and_deletions),
		cmocka_unit_test(a_clone_outlives_the_load_after_its_save),
		cmocka_unit_test(any_scenario_can_be_a),
		cmocka_unit_test(without_a_file_of_scenarios_a_path_is_asked_for),
		cmocka_unit_test(read_only_writes_nothing),
		cmocka_unit_test(what_is_refused_is_not_offered),
		cmocka_unit_test(without_writing_quit_offers_no_save),
		cmocka_unit_test(an_unnamed_choice_does_not_hold_one_back),
		cmocka_unit_test(a_named_one_that_differs_is_asked_about_once),
		cmocka_unit_test(what_was_left_is_offered_until_it_is_settled),
		cmocka_unit_test(what_cannot_be_read_is_told),
		cmocka_unit_test(older_ones_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
