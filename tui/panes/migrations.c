/* Lens: every migration with its box, what it costs alone and on top of the others. */
#include "tui/panes/pane.h"
#include "tui/popup.h"

#include "core/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BOX = 4 };
enum order { ORDER_FILE, ORDER_MARGINAL, ORDER_ALONE, ORDER_MONTHLY };

static const char *const orders[] = {"file", "marginal", "alone", "monthly", NULL};

/* --- columns --------------------------------------------------------------------------------- */

static struct shown cell_moves(struct app *app, uint32_t migration, const struct move *move)
{
	(void)app;
	(void)migration;
	return show_count(move->bindings);
}

static struct shown cell_alone(struct app *app, uint32_t migration, const struct move *move)
{
	enum bound bound = move->lacks_price ? BOUND_LOWER : BOUND_NONE;
	return show_caveat_money(move->alone, pane_caveat(app, FIGURE_ALONE, migration, bound));
}

static struct shown cell_marginal(struct app *app, uint32_t migration, const struct move *move)
{
	enum bound bound = move->lacks_price ? BOUND_LOWER : BOUND_NONE;
	return show_caveat_change(move->marginal, pane_caveat(app, FIGURE_MARGINAL, migration, bound));
}

static struct shown cell_monthly(struct app *app, uint32_t migration, const struct move *move)
{
	enum bound bound = move->assumed ? BOUND_UNKNOWN : BOUND_NONE;
	return show_caveat_change(move->monthly, pane_caveat(app, FIGURE_MOVE_MONTHLY, migration, bound));
}

struct column {
	const char *title;
	int width, from; /* width of the pane from which it is there */
	struct shown (*cell)(struct app *app, uint32_t migration, const struct move *move);
};

static const struct column columns[] = {
	{"moves", 6, 90, cell_moves},
	{"alone", 9, 0, cell_alone},
	{"marginal", 9, 44, cell_marginal},
	{"monthly", 9, 52, cell_monthly},
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

/* --- rows ------------------------------------------------------------------------------------ */

struct ranked {
	uint32_t migration;
	double key;
};

static int by_key(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	double x = isnan(a->key) ? -INFINITY : a->key, y = isnan(b->key) ? -INFINITY : b->key;
	if (x != y)
		return x > y ? -1 : 1;
	return a->migration < b->migration ? -1 : 1;
}

static double key_of(const struct move *move, unsigned order)
{
	switch ((enum order)order) {
	case ORDER_MARGINAL:
		return move->marginal;
	case ORDER_ALONE:
		return move->alone;
	case ORDER_MONTHLY:
		return -move->monthly;
	case ORDER_FILE:
		break;
	}
	return 0;
}

static bool differs(const struct app *app, uint32_t migration)
{
	return choice_is_on(app_live(app), migration) != choice_is_on(app_base(app), migration);
}

static bool is_listed(const struct app *app, struct view *view, uint32_t migration)
{
	const struct migration *item = app->plan.migrations[migration];
	if (app->differences && !differs(app, migration))
		return false;
	return pane_keeps(view, item->name, item->id);
}

static void refresh(struct app *app, struct view *view)
{
	const struct move *moves = view->order == ORDER_FILE ? NULL : analysis_moves(app->live);
	struct ranked *ranked = memory_new((size_t)app->plan.count + 1, sizeof *ranked);
	uint32_t count = 0;
	for (uint32_t m = 0; m < app->plan.count; m++)
		if (is_listed(app, view, m))
			ranked[count++] = (struct ranked){m, moves ? key_of(&moves[m], view->order) : 0};
	if (moves) /* else they are in order */
		qsort(ranked, count, sizeof *ranked, by_key);
	for (uint32_t i = 0; i < count; i++)
		pane_add_row(view, ranked[i].migration);
	view->all = app->plan.count;
	free(ranked);
}

static uint32_t count(struct app *app)
{
	return app_view(app, VIEW_MIGRATIONS)->count;
}

static void text(struct app *app, uint32_t row, struct str *out)
{
	const struct migration *item = app->plan.migrations[app_view(app, VIEW_MIGRATIONS)->rows[row]];
	str_print(out, "%s %s", item->name, item->id);
}

/* --- drawing --------------------------------------------------------------------------------- */

static void draw_row(const struct pane_row *row)
{
	struct app *app = row->app;
	uint32_t index = app_view(app, VIEW_MIGRATIONS)->rows[row->row];
	const struct move *move = analysis_move(app->live, index);
	bool on = choice_is_on(app_live(app), index);
	struct area area = row->area;
	int width = area.width;
	const char *note = move->bindings == 0 ? "no moves"
			   : move->cosmetic    ? "cosmetic"
			   : move->clashes     ? "clashes"
					       : "";
	int note_width = (int)strlen(note), at;
	for (int i = COLUMN_COUNT - 1; i >= 0; i--) {
		if (width < columns[i].from)
			continue;
		at = pane_take_right(&area, columns[i].width);
		grid_put_right(row->grid, at, area.y, columns[i].width,
			       columns[i].cell(app, index, move).text, on ? ROLE_TEXT : ROLE_MUTED);
	}
	grid_put(row->grid, area.x, area.y, BOX, on ? "[x]" : "[ ]", on ? ROLE_ON : ROLE_TEXT);
	area_split(area, BOX, 0, &(struct area){0}, &area);
	/* The note takes room from this row's name only. */
	if (note_width > 0) {
		at = pane_take_right(&area, note_width + 1);
		grid_put(row->grid, at + 1, area.y, note_width, note,
			 move->cosmetic ? ROLE_WARNING : ROLE_MUTED);
	}
	grid_put_cut(row->grid, area.x, area.y, area.width, app->plan.migrations[index]->name, ROLE_TEXT);
}

static void draw_heads(struct app *app, struct grid *grid, struct area area)
{
	int width = area.width;
	for (int i = COLUMN_COUNT - 1; i >= 0; i--) {
		if (width < columns[i].from)
			continue;
		int at = pane_take_right(&area, columns[i].width);
		grid_put_right(grid, at, area.y, columns[i].width, columns[i].title, ROLE_MUTED);
	}
	int used = grid_put(grid, area.x + BOX, area.y, area.width - BOX, "migration, ", ROLE_MUTED);
	grid_put(grid, area.x + BOX + used, area.y, area.width - BOX - used, app->model->currency,
		 ROLE_MUTED);
}

/* What switching them together does to the sum of each alone. */
static void draw_interaction(struct app *app, struct grid *grid, struct area area)
{
	double interaction = analysis_interaction(app->live);
	uint32_t on = choice_count(app_live(app));
	struct caveat caveat = pane_caveat(app, FIGURE_INTERACTION, 0, BOUND_NONE);
	struct str line;
	str_init(&line);
	if (area.width < 56)
		str_print(&line, "%u on; interaction %s", on, show_caveat_change(interaction, caveat).text);
	else if (on < 2)
		str_print(&line, "%u on; alone, marginal and monthly are expected figures", on);
	else if (fabs(interaction) < 0.5)
		str_print(&line, "%u on; together they cost what they cost one by one", on);
	else
		str_print(&line, "%u on; together they cost %s %s than one by one", on,
			  show_caveat_money(fabs(interaction), caveat).text,
			  interaction < 0 ? "less" : "more");
	grid_put_cut(grid, area.x + 1, area.y, area.width - 1, line.data, ROLE_MUTED);
	str_clear(&line);
}

static void draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct view *view = app_view(app, VIEW_MIGRATIONS);
	struct area head, rows, foot;
	area_cut(area, 1, &head, &rows);
	area_cut(rows, rows.height - 1, &rows, &foot);
	head.x++;
	head.width--;
	draw_heads(app, grid, head);
	if (view->count == 0)
		pane_line(grid, rows, 0,
			  view->all ? " none matches"
				    : " the file names no migration; t on a binding makes one",
			  ROLE_MUTED);
	pane_list(app, grid, rows, &view->list, view->count, focus, draw_row);
	draw_interaction(app, grid, foot);
}

static int box(struct app *app, uint32_t row, int width)
{
	(void)app;
	(void)row;
	(void)width;
	return 0;
}

/* --- what keys do ---------------------------------------------------------------------------- */

static unsigned open(struct app *app, uint32_t row)
{
	return popup_show_migration(app, app_view(app, VIEW_MIGRATIONS)->rows[row]);
}

static unsigned toggle(struct app *app, uint32_t row)
{
	return app_switch(app, app_view(app, VIEW_MIGRATIONS)->rows[row], NONE);
}

static const enum action bar[] = {
	ACTION_TOGGLE, ACTION_OPEN, ACTION_ORDER, ACTION_WHY,       ACTION_FIND, ACTION_PALETTE,
	ACTION_HELP,   ACTION_QUIT, ACTION_FLIP,  ACTION_SCENARIOS, ACTION_UNDO, ACTION_NONE,
};

const struct pane pane_migrations = {
	.name = "Migrations",
	.refresh = refresh,
	.count = count,
	.text = text,
	.draw = draw,
	.open = open,
	.toggle = toggle,
	.box = box,
	.orders = orders,
	.bar = bar,
};
