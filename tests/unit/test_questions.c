/* What a component inherits and through whom, why a provider fits, what is free, what is a lower bound: on
 * the screen. */
#include "tests/unit/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HEAD                  \
	"unmoor: 1\n"         \
	"as_of: 2026-11-01\n" \
	"catalog: none\n"     \
	"rate: 900\n"         \
	"overrun: 1\n"        \
	"overlap: 1\n"

/* Chat falls with fab in two ways; the shorter one is through both of mid's. */
static const char deep_stack[] = HEAD "needs: {portability: 5, privacy: 3, longevity: 1, price: 1}\n"
				      "providers:\n"
				      "- id: a\n"
				      "  kind: cloud\n"
				      "  parent: owner\n"
				      "  stance: {portability: -1, privacy: 1, longevity: 1}\n"
				      "  source:\n"
				      "  - {for: portability, title: Own interfaces, url: a.example/why, "
				      "date: 2026-05-01, grade: B}\n"
				      "  - {for: 'longevity, onboarding', title: Older than most, grade: "
				      "assumption}\n"
				      "- {id: owner, kind: investor, stance: {price: 1}, source: {for: "
				      "stance, title: Said at large}}\n"
				      "- {id: mid, kind: cloud}\n"
				      "- {id: far, kind: cloud}\n"
				      "- {id: fab, kind: fab}\n"
				      "offerings:\n"
				      "- {id: a/llm, provider: a, kind: llm, runs_on: [far/host, any: "
				      "[mid/host, far/host]]}\n"
				      "- {id: mid/host, provider: mid, kind: host, runs_on: [fab]}\n"
				      "- {id: far/host, provider: far, kind: host, runs_on: [far/deep]}\n"
				      "- {id: far/deep, provider: far, kind: host, runs_on: [fab]}\n"
				      "components:\n"
				      "- {id: chat, bindings: [{offering: a/llm, monthly: 10}]}\n";

static void a_chain_goes_on_to_the_provider(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, deep_stack);
	scene_keys(&screen, "D w");
	assert_true(scene_has(&screen, "What does chat inherit?"));
	assert_true(scene_has(&screen, "fab  through a/llm → mid/host → fab"));
	assert_true(scene_has(&screen, "far  through a/llm → far/host "));
	assert_true(scene_has(&screen, "owner  through a/llm "));
	scene_close(&screen);
}

/* The row that has a text; -1. */
static int row_of(struct scene *screen, const char *text)
{
	for (int row = 0; scene_row(screen, row); row++)
		if (strstr(scene_row(screen, row), text))
			return row;
	return -1;
}

static void each_need_has_its_own_reason(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, deep_stack);
	scene_resize(&screen, 100, 40);
	scene_keys(&screen, "w");
	assert_true(scene_has(&screen, "Does a fit your needs?"));
	int portability = row_of(&screen, "portability, weight 5");
	assert_true(portability >= 0);
	assert_int_equal(row_of(&screen, "Own interfaces, a.example/why, 2026-05, grade B"), portability + 1);
	assert_int_equal(row_of(&screen, "privacy, weight 3"), portability + 2);
	assert_int_equal(row_of(&screen, "no reason is given"), portability + 3);
	assert_int_equal(row_of(&screen, "Older than most, grade assumption"),
			 row_of(&screen, "longevity, weight 1") + 1);
	assert_true(row_of(&screen, "Said at large") > row_of(&screen, "Reasons for all stances"));
	scene_close(&screen);
}

/* Nothing costs anything a month; the second of beta's two is the one that can
 * move. */
static const char free_stack[] = HEAD "providers:\n"
				      "- {id: above, name: Above All, kind: investor}\n"
				      "- {id: beta, name: Beta Cloud, kind: cloud, parent: above}\n"
				      "- {id: gamma, name: Gamma, kind: cloud}\n"
				      "offerings:\n"
				      "- {id: beta/queue, provider: beta, kind: queue}\n"
				      "- {id: beta/store, provider: beta, kind: store}\n"
				      "- {id: gamma/store, provider: gamma, kind: store}\n"
				      "components:\n"
				      "- {id: talk, bindings: [{offering: beta/queue}]}\n"
				      "- {id: files, bindings: [{offering: beta/store}]}\n"
				      "migrations:\n"
				      "- {id: away, from: beta/store, to: gamma/store}\n";

static void without_spend_the_first_that_can_move_is_chosen(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, free_stack);
	assert_true(scene_has_in_row(&screen, "Beta Cloud no spend", ""));
	assert_true(scene_has(&screen, "2 more without spend"));
	assert_true(scene_has_in_row(&screen, ">", "[ ] files"));
	scene_keys(&screen, "space");
	assert_true(choice_is_on(app_choice(screen.app), 0));
	scene_close(&screen);
}

static void an_assumed_price_is_explained_only_where_it_is_marked(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, NULL);
	scene_keys(&screen, "6 tab enter");
	assert_true(scene_has(&screen, "What it moves"));
	assert_false(scene_has(&screen, "? the new price is not known"));
	scene_close(&screen);
	scene_open(&screen, free_stack);
	scene_keys(&screen, "6 tab enter");
	assert_true(scene_has(&screen, "→ 0?/mo"));
	assert_true(scene_has(&screen, "? the new price is not known"));
	scene_close(&screen);
}

/* The target has no price for what counts; the tuned one has no other host. */
static const char bound_stack[] = HEAD "drivers:\n"
				       "- {id: run, category: retraining, price: run}\n"
				       "- {id: job, category: rebuilding, money: 1000}\n"
				       "providers:\n"
				       "- {id: a, name: Alpha, kind: cloud}\n"
				       "- {id: b, name: Beta, kind: cloud}\n"
				       "offerings:\n"
				       "- {id: a/llm, provider: a, kind: llm}\n"
				       "- {id: b/llm, provider: b, kind: llm}\n"
				       "- {id: a/only, provider: a, kind: only}\n"
				       "components:\n"
				       "- {id: chat, bindings: [{offering: a/llm, monthly: 10, counts: {job: "
				       "3}}]}\n"
				       "- {id: tune, bindings: [{offering: a/only, monthly: 5}]}\n"
				       "- {id: lora, bindings: [{offering: a/llm, monthly: 9, counts: {run: "
				       "2, job: 5}}]}\n"
				       "migrations:\n"
				       "- {id: lacking, from: a/llm, to: b/llm, where: {component: lora}}\n"
				       "- {id: whole, from: a/llm, to: b/llm, where: {component: chat}}\n";

static void a_missing_price_marks_every_figure_that_it_is_missing_from(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, bound_stack);
	scene_resize(&screen, 120, 30);
	scene_keys(&screen, "6");
	assert_true(scene_has_in_row(&screen, "[ ] lacking", "5.01k+  +5.01k+"));
	assert_true(scene_has_in_row(&screen, "[ ] whole", "3.01k   +3.01k "));
	scene_close(&screen);
}

static void a_way_out_with_stuck_bindings_stays_a_lower_bound(void **state)
{
	struct scene screen;
	(void)state;
	scene_open(&screen, bound_stack);
	scene_keys(&screen, "X enter");
	assert_true(choice_count(app_choice(screen.app)) > 0);
	assert_true(scene_has(&screen, "8.02k+ USD, expected"));
	assert_true(scene_has(&screen, "1 stuck +"));
	assert_true(scene_has_in_row(&screen, "way out of Alpha", "one-off +8.02k+"));
	scene_keys(&screen, "u");
	assert_false(scene_has(&screen, "stuck +"));
	scene_close(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_chain_goes_on_to_the_provider),
		cmocka_unit_test(each_need_has_its_own_reason),
		cmocka_unit_test(without_spend_the_first_that_can_move_is_chosen),
		cmocka_unit_test(an_assumed_price_is_explained_only_where_it_is_marked),
		cmocka_unit_test(a_missing_price_marks_every_figure_that_it_is_missing_from),
		cmocka_unit_test(a_way_out_with_stuck_bindings_stays_a_lower_bound),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
