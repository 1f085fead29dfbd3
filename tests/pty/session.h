/*
 * The real program in a real pseudo-terminal: start, keys, screen, size, how it ended.
 *
 * Between the test and the program stands a leader, as a shell would, so that the program can be
 * stopped and continued; it passes on what happens to the program.
 */
#ifndef TESTS_PTY_SESSION_H
#define TESTS_PTY_SESSION_H

#include "tests/pty/screen.h"

#include <sys/types.h>
#include <termios.h>

struct session {
	int master, slave; /* the slave stays open, so that its modes can be read afterwards */
	int events;        /* the leader writes wait statuses */
	pid_t leader, program;
	struct termios before;
	struct screen screen;
};

/* Starts program with arguments (argv, NULL at the end) on a terminal of that size; false: no pty. */
bool session_start(struct session *session, char *const argv[], int width, int height);

/* Reads the screen until nothing has come for quiet_ms. */
void session_settle(struct session *session, int quiet_ms);

/* Reads the screen until it holds the text (or, wanted false, does not): false after twenty seconds. */
bool session_wait_text(struct session *session, const char *text, bool wanted);

/* Gives the terminal to the program, or to the leader, as a shell does; false when that fails. */
bool session_foreground(struct session *session, bool of_program);

void session_type(struct session *session, const char *bytes);
void session_resize(struct session *session, int width, int height);

/* The next wait status of the program, reading the screen meanwhile; false after twenty seconds. */
bool session_wait_status(struct session *session, int *status);

/* NULL when the terminal is as it was found, else what is not. */
const char *session_left_behind(const struct session *session);

/* Leaves by q, and by another where what is on is asked about: typed when all was over, it would be echoed.
 */
void session_quit(struct session *session);

/* Kills what is left and closes all. */
void session_end(struct session *session);

#endif
