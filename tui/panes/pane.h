/*
 * A pane: what one view shows, as a const struct of functions. Every pane is a pure function from
 * struct app to cells; what it has to know of its rows it keeps in its struct view.
 *
 * For a pane of rows the calls are: refresh (when its view is stale: fills view->rows), count,
 * draw; and, for the row under the cursor, text (find, filter), open (Enter), toggle (Space).
 */
#ifndef TUI_PANES_PANE_H
#define TUI_PANES_PANE_H

#include "tui/show.h"
#include "tui/state.h"

struct pane {
	const char *name;                                /* "Cost" */
	bool unit_below;                                 /* no head says the currency: the box does */
	bool unit_alone;                                 /* without rows, too */
	bool groups;                                     /* in any order but the first it has one */
	void (*title)(struct app *app, struct str *out); /* NULL: its name */
	void (*left_out)(struct app *app, struct area area, struct str *out); /* of an area; NULL: nothing */
	void (*refresh)(struct app *app, struct view *view);                  /* NULL: nothing to make anew */
	uint32_t (*count)(struct app *app); /* rows that the cursor can be on */
	void (*text)(struct app *app, uint32_t row,
		     struct str *out); /* what a row is found by; NULL: nothing */
	void (*draw)(struct app *app, struct grid *grid, struct area area, bool focus);
	unsigned (*open)(struct app *app, uint32_t row);      /* NULL: does nothing */
	unsigned (*toggle)(struct app *app, uint32_t row);    /* NULL: does nothing */
	int (*box)(struct app *app, uint32_t row, int width); /* column of its "[x]", -1: none; NULL: never */
	const char *const *orders;                            /* names, ends with NULL; NULL: one order */
	const enum action *bar; /* what the bottom row offers; ends with ACTION_NONE */
};

extern const struct pane pane_providers, pane_tree, pane_cost, pane_range, pane_when, pane_ab, pane_loops,
	pane_migrations;

const struct pane *pane_of(enum view_id id);

/* Adds one row to a view's rows. */
void pane_add_row(struct view *view, uint32_t row);

/*
 * True when the view's filter lets one of two texts (other may be NULL) through. What takes too long,
 * alone or after all the others, is left out and counted in view->untried.
 */
bool pane_keeps(struct view *view, const char *text, const char *other);

/* Draws one row of a list in `area`, which is one row high and begins behind the cursor's column. */
struct pane_row {
	struct app *app;
	struct grid *grid;
	struct area area;
	uint32_t row;
};

/*
 * Draws the rows that are visible: fits the list, calls `draw` for each, marks the cursor's row and
 * what was found. focus: the pane has it.
 */
void pane_list(struct app *app, struct grid *grid, struct area area, struct list *list, uint32_t count,
	       bool focus, void (*draw)(const struct pane_row *row));

/* The same without a list's scrolling: rows first .. end - 1, as many as fit. */
void pane_part(struct app *app, struct grid *grid, struct area area, struct list *list, uint32_t first,
	       uint32_t end, bool focus, void (*draw)(const struct pane_row *row));

/* What is to be known of a figure of the live choice: its bound, and whether it is tried. */
struct caveat pane_caveat(struct app *app, enum app_figure figure, uint32_t subject, enum bound bound);

/* The same of P10, P50 and P90: FIGURE_QUANTILE or FIGURE_NPV_QUANTILE. */
struct caveats {
	struct caveat p10, p50, p90;
};
struct caveats pane_caveats(struct app *app, enum app_figure figure, enum bound bound);

/* The x of the column that begins `width` columns before the area's right end, which is taken away. */
int pane_take_right(struct area *area, int width);

/* One line of text, cut at its end, in an area's n-th row. */
void pane_line(struct grid *grid, struct area area, int row, const char *text, enum role role);

/* The length that bars are drawn to: a round figure not below `most`, so that they keep their scale while
 * figures change. */
double pane_scale(double most);

/* A sentence of ours in ASCII, wrapped, from an area's n-th row on. */
void pane_words(struct grid *grid, struct area area, int row, const char *text, enum role role);

/* A vertical line between two parts. */
void pane_rule(struct grid *grid, struct area area);

/* The first binding that rests on a provider and that a migration can move, as the tree shows them; or NONE.
 */
uint32_t pane_first_movable(struct app *app, uint32_t provider);

/* The names of those that an offering fails with, "nobody" when there are none. */
void pane_rests_text(struct app *app, uint32_t offering, struct str *out);

/* The same behind what is in `out`, in so many columns of it: names without room are counted, "Google +4". */
void pane_rests_within(struct app *app, const struct grid *grid, uint32_t offering, int width,
		       struct str *out);

/* --- the cost lens by provider and by team (cost_groups.c) --- */

enum cost_order { COST_BY_CATEGORY, COST_BY_PROVIDER, COST_BY_TEAM };

/* As in struct pane; nothing is left in the view where it is by category. */
void cost_groups_refresh(struct app *app, struct view *view);
void cost_groups_text(struct app *app, uint32_t row, struct str *out);
void cost_groups_draw(struct app *app, struct grid *grid, struct area area, bool focus);

/* What a row stands for: a provider, or the text of a team's name (0: those without a team). */
uint32_t cost_groups_subject(struct app *app, uint32_t row);

/* --- the lens of the range (range.c) --- */

/* How many columns its histogram has as it is drawn now; 0: none. */
int range_columns(struct app *app);

/* --- the lens of start months (when.c) --- */

/* What ends on a row: one of the two, or neither where it is a date of the law or no row at all. */
struct when_row {
	uint32_t commitment, credit; /* indices of the model, or NONE */
};

struct when_row when_row_at(struct app *app, uint32_t row);

/* --- shared by the cost lens and small screens (verdict.c) --- */

/* The verdict of the live choice, as many rows as fit. */
void verdict_draw(struct app *app, struct grid *grid, struct area area);

/* What its marks are for, in fewer and fewer words: "1 tried (*), 1 missing (+)", "1 tried *, 1 missing +",
 * "* tried + missing", "? tells the marks"; nothing where there are none. */
enum verdict_words { VERDICT_LONG, VERDICT_SHORT, VERDICT_SIGNS, VERDICT_KEY, VERDICT_WORDS_COUNT };
void verdict_doubts(struct app *app, enum verdict_words words, struct str *out);

#endif
