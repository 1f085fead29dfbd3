#include "tests/unit/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/str.h"

/* The value that is tried of a variable, or NULL. */
static const struct tried *tried_of(const struct scene *screen, const char *variable)
{
	const struct choice *choice = app_choice(screen->app);
	const struct model *model = app_plan(screen->app)->model;
	for (uint32_t i = 0; i < choice->tried_count; i++) {
		struct str name;
		str_init(&name);
		tried_name(model, &choice->tried[i], &name);
		bool same = strcmp(name.data, variable) == 0;
		str_clear(&name);
		if (same)
			return &choice->tried[i];
	}
	return NULL;
}

/* Goes down the page from its top until the cursor is on a row with this text, and presses v. */
static void press_v_on(struct scene *screen, const char *text)
{
	scene_keys(screen, "home");
	for (int i = 0; i < 100 && !scene_has_in_row(screen, ">", text); i++)
		scene_keys(screen, "down");
	assert_true(scene_has_in_row(screen, ">", text));
	scene_keys(screen, "v");
}

static void a_value_is_typed_marked_and_undone(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space i");
	/* The formula has no line for which there is no input: nothing here is worked on. */
	assert_false(scene_has(&screen, "person-days for one x"));
	press_v_on(&screen, "time in which old");
	assert_true(scene_has(&screen, "try (empty clears): [1, 2, 4]"));
	scene_keys(&screen, "ctrl-u text:5 enter");
	assert_true(scene_has_in_row(&screen, "time in which old", "5 months"));
	assert_true(scene_has(&screen, "tried instead of 1 · 2 · 4 of"));
	assert_true(tried_of(&screen, "overlap")->value.likely > 4.5);
	scene_keys(&screen, "esc");
	assert_non_null(strstr(scene_row(&screen, 0), "1 tried"));
	assert_true(scene_has(&screen, "overlap 5 months (was [1, 2, 4])"));
	assert_true(scene_has(&screen, "─ 1 tried"));
	scene_keys(&screen, "u");
	assert_null(tried_of(&screen, "overlap"));
	assert_null(strstr(scene_row(&screen, 0), "tried"));
	scene_keys(&screen, "U");
	assert_non_null(tried_of(&screen, "overlap"));
	scene_keys(&screen, "c");
	assert_true(scene_has(&screen, "overlap 5 months (was [1, 2, 4])"));
	scene_close(&screen);
}

static void undo_works_in_the_page_too(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space i");
	press_v_on(&screen, "time in which old");
	scene_keys(&screen, "ctrl-u text:7 enter u");
	assert_null(tried_of(&screen, "overlap"));
	assert_true(scene_has_in_row(&screen, "time in which old", "1 · 2 · 4 months"));
	scene_keys(&screen, "U");
	assert_true(scene_has_in_row(&screen, "time in which old", "7 months"));
	scene_close(&screen);
}

static void empty_and_the_stacks_own_value_clear_it(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space i");
	press_v_on(&screen, "time in which old");
	scene_keys(&screen, "ctrl-u enter");
	assert_true(scene_has(&screen, "it has the stack's own value"));
	press_v_on(&screen, "time in which old");
	scene_keys(&screen, "ctrl-u text:7 enter");
	press_v_on(&screen, "time in which old");
	assert_true(scene_has(&screen, "try (empty clears): 7"));
	scene_keys(&screen, "ctrl-u enter");
	assert_int_equal(app_choice(screen.app)->tried_count, 0);
	press_v_on(&screen, "time in which old");
	scene_keys(&screen, "ctrl-u text:3 enter");
	press_v_on(&screen, "time in which old");
	scene_keys(&screen, "ctrl-u text:[1,\\ 2,\\ 4] enter");
	assert_int_equal(app_choice(screen.app)->tried_count, 0);
	scene_keys(&screen, "esc");
	assert_true(scene_has(&screen, "overlap [1, 2, 4] months (was 3)"));
	scene_close(&screen);
}

static void what_is_no_value_is_told_and_changes_nothing(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space i");
	scene_resize(&screen, 140, 40);
	press_v_on(&screen, "time in which old");
	scene_keys(&screen, "ctrl-u text:[3,\\ 2,\\ 1]");
	assert_true(scene_has(&screen, "'overlap' is out of order"));
	scene_keys(&screen, "enter");
	assert_true(scene_has(&screen, "try (empty clears): [3, 2, 1]"));
	assert_true(scene_has(&screen, "'overlap' is out of order"));
	assert_int_equal(app_choice(screen.app)->tried_count, 0);
	scene_keys(&screen, "ctrl-u text:700");
	assert_false(scene_has(&screen, "out of order"));
	scene_keys(&screen, "esc");
	assert_int_equal(app_choice(screen.app)->tried_count, 0);
	assert_true(scene_has(&screen, "Why this number"));
	scene_close(&screen);
}

static void a_horizon_stays_above_the_start(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_resize(&screen, 140, 50);
	scene_keys(&screen, "space + + + 3 tab i");
	press_v_on(&screen, "horizon");
	scene_keys(&screen, "ctrl-u text:3 enter");
	assert_true(scene_has(&screen, "the start is month 3: a horizon has to be above it"));
	scene_keys(&screen, "ctrl-u text:4 enter esc");
	assert_non_null(tried_of(&screen, "horizon"));
	scene_keys(&screen, "+");
	assert_true(scene_has(&screen, "month 3 is the last one to start in"));
	assert_int_equal(app_choice(screen.app)->start, 3);
	scene_close(&screen);
}

static void what_cannot_be_tried_says_so(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_resize(&screen, 140, 50);
	scene_keys(&screen, "space i");
	press_v_on(&screen, "assistant: monthly on");
	assert_true(scene_has(&screen, "worked out from today's monthly"));
	assert_false(scene_has(&screen, "try (empty"));
	scene_close(&screen);
}

static void v_on_the_panes_leads_to_the_inputs(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space v");
	assert_true(scene_has(&screen, "Why this number"));
	assert_true(scene_has(&screen, "v on an input tries another value"));
	scene_close(&screen);
}

/* i explains the figures of every box that has some. */
static void boxes_explain_their_figures(void **state)
{
	static const struct {
		const char *keys, *title;
	} cases[] = {
		{"t i", "moving assistant to"},
		{"X i", "one-off cost, expected"},
		{"w i", "monthly of"},
		{"btab w i", "how far the business of"},
		{"5 tab enter i", "times what is put in"},
		{"6 tab enter i", "what it adds to the other moves"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct scene screen;
		scene_open(&screen, NULL);
		scene_keys(&screen, cases[i].keys);
		if (!scene_has(&screen, "Why this number") || !scene_has(&screen, cases[i].title))
			fail_msg("%s:\n%s", cases[i].keys, screen.text.data);
		scene_close(&screen);
	}
}

/* What a box below shows was reckoned before. */
/* Saved scenarios and former states have figures too; but what is tried is tried in the live choice. */
static void other_choices_are_explained(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_resize(&screen, 120, 60);
	scene_keys(&screen, "s down i");
	assert_true(scene_has(&screen, "│>Leave Alpha"));
	assert_true(scene_has(&screen, "one-off cost, expected"));
	assert_false(scene_has(&screen, "nothing that moves"));
	press_v_on(&screen, "time in which old");
	assert_true(scene_has(&screen, "not what is live"));
	assert_false(scene_has(&screen, "try (empty"));
	scene_keys(&screen, "esc home i");
	assert_true(scene_has(&screen, "│>today (nothing on)"));
	scene_keys(&screen, "esc esc space u c down i");
	assert_true(scene_has(&screen, "│>[x] assistant"));
	assert_true(scene_has(&screen, "time in which old"));
	scene_keys(&screen, "esc esc 4"); /* and A is today as before */
	assert_true(scene_has(&screen, "A and B are the same"));
	scene_close(&screen);
}

/* A row of the tornado: what that input does alone. Where it is tried as a constant, it does nothing. */
static void a_row_of_the_tornado_is_explained(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_resize(&screen, 120, 60);
	scene_keys(&screen, "space 2 tab i");
	assert_true(scene_has(&screen, "between one input alone at its low and at its high"));
	assert_true(scene_has(&screen, " at its low, "));
	scene_keys(&screen, "v ctrl-u text:2 enter");
	assert_int_equal(app_choice(screen.app)->tried_count, 1);
	assert_false(scene_has(&screen, "between one input alone"));
	assert_true(scene_has(&screen, "tried instead of"));
	scene_keys(&screen, "u");
	assert_true(scene_has(&screen, "between one input alone at its low and at its high"));
	scene_close(&screen);
}

static void a_value_closes_the_boxes_below(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "X i v ctrl-u text:7 enter");
	assert_int_equal(app_choice(screen.app)->tried_count, 1);
	assert_true(scene_has(&screen, "Why this number"));
	scene_keys(&screen, "esc");
	assert_false(scene_has(&screen, "Way out"));
	assert_true(scene_has(&screen, "Providers"));
	scene_close(&screen);
}

static void a_and_b_may_try_different_values(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space i");
	press_v_on(&screen, "time in which old");
	scene_keys(&screen, "ctrl-u text:5 enter esc x");
	assert_int_equal(app_choice(screen.app)->tried_count, 0);
	assert_non_null(strstr(scene_row(&screen, 0), "A: unnamed"));
	scene_resize(&screen, 140, 50);
	scene_keys(&screen, "4");
	assert_true(scene_has_in_row(&screen, "tried: overlap", "5"));
	scene_keys(&screen, "d");
	assert_true(scene_has_in_row(&screen, "tried: overlap", "5"));
	scene_keys(&screen, "x");
	assert_int_equal(app_choice(screen.app)->tried_count, 1);
	scene_close(&screen);
}

/* A binding of which another value is tried differs from A, though it goes nowhere. */
static void differences_show_what_is_tried(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "i");
	press_v_on(&screen, ": monthly");
	scene_keys(&screen, "ctrl-u text:90k enter esc d");
	assert_int_equal(app_choice(screen.app)->tried_count, 1);
	assert_true(scene_has(&screen, "(1 of "));
	scene_close(&screen);
}

static void a_new_file_keeps_what_is_tried(void **state)
{
	struct scene screen;
	struct str yaml;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space i");
	press_v_on(&screen, "mtok used");
	scene_keys(&screen, "ctrl-u text:9 enter");
	press_v_on(&screen, "time in which old");
	scene_keys(&screen, "ctrl-u text:5 enter esc");
	str_init(&yaml);
	str_add_text(&yaml, scene_stack);
	memcpy(strstr(yaml.data, "rate: [500, 900, 1500]"), "rate: [500, 800, 1500]", 22);
	app_reload(screen.app, scene_model(yaml.data), NULL);
	assert_non_null(tried_of(&screen, "usage:assistant@alpha/llm:mtok"));
	assert_non_null(tried_of(&screen, "overlap"));
	memcpy(strstr(yaml.data, "usage: {mtok: 10k}"), "usage: {ntok: 10k}", 18);
	app_reload(screen.app, scene_model(yaml.data), NULL);
	scene_resize(&screen, 120, 40);
	assert_null(tried_of(&screen, "usage:assistant@alpha/llm:mtok"));
	assert_non_null(tried_of(&screen, "overlap"));
	assert_true(scene_has(&screen, "1 tried value has no input any more"));
	str_clear(&yaml);
	scene_close(&screen);
}

/* The price of what was undone has the ways out worked out: nothing of them is left to begin. */
static void a_new_file_comes_after_a_tried_value_was_undone(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space i");
	press_v_on(&screen, "mtok used");
	scene_keys(&screen, "ctrl-u text:9 enter esc u");
	assert_null(tried_of(&screen, "usage:assistant@alpha/llm:mtok"));
	app_reload(screen.app, scene_model(scene_stack), NULL);
	scene_resize(&screen, 120, 40);
	assert_true(scene_has(&screen, "loaded again"));
	scene_keys(&screen, "U");
	assert_non_null(tried_of(&screen, "usage:assistant@alpha/llm:mtok"));
	scene_close(&screen);
}

/* The horizon of a new file may be too near for what was chosen. */
static void a_nearer_horizon_takes_the_start_along(void **state)
{
	struct scene screen;
	struct str yaml;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space + + + + +");
	str_init(&yaml);
	str_add_text(&yaml, scene_stack);
	memcpy(strstr(yaml.data, "horizon: 24"), "horizon: 3 ", 11);
	memcpy(strstr(yaml.data, "start: 6"), "start: 1", 8);
	app_reload(screen.app, scene_model(yaml.data), NULL);
	scene_resize(&screen, 120, 40);
	assert_int_equal(app_choice(screen.app)->start, 2);
	str_clear(&yaml);
	scene_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_is_typed_marked_and_undone),
		cmocka_unit_test(undo_works_in_the_page_too),
		cmocka_unit_test(empty_and_the_stacks_own_value_clear_it),
		cmocka_unit_test(what_is_no_value_is_told_and_changes_nothing),
		cmocka_unit_test(a_horizon_stays_above_the_start),
		cmocka_unit_test(what_cannot_be_tried_says_so),
		cmocka_unit_test(v_on_the_panes_leads_to_the_inputs),
		cmocka_unit_test(boxes_explain_their_figures),
		cmocka_unit_test(other_choices_are_explained),
		cmocka_unit_test(a_row_of_the_tornado_is_explained),
		cmocka_unit_test(a_value_closes_the_boxes_below),
		cmocka_unit_test(a_and_b_may_try_different_values),
		cmocka_unit_test(differences_show_what_is_tried),
		cmocka_unit_test(a_new_file_keeps_what_is_tried),
		cmocka_unit_test(a_new_file_comes_after_a_tried_value_was_undone),
		cmocka_unit_test(a_nearer_horizon_takes_the_start_along),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
