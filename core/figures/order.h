/*
 * Order by id: how lists of the report are sorted. Bytes, never the locale's.
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

/* Sorts by id, equal ids by index. */
void order_by_id(struct named *items, size_t count);

#endif
