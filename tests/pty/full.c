/*
 * Where nothing more can be written: each save, export and keeping says so, leaves the old file whole and
 * nothing else behind, and the exit status tells where there is one.
 */
#include "tests/pty/tester.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { PATH_SIZE = 128, LIMIT = 64 /* bytes: less than what is written, and more than none of it */ };

struct disk {
	char folder[PATH_SIZE], stack[PATH_SIZE], scenarios[PATH_SIZE], export[PATH_SIZE], state[PATH_SIZE],
		filler[PATH_SIZE];
	bool limited;       /* by the size of files, else by what is left on the disk */
	const char *reason; /* what the system says then */
	struct rlimit usual;
};

static const char STACK[] =
	"unmoor: 1\ntitle: one move\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\n"
	"overlap: 1\nproviders: [{id: p, kind: cloud}, {id: q, kind: cloud}]\n"
	"offerings: [{id: p/o, kind: k, provider: p}, {id: q/o, kind: k, provider: q}]\n"
	"migrations: [{id: m, from: p/o, to: q/o}]\n"
	"components: [{id: c, bindings: [{offering: p/o, monthly: 10}]}]\n";
static const char OLD[] = "unmoor: 1\nscenarios: [{id: old, name: what is to stay, migrations: [m]}]\n";

/* ---- the disk ---------------------------------------------------------------------------------- */

static bool write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return false;
	fputs(text, file);
	return fclose(file) == 0;
}

static bool has_text(const char *path, const char *text)
{
	char found[256] = "";
	FILE *file = fopen(path, "r");

	if (!file)
		return false;
	size_t length = fread(found, 1, sizeof found - 1, file);
	fclose(file);
	return length == strlen(text) && !memcmp(found, text, length);
}

static int count_entries(const char *path)
{
	DIR *folder = opendir(path);
	int count = 0;

	while (folder && readdir(folder))
		count++;
	if (folder)
		closedir(folder);
	return count - 2;
}

/* Byte by byte at the end: a disk gives room in blocks. False when there was no end to it. */
static bool fill_up(const char *path)
{
	static const char block[4096];
	enum { MOST = 16384 };
	FILE *file = fopen(path, "w");
	bool full = false;

	if (!file)
		return false;
	setvbuf(file, NULL, _IONBF, 0);
	for (int i = 0; i < MOST && !full; i++)
		full = fwrite(block, 1, sizeof block, file) < sizeof block;
	fclose(file);
	return full;
}

/* A limit is for the program alone: what is printed here may go to a file, too. */
static bool start_full(struct tester *tester, struct session *session, struct disk *disk, char *const argv[])
{
	struct rlimit limit = disk->usual;
	bool started;

	limit.rlim_cur = LIMIT;
	if (!disk->limited && !tester_check(tester, fill_up(disk->filler), "the disk is full"))
		return false;
	if (disk->limited)
		setrlimit(RLIMIT_FSIZE, &limit);
	started = session_start(session, argv, 200, 24);
	setrlimit(RLIMIT_FSIZE, &disk->usual);
	return tester_check(tester, started, "it starts in a pty");
}

static bool expect(struct tester *tester, struct session *session, const char *text)
{
	bool shown = tester_check(tester, session_wait_text(session, text, true), text);

	if (!shown)
		tester_show(session);
	return shown;
}

static bool set_up(struct tester *tester, struct disk *disk)
{
	static const char *const names[] = {"stack.yaml", "stack.scenarios.yaml", "out.csv", "state",
					    "filler"};
	char *const paths[] = {disk->stack, disk->scenarios, disk->export, disk->state, disk->filler};

	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	getrlimit(RLIMIT_FSIZE, &disk->usual);
	disk->reason = disk->limited ? "cannot be written: File too large"
				     : "cannot be written: No space left on device";
	if (!tester_check(tester, mkdtemp(disk->folder) != NULL, "there is a folder"))
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		snprintf(paths[i], PATH_SIZE, "%.80s/%s", disk->folder, names[i]);
	return tester_check(tester,
			    write_text(disk->stack, STACK) && write_text(disk->scenarios, OLD) &&
				    write_text(disk->export, OLD),
			    "the files are there");
}

/* Beside the three files and what fills the disk. */
static void expect_untouched(struct tester *tester, const struct disk *disk)
{
	unlink(disk->filler);
	tester_check(tester, has_text(disk->scenarios, OLD), "the old scenarios are whole");
	tester_check(tester, has_text(disk->export, OLD), "the old export is whole");
	tester_check(tester, count_entries(disk->folder) == 3, "nothing is left behind");
}

/* ---- commands ---------------------------------------------------------------------------------- */

static void run(struct tester *tester, struct disk *disk, char *const argv[], const char *told)
{
	struct session session;

	if (!start_full(tester, &session, disk, argv))
		return;
	expect(tester, &session, told);
	tester_end(tester, &session, 1, 0);
	expect_untouched(tester, disk);
}

static void save(struct tester *tester, struct disk *disk)
{
	char *argv[] = {tester->argv[0], "save", disk->stack, "--scenario", "new",
			"--migrate",     "m",    NULL,        NULL,         NULL};
	char path[PATH_SIZE + 8];

	tester->name = "full/save";
	run(tester, disk, argv, disk->reason);
	tester->name = "full/save --to";
	snprintf(path, sizeof path, "%s.new", disk->scenarios);
	argv[7] = "--to";
	argv[8] = path;
	run(tester, disk, argv, disk->reason);
	argv[8] = disk->export; /* no scenarios file by its name, and one by what it holds */
	run(tester, disk, argv, disk->reason);
}

/* The file is the shell's; what could be written is in it, and it is told that this is not all. */
static void export_to_output(struct tester *tester, struct disk *disk)
{
	char *argv[] = {
		"/bin/sh",   "-c", "\"$0\" export \"$1\" --view cost >\"$2\"", tester->argv[0], disk->stack,
		disk->state, NULL};
	struct session session;

	tester->name = "full/export";
	if (!start_full(tester, &session, disk, argv))
		return;
	expect(tester, &session, "cannot write standard output: ");
	tester_end(tester, &session, 1, 0);
	unlink(disk->state);
	expect_untouched(tester, disk);
}

/* ---- the screen -------------------------------------------------------------------------------- */

/* It goes on, and can be left. */
static void leave(struct tester *tester, struct session *session, struct disk *disk)
{
	session_type(session, "\033");
	session_settle(session, 200);
	session_quit(session);
	tester_end(tester, session, 0, 0);
	expect_untouched(tester, disk);
}

static void save_on_screen(struct tester *tester, struct disk *disk)
{
	char *argv[] = {tester->argv[0], "--no-state", disk->stack, NULL};
	struct session session;

	tester->name = "full/s";
	if (!start_full(tester, &session, disk, argv) || !expect(tester, &session, "one move"))
		return;
	session_type(&session, " ss");
	expect(tester, &session, "save as: ");
	session_type(&session, "mine\r");
	expect(tester, &session, "not saved: ");
	expect(tester, &session, disk->reason);
	leave(tester, &session, disk);
}

static void export_on_screen(struct tester *tester, struct disk *disk)
{
	char *argv[] = {tester->argv[0], "--no-state", disk->stack, NULL};
	struct session session;

	tester->name = "full/e";
	if (!start_full(tester, &session, disk, argv) || !expect(tester, &session, "one move"))
		return;
	session_type(&session, "e\x15");
	session_type(&session, disk->folder);
	session_type(&session, "/new.csv\r");
	expect(tester, &session, "not exported: ");
	expect(tester, &session, disk->reason);
	session_type(&session, "e\x15");
	session_type(&session, disk->export);
	session_type(&session, "\r");
	expect(tester, &session, "Enter replace");
	session_type(&session, "\r");
	expect(tester, &session, "out.csv: error");
	expect(tester, &session, disk->reason);
	leave(tester, &session, disk);
}

/* ---- keeping ----------------------------------------------------------------------------------- */

/* Leaves with a migration on, which is kept or not. */
static void switch_and_leave(struct tester *tester, struct session *session, const char *told, int status)
{
	session_type(session, " ");
	expect(tester, session, "[x] ");
	session_type(session, "q");
	if (told) {
		expect(tester, session, "your choice could not be kept: ");
		expect(tester, session, told);
	}
	tester_end(tester, session, status, 0);
}

static bool find_kept(const struct disk *disk, char path[PATH_SIZE])
{
	char line[PATH_SIZE + 64];

	snprintf(line, sizeof line, "ls -A %s/unmoor/* 2>/dev/null", disk->state);
	FILE *list = popen(line, "r");
	bool found = list && fgets(path, PATH_SIZE, list), more = found && fgets(line, sizeof line, list);
	if (list)
		pclose(list);
	path[found ? strcspn(path, "\n") : 0] = '\0';
	return found && !more;
}

static void remove_state(const struct disk *disk)
{
	char command[PATH_SIZE + 16];

	snprintf(command, sizeof command, "rm -rf %s", disk->state);
	if (system(command) != 0)
		perror(command);
}

/* What was left before, and is declined only when nothing better can take its place, is still there. */
static void keep(struct tester *tester, struct disk *disk)
{
	char *argv[] = {tester->argv[0], disk->stack, NULL};
	char kept[PATH_SIZE];
	struct session session;

	tester->name = "full/keep";
	setenv("XDG_STATE_HOME", disk->state, 1);
	if (start_full(tester, &session, disk, argv) && expect(tester, &session, "one move"))
		switch_and_leave(tester, &session, disk->reason, 1);
	tester_check(tester, !find_kept(disk, kept), "nothing is left in the folder of state");
	unlink(disk->filler);
	if (tester_check(tester, session_start(&session, argv, 200, 24), "it starts in a pty") &&
	    expect(tester, &session, "one move"))
		switch_and_leave(tester, &session, NULL, 0);
	tester_check(tester,
		     find_kept(disk, kept) && write_text(kept, "unmoor: 1\nscenarios: [{id: unsaved, "
							       "migrations: [m], start: 3}]\n"),
		     "one is kept");
	if (start_full(tester, &session, disk, argv) && expect(tester, &session, "Take it up again?")) {
		session_type(&session, "\033");
		session_settle(&session, 300);
		switch_and_leave(tester, &session, disk->reason, 1);
	}
	unlink(disk->filler);
	tester_check(tester,
		     has_text(kept, "unmoor: 1\nscenarios: [{id: unsaved, migrations: [m], start: 3}]\n"),
		     "the old choice is whole");
	tester_check(tester, find_kept(disk, kept), "nothing is left beside it");
	unsetenv("XDG_STATE_HOME");
	remove_state(disk);
	expect_untouched(tester, disk);
}

static void try_all(struct tester *tester, struct disk *disk)
{
	if (set_up(tester, disk)) {
		save(tester, disk);
		export_to_output(tester, disk);
		save_on_screen(tester, disk);
		export_on_screen(tester, disk);
		keep(tester, disk);
	}
	unlink(disk->stack);
	unlink(disk->scenarios);
	unlink(disk->export);
	tester_check(tester, rmdir(disk->folder) == 0, "the folder goes");
}

void tester_fill(struct tester *tester)
{
	struct disk disk = {.folder = "/tmp/unmoor-pty-XXXXXX", .limited = true};

	try_all(tester, &disk);
}

void tester_fill_disk(struct tester *tester)
{
	struct disk disk = {.limited = false};

	snprintf(disk.folder, sizeof disk.folder, "%.60s/unmoor-pty-XXXXXX", *tester->argv++);
	try_all(tester, &disk);
}
