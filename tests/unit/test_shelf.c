#include "tui/shelf.h"

#include "tests/unit/scene.h"
#include "tui/history.h"
#include "tui/movers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void ids_are_made_of_any_text(void **state)
{
	char id[16];
	(void)state;
	assert_true(shelf_id_of("My plan", id, sizeof id));
	assert_string_equal(id, "My-plan");
	assert_true(shelf_id_of("  ../a b!! ", id, sizeof id));
	assert_string_equal(id, "a-b");
	assert_true(shelf_id_of("\xc3\xa9t\xc3\xa9", id, sizeof id));
	assert_string_equal(id, "t");
	assert_false(shelf_id_of("", id, sizeof id));
	assert_false(shelf_id_of("--- ", id, sizeof id));
	assert_true(shelf_id_of("0123456789abcdefghij", id, sizeof id));
	assert_string_equal(id, "0123456789abcde");
}

static void the_shelf_begins_with_the_scenarios_of_the_file(void **state)
{
	struct model *model = scene_model(scene_stack);
	struct shelf shelf;
	struct choice choice;
	char id[40];
	(void)state;
	shelf_init(&shelf, model);
	choice_init(&choice);
	choice_set(&choice, 1, true);
	assert_int_equal(shelf_count(&shelf), 1);
	assert_false(shelf.items[0].own);
	assert_int_equal(shelf.items[0].choice.start, 6);
	shelf_free_id(&shelf, "leave", id, sizeof id);
	assert_string_equal(id, "leave-2");
	assert_int_equal(shelf_put(&shelf, "mine", NULL, &choice), 1);
	assert_string_equal(shelf.items[1].name, "mine");
	assert_true(shelf.items[1].own);
	assert_int_equal(shelf_put(&shelf, "mine", "Mine", &choice), 1);
	assert_string_equal(shelf.items[1].name, "Mine");
	assert_true(choice_is_on(&shelf.items[1].choice, 1));
	shelf.items[0].gone = true;
	assert_int_equal(shelf_find(&shelf, "leave"), NONE);
	assert_int_equal(shelf_nth(&shelf, 0), 1);
	assert_int_equal(shelf_nth(&shelf, 1), NONE);
	choice_clear(&choice);
	shelf_clear(&shelf);
	model_free(model);
}

static void undone_changes_are_dropped_by_the_next_one(void **state)
{
	struct history history;
	(void)state;
	history_init(&history);
	assert_null(history_before(&history));
	assert_false(history_undo(&history));
	history_begin(&history, "one", "")->b.start = 1;
	history_begin(&history, "two", "x")->b.start = 2;
	assert_true(history_undo(&history));
	assert_int_equal(history_now(&history)->b.start, 1);
	assert_true(history_redo(&history));
	assert_false(history_redo(&history));
	assert_string_equal(history_now(&history)->tail, "x");
	assert_true(history_go(&history, 0));
	assert_false(history_go(&history, 0));
	assert_false(history_go(&history, 3));
	history_begin(&history, "three", "")->b.start = 3;
	assert_int_equal(history.count, 2);
	assert_string_equal(history_now(&history)->head, "three");
	assert_int_equal(history_before(&history)->b.start, 0);
	history_clear(&history);
}

static void who_moves_what(void **state)
{
	struct model *model = scene_model(scene_stack);
	struct plan plan;
	struct movers movers = {0};
	struct choice choice;
	uint32_t count;
	(void)state;
	plan_init(&plan, model);
	choice_init(&choice);
	movers_refresh(&movers, &plan);
	uint32_t triage = model_find_binding(model, "triage@alpha/llm");
	uint32_t archive = model_find_binding(model, "archive@beta/store");
	uint32_t llm = model_find_offering(model, "alpha/llm");
	const uint32_t *found = movers_of(&movers, triage, &count);
	assert_int_equal(count, 2);
	assert_int_equal(found[0], plan_find(&plan, "to-beta"));
	assert_int_equal(found[1], plan_find(&plan, "to-open"));
	movers_of(&movers, archive, &count);
	assert_int_equal(count, 0);
	assert_int_equal(movers.movable[llm], 2);
	assert_int_equal(movers_moved(&movers, &choice, llm), 0);
	choice_set(&choice, plan_find(&plan, "to-open"), true);
	assert_int_equal(movers_on(&movers, &choice, triage), plan_find(&plan, "to-open"));
	assert_int_equal(movers_moved(&movers, &choice, llm), 1);
	plan_make(&plan, "hand", NULL, &archive, 1, model_find_offering(model, "alpha/store"));
	movers_refresh(&movers, &plan);
	movers_of(&movers, archive, &count);
	assert_int_equal(count, 1);
	movers_clear(&movers);
	choice_clear(&choice);
	plan_clear(&plan);
	model_free(model);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_are_made_of_any_text),
		cmocka_unit_test(the_shelf_begins_with_the_scenarios_of_the_file),
		cmocka_unit_test(undone_changes_are_dropped_by_the_next_one),
		cmocka_unit_test(who_moves_what),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
