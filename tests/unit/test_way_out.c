#include "core/base/str.h"
#include "core/figures/way_out.h"
#include "tests/unit/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <string.h>

#include <cmocka.h>

static const char STACK[] =
	"providers:\n"
	"- {id: p, kind: cloud}\n"
	"- {id: part, kind: cloud, parent: p}\n"
	"- {id: q, kind: cloud}\n"
	"offerings:\n"
	"- {id: p/store, name: P Store, provider: p, kind: store}\n"
	"- {id: part/store, provider: part, kind: store}\n"
	"- {id: part/odd, provider: part, kind: odd}\n"
	"- {id: q/plain, name: Q Plain, provider: q, kind: store}\n"
	"- {id: q/safe, provider: q, kind: store, capabilities: [vault]}\n"
	"components:\n"
	"- {id: c0, bindings: [{offering: part/store, monthly: 1}, {offering: p/store, monthly: 1}]}\n"
	"- {id: c1, requires: [vault], bindings: [{offering: p/store, monthly: 1}]}\n"
	"- {id: c2, bindings: [{offering: p/store, monthly: 1}, {offering: part/odd}]}\n";

static struct built built;

static int setup(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	build_clear(&built);
	return 0;
}

/* "id bindings target" of a migration of the plan. */
static void expect_migration(uint32_t index, const char *id, const char *bindings, const char *to)
{
	const struct migration *migration = built.plan.migrations[index];
	struct str names;

	assert_string_equal(migration->id, id);
	assert_int_equal(migration->to, build_offering(&built, to));
	str_init(&names);
	for (uint32_t i = 0; i < migration->binding_count; i++) {
		uint32_t binding = migration->bindings[i];
		str_print(&names, "%s%s@%s", i > 0 ? " " : "",
			  model_component_id(built.model, built.model->bindings[binding].component),
			  model_binding_offering_id(built.model, binding));
	}
	assert_string_equal(names.data, bindings);
	str_clear(&names);
}

static void one_migration_a_source_and_target(void **state)
{
	struct exit_plan *out = analysis_exit(built.analysis, build_provider(&built, "p"), 3);
	struct choice choice;

	(void)state;
	choice_init(&choice);
	choice_set(&choice, 70, true);
	way_out_choose(&built.plan, out, 3, &choice);
	/* In the order of the sources, then of the targets; what is stuck stays. */
	assert_int_equal(built.plan.count, 3);
	expect_migration(0, "exit/p/1", "c0@p/store c2@p/store", "q/plain");
	expect_migration(1, "exit/p/2", "c1@p/store", "q/safe");
	expect_migration(2, "exit/p/3", "c0@part/store", "q/plain");
	assert_string_equal(built.plan.migrations[0]->name, "P Store to Q Plain");
	assert_int_equal(choice.start, 3);
	assert_int_equal(choice_count(&choice), 3);
	assert_false(choice_is_on(&choice, 70));
	exit_plan_free(out);
	choice_clear(&choice);
}

static void the_way_out_costs_what_the_plan_says(void **state)
{
	struct exit_plan *out = analysis_exit(built.analysis, build_provider(&built, "p"), 0);
	struct choice choice;

	(void)state;
	choice_init(&choice);
	way_out_choose(&built.plan, out, 0, &choice);
	analysis_follow(built.analysis, &choice);
	assert_int_equal(out->stuck_count, 1);
	assert_int_equal(analysis_cost(built.analysis)->bindings_moved, out->move_count);
	assert_true(fabs(analysis_cost(built.analysis)->expected_total - out->one_off) < 1e-9);
	exit_plan_free(out);
	choice_clear(&choice);
}

static void asked_for_twice_it_is_made_once(void **state)
{
	struct exit_plan *out = analysis_exit(built.analysis, build_provider(&built, "p"), 0);
	struct choice first, second;

	(void)state;
	choice_init(&first);
	choice_init(&second);
	way_out_choose(&built.plan, out, 0, &first);
	way_out_choose(&built.plan, out, 0, &second);
	assert_int_equal(built.plan.count, 3);
	assert_true(choice_equal(&first, &second));
	exit_plan_free(out);
	choice_clear(&first);
	choice_clear(&second);
}

static void a_provider_without_bindings_gives_an_empty_choice(void **state)
{
	struct exit_plan *out = analysis_exit(built.analysis, build_provider(&built, "q"), 0);
	struct choice choice;

	(void)state;
	choice_init(&choice);
	way_out_choose(&built.plan, out, 2, &choice);
	assert_int_equal(choice_count(&choice), 0);
	assert_int_equal(choice.start, 2);
	assert_int_equal(built.plan.count, 0);
	exit_plan_free(out);
	choice_clear(&choice);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_migration_a_source_and_target, setup, teardown),
		cmocka_unit_test_setup_teardown(the_way_out_costs_what_the_plan_says, setup, teardown),
		cmocka_unit_test_setup_teardown(asked_for_twice_it_is_made_once, setup, teardown),
		cmocka_unit_test_setup_teardown(a_provider_without_bindings_gives_an_empty_choice, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
