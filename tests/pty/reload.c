#include "tests/pty/tester.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { COMPONENTS = 5000, VERSIONS = 6 }; /* so many that a thread takes a while for them */

/* Whole, by a rename, as an editor does it. */
static bool write_version(const char *path, int version)
{
	char next[80];

	snprintf(next, sizeof next, "%s.new", path);
	FILE *file = fopen(next, "w");
	if (!file)
		return false;
	fprintf(file,
		"unmoor: 1\ntitle: version %d\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\n"
		"overlap: 1\nproviders: [{id: p, kind: cloud}, {id: q, kind: cloud}]\n"
		"offerings: [{id: p/o, kind: k, provider: p}, {id: q/o, kind: k, provider: q}]\n"
		"migrations: [{id: m, from: p/o, to: q/o}]\ncomponents:\n",
		version);
	for (int i = 0; i < COMPONENTS; i++)
		fprintf(file, "- {id: c%d, bindings: [{offering: p/o, monthly: %d}]}\n", i, i + version);
	return fclose(file) == 0 && rename(next, path) == 0;
}

/* Keys go on while the new version is read; every second time it is stopped meanwhile. */
static void reload(struct tester *tester, struct session *session, const char *path, int version)
{
	char title[32];
	int status = 0;

	snprintf(title, sizeof title, "version %d", version);
	tester_check(tester, write_version(path, version), "the stack is written");
	session_type(session, "R\t j\t2ku1");
	if (version % 2) {
		kill(session->program, SIGTSTP);
		tester_check(tester, session_wait_status(session, &status) && WIFSTOPPED(status), "it stops");
		kill(-session->program, SIGCONT);
	}
	tester_check(tester, session_wait_text(session, title, true), "the new version is shown");
}

static void play(struct tester *tester, char *path)
{
	char option[] = "--no-state";
	char *argv[] = {tester->argv[0], option, path, NULL};
	struct session session;

	if (!tester_check(tester, session_start(&session, argv, 80, 24), "the program starts in a pty"))
		return;
	tester_check(tester, session_wait_text(&session, "version 0", true), "it shows the stack");
	for (int version = 1; version <= VERSIONS; version++)
		reload(tester, &session, path, version);
	session_settle(&session, 200);
	session_quit(&session);
	tester_end(tester, &session, 0, 0);
}

void tester_reload(struct tester *tester)
{
	char folder[] = "/tmp/unmoor-pty-XXXXXX", path[sizeof folder + 12];

	tester->name = "reload";
	if (!tester_check(tester, mkdtemp(folder) != NULL, "there is a folder"))
		return;
	snprintf(path, sizeof path, "%s/stack.yaml", folder);
	if (tester_check(tester, write_version(path, 0), "the stack is written"))
		play(tester, path);
	unlink(path);
	tester_check(tester, rmdir(folder) == 0, "nothing is left beside the stack");
}
