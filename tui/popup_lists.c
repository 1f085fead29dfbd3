/* Popups that are lists: help, the palette, the trail. */
#include "tui/popup.h"

#include "core/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_WIDTH = 18, KEYS_NARROW = 13 /* "Esc Backspace" */, NARROW = 50 };

/* All keys of an action in a place: "↓ j". */
static void keys_text(const struct app *app, enum place_of_keys where, enum action action, struct str *out)
{
	char name[KEY_NAME_SIZE];
	uint32_t key;
	for (size_t n = 0; (key = keymap_key(&app->keymap, where, action, n)) != 0; n++)
		str_print(out, "%s%s", n > 0 ? " " : "", key_name(key, name));
}

/* Where nothing may be written less can be done with scenarios. */
static const char *help_of(const struct app *app, enum action action)
{
	if (action == ACTION_SCENARIOS && !app_allows(app, ACTION_SCENARIO_SAVE))
		return "load one, or make it A";
	return action_info(action)->help;
}

/* --- help ------------------------------------------------------------------------------------ */

static void add_action(struct app *app, struct page *page, enum place_of_keys where, enum action action,
		       const char *does)
{
	struct str keys, line;
	str_init(&keys);
	str_init(&line);
	keys_text(app, where, action, &keys);
	str_add_text(&line, keys.length ? keys.data : ":");
	int keys_width = page->width < NARROW ? KEYS_NARROW : KEYS_WIDTH;
	for (int width = grid_columns_of(line.data, line.length, page->ascii); width < keys_width; width++)
		str_add_char(&line, ' ');
	page_text(page, 1, ROLE_TEXT, "%s %s", line.data, does);
	str_clear(&keys);
	str_clear(&line);
}

static bool is_among(const enum action *actions, enum action action)
{
	while (actions && *actions != ACTION_NONE && *actions != action)
		actions++;
	return actions && *actions == action;
}

/* All but those that were told already. */
static void add_actions(struct app *app, struct page *page, enum place_of_keys where,
			const enum action *actions, const enum action *told)
{
	for (; actions && *actions != ACTION_NONE; actions++)
		if (*actions != ACTION_OPEN && *actions != ACTION_BACK && !is_among(told, *actions) &&
		    app_allows(app, *actions))
			add_action(app, page, where, *actions, help_of(app, *actions));
}

/* The keys that work in a popup. */
static void build_help_of(struct app *app, struct page *page, const struct popup_kind *kind)
{
	static const enum action moves[] = {ACTION_UP,    ACTION_DOWN, ACTION_PAGE_UP, ACTION_PAGE_DOWN,
					    ACTION_FIRST, ACTION_LAST, ACTION_NONE};
	static const enum action why[] = {ACTION_WHY, ACTION_NONE};
	static const enum action copy[] = {ACTION_COPY, ACTION_NONE};
	enum place_of_keys where = kind->keys;
	page_heading(page, action_group_name(GROUP_MOVE));
	add_actions(app, page, where, moves, NULL);
	page_heading(page, "Here");
	if (kind->enter && popup_allows(app, kind, ACTION_OPEN))
		add_action(app, page, where, ACTION_OPEN, kind->enter);
	add_actions(app, page, where, kind->bar, NULL);
	add_actions(app, page, where, kind->acts, kind->bar);
	if (kind->figures)
		add_actions(app, page, where, why, NULL);
	add_actions(app, page, where, copy, NULL);
	add_action(app, page, where, ACTION_BACK, "close");
	page_text(page, 0, ROLE_MUTED, "%s", "With no box open ? shows all keys and signs.");
}

static void build_help(struct app *app, struct popup *popup)
{
	if (popup->subject > 0) {
		build_help_of(app, &popup->page, app->popups[popup->subject - 1]->kind);
		return;
	}
	for (int group = 0; group < GROUP_COUNT; group++) {
		enum place_of_keys where = group == GROUP_SCENARIO ? KEYS_SCENARIOS : KEYS_MAIN;
		page_heading(&popup->page, group == GROUP_SCENARIO
						   ? "In the list of scenarios"
						   : action_group_name((enum action_group)group));
		for (int action = 1; action < ACTION_COUNT; action++)
			if (action_info((enum action)action)->group == (enum action_group)group &&
			    app_allows(app, (enum action)action))
				add_action(app, &popup->page, where, (enum action)action,
					   help_of(app, (enum action)action));
	}
	page_heading(&popup->page, "Signs");
	page_text(&popup->page, 1, ROLE_TEXT,
		  "> the cursor  · where it is in another pane  ▸ folded  ▾ unfolded");
	page_text(&popup->page, 1, ROLE_TEXT,
		  "[x] moved  [ ] could move  [-] some below are moved  ↻ on a loop of money (an offering: "
		  "through others than those above), or in a circle");
	page_text(&popup->page, 1, ROLE_TEXT,
		  "name?: where Space would send it  +2: two more migrations could move it, t shows them");
	page_text(&popup->page, 1, ROLE_TEXT,
		  "31k+ at least that, something is missing  ≤31k at most that  31k? less or more, a monthly "
		  "is "
		  "assumed  31k* another one by a value that is tried  ~ not known yet, or an old figure");
	page_text(&popup->page, 1, ROLE_TEXT,
		  "▲ the start  ◆ the best one  ▼ a commitment or a credit ends  § by law a switch pays no "
		  "egress from then: each in its month, or beside it where another has that column");
	page_text(&popup->page, 1, ROLE_TEXT, "* behind a name: differs from its saved form");
	page_text(&popup->page, 1, ROLE_TEXT,
		  "2 tried: figures are reckoned with two values that are not the stack's own; i says which");
	page_text(&popup->page, 1, ROLE_TEXT,
		  "inherited: nothing is paid to it, but something falls with it  · no such figure");
	page_text(&popup->page, 1, ROLE_TEXT,
		  "Figures are expected values in %s with three digits; P10 and P90: 1 draw in 10 is below, "
		  "above.",
		  app->model->currency);
}

/* The subject is how many popups it stands on: with none, all keys are told, else those of the last one. */
static const struct popup_kind help = {
	.name = "Keys",
	.keys = KEYS_POPUP,
	.width = 78,
	.last = true,
	.build = build_help,
};

unsigned popup_show_help(struct app *app)
{
	const struct popup *below = popup_top(app);
	if (below && below->kind == &help)
		return EFFECT_NONE;
	popup_push(app, &help, (uint32_t)app->popup_count);
	return EFFECT_REDRAW;
}

/* --- palette --------------------------------------------------------------------------------- */

struct found {
	enum action items[ACTION_COUNT];
	uint32_t count;
};

/* In lower case: commands and their help are ASCII. */
static char lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte + 'a' - 'A') : byte;
}

static bool begins(const char *text, const char *part)
{
	while (*part && lower(*text) == lower(*part)) {
		text++;
		part++;
	}
	return !*part;
}

static bool contains(const char *text, const char *part)
{
	while (*text && !begins(text, part))
		text++;
	return *text || !*part;
}

static void add_group(const struct app *app, struct found *found, enum action_group group, const char *part,
		      bool by_name)
{
	for (int i = 1; i < ACTION_COUNT; i++) {
		const struct action_info *info = action_info((enum action)i);
		if (!app_allows(app, (enum action)i))
			continue;
		bool named = contains(info->name, part);
		bool here = info->group == group || (group == GROUP_SWITCH && i == ACTION_SCENARIO_SAVE);
		if (here && (by_name ? named : !named && contains(help_of(app, (enum action)i), part)))
			found->items[found->count++] = (enum action)i;
	}
}

/* Names come before words of the help; what everyone knows, how to move, comes last. */
static void filter_palette(const struct app *app, struct popup *popup, const char *part)
{
	static const enum action_group order[] = {GROUP_SWITCH, GROUP_LOOK, GROUP_ASK, GROUP_PROGRAM,
						  GROUP_MOVE};
	struct found *found = popup->data;
	found->count = 0;
	for (int by_name = 1; by_name >= 0; by_name--) {
		for (size_t group = 0; group < sizeof order / sizeof *order; group++)
			add_group(app, found, order[group], part, by_name);
	}
}

static uint32_t count_palette(struct app *app, struct popup *popup)
{
	(void)app;
	return ((const struct found *)popup->data)->count;
}

static void draw_palette(const struct pane_row *row)
{
	const struct popup *popup = popup_top(row->app);
	enum action action = ((const struct found *)popup->data)->items[row->row];
	struct area area = row->area;
	struct str keys;
	str_init(&keys);
	keys_text(row->app, KEYS_MAIN, action, &keys);
	int width = keys.data ? grid_text_width(row->grid, keys.data) : 0;
	int at = pane_take_right(&area, width + 1);
	grid_put_right(row->grid, at + 1, area.y, width, keys.data ? keys.data : "", ROLE_KEY);
	int name = area.width < 40 ? area.width : 17;
	grid_put_cut(row->grid, area.x, area.y, name, action_info(action)->name, ROLE_TEXT);
	if (area.width > name + 8)
		grid_put_cut(row->grid, area.x + name + 1, area.y, area.width - name - 1,
			     help_of(row->app, action), ROLE_MUTED);
	str_clear(&keys);
}

static void clear_data(struct popup *popup)
{
	free(popup->data);
}

static unsigned open_palette(struct app *app, struct popup *popup, uint32_t row)
{
	const struct found *found = popup->data;
	enum action action = row < found->count ? found->items[row] : ACTION_NONE;
	popup_close(app);
	app->prompt_kind = NULL;
	return EFFECT_REDRAW | (action == ACTION_NONE ? EFFECT_NONE : app_act(app, action));
}

static const struct popup_kind palette = {
	.name = "Commands: type a part of a name",
	.keys = KEYS_POPUP,
	.width = 92,
	.least = 12,
	.count = count_palette,
	.row = draw_palette,
	.open = open_palette,
	.clear = clear_data,
	.enter = "do it",
};

unsigned popup_show_palette(struct app *app)
{
	struct popup *popup = popup_push(app, &palette, 0);
	popup->data = memory_zero(1, sizeof(struct found));
	filter_palette(app, popup, "");
	return app_ask(app, PROMPT_PALETTE, "");
}

unsigned popup_palette_changed(struct app *app)
{
	struct popup *popup = popup_top(app);
	filter_palette(app, popup, prompt_text(&app->prompt));
	popup->list = (struct list){.height = popup->list.height};
	if (((const struct found *)popup->data)->count == 0)
		str_add_text(&app->prompt_fault, "no such command");
	return EFFECT_REDRAW;
}

unsigned popup_palette_taken(struct app *app)
{
	struct popup *popup = popup_top(app);
	return open_palette(app, popup, popup->list.cursor);
}

unsigned popup_palette_left(struct app *app)
{
	popup_close(app);
	return EFFECT_REDRAW;
}

/* --- trail ----------------------------------------------------------------------------------- */

static uint32_t count_trail(struct app *app, struct popup *popup)
{
	(void)popup;
	return (uint32_t)app->history.count;
}

static void head_trail(struct app *app, struct popup *popup, struct grid *grid, struct area area)
{
	(void)popup;
	grid_put_right(grid, pane_take_right(&area, 9), area.y, 9, "monthly", ROLE_MUTED);
	grid_put_right(grid, pane_take_right(&area, 9), area.y, 9, "one-off", ROLE_MUTED);
	grid_put(grid, area.x + 3, area.y, area.width, "change, ", ROLE_MUTED);
	grid_put(grid, area.x + 11, area.y, area.width - 8, app->model->currency, ROLE_MUTED);
}

/* Points that were undone, or never came to be costed, are muted; the present one is marked. */
static void draw_point(const struct pane_row *row)
{
	const struct history *history = &row->app->history;
	const struct point *point = &history->points[row->row];
	enum role role = row->row > history->at ? ROLE_MUTED : ROLE_TEXT;
	struct area area = row->area;
	struct str text;
	struct caveat each = {point->lacks.assumed ? BOUND_UNKNOWN : BOUND_NONE,
			      app_figures_differ(point->monthly, point->untried_monthly)},
		      once = {point->lower_bound ? BOUND_LOWER : BOUND_NONE,
			      app_figures_differ(point->one_off, point->untried_one_off)};
	grid_put_right(row->grid, pane_take_right(&area, 9), area.y, 9,
		       show_caveat_money(point->monthly, each).text, role);
	grid_put_right(row->grid, pane_take_right(&area, 9), area.y, 9,
		       show_caveat_money(point->one_off, once).text, role);
	str_init(&text);
	str_print(&text, "%s%s%s%s", row->row == history->at ? "● " : "  ",
		  point->head ? point->head : "at the start", point->tail && *point->tail ? "  " : "",
		  point->tail ? point->tail : "");
	grid_put_move(row->grid, area.x, area.y, area.width, text.data, role);
	str_clear(&text);
}

static void point_figures(struct app *app, struct popup *popup, uint32_t row, struct asked *asked)
{
	(void)app;
	(void)popup;
	popup_ask_point(asked, row);
}

static unsigned open_point(struct app *app, struct popup *popup, uint32_t row)
{
	(void)popup;
	popup_close(app);
	return app_go_to(app, row);
}

static const struct popup_kind trail = {
	.name = "Trail: all changes, and what stood after each",
	.keys = KEYS_POPUP,
	.header = 1,
	.width = 78,
	.count = count_trail,
	.head = head_trail,
	.row = draw_point,
	.open = open_point,
	.figures = point_figures,
	.enter = "go there",
};

unsigned popup_show_trail(struct app *app)
{
	struct popup *popup = popup_push(app, &trail, 0);
	popup->list.cursor = (uint32_t)app->history.at;
	return EFFECT_REDRAW;
}
