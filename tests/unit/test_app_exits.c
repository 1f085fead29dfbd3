/* The ways out of a large stack come after its first screen. */
#include "tests/unit/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/str.h"
#include "tui/state.h"

static void write_stack(struct str *yaml, unsigned components)
{
	str_init(yaml);
	str_add_text(yaml, "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1000\noverrun: 1\n"
			   "overlap: 1\nneeds: {privacy: 1}\n"
			   "drivers: [{id: d, category: redesign, effort: 1}]\n"
			   "providers: [{id: p, kind: cloud}, {id: q, kind: cloud},\n"
			   "  {id: stuck, kind: lab}]\n"
			   "offerings: [{id: o1, provider: p, kind: k}, {id: o2, provider: q, kind: k},\n"
			   "  {id: o3, provider: stuck, kind: alone}]\n"
			   "migrations: [{id: m, from: o1, to: o2}]\ncomponents:\n"
			   "- {id: last, bindings: [{offering: o3, monthly: 1}]}\n");
	for (unsigned i = 0; i < components; i++)
		str_print(yaml, "- {id: c%u, bindings: [{offering: o%u, monthly: 1000, counts: {d: 1}}]}\n",
			  i, i % 3 == 0 ? 2 : 1);
}

static void redraw(struct scene *screen)
{
	scene_resize(screen, 80, 24);
}

/* A piece of the work; 500 bindings or so. */
static unsigned work(struct scene *screen)
{
	struct budget budget;
	budget_init_steps(&budget, 50000);
	return app_work(screen->app, &budget);
}

/* Works until they are there; how many pieces that took. */
static unsigned find_all(struct scene *screen)
{
	unsigned pieces = 0;
	while (app_has_work(screen->app)) {
		unsigned effects = work(screen);
		pieces++;
		assert_int_equal(effects != EFFECT_NONE, !app_has_work(screen->app));
	}
	redraw(screen);
	return pieces;
}

/* Keys that come before anything is worked on. */
static void press(struct scene *screen, const char *keys)
{
	struct event_script script = {.at = keys};
	struct event event;
	while (event_next_word(&script, &event))
		app_update(screen->app, &event);
	redraw(screen);
}

static void a_small_stack_has_them_at_once(void **state)
{
	struct scene screen;
	struct str yaml;
	(void)state;
	write_stack(&yaml, 100);
	scene_open(&screen, yaml.data);
	assert_false(app_has_work(screen.app));
	assert_false(scene_has(&screen, "~"));
	assert_true(scene_has_in_row(&screen, "stuck", "stuck"));
	scene_close(&screen);
	str_clear(&yaml);
}

static void a_large_one_has_them_later(void **state)
{
	struct scene screen;
	struct str yaml;
	(void)state;
	write_stack(&yaml, 9000);
	scene_open(&screen, yaml.data);
	assert_true(app_has_work(screen.app));
	assert_true(scene_has_in_row(&screen, "p  ", "~"));
	assert_true(find_all(&screen) > 1);
	assert_false(scene_has(&screen, "~"));
	assert_true(scene_has_in_row(&screen, "p  ", " mo"));
	assert_true(scene_has_in_row(&screen, "stuck", "stuck"));
	scene_close(&screen);
	str_clear(&yaml);
}

static void try_rate(struct scene *screen)
{
	struct str fault;
	struct tried tried;
	str_init(&fault);
	assert_true(app_read_tried(screen->app, "rate", "3000", &tried, &fault));
	app_try(screen->app, &tried);
	str_clear(&fault);
}

/* Other values, other ways out: those of before are not shown any more, and no key waits for all. */
static void a_tried_value_begins_them_anew(void **state)
{
	struct scene screen;
	struct str yaml;
	(void)state;
	write_stack(&yaml, 9000);
	scene_open(&screen, yaml.data);
	find_all(&screen);
	try_rate(&screen);
	redraw(&screen);
	assert_true(app_has_work(screen.app));
	assert_null(app_exits_of(screen.app, 0));
	assert_true(scene_has_in_row(&screen, "p  ", "~"));
	app_finish(screen.app);
	redraw(&screen);
	assert_true(scene_has_in_row(&screen, "p  ", " mo"));
	struct analysis *other = analysis_new(app_plan(screen.app));
	analysis_follow(other, app_choice(screen.app));
	assert_true(app_exits_of(screen.app, 0)->one_off == analysis_exits(other)[0].one_off);
	analysis_free(other);
	scene_close(&screen);
	str_clear(&yaml);
}

/* The figures come first; that they are others than without the value is known once those are, too. */
static void marks_come_after_the_figures(void **state)
{
	struct scene screen;
	struct str yaml;
	(void)state;
	write_stack(&yaml, 9000);
	scene_open(&screen, yaml.data);
	find_all(&screen);
	try_rate(&screen);
	while (!app_exits_of(screen.app, 0))
		work(&screen);
	redraw(&screen);
	assert_true(scene_has_in_row(&screen, "p  ", " mo"));
	assert_false(scene_has_in_row(&screen, "p  ", " mo*"));
	assert_true(app_exits_go_on(screen.app));
	app_finish(screen.app);
	redraw(&screen);
	assert_true(scene_has_in_row(&screen, "p  ", " mo*"));
	press(&screen, "u");
	app_finish(screen.app);
	redraw(&screen);
	assert_true(scene_has_in_row(&screen, "p  ", " mo"));
	assert_false(scene_has_in_row(&screen, "p  ", " mo*"));
	scene_close(&screen);
	str_clear(&yaml);
}

/* What was opened and ordered meanwhile follows. */
static void what_waits_for_them_follows(void **state)
{
	struct scene screen;
	struct str yaml;
	(void)state;
	write_stack(&yaml, 9000);
	scene_open(&screen, yaml.data);
	press(&screen, "btab o space u");
	assert_true(scene_has(&screen, "Providers by exit"));
	press(&screen, "w");
	assert_true(scene_has_in_row(&screen, "in months of spend", "~"));
	find_all(&screen);
	assert_true(scene_has_in_row(&screen, "in months of spend", "mo"));
	press(&screen, "esc");
	assert_false(scene_has(&screen, "~"));
	scene_close(&screen);
	str_clear(&yaml);
}

static void a_new_file_has_them_anew(void **state)
{
	struct scene screen;
	struct str yaml;
	(void)state;
	write_stack(&yaml, 9000);
	scene_open(&screen, yaml.data);
	work(&screen);
	app_reload(screen.app, scene_model(yaml.data), NULL);
	redraw(&screen);
	assert_true(scene_has_in_row(&screen, "p  ", "~"));
	app_finish(screen.app);
	redraw(&screen);
	assert_true(scene_has_in_row(&screen, "p  ", " mo"));
	scene_close(&screen);
	str_clear(&yaml);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_small_stack_has_them_at_once),
		cmocka_unit_test(a_large_one_has_them_later),
		cmocka_unit_test(a_tried_value_begins_them_anew),
		cmocka_unit_test(marks_come_after_the_figures),
		cmocka_unit_test(what_waits_for_them_follows),
		cmocka_unit_test(a_new_file_has_them_anew),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
