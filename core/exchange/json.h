/*
 * Writing JSON: a thin layer over str that keeps the commas. The caller opens and closes.
 *
 * json_open(&json, NULL, '{'); json_number(&json, "a", 1); json_close(&json, '}');  gives {"a": 1}
 * A key of NULL stands for an item of an array. With `rows`, the items of a container stand on lines
 * of their own; deeper ones stay on that line.
 */
#ifndef CORE_EXCHANGE_JSON_H
#define CORE_EXCHANGE_JSON_H

#include "core/base/str.h"

struct json {
	struct str *out;
	uint32_t depth, rows; /* containers open; how many of them, from the outside, have rows */
	bool first;           /* nothing stands in the innermost container yet */
};

void json_init(struct json *json, struct str *out);

/* bracket: '{' or '['. */
void json_open(struct json *json, const char *key, char bracket, bool rows);
void json_close(struct json *json, char bracket);

void json_number(struct json *json, const char *key, double value);     /* no finite number: null */
void json_string(struct json *json, const char *key, const char *text); /* NULL: null */
void json_bool(struct json *json, const char *key, bool value);
void json_null(struct json *json, const char *key);

#endif
