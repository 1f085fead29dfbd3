#include "core/exchange/text.h"

#include "core/base/arena.h"
#include "core/exchange/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Columns of filtered text. */
static int columns_of(const char *bytes, size_t length)
{
	int columns = 0;

	for (size_t at = 0; at < length;) {
		uint32_t point;
		at += utf8_decode(bytes + at, length - at, &point);
		columns += utf8_width(point);
	}
	return columns;
}

static void add_bytes(struct text *text, const char *bytes, size_t length)
{
	str_add(text->out, bytes, length);
	text->column += columns_of(bytes, length);
}

void text_add(struct text *text, const char *literal)
{
	add_bytes(text, literal, strlen(literal));
}

void text_print(struct text *text, const char *format, ...)
{
	char line[256];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(line, sizeof(line), format, arguments);
	va_end(arguments);
	text_add(text, line);
}

void text_newline(struct text *text)
{
	struct str *out = text->out;

	while (out->length > 0 && out->data[out->length - 1] == ' ')
		out->length--;
	str_add_char(text->out, '\n');
	text->column = 0;
}

void text_either(struct text *text, const char *utf8, const char *ascii)
{
	text_add(text, text->ascii ? ascii : utf8);
}

static void pad(struct text *text, int columns)
{
	for (; columns > 0; columns--)
		text_add(text, " ");
}

int text_name_width(const struct text *text, const char *name)
{
	struct str shown;
	int columns;

	str_init(&shown);
	str_add_visible(&shown, name, strlen(name), text->ascii);
	columns = columns_of(shown.length ? shown.data : "", shown.length);
	str_clear(&shown);
	return columns;
}

/* Bytes of the longest start of at most `columns`; marks without a width stay with what they are on. */
static size_t start_within(const char *bytes, size_t length, int columns)
{
	size_t at = 0;

	while (at < length) {
		uint32_t point;
		size_t size = utf8_decode(bytes + at, length - at, &point);
		columns -= utf8_width(point);
		if (columns < 0)
			break;
		at += size;
	}
	return at;
}

/* Where the shortest end begins that leaves at most `columns`. */
static size_t end_within(const char *bytes, size_t length, int columns)
{
	int surplus = columns_of(bytes, length) - columns;
	size_t at = 0;

	while (at < length) {
		uint32_t point;
		size_t size = utf8_decode(bytes + at, length - at, &point);
		if (surplus <= 0 && utf8_width(point) > 0)
			break;
		surplus -= utf8_width(point);
		at += size;
	}
	return at;
}

static void add_cut(struct text *text, const struct str *shown, int width)
{
	const char *ellipsis = text->ascii ? "..." : "…";
	int left = width - (text->ascii ? 3 : 1);
	size_t from;

	if (left < 2) {
		add_bytes(text, shown->data, start_within(shown->data, shown->length, width));
		return;
	}
	add_bytes(text, shown->data, start_within(shown->data, shown->length, left - left / 2));
	text_add(text, ellipsis);
	from = end_within(shown->data, shown->length, left / 2);
	add_bytes(text, shown->data + from, shown->length - from);
}

void text_name_within(struct text *text, const char *name, int most)
{
	struct str shown;

	str_init(&shown);
	str_add_visible(&shown, name, strlen(name), text->ascii);
	if (shown.length > 0 && columns_of(shown.data, shown.length) > most)
		add_cut(text, &shown, most);
	else if (shown.length > 0)
		add_bytes(text, shown.data, shown.length);
	str_clear(&shown);
}

void text_name(struct text *text, const char *name)
{
	text_name_within(text, name, TEXT_WIDTH - text->column);
}

void text_cell(struct text *text, const char *name, int width)
{
	int end = text->column + width;

	text_name_within(text, name, width);
	pad(text, end - text->column);
}

/* A word that is longer than a line is cut like a name. */
static void add_word(struct text *text, const char *word, size_t length, int indent)
{
	struct arena arena;
	const char *copy;

	arena_init(&arena);
	copy = arena_text(&arena, word, length);
	text_fit(text, text_name_width(text, copy), indent);
	text_name(text, copy);
	arena_clear(&arena);
}

void text_paragraph(struct text *text, const char *words, int indent)
{
	while (*words) {
		size_t length = strcspn(words, " ");
		add_word(text, words, length, indent);
		words += length;
		words += strspn(words, " ");
		if (*words)
			text_add(text, " ");
	}
}

void text_right(struct text *text, const char *figure, int width)
{
	pad(text, width - columns_of(figure, strlen(figure)));
	text_add(text, figure);
}

static void add_figure(struct text *text, void (*figure)(struct str *, double, bool), double value, int width)
{
	struct str shown;

	str_init(&shown);
	figure(&shown, value, text->ascii);
	text_right(text, shown.data, width);
	str_clear(&shown);
}

void text_money(struct text *text, double value, int width)
{
	add_figure(text, figure_money, value, width);
}

void text_change(struct text *text, double value, int width)
{
	add_figure(text, figure_change, value, width);
}

void text_share(struct text *text, double share, int width)
{
	add_figure(text, figure_share, share, width);
}

void text_number(struct text *text, double value, int width)
{
	add_figure(text, figure_number, value, width);
}

void text_marked(struct text *text, void (*figure)(struct text *text, double value, int width), double value,
		 enum bound bound)
{
	bound = isnan(value) ? BOUND_NONE : bound;
	text_add(text, figure_mark_before(bound, text->ascii));
	figure(text, value, 0);
	text_add(text, figure_mark_behind(bound));
}

void text_bound(struct text *text, double value, bool is_bound, int width)
{
	text_money(text, value, width - 1);
	if (is_bound)
		text_add(text, "+");
	else if (width > 0)
		text_add(text, " ");
}

void text_fit(struct text *text, int width, int indent)
{
	if (text->column > indent && text->column + width > TEXT_WIDTH) {
		text_newline(text);
		pad(text, indent);
	}
}
