/*
 * Cells: what the screen shows, before any terminal is involved. Pure.
 *
 * A cell holds a role, never a colour; term.c turns roles into what the terminal can show. Text put
 * here is the one door to the screen: everything that is not printable becomes a visible stand-in.
 */
#ifndef TUI_GRID_H
#define TUI_GRID_H

#include "core/base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum role {
	ROLE_TEXT,
	ROLE_MUTED,    /* borders, hints, what matters less */
	ROLE_TITLE,    /* pane titles */
	ROLE_FOCUS,    /* border and title of the pane with the focus */
	ROLE_CURSOR,   /* the row under the cursor in the focused pane */
	ROLE_SELECTED, /* the row under the cursor in another pane */
	ROLE_WORSE,    /* costs more: orange */
	ROLE_BETTER,   /* costs less: blue */
	ROLE_WARNING,
	ROLE_KEY,   /* a key in the bottom bar */
	ROLE_ON,    /* a migration that is on */
	ROLE_BAR,   /* the body of a bar or a plot */
	ROLE_MATCH, /* what a search found */
	ROLE_COUNT
};

struct cell {
	uint32_t point; /* code point; 0: the right half of a wide one to the left */
	uint32_t mark;  /* one combining mark, or 0 */
	uint8_t role;
	bool bold;
	uint16_t nothing; /* 0, so that equal cells are equal bytes */
};

struct grid {
	int width, height;
	struct cell *cells;     /* [height * width], row by row */
	int cursor_x, cursor_y; /* where the terminal's cursor rests; -1: nowhere */
	bool ascii;             /* draw with ASCII only: box lines, blocks, arrows and … have ASCII forms */
};

void grid_init(struct grid *grid, int width, int height, bool ascii);
void grid_clear(struct grid *grid);                         /* frees */
void grid_resize(struct grid *grid, int width, int height); /* and blanks */
void grid_fill(struct grid *grid, int x, int y, int width, int height, enum role role);

/* What stands for a sign where only ASCII can be shown, of one or two columns; "?" where nothing does. */
const char *grid_ascii(uint32_t point);

/* Columns that a code point takes. */
int grid_columns(uint32_t point, bool ascii);

/* The same of a text. */
int grid_columns_of(const char *text, size_t length, bool ascii);

/* Columns that a text takes when it is put. */
int grid_text_width(const struct grid *grid, const char *text);

/*
 * Puts UTF-8 text at x, y, at most width columns (clipped to the grid); returns the columns used.
 * Never past `width`; a wide character that would not fit is a blank.
 */
int grid_put(struct grid *grid, int x, int y, int width, const char *text, enum role role);

/* The same, cut in the middle with an ellipsis when it is too long; padded with blanks to width. */
int grid_put_cut(struct grid *grid, int x, int y, int width, const char *text, enum role role);

/*
 * The same for "a → b": each side is cut in its own middle, the longer one first, so that the arrow
 * stays, and so does a box, "[x] ". In less than 14 columns only what is left of the arrow is put.
 */
void grid_put_move(struct grid *grid, int x, int y, int width, const char *text, enum role role);

/* Right-aligned in width; a figure is never cut: when it does not fit, width #s are put. */
void grid_put_right(struct grid *grid, int x, int y, int width, const char *text, enum role role);

/* A box with a title in its top border and, where not NULL, a note in its bottom right corner. */
void grid_box(struct grid *grid, int x, int y, int width, int height, const char *title, const char *note,
	      bool focus);

/* A horizontal bar of `share` (0..1) of width, with eighth blocks ('#' in ASCII); never longer than width. */
void grid_bar(struct grid *grid, int x, int y, int width, double share, enum role role);

/* A column of a plot: bottom row y, height rows, filled to `share` from below with eighth blocks. */
void grid_column(struct grid *grid, int x, int y, int height, double share, enum role role);

/* A plot that is one row high: `share` (0..1) of it, at least the lowest step; '_.-~=+*#' in ASCII. */
void grid_step(struct grid *grid, int x, int y, double share, enum role role);

/* Changes the role of cells that are there already (the cursor row, a match). */
void grid_paint(struct grid *grid, int x, int y, int width, enum role role);

/* Do two grids of one size look the same in row y? */
bool grid_same_row(const struct grid *a, const struct grid *b, int y);

/* The grid as text, a line a row, blanks at the end of a row cut. */
void grid_text(const struct grid *grid, struct str *out);

#endif
