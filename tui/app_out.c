/* What leaves the program: a row to the clipboard, a view to a file, a line to the editor. */
#include "tui/state.h"

#include "core/exchange/export.h"
#include "tui/panes/compared.h"
#include "tui/panes/pane.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- copy ------------------------------------------------------------------------------------ */

enum { COPIED_WIDTH = 480 }; /* with room for its names, which are not cut where they are pasted */

/* Bars and lines say nothing where they are pasted, nor does a fold or the sign of a mark on an axis. */
static bool is_drawing(uint32_t point)
{
	return (point >= 0x2500 && point <= 0x259F) || point == 0x25B8 || point == 0x25BE || point == 0x25BC;
}

/* Where a second column begins that the row is no part of. */
static bool is_rule(const struct cell *cell)
{
	return cell->point == 0x2502 && cell->role == ROLE_MUTED;
}

/* Cells as text, in what the screen can show; blanks of two and more become one tab. */
static void add_cells(const struct cell *cells, int count, bool ascii, struct str *out)
{
	int blanks = 0;
	for (int i = 0; i < count; i++) {
		uint32_t point = cells[i].point;
		char bytes[4];
		if (point == ' ' || is_drawing(point)) {
			blanks++;
			continue;
		}
		if (blanks > 0 && out->length > 0)
			str_add_text(out, blanks == 1 ? " " : "\t");
		blanks = 0;
		if (ascii && point >= 0x80)
			str_add_text(out, grid_ascii(point));
		else if (point)
			str_add(out, bytes, utf8_encode(point, bytes));
		if (cells[i].mark && !ascii)
			str_add(out, bytes, utf8_encode(cells[i].mark, bytes));
	}
}

/* Does an amount stand in it? In the tree that is its last column, where it has one. */
static bool has_amount(enum view_id id, const struct str *row)
{
	size_t length = row->length;
	if (id == VIEW_TREE)
		return length > 3 && memcmp(row->data + length - 3, "/mo", 3) == 0;
	return length > 0;
}

/* A row of A|B: its columns stand so close that one blank may be all that is between them. */
static void copy_compared(struct app *app, struct grid *grid, struct str *out)
{
	enum { COLUMN = COPIED_WIDTH / 5 };
	const struct view *view = app_view(app, VIEW_AB);
	struct compared item = compared_of(app, view->rows[view->list.cursor]);
	struct shown figures[] = {compared_show_a(&item), compared_show_b(&item),
				  compared_show_change(&item)};
	grid_fill(grid, 0, 0, grid->width, 1, ROLE_TEXT);
	grid_put(grid, 0, 0, COLUMN - 2, item.label + strspn(item.label, " "), ROLE_TEXT);
	for (int i = 0; i < 3; i++)
		grid_put(grid, COLUMN * (i + 1), 0, COLUMN - 2, figures[i].text, ROLE_TEXT);
	add_cells(grid->cells, grid->width, app->options.ascii, out);
	if (!item.plain)
		str_print(out, "\tin %s", app->model->currency);
	else if (*item.unit)
		str_print(out, "\t%s", item.unit);
}

/* The row under the cursor, drawn without one: names and figures, and what the figures are in. */
static void copy_row(struct app *app, struct grid *grid, enum view_id id, struct str *out)
{
	const struct area whole = {0, 0, grid->width, grid->height};
	pane_of(id)->draw(app, grid, whole, true);
	int x = grid->cursor_x + 1, end, y = grid->cursor_y;
	if (y < 0)
		return;
	grid_fill(grid, 0, 0, grid->width, grid->height, ROLE_TEXT);
	pane_of(id)->draw(app, grid, whole, false);
	const struct cell *cells = &grid->cells[(size_t)y * (size_t)grid->width];
	while (id == VIEW_TREE && x < grid->width && cells[x].role == ROLE_MUTED)
		x++; /* how deep it is */
	for (end = x; end < grid->width && (id == VIEW_RANGE || !is_rule(&cells[end]));)
		end++;
	add_cells(cells + x, end - x, app->options.ascii, out);
	if (has_amount(id, out))
		str_print(out, "\tin %s", app->model->currency);
}

unsigned app_copy_row(struct app *app)
{
	enum view_id id = app_focus_view(app);
	struct list list = app_view(app, id)->list;
	struct grid grid;
	if (app->options.secure) {
		app_say(app, ROLE_WARNING, "copying: not with --secure");
		return EFFECT_REDRAW;
	}
	grid_init(&grid, COPIED_WIDTH, app->height > 3 ? app->height : 3, false);
	app->request_text.length = 0;
	if (id == VIEW_AB && app_view_count(app, id) > 0)
		copy_compared(app, &grid, &app->request_text);
	else
		copy_row(app, &grid, id, &app->request_text);
	app_view(app, id)->list = list; /* it is as high as the screen again */
	grid_clear(&grid);
	if (app->request_text.length == 0) {
		app_say(app, ROLE_TEXT, "no row to copy");
		return EFFECT_REDRAW;
	}
	app->request.text = app->request_text.data;
	return EFFECT_COPY | EFFECT_REDRAW;
}

/* The columns of a row that was sent have tabs between them, which are no text to be shown. */
void app_copied(struct app *app, bool done)
{
	struct str shown;
	if (!done) {
		app_say(app, ROLE_WARNING, "not sent: too long for a clipboard");
		return;
	}
	str_init(&shown);
	for (const char *at = app->request.text; *at; at++)
		if (*at == '\t')
			str_add_text(&shown, "  ");
		else
			str_add_char(&shown, *at);
	app_say(app, ROLE_TEXT, "sent to the clipboard: %s", shown.data ? shown.data : "");
	str_clear(&shown);
}

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

unsigned app_edit_place(struct app *app, struct place place)
{
	if (!app_may_write(app, "editing"))
		return EFFECT_REDRAW;
	if (place.line == 0 || model_place_is_builtin(app->model, place) || !app->stack ||
	    strcmp(app->stack, "-") == 0) {
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

static struct export_subject exported_subject(const struct app *app)
{
	const struct point *now = history_now(&app->history);
	return (struct export_subject){.own = exported_name(app, &now->b, now->b_item, now->stuck),
				       .base = exported_name(app, &now->a, now->a_item, now->a_stuck)};
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
		app_say(app, ROLE_WARNING, "not exported: '%s' does not end with .csv, .json or .md%s", path,
			export_is_possible(view, EXPORT_DOT) ? " (or .dot, .mermaid)" : "");
		return EFFECT_REDRAW;
	}
	if (!to.printed && !app_may_write(app, "a file"))
		return EFFECT_REDRAW;
	app->request_text.length = app->request_path.length = 0;
	const struct export_subject subject = exported_subject(app);
	export_write(view, to.format, &subject, app->live, app_base_analysis(app), &app->request_text);
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

void app_exported(struct app *app, bool done, const struct diag_list *faults)
{
	if (!done)
		app_say_faults(app, "not exported", faults);
	else
		app_say(app, ROLE_TEXT,
			app->request.path ? "exported to %s" : "exported: it is printed after the end%s",
			app->request.path ? app->request.path : "");
}
