/*
 * What the sections of the bench share. A section measures rows of the table; programs that stand
 * against each other are run in turns, so that a slow moment of the machine hits all alike.
 */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include "tests/bench/table.h"
#include "tests/bench/terminal.h"

struct bench {
	const char *program; /* unmoor, with its whole path */
	const char *tools;   /* the folder of the bench's own programs */
	int runs;            /* at least 5 for figures that count */
	struct table table;
};

enum { STACK_SIZES = 4, PATIENCE_MS = 5000, LARGE_PATIENCE_MS = 120000 };

/* 1k, 10k, 100k, 1M components. */
extern const unsigned bench_sizes[STACK_SIZES];
extern const char *const bench_size_names[STACK_SIZES];

/* unmoor FILE on a terminal of 80x24; NULL: the sample. */
void bench_open(const struct bench *bench, struct terminal *terminal, const char *file);

/* The last thing in its first frame. */
extern const char bench_ready[];

/* Goes to the next row of the tree, from where it stands, that can be switched; false: none is near. */
bool bench_find_switch(struct terminal *terminal);

void bench_load(struct bench *bench); /* load.c */
void bench_include(struct bench *bench);
void bench_memory(struct bench *bench);
void bench_first(struct bench *bench); /* first.c */
void bench_loading(struct bench *bench);
void bench_keys(struct bench *bench); /* keys.c */
void bench_bytes(struct bench *bench);
void bench_figures(struct bench *bench); /* core.c */
void bench_large(struct bench *bench);   /* large.c */
void bench_growth(struct bench *bench);  /* growth.c */

#endif
