/*
 * Sums of vectors over the shares that are on: a tree of fixed shape, as in tally.h, whose nodes
 * hold a vector of draws per category. A node with one child that has something borrows it; a switch
 * adds up one path, and only the categories that the share has a vector in.
 */
#ifndef CORE_FIGURES_DRAW_TREE_H
#define CORE_FIGURES_DRAW_TREE_H

#include "core/figures/luck.h"

struct draw_node {
	const double *sum[CATEGORY_COUNT]; /* [DRAWS]; NULL: nothing */
	double *own[CATEGORY_COUNT];       /* the memory of those that are no loan */
	uint8_t stale;                     /* a bit a category */
};

struct draw_tree {
	struct draw_node *nodes; /* [2 * width] */
	uint32_t width;
};

void draw_tree_init(struct draw_tree *tree);
void draw_tree_clear(struct draw_tree *tree);

/* Room for `count` slots. */
void draw_tree_make_room(struct draw_tree *tree, uint32_t count);

/* What a slot holds from now on: its vectors, borrowed, or NULL where the share is off. */
void draw_tree_put(struct draw_tree *tree, uint32_t slot, const struct share_draws *draws);

/* Adds up what is stale; a bit for each category whose sum may have changed. */
uint8_t draw_tree_update(struct draw_tree *tree);

/* The sum of a category over all slots, or NULL. */
const double *draw_tree_sum(const struct draw_tree *tree, enum category category);

#endif
