/*
 * Sessions with the real program on the sample: sessions [--short|--reload|--files|--editor|--kept|--show]
 * COMMAND... One line a failing check, and a summary; ends with 1 when one failed. --short: only one session,
 * on the kind of terminal that TERM names. --reload: only those that load again. --files: only those that
 * write beside the stack. --editor: only those that start an editor. --kept: only those on what is kept of a
 * choice. --show: prints the first screen instead.
 */
#include "tests/pty/tester.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The title says how many migrations are on: " 0 of 12 on". */
static const char nothing_on[] = " 0 of ";

static void toggle(struct tester *tester, struct session *session)
{
	tester_check(tester, screen_find(&session->screen, nothing_on) == 0, "nothing is on at the start");
	session_type(session, " ");
	tester_check(tester, session_wait_text(session, nothing_on, false), "Space switches a move on");
	tester_check(tester, session_wait_text(session, "[x]", true), "the move is marked");
	session_type(session, "u");
	tester_check(tester, session_wait_text(session, nothing_on, true), "u undoes it");
	session_settle(session, 50);
}

static void resize(struct tester *tester, struct session *session)
{
	char row[SCREEN_MOST_COLUMNS * 4];

	session_resize(session, 120, 40);
	session_settle(session, 100);
	tester_check(tester, session_wait_text(session, "Providers", true), "the screen follows a new size");
	screen_row(&session->screen, 39, row, sizeof row);
	tester_check(tester, strstr(row, tester_last_key) != NULL, "the keys stand in the new last row");
	session_resize(session, 20, 5);
	session_settle(session, 100);
	tester_check(tester, screen_find(&session->screen, "Providers") < 0,
		     "a tiny window asks for more room");
	session_resize(session, 80, 24);
	tester_check(tester, session_wait_text(session, "Providers", true),
		     "nothing is lost in a tiny window");
	session_settle(session, 50);
}

static void toggle_resize_quit(struct tester *tester)
{
	struct session session;

	if (!tester_open(tester, &session))
		return;
	toggle(tester, &session);
	resize(tester, &session);
	session_type(&session, "q");
	tester_end(tester, &session, 0, 0);
}

static void end_by_signal(struct tester *tester, int number)
{
	struct session session;

	if (!tester_open(tester, &session))
		return;
	kill(session.program, number);
	tester_end(tester, &session, 0, number);
}

static void stop_and_continue(struct tester *tester)
{
	struct session session;
	int status = 0;
	const char *left;

	if (!tester_open(tester, &session))
		return;
	session_type(&session, "\032");
	tester_check(tester, session_wait_status(&session, &status) && WIFSTOPPED(status), "Ctrl+Z stops it");
	left = session_left_behind(&session);
	tester_check(tester, left == NULL, left ? left : "");
	kill(-session.program, SIGCONT);
	tester_check(tester, session_wait_text(&session, "Providers", true), "it comes back with its screen");
	session_settle(&session, 100);
	session_type(&session, "q");
	tester_end(tester, &session, 0, 0);
}

/* Stopped, with the terminal in the hands of the shell; false when not. */
static bool stop_as_job(struct tester *tester, struct session *session)
{
	int status = 0;
	if (!tester_open(tester, session))
		return false;
	session_type(session, "\032");
	return tester_check(tester,
			    session_wait_status(session, &status) && WIFSTOPPED(status) &&
				    session_foreground(session, false),
			    "it is stopped, and the terminal the shell's");
}

/* As "bg" does: who is in the background waits there. */
static void continue_behind(struct tester *tester, struct session *session)
{
	int status = 0;
	kill(-session->program, SIGCONT);
	tester_check(tester, session_wait_status(session, &status) && WIFSTOPPED(status),
		     "it stops again in the background");
	tester_check(tester, screen_find(&session->screen, "Providers") < 0, "and writes nothing there");
}

/* "kill %1" sends both signals. */
static void kill_job(struct tester *tester, struct session *session, int number)
{
	kill(session->program, number);
	kill(-session->program, SIGCONT);
	tester_end(tester, session, 0, number);
}

static void end_jobs(struct tester *tester)
{
	static const int numbers[] = {SIGTERM, SIGHUP, SIGINT};
	struct session session;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		if (stop_as_job(tester, &session))
			kill_job(tester, &session, numbers[i]);
		if (!stop_as_job(tester, &session))
			continue;
		continue_behind(tester, &session);
		kill_job(tester, &session, numbers[i]);
	}
	if (!stop_as_job(tester, &session))
		return;
	continue_behind(tester, &session);
	tester_check(tester, session_foreground(&session, true), "the shell gives the terminal back");
	kill(-session.program, SIGCONT);
	tester_check(tester, session_wait_text(&session, "Providers", true), "it is back in the foreground");
	session_type(&session, "q");
	tester_end(tester, &session, 0, 0);
}

static void refuse_terminal(struct tester *tester)
{
	struct session session;

	setenv("TERM", "no-such-terminal", 1);
	if (!tester_check(tester, session_start(&session, tester->argv, 80, 24),
			  "the program starts in a pty"))
		return;
	tester_end(tester, &session, 2, 0);
	setenv("TERM", "xterm-256color", 1);
}

/* Where text cannot be UTF-8 the minus of a figure must not be lost: everything is ASCII. */
static void draw_in_ascii(struct tester *tester)
{
	static const char *const names[] = {"C", "POSIX", "no_SUCH.locale"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct session session;
		setenv("LC_ALL", names[i], 1);
		if (!tester_open(tester, &session))
			continue;
		tester_check(tester, screen_find(&session.screen, "+ Providers") == 1,
			     "boxes are drawn with ASCII");
		session_type(&session, " ");
		tester_check(tester, session_wait_text(&session, "NPV 36 mo   -", true), "a minus is there");
		session_type(&session, "uq");
		tester_end(tester, &session, 0, 0);
	}
	setenv("LC_ALL", "C.UTF-8", 1);
}

/* Stops what loads, and sees that the terminal is the shell's until it goes on. */
static void stop_loading(struct tester *tester, struct session *session, int number)
{
	int status = 0;

	if (number)
		kill(session->program, number);
	else
		session_type(session, "\032");
	tester_check(tester, session_wait_status(session, &status) && WIFSTOPPED(status), "it stops");
	const char *left = session_left_behind(session);
	tester_check(tester, left == NULL, left ? left : "");
	tester_check(tester, screen_find(&session->screen, "loading") < 0, "its screen is gone");
	kill(-session->program, SIGCONT);
	tester_check(tester, session_wait_text(session, "loading", true), "it goes on loading");
}

static void stop_and_leave(struct tester *tester, struct session *session)
{
	stop_loading(tester, session, 0);
	stop_loading(tester, session, SIGTSTP);
	session_type(session, "q");
	tester_end(tester, session, 0, 0);
}

static void leave_by_key(struct tester *tester, struct session *session)
{
	session_type(session, "q");
	tester_end(tester, session, 0, 0);
}

static void leave_by_sigterm(struct tester *tester, struct session *session)
{
	kill(session->program, SIGTERM);
	tester_end(tester, session, 0, SIGTERM);
}

/* Standard input that never ends is read for ever: a key, or a signal, ends it at once. */
static void while_loading(struct tester *tester, void (*leave)(struct tester *, struct session *))
{
	char folder[] = "/tmp/unmoor-pty-XXXXXX", fifo[sizeof folder + 5];
	char *argv[] = {"/bin/sh", "-c", "exec \"$0\" --no-state - 0<>\"$1\"", tester->argv[0], fifo, NULL};
	struct session session;

	if (!tester_check(tester, mkdtemp(folder) != NULL, "there is a folder"))
		return;
	snprintf(fifo, sizeof fifo, "%s/fifo", folder);
	if (tester_check(tester, mkfifo(fifo, 0600) == 0 && session_start(&session, argv, 80, 24),
			 "the program starts in a pty")) {
		tester_check(tester, session_wait_text(&session, "loading", true), "it shows that it loads");
		leave(tester, &session);
	}
	unlink(fifo);
	rmdir(folder);
}

/* Types another value of an input, sees it marked, undoes it, brings it back, and leaves. */
static void try_and_leave(struct tester *tester, struct session *session)
{
	session_type(session, "i");
	tester_check(tester, session_wait_text(session, "Why this number", true), "i explains");
	session_type(session, "v");
	tester_check(tester, session_wait_text(session, "try (empty clears): ", true), "v asks for a value");
	session_type(session, "\x15"
			      "7\r");
	tester_check(tester, session_wait_text(session, "tried instead of", true), "the value is marked");
	session_type(session, "u");
	tester_check(tester, session_wait_text(session, "tried instead of", false), "u undoes it");
	session_type(session, "U");
	tester_check(tester, session_wait_text(session, "tried instead of", true), "U brings it back");
	session_type(session, "q"); /* closes the page */
	tester_check(tester, session_wait_text(session, "Why this number", false), "q closes the page");
	session_type(session, "qq"); /* it is not saved: asked once */
	tester_end(tester, session, 0, 0);
}

/* What is tried is kept where nothing is saved, and offered at the next start. */
static void take_a_tried_value_up(struct tester *tester)
{
	struct session session;

	if (!tester_open(tester, &session))
		return;
	try_and_leave(tester, &session);
	if (!tester_check(tester, session_start(&session, tester->argv, 80, 24), "it starts again"))
		return;
	tester_check(tester, session_wait_text(&session, "Take it up again?", true), "it is offered");
	session_type(&session, "\r");
	tester_check(tester, session_wait_text(&session, "1 tried", true), "it is taken up");
	session_settle(&session, 50);
	session_type(&session, "qq");
	tester_end(tester, &session, 0, 0);
}

static void keep_a_tried_value(struct tester *tester)
{
	char folder[] = "/tmp/unmoor-pty-XXXXXX", command[64];

	if (!tester_check(tester, mkdtemp(folder) != NULL, "there is a folder"))
		return;
	setenv("XDG_STATE_HOME", folder, 1);
	take_a_tried_value_up(tester);
	unsetenv("XDG_STATE_HOME");
	snprintf(command, sizeof command, "rm -rf %s", folder);
	tester_check(tester, system(command) == 0, "the folder goes");
}

/* --- limits ---------------------------------------------------------------------------------- */

static double spent_seconds(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* CPU time of a few sessions that are left at once, started by this line of sh; < 0: one failed. */
static double spend(struct tester *tester, const char *line)
{
	char *argv[] = {"/bin/sh", "-c", (char *)line, tester->argv[0], NULL};
	double before = spent_seconds();

	for (int i = 0; i < 6; i++) {
		struct session session;
		if (!tester_check(tester, session_start(&session, argv, 80, 24), "it starts in a pty"))
			return -1;
		tester_check(tester, session_wait_text(&session, tester_last_key, true),
			     "it shows the sample");
		session_type(&session, "q");
		tester_end(tester, &session, 0, 0);
	}
	return spent_seconds() - before;
}

/* The threads are not to fight with the heap for addresses. */
static void limit_addresses(struct tester *tester)
{
	char probe[512];

	/* A sanitizer wants terabytes of them. */
	snprintf(probe, sizeof probe, "ulimit -v 65536 && '%s' --version >/dev/null 2>&1", tester->argv[0]);
	if (system(probe) != 0)
		return;
	double freely = spend(tester, "exec \"$0\" --no-state");
	double limited = spend(tester, "ulimit -v 65536; exec \"$0\" --no-state");
	tester_check(tester, limited < 3 * freely + 0.05, "64 MiB of addresses cost little CPU time");
}

static bool begins_with(const char *path, const char *bytes)
{
	char found[16] = "";
	FILE *file = fopen(path, "r");
	bool same = file && fgets(found, sizeof found, file) && strncmp(found, bytes, strlen(bytes)) == 0;
	if (file)
		fclose(file);
	return same;
}

/* `e` leaves a file alone until Enter comes a second time. */
static void export_over(struct tester *tester, const char *path)
{
	struct session session;

	if (!tester_open(tester, &session))
		return;
	session_type(&session, "e\x15");
	session_type(&session, path);
	session_type(&session, "\r");
	tester_check(tester, session_wait_text(&session, "exists; Enter replaces it", true),
		     "a file that is there is asked about");
	tester_check(tester, begins_with(path, "mine"), "it is as it was until then");
	session_type(&session, "\r");
	tester_check(tester, session_wait_text(&session, "exported to", true), "a second Enter replaces it");
	tester_check(tester, !begins_with(path, "mine"), "it holds the export");
	session_type(&session, "q");
	tester_end(tester, &session, 0, 0);
}

static void export_twice(struct tester *tester)
{
	char folder[] = "/tmp/unmoor-pty-XXXXXX", path[sizeof folder + 6];
	if (!tester_check(tester, mkdtemp(folder) != NULL, "there is a folder"))
		return;
	snprintf(path, sizeof path, "%s/a.csv", folder);
	FILE *file = fopen(path, "w");
	if (tester_check(tester, file && fputs("mine\n", file) >= 0 && fclose(file) == 0, "there is a file"))
		export_over(tester, path);
	unlink(path);
	rmdir(folder);
}

/* Where no file may be written the formats are the same: an ending alone is printed after the end. */
static void export_without_a_file(struct tester *tester)
{
	char option[] = "--secure";
	char *argv[] = {tester->argv[0], option, NULL};
	struct session session;

	if (!tester_check(tester, session_start(&session, argv, 80, 24), "it starts in a pty") ||
	    !tester_check(tester, session_wait_text(&session, tester_last_key, true), "it shows the sample"))
		return;
	session_type(&session, "\te\x15.csv\r");
	tester_check(tester, session_wait_text(&session, "printed after the end", true), "it says so");
	session_type(&session, "q");
	tester_check(tester, session_wait_text(&session, "row,figure,expected,likely", true),
		     "the cost is printed as CSV");
	tester_end(tester, &session, 0, 0);
}

static void run_all(struct tester *tester)
{
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	tester->alternate = true;
	tester->name = "quit";
	toggle_resize_quit(tester);
	tester->name = "sigterm";
	end_by_signal(tester, SIGTERM);
	tester->name = "sighup";
	end_by_signal(tester, SIGHUP);
	tester->name = "sigint";
	end_by_signal(tester, SIGINT);
	tester->name = "loading-quit";
	while_loading(tester, leave_by_key);
	tester->name = "loading-sigterm";
	while_loading(tester, leave_by_sigterm);
	tester->name = "loading-stop";
	while_loading(tester, stop_and_leave);
	tester->name = "limited addresses";
	limit_addresses(tester);
	tester->name = "tried";
	keep_a_tried_value(tester);
	tester->name = "export";
	export_twice(tester);
	export_without_a_file(tester);
	tester->name = "ascii";
	draw_in_ascii(tester);
	tester->name = "stop";
	stop_and_continue(tester);
	tester->name = "jobs of a shell";
	end_jobs(tester);
	tester->name = "unknown-terminal";
	refuse_terminal(tester);
	tester_watch_files(tester);
	tester_keep(tester);
	tester_fill(tester);
	tester_reload(tester);
	tester_edit(tester);
	tester_reply(tester);
	tester_look_at_lenses(tester);
}

static void run_short(struct tester *tester)
{
	tester->name = getenv("TERM") ? getenv("TERM") : "no TERM";
	tester->alternate = strncmp(tester->name, "vt", 2) != 0 && strcmp(tester->name, "linux") != 0;
	toggle_resize_quit(tester);
}

static void run_show(struct tester *tester)
{
	struct session session;

	tester->name = "show";
	tester->alternate = true;
	if (!tester_open(tester, &session))
		return;
	tester_show(&session);
	session_type(&session, "q");
	tester_end(tester, &session, 0, 0);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *option;
		void (*run)(struct tester *tester);
	} runs[] = {{"--short", run_short},      {"--reload", tester_reload}, {"--files", tester_watch_files},
		    {"--editor", tester_edit},   {"--kept", tester_keep},     {"--show", run_show},
		    {"--replies", tester_reply}, {"--limited", tester_fill},  {"--full", tester_fill_disk}};
	struct tester tester = {.argv = argv + 1};
	void (*run)(struct tester * tester) = run_all;

	for (size_t i = 0; argc > 1 && i < sizeof runs / sizeof *runs; i++) {
		if (strcmp(argv[1], runs[i].option) == 0) {
			run = runs[i].run;
			tester.argv = argv + 2;
		}
	}
	if (argc < 2 || !tester.argv[0]) {
		fprintf(stderr, "usage: sessions "
				"[--short|--reload|--files|--editor|--replies|--kept|--limited|--full "
				"FOLDER|--show] "
				"COMMAND...\n");
		return 2;
	}
	run(&tester);
	printf("pty: %d passed, %d failed\n", tester.passed, tester.failed);
	return tester.failed > 0;
}
