/*
 * All changes of the choice, in order: undo and redo are steps along it.
 */
#ifndef TUI_HISTORY_H
#define TUI_HISTORY_H

#include "core/figures/bound.h"
#include "core/model/scenario.h"

/* What stood after one change. `b` is the live choice, `a` what it is compared with. */
struct point {
	struct choice a, b;
	uint32_t a_item, b_item;                 /* of the shelf that it came from; NONE */
	double one_off, monthly;                 /* of b, expected; NAN until known */
	double untried_one_off, untried_monthly; /* the same without what b tries */
	uint32_t stuck, a_stuck; /* bindings that a way out, kept as b or a, had to leave where they are */
	bool lower_bound;        /* something is missing from one_off */
	struct lacks lacks;      /* what; its list is: */
	struct lack *missing;    /* the point's own */
	char *head, *tail;       /* what was done; what it did besides ("" for nothing); NULL at the start */
};

struct history {
	struct point *points;
	size_t count, capacity, at;
};

void history_init(struct history *history); /* one point: nothing on, A is today */
void history_clear(struct history *history);

void point_keep_lacks(struct point *point, struct lacks lacks); /* a copy of them */
struct side history_side(const struct point *point);            /* of b; valid as long as the point is */

/* Valid until the next history_begin. */
struct point *history_now(const struct history *history);
struct point *history_before(const struct history *history); /* NULL at the start */

/*
 * A new point after the present one and equal to it, to be changed by the caller; what had been
 * undone is dropped. Both texts are copied.
 */
struct point *history_begin(struct history *history, const char *head, const char *tail);

bool history_undo(struct history *history);
bool history_redo(struct history *history);
bool history_go(struct history *history, size_t at);

#endif
