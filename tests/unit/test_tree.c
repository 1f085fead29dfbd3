#include "tests/unit/scene.h"
#include "tui/tree_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <stdlib.h>

struct world {
	struct model *model;
	struct plan plan;
	struct movers movers;
	struct choice choice;
	struct analysis *analysis;
	struct tree *tree;
};

static void open_world(struct world *world)
{
	*world = (struct world){.model = scene_model(scene_stack)};
	plan_init(&world->plan, world->model);
	movers_refresh(&world->movers, &world->plan);
	choice_init(&world->choice);
	world->analysis = analysis_new(&world->plan);
	analysis_follow(world->analysis, &world->choice);
	world->tree = tree_new(world->analysis, &world->movers);
}

static void close_world(struct world *world)
{
	tree_free(world->tree);
	analysis_free(world->analysis);
	choice_clear(&world->choice);
	movers_clear(&world->movers);
	plan_clear(&world->plan);
	model_free(world->model);
}

static void switch_on(struct world *world, const char *migration)
{
	choice_set(&world->choice, plan_find(&world->plan, migration), true);
	analysis_follow(world->analysis, &world->choice);
	tree_touch(world->tree);
}

static uint32_t row_of(struct world *world, enum tree_kind kind, uint32_t index)
{
	uint32_t row = tree_find_row(world->tree, kind, index);
	assert_int_not_equal(row, NONE);
	return row;
}

static struct tree_row row_at(struct world *world, uint32_t row)
{
	uint32_t count;
	const struct tree_row *rows = tree_rows(world->tree, &count);
	assert_true(row < count);
	return rows[row];
}

static uint32_t count_rows(struct world *world)
{
	uint32_t count;
	tree_rows(world->tree, &count);
	return count;
}

static void unfold(struct world *world, enum tree_kind kind, uint32_t index)
{
	assert_true(tree_fold(world->tree, row_of(world, kind, index), true));
}

static void what_rests_on_a_provider(void **state)
{
	struct world world;
	(void)state;
	open_world(&world);
	const struct model *model = world.model;
	tree_show_provider(world.tree, model_find_provider(model, "alpha"));
	assert_int_equal(count_rows(&world), 1);
	unfold(&world, TREE_PROVIDER, model_find_provider(model, "alpha"));
	assert_int_equal(count_rows(&world), 3);
	/* By falling spend: the model before the store. */
	assert_int_equal(row_at(&world, 1).index, model_find_offering(model, "alpha/llm"));
	assert_int_equal(row_at(&world, 2).index, model_find_offering(model, "alpha/store"));
	unfold(&world, TREE_OFFERING, model_find_offering(model, "alpha/llm"));
	assert_int_equal(count_rows(&world), 5);
	assert_int_equal(row_at(&world, 2).kind, TREE_BINDING);
	assert_int_equal(row_at(&world, 2).index, model_find_binding(model, "assistant@alpha/llm"));
	assert_int_equal(row_at(&world, 2).depth, 2);
	assert_int_equal(row_at(&world, 2).parent, 1);
	assert_int_equal(row_at(&world, 2).flags, 0);
	close_world(&world);
}

static void another_providers_offering_that_rests_on_it(void **state)
{
	struct world world;
	(void)state;
	open_world(&world);
	uint32_t lab = model_find_provider(world.model, "lab");
	tree_show_provider(world.tree, lab);
	unfold(&world, TREE_PROVIDER, lab);
	assert_int_equal(count_rows(&world), 2);
	assert_int_equal(row_at(&world, 1).index, model_find_offering(world.model, "alpha/llm"));
	close_world(&world);
}

/* files <- search <- feedback <- search: the circle is marked, not followed. */
static void dependents_and_their_circle(void **state)
{
	struct world world;
	(void)state;
	open_world(&world);
	const struct model *model = world.model;
	uint32_t alpha = model_find_provider(model, "alpha");
	tree_show_provider(world.tree, alpha);
	unfold(&world, TREE_PROVIDER, alpha);
	unfold(&world, TREE_OFFERING, model_find_offering(model, "alpha/store"));
	unfold(&world, TREE_BINDING, model_find_binding(model, "files@alpha/store"));
	unfold(&world, TREE_COMPONENT, model_find_component(model, "search"));
	unfold(&world, TREE_COMPONENT, model_find_component(model, "feedback"));
	uint32_t count = count_rows(&world), circles = 0, above = 0;
	for (uint32_t row = 0; row < count; row++) {
		circles += (row_at(&world, row).flags & TREE_CIRCLE) != 0;
		above += (row_at(&world, row).flags & TREE_ABOVE) != 0;
		if (row_at(&world, row).flags & (TREE_CIRCLE | TREE_ABOVE))
			assert_int_equal(row_at(&world, row).flags & (TREE_OPENABLE | TREE_OPEN), 0);
	}
	assert_int_equal(circles, 1);
	/* The assistant needs files and search: it is met twice. */
	assert_int_equal(above, 1);
	close_world(&world);
}

static void what_a_component_rests_on(void **state)
{
	struct world world;
	(void)state;
	open_world(&world);
	const struct model *model = world.model;
	uint32_t assistant = model_find_component(model, "assistant");
	tree_show_components(world.tree);
	assert_int_equal(count_rows(&world), model->component_count);
	unfold(&world, TREE_COMPONENT, assistant);
	/* One binding, then the two components that it depends on. */
	assert_int_equal(count_rows(&world), model->component_count + 3);
	uint32_t binding = model_find_binding(model, "assistant@alpha/llm");
	unfold(&world, TREE_BINDING, binding);
	unfold(&world, TREE_OFFERING, model_find_offering(model, "alpha/llm"));
	uint32_t lab = row_of(&world, TREE_PROVIDER, model_find_provider(model, "lab"));
	assert_int_equal(row_at(&world, lab).depth, 3);
	assert_int_equal(row_at(&world, lab).flags & TREE_OPENABLE, 0);
	close_world(&world);
}

static void a_move_is_seen_in_both_directions(void **state)
{
	struct world world;
	(void)state;
	open_world(&world);
	const struct model *model = world.model;
	uint32_t beta = model_find_provider(model, "beta"), target = model_find_offering(model, "beta/store");
	uint32_t binding = model_find_binding(model, "files@alpha/store");
	tree_show_provider(world.tree, beta);
	unfold(&world, TREE_PROVIDER, beta);
	unfold(&world, TREE_OFFERING, target);
	assert_int_equal(tree_find_row(world.tree, TREE_ARRIVAL, binding), NONE);
	switch_on(&world, "store");
	uint32_t row = row_of(&world, TREE_ARRIVAL, binding);
	assert_int_equal(row_at(&world, row_at(&world, row).parent).index, target);
	tree_show_components(world.tree);
	unfold(&world, TREE_COMPONENT, model_find_component(model, "files"));
	unfold(&world, TREE_BINDING, binding);
	row = row_of(&world, TREE_OFFERING, target);
	assert_true(row_at(&world, row).flags & TREE_AFTER);
	close_world(&world);
}

static void folds_are_kept_in_both_directions(void **state)
{
	struct world world;
	(void)state;
	open_world(&world);
	uint32_t alpha = model_find_provider(world.model, "alpha");
	tree_show_provider(world.tree, alpha);
	unfold(&world, TREE_PROVIDER, alpha);
	uint32_t count = count_rows(&world);
	tree_show_components(world.tree);
	tree_show_provider(world.tree, alpha);
	assert_int_equal(count_rows(&world), count);
	assert_true(tree_fold(world.tree, 0, false));
	assert_false(tree_fold(world.tree, 0, false));
	assert_int_equal(count_rows(&world), 1);
	close_world(&world);
}

/* Both in one piece each. */
static void filter_whole(struct world *world, struct pattern *pattern)
{
	struct budget budget;
	budget_init_steps(&budget, UINT64_MAX);
	tree_filter(world->tree, pattern, NULL);
	assert_true(tree_filter_goes_on(world->tree));
	assert_false(tree_filter_go(world->tree, &budget));
	assert_false(tree_filter_goes_on(world->tree));
}

static uint32_t search_whole(struct world *world, struct pattern *pattern, uint32_t row, int step)
{
	struct budget budget;
	uint32_t found_at;
	budget_init_steps(&budget, UINT64_MAX);
	struct tree_search *search = tree_search_new(world->tree, pattern, row, step, false);
	enum tree_found found = tree_search_go(search, &budget, &found_at);
	assert_int_not_equal(found, TREE_GOES_ON);
	tree_search_free(search);
	return found == TREE_FOUND ? found_at : NONE;
}

static void a_filter_leaves_what_matches_and_what_leads_to_it(void **state)
{
	struct world world;
	char error[80];
	size_t offset;
	uint32_t kept, all;
	(void)state;
	open_world(&world);
	uint32_t alpha = model_find_provider(world.model, "alpha");
	struct pattern *pattern = pattern_new("triage", 6, true, error, sizeof error, &offset);
	tree_show_provider(world.tree, alpha);
	filter_whole(&world, pattern);
	/* Nothing was unfolded by hand: the filter does it. */
	assert_int_equal(count_rows(&world), 3);
	assert_int_equal(row_at(&world, 2).index, model_find_binding(world.model, "triage@alpha/llm"));
	tree_counts(world.tree, &kept, &all);
	assert_int_equal(kept, 1);
	assert_int_equal(all, 3);
	assert_true(tree_fold(world.tree, 1, false));
	assert_int_equal(count_rows(&world), 2);
	tree_show_components(world.tree);
	tree_counts(world.tree, &kept, &all);
	assert_int_equal(kept, 1);
	assert_int_equal(all, 6);
	tree_filter(world.tree, NULL, NULL);
	assert_int_equal(count_rows(&world), 6);
	pattern_free(pattern);
	close_world(&world);
}

static void a_search_unfolds_what_hides_its_finding(void **state)
{
	struct world world;
	char error[80];
	size_t offset;
	(void)state;
	open_world(&world);
	uint32_t alpha = model_find_provider(world.model, "alpha");
	uint32_t files = model_find_binding(world.model, "files@alpha/store");
	struct pattern *pattern = pattern_new("files", 5, true, error, sizeof error, &offset);
	tree_show_provider(world.tree, alpha);
	uint32_t row = search_whole(&world, pattern, 0, 1);
	assert_int_equal(row, row_of(&world, TREE_BINDING, files));
	/* It is the only one: the next one is itself, in both directions. */
	assert_int_equal(search_whole(&world, pattern, row, 1), row);
	assert_int_equal(search_whole(&world, pattern, row, -1), row);
	pattern_free(pattern);
	pattern = pattern_new("nowhere", 7, true, error, sizeof error, &offset);
	assert_int_equal(search_whole(&world, pattern, row, 1), NONE);
	pattern_free(pattern);
	close_world(&world);
}

static void what_is_below_a_row(void **state)
{
	struct world world;
	uint32_t *bindings;
	(void)state;
	open_world(&world);
	uint32_t alpha = model_find_provider(world.model, "alpha");
	tree_show_provider(world.tree, alpha);
	assert_int_equal(tree_bindings_below(world.tree, 0, &bindings), 3);
	free(bindings);
	unfold(&world, TREE_PROVIDER, alpha);
	assert_int_equal(tree_bindings_below(world.tree, 1, &bindings), 2);
	assert_int_equal(bindings[0], model_find_binding(world.model, "assistant@alpha/llm"));
	free(bindings);
	assert_int_equal(tree_bindings_below(world.tree, 99, &bindings), 0);
	assert_null(bindings);
	close_world(&world);
}

/* A set of nodes against a plain array of flags. */
static void a_set_of_nodes_is_a_set(void **state)
{
	enum { MOST = 300 };
	struct node_set set = {0};
	bool flags[MOST] = {false};
	uint32_t random = 99;
	(void)state;
	for (int i = 0; i < 30000; i++) {
		random = random * 1664525 + 1013904223;
		uint32_t index = (random >> 8) % MOST;
		bool in = random >> 31;
		node_set_put(&set, index % 3, index, in);
		flags[index] = in;
		uint32_t probe = (random >> 16) % MOST;
		assert_int_equal(node_set_has(&set, probe % 3, probe), flags[probe]);
	}
	node_set_empty(&set);
	for (uint32_t i = 0; i < MOST; i++)
		assert_false(node_set_has(&set, i % 3, i));
	node_set_clear(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_rests_on_a_provider),
		cmocka_unit_test(another_providers_offering_that_rests_on_it),
		cmocka_unit_test(dependents_and_their_circle),
		cmocka_unit_test(what_a_component_rests_on),
		cmocka_unit_test(a_move_is_seen_in_both_directions),
		cmocka_unit_test(folds_are_kept_in_both_directions),
		cmocka_unit_test(a_filter_leaves_what_matches_and_what_leads_to_it),
		cmocka_unit_test(a_search_unfolds_what_hides_its_finding),
		cmocka_unit_test(what_is_below_a_row),
		cmocka_unit_test(a_set_of_nodes_is_a_set),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
