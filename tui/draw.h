/*
 * What of the drawn screen the mouse has to know.
 */
#ifndef TUI_DRAW_H
#define TUI_DRAW_H

#include "tui/state.h"

/* The lens (from 0) whose tab is at x, y; -1: none. */
int draw_lens_at(const struct layout *layout, int x, int y);

#endif
