/*
 * What is kept of a choice without a name, and what --secure does not do: kept PROGRAM.
 *
 * Sessions with the program on a stack of one move: each is ended in some way, and then the folder for
 * state is looked at. The last ones run under strace, where there is one, and its log is read: with
 * --secure no file is opened for writing, no name is changed, no process and no socket is made.
 */
#include "tests/torture/stack.h"
#include "tests/torture/trial.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct keeper {
	struct score score;
	char *program;
	char folder[64], stack[96], state[96], log[96];
};

static const char OFFER[] = "Take it up again?";

static void make_folder(struct keeper *keeper)
{
	snprintf(keeper->folder, sizeof keeper->folder, "/tmp/unmoor-kept-XXXXXX");
	if (!mkdtemp(keeper->folder)) {
		perror("mkdtemp");
		exit(2);
	}
	snprintf(keeper->stack, sizeof keeper->stack, "%s/stack.yaml", keeper->folder);
	snprintf(keeper->state, sizeof keeper->state, "%s/state/unmoor", keeper->folder);
	snprintf(keeper->log, sizeof keeper->log, "%s/log", keeper->folder);
	stack_write(keeper->stack);
	char state[80];
	snprintf(state, sizeof state, "%s/state", keeper->folder);
	setenv("XDG_STATE_HOME", state, 1);
	setenv("HOME", keeper->folder, 1);
}

/* --- what is in the folder for state ---------------------------------------------------------- */

/* How many files it holds; each must be the owner's alone. */
static int count_kept(struct keeper *keeper, const char *when)
{
	int count = 0;
	struct stat status;
	DIR *folder = opendir(keeper->state);

	for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;) {
		if (entry->d_name[0] == '.' && strspn(entry->d_name, ".") == strlen(entry->d_name))
			continue;
		count++;
		bool good = fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
			    S_ISREG(status.st_mode) && (status.st_mode & 07777) == 0600;
		score_check(&keeper->score, good, when, "what is kept can be read by others");
	}
	if (folder) {
		bool good = fstat(dirfd(folder), &status) == 0 && (status.st_mode & 07777) == 0700;
		score_check(&keeper->score, good, when, "the folder for state is open to others");
		closedir(folder);
	}
	return count;
}

static void expect_kept(struct keeper *keeper, const char *when, int count)
{
	char what[64];
	int found = count_kept(keeper, when);

	snprintf(what, sizeof what, "%d files for state, wanted %d", found, count);
	score_check(&keeper->score, found == count, when, what);
}

/* --- sessions ---------------------------------------------------------------------------------- */

/* One session with an option (NULL: none): it is shown the offer or not. */
static bool open_session(struct keeper *keeper, struct trial *trial, const char *name, const char *option,
			 bool offered)
{
	char word[32];
	char *argv[] = {keeper->program, keeper->stack, NULL, NULL};

	if (option) {
		snprintf(word, sizeof word, "%s", option);
		argv[2] = word;
	}
	if (!trial_open(trial, &keeper->score, name, argv))
		return false;
	if (offered)
		trial_check(trial, session_wait_text(&trial->session, OFFER, true), "is not offered it");
	else
		trial_check(trial, screen_find(&trial->session.screen, OFFER) < 0, "is offered something");
	return true;
}

static void type_and_wait(struct trial *trial, const char *keys, const char *text, bool wanted)
{
	trial_type(trial, keys, strlen(keys));
	trial_check(trial, session_wait_text(&trial->session, text, wanted), "does not follow the keys");
}

static void hang_up(struct trial *trial)
{
	kill(trial->session.program, SIGHUP);
	trial_end(trial, 0, SIGHUP);
}

static void quit(struct trial *trial)
{
	trial_type(trial, "q", 1);
	trial_end(trial, 0, 0);
}

static void keep_until_settled(struct keeper *keeper)
{
	struct trial trial;

	if (open_session(keeper, &trial, "SIGHUP with a choice", NULL, false)) {
		type_and_wait(&trial, " ", "[x]", true);
		hang_up(&trial);
		expect_kept(keeper, trial.name, 1);
	}
	if (open_session(keeper, &trial, "SIGHUP before the offer is answered", NULL, true)) {
		hang_up(&trial);
		expect_kept(keeper, trial.name, 1);
	}
	if (open_session(keeper, &trial, "left by q before the offer is answered", NULL, true)) {
		quit(&trial);
		expect_kept(keeper, trial.name, 1);
	}
	if (open_session(keeper, &trial, "taken up, and left by q", NULL, true)) {
		type_and_wait(&trial, "\r", "[x]", true);
		quit(&trial);
		expect_kept(keeper, trial.name, 1);
	}
	if (open_session(keeper, &trial, "declined", NULL, true)) {
		type_and_wait(&trial, "\033", OFFER, false);
		quit(&trial);
		expect_kept(keeper, trial.name, 0);
	}
	if (open_session(keeper, &trial, "after it was declined", NULL, false)) {
		quit(&trial);
		expect_kept(keeper, trial.name, 0);
	}
}

/* What one session leaves is not forgotten by another that never saw it. */
static void leave_beside_another(struct keeper *keeper)
{
	struct trial first, second;

	if (!open_session(keeper, &first, "the first of two", NULL, false))
		return;
	if (open_session(keeper, &second, "the second of two", NULL, false)) {
		type_and_wait(&second, " ", "[x]", true);
		quit(&second);
		expect_kept(keeper, second.name, 1);
	}
	quit(&first);
	expect_kept(keeper, first.name, 1);
	if (open_session(keeper, &first, "after both", NULL, true)) {
		type_and_wait(&first, "\033", OFFER, false);
		quit(&first);
	}
}

static void keep_nothing(struct keeper *keeper)
{
	static const char *const options[] = {"--no-state", "--read-only", "--secure"};
	struct trial trial;

	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		if (!open_session(keeper, &trial, options[i], options[i], false))
			continue;
		type_and_wait(&trial, " ", "[x]", true);
		hang_up(&trial);
		expect_kept(keeper, options[i], 0);
	}
}

/* --- under strace ------------------------------------------------------------------------------ */

static bool can_trace(const struct keeper *keeper)
{
	char line[256];

	snprintf(line, sizeof line, "strace -f -o '%s' true >/dev/null 2>&1", keeper->log);
	return system(line) == 0;
}

static bool holds(const char *line, const char *word)
{
	return strstr(line, word) != NULL;
}

/* A call that --secure must not make. Terminals may be opened for writing. */
static bool is_forbidden(const char *line)
{
	static const char *const calls[] = {"fork(",  "execve(", "execveat(", "socket(",  "connect(",
					    "rename", "unlink",  "mkdir",     "symlink",  "link(",
					    "linkat", "mknod",   "truncate(", "creat(",   "chmod",
					    "chown",  "rmdir",   "pwrite",    "setxattr", "memfd_create"};

	if (holds(line, "open"))
		return (holds(line, "O_WRONLY") || holds(line, "O_RDWR") || holds(line, "O_CREAT")) &&
		       !holds(line, "\"/dev/");
	if (holds(line, "clone"))
		return !holds(line, "CLONE_THREAD");
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (holds(line, calls[i]))
			return true;
	return false;
}

/* The first line is strace's own start of the program. */
static void read_log(struct keeper *keeper, const char *name)
{
	char line[1024];
	FILE *log = fopen(keeper->log, "r");
	bool started = false, no_core = false;
	long calls = 0;

	while (log && fgets(line, sizeof line, log)) {
		calls++;
		no_core |= holds(line, "RLIMIT_CORE, {rlim_cur=0");
		if (!started && holds(line, "execve(")) {
			started = true;
			continue;
		}
		bool bad = is_forbidden(line);
		line[strcspn(line, "\n")] = '\0';
		score_check(&keeper->score, !bad, name, line);
	}
	if (log)
		fclose(log);
	score_check(&keeper->score, calls > 1, name, "strace has no log");
	score_check(&keeper->score, no_core, name, "a core dump is not ruled out");
}

/* Everything that would write, start or send something. */
static void trace_secure(struct keeper *keeper, const char *name, char *option)
{
	static const char *const keys[] = {" ",    "y", "e",      "x.csv\r", "\033", "e", "\r", "\033",
					   "s",    "s", "a\r",    "\033",    "\033", "r", ":",  "edit\r",
					   "\033", ":", "copy\r", "\033",    "\t",   "y", "o",  "\033"};
	char env[] = "/usr/bin/env", strace[] = "strace", follow[] = "-f", out[] = "-o";
	char trace[] = "-e", what[] = "trace=%file,%process,%network,%desc,prlimit64,setrlimit";
	char *argv[] = {env,  strace,          follow,        out,    keeper->log, trace,
			what, keeper->program, keeper->stack, option, NULL};
	struct trial trial;

	unlink(keeper->log);
	if (!trial_open(&trial, &keeper->score, name, argv))
		return;
	trial_check(&trial, session_wait_text(&trial.session, "[secure]", true), "the title does not say so");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		trial_type(&trial, keys[i], strlen(keys[i]));
		session_settle(&trial.session, 60);
	}
	session_quit(&trial.session);
	trial_end(&trial, 0, 0);
	read_log(keeper, name);
	expect_kept(keeper, name, 0);
}

static void remove_all(const struct keeper *keeper)
{
	char line[128];

	snprintf(line, sizeof line, "rm -rf '%s'", keeper->folder);
	if (system(line) != 0)
		fprintf(stderr, "%s is left\n", keeper->folder);
}

int main(int argc, char **argv)
{
	struct keeper keeper = {.score = {.name = "kept"}};
	char secure[] = "--secure";

	if (argc != 2) {
		fprintf(stderr, "usage: kept PROGRAM\n");
		return 2;
	}
	keeper.program = argv[1];
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("UNMOOR_SECURE");
	make_folder(&keeper);
	keep_until_settled(&keeper);
	leave_beside_another(&keeper);
	keep_nothing(&keeper);
	if (can_trace(&keeper)) {
		trace_secure(&keeper, "traced with --secure", secure);
		setenv("UNMOOR_SECURE", "1", 1);
		trace_secure(&keeper, "traced with UNMOOR_SECURE=1", NULL);
	} else {
		printf("skipped: what --secure does not do (no strace here)\n");
	}
	remove_all(&keeper);
	return score_end(&keeper.score);
}
