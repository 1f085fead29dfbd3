/* Lens of start months: the axis below a curve, and what is marked on it. */
#include "tui/panes/when_parts.h"

#include <stdio.h>
#include <string.h>

struct sign {
	const char *text; /* NULL: none */
	uint32_t month;
	enum role role;
};

struct axis {
	struct grid *grid;
	struct area area;
	uint32_t months;
	struct sign signs[WHEN_MOST_COLUMNS]; /* what stands in each column */
};

uint32_t when_month(uint32_t months, int width, int column)
{
	return (uint32_t)((uint64_t)months * (unsigned)column / (unsigned)width);
}

int when_column(uint32_t months, int width, uint32_t month)
{
	uint64_t columns = (unsigned)width;
	if (columns >= months)
		return (int)((month * columns + months - 1) / months);
	return (int)(((month + UINT64_C(1)) * columns + months - 1) / months) - 1;
}

static int own_column(const struct axis *axis, uint32_t month)
{
	return when_column(axis->months, axis->area.width, month);
}

/* Whether a month may stand in a column, with no later one before it and no earlier one behind. */
static bool in_order(const struct axis *axis, int column, uint32_t month)
{
	for (int x = 0; x < axis->area.width; x++) {
		const struct sign *other = &axis->signs[x];
		if (other->text &&
		    ((x < column && other->month > month) || (x > column && other->month < month)))
			return false;
	}
	return true;
}

static bool put_sign(struct axis *axis, int column, struct sign sign)
{
	if (column < 0 || column >= axis->area.width || axis->signs[column].text ||
	    !in_order(axis, column, sign.month))
		return false;
	axis->signs[column] = sign;
	grid_put(axis->grid, axis->area.x + column, axis->area.y, 1, sign.text, sign.role);
	return true;
}

/* In the column of its month, or, where another sign has that, beside it. Without room there it is left to
 * the words and rows below. */
static void put_near(struct axis *axis, struct sign sign)
{
	int own = own_column(axis, sign.month);
	const char *there = axis->signs[own].text;
	if ((there && strcmp(there, sign.text) == 0) || put_sign(axis, own, sign))
		return; /* one stands for all that end in its column */
	if (!put_sign(axis, own + 1, sign))
		put_sign(axis, own - 1, sign);
}

/* What the law says (§) before what ends (▼); first what can stand in its month, then what has to go beside.
 */
static void put_marks(struct axis *axis, const struct when_marks *marks)
{
	enum { LEGAL = 1, BESIDE = 2, TURNS = 4 };
	static const unsigned turns[TURNS] = {LEGAL, 0, LEGAL | BESIDE, BESIDE};
	for (int turn = 0; turn < TURNS; turn++)
		for (uint32_t i = 0; i < marks->count; i++) {
			const struct when_mark *mark = &marks->items[i];
			struct sign sign = {when_sign(mark), mark->month, ROLE_WARNING};
			if (mark->month >= axis->months || mark->legal != ((turns[turn] & LEGAL) != 0))
				continue;
			if (turns[turn] & BESIDE)
				put_near(axis, sign);
			else
				put_sign(axis, own_column(axis, mark->month), sign);
		}
}

/* The number of each twelfth month that has room, touching no sign and no other number. */
static void put_years(const struct axis *axis)
{
	int free = 0;
	for (uint32_t month = 12; month < axis->months; month += 12) {
		char text[12];
		int at = own_column(axis, month), end = at + snprintf(text, sizeof text, "%u", month);
		bool room = at >= free && end <= axis->area.width;
		for (int x = at > 0 ? at - 1 : 0; x <= end && x < axis->area.width; x++)
			room &= axis->signs[x].text == NULL;
		if (!room)
			continue;
		grid_put(axis->grid, axis->area.x + at, axis->area.y, end - at, text, ROLE_MUTED);
		free = end + 1;
	}
}

void when_draw_axis(struct app *app, struct grid *grid, struct area area, uint32_t best)
{
	struct axis axis = {.grid = grid, .area = area, .months = app->model->horizon};
	uint32_t start = app_live(app)->start;
	struct when_marks marks;
	when_collect(app, &marks);
	for (int x = 0; x < area.width; x++)
		grid_put(grid, area.x + x, area.y, 1, "─", ROLE_MUTED);
	put_near(&axis, (struct sign){"▲", start, ROLE_ON});
	if (best != NONE && best != start)
		put_near(&axis, (struct sign){"◆", best, ROLE_BETTER});
	put_marks(&axis, &marks);
	put_years(&axis);
}
