#include "tests/unit/build.h"
#include "tests/unit/random_stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char STACK[] = "providers:\n"
			    "- {id: p, kind: cloud}\n"
			    "- {id: q, kind: cloud}\n"
			    "offerings:\n"
			    "- {id: p/a, provider: p, kind: store}\n"
			    "- {id: p/b, provider: p, kind: store}\n"
			    "- {id: q/a, provider: q, kind: store}\n"
			    "components:\n"
			    "- {id: c0, bindings: [{offering: p/a}, {offering: p/b}]}\n"
			    "- {id: c1, bindings: [{offering: p/a}]}\n"
			    "- {id: c2, bindings: [{offering: q/a}]}\n"
			    "migrations:\n"
			    "- {id: all, from: p/a, to: q/a}\n"
			    "- {id: first, bindings: [c0@p/a], to: p/b}\n"
			    "- {id: other, from: p/b, to: q/a}\n"
			    "- {id: hand/2, bindings: [c1@p/a], to: q/a, extra: 5}\n"
			    "scenarios:\n"
			    "- {id: s, start: 4, migrations: [other, all]}\n";

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

static uint32_t binding(const char *name)
{
	uint32_t found = model_find_binding(built.model, name);

	assert_true(found != NONE);
	return found;
}

static void a_plan_begins_with_the_files_migrations(void **state)
{
	(void)state;
	assert_int_equal(built.plan.count, 4);
	assert_int_equal(plan_find(&built.plan, "other"), 2);
	assert_int_equal(plan_find(&built.plan, "none"), NONE);
	assert_ptr_equal(built.plan.migrations[1], &built.model->migrations[1]);
}

static void a_made_one_gets_the_next_number_of_its_prefix(void **state)
{
	uint32_t b[] = {binding("c1@p/a"), binding("c0@p/a"), binding("c1@p/a"), binding("c2@q/a")};
	const struct migration *made;
	uint32_t index;

	(void)state;
	index = plan_make(&built.plan, "hand", NULL, b, 4, build_offering(&built, "q/a"));
	assert_int_equal(index, 4);
	made = built.plan.migrations[index];
	assert_string_equal(made->id, "hand/3");
	assert_string_equal(made->name, "hand/3");
	assert_int_equal(made->to, build_offering(&built, "q/a"));
	/* Sorted, each once, without the one that is there already. */
	assert_int_equal(made->binding_count, 2);
	assert_int_equal(made->bindings[0], binding("c0@p/a"));
	assert_int_equal(made->bindings[1], binding("c1@p/a"));
	assert_int_equal(made->from_offering, NONE);
	assert_int_equal(made->from_provider, NONE);
	assert_int_equal(made->strategy, STRATEGY_DERIVED);
	assert_true(isnan(made->cost_ratio));
	assert_int_equal(plan_find(&built.plan, "hand/3"), 4);

	index = plan_make(&built.plan, "exit/p", "Away", b, 1, build_offering(&built, "q/a"));
	assert_string_equal(built.plan.migrations[index]->id, "exit/p/1");
	assert_string_equal(built.plan.migrations[index]->name, "Away");
}

static void the_same_made_again_is_the_same(void **state)
{
	uint32_t one[] = {binding("c0@p/a"), binding("c1@p/a")}, turned[] = {one[1], one[0]};
	uint32_t to = build_offering(&built, "q/a"), index;

	(void)state;
	index = plan_make(&built.plan, "hand", "x", one, 2, to);
	assert_int_equal(plan_make(&built.plan, "hand", "y", turned, 2, to), index);
	assert_int_equal(built.plan.count, 5);
	/* Another prefix, target or set is another one; so is a plain one beside hand/2 with its extra. */
	assert_int_equal(plan_make(&built.plan, "exit/p", "x", one, 2, to), 5);
	assert_int_equal(plan_make(&built.plan, "hand", "x", one, 2, build_offering(&built, "p/b")), 6);
	assert_int_equal(plan_make(&built.plan, "hand", "x", one + 1, 1, to), 7);
}

static void nothing_to_move_makes_nothing(void **state)
{
	uint32_t there = binding("c2@q/a");

	(void)state;
	assert_int_equal(plan_make(&built.plan, "hand", NULL, &there, 1, build_offering(&built, "q/a")),
			 NONE);
	assert_int_equal(plan_make(&built.plan, "hand", NULL, NULL, 0, build_offering(&built, "q/a")), NONE);
	assert_int_equal(built.plan.count, 4);
}

static void a_made_id_stays_an_id(void **state)
{
	uint32_t b = binding("c0@p/a"), index;
	char prefix[200];

	(void)state;
	memset(prefix, 'x', sizeof(prefix) - 1);
	prefix[sizeof(prefix) - 1] = '\0';
	index = plan_make(&built.plan, prefix, NULL, &b, 1, build_offering(&built, "q/a"));
	assert_true(strlen(built.plan.migrations[index]->id) <= 128);
	assert_int_equal(plan_make(&built.plan, prefix, NULL, &b, 1, build_offering(&built, "q/a")), index);
}

static void two_that_move_the_same_binding_clash(void **state)
{
	(void)state;
	assert_true(plan_clash(&built.plan, 0, 1));
	assert_true(plan_clash(&built.plan, 1, 0));
	assert_int_equal(plan_common_binding(&built.plan, 0, 1), binding("c0@p/a"));
	assert_true(plan_clash(&built.plan, 0, 3));
	assert_false(plan_clash(&built.plan, 0, 2));
	assert_false(plan_clash(&built.plan, 1, 3));
}

/* The first binding of both, found by looking at every pair. */
static uint32_t look_for_common(const struct migration *a, const struct migration *b)
{
	for (uint32_t i = 0; i < a->binding_count; i++)
		for (uint32_t j = 0; j < b->binding_count; j++)
			if (a->bindings[i] == b->bindings[j])
				return a->bindings[i];
	return NONE;
}

static void make_at_random(struct built *stack, uint64_t *random)
{
	uint32_t bindings[60], count = 1 + build_random(random, 60);

	for (uint32_t i = 0; i < count; i++)
		bindings[i] = build_random(random, stack->model->binding_count);
	plan_make(&stack->plan, "hand", NULL, bindings, count,
		  build_random(random, stack->model->offering_count));
}

/* From offerings, from providers and by list: 20 stacks of each with each. */
static void common_bindings_are_those_of_every_pair(void **state)
{
	uint64_t random = 3;
	uint32_t met = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct built stack;
		random_stack_build(&stack, (struct random_stack){seed, 60, 10, false});
		for (int i = 0; i < 8; i++)
			make_at_random(&stack, &random);
		for (uint32_t a = 0; a < stack.plan.count; a++)
			for (uint32_t b = 0; b < stack.plan.count; b++) {
				uint32_t common = plan_common_binding(&stack.plan, a, b);
				assert_int_equal(common, look_for_common(stack.plan.migrations[a],
									 stack.plan.migrations[b]));
				met += a != b && common != NONE;
			}
		build_clear(&stack);
	}
	assert_true(met > 100);
}

static void a_choice_is_a_set_of_bits_of_any_length(void **state)
{
	struct choice a, b;

	(void)state;
	choice_init(&a);
	choice_init(&b);
	assert_false(choice_is_on(&a, 1000));
	choice_set(&a, 1000, false);
	assert_int_equal(a.words, 0);
	choice_set(&a, 64, true);
	choice_set(&a, 3, true);
	choice_set(&a, 1000, true);
	assert_int_equal(choice_count(&a), 3);
	choice_copy(&b, &a);
	choice_set(&a, 1000, false);
	choice_set(&a, 64, false);
	assert_true(choice_is_on(&b, 1000) && choice_is_on(&b, 64) && choice_is_on(&b, 3));
	assert_false(choice_equal(&a, &b));
	choice_clear(&b);
	choice_set(&b, 3, true);
	/* Words that hold nothing make no difference; the start does. */
	assert_true(a.words != b.words);
	assert_true(choice_equal(&a, &b) && choice_equal(&b, &a));
	b.start = 1;
	assert_false(choice_equal(&a, &b));
	choice_copy(&b, &b);
	assert_true(choice_is_on(&b, 3));
	choice_clear(&a);
	choice_clear(&b);
}

static void a_scenario_becomes_a_choice(void **state)
{
	struct choice choice;

	(void)state;
	choice_init(&choice);
	choice_set(&choice, 3, true);
	choice_of_scenario(&choice, built.model, 0);
	assert_int_equal(choice.start, 4);
	assert_int_equal(choice.scenario, 0);
	assert_int_equal(choice_count(&choice), 2);
	assert_true(choice_is_on(&choice, 0) && choice_is_on(&choice, 2));
	choice_clear(&choice);
	assert_int_equal(choice.scenario, NONE);
}

static void switching_on_switches_off_what_clashes(void **state)
{
	struct choice choice;
	uint32_t off[8];

	(void)state;
	choice_init(&choice);
	choice_set(&choice, 1, true);
	choice_set(&choice, 2, true);
	choice_set(&choice, 3, true);
	assert_int_equal(choice_switch_on(&choice, &built.plan, 0, off), 2);
	assert_int_equal(off[0], 1);
	assert_int_equal(off[1], 3);
	assert_true(choice_is_on(&choice, 0) && choice_is_on(&choice, 2));
	assert_int_equal(choice_count(&choice), 2);
	/* Once more changes nothing: none clashes with itself. */
	assert_int_equal(choice_switch_on(&choice, &built.plan, 0, off), 0);
	assert_int_equal(choice_count(&choice), 2);
	choice_clear(&choice);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_plan_begins_with_the_files_migrations, setup, teardown),
		cmocka_unit_test_setup_teardown(a_made_one_gets_the_next_number_of_its_prefix, setup,
						teardown),
		cmocka_unit_test_setup_teardown(the_same_made_again_is_the_same, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_to_move_makes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(a_made_id_stays_an_id, setup, teardown),
		cmocka_unit_test_setup_teardown(two_that_move_the_same_binding_clash, setup, teardown),
		cmocka_unit_test_setup_teardown(a_scenario_becomes_a_choice, setup, teardown),
		cmocka_unit_test(common_bindings_are_those_of_every_pair),
		cmocka_unit_test_setup_teardown(switching_on_switches_off_what_clashes, setup, teardown),
		cmocka_unit_test(a_choice_is_a_set_of_bits_of_any_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
