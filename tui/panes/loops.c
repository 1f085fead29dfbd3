/* Lens: where the money goes round. Each loop as a chain of arrows, and what comes back of what is put in. */
#include "tui/panes/pane.h"

#include "core/figures/loop_graph.h"
#include "core/figures/loop_search.h"
#include "tui/popup.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	FIGURE = 8,
	NAME_LEAST = 6,  /* columns that a name in a chain keeps */
	STEPS_FROM = 14, /* rows from which the chosen loop has its steps below the list */
	STEPS_WIDTH = 44,
	TODAY_FROM = 88 /* columns from which one's spend of today has its own beside the scenario's */
};

/* "AWS → Anthropic ↻": the arrow back to the first is the sign's. */
static void chain_of(const struct model *model, const struct loop *loop, struct str *out)
{
	for (uint32_t i = 0; i < loop->length; i++)
		str_print(out, "%s%s", i > 0 ? " → " : "", loop_node_name(model, loop->nodes[i]));
	str_add_text(out, " ↻");
}

/* --- rows ------------------------------------------------------------------------------------ */

static bool differs(struct app *app, const struct loop *loop)
{
	return analysis_loop_exposure_after(app->live, loop) !=
	       analysis_loop_exposure_after(app_base_analysis(app), loop);
}

static bool matches(const struct app *app, struct view *view, const struct loop *loop)
{
	struct str chain;
	if (!view->filter)
		return true;
	str_init(&chain);
	chain_of(app->model, loop, &chain);
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
	chain_of(app->model, &loops->items[app_view(app, VIEW_LOOPS)->rows[row]], out);
}

/* --- drawing --------------------------------------------------------------------------------- */

struct column {
	const char *title;
	int width, from;
};

static const struct column columns[] = {
	{"put in", FIGURE, 54},          {"back", FIGURE, 44}, {"pull", 7, 56},
	{"yours today", 12, TODAY_FROM}, {"then/mo", 9, 0},
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static struct shown pull_of(const struct loop *loop)
{
	struct shown shown = show_number(loop->firm.pull);
	if (!isnan(loop->firm.pull))
		snprintf(shown.text, sizeof shown.text, "%.16sx", show_number(loop->firm.pull).text);
	return shown;
}

static enum bound bound_of(struct app *app, enum app_figure figure, const struct loop *loop)
{
	bool assumed = figure == FIGURE_EXPOSURE_AFTER && analysis_loop_assumed_after(app->live, loop);
	return assumed ? BOUND_UNKNOWN : BOUND_NONE;
}

/* Of the loop with that index. */
static struct shown cell_of(struct app *app, uint32_t index, int column)
{
	static const enum app_figure figures[] = {FIGURE_PUT_IN, FIGURE_COMES_BACK, FIGURE_PULL,
						  FIGURE_EXPOSURE, FIGURE_EXPOSURE_AFTER};
	enum app_figure figure = figures[column];
	const struct loop *loop = &analysis_loops(app->live)->items[index];
	struct caveat caveat = pane_caveat(app, figure, index, bound_of(app, figure, loop));
	return show_caveat(figure == FIGURE_PULL ? pull_of(loop)
						 : show_money(app_figure(app->live, figure, index)),
			   caveat);
}

/* A chain in so many columns: how long a name may be, and whether arrows stand close. */
struct fitted {
	const char *names[LOOP_MOST_STEPS];
	int widths[LOOP_MOST_STEPS];
	uint32_t count;
	int arrow;     /* columns of one that stands close */
	char more[16]; /* "3 more", in the place of those before the last */
	int name_most;
	bool close;
};

static int chain_width(const struct fitted *chain)
{
	int width = (int)(chain->count - 1) * (chain->close ? chain->arrow : chain->arrow + 2) + 2;
	for (uint32_t i = 0; i < chain->count; i++)
		width += chain->widths[i] < chain->name_most ? chain->widths[i] : chain->name_most;
	return width;
}

/* The first names, how many follow, and the last. */
static void name_chain(const struct model *model, const struct grid *grid, const struct loop *loop,
		       uint32_t kept, struct fitted *chain)
{
	uint32_t all = loop->length < LOOP_MOST_STEPS ? loop->length : LOOP_MOST_STEPS;
	chain->count = 0;
	for (uint32_t i = 0; i < all; i++)
		if (i < kept - 1 || i == all - 1)
			chain->names[chain->count++] = loop_node_name(model, loop->nodes[i]);
		else if (i == kept - 1)
			chain->names[chain->count++] = chain->more;
	snprintf(chain->more, sizeof chain->more, "%u more", all - kept);
	for (uint32_t i = 0; i < chain->count; i++)
		chain->widths[i] = grid_text_width(grid, chain->names[i]);
}

/* Arrows move together first; then the longest names are cut, all to one length; then some are left out. */
static void fit_chain(const struct model *model, const struct grid *grid, const struct loop *loop, int width,
		      struct fitted *chain)
{
	uint32_t kept = loop->length < LOOP_MOST_STEPS ? loop->length : LOOP_MOST_STEPS;
	chain->close = false;
	chain->arrow = grid_text_width(grid, "→");
	do {
		name_chain(model, grid, loop, kept, chain);
		chain->name_most = width > NAME_LEAST ? width : NAME_LEAST;
		chain->close = chain->close || chain_width(chain) > width;
		while (chain->name_most > NAME_LEAST && chain_width(chain) > width)
			chain->name_most--;
	} while (chain_width(chain) > width && --kept >= 2);
}

static void draw_chain(struct app *app, struct grid *grid, struct area area, const struct loop *loop)
{
	int x = area.x, end = area.x + area.width;
	struct fitted chain;
	fit_chain(app->model, grid, loop, area.width, &chain);
	for (uint32_t i = 0; i < chain.count && x < end; i++) {
		int width = chain.widths[i] < chain.name_most ? chain.widths[i] : chain.name_most;
		if (i > 0)
			x += grid_put(grid, x, area.y, end - x, chain.close ? "→" : " → ", ROLE_MUTED);
		x += grid_put_cut(grid, x, area.y, width < end - x ? width : end - x, chain.names[i],
				  chain.names[i] == chain.more ? ROLE_MUTED : ROLE_TEXT);
	}
	grid_put(grid, x, area.y, end - x, " ↻", ROLE_MUTED);
}

static void draw_row(const struct pane_row *row)
{
	struct app *app = row->app;
	uint32_t index = app_view(app, VIEW_LOOPS)->rows[row->row];
	const struct loop *loop = &analysis_loops(app->live)->items[index];
	struct area area = row->area;
	for (int i = COLUMN_COUNT - 1; i >= 0; i--) {
		if (row->area.width < columns[i].from)
			continue;
		int at = pane_take_right(&area, columns[i].width);
		grid_put_right(row->grid, at, area.y, columns[i].width, cell_of(app, index, i).text,
			       ROLE_TEXT);
	}
	draw_chain(app, row->grid, area, loop);
}

static void draw_heads(struct app *app, struct grid *grid, struct area area)
{
	int width = area.width;
	char text[64];
	for (int i = COLUMN_COUNT - 1; i >= 0; i--) {
		if (width < columns[i].from)
			continue;
		int at = pane_take_right(&area, columns[i].width);
		grid_put_right(grid, at, area.y, columns[i].width,
			       columns[i].from == 0 && width < TODAY_FROM ? "yours/mo" : columns[i].title,
			       ROLE_MUTED);
	}
	snprintf(text, sizeof text, area.width < 36 ? "loop, firm %s" : "loop, firm %s (Enter: its steps)",
		 show_name(app->model->currency, 10).text);
	grid_put_cut(grid, area.x, area.y, area.width, text, ROLE_MUTED);
}

/* The steps of the loop under the cursor, as many lines as fit. */
static void draw_steps(struct app *app, struct grid *grid, struct area area)
{
	const struct view *view = app_view(app, VIEW_LOOPS);
	struct page page;
	page_init(&page, area.width - 2, grid->ascii);
	popup_add_loop_steps(app, &page, &analysis_loops(app->live)->items[view->rows[view->list.cursor]]);
	size_t rows = (size_t)area.height, shown = page.count <= rows ? page.count : rows - 1;
	for (size_t i = 0; i < shown; i++)
		page_draw_line(&page, grid, area.x, area.y + (int)i, area.width - 1, i);
	if (shown < page.count) {
		char text[64];
		snprintf(text, sizeof text, " %zu more lines: Enter shows all", page.count - shown);
		pane_line(grid, area, (int)shown, text, ROLE_MUTED);
	}
	page_clear(&page);
}

static void draw_foot(struct app *app, struct grid *grid, struct area area)
{
	const struct loops *loops = analysis_loops(app->live);
	const struct cycling *cycling = analysis_cycling(app->live);
	struct caveat caveat = pane_caveat(app, FIGURE_CYCLING, 0, BOUND_NONE);
	char line[200];
	snprintf(line, sizeof line, "%s%s loop%s; %s %sis the same money", show_count(loops->count).text,
		 loops->cut ? "+" : "", loops->count == 1 ? "" : "s",
		 show_caveat(show_share(cycling->index), caveat).text,
		 area.width < 64 ? "" : "of the money between providers ");
	grid_put_cut(grid, area.x + 1, area.y, area.width - 1, line, ROLE_MUTED);
}

static void draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct view *view = app_view(app, VIEW_LOOPS);
	struct area head, rows, foot;
	area_cut(area, 1, &head, &rows);
	area_cut(rows, rows.height - 1, &rows, &foot);
	head.x++;
	head.width--;
	draw_heads(app, grid, head);
	if (view->count == 0)
		pane_line(grid, rows, 0,
			  view->all ? " none matches" : " no loops: no flow comes back to where it began",
			  ROLE_MUTED);
	bool steps = view->count > 0 && rows.height >= STEPS_FROM && rows.width >= STEPS_WIDTH;
	struct area list = rows, below = rows;
	if (steps)
		area_cut(rows, rows.height / 2, &list, &below);
	pane_list(app, grid, list, &view->list, view->count, focus, draw_row);
	if (steps)
		draw_steps(app, grid, below);
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
	.refresh = refresh,
	.count = count,
	.text = text,
	.draw = draw,
	.open = open,
	.bar = bar,
};
