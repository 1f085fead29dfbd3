/*
 * Patterns: the one door to PCRE2.
 *
 * UTF-8, smart case (caseless unless the pattern holds an upper-case letter) where asked. Verbs
 * "(*...)" at the start and \C are refused, and what takes PCRE2 long to compile: no pattern takes
 * more than some 30 ms for that.
 *
 * No search takes a millisecond: it ends after so many steps (an item of the pattern tried, or some
 * bytes passed over) or, where these are slow, after 0.4 ms of CPU time. Texts over
 * 16 KiB are not searched but for plain text. Plain text, which most patterns are, never gives up.
 */
#ifndef CORE_BASE_PATTERN_H
#define CORE_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pattern;

enum pattern_match { PATTERN_NO, PATTERN_YES, PATTERN_GAVE_UP /* a limit was reached: not tried */ };

/* NULL when it is no pattern: error (size bytes) says why and *offset where. Free with pattern_free. */
struct pattern *pattern_new(const char *text, size_t length, bool smart_case, char *error, size_t size,
			    size_t *offset);
void pattern_free(struct pattern *pattern);

/* True when it is plain text without a blank: what it matches holds none either. */
bool pattern_is_word(const struct pattern *pattern);

/* What its searches have cost so far, in steps (10 to 20 ns each); the same searches cost the same. */
uint64_t pattern_cost(const struct pattern *pattern);

/* From now on only steps count, so that a search ends the same way on every machine. */
void pattern_ignore_clock(struct pattern *pattern);

/* Searches text; on YES *start and *end (bytes) are the first match. Either may be NULL. */
enum pattern_match pattern_search(struct pattern *pattern, const char *text, size_t length, size_t *start,
				  size_t *end);

#endif
