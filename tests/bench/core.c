#include "tests/bench/bench.h"
#include "tests/bench/inputs.h"
#include "tests/bench/process.h"
#include "tests/bench/samples.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What `figures` says of a stack. */
struct figures {
	char text[2048];
};

static bool ask(const struct bench *bench, const char *file, struct figures *figures)
{
	char program[4096];
	char *argv[] = {program, (char *)file, NULL};
	snprintf(program, sizeof program, "%s/figures", bench->tools);
	return process_read(argv, figures->text, sizeof figures->text);
}

static double find(const struct figures *figures, const char *name)
{
	size_t length = strlen(name);
	for (const char *at = figures->text; at; at = strchr(at, '\n')) {
		at += *at == '\n';
		if (!strncmp(at, name, length) && at[length] == ' ')
			return strtod(at + length, NULL);
	}
	return NAN;
}

enum { SMALL, LARGE, BOTH };

static double median(const struct figures *figures, int runs, const char *name)
{
	struct samples samples = {0};
	for (int run = 0; run < runs; run++)
		samples_add(&samples, find(&figures[run], name));
	double value = samples_median(&samples);
	samples_clear(&samples);
	return value;
}

static void print_rows(struct bench *bench, const struct figures *small, const struct figures *large,
		       int runs)
{
	static const char *const parts[] = {"cost", "spread", "categories", "swings", "moves"};
	struct table *table = &bench->table;
	char what[80];
	table_ratio(table, "a switch, all figures of sections 3 to 5: 1M / 1k",
		    median(large, runs, "sections_3_to_5"), median(small, runs, "sections_3_to_5"), "ms",
		    "1k", 1.2);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		snprintf(what, sizeof what, "  of which %s", parts[i]);
		table_ratio(table, what, median(large, runs, parts[i]) * 1e3,
			    median(small, runs, parts[i]) * 1e3, "us", "1k", 1.2);
	}
	table_limit(table, "the very first switch at 1M, all that the screen shows",
		    median(large, runs, "first_of_all"), 100, "ms");
	table_limit(table, "a migration's first switch at 1M, the slowest",
		    median(large, runs, "first_switch"), 100, "ms");
	table_limit(table, "a switch at 1M, figures of section 7",
		    median(large, runs, "reach") + median(large, runs, "concentration"), 100, "ms");
	table_limit(table, "a switch at 1M, all that the screen shows", median(large, runs, "screen"), 100,
		    "ms");
	table_ratio(table, "all ways out at 1M: CPU / that of the load", median(large, runs, "exits") / 1e3,
		    median(large, runs, "load") / 1e3, "s", "load", 0.25);
	table_limit(table, "loops: 40 nodes, 120 flows", median(small, runs, "loops"), 200, "ms");
}

void bench_figures(struct bench *bench)
{
	struct figures *small = calloc((size_t)bench->runs, sizeof *small);
	struct figures *large = calloc((size_t)bench->runs, sizeof *large);
	const char *few = inputs_stack(bench->tools, 1000), *many = inputs_stack(bench->tools, 1000000);
	int runs = 0;
	while (small && large && runs < bench->runs && ask(bench, few, &small[runs]) &&
	       ask(bench, many, &large[runs]))
		runs++;
	if (runs)
		print_rows(bench, small, large, runs);
	else
		table_skip(&bench->table, "the core's figures", "figures failed");
	free(small);
	free(large);
}
