#include "tests/bench/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { BAR_CELLS = 10, BAR_MOST = 16 };

void table_head(const struct table *table)
{
	if (table->markdown)
		puts("| what | unmoor | against | value | bar | | |\n| --- | ---: | ---: | ---: | ---: | --- "
		     "| --- |");
	else
		printf("%-58s %11s %20s %8s %7s\n", "what", "unmoor", "against", "value", "bar");
}

/* Ten cells are the bar itself: a full stop where nothing is, > where it goes on. */
static void draw_bar(char *out, double share)
{
	int filled = share >= BAR_MOST / (double)BAR_CELLS ? BAR_MOST : (int)lround(share * BAR_CELLS);
	if (!(share >= 0))
		filled = 0;
	for (int i = 0; i < BAR_MOST; i++) {
		char empty = i < BAR_CELLS ? '.' : ' ';
		out[i] = i < filled ? '#' : empty;
	}
	if (share > BAR_MOST / (double)BAR_CELLS)
		out[BAR_MOST - 1] = '>';
	out[BAR_MOST] = '\0';
	for (int i = BAR_MOST; i > BAR_CELLS && out[i - 1] == ' '; i--)
		out[i - 1] = '\0';
}

/* Three digits and the unit. */
static void figure(char *out, size_t size, double value, const char *unit)
{
	int digits = !(fabs(value) < 100) ? 0 : fabs(value) < 10 ? 2 : 1;
	if (value == 0)
		digits = 0;
	snprintf(out, size, "%.*f%s%s", digits, value, *unit ? " " : "", unit);
}

static void row(struct table *table, const char *what, const char *ours, const char *theirs, double value,
		double bar)
{
	char picture[BAR_MOST + 1], shown[32], most[32];
	bool met = value <= bar;
	const char *verdict = met ? "ok" : "miss";
	draw_bar(picture, bar > 0 ? value / bar : value > 0 ? 9 : 0);
	figure(shown, sizeof shown, value, "");
	snprintf(most, sizeof most, "%g", bar);
	if (table->markdown)
		printf("| %s | %s | %s | %s | %s | `%s` | %s |\n", what, ours, theirs, shown, most, picture,
		       verdict);
	else
		printf("%-58s %11s %20s %8s %7s  %-16s %s\n", what, ours, theirs, shown, most, picture,
		       verdict);
	fflush(stdout);
	table->met += met;
	table->missed += !met;
}

void table_ratio(struct table *table, const char *what, double ours, double theirs, const char *unit,
		 const char *against, double bar)
{
	char left[32], right[32], both[80];
	if (isnan(ours) || isnan(theirs)) {
		table_skip(table, what, isnan(ours) ? "no answer" : "no answer of the peer");
		return;
	}
	figure(left, sizeof left, ours, unit);
	figure(right, sizeof right, theirs, unit);
	snprintf(both, sizeof both, "%s %s", against, right);
	row(table, what, left, both, ours / theirs, bar);
}

void table_limit(struct table *table, const char *what, double ours, double bar, const char *unit)
{
	char left[32];
	if (isnan(ours)) {
		table_skip(table, what, "no answer");
		return;
	}
	figure(left, sizeof left, ours, unit);
	row(table, what, left, "", ours, bar);
}

void table_skip(struct table *table, const char *what, const char *why)
{
	if (table->markdown)
		printf("| %s | | %s | | | | skipped |\n", what, why);
	else
		printf("%-58s %11s %20s %8s %7s  %-16s skipped\n", what, "", why, "", "", "");
	fflush(stdout);
	table->skipped++;
}

void table_end(const struct table *table)
{
	printf("\n%d ok, %d miss, %d skipped\n", table->met, table->missed, table->skipped);
}
