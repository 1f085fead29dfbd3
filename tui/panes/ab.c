/* Lens: A and B beside each other, and in how many of 20 equally likely futures B is cheaper. */
#include "tui/panes/pane.h"

#include <math.h>
#include <stdio.h>

enum { FIGURE = 7, SIDE_BY_SIDE = 72, DOTS = 20 };

/* --- the rows -------------------------------------------------------------------------------- */

struct compared {
	char label[80];
	double a, b;
	bool plain;          /* a month or a count: no change is shown */
	bool better_up;      /* more is better */
	bool input;          /* a value tried: neither is better */
	bool a_more, b_more; /* a price is missing from a category */
	bool total;          /* of the one-off: at least that where something is missing */
};

/* The sums come first, then the categories. */
enum { SUMS = 8, ROWS = SUMS + CATEGORY_COUNT };

static double month_of(uint32_t month)
{
	return month == NONE ? NAN : (double)month;
}

static struct compared sum_of(struct app *app, unsigned sum)
{
	struct analysis *base = app_base_analysis(app), *live = app->live;
	const struct cost *a = analysis_cost(base), *b = analysis_cost(live);
	const struct quantiles *of_a = &analysis_spread(base)->total, *of_b = &analysis_spread(live)->total;
	switch (sum) {
	case 0:
		return (struct compared){
			.label = "One-off", .a = a->expected_total, .b = b->expected_total, .total = true};
	case 1:
		return (struct compared){.label = "  P10", .a = of_a->p10, .b = of_b->p10, .total = true};
	case 2:
		return (struct compared){.label = "  P90", .a = of_a->p90, .b = of_b->p90, .total = true};
	case 3:
		return (struct compared){.label = "Monthly", .a = a->monthly_after, .b = b->monthly_after};
	case 4:
		return (struct compared){
			.label = "NPV", .a = a->npv_expected, .b = b->npv_expected, .better_up = true};
	case 5:
		return (struct compared){.label = "Pays back, mo",
					 .a = month_of(a->payback_month),
					 .b = month_of(b->payback_month),
					 .plain = true};
	case 6:
		return (struct compared){.label = "HHI, 0-10000",
					 .a = analysis_concentration(base)->after,
					 .b = analysis_concentration(live)->after,
					 .plain = true};
	default:
		return (struct compared){.label = "Start month",
					 .a = app_base(app)->start,
					 .b = app_live(app)->start,
					 .plain = true};
	}
}

/* The n-th of the variables of which A or B tries another value: A's, then those of B alone; NULL: none. */
static const struct tried *nth_tried(const struct app *app, uint32_t n)
{
	const struct choice *a = app_base(app), *b = app_live(app);
	if (n < a->tried_count)
		return &a->tried[n];
	n -= a->tried_count;
	for (uint32_t i = 0; i < b->tried_count; i++) {
		const struct tried *tried = &b->tried[i];
		if (!tried_get(a->tried, a->tried_count, tried->kind, tried->a, tried->b) && n-- == 0)
			return tried;
	}
	return NULL;
}

/* "tried: rate", at its mean in both. */
static struct compared tried_of(struct app *app, uint32_t n)
{
	const struct tried *tried = nth_tried(app, n);
	struct compared item = {
		.a = range_mean(tried_given(analysis_model(app_base_analysis(app)), tried)),
		.b = range_mean(tried_given(app->model, tried)),
		.input = true,
	};
	struct str name;
	str_init(&name);
	tried_name(app->loaded, tried, &name);
	snprintf(item.label, sizeof item.label, "tried: %s", name.data);
	str_clear(&name);
	return item;
}

static struct compared compared_of(struct app *app, uint32_t row)
{
	if (row < SUMS)
		return sum_of(app, row);
	if (row >= ROWS)
		return tried_of(app, row - ROWS);
	uint32_t category = row - SUMS;
	const struct cost *a = analysis_cost(app_base_analysis(app)), *b = analysis_cost(app->live);
	struct compared item = {.a = a->expected[category],
				.b = b->expected[category],
				.a_more = a->lacks_price[category],
				.b_more = b->lacks_price[category]};
	snprintf(item.label, sizeof item.label, "%s", category_name((enum category)category));
	return item;
}

/* --- drawing --------------------------------------------------------------------------------- */

static struct shown figure_of(const struct compared *item, double value, bool more)
{
	return item->plain ? show_number(isnan(value) ? value : floor(value + 0.5))
			   : show_more_money(value, more);
}

/* Is something missing from the one-off of A? What B lacks is in the history. */
static bool a_lacks(struct app *app)
{
	return analysis_cost(app_base_analysis(app))->missing_prices > 0 ||
	       history_now(&app->history)->a_stuck > 0;
}

/* Of whole numbers, between those that are shown: 386 and 385 differ by 1, whatever was behind the point. */
static double change_of(const struct compared *item)
{
	return item->plain ? floor(item->b + 0.5) - floor(item->a + 0.5) : item->b - item->a;
}

static struct shown show_change_of(const struct compared *item)
{
	struct shown shown;
	double change = change_of(item);
	if (!item->plain || isnan(change) || change == 0)
		return show_change(change);
	snprintf(shown.text, sizeof shown.text, "%s%.30s", change > 0 ? "+" : "−",
		 show_number(fabs(change)).text);
	return shown;
}

static void draw_compared(struct app *app, struct grid *grid, struct area area, const struct compared *item)
{
	bool more = history_now(&app->history)->lower_bound;
	double change = change_of(item);
	double worse = item->better_up ? -change : change;
	enum role role = item->input ? ROLE_WARNING
			 : worse > 0 ? ROLE_WORSE
			 : worse < 0 ? ROLE_BETTER
				     : ROLE_MUTED;
	grid_put_right(grid, pane_take_right(&area, FIGURE), area.y, FIGURE, show_change_of(item).text, role);
	grid_put_right(grid, pane_take_right(&area, FIGURE), area.y, FIGURE,
		       figure_of(item, item->b, item->b_more || (item->total && more)).text, ROLE_TEXT);
	grid_put_right(grid, pane_take_right(&area, FIGURE), area.y, FIGURE,
		       figure_of(item, item->a, item->a_more || (item->total && a_lacks(app))).text,
		       ROLE_TEXT);
	grid_put_cut(grid, area.x, area.y, area.width, item->label, ROLE_TEXT);
}

static bool differs(const struct compared *item)
{
	return isnan(item->a) != isnan(item->b) || (!isnan(item->a) && item->a != item->b);
}

static void refresh(struct app *app, struct view *view)
{
	uint32_t all = ROWS;
	while (nth_tried(app, all - ROWS))
		all++;
	for (uint32_t row = 0; row < all; row++) {
		struct compared item = compared_of(app, row);
		if ((!app->differences || differs(&item)) && pane_keeps(view, item.label, NULL))
			pane_add_row(view, row);
	}
	view->all = all;
}

static uint32_t count(struct app *app)
{
	return app_view(app, VIEW_AB)->count;
}

static void text(struct app *app, uint32_t row, struct str *out)
{
	str_add_text(out, compared_of(app, app_view(app, VIEW_AB)->rows[row]).label);
}

static void draw_row(const struct pane_row *row)
{
	struct compared item = compared_of(row->app, app_view(row->app, VIEW_AB)->rows[row->row]);
	draw_compared(row->app, row->grid, row->area, &item);
}

/* "USD", and where not all rows are seen "USD, 6 of 8": of this column, which the frame does not count. */
static void draw_heads(struct app *app, struct grid *grid, struct area area, uint32_t seen, uint32_t all)
{
	static const char *const heads[] = {"B − A", "B", "A"};
	char unit[64];
	snprintf(unit, sizeof unit, seen < all ? "%.16s, %u of %u" : "%.16s", app->model->currency, seen,
		 all);
	for (int i = 0; i < 3; i++)
		grid_put_right(grid, pane_take_right(&area, FIGURE), area.y, FIGURE, heads[i], ROLE_MUTED);
	grid_put_cut(grid, area.x, area.y, area.width, unit, ROLE_MUTED);
}

/* --- the dots -------------------------------------------------------------------------------- */

/* The share of draws in which B leaves more money over the horizon than A: draw by draw, the same luck. */
static double share_cheaper(struct app *app)
{
	const double *a = analysis_spread(app_base_analysis(app))->npvs,
		     *b = analysis_spread(app->live)->npvs;
	uint32_t cheaper = 0;
	for (int i = 0; i < DRAWS; i++)
		cheaper += b[i] > a[i];
	return (double)cheaper / DRAWS;
}

static void add_name(const struct app *app, struct str *out, const char *which, const struct choice *choice,
		     uint32_t item)
{
	bool changed;
	const char *name = app_choice_name(app, choice, item, &changed);
	str_print(out, "%s %s%s", which, name, changed ? "*" : "");
}

/* "A: today  B: leave*"; where there is not room for both, each is cut to half of it. */
static void put_names(struct app *app, struct grid *grid, struct area area)
{
	const struct point *now = history_now(&app->history);
	struct str a, b;
	str_init(&a);
	str_init(&b);
	add_name(app, &a, "A:", &now->a, now->a_item);
	add_name(app, &b, "B:", &now->b, now->b_item);
	int first = grid_text_width(grid, a.data), second = grid_text_width(grid, b.data),
	    room = area.width - 2;
	if (first + second > room && first > room / 2)
		first = second <= room / 2 ? room - second : room / 2;
	grid_put_cut(grid, area.x, area.y, first, a.data, ROLE_MUTED);
	room -= first;
	grid_put_cut(grid, area.x + first + 2, area.y, second < room ? second : room, b.data, ROLE_MUTED);
	str_clear(&a);
	str_clear(&b);
}

/* "●●●●○○ B cheaper by NPV in 4 of 6 draws", and the names where there is room. */
static void draw_dots(struct app *app, struct grid *grid, struct area area)
{
	char line[100];
	int used = 0;
	if (choice_equal(app_base(app), app_live(app))) {
		grid_put_cut(grid, area.x, area.y, area.width,
			     area.width < 56 ? "A and B are the same; s makes another A"
					     : "A and B are the same: x flips them, s makes another A",
			     ROLE_MUTED);
		return;
	}
	int cheaper = (int)floor(share_cheaper(app) * DOTS + 0.5);
	for (int i = 0; i < DOTS; i++)
		used += grid_put(grid, area.x + used, area.y, area.width - used, i < cheaper ? "●" : "○",
				 i < cheaper ? ROLE_BETTER : ROLE_WORSE);
	snprintf(line, sizeof line,
		 area.width < 56 ? " B cheaper: %d/%d" : " B cheaper by NPV in %d of %d draws", cheaper,
		 DOTS);
	used += grid_put(grid, area.x + used, area.y, area.width - used, line, ROLE_TEXT);
	area_split(area, used, 2, &(struct area){0}, &area);
	if (area.width >= 16)
		put_names(app, grid, area);
}

/* --- the lens -------------------------------------------------------------------------------- */

/* Rows first .. end - 1 in one column, so far down that the cursor, if it is among them, is seen. */
static void draw_column(struct app *app, struct grid *grid, struct area area, uint32_t first, uint32_t end,
			bool focus)
{
	bool beside = end - first < app_view(app, VIEW_AB)->count;
	const struct list *list = &app_view(app, VIEW_AB)->list;
	struct area head = {area.x + 1, area.y, area.width - 1, 1};
	uint32_t all = end - first, room = area.height > 1 ? (uint32_t)area.height - 1 : 0;
	draw_heads(app, grid, head, beside && room < all ? room : all, all);
	area.y++;
	area.height--;
	if (list->cursor >= first && list->cursor < end && list->cursor - first >= (uint32_t)area.height)
		first = list->cursor - (uint32_t)area.height + 1;
	pane_part(app, grid, area, list, first, end, focus, draw_row);
}

/* The sums on the left, the categories on the right. */
static void draw_wide(struct app *app, struct grid *grid, struct area area, bool focus)
{
	const struct view *view = app_view(app, VIEW_AB);
	struct area left, right;
	uint32_t sums = 0;
	while (sums < view->count && view->rows[sums] < SUMS)
		sums++;
	area_split(area, (area.width - 3) / 2, 3, &left, &right);
	draw_column(app, grid, left, 0, sums, focus);
	pane_rule(grid, (struct area){left.x + left.width + 1, area.y, 1, area.height});
	draw_column(app, grid, right, sums, view->count, focus);
}

static void draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct view *view = app_view(app, VIEW_AB);
	struct area rows, dots;
	area_cut(area, area.height - 1, &rows, &dots);
	list_fit(&view->list, view->count, (uint32_t)(rows.height > 1 ? rows.height - 1 : 1));
	if (area.width >= SIDE_BY_SIDE)
		draw_wide(app, grid, rows, focus);
	else
		draw_column(app, grid, rows, 0, view->count, focus);
	dots.x++;
	dots.width--;
	draw_dots(app, grid, dots);
}

static const enum action bar[] = {
	ACTION_FLIP,    ACTION_DIFFERENCES, ACTION_WHY,  ACTION_UNDO,      ACTION_ZOOM,
	ACTION_PALETTE, ACTION_HELP,        ACTION_QUIT, ACTION_SCENARIOS, ACTION_NONE,
};

const struct pane pane_ab = {
	.name = "A|B",
	.header = 1,
	.refresh = refresh,
	.count = count,
	.text = text,
	.draw = draw,
	.bar = bar,
};
