/* Events: a key, the mouse, a paste, a size become actions. */
#include "tui/state.h"

#include "tui/draw.h"
#include "tui/panes/pane.h"
#include "tui/popup.h"

/* Who goes on with something else does not want the cursor moved any more. */
static unsigned stop_finding(struct app *app)
{
	if (!app->finding.on)
		return EFFECT_NONE;
	app_find_cancel(app);
	app_say(app, ROLE_TEXT, "no longer looking for %s", app->find_text);
	return EFFECT_REDRAW;
}

static unsigned nothing_here(struct app *app, uint32_t key)
{
	char name[KEY_NAME_SIZE];
	app_say(app, ROLE_TEXT, "%s does nothing here; ? shows the keys", key_name(key, name));
	return EFFECT_REDRAW;
}

static unsigned main_key(struct app *app, uint32_t key)
{
	enum action action = keymap_lookup(&app->keymap, KEYS_MAIN, key);
	if (action != ACTION_QUIT)
		app->may_quit = false;
	bool next = action == ACTION_FIND_NEXT || action == ACTION_FIND_PREVIOUS;
	unsigned stopped = next ? EFFECT_NONE : stop_finding(app);
	if (action != ACTION_NONE)
		return stopped | app_act(app, action);
	return nothing_here(app, key);
}

static unsigned popup_key(struct app *app, uint32_t key)
{
	unsigned done = popup_act(app, keymap_lookup(&app->keymap, popup_top(app)->kind->keys, key));
	return done != EFFECT_NONE ? done : nothing_here(app, key);
}

static unsigned key_event(struct app *app, const struct event *event)
{
	unsigned said = app->message.length > 0 ? EFFECT_REDRAW : EFFECT_NONE;
	app->message.length = 0;
	if (app->prompt_kind)
		return said | app_prompt_key(app, event->key);
	if (app->popup_count > 0)
		return said | popup_key(app, event->key);
	return said | main_key(app, event->key);
}

static unsigned paste_event(struct app *app, const struct event *event)
{
	if (app->prompt_kind)
		return app_prompt_paste(app, event->text);
	app_say(app, ROLE_TEXT, "a paste outside a line of text does nothing");
	return EFFECT_REDRAW;
}

static unsigned resize_event(struct app *app, const struct event *event)
{
	app->width = event->x;
	app->height = event->y;
	return EFFECT_REDRAW;
}

/* --- the mouse ------------------------------------------------------------------------------- */

static unsigned wheel_in_popup(struct app *app, int rows)
{
	struct popup *popup = popup_top(app);
	list_scroll(&popup->list, popup_count(app, popup), rows);
	return EFFECT_REDRAW;
}

static unsigned click_in_popup(struct app *app, const struct event *event)
{
	struct popup *popup = popup_top(app);
	if (!area_holds(popup_area(app), event->x, event->y)) {
		app->prompt_kind = NULL;
		(void)popup_act(app, ACTION_BACK);
		return EFFECT_REDRAW;
	}
	uint32_t at = list_at(&popup->list, event->x, event->y);
	if (at >= popup_count(app, popup))
		return EFFECT_NONE;
	list_go(&popup->list, popup_count(app, popup), at);
	return event->double_click ? popup_act(app, ACTION_OPEN) : EFFECT_REDRAW;
}

/* The pane under a point: its view and where it stands; false when there is none. */
static bool pane_at(struct app *app, int x, int y, enum view_id *id, struct area *area)
{
	struct layout layout = app_layout(app);
	*id = VIEW_PROVIDERS;
	*area = layout.providers;
	if (area_holds(*area, x, y))
		return true;
	*id = VIEW_TREE;
	*area = layout.tree;
	if (area_holds(*area, x, y))
		return true;
	for (int i = 0; i < layout.lens_count; i++) {
		*id = VIEW_FIRST_LENS + (app->lens - VIEW_FIRST_LENS + (unsigned)i) % LENS_COUNT;
		*area = layout.lenses[i];
		if (area_holds(*area, x, y))
			return true;
	}
	return false;
}

static void focus_on(struct app *app, enum view_id id)
{
	app->focus = id == VIEW_PROVIDERS ? LAYOUT_PROVIDERS : id == VIEW_TREE ? LAYOUT_TREE : LAYOUT_LENS;
	if (id >= VIEW_FIRST_LENS && !(app->lens == id))
		app->lens = id;
}

/* True when the box of a row is at column x of it. */
static bool is_box(struct app *app, enum view_id id, uint32_t row, int x, int width)
{
	enum { BOX = 3 };
	int box = pane_of(id)->box ? pane_of(id)->box(app, row, width) : -1;
	return box >= 0 && x >= box && x < box + BOX;
}

static unsigned click(struct app *app, const struct event *event)
{
	struct layout layout = app_layout(app);
	enum view_id id;
	struct area area;
	int lens = draw_lens_at(&layout, event->x, event->y);
	if (lens >= 0) {
		app->lens = VIEW_FIRST_LENS + (unsigned)lens;
		return EFFECT_REDRAW;
	}
	if (!pane_at(app, event->x, event->y, &id, &area))
		return EFFECT_NONE;
	focus_on(app, id);
	struct list *list = &app_view(app, id)->list;
	uint32_t at = list_at(list, event->x, event->y);
	if (at >= app_view_count(app, id))
		return EFFECT_REDRAW;
	list_go(list, app_view_count(app, id), at);
	app_moved(app, id);
	if (is_box(app, id, at, event->x - area.x - 2, area.width - 3))
		return app_act(app, ACTION_TOGGLE);
	return event->double_click ? app_act(app, ACTION_OPEN) : EFFECT_REDRAW;
}

static unsigned wheel(struct app *app, const struct event *event, int rows)
{
	enum view_id id;
	struct area area;
	if (app->popup_count > 0)
		return wheel_in_popup(app, rows);
	if (!pane_at(app, event->x, event->y, &id, &area))
		return EFFECT_NONE;
	list_scroll(&app_view(app, id)->list, app_view_count(app, id), rows);
	app_moved(app, id);
	return EFFECT_REDRAW;
}

static unsigned press(struct app *app, const struct event *event)
{
	unsigned stopped = app->prompt_kind ? EFFECT_NONE : stop_finding(app);
	return stopped | EFFECT_REDRAW |
	       (app->popup_count > 0 ? click_in_popup(app, event) : click(app, event));
}

static unsigned mouse_event(struct app *app, const struct event *event)
{
	enum { WHEEL_ROWS = 3 };
	app_catch_up(app);
	app->message.length = 0;
	app->may_quit = false;
	switch (event->button) {
	case MOUSE_WHEEL_UP:
		return wheel(app, event, -WHEEL_ROWS);
	case MOUSE_WHEEL_DOWN:
		return wheel(app, event, WHEEL_ROWS);
	case MOUSE_LEFT:
		return press(app, event);
	default:
		return EFFECT_NONE;
	}
}

static unsigned update(struct app *app, const struct event *event)
{
	switch (event->kind) {
	case EVENT_KEY:
		return key_event(app, event);
	case EVENT_PASTE:
		return paste_event(app, event);
	case EVENT_MOUSE:
		return mouse_event(app, event);
	case EVENT_RESIZE:
		return resize_event(app, event);
	case EVENT_FILE_CHANGED:
	case EVENT_TICK:
	case EVENT_CLOSED:
	case EVENT_NONE:
		break;
	}
	return EFFECT_NONE;
}

unsigned app_update(struct app *app, const struct event *event)
{
	/* Keys that come together are not drawn between: what one changed or opened is rows to the next. */
	app_refresh(app);
	popup_fit(app);
	unsigned effects = update(app, event);
	app->unseen |= effects != EFFECT_NONE;
	return effects;
}
