/*
 * Numbers as people write them: the forms of spec.md section 2 (1.1k, 8%, 40 GB, [500, 900, 1500]),
 * by the field of the format that they stand in for. No YAML: the loader reads items of a file, and
 * these read its texts and what is typed.
 */
#ifndef CORE_MODEL_QUANTITY_H
#define CORE_MODEL_QUANTITY_H

#include "core/base/arena.h"
#include "core/model/model.h"
#include "core/model/schema.h"

enum quantity {
	QUANTITY_READ,
	QUANTITY_BAD,         /* no number of that form */
	QUANTITY_OUT_OF_RANGE /* one, but not within the field's bounds, or nearer to 0 than LIMIT_LEAST */
};

/* One number: a suffix of the field's type, and what it allows. *value is set unless it is bad. */
enum quantity quantity_read(const struct schema_field *field, const char *text, size_t length, double *value);

/* What would be within bounds, of a value that is not: "1 to 120 is allowed", "it must not be negative". */
const char *quantity_allowed(const struct schema_field *field, double value, struct arena *arena);

/*
 * One number or, where `ranged`, [low, likely, high]; blanks around it do not count. NULL when it was
 * read, else what is wrong, in the arena: "'rate' is out of range: '-3' (it must not be negative)".
 */
const char *quantity_read_range(const struct schema_field *field, bool ranged, const char *called,
				const char *text, struct range *range, struct arena *arena);

#endif
