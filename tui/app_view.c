/* Rows, cursors and filters: everything that is only looked at. */
#include "tui/state.h"

#include "tui/panes/pane.h"
#include "tui/popup.h"

#include <stdlib.h>
#include <string.h>

#ifdef UNMOOR_SMALL
enum { PART_AFTER_STEPS = 60, PART_AFTER_MS = 40 };
#else
enum { PART_AFTER_STEPS = 2000000, PART_AFTER_MS = 20 };
#endif

struct view *app_view(struct app *app, enum view_id id)
{
	return &app->views[id];
}

enum view_id app_focus_view(const struct app *app)
{
	if (app->focus == LAYOUT_LENS)
		return app->lens;
	return app->focus == LAYOUT_TREE ? VIEW_TREE : VIEW_PROVIDERS;
}

uint32_t app_view_count(struct app *app, enum view_id id)
{
	return pane_of(id)->count(app);
}

struct layout app_layout(const struct app *app)
{
	return layout_of(app->width, app->height, app->focus, app->zoom, app->prompt_kind != NULL);
}

/* --- bringing up to date --------------------------------------------------------------------- */

void app_stale(struct app *app)
{
	for (int i = 0; i < VIEW_COUNT; i++)
		app->views[i].stale = true;
	tree_touch(app->tree);
}

static void refresh_view(struct app *app, enum view_id id)
{
	const struct pane *pane = pane_of(id);
	struct view *view = app_view(app, id);
	if (!view->stale || !pane->refresh)
		return;
	view->stale = false;
	view->count = view->all = view->untried = 0;
	view->filter_steps = 0;
	pane->refresh(app, view);
}

/* The cursor stays on its provider when rows come, go or change places. */
static void keep_provider(struct app *app)
{
	struct view *view = app_view(app, VIEW_PROVIDERS);
	for (uint32_t i = 0; i < view->count; i++)
		if (view->rows[i] == app->provider)
			view->list.cursor = i;
	list_fit(&view->list, view->count, view->list.height);
	if (view->count > 0)
		app->provider = view->rows[view->list.cursor];
	if (!tree_is_by_component(app->tree))
		tree_show_provider(app->tree, app->provider);
}

static bool is_marked(const struct app *app, const struct tree_row *rows, uint32_t row)
{
	const struct mark *mark = &app->mark;
	if (rows[row].kind != mark->kind || rows[row].index != mark->index)
		return false;
	uint32_t parent = rows[row].parent == NONE ? NONE : rows[rows[row].parent].index;
	return mark->parent == NONE || parent == mark->parent;
}

static void keep_mark(struct app *app)
{
	uint32_t count;
	struct list *list = &app_view(app, VIEW_TREE)->list;
	const struct tree_row *rows = tree_rows(app->tree, &count);
	list_fit(list, count, list->height);
	if (app->mark.index == NONE || count == 0 || is_marked(app, rows, list->cursor))
		return;
	for (uint32_t row = 0; row < count; row++) {
		if (!is_marked(app, rows, row))
			continue;
		list->top += row - list->cursor;
		list->cursor = row;
		list->top = list->top > row ? 0 : list->top;
		list_fit(list, count, list->height);
		return;
	}
}

void app_refresh(struct app *app)
{
	refresh_view(app, VIEW_PROVIDERS);
	keep_provider(app);
	keep_mark(app);
	app_remember_mark(app);
	struct layout layout = app_layout(app);
	for (int i = 0; i < layout.lens_count; i++)
		refresh_view(app, VIEW_FIRST_LENS + (app->lens - VIEW_FIRST_LENS + (unsigned)i) % LENS_COUNT);
	refresh_view(app, app->lens);
}

/* --- the tree's row -------------------------------------------------------------------------- */

const struct tree_row *app_tree_row(struct app *app)
{
	uint32_t count, cursor = app_view(app, VIEW_TREE)->list.cursor;
	const struct tree_row *rows = tree_rows(app->tree, &count);
	return cursor < count ? &rows[cursor] : NULL;
}

void app_remember_mark(struct app *app)
{
	uint32_t count;
	const struct tree_row *row = app_tree_row(app), *rows = tree_rows(app->tree, &count);
	if (!row)
		app->mark = (struct mark){.index = NONE, .parent = NONE};
	else
		app->mark = (struct mark){row->kind, row->index,
					  row->parent == NONE ? NONE : rows[row->parent].index};
}

uint32_t app_tree_binding(struct app *app)
{
	const struct tree_row *row = app_tree_row(app);
	return row && (row->kind == TREE_BINDING || row->kind == TREE_ARRIVAL) ? row->index : NONE;
}

uint32_t app_tree_component(struct app *app)
{
	const struct tree_row *row = app_tree_row(app);
	uint32_t binding = app_tree_binding(app);
	if (binding != NONE)
		return app->model->bindings[binding].component;
	return row && row->kind == TREE_COMPONENT ? row->index : NONE;
}

/* The provider of a row, or of what is above it. */
uint32_t app_tree_provider(struct app *app)
{
	const struct tree_row *row = app_tree_row(app);
	if (!row)
		return app->provider;
	if (row->kind == TREE_PROVIDER)
		return row->index;
	if (row->kind == TREE_OFFERING)
		return app->model->offerings[row->index].provider;
	uint32_t binding = app_tree_binding(app);
	if (binding != NONE && tree_is_by_component(app->tree))
		return app->model->offerings[app->model->bindings[binding].offering].provider;
	return tree_is_by_component(app->tree) ? NONE : app->provider;
}

void app_show_binding(struct app *app, uint32_t binding)
{
	if (!tree_is_by_component(app->tree)) {
		tree_open_node(app->tree, TREE_PROVIDER, app->provider, true);
		tree_open_node(app->tree, TREE_OFFERING, app->model->bindings[binding].offering, true);
	}
	uint32_t row = tree_find_row(app->tree, TREE_BINDING, binding), count;
	struct list *list = &app_view(app, VIEW_TREE)->list;
	tree_rows(app->tree, &count);
	if (row == NONE)
		return;
	list_go(list, count, row);
	app_remember_mark(app);
}

/* --- cursors --------------------------------------------------------------------------------- */

void app_select_provider(struct app *app, uint32_t provider)
{
	bool other = app->provider != provider;
	app->provider = provider;
	if (!tree_is_by_component(app->tree)) {
		tree_show_provider(app->tree, provider);
		tree_open_node(app->tree, TREE_PROVIDER, provider, true);
		if (other)
			app_view(app, VIEW_TREE)->list =
				(struct list){.height = app_view(app, VIEW_TREE)->list.height};
	}
	keep_provider(app);
	app_remember_mark(app);
}

void app_moved(struct app *app, enum view_id id)
{
	struct view *view = app_view(app, id);
	if (id == VIEW_PROVIDERS && view->list.cursor < view->count)
		app_select_provider(app, view->rows[view->list.cursor]);
	if (id == VIEW_TREE)
		app_remember_mark(app);
}

/* --- filters --------------------------------------------------------------------------------- */

/* Rows by the filter and the differences as they are now; the pattern's answers may come later. */
static void tell_tree(struct app *app)
{
	const struct view *view = app_view(app, VIEW_TREE);
	tree_filter(app->tree, view->filter, app->differences ? &app->tree_only : NULL);
}

void app_filter_anew(struct app *app)
{
	tell_tree(app);
	if (tree_filter_goes_on(app->tree))
		app_begin(app, JOB_FILTER);
}

bool app_set_filter(struct app *app, enum view_id id, const char *text, struct str *fault)
{
	struct view *view = app_view(app, id);
	char error[160] = "";
	size_t offset = 0;
	struct pattern *pattern = NULL;
	if (text && *text) {
		pattern = pattern_new(text, strlen(text), true, error, sizeof error, &offset);
		if (!pattern) {
			str_print(fault, "%s (at %zu)", error, offset + 1);
			return false;
		}
	}
	struct pattern *old = view->filter;
	view->filter = pattern;
	app_set_text(&view->filter_text, pattern ? text : NULL);
	view->stale = true;
	if (id == VIEW_TREE)
		app_filter_anew(app);
	pattern_free(old);
	app_refresh(app);
	app_say_untried(app, id == VIEW_TREE ? 0 : view->untried);
	return true;
}

bool app_filter_goes_on(const struct app *app)
{
	return tree_filter_goes_on(app->tree);
}

bool app_waits_for_filter(struct app *app)
{
	if (!tree_filter_goes_on(app->tree) || app_tree_binding(app) != NONE)
		return false;
	app_say(app, ROLE_TEXT, "the filter is not through yet: what is below this row is not all known");
	return true;
}

/* First hits are shown when the rest takes longer than one would wait for. */
static unsigned show_part(struct app *app, struct budget *budget)
{
	const struct spell *spell = &app->spells[JOB_FILTER];
	bool late = spell->steps >= PART_AFTER_STEPS || spell->ns >= (int64_t)PART_AFTER_MS * 1000000;
	if (!late || !tree_filter_partly(app->tree, budget))
		return EFFECT_NONE;
	app->spells[JOB_FILTER].told = true;
	app_refresh(app);
	return EFFECT_REDRAW;
}

unsigned app_filter_go(struct app *app, struct budget *budget)
{
	unsigned part = show_part(app, budget);
	if (part != EFFECT_NONE || tree_filter_go(app->tree, budget))
		return part;
	app_say_untried(app, tree_filter_untried(app->tree));
	app_refresh(app);
	return EFFECT_REDRAW;
}

/* The title says how far it is, as long as it goes on. */
void app_filter_tell(struct app *app)
{
	(void)app;
}

unsigned app_filter_stop(struct app *app)
{
	tree_filter_stop(app->tree);
	app_say_untried(app, tree_filter_untried(app->tree));
	app_refresh(app);
	return EFFECT_REDRAW;
}

unsigned app_toggle_differences(struct app *app)
{
	app->differences = !app->differences;
	tell_tree(app);
	app_stale(app);
	app_refresh(app);
	if (app->differences)
		app_say(app, ROLE_TEXT, "only what differs from A; d shows all again");
	return EFFECT_REDRAW;
}
