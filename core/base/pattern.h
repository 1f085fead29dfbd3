/*
 * Patterns: the one door to PCRE2.
 *
 * UTF-8, smart case (caseless unless the pattern holds an upper-case letter) where asked. Verbs
 * "(*...)" at the start and \C are refused. Matching is bounded by match, depth and heap limits.
 */
#ifndef CORE_BASE_PATTERN_H
#define CORE_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct pattern;

enum pattern_match { PATTERN_NO, PATTERN_YES, PATTERN_GAVE_UP /* a limit was reached */ };

/* NULL when it is no pattern: error (size bytes) says why and *offset where. Free with pattern_free. */
struct pattern *pattern_new(const char *text, size_t length, bool smart_case, char *error, size_t size,
			    size_t *offset);
void pattern_free(struct pattern *pattern);

/* Searches text; on YES *start and *end (bytes) are the first match. Either may be NULL. */
enum pattern_match pattern_search(struct pattern *pattern, const char *text, size_t length, size_t *start,
				  size_t *end);

#endif
