#include "tests/cases/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 32 };

struct reader {
	char *at;
	unsigned depth;
};

static bool read_value(struct reader *reader, struct json *value);

static void skip_blanks(struct reader *reader)
{
	reader->at += strspn(reader->at, " \t\r\n");
}

static bool take(struct reader *reader, const char *word)
{
	size_t length = strlen(word);

	skip_blanks(reader);
	if (strncmp(reader->at, word, length) != 0)
		return false;
	reader->at += length;
	return true;
}

static char unescaped(char c)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	const char *found = strchr(from, c);

	return found && c ? to[found - from] : c;
}

/* Text in place: what is left of it is never longer than it was. \uXXXX stays as it is written. */
static const char *read_text(struct reader *reader)
{
	char *start, *out;

	if (!take(reader, "\""))
		return NULL;
	start = out = reader->at;
	while (*reader->at && *reader->at != '"') {
		if (*reader->at == '\\' && reader->at[1] && reader->at[1] != 'u') {
			*out++ = unescaped(reader->at[1]);
			reader->at += 2;
		} else {
			*out++ = *reader->at++;
		}
	}
	if (!*reader->at)
		return NULL;
	reader->at++;
	*out = '\0';
	return start;
}

static struct json *add_item(struct json *parent)
{
	if ((parent->count & (parent->count + 1)) == 0)
		parent->items = realloc(parent->items, (2 * parent->count + 1) * sizeof *parent->items);
	if (!parent->items)
		abort();
	memset(&parent->items[parent->count], 0, sizeof *parent->items);
	return &parent->items[parent->count++];
}

static bool read_items(struct reader *reader, struct json *value, const char *end)
{
	if (take(reader, end))
		return true;
	do {
		struct json *item = add_item(value);
		if (value->kind == JSON_OBJECT && (!(item->key = read_text(reader)) || !take(reader, ":")))
			return false;
		if (!read_value(reader, item))
			return false;
	} while (take(reader, ","));
	return take(reader, end);
}

static bool read_nested(struct reader *reader, struct json *value, enum json_kind kind, const char *end)
{
	bool done;

	if (reader->depth == MOST_DEPTH)
		return false;
	reader->depth++;
	value->kind = kind;
	done = read_items(reader, value, end);
	reader->depth--;
	return done;
}

static bool read_number(struct reader *reader, struct json *value)
{
	char *end;

	skip_blanks(reader);
	if (!strchr("-0123456789", *reader->at) || !*reader->at)
		return false;
	value->kind = JSON_NUMBER;
	value->number = strtod(reader->at, &end);
	if (end == reader->at)
		return false;
	reader->at = end;
	return true;
}

static bool read_value(struct reader *reader, struct json *value)
{
	static const char *const words[] = {"null", "false", "true"};

	for (enum json_kind kind = JSON_NULL; kind <= JSON_TRUE; kind++) {
		if (take(reader, words[kind])) {
			value->kind = kind;
			return true;
		}
	}
	if (take(reader, "{"))
		return read_nested(reader, value, JSON_OBJECT, "}");
	if (take(reader, "["))
		return read_nested(reader, value, JSON_LIST, "]");
	skip_blanks(reader);
	if (*reader->at == '"') {
		value->kind = JSON_TEXT;
		return (value->text = read_text(reader)) != NULL;
	}
	return read_number(reader, value);
}

static char *read_all(FILE *file)
{
	size_t length = 0, size = 1 << 16;
	char *bytes = malloc(size);

	while (bytes) {
		length += fread(bytes + length, 1, size - length - 1, file);
		if (length + 1 < size)
			break;
		size *= 2;
		bytes = realloc(bytes, size);
	}
	if (bytes)
		bytes[length] = '\0';
	return bytes;
}

bool json_read(const char *path, struct json *value)
{
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	struct reader reader = {0};
	char *start;

	if (!file || !(start = read_all(file))) {
		perror(path);
		return false;
	}
	if (file != stdin)
		fclose(file);
	memset(value, 0, sizeof *value);
	reader.at = start;
	bool done = read_value(&reader, value);
	skip_blanks(&reader);
	if (!done || *reader.at) {
		fprintf(stderr, "%s: no JSON from byte %td\n", path, reader.at - start);
		return false;
	}
	return true;
}

const struct json *json_member(const struct json *value, const char *key)
{
	if (!value || value->kind != JSON_OBJECT)
		return NULL;
	for (size_t i = 0; i < value->count; i++)
		if (strcmp(value->items[i].key, key) == 0)
			return &value->items[i];
	return NULL;
}
