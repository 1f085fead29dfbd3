/*
 * One session with the program that something is done to, and what must hold when it is over.
 */
#ifndef TESTS_TORTURE_TRIAL_H
#define TESTS_TORTURE_TRIAL_H

#include "tests/pty/session.h"
#include "tests/torture/score.h"

struct trial {
	struct score *score;
	const char *name;
	struct session session;
	bool open;
};

/* Starts argv on a terminal of that size; counts a failure when there is none. */
bool trial_start(struct trial *trial, struct score *score, const char *name, char *const argv[], int width,
		 int height);

/* The same at 80x24, and waits until the first screen is there; when it does not come the trial is over. */
bool trial_open(struct trial *trial, struct score *score, const char *name, char *const argv[]);

/* Counts a check of this trial. */
bool trial_check(struct trial *trial, bool good, const char *what);

enum { TRIAL_ANY = -1 };

/*
 * Waits for the end, checks how it ended (exit status, or 0 with the signal; TRIAL_ANY: by whatever but
 * a crash) and that the terminal is as it was, and closes the session.
 */
void trial_end(struct trial *trial, int exit_status, int signal);

/* Types the keys and reads what comes of it meanwhile, so that neither side waits for the other. */
void trial_type(struct trial *trial, const char *keys, size_t length);

#endif
