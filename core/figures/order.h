/*
 * Order: by number, and by id as the lists of the report are sorted (bytes, never the locale's).
 */
#ifndef CORE_FIGURES_ORDER_H
#define CORE_FIGURES_ORDER_H

#include <stddef.h>
#include <stdint.h>

/* Something that has an id: what stands at `index` of its own list. */
struct named {
	const char *id;
	uint32_t index;
};

/* -1, 0 or 1 as a is less than, equal to or more than b: what a comparison for order_sort returns. */
int order_of(double a, double b);

/* As qsort, but none (of NULL, too) are sorted already. */
void order_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));

/*
 * The first of items that ascend by a number whose number is `key` or above, `count` where none is; `first`
 * is the number of the first item, the others come `size` bytes after each other.
 */
uint32_t order_find(const uint32_t *first, uint32_t count, size_t size, uint32_t key);

/* Sorts by id, equal ids by index. */
void order_by_id(struct named *items, size_t count);

#endif
