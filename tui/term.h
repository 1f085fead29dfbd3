/*
 * The terminal: the one file that includes curses. Opens, closes, shows a grid, gives events.
 *
 * There is one restore path (term_restore), safe in a signal handler; after it the terminal is as
 * it was found, whatever happened.
 */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include "tui/event.h"
#include "tui/grid.h"
#include "tui/look.h"

struct term_options {
	enum theme theme;
	bool no_color; /* also NO_COLOR in the environment */
	bool ascii;
	bool mouse;
};

/*
 * Takes the terminal. Returns false, with one line in error (size bytes), when there is none that
 * can be used: not a terminal, TERM unset, unknown, dumb, or without cursor addressing.
 */
bool term_open(const struct term_options *options, char *error, size_t size);
void term_close(void);
void term_restore(void); /* async-signal-safe; more than once does no harm */

void term_size(int *width, int *height);
void term_mouse(bool on);

/* Shows the grid; writes what differs from the last one. full: everything anew (Ctrl+L). */
void term_show(const struct grid *grid, bool full);

/*
 * The next event; waits at most timeout_ms (-1: for ever) and gives EVENT_TICK then. watch_fd >= 0:
 * EVENT_FILE_CHANGED when it can be read.
 */
struct event term_wait(int timeout_ms, int watch_fd);

/* The next event, when there is one without waiting. Keys that wait are all taken before a redraw is due. */
bool term_poll(struct event *event);

/* Suspends (Ctrl+Z) and comes back with the screen drawn anew. */
void term_suspend(void);

/* Leaves the screen for another program and takes it again. */
void term_leave(void);
void term_return(void);

/* The other program still has it: nothing is drawn any more, but at the end it is put back as it was found.
 */
void term_reclaim(void);

/* Writes bytes as they are, past the screen: sequences that show nothing. */
void term_write(const char *bytes, size_t length);

/* The signal that ended the wait (SIGINT, SIGTERM, SIGHUP, ...), or 0. */
int term_signal(void);

#endif
