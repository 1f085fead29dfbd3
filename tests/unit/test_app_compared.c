/* i in A|B: the row of A and of B, and the difference. */
#include "tests/unit/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A is "Leave Alpha", B moves the triage alone. */
static void open_two(struct scene *screen)
{
	scene_open(screen, NULL);
	scene_resize(screen, 100, 60);
	scene_keys(screen, "s end enter x down space 4");
	assert_true(scene_has(screen, "A: Leave Alpha"));
	scene_keys(screen, "tab home");
}

static void expect_row(struct scene *screen, const char *first, const char *second)
{
	if (!scene_has_in_row(screen, first, second))
		fail_msg("no row with '%s' and '%s':\n%s", first, second, screen->text.data);
}

static void go_to(struct scene *screen, const char *text)
{
	for (int i = 0; i < 200 && !scene_has_in_row(screen, ">", text); i++)
		scene_keys(screen, "down");
	expect_row(screen, ">", text);
}

/* On the page of the row under the cursor: 5 months of overlap for B, whose totals come second. */
static void try_overlap(struct scene *screen)
{
	scene_keys(screen, "i");
	go_to(screen, "B: unnamed");
	scene_keys(screen, "down");
	go_to(screen, "B: unnamed");
	go_to(screen, "time in which old");
	scene_keys(screen, "v ctrl-u text:5 enter esc end");
	expect_row(screen, "tried: overlap, months", "5");
}

/* Each row: its label, and what has to be explained of both. */
static void every_row_explains_a_and_b(void **state)
{
	static const struct {
		const char *label, *title;
	} rows[] = {
		{"One-off", "one-off cost, expected"},
		{"P10", "one-off cost, expected"},
		{"P90", "one-off cost, expected"},
		{"Monthly", "monthly spend in the scenario"},
		{"NPV", "net present value over the horizon, expected"},
		{"Pays back, mo", "month in which it has paid back"},
		{"HHI, 0-10000", "concentration"},
		{"Start month", "start"},
		{"retraining", "retraining"},
		{"rebuilding", "rebuilding"},
		{"redesign", "redesign"},
		{"requalification", "requalification"},
		{"transfer", "transfer"},
		{"parallel", "parallel"},
		{"onboarding", "onboarding"},
		{"commitments", "commitments"},
	};
	struct scene screen;
	(void)state;
	open_two(&screen);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char head[100];
		scene_keys(&screen, "i");
		snprintf(head, sizeof head, "%s: A, B and the difference", rows[i].label);
		expect_row(&screen, head, "");
		expect_row(&screen, "A: Leave Alpha", "");
		expect_row(&screen, "B: unnamed", "");
		expect_row(&screen, "B − A", "");
		const char *after = strstr(screen.text.data, "B − A");
		assert_non_null(after);
		const char *title = strstr(after, rows[i].title);
		if (!title)
			fail_msg("no '%s' below the difference:\n%s", rows[i].title, screen.text.data);
		const char *a = strstr(title, "A: Leave Alpha");
		assert_non_null(a);
		assert_true(strstr(a, "\n│   = ") || strstr(a, "│  = "));
		scene_keys(&screen, "pgdn pgdn pgdn");
		assert_true(scene_has(&screen, "B: unnamed"));
		scene_keys(&screen, "esc down");
	}
	scene_close(&screen);
}

/* The figures are those of the lens, with their unit, and each is reckoned below. */
static void the_difference_has_both_figures_and_their_unit(void **state)
{
	struct scene screen;
	(void)state;
	open_two(&screen);
	char a[8], b[8];
	const char *row = strstr(scene_row(&screen, 45), "One-off");
	for (int i = 0; i < 60 && !row; i++)
		row = strstr(scene_row(&screen, i), "One-off  ");
	assert_non_null(row);
	assert_int_equal(sscanf(row, "One-off %7s %7s", a, b), 2);
	scene_keys(&screen, "i");
	assert_string_equal(scene_amount(&screen, "│", "A: Leave Alpha").text, a);
	assert_string_equal(scene_amount(&screen, "", "= ").text, a);
	assert_string_equal(scene_amount(&screen, "│", "B: unnamed").text, b);
	expect_row(&screen, "= ", " USD, P10 ");
	go_to(&screen, "B: unnamed");
	scene_keys(&screen, "down");
	go_to(&screen, "B: unnamed");
	go_to(&screen, "= ");
	assert_string_equal(scene_amount(&screen, ">", "= ").text, b);
	scene_keys(&screen, "esc down down down i");
	expect_row(&screen, "A: Leave Alpha", "USD a month");
	expect_row(&screen, "B − A", "USD a month");
	scene_close(&screen);
}

/* The inputs of A are another choice's: only those of B can be tried, and each side says what it tries. */
static void inputs_of_b_can_be_tried_and_those_of_a_say_how(void **state)
{
	struct scene screen;
	(void)state;
	open_two(&screen);
	scene_keys(&screen, "i");
	go_to(&screen, "time in which old");
	scene_keys(&screen, "v");
	assert_true(scene_has(&screen, "x flips A and B"));
	go_to(&screen, "B: unnamed");
	go_to(&screen, "time in which old");
	scene_keys(&screen, "v ctrl-u text:5 enter");
	assert_true(scene_has(&screen, "tried instead of 1 · 2 · 4"));
	scene_keys(&screen, "home");
	expect_row(&screen, "B: unnamed, 1 value tried", "USD");
	assert_false(scene_has_in_row(&screen, "A: Leave Alpha, 1", ""));
	/* Flipped, A is the one that tries; B's inputs have the stack's value. */
	scene_keys(&screen, "esc x i");
	expect_row(&screen, "A: unnamed, 1 value tried", "USD");
	assert_true(scene_has(&screen, "tried instead of 1 · 2 · 4"));
	scene_close(&screen);
}

/* The window is too small to be drawn, so that nothing brings the rows up to date but the next key. */
static void rows_are_not_those_of_the_key_before(void **state)
{
	struct scene screen;
	(void)state;
	open_two(&screen);
	try_overlap(&screen);
	scene_keys(&screen, "resize:12x3 u / t r i resize:80x24");
	assert_true(scene_has(&screen, "not found"));
	assert_false(scene_has(&screen, "tried: overlap"));
	scene_close(&screen);
}

/* A row of a value that is tried: both values with range and unit, then the totals; they stay when it is
 * undone. */
static void the_row_of_a_tried_value_has_both_and_survives_undo(void **state)
{
	struct scene screen;
	(void)state;
	open_two(&screen);
	try_overlap(&screen);
	scene_keys(&screen, "i");
	expect_row(&screen, "tried: overlap: A, B and the difference", "");
	expect_row(&screen, "A: Leave Alpha", "2.1667 months (1 · 2 · 4)");
	expect_row(&screen, "B: unnamed, 1 value tried", "5 months");
	expect_row(&screen, "B − A", "+2.8333 months");
	expect_row(&screen, "one-off cost, expected", "");
	scene_keys(&screen, "u");
	assert_false(scene_has(&screen, "tried: overlap: A, B"));
	expect_row(&screen, "one-off cost, expected", "");
	scene_close(&screen);
}

/* A new model over the page: it is about the same row. */
static void it_stays_over_a_new_model(void **state)
{
	struct scene screen;
	(void)state;
	open_two(&screen);
	scene_keys(&screen, "down down down down i");
	app_reload(screen.app, scene_model(scene_stack), NULL);
	scene_keys(&screen, "down");
	assert_true(scene_has(&screen, "NPV: A, B and the difference"));
	assert_true(scene_has(&screen, "A: Leave Alpha"));
	scene_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_explains_a_and_b),
		cmocka_unit_test(the_difference_has_both_figures_and_their_unit),
		cmocka_unit_test(inputs_of_b_can_be_tried_and_those_of_a_say_how),
		cmocka_unit_test(rows_are_not_those_of_the_key_before),
		cmocka_unit_test(the_row_of_a_tried_value_has_both_and_survives_undo),
		cmocka_unit_test(it_stays_over_a_new_model),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
