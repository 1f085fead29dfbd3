#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/figures/loop_search.h"
#include "core/figures/loops.h"
#include "tests/unit/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct built built;

static int teardown(void **state)
{
	(void)state;
	build_clear(&built);
	return 0;
}

static const char *node_id(struct loop_node node)
{
	return loop_node_id(built.model, node);
}

/* "a>b>c a>c": the loops in the order of the list. */
static void expect_loops(const char *expected)
{
	struct str text;
	str_init(&text);
	const struct loops *loops = analysis_loops(built.analysis);
	for (uint32_t i = 0; i < loops->count; i++)
		for (uint32_t k = 0; k < loops->items[i].length; k++)
			str_print(&text, "%s%s",
				  k > 0   ? ">"
				  : i > 0 ? " "
					  : "",
				  node_id(loops->items[i].nodes[k]));
	assert_string_equal(text.length > 0 ? text.data : "", expected);
	assert_false(loops->cut);
	str_clear(&text);
}

/* NAN stands for null. */
static void expect_money(struct loop_money money, double put_in, double comes_back, double pull)
{
	const double values[3] = {money.put_in, money.comes_back, money.pull},
		     expected[3] = {put_in, comes_back, pull};
	for (int i = 0; i < 3; i++)
		if (!(values[i] == expected[i] || (isnan(values[i]) && isnan(expected[i]))))
			fail_msg("%d: %g, expected %g", i, values[i], expected[i]);
}

static const struct loop *only_loop(void)
{
	assert_int_equal(analysis_loops(built.analysis)->count, 1);
	return &analysis_loops(built.analysis)->items[0];
}

#define FOUR "providers: [{id: a, kind: lab}, {id: b, kind: lab}, {id: c, kind: lab}, {id: d, kind: lab}]\n"

/* --- which circles are loops ------------------------------------------------------------------- */

static void test_tree_has_none(void **state)
{
	(void)state;
	build_stack(&built, FOUR "flows:\n"
				 "- {from: a, to: b, kind: equity, amount: 5}\n"
				 "- {from: b, to: c, kind: equity, amount: 5}\n"
				 "- {from: a, to: c, kind: equity, amount: 5}\n"
				 "- {from: c, to: a, kind: equity, amount: 5, status: superseded}\n");
	expect_loops("");
}

static void test_starts_at_smallest_id_by_bytes(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: b, kind: lab}, {id: Z, kind: lab}, {id: a, kind: lab}]\n"
			    "flows:\n"
			    "- {from: b, to: Z, kind: data}\n"
			    "- {from: Z, to: a, kind: data}\n"
			    "- {from: a, to: b, kind: data}\n");
	expect_loops("Z>a>b");
}

static void test_parallel_flows_are_one_step(void **state)
{
	(void)state;
	build_stack(&built, FOUR "flows:\n"
				 "- {from: a, to: b, kind: equity, amount: 10, firm: 4}\n"
				 "- {from: a, to: b, kind: warrant, amount: 3}\n"
				 "- {from: a, to: b, kind: credits}\n"
				 "- {from: a, to: b, kind: revenue, amount: 50}\n"
				 "- {from: b, to: a, kind: commitment, amount: 30, firm: 20}\n"
				 "- {from: b, to: a, kind: hardware, amount: 8}\n");
	const struct loop *loop = only_loop();
	expect_loops("a>b");
	expect_money(loop->firm, 7, 28, 4);
	expect_money(loop->headline, 13, 38, 38. / 13);
	struct loop_edge *edges;
	assert_int_equal(analysis_loop_step(built.analysis, loop, 0, &edges), 4);
	for (uint32_t i = 0; i < 4; i++)
		assert_int_equal(edges[i].flow, i);
	free(edges);
	assert_int_equal(analysis_loop_step(built.analysis, loop, 1, &edges), 2);
	assert_int_equal(edges[0].kind, FLOW_COMMITMENT);
	assert_int_equal(edges[1].flow, 5);
	free(edges);
}

static void test_ownership_and_dependence_are_steps(void **state)
{
	(void)state;
	build_stack(&built, "providers:\n"
			    "- {id: top, kind: cloud}\n"
			    "- {id: part, kind: cloud, parent: top}\n"
			    "- {id: lab, kind: lab}\n"
			    "- {id: x, kind: lab}\n"
			    "offerings:\n"
			    "- {id: o1, provider: part, kind: k}\n"
			    "- {id: o2, provider: lab, kind: k, runs_on: [{any: [top, o1]}]}\n"
			    "- {id: o3, provider: lab, kind: k, runs_on: [o1, part, o2]}\n"
			    "flows:\n"
			    "- {from: top, to: lab, kind: equity, amount: 9}\n"
			    "- {from: part, to: x, kind: data}\n");
	/* lab rests on top (o2) and on part (both), part belongs to top; o1 is no end of a flow. */
	expect_loops("lab>top lab>part>top");
	const struct loop *loop = &analysis_loops(built.analysis)->items[1];
	expect_money(loop->firm, 9, NAN, NAN);
	struct loop_edge *edges;
	assert_int_equal(analysis_loop_step(built.analysis, loop, 0, &edges), 2);
	assert_int_equal(edges[0].kind, FLOW_DEPENDENCE);
	assert_int_equal(edges[0].offering, build_offering(&built, "o2"));
	assert_int_equal(edges[1].offering, build_offering(&built, "o3"));
	assert_int_equal(edges[1].flow, NONE);
	free(edges);
	assert_int_equal(analysis_loop_step(built.analysis, loop, 1, &edges), 1);
	assert_int_equal(edges[0].kind, FLOW_OWNERSHIP);
	free(edges);
}

/* Offerings as ends are nodes and belong to their provider. */
static void test_offerings_are_nodes(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: cloud, kind: cloud}, {id: lab, kind: lab}]\n"
			    "offerings: [{id: chip, provider: cloud, kind: k}]\n"
			    "flows:\n"
			    "- {from: lab, to: chip, kind: commitment, amount: 6}\n"
			    "- {from: cloud, to: lab, kind: equity, amount: 2}\n");
	expect_loops("chip>cloud>lab");
	expect_money(only_loop()->firm, 2, 6, 3);
	assert_true(only_loop()->nodes[0].is_offering);
	const uint32_t *passing = analysis_loops_passing(built.analysis);
	assert_int_equal(passing[build_provider(&built, "cloud")], 1);
	assert_int_equal(passing[build_provider(&built, "lab")], 1);
}

/* A loop through an offering that never meets its provider: the provider stays linear. */
static void test_loop_passes_offering_not_provider(void **state)
{
	(void)state;
	build_stack(&built,
		    "providers: [{id: cloud, kind: cloud}, {id: lab, kind: lab}, {id: z, kind: lab}]\n"
		    "offerings: [{id: chip, provider: cloud, kind: k}]\n"
		    "flows:\n"
		    "- {from: lab, to: chip, kind: commitment, amount: 6}\n"
		    "- {from: chip, to: lab, kind: data}\n"
		    "- {from: z, to: lab, kind: data}\n");
	expect_loops("chip>lab");
	const struct provider_figures *figures = analysis_providers(built.analysis);
	assert_false(figures[build_provider(&built, "cloud")].circular);
	assert_true(figures[build_provider(&built, "lab")].circular);
	assert_int_equal(figures[build_provider(&built, "lab")].loops, 1);
	assert_int_equal(figures[build_provider(&built, "z")].loops, 0);
}

/* p and q rest on each other and nobody gives anybody anything on the way. */
static void test_circle_without_flow_is_none(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: p, kind: lab}, {id: q, kind: lab}, {id: r, kind: lab}]\n"
			    "offerings:\n"
			    "- {id: a, provider: p, kind: k, runs_on: [q]}\n"
			    "- {id: b, provider: q, kind: k, runs_on: [p]}\n"
			    "flows: [{from: p, to: r, kind: data}, {from: q, to: r, kind: data}]\n");
	expect_loops("");
}

static void test_eight_steps_and_no_more(void **state)
{
	(void)state;
	build_stack(&built, "providers:\n"
			    "- {id: p0, kind: lab}\n- {id: p1, kind: lab}\n- {id: p2, kind: lab}\n"
			    "- {id: p3, kind: lab}\n- {id: p4, kind: lab}\n- {id: p5, kind: lab}\n"
			    "- {id: p6, kind: lab}\n- {id: p7, kind: lab}\n- {id: p8, kind: lab}\n"
			    "flows:\n"
			    "- {from: p0, to: p1, kind: data}\n- {from: p1, to: p2, kind: data}\n"
			    "- {from: p2, to: p3, kind: data}\n- {from: p3, to: p4, kind: data}\n"
			    "- {from: p4, to: p5, kind: data}\n- {from: p5, to: p6, kind: data}\n"
			    "- {from: p6, to: p7, kind: data}\n- {from: p7, to: p8, kind: data}\n"
			    "- {from: p8, to: p0, kind: data}\n"   /* nine steps */
			    "- {from: p8, to: p1, kind: data}\n"); /* eight */
	expect_loops("p1>p2>p3>p4>p5>p6>p7>p8");
}

/* --- money and order --------------------------------------------------------------------------- */

static void test_narrowest_step_counts(void **state)
{
	(void)state;
	build_stack(&built, FOUR "flows:\n"
				 "- {from: a, to: b, kind: equity, amount: 50}\n"
				 "- {from: b, to: c, kind: credits, amount: 20}\n"
				 "- {from: c, to: d, kind: capacity, amount: 30}\n"
				 "- {from: d, to: a, kind: licence, amount: 40, firm: 10}\n");
	expect_money(only_loop()->firm, 20, 10, 0.5);
	expect_money(only_loop()->headline, 20, 30, 1.5);
}

static void test_pull_of_nothing(void **state)
{
	(void)state;
	build_stack(&built, FOUR "flows:\n"
				 "- {from: a, to: b, kind: equity, amount: 50, firm: 0}\n"
				 "- {from: b, to: a, kind: revenue, amount: 20}\n");
	expect_money(only_loop()->firm, 0, 20, NAN);
	expect_money(only_loop()->headline, 50, 20, 0.4);
	build_clear(&built);
	build_stack(&built, FOUR "flows:\n"
				 "- {from: a, to: b, kind: distribution, amount: 50}\n"
				 "- {from: b, to: a, kind: data, amount: 20}\n");
	expect_money(only_loop()->firm, NAN, NAN, NAN);
}

/* Falling comes back; then put in; then fewer steps; then ids. Null counts as 0. */
static void test_order_of_the_list(void **state)
{
	(void)state;
	build_stack(
		&built,
		"providers:\n"
		"- {id: a, kind: lab}\n- {id: b, kind: lab}\n- {id: c, kind: lab}\n- {id: d, kind: lab}\n"
		"- {id: e, kind: lab}\n- {id: f, kind: lab}\n- {id: g, kind: lab}\n- {id: h, kind: lab}\n"
		"- {id: i, kind: lab}\n- {id: j, kind: lab}\n- {id: k, kind: lab}\n"
		"flows:\n"
		"- {from: a, to: b, kind: data}\n- {from: b, to: c, kind: data}\n"
		"- {from: c, to: a, kind: data}\n"
		"- {from: d, to: e, kind: revenue, amount: 0}\n- {from: e, to: d, kind: data}\n"
		"- {from: f, to: g, kind: revenue, amount: 7}\n- {from: g, to: f, kind: equity, amount: 1}\n"
		"- {from: h, to: i, kind: revenue, amount: 7}\n- {from: i, to: h, kind: equity, amount: 2}\n"
		"- {from: j, to: k, kind: equity, amount: 90}\n- {from: k, to: j, kind: data}\n"
		"- {from: b, to: a, kind: data}\n");
	expect_loops("h>i f>g j>k a>b d>e a>b>c");
}

/* --- who sits on them --------------------------------------------------------------------------- */

static const char EXPOSED[] = "providers:\n"
			      "- {id: cloud, kind: cloud}\n"
			      "- {id: part, kind: cloud, parent: cloud}\n"
			      "- {id: lab, kind: lab}\n"
			      "- {id: own, kind: self}\n"
			      "offerings:\n"
			      "- {id: disk, provider: part, kind: store}\n"
			      "- {id: api, provider: lab, kind: api}\n"
			      "- {id: saas, provider: own, kind: saas, runs_on: [disk]}\n"
			      "- {id: home, provider: own, kind: store}\n"
			      "components:\n"
			      "- id: c\n"
			      "  bindings:\n"
			      "  - {offering: disk, monthly: 1}\n"
			      "  - {offering: api, monthly: 10, optional: true}\n"
			      "  - {offering: saas, monthly: 100}\n"
			      "  - {offering: home, monthly: 1000}\n"
			      "flows:\n"
			      "- {from: cloud, to: lab, kind: equity, amount: 9}\n"
			      "- {from: lab, to: cloud, kind: commitment, amount: 18}\n"
			      "migrations: [{id: move, from: disk, to: home, cost_ratio: 3}]\n";

static void test_exposure(void **state)
{
	(void)state;
	build_stack(&built, EXPOSED);
	expect_loops("cloud>lab");
	const struct loop *loop = only_loop();
	assert_true(loop->exposure == 111);
	assert_true(analysis_loop_exposure_after(built.analysis, loop) == 111);
	build_switch(&built, "move", true);
	assert_true(only_loop()->exposure == 111);
	assert_true(analysis_loop_exposure_after(built.analysis, loop) == 110);
	assert_true(analysis_offering_on_loop(built.analysis, build_offering(&built, "saas"), loop));
	assert_false(analysis_offering_on_loop(built.analysis, build_offering(&built, "home"), loop));
}

static void expect_listed(const char *expected)
{
	struct str text;
	str_init(&text);
	uint32_t count;
	const uint32_t *listed = analysis_listed(built.analysis, &count);
	for (uint32_t i = 0; i < count; i++)
		str_print(&text, "%s%s", i > 0 ? " " : "", built.model->providers[listed[i]].id);
	assert_string_equal(text.length > 0 ? text.data : "", expected);
	str_clear(&text);
}

static void test_listed_providers(void **state)
{
	(void)state;
	build_stack(&built, EXPOSED);
	expect_listed("own lab part cloud");
	const struct provider_figures *figures = analysis_providers(built.analysis);
	assert_true(figures[build_provider(&built, "own")].monthly == 1100);
	assert_true(figures[build_provider(&built, "cloud")].monthly == 0);
	build_switch(&built, "move", true);
	expect_listed("own lab part cloud"); /* part: today's binding */
	figures = analysis_providers(built.analysis);
	assert_true(figures[build_provider(&built, "part")].monthly == 1);
	assert_true(figures[build_provider(&built, "part")].monthly_after == 0);
	assert_true(figures[build_provider(&built, "own")].monthly_after == 1103);
	build_clear(&built);
	build_stack(&built, "providers: [{id: z, kind: lab}, {id: y, kind: lab}, {id: x, kind: lab}, {id: w, "
			    "kind: lab}]\n"
			    "offerings: [{id: a, provider: z, kind: k}, {id: b, provider: y, kind: k}]\n"
			    "components: [{id: c, bindings: [{offering: a}]}]\n"
			    "flows: [{from: x, to: w, kind: data, status: superseded}]\n"
			    "migrations: [{id: m, from: a, to: b}]\n");
	expect_listed("z");
	build_switch(&built, "m", true);
	expect_listed("y z");
	build_switch(&built, "m", false);
	expect_listed("z");
}

/* --- against a search without any cut ------------------------------------------------------------ */

enum { MOST_NODES = 16 };

struct naive {
	uint32_t count; /* nodes are numbers of the graph */
	bool step[MOST_NODES][MOST_NODES], flow[MOST_NODES][MOST_NODES];
	bool on_path[MOST_NODES];
	uint32_t path[MOST_NODES], found;
	const struct found_loops *expected;
};

static void expect_found(struct naive *naive, uint32_t length)
{
	assert_true(naive->found < naive->expected->count);
	struct slice loop = naive->expected->items[naive->found++];
	assert_int_equal(loop.count, length);
	assert_memory_equal(naive->expected->nodes + loop.first, naive->path, length * sizeof *naive->path);
}

static void walk(struct naive *naive, uint32_t length, bool flow)
{
	uint32_t at = naive->path[length - 1];
	for (uint32_t to = 0; to < naive->count; to++) {
		if (!naive->step[at][to])
			continue;
		bool passed = flow || naive->flow[at][to];
		if (to == naive->path[0] && passed)
			expect_found(naive, length);
		if (to <= naive->path[0] || naive->on_path[to] || length == LOOP_MOST_STEPS)
			continue;
		naive->on_path[to] = true;
		naive->path[length] = to;
		walk(naive, length + 1, passed);
		naive->on_path[to] = false;
	}
}

static void check_search(const struct loop_graph *graph)
{
	struct found_loops found = {0};
	loop_search(graph, &found);
	struct naive naive = {.count = graph->count, .expected = &found};
	for (uint32_t v = 0; v < graph->count; v++) {
		for (uint32_t e = graph->first[v]; e < graph->first[v + 1]; e++) {
			naive.step[v][graph->steps[e].to] = true;
			naive.flow[v][graph->steps[e].to] = graph->steps[e].has_flow;
		}
	}
	for (uint32_t v = 0; v < graph->count; v++) {
		naive.path[0] = v;
		walk(&naive, 1, false);
	}
	assert_int_equal(naive.found, found.count);
	assert_false(found.cut);
	found_loops_clear(&found);
}

/* Up to 10 providers, some of them parts, some resting on others; flows of any kind. */
static void write_stack(struct str *text, uint64_t *random)
{
	uint32_t count = 2 + build_random(random, 9);
	str_add_text(text, "providers:\n");
	for (uint32_t p = 0; p < count; p++)
		if (p > 0 && build_random(random, 3) == 0)
			str_print(text, "- {id: p%u, kind: lab, parent: p%u}\n", (unsigned)p,
				  (unsigned)build_random(random, p));
		else
			str_print(text, "- {id: p%u, kind: lab}\n", (unsigned)p);
	str_add_text(text, "offerings:\n");
	for (uint32_t o = 0; o < 6; o++)
		str_print(text, "- {id: o%u, kind: k, provider: p%u, runs_on: [p%u, o%u]}\n", (unsigned)o,
			  (unsigned)build_random(random, count), (unsigned)build_random(random, count),
			  (unsigned)build_random(random, 6));
	str_add_text(text, "flows:\n");
	for (uint32_t f = 2 + build_random(random, 9); f > 0; f--)
		str_print(text, "- {from: %c%u, to: p%u, kind: data}\n",
			  build_random(random, 3) == 0 ? 'o' : 'p', (unsigned)build_random(random, 2),
			  (unsigned)(count > 2 ? 2 + build_random(random, count - 2) : 0));
}

static void test_random_stacks_agree_with_plain_search(void **state)
{
	(void)state;
	uint64_t random = 23;
	size_t loops = 0;
	for (int round = 0; round < 200; round++) {
		struct str text;
		str_init(&text);
		write_stack(&text, &random);
		if (strstr(text.data, "from: p0, to: p0") != NULL) {
			str_clear(&text);
			continue;
		}
		struct model *model = build_model(text.data);
		struct loop_graph graph;
		loop_graph_make(&graph, model);
		assert_true(graph.count <= MOST_NODES);
		check_search(&graph);
		loops += graph.first[graph.count];
		loop_graph_clear(&graph);
		model_free(model);
		str_clear(&text);
	}
	assert_true(loops > 1000);
	build_stack(&built, FOUR);
}

/* --- bounds -------------------------------------------------------------------------------------- */

static void build_complete(unsigned count)
{
	struct str text;
	str_init(&text);
	str_add_text(&text, "providers:\n");
	for (unsigned i = 0; i < count; i++)
		str_print(&text, "- {id: p%02u, kind: lab}\n", i);
	str_add_text(&text, "flows:\n");
	for (unsigned i = 0; i < count; i++)
		for (unsigned j = 0; j < count; j++)
			if (i != j)
				str_print(&text, "- {from: p%02u, to: p%02u, kind: data}\n", i, j);
	build_stack(&built, text.data);
	str_clear(&text);
}

/* All circles of 7 nodes: sum over k of C(7, k) (k - 1)!. */
static void test_all_circles_of_a_complete_graph(void **state)
{
	(void)state;
	build_complete(7);
	const struct loops *loops = analysis_loops(built.analysis);
	assert_int_equal(loops->count, 21 + 70 + 210 + 504 + 840 + 720);
	assert_false(loops->cut);
}

static void test_list_is_cut_at_ten_thousand(void **state)
{
	(void)state;
	build_complete(12);
	const struct loops *loops = analysis_loops(built.analysis);
	assert_int_equal(loops->count, LOOPS_LISTED);
	assert_true(loops->cut);
	assert_string_equal(node_id(loops->items[0].nodes[0]), "p00");
}

/* Exactly ten thousand are not cut: a hundred ways there times a hundred ways back. */
static void test_ten_thousand_are_not_cut(void **state)
{
	(void)state;
	for (int more = 0; more < 2; more++) {
		struct str text;
		str_init(&text);
		str_add_text(&text, "providers: [{id: a, kind: lab}, {id: b, kind: lab}");
		for (int i = 0; i < 200; i++)
			str_print(&text, ", {id: p%d, kind: lab}", i);
		str_add_text(&text, "]\nflows:\n");
		for (int i = 0; i < 100; i++)
			str_print(&text,
				  "- {from: a, to: p%d, kind: data}\n- {from: p%d, to: b, kind: data}\n"
				  "- {from: b, to: p%d, kind: data}\n- {from: p%d, to: a, kind: data}\n",
				  i, i, 100 + i, 100 + i);
		if (more)
			str_add_text(&text, "- {from: p0, to: a, kind: data}\n");
		build_stack(&built, text.data);
		const struct loops *loops = analysis_loops(built.analysis);
		assert_int_equal(loops->count, LOOPS_LISTED);
		assert_int_equal(loops->cut, more);
		str_clear(&text);
		if (!more)
			build_clear(&built);
	}
}

/*
 * Fifty providers that all rest on each other: beyond counting are the circles that are no loops.
 * The only flows lead out of them, and back in by a way of nine steps.
 */
static void test_circles_without_flows_cost_nothing(void **state)
{
	(void)state;
	struct str text;
	str_init(&text);
	str_add_text(&text, "providers: [{id: out, kind: lab}");
	for (int i = 0; i < 50; i++)
		str_print(&text, ", {id: p%02d, kind: lab}", i);
	str_add_text(&text, "]\nofferings:\n");
	for (int i = 0; i < 50; i++) {
		str_print(&text, "- {id: o%d, provider: p%02d, kind: k, runs_on: [", i, i);
		for (int j = 0; j < 50; j++)
			str_print(&text, "%sp%02d", j > 0 ? ", " : "", j);
		str_add_text(&text, "]}\n");
	}
	str_add_text(&text, "flows:\n");
	for (int i = 0; i < 50; i++)
		str_print(&text, "- {from: p%02d, to: out, kind: data}\n", i);
	build_stack(&built, text.data);
	expect_loops("");
	str_clear(&text);
}

/*
 * Forty providers that rest on each other, and whose only way to a flow and back passes `b` twice:
 * that it is no way home is found out by trying them all. Given up, said so, and not for ever.
 */
static void test_hopeless_search_is_given_up(void **state)
{
	(void)state;
	struct str text;
	str_init(&text);
	str_add_text(
		&text,
		"providers: [{id: p, kind: lab}, {id: u, kind: lab}, {id: w, kind: lab}, {id: b, kind: lab}");
	for (int i = 0; i < 40; i++)
		str_print(&text, ", {id: a%02d, kind: lab}", i);
	str_add_text(&text, "]\nofferings:\n- {id: ow, provider: w, kind: k, runs_on: [b]}\n"
			    "- {id: ob, provider: b, kind: k, runs_on: [u");
	for (int i = 0; i < 40; i++)
		str_print(&text, ", a%02d", i);
	str_add_text(&text, "]}\n");
	for (int i = 0; i < 40; i++) {
		str_print(&text, "- {id: o%d, provider: a%02d, kind: k, runs_on: [b", i, i);
		for (int j = 0; j < 40; j++)
			str_print(&text, ", a%02d", j);
		str_add_text(&text, "]}\n");
	}
	str_add_text(&text, "flows:\n- {from: u, to: w, kind: data}\n- {from: b, to: p, kind: data}\n");
	for (int i = 0; i < 40; i++)
		str_print(&text, "- {from: a%02d, to: p, kind: data}\n", i);
	build_stack(&built, text.data);
	assert_int_equal(analysis_warnings(built.analysis)->warnings, 0);
	assert_true(analysis_loops(built.analysis)->cut);
	assert_int_equal(analysis_loops(built.analysis)->count, 0);
	assert_int_equal(analysis_warnings(built.analysis)->warnings, 1);
	str_clear(&text);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_tree_has_none),
		TEST(test_starts_at_smallest_id_by_bytes),
		TEST(test_parallel_flows_are_one_step),
		TEST(test_ownership_and_dependence_are_steps),
		TEST(test_offerings_are_nodes),
		TEST(test_loop_passes_offering_not_provider),
		TEST(test_circle_without_flow_is_none),
		TEST(test_eight_steps_and_no_more),
		TEST(test_narrowest_step_counts),
		TEST(test_pull_of_nothing),
		TEST(test_order_of_the_list),
		TEST(test_exposure),
		TEST(test_listed_providers),
		TEST(test_random_stacks_agree_with_plain_search),
		TEST(test_all_circles_of_a_complete_graph),
		TEST(test_list_is_cut_at_ten_thousand),
		TEST(test_ten_thousand_are_not_cut),
		TEST(test_circles_without_flows_cost_nothing),
		TEST(test_hopeless_search_is_given_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
