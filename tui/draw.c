/* The whole screen from the state: the title, the panes, the trail, the keys, the prompt, the popup. */
#include "tui/draw.h"

#include "tui/panes/pane.h"
#include "tui/popup.h"
#include "tui/state.h"

#include <stdio.h>
#include <string.h>

/* --- title ----------------------------------------------------------------------------------- */

static const char *mode_of(const struct app *app)
{
	if (app->options.secure)
		return "[secure] ";
	return app->options.read_only ? "[read-only] " : "";
}

/* The figures are those of an older file. */
static const char *fault_of(const struct app *app, bool narrow)
{
	if (!app->file_has_fault)
		return "";
	return narrow ? "[fault] " : "[file has a fault] ";
}

static void scenario_text(const struct app *app, struct str *out, bool narrow)
{
	bool changed_a, changed;
	const struct point *now = history_now(&app->history);
	const char *a = app_choice_name(app, &now->a, now->a_item, &changed_a);
	const char *b = app_choice_name(app, &now->b, now->b_item, &changed);
	if (now->a_item != NONE || choice_count(&now->a) > 0 || now->a.start > 0 || now->a.tried_count > 0)
		str_print(out, "A: %s%s   B: %s%s", a, changed_a ? "*" : "", b, changed ? "*" : "");
	else
		str_print(out, "%s%s%s", narrow ? "" : "scenario: ", b, changed ? "*" : "");
}

/* ", 2 tried": figures that are not the stack's own are marked wherever one is. */
static const char *tried_text(const struct choice *live, char *text, size_t size)
{
	text[0] = '\0';
	if (live->tried_count > 0)
		snprintf(text, size, ", %u tried", live->tried_count);
	return text;
}

static void draw_title(struct app *app, struct grid *grid, struct area area)
{
	char right[96], tried[24];
	struct str scenario;
	const struct choice *live = app_live(app);
	bool narrow = area.width < 64;
	snprintf(right, sizeof right, narrow ? "  %u/%u on%s  +%u " : "  %u of %u on%s   start +%u ",
		 choice_count(live), app->plan.count, tried_text(live, tried, sizeof tried), live->start);
	str_init(&scenario);
	scenario_text(app, &scenario, narrow);
	int figures = grid_text_width(grid, right);
	grid_put_right(grid, pane_take_right(&area, figures), area.y, figures, right, ROLE_TEXT);
	int used = grid_put(grid, area.x, area.y, area.width, " unmoor  ", ROLE_TITLE);
	used += grid_put(grid, area.x + used, area.y, area.width - used, mode_of(app), ROLE_WARNING);
	used += grid_put(grid, area.x + used, area.y, area.width - used, fault_of(app, narrow), ROLE_WARNING);
	area.x += used;
	area.width -= used;
	int wanted = grid_text_width(grid, scenario.data),
	    most = narrow ? area.width - 2 : area.width * 2 / 3;
	wanted = wanted < most ? wanted : most;
	grid_put_cut(grid, pane_take_right(&area, wanted), area.y, wanted, scenario.data, ROLE_ON);
	if (area.width > 3)
		grid_put_cut(grid, area.x, area.y, area.width - 2, app->model->title, ROLE_TEXT);
	str_clear(&scenario);
}

/* --- panes ----------------------------------------------------------------------------------- */

/* " /c98/", while it is not through " ~43 % /c98/"; and what it left out without a try. */
static void add_filter(const struct app *app, enum view_id id, struct str *out)
{
	const struct view *view = &app->views[id];
	bool tree = id == VIEW_TREE;
	uint32_t untried = tree ? tree_filter_untried(app->tree) : view->untried;
	if (!view->filter_text)
		return;
	if (tree && tree_filter_goes_on(app->tree) && app->spells[JOB_FILTER].told)
		str_print(out, " ~%u %%", tree_filter_percent(app->tree));
	else if (untried > 0)
		str_print(out, " %s not tried", show_count(untried).text);
	str_print(out, " /%s/", view->filter_text);
}

static void draw_pane(struct app *app, struct grid *grid, struct area area, enum view_id id,
		      const char *title)
{
	const struct pane *pane = pane_of(id);
	struct str name;
	if (area.width < 4 || area.height < 3)
		return;
	str_init(&name);
	if (title)
		str_add_text(&name, title);
	else if (pane->title)
		pane->title(app, &name);
	else
		str_add_text(&name, pane->name);
	add_filter(app, id, &name);
	bool focus = app->popup_count == 0 && app_focus_view(app) == id;
	draw_border(app, grid, area, id, name.data ? name.data : "", focus);
	app_view(app, id)->list.part_count = 0;
	pane->draw(app, grid, area_inside(area), focus);
	str_clear(&name);
}

/* "1 Cost  2 Range ...": and where each begins, so that the chosen one is seen and can be clicked. */
static void tabs_text(struct str *out, size_t starts[LENS_COUNT + 1])
{
	for (int i = 0; i < LENS_COUNT; i++) {
		starts[i] = out->length;
		str_print(out, "%d %s  ", i + 1, pane_of(VIEW_FIRST_LENS + (unsigned)i)->name);
	}
	out->data[out->length -= 2] = '\0';
	starts[LENS_COUNT] = out->length + 2;
}

static void draw_lens(struct app *app, struct grid *grid, struct area area, unsigned lens)
{
	char title[32];
	snprintf(title, sizeof title, "%u %s", lens + 1, pane_of(VIEW_FIRST_LENS + lens)->name);
	draw_pane(app, grid, area, VIEW_FIRST_LENS + lens, title);
}

/* The chosen lens under the tabs, where there is room for them. */
static void draw_chosen_lens(struct app *app, struct grid *grid, struct area area)
{
	size_t starts[LENS_COUNT + 1];
	unsigned chosen = app->lens - VIEW_FIRST_LENS;
	struct str tabs;
	str_init(&tabs);
	tabs_text(&tabs, starts);
	if ((int)tabs.length > area.width - 4) {
		draw_lens(app, grid, area, chosen);
	} else {
		/* It stands out in two ways: by its role, and in brackets. */
		int x = area.x + 2 + (int)starts[chosen],
		    width = (int)(starts[chosen + 1] - starts[chosen]) - 2;
		draw_pane(app, grid, area, app->lens, tabs.data);
		grid_paint(grid, area.x + 2, area.y, (int)tabs.length, ROLE_MUTED);
		grid_paint(grid, x, area.y, width, ROLE_FOCUS);
		grid_put(grid, x - 1, area.y, 1, "[", ROLE_FOCUS);
		grid_put(grid, x + width, area.y, 1, "]", ROLE_FOCUS);
	}
	str_clear(&tabs);
}

static void draw_lenses(struct app *app, struct grid *grid, const struct layout *layout)
{
	if (layout->lens_count > 0)
		draw_chosen_lens(app, grid, layout->lenses[0]);
	for (int i = 1; i < layout->lens_count; i++)
		draw_lens(app, grid, layout->lenses[i],
			  (app->lens - VIEW_FIRST_LENS + (unsigned)i) % LENS_COUNT);
}

int draw_lens_at(const struct layout *layout, int x, int y)
{
	size_t starts[LENS_COUNT + 1];
	struct str tabs;
	int found = -1;
	if (layout->lens_count == 0 || y != layout->lenses[0].y)
		return found;
	str_init(&tabs);
	tabs_text(&tabs, starts);
	for (int i = 0; i < LENS_COUNT; i++)
		if (x >= layout->lenses[0].x + 2 + (int)starts[i] &&
		    x < layout->lenses[0].x + 2 + (int)starts[i + 1])
			found = i;
	str_clear(&tabs);
	return found;
}

static void draw_panes(struct app *app, struct grid *grid, const struct layout *layout)
{
	draw_pane(app, grid, layout->providers, VIEW_PROVIDERS, NULL);
	draw_pane(app, grid, layout->tree, VIEW_TREE, NULL);
	draw_lenses(app, grid, layout);
	if (layout->single) {
		struct area verdict = layout->verdict;
		verdict.x++;
		verdict.width -= 2;
		verdict_draw(app, grid, verdict);
	}
}

/* --- trail and keys -------------------------------------------------------------------------- */

/* Columns: from so many on there are words; of the longest unit before the figures. */
enum { ROOM_FOR_TRAIL = 64, UNIT_BEFORE_MOST = 20 };

/* Both columns keep their places from change to change. */
static void trail_columns(struct str *out, struct shown one_off, struct shown monthly, const char *unit,
			  int unit_width)
{
	struct shown once, each; /* "−79.7k+ USD", "−6.61k? USD/mo" */
	snprintf(once.text, sizeof once.text, "%.14s %.20s", one_off.text, unit);
	snprintf(each.text, sizeof each.text, "%.11s %.20s/mo", monthly.text, unit);
	str_print(out, "one-off %s %s", show_left(once, 8 + unit_width).text,
		  show_left(each, 11 + unit_width).text);
}

/*
 * What the last change did, or undoing it: "one-off +151k USD   −9k USD/mo", or "+151k −9k/mo": then true,
 * and the unit is still to stand before them.
 */
static bool trail_figures(const struct app *app, const struct grid *grid, struct str *out, bool narrow)
{
	const struct point *now = history_now(&app->history), *before = history_before(&app->history);
	const char *unit = app->model->currency;
	int width = grid_text_width(grid, unit);
	if (app->undone)
		before = &app->history.points[app->history.at + 1];
	if (!before)
		return false;
	struct side from = history_side(before), to = history_side(now);
	double once = now->one_off - before->one_off, each = now->monthly - before->monthly;
	struct caveat of_once = {side_change(app->model, CATEGORY_COUNT, from, to),
				 app_figures_differ(once, now->untried_one_off - before->untried_one_off)},
		      of_each = {bound_of_monthly_change(from.lacks, to.lacks),
				 app_figures_differ(each, now->untried_monthly - before->untried_monthly)};
	struct shown one_off = show_caveat_change(once, of_once), monthly = show_caveat_change(each, of_each);
	bool fits = width <= DRAW_UNIT_MOST && strlen(unit) <= 20; /* it is whatever the stack says */
	if (!narrow && fits)
		trail_columns(out, one_off, monthly, unit, width);
	else
		str_print(out, "%s %s/mo ", one_off.text, monthly.text);
	return narrow || !fits;
}

/* Before the figures, which never stand without it. Its room is taken from the area. */
static void put_trail_unit(const struct app *app, struct grid *grid, struct area *area, int most)
{
	int width = grid_text_width(grid, app->model->currency);
	width = width < most ? width : most;
	grid_put_cut(grid, pane_take_right(area, width + 1), area->y, width, app->model->currency, ROLE_TEXT);
}

/* Of what is too long the last clauses go first: "this pane has one order", without "; o works on .." */
static void draw_sentence(struct grid *grid, struct area area, const char *text, struct clauses clauses,
			  enum role role)
{
	struct str kept;
	int room = area.width - 2;
	str_init(&kept);
	str_add_text(&kept, text);
	while (clauses.count > 0 && grid_text_width(grid, kept.data) > room) {
		kept.length = clauses.ends[--clauses.count];
		kept.data[kept.length] = '\0';
	}
	grid_put_cut(grid, area.x + 1, area.y, room, kept.data, role);
	str_clear(&kept);
}

/* What a person who has never seen this reads first. */
static void draw_hint(struct app *app, struct grid *grid, struct area area)
{
	size_t count = app->model->warnings.warnings;
	char warnings[48];
	bool typing = app->prompt_kind != NULL; /* keys are text then */
	snprintf(warnings, sizeof warnings, "%s%zu warning%s", typing ? "" : "W ", count,
		 count == 1 ? "" : "s");
	if (count > 0) {
		int width = grid_text_width(grid, warnings) + 2;
		grid_put(grid, pane_take_right(&area, width), area.y, width, warnings, ROLE_WARNING);
	}
	const char *hint = app->model->binding_count == 0
				   ? "Nothing can move: no component has a binding. man 5 unmoor shows one."
			   : typing ? "Nothing is on: today's figures."
				    : "Nothing is on: today's figures. Space switches a move on.";
	draw_sentence(grid, area, hint, app_clauses(hint), ROLE_MUTED);
}

/* What a change did besides: "+3 bindings; off: x", and "+3" where that leaves no room for its name. */
static void draw_besides(struct grid *grid, struct area *area, const char *tail, int head)
{
	struct str text;
	int own = grid_text_width(grid, tail), most = (area->width - 3) * 3 / 5;
	bool short_one = own + head + 4 > area->width && *tail == '+';
	str_init(&text);
	str_print(&text, "%.*s", (int)(short_one ? strcspn(tail, " ") : strlen(tail)), tail);
	int width = grid_text_width(grid, text.data);
	width = width < most ? width : most;
	if (width > 0)
		grid_put_cut(grid, pane_take_right(area, width + 2), area->y, width, text.data, ROLE_WARNING);
	str_clear(&text);
}

/* "[x] triage → Claude on Vertex AI +3 bindings; off: x    one-off +212k USD  −9k USD/mo  u undo" */
static void draw_change(struct app *app, struct grid *grid, struct area area, const struct point *shown)
{
	struct str head, figures;
	bool narrow = area.width < ROOM_FOR_TRAIL;
	str_init(&head);
	str_init(&figures);
	str_print(&head, "%s%s", app->undone ? "undone: " : "", shown->head);
	bool bare = trail_figures(app, grid, &figures, narrow);
	if (!narrow)
		str_print(&figures, " %s ", app->prompt_kind ? "      " : app->undone ? "U redo" : "u undo");
	int width = grid_text_width(grid, figures.data);
	grid_put_right(grid, pane_take_right(&area, width), area.y, width, figures.data, ROLE_TEXT);
	if (bare)
		put_trail_unit(app, grid, &area, narrow ? DRAW_UNIT_MOST : UNIT_BEFORE_MOST);
	int own = grid_text_width(grid, head.data), before = area.width;
	if (!app->undone)
		draw_besides(grid, &area, shown->tail, own);
	/* What is cut anyway leaves two blanks before the figures, lest it reads on into them. */
	bool apart = own > area.width - 2 && area.width == before;
	grid_put_move(grid, area.x + 1, area.y, area.width - (apart ? 3 : 2), head.data, ROLE_TEXT);
	str_clear(&head);
	str_clear(&figures);
}

/* What was said, or the last change, or what there is to press. */
static void draw_trail(struct app *app, struct grid *grid, struct area area)
{
	const struct point *shown =
		app->undone ? &app->history.points[app->history.at + 1] : history_now(&app->history);
	if (app->message.length)
		draw_sentence(grid, area, app->message.data, app->clauses, app->message_role);
	else if (shown->head)
		draw_change(app, grid, area, shown);
	else
		draw_hint(app, grid, area);
}

/* One "key word" pair; 0 when it does not fit. */
static int draw_key(struct app *app, struct grid *grid, struct area area, enum place_of_keys where,
		    enum action action, const char *word)
{
	char name[KEY_NAME_SIZE];
	uint32_t key = keymap_key(&app->keymap, where, action, 0);
	if (!key || !word)
		return 0;
	key_name(key, name);
	int width = grid_text_width(grid, name) + 1 + grid_text_width(grid, word);
	if (width > area.width)
		return 0;
	int used = grid_put(grid, area.x, area.y, area.width, name, ROLE_KEY);
	grid_put(grid, area.x + used + 1, area.y, area.width - used - 1, word, ROLE_MUTED);
	return width + 2;
}

static const char *word_for(const struct popup *popup, enum action action)
{
	if (popup && action == ACTION_OPEN)
		return popup->kind->enter ? popup->kind->enter : "close";
	if (popup && action == ACTION_BACK)
		return popup->kind->back ? popup->kind->back : "close";
	return action_info(action)->brief;
}

static void draw_bar(struct app *app, struct grid *grid, struct area area)
{
	static const enum action in_popup[] = {ACTION_OPEN, ACTION_BACK, ACTION_NONE};
	static const enum action in_page[] = {ACTION_DOWN, ACTION_UP, ACTION_BACK, ACTION_NONE};
	struct popup *popup = popup_top(app);
	const enum action *bar = pane_of(app_focus_view(app))->bar;
	enum place_of_keys where = popup ? popup->kind->keys : KEYS_MAIN;
	if (popup)
		bar = popup->kind->bar ? popup->kind->bar : popup->kind->enter ? in_popup : in_page;
	area.x++;
	area.width -= 2;
	for (; *bar != ACTION_NONE; bar++) {
		if (popup ? !popup_offers(app, popup, *bar) : !app_allows(app, *bar))
			continue;
		int used = draw_key(app, grid, area, where, *bar, word_for(popup, *bar));
		if (used == 0)
			break;
		area.x += used;
		area.width -= used;
	}
}

/* --- all of it ------------------------------------------------------------------------------- */

static void draw_too_small(struct grid *grid)
{
	const char *text = "unmoor needs 40x12 at least";
	int width = grid_text_width(grid, text);
	int x = width < grid->width ? (grid->width - width) / 2 : 0;
	grid_put(grid, x, grid->height / 2, grid->width, text, ROLE_WARNING);
}

void app_draw(struct app *app, struct grid *grid)
{
	app->width = grid->width;
	app->height = grid->height;
	app->unseen = false;
	grid->cursor_x = grid->cursor_y = -1;
	grid_fill(grid, 0, 0, grid->width, grid->height, ROLE_TEXT);
	struct layout layout = app_layout(app);
	if (layout.too_small) {
		draw_too_small(grid);
		return;
	}
	app_refresh(app);
	app->drawn_cost = app->find ? pattern_cost(app->find) : 0;
	draw_title(app, grid, layout.title);
	draw_panes(app, grid, &layout);
	draw_trail(app, grid, layout.trail);
	if (app->prompt_kind)
		draw_prompt_keys(app, grid, layout.bar);
	else
		draw_bar(app, grid, layout.bar);
	popup_draw(app, grid);
	if (app->prompt_kind)
		draw_prompt(app, grid, &layout);
}

void app_draw_moved(struct app *app, struct grid *grid)
{
	struct layout layout = app_layout(app);
	bool in_tree = app->focus == LAYOUT_TREE;
	struct area area = in_tree ? layout.tree : layout.lenses[0];
	if (layout.too_small)
		return;
	app->unseen = false;
	grid->cursor_x = grid->cursor_y = -1;
	grid_fill(grid, area.x, area.y, area.width, area.height, ROLE_TEXT);
	if (in_tree)
		draw_pane(app, grid, area, VIEW_TREE, NULL);
	else
		draw_chosen_lens(app, grid, area);
}
