/*
 * What the files of the lens of start months share behind pane.h: what ends when, the curves and their axis.
 */
#ifndef TUI_PANES_WHEN_PARTS_H
#define TUI_PANES_WHEN_PARTS_H

#include "tui/panes/pane.h"

enum { WHEN_MOST_MARKS = 64, WHEN_MOST_COLUMNS = 512 };

struct when_mark {
	uint32_t month;
	bool legal;               /* a date of the law, not of a contract */
	struct when_row of;       /* what ends */
	const char *name;         /* whose; "" of the law's */
	const char *what, *brief; /* "commitment ends", "commitment" */
	char left[40];            /* ", 600k left" */
};

struct when_marks {
	uint32_t count;
	struct when_mark items[WHEN_MOST_MARKS];
};

/* What ends, by weight: commitments, the day from which switching is free, credits. */
void when_collect(const struct app *app, struct when_marks *marks);

const char *when_sign(const struct when_mark *mark);

struct when_curve {
	const char *name;
	const double *values;
	enum role up, down;
	uint32_t best;        /* month that is marked, or NONE */
	struct caveat caveat; /* what is to be known of the values */
};

/* The first month that a column of a curve stands for, up to that of the next: the curve takes the whole
 * width. */
uint32_t when_month(uint32_t months, int width, int column);

/* The first column of a month; of several months that share one, that one. */
int when_column(uint32_t months, int width, uint32_t month);

/*
 * The axis: months, the present start (▲), the best one (◆; NONE: it is not marked), the day of the law (§),
 * what ends (▼). Each stands in its month, or, where one of more weight has that column, beside it if the
 * order of the months allows it, or nowhere.
 */
void when_draw_axis(struct app *app, struct grid *grid, struct area area, uint32_t best);

/* With a head and a scale. */
void when_draw_curve(struct app *app, struct grid *grid, struct area area, const struct when_curve *curve);

/* In one row: between its lowest and its highest. */
void when_draw_strip(struct app *app, struct grid *grid, struct area area, const struct when_curve *curve);

#endif
