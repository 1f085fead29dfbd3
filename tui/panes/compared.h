/*
 * A row of A|B: one figure of A and of B, and what they differ by. The lens draws them, `i` explains them.
 */
#ifndef TUI_PANES_COMPARED_H
#define TUI_PANES_COMPARED_H

#include "tui/show.h"
#include "tui/state.h"

/* The rows: the sums, the categories, then a row for each variable of which A or B tries another value. */
enum {
	COMPARED_ONE_OFF,
	COMPARED_P10,
	COMPARED_P90,
	COMPARED_MONTHLY,
	COMPARED_NPV,
	COMPARED_PAYBACK,
	COMPARED_HHI,
	COMPARED_START,
	COMPARED_SUMS,
	COMPARED_TRIED = COMPARED_SUMS + CATEGORY_COUNT
};

struct compared {
	char label[80];
	const char *brief; /* the label where that has no room; NULL: it has none */
	char unit[40];     /* of a and b where neither the label nor a currency above them says it */
	char per[24];      /* "a month", where the label does not say it */
	double a, b;       /* NAN: there is none */
	struct range a_range, b_range; /* of an input: what they are the means of */
	bool plain;                    /* no money */
	bool whole;                    /* a month or a count */
	bool better_up;                /* more is better */
	bool input;                    /* a value tried: neither is better */
	uint32_t beyond_a, beyond_b;   /* a month that is not within so many: ">36"; 0: it is */
	enum bound bound_a, bound_b;   /* how something that is missing shows in it */
	enum bound bound_change;       /* and in B - A */
	bool tried_a, tried_b;         /* it is another one by what A, B tries */
};

/* Rows that there are, filters and `d` apart. */
uint32_t compared_count(const struct app *app);

struct compared compared_of(struct app *app, uint32_t row);

/* The row with this label; NONE: there is none (any more). */
uint32_t compared_find(struct app *app, const char *label);

bool compared_differs(const struct compared *item);

/* B - A, of whole numbers between those that are shown. */
double compared_change(const struct compared *item);

struct shown compared_show_a(const struct compared *item);
struct shown compared_show_b(const struct compared *item);
struct shown compared_show_change(const struct compared *item);

/* How app_share_above stands, the share of draws in which B leaves more money over the horizon than A. */
struct caveat compared_share_caveat(struct app *app);

/* "A: today" and "B: leave*" */
void compared_name_a(const struct app *app, struct str *out);
void compared_name_b(const struct app *app, struct str *out);

#endif
