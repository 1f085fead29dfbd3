/* Lens: cost by category, and the verdict. */
#include "tui/panes/pane.h"

#include <math.h>

enum { LABEL = 16, FIGURE = 8, LEFT = 38, SIDE_BY_SIDE = 72, LEAST_BAR = 4 };

/* What the longest bar stands for. */
static double scale_of(struct app *app)
{
	const struct cost *cost = analysis_cost(app->live);
	double most = 0;
	for (int i = 0; i < CATEGORY_COUNT; i++)
		most = fmax(most, fabs(cost->expected[i]));
	return pane_scale(most);
}

/* What a move saves is told from what it costs without colours, too. */
static void draw_bar(struct grid *grid, struct area area, double share)
{
	if (share >= 0)
		grid_bar(grid, area.x, area.y, area.width, share, ROLE_BAR);
	for (int x = 0; x < (int)ceil(-share * area.width); x++)
		grid_put(grid, area.x + x, area.y, 1, "░", ROLE_BETTER);
}

static void draw_row(const struct pane_row *row)
{
	double value = analysis_cost(row->app->live)->expected[row->row], most = scale_of(row->app);
	struct area area = row->area;
	struct caveat caveat = {analysis_cost(row->app->live)->lacks_price[row->row] ? BOUND_LOWER
										     : BOUND_NONE,
				app_is_tried(row->app, SIDE_B, FIGURE_CATEGORY, row->row)};
	grid_put_right(row->grid, pane_take_right(&area, FIGURE), area.y, FIGURE,
		       show_caveat_money(value, caveat).text, ROLE_TEXT);
	grid_put_cut(row->grid, area.x, area.y, area.width < LABEL ? area.width : LABEL,
		     category_name((enum category)row->row), ROLE_TEXT);
	area_split(area, LABEL, 0, &(struct area){0}, &area);
	area.width--;
	if (area.width >= LEAST_BAR)
		draw_bar(row->grid, area, value / most);
}

static void draw_categories(struct app *app, struct grid *grid, struct area area, bool focus)
{
	pane_list(app, grid, area, &app_view(app, VIEW_COST)->list, CATEGORY_COUNT, focus, draw_row);
}

static bool by_category(struct app *app)
{
	return app_view(app, VIEW_COST)->order == COST_BY_CATEGORY;
}

static void draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct area left, right;
	if (!by_category(app)) {
		cost_groups_draw(app, grid, area, focus);
		return;
	}
	if (area.width >= SIDE_BY_SIDE) {
		area_split(area, LEFT * area.width / 78, 3, &left, &right);
		draw_categories(app, grid, left, focus);
		pane_rule(grid, (struct area){left.x + left.width + 1, area.y, 1, area.height});
		verdict_draw(app, grid, right);
	} else if (area.height > CATEGORY_COUNT + 3) {
		area_cut(area, CATEGORY_COUNT + 1, &left, &right);
		draw_categories(app, grid, left, focus);
		right.x++;
		right.width--;
		verdict_draw(app, grid, right);
	} else {
		draw_categories(app, grid, area, focus);
	}
}

static uint32_t count(struct app *app)
{
	return by_category(app) ? CATEGORY_COUNT : app_view(app, VIEW_COST)->count;
}

static void text(struct app *app, uint32_t row, struct str *out)
{
	if (by_category(app))
		str_add_text(out, category_name((enum category)row));
	else
		cost_groups_text(app, row, out);
}

static const char *const orders[] = {"category", "provider", "team", NULL};

static const enum action bar[] = {
	ACTION_WHY,     ACTION_FLIP, ACTION_UNDO, ACTION_ZOOM,      ACTION_NEXT_PANE, ACTION_ORDER,
	ACTION_PALETTE, ACTION_HELP, ACTION_QUIT, ACTION_SCENARIOS, ACTION_NONE,
};

const struct pane pane_cost = {
	.name = "Cost",
	.unit_below = true,
	.groups = true,
	.refresh = cost_groups_refresh,
	.orders = orders,
	.count = count,
	.text = text,
	.draw = draw,
	.bar = bar,
};
