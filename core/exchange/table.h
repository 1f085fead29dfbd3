/*
 * A table of named columns on its way to a file: CSV, JSON or Markdown.
 *
 * Cells are given row by row, from left to right, straight into the text: nothing is kept.
 */
#ifndef CORE_EXCHANGE_TABLE_H
#define CORE_EXCHANGE_TABLE_H

#include "core/base/str.h"
#include "core/exchange/json.h"
#include "core/figures/bound.h"

enum table_format { TABLE_CSV, TABLE_JSON, TABLE_MARKDOWN };

/* A second list of rows, of other columns than the first. */
struct table_more {
	const char *name;           /* of the list, as a key of JSON */
	const char *row;            /* what a row of it is about */
	const char *const *columns; /* ends with NULL */
};

struct table {
	enum table_format format;
	struct str *out;
	const char *const *columns;    /* ends with NULL; those of the rows that are written now */
	const char *row;               /* what such a row is about */
	const struct table_more *more; /* NULL: there is none */
	uint32_t own;                  /* how many columns the first list has */
	uint32_t column;               /* of the next cell */
	uint32_t rows;                 /* of the first list, as far as they are written */
	bool in_more, ended;           /* the second list has begun; the rows are over: facts follow */
	const char *list;              /* the key of the list that is open */
	struct json json;
};

/*
 * Begins; JSON is an object with `name` as "view" and the rows as an array of objects. In CSV each row
 * begins with the column "row", which says what it is about, and ends with the column "value", which is
 * empty: so facts about the whole, which are rows there, have the same shape. `more`: what table_more
 * begins later; NULL: nothing.
 */
void table_begin(struct table *table, enum table_format format, const char *name, const char *row,
		 const char *const *columns, const struct table_more *more, struct str *out);
void table_end(struct table *table);

/*
 * Ends the rows, and begins those of the second list, before any fact: an array of its own (JSON), a table
 * of its own (Markdown), or rows that fill the columns behind those of the first list (CSV).
 */
void table_more(struct table *table);

/*
 * One cell each; after the last of a row the next row begins. Text is filtered for people (Markdown)
 * or escaped (JSON); in CSV a text that a spreadsheet would take for a formula gets a quote in front.
 */
void table_text(struct table *table, const char *text); /* NULL: none */
void table_number(struct table *table, double value);   /* no finite number: none */
void table_money(struct table *table, double value);    /* as a number; in Markdown with three digits */
void table_bound(struct table *table, double value, enum bound bound); /* the same, with its mark there */
void table_whole_bound(struct table *table, double value, enum bound bound);  /* there "4,105,202" */
void table_number_bound(struct table *table, double value, enum bound bound); /* that of a plain number */
void table_share(struct table *table, double share); /* the same, as per cent there */
void table_share_bound(struct table *table, double share, enum bound bound);
void table_rate(struct table *table, double rate); /* as per cent there, with three digits */
void table_yes(struct table *table, bool yes);

/*
 * What holds for all of it, after the last row: under its key beside the rows (JSON), in a row of that
 * name with a value (CSV), or in a list below the table (Markdown). What is none is left out but in JSON.
 */
void table_fact_text(struct table *table, const char *name, const char *text);
void table_fact_number(struct table *table, const char *name, double value);
void table_fact_bound(struct table *table, const char *name, double value, enum bound bound); /* money */
void table_fact_share(struct table *table, const char *name, double share);
void table_fact_yes(struct table *table, const char *name, bool yes);

/* A list of texts under one key. */
void table_facts_open(struct table *table, const char *name);
void table_facts_text(struct table *table, const char *text);
void table_facts_close(struct table *table);

#endif
