/* Providers: those with spend, those inherited; share of spend, and what leaving them takes. */
#include "tui/panes/pane.h"

#include "core/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 1000 }; /* components of which a provider's share is told, not their number */

enum order { ORDER_SHARE, ORDER_EXIT, ORDER_ALIGNMENT, ORDER_REACH, ORDER_GAP };

static const char *const orders[] = {"share", "exit", "alignment", "reach", "unfunded gap", NULL};

/* --- figures --------------------------------------------------------------------------------- */

static double figure_of(struct app *app, enum app_figure figure, uint32_t provider)
{
	return app_figure(app->live, figure, provider);
}

static bool is_tried(struct app *app, enum app_figure figure, uint32_t provider)
{
	return app_is_tried(app, SIDE_B, figure, provider);
}

static bool is_paid(struct app *app, uint32_t provider)
{
	const struct provider_figures *figures = &analysis_providers(app->live)[provider];
	return figures->monthly > 0 || figures->monthly_after > 0;
}

/* Those with an offering of their own that something is bound to. */
static void find_bound_today(struct app *app, bool *bound)
{
	const struct model *model = app->model;
	for (uint32_t o = 0; o < model->offering_count; o++)
		if (tree_is_bound(app->tree, o))
			bound[model->offerings[o].provider] = true;
}

/* And in the scenario. */
static void add_bound_then(struct app *app, bool *bound)
{
	const struct model *model = app->model;
	for (uint32_t m = 0; m < app->plan.count; m++)
		if (choice_is_on(app_live(app), m) && app->plan.migrations[m]->binding_count > 0)
			bound[model->offerings[app->plan.migrations[m]->to].provider] = true;
}

/* Those that are bound, and all above them: nobody has a contract with a part and none with its owner. */
static void find_contracts(const struct model *model, const bool *bound, bool *contracts)
{
	for (uint32_t p = 0; p < model->provider_count; p++)
		for (uint32_t up = p; bound[p] && up != NONE; up = model->providers[up].parent)
			contracts[up] = true;
}

/* Of a provider that nothing is paid to: is it there for a contract of its own? */
static bool is_bound(struct app *app, uint32_t provider)
{
	bool *bound = memory_zero((size_t)app->model->provider_count + 1, sizeof *bound);
	find_bound_today(app, bound);
	add_bound_then(app, bound);
	bool found = bound[provider];
	free(bound);
	return found;
}

/* --- columns --------------------------------------------------------------------------------- */

/* Where the one in the scenario is shown as well, it is a share of a total in which a price may be assumed.
 */
static struct shown cell_share(struct app *app, uint32_t provider)
{
	struct shown shown = show_shares(figure_of(app, FIGURE_SHARE, provider),
					 figure_of(app, FIGURE_SHARE_AFTER, provider));
	struct caveat caveat = {BOUND_NONE, is_tried(app, FIGURE_SHARE, provider) ||
						    is_tried(app, FIGURE_SHARE_AFTER, provider)};
	if (!is_paid(app, provider))
		return show_share(NAN);
	if (strstr(shown.text, "→"))
		caveat.bound = bound_of_share(analysis_cost(app->live),
					      figure_of(app, FIGURE_SHARE_AFTER, provider));
	return show_caveat(shown, caveat);
}

static struct shown cell_monthly(struct app *app, uint32_t provider)
{
	if (!is_paid(app, provider))
		return show_money(NAN);
	return show_caveat_money(figure_of(app, FIGURE_PAID, provider),
				 (struct caveat){BOUND_NONE, is_tried(app, FIGURE_PAID, provider)});
}

static struct shown cell_months(struct app *app, uint32_t provider)
{
	const struct exit_figures *exit = app_exits_of(app, provider);
	if (!exit)
		return (struct shown){"~"};
	if (exit->stuck > 0 && exit->moved == 0)
		return (struct shown){"stuck"};
	return show_caveat(show_months(exit->months_of_spend, exit->lower_bound),
			   (struct caveat){BOUND_NONE, is_tried(app, FIGURE_LEAVING_MONTHS, provider)});
}

static struct shown cell_exit(struct app *app, uint32_t provider)
{
	const struct exit_figures *exit = app_exits_of(app, provider);
	if (!exit)
		return (struct shown){"~"};
	bool none = exit->moved == 0 && exit->stuck == 0;
	return show_caveat_money(none ? NAN : exit->one_off,
				 (struct caveat){exit->lower_bound ? BOUND_LOWER : BOUND_NONE,
						 is_tried(app, FIGURE_LEAVING, provider)});
}

/* Coverage stands beside the score wherever it is shown. */
static struct shown cell_alignment(struct app *app, uint32_t provider)
{
	const struct provider_figures *figures = &analysis_providers(app->live)[provider];
	bool tried = is_tried(app, FIGURE_FIT, provider) || is_tried(app, FIGURE_FIT_KNOWN, provider);
	struct shown shown = show_score(figures->alignment);
	if (!isnan(figures->alignment) && !(figures->coverage > 0))
		snprintf(shown.text, sizeof shown.text, "unknown");
	else if (!isnan(figures->alignment))
		snprintf(shown.text, sizeof shown.text, "%.16s (%.16s)", show_score(figures->alignment).text,
			 show_share(figures->coverage).text);
	return show_caveat(shown, (struct caveat){BOUND_NONE, tried});
}

static struct shown cell_reach(struct app *app, uint32_t provider)
{
	struct shown shown;
	uint32_t reached = analysis_reach(app->live)[provider].components, all = app->model->component_count;
	/* Two long counts would not fit. */
	if (all >= MANY)
		return show_share((double)reached / all);
	snprintf(shown.text, sizeof shown.text, "%.16s/%.16s", show_count(reached).text,
		 show_count(all).text);
	return shown;
}

static struct shown cell_gap(struct app *app, uint32_t provider)
{
	double gap = figure_of(app, FIGURE_GAP, provider);
	struct shown shown = show_money(gap);
	if (!isnan(gap))
		snprintf(shown.text, sizeof shown.text, "%.20s/y", show_money(gap).text);
	return show_caveat(shown, (struct caveat){BOUND_NONE, is_tried(app, FIGURE_GAP, provider)});
}

struct column {
	const char *title;
	int width;
	enum order order; /* by which it stands last on a narrow screen */
	bool wide_only;
	struct shown (*cell)(struct app *app, uint32_t provider);
};

static const struct column columns[] = {
	{"share", 7, ORDER_SHARE, false, cell_share},
	{"monthly", 8, ORDER_SHARE, true, cell_monthly},
	{"leaving", 8, ORDER_EXIT, true, cell_exit},
	{"exit", 8, ORDER_EXIT, false, cell_months},
	{"reach", 8, ORDER_REACH, false, cell_reach},
	{"fit (known)", 13, ORDER_ALIGNMENT, false, cell_alignment},
	{"gap", 9, ORDER_GAP, false, cell_gap},
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns, NAME_LEAST = 14, MARKED = 2, WIDE = 56 };

/* On a narrow screen names have the room of the words in brackets. */
static bool is_brief(const struct column *column, int width)
{
	return column->cell == cell_alignment && width < WIDE;
}

static int width_of(struct app *app, const struct column *column, int width)
{
	enum { FIT = 10 }; /* "−14 (81%)" */
	return is_brief(column, width) ? FIT + (app_live(app)->tried_count > 0) : column->width;
}

/* Share and the column that is ordered by; from a wide pane on, as many as there is room for. */
static bool is_shown(const struct app *app, const struct column *column, int width)
{
	enum order order = (enum order)app->views[VIEW_PROVIDERS].order;
	if (order == ORDER_SHARE)
		order = ORDER_EXIT;
	bool always = !column->wide_only && (column->order == ORDER_SHARE || column->order == order);
	if (always || width < WIDE)
		return always;
	int room = width - NAME_LEAST - 4;
	for (const struct column *other = columns; other < columns + COLUMN_COUNT; other++)
		if (other == column ||
		    (!other->wide_only && (other->order == ORDER_SHARE || other->order == order)) ||
		    other < column)
			room -= other->width;
	return room >= 0;
}

/* --- rows ------------------------------------------------------------------------------------ */

struct ranked {
	uint32_t provider;
	double key, share;
	bool bound; /* today, though nothing may be paid for it: rows stay when moves are switched */
	const char *id;
};

static double key_of(struct app *app, enum order order, uint32_t provider)
{
	const struct exit_figures *exit = app_exits_of(app, provider);
	switch (order) {
	case ORDER_SHARE:
		return analysis_providers(app->live)[provider].monthly;
	case ORDER_EXIT:
		return exit ? exit->months_of_spend : NAN;
	case ORDER_ALIGNMENT:
		return analysis_providers(app->live)[provider].alignment;
	case ORDER_REACH:
		return analysis_reach(app->live)[provider].components;
	case ORDER_GAP:
		return figure_of(app, FIGURE_GAP, provider);
	}
	return NAN;
}

static int by_key(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	double x = isnan(a->key) ? -INFINITY : a->key, y = isnan(b->key) ? -INFINITY : b->key;
	if (x != y)
		return x > y ? -1 : 1;
	if (a->share != b->share)
		return a->share > b->share ? -1 : 1;
	if (a->bound != b->bound)
		return a->bound ? -1 : 1;
	return strcmp(a->id, b->id);
}

static bool is_listed(struct app *app, struct view *view, const bool *bound, const bool *contracts,
		      uint32_t provider)
{
	const struct provider_figures *figures = &analysis_providers(app->live)[provider];
	bool inherited = !contracts[provider] && analysis_reach(app->live)[provider].components > 0;
	if (!is_paid(app, provider) && !bound[provider] && !inherited)
		return false;
	if (app->differences &&
	    figures->monthly_after == analysis_providers(app_base_analysis(app))[provider].monthly_after)
		return false;
	return pane_keeps(view, app->model->providers[provider].name, app->model->providers[provider].id);
}

static void refresh(struct app *app, struct view *view)
{
	uint32_t all = app->model->provider_count, count = 0;
	bool *bound = memory_zero((size_t)all + 1, sizeof *bound);
	bool *contracts = memory_zero((size_t)all + 1, sizeof *contracts);
	bool *today = memory_zero((size_t)all + 1, sizeof *today);
	struct ranked *ranked = memory_new((size_t)all + 1, sizeof *ranked);
	find_bound_today(app, today);
	memcpy(bound, today, all * sizeof *bound);
	add_bound_then(app, bound);
	find_contracts(app->model, bound, contracts);
	for (uint32_t p = 0; p < all; p++)
		if (is_listed(app, view, bound, contracts, p))
			ranked[count++] = (struct ranked){p, key_of(app, (enum order)view->order, p),
							  analysis_providers(app->live)[p].monthly, today[p],
							  app->model->providers[p].id};
	qsort(ranked, count, sizeof *ranked, by_key);
	for (uint32_t i = 0; i < count; i++)
		pane_add_row(view, ranked[i].provider);
	view->all = all;
	free(ranked);
	free(today);
	free(contracts);
	free(bound);
}

static uint32_t count(struct app *app)
{
	return app_view(app, VIEW_PROVIDERS)->count;
}

static void text(struct app *app, uint32_t row, struct str *out)
{
	const struct provider *provider = &app->model->providers[app_view(app, VIEW_PROVIDERS)->rows[row]];
	str_print(out, "%s %s", provider->name, provider->id);
}

uint32_t pane_first_movable(struct app *app, uint32_t provider)
{
	const struct model *model = app->model;
	uint32_t best = NONE;
	double best_monthly = -1;
	for (uint32_t o = 0; o < model->offering_count; o++) {
		double monthly = tree_offering_monthly(app->tree, o);
		if (app->movers.movable[o] == 0 || monthly <= best_monthly ||
		    !model_is_part_of(model, model->offerings[o].provider, provider))
			continue;
		best = o;
		best_monthly = monthly;
	}
	uint32_t bindings = 0, movers;
	const uint32_t *items = best == NONE ? NULL : tree_bindings_on(app->tree, best, &bindings);
	for (uint32_t i = 0; i < bindings; i++) {
		movers_of(&app->movers, items[i], &movers);
		if (movers > 0)
			return items[i];
	}
	return NONE;
}

/* --- drawing --------------------------------------------------------------------------------- */

static void draw_name(const struct pane_row *row, uint32_t index, bool paid, struct area area)
{
	enum { NOTE = 10 };
	const char *text = row->app->model->providers[index].name;
	int marks = analysis_providers(row->app->live)[index].circular ? MARKED : 0, note = paid ? 0 : NOTE;
	int name = grid_text_width(row->grid, text), room = area.width - marks - note;
	name = name < room ? name : room;
	grid_put_cut(row->grid, area.x, area.y, name, text, ROLE_TEXT);
	grid_put(row->grid, area.x + name, area.y, marks, " ↻", ROLE_WARNING);
	if (!paid)
		grid_put(row->grid, area.x + name + marks, area.y, note,
			 is_bound(row->app, index) ? " no spend" : " inherited", ROLE_MUTED);
}

/* Where nothing is paid the word that says so has the place of the share, and of a figure that is none. */
static bool is_blank(const struct column *column, bool paid, const struct shown *shown, int width)
{
	return !paid && (column->cell == cell_share || (width < WIDE && strcmp(shown->text, "·") == 0));
}

static void draw_row(const struct pane_row *row)
{
	struct app *app = row->app;
	struct area area = row->area;
	uint32_t index = app_view(app, VIEW_PROVIDERS)->rows[row->row];
	bool paid = is_paid(app, index);
	for (int i = COLUMN_COUNT - 1; i >= 0; i--) {
		if (!is_shown(app, &columns[i], row->area.width))
			continue;
		struct shown shown = columns[i].cell(app, index);
		if (is_blank(&columns[i], paid, &shown, row->area.width))
			continue;
		/* "62->100%" in ASCII, or with marks, takes what it needs from the name */
		int own = grid_text_width(row->grid, shown.text) + 1;
		int least = width_of(app, &columns[i], row->area.width), width = own > least ? own : least;
		int x = pane_take_right(&area, width);
		grid_put_right(row->grid, x, area.y, width, shown.text, paid ? ROLE_TEXT : ROLE_MUTED);
	}
	draw_name(row, index, paid, area);
}

/* Of the narrow columns only the gap is an amount of money. */
static void draw_name_head(struct app *app, struct grid *grid, struct area area, bool money)
{
	char text[160];
	snprintf(text, sizeof text, "name%s%s", money ? ", " : "",
		 money ? show_name(app->model->currency, 20).text : "");
	grid_put_cut(grid, area.x, area.y, area.width, text, ROLE_MUTED);
}

static void draw_heads(struct app *app, struct grid *grid, struct area area)
{
	int whole = area.width;
	bool money = false;
	for (int i = COLUMN_COUNT - 1; i >= 0; i--) {
		if (!is_shown(app, &columns[i], whole))
			continue;
		int width = width_of(app, &columns[i], whole), x = pane_take_right(&area, width);
		grid_put_right(grid, x, area.y, width,
			       is_brief(&columns[i], whole) ? "fit" : columns[i].title, ROLE_MUTED);
		money = money || columns[i].wide_only || columns[i].cell == cell_gap;
	}
	draw_name_head(app, grid, area, money);
}

static void draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct view *view = app_view(app, VIEW_PROVIDERS);
	struct area head, rows, foot;
	char rest[96];
	area_cut(area, 1, &head, &rows);
	area_cut(rows, rows.height - 1, &rows, &foot);
	head.x++;
	head.width--;
	draw_heads(app, grid, head);
	if (view->count == 0)
		pane_line(grid, rows, 0,
			  app->differences ? " nothing differs from A"
			  : view->filter   ? " none matches"
					   : " no provider with spend",
			  ROLE_MUTED);
	pane_list(app, grid, rows, &view->list, view->count, focus, draw_row);
	uint32_t others = view->all - view->count;
	if (others > 0)
		snprintf(rest, sizeof rest, " %s%s", show_count(others).text,
			 view->filter || app->differences
				 ? (view->count ? " more, left out" : " left out")
				 : (view->count ? " more without spend" : " without spend"));
	if (others > 0)
		pane_line(grid, foot, 0, rest, ROLE_MUTED);
}

static void title(struct app *app, struct str *out)
{
	str_print(out, "Providers by %s", orders[app_view(app, VIEW_PROVIDERS)->order]);
}

static unsigned open(struct app *app, uint32_t row)
{
	(void)row;
	tree_show_provider(app->tree, app->provider);
	app_select_provider(app, app->provider);
	app->focus = LAYOUT_TREE;
	return EFFECT_REDRAW;
}

static const enum action bar[] = {
	ACTION_OPEN, ACTION_WAY_OUT, ACTION_QUESTIONS, ACTION_ORDER, ACTION_PALETTE, ACTION_HELP, ACTION_QUIT,
	ACTION_FIND, ACTION_FLIP,    ACTION_SCENARIOS, ACTION_UNDO,  ACTION_COPY,    ACTION_NONE,
};

const struct pane pane_providers = {
	.name = "Providers",
	.title = title,
	.refresh = refresh,
	.count = count,
	.text = text,
	.draw = draw,
	.open = open,
	.orders = orders,
	.bar = bar,
};
