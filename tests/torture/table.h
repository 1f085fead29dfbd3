/*
 * What the torturers share: counting what was tried, and numbers that are random but the same
 * everywhere.
 */
#ifndef TESTS_TORTURE_TABLE_H
#define TESTS_TORTURE_TABLE_H

#include <stdbool.h>
#include <stdint.h>

struct table {
	const char *name;
	long passed, failed;
};

/* Counts one thing that was tried; returns `good`. */
bool table_count(struct table *table, bool good);

/* The same, and says "fail NAME/CASE: WHAT" when it is not good. */
bool table_check(struct table *table, bool good, const char *name, const char *what);

/* Prints "NAME: N passed, N failed"; returns main's status. */
int table_end(const struct table *table);

/* The next of a sequence, below `most` (> 0): splitmix64 (Steele, Lea, Flood 2014). */
uint32_t table_random(uint64_t *state, uint32_t most);

#endif
