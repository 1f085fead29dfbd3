/* The cost lens by provider and by team, through the screen. */
#include "tests/unit/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char stack[] =
	"unmoor: 1\n"
	"as_of: 2026-11-01\n"
	"horizon: 24\n"
	"catalog: none\n"
	"rate: 900\n"
	"overrun: 1\n"
	"overlap: 1\n"
	"providers:\n"
	"- {id: alpha, name: Alpha, kind: cloud}\n"
	"- {id: beta, name: Beta, kind: cloud}\n"
	"offerings:\n"
	"- {id: alpha/store, provider: alpha, kind: store}\n"
	"- {id: beta/store, provider: beta, kind: store}\n"
	"components:\n"
	"- {id: a, name: First, team: red, bindings: [{offering: alpha/store, monthly: 1000}]}\n"
	"- {id: b, name: Second, team: blue, bindings: [{offering: alpha/store, monthly: 3000}]}\n"
	"- {id: c, name: Third, team: red, bindings: [{offering: beta/store, monthly: 700}]}\n"
	"- {id: d, name: Fourth, bindings: [{offering: beta/store, monthly: 50}]}\n"
	"migrations:\n"
	"- {id: m, name: Move, bindings: [a@alpha/store], to: beta/store, cost_ratio: 0.5}\n";

static void open_lens(struct scene *screen, const char *keys)
{
	scene_open(screen, stack);
	scene_keys(screen, "6 tab space 1");
	scene_keys(screen, keys);
}

static void teams_pay_for_their_components(void **state)
{
	struct scene screen;
	(void)state;
	open_lens(&screen, "o o");
	assert_true(scene_has(&screen, "cost by team"));
	assert_true(scene_has_in_row(&screen, "blue", "3.00k     3.00k         0"));
	assert_true(scene_has_in_row(&screen, "red", "1.70k     1.20k      −500"));
	assert_true(scene_has_in_row(&screen, "no team", "50        50         0"));
	scene_close(&screen);
}

static void providers_are_paid_for_what_is_on_them(void **state)
{
	struct scene screen;
	(void)state;
	open_lens(&screen, "o");
	assert_true(scene_has_in_row(&screen, "Alpha", "4.00k     3.00k    −1.00k"));
	assert_true(scene_has_in_row(&screen, "Beta", "750     1.25k      +500"));
	scene_keys(&screen, "o o");
	assert_true(scene_has(&screen, "cost by category"));
	assert_true(scene_has(&screen, "retraining"));
	scene_close(&screen);
}

static void rows_are_filtered_found_and_told(void **state)
{
	struct scene screen;
	(void)state;
	open_lens(&screen, "o o f text:^b enter");
	assert_true(scene_has(&screen, "blue"));
	assert_false(scene_has(&screen, "no team"));
	scene_keys(&screen, "f ctrl-u enter d");
	assert_true(scene_has_in_row(&screen, "red", "−500"));
	assert_false(scene_has(&screen, "blue"));
	scene_keys(&screen, "d / text:no enter");
	assert_true(scene_has_in_row(&screen, ">no team", "50"));
	scene_keys(&screen, "i");
	assert_true(scene_has(&screen, "monthly spend of the components without a team, in the scenario"));
	scene_keys(&screen, "esc esc o o down i");
	assert_true(scene_has(&screen, "monthly spend on Beta, in the scenario"));
	scene_close(&screen);
}

static void the_first_row_is_below_the_heads(void **state)
{
	struct scene screen;
	(void)state;
	open_lens(&screen, "o o");
	scene_keys(&screen, "click:5,14");
	assert_true(scene_has_in_row(&screen, ">blue", "3.00k"));
	scene_keys(&screen, "click:5,15");
	assert_true(scene_has_in_row(&screen, ">red", "1.70k"));
	scene_close(&screen);
}

/* Rows hold indices of a model: another model has rows of its own. */
static void another_model_is_grouped_anew(void **state)
{
	struct scene screen;
	(void)state;
	open_lens(&screen, "o o end");
	app_reload(screen.app, scene_model(scene_stack), NULL);
	scene_keys(&screen, "home end");
	assert_true(scene_has(&screen, "team, "));
	assert_false(scene_has(&screen, "blue"));
	scene_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(teams_pay_for_their_components),
		cmocka_unit_test(providers_are_paid_for_what_is_on_them),
		cmocka_unit_test(rows_are_filtered_found_and_told),
		cmocka_unit_test(the_first_row_is_below_the_heads),
		cmocka_unit_test(another_model_is_grouped_anew),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
