/*
 * The histogram in the lens of the range. Private to tui/panes/range.c.
 */
#ifndef TUI_PANES_RANGE_PLOT_H
#define TUI_PANES_RANGE_PLOT_H

#include "tui/panes/pane.h"

/* What the one-off cost lacks. */
enum bound range_bound(struct app *app);

/* Columns with P10, P50 and P90 above and below them, over an axis; nothing where there is no room. */
void range_plot_draw(struct app *app, struct grid *grid, struct area area);

/* The same in an area of one row, between its ends. */
void range_plot_draw_strip(struct app *app, struct grid *grid, struct area area);

/* How many columns the one or the other has there; 0: none, also where all draws are alike. */
int range_plot_columns(struct app *app, struct area area, bool in_one_row);

#endif
