/*
 * The best few of many: a bounded heap of variables by how much they matter.
 */
#ifndef CORE_FIGURES_TOP_H
#define CORE_FIGURES_TOP_H

#include "core/figures/share.h"

enum { TOP_SIZE = 50, VARIABLE_NAME_SIZE = 512 };

enum variable_kind {
	VARIABLE_RATE,
	VARIABLE_OVERRUN,
	VARIABLE_OVERLAP,
	VARIABLE_DRIVER,     /* index: driver */
	VARIABLE_ONBOARDING, /* index: provider */
	VARIABLE_EXTRA,      /* index: migration of the plan */
	VARIABLE_COUNT       /* index: count; binding */
};

struct variable {
	enum variable_kind kind;
	uint32_t index, binding;
	double swing;     /* total with it at its high end less total at its low end */
	double low, high; /* what that adds to the total: below and above 0 */
};

/* A heap whose first item is the least of those that are kept. */
struct top {
	const struct plan *plan;
	struct variable items[TOP_SIZE];
	uint32_t count;
};

/* The name that the report gives it, as spec.md section 11 ends. Ids have at most 128 bytes. */
void variable_name(const struct plan *plan, const struct variable *variable, char name[VARIABLE_NAME_SIZE]);

/* True when a comes before b: by falling absolute swing, then by name. */
bool variable_before(const struct plan *plan, const struct variable *a, const struct variable *b);

void top_init(struct top *top, const struct plan *plan);

/* Keeps it, or not. */
void top_offer(struct top *top, const struct variable *variable);

/* True when nothing with this absolute swing can be kept any more. */
bool top_is_above(const struct top *top, double swing);

/* Sorts the items, the best first; then nothing more may be offered. */
void top_sort(struct top *top);

#endif
