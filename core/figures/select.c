#include "core/figures/select.h"

#include "core/base/memory.h"
#include "core/figures/order.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * A first pass puts the values into equal cells between the smallest and the largest, which keeps
 * their order; a second one picks up the few of those cells that hold a rank, and only they are
 * sorted.
 */
enum { CELLS = 512, MOST_RANKS = 8 };

struct cells {
	double low, scale;
	uint32_t count[CELLS];
	uint8_t wanted[CELLS]; /* 1 + which of the picked cells it is, or 0 */
};

/* A cell that holds a rank. */
struct pick {
	double *values;
	uint32_t cell, count;
};

/*
 * Never falls when the value rises: every step of it is monotone, rounding included. Where the values are
 * so far apart that their difference is infinite the scale is 0, and what is that far above gives no number.
 */
static uint32_t cell_of(const struct cells *cells, double value)
{
	double cell = (value - cells->low) * cells->scale;
	return cell < CELLS ? (uint32_t)cell : CELLS - 1;
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
	return order_of(a, b);
}

static void count_cells(struct cells *cells, const double *values, uint32_t count)
{
	memset(cells->count, 0, sizeof cells->count);
	memset(cells->wanted, 0, sizeof cells->wanted);
	for (uint32_t i = 0; i < count; i++)
		cells->count[cell_of(cells, values[i])]++;
}

/* The cells that hold the ranks, each once; which of them holds each, and the rank within it. */
static uint32_t find_picks(struct cells *cells, const uint32_t *ranks, uint32_t rank_count,
			   struct pick *picks, uint32_t *pick_of, uint32_t *within)
{
	uint32_t cell = 0, below = 0, found = 0;
	for (uint32_t r = 0; r < rank_count; r++) {
		while (below + cells->count[cell] < ranks[r])
			below += cells->count[cell++];
		if (cells->wanted[cell] == 0) {
			picks[found] = (struct pick){.cell = cell};
			cells->wanted[cell] = (uint8_t)++found;
		}
		pick_of[r] = cells->wanted[cell] - 1u;
		within[r] = ranks[r] - below;
	}
	return found;
}

static void pick_up(const struct cells *cells, const double *values, uint32_t count, struct pick *picks)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t wanted = cells->wanted[cell_of(cells, values[i])];
		if (wanted != 0)
			picks[wanted - 1].values[picks[wanted - 1].count++] = values[i];
	}
}

static void select_by_cells(struct cells *cells, const double *values, uint32_t count, const uint32_t *ranks,
			    uint32_t rank_count, double *out)
{
	struct pick picks[MOST_RANKS];
	uint32_t pick_of[MOST_RANKS], within[MOST_RANKS], used = 0;
	count_cells(cells, values, count);
	uint32_t pick_count = find_picks(cells, ranks, rank_count, picks, pick_of, within);
	double *room = memory_new(count, sizeof *room);
	for (uint32_t p = 0; p < pick_count; p++) {
		picks[p].values = room + used;
		used += cells->count[picks[p].cell];
	}
	pick_up(cells, values, count, picks);
	for (uint32_t p = 0; p < pick_count; p++)
		order_sort(picks[p].values, picks[p].count, sizeof *room, compare_values);
	for (uint32_t r = 0; r < rank_count; r++)
		out[r] = picks[pick_of[r]].values[within[r] - 1];
	free(room);
}

void select_ranks(const double *values, uint32_t count, const uint32_t *ranks, uint32_t rank_count,
		  double *out)
{
	assert(count > 0 && rank_count > 0 && rank_count <= MOST_RANKS && ranks[rank_count - 1] <= count);
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
