/*
 * Text to be read: lines wrapped to a width, some with a figure at their right end. A page is built
 * anew when the width changes.
 */
#ifndef TUI_PAGE_H
#define TUI_PAGE_H

#include "core/base/arena.h"
#include "tui/grid.h"
#include "tui/show.h"

enum { PAGE_NOWHERE = -1 };

struct page_line {
	const char *left, *right; /* right may be NULL */
	int indent;
	enum role role;
	int64_t link; /* what Enter goes to: the builder's business; PAGE_NOWHERE: nothing */
};

struct page {
	struct arena arena;
	struct page_line *lines;
	size_t count, capacity;
	int width;  /* that it is built for */
	bool ascii; /* and on what: arrows are wider there */
};

void page_init(struct page *page, int width, bool ascii);
void page_clear(struct page *page);

/* A paragraph, wrapped; lines after the first are indented by two more. An empty text is an empty line. */
void page_text(struct page *page, int indent, enum role role, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* One line, cut in its middle where need be, with a figure at the right end. */
void page_pair(struct page *page, int indent, enum role role, const char *left, const char *right);

/* The same with a unit behind the figure: "280k USD". */
void page_figure(struct page *page, int indent, enum role role, const char *left, const char *figure,
		 const char *unit);

/* "280k USD/mo" */
void page_monthly(struct page *page, int indent, const char *left, double monthly, struct caveat caveat,
		  const char *currency);

/* A pair that takes two lines, or more, rather than being cut. */
void page_whole(struct page *page, int indent, enum role role, const char *left, const char *right);

/* "put in: equity, credits     3B USD": what follows the colon has a line of its own where there is no room.
 */
void page_told(struct page *page, int indent, const char *left, const char *more, const char *right);

void page_heading(struct page *page, const char *text); /* wrapped; an empty line above but for the first */

/* The same over amounts without their currency: "Moves, in USD". */
void page_heading_in(struct page *page, const char *text, const char *currency);

/* Gives all lines from the one numbered `first` on a link. */
void page_link_from(struct page *page, size_t first, int64_t link);

void page_draw_line(const struct page *page, struct grid *grid, int x, int y, int width, size_t line);

#endif
