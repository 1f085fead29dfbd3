/*
 * The program on the screen, and one picture of it.
 */
#ifndef TUI_RUN_H
#define TUI_RUN_H

#include "core/base/diag.h"
#include "tui/keymap.h"
#include "tui/term.h"

#include <stdbool.h>

struct run_options {
	const char *file; /* NULL: the sample; "-": standard input */
	enum theme theme;
	bool no_color, ascii, mouse, read_only, secure, no_state;
	const struct keymap *keymap;           /* NULL: the default keys */
	const struct diag_list *config_faults; /* shown at the start; NULL: none */
};

/* Opens the stack on the terminal until the user leaves; returns an exit status (0, 1, 2). */
int run_interactive(const struct run_options *options);

struct frame_options {
	const char *file, *keys; /* keys NULL: none */
	int width, height;
	bool ascii, read_only, secure;
	const struct keymap *keymap; /* as in run_options */
	const struct diag_list *config_faults;
};

/* Plays the keys to a screen of that size and prints its cells as text; returns an exit status. */
int run_frame(const struct frame_options *options);

#endif
