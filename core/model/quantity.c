#include "core/model/quantity.h"

#include "core/base/str.h"
#include "core/model/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- one number ------------------------------------------------------------------------------ */

/* The factor of a suffix, and how many bytes of the text it takes; 0: none. */
static size_t suffix(const struct schema_field *field, const char *text, size_t length, double *factor)
{
	char last = text[length - 1];

	*factor = 1;
	if (field->type == SCHEMA_RATIO || field->type == SCHEMA_WHOLE)
		return field->type == SCHEMA_RATIO && last == '%';
	if (field->type == SCHEMA_DATA) {
		if (length < 2 || last != 'B' || !strchr("GTP", text[length - 2]))
			return 0;
		*factor = text[length - 2] == 'G' ? 1e-3 : text[length - 2] == 'T' ? 1 : 1e3;
		return 2;
	}
	*factor = last == 'k' ? 1e3 : last == 'M' ? 1e6 : last == 'B' ? 1e9 : last == 'T' ? 1e12 : 1;
	return *factor > 1;
}

static bool read_suffixed(const struct schema_field *field, const char *text, size_t length, double *value)
{
	double factor;
	size_t taken = suffix(field, text, length, &factor);

	length -= taken;
	while (taken && length && text[length - 1] == ' ')
		length--;
	if (!number_parse(text, length, value))
		return false;
	if (factor < 1)
		*value /= 1000; /* exact where * 0.001 is not */
	else if (field->type == SCHEMA_RATIO && taken)
		*value /= 100;
	else
		*value *= factor;
	return isfinite(*value);
}

static bool is_zero(double value)
{
	return value >= 0 && value <= 0;
}

enum quantity quantity_read(const struct schema_field *field, const char *text, size_t length, double *value)
{
	bool read = length > 0;

	if (read) {
		char last = text[length - 1];
		read = last >= '0' && last <= '9' ? number_parse(text, length, value)
						  : read_suffixed(field, text, length, value);
	}
	if (!read || (field->type == SCHEMA_WHOLE && floor(*value) < *value))
		return QUANTITY_BAD;
	if (is_zero(*value))
		*value = 0; /* not -0 */
	else if (fabs(*value) < LIMIT_LEAST)
		return QUANTITY_OUT_OF_RANGE;
	return *value < field->low || *value > field->high ? QUANTITY_OUT_OF_RANGE : QUANTITY_READ;
}

/* "0", "120", "1e15", "1000%": in as few characters as a file may say it. */
static const char *bound(const struct schema_field *field, double value, struct arena *arena)
{
	enum { MOST_PLAIN = 10000 };
	char text[32];

	if (field->type == SCHEMA_RATIO && value <= LIMIT_DISCOUNT)
		return arena_print(arena, "%g%%", value * 100);
	if (value <= MOST_PLAIN)
		return arena_print(arena, "%g", value);
	snprintf(text, sizeof text, "%.0e", value);
	return arena_print(arena, "%ce%ld", text[0], strtol(strchr(text, '+'), NULL, 10));
}

const char *quantity_allowed(const struct schema_field *field, double value, struct arena *arena)
{
	if (!is_zero(value) && fabs(value) < LIMIT_LEAST)
		return "0 or at least 1e-15 is allowed";
	if (value < 0 && is_zero(field->low))
		return "it must not be negative";
	return arena_print(arena, "%s to %s is allowed", bound(field, field->low, arena),
			   bound(field, field->high, arena));
}

/* --- a range --------------------------------------------------------------------------------- */

/* A part of a text. */
struct part {
	const char *text;
	size_t length;
};

static struct part trimmed(const char *text, size_t length)
{
	while (length > 0 && (text[0] == ' ' || text[0] == '\t'))
		text++, length--;
	while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
		length--;
	return (struct part){text, length};
}

/* What the part should have been. */
static const char *bad(const struct schema_field *field, bool ranged, const char *called, struct part part,
		       struct arena *arena)
{
	enum { MOST_SHOWN = 60 };
	bool own = field->type <= SCHEMA_RANGE && field->type != SCHEMA_RANGE;
	const char *wanted = schema_type_name(ranged ? SCHEMA_RANGE
					      : own  ? field->type
						     : (enum schema_type)SCHEMA_NUMBER);

	if (part.length == 0)
		return arena_print(arena, "'%s' has no value: %s is needed", called, wanted);
	return arena_print(arena, "'%s' needs %s, not '%.*s'", called, wanted,
			   (int)(part.length < MOST_SHOWN ? part.length : MOST_SHOWN), part.text);
}

/* The three parts between brackets; false: there are not three. */
static bool split(struct part list, struct part parts[3])
{
	const char *at = list.text + 1, *end = list.text + list.length - 1;

	if (list.length < 2 || *end != ']')
		return false;
	for (int i = 0; i < 3; i++) {
		const char *comma = memchr(at, ',', (size_t)(end - at));
		if ((comma == NULL) != (i == 2))
			return false;
		parts[i] = trimmed(at, (size_t)((comma ? comma : end) - at));
		at = comma ? comma + 1 : end;
	}
	return true;
}

const char *quantity_read_range(const struct schema_field *field, bool ranged, const char *called,
				const char *text, struct range *range, struct arena *arena)
{
	struct part whole = trimmed(text, strlen(text)), parts[3] = {whole, whole, whole};
	double values[3];
	bool list = ranged && whole.length > 0 && whole.text[0] == '[';

	if (list && !split(whole, parts))
		return bad(field, ranged, called, whole, arena);
	for (int i = 0; i < 3; i++) {
		enum quantity read = quantity_read(field, parts[i].text, parts[i].length, &values[i]);
		if (read == QUANTITY_BAD)
			return bad(field, ranged, called, whole, arena);
		if (read == QUANTITY_OUT_OF_RANGE)
			return arena_print(arena, "'%s' is out of range: '%.*s' (%s)", called,
					   (int)parts[i].length, parts[i].text,
					   quantity_allowed(field, values[i], arena));
	}
	if (values[0] > values[1] || values[1] > values[2])
		return arena_print(arena, "'%s' is out of order: '%.*s' (low <= likely <= high)", called,
				   (int)whole.length, whole.text);
	*range = (struct range){values[0], values[1], values[2]};
	return NULL;
}
