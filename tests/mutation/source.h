/*
 * A C file and the places where one operator of it can be changed.
 *
 * Not a parser: it knows comments, texts and directives, takes what stands in functions only (their
 * braces are in the first column, as clang-format leaves them), and tells a product from a pointer by
 * the blanks around it.
 */
#ifndef TESTS_MUTATION_SOURCE_H
#define TESTS_MUTATION_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

struct source {
	const char *path;
	char *text; /* ends with a NUL */
	size_t length;
};

/* `length` bytes of the source from `at` on become `text`. */
struct change {
	const struct source *source;
	size_t at, length;
	unsigned line; /* from 1 */
	bool constant; /* it is a constant that is changed, not an operator */
	char *text;
};

struct changes {
	struct change *items;
	size_t count, capacity;
};

bool source_read(struct source *source, const char *path);

/* Adds every change of one operator, constant or condition, in order of place. */
void changes_find(struct changes *changes, const struct source *source);

/* Writes the source with the change (NULL: as it is) so that the compiler names it by its own path. */
bool source_write(const struct source *source, const struct change *change, const char *path);

/* The line of the change without its indent; its length in *length. */
const char *change_line(const struct change *change, size_t *length);

#endif
