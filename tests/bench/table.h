/*
 * The table that the bench prints, a row as soon as it is known: what was measured, the program's
 * figure, what it stands against, the value that has a bar, a picture of it, and the verdict.
 */
#ifndef TESTS_BENCH_TABLE_H
#define TESTS_BENCH_TABLE_H

#include <stdbool.h>

struct table {
	bool markdown;
	int met, missed, skipped;
};

void table_head(const struct table *table);

/* ours / theirs, which may be no more than `bar`; of `against` ("libyaml"). */
void table_ratio(struct table *table, const char *what, double ours, double theirs, const char *unit,
		 const char *against, double bar);

/* A figure of the program that may be no more than `bar`, in its own unit. */
void table_limit(struct table *table, const char *what, double ours, double bar, const char *unit);

/* What could not be measured, and why. */
void table_skip(struct table *table, const char *what, const char *why);

/* How many bars were met. */
void table_end(const struct table *table);

#endif
