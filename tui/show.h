/*
 * Figures and dates as short texts for cells: three significant digits and a unit.
 */
#ifndef TUI_SHOW_H
#define TUI_SHOW_H

#include "core/figures/bound.h"

struct shown {
	char text[40]; /* UTF-8; the grid knows how to show it in ASCII */
};

/* A name or a label of the file, in a figure's company: cut in its middle, between characters. */
struct shown_name {
	char text[128];
};

struct shown_name show_name(const char *name, int columns);

struct shown show_money(double value);  /* "1.24M"; "·" for none */
struct shown show_change(double value); /* "+212k", "−9k", "0" */
/* A figure that there is, with its mark: "1.24M+" at least, "≤1.24M" at most, "1.24M?" less or more. */
struct shown show_marked(struct shown shown, enum bound bound);

/* What else is to be known of a figure: "31.3k+*" is at least that, and another one by a value that is tried.
 */
struct caveat {
	enum bound bound;
	bool tried;
};

struct shown show_caveat(struct shown shown, struct caveat caveat); /* as it is where there is no figure */
struct shown show_caveat_money(double value, struct caveat caveat);
struct shown show_caveat_change(double value, struct caveat caveat);
struct shown show_monthly(double value);               /* "12k/mo" */
struct shown show_share(double share);                 /* "62%"; "·" for none */
struct shown show_shares(double before, double after); /* "62%", or "62→54%" where they differ */
struct shown show_months(double months, bool more);    /* "31 mo", "31+ mo", "1.2k mo", ">1M mo", "·" */
struct shown show_number(double value);                /* "31.4" */
struct shown show_count(uint32_t count);               /* "1,234,567" */
struct shown show_score(double score);                 /* "+42", "−7", "·" */
struct shown show_month(const struct model *model, uint32_t month); /* "2027-06" */
struct shown show_left(struct shown shown, int width);  /* blanks added behind, up to so many columns */
struct shown show_right(struct shown shown, int width); /* blanks added before it */

#endif
