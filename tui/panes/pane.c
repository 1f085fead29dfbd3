#include "tui/panes/pane.h"

#include "core/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Some 40 ms for the rows of a view, and 10 for what is marked on a screen. */
#ifdef UNMOOR_SMALL
enum { MOST_FILTER_STEPS = 50000, MOST_PAINT_STEPS = 50000 };
#else
enum { MOST_FILTER_STEPS = 3000000, MOST_PAINT_STEPS = 800000 };
#endif

static const struct pane *const panes[VIEW_COUNT] = {
	[VIEW_PROVIDERS] = &pane_providers, [VIEW_TREE] = &pane_tree,
	[VIEW_COST] = &pane_cost,           [VIEW_RANGE] = &pane_range,
	[VIEW_WHEN] = &pane_when,           [VIEW_AB] = &pane_ab,
	[VIEW_LOOPS] = &pane_loops,         [VIEW_MIGRATIONS] = &pane_migrations,
};

const struct pane *pane_of(enum view_id id)
{
	return panes[id];
}

void pane_add_row(struct view *view, uint32_t row)
{
	view->rows = memory_grow(view->rows, view->count, &view->capacity, sizeof *view->rows);
	view->rows[view->count++] = row;
}

static enum pattern_match try_text(struct view *view, const char *text)
{
	if (!text)
		return PATTERN_NO;
	uint64_t before = pattern_cost(view->filter);
	enum pattern_match match = pattern_search(view->filter, text, strlen(text), NULL, NULL);
	view->filter_steps += pattern_cost(view->filter) - before;
	return match;
}

bool pane_keeps(struct view *view, const char *text, const char *other)
{
	if (!view->filter)
		return true;
	bool over = view->filter_steps > MOST_FILTER_STEPS;
	enum pattern_match match = over ? PATTERN_GAVE_UP : try_text(view, text);
	enum pattern_match second = over || match == PATTERN_YES ? match : try_text(view, other);
	bool kept = match == PATTERN_YES || second == PATTERN_YES;
	view->untried += !kept && (match == PATTERN_GAVE_UP || second == PATTERN_GAVE_UP);
	return kept;
}

struct caveat pane_caveat(struct app *app, enum app_figure figure, uint32_t subject, enum bound bound)
{
	return (struct caveat){bound, app_is_tried(app, SIDE_B, figure, subject)};
}

struct caveats pane_caveats(struct app *app, enum app_figure figure, enum bound bound)
{
	return (struct caveats){pane_caveat(app, figure, QUANTILE_P10, bound),
				pane_caveat(app, figure, QUANTILE_P50, bound),
				pane_caveat(app, figure, QUANTILE_P90, bound)};
}

int pane_take_right(struct area *area, int width)
{
	area->width -= width;
	return area->x + area->width;
}

void pane_line(struct grid *grid, struct area area, int row, const char *text, enum role role)
{
	if (row < area.height)
		grid_put(grid, area.x, area.y + row, area.width, text, role);
}

void pane_words(struct grid *grid, struct area area, int row, const char *text, enum role role)
{
	int left = (int)strlen(text), room = area.width - 2;
	for (; left > 0 && room > 0 && row < area.height; row++) {
		int length = left;
		if (left > room)
			for (length = room; length > 0 && text[length] != ' ';)
				length--;
		grid_put(grid, area.x + 1, area.y + row, length > 0 ? length : room, text, role);
		length = length > 0 ? length : room;
		length += text[length] == ' ';
		text += length;
		left -= length;
	}
}

double pane_scale(double most)
{
	static const double rounds[] = {1, 1.5, 2, 3, 4, 5, 7};
	double power = most > 0 ? pow(10, floor(log10(most))) : 1;
	for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++)
		if (most <= rounds[i] * power)
			return rounds[i] * power;
	return 10 * power;
}

void pane_rule(struct grid *grid, struct area area)
{
	for (int row = 0; row < area.height; row++)
		grid_put(grid, area.x, area.y + row, 1, "│", ROLE_MUTED);
}

void pane_rests_text(struct app *app, uint32_t offering, struct str *out)
{
	const struct model *model = app->model;
	uint32_t found = 0;
	for (uint32_t p = 0; p < model->provider_count; p++)
		if (analysis_rests(app->live, offering, p))
			str_print(out, "%s%s", found++ > 0 ? ", " : "", model->providers[p].name);
	if (found == 0)
		str_add_text(out, "nobody");
}

static bool next_resting(struct app *app, uint32_t offering, uint32_t *provider)
{
	while (++*provider < app->model->provider_count)
		if (analysis_rests(app->live, offering, *provider))
			return true;
	return false;
}

void pane_rests_within(struct app *app, const struct grid *grid, uint32_t offering, int width,
		       struct str *out)
{
	uint32_t left = 0, put = 0;
	for (uint32_t p = NONE; next_resting(app, offering, &p);)
		left++;
	for (uint32_t p = NONE; next_resting(app, offering, &p); put++, left--) {
		size_t before = out->length;
		char more[16] = "";
		if (left > 1)
			snprintf(more, sizeof more, " +%u", left - 1);
		str_print(out, "%s%s", put > 0 ? ", " : "", app->model->providers[p].name);
		if (put > 0 && grid_text_width(grid, out->data) + (int)strlen(more) > width) {
			out->length = before;
			break;
		}
	}
	if (put == 0)
		str_add_text(out, "nobody");
	else if (left > 0)
		str_print(out, " +%u", left);
}

/* --- rows ------------------------------------------------------------------------------------ */

/* The text of a row of cells, and the column of each of its bytes. */
static void read_cells(const struct grid *grid, struct area area, struct str *text, struct str *columns)
{
	const struct cell *cells = &grid->cells[(size_t)area.y * (size_t)grid->width];
	for (int x = area.x; x < area.x + area.width && x < grid->width; x++) {
		char bytes[4];
		size_t length = cells[x].point ? utf8_encode(cells[x].point, bytes) : 0;
		unsigned short column = (unsigned short)x;
		str_add(text, bytes, length);
		for (size_t i = 0; i < length; i++)
			str_add(columns, (const char *)&column, sizeof column);
	}
}

/* Shows what the search found in a row that is drawn already. */
static void paint_matches(const struct app *app, struct grid *grid, struct area area)
{
	struct str text, columns;
	size_t start, end, from = 0;
	if (!app->find || area.y < 0 || area.y >= grid->height)
		return;
	str_init(&text);
	str_init(&columns);
	read_cells(grid, area, &text, &columns);
	while (from < text.length && pattern_cost(app->find) - app->drawn_cost < MOST_PAINT_STEPS &&
	       pattern_search(app->find, text.data + from, text.length - from, &start, &end) == PATTERN_YES) {
		unsigned short first, last;
		if (end == start)
			break;
		memcpy(&first, columns.data + (from + start) * sizeof first, sizeof first);
		memcpy(&last, columns.data + (from + end - 1) * sizeof last, sizeof last);
		grid_paint(grid, first, area.y, last - first + 1, ROLE_MATCH);
		from += end;
	}
	str_clear(&text);
	str_clear(&columns);
}

/* The row under the cursor of another pane: its texts stand out, its bars and signs stay what they are. */
static void paint_selected(struct grid *grid, struct area line)
{
	const struct cell *cells = &grid->cells[(size_t)line.y * (size_t)grid->width];
	for (int x = line.x; x < line.x + line.width; x++)
		if (cells[x].role == ROLE_TEXT)
			grid_paint(grid, x, line.y, 1, ROLE_SELECTED);
}

static void draw_row(struct app *app, struct grid *grid, struct area line, uint32_t row, int cursor,
		     void (*draw)(const struct pane_row *row))
{
	struct pane_row item = {app, grid, {line.x + 1, line.y, line.width - 1, 1}, row};
	draw(&item);
	if (cursor) {
		if (cursor > 1)
			grid_paint(grid, line.x, line.y, line.width, ROLE_CURSOR);
		else
			paint_selected(grid, line);
		grid_put(grid, line.x, line.y, 1, cursor > 1 ? ">" : "·",
			 cursor > 1 ? ROLE_CURSOR : ROLE_SELECTED);
	}
	paint_matches(app, grid, item.area);
}

void pane_part(struct app *app, struct grid *grid, struct area area, struct list *list, uint32_t first,
	       uint32_t end, bool focus, void (*draw)(const struct pane_row *row))
{
	if (area.width < 2 || area.height < 1)
		return;
	uint32_t room = (uint32_t)area.height, left = end > first ? end - first : 0;
	list_drawn(list, (struct list_part){area.x, area.y, area.width, first, left < room ? left : room});
	for (uint32_t i = 0; (int)i < area.height && first + i < end; i++) {
		struct area line = {area.x, area.y + (int)i, area.width, 1};
		bool here = first + i == list->cursor;
		draw_row(app, grid, line, first + i, here ? (focus ? 2 : 1) : 0, draw);
		if (here && focus) {
			grid->cursor_x = line.x;
			grid->cursor_y = line.y;
		}
	}
}

void pane_list(struct app *app, struct grid *grid, struct area area, struct list *list, uint32_t count,
	       bool focus, void (*draw)(const struct pane_row *row))
{
	if (area.height < 1)
		return;
	list_fit(list, count, (uint32_t)area.height);
	pane_part(app, grid, area, list, list->top, count, focus, draw);
}
