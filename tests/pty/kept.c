/* What is kept of a choice without a name, what is told where it cannot be, and what is offered again. */
#include "tests/pty/tester.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct place {
	char folder[24], stack[48], state[48];
};

#define HEAD                                                                                               \
	"unmoor: 1\ntitle: two moves\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\noverlap: 1\n" \
	"providers: [{id: p, kind: cloud}, {id: q, kind: cloud}]\n"                                        \
	"offerings: [{id: p/o, kind: k, provider: p}, {id: q/o, kind: k, provider: q}]\n"                  \
	"components:\n"                                                                                    \
	"- {id: c, bindings: [{offering: p/o, monthly: 10}]}\n"                                            \
	"- {id: d, bindings: [{offering: p/o, monthly: 10}]}\n"
#define FIRST "migrations:\n- {id: m1, bindings: [c@p/o], to: q/o}\n"
#define SECOND "- {id: m2, bindings: [d@p/o], to: q/o}\n"

static const char SET_ASIDE[] = "what was left without a name before is now";
static const char LOST[] = "your choice could not be kept: ";

static void write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (file) {
		fputs(text, file);
		fclose(file);
	}
}

static bool start(struct tester *tester, struct session *session, char *const argv[])
{
	return tester_check(tester, session_start(session, argv, 80, 24), "it starts in a pty") &&
	       tester_check(tester, session_wait_text(session, "two moves", true), "it shows the stack");
}

/* Switches a migration on where the cursor is first, and leaves. */
static void switch_and_leave(struct tester *tester, struct session *session, int status, const char *told)
{
	session_type(session, " ");
	tester_check(tester, session_wait_text(session, "[x] ", true), "a migration is on");
	session_type(session, "q");
	tester_check(tester, session_wait_text(session, told, true), "it is told what is not kept");
	tester_end(tester, session, status, 0);
}

/* Where the folder for state is a file, or a link to nothing. */
static void keep_in_vain(struct tester *tester, const struct place *place)
{
	char *argv[] = {tester->argv[0], (char *)place->stack, NULL};
	struct session session;

	write_text(place->state, "no folder\n");
	if (start(tester, &session, argv))
		switch_and_leave(tester, &session, 1, LOST);
	unlink(place->state);
	tester_check(tester, symlink("/nowhere/at/all", place->state) == 0, "there is a link");
	if (start(tester, &session, argv))
		switch_and_leave(tester, &session, 1, LOST);
	unlink(place->state);
}

static void read_a_pipe(struct tester *tester, const struct place *place)
{
	char *argv[] = {"/bin/sh", "-c", "cat \"$1\" | \"$0\" -", tester->argv[0], (char *)place->stack,
			NULL};
	struct session session;

	if (start(tester, &session, argv))
		switch_and_leave(tester, &session, 0, "a stack from a pipe has no name");
}

static const char *kept_path(const struct place *place, char *path, size_t size)
{
	char line[128];

	snprintf(line, sizeof line, "ls %s/unmoor/*.yaml 2>/dev/null", place->state);
	FILE *list = popen(line, "r");
	bool found = list && fgets(path, (int)size, list);
	if (list)
		pclose(list);
	path[found ? strcspn(path, "\n") : 0] = '\0';
	return path;
}

static void offer_what_fits(struct tester *tester, const struct place *place)
{
	char *argv[] = {tester->argv[0], (char *)place->stack, NULL}, path[128];
	struct session session;

	if (start(tester, &session, argv))
		switch_and_leave(tester, &session, 0, "");
	tester_check(tester, *kept_path(place, path, sizeof path), "the choice is kept");
	write_text(path, "unmoor: 1\nscenarios: [{id: unsaved, migrations: [m1, m2]}]\n");
	write_text(place->stack, HEAD FIRST);
	if (!start(tester, &session, argv))
		return;
	tester_check(tester, session_wait_text(&session, "Take it up again?", true), "the rest is offered");
	tester_check(tester, session_wait_text(&session, "migration m2", true), "what is gone is named");
	session_type(&session, "\r");
	tester_check(tester, session_wait_text(&session, "Take it up again?", false), "it is taken up");
	tester_check(tester, session_wait_text(&session, "[x] ", true), "what fits is on");
	session_type(&session, "q");
	tester_end(tester, &session, 0, 0);
}

/* It is told, and what is kept next does not replace it. */
static void set_aside(struct tester *tester, const struct place *place)
{
	char *argv[] = {tester->argv[0], (char *)place->stack, NULL}, path[128], aside[132];
	struct session session;

	kept_path(place, path, sizeof path);
	write_text(path, "unmoor: [\n");
	if (start(tester, &session, argv)) {
		tester_check(tester, session_wait_text(&session, "what was left last time", true),
			     "it is told that it cannot be read");
		session_type(&session, "W");
		tester_check(tester, session_wait_text(&session, ".yaml.1", true), "and where it is");
		session_type(&session, "\033");
		tester_check(tester, session_wait_text(&session, ".yaml.1", false), "the page is closed");
		switch_and_leave(tester, &session, 0, "");
	}
	snprintf(aside, sizeof aside, "%s.1", path);
	tester_check(tester, access(aside, F_OK) == 0, "what could not be read is still there");
	tester_check(tester, access(path, F_OK) == 0, "the next choice is kept beside it");
}

/* Two sessions at a time: the choice of the first to leave is not replaced by that of the second. */
static void leave_both(struct tester *tester, const struct place *place)
{
	char *argv[] = {tester->argv[0], (char *)place->stack, NULL}, path[128], aside[132];
	struct session first, second;

	unlink(kept_path(place, path, sizeof path));
	snprintf(aside, sizeof aside, "%s.1", path);
	unlink(aside);
	if (!start(tester, &first, argv))
		return;
	if (start(tester, &second, argv))
		switch_and_leave(tester, &second, 0, "");
	switch_and_leave(tester, &first, 0, SET_ASIDE);
	tester_check(tester, access(path, F_OK) == 0 && access(aside, F_OK) == 0, "both are kept");
}

/* The offer of what was left, with one older, is answered with this key. */
static bool answer(struct tester *tester, const struct place *place, const char *key, bool older)
{
	char *argv[] = {tester->argv[0], (char *)place->stack, NULL};
	struct session session;

	if (!start(tester, &session, argv))
		return false;
	bool offered = session_wait_text(&session, "Take it up again?", true) &&
		       session_wait_text(&session, "1 older choice waits besides", older);
	session_type(&session, key);
	if (*key != 'q') {
		offered &= session_wait_text(&session, "Take it up again?", false);
		session_type(&session, "q");
	}
	tester_end(tester, &session, 0, 0);
	return offered;
}

/* Who quits has not answered; what was set aside is offered when it has its name again, as unmoor(1) says. */
static void answer_both(struct tester *tester, const struct place *place)
{
	char path[128], aside[132];

	kept_path(place, path, sizeof path);
	snprintf(aside, sizeof aside, "%s.1", path);
	tester_check(tester, answer(tester, place, "q", true), "it is offered, and told of the older one");
	tester_check(tester, access(path, F_OK) == 0, "who quits leaves it");
	tester_check(tester, answer(tester, place, "\033", true), "it is offered again");
	tester_check(tester, access(path, F_OK) != 0, "who lets it go has it no more");
	tester_check(tester, rename(aside, path) == 0, "the older one takes its place");
	tester_check(tester, answer(tester, place, "\r", false), "it is offered");
	tester_check(tester, access(path, F_OK) == 0 && access(aside, F_OK) != 0, "and kept again");
}

/* Two that have taken the same up: what the first leaves is not settled by the second. */
static void take_up_in_both(struct tester *tester, const struct place *place)
{
	char *argv[] = {tester->argv[0], (char *)place->stack, NULL}, path[128], aside[132];
	struct session sessions[2];

	kept_path(place, path, sizeof path);
	snprintf(aside, sizeof aside, "%s.1", path);
	for (int i = 0; i < 2; i++) {
		if (!start(tester, &sessions[i], argv))
			return;
		tester_check(tester, session_wait_text(&sessions[i], "Take it up again?", true), "offered");
		session_type(&sessions[i], "\r");
		tester_check(tester, session_wait_text(&sessions[i], "[x] ", true), "taken up");
		session_type(&sessions[i], i == 0 ? "+" : "u");
		session_settle(&sessions[i], 50);
	}
	session_type(&sessions[0], "q");
	tester_end(tester, &sessions[0], 0, 0);
	session_type(&sessions[1], "q"); /* with nothing on */
	tester_end(tester, &sessions[1], 0, 0);
	tester_check(tester, access(path, F_OK) == 0, "what the first has left is there");
	unlink(path);
}

void tester_keep(struct tester *tester)
{
	struct place place = {.folder = "/tmp/unmoor-pty-XXXXXX"};
	char command[48];

	if (!tester_check(tester, mkdtemp(place.folder) != NULL, "there is a folder"))
		return;
	snprintf(place.stack, sizeof place.stack, "%s/stack.yaml", place.folder);
	snprintf(place.state, sizeof place.state, "%s/state", place.folder);
	write_text(place.stack, HEAD FIRST SECOND);
	setenv("XDG_STATE_HOME", place.state, 1);
	keep_in_vain(tester, &place);
	read_a_pipe(tester, &place);
	offer_what_fits(tester, &place);
	set_aside(tester, &place);
	leave_both(tester, &place);
	answer_both(tester, &place);
	take_up_in_both(tester, &place);
	unsetenv("XDG_STATE_HOME");
	snprintf(command, sizeof command, "rm -rf %s", place.folder);
	tester_check(tester, system(command) == 0, "the folder goes");
}
