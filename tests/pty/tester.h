/*
 * What the pty sessions share: checks that are counted, and how a session begins and ends.
 */
#ifndef TESTS_PTY_TESTER_H
#define TESTS_PTY_TESTER_H

#include "tests/pty/session.h"

struct tester {
	char **argv; /* of the program */
	const char *name;
	bool alternate; /* the terminal has an alternate screen */
	int passed, failed;
};

/* What stands last in the last row. */
static const char tester_last_key[] = "? help";

/* Counts; says what does not hold. Returns holds. */
bool tester_check(struct tester *tester, bool holds, const char *what);

/* Prints the rows that are not empty. */
void tester_show(const struct session *session);

/* The first screen is there, at 80x24; false, and the session is ended, when it is not. */
bool tester_open(struct tester *tester, struct session *session);

/* The program ends so, and the terminal is as it was found. wanted_signal 0: by none. */
void tester_end(struct tester *tester, struct session *session, int wanted_exit, int wanted_signal);

/* lenses.c: each lens at each size, on each kind of terminal, in C and in UTF-8. */
void tester_look_at_lenses(struct tester *tester);

/* reload.c: a large stack that is written anew while it is shown, again and again. */
void tester_reload(struct tester *tester);

/* kept.c: what is kept of a choice without a name, or told where it cannot be. */
void tester_keep(struct tester *tester);

/* files.c: what is written beside a stack while it is shown. */
void tester_watch_files(struct tester *tester);

/*
 * full.c: nothing more can be written, by a limit on the size of files; or, where the command line names a
 * folder before the program, on the disk of that folder, which is filled.
 */
void tester_fill(struct tester *tester);
void tester_fill_disk(struct tester *tester);

/* editor.c: an editor that stops, is interrupted, asks the terminal, or still runs when all is to end. */
void tester_edit(struct tester *tester);

/* replies.c: what a terminal answers to others, and bytes that are lost or late. */
void tester_reply(struct tester *tester);

/* Sends what terminals answer, whole and in pieces: the screen stays as it is. */
void tester_get_replies(struct tester *tester, struct session *session);

#endif
