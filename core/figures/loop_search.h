/*
 * Elementary circles of bounded length (spec.md section 9), in the order in which the report's
 * bound on their number counts them. Private to core/figures (and its tests).
 *
 * Depth first from each node in order of id, over nodes of higher id only, so that each circle is
 * found once, at its smallest id. A step is taken only where the way back, through a flow if none
 * has been passed yet, is short enough. These distances ignore which nodes the path has used, so a
 * search may still run dry; when it has for a while, each step after a flow is checked by a search
 * for a way back around the path, which bounds the work between two loops. Before a flow that bound
 * is the number of steps looked at in all. (Blocking as in Johnson 1975 is not sound under a bound
 * on length; compare Gupta and Suzumura 2021.)
 */
#ifndef CORE_FIGURES_LOOP_SEARCH_H
#define CORE_FIGURES_LOOP_SEARCH_H

#include "core/figures/loop_graph.h"

enum { LOOP_MOST_STEPS = 8, LOOPS_LISTED = 10000 };

struct found_loops {
	uint32_t *nodes; /* of all, one after the other */
	size_t node_count, node_capacity;
	struct slice *items; /* into nodes */
	size_t count, capacity;
	bool cut;       /* there are more than LOOPS_LISTED */
	bool exhausted; /* the search was given up (see LOOP_SEARCH_MOST); cut is true then, too */
};

/* Zero-initialise `found` and give it back to found_loops_clear. */
void loop_search(const struct loop_graph *graph, struct found_loops *found);
void found_loops_clear(struct found_loops *found);

#endif
