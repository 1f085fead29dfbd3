#include "core/figures/loop_search.h"

#include "core/base/memory.h"
#include "core/figures/scc.h"

#include <stdlib.h>
#include <string.h>

/*
 * LOOP_SEARCH_MOST: steps looked at, over all. Graphs that fill the list take a few million; one that
 * reaches this was made to: no flow passed yet, and every way to one blocked by the way there.
 * PATIENCE: steps looked at without a loop before each one after a flow is checked by a search around
 * the path.
 */
#ifdef UNMOOR_SMALL
enum { LOOP_SEARCH_MOST = 2000000, PATIENCE = 4 };
#else
enum { LOOP_SEARCH_MOST = 200000000, PATIENCE = 4096 };
#endif

enum { FAR = UINT8_MAX };

/* Shortest way back to the start from a node: any, and one with a flow on it. */
struct way_back {
	uint8_t plain, flow; /* plain: without a flow */
};

struct visit {
	uint32_t node;
	bool flow; /* the walk has a flow on it */
};

struct search {
	const struct loop_graph *graph;
	struct found_loops *found;
	uint32_t *set;      /* strongly connected set of each node */
	bool *passes_flow;  /* [sets] one of the steps within it is a flow */
	uint32_t *in_first; /* reversed graph: steps that lead to each node */
	uint32_t *in_step, *in_from;
	struct way_back *back; /* [count] for the present start; FAR where there is none */
	struct visit *queue;   /* [2 * count] */
	uint32_t queued;
	uint32_t *around; /* [count] queue of the look ahead */
	bool *ahead;      /* [count] what is in it */
	bool *on_path;    /* [count] */
	uint32_t start;
	uint32_t path[LOOP_MOST_STEPS], next[LOOP_MOST_STEPS]; /* next: step to look at */
	bool flow[LOOP_MOST_STEPS];      /* a flow has been passed on the way to path[i] */
	uint32_t depth;                  /* nodes on the path */
	uint64_t looked, looked_at_loop; /* steps; when the last loop was found */
};

void found_loops_clear(struct found_loops *found)
{
	free(found->nodes);
	free(found->items);
	*found = (struct found_loops){0};
}

static void keep_loop(struct search *search)
{
	struct found_loops *found = search->found;
	search->looked_at_loop = search->looked;
	if (found->count == LOOPS_LISTED) {
		found->cut = true;
		return;
	}
	found->items = memory_grow(found->items, found->count, &found->capacity, sizeof *found->items);
	found->items[found->count++] = (struct slice){(uint32_t)found->node_count, search->depth};
	for (uint32_t i = 0; i < search->depth; i++) {
		found->nodes = memory_grow(found->nodes, found->node_count, &found->node_capacity,
					   sizeof *found->nodes);
		found->nodes[found->node_count++] = search->path[i];
	}
}

/* --- distances back to the start -------------------------------------------------------------- */

static bool usable(const struct search *search, uint32_t node)
{
	return node >= search->start && search->set[node] == search->set[search->start];
}

static void reach_back(struct search *search, struct visit visit, uint8_t distance)
{
	struct way_back *back = &search->back[visit.node];
	uint8_t *known = visit.flow ? &back->flow : &back->plain;
	if (*known != FAR)
		return;
	*known = distance;
	search->queue[search->queued++] = visit;
}

static void measure_ways_back(struct search *search)
{
	search->queued = 0;
	reach_back(search, (struct visit){search->start, false}, 0);
	for (uint32_t i = 0; i < search->queued; i++) {
		struct visit at = search->queue[i];
		struct way_back back = search->back[at.node];
		uint8_t distance = at.flow ? back.flow : back.plain;
		if (distance == LOOP_MOST_STEPS || (i > 0 && at.node == search->start))
			continue;
		for (uint32_t e = search->in_first[at.node]; e < search->in_first[at.node + 1]; e++) {
			bool flow = at.flow || search->graph->steps[search->in_step[e]].has_flow;
			if (usable(search, search->in_from[e]))
				reach_back(search, (struct visit){search->in_from[e], flow},
					   (uint8_t)(distance + 1));
		}
		search->looked += search->in_first[at.node + 1] - search->in_first[at.node];
	}
}

static void forget_ways_back(struct search *search)
{
	for (uint32_t i = 0; i < search->queued; i++)
		search->back[search->queue[i].node] = (struct way_back){FAR, FAR};
}

static uint32_t shortest_back(const struct search *search, uint32_t node, bool flow)
{
	struct way_back back = search->back[node];
	return flow && back.plain < back.flow ? back.plain : back.flow;
}

/* --- the look ahead --------------------------------------------------------------------------- */

static bool look_from(struct search *search, uint32_t node, uint32_t *queue, uint32_t *queued)
{
	const struct loop_graph *graph = search->graph;
	for (uint32_t e = graph->first[node]; e < graph->first[node + 1]; e++) {
		uint32_t to = graph->steps[e].to;
		search->looked++;
		if (to == search->start)
			return true;
		if (!usable(search, to) || search->on_path[to] || search->ahead[to])
			continue;
		search->ahead[to] = true;
		queue[(*queued)++] = to;
	}
	return false;
}

/* Is there a way of at most `steps` steps from a node back to the start around the path? */
static bool leads_back(struct search *search, uint32_t from, uint32_t steps)
{
	uint32_t *queue = search->around;
	uint32_t queued = 0, level_end = 1, i = 0;
	bool back = false;
	queue[queued++] = from;
	search->ahead[from] = true;
	for (; steps > 0 && !back && i < queued; steps--) {
		for (; i < level_end && !back; i++)
			back = look_from(search, queue[i], queue, &queued);
		level_end = queued;
	}
	for (uint32_t k = 0; k < queued; k++)
		search->ahead[queue[k]] = false;
	return back;
}

/* --- depth first ------------------------------------------------------------------------------- */

static void push(struct search *search, uint32_t node, bool flow)
{
	search->path[search->depth] = node;
	search->flow[search->depth] = flow;
	search->next[search->depth] = search->graph->first[node];
	search->on_path[node] = true;
	search->depth++;
}

static bool worth_taking(struct search *search, uint32_t to, bool flow)
{
	if (!usable(search, to) || search->on_path[to])
		return false;
	uint32_t left = LOOP_MOST_STEPS - search->depth; /* after the step to it */
	if (shortest_back(search, to, flow) > left)
		return false;
	if (!flow || search->looked - search->looked_at_loop < PATIENCE)
		return true;
	return leads_back(search, to, left);
}

/* Looks at one step from the end of the path. */
static void advance(struct search *search)
{
	uint32_t last = search->depth - 1;
	uint32_t e = search->next[last];
	if (e == search->graph->first[search->path[last] + 1]) {
		search->on_path[search->path[last]] = false;
		search->depth--;
		return;
	}
	search->next[last]++;
	search->looked++;
	const struct loop_step *step = &search->graph->steps[e];
	bool flow = search->flow[last] || step->has_flow;
	if (step->to == search->start && flow)
		keep_loop(search);
	else if (step->to != search->start && worth_taking(search, step->to, flow))
		push(search, step->to, flow);
}

static bool is_over(struct search *search)
{
	if (search->looked >= LOOP_SEARCH_MOST && !search->found->cut)
		search->found->exhausted = search->found->cut = true;
	return search->found->cut;
}

static void search_from(struct search *search, uint32_t start)
{
	search->start = start;
	search->looked_at_loop = search->looked;
	measure_ways_back(search);
	if (search->back[start].flow <= LOOP_MOST_STEPS) {
		push(search, start, false);
		while (search->depth > 0 && !is_over(search))
			advance(search);
	}
	forget_ways_back(search);
}

/* --- setting up --------------------------------------------------------------------------------- */

static void find_sets(struct search *search)
{
	const struct loop_graph *graph = search->graph;
	uint32_t step_count = graph->first[graph->count];
	uint32_t *to = memory_new(step_count, sizeof *to);
	for (uint32_t e = 0; e < step_count; e++)
		to[e] = graph->steps[e].to;
	struct graph view = {graph->count, graph->first, to};
	struct scc sets;
	scc_find(&view, &sets);
	search->set = sets.set;
	sets.set = NULL;
	search->passes_flow = memory_zero(sets.count, sizeof *search->passes_flow);
	for (uint32_t v = 0; v < graph->count; v++)
		for (uint32_t e = graph->first[v]; e < graph->first[v + 1]; e++)
			if (graph->steps[e].has_flow && search->set[to[e]] == search->set[v])
				search->passes_flow[search->set[v]] = true;
	scc_clear(&sets);
	free(to);
}

static void reverse_steps(struct search *search)
{
	const struct loop_graph *graph = search->graph;
	uint32_t step_count = graph->first[graph->count];
	search->in_first = memory_zero((size_t)graph->count + 2, sizeof *search->in_first);
	search->in_step = memory_new(step_count, sizeof *search->in_step);
	search->in_from = memory_new(step_count, sizeof *search->in_from);
	uint32_t *place =
		search->in_first + 1; /* ends as the place of the next one, which is in_first of it */
	for (uint32_t e = 0; e < step_count; e++)
		place[graph->steps[e].to + 1]++;
	for (uint32_t v = 0; v < graph->count; v++)
		place[v + 1] += place[v];
	for (uint32_t v = 0; v < graph->count; v++) {
		for (uint32_t e = graph->first[v]; e < graph->first[v + 1]; e++) {
			uint32_t at = place[graph->steps[e].to]++;
			search->in_step[at] = e;
			search->in_from[at] = v;
		}
	}
}

void loop_search(const struct loop_graph *graph, struct found_loops *found)
{
	struct search search = {.graph = graph, .found = found};
	find_sets(&search);
	reverse_steps(&search);
	search.back = memory_new(graph->count, sizeof *search.back);
	memset(search.back, FAR, graph->count * sizeof *search.back);
	search.queue = memory_new((size_t)graph->count * 2, sizeof *search.queue);
	search.around = memory_new(graph->count, sizeof *search.around);
	search.ahead = memory_zero(graph->count, sizeof *search.ahead);
	search.on_path = memory_zero(graph->count, sizeof *search.on_path);
	for (uint32_t v = 0; v < graph->count && !is_over(&search); v++)
		if (search.passes_flow[search.set[v]])
			search_from(&search, v);
	free(search.set);
	free(search.passes_flow);
	free(search.in_first);
	free(search.in_step);
	free(search.in_from);
	free(search.back);
	free(search.queue);
	free(search.around);
	free(search.ahead);
	free(search.on_path);
}
