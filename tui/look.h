/*
 * Roles -> colours and attributes, for what a terminal can show. Pure; term.c hands it to curses.
 *
 * Meaning never hangs on colour alone: each role that matters differs by an attribute too, or the
 * text says it. Blue is better and orange is worse, which colour-blind eyes can tell apart.
 */
#ifndef TUI_LOOK_H
#define TUI_LOOK_H

#include "tui/grid.h"

enum theme { THEME_AUTO, THEME_DARK, THEME_LIGHT, THEME_CONTRAST, THEME_COUNT };

struct look {
	short foreground, background; /* palette number; -1: the terminal's own */
	bool bold, dim, underline, reverse;
};

/* colors: how many the terminal has (0 or 1: none). */
struct look look_of(enum theme theme, int colors, enum role role);

#endif
