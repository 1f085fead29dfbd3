#include "core/figures/order.h"

#include <stdlib.h>
#include <string.h>

static int compare_named(const void *left, const void *right)
{
	const struct named *a = left, *b = right;
	int by_id = strcmp(a->id, b->id);
	if (by_id != 0)
		return by_id;
	return (a->index > b->index) - (a->index < b->index);
}

void order_by_id(struct named *items, size_t count)
{
	if (count > 1)
		qsort(items, count, sizeof *items, compare_named);
}
