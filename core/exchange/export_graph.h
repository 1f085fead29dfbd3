/*
 * The tree and the loops as graphs, for Graphviz (DOT) and Mermaid. Private to core/exchange.
 */
#ifndef CORE_EXCHANGE_EXPORT_GRAPH_H
#define CORE_EXCHANGE_EXPORT_GRAPH_H

#include "core/base/str.h"
#include "core/figures/analysis.h"

/* Components, their offerings (today's, and dashed the scenario's), what these run on, and providers. */
void export_tree_graph(struct analysis *analysis, bool mermaid, struct str *out);

/* Every flow on a listed loop, with its kind and its firm amount. */
void export_loops_graph(struct analysis *analysis, bool mermaid, struct str *out);

#endif
