/*
 * The signals of a program on a terminal: to end, a crash, another size, stop and continue.
 *
 * A signal that asks to end is noted for the main loop, which ends in good order; when the loop does
 * not come to it within a second, an alarm restores the terminal and dies of it. A crash restores
 * and dies at once. The state is one per process, since handlers must reach it.
 */
#ifndef TUI_SIGNALS_H
#define TUI_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

enum signals_note { SIGNALS_RESIZED, SIGNALS_STOPPED, SIGNALS_CONTINUED, SIGNALS_NOTE_COUNT };

/* Installs the handlers (again does no harm); `restore` is async-signal-safe and puts the terminal back. */
void signals_open(void (*restore)(void));

/* A descriptor that can be read once a signal has come (-1: none), and its emptying. */
int signals_descriptor(void);
void signals_drain(void);

int signals_ended(void); /* the signal that asks to end, or 0 */
bool signals_has(enum signals_note note);
void signals_clear(enum signals_note note);

/*
 * Stops the program as Ctrl+Z would, and returns when it is continued in the foreground of the terminal
 * (true), or asked to end (false): who touches the terminal from the background is stopped by that again.
 */
bool signals_stop(int terminal);
/* The same for a program that may be in the background: it is stopped only then. */
bool signals_await_foreground(int terminal);

/*
 * While another program has the terminal: what Ctrl+C and Ctrl+\ send is for that one alone, and Ctrl+Z stops
 * this one at once. Its end makes signals_descriptor() readable, as signals do. Signals are held up until
 * signals_lent(), so that fork() comes between the two; the new process calls that with `own` false, which
 * gives it the signals as they were found.
 */
struct signals_lending {
	sigset_t mask;
};
void signals_lend(struct signals_lending *lending);
void signals_lent(const struct signals_lending *lending, bool own);
void signals_take_back(void);

/*
 * Follows the program that has the terminal when that one alone has stopped: the shell sees both stopped.
 * Returns when this one is continued, at once when it has been since SIGNALS_CONTINUED was cleared, or where
 * no shell would ever continue it.
 */
void signals_stop_lent(void);

/*
 * Stops the thread that called signals_open() for good, wherever it is, so that another one can give
 * the terminal back and end the program; nothing in that thread itself. Returns when it has stopped, or
 * does not within 0.2 s.
 */
void signals_hold_owner(void);

/*
 * Curses answers a failed allocation with exit(1), or with a crash at address 0. While it is guarded,
 * either of them in the thread that called signals_open() ends the program as other failed
 * allocations do. Returns whether it was guarded before.
 */
bool signals_guard(bool on);

#endif
