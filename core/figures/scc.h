/*
 * Strongly connected sets of a directed graph (Tarjan 1972), without recursion: linear in nodes
 * and edges, at any depth.
 */
#ifndef CORE_FIGURES_SCC_H
#define CORE_FIGURES_SCC_H

#include <stdint.h>

/* A view of a graph: the edges of node v lead to to[first[v]] .. to[first[v + 1] - 1]. */
struct graph {
	uint32_t count;        /* of nodes */
	const uint32_t *first; /* [count + 1] */
	const uint32_t *to;
};

struct scc {
	uint32_t count;  /* of sets; each has a higher number than those that its edges lead to */
	uint32_t *set;   /* [nodes of the graph] the set of each */
	uint32_t *first; /* [count + 1] set s is nodes[first[s]] .. nodes[first[s + 1] - 1] */
	uint32_t *nodes; /* [nodes of the graph] by set, ascending in each */
};

/* How many nodes have been met; called now and then, with ever more of them. */
struct scc_progress {
	void (*tell)(void *context, uint32_t done, uint32_t total);
	void *context;
};

void scc_find(const struct graph *graph, struct scc *scc);
void scc_find_telling(const struct graph *graph, const struct scc_progress *progress, struct scc *scc);
void scc_clear(struct scc *scc);

/* How many nodes are in a set. */
uint32_t scc_size(const struct scc *scc, uint32_t set);

#endif
