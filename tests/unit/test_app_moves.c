/* The migrations of a large stack are read after its first screen. */
#include "core/base/str.h"
#include "tests/unit/scene.h"
#include "tui/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { MIGRATIONS = 8 };

/* Each migration moves a part of the bindings. */
static void write_stack(struct str *yaml, unsigned components)
{
	str_init(yaml);
	str_add_text(yaml, "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1000\noverrun: 1\noverlap: 1\n"
			   "drivers: [{id: d, category: redesign, effort: 1}]\n"
			   "providers: [{id: p, kind: cloud}, {id: q, kind: cloud}]\n"
			   "offerings: [{id: to, provider: q, kind: k}");
	for (unsigned o = 0; o < MIGRATIONS; o++)
		str_print(yaml, ", {id: o%u, provider: p, kind: k}", o);
	str_add_text(yaml, "]\nmigrations:\n");
	for (unsigned m = 0; m < MIGRATIONS; m++)
		str_print(yaml, "- {id: m%u, from: o%u, to: to}\n", m, m);
	str_add_text(yaml, "components:\n");
	for (unsigned c = 0; c < components; c++)
		str_print(yaml, "- {id: c%u, bindings: [{offering: o%u, monthly: 10, counts: {d: 1}}]}\n", c,
			  c % MIGRATIONS);
}

static void those_of_a_small_stack_are_read_at_once(void **state)
{
	struct scene screen;
	struct str yaml;
	(void)state;
	write_stack(&yaml, 80);
	scene_open(&screen, yaml.data);
	assert_false(app_moves_go_on(screen.app));
	scene_close(&screen);
	str_clear(&yaml);
}

static void those_of_a_large_one_later_and_unseen(void **state)
{
	struct scene screen;
	struct str yaml;
	struct budget budget;
	unsigned pieces = 0;
	(void)state;
	write_stack(&yaml, 9000);
	scene_open(&screen, yaml.data);
	while (app_exits_go_on(screen.app)) {
		budget_init_steps(&budget, 1000000);
		app_work(screen.app, &budget);
	}
	while (app_has_work(screen.app)) {
		assert_true(app_moves_go_on(screen.app));
		budget_init_steps(&budget, 1000);
		assert_int_equal(app_work(screen.app, &budget), EFFECT_NONE);
		pieces++;
	}
	assert_true(pieces > 1);
	assert_true(analysis_moves_go(screen.app->live, 0));
	app_reload(screen.app, scene_model(yaml.data), NULL);
	assert_true(app_moves_go_on(screen.app));
	app_finish(screen.app);
	assert_true(analysis_moves_go(screen.app->live, 0));
	scene_close(&screen);
	str_clear(&yaml);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(those_of_a_small_stack_are_read_at_once),
		cmocka_unit_test(those_of_a_large_one_later_and_unseen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
