/*
 * A table of named columns on its way to a file: CSV, JSON or Markdown.
 *
 * Cells are given row by row, from left to right, straight into the text: nothing is kept.
 */
#ifndef CORE_EXCHANGE_TABLE_H
#define CORE_EXCHANGE_TABLE_H

#include "core/base/str.h"
#include "core/exchange/json.h"

enum table_format { TABLE_CSV, TABLE_JSON, TABLE_MARKDOWN };

struct table {
	enum table_format format;
	struct str *out;
	const char *const *columns; /* ends with NULL */
	uint32_t column;            /* of the next cell */
	struct json json;
};

/* Begins; JSON is an object with `name` as "view" and the rows as an array of objects. */
void table_begin(struct table *table, enum table_format format, const char *name, const char *const *columns,
		 struct str *out);
void table_end(struct table *table);

/* The same with texts that hold for all of it: below a Markdown table, under `key` in JSON; CSV has no place
 * for them. */
void table_end_with(struct table *table, const char *key, const char *const *texts, uint32_t count);

/*
 * One cell each; after the last of a row the next row begins. Text is filtered for people (Markdown)
 * or escaped (JSON); in CSV a text that a spreadsheet would take for a formula gets a quote in front.
 */
void table_text(struct table *table, const char *text); /* NULL: none */
void table_number(struct table *table, double value);   /* no finite number: none */
void table_money(struct table *table, double value);    /* as a number; in Markdown with three digits */
void table_bound(struct table *table, double value, bool more); /* the same, with + there: at least that */
void table_number_bound(struct table *table, double value, bool more); /* that of a plain number */
void table_share(struct table *table, double share);                   /* the same, as per cent there */
void table_yes(struct table *table, bool yes);

#endif
