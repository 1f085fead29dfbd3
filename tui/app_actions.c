/* What each action does: a table, and one small function a row. */
#include "tui/state.h"

#include "tui/panes/pane.h"
#include "tui/popup.h"

#include <stdlib.h>
#include <string.h>

/* --- moving ---------------------------------------------------------------------------------- */

/* The tree and the verdict follow the cursor of the providers; that of another pane is its own. */
static unsigned moved(struct app *app, enum view_id id)
{
	app_moved(app, id);
	return id == VIEW_PROVIDERS ? EFFECT_REDRAW : EFFECT_MOVED;
}

static unsigned move(struct app *app, int64_t rows)
{
	enum view_id id = app_focus_view(app);
	list_move(&app_view(app, id)->list, app_view_count(app, id), rows);
	return moved(app, id);
}

static unsigned up(struct app *app)
{
	return move(app, -1);
}

static unsigned down(struct app *app)
{
	return move(app, 1);
}

/* How far a page goes is known once it was drawn, which keys that come together may not have waited for. */
static void draw_unseen(struct app *app)
{
	struct grid grid;
	if (!app->unseen)
		return;
	grid_init(&grid, app->width, app->height, app->options.ascii);
	app_draw(app, &grid);
	grid_clear(&grid);
}

static unsigned page(struct app *app, int pages)
{
	enum view_id id = app_focus_view(app);
	draw_unseen(app);
	list_page(&app_view(app, id)->list, app_view_count(app, id), pages);
	return moved(app, id);
}

static unsigned page_up(struct app *app)
{
	return page(app, -1);
}

static unsigned page_down(struct app *app)
{
	return page(app, 1);
}

static unsigned first(struct app *app)
{
	return move(app, -(int64_t)UINT32_MAX);
}

static unsigned last(struct app *app)
{
	return move(app, (int64_t)UINT32_MAX);
}

static unsigned left(struct app *app)
{
	const struct tree_row *row = app_tree_row(app);
	struct view *view = app_view(app, VIEW_TREE);
	if (app->focus != LAYOUT_TREE || !row)
		return EFFECT_NONE;
	if (row->flags & TREE_OPEN)
		tree_fold(app->tree, view->list.cursor, false);
	else if (row->parent != NONE)
		list_go(&view->list, app_view_count(app, VIEW_TREE), row->parent);
	app_moved(app, VIEW_TREE);
	return EFFECT_REDRAW;
}

static unsigned right(struct app *app)
{
	if (app->focus == LAYOUT_PROVIDERS)
		return app_act(app, ACTION_OPEN);
	if (app->focus != LAYOUT_TREE)
		return EFFECT_NONE;
	tree_fold(app->tree, app_view(app, VIEW_TREE)->list.cursor, true);
	app_moved(app, VIEW_TREE);
	return EFFECT_REDRAW;
}

static unsigned next_pane(struct app *app)
{
	app->focus = app->focus == LAYOUT_LENS ? LAYOUT_PROVIDERS : app->focus + 1;
	return EFFECT_REDRAW;
}

static unsigned previous_pane(struct app *app)
{
	app->focus = app->focus == LAYOUT_PROVIDERS ? LAYOUT_LENS : app->focus - 1;
	return EFFECT_REDRAW;
}

static unsigned open_row(struct app *app)
{
	enum view_id id = app_focus_view(app);
	const struct pane *pane = pane_of(id);
	uint32_t cursor = app_view(app, id)->list.cursor;
	if (!pane->open || cursor >= app_view_count(app, id)) {
		app_say(app, ROLE_TEXT, "nothing to open here");
		return EFFECT_REDRAW;
	}
	return pane->open(app, cursor);
}

/* One thing at a time: the search's marks, the filter, the differences, the zoom. */
static unsigned back(struct app *app)
{
	struct str fault;
	enum view_id id = app_focus_view(app);
	str_init(&fault);
	if (app->find)
		app_set_find(app, "", &fault);
	else if (app_view(app, id)->filter)
		app_set_filter(app, id, NULL, &fault);
	else if (app->differences)
		app_toggle_differences(app);
	else if (app->zoom)
		app->zoom = false;
	else
		app_say(app, ROLE_TEXT, "nothing to close; q quits");
	str_clear(&fault);
	return EFFECT_REDRAW;
}

/* --- switching ------------------------------------------------------------------------------- */

static unsigned toggle(struct app *app)
{
	enum view_id id = app_focus_view(app);
	const struct pane *pane = pane_of(id);
	uint32_t cursor = app_view(app, id)->list.cursor;
	if (!pane->toggle || cursor >= app_view_count(app, id)) {
		app_say(app, ROLE_TEXT, "Space switches moves in the tree and in lens 6");
		return EFFECT_REDRAW;
	}
	return pane->toggle(app, cursor);
}

static unsigned targets(struct app *app)
{
	const uint32_t most = 2000;
	uint32_t *bindings = NULL, count;
	if (app->focus != LAYOUT_TREE) {
		app_say(app, ROLE_TEXT, "t works on a binding of the tree, or on what has bindings below it");
		return EFFECT_REDRAW;
	}
	if (app_waits_for_filter(app))
		return EFFECT_REDRAW;
	count = tree_bindings_below(app->tree, app_view(app, VIEW_TREE)->list.cursor, &bindings);
	unsigned effects = EFFECT_REDRAW;
	if (count > most)
		app_say(app, ROLE_TEXT, "%u bindings: t moves at most %u together; f leaves fewer", count,
			most);
	else if (count > 0)
		effects = popup_show_targets(app, bindings, count);
	else
		app_say(app, ROLE_TEXT, "no binding here");
	free(bindings);
	return effects;
}

static unsigned way_out(struct app *app)
{
	uint32_t provider = app->focus == LAYOUT_TREE ? app_tree_provider(app) : app->provider;
	if (provider == NONE) {
		app_say(app, ROLE_TEXT, "X works on a provider and on what is below one");
		return EFFECT_REDRAW;
	}
	return popup_show_exit(app, provider);
}

static unsigned later(struct app *app)
{
	return app_shift_start(app, 1);
}

static unsigned earlier(struct app *app)
{
	return app_shift_start(app, -1);
}

/* --- looking --------------------------------------------------------------------------------- */

/* The focus stays; where only one pane is shown, that would look as if nothing had happened. */
static unsigned lens(struct app *app, enum view_id id)
{
	app->lens = id;
	if (app_layout(app).lens_count == 0)
		app_say(app, ROLE_TEXT, "lens: %s; Tab goes to it", pane_of(id)->name);
	return EFFECT_REDRAW;
}

static unsigned lens_cost(struct app *app)
{
	return lens(app, VIEW_COST);
}

static unsigned lens_range(struct app *app)
{
	return lens(app, VIEW_RANGE);
}

static unsigned lens_when(struct app *app)
{
	return lens(app, VIEW_WHEN);
}

static unsigned lens_ab(struct app *app)
{
	return lens(app, VIEW_AB);
}

static unsigned lens_loops(struct app *app)
{
	return lens(app, VIEW_LOOPS);
}

static unsigned lens_migrations(struct app *app)
{
	return lens(app, VIEW_MIGRATIONS);
}

/* The same thing stays under the cursor, seen from the other side. */
static unsigned turn(struct app *app)
{
	uint32_t component = app_tree_component(app), binding = app_tree_binding(app);
	struct list *list = &app_view(app, VIEW_TREE)->list;
	if (tree_is_by_component(app->tree)) {
		tree_show_provider(app->tree, app->provider);
		list_go(list, app_view_count(app, VIEW_TREE), 0);
		app_remember_mark(app);
		if (binding != NONE && tree_rests(app->tree, app->model->bindings[binding].offering))
			app_show_binding(app, binding);
		return EFFECT_REDRAW;
	}
	tree_show_components(app->tree);
	list_go(list, app_view_count(app, VIEW_TREE), 0);
	if (component != NONE) {
		tree_open_node(app->tree, TREE_COMPONENT, component, true);
		uint32_t row = tree_find_row(app->tree, TREE_COMPONENT, component);
		list_go(list, app_view_count(app, VIEW_TREE), row == NONE ? 0 : row);
		list->top = list->cursor;
	}
	app_remember_mark(app);
	return EFFECT_REDRAW;
}

static unsigned find(struct app *app)
{
	return app_ask(app, PROMPT_FIND, "");
}

static unsigned find_step(struct app *app, int step)
{
	if (app->finding.on) {
		app->finding.again += step;
		return EFFECT_NONE;
	}
	if (app->find)
		return app_find_from(app, app_focus_view(app), app_view(app, app_focus_view(app))->list, step,
				     false);
	app_say(app, ROLE_TEXT, "nothing to find: / asks for it");
	return EFFECT_REDRAW;
}

static unsigned find_next(struct app *app)
{
	return find_step(app, 1);
}

static unsigned find_previous(struct app *app)
{
	return find_step(app, -1);
}

static unsigned filter(struct app *app)
{
	const struct view *view = app_view(app, app_focus_view(app));
	if (app->focus != LAYOUT_TREE && !pane_of(app_focus_view(app))->refresh) {
		app_say(app, ROLE_TEXT, "this lens has nothing to filter; f works in the tree and in lists");
		return EFFECT_REDRAW;
	}
	return app_ask(app, PROMPT_FILTER, view->filter_text ? view->filter_text : "");
}

static unsigned order(struct app *app)
{
	enum view_id id = app_focus_view(app);
	const struct pane *pane = pane_of(id);
	struct view *view = app_view(app, id);
	if (!pane->orders) {
		app_say(app, ROLE_TEXT, "this pane has one order; o works on providers, cost and migrations");
		return EFFECT_REDRAW;
	}
	view->order++;
	if (!pane->orders[view->order])
		view->order = 0;
	view->stale = true;
	app_say(app, ROLE_TEXT, "%s by %s", pane->groups ? "cost" : "ordered", pane->orders[view->order]);
	return EFFECT_REDRAW;
}

static unsigned zoom(struct app *app)
{
	app->zoom = !app->zoom;
	return EFFECT_REDRAW;
}

/* --- asking ---------------------------------------------------------------------------------- */

static unsigned questions(struct app *app)
{
	uint32_t component = app->focus == LAYOUT_TREE ? app_tree_component(app) : NONE;
	uint32_t provider = app->focus == LAYOUT_TREE ? app_tree_provider(app) : app->provider;
	if (component != NONE)
		return popup_show_component(app, component);
	if (provider != NONE)
		return popup_show_provider(app, provider);
	app_say(app, ROLE_TEXT, "w works on a component and on a provider");
	return EFFECT_REDRAW;
}

/* Its inputs are there. */
static unsigned try_value(struct app *app)
{
	unsigned effects = popup_show_why(app);
	if (popup_top(app))
		app_say(app, ROLE_TEXT, "v on an input tries another value of it");
	return effects;
}

static unsigned why(struct app *app)
{
	return popup_show_why(app);
}

/* --- the program ----------------------------------------------------------------------------- */

static unsigned reload(struct app *app)
{
	(void)app;
	return EFFECT_RELOAD | EFFECT_REDRAW;
}

static unsigned mouse(struct app *app)
{
	app->mouse = !app->mouse;
	app->request.on = app->mouse;
	app_say(app, ROLE_TEXT,
		app->mouse ? "mouse on: press and wheel; Shift selects text as always" : "mouse off");
	return EFFECT_MOUSE | EFFECT_REDRAW;
}

static unsigned redraw(struct app *app)
{
	(void)app;
	return EFFECT_REPAINT;
}

static unsigned suspend(struct app *app)
{
	(void)app;
	return EFFECT_SUSPEND;
}

/* What can be done stays, whatever the name: that is cut. */
static void say_differs(struct app *app, const char *name)
{
	enum { ROOM_FOR_WORDS = 64, BESIDE = 2 + 2, LEAST = 8 };
	const char *words = app->width < ROOM_FOR_WORDS ? ": q leaves"
							: " differs from its saved form: q again leaves",
		   *save = app_allows(app, ACTION_SCENARIO_SAVE) ? ", s saves it" : "";
	int room = app->width - BESIDE - (int)strlen(words) - (int)strlen(save);
	app_say(app, ROLE_WARNING, "'%s'%s%s", show_name(name, room > LEAST ? room : LEAST).text, words,
		save);
}

/* An unnamed choice is kept by the caller; a named one that differs is asked for, once. */
static unsigned quit(struct app *app)
{
	const struct point *now = history_now(&app->history);
	bool changed, named = now->b_item != NONE && !app->shelf.items[now->b_item].gone;
	const char *name = app_choice_name(app, &now->b, now->b_item, &changed);
	if (!named || !changed || app->may_quit)
		return EFFECT_QUIT;
	app->may_quit = true;
	say_differs(app, name);
	return EFFECT_REDRAW;
}

static const struct {
	unsigned (*act)(struct app *app);
} handlers[ACTION_COUNT] = {
	[ACTION_UP] = {up},
	[ACTION_DOWN] = {down},
	[ACTION_LEFT] = {left},
	[ACTION_RIGHT] = {right},
	[ACTION_PAGE_UP] = {page_up},
	[ACTION_PAGE_DOWN] = {page_down},
	[ACTION_FIRST] = {first},
	[ACTION_LAST] = {last},
	[ACTION_NEXT_PANE] = {next_pane},
	[ACTION_PREVIOUS_PANE] = {previous_pane},
	[ACTION_OPEN] = {open_row},
	[ACTION_BACK] = {back},
	[ACTION_TOGGLE] = {toggle},
	[ACTION_TARGETS] = {targets},
	[ACTION_WAY_OUT] = {way_out},
	[ACTION_LATER] = {later},
	[ACTION_EARLIER] = {earlier},
	[ACTION_TRY] = {try_value},
	[ACTION_UNDO] = {app_undo},
	[ACTION_REDO] = {app_redo},
	[ACTION_TRAIL] = {popup_show_trail},
	[ACTION_SCENARIOS] = {popup_show_scenarios},
	[ACTION_FLIP] = {app_flip},
	[ACTION_LENS_COST] = {lens_cost},
	[ACTION_LENS_RANGE] = {lens_range},
	[ACTION_LENS_WHEN] = {lens_when},
	[ACTION_LENS_AB] = {lens_ab},
	[ACTION_LENS_LOOPS] = {lens_loops},
	[ACTION_LENS_MIGRATIONS] = {lens_migrations},
	[ACTION_TURN] = {turn},
	[ACTION_DIFFERENCES] = {app_toggle_differences},
	[ACTION_FIND] = {find},
	[ACTION_FIND_NEXT] = {find_next},
	[ACTION_FIND_PREVIOUS] = {find_previous},
	[ACTION_FILTER] = {filter},
	[ACTION_ORDER] = {order},
	[ACTION_ZOOM] = {zoom},
	[ACTION_WHY] = {why},
	[ACTION_QUESTIONS] = {questions},
	[ACTION_WARNINGS] = {popup_show_warnings},
	[ACTION_PALETTE] = {popup_show_palette},
	[ACTION_HELP] = {popup_show_help},
	[ACTION_COPY] = {app_copy_row},
	[ACTION_EXPORT] = {app_export_prompt},
	[ACTION_EDIT] = {app_edit_row},
	[ACTION_RELOAD] = {reload},
	[ACTION_MOUSE] = {mouse},
	[ACTION_REDRAW] = {redraw},
	[ACTION_SUSPEND] = {suspend},
	[ACTION_QUIT] = {quit},
	[ACTION_SCENARIO_SAVE] = {app_save_prompt},
};

unsigned app_act(struct app *app, enum action action)
{
	if (!handlers[action].act)
		return EFFECT_NONE;
	return handlers[action].act(app);
}
