/*
 * A full-screen program in a pseudo-terminal: when its frames come, what a key costs.
 *
 * An answer is over when nothing more has come for SETTLE_MS; that wait is not counted. The bytes
 * are read at once and put on the screen only when the answer is over, so that the terminal's own
 * work is no part of the figures. CPU time is the program's own, all threads. Linux only.
 */
#ifndef TESTS_BENCH_TERMINAL_H
#define TESTS_BENCH_TERMINAL_H

#include "tests/pty/screen.h"

#include <sys/types.h>

enum { SETTLE_MS = 15, SILENT_MS = 300 };

struct terminal {
	int master;
	pid_t program;
	double began_s; /* when it was started */
	bool ended;
	struct screen screen;
	char *bytes; /* read, but not yet on the screen */
	size_t length, capacity;
};

struct answer {
	bool silent;              /* no byte came in time: the rest is 0 */
	double first_ms, last_ms; /* from the write of the key to the first and last byte */
	double cpu_ms;
	size_t bytes;
	unsigned reads; /* pieces in which they came: at least this many redraws, when they come apart */
};

/* Starts a program of PATH, or ends the bench. */
void terminal_start(struct terminal *terminal, char *const argv[], int width, int height);
void terminal_end(struct terminal *terminal);

/* Milliseconds from the start until the text was on the screen; NAN: it did not come in time. */
double terminal_wait_text(struct terminal *terminal, const char *text, int patience_ms);

/* Takes in what comes until nothing has come for quiet_ms; the bytes that came. */
size_t terminal_settle(struct terminal *terminal, int quiet_ms);

/* Types keys in one write and waits for the answer, silent_ms for its first byte. */
struct answer terminal_type(struct terminal *terminal, const char *keys, int silent_ms);

/* Types keys; milliseconds until the text is on the screen, NAN: it did not come in time. */
double terminal_type_until(struct terminal *terminal, const char *keys, const char *text, int patience_ms);

/* Is the text in the row of the cursor? */
bool terminal_cursor_row_has(const struct terminal *terminal, const char *text);

double terminal_peak_kib(const struct terminal *terminal);

#endif
