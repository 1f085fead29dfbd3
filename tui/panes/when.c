/* Lens: one-off and NPV by start month, what ends when, the best start, and the cost of waiting. */
#include "tui/panes/pane.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE_BY_SIDE = 72, AXIS = 7, MOST_MARKS = 64 };

/* --- what ends when -------------------------------------------------------------------------- */

struct mark_at {
	uint32_t month;
	char text[160];
};

/* Ends of commitments and credits, and the day from which switching is free: by month. */
static uint32_t collect(const struct model *model, struct mark_at *marks)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < model->commitment_count && count < MOST_MARKS; i++) {
		const struct commitment *item = &model->commitments[i];
		snprintf(marks[count].text, sizeof marks->text, "%.60s commitment ends, %s left",
			 model->providers[item->provider].name, show_money(item->remaining).text);
		marks[count++].month = item->months;
	}
	for (uint32_t i = 0; i < model->credit_count && count < MOST_MARKS; i++) {
		const struct commitment *item = &model->credits[i];
		snprintf(marks[count].text, sizeof marks->text, "%.60s credit ends, %s left",
			 model->providers[item->provider].name, show_money(item->remaining).text);
		marks[count++].month = item->months;
	}
	if (model->switching_charges_end != NONE && count < MOST_MARKS) {
		snprintf(marks[count].text, sizeof marks->text,
			 "no egress charges for a switch from here on");
		marks[count++].month = model->switching_charges_end;
	}
	return count;
}

/* --- curves ---------------------------------------------------------------------------------- */

struct scale {
	double low, high;
};

static struct scale scale_of(const double *values, uint32_t count)
{
	struct scale scale = {0, 0};
	for (uint32_t i = 0; i < count; i++) {
		scale.low = fmin(scale.low, values[i]);
		scale.high = fmax(scale.high, values[i]);
	}
	if (scale.high == scale.low)
		scale.high = scale.low + 1;
	return scale;
}

/* Columns that a month takes, when there is room for more than one. */
static int columns_a_month(uint32_t months, int width)
{
	int columns = (int)((uint32_t)width / months);
	return columns > 4 ? 4 : columns;
}

/* The month that a column of a curve stands for. */
static uint32_t month_at(uint32_t months, int width, int column)
{
	int each = columns_a_month(months, width);
	if (each > 0)
		return (uint32_t)(column / each) < months ? (uint32_t)(column / each) : NONE;
	return (uint32_t)((uint64_t)months * (unsigned)column / (unsigned)width);
}

/* The first column of a month. */
static int column_at(uint32_t months, int width, uint32_t month)
{
	int each = columns_a_month(months, width);
	return each > 0 ? (int)month * each : (int)((uint64_t)month * (unsigned)width / months);
}

/* Columns from the zero line upwards, or hanging from it where values are below. */
static void draw_column(struct grid *grid, struct area area, int x, double value, struct scale scale,
			enum role role)
{
	int zero = (int)floor(scale.high / (scale.high - scale.low) * area.height + 0.5);
	int below = area.height - zero;
	if (value >= 0 && zero > 0) {
		grid_column(grid, area.x + x, area.y + zero - 1, zero,
			    scale.high > 0 ? value / scale.high : 0, role);
		return;
	}
	int rows = scale.low < 0 ? (int)floor(value / scale.low * below + 0.5) : 0;
	for (int i = 0; i < rows || (i == 0 && value < 0 && below > 0); i++)
		grid_put(grid, area.x + x, area.y + zero + i, 1, "░", role);
}

struct curve {
	const char *name;
	const double *values;
	enum role up, down;
	uint32_t best; /* month that is marked */
};

/* The axis: a tick a year, what ends (▼), the best start (◆) and the present one (▲). */
static void draw_axis(struct app *app, struct grid *grid, struct area axis, uint32_t best)
{
	uint32_t months = app->model->horizon;
	struct mark_at marks[MOST_MARKS];
	uint32_t count = collect(app->model, marks);
	for (int x = 0; x < axis.width && month_at(months, axis.width, x) != NONE; x++) {
		bool year = month_at(months, axis.width, x) % 12 == 0 &&
			    column_at(months, axis.width, month_at(months, axis.width, x)) == x;
		grid_put(grid, axis.x + x, axis.y, 1, year ? "┬" : "─", ROLE_MUTED);
	}
	for (uint32_t i = 0; i < count; i++)
		if (marks[i].month < months)
			grid_put(grid, axis.x + column_at(months, axis.width, marks[i].month), axis.y, 1, "▼",
				 ROLE_WARNING);
	grid_put(grid, axis.x + column_at(months, axis.width, best), axis.y, 1, "◆", ROLE_BETTER);
	grid_put(grid, axis.x + column_at(months, axis.width, app_live(app)->start), axis.y, 1, "▲", ROLE_ON);
}

static void draw_curve(struct app *app, struct grid *grid, struct area area, const struct curve *curve)
{
	uint32_t months = app->model->horizon, start = app_live(app)->start;
	struct scale scale = scale_of(curve->values, months);
	struct area plot = {area.x + AXIS + 1, area.y + 1, area.width - AXIS - 1, area.height - 2};
	char text[120];
	if (plot.width < 8 || plot.height < 2)
		return;
	snprintf(text, sizeof text, "%.20s by start month; now %.16s", curve->name,
		 show_money(curve->values[start]).text);
	grid_put_cut(grid, area.x, area.y, area.width, text, ROLE_TITLE);
	grid_put_right(grid, area.x, plot.y, AXIS, show_money(scale.high).text, ROLE_MUTED);
	grid_put_right(grid, area.x, plot.y + plot.height - 1, AXIS, show_money(scale.low).text, ROLE_MUTED);
	for (int x = 0; x < plot.width; x++) {
		uint32_t month = month_at(months, plot.width, x);
		if (month == NONE)
			break;
		double value = curve->values[month];
		draw_column(grid, plot, x, value, scale, value >= 0 ? curve->up : curve->down);
	}
	draw_axis(app, grid, (struct area){plot.x, plot.y + plot.height, plot.width, 1}, curve->best);
}

/* --- in words -------------------------------------------------------------------------------- */

static void draw_best(struct app *app, struct grid *grid, struct area area, const struct timing *timing)
{
	uint32_t start = app_live(app)->start, best = timing->best_start;
	char text[300];
	int used = snprintf(text, sizeof text,
			    timing->pays ? "◆ best start +%u (%s), NPV %s"
					 : "◆ never pays; least bad in month %u (%s), NPV %s",
			    best, show_month(app->model, best).text, show_money(timing->npv[best]).text);
	if (start + 1 < app->model->horizon && used > 0 && used < (int)sizeof text)
		snprintf(text + used, sizeof text - (size_t)used, "; a month's wait %s",
			 show_change(timing->one_off[start + 1] - timing->one_off[start]).text);
	grid_put_cut(grid, area.x + 1, area.y, area.width - 1, text, timing->pays ? ROLE_TEXT : ROLE_WARNING);
}

static void draw_row(const struct pane_row *row)
{
	struct mark_at marks[MOST_MARKS];
	char text[200];
	collect(row->app->model, marks);
	snprintf(text, sizeof text, "▼ +%u (%s) %.120s%s", marks[row->row].month,
		 show_month(row->app->model, marks[row->row].month).text, marks[row->row].text,
		 marks[row->row].month >= row->app->model->horizon ? " (beyond the horizon)" : "");
	grid_put_cut(row->grid, row->area.x, row->area.y, row->area.width, text, ROLE_TEXT);
}

static uint32_t count(struct app *app)
{
	struct mark_at marks[MOST_MARKS];
	return collect(app->model, marks);
}

static void text(struct app *app, uint32_t row, struct str *out)
{
	struct mark_at marks[MOST_MARKS];
	if (row < collect(app->model, marks))
		str_add_text(out, marks[row].text);
}

/* --- the lens -------------------------------------------------------------------------------- */

static void draw_curves(struct app *app, struct grid *grid, struct area area, const struct timing *timing)
{
	const struct curve one_off = {"One-off", timing->one_off, ROLE_BAR, ROLE_BETTER, timing->best_start};
	const struct curve npv = {"NPV", timing->npv, ROLE_BETTER, ROLE_WORSE, timing->best_start};
	struct area left, right;
	area.x++;
	area.width--;
	if (area.width >= SIDE_BY_SIDE) {
		area_split(area, (area.width - 2) / 2, 2, &left, &right);
	} else {
		area_cut(area, area.height / 2, &left, &right);
	}
	if (area.width >= SIDE_BY_SIDE || area.height >= 8) {
		draw_curve(app, grid, left, &one_off);
		draw_curve(app, grid, right, &npv);
	} else {
		draw_curve(app, grid, area, &npv);
	}
}

static void draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct area plots, words, rows;
	if (analysis_cost(app->live)->bindings_moved == 0) {
		pane_line(grid, area, 1,
			  " nothing moves: any month is as good. Space in the tree switches a move.",
			  ROLE_MUTED);
		return;
	}
	const struct timing *timing = analysis_timing(app->live);
	uint32_t marks = count(app);
	int listed = (int)(marks < (uint32_t)area.height / 6 ? marks : (uint32_t)area.height / 6);
	if (listed == 0 && marks > 0)
		listed = 1;
	area_cut(area, area.height - 1 - listed, &plots, &rows);
	area_cut(rows, 1, &words, &rows);
	draw_curves(app, grid, plots, timing);
	draw_best(app, grid, words, timing);
	pane_list(app, grid, rows, &app_view(app, VIEW_WHEN)->list, marks, focus, draw_row);
}

static const enum action bar[] = {
	ACTION_LATER, ACTION_EARLIER, ACTION_UNDO, ACTION_WHY,       ACTION_FLIP, ACTION_PALETTE,
	ACTION_HELP,  ACTION_QUIT,    ACTION_ZOOM, ACTION_SCENARIOS, ACTION_NONE,
};

const struct pane pane_when = {
	.name = "When",
	.count = count,
	.text = text,
	.draw = draw,
	.bar = bar,
};
