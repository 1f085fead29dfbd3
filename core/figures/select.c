#include "core/figures/select.h"

#include "core/base/memory.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/*
 * One pass puts the values into equal cells between the smallest and the largest, which keeps
 * their order; only the few of the cell that holds the rank are then looked at one by one. All
 * ranks share the first pass.
 */
enum { CELLS = 512 };

struct cells {
	double low, scale;
	uint32_t count[CELLS];
};

/* Never falls when the value rises: every step of it is monotone, rounding included. */
static uint32_t cell_of(const struct cells *cells, double value)
{
	uint32_t cell = (uint32_t)((value - cells->low) * cells->scale);
	return cell < CELLS ? cell : CELLS - 1;
}

/* Four at a time, so that comparisons need not wait for each other. */
static double find_low(const double *values, uint32_t count, double *high)
{
	double low[4], top[4];
	uint32_t i = 0;
	for (int j = 0; j < 4; j++)
		low[j] = top[j] = values[0];
	for (; i + 4 <= count; i += 4)
		for (uint32_t j = 0; j < 4; j++) {
			double value = values[i + j];
			low[j] = value < low[j] ? value : low[j];
			top[j] = value > top[j] ? value : top[j];
		}
	for (; i < count; i++) {
		low[0] = values[i] < low[0] ? values[i] : low[0];
		top[0] = values[i] > top[0] ? values[i] : top[0];
	}
	for (int j = 1; j < 4; j++) {
		low[0] = low[j] < low[0] ? low[j] : low[0];
		top[0] = top[j] > top[0] ? top[j] : top[0];
	}
	*high = top[0];
	return low[0];
}

static int compare_values(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return (a > b) - (a < b);
}

/* The rank-th smallest of the values of one cell. */
static double select_in_cell(const struct cells *cells, const double *values, uint32_t count, uint32_t cell,
			     uint32_t rank, double *scratch)
{
	uint32_t found = 0;
	for (uint32_t i = 0; i < count; i++) {
		scratch[found] = values[i];
		found += cell_of(cells, values[i]) == cell;
	}
	qsort(scratch, found, sizeof *scratch, compare_values);
	return scratch[rank - 1];
}

static void select_by_cells(struct cells *cells, const double *values, uint32_t count, const uint32_t *ranks,
			    uint32_t rank_count, double *out)
{
	double *scratch =
		memory_new(count + 1, sizeof *scratch); /* one more: a slot is written before it is kept */
	for (uint32_t i = 0; i < CELLS; i++)
		cells->count[i] = 0;
	for (uint32_t i = 0; i < count; i++)
		cells->count[cell_of(cells, values[i])]++;
	uint32_t cell = 0, below = 0;
	for (uint32_t r = 0; r < rank_count; r++) {
		while (below + cells->count[cell] < ranks[r])
			below += cells->count[cell++];
		out[r] = select_in_cell(cells, values, count, cell, ranks[r] - below, scratch);
	}
	free(scratch);
}

void select_ranks(const double *values, uint32_t count, const uint32_t *ranks, uint32_t rank_count,
		  double *out)
{
	assert(count > 0 && ranks[rank_count - 1] <= count);
	struct cells cells;
	double high;
	cells.low = find_low(values, count, &high);
	cells.scale = CELLS / (high - cells.low);
	if (cells.low == high || !isfinite(cells.scale)) { /* all equal, but for what no figure shows */
		for (uint32_t r = 0; r < rank_count; r++)
			out[r] = cells.low;
		return;
	}
	select_by_cells(&cells, values, count, ranks, rank_count, out);
}

uint32_t select_rank(double p, uint32_t count)
{
	double rank = ceil(p * count);
	return rank < 1 ? 1 : rank > count ? count : (uint32_t)rank;
}
