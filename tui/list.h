/*
 * A scrolling list's place: which row the cursor is on, which is the first one shown. The rows
 * themselves belong to others.
 */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include <stdbool.h>
#include <stdint.h>

/* Where so many rows of a list stand on the screen, for the mouse. */
struct list_part {
	int x, y, width; /* of the first; cells */
	uint32_t first, count;
};

enum { LIST_PARTS = 2 }; /* columns side by side */

struct list {
	uint32_t cursor, top; /* rows from 0 */
	uint32_t height;      /* rows shown, as last fitted; at least 1 */
	struct list_part parts[LIST_PARTS];
	unsigned part_count; /* as last drawn */
};

/* Says where rows were drawn; who draws the list sets part_count to 0 first. */
void list_drawn(struct list *list, struct list_part part);

/* The row at a cell of the screen, or UINT32_MAX. */
uint32_t list_at(const struct list *list, int x, int y);

/* Keeps the cursor within count rows and visible in height rows; no gap below the last row. */
void list_fit(struct list *list, uint32_t count, uint32_t height);

/* Moves the cursor by rows, stopping at either end; true when it moved. */
bool list_move(struct list *list, uint32_t count, int64_t rows);

/* Pages keep one row of the last page in sight. */
bool list_page(struct list *list, uint32_t count, int pages);

/* Puts the cursor on a row (the last one when there are fewer); true when it moved. */
bool list_go(struct list *list, uint32_t count, uint32_t row);

/* Scrolls by rows and takes the cursor along only as far as it must: for the wheel. */
bool list_scroll(struct list *list, uint32_t count, int64_t rows);

#endif
