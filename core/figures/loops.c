/* Loops: what is given comes round (spec.md section 9). The list; the search is in loop_search.c. */
#include "core/figures/loops.h"

#include "core/base/memory.h"
#include "core/figures/loop_search.h"
#include "core/figures/order.h"
#include "core/figures/spend.h"

#include <stdlib.h>
#include <string.h>

struct circuits *circuits_new(const struct analysis *analysis)
{
	(void)analysis;
	struct circuits *circuits = memory_zero(1, sizeof *circuits);
	arena_init(&circuits->arena);
	return circuits;
}

void circuits_free(struct circuits *circuits)
{
	if (circuits == NULL)
		return;
	loop_graph_clear(&circuits->graph);
	arena_clear(&circuits->arena);
	free(circuits->providers);
	free(circuits->listed);
	free(circuits->honest);
	free(circuits);
}

const struct loop_graph *analysis_loop_graph(struct analysis *analysis)
{
	struct circuits *circuits = analysis->circuits;
	if (!circuits->has_graph)
		loop_graph_make(&circuits->graph, analysis->model);
	circuits->has_graph = true;
	return &circuits->graph;
}

/* --- put in, comes back, pull ------------------------------------------------------------------ */

static void narrow(double *narrowest, double value)
{
	if (!isnan(value) && !(*narrowest <= value))
		*narrowest = value;
}

static double find_pull(const struct loop_money *money)
{
	if (isnan(money->put_in) || isnan(money->comes_back) || money->put_in == 0)
		return NAN;
	return money->comes_back / money->put_in;
}

/* A loop while it is sorted: its nodes as numbers of the graph, which are in order of id. */
struct draft {
	const uint32_t *nodes;
	uint32_t length;
	struct loop_money money[FIGURE_COUNT];
};

static void find_money(const struct loop_graph *graph, struct draft *draft)
{
	for (unsigned f = 0; f < FIGURE_COUNT; f++)
		draft->money[f] = (struct loop_money){NAN, NAN, NAN};
	for (uint32_t i = 0; i < draft->length; i++) {
		uint32_t to = draft->nodes[(i + 1) % draft->length];
		const struct loop_step *step = loop_graph_find_step(graph, draft->nodes[i], to);
		for (unsigned f = 0; f < FIGURE_COUNT; f++) {
			narrow(&draft->money[f].put_in, step->put_in[f]);
			narrow(&draft->money[f].comes_back, step->comes_back[f]);
		}
	}
	for (unsigned f = 0; f < FIGURE_COUNT; f++)
		draft->money[f].pull = find_pull(&draft->money[f]);
}

/* --- the order of the list ---------------------------------------------------------------------- */

static double or_zero(double value)
{
	return isnan(value) ? 0 : value;
}

static int compare_falling(double a, double b)
{
	return (or_zero(a) < or_zero(b)) - (or_zero(a) > or_zero(b));
}

static int compare_drafts(const void *left, const void *right)
{
	const struct draft *a = left, *b = right;
	int order = compare_falling(a->money[FIGURE_FIRM].comes_back, b->money[FIGURE_FIRM].comes_back);
	if (order == 0)
		order = compare_falling(a->money[FIGURE_FIRM].put_in, b->money[FIGURE_FIRM].put_in);
	if (order == 0)
		order = order_of(a->length, b->length);
	for (uint32_t i = 0; order == 0 && i < a->length; i++)
		order = order_of(a->nodes[i], b->nodes[i]);
	return order;
}

static struct draft *sort_loops(const struct loop_graph *graph, const struct found_loops *found)
{
	struct draft *drafts = memory_new(found->count, sizeof *drafts);
	for (size_t i = 0; i < found->count; i++) {
		drafts[i].nodes = found->nodes + found->items[i].first;
		drafts[i].length = found->items[i].count;
		find_money(graph, &drafts[i]);
	}
	order_sort(drafts, found->count, sizeof *drafts, compare_drafts);
	return drafts;
}

/* --- the list ----------------------------------------------------------------------------------- */

static struct loop keep_loop(struct circuits *circuits, const struct draft *draft)
{
	struct loop_node *nodes = arena_new(&circuits->arena, draft->length, sizeof *nodes);
	for (uint32_t i = 0; i < draft->length; i++) {
		nodes[i] = circuits->graph.nodes[draft->nodes[i]];
		if (!nodes[i].is_offering)
			circuits->passing[nodes[i].index]++;
	}
	return (struct loop){nodes, draft->length, draft->money[FIGURE_FIRM], draft->money[FIGURE_HEADLINE],
			     0};
}

static void find_exposures(struct analysis *analysis, struct loop *items, uint32_t count)
{
	double *exposures = memory_new(count, sizeof *exposures);
	loops_find_exposure(analysis, items, count, false, exposures);
	for (uint32_t i = 0; i < count; i++)
		items[i].exposure = exposures[i];
	free(exposures);
}

static void list_loops(struct analysis *analysis)
{
	struct circuits *circuits = analysis->circuits;
	const struct loop_graph *graph = analysis_loop_graph(analysis);
	struct found_loops found = {0};
	loop_search(graph, &found);
	struct draft *drafts = sort_loops(graph, &found);
	uint32_t count = (uint32_t)found.count;
	struct loop *items = arena_new(&circuits->arena, count, sizeof *items);
	circuits->passing =
		arena_new(&circuits->arena, analysis->model->provider_count, sizeof *circuits->passing);
	for (uint32_t i = 0; i < count; i++)
		items[i] = keep_loop(circuits, &drafts[i]);
	find_exposures(analysis, items, count);
	circuits->loops = (struct loops){items, count, found.cut};
	circuits->exhausted = found.exhausted;
	if (found.exhausted)
		analysis->warnings_version = 0; /* there is one more */
	circuits->has_loops = true;
	free(drafts);
	found_loops_clear(&found);
}

const struct loops *analysis_loops(struct analysis *analysis)
{
	if (!analysis->circuits->has_loops)
		list_loops(analysis);
	return &analysis->circuits->loops;
}

/* Both searches are made when they are asked for; a warning that comes late makes the list anew. */
void circuits_warn(const struct analysis *analysis, struct diag_list *warnings)
{
	const struct circuits *circuits = analysis->circuits;
	if (circuits->exhausted)
		diag_add(warnings, DIAG_WARNING, NULL, 0, 0, NULL,
			 "too many circles without a flow: the search for loops was given up and may have "
			 "missed some");
	if (circuits->has_cycling && isnan(circuits->cycling.index))
		diag_add(warnings, DIAG_WARNING, NULL, 0, 0, NULL,
			 "too many companies in one circle of money: there is no cycling index");
}

const uint32_t *analysis_loops_passing(struct analysis *analysis)
{
	analysis_loops(analysis);
	return analysis->circuits->passing;
}

static uint32_t node_number(const struct loop_graph *graph, struct loop_node node)
{
	return (node.is_offering ? graph->of_offering : graph->of_provider)[node.index];
}

uint32_t analysis_loop_step(struct analysis *analysis, const struct loop *loop, uint32_t step,
			    struct loop_edge **out)
{
	const struct loop_graph *graph = analysis_loop_graph(analysis);
	uint32_t from = node_number(graph, loop->nodes[step]);
	uint32_t to = node_number(graph, loop->nodes[(step + 1) % loop->length]);
	const struct loop_step *found = loop_graph_find_step(graph, from, to);
	*out = memory_new(found->edges.count, sizeof **out);
	memcpy(*out, graph->edges + found->edges.first, found->edges.count * sizeof **out);
	return found->edges.count;
}
