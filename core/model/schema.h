/*
 * The file format as data: one table for every mapping of it. The tables drive loading, and are
 * there to be printed: manual, JSON Schema, exports. What they mean: spec.md section 2.
 */
#ifndef CORE_MODEL_SCHEMA_H
#define CORE_MODEL_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a value looks like, and what the loader makes of it. */
enum schema_type {
	SCHEMA_VERSION, /* 1 */
	/* one text; in the model a text or its number, by the field's size */
	SCHEMA_TEXT,
	SCHEMA_ID,        /* [A-Za-z0-9][A-Za-z0-9._/-]{0,127} */
	SCHEMA_REFERENCE, /* the id of something, see `refers` */
	SCHEMA_UNIT,      /* a unit's name */
	SCHEMA_PATTERN,   /* PCRE2 */
	SCHEMA_WORD,      /* one of `words`; in the model its place among them */
	SCHEMA_FLAG,      /* true or false */
	SCHEMA_DATE,      /* YYYY-MM-DD */
	/* numbers; in the model a double but for WHOLE (uint32_t) and RANGE */
	SCHEMA_NUMBER, /* with k, M, B, T */
	SCHEMA_RATIO,  /* 0.08 or 8% */
	SCHEMA_DATA,   /* terabytes; with GB, TB, PB */
	SCHEMA_WHOLE,
	SCHEMA_RANGE, /* one number or [low, likely, high] */
	/* mappings and lists of other tables, see `of` */
	SCHEMA_ITEM, /* a mapping; its values belong to the same thing */
	SCHEMA_LIST, /* a list of such mappings */
	/* lists and mappings of a form of their own */
	SCHEMA_INCLUDES,     /* list of paths */
	SCHEMA_NEEDS,        /* need -> number */
	SCHEMA_STANCES,      /* need -> number */
	SCHEMA_TIERS,        /* list of [width, price], the last width `rest` */
	SCHEMA_RUNS_ON,      /* list of ids or {any: [ids]} */
	SCHEMA_PRICES,       /* unit -> number */
	SCHEMA_CAPABILITIES, /* list of texts */
	SCHEMA_TAGS,         /* list of texts */
	SCHEMA_REQUIRES,     /* list of texts */
	SCHEMA_DEPENDS_ON,   /* list of ids */
	SCHEMA_USAGE,        /* unit -> number */
	SCHEMA_COUNTS,       /* driver -> range */
	SCHEMA_MOVED,        /* list of component@offering */
	SCHEMA_SWITCHED,     /* list of ids */
	SCHEMA_TRIED,        /* variable -> number or range */
	SCHEMA_SOURCES,      /* a text or a mapping of `of`, or a list of such */
	SCHEMA_TYPE_COUNT
};

/* Files that may hold a key. */
enum schema_role { ROLE_STACK = 1, ROLE_INCLUDED = 2, ROLE_CATALOG = 4, ROLE_COMPANION = 8 };

struct schema;

struct schema_field {
	const char *key;
	enum schema_type type;
	bool required;        /* not repeated by what overrides an entry of the catalogue */
	unsigned roles;       /* enum schema_role; 0: wherever the table may stand */
	double low, high;     /* of numbers, also those of lists and mappings: what is allowed, limits.h */
	const char *unit;     /* of numbers: "money", "person-days", ... or NULL */
	const char *fallback; /* the default, in words; NULL: none */
	const char *refers;   /* what a reference names: "provider", ... */
	const char *const *words; /* of a WORD; ends with NULL */
	const struct schema *of;  /* of ITEM, LIST, SOURCES */
	const char *help;         /* lower case, no full stop */
	size_t offset, size;      /* of the value, in what the loader fills */
};

enum { SCHEMA_MOST_FIELDS = 24 };

enum { SCHEMA_TABLES = 14 };

struct schema {
	const char *name; /* of one: "driver" */
	unsigned number;  /* of the table, below SCHEMA_TABLES */
	const struct schema_field *fields;
	uint32_t count;
};

/* The whole file; its lists lead to all the others. */
extern const struct schema schema_file;

extern const struct schema schema_driver, schema_at, schema_provider, schema_offering, schema_component,
	schema_binding, schema_commitment, schema_credit, schema_flow, schema_migration, schema_where,
	schema_scenario, schema_source;

/* The index of a key in a table, or the table's count. The key has no NUL in it. */
uint32_t schema_find(const struct schema *schema, const char *key, size_t length);

/* The same, trying the index `guess` first: most files keep the keys in one order. */
static inline uint32_t schema_find_next(const struct schema *schema, const char *key, size_t length,
					uint32_t guess)
{
	const struct schema_field *field = &schema->fields[guess < schema->count ? guess : 0];
	size_t i = 0;

	while (i < length && field->key[i] == key[i])
		i++; /* a key that is shorter ends in a NUL, where the text has none */
	if (i == length && field->key[i] == '\0')
		return (uint32_t)(field - schema->fields);
	return schema_find(schema, key, length);
}

/* What a value of the type is, for people: "text", "one number or [low, likely, high]", ... */
const char *schema_type_name(enum schema_type type);

#endif
