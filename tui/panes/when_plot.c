/* Lens of start months: curves in a plot, or in one row. */
#include "tui/panes/when_parts.h"

#include <math.h>
#include <stdio.h>

enum { AXIS = 6 };

#define NOTHING 1e-9 /* share of what is drawn: rounding left it of sums that are 0 */

/* From its lowest value, or 0, to its highest, or 0; one row is as much above 0 as below. */
struct scale {
	double low, high;
	double row;       /* what a row stands for */
	int above, below; /* rows of what is above 0, and of what is below */
};

/* Ends of a scale, whose zero lies between two rows: those are chosen so that a row stands for least. */
static void share_rows(struct scale *scale, int height)
{
	scale->row = INFINITY;
	for (int above = 0; above <= height; above++) {
		int below = height - above;
		double row = 0;
		if ((scale->high > 0 && above == 0) || (scale->low < 0 && below == 0))
			continue;
		if (scale->high > 0)
			row = scale->high / above;
		if (scale->low < 0)
			row = fmax(row, -scale->low / below);
		if (row < scale->row)
			*scale = (struct scale){scale->low, scale->high, row, above, below};
	}
}

static struct scale scale_of(const double *values, uint32_t count, int height)
{
	struct scale scale = {0, 0, 1, height, 0};
	for (uint32_t i = 0; i < count; i++) {
		scale.low = fmin(scale.low, values[i]);
		scale.high = isfinite(values[i]) ? fmax(scale.high, values[i]) : (double)INFINITY;
	}
	scale.low = -scale.low < scale.high * NOTHING ? 0 : scale.low;
	scale.high = scale.high < -scale.low * NOTHING ? 0 : scale.high;
	if (scale.high == scale.low)
		scale.high = scale.low + 1;
	share_rows(&scale, height);
	return scale;
}

/* The row of the label 0: at the zero line, on the side that has a row more than that of its end; or -1. */
static int zero_row(struct scale scale)
{
	if (scale.above == 0 || scale.below == 0)
		return -1; /* 0 is an end */
	return scale.below > 1 ? scale.above : scale.above > 1 ? scale.above - 1 : -1;
}

/* So many rows in parts of one, of which at least one is seen in a row that is begun. */
static int parts_of(double rows, int parts)
{
	double whole = floor(rows), begun = rows - whole;
	int more = (int)floor(begun * parts + 0.5);
	return (int)whole * parts + (more == 0 && begun > NOTHING / 2 ? 1 : more);
}

/*
 * Columns from the zero line upwards, or hanging from it where values are below, in halves of a cell.
 */
static void draw_column(struct grid *grid, struct area area, int x, double value, struct scale scale,
			enum role role)
{
	double rows = value / scale.row;
	if (!isfinite(rows) || fabs(rows) < NOTHING)
		return;
	if (rows > 0) {
		grid_column(grid, area.x + x, area.y + scale.above - 1, scale.above,
			    parts_of(rows, 8) / (8.0 * scale.above), role);
		return;
	}
	int halves = parts_of(-rows, 2);
	for (int i = 0; 2 * i < halves && i < scale.below; i++)
		grid_put(grid, area.x + x, area.y + scale.above + i, 1, 2 * i + 1 < halves ? "█" : "▀", role);
}

/* An end of the scale: a bound like the values, if it is one of them and not only the ground. */
static struct shown show_end(const struct when_curve *curve, uint32_t count, double end)
{
	bool reached = false;
	for (uint32_t i = 0; i < count; i++)
		reached |= curve->values[i] == end;
	return reached ? show_caveat_money(end, curve->caveat) : show_money(end);
}

/* The columns of the scale at the left: more where an end needs them, as "−31.3k+" does. */
static int scale_width(const struct grid *grid, struct shown high, struct shown low)
{
	int width = grid_text_width(grid, high.text), other = grid_text_width(grid, low.text);
	width = other > width ? other : width;
	return width > AXIS ? width : AXIS;
}

/* The scale at the left: its ends, 0 where it lies between them, and below it what the axis counts. */
static void draw_scale(struct grid *grid, struct area area, struct area plot, struct scale scale,
		       struct shown high, struct shown low)
{
	int zero = zero_row(scale), width = plot.x - area.x - 1;
	grid_put_right(grid, area.x, plot.y, width, high.text, ROLE_MUTED);
	grid_put_right(grid, area.x, plot.y + plot.height - 1, width, low.text, ROLE_MUTED);
	if (zero >= 0)
		grid_put_right(grid, area.x, plot.y + zero, width, "0", ROLE_MUTED);
	grid_put_right(grid, area.x, plot.y + plot.height, width, "month", ROLE_MUTED);
}

/* What a column shows of the months that share it: the best start, or else what is farthest from 0. */
static double value_at(const struct when_curve *curve, uint32_t months, int width, int column)
{
	uint32_t month = when_month(months, width, column), end = when_month(months, width, column + 1);
	double value = curve->values[month];
	if (curve->best != NONE && curve->best >= month && curve->best < end)
		return curve->values[curve->best];
	while (++month < end)
		if (fabs(curve->values[month]) > fabs(value))
			value = curve->values[month];
	return value;
}

void when_draw_curve(struct app *app, struct grid *grid, struct area area, const struct when_curve *curve)
{
	uint32_t months = app->model->horizon, start = app_live(app)->start;
	struct scale scale = scale_of(curve->values, months, area.height - 2);
	struct shown high = show_end(curve, months, scale.high), low = show_end(curve, months, scale.low);
	int left = scale_width(grid, high, low) + 1;
	struct area plot = {area.x + left, area.y + 1, area.width - left, area.height - 2};
	char text[240];
	if (plot.width < 8 || plot.height < 2)
		return;
	if (plot.width > WHEN_MOST_COLUMNS)
		plot.width = WHEN_MOST_COLUMNS;
	for (int brief = 0; brief < 3; brief++) { /* the last one leaves the currency to the box */
		snprintf(text, sizeof text, "%.20s by start%s; ▲ %.16s%s%s", curve->name,
			 brief ? "" : " month", show_caveat_money(curve->values[start], curve->caveat).text,
			 brief < 2 ? " " : "", brief < 2 ? show_name(app->model->currency, 20).text : "");
		if (grid_text_width(grid, text) <= area.width)
			break;
	}
	grid_put_cut(grid, area.x, area.y, area.width, text, ROLE_TITLE);
	if (!isfinite(scale.high - scale.low)) {
		pane_line(grid, plot, 1, "amounts too large to draw", ROLE_MUTED);
		return;
	}
	draw_scale(grid, area, plot, scale, high, low);
	for (int x = 0; x < plot.width; x++) {
		double value = value_at(curve, months, plot.width, x);
		draw_column(grid, plot, x, value, scale, value >= 0 ? curve->up : curve->down);
	}
	when_draw_axis(app, grid, (struct area){plot.x, plot.y + plot.height, plot.width, 1}, curve->best);
}

/* In one row: a curve between its lowest and its highest. */
void when_draw_strip(struct app *app, struct grid *grid, struct area area, const struct when_curve *curve)
{
	uint32_t months = app->model->horizon, start = app_live(app)->start;
	const double *values = curve->values;
	double low = values[0], high = values[0];
	char text[240], name[24];
	for (uint32_t i = 1; i < months; i++) {
		low = fmin(low, values[i]);
		high = fmax(high, values[i]);
	}
	snprintf(name, sizeof name, "%s ", curve->name);
	int used = grid_put(grid, area.x, area.y, area.width, name, ROLE_TITLE), last = 0, width = 0;
	for (int brief = 0; brief < 2 && width < 8; brief++) { /* a long currency is left to the box */
		snprintf(text, sizeof text, " %.16s to %.16s%s%s", show_caveat_money(low, curve->caveat).text,
			 show_caveat_money(high, curve->caveat).text, brief ? "" : " ",
			 brief ? "" : show_name(app->model->currency, 20).text);
		last = grid_text_width(grid, text);
		width = area.width - used - last;
	}
	if (width < 8 || months == 0)
		return;
	if ((uint32_t)width > months)
		width = (int)months;
	for (int x = 0; x < width; x++) {
		double value = value_at(curve, months, width, x);
		bool now = x == when_column(months, width, start);
		grid_step(grid, area.x + used + x, area.y, high > low ? (value - low) / (high - low) : 0.5,
			  now          ? ROLE_ON
			  : value >= 0 ? curve->up
				       : curve->down);
	}
	grid_put(grid, area.x + used + width, area.y, last, text, ROLE_MUTED);
}
