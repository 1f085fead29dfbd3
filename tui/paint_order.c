#include "tui/paint_order.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { PASSES = 3, LONGEST_SHIFT = 4 };

struct plan_of_ways {
	size_t count;
	unsigned char *order;
	uint8_t cost[PAINT_STOPS_MOST][PAINT_STOPS_MOST]; /* from the end of one to the start of another */
};

size_t paint_digits(int number)
{
	return number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 4;
}

/* "ESC [ n letter", without the n when it is 1. */
static size_t step(int count)
{
	return count == 1 ? 3 : 3 + paint_digits(count);
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t along(int down)
{
	if (down < 0)
		return step(-down);
	return down < 4 ? (size_t)down : 4;
}

static size_t across(int from, int to)
{
	if (to > from)
		return step(to - from);
	if (to == from)
		return 0;
	return to == 0 ? 1 : smaller((size_t)(from - to), step(from - to));
}

size_t paint_way(int from_x, int from_y, int x, int y)
{
	size_t straight = 3 + paint_digits(y + 1) + (x ? 1 + paint_digits(x + 1) : 0);
	return from_x < 0 ? straight : smaller(straight, along(y - from_y) + across(from_x, x));
}

static void fill_costs(struct plan_of_ways *plan, const struct paint_stop *stops,
		       const unsigned char *style_bytes)
{
	for (size_t i = 0; i < plan->count; i++) {
		for (size_t j = 0; j < plan->count; j++) {
			size_t way = paint_way(stops[i].end, stops[i].y, stops[j].x, stops[j].y);
			bool same = stops[i].end_style == stops[j].style;
			plan->cost[i][j] = (uint8_t)(way + (same ? 0 : style_bytes[stops[j].style]));
		}
	}
}

static int cost_between(const struct plan_of_ways *plan, size_t at, size_t next)
{
	return plan->cost[plan->order[at]][plan->order[next]];
}

/* Where between two others the stops at .. at + length - 1 save most; `at` when nowhere. */
static size_t best_place(const struct plan_of_ways *plan, size_t at, size_t length)
{
	size_t last = at + length - 1, best = at;
	int gain = cost_between(plan, at - 1, at) + cost_between(plan, last, last + 1) -
		   cost_between(plan, at - 1, last + 1);
	int most = 0;
	for (size_t before = 0; before + 1 < plan->count; before++) {
		if (before + 1 >= at && before <= last)
			continue;
		int saved = gain + cost_between(plan, before, before + 1) - cost_between(plan, before, at) -
			    cost_between(plan, last, before + 1);
		if (saved > most) {
			most = saved;
			best = before + 1;
		}
	}
	return best;
}

/* Moves length stops from `at` to before the one that stands at `to` now. */
static void shift(unsigned char *order, size_t at, size_t length, size_t to)
{
	unsigned char moved[LONGEST_SHIFT];
	memcpy(moved, order + at, length);
	if (to > at) {
		memmove(order + at, order + at + length, to - at - length);
		memcpy(order + to - length, moved, length);
	} else {
		memmove(order + to + length, order + to, at - to);
		memcpy(order + to, moved, length);
	}
}

static bool improve(struct plan_of_ways *plan)
{
	bool improved = false;
	for (size_t length = 1; length <= LONGEST_SHIFT; length++) {
		for (size_t at = 1; at + length < plan->count; at++) {
			size_t to = best_place(plan, at, length);
			if (to == at)
				continue;
			shift(plan->order, at, length, to);
			improved = true;
		}
	}
	return improved;
}

void paint_order(const struct paint_stop *stops, size_t count, const unsigned char *style_bytes,
		 unsigned char *order)
{
	struct plan_of_ways plan = {.count = count, .order = order};
	if (count > PAINT_STOPS_MOST)
		return;
	for (size_t i = 0; i < count; i++)
		order[i] = (unsigned char)i;
	fill_costs(&plan, stops, style_bytes);
	for (int pass = 0; pass < PASSES && improve(&plan); pass++)
		continue;
}
