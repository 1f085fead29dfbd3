/*
 * Parts of the drawn screen: what the mouse has to know of it, and the prompt.
 */
#ifndef TUI_DRAW_H
#define TUI_DRAW_H

#include "tui/state.h"

/* The lens (from 0) whose tab is at x, y; -1: none. */
int draw_lens_at(const struct layout *layout, int x, int y);

enum { DRAW_UNIT_MOST = 8 }; /* columns of a unit for which heads and the trail have room */

/* The box around a pane: its title, and in its lower border what it leaves out, what the marks of its figures
 * are for, the unit of rows that have no head for it, and the row of the cursor. */
void draw_border(struct app *app, struct grid *grid, struct area area, enum view_id id, const char *title,
		 bool focus);

/* The keys that work in the line that is typed, in place of those that are text now. */
void draw_prompt_keys(struct app *app, struct grid *grid, struct area area);

/* The line that is typed, and what is wrong with it: beside it, or in rows above it where it is longer. */
void draw_prompt(struct app *app, struct grid *grid, const struct layout *layout);

#endif
