/* Finding: the next row that matches, in the view that has the focus. */
#include "tui/state.h"

#include "tui/panes/pane.h"

#include <string.h>

bool app_set_find(struct app *app, const char *text, struct str *fault)
{
	char error[160] = "";
	size_t offset = 0;
	struct pattern *pattern = NULL;
	if (*text) {
		pattern = pattern_new(text, strlen(text), true, error, sizeof error, &offset);
		if (!pattern) {
			str_print(fault, "%s (at %zu)", error, offset + 1);
			return false;
		}
	}
	pattern_free(app->find);
	app->find = pattern;
	app_set_text(&app->find_text, pattern ? text : NULL);
	return true;
}

static bool row_matches(struct app *app, const struct pane *pane, uint32_t row, uint32_t *gave_up)
{
	struct str text;
	str_init(&text);
	pane->text(app, row, &text);
	enum pattern_match match =
		pattern_search(app->find, text.data ? text.data : "", text.length, NULL, NULL);
	str_clear(&text);
	*gave_up += match == PATTERN_GAVE_UP;
	return match == PATTERN_YES;
}

static uint32_t search_rows(struct app *app, enum view_id id, uint32_t from, int step, uint32_t *gave_up)
{
	const struct pane *pane = pane_of(id);
	uint32_t count = app_view_count(app, id);
	for (uint32_t tried = 0, row = from; tried < count && pane->text; tried++) {
		row = step > 0 ? (row + 1) % count : (row + count - 1) % count;
		if (row_matches(app, pane, row, gave_up))
			return row;
	}
	return NONE;
}

/* The row itself, when it may count. */
static bool stays(struct app *app, enum view_id id, uint32_t row, uint32_t *gave_up)
{
	const struct pane *pane = pane_of(id);
	return pane->text && row < app_view_count(app, id) && row_matches(app, pane, row, gave_up);
}

bool app_find_from(struct app *app, struct list origin, int step, bool stay)
{
	enum view_id id = app_focus_view(app);
	struct view *view = app_view(app, id);
	uint32_t gave_up = 0, row = origin.cursor;
	if (!app->find)
		return false;
	if (!stay || !stays(app, id, row, &gave_up)) {
		if (id == VIEW_TREE)
			row = tree_search(app->tree, app->find, row, step, &gave_up);
		else
			row = search_rows(app, id, row, step, &gave_up);
	}
	if (gave_up > 0)
		app_say(app, ROLE_WARNING, "the pattern takes too long: %u row%s not tried", gave_up,
			gave_up == 1 ? " was" : "s were");
	view->list.cursor = origin.cursor;
	view->list.top = origin.top;
	if (row == NONE)
		return false;
	list_go(&view->list, app_view_count(app, id), row);
	app_moved(app, id);
	return true;
}
