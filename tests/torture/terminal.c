/*
 * Faults of the terminal, one session each: terminal PROGRAM [RESIZES]. Signals, stopped and continued,
 * lost and stalled lines, sizes, environments, limits, closed files; after each the terminal must be
 * as it was found.
 */
#include "tests/torture/trial.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct faults {
	struct score score;
	char *program;
	char *argv[2];
	int resizes;
	uint64_t random;
};

static void nap(long ms)
{
	const struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};

	nanosleep(&time, NULL);
}

/* --- signals --------------------------------------------------------------------------------- */

static void end_by_signals(struct faults *faults)
{
	static const struct {
		int number;
		const char *name;
	} signals[] = {{SIGTERM, "SIGTERM"}, {SIGHUP, "SIGHUP"},   {SIGINT, "SIGINT"},   {SIGQUIT, "SIGQUIT"},
		       {SIGSEGV, "SIGSEGV"}, {SIGABRT, "SIGABRT"}, {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},
		       {SIGILL, "SIGILL"},   {SIGSYS, "SIGSYS"},   {SIGTRAP, "SIGTRAP"}, {SIGXCPU, "SIGXCPU"},
		       {SIGUSR1, "SIGUSR1"}, {SIGUSR2, "SIGUSR2"}};
	struct trial trial;

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		if (!trial_open(&trial, &faults->score, signals[i].name, faults->argv))
			continue;
		kill(trial.session.program, signals[i].number);
		trial_end(&trial, 0, signals[i].number);
	}
}

static void storm_of_signals(struct faults *faults)
{
	struct trial trial;

	if (!trial_open(&trial, &faults->score, "a storm of signals", faults->argv))
		return;
	for (int i = 0; i < 1000; i++)
		kill(trial.session.program, SIGWINCH);
	session_settle(&trial.session, 20);
	for (int i = 0; i < 20; i++) {
		kill(trial.session.program, SIGTERM);
		kill(trial.session.program, SIGHUP);
	}
	trial_end(&trial, 0, SIGTERM);
}

static void end_by_key(struct faults *faults)
{
	struct trial trial;

	if (!trial_open(&trial, &faults->score, "Ctrl+C", faults->argv))
		return;
	trial_type(&trial, "\003", 1);
	trial_end(&trial, 0, SIGINT);
}

/* Stops by what `stop` does (0: Ctrl+Z, else a signal); meanwhile the terminal is the shell's. */
static void stop_and_continue(struct faults *faults, const char *name, int stop)
{
	struct trial trial;
	int status = 0;

	if (!trial_open(&trial, &faults->score, name, faults->argv))
		return;
	if (stop)
		kill(trial.session.program, stop);
	else
		trial_type(&trial, "\032", 1);
	if (!trial_check(&trial, session_wait_status(&trial.session, &status) && WIFSTOPPED(status),
			 "does not stop"))
		kill(trial.session.program, SIGTERM);
	if (stop != SIGSTOP)
		trial_check(&trial, session_left_behind(&trial.session) == NULL,
			    "keeps the terminal while it is stopped");
	session_resize(&trial.session, 100, 30);
	kill(-trial.session.program, SIGCONT);
	trial_check(&trial, session_wait_text(&trial.session, "quit", true), "does not draw after SIGCONT");
	session_settle(&trial.session, 50);
	trial_type(&trial, "q", 1);
	trial_end(&trial, 0, 0);
}

/* --- sizes ----------------------------------------------------------------------------------- */

static void start_at_sizes(struct faults *faults)
{
	static const int sizes[][2] = {{1, 1}, {80, 1}, {1, 24}, {2, 2}, {10, 3}, {20, 5}, {300, 100}};
	struct trial trial;

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char name[32];
		snprintf(name, sizeof name, "started at %dx%d", sizes[i][0], sizes[i][1]);
		if (!trial_start(&trial, &faults->score, name, faults->argv, sizes[i][0], sizes[i][1]))
			continue;
		session_settle(&trial.session, 150);
		trial_type(&trial, "jjkk\t \033[B\033[6~", 13);
		session_settle(&trial.session, 50);
		session_resize(&trial.session, 80, 24);
		trial_check(&trial, session_wait_text(&trial.session, "Providers", true),
			    "does not fill a larger window");
		session_settle(&trial.session, 50);
		trial_type(&trial, "q", 1);
		trial_end(&trial, 0, 0);
	}
}

static void resize_and_type(struct faults *faults)
{
	static const char *const keys[] = {"j",       "k", "\033[B", "\033[6~", "\t", " ",
					   "\033[5~", "G", "g",      "2",       "D"};
	char no_state[] = "--no-state"; /* what is on at the end is for the dice */
	char *argv[] = {faults->argv[0], no_state, NULL};
	struct trial trial;

	if (!trial_open(&trial, &faults->score, "resizes and keys", argv))
		return;
	for (int i = 0; i < faults->resizes; i++) {
		int width =
			1 + (int)score_random(&faults->random, score_random(&faults->random, 2) ? 299 : 90);
		int height =
			1 + (int)score_random(&faults->random, score_random(&faults->random, 2) ? 99 : 30);
		const char *key = keys[score_random(&faults->random, sizeof keys / sizeof *keys)];
		session_resize(&trial.session, width, height);
		trial_type(&trial, key, strlen(key));
		if (i % 16 == 0)
			session_settle(&trial.session, 2);
	}
	session_resize(&trial.session, 1, 1);
	session_settle(&trial.session, 100);
	session_resize(&trial.session, 80, 24);
	session_settle(&trial.session, 100);
	/* Of keys that come faster than they are read the system may lose some, and leave others: a box is
	 * open. */
	trial_type(&trial, "\033\033", 2);
	trial_check(&trial, session_wait_text(&trial.session, "Providers", true),
		    "is not there after the last one");
	session_settle(&trial.session, 100);
	trial_type(&trial, "q", 1);
	trial_end(&trial, 0, 0);
}

/* --- lines ----------------------------------------------------------------------------------- */

/* The other side of the line is gone; what becomes of the terminal nobody can see. */
static void lose_line(struct faults *faults, const char *name, const char *keys)
{
	struct trial trial;
	int status = 0;

	if (!trial_open(&trial, &faults->score, name, faults->argv))
		return;
	trial_type(&trial, keys, strlen(keys));
	close(trial.session.master);
	trial.session.master = open("/dev/null", O_RDONLY);
	trial_check(&trial, session_wait_status(&trial.session, &status), "does not end within 20 s");
	trial_check(&trial, WIFEXITED(status) || (WIFSIGNALED(status) && WTERMSIG(status) == SIGHUP),
		    "ends with a crash");
	session_end(&trial.session);
}

/* Nobody reads the screen, so that the program waits in a write; a signal must end it all the same. */
static void stall(struct faults *faults)
{
	struct trial trial;

	if (!trial_open(&trial, &faults->score, "a stalled line", faults->argv))
		return;
	for (int i = 0; i < 60; i++) {
		session_resize(&trial.session, 200 + i, 90 - i % 7);
		nap(15);
	}
	kill(trial.session.program, SIGTERM);
	nap(1500);
	trial_end(&trial, 0, SIGTERM);
}

static void stop_output(struct faults *faults)
{
	struct trial trial;

	if (!trial_open(&trial, &faults->score, "Ctrl+S and Ctrl+Q", faults->argv))
		return;
	trial_type(&trial, "\023", 1);
	trial_type(&trial, "jjj", 3);
	nap(100);
	trial_type(&trial, "\021", 1);
	session_settle(&trial.session, 50);
	trial_type(&trial, "q", 1);
	trial_end(&trial, 0, 0);
}

/* Ended while its output is stopped: what puts the terminal back must come through all the same. */
static void end_while_stopped(struct faults *faults)
{
	static const int signals[] = {SIGTERM, SIGHUP, SIGSEGV};
	struct trial trial;

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		if (!trial_open(&trial, &faults->score, "Ctrl+S and a signal", faults->argv))
			continue;
		trial_type(&trial, "\023jjj", 4);
		nap(100);
		kill(trial.session.program, signals[i]);
		trial_end(&trial, 0, signals[i]);
	}
}

/* --- environments, limits, files ------------------------------------------------------------- */

/* It works, but what is left at the end has no place to be kept in, which its exit status tells. */
enum { NOT_KEPT = 100 };

/* The program started by a line of sh, in which "$0" is the program; TRIAL_ANY: it may refuse to start. */
static void start_by_shell(struct faults *faults, const char *line, int exit_status)
{
	char shell[] = "/bin/sh", option[] = "-c", copy[512];
	char *const argv[] = {shell, option, copy, faults->program, NULL};
	struct trial trial;

	snprintf(copy, sizeof copy, "%s", line);
	if (!trial_start(&trial, &faults->score, line, argv, 80, 24))
		return;
	bool works = exit_status == 0 || exit_status == NOT_KEPT,
	     shown = (works || exit_status == TRIAL_ANY) && session_wait_text(&trial.session, "quit", true);
	if (works)
		trial_check(&trial, shown, "shows no first screen");
	if (shown) {
		session_settle(&trial.session, 50);
		trial_type(&trial, " j", 2);
		session_quit(&trial.session);
	}
	trial_end(&trial, exit_status == NOT_KEPT ? 1 : exit_status, 0);
	if (exit_status == 2)
		trial_check(&trial, screen_find(&trial.session.screen, "unmoor: ") == 0, "does not say why");
}

static void start_oddly(struct faults *faults)
{
	static const struct {
		const char *line;
		int exit_status;
	} starts[] = {
		{"unset TERM; exec \"$0\"", 2},
		{"TERM= exec \"$0\"", 2},
		{"TERM=dumb exec \"$0\"", 2},
		{"TERM=unknown exec \"$0\"", 2},
		{"TERM=xterm-ghostly exec \"$0\"", 2},
		{"TERM=../../../etc/passwd exec \"$0\"", 2},
		{"TERM=vt100 exec \"$0\"", NOT_KEPT},
		{"TERM=linux exec \"$0\"", NOT_KEPT},
		{"TERM=screen exec \"$0\"", NOT_KEPT},
		{"TERM=xterm exec \"$0\"", NOT_KEPT},
		{"NO_COLOR=1 exec \"$0\"", NOT_KEPT},
		{"LC_ALL=C exec \"$0\"", NOT_KEPT},
		{"LC_ALL=xx_YY.UTF-8 exec \"$0\"", NOT_KEPT},
		{"unset LANG LC_ALL LC_CTYPE; exec \"$0\"", NOT_KEPT},
		{"unset HOME XDG_CONFIG_HOME XDG_STATE_HOME; exec \"$0\"", NOT_KEPT},
		{"HOME=/dev/null/x exec \"$0\"", NOT_KEPT},
		{"HOME=/dev/null XDG_STATE_HOME=/dev/null exec \"$0\"", NOT_KEPT},
		{"LINES=-1 COLUMNS=abc exec \"$0\"", NOT_KEPT},
		{"LINES=99999 COLUMNS=99999 exec \"$0\"", NOT_KEPT},
		{"stty rows 0 cols 0; exec \"$0\"", NOT_KEPT},
		{"ESCDELAY=-5 exec \"$0\"", NOT_KEPT},
		{"UNMOOR_SECURE=1 exec \"$0\"", 0},
		{"exec \"$0\" --ascii --no-color --no-mouse --no-state", 0},
		{"exec \"$0\" </dev/null", NOT_KEPT},
		{"exec \"$0\" <&-", NOT_KEPT},
		{"exec \"$0\" 2>&-", NOT_KEPT},
		{"exec \"$0\" 2>/dev/full", NOT_KEPT},
		{"exec \"$0\" >/dev/full", 1},
		{"exec \"$0\" >&-", 1},
		{"ulimit -f 0; exec \"$0\"", NOT_KEPT},
		{"ulimit -s 256; exec \"$0\"", NOT_KEPT},
		{"ulimit -n 5; exec \"$0\"", TRIAL_ANY},
		{"ulimit -v 60000; exec \"$0\"", TRIAL_ANY},
		{"ulimit -v 20000; exec \"$0\"", TRIAL_ANY},
	};

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		start_by_shell(faults, starts[i].line, starts[i].exit_status);
}

int main(int argc, char **argv)
{
	struct faults faults = {
		.score = {.name = "terminal"}, .random = 1, .resizes = argc > 2 ? atoi(argv[2]) : 300};

	if (argc < 2) {
		fprintf(stderr, "usage: terminal PROGRAM [RESIZES]\n");
		return 2;
	}
	faults.program = faults.argv[0] = argv[1];
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	/* Nothing is kept from one session for the next. */
	setenv("XDG_STATE_HOME", "/dev/null/state", 1);
	end_by_signals(&faults);
	storm_of_signals(&faults);
	end_by_key(&faults);
	stop_and_continue(&faults, "Ctrl+Z", 0);
	stop_and_continue(&faults, "SIGTSTP", SIGTSTP);
	stop_and_continue(&faults, "SIGSTOP", SIGSTOP);
	start_at_sizes(&faults);
	resize_and_type(&faults);
	lose_line(&faults, "a lost line", "");
	lose_line(&faults, "a lost line, something being on", " jt");
	stall(&faults);
	stop_output(&faults);
	end_while_stopped(&faults);
	start_oddly(&faults);
	return score_end(&faults.score);
}
