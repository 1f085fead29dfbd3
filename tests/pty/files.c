#include "core/base/str.h"
#include "tests/pty/tester.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 64 };

/* A folder of its own with a stack, which has no scenarios yet. */
struct place {
	char folder[24], stack[PATH_SIZE], scenarios[PATH_SIZE], next[PATH_SIZE];
};

static const char stack[] = "unmoor: 1\ntitle: three small ones\nas_of: 2026-11-01\ncatalog: none\nrate: "
			    "1\noverrun: 1\noverlap: 1\n"
			    "providers: [{id: p, kind: cloud}, {id: q, kind: cloud}]\n"
			    "offerings: [{id: p/o, kind: k, provider: p}, {id: q/o, kind: k, provider: q}]\n"
			    "migrations: [{id: m, from: p/o, to: q/o}]\n"
			    "components: [{id: c, bindings: [{offering: p/o, monthly: 10}]}]\n";

/* Whole, by a rename, as an editor does it. */
static bool write_whole(const struct place *place, const char *path, const char *text)
{
	FILE *file = fopen(place->next, "w");

	if (!file)
		return false;
	fputs(text, file);
	return fclose(file) == 0 && rename(place->next, path) == 0;
}

static bool make_place(struct tester *tester, struct place *place)
{
	strcpy(place->folder, "/tmp/unmoor-pty-XXXXXX");
	if (!tester_check(tester, mkdtemp(place->folder) != NULL, "there is a folder"))
		return false;
	snprintf(place->stack, sizeof place->stack, "%s/stack.yaml", place->folder);
	snprintf(place->scenarios, sizeof place->scenarios, "%s/stack.scenarios.yaml", place->folder);
	snprintf(place->next, sizeof place->next, "%s/next", place->folder);
	return tester_check(tester, write_whole(place, place->stack, stack), "the stack is written");
}

static void remove_place(struct tester *tester, const struct place *place)
{
	unlink(place->stack);
	unlink(place->scenarios);
	tester_check(tester, rmdir(place->folder) == 0, "nothing is left beside the stack");
}

static bool open_place(struct tester *tester, struct session *session, struct place *place)
{
	char option[] = "--no-state";
	char *argv[] = {tester->argv[0], option, place->stack, NULL};

	return tester_check(tester, session_start(session, argv, 80, 24), "the program starts in a pty") &&
	       tester_check(tester, session_wait_text(session, "three small ones", true),
			    "it shows the stack");
}

static void leave(struct tester *tester, struct session *session)
{
	session_settle(session, 100);
	session_quit(session);
	tester_end(tester, session, 0, 0);
}

/* What another program writes there is shown, and no key is needed for it. */
static void write_from_outside(struct tester *tester, struct session *session, const struct place *place)
{
	static const char other[] = "unmoor: 1\nscenarios: [{id: theirs, migrations: [m]}]\n";

	tester_check(tester, write_whole(place, place->scenarios, other), "somebody else writes scenarios");
	tester_check(tester, session_wait_text(session, "loaded again", true), "they are loaded");
	session_type(session, "s");
	tester_check(tester, session_wait_text(session, "theirs", true), "they are in the list");
	session_type(session, "\033");
	session_wait_text(session, "theirs", false);
}

/* The scenarios file is watched from the save on that makes it. */
static void watch_what_is_saved(struct tester *tester, struct place *place)
{
	struct session session;

	if (!open_place(tester, &session, place))
		return;
	session_type(&session, " ss");
	tester_check(tester, session_wait_text(&session, "save as: ", true), "s asks for a name");
	session_type(&session, "mine\r");
	tester_check(tester, session_wait_text(&session, "saved: mine", true), "it is saved");
	session_settle(&session, 300);
	tester_check(tester, screen_find(&session.screen, "saved: mine") >= 0,
		     "one's own save is no news from outside");
	write_from_outside(tester, &session, place);
	leave(tester, &session);
}

/* What is typed meanwhile stays what it is: a name, and no commands. */
static void watch_beside_a_prompt(struct tester *tester, struct place *place)
{
	struct session session;
	struct str other;
	if (!open_place(tester, &session, place))
		return;
	str_init(&other);
	str_print(&other, "%s# changed\n", stack);
	session_type(&session, " ss");
	tester_check(tester, session_wait_text(&session, "save as: ", true), "s asks for a name");
	session_type(&session, "next ");
	tester_check(tester, write_whole(place, place->stack, other.data), "the stack is changed beside it");
	session_settle(&session, 1500);
	session_type(&session, "quarter");
	tester_check(tester, session_wait_text(&session, "save as: next quarter", true),
		     "the name is typed to its end");
	session_type(&session, "\033");
	tester_check(tester, session_wait_text(&session, "loaded again", true), "then the stack is there");
	leave(tester, &session);
	str_clear(&other);
}

/* And before it is there. */
static void watch_what_is_not_there(struct tester *tester, struct place *place)
{
	struct session session;

	unlink(place->scenarios);
	if (!open_place(tester, &session, place))
		return;
	write_from_outside(tester, &session, place);
	leave(tester, &session);
}

/* The last good stack stays on the screen, with the fault, until the file is back. */
static void lose_and_find(struct tester *tester, struct session *session, const char *from, const char *to)
{
	tester_check(tester, rename(from, to) == 0, "it is moved away");
	tester_check(tester, session_wait_text(session, "[file has a fault]", true), "that is told");
	tester_check(tester, screen_find(&session->screen, "Tree: what rests on p") >= 0,
		     "the old one stays");
	tester_check(tester, rename(to, from) == 0, "it is moved back");
	tester_check(tester, session_wait_text(session, "[file has a fault]", false), "it is taken up again");
}

/* The stack alone, and its whole folder, of which no descriptor tells that it is back. */
static void watch_what_goes_away(struct tester *tester, struct place *place)
{
	char elsewhere[PATH_SIZE];
	struct session session;

	if (!open_place(tester, &session, place))
		return;
	lose_and_find(tester, &session, place->stack, place->next);
	snprintf(elsewhere, sizeof elsewhere, "%s.away", place->folder);
	lose_and_find(tester, &session, place->folder, elsewhere);
	write_from_outside(tester, &session, place);
	unlink(place->scenarios);
	tester_check(tester, session_wait_text(&session, "loaded again", true), "scenarios go");
	leave(tester, &session);
}

/* Opening a FIFO waits for somebody who writes to it: nothing here may wait for that, not even the end. */
static void watch_what_becomes_a_pipe(struct tester *tester, struct place *place)
{
	struct session session;

	if (!open_place(tester, &session, place))
		return;
	unlink(place->stack);
	tester_check(tester, mkfifo(place->stack, 0600) == 0, "a FIFO takes the stack's name");
	session_type(&session, "R");
	tester_check(tester, session_wait_text(&session, "[file has a fault]", true), "that is told");
	session_type(&session, "\033 ");
	tester_check(tester, session_wait_text(&session, "[x]", true), "keys go on");
	leave(tester, &session);
}

void tester_watch_files(struct tester *tester)
{
	struct place place;

	tester->name = "scenarios watched";
	if (make_place(tester, &place)) {
		watch_what_is_saved(tester, &place);
		watch_beside_a_prompt(tester, &place);
		watch_what_is_not_there(tester, &place);
		watch_what_goes_away(tester, &place);
		watch_what_becomes_a_pipe(tester, &place);
	}
	remove_place(tester, &place);
}
