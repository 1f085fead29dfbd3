/*
 * In which order to write the pieces of a screen that changed, so that few bytes go into the ways between
 * them. Pure; for tui/paint.c.
 */
#ifndef TUI_PAINT_ORDER_H
#define TUI_PAINT_ORDER_H

#include <stddef.h>

enum { PAINT_STOPS_MOST = 96 };

/* Where a piece begins and ends, and what it is written in. */
struct paint_stop {
	int x, y;
	int end;                   /* column behind it; -1: where the cursor is then is not known */
	unsigned style, end_style; /* number of its first and of its last style */
};

/* Bytes of the shortest way from one place to another (from_x -1: not known where). */
size_t paint_way(int from_x, int from_y, int x, int y);

/* Bytes of a number in decimal; the number is not negative. */
size_t paint_digits(int number);

/*
 * Puts into order[1 .. count - 2] the numbers of stops[1 .. count - 2]; the first and the last stop, where
 * the cursor is and where it is to be, keep their places. style_bytes: by number, what changing to a style
 * takes. Of more than PAINT_STOPS_MOST the order is as given.
 */
void paint_order(const struct paint_stop *stops, size_t count, const unsigned char *style_bytes,
		 unsigned char *order);

#endif
