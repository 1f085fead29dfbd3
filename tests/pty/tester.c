#include "tests/pty/tester.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

bool tester_check(struct tester *tester, bool holds, const char *what)
{
	if (holds) {
		tester->passed++;
	} else {
		tester->failed++;
		printf("fail pty/%s: %s\n", tester->name, what);
	}
	return holds;
}

void tester_show(const struct session *session)
{
	char row[SCREEN_MOST_COLUMNS * 4];

	for (int y = 0; y < session->screen.height; y++) {
		screen_row(&session->screen, y, row, sizeof row);
		if (row[strspn(row, " ")])
			printf("  |%s|\n", row);
	}
}

/* The first screen is there, drawn on the alternate screen. */
bool tester_open(struct tester *tester, struct session *session)
{
	if (!tester_check(tester, session_start(session, tester->argv, 80, 24),
			  "the program starts in a pty"))
		return false;
	bool shown = session_wait_text(session, "Providers", true) &&
		     session_wait_text(session, tester_last_key, true);
	session_settle(session, 50);
	if (!tester_check(tester, shown && session->screen.alternate == tester->alternate,
			  "the first screen is there within 20 s")) {
		tester_show(session);
		session_end(session);
		return false;
	}
	tester_check(tester, session->screen.unknown == 0, "every sequence is one that xterm has");
	return true;
}

void tester_end(struct tester *tester, struct session *session, int wanted_exit, int wanted_signal)
{
	int status = 0;
	const char *left;

	if (tester_check(tester, session_wait_status(session, &status), "the program ends within 20 s")) {
		tester_check(tester,
			     !wanted_signal || (WIFSIGNALED(status) && WTERMSIG(status) == wanted_signal),
			     "it ends with the signal's status");
		tester_check(tester,
			     wanted_signal || (WIFEXITED(status) && WEXITSTATUS(status) == wanted_exit),
			     "it ends with the right status");
	}
	left = session_left_behind(session);
	tester_check(tester, left == NULL, left ? left : "");
	session_end(session);
}
