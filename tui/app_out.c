/* What leaves the program: a view to a file, a line to the editor. */
#include "tui/state.h"

#include "core/exchange/export.h"
#include "tui/panes/pane.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- edit ------------------------------------------------------------------------------------ */

static struct place place_of_tree(struct app *app)
{
	const struct model *model = app->model;
	const struct tree_row *row = app_tree_row(app);
	if (!row)
		return (struct place){0};
	switch ((enum tree_kind)row->kind) {
	case TREE_PROVIDER:
		return model->providers[row->index].place;
	case TREE_OFFERING:
		return model->offerings[row->index].place;
	case TREE_BINDING:
	case TREE_ARRIVAL:
		return model_binding_place(model, row->index);
	case TREE_COMPONENT:
		return model_component_place(model, row->index);
	case TREE_ANY:
		break;
	}
	return (struct place){0};
}

static struct place place_of_row(struct app *app)
{
	const struct view *view = app_view(app, app_focus_view(app));
	if (app->focus == LAYOUT_TREE)
		return place_of_tree(app);
	if (app->focus == LAYOUT_PROVIDERS && app->provider != NONE)
		return app->model->providers[app->provider].place;
	if (app->lens == VIEW_MIGRATIONS && view->list.cursor < view->count)
		return app->plan.migrations[view->rows[view->list.cursor]]->place;
	return (struct place){0};
}

bool app_has_line(const struct app *app, struct place place)
{
	return place.line > 0 && !model_place_is_builtin(app->model, place) && app->stack &&
	       strcmp(app->stack, "-") != 0;
}

unsigned app_edit_place(struct app *app, struct place place)
{
	if (!app_may_write(app, "editing"))
		return EFFECT_REDRAW;
	if (!app_has_line(app, place)) {
		app_say(app, ROLE_TEXT,
			place.line == 0 ? "no line of a file says this"
					: "this comes with the program; no file of yours says it");
		return EFFECT_REDRAW;
	}
	app->request_path.length = 0;
	str_add_text(&app->request_path, app->model->files[place.file].name);
	app->request.path = app->request_path.data;
	app->request.line = place.line;
	return EFFECT_EDIT | EFFECT_REDRAW;
}

unsigned app_edit_row(struct app *app)
{
	return app_edit_place(app, place_of_row(app));
}

/* --- export ---------------------------------------------------------------------------------- */

/* The view of the focus: a pane or a lens. */
static enum export_view exported_view(const struct app *app)
{
	static const enum export_view views[VIEW_COUNT] = {
		[VIEW_PROVIDERS] = EXPORT_PROVIDERS, [VIEW_TREE] = EXPORT_TREE,
		[VIEW_COST] = EXPORT_COST,           [VIEW_RANGE] = EXPORT_RANGE,
		[VIEW_WHEN] = EXPORT_WHEN,           [VIEW_AB] = EXPORT_AB,
		[VIEW_LOOPS] = EXPORT_LOOPS,         [VIEW_MIGRATIONS] = EXPORT_MIGRATIONS,
	};
	return views[app_focus_view(app)];
}

static struct export_name exported_name(const struct app *app, const struct choice *choice, uint32_t item,
					uint32_t stuck)
{
	struct export_name name = {.stuck = stuck};
	if (item == NONE || app->shelf.items[item].gone)
		return name;
	name.scenario = app->shelf.items[item].id;
	name.changed = !choice_equal(choice, &app->shelf.items[item].choice);
	return name;
}

/* The lens of cost has groups in its other orders. */
static enum export_group exported_group(const struct app *app)
{
	static const enum export_group groups[] = {[COST_BY_CATEGORY] = EXPORT_BY_CATEGORY,
						   [COST_BY_PROVIDER] = EXPORT_BY_PROVIDER,
						   [COST_BY_TEAM] = EXPORT_BY_TEAM};
	return groups[app->views[VIEW_COST].order];
}

static struct export_subject exported_subject(const struct app *app)
{
	const struct point *now = history_now(&app->history);
	return (struct export_subject){.own = exported_name(app, &now->b, now->b_item, now->stuck),
				       .base = exported_name(app, &now->a, now->a_item, now->a_stuck),
				       .by = exported_group(app)};
}

unsigned app_export_prompt(struct app *app)
{
	char name[64];
	if (app->options.read_only)
		return app_ask(app, PROMPT_EXPORT, ".md");
	snprintf(name, sizeof name, "unmoor-%s.csv", export_view_name(exported_view(app)));
	return app_ask(app, PROMPT_EXPORT, name);
}

/* Where a view is to go. */
struct destination {
	enum export_format format; /* what the name ends with; EXPORT_FORMAT_COUNT: none */
	bool printed;              /* after the end, to standard output: no file is written */
};

/* An ending alone names no file: ".csv", also "-.csv". Nothing and "-" are Markdown, for people. */
static struct destination destination_of(const char *path)
{
	if (path[0] == '-' && (path[1] == '.' || !path[1]))
		path++;
	if (!*path)
		return (struct destination){EXPORT_MARKDOWN, true};
	const char *dot = strrchr(path, '.');
	if (!dot)
		return (struct destination){EXPORT_FORMAT_COUNT, false};
	enum export_format format = export_find_format(dot + 1);
	return (struct destination){format, dot == path && format != EXPORT_FORMAT_COUNT};
}

/* replace: the user knows that there is a file of this name. */
static unsigned export_to(struct app *app, bool replace)
{
	const char *path = prompt_text(&app->prompt);
	struct destination to = destination_of(path);
	enum export_view view = exported_view(app);
	if (to.format == EXPORT_FORMAT_COUNT || !export_is_possible(view, to.format)) {
		app_say(app, ROLE_WARNING, "not exported: a name ends with .csv, .json%s; '%s' does not",
			export_is_possible(view, EXPORT_DOT) ? ", .md, .dot or .mermaid" : " or .md", path);
		return EFFECT_REDRAW;
	}
	if (!to.printed && !app_may_write(app, "a file"))
		return EFFECT_REDRAW;
	app->request_text.length = app->request_path.length = 0;
	const struct export_subject subject = exported_subject(app);
	app->exported_rows = export_write(view, to.format, &subject, app->live, app_base_analysis(app),
					  &app->request_text);
	str_add_text(&app->request_path, path);
	app->request.text = app->request_text.data;
	app->request.path = to.printed ? NULL : app->request_path.data;
	app->request.on = replace;
	return EFFECT_EXPORT | EFFECT_REDRAW;
}

unsigned app_export_taken(struct app *app)
{
	return export_to(app, false);
}

/* Enter on the name that was asked about; another one is asked about in its turn. */
unsigned app_replace_taken(struct app *app)
{
	const char *asked = app->request_path.data;
	return export_to(app, asked && strcmp(prompt_text(&app->prompt), asked) == 0);
}

unsigned app_replace_left(struct app *app)
{
	app_say(app, ROLE_TEXT, "not exported");
	return EFFECT_REDRAW;
}

void app_export_exists(struct app *app)
{
	app_ask(app, PROMPT_REPLACE, app->request.path);
}

/* Of some views the screen leaves rows out, by a filter or `d`: an export has them all. */
static bool shows_fewer(struct app *app)
{
	static const bool leaves_out[EXPORT_VIEW_COUNT] = {
		[EXPORT_PROVIDERS] = true, [EXPORT_TREE] = true,       [EXPORT_AB] = true,
		[EXPORT_LOOPS] = true,     [EXPORT_MIGRATIONS] = true,
	};
	enum export_view view = exported_view(app);
	bool groups = view == EXPORT_COST && exported_group(app) != EXPORT_BY_CATEGORY;
	return (leaves_out[view] || groups) &&
	       (app->differences || app_view(app, app_focus_view(app))->filter != NULL);
}

void app_exported(struct app *app, bool done, const struct diag_list *faults)
{
	char what[128] = "exported";
	if (shows_fewer(app) && app->exported_rows == 0)
		snprintf(what, sizeof what, "exported all of it, not only what is shown");
	else if (shows_fewer(app))
		snprintf(what, sizeof what, "exported all rows (%s), not only those shown",
			 show_count(app->exported_rows).text);
	if (!done)
		app_say_faults(app, "not exported", faults);
	else if (app->request.path)
		app_say(app, ROLE_TEXT, shows_fewer(app) ? "%s, to %s" : "%s to %s", what, app->request.path);
	else
		app_say(app, ROLE_TEXT, "%s: it is printed after the end", what);
}
