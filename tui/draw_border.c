/* The lower border of a pane: what is left out of it, what its marks are for, its unit, and the cursor's row.
 */
#include "tui/draw.h"

#include "tui/panes/pane.h"

#include <string.h>

enum {
	CORNERS = 6,     /* around the text at the left */
	BESIDE_NOTE = 3, /* around the one at the right, where there is one */
	CORNERS_OF_NOTE = 8,
	BESIDE_UNIT = 5, /* "in USD  " */
	UNIT_LEAST = 6,  /* columns that a long unit is cut to */
	LEAST = 10,      /* below which a text says nothing */
	WITH_TIME = 44
};

/* "3/41": the row of the cursor, how many there are; "3/41 of 180" where a lens leaves the others out. */
static void add_place(struct app *app, enum view_id id, struct str *out)
{
	const struct view *view = app_view(app, id);
	uint32_t count = app_view_count(app, id), cursor = view->list.cursor;
	str_print(out, "%s/%s", show_count(cursor < count ? cursor + 1 : count).text, show_count(count).text);
	if (id >= VIEW_FIRST_LENS && view->all > count)
		str_print(out, " of %s", show_count(view->all).text);
}

/* Columns of the currency, with so many beside the place, for rows that have no head for it; tree and
 * providers say it in places of their own. 0: it is not to be there. */
static int unit_beside(const struct app *app, const struct grid *grid, enum view_id id, int room)
{
	int unit = grid_text_width(grid, app->model->currency), most = room - BESIDE_UNIT - CORNERS_OF_NOTE;
	if (!pane_of(id)->unit_below && (unit <= DRAW_UNIT_MOST || id < VIEW_FIRST_LENS))
		return 0;
	if (unit <= most)
		return unit;
	return most < UNIT_LEAST ? 0 : most;
}

/* Marks are told once on a screen: below the verdict or, where that is not there, in the chosen lens. */
static bool tells_doubts(const struct app *app, enum view_id id)
{
	struct layout layout = app_layout(app);
	int cost = (int)((VIEW_COST + LENS_COUNT - app->lens) % LENS_COUNT);
	return layout.single || id == (cost < layout.lens_count ? VIEW_COST : app->lens);
}

/* What the marks of figures are for, in these words. False: it is not told here, or there are none. */
static bool add_doubts(struct app *app, enum view_id id, enum verdict_words words, struct str *out)
{
	struct str doubts;
	bool any = false;
	if (!tells_doubts(app, id))
		return false;
	str_init(&doubts);
	verdict_doubts(app, words, &doubts);
	any = doubts.length > 0;
	if (any)
		str_print(out, "%s%s", out->length ? "; " : "", doubts.data);
	str_clear(&doubts);
	return any;
}

/* What stands in it: at the left, and columns of the unit at the right. */
struct border {
	struct str text;
	int unit;
};

static void left_out(struct app *app, struct area area, enum view_id id, struct str *out)
{
	out->length = 0;
	str_add_text(out, "");
	if (pane_of(id)->left_out)
		pane_of(id)->left_out(app, area_inside(area), out);
}

/* Columns at the left beside a note of so many. */
static int room_beside(struct area area, int note)
{
	return area.width - CORNERS - (note > 0 ? note + BESIDE_NOTE : 0);
}

/* The tree has today's figures, whatever is on. */
static const char *time_of(enum view_id id, struct area area)
{
	return id == VIEW_TREE && area.width >= WITH_TIME ? "today, " : "";
}

static int note_width(int place, int unit, const char *time)
{
	return place + (unit > 0 ? BESIDE_UNIT + unit + (int)strlen(time) : 0);
}

/*
 * The first text that has room whole: in fewer and fewer words what the marks are for, behind what is left
 * out of the pane, and then that alone. What it leaves is the unit's. False: there is none, or no room for
 * any.
 */
static bool choose(struct app *app, const struct grid *grid, struct area area, enum view_id id, int place,
		   struct border *border)
{
	int room = room_beside(area, note_width(place, border->unit, time_of(id, area)));
	for (int words = 0; words <= VERDICT_WORDS_COUNT; words++) {
		left_out(app, area, id, &border->text);
		if (words < VERDICT_WORDS_COUNT &&
		    !add_doubts(app, id, (enum verdict_words)words, &border->text))
			continue;
		int width = border->text.length ? grid_text_width(grid, border->text.data) : 0;
		if (width == 0 || width > room)
			continue;
		border->unit += border->unit > 0 ? room - width : 0;
		return true;
	}
	return false;
}

/* A long unit is cut before a text is dropped. Without room for a whole one what is left out is cut too. */
static void fill(struct app *app, const struct grid *grid, struct area area, enum view_id id, int place,
		 struct border *border)
{
	bool told = place > 0 || pane_of(id)->unit_alone;
	int unit = told ? unit_beside(app, grid, id, area.width - place) : 0;
	border->unit = unit;
	bool found = choose(app, grid, area, id, place, border);
	if (!found && unit > UNIT_LEAST) {
		border->unit = UNIT_LEAST;
		found = choose(app, grid, area, id, place, border);
	}
	border->unit = !found || border->unit > unit ? unit : border->unit;
	if (!found)
		left_out(app, area, id, &border->text);
}

static void put_text(struct grid *grid, struct area area, const char *text, int room)
{
	int y = area.y + area.height - 1, width = grid_text_width(grid, text);
	if (width == 0 || room < LEAST)
		return;
	grid_put(grid, area.x + 2, y, 1, " ", ROLE_WARNING);
	width = grid_put_cut(grid, area.x + 3, y, width < room ? width : room, text, ROLE_WARNING);
	grid_put(grid, area.x + 3 + width, y, 1, " ", ROLE_WARNING);
}

void draw_border(struct app *app, struct grid *grid, struct area area, enum view_id id, const char *title,
		 bool focus)
{
	struct border border = {.unit = 0};
	struct str place, note;
	str_init(&border.text);
	str_init(&place);
	str_init(&note);
	bool rows = app_view_count(app, id) > 0;
	if (rows)
		add_place(app, id, &place);
	fill(app, grid, area, id, (int)place.length, &border);
	str_add_text(&note, "");
	if (border.unit > 0)
		str_print(&note, "%sin %s%s", time_of(id, area),
			  show_name(app->model->currency, border.unit).text, rows ? "  " : "");
	if (rows)
		str_add_text(&note, place.data);
	int taken = grid_text_width(grid, note.data);
	grid_box(grid, area.x, area.y, area.width, area.height, title, note.data, focus);
	put_text(grid, area, border.text.data, room_beside(area, taken));
	str_clear(&border.text);
	str_clear(&place);
	str_clear(&note);
}
