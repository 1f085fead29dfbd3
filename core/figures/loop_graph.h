/*
 * The graph of spec.md section 9: who gives whom something of value, who owns whom, who pays whom
 * for what it rests on. Private to core/figures (and its tests).
 *
 * Nodes are the ends of all flows, the providers of those that are offerings, and all their
 * parents, numbered in order of id (bytes). Parallel edges are one step.
 */
#ifndef CORE_FIGURES_LOOP_GRAPH_H
#define CORE_FIGURES_LOOP_GRAPH_H

#include "core/figures/analysis.h"

/* Firm figures and announced ones. */
enum loop_figure { FIGURE_FIRM, FIGURE_HEADLINE, FIGURE_COUNT };

struct loop_step {
	uint32_t to;
	struct slice edges; /* into loop_graph.edges: flows by index, then ownership, then dependence by
			       offering */
	bool has_flow;      /* one of them is neither ownership nor dependence */
	double put_in[FIGURE_COUNT],
		comes_back[FIGURE_COUNT]; /* sums over its flows; NAN where none has an amount */
};

struct loop_graph {
	struct loop_node *nodes; /* [count] */
	uint32_t count;
	uint32_t *of_provider, *of_offering; /* node of each, or NONE */
	uint32_t *first;                     /* [count + 1] steps of node v: steps[first[v]] .. by `to` */
	struct loop_step *steps;
	struct loop_edge *edges;
};

void loop_graph_make(struct loop_graph *graph, const struct model *model);
void loop_graph_clear(struct loop_graph *graph);

const char *loop_node_id(const struct model *model, struct loop_node node);
const char *loop_node_name(const struct model *model, struct loop_node node);

/* The step from one node to another; there is one. */
const struct loop_step *loop_graph_find_step(const struct loop_graph *graph, uint32_t from, uint32_t to);

/* Does the flow put something in (equity, warrant, credits)? Is it what comes back (spent on the other's
 * goods)? */
bool flow_puts_in(enum flow_kind kind);
bool flow_comes_back(enum flow_kind kind);

#endif
