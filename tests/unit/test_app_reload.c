/* The stack file changes, or breaks, under the screen. */
#include "tests/unit/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/str.h"

static bool is_on(const struct scene *screen, const char *migration)
{
	uint32_t index = plan_find(app_plan(screen->app), migration);
	return index != NONE && choice_is_on(app_choice(screen->app), index);
}

static void a_new_file_keeps_place_folds_and_switches(void **state)
{
	struct scene screen;
	struct str yaml;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "t enter + j 6");
	assert_true(is_on(&screen, "hand/1"));
	str_init(&yaml);
	str_add_text(&yaml, scene_stack);
	const char *at = strstr(yaml.data, "title: Test stack");
	memcpy(yaml.data + (at - yaml.data), "title: New  stack", 17);
	app_reload(screen.app, scene_model(yaml.data), NULL);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "New  stack"));
	assert_true(is_on(&screen, "hand/1"));
	assert_int_equal(app_choice(screen.app)->start, 1);
	assert_true(scene_has_in_row(&screen, ">", "[ ] triage"));
	assert_true(scene_has(&screen, "[6 Migrations]"));
	scene_keys(&screen, "u u");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	str_clear(&yaml);
	scene_close(&screen);
}

static void what_a_new_file_does_not_have_is_told(void **state)
{
	struct scene screen;
	struct str yaml;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "space");
	str_init(&yaml);
	str_add_text(&yaml, scene_stack);
	char *at = strstr(yaml.data, "scenarios:");
	*at = '\0';
	at = strstr(yaml.data, "id: to-beta");
	memcpy(at, "id: to-xxxx", 11);
	app_reload(screen.app, scene_model(yaml.data), NULL);
	scene_resize(&screen, 80, 24);
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	assert_true(scene_has(&screen, "1 migration that was on is gone"));
	scene_resize(&screen, 40, 24);
	assert_string_equal(scene_row(&screen, 22), " loaded again");
	str_clear(&yaml);
	scene_close(&screen);
}

static void a_broken_file_leaves_the_last_good_model(void **state)
{
	struct scene screen;
	struct diag_list faults;
	(void)state;
	diag_list_init(&faults);
	diag_add(&faults, DIAG_ERROR, "test.yaml", 7, 3, NULL, "unknown key 'x'");
	scene_open(&screen, NULL);
	scene_keys(&screen, "space");
	app_reload(screen.app, NULL, &faults);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "test.yaml:7:3"));
	assert_true(is_on(&screen, "to-beta"));
	diag_add(&faults, DIAG_ERROR, "test.yaml", 9, 1, NULL, "unknown key 'y'");
	app_reload(screen.app, NULL, &faults);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "unknown key 'y'"));
	diag_list_clear(&faults);
	scene_close(&screen);
}

/* On a narrow screen as well, and without what would be allowed instead. */
static void a_fault_of_the_file_begins_with_its_place(void **state)
{
	struct scene screen;
	struct diag_list faults;
	(void)state;
	diag_list_init(&faults);
	diag_add(&faults, DIAG_ERROR, "/home/somebody/in/a/folder/far/down/below/all/the/others/test.yaml", 7,
		 3, "allowed: id, name, kind, parent", "unknown key 'x'");
	scene_open(&screen, NULL);
	app_reload(screen.app, NULL, &faults);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, " test.yaml:7:3: unknown key 'x'; the old one stays"));
	assert_false(scene_has(&screen, "allowed"));
	/* Once that is closed, it is still said that the figures are of an older file. */
	scene_keys(&screen, "esc down");
	assert_false(scene_has(&screen, "unknown key"));
	assert_true(scene_has_in_row(&screen, "unmoor", "[file has a fault]"));
	scene_keys(&screen, "W");
	assert_true(scene_has(&screen, "It has faults since it was last read; loading it again tells them"));
	scene_keys(&screen, "esc");
	scene_resize(&screen, 40, 12);
	assert_true(scene_has_in_row(&screen, "unmoor", "[fault]"));
	app_reload(screen.app, scene_model(scene_stack), NULL);
	scene_resize(&screen, 80, 24);
	assert_false(scene_has(&screen, "has a fault"));
	diag_list_clear(&faults);
	scene_close(&screen);
}

/* What has no line, such as a file that is gone, has no place in it either. */
static void a_file_that_is_gone_has_no_place(void **state)
{
	struct scene screen;
	struct diag_list faults;
	(void)state;
	diag_list_init(&faults);
	diag_add(&faults, DIAG_ERROR, "far/test.yaml", 0, 0, NULL, "no such file");
	scene_open(&screen, NULL);
	app_reload(screen.app, NULL, &faults);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, " test.yaml: no such file; the old one stays"));
	diag_list_clear(&faults);
	scene_close(&screen);
}

/* --- another file ---------------------------------------------------------------------------- */

/* Nobody is paid, and nobody is named. */
static const char nobody[] = "unmoor: 1\n"
			     "title: Nobody\n"
			     "catalog: none\n"
			     "as_of: 2026-11-01\n"
			     "rate: 800\n"
			     "overrun: 1\n"
			     "overlap: 1\n"
			     "components: [{id: chat}]\n";

/* The filter is tried on the new tree while the rows beside it are still those of the old file. */
static void a_filter_outlives_the_last_provider(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "f a");
	app_reload(screen.app, scene_model(nobody), NULL);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "Tree: what rests on nobody"));
	assert_true(scene_has(&screen, "no provider with spend"));
	app_reload(screen.app, scene_model(scene_stack), NULL);
	scene_resize(&screen, 80, 24);
	assert_true(scene_has(&screen, "Alpha Cloud"));
	scene_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_file_keeps_place_folds_and_switches),
		cmocka_unit_test(what_a_new_file_does_not_have_is_told),
		cmocka_unit_test(a_broken_file_leaves_the_last_good_model),
		cmocka_unit_test(a_fault_of_the_file_begins_with_its_place),
		cmocka_unit_test(a_file_that_is_gone_has_no_place),
		cmocka_unit_test(a_filter_outlives_the_last_provider),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
