#include "tui/page.h"

#include "core/base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_WIDTH = 16 };

void page_init(struct page *page, int width, bool ascii)
{
	*page = (struct page){.width = width < LEAST_WIDTH ? LEAST_WIDTH : width, .ascii = ascii};
	arena_init(&page->arena);
}

void page_clear(struct page *page)
{
	arena_clear(&page->arena);
	free(page->lines);
	*page = (struct page){0};
}

static struct page_line *add(struct page *page, int indent, enum role role, const char *text, size_t length)
{
	page->lines = memory_grow(page->lines, page->count, &page->capacity, sizeof *page->lines);
	struct page_line *line = &page->lines[page->count++];
	*line = (struct page_line){
		.left = arena_text(&page->arena, text, length),
		.indent = indent,
		.role = role,
		.link = PAGE_NOWHERE,
	};
	return line;
}

/*
 * Bytes of what fits into a line: whole words, or a part of one that is too long by itself. Each byte
 * is looked at once: a text may be long and take no column at all.
 */
static size_t fitting(const char *text, size_t length, int width, bool ascii)
{
	size_t words = 0, at = 0;
	int used = 0;
	while (at < length) {
		uint32_t point;
		size_t size = utf8_decode(text + at, length - at, &point);
		if (text[at] == ' ')
			words = at;
		used += grid_columns(point, ascii);
		if (used > width && at > 0)
			return words > 0 ? words : at;
		at += size;
	}
	return at;
}

static void wrap(struct page *page, int indent, enum role role, const char *text)
{
	size_t left = strlen(text);
	int hang = indent;
	do {
		int room = page->width - hang;
		size_t length = fitting(text, left, room < LEAST_WIDTH ? LEAST_WIDTH : room, page->ascii);
		add(page, hang, role, text, length);
		text += length;
		left -= length;
		size_t blanks = strspn(text, " ");
		text += blanks;
		left -= blanks;
		hang = indent + 2;
	} while (left > 0);
}

void page_text(struct page *page, int indent, enum role role, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	char *text = memory_new((size_t)length + 1, 1);
	va_start(arguments, format);
	vsnprintf(text, (size_t)length + 1, format, arguments);
	va_end(arguments);
	wrap(page, indent, role, text);
	free(text);
}

void page_pair(struct page *page, int indent, enum role role, const char *left, const char *right)
{
	struct page_line *line = add(page, indent, role, left, strlen(left));
	line->right = arena_text(&page->arena, right, strlen(right));
}

void page_figure(struct page *page, int indent, enum role role, const char *left, const char *figure,
		 const char *unit)
{
	char right[200];
	snprintf(right, sizeof right, "%.40s %s", figure, show_name(unit, 44).text);
	page_pair(page, indent, role, left, right);
}

void page_monthly(struct page *page, int indent, const char *left, double monthly, struct caveat caveat,
		  const char *currency)
{
	char unit[160];
	snprintf(unit, sizeof unit, "%s/mo", show_name(currency, 40).text);
	page_figure(page, indent, ROLE_TEXT, left, show_caveat_money(monthly, caveat).text, unit);
}

static bool fits(const struct page *page, int indent, const char *left, const char *right)
{
	int own = grid_columns_of(left, strlen(left), page->ascii);
	return indent + own + 1 + grid_columns_of(right, strlen(right), page->ascii) <= page->width;
}

void page_whole(struct page *page, int indent, enum role role, const char *left, const char *right)
{
	bool whole = fits(page, indent, left, right);
	if (!whole)
		page_text(page, indent, role, "%s", left);
	if (whole || fits(page, indent, "", right))
		page_pair(page, indent, role, whole ? left : "", right);
	else
		page_text(page, indent + 2, role, "%s", right);
}

void page_told(struct page *page, int indent, const char *left, const char *more, const char *right)
{
	char whole[160];
	snprintf(whole, sizeof whole, "%.70s%s%.80s", left, *more ? ": " : "", more);
	bool one_line = fits(page, indent, whole, right);
	page_whole(page, indent, ROLE_TEXT, one_line ? whole : left, right);
	if (!one_line && *more)
		page_text(page, indent + 2, ROLE_MUTED, "%s", more);
}

void page_heading_in(struct page *page, const char *text, const char *currency)
{
	char whole[240];
	snprintf(whole, sizeof whole, "%.100s, in %s", text, show_name(currency, 40).text);
	page_heading(page, whole);
}

void page_heading(struct page *page, const char *text)
{
	if (page->count > 0)
		add(page, 0, ROLE_TEXT, "", 0);
	wrap(page, 0, ROLE_TITLE, text);
}

void page_link_from(struct page *page, size_t first, int64_t link)
{
	for (size_t i = first; i < page->count; i++)
		page->lines[i].link = link;
}

void page_draw_line(const struct page *page, struct grid *grid, int x, int y, int width, size_t line)
{
	const struct page_line *item = &page->lines[line];
	int right = item->right ? grid_text_width(grid, item->right) : 0;
	int room = width - item->indent - (right ? right + 1 : 0);
	grid_put_move(grid, x + item->indent, y, room > 0 ? room : 0, item->left, item->role);
	if (right)
		grid_put_right(grid, x + width - right, y, right, item->right, item->role);
}
