#include "core/exchange/export.h"

#include "core/exchange/table.h"
#include "tests/unit/scene.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct world {
	struct model *model;
	struct plan plan;
	struct choice choice;
	struct analysis *analysis, *base;
	struct str out;
	struct export_subject subject;
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

/* With the rate tried: of this nothing may be said without saying so. */
static void try_rate(struct world *world, double rate)
{
	const struct tried tried = {.kind = TRIED_RATE, .value = {rate, rate, rate}};
	assert_true(choice_try(&world->choice, &tried));
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
	export_write(view, format, &world->subject, world->analysis, world->base, &world->out);
	assert_non_null(world->out.data);
	return world->out.data;
}

/* Rows of CSV that are about this. */
static uint32_t count_rows(const char *text, const char *row)
{
	uint32_t rows = 0;
	size_t length = strlen(row);
	for (; text; text = strchr(text, '\n')) {
		text += *text == '\n';
		rows += strncmp(text, row, length) == 0 && text[length] == ',';
	}
	return rows;
}

/* The value of the only row of CSV that is about this. */
static double fact(const char *text, const char *row)
{
	char begin[64];
	assert_int_equal(count_rows(text, row), 1);
	snprintf(begin, sizeof begin, "\n%s,", row);
	const char *line = strstr(text, begin) + 1, *end = strchr(line, '\n');
	while (*end != ',')
		end--;
	return strtod(end + 1, NULL);
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

/* In CSV every row has as many commas outside of quotes as the first. */
static void every_row_has_every_column(void **state)
{
	struct world world;
	(void)state;
	open_world(&world, "to-beta");
	try_rate(&world, 1000);
	for (int view = 0; view < EXPORT_VIEW_COUNT; view++) {
		const char *text = written(&world, (enum export_view)view, EXPORT_CSV);
		uint32_t first = 0, now = 0, row = 0;
		bool quoted = false;
		for (; *text; text++) {
			quoted ^= *text == '"';
			now += *text == ',' && !quoted;
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
	assert_int_equal(count_rows(text, "binding"), 4);
	assert_non_null(
		strstr(text, "\nbinding,triage,triage,ops,alpha/llm,alpha,no,12000,to-beta,beta/llm,9000,no,"
			     "alpha chips lab,beta lab,\n"));
	assert_non_null(strstr(
		text, "\nbinding,files,files,data,alpha/store,alpha,no,9000,,,9000,no,alpha,alpha,\n"));
	close_world(&world);
}

static void the_cost_is_the_analysis_in_full(void **state)
{
	struct world world;
	struct str wanted;
	(void)state;
	open_world(&world, "to-beta");
	str_init(&wanted);
	str_add_text(&wanted, "\nfigure,one_off,");
	number_print(&wanted, analysis_cost(world.analysis)->expected_total);
	str_add_char(&wanted, ',');
	number_print(&wanted, analysis_cost(world.analysis)->likely_total);
	assert_non_null(strstr(written(&world, EXPORT_COST, EXPORT_CSV), wanted.data));
	assert_non_null(strstr(world.out.data, "\nfigure,monthly_after,50000,"));
	str_clear(&wanted);
	close_world(&world);
}

static void a_and_b_are_compared(void **state)
{
	struct world world;
	(void)state;
	open_world(&world, "to-beta");
	const char *text = written(&world, EXPORT_AB, EXPORT_JSON);
	assert_non_null(strstr(text,
			       "{\"figure\": \"monthly\", \"a\": 63000, \"b\": 50000, \"b_minus_a\": -13000, "
			       "\"a_bound\": null, \"b_bound\": null, \"b_minus_a_bound\": null}"));
	assert_non_null(strstr(text, "\"view\": \"ab\""));
	close_world(&world);
}

static void every_month_has_a_row(void **state)
{
	struct world world;
	(void)state;
	open_world(&world, "to-beta");
	const char *text = written(&world, EXPORT_WHEN, EXPORT_CSV);
	assert_int_equal(count_rows(text, "month"), 24);
	assert_non_null(strstr(text, "\nmonth,2,2027-01,"));
	assert_non_null(strstr(text, "\nmonth,23,2028-10,"));
	close_world(&world);
}

static void the_range_has_its_quantiles(void **state)
{
	struct world world;
	(void)state;
	open_world(&world, "to-beta");
	const struct quantiles *total = &analysis_spread(world.analysis)->total;
	const char *text = written(&world, EXPORT_RANGE, EXPORT_CSV);
	assert_true(total->p10 < total->p50 && total->p50 < total->p90);
	assert_true(fact(text, "one_off") == analysis_cost(world.analysis)->expected_total);
	assert_true(fact(text, "one_off_p10") == total->p10);
	assert_true(fact(text, "one_off_p50") == total->p50);
	assert_true(fact(text, "one_off_p90") == total->p90);
	close_world(&world);
}

/* The best start, what waiting costs, and where what ends ends. */
static void months_tell_what_ends_and_when_is_best(void **state)
{
	struct world world;
	(void)state;
	open_world(&world, "to-beta");
	world.choice.start = 2;
	analysis_follow(world.analysis, &world.choice);
	const struct timing *timing = analysis_timing(world.analysis);
	const char *text = written(&world, EXPORT_WHEN, EXPORT_CSV);
	assert_true(fact(text, "best_start") == timing->best_start);
	assert_true(fact(text, "waiting_a_month") == timing->one_off[3] - timing->one_off[2]);
	assert_true(fact(text, "waiting_a_month") < 0);
	const char *ends = strstr(text, ",\"commitment of alpha, 600000 left\",\n");
	assert_non_null(ends);
	while (*ends != '\n')
		ends--;
	assert_int_equal(strncmp(ends, "\nmonth,10,2027-09,", 18), 0);
	close_world(&world);
}

static void migrations_interact_and_money_cycles(void **state)
{
	struct world world;
	(void)state;
	open_world(&world, "to-beta");
	choice_set(&world.choice, plan_find(&world.plan, "store"), true);
	analysis_follow(world.analysis, &world.choice);
	const char *text = written(&world, EXPORT_MIGRATIONS, EXPORT_CSV);
	assert_true(fact(text, "interaction") == analysis_interaction(world.analysis));
	assert_true(fact(text, "interaction") != 0);
	text = written(&world, EXPORT_LOOPS, EXPORT_CSV);
	assert_true(fact(text, "cycling_index") == analysis_cycling(world.analysis)->index);
	assert_true(fact(text, "cycling_index") > 0);
	close_world(&world);
}

static void no_view_hides_what_it_is_of(void **state)
{
	struct world world;
	(void)state;
	open_world(&world, "to-beta");
	try_rate(&world, 1100);
	world.subject = (struct export_subject){.own = {.scenario = "leave", .changed = true, .stuck = 0},
						.exit = "alpha"};
	for (int view = 0; view < EXPORT_VIEW_COUNT; view++) {
		const char *text = written(&world, (enum export_view)view, EXPORT_CSV);
		assert_int_equal(count_rows(text, "tried"), 1);
		assert_non_null(strstr(text, ",\"rate 1100 instead of [500, 900, 1500] USD\"\n"));
		assert_int_equal(count_rows(text, "currency"), 1);
		assert_int_equal(count_rows(text, "on"), 1);
		text = written(&world, (enum export_view)view, EXPORT_JSON);
		assert_non_null(strstr(text, "\n \"currency\": \"USD\","));
		assert_non_null(strstr(text, "\n \"as_of\": \"2026-11-01\","));
		assert_non_null(strstr(text, "\n \"exit\": \"alpha\","));
		assert_non_null(strstr(text, "\n \"scenario\": \"leave\",\n \"changed\": true,"));
		assert_non_null(strstr(text, "\n \"start\": 0,"));
		assert_non_null(strstr(text, "\n \"on\": [\n  \"to-beta\"\n ],"));
		assert_non_null(strstr(text, "\n \"tried\": [\n  \"rate 1100 instead of"));
		text = written(&world, (enum export_view)view, EXPORT_MARKDOWN);
		assert_non_null(strstr(text, "\n- currency: USD\n"));
	}
	/* A is another choice. */
	assert_non_null(strstr(written(&world, EXPORT_AB, EXPORT_JSON), "\n \"a_on\": [],"));
	close_world(&world);
}

static void loops_and_graphs(void **state)
{
	struct world world;
	(void)state;
	open_world(&world, "store");
	assert_non_null(strstr(written(&world, EXPORT_LOOPS, EXPORT_CSV),
			       "\nloop,alpha > lab,10000000000,20000000000,2,"));
	const char *text = written(&world, EXPORT_LOOPS, EXPORT_DOT);
	assert_non_null(strstr(text, "p0 -> p3 [label=\"equity 10.0B\"];"));
	assert_non_null(strstr(text, "p3 -> p0 [label=\"commitment 20.0B\"];"));
	assert_non_null(strstr(text, "\ndigraph unmoor {"));
	assert_int_equal(strncmp(text, "// currency: USD\n// start: 0\n", 29), 0);
	text = written(&world, EXPORT_TREE, EXPORT_MERMAID);
	assert_non_null(strstr(text, "\nflowchart LR\n"));
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
	table_begin(&table, format, "t", "thing", columns, NULL, out);
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
	assert_string_equal(table_of(&out, TABLE_CSV, "=1+1", -5), "row,a,b,value\nthing,\"'=1+1\",-5,\n");
	assert_string_equal(table_of(&out, TABLE_CSV, "@x", 1), "row,a,b,value\nthing,\"'@x\",1,\n");
	assert_string_equal(table_of(&out, TABLE_CSV, "-x", 1), "row,a,b,value\nthing,\"'-x\",1,\n");
	assert_string_equal(table_of(&out, TABLE_CSV, "+x", 1), "row,a,b,value\nthing,\"'+x\",1,\n");
	assert_string_equal(table_of(&out, TABLE_CSV, "a,\"b\"\nc", NAN),
			    "row,a,b,value\nthing,\"a,\"\"b\"\"\xef\xbf\xbd"
			    "c\",,\n");
	assert_string_equal(table_of(&out, TABLE_CSV, NULL, 1), "row,a,b,value\nthing,,1,\n");
	str_clear(&out);
}

/* Rows of both lists, and facts, have all columns in CSV; elsewhere a second list is one of its own. */
static void a_second_list_has_columns_of_its_own(void **state)
{
	static const char *const columns[] = {"a", "b", NULL}, *const others[] = {"x", "y", "z", NULL};
	static const struct table_more more = {"others", "other", others};
	static const char *const wanted[] = {
		"row,a,b,x,y,z,value\nthing,one,1,,,,\nother,,,-1234567.5,2,yes,\nfact,,,,,,3\n",
		"{\n \"view\": \"t\",\n \"rows\": [\n  {\"a\": \"one\", \"b\": 1}\n ],\n"
		" \"others\": [\n  {\"x\": -1234567.5, \"y\": 2, \"z\": true}\n ],\n \"fact\": 3\n}\n",
		"| a | b |\n| --- | --- |\n| one | 1 |\n\n| x | y | z |\n| --- | --- | --- |\n"
		"| −1,234,568+ | 2 | yes |\n\n- fact: 3\n",
	};
	struct str out;
	(void)state;
	str_init(&out);
	for (int format = TABLE_CSV; format <= TABLE_MARKDOWN; format++) {
		struct table table;
		out.length = 0;
		table_begin(&table, (enum table_format)format, "t", "thing", columns, &more, &out);
		table_text(&table, "one");
		table_money(&table, 1);
		table_more(&table);
		table_whole_bound(&table, -1234567.5, BOUND_LOWER);
		table_number(&table, 2);
		table_yes(&table, true);
		table_fact_number(&table, "fact", 3);
		table_end(&table);
		assert_string_equal(out.data, wanted[format]);
	}
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
		cmocka_unit_test(the_range_has_its_quantiles),
		cmocka_unit_test(months_tell_what_ends_and_when_is_best),
		cmocka_unit_test(migrations_interact_and_money_cycles),
		cmocka_unit_test(no_view_hides_what_it_is_of),
		cmocka_unit_test(loops_and_graphs),
		cmocka_unit_test(no_cell_is_a_formula),
		cmocka_unit_test(a_second_list_has_columns_of_its_own),
		cmocka_unit_test(names_break_no_format),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
