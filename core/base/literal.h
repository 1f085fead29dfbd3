/*
 * A text that is searched for as it stands: what a pattern without metacharacters amounts to, many
 * times faster. ASCII only, since case in other letters is PCRE2's business.
 */
#ifndef CORE_BASE_LITERAL_H
#define CORE_BASE_LITERAL_H

#include <stdbool.h>
#include <stddef.h>

enum { LITERAL_MOST = 64 /* bytes */ };

struct literal {
	char bytes[LITERAL_MOST]; /* in lower case when caseless */
	size_t length;            /* 0: the pattern is none */
	bool caseless;
};

/* Takes a pattern; false, and length 0, when it is empty, too long, not ASCII or has metacharacters. */
bool literal_init(struct literal *literal, const char *pattern, size_t length, bool caseless);

/* Can it be searched for in this text? Elsewhere a letter may equal one that is not ASCII. */
bool literal_suits(const char *text, size_t length);

/* Where it is first found in a text that suits; `length` when nowhere. */
size_t literal_find(const struct literal *literal, const char *text, size_t length);

#endif
