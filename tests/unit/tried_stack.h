/*
 * A stack in which every figure that may be tried stands once, and what the file would say instead.
 */
#ifndef TESTS_UNIT_TRIED_STACK_H
#define TESTS_UNIT_TRIED_STACK_H

#include "core/model/tried.h"

extern const char tried_stack[];

/* In the stack, `old` replaced by `new` says what the variable with that value tries. */
struct substitution {
	const char *variable, *value, *old, *new;
};

enum { TRIED_SUBSTITUTIONS = 39 };
extern const struct substitution tried_substitutions[TRIED_SUBSTITUTIONS];

/* The text with one replacement; `old` has to stand in it once. The caller frees it. */
char *tried_replaced(const char *text, const char *old, const char *new);

/* What "VARIABLE=VALUE" tries; a fault fails the test. */
struct tried tried_said(const struct model *model, const char *variable, const char *value);

#endif
