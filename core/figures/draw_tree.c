#include "core/figures/draw_tree.h"

#include "core/base/memory.h"

#include <stdlib.h>

void draw_tree_init(struct draw_tree *tree)
{
	*tree = (struct draw_tree){0};
}

/* The nodes before the leaves: 1 + FAN + FAN^2 + .. of a tree so wide. */
static uint32_t count_inner(uint32_t width)
{
	return width > 0 ? (width - 1) / (DRAW_TREE_FAN - 1) : 0;
}

static void clear_nodes(struct draw_tree *tree)
{
	for (uint32_t n = 0; n < count_inner(tree->width); n++)
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
		width *= DRAW_TREE_FAN;
	uint32_t inner = count_inner(width), old = count_inner(tree->width);
	struct draw_node *nodes = memory_zero((size_t)inner + width, sizeof *nodes);
	for (uint32_t slot = 0; slot < tree->width; slot++)
		nodes[inner + slot].sum = tree->nodes[old + slot].sum;
	for (uint32_t n = 0; n < inner; n++)
		nodes[n].stale = true;
	clear_nodes(tree);
	tree->nodes = nodes;
	tree->width = width;
}

void draw_tree_put(struct draw_tree *tree, uint32_t slot, const double *draws)
{
	uint32_t n = count_inner(tree->width) + slot;
	if (draws == NULL && tree->nodes[n].sum == NULL)
		return;
	tree->nodes[n].sum = draws;
	while (n > 0) {
		n = (n - 1) / DRAW_TREE_FAN;
		tree->nodes[n].stale = true;
	}
}

static void add_two(const double *restrict a, const double *restrict b, double *restrict out)
{
	for (uint32_t k = 0; k < DRAWS; k++)
		out[k] = a[k] + b[k];
}

static void add_three(const double *const *sums, double *restrict out)
{
	const double *restrict a = sums[0], *restrict b = sums[1], *restrict c = sums[2];
	for (uint32_t k = 0; k < DRAWS; k++)
		out[k] = a[k] + b[k] + c[k];
}

static void add_four(const double *const *sums, double *restrict out)
{
	const double *restrict a = sums[0], *restrict b = sums[1], *restrict c = sums[2],
			       *restrict d = sums[3];
	for (uint32_t k = 0; k < DRAWS; k++)
		out[k] = a[k] + b[k] + c[k] + d[k];
}

/* Each in one pass: the children are read from far away, and nothing twice. */
static void sum_children(struct draw_node *node, const struct draw_node *children)
{
	const double *sums[DRAW_TREE_FAN];
	uint32_t count = 0;
	for (uint32_t c = 0; c < DRAW_TREE_FAN; c++)
		if (children[c].sum != NULL)
			sums[count++] = children[c].sum;
	node->stale = false;
	if (count < 2) {
		free(node->own);
		node->own = NULL;
		node->sum = count == 0 ? NULL : sums[0];
		return;
	}
	if (node->own == NULL)
		node->own = memory_new(DRAWS, sizeof *node->own);
	_Static_assert(DRAW_TREE_FAN == 4, "there are as many ways to add up");
	if (count == 2)
		add_two(sums[0], sums[1], node->own);
	else if (count == 3)
		add_three(sums, node->own);
	else
		add_four(sums, node->own);
	node->sum = node->own;
}

const double *draw_tree_sum(struct draw_tree *tree)
{
	if (tree->width == 0)
		return NULL;
	for (uint32_t n = count_inner(tree->width); tree->nodes[0].stale && n-- > 0;)
		if (tree->nodes[n].stale)
			sum_children(&tree->nodes[n], &tree->nodes[DRAW_TREE_FAN * n + 1]);
	return tree->nodes[0].sum;
}
