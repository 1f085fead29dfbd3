/*
 * A small reader of JSON for tests: a file becomes a tree. Nothing is freed; the process is short.
 */
#ifndef TESTS_CASES_JSON_H
#define TESTS_CASES_JSON_H

#include <stdbool.h>
#include <stddef.h>

enum json_kind { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

struct json {
	enum json_kind kind;
	const char *key;  /* in an object, else NULL */
	const char *text; /* JSON_TEXT, with its escapes undone but for \u */
	double number;    /* JSON_NUMBER */
	size_t count;
	struct json *items; /* JSON_LIST, JSON_OBJECT */
};

/* Reads a whole file; "-" is standard input. On failure says why on standard error and returns false. */
bool json_read(const char *path, struct json *value);

/* The member of that name, or NULL; value may be NULL. */
const struct json *json_member(const struct json *value, const char *key);

#endif
