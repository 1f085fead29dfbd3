#include "core/exchange/table.h"

#include "core/exchange/report.h"

#include <math.h>
#include <string.h>

/* --- what stands around a cell --------------------------------------------------------------- */

static bool is_first(const struct table *table)
{
	return table->column == 0;
}

static bool is_last(const struct table *table)
{
	return table->columns[table->column + 1] == NULL;
}

static uint32_t count_columns(const char *const *columns)
{
	uint32_t count = 0;
	while (columns[count])
		count++;
	return count;
}

/* Empty cells of CSV. */
static void skip_cells(struct table *table, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		str_add_char(table->out, ',');
}

/* Columns of the second list. */
static uint32_t count_more(const struct table *table)
{
	return table->more ? count_columns(table->more->columns) : 0;
}

static void before(struct table *table)
{
	if (table->format == TABLE_CSV) {
		str_print(table->out, "%s,", is_first(table) ? table->row : "");
		skip_cells(table, is_first(table) && table->in_more ? table->own : 0);
	}
	if (table->format == TABLE_MARKDOWN)
		str_add_text(table->out, is_first(table) ? "| " : " | ");
	if (table->format == TABLE_JSON && is_first(table))
		json_open(&table->json, NULL, '{', false);
}

static void after(struct table *table)
{
	bool last = is_last(table);
	if (last && table->format == TABLE_CSV) {
		skip_cells(table, table->in_more ? 0 : count_more(table));
		str_add_text(table->out, ",\n");
	}
	if (last && table->format == TABLE_MARKDOWN)
		str_add_text(table->out, " |\n");
	if (last && table->format == TABLE_JSON)
		json_close(&table->json, '}');
	table->column = last ? 0 : table->column + 1;
	table->rows += last && !table->in_more;
}

static const char *key(const struct table *table)
{
	return table->columns[table->column];
}

/* --- text ------------------------------------------------------------------------------------ */

/* A spreadsheet runs what begins like this. */
static bool is_formula(const char *text)
{
	return *text && strchr("=+-@\t\r", *text) != NULL;
}

/* One cell of visible text by RFC 4180, quoted where it has to be. */
static void csv_cell(struct str *out, const struct str *text, bool formula)
{
	const char *at = text->data ? text->data : "";
	if (!formula && !strpbrk(at, "\",") && *at != ' ') {
		str_add_text(out, at);
		return;
	}
	str_add_text(out, formula ? "\"'" : "\"");
	for (; *at; at++) {
		if (*at == '"')
			str_add_char(out, '"');
		str_add_char(out, *at);
	}
	str_add_char(out, '"');
}

static void csv_text(struct str *out, const char *text)
{
	struct str visible;
	str_init(&visible);
	str_add_visible(&visible, text, strlen(text), false);
	csv_cell(out, &visible, is_formula(text));
	str_clear(&visible);
}

/* What has a meaning in Markdown, or in the HTML that it may become, is taken as it stands. */
static void markdown_text(struct str *out, const char *text)
{
	struct str visible;
	str_init(&visible);
	str_add_visible(&visible, text, strlen(text), false);
	for (size_t i = 0; i < visible.length; i++) {
		if (strchr("|\\`*_<>[]#&", visible.data[i]))
			str_add_char(out, '\\');
		str_add_char(out, visible.data[i]);
	}
	str_clear(&visible);
}

static void put_text(struct table *table, const char *name, const char *text)
{
	if (table->format == TABLE_CSV)
		csv_text(table->out, text ? text : "");
	else if (table->format == TABLE_MARKDOWN)
		markdown_text(table->out, text ? text : "");
	else
		json_string(&table->json, name, text);
}

void table_text(struct table *table, const char *text)
{
	before(table);
	put_text(table, key(table), text);
	after(table);
}

/* --- figures --------------------------------------------------------------------------------- */

/* How people are told a number. */
typedef void tell_number(struct str *out, double value, bool ascii);

static void put_for_people(struct str *out, double value, tell_number *people, enum bound bound)
{
	bound = isfinite(value) ? bound : BOUND_NONE;
	str_add_text(out, figure_mark_before(bound, false));
	people(out, value, false);
	str_add_text(out, figure_mark_behind(bound));
}

static void put_number(struct table *table, const char *name, double value, tell_number *people,
		       enum bound bound)
{
	if (table->format == TABLE_JSON)
		json_number(&table->json, name, value);
	else if (table->format == TABLE_MARKDOWN)
		put_for_people(table->out, value, people, bound);
	else if (isfinite(value))
		number_print(table->out, value);
}

static void number(struct table *table, double value, tell_number *people, enum bound bound)
{
	before(table);
	put_number(table, key(table), value, people, bound);
	after(table);
}

void table_number(struct table *table, double value)
{
	number(table, value, figure_number, BOUND_NONE);
}

void table_money(struct table *table, double value)
{
	number(table, value, figure_money, BOUND_NONE);
}

void table_bound(struct table *table, double value, enum bound bound)
{
	number(table, value, figure_money, bound);
}

static void people_whole(struct str *out, double value, bool ascii)
{
	enum { DIGITS = 5 };
	(void)ascii;
	number_print_grouped(out, value, DIGITS);
}

void table_whole_bound(struct table *table, double value, enum bound bound)
{
	number(table, value, people_whole, bound);
}

void table_number_bound(struct table *table, double value, enum bound bound)
{
	number(table, value, figure_number, bound);
}

static void people_share(struct str *out, double share, bool ascii)
{
	if (isnan(share))
		str_add_text(out, "·");
	else
		figure_share(out, share, ascii);
}

void table_share(struct table *table, double share)
{
	number(table, share, people_share, BOUND_NONE);
}

void table_share_bound(struct table *table, double share, enum bound bound)
{
	number(table, share, people_share, bound);
}

/* Three digits, as shares of well below a per cent count here. */
static void people_rate(struct str *out, double rate, bool ascii)
{
	figure_number(out, rate * 100, ascii);
	str_add_text(out, isnan(rate) ? "" : "%");
}

void table_rate(struct table *table, double rate)
{
	number(table, rate, people_rate, BOUND_NONE);
}

static void put_yes(struct table *table, const char *name, bool yes)
{
	if (table->format == TABLE_JSON)
		json_bool(&table->json, name, yes);
	else
		str_add_text(table->out, yes ? "yes" : "no");
}

void table_yes(struct table *table, bool yes)
{
	before(table);
	put_yes(table, key(table), yes);
	after(table);
}

/* --- facts ----------------------------------------------------------------------------------- */

static void end_rows(struct table *table)
{
	if (!table->ended && table->format == TABLE_JSON)
		json_close(&table->json, ']');
	table->ended = true;
}

/* What stands before the value of a fact. */
static void fact_before(struct table *table, const char *name)
{
	if (table->format == TABLE_MARKDOWN) {
		str_add_text(table->out, table->ended ? "- " : "\n- ");
		markdown_text(table->out, name);
		str_add_text(table->out, ": ");
	}
	end_rows(table);
	if (table->format != TABLE_CSV)
		return;
	str_print(table->out, "%s,", name);
	skip_cells(table, table->own + count_more(table));
}

static void fact_after(struct table *table)
{
	if (table->format != TABLE_JSON)
		str_add_char(table->out, '\n');
}

/* Only JSON has a place for what is none. */
static bool is_told(const struct table *table, bool any)
{
	return any || table->format == TABLE_JSON;
}

void table_fact_text(struct table *table, const char *name, const char *text)
{
	if (!is_told(table, text != NULL))
		return;
	fact_before(table, name);
	put_text(table, name, text);
	fact_after(table);
}

void table_facts_open(struct table *table, const char *name)
{
	table->list = name;
	if (table->format != TABLE_JSON)
		return;
	end_rows(table);
	json_open(&table->json, name, '[', true);
}

void table_facts_text(struct table *table, const char *text)
{
	if (table->format == TABLE_JSON)
		json_string(&table->json, NULL, text);
	else
		table_fact_text(table, table->list, text);
}

void table_facts_close(struct table *table)
{
	if (table->format == TABLE_JSON)
		json_close(&table->json, ']');
}

static void fact_number(struct table *table, const char *name, double value, tell_number *people,
			enum bound bound)
{
	if (!is_told(table, isfinite(value)))
		return;
	fact_before(table, name);
	put_number(table, name, value, people, bound);
	fact_after(table);
}

void table_fact_number(struct table *table, const char *name, double value)
{
	fact_number(table, name, value, figure_number, BOUND_NONE);
}

void table_fact_bound(struct table *table, const char *name, double value, enum bound bound)
{
	fact_number(table, name, value, figure_money, bound);
}

void table_fact_share(struct table *table, const char *name, double share)
{
	fact_number(table, name, share, people_share, BOUND_NONE);
}

void table_fact_yes(struct table *table, const char *name, bool yes)
{
	fact_before(table, name);
	put_yes(table, name, yes);
	fact_after(table);
}

/* --- the whole ------------------------------------------------------------------------------- */

static void csv_head(struct table *table)
{
	str_add_text(table->out, "row");
	for (uint32_t i = 0; table->columns[i]; i++)
		str_print(table->out, ",%s", table->columns[i]);
	for (uint32_t i = 0; i < count_more(table); i++)
		str_print(table->out, ",%s", table->more->columns[i]);
	str_add_text(table->out, ",value\n");
}

static void markdown_head(struct table *table)
{
	for (uint32_t i = 0; table->columns[i]; i++)
		table_text(table, table->columns[i]);
	for (uint32_t i = 0; table->columns[i]; i++)
		str_add_text(table->out, table->columns[i + 1] ? "| --- " : "| --- |\n");
}

static void json_head(struct table *table, const char *name)
{
	json_init(&table->json, table->out);
	json_open(&table->json, NULL, '{', true);
	json_string(&table->json, "view", name);
	json_open(&table->json, "rows", '[', true);
}

void table_begin(struct table *table, enum table_format format, const char *name, const char *row,
		 const char *const *columns, const struct table_more *more, struct str *out)
{
	*table = (struct table){.format = format,
				.out = out,
				.columns = columns,
				.row = row,
				.more = more,
				.own = count_columns(columns)};
	if (format == TABLE_CSV)
		csv_head(table);
	else if (format == TABLE_MARKDOWN)
		markdown_head(table);
	else
		json_head(table, name);
}

void table_more(struct table *table)
{
	table->columns = table->more->columns;
	table->row = table->more->row;
	table->in_more = true;
	if (table->format == TABLE_MARKDOWN) {
		str_add_char(table->out, '\n');
		markdown_head(table);
	} else if (table->format == TABLE_JSON) {
		json_close(&table->json, ']');
		json_open(&table->json, table->more->name, '[', true);
	}
}

void table_end(struct table *table)
{
	end_rows(table);
	if (table->format != TABLE_JSON)
		return;
	json_close(&table->json, '}');
	str_add_char(table->out, '\n');
}
