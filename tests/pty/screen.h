/*
 * A terminal of the kind xterm, as far as a test needs one: takes the bytes that a program writes
 * and keeps the cells and modes that they lead to. Colours are read over. Wide and combining
 * characters take the columns that the program's own table gives them.
 */
#ifndef TESTS_PTY_SCREEN_H
#define TESTS_PTY_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCREEN_MOST_ROWS = 100, SCREEN_MOST_COLUMNS = 300, SCREEN_MOST_ARGUMENTS = 16 };

struct screen {
	int width, height, x, y, saved_x, saved_y;
	int top, bottom; /* the rows that scroll, from and to (included) */
	uint32_t cells[SCREEN_MOST_ROWS][SCREEN_MOST_COLUMNS];
	uint32_t last;                                      /* the last character, for REP */
	bool alternate, hidden_cursor, mouse, paste, plain; /* plain: no colour or attribute is set */
	/* What has come of a sequence or of a character. */
	char pending[64];
	size_t pending_length;
	size_t unknown; /* sequences that were not understood */
};

void screen_init(struct screen *screen, int width, int height);
void screen_resize(struct screen *screen, int width, int height); /* keeps what fits */
void screen_write(struct screen *screen, const char *bytes, size_t length);

/* Row y as UTF-8 in out (size bytes). */
void screen_row(const struct screen *screen, int y, char *out, size_t size);

/* The row, from 0, that holds the text; -1: none. */
int screen_find(const struct screen *screen, const char *text);

#endif
