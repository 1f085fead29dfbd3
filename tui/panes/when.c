/* Lens: one-off and NPV by start month, what ends when, the best start, and the cost of waiting. */
#include "tui/panes/pane.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE_BY_SIDE = 72, AXIS = 6, MOST_MARKS = 64, MOST_COLUMNS = 512, LEAST_FOR_CURVES = 7 };

/* --- what ends when -------------------------------------------------------------------------- */

struct mark_at {
	uint32_t month;
	bool legal;               /* a date of the law, not of a contract */
	struct when_row of;       /* what ends */
	const char *name;         /* whose; "" of the law's */
	const char *what, *brief; /* "commitment ends", "commitment" */
	char left[40];            /* ", 600k left" */
};

struct marks {
	uint32_t count;
	struct mark_at items[MOST_MARKS];
};

static struct mark_at *add_mark(struct marks *marks, uint32_t month, bool legal)
{
	struct mark_at *mark = &marks->items[marks->count++];
	*mark = (struct mark_at){.month = month, .legal = legal, .of = {NONE, NONE}, .name = ""};
	return mark;
}

static void add_ends(struct marks *marks, const struct app *app, bool credits)
{
	const struct model *model = app->model, *loaded = app->loaded;
	const struct commitment *said = credits ? loaded->credits : loaded->commitments;
	const struct commitment *items = credits ? model->credits : model->commitments;
	uint32_t count = credits ? model->credit_count : model->commitment_count;
	for (uint32_t i = 0; i < count && marks->count < MOST_MARKS; i++) {
		struct mark_at *mark = add_mark(marks, items[i].months, false);
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
static void collect(const struct app *app, struct marks *marks)
{
	const struct model *model = app->model;
	marks->count = 0;
	add_ends(marks, app, false);
	if (model->switching_charges_end != NONE && marks->count < MOST_MARKS) {
		struct mark_at *mark = add_mark(marks, model->switching_charges_end, true);
		mark->what = "by law a switch pays no egress from then";
		mark->brief = "by law no egress from then";
	}
	add_ends(marks, app, true);
}

struct when_row when_row_at(struct app *app, uint32_t row)
{
	struct marks marks;
	collect(app, &marks);
	return row < marks.count ? marks.items[row].of : (struct when_row){NONE, NONE};
}

static const char *sign_of(const struct mark_at *mark)
{
	return mark->legal ? "§" : "▼";
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
		scale.high = isfinite(values[i]) ? fmax(scale.high, values[i]) : (double)INFINITY;
	}
	if (scale.high == scale.low)
		scale.high = scale.low + 1;
	return scale;
}

/* The month that a column of a curve stands for: the curve takes the whole width. */
static uint32_t month_at(uint32_t months, int width, int column)
{
	return (uint32_t)((uint64_t)months * (unsigned)column / (unsigned)width);
}

/* The first column of a month. */
static int column_at(uint32_t months, int width, uint32_t month)
{
	return (int)(((uint64_t)month * (unsigned)width + months - 1) / months);
}

/* The row below the zero line; the values above it end over that. */
static int zero_row(struct scale scale, int height)
{
	return (int)floor(scale.high / (scale.high - scale.low) * height + 0.5);
}

/* Columns from the zero line upwards, or hanging from it where values are below: in halves of a cell. */
static void draw_column(struct grid *grid, struct area area, int x, double value, struct scale scale,
			enum role role)
{
	int zero = zero_row(scale, area.height), below = area.height - zero;
	if (!isfinite(value))
		return;
	if (value >= 0 && zero > 0) {
		grid_column(grid, area.x + x, area.y + zero - 1, zero,
			    scale.high > 0 ? value / scale.high : 0, role);
		return;
	}
	int halves = scale.low < 0 ? (int)floor(value / scale.low * below * 2 + 0.5) : 0;
	halves = halves == 0 && value < 0 ? 1 : halves;
	for (int i = 0; 2 * i < halves && i < below; i++)
		grid_put(grid, area.x + x, area.y + zero + i, 1, 2 * i + 1 < halves ? "█" : "▀", role);
}

struct curve {
	const char *name;
	const double *values;
	enum role up, down;
	uint32_t best;        /* month that is marked */
	struct caveat caveat; /* what is to be known of the values */
};

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
		int at = column_at(months, axis.width, month), free = 0;
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
static void draw_axis(struct app *app, struct grid *grid, struct area axis, uint32_t best)
{
	uint32_t months = app->model->horizon, start = app_live(app)->start;
	bool taken[MOST_COLUMNS] = {false};
	struct marks marks;
	collect(app, &marks);
	for (int x = 0; x < axis.width; x++)
		grid_put(grid, axis.x + x, axis.y, 1, "─", ROLE_MUTED);
	put_sign(grid, axis, taken, column_at(months, axis.width, start), "▲", ROLE_ON);
	if (best != start)
		put_sign(grid, axis, taken, column_at(months, axis.width, best), "◆", ROLE_BETTER);
	for (uint32_t i = 0; i < marks.count; i++)
		if (marks.items[i].month < months)
			put_sign(grid, axis, taken, column_at(months, axis.width, marks.items[i].month),
				 sign_of(&marks.items[i]), ROLE_WARNING);
	draw_years(grid, axis, taken, months);
}

/* An end of the scale: a bound like the values, if it is one of them and not only the ground. */
static struct shown show_end(const struct curve *curve, uint32_t count, double end)
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

/*
 * The scale at the left: its ends, 0 where it lies between them and has a row of its own, and below it what
 * the axis counts.
 */
static void draw_scale(struct grid *grid, struct area area, struct area plot, struct scale scale,
		       struct shown high, struct shown low)
{
	int zero = zero_row(scale, plot.height), width = plot.x - area.x - 1;
	grid_put_right(grid, area.x, plot.y, width, high.text, ROLE_MUTED);
	grid_put_right(grid, area.x, plot.y + plot.height - 1, width, low.text, ROLE_MUTED);
	if (scale.low < 0 && scale.high > 0 && zero > 0 && zero < plot.height - 1)
		grid_put_right(grid, area.x, plot.y + zero, width, "0", ROLE_MUTED);
	grid_put_right(grid, area.x, plot.y + plot.height, width, "month", ROLE_MUTED);
}

static void draw_curve(struct app *app, struct grid *grid, struct area area, const struct curve *curve)
{
	uint32_t months = app->model->horizon, start = app_live(app)->start;
	struct scale scale = scale_of(curve->values, months);
	struct shown high = show_end(curve, months, scale.high), low = show_end(curve, months, scale.low);
	int left = scale_width(grid, high, low) + 1;
	struct area plot = {area.x + left, area.y + 1, area.width - left, area.height - 2};
	char text[240];
	if (plot.width < 8 || plot.height < 2)
		return;
	if (plot.width > MOST_COLUMNS)
		plot.width = MOST_COLUMNS;
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
		uint32_t month = month_at(months, plot.width, x);
		double value = curve->values[month];
		draw_column(grid, plot, x, value, scale, value >= 0 ? curve->up : curve->down);
	}
	draw_axis(app, grid, (struct area){plot.x, plot.y + plot.height, plot.width, 1}, curve->best);
}

/* --- in words -------------------------------------------------------------------------------- */

static enum bound npv_bound(struct app *app)
{
	return bound_of_npv(analysis_cost(app->live), app_is_stuck(app));
}

/* "◆ best start +7 (2027-06)", "+7?" where what is missing may make another month better. */
static void best_text(struct app *app, const struct timing *timing, bool dated, struct str *out)
{
	uint32_t best = timing->best_start;
	enum bound bound = npv_bound(app);
	if (!timing->known) {
		str_add_text(out, "◆ amounts too large for a best start");
		return;
	}
	struct shown month; /* "7?" */
	snprintf(month.text, sizeof month.text, "%u", best);
	month = show_caveat(month, (struct caveat){bound == BOUND_NONE ? BOUND_NONE : BOUND_UNKNOWN,
						   app_is_tried(app, SIDE_B, FIGURE_BEST, 0)});
	if (timing->pays)
		str_print(out, "◆ best start +%s", month.text);
	else /* an NPV that is at most below 0 is so whatever is missing */
		str_print(out, "◆ never pays%s; least bad in month %s", bound == BOUND_UNKNOWN ? "?" : "",
			  month.text);
	if (dated)
		str_print(out, " (%s)", show_month(app->model, best).text);
}

/* "NPV 119k; a month's wait +1.2k": of the best start, and what starting a month later than now costs. */
static void wait_text(struct app *app, const struct timing *timing, struct str *out)
{
	uint32_t start = app_live(app)->start;
	struct caveat npv = {npv_bound(app), app_is_tried(app, SIDE_B, FIGURE_BEST_NPV, 0)},
		      wait = {bound_of_wait(analysis_lacks(app->live), app_is_stuck(app)),
			      app_is_tried(app, SIDE_B, FIGURE_WAIT, 0)};
	str_print(out, "NPV %s", show_caveat_money(timing->npv[timing->best_start], npv).text);
	if (start + 1 < app->model->horizon)
		str_print(out, "; a month's wait %s",
			  show_caveat_change(analysis_wait(app->live, start), wait).text);
}

/* The best start and what waiting costs: on one row, or on two where there are two. */
static void draw_best(struct app *app, struct grid *grid, struct area area, const struct timing *timing)
{
	enum role role = timing->pays ? ROLE_TEXT : ROLE_WARNING;
	struct str best, wait;
	str_init(&best);
	str_init(&wait);
	area_split(area, 1, 0, &(struct area){0}, &area);
	wait_text(app, timing, &wait);
	best_text(app, timing, true, &best);
	int more = grid_text_width(grid, wait.data),
	    room = area.height > 1 ? area.width : area.width - more - 2;
	/* The date of the month goes first where room is short. */
	if (grid_text_width(grid, best.data) > room) {
		best.length = 0;
		best_text(app, timing, false, &best);
	}
	int used = grid_put_cut(grid, area.x, area.y, room, best.data, role);
	if (area.height > 1) {
		grid_put_cut(grid, area.x + 2, area.y + 1, area.width - 2, wait.data, role);
	} else {
		grid_put(grid, area.x + used, area.y, 2, ", ", role);
		grid_put_cut(grid, area.x + used + 2, area.y, more, wait.data, role);
	}
	str_clear(&best);
	str_clear(&wait);
}

/* "commitment ends, 600k left", what stands behind the name of whose it is. */
static void add_what(const struct mark_at *mark, bool brief, struct str *out)
{
	str_print(out, "%s%s%s", *mark->name ? " " : "", brief ? mark->brief : mark->what, mark->left);
}

/* "▼ +36 (2029-11) ", and behind the name " commitment ends, 600k left (beyond the horizon)": in fewer words,
 * and at last without the date, the more often it had no room. */
static void row_parts(const struct app *app, const struct mark_at *mark, int shorter, struct str *before,
		      struct str *behind)
{
	static const char *const beyond[] = {" (beyond the horizon)", " (later)", " (later)", ""};
	before->length = behind->length = 0;
	str_print(before, "%s +%u ", sign_of(mark), mark->month);
	if (shorter < 3)
		str_print(before, "(%s) ", show_month(app->model, mark->month).text);
	add_what(mark, shorter >= 2, behind);
	str_add_text(behind, mark->month >= app->model->horizon ? beyond[shorter] : "");
}

/* The name is cut, no figure. */
static void draw_row(const struct pane_row *row)
{
	enum { NAME_LEAST = 8, SHORTEST = 3 };
	struct marks marks;
	struct str before, behind;
	struct area area = row->area;
	collect(row->app, &marks);
	const struct mark_at *mark = &marks.items[row->row];
	int name = grid_text_width(row->grid, mark->name), least = name < NAME_LEAST ? name : NAME_LEAST,
	    room = 0;
	str_init(&before);
	str_init(&behind);
	for (int shorter = 0; shorter <= SHORTEST; shorter++) {
		row_parts(row->app, mark, shorter, &before, &behind);
		room = area.width - grid_text_width(row->grid, before.data) -
		       grid_text_width(row->grid, behind.data);
		if (room >= least)
			break;
	}
	int used = grid_put(row->grid, area.x, area.y, area.width, before.data, ROLE_TEXT);
	room = room < 0 ? 0 : room < name ? room : name;
	used += grid_put_cut(row->grid, area.x + used, area.y, room, mark->name, ROLE_TEXT);
	grid_put_cut(row->grid, area.x + used, area.y, area.width - used, behind.data, ROLE_TEXT);
	str_clear(&before);
	str_clear(&behind);
}

static uint32_t count(struct app *app)
{
	struct marks marks;
	collect(app, &marks);
	return marks.count;
}

static void text(struct app *app, uint32_t row, struct str *out)
{
	struct marks marks;
	collect(app, &marks);
	if (row >= marks.count)
		return;
	str_add_text(out, marks.items[row].name);
	add_what(&marks.items[row], false, out);
}

/* --- the lens -------------------------------------------------------------------------------- */

/* In one row: a curve between its lowest and its highest. */
static void draw_strip(struct app *app, struct grid *grid, struct area area, const struct curve *curve)
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
		double value = values[month_at(months, width, x)];
		bool now = x == column_at(months, width, start);
		grid_step(grid, area.x + used + x, area.y, high > low ? (value - low) / (high - low) : 0.5,
			  now          ? ROLE_ON
			  : value >= 0 ? curve->up
				       : curve->down);
	}
	grid_put(grid, area.x + used + width, area.y, last, text, ROLE_MUTED);
}

/* Rows of words below the curves: the best start, and so many of the marks as leave the curves most. */
static void draw_words(struct app *app, struct grid *grid, struct area area, const struct timing *timing,
		       int told, bool focus)
{
	struct area words, rows;
	area_cut(area, told, &words, &rows);
	draw_best(app, grid, words, timing);
	pane_list(app, grid, rows, &app_view(app, VIEW_WHEN)->list, count(app), focus, draw_row);
}

static void draw_nothing(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct area words, rows;
	area_cut(area, area.height > 4 ? 3 : 2, &words, &rows);
	pane_words(grid, words, 0,
		   app->model->binding_count == 0
			   ? "Nothing can move: any month is as good."
			   : "Nothing moves: any month is as good. Space in the tree switches a move.",
		   ROLE_MUTED);
	pane_list(app, grid, rows, &app_view(app, VIEW_WHEN)->list, count(app), focus, draw_row);
}

/* How the rows are shared out: the curves, each in a plot or in one row (a strip), then words, then dates. */
struct rows {
	int plots, strips, told, listed;
	bool both; /* curves of both; else of the NPV alone */
};

/* On a low screen the words and one of the dates come before the strip of the one-off. */
static struct rows rows_of(struct app *app, struct area area, bool known)
{
	enum { LEAST_PLOT = 4, LEAST_BOTH = 8 };
	uint32_t marks = count(app), most = (uint32_t)area.height / 4;
	bool wide = area.width >= SIDE_BY_SIDE;
	struct rows rows = {.told = wide ? 1 : 2, .listed = (int)(marks < most ? marks : most)};
	if (rows.listed == 0 && marks > 0)
		rows.listed = 1;
	rows.plots = area.height - rows.told - rows.listed;
	rows.both = wide || rows.plots >= LEAST_BOTH;
	if (area.height >= LEAST_FOR_CURVES && (rows.both || rows.plots > LEAST_PLOT)) {
		rows.strips = rows.both ? 0 : 1;
		rows.plots -= rows.strips;
		return rows;
	}
	int room = area.height - rows.told - (marks > 0 ? 1 : 0);
	rows.plots = 0;
	rows.strips = !known || room < 1 ? 0 : room < 2 ? 1 : 2;
	return rows;
}

static void left_out(struct app *app, struct area area, struct str *out)
{
	if (analysis_cost(app->live)->bindings_moved == 0)
		return;
	bool known = analysis_timing(app->live)->known;
	struct rows rows = rows_of(app, area, known);
	if (known && rows.plots == 0 && rows.strips < 2)
		str_add_text(out, rows.strips == 1 ? "one-off not drawn" : "curves not drawn");
}

static void draw_curves(struct app *app, struct grid *grid, struct area area, const struct rows *rows,
			const struct curve *one_off, const struct curve *npv)
{
	struct area left, right;
	if (rows->both && area.width + 1 >= SIDE_BY_SIDE)
		area_split(area, (area.width - 2) / 2, 2, &left, &right);
	else
		area_cut(area, rows->both ? area.height / 2 : 0, &left, &right);
	if (rows->both)
		draw_curve(app, grid, left, one_off);
	draw_curve(app, grid, right, npv);
}

static void draw_money(struct app *app, struct grid *grid, struct area area, const struct rows *rows,
		       const struct timing *timing)
{
	const struct curve one_off = {"One-off",
				      timing->one_off,
				      ROLE_BAR,
				      ROLE_BETTER,
				      timing->best_start,
				      {bound_of_one_off(analysis_cost(app->live), app_is_stuck(app)),
				       app_is_tried_curve(app, false)}};
	const struct curve npv = {
		"NPV",      timing->npv,        ROLE_BETTER,
		ROLE_WORSE, timing->best_start, {npv_bound(app), app_is_tried_curve(app, true)}};
	struct area strip = {area.x + 1, area.y, area.width - 1, 1}, plots;
	if (rows->strips == 2 || (rows->strips == 1 && rows->plots > 0)) {
		draw_strip(app, grid, strip, &one_off);
		strip.y++;
	}
	if (rows->strips > 0 && rows->plots == 0)
		draw_strip(app, grid, strip, &npv);
	area_cut(area, rows->strips, &plots, &area);
	area.x++;
	area.width--;
	if (rows->plots > 0)
		draw_curves(app, grid, area, rows, &one_off, &npv);
}

static void draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct area money, words;
	if (analysis_cost(app->live)->bindings_moved == 0) {
		draw_nothing(app, grid, area, focus);
		return;
	}
	const struct timing *timing = analysis_timing(app->live);
	struct rows rows = rows_of(app, area, timing->known);
	area_cut(area, rows.plots + rows.strips, &money, &words);
	draw_money(app, grid, money, &rows, timing);
	draw_words(app, grid, words, timing, rows.told, focus);
}

static const enum action bar[] = {
	ACTION_LATER, ACTION_EARLIER, ACTION_UNDO, ACTION_WHY,       ACTION_FLIP, ACTION_PALETTE,
	ACTION_HELP,  ACTION_QUIT,    ACTION_ZOOM, ACTION_SCENARIOS, ACTION_NONE,
};

const struct pane pane_when = {
	.name = "When",
	.unit_below = true,
	.unit_alone = true,
	.count = count,
	.text = text,
	.left_out = left_out,
	.draw = draw,
	.bar = bar,
};
