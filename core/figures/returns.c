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

static double sum_row(const double *row, uint32_t first, uint32_t last)
{
	double sum = 0;
	for (uint32_t j = first; j < last; j++)
		sum += row[j];
	return sum;
}

static void add_row(double *restrict row, double share, const double *restrict other, uint32_t first,
		    uint32_t last)
{
	for (uint32_t j = first; j < last; j++)
		row[j] += share * other[j];
}

/* Leaves a state out: what went through it goes on to where it leads, among states first .. last - 1. */
static void bypass(const struct block *block, uint32_t state, uint32_t first, uint32_t last)
{
	const double *leads = block_row(block, state);
	double leaves = block->lost[state] + sum_row(leads, first, last);
	for (uint32_t i = first; i < last; i++) {
		double *row = block_row(block, i), share = row[state] / leaves;
		if (share == 0)
			continue;
		add_row(row, share, leads, first, last);
		block->lost[i] += share * block->lost[state];
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
	for (uint32_t k = count; k-- > half;)
		bypass(&copy, k, 0, k);
	copy.count = half;
	find_half(&copy, returns);
	free(copy.steps);
	free(copy.lost);
}

static void find_back(const struct block *block, uint32_t half, double *returns)
{
	for (uint32_t k = 0; k < half; k++)
		bypass(block, k, k + 1, block->count);
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
