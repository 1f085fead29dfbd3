/*
 * What the torturers share: counting what was tried, and numbers that are random but the same
 * everywhere.
 */
#ifndef TESTS_TORTURE_SCORE_H
#define TESTS_TORTURE_SCORE_H

#include <stdbool.h>
#include <stdint.h>

struct score {
	const char *name;
	long passed, failed;
};

/* Counts one thing that was tried; returns `good`. */
bool score_count(struct score *score, bool good);

/* The same, and says "fail NAME/CASE: WHAT" when it is not good. */
bool score_check(struct score *score, bool good, const char *name, const char *what);

/* Prints "NAME: N passed, N failed"; returns main's status. */
int score_end(const struct score *score);

/* The next of a sequence, below `most` (> 0): splitmix64 (Steele, Lea, Flood 2014). */
uint32_t score_random(uint64_t *state, uint32_t most);

#endif
