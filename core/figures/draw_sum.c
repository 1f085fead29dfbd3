#include "core/figures/draw_sum.h"

#include "core/base/memory.h"
#include "core/figures/luck.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FRACTION_BITS = 52, SIZE_BITS = 5, EXPONENT_BIAS = 1023 };

_Static_assert(DBL_MANT_DIG == FRACTION_BITS + 1 && DBL_MAX_EXP == EXPONENT_BIAS + 1, "doubles are binary64");

/*
 * Values of a size s lie below 2^32 times 2^(32 s - 1023). One coarse step is 2^-36 of that, and one fine
 * step 2^-36 of a coarse one: a sum of 2^17 values has less than 2^53 steps of either.
 */
enum { LEAST_SIZE = 2, MOST_SIZE = 62, STEP_BITS = 36, COARSE_EXPONENT = -EXPONENT_BIAS - 4 };

#ifdef UNMOOR_SMALL
enum { MOST_ITEMS = 6 };
#else
enum { MOST_ITEMS = 1 << 17 };
#endif

void draw_sum_init(struct draw_sum *sum)
{
	*sum = (struct draw_sum){0};
}

void draw_sum_clear(struct draw_sum *sum)
{
	free(sum->items);
	free(sum->sizes);
	free(sum->coarse);
	free(sum->fine);
	*sum = (struct draw_sum){0};
}

void draw_sum_make_room(struct draw_sum *sum, uint32_t count)
{
	if (count <= sum->room)
		return;
	sum->items = memory_resize(sum->items, count, sizeof *sum->items);
	sum->sizes = memory_resize(sum->sizes, count, sizeof *sum->sizes);
	for (; sum->room < count; sum->room++) {
		sum->items[sum->room] = NULL;
		sum->sizes[sum->room] = 0;
	}
}

/* --- sizes -------------------------------------------------------------------------------------- */

/* As bits without the sign, which ascend with the magnitude, infinity and NaN above all. */
static uint64_t magnitude(double value)
{
	uint64_t bits;
	memcpy(&bits, &value, sizeof bits);
	return bits & (UINT64_MAX >> 1);
}

/* Two at a time, so that comparisons need not wait for each other. */
static uint8_t size_of(const double *draws)
{
	uint64_t even = 0, odd = 0;
	for (uint32_t k = 0; k < DRAWS; k += 2) {
		uint64_t a = magnitude(draws[k]), b = magnitude(draws[k + 1]);
		even = a > even ? a : even;
		odd = b > odd ? b : odd;
	}
	uint64_t size = (even > odd ? even : odd) >> (FRACTION_BITS + SIZE_BITS);
	return size < LEAST_SIZE ? LEAST_SIZE : (uint8_t)size;
}

static uint8_t largest_size(const struct draw_sum *sum)
{
	uint8_t largest = 0;
	for (uint32_t slot = 0; slot < sum->room; slot++)
		largest = sum->sizes[slot] > largest ? sum->sizes[slot] : largest;
	return largest;
}

/* --- the parts ---------------------------------------------------------------------------------- */

/* What, added and taken away again, rounds a double to whole steps of 2^exponent. */
static double rounder(int exponent)
{
	return ldexp(1.5, FRACTION_BITS + exponent);
}

static void add_in_parts(const double *restrict draws, double sign, double to_coarse, double to_fine,
			 double *restrict coarse, double *restrict fine)
{
	for (uint32_t k = 0; k < DRAWS; k++) {
		double high = draws[k] + to_coarse - to_coarse;
		double low = draws[k] - high + to_fine - to_fine;
		coarse[k] += sign * high;
		fine[k] += sign * low;
	}
}

/* `sign` 1: adds; -1: takes away. */
static void enter(struct draw_sum *sum, const double *draws, double sign)
{
	int step = (sum->grid << SIZE_BITS) + COARSE_EXPONENT;
	add_in_parts(draws, sign, rounder(step), rounder(step - STEP_BITS), sum->coarse, sum->fine);
}

static void make_anew(struct draw_sum *sum, uint8_t grid)
{
	if (sum->coarse == NULL) {
		sum->coarse = memory_new(DRAWS, sizeof *sum->coarse);
		sum->fine = memory_new(DRAWS, sizeof *sum->fine);
	}
	vector_fill(0, sum->coarse);
	vector_fill(0, sum->fine);
	sum->grid = grid;
	for (uint32_t slot = 0; slot < sum->room; slot++)
		if (sum->items[slot] != NULL)
			enter(sum, sum->items[slot], 1);
}

/* --- the sum ------------------------------------------------------------------------------------ */

/* Takes away what a slot holds; false: then the grid is another. */
static bool take(struct draw_sum *sum, uint32_t slot)
{
	uint8_t size = sum->sizes[slot];
	sum->count--;
	sum->sizes[slot] = 0;
	if (sum->grid > size || (sum->grid == size && largest_size(sum) == size)) {
		enter(sum, sum->items[slot], -1);
		return true;
	}
	return false;
}

static bool bring(struct draw_sum *sum, uint32_t slot, const double *draws)
{
	sum->count++;
	sum->sizes[slot] = size_of(draws);
	if (sum->sizes[slot] > sum->grid)
		return false;
	enter(sum, draws, 1);
	return true;
}

void draw_sum_put(struct draw_sum *sum, uint32_t slot, const double *draws)
{
	bool fits = true;
	if (sum->items[slot] != NULL)
		fits = take(sum, slot);
	sum->items[slot] = draws;
	if (draws != NULL)
		fits = bring(sum, slot, draws) && fits;
	if (!fits || sum->count > MOST_ITEMS)
		sum->grid = 0;
}

static void add_in_turn(const struct draw_sum *sum, double *out)
{
	for (uint32_t slot = 0; slot < sum->room; slot++)
		if (sum->items[slot] != NULL)
			vector_add(sum->items[slot], 1, out);
}

static void add_parts(const double *restrict coarse, const double *restrict fine, double *restrict out)
{
	for (uint32_t k = 0; k < DRAWS; k++)
		out[k] += coarse[k] + fine[k];
}

void draw_sum_add_to(struct draw_sum *sum, double *out)
{
	uint8_t size = sum->grid != 0 ? sum->grid : largest_size(sum);
	if (sum->count == 0)
		return;
	if (size > MOST_SIZE || sum->count > MOST_ITEMS) {
		add_in_turn(sum, out);
		return;
	}
	if (sum->grid == 0)
		make_anew(sum, size);
	add_parts(sum->coarse, sum->fine, out);
}
