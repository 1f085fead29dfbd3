#include "core/figures/scc.h"

#include "core/base/memory.h"

#include <stdlib.h>

/* A node on the way down. */
struct frame {
	uint32_t node, edge; /* the next edge to look at */
	uint32_t number;     /* in order of discovery, from 1 */
};

struct search {
	const struct graph *graph;
	struct scc *scc;
	uint32_t *low;     /* 0: not seen; FINISHED: in a set; else the earliest node reached from it */
	uint32_t *waiting; /* seen and in no set yet */
	uint32_t waiting_count, numbered, placed;
	struct frame *frames;
	size_t depth, capacity;
};

static const uint32_t FINISHED = UINT32_MAX;

static void enter(struct search *search, uint32_t node)
{
	search->low[node] = ++search->numbered;
	search->waiting[search->waiting_count++] = node;
	search->frames =
		memory_grow(search->frames, search->depth, &search->capacity, sizeof *search->frames);
	search->frames[search->depth++] = (struct frame){node, search->graph->first[node], search->numbered};
}

static void close_set(struct search *search, uint32_t root)
{
	struct scc *scc = search->scc;
	uint32_t node;
	do {
		node = search->waiting[--search->waiting_count];
		search->low[node] = FINISHED;
		scc->nodes[search->placed++] = node;
	} while (node != root);
	scc->first[++scc->count] = search->placed;
}

static void reached(struct search *search, uint32_t from, uint32_t low)
{
	if (low < search->low[from])
		search->low[from] = low;
}

static void leave(struct search *search)
{
	struct frame done = search->frames[--search->depth];
	uint32_t low = search->low[done.node];
	if (low == done.number)
		close_set(search, done.node);
	else
		reached(search, search->frames[search->depth - 1].node, low);
}

static void explore(struct search *search, uint32_t start)
{
	enter(search, start);
	while (search->depth > 0) {
		struct frame *top = &search->frames[search->depth - 1];
		if (top->edge == search->graph->first[top->node + 1]) {
			leave(search);
			continue;
		}
		uint32_t next = search->graph->to[top->edge++];
		if (search->low[next] == 0)
			enter(search, next);
		else
			reached(search, top->node, search->low[next]);
	}
}

void scc_find(const struct graph *graph, struct scc *scc)
{
	*scc = (struct scc){0};
	scc->nodes = memory_new(graph->count, sizeof *scc->nodes);
	scc->first = memory_new((size_t)graph->count + 1, sizeof *scc->first);
	scc->first[0] = 0;
	struct search search = {.graph = graph, .scc = scc};
	search.low = memory_zero(graph->count, sizeof *search.low);
	search.waiting = memory_new(graph->count, sizeof *search.waiting);
	for (uint32_t node = 0; node < graph->count; node++)
		if (search.low[node] == 0)
			explore(&search, node);
	free(search.low);
	free(search.waiting);
	free(search.frames);
}

void scc_clear(struct scc *scc)
{
	free(scc->nodes);
	free(scc->first);
	*scc = (struct scc){0};
}
