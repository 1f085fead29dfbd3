#include "core/figures/draw_tree.h"

#include "core/base/memory.h"

#include <stdlib.h>

void draw_tree_init(struct draw_tree *tree)
{
	*tree = (struct draw_tree){0};
}

static void clear_nodes(struct draw_tree *tree)
{
	for (size_t n = 0; n < 2 * (size_t)tree->width; n++)
		free(tree->nodes[n].own);
	free(tree->nodes);
}

void draw_tree_clear(struct draw_tree *tree)
{
	clear_nodes(tree);
	*tree = (struct draw_tree){0};
}

/* The leaves stay; all sums are made again. */
void draw_tree_make_room(struct draw_tree *tree, uint32_t count)
{
	if (count <= tree->width)
		return;
	uint32_t width = tree->width > 0 ? tree->width : 1;
	while (width < count)
		width *= 2;
	struct draw_node *nodes = memory_zero(2 * (size_t)width, sizeof *nodes);
	for (uint32_t slot = 0; slot < tree->width; slot++)
		nodes[width + slot].sum = tree->nodes[tree->width + slot].sum;
	for (uint32_t n = 1; n < width; n++)
		nodes[n].stale = true;
	clear_nodes(tree);
	tree->nodes = nodes;
	tree->width = width;
}

void draw_tree_put(struct draw_tree *tree, uint32_t slot, const double *draws)
{
	struct draw_node *leaf = &tree->nodes[tree->width + slot];
	if (draws == NULL && leaf->sum == NULL)
		return;
	leaf->sum = draws;
	for (uint32_t n = (tree->width + slot) / 2; n > 0; n /= 2)
		tree->nodes[n].stale = true;
}

static void add_vectors(const double *restrict a, const double *restrict b, double *restrict out)
{
	for (uint32_t k = 0; k < DRAWS; k++)
		out[k] = a[k] + b[k];
}

static void sum_children(struct draw_node *node, const double *a, const double *b)
{
	node->stale = false;
	if (a == NULL || b == NULL) {
		free(node->own);
		node->own = NULL;
		node->sum = a == NULL ? b : a;
		return;
	}
	if (node->own == NULL)
		node->own = memory_new(DRAWS, sizeof *node->own);
	add_vectors(a, b, node->own);
	node->sum = node->own;
}

const double *draw_tree_sum(struct draw_tree *tree)
{
	if (tree->width == 0)
		return NULL;
	for (uint32_t n = tree->width; tree->nodes[1].stale && n-- > 1;)
		if (tree->nodes[n].stale)
			sum_children(&tree->nodes[n], tree->nodes[2 * n].sum, tree->nodes[2 * n + 1].sum);
	return tree->nodes[1].sum;
}
