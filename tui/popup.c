#include "tui/popup.h"

#include "core/base/memory.h"

#include <stdlib.h>

enum {
	READABLE = 100, /* columns of a line of text, at most */
	BORDER = 2
};

/* --- the stack ------------------------------------------------------------------------------- */

struct popup *popup_top(const struct app *app)
{
	return app->popup_count > 0 ? app->popups[app->popup_count - 1] : NULL;
}

void popup_rebuild(struct popup *popup)
{
	if (popup->has_page)
		page_clear(&popup->page);
	popup->has_page = false;
}

void popup_close(struct app *app)
{
	struct popup *popup = popup_top(app);
	if (!popup)
		return;
	popup_rebuild(popup);
	if (popup->kind->clear)
		popup->kind->clear(popup);
	free(popup);
	app->popups[--app->popup_count] = NULL;
}

void popup_close_below(struct app *app)
{
	if (app->popup_count < 2)
		return;
	struct popup *top = popup_top(app);
	app->popups[--app->popup_count] = NULL;
	popup_close_all(app);
	app->popups[app->popup_count++] = top;
}

void popup_close_all(struct app *app)
{
	while (app->popup_count > 0)
		popup_close(app);
}

struct popup *popup_push(struct app *app, const struct popup_kind *kind, uint32_t subject)
{
	int most = kind->last ? POPUP_PLACES : POPUPS_MOST;
	while (app->popup_count >= most)
		popup_close(app);
	struct popup *popup = memory_zero(1, sizeof *popup);
	popup->kind = kind;
	popup->subject = subject;
	popup->list.height = 1;
	app->popups[app->popup_count++] = popup;
	return popup;
}

/* --- rows ------------------------------------------------------------------------------------ */

static int width_for(const struct app *app, const struct popup *popup)
{
	/* A narrow rest of the panes at its sides would only be in the way. */
	enum { REST = 12 };
	int width = popup->kind->width ? popup->kind->width : READABLE;
	return width + REST > app->width ? app->width : width;
}

static void build_page(struct app *app, struct popup *popup)
{
	int width = width_for(app, popup) - BORDER - 2;
	if (!popup->kind->build || (popup->has_page && popup->page.width == width))
		return;
	popup_rebuild(popup);
	page_init(&popup->page, width, app->options.ascii);
	popup->has_page = true;
	popup->kind->build(app, popup);
}

uint32_t popup_count(struct app *app, struct popup *popup)
{
	if (popup->kind->count)
		return popup->kind->count(app, popup);
	build_page(app, popup);
	return (uint32_t)popup->page.count;
}

/* --- what keys do ---------------------------------------------------------------------------- */

bool popup_allows(const struct app *app, const struct popup_kind *kind, enum action action)
{
	return app_allows(app, action == ACTION_OPEN ? kind->enter_acts : action);
}

bool popup_offers(const struct app *app, const struct popup *popup, enum action action)
{
	return popup_allows(app, popup->kind, action) &&
	       (!popup->kind->works || popup->kind->works(app, popup, action));
}

static unsigned open_row(struct app *app, struct popup *popup)
{
	if (popup->kind->open)
		return popup->kind->open(app, popup, popup->list.cursor);
	popup_close(app);
	return EFFECT_REDRAW;
}

/* A page that is only read scrolls at once; a list moves its cursor. */
static bool only_read(const struct popup *popup)
{
	return popup->kind->build && !popup->kind->links;
}

static void move(struct app *app, struct popup *popup, int rows)
{
	uint32_t count = popup_count(app, popup);
	if (only_read(popup))
		list_scroll(&popup->list, count, rows);
	else
		list_move(&popup->list, count, rows);
}

unsigned popup_act(struct app *app, enum action action)
{
	struct popup *popup = popup_top(app);
	uint32_t count = popup_count(app, popup);
	int page = popup->list.height > 1 ? (int)popup->list.height - 1 : 1;
	switch (action) {
	case ACTION_UP:
		move(app, popup, -1);
		return EFFECT_REDRAW;
	case ACTION_DOWN:
		move(app, popup, 1);
		return EFFECT_REDRAW;
	case ACTION_PAGE_UP:
		move(app, popup, -page);
		return EFFECT_REDRAW;
	case ACTION_PAGE_DOWN:
		move(app, popup, page);
		return EFFECT_REDRAW;
	case ACTION_FIRST:
		list_go(&popup->list, count, 0);
		return EFFECT_REDRAW;
	case ACTION_LAST:
		list_go(&popup->list, count, count);
		return EFFECT_REDRAW;
	case ACTION_BACK:
	case ACTION_QUIT:
		if (action == ACTION_QUIT && popup->kind->quits)
			return EFFECT_QUIT;
		if (popup->kind->left)
			popup->kind->left(app);
		popup_close(app);
		return EFFECT_REDRAW;
	case ACTION_OPEN:
		return open_row(app, popup);
	case ACTION_WHY:
		return popup_show_why_of(app, popup);
	case ACTION_HELP:
		return popup_show_help(app);
	case ACTION_COPY:
		return app_copy_popup_row(app, popup);
	default:
		return popup->kind->act ? popup->kind->act(app, popup, action) : EFFECT_NONE;
	}
}

/* --- drawing --------------------------------------------------------------------------------- */

struct area popup_area(struct app *app)
{
	struct popup *popup = popup_top(app);
	struct layout layout = app_layout(app);
	int room = layout.trail.y - 1, width = width_for(app, popup);
	int64_t rows = popup_count(app, popup);
	if (rows < popup->kind->least)
		rows = popup->kind->least;
	int64_t wanted = (rows > 0 ? rows : 1) + popup->kind->header + BORDER;
	/* Two or three rows of the panes below would only be the rest of a border. */
	int height = wanted + 2 < room ? (int)wanted : room;
	int y = 1 + (room - height) / 3;
	return (struct area){(app->width - width) / 2, y, width, height};
}

static void draw_line(const struct pane_row *row)
{
	const struct popup *popup = popup_top(row->app);
	page_draw_line(&popup->page, row->grid, row->area.x, row->area.y, row->area.width, row->row);
}

/* The list's rows fill what the head leaves of the inside. */
static void place_rows(struct app *app, struct popup *popup, struct area inside, struct area *head,
		       struct area *rows)
{
	inside.width--; /* a column of air before the right border */
	*rows = inside;
	area_cut(*rows, popup->kind->header, head, rows);
	list_fit(&popup->list, popup_count(app, popup), (uint32_t)(rows->height > 0 ? rows->height : 1));
}

void popup_fit(struct app *app)
{
	struct area head, rows;
	if (popup_top(app) && !app_layout(app).too_small)
		place_rows(app, popup_top(app), area_inside(popup_area(app)), &head, &rows);
}

void popup_draw(struct app *app, struct grid *grid)
{
	struct popup *popup = popup_top(app);
	if (!popup)
		return;
	struct area area = popup_area(app), inside, head;
	uint32_t count = popup_count(app, popup);
	struct str title, note;
	str_init(&title);
	str_init(&note);
	if (popup->kind->title)
		popup->kind->title(app, popup, &title);
	else
		str_add_text(&title, popup->kind->name);
	grid_fill(grid, area.x, area.y, area.width, area.height, ROLE_TEXT);
	place_rows(app, popup, area_inside(area), &head, &inside);
	bool read = only_read(popup);
	popup->list.part_count = 0;
	uint32_t last = popup->list.top + popup->list.height;
	if (count > popup->list.height)
		str_print(&note, "%s/%s",
			  show_count(read ? (last < count ? last : count) : popup->list.cursor + 1).text,
			  show_count(count).text);
	grid_box(grid, area.x, area.y, area.width, area.height, title.data ? title.data : "", note.data,
		 true);
	if (popup->kind->head)
		popup->kind->head(app, popup, grid, head);
	if (read) {
		struct list nowhere = {.cursor = UINT32_MAX};
		pane_part(app, grid, inside, &nowhere, popup->list.top, count, false, draw_line);
		grid->cursor_x = inside.x;
		grid->cursor_y = inside.y;
	} else {
		pane_list(app, grid, inside, &popup->list, count, true,
			  popup->kind->row ? popup->kind->row : draw_line);
	}
	str_clear(&title);
	str_clear(&note);
}
