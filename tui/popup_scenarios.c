/* Scenarios: save, load, clone, rename, delete, make A. */
#include "tui/popup.h"

#include "core/base/memory.h"

#include <stdio.h>
#include <stdlib.h>

/* The first row is "today": nothing on. The others are the shelf's. */
static uint32_t item_of(const struct app *app, uint32_t row)
{
	return row == 0 ? NONE : shelf_nth(&app->shelf, row - 1);
}

static uint32_t count(struct app *app, struct popup *popup)
{
	(void)popup;
	return shelf_count(&app->shelf) + 1;
}

enum { MARKS = 5, NAME_LEAST = 14 };

/* Behind the name, from the right. */
enum column {
	COLUMN_WHERE,
	COLUMN_NPV,
	COLUMN_MONTHLY,
	COLUMN_ONE_OFF,
	COLUMN_START,
	COLUMN_ON,
	COLUMN_COUNT
};

static const struct {
	const char *head;
	int width;
} columns[] = {{"in", 7}, {"NPV", 9}, {"monthly", 9}, {"one-off", 9}, {"start", 6}, {"on", 4}};

/* Which columns there is room for: the name comes first, the money next. */
static bool has_column(int width, enum column column)
{
	static const enum column order[] = {COLUMN_ONE_OFF, COLUMN_MONTHLY, COLUMN_NPV,
					    COLUMN_START,   COLUMN_ON,      COLUMN_WHERE};
	int used = MARKS + NAME_LEAST;
	for (int i = 0; i < COLUMN_COUNT; i++) {
		used += columns[order[i]].width;
		if (order[i] == column)
			break;
	}
	return used <= width;
}

/* What a row would cost. */
struct costed {
	bool known;
	double one_off, monthly, npv;
	struct caveat one_off_caveat, monthly_caveat, npv_caveat;
};

struct costs {
	struct costed *rows;
	uint32_t saves;  /* the app's count of saves when these were reckoned */
	uint32_t doomed; /* the item that the next press deletes, or NONE */
};

static void clear(struct popup *popup)
{
	struct costs *costs = popup->data;
	free(costs->rows);
	free(costs);
}

static struct costed costed_of(struct app *app, struct analysis *analysis, const struct choice *choice)
{
	analysis_follow(analysis, choice);
	const struct cost *cost = analysis_cost(analysis), *untried = app_untried_cost(app, choice);
	struct costed costed = {true,
				cost->expected_total,
				cost->monthly_after,
				cost->npv_expected,
				{bound_of_one_off(cost, false), false},
				{bound_of_monthly(cost), false},
				{bound_of_npv(cost, false), false}};
	if (!untried)
		return costed;
	costed.one_off_caveat.tried = app_figures_differ(costed.one_off, untried->expected_total);
	costed.monthly_caveat.tried = app_figures_differ(costed.monthly, untried->monthly_after);
	costed.npv_caveat.tried = app_figures_differ(costed.npv, untried->npv_expected);
	return costed;
}

/* All rows are to be reckoned again: each when it is drawn, as there may be very many. */
static void forget_rows(struct app *app, struct costs *costs)
{
	free(costs->rows);
	costs->rows = memory_zero((size_t)shelf_count(&app->shelf) + 1, sizeof *costs->rows);
	costs->saves = app->saves;
}

/* Asked of A's analysis, which then follows A again. */
static const struct costed *costed_row(struct app *app, struct popup *popup, uint32_t row)
{
	struct costs *costs = popup->data;
	struct analysis *analysis = app_base_analysis(app);
	struct choice nothing;
	if (costs->saves != app->saves)
		forget_rows(app, costs);
	if (costs->rows[row].known)
		return &costs->rows[row];
	choice_init(&nothing);
	costs->rows[row] =
		costed_of(app, analysis, row == 0 ? &nothing : &app->shelf.items[item_of(app, row)].choice);
	choice_clear(&nothing);
	analysis_follow(analysis, app_base(app));
	return &costs->rows[row];
}

static void put_column(struct grid *grid, struct area *area, enum column column, const char *text,
		       enum role role)
{
	int width = columns[column].width;
	grid_put_right(grid, pane_take_right(area, width), area->y, width, text, role);
}

static void head(struct app *app, struct popup *popup, struct grid *grid, struct area area)
{
	char text[160];
	int width = --area.width;
	(void)popup;
	area.x++;
	for (enum column column = 0; column < COLUMN_COUNT; column++)
		if (has_column(width, column))
			put_column(grid, &area, column, columns[column].head, ROLE_MUTED);
	snprintf(text, sizeof text, "name, %s", show_name(app->model->currency, 20).text);
	area_split(area, MARKS, 0, &(struct area){0}, &area);
	grid_put_cut(grid, area.x, area.y, area.width, text, ROLE_MUTED);
}

/* "A B " where it is the one that is compared with, the one that is live. */
static void marks_of(const struct app *app, uint32_t item, char marks[8])
{
	const struct point *now = history_now(&app->history);
	struct choice nothing;
	choice_init(&nothing);
	bool a = item == NONE ? now->a_item == NONE && choice_equal(&now->a, &nothing) : now->a_item == item;
	bool b = item == NONE ? now->b_item == NONE && choice_equal(&now->b, &nothing) : now->b_item == item;
	snprintf(marks, 8, "%s %s", a ? "A" : " ", b ? "B" : " ");
	choice_clear(&nothing);
}

static struct shown figure_of(const struct pane_row *row, enum column column, const struct shelf_item *from)
{
	const struct costed *costed = costed_row(row->app, popup_top(row->app), row->row);
	struct shown shown = {""};
	switch (column) {
	case COLUMN_NPV:
		return show_caveat_money(costed->npv, costed->npv_caveat);
	case COLUMN_MONTHLY:
		return show_caveat_money(costed->monthly, costed->monthly_caveat);
	case COLUMN_ONE_OFF:
		return show_caveat_money(costed->one_off, costed->one_off_caveat);
	case COLUMN_START:
		snprintf(shown.text, sizeof shown.text, "+%u", from ? from->choice.start : 0);
		break;
	case COLUMN_ON:
		return show_count(from ? choice_count(&from->choice) : 0);
	case COLUMN_WHERE:
	case COLUMN_COUNT:
		snprintf(shown.text, sizeof shown.text, "%s", !from ? "" : from->own ? "saved" : "stack");
	}
	return shown;
}

/* The name, and that other values are tried where they are. */
static void draw_name(struct grid *grid, struct area area, const struct shelf_item *from)
{
	char text[32];
	if (from && from->choice.tried_count > 0) {
		snprintf(text, sizeof text, area.width < 24 ? " %u tried" : "  %u tried",
			 from->choice.tried_count);
		int width = grid_text_width(grid, text);
		grid_put(grid, pane_take_right(&area, width), area.y, width, text, ROLE_WARNING);
	}
	grid_put_cut(grid, area.x, area.y, area.width, from ? from->name : "today (nothing on)", ROLE_TEXT);
}

static void draw_row(const struct pane_row *row)
{
	const struct app *app = row->app;
	uint32_t item = item_of(app, row->row);
	const struct shelf_item *from = item == NONE ? NULL : &app->shelf.items[item];
	char marks[8];
	struct area area = row->area;
	int width = area.width;
	for (enum column column = 0; column < COLUMN_COUNT; column++)
		if (has_column(width, column))
			put_column(row->grid, &area, column, figure_of(row, column, from).text,
				   column == COLUMN_WHERE ? ROLE_MUTED : ROLE_TEXT);
	marks_of(app, item, marks);
	grid_put(row->grid, area.x, area.y, MARKS, marks, ROLE_ON);
	area_split(area, MARKS, 0, &(struct area){0}, &area);
	draw_name(row->grid, area, from);
}

static void figures(struct app *app, struct popup *popup, uint32_t row, struct asked *asked)
{
	(void)popup;
	popup_ask_item(asked, item_of(app, row));
}

static unsigned open(struct app *app, struct popup *popup, uint32_t row)
{
	(void)popup;
	popup_close(app);
	return app_load_item(app, item_of(app, row));
}

/* --- what else can be done with one ---------------------------------------------------------- */

static bool is_own(struct app *app, uint32_t item, const char *what)
{
	if (item != NONE && app->shelf.items[item].own)
		return true;
	app_say(app, ROLE_WARNING,
		item == NONE ? "today cannot be %s" : "it belongs to the stack's file and cannot be %s here",
		what);
	return false;
}

static unsigned make_a(struct app *app, uint32_t item)
{
	popup_close(app);
	return app_make_a(app, item);
}

static unsigned clone(struct app *app, uint32_t item)
{
	char id[129];
	if (!app_may_write(app, "saving"))
		return EFFECT_REDRAW;
	if (item == NONE)
		return app_save_prompt(app);
	app->popup_subject = item;
	app_propose_name(app, item, id, sizeof id);
	return app_ask(app, PROMPT_CLONE, id);
}

static unsigned rename_item(struct app *app, uint32_t item)
{
	if (!app_may_write(app, "renaming") || !is_own(app, item, "renamed"))
		return EFFECT_REDRAW;
	app->popup_subject = item;
	return app_ask(app, PROMPT_RENAME, app->shelf.items[item].name);
}

/* Asked twice, since a deletion is not undone by u. */
static unsigned delete_item(struct app *app, struct popup *popup, uint32_t item)
{
	if (!app_may_write(app, "deleting") || !is_own(app, item, "deleted"))
		return EFFECT_REDRAW;
	struct costs *costs = popup->data;
	if (costs->doomed != item) {
		costs->doomed = item;
		app_say(app, ROLE_WARNING, "delete '%s' from its file? the same key again does",
			app->shelf.items[item].name);
		return EFFECT_REDRAW;
	}
	costs->doomed = NONE;
	return app_delete_item(app, item);
}

static unsigned act(struct app *app, struct popup *popup, enum action action)
{
	uint32_t item = item_of(app, popup->list.cursor);
	if (action != ACTION_SCENARIO_DELETE)
		((struct costs *)popup->data)->doomed = NONE;
	switch (action) {
	case ACTION_SCENARIO_SAVE:
		return app_save_prompt(app);
	case ACTION_SCENARIO_MAKE_A:
		return make_a(app, item);
	case ACTION_SCENARIO_CLONE:
		return clone(app, item);
	case ACTION_SCENARIO_RENAME:
		return rename_item(app, item);
	case ACTION_SCENARIO_DELETE:
		return delete_item(app, popup, item);
	default:
		return EFFECT_NONE;
	}
}

static const enum action bar[] = {
	ACTION_OPEN,
	ACTION_SCENARIO_SAVE,
	ACTION_BACK,
	ACTION_SCENARIO_MAKE_A,
	ACTION_SCENARIO_CLONE,
	ACTION_SCENARIO_RENAME,
	ACTION_SCENARIO_DELETE,
	ACTION_NONE,
};

static const struct popup_kind scenarios = {
	.name = "Scenarios",
	.keys = KEYS_SCENARIOS,
	.header = 1,
	.width = 92,
	.count = count,
	.head = head,
	.row = draw_row,
	.open = open,
	.figures = figures,
	.act = act,
	.clear = clear,
	.enter = "load",
	.bar = bar,
};

unsigned popup_show_scenarios(struct app *app)
{
	struct costs *costs = memory_zero(1, sizeof *costs);
	struct popup *popup = popup_push(app, &scenarios, 0);
	popup->data = costs;
	costs->doomed = NONE;
	forget_rows(app, costs);
	uint32_t item = history_now(&app->history)->b_item;
	for (uint32_t row = 1; item != NONE && row <= shelf_count(&app->shelf); row++)
		if (item_of(app, row) == item)
			popup->list.cursor = row;
	return EFFECT_REDRAW;
}
