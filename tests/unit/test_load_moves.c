/* What migrations and scenarios of a stack mean, and what anchors and merge keys make of maps. */
#include "core/base/str.h"
#include "tests/unit/loaded.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* --- migrations ------------------------------------------------------------------------------ */

static const char moves[] =
	"providers: [{id: p, kind: cloud}, {id: q, kind: cloud, parent: p}]\n"
	"offerings:\n"
	"- {id: p/1, provider: p, kind: k}\n"
	"- {id: p/2, provider: p, kind: k}\n"
	"- {id: p/3, provider: p, kind: other}\n"
	"- {id: q/1, provider: q, kind: k}\n"
	"components:\n"
	"- {id: c0, team: red, tags: [core, web], bindings: [{offering: p/1}, {offering: p/3}]}\n"
	"- {id: c1, team: blue, tags: [web], bindings: [{offering: p/2}, {offering: p/1}]}\n"
	"- {id: c2, bindings: [{offering: q/1}, {offering: p/1}]}\n";

/* The bindings that a migration moves: "0 2 5". */
static void check_moved(const char *migration, const char *expected)
{
	struct str text, moved;

	str_init(&text);
	str_init(&moved);
	str_print(&text, LOADED_HEAD "%smigrations: [{id: m, %s}]\n", moves, migration);
	struct model *model = loaded(text.data);
	str_add_text(&moved, "");
	for (uint32_t i = 0; i < model->migrations[0].binding_count; i++)
		str_print(&moved, "%s%u", i ? " " : "", (unsigned)model->migrations[0].bindings[i]);
	assert_string_equal(moved.data, expected);
	assert_int_equal(model->warnings.warnings, *expected == '\0');
	model_free(model);
	str_clear(&text);
	str_clear(&moved);
}

static void test_selection(void **state)
{
	(void)state;
	check_moved("from: p/1, to: q/1", "0 3 5");
	check_moved("from: p, to: q/1", "0 2 3 5"); /* its own offerings of that kind, in order */
	check_moved("from: p, to: p/3", "");        /* what is there already is not moved */
	check_moved("from: q, to: p/2", "4");
	check_moved("from: p/1, to: p/1", "");
	check_moved("from: p/1, to: q/1, where: {team: e}", "0 3");
	check_moved("from: p/1, to: q/1, where: {team: '^$'}", "5"); /* without a team */
	check_moved("from: p/1, to: q/1, where: {tag: '^core$'}", "0");
	check_moved("from: p/1, to: q/1, where: {tag: ''}", "0 3"); /* without tags nothing matches */
	check_moved("from: p/1, to: q/1, where: {component: '[12]'}", "3 5");
	check_moved("from: p/1, to: q/1, where: {component: c, team: red, tag: web}", "0");
	check_moved("from: p/1, to: q/1, where: {team: RED}", ""); /* case counts */
	check_moved("from: p/1, to: q/1, where: ~", "0 3 5");
	check_moved("bindings: [c2@p/1, c0@p/3, c2@q/1], to: q/1", "1 5");
	check_moved("bindings: [], to: q/1", "");
}

static void test_migration_values(void **state)
{
	struct model *model = loaded_with_things("migrations:\n"
						 "- {id: m, name: M, from: o1, to: o2, strategy: refactor, "
						 "cost_ratio: 80%, extra: [1, 2, 3k]}\n"
						 "- {id: n, from: o1, to: o2, where: {team: a, tag: b}}\n");
	const struct migration *m = model->migrations;

	(void)state;
	assert_int_equal(m[0].strategy, STRATEGY_REFACTOR);
	assert_is(m[0].cost_ratio, 0.8);
	loaded_expect_range(m[0].extra, 1, 2, 3000);
	assert_null(m[0].where_team);
	assert_int_equal(m[1].strategy, STRATEGY_DERIVED);
	assert_true(isnan(m[1].cost_ratio));
	loaded_expect_range(m[1].extra, 0, 0, 0);
	assert_string_equal(m[1].name, "n");
	assert_string_equal(m[1].where_team, "a");
	assert_string_equal(m[1].where_tag, "b");
	assert_null(m[1].where_component);
	model_free(model);
}

static void test_scenarios(void **state)
{
	struct model *model =
		loaded_with_things("migrations: [{id: m, from: o1, to: o2}, {id: n, from: o2, to: o1}]\n"
				   "scenarios: [{id: s, migrations: [n, m], start: 35}, {id: t, name: T}]\n");

	(void)state;
	assert_int_equal(model->scenarios[0].migration_count, 2);
	assert_int_equal(model->scenarios[0].migrations[0], 1);
	assert_int_equal(model->scenarios[0].start, 35);
	assert_false(model->scenarios[0].saved);
	assert_int_equal(model->scenarios[1].migration_count, 0);
	assert_string_equal(model->scenarios[1].name, "T");
	assert_int_equal(model->saved_scenarios, 2);
	assert_int_equal(model->saved_migrations, 2);
	model_free(model);
}

/* --- anchors and merge keys ------------------------------------------------------------------ */

static void test_merge(void **state)
{
	struct model *model =
		loaded_with_things("components:\n"
				   "- &a\n"
				   "  id: a\n"
				   "  team: red\n"
				   "  bindings: &b\n"
				   "  - &b1 {offering: o1, monthly: 1, counts: &n {d: 7, data_tb: 1}}\n"
				   "- {id: b, <<: *a, team: blue}\n"
				   "- {<<: *a, id: c}\n"
				   "- id: d\n"
				   "  <<: [{name: D}, *a, {name: never, tags: [t]}]\n"
				   "  bindings:\n"
				   "  - {<<: {<<: *b1, monthly: 2}, optional: yes}\n"
				   "  - {offering: o2, counts: {d: 8, <<: *n}}\n");
	const struct component *c = model->components;

	(void)state;
	assert_string_equal(model_text(model, c[1].team), "blue");
	assert_string_equal(model_text(model, c[2].team), "red");
	assert_string_equal(model_component_id(model, 2), "c");
	assert_string_equal(model_component_name(model, 3), "D");
	assert_string_equal(model_text(model, c[3].team), "red");
	assert_int_equal(c[4].first_tag - c[3].first_tag, 1);
	assert_int_equal(model->binding_count, 5);
	assert_is(model->bindings[3].monthly, 2); /* the nearer merge wins */
	assert_true(model->bindings[3].optional);
	assert_is(model->counts[model->bindings[3].first_count].likely, 7);
	assert_is(model->counts[model->bindings[4].first_count].likely, 8); /* the explicit one wins */
	assert_int_equal(model->bindings[5].first_count - model->bindings[4].first_count, 2);
	model_free(model);
}

/* A merge in a list, each with a merge of its own: depth first, the first that gives a key wins. */
static void test_nested_merges(void **state)
{
	struct model *model = loaded_with_things(
		"components:\n"
		"- &x {id: x, name: X}\n"
		"- &y {id: y, <<: *x, team: Y}\n"
		"- &z {id: z, <<: [*y], tags: [Z]}\n"
		"- {id: v, <<: [*z, {name: wrong, team: wrong, tags: [], requires: [q]}]}\n");
	const struct component *v = &model->components[3];

	(void)state;
	assert_string_equal(model_component_name(model, 3), "X");
	assert_string_equal(model_text(model, v->team), "Y");
	assert_string_equal(model_text(model, model->tags[v->first_tag]), "Z");
	assert_int_equal(v[1].first_require - v->first_require, 1);
	model_free(model);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_selection),     cmocka_unit_test(test_migration_values),
		cmocka_unit_test(test_scenarios),     cmocka_unit_test(test_merge),
		cmocka_unit_test(test_nested_merges),
	};
	return cmocka_run_group_tests(tests, loaded_setup, loaded_teardown);
}
