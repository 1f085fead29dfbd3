/*
 * Faults of the user's input, as data: file, line, column, text, suggestion.
 *
 * A list keeps the first 20 errors and says how many more there were; warnings are kept up to 200.
 * Wording: lower case, the fault first, the subject in 'quotes', no full stop.
 */
#ifndef CORE_BASE_DIAG_H
#define CORE_BASE_DIAG_H

#include "core/base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum diag_level { DIAG_ERROR, DIAG_WARNING };

enum { DIAG_MOST_ERRORS = 20, DIAG_MOST_WARNINGS = 200 };

struct diag {
	enum diag_level level;
	const char *file;       /* as the user named it; NULL: no file */
	uint32_t line, column;  /* from 1; 0: unknown */
	const char *text;       /* what is wrong */
	const char *suggestion; /* "did you mean 'x'?"; NULL: none */
};

struct diag_list {
	struct arena arena;
	struct diag *items; /* errors and warnings in the order in which they were found */
	size_t count, capacity;
	size_t errors, warnings; /* found, also those that were not kept */
};

void diag_list_init(struct diag_list *list);
void diag_list_clear(struct diag_list *list);

/* Adds one; all texts are copied. suggestion may be NULL. */
void diag_add(struct diag_list *list, enum diag_level level, const char *file, uint32_t line, uint32_t column,
	      const char *suggestion, const char *format, ...) __attribute__((format(printf, 7, 8)));

/* "FILE:LINE:COLUMN: error: TEXT (SUGGESTION)" in the arena; the parts that are known. Not filtered for a
 * terminal. */
const char *diag_line(const struct diag *diag, struct arena *arena);

/*
 * The candidate nearest to `text` (Damerau-Levenshtein, at most a third of its length and at least
 * one edit away), or NULL. `at(context, i)` gives candidate i of count.
 */
const char *diag_nearest(const char *text, size_t count, const char *(*at)(const void *context, size_t i),
			 const void *context);

#endif
