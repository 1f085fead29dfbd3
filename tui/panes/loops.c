/* Lens: where the money goes round. Each loop as a chain of arrows, and what comes back of what is put in. */
#include "tui/panes/pane.h"
#include "tui/popup.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FIGURE = 8, CHAIN_LEAST = 20 };

static const struct provider *provider_of(const struct model *model, struct loop_node node)
{
	return &model->providers[node.is_offering ? model->offerings[node.index].provider : node.index];
}

const char *pane_node_name(const struct model *model, struct loop_node node)
{
	return node.is_offering ? model->offerings[node.index].name : provider_of(model, node)->name;
}

static const char *node_id(const struct model *model, struct loop_node node)
{
	return node.is_offering ? model->offerings[node.index].id : model->providers[node.index].id;
}

/* "AWS → Anthropic ↻": the arrow back to the first is the sign's. */
static void chain_of(const struct model *model, const struct loop *loop, bool ids, struct str *out)
{
	for (uint32_t i = 0; i < loop->length; i++)
		str_print(out, "%s%s", i > 0 ? " → " : "",
			  ids ? node_id(model, loop->nodes[i]) : pane_node_name(model, loop->nodes[i]));
	str_add_text(out, " ↻");
}

/* --- rows ------------------------------------------------------------------------------------ */

static bool differs(struct app *app, const struct loop *loop)
{
	return analysis_loop_exposure_after(app->live, loop) != loop->exposure;
}

static bool matches(const struct app *app, struct view *view, const struct loop *loop)
{
	struct str chain;
	if (!view->filter)
		return true;
	str_init(&chain);
	chain_of(app->model, loop, false, &chain);
	bool kept = pane_keeps(view, chain.data, NULL);
	str_clear(&chain);
	return kept;
}

static void refresh(struct app *app, struct view *view)
{
	const struct loops *loops = analysis_loops(app->live);
	view->all = loops->count;
	for (uint32_t i = 0; i < loops->count; i++)
		if ((!app->differences || differs(app, &loops->items[i])) &&
		    matches(app, view, &loops->items[i]))
			pane_add_row(view, i);
}

static uint32_t count(struct app *app)
{
	return app_view(app, VIEW_LOOPS)->count;
}

static void text(struct app *app, uint32_t row, struct str *out)
{
	const struct loops *loops = analysis_loops(app->live);
	chain_of(app->model, &loops->items[app_view(app, VIEW_LOOPS)->rows[row]], false, out);
}

/* --- drawing --------------------------------------------------------------------------------- */

struct column {
	const char *title;
	int width, from;
};

static const struct column columns[] = {
	{"put in", FIGURE, 40},
	{"back", FIGURE, 40},
	{"pull", 6, 48},
	{"yours/mo", 9, 0},
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static struct shown cell_of(const struct loop *loop, int column)
{
	switch (column) {
	case 0:
		return show_money(loop->firm.put_in);
	case 1:
		return show_money(loop->firm.comes_back);
	case 2:
		return show_number(loop->firm.pull);
	default:
		return show_money(loop->exposure);
	}
}

static void draw_row(const struct pane_row *row)
{
	struct app *app = row->app;
	const struct loop *loop =
		&analysis_loops(app->live)->items[app_view(app, VIEW_LOOPS)->rows[row->row]];
	struct area area = row->area;
	struct str chain;
	for (int i = COLUMN_COUNT - 1; i >= 0; i--) {
		if (row->area.width < columns[i].from)
			continue;
		int at = pane_take_right(&area, columns[i].width);
		grid_put_right(row->grid, at, area.y, columns[i].width, cell_of(loop, i).text, ROLE_TEXT);
	}
	str_init(&chain);
	chain_of(app->model, loop, false, &chain);
	if (grid_text_width(row->grid, chain.data) > area.width) {
		chain.length = 0;
		chain_of(app->model, loop, true, &chain);
	}
	grid_put_cut(row->grid, area.x, area.y, area.width, chain.data, ROLE_TEXT);
	str_clear(&chain);
}

static void draw_heads(struct grid *grid, struct area area)
{
	int width = area.width;
	for (int i = COLUMN_COUNT - 1; i >= 0; i--) {
		if (width < columns[i].from)
			continue;
		int at = pane_take_right(&area, columns[i].width);
		grid_put_right(grid, at, area.y, columns[i].width, columns[i].title, ROLE_MUTED);
	}
	grid_put(grid, area.x, area.y, area.width, "loop (firm amounts; Enter: its steps)", ROLE_MUTED);
}

static void draw_foot(struct app *app, struct grid *grid, struct area area)
{
	const struct view *view = app_view(app, VIEW_LOOPS);
	const struct loops *loops = analysis_loops(app->live);
	const struct cycling *cycling = analysis_cycling(app->live);
	char line[200];
	snprintf(line, sizeof line, " %s%s loops%s; %s of the money between providers is the same money",
		 show_count(loops->count).text, loops->cut ? "+" : "",
		 view->count < view->all ? " (some left out)" : "", show_share(cycling->index).text);
	grid_put_cut(grid, area.x, area.y, area.width, line, ROLE_MUTED);
}

static void draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct view *view = app_view(app, VIEW_LOOPS);
	struct area head, rows, foot;
	area_cut(area, 1, &head, &rows);
	area_cut(rows, rows.height - 1, &rows, &foot);
	head.x++;
	head.width--;
	draw_heads(grid, head);
	if (view->count == 0)
		pane_line(grid, rows, 0,
			  view->all ? " none matches" : " no loops: no flow comes back to where it began",
			  ROLE_MUTED);
	pane_list(app, grid, rows, &view->list, view->count, focus, draw_row);
	draw_foot(app, grid, foot);
}

static unsigned open(struct app *app, uint32_t row)
{
	return popup_show_loop(app, app_view(app, VIEW_LOOPS)->rows[row]);
}

static const enum action bar[] = {
	ACTION_OPEN,    ACTION_WHY,  ACTION_FIND, ACTION_FILTER, ACTION_ZOOM,
	ACTION_PALETTE, ACTION_HELP, ACTION_QUIT, ACTION_FLIP,   ACTION_NONE,
};

const struct pane pane_loops = {
	.name = "Loops",
	.header = 1,
	.refresh = refresh,
	.count = count,
	.text = text,
	.draw = draw,
	.open = open,
	.bar = bar,
};
