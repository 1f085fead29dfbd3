#include "tests/pty/tester.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

static void rest(long ms)
{
	struct timespec rest = {ms / 1000, ms % 1000 * 1000000};

	nanosleep(&rest, NULL);
}

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- replies that come late -------------------------------------------------------------------- */

/* As keys they would open boxes, change the lens and quit. */
static const char *const replies[] = {"\033]11;rgb:1e1e/1e1e/1e1e\033\\",
				      "\033]52;c;cTpxXEK\007",
				      "\033P>|xterm(370)q?\033\\",
				      "\033P1$r0;1;31m\033\\",
				      "\033_Gi=31;OK\033\\",
				      "\033[?62;22c",
				      "\033[?12;2$y",
				      "\033[32;10;5M",
				      "\033[M \"#"};

static bool same_screen(const struct screen *a, const struct screen *b)
{
	return a->width == b->width && a->height == b->height &&
	       memcmp(a->cells, b->cells, sizeof a->cells) == 0;
}

static void get_replies(struct tester *tester, struct session *session, bool torn)
{
	static struct screen before; /* too large for a stack */

	session_settle(session, 100);
	before = session->screen;
	for (size_t i = 0; i < sizeof replies / sizeof *replies; i++) {
		char head[] = {replies[i][0], replies[i][1], replies[i][2], '\0'};
		session_type(session, torn ? head : replies[i]);
		if (torn) {
			session_settle(session, 120);
			session_type(session, replies[i] + 3);
		}
	}
	session_settle(session, 150);
	if (!tester_check(tester, same_screen(&before, &session->screen),
			  torn ? "replies in two pieces change nothing" : "replies change nothing"))
		tester_show(session);
}

void tester_get_replies(struct tester *tester, struct session *session)
{
	get_replies(tester, session, false);
	get_replies(tester, session, true);
}

/* In another lens. */
static void get_late_replies(struct tester *tester)
{
	struct session session;

	if (!tester_open(tester, &session))
		return;
	session_type(&session, "\t2");
	tester_get_replies(tester, &session);
	session_quit(&session);
	tester_end(tester, &session, 0, 0);
}

/* --- what is lost or late ---------------------------------------------------------------------- */

/* The end of a paste is lost: it is there after a while, and keys are keys. */
static void lose_end_of_paste(struct tester *tester)
{
	struct session session;

	if (!tester_open(tester, &session))
		return;
	session_type(&session, "/\033[200~zyzzy");
	session_settle(&session, 300);
	session_type(&session, "va");
	tester_check(tester, session_wait_text(&session, "zyzzyva", true), "what came is pasted");
	session_type(&session, "x");
	tester_check(tester, session_wait_text(&session, "zyzzyvax", true), "a key is typed behind it");
	session_type(&session, "\033");
	tester_check(tester, session_wait_text(&session, "zyzzyvax", false), "Esc leaves");
	session_quit(&session);
	tester_end(tester, &session, 0, 0);
}

/* The program is held between the Esc of a key and the rest of it, which has come when it goes on. True when
 * it was held before the Esc counted. */
static bool hold_within_a_key(struct session *session)
{
	int status = 0;
	long began = now_ms();

	session_type(session, "\033");
	rest(15);
	kill(session->program, SIGSTOP);
	bool in_time = now_ms() - began < 35;
	session_wait_status(session, &status);
	rest(100);
	session_type(session, "[D");
	kill(-session->program, SIGCONT);
	session_settle(session, 200);
	return in_time && WIFSTOPPED(status);
}

static void come_late_to_a_key(struct tester *tester)
{
	struct session session;
	bool held = false;

	if (!tester_open(tester, &session))
		return;
	for (int i = 0; i < 20 && !held; i++) {
		session_type(&session, i ? "\033" : "");
		session_settle(&session, 100);
		session_type(&session, "/zyzzv");
		session_wait_text(&session, "/zyzzv", true);
		held = hold_within_a_key(&session);
	}
	if (held) {
		session_type(&session, "y");
		tester_check(tester, session_wait_text(&session, "/zyzzyv", true),
			     "an arrow that waits is no Esc");
	}
	session_type(&session, "\033");
	session_settle(&session, 100);
	session_quit(&session);
	tester_end(tester, &session, 0, 0);
}

void tester_reply(struct tester *tester)
{
	tester->alternate = true;
	tester->name = "late replies";
	get_late_replies(tester);
	tester->name = "end of a paste lost";
	lose_end_of_paste(tester);
	tester->name = "late to a key";
	come_late_to_a_key(tester);
}
