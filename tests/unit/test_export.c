#include "core/exchange/export.h"

#include "core/exchange/table.h"
#include "tests/unit/scene.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct world {
	struct model *model;
	struct plan plan;
	struct choice choice;
	struct analysis *analysis, *base;
	struct str out;
};

static void open_world(struct world *world, const char *migration)
{
	*world = (struct world){.model = scene_model(scene_stack)};
	plan_init(&world->plan, world->model);
	choice_init(&world->choice);
	str_init(&world->out);
	world->base = analysis_new(&world->plan);
	analysis_follow(world->base, &world->choice);
	if (migration)
		choice_set(&world->choice, plan_find(&world->plan, migration), true);
	world->analysis = analysis_new(&world->plan);
	analysis_follow(world->analysis, &world->choice);
}

static void close_world(struct world *world)
{
	analysis_free(world->analysis);
	analysis_free(world->base);
	choice_clear(&world->choice);
	plan_clear(&world->plan);
	model_free(world->model);
	str_clear(&world->out);
}

static const char *written(struct world *world, enum export_view view, enum export_format format)
{
	world->out.length = 0;
	export_write(view, format, world->analysis, world->base, &world->out);
	assert_non_null(world->out.data);
	return world->out.data;
}

static uint32_t count_lines(const char *text)
{
	uint32_t lines = 0;
	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}

static void names_are_found_again(void **state)
{
	(void)state;
	for (int view = 0; view < EXPORT_VIEW_COUNT; view++)
		assert_int_equal(export_find_view(export_view_name((enum export_view)view)), view);
	for (int format = 0; format < EXPORT_FORMAT_COUNT; format++)
		assert_int_equal(export_find_format(export_format_name((enum export_format)format)), format);
	assert_int_equal(export_find_view("pie"), EXPORT_VIEW_COUNT);
	assert_int_equal(export_find_format("xls"), EXPORT_FORMAT_COUNT);
}

static void graphs_are_for_what_is_a_graph(void **state)
{
	(void)state;
	assert_true(export_is_possible(EXPORT_TREE, EXPORT_DOT));
	assert_true(export_is_possible(EXPORT_LOOPS, EXPORT_MERMAID));
	assert_false(export_is_possible(EXPORT_COST, EXPORT_DOT));
	assert_true(export_is_possible(EXPORT_COST, EXPORT_CSV));
}

/* In CSV every row has as many commas as the first, so long as no name has one. */
static void every_row_has_every_column(void **state)
{
	struct world world;
	(void)state;
	open_world(&world, "to-beta");
	for (int view = 0; view < EXPORT_VIEW_COUNT; view++) {
		const char *text = written(&world, (enum export_view)view, EXPORT_CSV);
		uint32_t first = 0, now = 0, row = 0;
		for (; *text; text++) {
			now += *text == ',';
			if (*text != '\n')
				continue;
			if (row++ == 0)
				first = now;
			assert_int_equal(now, first);
			now = 0;
		}
		assert_true(row > 1);
	}
	close_world(&world);
}

static void the_tree_tells_where_each_binding_goes(void **state)
{
	struct world world;
	(void)state;
	open_world(&world, "to-beta");
	const char *text = written(&world, EXPORT_TREE, EXPORT_CSV);
	assert_int_equal(count_lines(text), 5);
	assert_non_null(strstr(text, "\ntriage,triage,ops,alpha/llm,alpha,no,12000,to-beta,beta/llm,9000,no,"
				     "alpha chips lab,beta lab\n"));
	assert_non_null(strstr(text, "\nfiles,files,data,alpha/store,alpha,no,9000,,,9000,no,alpha,alpha\n"));
	close_world(&world);
}

static void the_cost_is_the_analysis_in_full(void **state)
{
	struct world world;
	struct str wanted;
	(void)state;
	open_world(&world, "to-beta");
	str_init(&wanted);
	str_add_text(&wanted, "\none_off,");
	number_print(&wanted, analysis_cost(world.analysis)->expected_total);
	str_add_char(&wanted, ',');
	number_print(&wanted, analysis_cost(world.analysis)->likely_total);
	assert_non_null(strstr(written(&world, EXPORT_COST, EXPORT_CSV), wanted.data));
	assert_non_null(strstr(world.out.data, "\nmonthly_after,50000,"));
	str_clear(&wanted);
	close_world(&world);
}

static void a_and_b_are_compared(void **state)
{
	struct world world;
	(void)state;
	open_world(&world, "to-beta");
	const char *text = written(&world, EXPORT_AB, EXPORT_JSON);
	assert_non_null(
		strstr(text, "{\"figure\": \"monthly\", \"a\": 63000, \"b\": 50000, \"b_minus_a\": -13000}"));
	assert_non_null(strstr(text, "\"view\": \"ab\""));
	close_world(&world);
}

static void every_month_has_a_row(void **state)
{
	struct world world;
	(void)state;
	open_world(&world, "to-beta");
	const char *text = written(&world, EXPORT_WHEN, EXPORT_CSV);
	assert_int_equal(count_lines(text), 25);
	assert_non_null(strstr(text, "\n2,2027-01,"));
	assert_non_null(strstr(text, "\n23,2028-10,"));
	close_world(&world);
}

static void loops_and_graphs(void **state)
{
	struct world world;
	(void)state;
	open_world(&world, "store");
	assert_non_null(strstr(written(&world, EXPORT_LOOPS, EXPORT_CSV),
			       "\nalpha > lab,10000000000,20000000000,2,"));
	const char *text = written(&world, EXPORT_LOOPS, EXPORT_DOT);
	assert_non_null(strstr(text, "p0 -> p3 [label=\"equity 10.0B\"];"));
	assert_non_null(strstr(text, "p3 -> p0 [label=\"commitment 20.0B\"];"));
	assert_int_equal(strncmp(text, "digraph unmoor {", 16), 0);
	text = written(&world, EXPORT_TREE, EXPORT_MERMAID);
	assert_int_equal(strncmp(text, "flowchart LR\n", 13), 0);
	assert_non_null(strstr(text, "c0[\"assistant\"]"));
	assert_non_null(strstr(text, "c4 -.->|\"moves\"| o4\n"));
	assert_non_null(strstr(text, "c0 --> c2\n"));
	close_world(&world);
}

static const char *table_of(struct str *out, enum table_format format, const char *text, double value)
{
	static const char *const columns[] = {"a", "b", NULL};
	struct table table;
	out->length = 0;
	table_begin(&table, format, "t", columns, out);
	table_text(&table, text);
	table_money(&table, value);
	table_end(&table);
	return out->data;
}

static void no_cell_is_a_formula(void **state)
{
	struct str out;
	(void)state;
	str_init(&out);
	assert_string_equal(table_of(&out, TABLE_CSV, "=1+1", -5), "a,b\n\"'=1+1\",-5\n");
	assert_string_equal(table_of(&out, TABLE_CSV, "@x", 1), "a,b\n\"'@x\",1\n");
	assert_string_equal(table_of(&out, TABLE_CSV, "-x", 1), "a,b\n\"'-x\",1\n");
	assert_string_equal(table_of(&out, TABLE_CSV, "+x", 1), "a,b\n\"'+x\",1\n");
	assert_string_equal(table_of(&out, TABLE_CSV, "a,\"b\"\nc", NAN), "a,b\n\"a,\"\"b\"\"\xef\xbf\xbd"
									  "c\",\n");
	assert_string_equal(table_of(&out, TABLE_CSV, NULL, 1), "a,b\n,1\n");
	str_clear(&out);
}

static void names_break_no_format(void **state)
{
	struct str out;
	(void)state;
	str_init(&out);
	assert_string_equal(table_of(&out, TABLE_MARKDOWN, "a|b\x1b[1m<i>", 1234567),
			    "| a | b |\n| --- | --- |\n| a\\|b\xef\xbf\xbd\\[1m\\<i\\> | 1.23M |\n");
	assert_non_null(strstr(table_of(&out, TABLE_JSON, "a\"b\x1b", NAN),
			       "{\"a\": \"a\\\"b\\u001b\", \"b\": null}"));
	str_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_again),
		cmocka_unit_test(graphs_are_for_what_is_a_graph),
		cmocka_unit_test(every_row_has_every_column),
		cmocka_unit_test(the_tree_tells_where_each_binding_goes),
		cmocka_unit_test(the_cost_is_the_analysis_in_full),
		cmocka_unit_test(a_and_b_are_compared),
		cmocka_unit_test(every_month_has_a_row),
		cmocka_unit_test(loops_and_graphs),
		cmocka_unit_test(no_cell_is_a_formula),
		cmocka_unit_test(names_break_no_format),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
