/* A row, or a page, to the clipboard: as text that can be pasted. */
#include "tui/state.h"

#include "tui/clipboard.h"
#include "tui/panes/compared.h"
#include "tui/panes/pane.h"
#include "tui/popup.h"

#include <string.h>

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
		str_print(out, "\tin %s%s", app->model->currency, id == VIEW_TREE ? ", today" : "");
}

static bool may_copy(struct app *app)
{
	if (!app_allows(app, ACTION_COPY))
		app_say(app, ROLE_WARNING, "copying: not with --secure");
	return app_allows(app, ACTION_COPY);
}

/* What was put together is sent, if it is anything. */
static unsigned send_copy(struct app *app)
{
	if (app->request_text.length == 0) {
		app_say(app, ROLE_TEXT, "no row to copy");
		return EFFECT_REDRAW;
	}
	app->request.text = app->request_text.data;
	return EFFECT_COPY | EFFECT_REDRAW;
}

unsigned app_copy_row(struct app *app)
{
	enum view_id id = app_focus_view(app);
	struct list list = app_view(app, id)->list;
	struct grid grid;
	if (!may_copy(app))
		return EFFECT_REDRAW;
	grid_init(&grid, COPIED_WIDTH, app->height > 3 ? app->height : 3, false);
	app->request_text.length = 0;
	if (id == VIEW_AB && app_view_count(app, id) > 0)
		copy_compared(app, &grid, &app->request_text);
	else
		copy_row(app, &grid, id, &app->request_text);
	app_view(app, id)->list = list; /* it is as high as the screen again */
	grid_clear(&grid);
	return send_copy(app);
}

/* A row of a list, drawn as wide as it likes; its head says what the figures are in. */
static void copy_listed(struct app *app, const struct popup *popup, struct str *out)
{
	struct grid grid;
	grid_init(&grid, COPIED_WIDTH, 1, false);
	popup->kind->row(&(struct pane_row){app, &grid, {0, 0, COPIED_WIDTH, 1}, popup->list.cursor});
	add_cells(grid.cells, grid.width, app->options.ascii, out);
	grid_clear(&grid);
	if (popup->kind->header > 0)
		str_print(out, "\tin %s", app->model->currency);
}

/* Behind what is in `out`. */
static void copy_line(const struct page_line *line, bool ascii, struct str *out)
{
	struct grid grid;
	grid_init(&grid, COPIED_WIDTH, 1, false);
	int used = grid_put(&grid, 0, 0, grid.width, line->left, ROLE_TEXT);
	if (line->right)
		grid_put(&grid, used + 2, 0, grid.width - used - 2, line->right, ROLE_TEXT);
	struct str text;
	str_init(&text);
	add_cells(grid.cells, grid.width, ascii, &text);
	str_add(out, text.data ? text.data : "", text.length);
	str_clear(&text);
	grid_clear(&grid);
}

/* A line of a page that is copied whole: set in as it is there, with a tab before its figure. */
static void add_line(struct app *app, const struct page_line *line, struct str *out)
{
	for (int i = 0; i < line->indent && *line->left; i++)
		str_add_char(out, ' ');
	copy_line(line, app->options.ascii, out);
	str_add_char(out, '\n');
}

/* Lines while a clipboard takes them; what it does not is counted, and told at their end. */
static void add_lines(struct app *app, const struct page *page, struct str *out)
{
	enum { ROOM_TO_COUNT = 64, MOST = CLIPBOARD_MOST / 4 * 3 - ROOM_TO_COUNT };
	for (size_t i = 0; i < page->count; i++) {
		size_t before = out->length;
		add_line(app, &page->lines[i], out);
		if (out->length <= MOST)
			continue;
		out->length = before;
		out->data[before] = '\0';
		app->copied_short = (uint32_t)(page->count - i);
		str_print(out, "and %s more lines\n", show_count(app->copied_short).text);
		return;
	}
}

/* A page that is only read: all of it under its title, in lines that are not broken where the box is narrow.
 */
static void copy_page(struct app *app, const struct popup *popup, struct str *out)
{
	struct popup wide = *popup;
	struct str title;
	str_init(&title);
	page_init(&wide.page, COPIED_WIDTH, app->options.ascii);
	wide.kind->build(app, &wide);
	if (wide.kind->title)
		wide.kind->title(app, &wide, &title);
	else
		str_add_text(&title, wide.kind->name);
	add_line(app, &(struct page_line){.left = title.data}, out);
	add_lines(app, &wide.page, out);
	page_clear(&wide.page);
	str_clear(&title);
}

unsigned app_copy_popup_row(struct app *app, struct popup *popup)
{
	if (!may_copy(app))
		return EFFECT_REDRAW;
	app->request_text.length = 0;
	app->copied_short = 0;
	if (popup->kind->build && !popup->kind->links) {
		copy_page(app, popup, &app->request_text);
	} else if (popup->list.cursor < popup_count(app, popup)) {
		if (popup->kind->row)
			copy_listed(app, popup, &app->request_text);
		else if (popup->kind->links)
			copy_line(&popup->page.lines[popup->list.cursor], app->options.ascii,
				  &app->request_text);
	}
	return send_copy(app);
}

enum { ROOM_FOR_WORDS = 64 };

static int columns_of(const struct app *app, const char *text)
{
	return grid_columns_of(text, strlen(text), app->options.ascii);
}

/* Where the last columns of a row begin, each after two blanks, that take no more room than this: the
 * figures. */
static const char *figures_of(const struct app *app, const char *row, int room)
{
	const char *from = row + strlen(row);
	for (const char *at = from; at > row; at--)
		if (strncmp(at, "  ", 2) == 0 && columns_of(app, at) <= room)
			from = at;
	return from;
}

/* Of a row that has not all the room that it needs: its first column, with at least a third of that, cut in
 * its middle where need be, and the last ones, which are never cut. */
static void cut_row(const struct app *app, const char *row, int room, struct str *out)
{
	struct str first;
	str_init(&first);
	const char *end = strstr(row, "  ");
	str_print(&first, "%.*s", end ? (int)(end - row) : (int)strlen(row), row);
	int own = columns_of(app, first.data) + 2, least = own < room / 3 ? own : room / 3;
	const char *figures = figures_of(app, row, room - least);
	int left = room - columns_of(app, figures);
	if (own > left) {
		first.length = 0;
		str_print(&first, "%.*s", (int)(figures - row), row);
		str_print(out, "%s%s", show_name(first.data, left).text, figures);
	} else {
		str_print(out, "%s …%s", first.data, figures);
	}
	str_clear(&first);
}

static void say_sent(struct app *app, const char *row)
{
	const char *words = app->width < ROOM_FOR_WORDS ? "sent:" : "sent to the clipboard:";
	int room = app->width - 3 - (int)strlen(words);
	struct str shown;
	str_init(&shown);
	if (columns_of(app, row) > room)
		cut_row(app, row, room, &shown);
	else
		str_add_text(&shown, row);
	app_say(app, ROLE_TEXT, "%s %s", words, shown.data);
	str_clear(&shown);
}

/* "23 lines: Loop of 4 steps through Nimbus"; of a page as many as there was room for. */
static void say_lines(struct app *app, const char *text, size_t lines)
{
	struct str shown;
	str_init(&shown);
	str_print(&shown, "%s lines", show_count((uint32_t)lines).text);
	if (app->copied_short > 0)
		str_print(&shown, ", %s more had no room", show_count(app->copied_short).text);
	str_print(&shown, ": %.*s", (int)strcspn(text, "\n"), text);
	say_sent(app, shown.data);
	str_clear(&shown);
}

/* Columns have tabs between them, which are no text to be shown; a page has many lines. */
void app_copied(struct app *app, bool done)
{
	struct str shown;
	if (!done) {
		app_say(app, ROLE_WARNING, "not sent: too long for a clipboard");
		return;
	}
	size_t lines = 0;
	for (const char *at = app->request.text; (at = strchr(at, '\n')) != NULL; at++)
		lines++;
	if (lines > 0) {
		say_lines(app, app->request.text, lines - (app->copied_short > 0));
		return;
	}
	str_init(&shown);
	for (const char *at = app->request.text; *at; at++)
		if (*at == '\t')
			str_add_text(&shown, "  ");
		else
			str_add_char(&shown, *at);
	say_sent(app, shown.data ? shown.data : "");
	str_clear(&shown);
}
