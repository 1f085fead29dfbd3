#include "tests/unit/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/diag.h"
#include "core/base/str.h"

/* The stack of the scene with a part of it replaced. */
static char *stack_with(const char *part, const char *other)
{
	const char *at = strstr(scene_stack, part);
	struct str yaml;
	assert_non_null(at);
	str_init(&yaml);
	str_add(&yaml, scene_stack, (size_t)(at - scene_stack));
	str_add_text(&yaml, other);
	str_add_text(&yaml, at + strlen(part));
	char *copy = strdup(yaml.data);
	str_clear(&yaml);
	return copy;
}

/* Goes down to the row with this text. */
static void go_to(struct scene *screen, const char *text)
{
	for (int i = 0; i < 60 && !scene_has_in_row(screen, ">", text); i++)
		scene_keys(screen, "down");
	if (!scene_has_in_row(screen, ">", text))
		fail_msg("no row '%s':\n%s", text, screen->text.data);
}

/* A driver that is paid by a price which nobody at Beta has. */
static void open_without_price(struct scene *screen)
{
	char *yaml = stack_with(
		"- {id: kernel, name: Kernels, category: redesign, effort: 30, at: {refactor: 1}}",
		"- {id: kernel, name: Kernels, category: retraining, price: gpu, at: {rehost: 1}}");
	scene_open(screen, yaml);
	free(yaml);
}

static void expect_keys(struct scene *screen, const char *keys, const char *first, const char *second)
{
	scene_keys(screen, keys);
	if (!scene_has_in_row(screen, first, second))
		fail_msg("%s: no row with '%s' and '%s':\n%s", keys, first, second, screen->text.data);
}

/* --- what is missing ------------------------------------------------------------------------- */

static void a_missing_price_is_marked_everywhere(void **state)
{
	static const struct {
		const char *keys, *first, *second;
	} cases[] = {
		{"1", "One-off", "+ USD, expected"},
		{"1", "P10", "+"},
		{"1", "retraining", "0+"},
		{"1 tab home i", "= 0+ USD", ""},
		{"1 tab home i", "0+ USD of it hangs on this", ""},
		{"1 tab home i", "price of one gpu at Model on Beta", "not known"},
		{"1 tab home i", "missing: what hangs on it is not known", ""},
		{"1 tab home o i pgdn pgdn", "one-off cost, expected", ""},
		{"4", "One-off", "+"},
		{"4", "  P90", "+"},
		{"4", "retraining", "0+"},
		{"2", "P10 ", "+"},
		{"2", "months of overlap", "+"},
		{"3", "One-off by start month", "+ USD"},
		{"6", "All models to Beta", "+"},
		{"c", "● [x] triage", "+ "},
		{"s end", "Leave Alpha", "+"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct scene screen;
		open_without_price(&screen);
		scene_resize(&screen, 140, 44);
		scene_keys(&screen, "down space");
		expect_keys(&screen, cases[i].keys, cases[i].first, cases[i].second);
		scene_close(&screen);
	}
}

/* Another model prices the trail anew: no difference is taken between the figures of two. */
static void the_trail_is_of_one_model(void **state)
{
	struct scene screen;
	char *dearer =
		stack_with("{offering: beta/store, monthly: 2k}", "{offering: beta/store, monthly: 9k}");
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "down down space up up space");
	assert_true(scene_has(&screen, "−13.0k USD/mo"));
	app_reload(screen.app, scene_model(dearer), NULL);
	scene_keys(&screen, "down up");
	assert_true(scene_has(&screen, "−13.0k USD/mo"));
	/* The point before is of the new model as well; what lies further back is not known until one is
	 * there. */
	scene_keys(&screen, "c");
	assert_true(scene_has_in_row(&screen, "● [x] assistant", "57.0k"));
	assert_false(scene_has_in_row(&screen, "at the start", "k"));
	scene_keys(&screen, "esc u u");
	assert_true(scene_has(&screen, " USD/mo"));
	scene_keys(&screen, "c");
	assert_true(scene_has_in_row(&screen, "● at the start", "70.0k"));
	scene_close(&screen);
	/* A that was made another is no change of the money, whatever is loaded. */
	scene_open(&screen, NULL);
	scene_keys(&screen, "space s end x");
	app_reload(screen.app, scene_model(dearer), NULL);
	scene_keys(&screen, "esc down up");
	assert_true(scene_has_in_row(&screen, "one-off 0 USD", "0 USD/mo"));
	free(dearer);
	scene_close(&screen);
}

/* It comes from no place, and is no assumption as such. */
static void what_is_worked_out_is_no_assumption(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_resize(&screen, 100, 70);
	scene_keys(&screen, "down space 4 tab home");
	go_to(&screen, "NPV");
	scene_keys(&screen, "i");
	assert_true(scene_has_in_row(&screen, "hangs on this; ", "worked out"));
	scene_close(&screen);
}

static void the_value_explained_carries_its_mark(void **state)
{
	struct scene screen;
	(void)state;
	open_without_price(&screen);
	scene_resize(&screen, 140, 60);
	scene_keys(&screen, "down space 4 tab home i");
	assert_true(scene_has_in_row(&screen, "= ", "+ USD, P10 "));
	assert_true(scene_has_in_row(&screen, "P10 ", "+, P50 ") &&
		    scene_has_in_row(&screen, "P50 ", "+, P90 "));
	scene_keys(&screen, "esc esc");
	scene_close(&screen);
	/* Without a gap there is no mark. */
	scene_open(&screen, NULL);
	scene_resize(&screen, 140, 60);
	scene_keys(&screen, "down space 4 tab home i");
	assert_false(scene_has_in_row(&screen, "= ", "+ USD, P10 "));
	scene_close(&screen);
}

/* The targets, the way out and the column of exits: triage goes where no gpu has a price. */
static void ways_out_carry_their_mark(void **state)
{
	struct scene screen;
	(void)state;
	open_without_price(&screen);
	scene_resize(&screen, 140, 44);
	expect_keys(&screen, "X", "a price is missing", "+");
	scene_keys(&screen, "i");
	assert_true(scene_has_in_row(&screen, "= ", "+ USD"));
	go_to(&screen, "+ months of spend");
	scene_keys(&screen, "esc esc");
	assert_true(scene_has_in_row(&screen, "Alpha Cloud", "+ mo"));
	scene_close(&screen);
}

/* --- which figure is meant ------------------------------------------------------------------- */

static void rows_of_the_tree_explain_what_they_show(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "home");
	go_to(&screen, "Model on Alpha");
	assert_true(scene_has_in_row(&screen, "Model on Alpha", "52.0k/mo"));
	expect_keys(&screen, "i", "monthly spend on Model on Alpha, today", "");
	assert_true(scene_has(&screen, "= 52,000 USD a month"));
	scene_keys(&screen, "esc");
	go_to(&screen, "triage");
	scene_keys(&screen, "space");
	expect_keys(&screen, "i", "monthly of triage on Model on Alpha, today", "");
	assert_true(scene_has(&screen, "= 12,000 USD a month"));
	scene_resize(&screen, 140, 80);
	assert_true(scene_has(&screen, "moving triage to Model on Beta on its own"));
	assert_true(scene_has(&screen, "monthly of triage on Model on Beta"));
	scene_close(&screen);
}

static void a_swing_stays_with_its_variable(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_resize(&screen, 140, 60);
	scene_keys(&screen, "space 2 tab");
	go_to(&screen, "months of overlap");
	scene_keys(&screen, "i");
	assert_true(scene_has(&screen, "between one input alone at its low"));
	assert_true(scene_has_in_row(&screen, "time in which old", "1 · 2 · 4 months"));
	assert_true(scene_has(&screen, "test.yaml:9"));
	/* A constant swings nothing: the total is still told, and undo brings the swing back. */
	scene_keys(&screen, "v ctrl-u text:2 enter");
	assert_false(scene_has(&screen, "between one input alone at its low"));
	assert_true(scene_has(&screen, "one-off cost, expected"));
	scene_keys(&screen, "u");
	assert_true(scene_has(&screen, "between one input alone at its low"));
	scene_close(&screen);
}

static void bindings_that_go_together_are_summed(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_resize(&screen, 140, 60);
	scene_keys(&screen, "home");
	go_to(&screen, "Model on Alpha");
	scene_keys(&screen, "t");
	assert_true(scene_has(&screen, "2 bindings together: where else"));
	go_to(&screen, "Model on Beta");
	const char *row = strstr(screen.text.data, ">Model on Beta");
	char one_off[16];
	assert_int_equal(sscanf(row + strlen(">Model on Beta"), "%15s", one_off), 1);
	expect_keys(&screen, "i", "moving 2 bindings together to Model on Beta: one-off cost, expected", "");
	assert_string_equal(scene_amount(&screen, "", "= ").text, one_off);
	assert_true(scene_has(&screen, "monthly of 2 bindings on Model on Beta"));
	scene_close(&screen);
}

/* --- another file, another order ------------------------------------------------------------- */

static void a_new_file_keeps_the_page(void **state)
{
	static const struct {
		const char *keys, *title;
	} cases[] = {
		{"space i", "monthly of assistant on Model on Alpha, today"},
		{"t i", "moving assistant to"},
		{"X i", "leaving Alpha Cloud: one-off cost"},
		{"5 tab enter i", "loop from"},
		{"6 tab enter i", "what it adds to the other moves"},
		{"space 2 tab i", "between one input alone at its low"},
		{"1 tab i", "one-off cost:"},
		{"btab w i", "how far the business of"},
		{"space c i", "assistant → Model on Beta"},
		{"space c up i", "at the start"},
		{"s i", "today (nothing on)"},
		{"s down i", "Leave Alpha"},
		{"1 tab o home i", "monthly spend on Alpha Cloud, in the scenario"},
		{"1 tab o o home i", "monthly spend of team"},
		{"3 tab home i", "commitment to Alpha Cloud until"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct scene screen;
		char row[400];
		scene_open(&screen, NULL);
		scene_keys(&screen, cases[i].keys);
		scene_keys(&screen, "pgdn");
		const char *at = strstr(screen.text.data, "│>");
		snprintf(row, sizeof row, "%.*s", at ? (int)strcspn(at, "\n") : 0, at ? at : "");
		app_reload(screen.app, scene_model(scene_stack), NULL);
		scene_keys(&screen, "resize:80x25 resize:80x24");
		if (!scene_has(&screen, "Why this number") || !*row || !scene_has(&screen, row))
			fail_msg("%s: '%s' is gone:\n%s", cases[i].keys, row, screen.text.data);
		scene_keys(&screen, "home");
		if (!scene_has(&screen, cases[i].title))
			fail_msg("%s: not '%s':\n%s", cases[i].keys, cases[i].title, screen.text.data);
		scene_close(&screen);
	}
}

/* What it was about is no more. */
static void a_page_without_its_subject_closes(void **state)
{
	struct scene screen;
	char *yaml = stack_with("id: assistant", "id: companion");
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space i");
	assert_true(scene_has(&screen, "assistant on Model on Alpha"));
	app_reload(screen.app, scene_model(yaml), NULL);
	scene_keys(&screen, "resize:80x25");
	assert_false(scene_has(&screen, "Why this number"));
	free(yaml);
	scene_close(&screen);
}

/* A scenario is found by its id: what the file says of it now is told; one that is gone has no page. */
static void a_page_of_a_scenario_follows_it(void **state)
{
	char *less = stack_with("start: 6, migrations: [to-beta, store]", "start: 6, migrations: [store]");
	char *gone = stack_with("{id: leave, name", "{id: other, name");
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "s down i");
	assert_true(scene_has(&screen, "= 172,910 USD"));
	app_reload(screen.app, scene_model(less), NULL);
	scene_keys(&screen, "home");
	assert_true(scene_has(&screen, "Leave Alpha"));
	assert_false(scene_has(&screen, "= 172,910 USD"));
	assert_false(scene_has(&screen, "one-off cost, expected") && scene_has(&screen, "= 0 USD"));
	app_reload(screen.app, scene_model(gone), NULL);
	scene_keys(&screen, "resize:80x25");
	assert_false(scene_has(&screen, "Why this number"));
	free(less);
	free(gone);
	scene_close(&screen);
}

/* A prompt over a popup is about a row of it: another file ends both, a faulty one leaves both. */
static void a_file_under_a_prompt(void **state)
{
	static const char *const openers[] = {"space i v ctrl-u", ":", "s c", "s R", "/"};
	(void)state;
	for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
		struct scene screen;
		struct diag_list faults;
		scene_open(&screen, NULL);
		scene_keys(&screen, openers[i]);
		diag_list_init(&faults);
		diag_add(&faults, DIAG_ERROR, "test.yaml", 1, 1, NULL, "one");
		diag_add(&faults, DIAG_ERROR, "test.yaml", 2, 1, NULL, "two");
		app_reload(screen.app, NULL, &faults);
		diag_list_clear(&faults);
		scene_keys(&screen, "text:7 ctrl-u");
		app_reload(screen.app, scene_model(scene_stack), NULL);
		scene_keys(&screen, "text:7 enter esc");
		assert_int_equal(app_choice(screen.app)->tried_count, 0);
		scene_close(&screen);
	}
}

/* Two loops of which the weaker one is open; its amount then makes it the first. */
static void a_loop_stays_on_its_page(void **state)
{
	struct scene screen;
	struct str yaml;
	(void)state;
	str_init(&yaml);
	str_add_text(&yaml, scene_stack);
	const char *at = strstr(yaml.data, "migrations:\n");
	struct str whole;
	str_init(&whole);
	str_add(&whole, yaml.data, (size_t)(at - yaml.data));
	str_add_text(&whole, "- {from: alpha, to: chips, kind: equity, amount: 1B, status: paid}\n"
			     "- {from: chips, to: alpha, kind: commitment, amount: 2B, status: committed}\n");
	str_add_text(&whole, at);
	scene_open(&screen, whole.data);
	scene_resize(&screen, 140, 60);
	scene_keys(&screen, "5 tab end i");
	bool chips = scene_has(&screen, "Chips to Alpha Cloud: commitment");
	assert_true(chips);
	go_to(&screen, "Chips to Alpha Cloud: commitment");
	scene_keys(&screen, "v ctrl-u text:90B enter");
	assert_int_equal(app_choice(screen.app)->tried_count, 1);
	assert_true(scene_has_in_row(&screen, "Chips to Alpha Cloud: commitment", "90,000,000,000 USD firm"));
	scene_keys(&screen, "u");
	assert_true(scene_has_in_row(&screen, "Chips to Alpha Cloud: commitment", "2,000,000,000 USD firm"));
	str_clear(&yaml);
	str_clear(&whole);
	scene_close(&screen);
}

static uint32_t count_of(const struct scene *screen, const char *text)
{
	uint32_t count = 0;
	for (const char *at = screen->text.data; (at = strstr(at, text)) != NULL; at++)
		count++;
	return count;
}

/* What a page offers in its bottom row as well as otherwise. */
static void help_tells_each_key_once(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space i ?");
	assert_int_equal(count_of(&screen, "try another value"), 1);
	assert_int_equal(count_of(&screen, "take the last change back"), 1);
	scene_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(help_tells_each_key_once),
		cmocka_unit_test(a_missing_price_is_marked_everywhere),
		cmocka_unit_test(the_trail_is_of_one_model),
		cmocka_unit_test(what_is_worked_out_is_no_assumption),
		cmocka_unit_test(the_value_explained_carries_its_mark),
		cmocka_unit_test(ways_out_carry_their_mark),
		cmocka_unit_test(rows_of_the_tree_explain_what_they_show),
		cmocka_unit_test(a_swing_stays_with_its_variable),
		cmocka_unit_test(bindings_that_go_together_are_summed),
		cmocka_unit_test(a_new_file_keeps_the_page),
		cmocka_unit_test(a_page_without_its_subject_closes),
		cmocka_unit_test(a_page_of_a_scenario_follows_it),
		cmocka_unit_test(a_file_under_a_prompt),
		cmocka_unit_test(a_loop_stays_on_its_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
