/* Lens: A and B beside each other, and in how many of 20 equally likely futures B is cheaper. */
#include "core/base/memory.h"
#include "tui/panes/compared.h"
#include "tui/panes/pane.h"

#include <math.h>
#include <stdio.h>

enum { FIGURE = 7, SIDE_BY_SIDE = 72, DOTS = 20, RULE = 3, LABEL_MOST = 15, LEAST_NAMES = 16 };

/* --- drawing --------------------------------------------------------------------------------- */

/* "tried: overlap, months": where there is little room the name is short, or cut, and not the unit. */
static void put_label(struct grid *grid, struct area area, const struct compared *item)
{
	const char *unit = item->input ? (*item->unit ? item->unit : item->per) : "";
	char tail[48];
	snprintf(tail, sizeof tail, "%s%s", *unit ? ", " : "", unit);
	const char *name = item->label;
	int width = grid_text_width(grid, tail), label = grid_text_width(grid, name);
	if (label > area.width - width && item->brief) {
		name = item->brief;
		label = grid_text_width(grid, name);
	}
	int room = area.width - width < label ? area.width - width : label;
	grid_put_cut(grid, area.x, area.y, room, name, ROLE_TEXT);
	if (*unit && room > 0)
		grid_put(grid, area.x + room, area.y, width, tail, ROLE_MUTED);
}

/* Of the three columns of figures. */
struct columns {
	int width[3]; /* A, B, B - A */
};

static int widest(const struct grid *grid, int width, struct shown shown)
{
	int wanted = grid_text_width(grid, shown.text) + 1;
	return wanted > width ? wanted : width;
}

/* Rows first .. end - 1: a mark, as in "≤−31.3k", may need a column more, or it touches its neighbour. */
static struct columns columns_of(struct app *app, const struct grid *grid, uint32_t first, uint32_t end)
{
	struct columns columns = {{FIGURE, FIGURE, FIGURE}};
	for (uint32_t row = first; row < end; row++) {
		struct compared item = compared_of(app, app_view(app, VIEW_AB)->rows[row]);
		columns.width[0] = widest(grid, columns.width[0], compared_show_a(&item));
		columns.width[1] = widest(grid, columns.width[1], compared_show_b(&item));
		columns.width[2] = widest(grid, columns.width[2], compared_show_change(&item));
	}
	return columns;
}

static void keep_columns(struct view *view, struct columns columns)
{
	if (!view->figures)
		view->figures = memory_new(1, sizeof columns);
	*(struct columns *)view->figures = columns;
}

static void draw_compared(struct grid *grid, struct area area, const struct compared *item,
			  const struct columns *columns)
{
	double change = compared_change(item);
	double worse = item->better_up ? -change : change;
	enum role role = item->input ? ROLE_WARNING
			 : worse > 0 ? ROLE_WORSE
			 : worse < 0 ? ROLE_BETTER
				     : ROLE_MUTED;
	const int *width = columns->width;
	grid_put_right(grid, pane_take_right(&area, width[2]), area.y, width[2],
		       compared_show_change(item).text, role);
	grid_put_right(grid, pane_take_right(&area, width[1]), area.y, width[1], compared_show_b(item).text,
		       ROLE_TEXT);
	grid_put_right(grid, pane_take_right(&area, width[0]), area.y, width[0], compared_show_a(item).text,
		       ROLE_TEXT);
	put_label(grid, area, item);
}

static void refresh(struct app *app, struct view *view)
{
	view->all = compared_count(app);
	for (uint32_t row = 0; row < view->all; row++) {
		struct compared item = compared_of(app, row);
		if ((!app->differences || compared_differs(&item)) && pane_keeps(view, item.label, NULL))
			pane_add_row(view, row);
	}
}

static uint32_t count(struct app *app)
{
	return app_view(app, VIEW_AB)->count;
}

static void text(struct app *app, uint32_t row, struct str *out)
{
	str_add_text(out, compared_of(app, app_view(app, VIEW_AB)->rows[row]).label);
}

static void draw_row(const struct pane_row *row)
{
	const struct view *view = app_view(row->app, VIEW_AB);
	struct compared item = compared_of(row->app, view->rows[row->row]);
	draw_compared(row->grid, row->area, &item, view->figures);
}

/* "USD", and where not all rows are seen "USD, 6 of 8": of this column, which the frame does not count. */
static void draw_heads(struct app *app, struct grid *grid, struct area area, uint32_t seen, uint32_t all)
{
	static const char *const heads[] = {"A", "B", "B − A"};
	const struct columns *columns = app_view(app, VIEW_AB)->figures;
	char unit[64];
	snprintf(unit, sizeof unit, seen < all ? "%s, %u of %u" : "%s",
		 show_name(app->model->currency, 16).text, seen, all);
	for (int i = 2; i >= 0; i--) {
		int width = columns->width[i];
		grid_put_right(grid, pane_take_right(&area, width), area.y, width, heads[i], ROLE_MUTED);
	}
	grid_put_cut(grid, area.x, area.y, area.width, unit, ROLE_MUTED);
}

/* --- the dots -------------------------------------------------------------------------------- */

/* "A: today  B: leave*"; where there is not room for both, each is cut to half of it. */
static void put_names(struct app *app, struct grid *grid, struct area area)
{
	struct str a, b;
	str_init(&a);
	str_init(&b);
	compared_name_a(app, &a);
	compared_name_b(app, &b);
	int first = grid_text_width(grid, a.data), second = grid_text_width(grid, b.data),
	    room = area.width - 2;
	if (first + second > room && first > room / 2)
		first = second <= room / 2 ? room - second : room / 2;
	grid_put_cut(grid, area.x, area.y, first, a.data, ROLE_MUTED);
	room -= first;
	grid_put_cut(grid, area.x + first + 2, area.y, second < room ? second : room, b.data, ROLE_MUTED);
	str_clear(&a);
	str_clear(&b);
}

static int names_width(struct app *app, const struct grid *grid)
{
	struct str names;
	str_init(&names);
	compared_name_a(app, &names);
	str_add_text(&names, "  ");
	compared_name_b(app, &names);
	int width = grid_text_width(grid, names.data);
	str_clear(&names);
	return width;
}

/* " B cheaper by NPV in 4? of 20 draws", with fewer words where a mark would take room from the names. */
static void tell_cheaper(struct app *app, const struct grid *grid, int cheaper, int width, struct str *out)
{
	struct caveat caveat = compared_share_caveat(app);
	struct shown count;
	snprintf(count.text, sizeof count.text, "%d", cheaper);
	count = show_caveat(count, caveat);
	str_print(out, width < 56 ? " B cheaper: %s/%d" : " B cheaper by NPV in %s of %d draws", count.text,
		  DOTS);
	int room = width - DOTS - grid_text_width(grid, out->data) - 2;
	bool marked = caveat.bound != BOUND_NONE || caveat.tried;
	if (width < 56 || !marked || room < LEAST_NAMES - 3 || room >= names_width(app, grid))
		return;
	out->length = 0;
	str_print(out, " B cheaper in %s of %d draws", count.text, DOTS);
}

/* "●●●●○○ B cheaper by NPV in 4 of 6 draws", and the names where there is room. */
static void draw_dots(struct app *app, struct grid *grid, struct area area)
{
	int used = 0;
	if (choice_equal(app_base(app), app_live(app))) {
		grid_put_cut(grid, area.x, area.y, area.width,
			     area.width < 56 ? "A and B are the same; s makes another A"
					     : "A and B are the same: x flips them, s makes another A",
			     ROLE_MUTED);
		return;
	}
	int cheaper = (int)floor(app_share_above(app) * DOTS + 0.5);
	struct str line;
	str_init(&line);
	tell_cheaper(app, grid, cheaper, area.width, &line);
	for (int i = 0; i < DOTS; i++)
		used += grid_put(grid, area.x + used, area.y, area.width - used, i < cheaper ? "●" : "○",
				 i < cheaper ? ROLE_BETTER : ROLE_WORSE);
	used += grid_put(grid, area.x + used, area.y, area.width - used, line.data, ROLE_TEXT);
	str_clear(&line);
	area_split(area, used, 2, &(struct area){0}, &area);
	if (area.width >= LEAST_NAMES)
		put_names(app, grid, area);
}

/* --- the lens -------------------------------------------------------------------------------- */

/* Rows first .. end - 1 in one column, so far down that the cursor, if it is among them, is seen. */
static void draw_column(struct app *app, struct grid *grid, struct area area, uint32_t first, uint32_t end,
			bool focus)
{
	bool beside = end - first < app_view(app, VIEW_AB)->count;
	struct list *list = &app_view(app, VIEW_AB)->list;
	struct area head = {area.x + 1, area.y, area.width - 1, 1};
	uint32_t all = end - first, room = area.height > 1 ? (uint32_t)area.height - 1 : 0;
	keep_columns(app_view(app, VIEW_AB), columns_of(app, grid, first, end));
	draw_heads(app, grid, head, beside && room < all ? room : all, all);
	area.y++;
	area.height--;
	if (list->cursor >= first && list->cursor < end && list->cursor - first >= (uint32_t)area.height)
		first = list->cursor - (uint32_t)area.height + 1;
	pane_part(app, grid, area, list, first, end, focus, draw_row);
}

/* Columns that rows first .. end - 1 take with their labels whole, up to the longest of a category. */
static int wanted_for(struct app *app, const struct grid *grid, uint32_t first, uint32_t end)
{
	struct columns columns = columns_of(app, grid, first, end);
	int label = 0;
	for (uint32_t row = first; row < end; row++) {
		struct compared item = compared_of(app, app_view(app, VIEW_AB)->rows[row]);
		int width = grid_text_width(grid, item.label);
		label = width > label ? width : label;
	}
	return 1 + (label < LABEL_MOST ? label : LABEL_MOST) + columns.width[0] + columns.width[1] +
	       columns.width[2];
}

/* Half of the room, but where one side needs more than that and the other one less, or both more. */
static int left_width(struct app *app, const struct grid *grid, int room, uint32_t sums)
{
	int half = room / 2, left = wanted_for(app, grid, 0, sums),
	    right = wanted_for(app, grid, sums, app_view(app, VIEW_AB)->count);
	if (left <= half && right <= room - half)
		return half;
	if (left + right > room)
		return left - (left + right - room) / 2;
	return left > half ? left : room - right;
}

/* The sums on the left, the categories on the right. */
static void draw_wide(struct app *app, struct grid *grid, struct area area, bool focus)
{
	const struct view *view = app_view(app, VIEW_AB);
	struct area left, right;
	uint32_t sums = 0;
	while (sums < view->count && view->rows[sums] < COMPARED_SUMS)
		sums++;
	area_split(area, left_width(app, grid, area.width - RULE, sums), RULE, &left, &right);
	draw_column(app, grid, left, 0, sums, focus);
	pane_rule(grid, (struct area){left.x + left.width + 1, area.y, 1, area.height});
	draw_column(app, grid, right, sums, view->count, focus);
}

static void draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct view *view = app_view(app, VIEW_AB);
	struct area rows, dots;
	area_cut(area, area.height - 1, &rows, &dots);
	list_fit(&view->list, view->count, (uint32_t)(rows.height > 1 ? rows.height - 1 : 1));
	if (area.width >= SIDE_BY_SIDE)
		draw_wide(app, grid, rows, focus);
	else
		draw_column(app, grid, rows, 0, view->count, focus);
	dots.x++;
	dots.width--;
	draw_dots(app, grid, dots);
}

static const enum action bar[] = {
	ACTION_FLIP,    ACTION_DIFFERENCES, ACTION_WHY,  ACTION_UNDO,      ACTION_ZOOM,
	ACTION_PALETTE, ACTION_HELP,        ACTION_QUIT, ACTION_SCENARIOS, ACTION_NONE,
};

const struct pane pane_ab = {
	.name = "A|B",
	.refresh = refresh,
	.count = count,
	.text = text,
	.draw = draw,
	.bar = bar,
};
