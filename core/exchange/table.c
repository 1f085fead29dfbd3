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

static void before(struct table *table)
{
	if (table->format == TABLE_CSV && !is_first(table))
		str_add_char(table->out, ',');
	if (table->format == TABLE_MARKDOWN)
		str_add_text(table->out, is_first(table) ? "| " : " | ");
	if (table->format == TABLE_JSON && is_first(table))
		json_open(&table->json, NULL, '{', false);
}

static void after(struct table *table)
{
	bool last = is_last(table);
	if (last && table->format == TABLE_CSV)
		str_add_text(table->out, "\n");
	if (last && table->format == TABLE_MARKDOWN)
		str_add_text(table->out, " |\n");
	if (last && table->format == TABLE_JSON)
		json_close(&table->json, '}');
	table->column = last ? 0 : table->column + 1;
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

void table_text(struct table *table, const char *text)
{
	before(table);
	if (table->format == TABLE_CSV)
		csv_text(table->out, text ? text : "");
	else if (table->format == TABLE_MARKDOWN)
		markdown_text(table->out, text ? text : "");
	else
		json_string(&table->json, key(table), text);
	after(table);
}

/* --- figures --------------------------------------------------------------------------------- */

static void number(struct table *table, double value,
		   void (*people)(struct str *out, double value, bool ascii))
{
	before(table);
	if (table->format == TABLE_JSON)
		json_number(&table->json, key(table), value);
	else if (table->format == TABLE_MARKDOWN)
		people(table->out, value, false);
	else if (isfinite(value))
		number_print(table->out, value);
	after(table);
}

void table_number(struct table *table, double value)
{
	number(table, value, figure_number);
}

void table_money(struct table *table, double value)
{
	number(table, value, figure_money);
}

static void plus(struct str *out, double value)
{
	if (isfinite(value))
		str_add_text(out, "+");
}

static void people_bound(struct str *out, double value, bool ascii)
{
	figure_money(out, value, ascii);
	plus(out, value);
}

static void people_number_bound(struct str *out, double value, bool ascii)
{
	figure_number(out, value, ascii);
	plus(out, value);
}

void table_bound(struct table *table, double value, bool more)
{
	number(table, value, more ? people_bound : figure_money);
}

void table_number_bound(struct table *table, double value, bool more)
{
	number(table, value, more ? people_number_bound : figure_number);
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
	number(table, share, people_share);
}

void table_yes(struct table *table, bool yes)
{
	before(table);
	if (table->format == TABLE_JSON)
		json_bool(&table->json, key(table), yes);
	else
		str_add_text(table->out, yes ? "yes" : "no");
	after(table);
}

/* --- the whole ------------------------------------------------------------------------------- */

void table_begin(struct table *table, enum table_format format, const char *name, const char *const *columns,
		 struct str *out)
{
	*table = (struct table){.format = format, .out = out, .columns = columns};
	if (format == TABLE_JSON) {
		json_init(&table->json, out);
		json_open(&table->json, NULL, '{', true);
		json_string(&table->json, "view", name);
		json_open(&table->json, "rows", '[', true);
		return;
	}
	for (uint32_t i = 0; columns[i]; i++)
		table_text(table, columns[i]);
	for (uint32_t i = 0; columns[i] && format == TABLE_MARKDOWN; i++)
		str_add_text(out, columns[i + 1] ? "| --- " : "| --- |\n");
}

static void notes_below(struct str *out, const char *key, const char *const *texts, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		str_print(out, "%s- %s: ", i == 0 ? "\n" : "", key);
		markdown_text(out, texts[i]);
		str_add_char(out, '\n');
	}
}

void table_end_with(struct table *table, const char *key, const char *const *texts, uint32_t count)
{
	if (table->format == TABLE_MARKDOWN)
		notes_below(table->out, key, texts, count);
	if (table->format != TABLE_JSON)
		return;
	json_close(&table->json, ']');
	if (count > 0) {
		json_open(&table->json, key, '[', true);
		for (uint32_t i = 0; i < count; i++)
			json_string(&table->json, NULL, texts[i]);
		json_close(&table->json, ']');
	}
	json_close(&table->json, '}');
	str_add_char(table->out, '\n');
}

void table_end(struct table *table)
{
	table_end_with(table, NULL, NULL, 0);
}
