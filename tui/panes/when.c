/* Lens: one-off and NPV by start month, what ends when, the best start, and the cost of waiting. */
#include "tui/panes/when_parts.h"

#include <stdio.h>
#include <string.h>

enum { SIDE_BY_SIDE = 72, LEAST_FOR_CURVES = 7 };

/* --- in words -------------------------------------------------------------------------------- */

static enum bound npv_bound(struct app *app)
{
	return bound_of_npv(analysis_cost(app->live), app_is_stuck(app));
}

/* "◆ best start +7 (2027-06)", "+7?" where what is missing may make another month better; with the sign that
 * stands on the axis, "▲" where the present start is the best. */
static void best_text(struct app *app, const struct timing *timing, bool dated, struct str *out)
{
	uint32_t best = timing->best_start;
	enum bound bound = npv_bound(app);
	if (!timing->known) {
		str_add_text(out, "amounts too large for a best start");
		return;
	}
	str_add_text(out, best == app_live(app)->start ? "▲ " : "◆ ");
	struct shown month; /* "7?" */
	snprintf(month.text, sizeof month.text, "%u", best);
	month = show_caveat(month, (struct caveat){bound == BOUND_NONE ? BOUND_NONE : BOUND_UNKNOWN,
						   app_is_tried(app, SIDE_B, FIGURE_BEST, 0)});
	if (timing->pays)
		str_print(out, "best start +%s", month.text);
	else /* an NPV that is at most below 0 is so whatever is missing */
		str_print(out, "never pays%s; least bad in month %s", bound == BOUND_UNKNOWN ? "?" : "",
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
static void add_what(const struct when_mark *mark, bool brief, struct str *out)
{
	str_print(out, "%s%s%s", *mark->name ? " " : "", brief ? mark->brief : mark->what, mark->left);
}

/* "▼ +36 (2029-11) ", and behind the name " commitment ends, 600k left (beyond the horizon)": in fewer words,
 * and at last without the date, the more often it had no room. */
static void row_parts(const struct app *app, const struct when_mark *mark, int shorter, struct str *before,
		      struct str *behind)
{
	static const char *const beyond[] = {" (beyond the horizon)", " (later)", " (later)", ""};
	before->length = behind->length = 0;
	str_print(before, "%s +%u ", when_sign(mark), mark->month);
	if (shorter < 3)
		str_print(before, "(%s) ", show_month(app->model, mark->month).text);
	add_what(mark, shorter >= 2, behind);
	str_add_text(behind, mark->month >= app->model->horizon ? beyond[shorter] : "");
}

/* The name is cut, no figure. */
static void draw_row(const struct pane_row *row)
{
	enum { NAME_LEAST = 8, SHORTEST = 3 };
	struct when_marks marks;
	struct str before, behind;
	struct area area = row->area;
	when_collect(row->app, &marks);
	const struct when_mark *mark = &marks.items[row->row];
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
	struct when_marks marks;
	when_collect(app, &marks);
	return marks.count;
}

static void text(struct app *app, uint32_t row, struct str *out)
{
	struct when_marks marks;
	when_collect(app, &marks);
	if (row >= marks.count)
		return;
	str_add_text(out, marks.items[row].name);
	add_what(&marks.items[row], false, out);
}

/* --- the lens -------------------------------------------------------------------------------- */

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
	enum { LEAST_PLOT = 5, LEAST_BOTH = 2 * LEAST_PLOT }; /* with head and axis, for both ends and 0 */
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
			const struct when_curve *one_off, const struct when_curve *npv)
{
	struct area left, right;
	if (rows->both && area.width + 1 >= SIDE_BY_SIDE)
		area_split(area, (area.width - 2) / 2, 2, &left, &right);
	else
		area_cut(area, rows->both ? area.height / 2 : 0, &left, &right);
	if (rows->both)
		when_draw_curve(app, grid, left, one_off);
	when_draw_curve(app, grid, right, npv);
}

static void draw_money(struct app *app, struct grid *grid, struct area area, const struct rows *rows,
		       const struct timing *timing)
{
	uint32_t best = timing->known ? timing->best_start : NONE;
	const struct when_curve one_off = {
		"One-off",
		timing->one_off,
		ROLE_BAR,
		ROLE_BETTER,
		best,
		{bound_of_one_off(analysis_cost(app->live), app_is_stuck(app)), app_is_tried_curve(app, false)}};
	const struct when_curve npv = {"NPV",       timing->npv,
				       ROLE_BETTER, ROLE_WORSE,
				       best,        {npv_bound(app), app_is_tried_curve(app, true)}};
	struct area strip = {area.x + 1, area.y, area.width - 1, 1}, plots;
	if (rows->strips == 2 || (rows->strips == 1 && rows->plots > 0)) {
		when_draw_strip(app, grid, strip, &one_off);
		strip.y++;
	}
	if (rows->strips > 0 && rows->plots == 0)
		when_draw_strip(app, grid, strip, &npv);
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
