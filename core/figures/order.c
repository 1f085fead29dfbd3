#include "core/figures/order.h"

#include <stdlib.h>
#include <string.h>

int order_of(double a, double b)
{
	return (a > b) - (a < b);
}

void order_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	if (items != NULL)
		qsort(items, count, size, compare);
}

uint32_t order_find(const uint32_t *first, uint32_t count, size_t size, uint32_t key)
{
	uint32_t low = 0, high = count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const uint32_t *at = (const uint32_t *)(const void *)((const char *)first + middle * size);
		if (*at < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int compare_named(const void *left, const void *right)
{
	const struct named *a = left, *b = right;
	int by_id = strcmp(a->id, b->id);
	return by_id != 0 ? by_id : order_of(a->index, b->index);
}

void order_by_id(struct named *items, size_t count)
{
	order_sort(items, count, sizeof *items, compare_named);
}
