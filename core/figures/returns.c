#include "core/figures/returns.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A block of the matrix: rows and columns 0 .. count - 1. */
struct block {
	double *steps;
	size_t stride;
	double *lost;
	uint32_t count;
};

static double *block_row(const struct block *block, uint32_t row)
{
	return block->steps + row * block->stride;
}

/* States first .. last - 1. */
struct span {
	uint32_t first, last;
};

/* So many states are left out at once: their rows stay near while all others pass by. */
enum { PANEL = 16 };

static void add_row(double *row, double share, const double *leads, struct span span)
{
	for (uint32_t j = span.first; j < span.last; j++)
		row[j] += share * leads[j];
}

static double sum_row(const double *row, struct span span)
{
	double sum = 0;
	for (uint32_t j = span.first; j < span.last; j++)
		sum += row[j];
	return sum;
}

/* What goes from row to `state` goes on to where it leads: to the rest of the panel, and to nowhere. The
 * share. */
static double pass_on(const struct block *block, uint32_t row, uint32_t state, double leaves,
		      struct span rest)
{
	double *from = block_row(block, row);
	double share = from[state] / leaves;
	if (share == 0)
		return 0;
	add_row(from, share, block_row(block, state), rest);
	block->lost[row] += share * block->lost[state];
	return share;
}

/* Leaves out the states of the panel one after the other, first among themselves, then for the others. */
static void bypass(const struct block *block, struct span panel, struct span others)
{
	double leaves[PANEL], shares[PANEL];
	for (uint32_t k = panel.first; k < panel.last; k++) {
		struct span rest = {k + 1, panel.last};
		const double *leads = block_row(block, k);
		leaves[k - panel.first] = block->lost[k] + sum_row(leads, rest) + sum_row(leads, others);
		for (uint32_t i = k + 1; i < panel.last; i++)
			add_row(block_row(block, i), pass_on(block, i, k, leaves[k - panel.first], rest),
				leads, others);
	}
	for (uint32_t i = others.first; i < others.last; i++) {
		for (uint32_t k = panel.first; k < panel.last; k++)
			shares[k - panel.first] = pass_on(block, i, k, leaves[k - panel.first],
							  (struct span){k + 1, panel.last});
		for (uint32_t k = panel.first; k < panel.last; k++)
			if (shares[k - panel.first] != 0)
				add_row(block_row(block, i), shares[k - panel.first], block_row(block, k),
					others);
	}
}

static void find_half(const struct block *block, double *returns);

/* Leaves the states from `half` on out of a copy. */
static void find_front(const struct block *block, uint32_t half, double *returns)
{
	uint32_t count = block->count;
	struct block copy = {memory_new((size_t)count * count, sizeof(double)), count,
			     memory_new(count, sizeof(double)), count};
	for (uint32_t i = 0; i < count; i++)
		memcpy(block_row(&copy, i), block_row(block, i), count * sizeof(double));
	memcpy(copy.lost, block->lost, count * sizeof(double));
	for (uint32_t last = count; last > half;) {
		uint32_t first = last - half > PANEL ? last - PANEL : half;
		bypass(&copy, (struct span){first, last}, (struct span){0, first});
		last = first;
	}
	copy.count = half;
	find_half(&copy, returns);
	free(copy.steps);
	free(copy.lost);
}

static void find_back(const struct block *block, uint32_t half, double *returns)
{
	for (uint32_t first = 0; first < half;) {
		uint32_t last = half - first > PANEL ? first + PANEL : half;
		bypass(block, (struct span){first, last}, (struct span){last, block->count});
		first = last;
	}
	struct block rest = {block_row(block, half) + half, block->stride, block->lost + half,
			     block->count - half};
	find_half(&rest, returns + half);
}

/* Halves call this again: as deep as the count has binary digits. */
static void find_half(const struct block *block, double *returns)
{
	if (block->count == 1) {
		returns[0] = block->steps[0] / (block->steps[0] + block->lost[0]);
		return;
	}
	find_front(block, block->count / 2, returns);
	find_back(block, block->count / 2, returns);
}

void returns_find(double *steps, double *lost, uint32_t count, double *returns)
{
	struct block block = {steps, count, lost, count};
	if (count > 0)
		find_half(&block, returns);
}
