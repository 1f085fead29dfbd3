#include "core/figures/scc.h"

#include "core/base/memory.h"

#include <stdlib.h>

/* A node on the way down. */
struct frame {
	uint32_t node, edge; /* the next edge to look at */
	uint32_t number;     /* in order of discovery, from 1 */
	uint32_t low;        /* the earliest node that is reached from it and in no set yet */
};

struct search {
	const struct graph *graph;
	const struct scc_progress *progress; /* NULL: none */
	struct scc *scc;
	uint32_t *low;     /* 0: not seen; FINISHED: in a set; else that of its frame, or when it was left */
	uint32_t *waiting; /* seen and in no set yet */
	uint32_t waiting_count, numbered;
	struct frame *frames; /* those that wait for the one below them */
	size_t depth, capacity;
};

static const uint32_t FINISHED = UINT32_MAX;

#ifdef UNMOOR_SMALL
enum { TELL_EVERY = 2 };
#else
enum { TELL_EVERY = 1 << 14 }; /* nodes: some 5 ms */
#endif

static struct frame enter(struct search *search, uint32_t node)
{
	uint32_t number = ++search->numbered;
	search->low[node] = number;
	search->waiting[search->waiting_count++] = node;
	if (search->progress && number % TELL_EVERY == 0)
		search->progress->tell(search->progress->context, number, search->graph->count);
	return (struct frame){node, search->graph->first[node], number, number};
}

static void close_set(struct search *search, uint32_t root)
{
	uint32_t set = search->scc->count++, node;
	do {
		node = search->waiting[--search->waiting_count];
		search->low[node] = FINISHED;
		search->scc->set[node] = set;
	} while (node != root);
}

/* Follows edges until one leads to a node that has not been seen, which it gives, or FINISHED. */
static uint32_t advance(const struct search *search, struct frame *frame)
{
	const uint32_t *to = search->graph->to, *lows = search->low;
	uint32_t low = frame->low, edge = frame->edge, end = search->graph->first[frame->node + 1],
		 next = FINISHED;
	for (; edge < end; edge++) {
		uint32_t reached = lows[to[edge]];
		if (reached == 0) {
			next = to[edge++];
			break;
		}
		low = reached < low ? reached : low;
	}
	frame->edge = edge;
	frame->low = low;
	return next;
}

static void explore(struct search *search, uint32_t start)
{
	struct frame at = enter(search, start);
	for (;;) {
		uint32_t next = advance(search, &at);
		if (next != FINISHED) {
			search->frames = memory_grow(search->frames, search->depth, &search->capacity,
						     sizeof *search->frames);
			search->frames[search->depth++] = at;
			at = enter(search, next);
			continue;
		}
		uint32_t low = at.low;
		search->low[at.node] = low;
		if (low == at.number)
			close_set(search, at.node);
		if (search->depth == 0)
			return;
		at = search->frames[--search->depth];
		if (low < at.low)
			at.low = low;
	}
}

/* Nodes by set, ascending within each. */
static void place_nodes(struct scc *scc, uint32_t count)
{
	scc->first = memory_zero((size_t)scc->count + 2, sizeof *scc->first);
	scc->nodes = memory_new(count, sizeof *scc->nodes);
	uint32_t *place = scc->first + 1; /* where the next of a set goes; in the end, where the set ends */
	for (uint32_t node = 0; node < count; node++)
		place[scc->set[node] + 1]++;
	for (uint32_t s = 0; s < scc->count; s++)
		place[s + 1] += place[s];
	for (uint32_t node = 0; node < count; node++)
		scc->nodes[place[scc->set[node]]++] = node;
}

void scc_find(const struct graph *graph, struct scc *scc)
{
	scc_find_telling(graph, NULL, scc);
}

void scc_find_telling(const struct graph *graph, const struct scc_progress *progress, struct scc *scc)
{
	*scc = (struct scc){.set = memory_new(graph->count, sizeof *scc->set)};
	struct search search = {.graph = graph, .progress = progress, .scc = scc};
	search.low = memory_zero(graph->count, sizeof *search.low);
	search.waiting = memory_new(graph->count, sizeof *search.waiting);
	for (uint32_t node = 0; node < graph->count; node++)
		if (search.low[node] == 0)
			explore(&search, node);
	free(search.low);
	free(search.waiting);
	free(search.frames);
	place_nodes(scc, graph->count);
}

void scc_clear(struct scc *scc)
{
	free(scc->set);
	free(scc->nodes);
	free(scc->first);
	*scc = (struct scc){0};
}

uint32_t scc_size(const struct scc *scc, uint32_t set)
{
	return scc->first[set + 1] - scc->first[set];
}
