#include "core/model/quantity.h"

#include "core/base/str.h"

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
	if (*value < field->low || (field->high > 0 && *value > field->high))
		return QUANTITY_OUT_OF_RANGE;
	return QUANTITY_READ;
}

const char *quantity_allowed(const struct schema_field *field, struct arena *arena)
{
	return field->high > 0 ? arena_print(arena, "%g to %g is allowed", field->low, field->high)
			       : "it must not be negative";
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
					   quantity_allowed(field, arena));
	}
	if (values[0] > values[1] || values[1] > values[2])
		return arena_print(arena, "'%s' is out of order: '%.*s' (low <= likely <= high)", called,
				   (int)whole.length, whole.text);
	*range = (struct range){values[0], values[1], values[2]};
	return NULL;
}
