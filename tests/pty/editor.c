#include "tests/pty/tester.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATH_SIZE = 64 };

/* A folder of its own with a stack, an editor, and a place for what is kept. */
struct desk {
	char folder[24], stack[PATH_SIZE], editor[PATH_SIZE], state[PATH_SIZE];
};

static const char stack[] = "unmoor: 1\ntitle: one to edit\nas_of: 2026-11-01\ncatalog: none\nrate: 1\n"
			    "overrun: 1\noverlap: 1\n"
			    "providers: [{id: p, kind: cloud}, {id: q, kind: cloud}]\n"
			    "offerings: [{id: p/o, kind: k, provider: p}, {id: q/o, kind: k, provider: q}]\n"
			    "migrations: [{id: m, from: p/o, to: q/o}]\n"
			    "components: [{id: c, bindings: [{offering: p/o, monthly: 10}]}]\n";

static bool write_file(const char *path, mode_t mode, const char *text)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return false;
	fputs(text, file);
	return fclose(file) == 0 && chmod(path, mode) == 0;
}

static bool set_desk(struct tester *tester, struct desk *desk, const char *script)
{
	strcpy(desk->folder, "/tmp/unmoor-pty-XXXXXX");
	if (!tester_check(tester, mkdtemp(desk->folder) != NULL, "there is a folder"))
		return false;
	snprintf(desk->stack, sizeof desk->stack, "%s/stack.yaml", desk->folder);
	snprintf(desk->editor, sizeof desk->editor, "%s/editor", desk->folder);
	snprintf(desk->state, sizeof desk->state, "%s/state", desk->folder);
	setenv("XDG_STATE_HOME", desk->state, 1);
	setenv("VISUAL", desk->editor, 1);
	return tester_check(tester,
			    write_file(desk->stack, 0600, stack) && write_file(desk->editor, 0700, script),
			    "the stack and the editor are written");
}

static void clear_desk(struct tester *tester, const struct desk *desk)
{
	char command[PATH_SIZE];

	unsetenv("XDG_STATE_HOME");
	unsetenv("VISUAL");
	snprintf(command, sizeof command, "rm -rf %s", desk->folder);
	tester_check(tester, system(command) == 0, "the folder goes");
}

/* With a choice that nobody has saved. option: one more argument, or NULL. */
static bool start_editor(struct tester *tester, struct session *session, struct desk *desk, char *option)
{
	char *argv[] = {tester->argv[0], desk->stack, option, NULL};

	if (!tester_check(tester, session_start(session, argv, 80, 24), "the program starts in a pty"))
		return false;
	bool shown = session_wait_text(session, "one to edit", true);
	session_type(session, " ");
	shown = shown && session_wait_text(session, "[x]", true);
	session_type(session, "E");
	return tester_check(tester, shown && session_wait_text(session, "edits now", true),
			    "the editor has the terminal");
}

/* The editor ends at Return; the program is there again, and is left. */
static void end_editor(struct tester *tester, struct session *session)
{
	session_type(session, "\n");
	tester_check(tester, session_wait_text(session, "one to edit", true), "the program is back");
	tester_check(tester, session_wait_text(session, "[x]", true), "with the choice");
	session_settle(session, 100);
	session_quit(session);
	tester_end(tester, session, 0, 0);
}

/* --- stop and continue ----------------------------------------------------------------------- */

/* Twice, since what is left of the first time must not disturb the second. key: typed, or NULL. */
static void stop_twice(struct tester *tester, struct session *session, const char *key)
{
	int status = 0;

	for (int i = 0; i < 2; i++) {
		session_type(session, key ? key : "stop\n");
		tester_check(tester, session_wait_status(session, &status) && WIFSTOPPED(status),
			     "the program stops with its editor");
		kill(-session->program, SIGCONT);
		session_type(session, "hello\n");
		tester_check(tester, session_wait_text(session, i ? "2: hello" : "1: hello", true),
			     "the editor goes on");
	}
	end_editor(tester, session);
}

static void stop_editor(struct tester *tester, const char *how, const char *key)
{
	struct desk desk;
	struct session session;
	char script[512];

	snprintf(script, sizeof script,
		 "#!/bin/sh\necho edits now\nn=0\nwhile read x; do\ncase $x in\n"
		 "stop) %s ;;\nhello) n=$((n + 1)); echo $n: $x ;;\n*) exit 0 ;;\nesac\ndone\n",
		 how);
	if (set_desk(tester, &desk, script) && start_editor(tester, &session, &desk, NULL))
		stop_twice(tester, &session, key);
	clear_desk(tester, &desk);
}

/* --- interrupted ----------------------------------------------------------------------------- */

static void wait_longer_than_the_alarm(struct session *session)
{
	struct timespec rest = {1, 300000000};

	nanosleep(&rest, NULL);
	session_settle(session, 50);
}

static void interrupt_editor(struct tester *tester, const char *key)
{
	struct desk desk;
	struct session session;

	if (set_desk(
		    tester, &desk,
		    "#!/bin/sh\ntrap 'echo survived' INT QUIT\necho edits now\nuntil read x; do :; done\n") &&
	    start_editor(tester, &session, &desk, NULL)) {
		session_type(&session, key);
		tester_check(tester, session_wait_text(&session, "survived", true), "the editor survives it");
		wait_longer_than_the_alarm(&session);
		tester_check(tester, kill(session.program, 0) == 0, "so does the program");
		end_editor(tester, &session);
	}
	clear_desk(tester, &desk);
}

/* What the program ignores meanwhile is not ignored in the editor. */
static void interrupt_to_the_end(struct tester *tester)
{
	struct desk desk;
	struct session session;

	if (set_desk(tester, &desk, "#!/bin/sh\necho edits now\nread x\nread x\n") &&
	    start_editor(tester, &session, &desk, NULL)) {
		session_type(&session, "\003");
		tester_check(tester, session_wait_text(&session, "was ended by signal 2", true),
			     "the editor ends and that is told");
		session_settle(&session, 100);
		session_type(&session, "\003");
		tester_end(tester, &session, 0, SIGINT);
	}
	clear_desk(tester, &desk);
}

/* --- asked to end ---------------------------------------------------------------------------- */

/* How many files hold the choice for their owner alone. */
static int kept_files(const struct desk *desk)
{
	char command[4 * PATH_SIZE];
	int status;

	snprintf(command, sizeof command,
		 "exit $(find %s -type f -perm 600 -exec grep -l 'migrations:' {} + 2>/dev/null | wc -l)",
		 desk->state);
	status = system(command);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* An editor that does not end, on a screen and with modes of its own. */
static void end_over(struct tester *tester, int number, char *option)
{
	struct desk desk;
	struct session session;

	if (set_desk(tester, &desk,
		     "#!/bin/sh\ntrap '' HUP TERM\nstty raw -echo\nprintf '\\033[?1049h\\033[?25ledits now'\n"
		     "sleep 30\n") &&
	    start_editor(tester, &session, &desk, option)) {
		kill(session.program, number);
		tester_end(tester, &session, 0, number);
		tester_check(tester, kept_files(&desk) == (option ? 0 : 1),
			     option ? "nothing is kept" : "the choice is kept");
	}
	clear_desk(tester, &desk);
}

/* An editor that ends when it is asked to is asked to, and has time to leave in good order. */
static void end_with(struct tester *tester, int number)
{
	struct desk desk;
	struct session session;
	char left[PATH_SIZE + 8];

	if (set_desk(tester, &desk,
		     "#!/bin/sh\ntrap 'sleep 0.1; echo mine >\"$0.left\"; exit' HUP TERM\necho edits now\n"
		     "while :; do sleep 0.05; done\n") &&
	    start_editor(tester, &session, &desk, NULL)) {
		kill(session.program, number);
		tester_end(tester, &session, 0, number);
		snprintf(left, sizeof left, "%s.left", desk.editor);
		tester_check(tester, access(left, F_OK) == 0, "the editor leaves in good order");
		tester_check(tester, kept_files(&desk) == 1, "the choice is kept");
	}
	clear_desk(tester, &desk);
}

/* --- asks the terminal ------------------------------------------------------------------------- */

/* It ends before the answers have come: some are there when the program is back, some come later. */
static void end_before_the_answer(struct tester *tester)
{
	struct desk desk;
	struct session session;

	if (set_desk(tester, &desk, "#!/bin/sh\nstty -echo\necho edits now\nread x\nstty echo\n") &&
	    start_editor(tester, &session, &desk, NULL)) {
		session_type(&session, "\n\033]11;rgb:1e1e/1e1e/1e1e\033\\\033P>|xterm(1)\033\\\033[?1;2c");
		tester_check(tester, session_wait_text(&session, tester_last_key, true),
			     "the program is back");
		tester_check(tester, session_wait_text(&session, "[x]", true), "with the choice");
		tester_get_replies(tester, &session);
		session_quit(&session);
		tester_end(tester, &session, 0, 0);
	}
	clear_desk(tester, &desk);
}

void tester_edit(struct tester *tester)
{
	char no_state[] = "--no-state";

	tester->name = "editor stops all";
	stop_editor(tester, "kill -TSTP 0", NULL);
	tester->name = "editor stops itself";
	stop_editor(tester, "kill -STOP $$", NULL);
	tester->name = "editor stopped by Ctrl+Z";
	stop_editor(tester, "", "\032");
	tester->name = "editor interrupted";
	interrupt_editor(tester, "\003");
	interrupt_editor(tester, "\034");
	interrupt_to_the_end(tester);
	tester->name = "editor that asks the terminal";
	end_before_the_answer(tester);
	tester->name = "editor and sighup";
	end_over(tester, SIGHUP, NULL);
	end_with(tester, SIGHUP);
	tester->name = "editor and sigterm";
	end_over(tester, SIGTERM, NULL);
	end_over(tester, SIGTERM, no_state);
	end_with(tester, SIGTERM);
}
