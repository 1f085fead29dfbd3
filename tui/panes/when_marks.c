/* Lens of start months: what ends when, and the axis on which it is marked. */
#include "tui/panes/when_parts.h"

#include <stdio.h>

static struct when_mark *add_mark(struct when_marks *marks, uint32_t month, bool legal)
{
	struct when_mark *mark = &marks->items[marks->count++];
	*mark = (struct when_mark){.month = month, .legal = legal, .of = {NONE, NONE}, .name = ""};
	return mark;
}

static void add_ends(struct when_marks *marks, const struct app *app, bool credits)
{
	const struct model *model = app->model, *loaded = app->loaded;
	const struct commitment *said = credits ? loaded->credits : loaded->commitments;
	const struct commitment *items = credits ? model->credits : model->commitments;
	uint32_t count = credits ? model->credit_count : model->commitment_count;
	for (uint32_t i = 0; i < count && marks->count < WHEN_MOST_MARKS; i++) {
		struct when_mark *mark = add_mark(marks, items[i].months, false);
		struct caveat caveat = {BOUND_NONE, items[i].remaining != said[i].remaining};
		*(credits ? &mark->of.credit : &mark->of.commitment) = i;
		mark->name = model->providers[items[i].provider].name;
		mark->what = credits ? "credit ends" : "commitment ends";
		mark->brief = credits ? "credit" : "commitment";
		snprintf(mark->left, sizeof mark->left, ", %.20s left",
			 show_caveat_money(items[i].remaining, caveat).text);
	}
}

/* What ends, by weight: commitments, the day from which switching is free, credits. */
void when_collect(const struct app *app, struct when_marks *marks)
{
	const struct model *model = app->model;
	marks->count = 0;
	add_ends(marks, app, false);
	if (model->switching_charges_end != NONE && marks->count < WHEN_MOST_MARKS) {
		struct when_mark *mark = add_mark(marks, model->switching_charges_end, true);
		mark->what = "by law a switch pays no egress from then";
		mark->brief = "by law no egress from then";
	}
	add_ends(marks, app, true);
}

const char *when_sign(const struct when_mark *mark)
{
	return mark->legal ? "§" : "▼";
}

struct when_row when_row_at(struct app *app, uint32_t row)
{
	struct when_marks marks;
	when_collect(app, &marks);
	return row < marks.count ? marks.items[row].of : (struct when_row){NONE, NONE};
}

/* Puts a sign where it belongs, or, where another stands already, into the next column that is free. */
static void put_sign(struct grid *grid, struct area axis, bool taken[], int at, const char *sign,
		     enum role role)
{
	while (at < axis.width && taken[at])
		at++;
	if (at >= axis.width)
		return;
	taken[at] = true;
	grid_put(grid, axis.x + at, axis.y, 1, sign, role);
}

/* The number of each twelfth month, where it has room. */
static void draw_years(struct grid *grid, struct area axis, bool taken[], uint32_t months)
{
	for (uint32_t month = 12; month < months; month += 12) {
		char text[12];
		int at = when_column(months, axis.width, month), free = 0;
		int width = snprintf(text, sizeof text, "%u", month);
		while (free < width && at + free < axis.width && !taken[at + free])
			free++;
		if (free == width)
			grid_put(grid, axis.x + at, axis.y, width, text, ROLE_MUTED);
		for (int i = 0; i <= width && free == width && at + i < axis.width; i++)
			taken[at + i] = true;
	}
}

/* The axis: months, the present start (▲), the best one (◆), what ends (▼), what the law says (§). */
void when_draw_axis(struct app *app, struct grid *grid, struct area axis, uint32_t best)
{
	uint32_t months = app->model->horizon, start = app_live(app)->start;
	bool taken[WHEN_MOST_COLUMNS] = {false};
	struct when_marks marks;
	when_collect(app, &marks);
	for (int x = 0; x < axis.width; x++)
		grid_put(grid, axis.x + x, axis.y, 1, "─", ROLE_MUTED);
	put_sign(grid, axis, taken, when_column(months, axis.width, start), "▲", ROLE_ON);
	if (best != start)
		put_sign(grid, axis, taken, when_column(months, axis.width, best), "◆", ROLE_BETTER);
	for (uint32_t i = 0; i < marks.count; i++)
		if (marks.items[i].month < months)
			put_sign(grid, axis, taken, when_column(months, axis.width, marks.items[i].month),
				 when_sign(&marks.items[i]), ROLE_WARNING);
	draw_years(grid, axis, taken, months);
}
