/*
 * Measures the bars of "fast at any size" and prints them as a table.
 *
 * bench [--runs N] [--folder PATH] [--markdown] PROGRAM [SECTION...]; without a section all of
 * them. The bench's other programs are in the folder that it is in.
 */
#define _XOPEN_SOURCE 700

#include "tests/bench/bench.h"

#include "tests/bench/inputs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct section {
	const char *name;
	void (*measure)(struct bench *bench);
} sections[] = {
	{"load", bench_load},     {"include", bench_include}, {"memory", bench_memory},
	{"first", bench_first},   {"loading", bench_loading}, {"keys", bench_keys},
	{"bytes", bench_bytes},   {"figures", bench_figures}, {"large", bench_large},
	{"growth", bench_growth},
};

enum { SECTIONS = sizeof sections / sizeof *sections };

const unsigned bench_sizes[STACK_SIZES] = {1000, 10000, 100000, 1000000};
const char *const bench_size_names[STACK_SIZES] = {"1k", "10k", "100k", "1M"};
const char bench_ready[] = "? help";

void bench_open(const struct bench *bench, struct terminal *terminal, const char *file)
{
	char *argv[] = {(char *)bench->program, "--no-state", (char *)file, NULL};
	terminal_start(terminal, argv, 80, 24);
}

bool bench_find_switch(struct terminal *terminal)
{
	for (int row = 0; row < 200; row++) {
		if (terminal_cursor_row_has(terminal, "[ ]") || terminal_cursor_row_has(terminal, "[x]"))
			return true;
		if (terminal_type(terminal, "j", SILENT_MS).silent)
			return false;
	}
	return false;
}

static int usage(void)
{
	fputs("usage: bench [--runs N] [--folder PATH] [--markdown] PROGRAM [SECTION...]\nsections:", stderr);
	for (int i = 0; i < SECTIONS; i++)
		fprintf(stderr, " %s", sections[i].name);
	fputs("\n", stderr);
	return 2;
}

static bool wanted(const char *name, char *const names[])
{
	for (int i = 0; names[i]; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return names[0] == NULL;
}

static char *tools_of(const char *self)
{
	char *path = realpath(self, NULL), *slash = path ? strrchr(path, '/') : NULL;
	if (slash)
		*slash = '\0';
	return path;
}

int main(int argc, char **argv)
{
	struct bench bench = {.runs = 5};
	const char *folder = "build/bench";
	int at = 1;
	for (; at < argc && argv[at][0] == '-'; at++) {
		if (!strcmp(argv[at], "--markdown"))
			bench.table.markdown = true;
		else if (!strcmp(argv[at], "--runs") && at + 1 < argc)
			bench.runs = atoi(argv[++at]);
		else if (!strcmp(argv[at], "--folder") && at + 1 < argc)
			folder = argv[++at];
		else
			return usage();
	}
	bench.program = at < argc ? realpath(argv[at], NULL) : NULL;
	bench.tools = tools_of(argv[0]);
	if (!bench.program || !bench.tools || bench.runs < 1)
		return usage();
	inputs_enter(folder);
	table_head(&bench.table);
	for (int i = 0; i < SECTIONS; i++)
		if (wanted(sections[i].name, argv + at + 1))
			sections[i].measure(&bench);
	table_end(&bench.table);
	return 0;
}
