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
