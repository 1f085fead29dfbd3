/*
 * A scrolling list's place: which row the cursor is on, which is the first one shown. The rows
 * themselves belong to others.
 */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include <stdbool.h>
#include <stdint.h>

struct list {
	uint32_t cursor, top; /* rows from 0 */
	uint32_t height;      /* rows shown, as last fitted; at least 1 */
};

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
