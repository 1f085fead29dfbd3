/*
 * The screen without memory: starved LIBRARY PROGRAM [SESSIONS]. LIBRARY is starve.so. In each session
 * another allocation and all after it fail; the terminal must be as it was, the message be there, and
 * the status be 3. So it is while a large stack is loaded, when two threads lack memory at a time.
 */
#include "tests/torture/trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LARGE_COMPONENTS = 60000, PROGRESS_BYTES = 4 << 20 };

struct starved {
	struct score score;
	char *argv[3];
	const char *library, *result;
};

static const char keys[] = " t\033[B\r iX\r 5\r\033 2346 w\033u:q\033/a\rf\r?\033";

static void set_number(const char *name, long number)
{
	char text[32];

	snprintf(text, sizeof text, "%ld", number);
	setenv(name, text, 1);
}

/* The program is started with the library; this one was started without and stays so. */
static bool start(struct starved *starved, struct trial *trial, const char *name, long at)
{
	set_number("STARVE_AT", at);
	setenv("LD_PRELOAD", starved->library, 1);
	bool started = trial_start(trial, &starved->score, name, starved->argv, 80, 24);
	unsetenv("LD_PRELOAD");
	return started;
}

static void play(struct trial *trial)
{
	session_settle(&trial->session, 30);
	for (size_t i = 0; i < sizeof keys - 1; i++) {
		trial_type(trial, keys + i, 1);
		session_settle(&trial->session, 1);
	}
	session_settle(&trial->session, 60);
}

/* How many allocations a session makes. */
static long count_allocations(struct starved *starved, bool with_keys)
{
	struct trial trial;
	long count = 0;
	FILE *file;

	setenv("STARVE_RESULT", starved->result, 1);
	if (start(starved, &trial, "with memory", 1000000000)) {
		session_wait_text(&trial.session, "quit", true);
		if (with_keys)
			play(&trial);
		trial_type(&trial, "\033", 1);
		session_settle(&trial.session, 100);
		session_quit(&trial.session);
		/* The choice that the keys left has no place to be kept in. */
		trial_end(&trial, with_keys ? 1 : 0, 0);
	}
	unsetenv("STARVE_RESULT");
	file = fopen(starved->result, "r");
	if (!file || fscanf(file, "%ld", &count) != 1)
		count = 0;
	if (file)
		fclose(file);
	unlink(starved->result);
	return count;
}

static void starve(struct starved *starved, long at)
{
	struct trial trial;
	char name[48];

	snprintf(name, sizeof name, "allocation %ld", at);
	if (!start(starved, &trial, name, at))
		return;
	play(&trial);
	/* Which allocation it is differs a little from one session to the next: time has its say. */
	if (screen_find(&trial.session.screen, "out of memory") < 0)
		trial_type(&trial, "\003", 1);
	else
		trial_check(&trial, true, "");
	trial_end(&trial, screen_find(&trial.session.screen, "out of memory") < 0 ? TRIAL_ANY : 3, 0);
}

/* --- while a stack is loaded ------------------------------------------------------------------ */

/* One that is large enough for the screen to say at once how far loading is. */
static bool write_large(const char *path)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return false;
	fputs("unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\noverlap: 1\n"
	      "providers: [{id: p, kind: cloud}]\n"
	      "offerings: [{id: p/o, kind: database, provider: p}]\ncomponents:\n",
	      file);
	for (int i = 0; i < LARGE_COMPONENTS; i++)
		fprintf(file, "- {id: component-%d, bindings: [{offering: p/o, monthly: %d}]} # %40s\n", i, i,
			"");
	bool good = ftell(file) >= PROGRESS_BYTES;
	return fclose(file) == 0 && good;
}

static void starve_loading(struct starved *starved, long at)
{
	struct trial trial;
	char name[48];

	snprintf(name, sizeof name, "allocation %ld of loading", at);
	if (!start(starved, &trial, name, at))
		return;
	if (!session_wait_text(&trial.session, "out of memory", true))
		trial_type(&trial, "\003", 1);
	trial_end(&trial, screen_find(&trial.session.screen, "out of memory") < 0 ? TRIAL_ANY : 3, 0);
}

static void starve_large(struct starved *starved, long sessions)
{
	const char *path = "starved.yaml";

	if (!score_check(&starved->score, write_large(path), path, "cannot be written, or is too small"))
		return;
	starved->argv[1] = (char *)path;
	long all = count_allocations(starved, false);
	/* Early ones are found before the screen, and the last may not be asked for. */
	for (long i = 1; i <= sessions; i++)
		starve_loading(starved, all * i / (sessions + 1));
	printf("%ld allocations while a large stack is loaded\n", all);
	unlink(path);
}

int main(int argc, char **argv)
{
	struct starved starved = {.score = {.name = "starved"}, .result = "starved.result"};
	long sessions = argc > 3 ? atol(argv[3]) : 20;

	if (argc < 3) {
		fprintf(stderr, "usage: starved LIBRARY PROGRAM [SESSIONS], in a folder of its own\n");
		return 2;
	}
	starved.library = argv[1];
	starved.argv[0] = argv[2];
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("XDG_STATE_HOME", "/dev/null/state", 1);
	long first = count_allocations(&starved, false), all = count_allocations(&starved, true);
	score_check(&starved.score, 0 < first && first < all, "with memory", "no allocation was counted");
	/* Most of them while keys are typed: what comes before is much the same for all commands. */
	for (long i = 1; i <= sessions && first < all; i++)
		starve(&starved,
		       i % 4 == 0 ? first * i / sessions : first + (all - first) * i / (sessions + 1));
	/* Curses takes the terminal at the end of what comes before; it has answers of its own. */
	for (long i = 1; i <= 4 * sessions && first < all; i++)
		starve(&starved, first - first / 12 * i / (4 * sessions));
	starve_large(&starved, 3 * sessions);
	printf("%ld allocations before the first key, %ld after\n", first, all - first);
	return score_end(&starved.score);
}
