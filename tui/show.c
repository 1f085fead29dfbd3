#include "tui/show.h"

#include "core/base/str.h"
#include "core/exchange/report.h"
#include "tui/grid.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MONTHS_A_YEAR = 12, MONTHS_MANY = 1000, MONTHS_NEVER = 1000000 };

static struct shown taken(struct str *str)
{
	struct shown shown;
	snprintf(shown.text, sizeof shown.text, "%s", str->data ? str->data : "");
	str_clear(str);
	return shown;
}

struct shown show_marked(struct shown shown, enum bound bound)
{
	struct str str;
	if (bound == BOUND_NONE)
		return shown;
	str_init(&str);
	str_print(&str, "%s%s%s", figure_mark_before(bound, false), shown.text, figure_mark_behind(bound));
	return taken(&str);
}

struct shown show_caveat(struct shown shown, struct caveat caveat)
{
	struct str str;
	if (strcmp(shown.text, "·") == 0)
		return shown;
	shown = show_marked(shown, caveat.bound);
	if (!caveat.tried)
		return shown;
	str_init(&str);
	str_print(&str, "%s*", shown.text);
	return taken(&str);
}

struct shown show_caveat_money(double value, struct caveat caveat)
{
	return show_caveat(show_money(value), caveat);
}

struct shown show_caveat_change(double value, struct caveat caveat)
{
	return show_caveat(show_change(value), caveat);
}

struct shown show_money(double value)
{
	struct str str;
	str_init(&str);
	figure_money(&str, value, false);
	return taken(&str);
}

struct shown show_change(double value)
{
	struct str str;
	str_init(&str);
	figure_change(&str, value, false);
	return taken(&str);
}

struct shown show_monthly(double value)
{
	struct str str;
	str_init(&str);
	figure_money(&str, value, false);
	str_add_text(&str, "/mo");
	return taken(&str);
}

struct shown show_share(double share)
{
	struct str str;
	str_init(&str);
	if (isnan(share))
		str_add_text(&str, "·");
	else
		figure_share(&str, share, false);
	return taken(&str);
}

struct shown show_shares(double before, double after)
{
	struct shown today = show_share(before), then = show_share(after), shown;
	if (isnan(before) || isnan(after) || strcmp(today.text, then.text) == 0)
		return isnan(before) ? then : today;
	snprintf(shown.text, sizeof shown.text, "%.*s→%.16s", (int)strcspn(today.text, "%"), today.text,
		 then.text);
	return shown;
}

struct shown show_months(double months, bool more)
{
	struct str str;
	str_init(&str);
	if (isnan(months)) {
		str_add_text(&str, "·");
	} else if (months >= MONTHS_NEVER) {
		str_add_text(&str, ">1M mo");
	} else {
		bool many = months >= MONTHS_MANY;
		double shown = many ? months / MONTHS_MANY : months;
		figure_number(&str, shown >= 10 ? floor(shown + 0.5) : floor(shown * 10 + 0.5) / 10, false);
		str_print(&str, "%s%s mo", many ? "k" : "", more ? "+" : "");
	}
	return taken(&str);
}

struct shown show_number(double value)
{
	struct str str;
	str_init(&str);
	if (isnan(value))
		str_add_text(&str, "·");
	else
		figure_number(&str, value, false);
	return taken(&str);
}

struct shown show_count(uint32_t count)
{
	struct shown shown;
	if (count >= 1000000)
		snprintf(shown.text, sizeof shown.text, "%u,%03u,%03u", count / 1000000, count / 1000 % 1000,
			 count % 1000);
	else if (count >= 1000)
		snprintf(shown.text, sizeof shown.text, "%u,%03u", count / 1000, count % 1000);
	else
		snprintf(shown.text, sizeof shown.text, "%u", count);
	return shown;
}

struct shown show_score(double score)
{
	struct shown shown;
	int whole = isnan(score) ? 0 : (int)floor(fabs(score) + 0.5);
	if (isnan(score))
		snprintf(shown.text, sizeof shown.text, "·");
	else
		snprintf(shown.text, sizeof shown.text, "%s%d",
			 whole == 0  ? ""
			 : score > 0 ? "+"
				     : "−",
			 whole);
	return shown;
}

struct shown show_month(const struct model *model, uint32_t month)
{
	struct shown shown;
	unsigned months = (unsigned)model->as_of.month - 1 + month;
	snprintf(shown.text, sizeof shown.text, "%04u-%02u",
		 (unsigned)model->as_of.year + months / MONTHS_A_YEAR, months % MONTHS_A_YEAR + 1);
	return shown;
}

/* Bytes of the longest start of a text, in whole characters, within so many columns and bytes. */
static size_t start_of(const char *text, size_t length, int columns, size_t bytes)
{
	size_t at = 0;
	while (at < length) {
		uint32_t point;
		size_t size = utf8_decode(text + at, length - at, &point);
		columns -= grid_columns(point, false);
		if (columns < 0 || at + size > bytes)
			break;
		at += size;
	}
	return at;
}

struct shown_name show_name(const char *name, int columns)
{
	enum { HALF = 60 }; /* bytes */
	struct shown_name shown;
	size_t length = strlen(name);
	if (grid_columns_of(name, length, false) <= columns && length < sizeof shown.text) {
		memcpy(shown.text, name, length + 1);
		return shown;
	}
	int tail = (columns - 1) / 2;
	size_t head = start_of(name, length, columns - 1 - tail, HALF);
	size_t at = length > HALF && length - HALF > head ? length - HALF : head;
	while (at < length && (name[at] & 0xC0) == 0x80)
		at++;
	while (at < length && grid_columns_of(name + at, length - at, false) > tail) {
		uint32_t point;
		at += utf8_decode(name + at, length - at, &point);
	}
	snprintf(shown.text, sizeof shown.text, "%.*s…%s", (int)head, name, name + at);
	return shown;
}

/* Blanks that are missing to a width. */
static size_t missing(const struct shown *shown, int width)
{
	width -= grid_columns_of(shown->text, strlen(shown->text), false);
	size_t free = sizeof shown->text - 1 - strlen(shown->text);
	return width <= 0 ? 0 : (size_t)width < free ? (size_t)width : free;
}

struct shown show_left(struct shown shown, int width)
{
	size_t length = strlen(shown.text), blanks = missing(&shown, width);
	memset(shown.text + length, ' ', blanks);
	shown.text[length + blanks] = '\0';
	return shown;
}

struct shown show_right(struct shown shown, int width)
{
	size_t blanks = missing(&shown, width);
	memmove(shown.text + blanks, shown.text, strlen(shown.text) + 1);
	memset(shown.text, ' ', blanks);
	return shown;
}
