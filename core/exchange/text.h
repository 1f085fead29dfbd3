/*
 * Plain text for people: columns, figures and wrapped lists within 80 columns. All names pass the
 * filter for terminals here. Widths are columns, never bytes.
 */
#ifndef CORE_EXCHANGE_TEXT_H
#define CORE_EXCHANGE_TEXT_H

#include "core/base/str.h"
#include "core/figures/bound.h"

enum { TEXT_WIDTH = 80 };

struct text {
	struct str *out;
	bool ascii; /* no character outside ASCII */
	int column; /* where the next one stands, from 0 */
};

/* As it is; without newlines, fit for a terminal. */
void text_add(struct text *text, const char *literal);
void text_print(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_newline(struct text *text); /* blanks at the end of the line are cut */

/* One of two, by what may be shown. */
void text_either(struct text *text, const char *utf8, const char *ascii);

/* A name of the user's, filtered; cut in the middle where it would pass the end of the line. */
void text_name(struct text *text, const char *name);

/* The same, cut to at most `most` columns. */
void text_name_within(struct text *text, const char *name, int most);

/* The same, broken between words, the lines after the first indented. */
void text_paragraph(struct text *text, const char *words, int indent);

/* The same in `width` columns: cut in the middle, padded with blanks. */
void text_cell(struct text *text, const char *name, int width);

/* Right-aligned in width; a figure is never cut. */
void text_right(struct text *text, const char *figure, int width);

/* Figures as figure_money and its like give them, right-aligned in width (0: as long as they are). */
void text_money(struct text *text, double value, int width);
void text_change(struct text *text, double value, int width);
void text_share(struct text *text, double share, int width);
void text_number(struct text *text, double value, int width);

/* Money, or a share, as long as it is and with its mark: "31.3k+", "≤31.3k", "31.3k?". */
void text_marked(struct text *text, void (*figure)(struct text *text, double value, int width), double value,
		 enum bound bound);

/* Money with "+" behind it where it is a lower bound, and room for it where it is not. */
void text_bound(struct text *text, double value, bool is_bound, int width);

/*
 * Begins a new line, indented, unless `width` more columns still fit on this one. Nothing is broken
 * at the start of a line.
 */
void text_fit(struct text *text, int width, int indent);

/* Columns that a name takes where it is not cut. */
int text_name_width(const struct text *text, const char *name);

#endif
