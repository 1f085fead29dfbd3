#include "tests/torture/trial.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

bool trial_start(struct trial *trial, struct score *score, const char *name, char *const argv[], int width,
		 int height)
{
	trial->score = score;
	trial->name = name;
	trial->open = session_start(&trial->session, argv, width, height);
	return trial_check(trial, trial->open, "cannot be started on a pseudo-terminal");
}

bool trial_open(struct trial *trial, struct score *score, const char *name, char *const argv[])
{
	if (!trial_start(trial, score, name, argv, 80, 24))
		return false;
	bool shown = session_wait_text(&trial->session, " unmoor ", true);
	session_settle(&trial->session, 20);
	if (!shown) {
		trial_check(trial, false, "shows no first screen within 20 s");
		session_end(&trial->session);
		trial->open = false;
	}
	return shown;
}

bool trial_check(struct trial *trial, bool good, const char *what)
{
	return score_check(trial->score, good, trial->name, what);
}

static bool is_crash(int signal)
{
	return signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE || signal == SIGABRT ||
	       signal == SIGILL || signal == SIGKILL;
}

static void check_status(struct trial *trial, int status, int exit_status, int signal)
{
	char what[96];

	snprintf(what, sizeof what, "ends with wait status %#x, wanted %d, signal %d", (unsigned)status,
		 exit_status, signal);
	if (exit_status == TRIAL_ANY)
		trial_check(trial, !WIFSIGNALED(status) || !is_crash(WTERMSIG(status)), what);
	else if (signal)
		trial_check(trial, WIFSIGNALED(status) && WTERMSIG(status) == signal, what);
	else
		trial_check(trial, WIFEXITED(status) && WEXITSTATUS(status) == exit_status, what);
}

void trial_end(struct trial *trial, int exit_status, int signal)
{
	int status = 0;
	bool ended;

	do
		ended = session_wait_status(&trial->session, &status);
	while (ended && WIFSTOPPED(status) && kill(-trial->session.program, SIGCONT) == 0);
	if (trial_check(trial, ended, "does not end within 20 s")) {
		check_status(trial, status, exit_status, signal);
		const char *left = session_left_behind(&trial->session);
		trial_check(trial, left == NULL, left ? left : "");
	}
	session_end(&trial->session);
	trial->open = false;
}

void trial_type(struct trial *trial, const char *keys, size_t length)
{
	while (length) {
		struct pollfd fd = {.fd = trial->session.master, .events = POLLOUT};
		size_t piece = length < 64 ? length : 64;
		session_settle(&trial->session, 0);
		if (poll(&fd, 1, 1000) <= 0 || !(fd.revents & POLLOUT))
			return;
		ssize_t wrote = write(fd.fd, keys, piece);
		if (wrote <= 0)
			return;
		keys += wrote;
		length -= (size_t)wrote;
	}
	session_settle(&trial->session, 0);
}
