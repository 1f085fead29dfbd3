/* The dependency tree: what rests on a provider, and, turned round, what each component rests on. */
#include "tui/panes/pane.h"

#include "core/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FIGURE = 9,        /* "61.2k/mo" and a blank */
	FIGURES_FROM = 56, /* columns from which bindings have their figure too */
	BOX = 4,
	DEEPEST_INDENT = 20
};

enum box { BOX_NONE, BOX_OFF, BOX_ON, BOX_MIXED };

static const struct tree_row *row_of(struct app *app, uint32_t row)
{
	uint32_t count;
	return &tree_rows(app->tree, &count)[row];
}

/* --- boxes ----------------------------------------------------------------------------------- */

static enum box box_of_counts(uint32_t movable, uint32_t moved)
{
	if (movable == 0)
		return BOX_NONE;
	return moved == 0 ? BOX_OFF : moved >= movable ? BOX_ON : BOX_MIXED;
}

static void count_binding(struct app *app, uint32_t binding, uint32_t *movable, uint32_t *moved)
{
	uint32_t count;
	movers_of(&app->movers, binding, &count);
	*movable += count > 0;
	*moved += movers_on(&app->movers, app_live(app), binding) != NONE;
}

static void count_offering(struct app *app, uint32_t offering, uint32_t *movable, uint32_t *moved)
{
	*movable += app->movers.movable[offering];
	*moved += movers_moved(&app->movers, app_live(app), offering);
}

static enum box box_of(struct app *app, const struct tree_row *row)
{
	uint32_t movable = 0, moved = 0;
	bool by_component = tree_is_by_component(app->tree);
	const struct component *component = &app->model->components[row->index];
	if (row->kind == TREE_BINDING || row->kind == TREE_ARRIVAL)
		count_binding(app, row->index, &movable, &moved);
	else if (row->kind == TREE_OFFERING && !by_component)
		count_offering(app, row->index, &movable, &moved);
	else if (row->kind == TREE_PROVIDER && !by_component)
		for (uint32_t o = 0; o < app->model->offering_count; o++)
			if (tree_rests(app->tree, o))
				count_offering(app, o, &movable, &moved);
	if (row->kind == TREE_COMPONENT && by_component && !(row->flags & (TREE_ABOVE | TREE_CIRCLE)))
		for (uint32_t b = component[0].first_binding; b < component[1].first_binding; b++)
			count_binding(app, b, &movable, &moved);
	return box_of_counts(movable, moved);
}

/* --- names and figures ----------------------------------------------------------------------- */

static const char *name_of(struct app *app, const struct tree_row *row)
{
	const struct model *model = app->model;
	bool by_component = tree_is_by_component(app->tree);
	switch ((enum tree_kind)row->kind) {
	case TREE_PROVIDER:
		return model->providers[row->index].name;
	case TREE_OFFERING:
		return model->offerings[row->index].name;
	case TREE_BINDING:
	case TREE_ARRIVAL:
		return by_component ? model->offerings[model->bindings[row->index].offering].name
				    : model_component_name(model, model->bindings[row->index].component);
	case TREE_COMPONENT:
		return model_component_name(model, row->index);
	case TREE_ANY:
		break;
	}
	return "any of these";
}

static double monthly_of_component(const struct model *model, uint32_t component)
{
	const struct component *item = &model->components[component];
	double monthly = 0;
	for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
		monthly += model->bindings[b].monthly;
	return monthly;
}

static double monthly_resting(struct app *app)
{
	double monthly = 0;
	for (uint32_t o = 0; o < app->model->offering_count; o++)
		if (tree_rests(app->tree, o))
			monthly += tree_offering_monthly(app->tree, o);
	return monthly;
}

/* What is spent on a row today; false where that says nothing. */
static bool monthly_of(struct app *app, const struct tree_row *row, int width, double *monthly)
{
	bool by_component = tree_is_by_component(app->tree), wide = width >= FIGURES_FROM;
	switch ((enum tree_kind)row->kind) {
	case TREE_PROVIDER:
		*monthly = by_component ? 0 : monthly_resting(app);
		return !by_component;
	case TREE_OFFERING:
		*monthly = by_component ? 0 : tree_offering_monthly(app->tree, row->index);
		return !by_component;
	case TREE_BINDING:
		*monthly = app->model->bindings[row->index].monthly;
		return wide || by_component;
	case TREE_COMPONENT:
		*monthly = monthly_of_component(app->model, row->index);
		return wide || by_component;
	default:
		return false;
	}
}

/* Is a binding's monthly in a row's figure? */
static bool counts_in(struct app *app, const struct tree_row *row, uint32_t binding)
{
	const struct binding *item = &app->model->bindings[binding];
	switch ((enum tree_kind)row->kind) {
	case TREE_PROVIDER:
		return tree_rests(app->tree, item->offering);
	case TREE_OFFERING:
		return item->offering == row->index;
	case TREE_BINDING:
		return binding == row->index;
	case TREE_COMPONENT:
		return item->component == row->index;
	default:
		return false;
	}
}

/* Is another monthly tried of something in a row's figure? */
static bool is_tried(struct app *app, const struct tree_row *row)
{
	const struct choice *choice = app_live(app);
	for (uint32_t i = 0; i < choice->tried_count; i++) {
		const struct tried *tried = &choice->tried[i];
		if (tried->kind == TRIED_MONTHLY && counts_in(app, row, tried->a) &&
		    app->model->bindings[tried->a].monthly != app->loaded->bindings[tried->a].monthly)
			return true;
	}
	return false;
}

/* Where values are tried marks may stand behind figures, of all rows in the same columns. */
static int figure_width(struct app *app)
{
	return app_live(app)->tried_count > 0 ? FIGURE + 1 : FIGURE;
}

/* Rests on a provider that is on a loop, and is not the one that the whole tree is about or its owner. */
static bool brings_loop(struct app *app, uint32_t offering)
{
	const struct provider_figures *figures = analysis_providers(app->live);
	bool by_component = tree_is_by_component(app->tree);
	for (uint32_t p = 0; p < app->model->provider_count; p++)
		if (figures[p].circular && analysis_rests(app->live, offering, p) &&
		    (by_component || !model_is_part_of(app->model, app->provider, p)))
			return true;
	return false;
}

static bool is_circular(struct app *app, const struct tree_row *row)
{
	if (row->flags & TREE_CIRCLE)
		return true;
	if (row->kind == TREE_PROVIDER)
		return analysis_providers(app->live)[row->index].circular;
	return row->kind == TREE_OFFERING && brings_loop(app, row->index);
}

/* --- what stands to the right of a name ------------------------------------------------------ */

struct note {
	char text[400];
	enum role role;
};

/* Where a binding goes, or where Space would send it. */
static void binding_note(struct app *app, uint32_t binding, struct note *note)
{
	uint32_t count, on = movers_on(&app->movers, app_live(app), binding);
	const uint32_t *movers = movers_of(&app->movers, binding, &count);
	const char *optional = app->model->bindings[binding].optional ? "optional" : "";
	note->role = on == NONE ? ROLE_MUTED : ROLE_ON;
	if (on != NONE)
		snprintf(note->text, sizeof note->text, "→ %s",
			 app->model->offerings[app->plan.migrations[on]->to].name);
	else if (count == 0)
		snprintf(note->text, sizeof note->text, "%s", optional);
	else if (count == 1)
		snprintf(note->text, sizeof note->text, "%s?",
			 app->model->offerings[app->plan.migrations[movers[0]]->to].name);
	else
		snprintf(note->text, sizeof note->text, "%s? +%u",
			 app->model->offerings[app->plan.migrations[movers[0]]->to].name, count - 1);
}

static void offering_note(struct app *app, const struct tree_row *row, struct note *note)
{
	const struct model *model = app->model;
	uint32_t provider = model->offerings[row->index].provider;
	if (row->flags & TREE_AFTER)
		snprintf(note->text, sizeof note->text, "in the scenario");
	else if (tree_is_by_component(app->tree))
		snprintf(note->text, sizeof note->text, "%s",
			 model_text(model, model->offerings[row->index].kind));
	else if (!model_is_part_of(model, provider, app->provider))
		snprintf(note->text, sizeof note->text, "sold by %s", model->providers[provider].name);
}

static bool is_team_row(const struct tree_row *item)
{
	return item->kind == TREE_COMPONENT && item->depth == 0 &&
	       !(item->flags & (TREE_CIRCLE | TREE_ABOVE));
}

static void component_note(struct app *app, const struct tree_row *row, struct note *note)
{
	if (row->depth > 0)
		snprintf(note->text, sizeof note->text, "%s",
			 tree_is_by_component(app->tree) ? "" : "depends on it");
	else if (app->model->components[row->index].team)
		snprintf(note->text, sizeof note->text, "team %s",
			 model_text(app->model, app->model->components[row->index].team));
}

static struct note note_of(struct app *app, const struct tree_row *row)
{
	struct note note = {"", ROLE_MUTED};
	const struct model *model = app->model;
	if (row->flags & TREE_CIRCLE)
		snprintf(note.text, sizeof note.text, "↑ circle");
	else if (row->flags & TREE_ABOVE)
		snprintf(note.text, sizeof note.text, "↑ shown above");
	else if (row->kind == TREE_BINDING)
		binding_note(app, row->index, &note);
	else if (row->kind == TREE_ARRIVAL)
		snprintf(note.text, sizeof note.text, "← %s",
			 model->offerings[model->bindings[row->index].offering].name);
	else if (row->kind == TREE_OFFERING)
		offering_note(app, row, &note);
	else if (row->kind == TREE_COMPONENT)
		component_note(app, row, &note);
	return note;
}

/* --- drawing --------------------------------------------------------------------------------- */

/* Very deep rows say how deep they are instead of wandering off. */
static int indent_of(const struct tree_row *item, int width, char deep[16])
{
	int deepest = width / 3 < DEEPEST_INDENT ? width / 3 : DEEPEST_INDENT;
	deep[0] = '\0';
	if ((int)item->depth <= deepest)
		return (int)item->depth;
	snprintf(deep, 16, "%u ", item->depth);
	return deepest;
}

static void draw_fold(const struct pane_row *row, const struct tree_row *item, struct area *area)
{
	char deep[16];
	int indent = indent_of(item, area->width, deep);
	area->x += indent;
	area->width -= indent;
	int used = grid_put(row->grid, area->x, area->y, area->width, deep, ROLE_MUTED);
	const char *sign = !(item->flags & TREE_OPENABLE) ? " " : item->flags & TREE_OPEN ? "▾" : "▸";
	used += grid_put(row->grid, area->x + used, area->y, 1, sign, ROLE_MUTED);
	area->x += used;
	area->width -= used;
}

/* Do all rows of this kind stand behind a box's place, so that names begin in one column? */
static bool holds_box(struct app *app, const struct tree_row *item)
{
	if (item->kind == TREE_OFFERING)
		return !tree_is_by_component(app->tree);
	return item->kind == TREE_BINDING || item->kind == TREE_ARRIVAL;
}

static void draw_box(const struct pane_row *row, enum box box, bool holds, struct area *area)
{
	static const char *const boxes[] = {"", "[ ] ", "[x] ", "[-] "};
	if (box == BOX_NONE && holds) {
		area->x += BOX;
		area->width -= BOX;
		return;
	}
	int used =
		grid_put(row->grid, area->x, area->y, BOX, boxes[box], box >= BOX_ON ? ROLE_ON : ROLE_TEXT);
	area->x += used;
	area->width -= used;
}

/* Where notes begin: teams are short, and leave names half of the row. */
static int notes_column(const struct app *app, int width)
{
	if (width < FIGURES_FROM)
		return width * 24 / 45;
	return tree_is_by_component(app->tree) ? width / 2 : width * 2 / 5;
}

/* The columns that a name has to have beside its note. */
static int least_name(const struct tree_row *item, int own)
{
	enum { OF_BINDING = 10, BEFORE_TEAM = 22 };
	if (item->kind == TREE_BINDING || item->kind == TREE_ARRIVAL)
		return OF_BINDING;
	return is_team_row(item) && own > BEFORE_TEAM ? BEFORE_TEAM : own;
}

/*
 * Names end where the notes begin, in one column for all rows; without a note they may go on. Teams
 * are a column of their own: they stand in it or not at all.
 */
static void draw_name(const struct pane_row *row, const struct tree_row *item, struct area area)
{
	struct note note = note_of(row->app, item);
	const char *name = name_of(row->app, item);
	int notes_at = row->area.x + notes_column(row->app, row->area.width);
	int own = grid_text_width(row->grid, name), circle = is_circular(row->app, item) ? 2 : 0;
	int least = least_name(item, own + circle), room = notes_at - 1 - area.x;
	if (is_team_row(item) && room < least)
		note.text[0] = '\0';
	if (!*note.text || room < least)
		room = *note.text && area.width - least > 12 ? least + 1 : area.width;
	int used = own < room - circle ? own : room - circle;
	grid_put_cut(row->grid, area.x, area.y, used, name, ROLE_TEXT);
	if (circle)
		grid_put(row->grid, area.x + used, area.y, circle, " ↻", ROLE_WARNING);
	int at = area.x + room + 1, end = area.x + area.width;
	if (at < notes_at && notes_at < end)
		at = notes_at;
	if (*note.text && at < end)
		grid_put_cut(row->grid, at, area.y, end - at, note.text, note.role);
}

static void draw_row(const struct pane_row *row)
{
	const struct tree_row *item = row_of(row->app, row->row);
	struct area area = row->area;
	double monthly;
	if (monthly_of(row->app, item, row->area.width, &monthly)) {
		int width = figure_width(row->app), x = pane_take_right(&area, width);
		struct caveat caveat = {BOUND_NONE, is_tried(row->app, item)};
		grid_put_right(row->grid, x, area.y, width, show_caveat(show_monthly(monthly), caveat).text,
			       ROLE_TEXT);
	}
	draw_fold(row, item, &area);
	draw_box(row, box_of(row->app, item), holds_box(row->app, item), &area);
	draw_name(row, item, area);
}

static int box(struct app *app, uint32_t row, int width)
{
	char deep[16];
	double monthly;
	const struct tree_row *item = row_of(app, row);
	if (box_of(app, item) == BOX_NONE)
		return -1;
	if (monthly_of(app, item, width, &monthly))
		width -= figure_width(app);
	int indent = indent_of(item, width, deep);
	return indent + (int)strlen(deep) + 1;
}

static uint32_t count(struct app *app)
{
	uint32_t rows;
	tree_rows(app->tree, &rows);
	return rows;
}

static void draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	uint32_t rows = count(app);
	if (rows == 0)
		pane_line(grid, area, 0,
			  app->differences || app_view(app, VIEW_TREE)->filter ? " nothing here matches"
			  : app->model->component_count == 0                   ? " no components"
									       : " nothing here",
			  ROLE_MUTED);
	pane_list(app, grid, area, &app_view(app, VIEW_TREE)->list, rows, focus, draw_row);
}

static void title(struct app *app, struct str *out)
{
	const struct view *view = app_view(app, VIEW_TREE);
	uint32_t component = app_tree_component(app), kept, all;
	if (!tree_is_by_component(app->tree))
		str_print(out, "Tree: what rests on %s",
			  app->provider == NONE ? "nobody" : app->model->providers[app->provider].name);
	else if (component != NONE)
		str_print(out, "Tree: what %s rests on", model_component_name(app->model, component));
	else
		str_add_text(out, "Tree: what each component rests on");
	if (!view->filter && !app->differences)
		return;
	tree_counts(app->tree, &kept, &all);
	str_print(out, " (%s of %s%s)", show_count(kept).text, show_count(all).text,
		  app->differences ? " differ" : "");
}

static void text(struct app *app, uint32_t row, struct str *out)
{
	tree_text(app->tree, row, out);
}

/* --- what keys do ---------------------------------------------------------------------------- */

static unsigned open(struct app *app, uint32_t row)
{
	const struct tree_row *item = row_of(app, row);
	if (item->flags & TREE_OPENABLE) {
		tree_fold(app->tree, row, !(item->flags & TREE_OPEN));
	} else if (item->flags & (TREE_ABOVE | TREE_CIRCLE)) {
		uint32_t above = tree_find_row(app->tree, (enum tree_kind)item->kind, item->index);
		list_go(&app_view(app, VIEW_TREE)->list, count(app), above);
	} else {
		app_say(app, ROLE_TEXT, "nothing below %s", name_of(app, item));
	}
	app_remember_mark(app);
	return EFFECT_REDRAW;
}

static unsigned toggle_binding(struct app *app, uint32_t binding)
{
	uint32_t count_of, on = movers_on(&app->movers, app_live(app), binding);
	const uint32_t *movers = movers_of(&app->movers, binding, &count_of);
	if (on != NONE)
		return app_switch(app, on, binding);
	if (count_of > 0)
		return app_switch(app, movers[0], binding);
	return app_act(app, ACTION_TARGETS);
}

static unsigned toggle(struct app *app, uint32_t row)
{
	struct tree_row item = *row_of(app, row);
	uint32_t *bindings;
	char name[200];
	if (item.kind == TREE_BINDING || item.kind == TREE_ARRIVAL)
		return toggle_binding(app, item.index);
	if (box_of(app, &item) == BOX_NONE) {
		app_say(app, ROLE_TEXT, "no migration moves anything here; t on a binding finds it a target");
		return EFFECT_REDRAW;
	}
	if (app_waits_for_filter(app))
		return EFFECT_REDRAW;
	snprintf(name, sizeof name, "%s", name_of(app, &item));
	uint32_t found = tree_bindings_below(app->tree, row, &bindings);
	unsigned effects = app_toggle_bindings(app, name, bindings, found);
	free(bindings);
	return effects;
}

static const enum action bar[] = {
	ACTION_TOGGLE,    ACTION_TARGETS,   ACTION_FLIP, ACTION_WHY,  ACTION_FIND,
	ACTION_PALETTE,   ACTION_HELP,      ACTION_QUIT, ACTION_TURN, ACTION_WAY_OUT,
	ACTION_QUESTIONS, ACTION_SCENARIOS, ACTION_UNDO, ACTION_NONE,
};

const struct pane pane_tree = {
	.name = "Tree",
	.unit_below = true,
	.title = title,
	.count = count,
	.text = text,
	.draw = draw,
	.open = open,
	.toggle = toggle,
	.box = box,
	.bar = bar,
};
