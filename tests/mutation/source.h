/*
 * C files, the places where one operator of them can be changed, and the functions in which those are.
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
	unsigned line;   /* from 1 */
	size_t function; /* the one that it is in */
	bool constant;   /* it is a constant that is changed, not an operator */
	char *text;
};

/* Where a function's body begins: at its brace. */
struct function {
	const struct source *source;
	size_t at;
};

struct changes {
	struct change *items;
	size_t count, capacity;
	struct function *functions; /* of all sources */
	size_t function_count, function_capacity;
};

bool source_read(struct source *source, const char *path);

/* Adds every change of one operator, constant or condition, in order of place. */
void changes_find(struct changes *changes, const struct source *source);

/* Writes the source with the change (NULL: as it is) so that the compiler names it by its own path. */
bool source_write(const struct source *source, const struct change *change, const char *path);

/* Writes the source so that each function calls mark_reached (marks.c) with its number when it is entered. */
bool source_write_marked(const struct source *source, const struct changes *changes, const char *path);

/* The line of the change without its indent; its length in *length. */
const char *change_line(const struct change *change, size_t *length);

#endif
