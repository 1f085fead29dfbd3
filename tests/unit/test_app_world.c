#include "tests/unit/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/str.h"
#include "tui/clipboard.h"

static bool is_on(const struct scene *screen, const char *migration)
{
	uint32_t index = plan_find(app_plan(screen->app), migration);
	return index != NONE && choice_is_on(app_choice(screen->app), index);
}

/* --- what is said --- */

/* A message loses the program's own clauses, the last first, and no part of a name that looks like one. */
static void a_name_is_no_end_of_a_sentence(void **state)
{
	static const struct {
		int width;
		const char *shown;
	} rows[] = {
		{120, " test.yaml:3:1: unknown id 'Dr. Q; of the works. Ltd. & Co.'; the old one stays"},
		{76, " test.yaml:3:1: unknown id 'Dr. Q; of the works. Ltd. & Co.'"},
		{64, " test.yaml:3:1: unknown id 'Dr. Q; of the works. Ltd. & Co.'"},
		{40, " test.yaml:3:1: unkn…works. Ltd. & Co.'"},
	};
	struct scene screen;
	struct diag_list faults;
	(void)state;
	scene_open(&screen, NULL);
	diag_list_init(&faults);
	diag_add(&faults, DIAG_ERROR, "test.yaml", 3, 1, NULL, "unknown id '%s'",
		 "Dr. Q; of the works. Ltd. & Co.");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		app_reload(screen.app, NULL, &faults);
		scene_resize(&screen, rows[i].width, 24);
		assert_string_equal(scene_row(&screen, 22), rows[i].shown);
	}
	diag_list_clear(&faults);
	scene_close(&screen);
}

/* --- the rest of the world ------------------------------------------------------------------- */

static enum kept_state read_last_time(const char *path, struct plan *plan, struct kept_choice *kept)
{
	if (strcmp(path, "state") != 0)
		return KEPT_NONE;
	const uint32_t binding = model_find_binding(plan->model, "archive@beta/store");
	uint32_t made =
		plan_make(plan, "hand", NULL, &binding, 1, model_find_offering(plan->model, "alpha/store"));
	choice_set(&kept->choice, made, true);
	kept->choice.start = 3;
	return KEPT_OFFER;
}

static void what_was_left_unnamed_is_offered(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	assert_int_equal(app_offer(screen.app, read_last_time, "none"), KEPT_NONE);
	assert_int_equal(app_offer(screen.app, read_last_time, "state"), KEPT_OFFER);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "[x] hand/1"));
	scene_keys(&screen, "esc");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	assert_int_equal(app_offer(screen.app, read_last_time, "state"), KEPT_OFFER);
	scene_keys(&screen, "enter");
	assert_true(is_on(&screen, "hand/1"));
	assert_int_equal(app_choice(screen.app)->start, 3);
	scene_keys(&screen, "u");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	scene_close(&screen);
}

static void a_paste_is_text_or_nothing(void **state)
{
	const struct event paste = {.kind = EVENT_PASTE, .text = "triage\nq"};
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	assert_int_equal(app_update(screen.app, &paste), EFFECT_REDRAW);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "a paste outside a line of text does nothing"));
	scene_keys(&screen, "/");
	app_update(screen.app, &paste);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "/triage q"));
	scene_close(&screen);
}

static void a_copy_names_the_row_and_says_what_was_sent(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "tab tab y");
	assert_true(screen.effects & EFFECT_COPY);
	assert_non_null(strstr(app_request(screen.app)->text, "Alpha Cloud"));
	assert_non_null(strstr(app_request(screen.app)->text, "97%"));
	app_copied(screen.app, true);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "sent to the clipboard: Alpha Cloud"));
	assert_non_null(strchr(app_request(screen.app)->text, '\t'));
	assert_false(scene_has(&screen, "\xEF\xBF\xBD")); /* a tab is not shown as a faulty character */
	scene_close(&screen);
}

/* Where it is pasted there is room for a long name. */
static void a_copy_cuts_no_name(void **state)
{
	static const char *const name =
		"A component whose name says at great length what it is for, who asked "
		"for it, when that was, and why it cannot be done without";
	struct scene screen;
	struct str yaml;
	(void)state;
	str_init(&yaml);
	str_print(&yaml,
		  "unmoor: 1\nas_of: 2026-11-01\ncomponents:\n- {id: a, name: \"%s\", bindings: "
		  "[{offering: aws/s3, monthly: 9k}]}\n",
		  name);
	scene_open(&screen, yaml.data);
	scene_keys(&screen, "down right down y");
	assert_non_null(strstr(app_request(screen.app)->text, name));
	scene_close(&screen);
	str_clear(&yaml);
}

/* Names and figures with what they are in; no fold, depth, bar or second column. The view stays where it is.
 */
static void a_copy_has_what_can_be_pasted(void **state)
{
	static const struct {
		const char *keys, *text;
	} rows[] = {
		{"y", "[ ] assistant\tModel on Beta?\t40.0k/mo\tin USD, today"},
		{"up y", "[ ] Model on Alpha ↻\t52.0k/mo\tin USD, today"},
		{"space y", "[x] assistant\t→ Model on Beta\t40.0k/mo\tin USD, today"},
		{"right y", "[ ] assistant\tModel on Beta?\t40.0k/mo\tin USD, today"},
		{"tab y", "retraining\t0\tin USD"},
		{"space tab down down down down down y", "parallel\t84.5k\tin USD"},
		{"3 tab y", "+10 (2027-09) Alpha Cloud commitment ends, 600k left\tin USD"},
		{"4 tab end y", "commitments\t0\t0\t0\tin USD"},
		{"space 4 tab y", "One-off\t0\t439k\t+439k\tin USD"},
		{"space 4 tab down down down down y", "NPV\t0\t−189k\t−189k\tin USD"},
		{"space 4 tab down down down down down y", "Pays back, mo\t·\t>24\t·"},
		/* In a box too: of its list, of its page. */
		{"s y", "A B\ttoday (nothing on)\t0\t+0\t0\t63.0k\t0\tin USD"},
		{"s j y", "Leave Alpha\t2\t+6\t173k\t50.0k?\t8.54k?\tstack\tin USD"},
		{"c y", "● at the start\t0\t63.0k\tin USD"},
		{"i j y", "= 40,000 USD a month"},
	};
	(void)state;
	for (int ascii = 0; ascii < 2; ascii++) {
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			struct scene screen;
			scene_open_with(&screen, NULL,
					&(struct app_options){.stack = "acme.yaml", .ascii = ascii});
			scene_keys(&screen, rows[i].keys);
			assert_true(screen.effects & EFFECT_COPY);
			const char *copied = app_request(screen.app)->text;
			if (!ascii)
				assert_string_equal(copied, rows[i].text);
			for (; ascii && *copied; copied++)
				assert_true(*copied == '\t' || (*copied >= ' ' && *copied <= '~'));
			scene_close(&screen);
		}
	}
}

/* What is only read is copied whole, under its title, in lines that no box has broken. */
static void a_page_is_copied_whole(void **state)
{
	static const struct {
		const char *keys, *first, *has, *end;
	} pages[] = {
		{"5 tab enter y", "Loop of 2 steps through Alpha Cloud\n", "\nStep by step\n",
		 "\n      if: when built\n"},
		{"6 tab enter y", "[ ] All models to Beta\n", "\n one-off, if it is the only one\t", "/mo\n"},
		{"X y", "The way out of Alpha Cloud, start +0\n", "\nbindings that are stuck\t", "\n"},
		{"? y", "Keys", "\n", "\n"},
		{"W y", "Warnings\nFrom the file\n", "\nFrom the figures of what is on now\n", "\n"},
		{"btab w y", "Does Alpha Cloud fit your needs?\nFit\t", "\n you pay it\t", "\n"},
	};
	(void)state;
	for (int width = 40; width <= 200; width += 160) {
		for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
			struct scene screen;
			scene_open(&screen, NULL);
			scene_resize(&screen, width, 24);
			scene_keys(&screen, pages[i].keys);
			assert_true(screen.effects & EFFECT_COPY);
			const char *copied = app_request(screen.app)->text;
			size_t length = strlen(copied), end = strlen(pages[i].end);
			if (strncmp(copied, pages[i].first, strlen(pages[i].first)) != 0 ||
			    !strstr(copied, pages[i].has) || strcmp(copied + length - end, pages[i].end) != 0)
				fail_msg("%s at %d:\n%s", pages[i].keys, width, copied);
			app_copied(screen.app, true);
			scene_resize(&screen, 80, 24);
			assert_true(scene_has(&screen, " lines: "));
			scene_close(&screen);
		}
	}
}

/* What a clipboard does not take is left out by lines, and told; names from a file stay text. */
static void a_long_page_is_copied_as_far_as_it_fits(void **state)
{
	enum { COMPONENTS = 500, LENGTH = 90 };
	struct scene screen;
	struct str yaml, out;
	(void)state;
	str_init(&yaml);
	str_init(&out);
	str_add_text(&yaml,
		     "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\noverlap: 1\n"
		     "providers: [{id: p, kind: cloud}]\nofferings:\n- {id: o, provider: p, kind: k, name: "
		     "\"\\e]52;c;YWFh\\a\"}\n- {id: to, provider: p, kind: k}\n"
		     "migrations: [{id: m, from: o, to: to}]\ncomponents:\n");
	for (int i = 0; i < COMPONENTS; i++)
		str_print(&yaml, "- {id: c%d, name: %0*d, bindings: [{offering: o}]}\n", i, LENGTH, i);
	scene_open(&screen, yaml.data);
	scene_keys(&screen, "6 tab enter y");
	assert_true(screen.effects & EFFECT_COPY);
	const char *copied = app_request(screen.app)->text, *end = strstr(copied, "\nand ");
	assert_true(clipboard_sequence(&out, copied, "xterm", false, false));
	assert_true(strlen(copied) > CLIPBOARD_MOST / 4 * 3 - 400); /* no line more has room */
	assert_null(strchr(copied, '\033'));
	assert_null(strchr(copied, '\a'));
	assert_non_null(end);
	assert_non_null(strstr(end, " more lines\n"));
	app_copied(screen.app, true);
	scene_resize(&screen, 120, 24);
	assert_true(scene_has_in_row(&screen, "sent to the clipboard: ", " more had no room: [ ] m"));
	str_clear(&yaml);
	str_clear(&out);
	scene_close(&screen);
}

static void a_copy_leaves_the_view_where_it_is(void **state)
{
	struct scene screen;
	struct str before, after;
	(void)state;
	scene_open(&screen, NULL);
	str_init(&before);
	str_init(&after);
	scene_keys(&screen, "D right down right down right down right down right down right down right down "
			    "right down right down right down "
			    "right down end up up up up up");
	grid_text(&screen.grid, &before);
	scene_keys(&screen, "y");
	assert_true(screen.effects & EFFECT_COPY);
	grid_text(&screen.grid, &after);
	assert_string_equal(before.data, after.data);
	str_clear(&before);
	str_clear(&after);
	scene_close(&screen);
}

/* However much is open: here the faults of one broken version after the other. */
static void help_always_opens(void **state)
{
	struct scene screen;
	struct diag_list faults;
	(void)state;
	scene_open(&screen, NULL);
	diag_list_init(&faults);
	diag_add(&faults, DIAG_ERROR, "test.yaml", 1, 1, NULL, "one");
	diag_add(&faults, DIAG_ERROR, "test.yaml", 2, 1, NULL, "two");
	for (int i = 0; i < 6; i++) {
		scene_keys(&screen, "?");
		assert_true(scene_has(&screen, "┌ Keys"));
		scene_keys(&screen, "esc");
		assert_int_equal(scene_has(&screen, "two"), i > 0); /* it has taken the place of nothing */
		app_reload(screen.app, NULL, &faults);
	}
	diag_list_clear(&faults);
	for (int i = 0; i < 6; i++)
		scene_keys(&screen, "esc");
	assert_true(scene_has(&screen, "Providers"));
	scene_close(&screen);
}

static const unsigned export_effect = EFFECT_EXPORT & ~(unsigned)EFFECT_REDRAW;

static void a_view_is_exported_by_the_end_of_its_name(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "btab e");
	assert_true(scene_has(&screen, "unmoor-providers.csv"));
	scene_keys(&screen, "enter");
	assert_true(screen.effects & EFFECT_EXPORT);
	assert_string_equal(app_request(screen.app)->path, "unmoor-providers.csv");
	assert_int_equal(strncmp(app_request(screen.app)->text, "row,id,name,kind", 16), 0);
	app_exported(screen.app, true, NULL);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "exported to unmoor-providers.csv"));
	scene_keys(&screen, "e ctrl-u enter");
	assert_null(app_request(screen.app)->path);
	assert_non_null(strstr(app_request(screen.app)->text, "| --- |"));
	scene_keys(&screen, "e ctrl-u text:x.dot enter");
	assert_false(screen.effects & export_effect);
	assert_true(
		scene_has(&screen, "not exported: a name ends with .csv, .json or .md; 'x.dot' does not"));
	scene_keys(&screen, "tab e ctrl-u text:x.dot enter");
	assert_true(screen.effects & export_effect);
	scene_close(&screen);
}

static void an_ending_alone_is_printed_and_writes_no_file(void **state)
{
	static const struct {
		const char *name, *begin;
	} names[] = {
		{".csv", "row,component,name,"},  {".json", "{\n \"view\": \"tree\""},
		{".md", "| component |"},         {".dot", "// currency: USD"},
		{".mermaid", "%% currency: USD"}, {"-.csv", "row,component,name,"},
		{"-", "| component |"},           {"", "| component |"},
	};
	const struct app_options options = {.stack = "test.yaml", .read_only = true};
	struct scene screen;
	(void)state;
	scene_open_with(&screen, NULL, &options);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char keys[64];
		snprintf(keys, sizeof keys, "e ctrl-u text:%s enter", names[i].name);
		scene_keys(&screen, *names[i].name ? keys : "e ctrl-u enter");
		assert_true(screen.effects & export_effect);
		assert_null(app_request(screen.app)->path);
		assert_memory_equal(app_request(screen.app)->text, names[i].begin, strlen(names[i].begin));
	}
	/* What it proposes writes no file either; a name does. */
	scene_keys(&screen, "e enter");
	assert_true(screen.effects & export_effect);
	assert_null(app_request(screen.app)->path);
	scene_keys(&screen, "e ctrl-u text:./.csv enter");
	assert_false(screen.effects & export_effect);
	assert_true(scene_has(&screen, "a file: not with --read-only"));
	scene_keys(&screen, "e ctrl-u text:.xls enter");
	assert_false(screen.effects & export_effect);
	assert_true(scene_has(&screen, "not exported: a name ends with .csv, .json, .md, .dot or .mermaid"));
	scene_close(&screen);
}

static bool exports(struct scene *screen, const char *text)
{
	scene_keys(screen, "e ctrl-u text:.json enter");
	return strstr(app_request(screen->app)->text, text) != NULL;
}

static void an_export_has_the_groups_that_are_shown(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "tab");
	assert_true(exports(&screen, "{\"figure\": \"retraining\""));
	scene_keys(&screen, "o");
	assert_true(exports(&screen, "{\"id\": "));
	assert_true(exports(&screen, "\"today\": "));
	scene_keys(&screen, "o");
	assert_true(exports(&screen, "{\"team\": "));
	scene_close(&screen);
}

static void an_export_says_that_filters_do_not_count(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "f text:a enter e ctrl-u text:a.csv enter");
	app_exported(screen.app, true, NULL);
	scene_resize(&screen, 100, 24);
	assert_true(scene_has(&screen, "exported all rows (4), not only those shown, to a.csv"));
	scene_keys(&screen, "f ctrl-u enter e ctrl-u text:a.csv enter");
	app_exported(screen.app, true, NULL);
	scene_resize(&screen, 100, 24);
	assert_true(scene_has(&screen, "exported to a.csv"));
	/* Of categories none is left out, of teams some may be. */
	scene_keys(&screen, "d tab e ctrl-u text:.csv enter");
	app_exported(screen.app, true, NULL);
	scene_resize(&screen, 100, 24);
	assert_true(scene_has(&screen, "exported: it is printed after the end"));
	scene_keys(&screen, "o o e ctrl-u text:.csv enter");
	app_exported(screen.app, true, NULL);
	scene_resize(&screen, 100, 24);
	assert_true(scene_has(&screen, "exported all rows (4), not only those shown: it is printed"));
	scene_close(&screen);
}

static void an_export_names_its_scenario(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space 4 tab");
	assert_true(exports(&screen, "\"scenario\": null,\n \"changed\": false,"));
	scene_keys(&screen, "s j enter");
	assert_true(exports(&screen, "\"scenario\": \"leave\",\n \"changed\": false,\n \"start\": 6,"));
	scene_keys(&screen, "+");
	assert_true(exports(&screen, "\"scenario\": \"leave\",\n \"changed\": true,\n \"start\": 7,"));
	assert_true(exports(&screen, "\"a_scenario\": null,"));
	scene_keys(&screen, "x");
	assert_true(exports(&screen, "\"a_scenario\": \"leave\",\n \"a_changed\": true,\n \"a_start\": 7,"));
	scene_close(&screen);
}

static void a_file_is_replaced_only_when_asked_twice(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "e ctrl-u text:a.csv enter");
	assert_true(screen.effects & export_effect);
	assert_false(app_request(screen.app)->on);
	app_export_exists(screen.app);
	scene_resize(&screen, 40, 12);
	assert_true(scene_has(&screen, "exists; Enter replaces it: a.csv"));
	/* Another name has not been asked about. */
	scene_keys(&screen, "ctrl-u text:b.csv enter");
	assert_true(screen.effects & export_effect);
	assert_false(app_request(screen.app)->on);
	app_export_exists(screen.app);
	scene_keys(&screen, "enter");
	assert_true(screen.effects & export_effect);
	assert_true(app_request(screen.app)->on);
	assert_string_equal(app_request(screen.app)->path, "b.csv");
	app_exported(screen.app, true, NULL);
	/* It is asked anew each time, and Esc leaves the file alone. */
	scene_keys(&screen, "e ctrl-u text:b.csv enter");
	assert_false(app_request(screen.app)->on);
	app_export_exists(screen.app);
	scene_keys(&screen, "esc");
	assert_false(screen.effects & export_effect);
	assert_true(scene_has(&screen, "not exported"));
	scene_close(&screen);
}

static void the_editor_opens_the_line_of_the_row(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "E");
	assert_true(screen.effects & EFFECT_EDIT);
	assert_string_equal(app_request(screen.app)->path, "test.yaml");
	assert_true(app_request(screen.app)->line > 30);
	scene_close(&screen);
}

static void press(struct scene *screen, int x, int y, enum mouse_button button)
{
	const struct event event = {.kind = EVENT_MOUSE, .x = x, .y = y, .button = button};
	screen->effects = app_update(screen->app, &event);
	scene_resize(screen, 80, 24);
}

static void the_mouse_presses_boxes_rows_and_tabs(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	/* Row 4 is the assistant's: ">   [ ] assistant". */
	press(&screen, 37, 4, MOUSE_LEFT);
	assert_true(is_on(&screen, "to-beta"));
	press(&screen, 45, 5, MOUSE_LEFT);
	assert_true(scene_has_in_row(&screen, ">", "triage"));
	assert_true(is_on(&screen, "to-beta"));
	press(&screen, 20, 12, MOUSE_LEFT);
	assert_true(scene_has(&screen, "[3 When]"));
	press(&screen, 5, 4, MOUSE_LEFT);
	assert_true(scene_has(&screen, "what rests on Beta Cloud"));
	press(&screen, 5, 5, MOUSE_WHEEL_DOWN);
	press(&screen, 300, 500, MOUSE_LEFT);
	press(&screen, -1, -1, MOUSE_WHEEL_UP);
	scene_keys(&screen, "M");
	assert_true(screen.effects & EFFECT_MOUSE);
	assert_false(app_request(screen.app)->on);
	scene_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_left_unnamed_is_offered),
		cmocka_unit_test(a_paste_is_text_or_nothing),
		cmocka_unit_test(a_copy_cuts_no_name),
		cmocka_unit_test(a_copy_has_what_can_be_pasted),
		cmocka_unit_test(a_name_is_no_end_of_a_sentence),
		cmocka_unit_test(a_page_is_copied_whole),
		cmocka_unit_test(a_long_page_is_copied_as_far_as_it_fits),
		cmocka_unit_test(a_copy_leaves_the_view_where_it_is),
		cmocka_unit_test(help_always_opens),
		cmocka_unit_test(a_copy_names_the_row_and_says_what_was_sent),
		cmocka_unit_test(a_view_is_exported_by_the_end_of_its_name),
		cmocka_unit_test(an_ending_alone_is_printed_and_writes_no_file),
		cmocka_unit_test(an_export_has_the_groups_that_are_shown),
		cmocka_unit_test(an_export_says_that_filters_do_not_count),
		cmocka_unit_test(an_export_names_its_scenario),
		cmocka_unit_test(a_file_is_replaced_only_when_asked_twice),
		cmocka_unit_test(the_editor_opens_the_line_of_the_row),
		cmocka_unit_test(the_mouse_presses_boxes_rows_and_tabs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
