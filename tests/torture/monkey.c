/*
 * Random keys: monkey PROGRAM STACK [ROUNDS [SEED]]. Each round is a session of its own with a copy of the
 * stack in the working directory, which should be a scratch one: scenarios are saved there; it must never
 * crash or hang, and always give the terminal back. Meanwhile somebody else changes the file: items go and
 * come back, which may leave it with faults.
 */
#include "core/base/str.h"
#include "tests/torture/trial.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHUNKS = 60, KEPT_OF_10 = 8 /* items of a changed file */ };

/* Without '/': what is typed may become the name of a file that is written. */
static const char *const writes[] = {
	" ",
	"j",
	"k",
	"h",
	"l",
	"\033[A",
	"\033[B",
	"\033[C",
	"\033[D",
	"\033[5~",
	"\033[6~",
	"\033[H",
	"\033[F",
	"\t",
	"\033[Z",
	"\r",
	"\033",
	"1",
	"2",
	"3",
	"4",
	"5",
	"6",
	"t",
	"X",
	"+",
	"-",
	"u",
	"U",
	"\022",
	"c",
	"w",
	"v1,1\r",
	"x",
	"d",
	"D",
	"n",
	"N",
	"f",
	"f^a+\r",
	"o",
	"i",
	"E",
	"R",
	"e",
	"y",
	"z",
	":",
	":redo\r",
	"?",
	"\033OP",
	"M",
	"\014",
	"g",
	"G",
	"a",
	"(",
	"\177",
	"\303\251",
	"\344\270\255",
	"\033[<0;20;8M",
	"\033[<65;9;19M",
	"\033[200~p\nq\033[201~",
	"\032",
	"s",
	"s\r",
	"name",
	"\377",
	"\033[1;2",
	"jjjjjjjjjjjjjjjj",
};
static const char *const reads[] = {"/", "/cl\r", "/(a+)+$\r", "/\025", "f\025\r", "\025"};

static const char *pick(uint64_t *random, bool read_only)
{
	size_t count = sizeof writes / sizeof *writes, more = read_only ? sizeof reads / sizeof *reads : 0;
	size_t n = score_random(random, (uint32_t)(count + more));

	return n < count ? writes[n] : reads[n - count];
}

/* Wakes a program that Ctrl+Z stopped; false, and how it ended, when it did. */
static bool is_alive(struct trial *trial, int *status)
{
	struct session *session = &trial->session;
	bool gone = kill(session->program, 0) != 0;

	/* Of one that is gone there is an end to come, perhaps behind a stop that is not read yet. */
	fcntl(session->events, F_SETFL, gone ? 0 : O_NONBLOCK);
	while (read(session->events, status, sizeof *status) == (ssize_t)sizeof *status) {
		if (!WIFSTOPPED(*status))
			return false;
		kill(-session->program, SIGCONT);
	}
	fcntl(session->events, F_SETFL, 0);
	return !gone;
}

/* A key or a paste that was torn may have been a q. */
static void check_own_end(struct trial *trial, int status)
{
	char what[64];

	snprintf(what, sizeof what, "ends by itself with wait status %#x", (unsigned)status);
	trial_check(trial, WIFEXITED(status) && WEXITSTATUS(status) == 0, what);
	session_end(&trial->session);
}

/* Writes the file anew: the lines from one "- " at the margin to the next are an item, kept or not. */
static bool write_stack(const struct str *stack, uint64_t *random, bool whole)
{
	FILE *to = fopen("monkey.new", "wb");
	const char *line = stack->data, *end = stack->data + stack->length;
	bool keep = true, good = to != NULL;

	while (good && line < end) {
		const char *next = memchr(line, '\n', (size_t)(end - line));
		size_t length = (size_t)((next ? next + 1 : end) - line);
		if (line[0] != ' ')
			keep = whole || line[0] != '-' || score_random(random, 10) < KEPT_OF_10;
		good = !keep || fwrite(line, 1, length, to) == length;
		line += length;
	}
	good = to && fclose(to) == 0 && good;
	return good && rename("monkey.new", "monkey.yaml") == 0;
}

/* False when it ended. */
static bool play(struct trial *trial, const struct str *stack, uint64_t *random, bool read_only, int *status)
{
	for (int i = 0; i < CHUNKS; i++) {
		if (!is_alive(trial, status))
			return false;
		const char *keys = pick(random, read_only);
		trial_type(trial, keys, strlen(keys));
		if (score_random(random, 12) == 0)
			session_resize(&trial->session, 1 + (int)score_random(random, 150),
				       1 + (int)score_random(random, 60));
		if (score_random(random, 10) == 0)
			trial_check(trial, write_stack(stack, random, score_random(random, 3) == 0),
				    "the file is changed");
		session_settle(&trial->session, score_random(random, 4) == 0 ? 3 : 0);
	}
	return true;
}

static void play_round(struct score *score, char *program, const struct str *file, uint64_t *random,
		       long number)
{
	char name[64], stack[] = "monkey.yaml", read_only[] = "--read-only", secure[] = "--secure";
	bool reads_only = score_random(random, 2), is_secure = reads_only && score_random(random, 2);
	char *argv[] = {program, stack, is_secure ? secure : reads_only ? read_only : NULL, NULL};
	struct trial trial;
	int status = 0;

	snprintf(name, sizeof name, "round %ld, %s", number, argv[2] ? argv[2] : "writing");
	if (!score_check(score, write_stack(file, random, true), name, "the file is written") ||
	    !trial_open(&trial, score, name, argv))
		return;
	bool alive = play(&trial, file, random, reads_only, &status);
	session_settle(&trial.session, 20);
	if (!alive || !is_alive(&trial, &status)) {
		check_own_end(&trial, status);
		return;
	}
	kill(trial.session.program, SIGTERM);
	trial_end(&trial, TRIAL_ANY, 0);
}

static bool read_stack(struct str *stack, const char *path)
{
	FILE *from = fopen(path, "rb");
	char bytes[4096];
	size_t got;

	while (from && (got = fread(bytes, 1, sizeof bytes, from)) > 0)
		str_add(stack, bytes, got);
	if (from)
		fclose(from);
	return stack->length > 0;
}

int main(int argc, char **argv)
{
	struct score score = {.name = "monkey"};
	long rounds = argc > 3 ? atol(argv[3]) : 20;
	uint64_t random = argc > 4 ? strtoull(argv[4], NULL, 10) : 1;
	struct str stack;

	str_init(&stack);
	if (argc < 3 || !read_stack(&stack, argv[2])) {
		fprintf(stderr, "usage: monkey PROGRAM STACK [ROUNDS [SEED]], in a folder of its own\n");
		return 2;
	}
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("EDITOR", "true", 1);
	setenv("VISUAL", "true", 1);
	for (long i = 1; i <= rounds; i++)
		play_round(&score, argv[1], &stack, &random, i);
	str_clear(&stack);
	return score_end(&score);
}
