#include "core/figures/draw_tree.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(CATEGORY_COUNT <= 8, "a bit a category");

void draw_tree_init(struct draw_tree *tree)
{
	*tree = (struct draw_tree){0};
}

static void clear_nodes(struct draw_tree *tree)
{
	for (size_t n = 0; n < 2 * (size_t)tree->width; n++)
		for (int c = 0; c < CATEGORY_COUNT; c++)
			free(tree->nodes[n].own[c]);
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
		memcpy(nodes[width + slot].sum, tree->nodes[tree->width + slot].sum, sizeof nodes[0].sum);
	for (uint32_t n = 1; n < width; n++)
		nodes[n].stale = UINT8_MAX;
	clear_nodes(tree);
	tree->nodes = nodes;
	tree->width = width;
}

void draw_tree_put(struct draw_tree *tree, uint32_t slot, const struct share_draws *draws)
{
	struct draw_node *leaf = &tree->nodes[tree->width + slot];
	uint8_t changed = 0;
	for (int c = 0; c < CATEGORY_COUNT; c++) {
		const double *sum = draws == NULL ? NULL : draws->categories[c];
		if (sum != NULL || leaf->sum[c] != NULL)
			changed |= (uint8_t)(1u << c);
		leaf->sum[c] = sum;
	}
	leaf->stale = changed; /* where there is but one slot, the leaf is the root */
	for (uint32_t n = (tree->width + slot) / 2; n > 0; n /= 2)
		tree->nodes[n].stale |= changed;
}

static void add_vectors(const double *restrict a, const double *restrict b, double *restrict out)
{
	for (uint32_t k = 0; k < DRAWS; k++)
		out[k] = a[k] + b[k];
}

static void sum_category(struct draw_node *node, const struct draw_node *left, const struct draw_node *right, int c)
{
	const double *a = left->sum[c], *b = right->sum[c];
	if (a == NULL || b == NULL) {
		free(node->own[c]);
		node->own[c] = NULL;
		node->sum[c] = a == NULL ? b : a;
		return;
	}
	if (node->own[c] == NULL)
		node->own[c] = memory_new(DRAWS, sizeof(double));
	add_vectors(a, b, node->own[c]);
	node->sum[c] = node->own[c];
}

uint8_t draw_tree_update(struct draw_tree *tree)
{
	if (tree->width == 0)
		return 0;
	uint8_t changed = tree->nodes[1].stale;
	for (uint32_t n = tree->width; n-- > 1;) {
		struct draw_node *node = &tree->nodes[n];
		for (int c = 0; node->stale != 0 && c < CATEGORY_COUNT; c++)
			if (node->stale & 1u << c)
				sum_category(node, &tree->nodes[2 * n], &tree->nodes[2 * n + 1], c);
		node->stale = 0;
	}
	tree->nodes[1].stale = 0;
	return changed;
}

const double *draw_tree_sum(const struct draw_tree *tree, enum category category)
{
	return tree->width == 0 ? NULL : tree->nodes[1].sum[category];
}
