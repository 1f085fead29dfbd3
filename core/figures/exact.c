#include "core/figures/exact.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { DIGIT_BITS = 32, LEAST_EXPONENT = -1074, FRACTION_BITS = 52, EXPONENT_MASK = 0x7ff };

_Static_assert(DBL_MANT_DIG == FRACTION_BITS + 1 && DBL_MAX_EXP == 1024, "doubles are binary64");

static const int64_t BASE = INT64_C(1) << DIGIT_BITS;

/* A digit grows by less than 2^32 an entry, so that this many fit beside each other. */
#ifdef UNMOOR_SMALL
static const uint32_t MOST_ENTRIES = 8;
#else
static const uint32_t MOST_ENTRIES = UINT32_C(1) << 30;
#endif

/* Brings all digits but the highest into 0 .. 2^32 - 1; that one has the sign. */
static void carry(struct exact *sum)
{
	for (uint32_t d = sum->low; d < sum->high && d + 1 < EXACT_DIGITS; d++) {
		int64_t over = sum->digits[d] / BASE;
		if (d + 1 == sum->high && over == 0)
			break;
		if (sum->digits[d] % BASE < 0)
			over--;
		sum->digits[d] -= over * BASE;
		sum->digits[d + 1] += over;
		if (d + 1 == sum->high)
			sum->high++;
	}
	sum->entries = 1;
}

static void widen(struct exact *sum, uint32_t low, uint32_t high, uint32_t entries)
{
	if (sum->entries > MOST_ENTRIES - entries)
		carry(sum);
	if (sum->high == 0 || low < sum->low)
		sum->low = low;
	if (high > sum->high)
		sum->high = high;
	sum->entries += entries;
	assert(sum->entries <= MOST_ENTRIES);
}

void exact_add(struct exact *sum, double value)
{
	uint64_t bits;
	memcpy(&bits, &value, sizeof bits);
	uint32_t exponent = (uint32_t)(bits >> FRACTION_BITS) & EXPONENT_MASK;
	uint64_t fraction = bits & ((UINT64_C(1) << FRACTION_BITS) - 1);
	if (exponent > 0)
		fraction |= UINT64_C(1) << FRACTION_BITS;
	if (fraction == 0)
		return;
	uint32_t place = exponent > 0 ? exponent - 1 : 0;
	uint32_t d = place / DIGIT_BITS, shift = place % DIGIT_BITS;
	uint64_t lower = fraction << shift, upper = shift > 0 ? fraction >> (64 - shift) : 0;
	int64_t sign = bits >> 63 ? -1 : 1;
	widen(sum, d, d + 3, 1);
	sum->digits[d] += sign * (int64_t)(lower & UINT32_MAX);
	sum->digits[d + 1] += sign * (int64_t)(lower >> DIGIT_BITS);
	sum->digits[d + 2] += sign * (int64_t)upper;
}

static void add_digits(struct exact *sum, const struct exact *other, int64_t sign)
{
	struct exact carried;
	if (other->entries > MOST_ENTRIES / 2) {
		carried = *other;
		carry(&carried);
		other = &carried;
	}
	if (other->high == 0)
		return;
	widen(sum, other->low, other->high, other->entries);
	for (uint32_t d = other->low; d < other->high; d++)
		sum->digits[d] += sign * other->digits[d];
}

void exact_add_sum(struct exact *sum, const struct exact *other)
{
	add_digits(sum, other, 1);
}

void exact_take_sum(struct exact *sum, const struct exact *other)
{
	add_digits(sum, other, -1);
}

static double digit_value(const struct exact *sum, int64_t d)
{
	return d < 0 ? 0 : ldexp((double)sum->digits[d], (int)d * DIGIT_BITS + LEAST_EXPONENT);
}

double exact_value(const struct exact *sum)
{
	struct exact carried = *sum;
	carry(&carried);
	int64_t top = (int64_t)carried.high - 1;
	bool negative = top >= 0 && carried.digits[top] < 0;
	if (negative) {
		carried = (struct exact){.high = 0};
		exact_take_sum(&carried, sum);
		carry(&carried);
		top = (int64_t)carried.high - 1;
	}
	while (top >= 0 && carried.digits[top] == 0)
		top--;
	if (top < 0)
		return 0;
	double value = digit_value(&carried, top) +
		       (digit_value(&carried, top - 1) + digit_value(&carried, top - 2));
	return negative ? -value : value;
}
