/*
 * Which migrations of a plan move which binding, looked up from the binding's side.
 */
#ifndef TUI_MOVERS_H
#define TUI_MOVERS_H

#include "core/model/scenario.h"

struct mover_part {
	uint32_t offering, count; /* bindings that are on it today */
};

struct movers {
	uint32_t plan_count;  /* of the plan that it was made for */
	uint32_t *first;      /* [binding_count + 1] into migrations */
	uint32_t *migrations; /* ascending for each binding */
	uint32_t *movable;    /* [offering_count] bindings that some migration can move */
	uint32_t *first_part; /* [plan_count + 1] into parts */
	struct mover_part *parts;
};

/* Brings it up to the plan, which may have grown. */
void movers_refresh(struct movers *movers, const struct plan *plan);
void movers_clear(struct movers *movers);

/* The migrations that can move a binding: ascending indices, their number in *count. */
const uint32_t *movers_of(const struct movers *movers, uint32_t binding, uint32_t *count);

/* The one that moves it in this choice, or NONE. */
uint32_t movers_on(const struct movers *movers, const struct choice *choice, uint32_t binding);

/* How many of the bindings on an offering are moved in this choice. */
uint32_t movers_moved(const struct movers *movers, const struct choice *choice, uint32_t offering);

#endif
