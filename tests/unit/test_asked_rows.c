/* Which figures i explains on the rows of the panes: all that are seen there. */
#include "tests/unit/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { WIDE = 160, HIGH = 900, MOST_TITLES = 16 };

struct row {
	const char *keys;
	const char *titles[MOST_TITLES]; /* ends with NULL; the first is the first of the page */
};

static void expect_titles(const struct row *row)
{
	struct scene screen;
	scene_open(&screen, NULL);
	scene_keys(&screen, row->keys);
	scene_resize(&screen, WIDE, HIGH);
	if (!scene_has_in_row(&screen, ">", row->titles[0]))
		fail_msg("%s: '%s' is not the first:\n%.4000s", row->keys, row->titles[0], screen.text.data);
	for (size_t i = 1; row->titles[i]; i++)
		if (!scene_has(&screen, row->titles[i]))
			fail_msg("%s: no '%s':\n%s", row->keys, row->titles[i], screen.text.data);
	scene_close(&screen);
}

static void expect_all(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		expect_titles(&rows[i]);
}

/* With the verdict beside the categories. */
static void rows_of_the_cost_lens(void **state)
{
	static const struct row rows[] = {
		{"space 1 tab home i",
		 {"one-off cost: retraining", "one-off cost, expected", "monthly spend in the scenario",
		  "monthly spend today", "net present value", "month in which it has paid back",
		  "concentration of the monthly spend, in the scenario",
		  "concentration of the monthly spend, today",
		  "share of Alpha Cloud in the monthly spend, today",
		  "share of Alpha Cloud in the monthly spend, in the scenario",
		  "components that fail with Alpha Cloud, in the scenario",
		  "components that fail with Alpha Cloud, today", NULL}},
		{"space 1 tab o home i",
		 {"monthly spend on Alpha Cloud, in the scenario", "monthly spend on Alpha Cloud, today",
		  "share of Alpha Cloud in the monthly spend, today",
		  "share of Alpha Cloud in the monthly spend, in the scenario", NULL}},
		{"space 1 tab o o home i",
		 {"monthly spend of team web, in the scenario", "monthly spend of team web, today", NULL}},
	};
	(void)state;
	expect_all(rows, sizeof rows / sizeof *rows);
}

/* Nothing moves: the scenario is today, and is told once. */
static void nothing_is_told_twice(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "1 tab home i");
	scene_resize(&screen, WIDE, HIGH);
	assert_true(scene_has(&screen, "monthly spend in the scenario"));
	assert_false(scene_has(&screen, "monthly spend today"));
	assert_false(scene_has(&screen, "in the monthly spend, in the scenario"));
	scene_close(&screen);
}

static void rows_of_the_other_lenses(void **state)
{
	static const struct row rows[] = {
		{"space 2 tab home i",
		 {"one-off cost, expected, between one input", "one-off cost, expected",
		  "peak of the histogram: the draws in the tallest of its", "left end of the histogram",
		  "right end of the histogram", NULL}},
		{"space 3 tab home i",
		 {"commitment to Alpha Cloud until", "best month to start", "cost of waiting",
		  "one-off cost, expected", NULL}},
		{"space 5 tab home i",
		 {"loop from", "your monthly spend on the loop from", "steps, in the scenario",
		  "steps: put in", "steps: comes back", "how much of the money is the same money", NULL}},
		{"space 6 tab home i",
		 {"what it adds to the other moves", "on its own: one-off cost", "what it changes a month",
		  "interaction: what the moves cost together", NULL}},
		{"space 6 tab o o home i",
		 {"on its own: one-off cost", "what it adds to the other moves", NULL}},
		{"space 6 tab o o o home i",
		 {"what it changes a month", "what it adds to the other moves", NULL}},
	};
	(void)state;
	expect_all(rows, sizeof rows / sizeof *rows);
}

static void rows_of_providers(void **state)
{
	static const struct row rows[] = {
		{"space btab home i",
		 {"share of Alpha Cloud in the monthly spend, today",
		  "share of Alpha Cloud in the monthly spend, in the scenario",
		  "monthly spend on Alpha Cloud, today", "months of spend to leave Alpha Cloud",
		  "leaving Alpha Cloud: one-off cost", "how far the business of Alpha Cloud",
		  "components that fail with Alpha Cloud, today", NULL}},
		{"btab o home i", {"months of spend to leave", "leaving", "share of", NULL}},
		{"btab o o home i", {"how far the business of", "share of", NULL}},
		{"btab o o o home i", {"components that fail with", "share of", NULL}},
	};
	(void)state;
	expect_all(rows, sizeof rows / sizeof *rows);
}

static void boxes(void **state)
{
	static const struct row rows[] = {
		{"X i", {"leaving Alpha Cloud: one-off cost", "months of spend to leave Alpha Cloud", NULL}},
		{"btab home w i",
		 {"how far the business of Alpha Cloud", "monthly spend on Alpha Cloud, today",
		  "months of spend to leave Alpha Cloud", "components that fail with Alpha Cloud, today",
		  "monthly spend of the components that fail with Alpha Cloud, today",
		  "loops of money that pass Alpha Cloud", NULL}},
		{"5 tab home enter i",
		 {"loop from", "your monthly spend on the loop from", "steps: put in", "steps: comes back",
		  NULL}},
		{"6 tab home enter i",
		 {"what it adds to the other moves", "on its own: one-off cost", "what it changes a month",
		  NULL}},
	};
	(void)state;
	expect_all(rows, sizeof rows / sizeof *rows);
}

/* A component of so many bindings that not each has a place of its own on the page says how many have none.
 */
static void what_a_page_leaves_out_is_counted(void **state)
{
	struct scene screen;
	struct str yaml;
	(void)state;
	str_init(&yaml);
	str_add_text(&yaml, "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 900\noverrun: 1\noverlap: 1\n"
			    "providers: [{id: a, name: A, kind: cloud}]\nofferings:\n");
	for (int i = 0; i < 40; i++)
		str_print(&yaml, "- {id: o%d, provider: a, kind: k}\n", i);
	str_add_text(&yaml, "components:\n- id: c\n  bindings:\n");
	for (int i = 0; i < 40; i++)
		str_print(&yaml, "  - {offering: o%d, monthly: %d}\n", i, i + 1);
	scene_open(&screen, yaml.data);
	scene_keys(&screen, "D home i");
	scene_resize(&screen, WIDE, HIGH);
	assert_true(scene_has(&screen, "monthly of c, today"));
	assert_true(scene_has(&screen, "and 17 more figures"));
	str_clear(&yaml);
	scene_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_the_cost_lens),
		cmocka_unit_test(nothing_is_told_twice),
		cmocka_unit_test(rows_of_the_other_lenses),
		cmocka_unit_test(rows_of_providers),
		cmocka_unit_test(boxes),
		cmocka_unit_test(what_a_page_leaves_out_is_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
