#include "core/figures/loop_graph.h"

#include "core/base/memory.h"
#include "core/figures/order.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

bool flow_puts_in(enum flow_kind kind)
{
	return kind == FLOW_EQUITY || kind == FLOW_WARRANT || kind == FLOW_CREDITS;
}

bool flow_comes_back(enum flow_kind kind)
{
	return kind == FLOW_COMMITMENT || kind == FLOW_REVENUE || kind == FLOW_HARDWARE ||
	       kind == FLOW_CAPACITY || kind == FLOW_LICENCE;
}

const char *loop_node_id(const struct model *model, struct loop_node node)
{
	return node.is_offering ? model->offerings[node.index].id : model->providers[node.index].id;
}

const char *loop_node_name(const struct model *model, struct loop_node node)
{
	return node.is_offering ? model->offerings[node.index].name : model->providers[node.index].name;
}

/* --- nodes ----------------------------------------------------------------------------------- */

/* Marks are any number but NONE until the nodes are numbered. */
static void mark_provider(struct loop_graph *graph, const struct model *model, uint32_t provider)
{
	for (uint32_t p = provider; p != NONE && graph->of_provider[p] == NONE;
	     p = model->providers[p].parent) {
		graph->of_provider[p] = 0;
		graph->count++;
	}
}

static void mark_end(struct loop_graph *graph, const struct model *model, struct flow_end end)
{
	if (!end.is_offering) {
		mark_provider(graph, model, end.index);
		return;
	}
	if (graph->of_offering[end.index] == NONE) {
		graph->of_offering[end.index] = 0;
		graph->count++;
	}
	mark_provider(graph, model, model->offerings[end.index].provider);
}

static void mark_nodes(struct loop_graph *graph, const struct model *model)
{
	for (uint32_t p = 0; p < model->provider_count; p++)
		graph->of_provider[p] = NONE;
	for (uint32_t o = 0; o < model->offering_count; o++)
		graph->of_offering[o] = NONE;
	for (uint32_t f = 0; f < model->flow_count; f++) {
		if (model->flows[f].status == FLOW_SUPERSEDED)
			continue;
		mark_end(graph, model, model->flows[f].from);
		mark_end(graph, model, model->flows[f].to);
	}
}

static void number_nodes(struct loop_graph *graph, const struct model *model)
{
	struct named *names = memory_new(graph->count, sizeof *names);
	uint32_t count = 0;
	for (uint32_t p = 0; p < model->provider_count; p++)
		if (graph->of_provider[p] != NONE)
			names[count++] = (struct named){model->providers[p].id, p};
	for (uint32_t o = 0; o < model->offering_count; o++)
		if (graph->of_offering[o] != NONE)
			names[count++] = (struct named){model->offerings[o].id, model->provider_count + o};
	order_by_id(names, count);
	graph->nodes = memory_new(count, sizeof *graph->nodes);
	for (uint32_t v = 0; v < count; v++) {
		bool is_offering = names[v].index >= model->provider_count;
		uint32_t index = is_offering ? names[v].index - model->provider_count : names[v].index;
		graph->nodes[v] = (struct loop_node){is_offering, index};
		(is_offering ? graph->of_offering : graph->of_provider)[index] = v;
	}
	free(names);
}

/* --- edges ----------------------------------------------------------------------------------- */

struct raw_edge {
	uint32_t from, to;
	struct loop_edge edge;
};

struct raw_edges {
	struct raw_edge *items;
	size_t count, capacity;
};

static void add_edge(struct raw_edges *raw, uint32_t from, uint32_t to, struct loop_edge edge)
{
	raw->items = memory_grow(raw->items, raw->count, &raw->capacity, sizeof *raw->items);
	raw->items[raw->count++] = (struct raw_edge){from, to, edge};
}

static uint32_t node_of_end(const struct loop_graph *graph, struct flow_end end)
{
	return (end.is_offering ? graph->of_offering : graph->of_provider)[end.index];
}

static void add_flows(struct raw_edges *raw, const struct loop_graph *graph, const struct model *model)
{
	for (uint32_t f = 0; f < model->flow_count; f++) {
		const struct flow *flow = &model->flows[f];
		if (flow->status != FLOW_SUPERSEDED)
			add_edge(raw, node_of_end(graph, flow->from), node_of_end(graph, flow->to),
				 (struct loop_edge){flow->kind, f, NONE});
	}
}

static void add_ownership(struct raw_edges *raw, const struct loop_graph *graph, const struct model *model)
{
	struct loop_edge edge = {FLOW_OWNERSHIP, NONE, NONE};
	for (uint32_t v = 0; v < graph->count; v++) {
		struct loop_node node = graph->nodes[v];
		uint32_t owner = node.is_offering ? model->offerings[node.index].provider
						  : model->providers[node.index].parent;
		if (owner != NONE)
			add_edge(raw, v, graph->of_provider[owner], edge);
	}
}

/* The edges of one group of what an offering runs on: its provider pays those named, or whose offerings are.
 */
static void add_supports(struct raw_edges *raw, const struct loop_graph *graph, const struct model *model,
			 uint32_t offering, struct slice group)
{
	uint32_t payer = model->offerings[offering].provider;
	struct loop_edge edge = {FLOW_DEPENDENCE, NONE, offering};
	for (uint32_t i = 0; i < group.count; i++) {
		struct support support = model->supports[group.first + i];
		uint32_t paid =
			support.is_provider ? support.index : model->offerings[support.index].provider;
		if (paid != payer && graph->of_provider[paid] != NONE)
			add_edge(raw, graph->of_provider[payer], graph->of_provider[paid], edge);
	}
}

static void add_dependence(struct raw_edges *raw, const struct loop_graph *graph, const struct model *model)
{
	for (uint32_t o = 0; o < model->offering_count; o++) {
		if (graph->of_provider[model->offerings[o].provider] == NONE)
			continue;
		struct slice groups = model->offerings[o].runs_on;
		for (uint32_t g = 0; g < groups.count; g++)
			add_supports(raw, graph, model, o, model->support_groups[groups.first + g]);
	}
}

static int compare_number(uint32_t a, uint32_t b)
{
	return order_of(a, b);
}

/* Flows before ownership before dependence: NONE is the largest index, ownership the smaller kind. */
static int compare_edges(const void *left, const void *right)
{
	const struct raw_edge *a = left, *b = right;
	int order = compare_number(a->from, b->from);
	if (order == 0)
		order = compare_number(a->to, b->to);
	if (order == 0)
		order = compare_number(a->edge.flow, b->edge.flow);
	if (order == 0)
		order = compare_number(a->edge.kind, b->edge.kind);
	return order != 0 ? order : compare_number(a->edge.offering, b->edge.offering);
}

static void collect_edges(struct raw_edges *raw, const struct loop_graph *graph, const struct model *model)
{
	add_flows(raw, graph, model);
	add_ownership(raw, graph, model);
	add_dependence(raw, graph, model);
	order_sort(raw->items, raw->count, sizeof *raw->items, compare_edges);
	size_t kept = 0; /* an offering may name a provider by several of its offerings */
	for (size_t i = 0; i < raw->count; i++)
		if (kept == 0 || compare_edges(&raw->items[kept - 1], &raw->items[i]) != 0)
			raw->items[kept++] = raw->items[i];
	raw->count = kept;
}

/* --- steps ----------------------------------------------------------------------------------- */

static void add_known(double *sum, double value)
{
	if (!isnan(value))
		*sum = isnan(*sum) ? value : *sum + value;
}

static void add_flow_to_step(struct loop_step *step, const struct flow *flow)
{
	step->has_flow = true;
	double *sums = flow_puts_in(flow->kind) ? step->put_in : step->comes_back;
	if (!flow_puts_in(flow->kind) && !flow_comes_back(flow->kind))
		return;
	add_known(&sums[FIGURE_FIRM], flow->firm);
	add_known(&sums[FIGURE_HEADLINE], flow->amount);
}

static bool begins_step(const struct raw_edges *raw, size_t i)
{
	const struct raw_edge *edge = &raw->items[i];
	return i == 0 || edge->from != edge[-1].from || edge->to != edge[-1].to;
}

static uint32_t count_steps(const struct raw_edges *raw)
{
	uint32_t count = 0;
	for (size_t i = 0; i < raw->count; i++)
		count += begins_step(raw, i);
	return count;
}

/* The edges come by from and to; graph->first[v + 1] counts the steps of v before it says where they end. */
static void make_steps(struct loop_graph *graph, const struct model *model, const struct raw_edges *raw)
{
	graph->edges = memory_new(raw->count, sizeof *graph->edges);
	graph->steps = memory_new(count_steps(raw), sizeof *graph->steps);
	graph->first = memory_zero((size_t)graph->count + 1, sizeof *graph->first);
	struct loop_step *next = graph->steps;
	for (size_t i = 0; i < raw->count; i++) {
		const struct raw_edge *edge = &raw->items[i];
		if (begins_step(raw, i)) {
			graph->first[edge->from + 1]++;
			*next++ =
				(struct loop_step){edge->to, {(uint32_t)i, 0}, false, {NAN, NAN}, {NAN, NAN}};
		}
		graph->edges[i] = edge->edge;
		next[-1].edges.count++;
		if (edge->edge.flow != NONE)
			add_flow_to_step(&next[-1], &model->flows[edge->edge.flow]);
	}
	for (uint32_t v = 0; v < graph->count; v++)
		graph->first[v + 1] += graph->first[v];
}

void loop_graph_make(struct loop_graph *graph, const struct model *model)
{
	*graph = (struct loop_graph){0};
	graph->of_provider = memory_new(model->provider_count, sizeof *graph->of_provider);
	graph->of_offering = memory_new(model->offering_count, sizeof *graph->of_offering);
	mark_nodes(graph, model);
	number_nodes(graph, model);
	struct raw_edges raw = {0};
	collect_edges(&raw, graph, model);
	make_steps(graph, model, &raw);
	free(raw.items);
}

void loop_graph_clear(struct loop_graph *graph)
{
	free(graph->nodes);
	free(graph->of_provider);
	free(graph->of_offering);
	free(graph->first);
	free(graph->steps);
	free(graph->edges);
	*graph = (struct loop_graph){0};
}

const struct loop_step *loop_graph_find_step(const struct loop_graph *graph, uint32_t from, uint32_t to)
{
	uint32_t first = graph->first[from], count = graph->first[from + 1] - first;
	assert(count > 0);
	const struct loop_step *steps = &graph->steps[first];
	uint32_t at = order_find(&steps->to, count, sizeof *steps, to);
	assert(at < count && steps[at].to == to);
	return &steps[at];
}
