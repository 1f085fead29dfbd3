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
	app_find_cancel(app);
	pattern_free(app->find);
	app->find = pattern;
	app_set_text(&app->find_text, pattern ? text : NULL);
	return true;
}

void app_find_cancel(struct app *app)
{
	tree_search_free(app->finding.tree);
	app->finding = (struct finding){.on = false};
}

bool app_find_goes_on(const struct app *app)
{
	return app->finding.on;
}

/* --- how it ends ----------------------------------------------------------------------------- */

static uint32_t untried(const struct finding *finding)
{
	return finding->tree ? tree_search_untried(finding->tree) : finding->untried;
}

void app_say_not_found(struct app *app)
{
	uint32_t left_out = app->finding.untried;
	if (app->prompt_kind) {
		str_add_text(&app->prompt_fault, "not found");
		app_say_untried(app, left_out);
	} else if (left_out > 0) {
		app_say(app, ROLE_WARNING, "not found: %s; it takes too long: %u row%s not tried",
			app->find_text, left_out, left_out == 1 ? " was" : "s were");
	} else {
		app_say(app, ROLE_WARNING, "not found: %s", app->find_text);
	}
}

static void start(struct app *app, enum view_id id, struct list origin, int step, bool stay)
{
	app->finding = (struct finding){
		.on = true, .view = id, .origin = origin, .step = step, .stay = stay, .at = origin.cursor};
	if (id == VIEW_TREE)
		app->finding.tree = tree_search_new(app->tree, app->find, origin.cursor, step, stay);
	app->spells[JOB_FIND] = (struct spell){.steps = 0};
}

/* n, pressed while the row before was still looked for. */
static void start_again(struct app *app, enum view_id id, int again)
{
	int step = again > 0 ? 1 : -1;
	start(app, id, app_view(app, id)->list, step, false);
	app->finding.again = again - step;
}

/* The search is over: the cursor goes to the row, or, NONE, back to where it was. */
static unsigned end(struct app *app, uint32_t row, uint32_t left_out)
{
	struct finding finding = app->finding;
	struct view *view = app_view(app, finding.view);
	app_find_cancel(app);
	app->finding.failed = row == NONE;
	app->finding.untried = left_out;
	if (app->spells[JOB_FIND].told && !app->prompt_kind)
		app->message.length = 0;
	app->prompt_fault.length = 0;
	view->list.cursor = finding.origin.cursor;
	view->list.top = finding.origin.top;
	if (row == NONE) {
		app_say_not_found(app);
		return EFFECT_REDRAW;
	}
	app_say_untried(app, left_out);
	list_go(&view->list, app_view_count(app, finding.view), row);
	app_moved(app, finding.view);
	if (finding.again)
		start_again(app, finding.view, finding.again);
	return EFFECT_REDRAW;
}

/* --- going on -------------------------------------------------------------------------------- */

static bool row_matches(struct app *app, uint32_t row)
{
	struct str text;
	struct finding *finding = &app->finding;
	str_init(&text);
	pane_of(finding->view)->text(app, row, &text);
	enum pattern_match match =
		pattern_search(app->find, text.data ? text.data : "", text.length, NULL, NULL);
	str_clear(&text);
	finding->untried += match == PATTERN_GAVE_UP;
	return match == PATTERN_YES;
}

/* As tree_search_go, in a pane whose rows are all there. */
static enum tree_found search_rows(struct app *app, struct budget *budget, uint32_t *row)
{
	enum { ROW_STEPS = 30 };
	struct finding *finding = &app->finding;
	uint32_t count = pane_of(finding->view)->text ? app_view_count(app, finding->view) : 0;
	while (finding->tried < count) {
		uint64_t before = pattern_cost(app->find);
		if (!finding->stay)
			finding->at += finding->step > 0 ? 1 : count - 1;
		finding->at %= count;
		finding->tried++;
		finding->stay = false;
		*row = finding->at;
		if (row_matches(app, *row))
			return TREE_FOUND;
		if (!budget_take(budget, ROW_STEPS + pattern_cost(app->find) - before))
			return TREE_GOES_ON;
	}
	return TREE_NOT_FOUND;
}

unsigned app_find_go(struct app *app, struct budget *budget)
{
	uint32_t row = NONE;
	struct finding *finding = &app->finding;
	enum tree_found found =
		finding->tree ? tree_search_go(finding->tree, budget, &row) : search_rows(app, budget, &row);
	if (found == TREE_GOES_ON)
		return EFFECT_NONE;
	return end(app, found == TREE_FOUND ? row : NONE, untried(finding));
}

static uint32_t rows_left(struct app *app)
{
	const struct finding *finding = &app->finding;
	if (finding->tree)
		return tree_search_left(finding->tree);
	uint32_t count = app_view_count(app, finding->view);
	return count > finding->tried ? count - finding->tried : 0;
}

unsigned app_find_stop(struct app *app)
{
	return end(app, NONE, untried(&app->finding) + rows_left(app));
}

void app_find_tell(struct app *app)
{
	uint32_t count = app_view_count(app, app->finding.view), left = rows_left(app);
	unsigned percent = count ? (unsigned)((uint64_t)(count - left) * 100 / count) : 0;
	if (app->prompt_kind) {
		app->prompt_fault.length = 0;
		str_print(&app->prompt_fault, "~ %u %%", percent);
	} else {
		app_say(app, ROLE_MUTED, "~ looking for %s: %u %%", app->find_text, percent);
	}
}

unsigned app_find_from(struct app *app, enum view_id id, struct list origin, int step, bool stay)
{
	app_find_cancel(app);
	if (!app->find)
		return EFFECT_REDRAW;
	start(app, id, origin, step, stay);
	return EFFECT_REDRAW | app_begin(app, JOB_FIND);
}
