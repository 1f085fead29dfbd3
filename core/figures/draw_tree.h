/*
 * Sums of vectors of draws over slots: a tree of fixed shape, as in tally.h, but of fours: what a
 * switch reads is about the same as in one of twos, and the sums between take a third of the memory
 * of what they sum up. A node with one child that has something borrows it; a change adds up one path
 * and nothing else.
 */
#ifndef CORE_FIGURES_DRAW_TREE_H
#define CORE_FIGURES_DRAW_TREE_H

#include "core/figures/draws.h"

enum { DRAW_TREE_FAN = 4 };

struct draw_node {
	const double *sum; /* [DRAWS]; NULL: nothing */
	double *own;       /* its memory, where it is no loan */
	bool stale;
};

struct draw_tree {
	struct draw_node *nodes; /* 0 is the root, n's children are FAN * n + 1 .. FAN * n + FAN */
	uint32_t width;          /* leaves, behind all other nodes: a power of FAN, or 0 */
};

void draw_tree_init(struct draw_tree *tree);
void draw_tree_clear(struct draw_tree *tree);

/* Room for `count` slots. */
void draw_tree_make_room(struct draw_tree *tree, uint32_t count);

/* What a slot holds from now on: borrowed, or NULL for nothing. Also when the same vector has other values.
 */
void draw_tree_put(struct draw_tree *tree, uint32_t slot, const double *draws);

/* The sum over all slots, or NULL; until the next draw_tree_put. */
const double *draw_tree_sum(struct draw_tree *tree);

#endif
