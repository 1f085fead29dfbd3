/*
 * A program run to its end, without a terminal, and what it took.
 */
#ifndef TESTS_BENCH_PROCESS_H
#define TESTS_BENCH_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

struct usage {
	double wall_s, cpu_s; /* cpu: user and system, all threads */
	double peak_kib;
};

/* Output is thrown away; false, with a line on standard error, when it did not exit with 0. */
bool process_run(char *const argv[], struct usage *usage);

/* The same with the output as text in `out` (size bytes, cut). */
bool process_read(char *const argv[], char *out, size_t size);

/* Is there a program of that name in PATH? */
bool process_exists(const char *name);

#endif
