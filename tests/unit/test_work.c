/* Searches and filters that go on in pieces, with keys in between. */
#include "tests/unit/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/str.h"

enum { COMPONENTS = 120 };

static const char head[] =
	"unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\noverlap: 1\n"
	"providers: [{id: north, kind: cloud}, {id: south, kind: cloud}]\n"
	"offerings: [{id: north/llm, provider: north, kind: k}, {id: south/llm, provider: south, kind: k}]\n"
	"migrations: [{id: m, from: north/llm, to: south/llm}]\n"
	"components:\n";

/* So many components of this name and a number, of a team or of none, each with a binding. */
static void open_many(struct scene *screen, const char *name, int count, const char *team)
{
	struct str yaml;
	str_init(&yaml);
	str_add_text(&yaml, head);
	for (int i = 0; i < count; i++)
		str_print(&yaml, "- {id: %s%03d%s%s, bindings: [{offering: north/llm, monthly: %d}]}\n", name,
			  i, team ? ", team: " : "", team ? team : "", 1000 - i);
	scene_open(screen, yaml.data);
	str_clear(&yaml);
}

static void draw(struct scene *screen)
{
	screen->text.length = 0;
	app_draw(screen->app, &screen->grid);
	grid_text(&screen->grid, &screen->text);
}

/* Keys that all wait when the first is taken. */
static void press_at_once(struct scene *screen, const char *words)
{
	struct event_script script = {.at = words};
	struct event event;
	while (event_next_word(&script, &event))
		app_update(screen->app, &event);
}

/* Keys, without going on with what they begin. */
static void press(struct scene *screen, const char *words)
{
	press_at_once(screen, words);
	app_catch_up(screen->app);
	draw(screen);
}

/* A piece of what goes on; what the caller would have to do. */
static unsigned go_on(struct scene *screen, uint64_t steps)
{
	struct budget budget;
	budget_init_steps(&budget, steps);
	unsigned effects = app_work(screen->app, &budget);
	draw(screen);
	return effects;
}

/* Pieces of one step each until nothing is left to do. */
static unsigned go_on_to_the_end(struct scene *screen)
{
	unsigned pieces = 0;
	for (; app_has_work(screen->app); pieces++) {
		struct budget budget;
		budget_init_steps(&budget, 1);
		app_work(screen->app, &budget);
	}
	draw(screen);
	return pieces;
}

static bool cursor_is_on(struct scene *screen, const char *name)
{
	return scene_has_in_row(screen, "│>", name);
}

/* --- finding --------------------------------------------------------------------------------- */

static void a_search_goes_on_until_it_finds(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	assert_false(app_has_work(screen.app));
	press(&screen, "/ text:c07");
	assert_true(app_has_work(screen.app));
	assert_true(cursor_is_on(&screen, "c000"));
	assert_false(scene_has(&screen, "not found"));
	assert_true(go_on_to_the_end(&screen) > 10);
	assert_true(cursor_is_on(&screen, "c070"));
	scene_close(&screen);
}

static void how_far_it_is_is_shown(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	press(&screen, "/ text:zzz");
	assert_true(scene_has_in_row(&screen, "/zzz", "~ "));
	for (int i = 0; i < 60; i++)
		assert_int_equal(go_on(&screen, 7), EFFECT_REDRAW);
	assert_true(scene_has_in_row(&screen, "/zzz", "~ 5"));
	press(&screen, "enter");
	go_on(&screen, 7);
	assert_true(scene_has(&screen, " ~ looking for zzz: 5"));
	go_on_to_the_end(&screen);
	assert_true(scene_has(&screen, " not found: zzz"));
	press(&screen, "/ text:c01 enter");
	go_on_to_the_end(&screen);
	assert_true(cursor_is_on(&screen, "c010"));
	assert_false(scene_has(&screen, "looking for"));
	scene_close(&screen);
}

/* A click moves the focus; what is typed goes on where it began. */
static void a_prompt_stays_with_its_pane(void **state)
{
	const struct event click = {.kind = EVENT_MOUSE, .button = MOUSE_LEFT, .x = 5, .y = 4};
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	scene_keys(&screen, "f text:c01");
	app_update(screen.app, &click);
	scene_keys(&screen, "text:1");
	assert_true(scene_has(&screen, "(1 of 120) /c011/"));
	assert_true(scene_has(&screen, "Providers by share ─"));
	scene_keys(&screen, "esc");
	app_update(screen.app, &(struct event){.kind = EVENT_MOUSE, .button = MOUSE_LEFT, .x = 40, .y = 6});
	scene_keys(&screen, "/ text:c09");
	app_update(screen.app, &click);
	scene_keys(&screen, "text:7 enter");
	assert_true(scene_has_in_row(&screen, "·", "c097"));
	scene_close(&screen);
}

static void a_key_in_the_middle_begins_another(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	press(&screen, "/ text:c1");
	go_on(&screen, 1);
	assert_true(app_has_work(screen.app));
	press(&screen, "text:15");
	go_on_to_the_end(&screen);
	assert_true(cursor_is_on(&screen, "c115"));
	/* From where the prompt was opened, not from there. */
	press(&screen, "bs bs");
	go_on_to_the_end(&screen);
	assert_true(cursor_is_on(&screen, "c100"));
	scene_close(&screen);
}

static void enter_does_not_end_it_but_esc_does(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	press(&screen, "/ text:c09 enter");
	assert_true(app_has_work(screen.app));
	go_on_to_the_end(&screen);
	assert_true(cursor_is_on(&screen, "c090"));
	press(&screen, "/ text:c05 esc");
	assert_false(app_has_work(screen.app));
	assert_true(cursor_is_on(&screen, "c090"));
	press(&screen, "/ text:zzz enter");
	go_on_to_the_end(&screen);
	assert_true(scene_has(&screen, "not found: zzz"));
	assert_true(cursor_is_on(&screen, "c090"));
	scene_close(&screen);
}

/* n and N that were typed ahead are not lost; the search that they follow ends first. */
static void next_waits_for_its_turn(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	press(&screen, "/ text:c09 enter n n n");
	go_on_to_the_end(&screen);
	assert_true(cursor_is_on(&screen, "c093"));
	press(&screen, "/ text:c05 enter N");
	go_on_to_the_end(&screen);
	assert_true(cursor_is_on(&screen, "c059"));
	scene_close(&screen);
}

static void another_key_ends_it_and_says_so(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	press(&screen, "/ text:c09 enter");
	assert_true(app_has_work(screen.app));
	press(&screen, "j");
	assert_false(app_has_work(screen.app));
	assert_true(scene_has(&screen, "no longer looking for c09"));
	assert_true(cursor_is_on(&screen, "c001"));
	scene_close(&screen);
}

/* In pieces of any size the same rows are found, forward and backward. */
static void pieces_do_not_show(void **state)
{
	static const char *const keys[] = {"n", "N", "n n", "D n", "N", "D left left N"};
	struct scene whole, parts;
	(void)state;
	open_many(&whole, "c", COMPONENTS, "t");
	open_many(&parts, "c", COMPONENTS, "t");
	scene_keys(&whole, "/ text:c.*7 enter");
	press(&parts, "/ text:c.*7 enter");
	go_on_to_the_end(&parts);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		scene_keys(&whole, keys[i]);
		press(&parts, keys[i]);
		go_on_to_the_end(&parts);
		assert_string_equal(parts.text.data, whole.text.data);
	}
	assert_true(scene_has(&whole, "7"));
	scene_close(&whole);
	scene_close(&parts);
}

/* Plain words are tried on each name alone, all other patterns on the names as one text. */
static void words_are_found_as_patterns_are(void **state)
{
	static const char *const keys[][2] = {{"/ text:c09 enter n", "/ text:(?:c09) enter n"},
					      {"D / text:OPS enter n", "D / text:OP[S] enter n"},
					      {"D / text:ops enter n n", "D / text:(?:ops) enter n n"},
					      {"D / text:llm enter N", "D / text:ll[m] enter N"},
					      {"/ text:zz enter", "/ text:(?:zz) enter"}};
	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct scene word, pattern;
		open_many(&word, "c", COMPONENTS, "ops");
		open_many(&pattern, "c", COMPONENTS, "ops");
		scene_keys(&word, keys[i][0]);
		scene_keys(&pattern, keys[i][1]);
		for (int row = 0; row < 22; row++) {
			char line[400];
			snprintf(line, sizeof line, "%s", scene_row(&word, row));
			if (!strstr(line, "not found"))
				assert_string_equal(line, scene_row(&pattern, row));
		}
		scene_close(&word);
		scene_close(&pattern);
	}
}

/* From one name into the next. */
static void what_has_a_blank_may_reach_further(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, "ops");
	scene_keys(&screen, "/ text:c042\\ op enter");
	assert_true(cursor_is_on(&screen, "c042"));
	scene_close(&screen);
}

/* The stack that a search looks through is replaced under it. */
static void a_reload_ends_a_search(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	press(&screen, "/ text:c09 enter");
	app_reload(screen.app, scene_model(scene_stack), NULL);
	assert_false(app_has_work(screen.app));
	draw(&screen);
	scene_close(&screen);
}

/* --- filtering ------------------------------------------------------------------------------- */

static void old_rows_stay_until_the_new_are_there(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	press(&screen, "f text:zzz");
	assert_true(app_has_work(screen.app));
	assert_true(cursor_is_on(&screen, "c000"));
	go_on_to_the_end(&screen);
	assert_true(scene_has(&screen, "(0 of 120) /zzz/"));
	assert_false(scene_has(&screen, "c000"));
	press(&screen, "esc");
	assert_false(app_has_work(screen.app));
	assert_true(scene_has(&screen, "c000"));
	scene_close(&screen);
}

/* What takes longer shows what it has got, and how far that is. */
static void first_hits_are_shown_before_the_last(void **state)
{
	struct scene screen;
	unsigned pieces = 0, hits_at = 0;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	press(&screen, "f text:c0");
	for (; app_has_work(screen.app); pieces++) {
		go_on(&screen, 10);
		if (!hits_at && scene_has(&screen, " % /c0/") && !scene_has(&screen, "(0 of 120)"))
			hits_at = pieces;
	}
	assert_in_range(hits_at, 1, pieces - 10);
	assert_true(scene_has(&screen, "(100 of 120) /c0/"));
	scene_close(&screen);
}

static void a_letter_in_the_middle_filters_anew(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	press(&screen, "f text:c1");
	for (int i = 0; i < 12; i++)
		go_on(&screen, 10);
	assert_true(app_has_work(screen.app));
	press(&screen, "text:1 enter");
	go_on_to_the_end(&screen);
	assert_true(scene_has(&screen, "(10 of 120) /c11/"));
	assert_true(scene_has(&screen, "c110"));
	scene_close(&screen);
}

/* Space on a row above bindings switches those that the filter leaves, so it waits until all are known. */
static void nothing_is_switched_by_half_a_filter(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	press(&screen, "f text:c0 enter");
	while (app_has_work(screen.app) && !scene_has(&screen, " % /c0/"))
		go_on(&screen, 10);
	assert_true(app_has_work(screen.app));
	press(&screen, "g space");
	assert_int_equal(choice_count(app_choice(screen.app)), 0);
	assert_true(scene_has(&screen, "the filter is not through yet"));
	press(&screen, "t");
	assert_true(scene_has(&screen, "the filter is not through yet"));
	go_on_to_the_end(&screen);
	press(&screen, "t");
	assert_false(scene_has(&screen, "the filter is not through yet"));
	scene_close(&screen);
}

static void a_filter_by_team_and_offering(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, "ops");
	scene_keys(&screen, "f text:ops");
	assert_true(scene_has(&screen, "(120 of 120) /ops/"));
	scene_keys(&screen, "esc f text:north/");
	assert_true(scene_has(&screen, "(120 of 120) /north//"));
	scene_keys(&screen, "esc D f text:c11");
	assert_true(scene_has(&screen, "(10 of 120) /c11/"));
	scene_close(&screen);
}

/* The order is that of the unfiltered rows, however few are kept. */
static void what_is_kept_stays_in_order(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	scene_keys(&screen, "f text:c.*9 enter");
	assert_ptr_not_equal(strstr(screen.text.data, "c009"), NULL);
	assert_true(strstr(screen.text.data, "c009") < strstr(screen.text.data, "c019"));
	assert_true(strstr(screen.text.data, "c019") < strstr(screen.text.data, "c029"));
	scene_close(&screen);
}

static void a_reload_keeps_the_filter(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "f text:triage enter");
	assert_true(scene_has(&screen, "1 of 3"));
	app_reload(screen.app, scene_model(scene_stack), NULL);
	app_finish(screen.app);
	draw(&screen);
	assert_true(scene_has(&screen, "1 of 3"));
	assert_false(scene_has(&screen, "[ ] assistant"));
	scene_close(&screen);
}

/* --- what takes too long --------------------------------------------------------------------- */

static const char hard[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-"; /* for (a+)+$ */

static void hard_rows_are_counted(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, hard, 1, NULL);
	scene_keys(&screen, "/ text:(a+)+$");
	assert_true(scene_has(&screen, "the pattern takes too long: 1 row was not tried"));
	assert_true(scene_has(&screen, "not found"));
	scene_keys(&screen, "enter n");
	assert_true(scene_has(&screen, "not found: (a+)+$; it takes too long: 1 row was not tried"));
	scene_keys(&screen, "esc f text:(a+)+$");
	assert_true(scene_has(&screen, "the pattern takes too long: 1 row was not tried"));
	assert_true(scene_has(&screen, "1 not tried /(a+)+$/"));
	scene_close(&screen);
}

/* Two seconds, here 50,000 steps, are all that a search gets: the rows that are left are counted. */
static void a_search_ends_after_a_while(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, hard, COMPONENTS, NULL);
	scene_keys(&screen, "/ text:(a+)+$ enter");
	assert_false(app_has_work(screen.app));
	/* The two rows above them come last, so they are not reached either. */
	assert_true(scene_has(&screen, "it takes too long: 122 rows were not tried"));
	scene_keys(&screen, "D left n");
	assert_true(scene_has(&screen, "it takes too long: 120 rows were not tried"));
	scene_close(&screen);
}

static void a_filter_ends_after_a_while(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, hard, COMPONENTS, NULL);
	scene_keys(&screen, "f text:(a+)+$");
	assert_true(scene_has(&screen, "the pattern takes too long: 120 rows were not tried"));
	assert_true(scene_has(&screen, "120 not tried /(a+)+$/"));
	scene_close(&screen);
}

/* --- letters that wait ------------------------------------------------------------------------- */

/* None but the last asks for what is typed, and that when it is to be drawn. */
static void letters_that_wait_are_asked_for_once(void **state)
{
	struct scene screen;
	(void)state;
	open_many(&screen, "c", COMPONENTS, NULL);
	press_at_once(&screen, "f text:c11");
	draw(&screen);
	assert_true(scene_has(&screen, "filter: c11"));
	assert_true(app_has_work(screen.app));
	assert_false(scene_has(&screen, "/c1"));
	assert_int_equal(app_catch_up(screen.app), EFFECT_REDRAW);
	assert_int_equal(app_catch_up(screen.app), EFFECT_NONE);
	draw(&screen);
	assert_true(scene_has(&screen, "/c11/"));
	go_on_to_the_end(&screen);
	assert_true(scene_has(&screen, "(10 of 120) /c11/"));
	press_at_once(&screen, "ctrl-u text:c0");
	go_on_to_the_end(&screen);
	assert_true(scene_has(&screen, "(100 of 120) /c0/"));
	scene_close(&screen);
}

/* Typed at once or one by one: the same screen. */
static void keys_at_once_end_as_one_by_one(void **state)
{
	static const char *const keys[] = {
		"/ text:c09 enter n",
		"/ text:zzz enter",
		"/ text:zzz esc",
		"/ text:c05 bs bs bs enter",
		"/ text:[a enter",
		"/ text:c05 esc n",
		"f text:c11 enter",
		"f text:c11 esc",
		"f text:[a enter",
		"f text:c11 resize:100x30 text:1",
		"f text:c01 click:5,4 text:1",
		"btab f text:sou enter tab",
		"btab / text:sou enter",
		"f text:c11 enter / text:c115 enter",
		"f text:c11 left right home del enter",
	};
	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct scene one, all;
		open_many(&one, "c", COMPONENTS, "t");
		open_many(&all, "c", COMPONENTS, "t");
		scene_keys(&one, keys[i]);
		press_at_once(&all, keys[i]);
		grid_resize(&all.grid, one.grid.width, one.grid.height);
		app_finish(all.app);
		draw(&all);
		assert_string_equal(all.text.data, one.text.data);
		scene_close(&one);
		scene_close(&all);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_search_goes_on_until_it_finds),
		cmocka_unit_test(how_far_it_is_is_shown),
		cmocka_unit_test(a_prompt_stays_with_its_pane),
		cmocka_unit_test(a_key_in_the_middle_begins_another),
		cmocka_unit_test(enter_does_not_end_it_but_esc_does),
		cmocka_unit_test(next_waits_for_its_turn),
		cmocka_unit_test(another_key_ends_it_and_says_so),
		cmocka_unit_test(pieces_do_not_show),
		cmocka_unit_test(words_are_found_as_patterns_are),
		cmocka_unit_test(what_has_a_blank_may_reach_further),
		cmocka_unit_test(a_reload_ends_a_search),
		cmocka_unit_test(old_rows_stay_until_the_new_are_there),
		cmocka_unit_test(first_hits_are_shown_before_the_last),
		cmocka_unit_test(a_letter_in_the_middle_filters_anew),
		cmocka_unit_test(nothing_is_switched_by_half_a_filter),
		cmocka_unit_test(a_filter_by_team_and_offering),
		cmocka_unit_test(what_is_kept_stays_in_order),
		cmocka_unit_test(a_reload_keeps_the_filter),
		cmocka_unit_test(hard_rows_are_counted),
		cmocka_unit_test(a_search_ends_after_a_while),
		cmocka_unit_test(a_filter_ends_after_a_while),
		cmocka_unit_test(letters_that_wait_are_asked_for_once),
		cmocka_unit_test(keys_at_once_end_as_one_by_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
