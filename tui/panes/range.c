/* Lens: how sure the one-off is (a histogram of the draws), and what it hangs on (a tornado). */
#include "tui/panes/range_plot.h"

#include "core/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE_BY_SIDE = 72, LEFT = 33, FIGURE = 8, PLOT_LEAST = 5, LEAST_FOR_BAR = 20 };

/* --- tornado --------------------------------------------------------------------------------- */

/* A variable in words: what, and, where it is one of many, whose. */
struct named {
	struct str what, whose;
};

static void name_plain(const char *variable, struct str *out)
{
	static const struct {
		const char *name, *words;
	} plain[] = {{"rate", "person-day's rate"},
		     {"overrun", "labour overrun"},
		     {"overlap", "months of overlap"}};
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (strcmp(variable, plain[i].name) == 0)
			variable = plain[i].words;
	str_add_text(out, variable);
}

static void add_driver(const struct model *model, const char *id, struct str *out)
{
	uint32_t driver = model_find_driver(model, id);
	str_add_text(out, driver == NONE ? id : model->drivers[driver].name);
}

/* The component of "chat@aws/s3:data_tb" by its name. */
static void add_component(const struct model *model, const char *binding, struct str *out)
{
	char id[130];
	size_t length = strcspn(binding, "@");
	snprintf(id, sizeof id, "%.*s", (int)(length < sizeof id ? length : sizeof id - 1), binding);
	uint32_t component = model_find_component(model, id);
	str_add_text(out, component == NONE ? id : model_component_name(model, component));
}

static const char *migration_name(const struct app *app, const char *id)
{
	for (uint32_t m = 0; m < app->plan.count; m++)
		if (strcmp(app->plan.migrations[m]->id, id) == 0)
			return app->plan.migrations[m]->name;
	return id;
}

/* "count:chat@aws/s3:data_tb" reads "Terabytes in Chat", "driver:prompt" reads "Prompts, each". */
static void name_of(struct app *app, const char *variable, struct named *named)
{
	const struct model *model = app->model;
	const char *colon = strchr(variable, ':'), *last = strrchr(variable, ':');
	if (!colon) {
		name_plain(variable, &named->what);
	} else if (strncmp(variable, "driver:", 7) == 0) {
		add_driver(model, colon + 1, &named->what);
		str_add_text(&named->what, ", each");
	} else if (colon != last) {
		add_driver(model, last + 1, &named->what);
		str_add_text(&named->whose, " in ");
		add_component(model, colon + 1, &named->whose);
	} else if (strncmp(variable, "onboarding:", 11) == 0) {
		uint32_t provider = model_find_provider(model, colon + 1);
		str_print(&named->what, "onboarding at %s",
			  provider == NONE ? colon + 1 : model->providers[provider].name);
	} else {
		str_print(&named->what, "extra of %s", migration_name(app, colon + 1));
	}
}

/* Where both parts are too long, each keeps half of the room. */
static void draw_name(struct grid *grid, struct area area, const struct named *named)
{
	int what = grid_text_width(grid, named->what.data);
	int whose = named->whose.length ? grid_text_width(grid, named->whose.data) : 0;
	if (what + whose > area.width && whose > 0) {
		int half = area.width / 2;
		what = what <= half ? what : whose <= area.width - half ? area.width - whose : half;
	}
	what = what < area.width ? what : area.width;
	int used = grid_put_cut(grid, area.x, area.y, what, named->what.data, ROLE_TEXT);
	if (whose > 0)
		grid_put_cut(grid, area.x + used, area.y, area.width - used, named->whose.data, ROLE_TEXT);
}

/*
 * A bar from low to high around the expected total, all on the scale of the widest; only the line of that
 * total where they are no numbers.
 */
static void draw_swing(struct grid *grid, struct area area, const struct swing *swing, double middle,
		       double reach)
{
	int half = area.width / 2, left = 0, right = 0;
	double down = fmin(swing->low, swing->high) - middle, up = fmax(swing->low, swing->high) - middle;
	bool known = isfinite(reach) && reach > 0 && isfinite(down) && isfinite(up);
	if (known) {
		left = (int)floor(fmin(0, down) / reach * half + 0.5);
		right = (int)floor(fmax(0, up) / reach * half + 0.5);
		right = left == 0 && right == 0 ? 1 : right;
	}
	for (int x = left; x < right; x++)
		grid_put(grid, area.x + half + x, area.y, 1, x < 0 ? "░" : "█",
			 x < 0 ? ROLE_BETTER : ROLE_WORSE);
	grid_put(grid, area.x + half, area.y, right > 0 ? 0 : 1, "│", ROLE_MUTED);
}

static double reach_of(const struct swing *swings, uint32_t count, double middle)
{
	double reach = 0;
	for (uint32_t i = 0; i < count; i++)
		reach = fmax(reach, fmax(fabs(swings[i].low - middle), fabs(swings[i].high - middle)));
	return reach;
}

/* Of the figures: marks as in "−2.34M+*" may need a column more, or the two touch. */
struct columns {
	int low, high;
};

static int widest(const struct grid *grid, int width, struct shown shown)
{
	int wanted = grid_text_width(grid, shown.text) + 1;
	return wanted > width ? wanted : width;
}

/* Of another input its ends move with what is tried; one that is not listed without that has no width there,
 * or is behind the last. */
static bool is_tried(struct app *app, const struct swing *swing, bool high)
{
	struct analysis *untried = app_untried(app, SIDE_B);
	double is = high ? swing->high : swing->low;
	uint32_t count;
	if (!untried)
		return false;
	const struct swing *was = analysis_swings(untried, &count);
	for (uint32_t i = 0; i < count; i++)
		if (strcmp(was[i].variable, swing->variable) == 0)
			return app_figures_differ(is, high ? was[i].high : was[i].low);
	return app_figures_differ(is, analysis_cost(untried)->expected_total);
}

static struct shown show_end(struct app *app, const struct swing *swing, bool high)
{
	return show_caveat_money(high ? swing->high : swing->low,
				 (struct caveat){range_bound(app), is_tried(app, swing, high)});
}

/* The view has them while its rows are drawn. */
static struct columns keep_columns(struct app *app, const struct grid *grid)
{
	uint32_t count;
	const struct swing *swings = analysis_swings(app->live, &count);
	struct view *view = app_view(app, VIEW_RANGE);
	struct columns columns = {FIGURE, FIGURE};
	for (uint32_t i = 0; i < count; i++) {
		columns.low = widest(grid, columns.low, show_end(app, &swings[i], false));
		columns.high = widest(grid, columns.high, show_end(app, &swings[i], true));
	}
	if (!view->figures)
		view->figures = memory_new(1, sizeof columns);
	*(struct columns *)view->figures = columns;
	return columns;
}

static void draw_row(const struct pane_row *row)
{
	uint32_t count;
	const struct swing *swings = analysis_swings(row->app->live, &count), *swing = &swings[row->row];
	double middle = analysis_cost(row->app->live)->expected_total;
	struct area area = row->area;
	struct named named;
	str_init(&named.what);
	str_init(&named.whose);
	name_of(row->app, swing->variable, &named);
	const struct columns *columns = app_view(row->app, VIEW_RANGE)->figures;
	int at = pane_take_right(&area, columns->high);
	grid_put_right(row->grid, at, area.y, columns->high, show_end(row->app, swing, true).text, ROLE_TEXT);
	at = pane_take_right(&area, columns->low);
	grid_put_right(row->grid, at, area.y, columns->low, show_end(row->app, swing, false).text, ROLE_TEXT);
	int bar = area.width * 3 / 10;
	if (area.width >= LEAST_FOR_BAR) {
		at = pane_take_right(&area, bar);
		draw_swing(row->grid, (struct area){at, area.y, bar, 1}, swing, middle,
			   reach_of(swings, count, middle));
	}
	area.width--;
	draw_name(row->grid, area, &named);
	str_clear(&named.what);
	str_clear(&named.whose);
}

static uint32_t count(struct app *app)
{
	uint32_t found;
	analysis_swings(app->live, &found);
	return found;
}

static void text(struct app *app, uint32_t row, struct str *out)
{
	uint32_t found;
	struct named named;
	const struct swing *swings = analysis_swings(app->live, &found);
	if (row >= found)
		return;
	str_init(&named.what);
	str_init(&named.whose);
	name_of(app, swings[row].variable, &named);
	str_print(out, "%s%s", named.what.data, named.whose.length ? named.whose.data : "");
	str_clear(&named.what);
	str_clear(&named.whose);
}

static void draw_tornado(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct area head, rows;
	area_cut(area, 1, &head, &rows);
	if (count(app) == 0) {
		pane_line(grid, rows, 1, " nothing that moves is uncertain", ROLE_MUTED);
		return;
	}
	char text[160];
	struct columns columns = keep_columns(app, grid);
	grid_put_right(grid, pane_take_right(&head, columns.high), head.y, columns.high, "at high",
		       ROLE_MUTED);
	grid_put_right(grid, pane_take_right(&head, columns.low), head.y, columns.low, "at low", ROLE_MUTED);
	int room = head.width - 1 - (int)strlen(", if only this is");
	snprintf(text, sizeof text, "%s, if only this is",
		 show_name(app->model->currency, room > 3 ? room : 3).text);
	grid_put_cut(grid, head.x + 1, head.y, head.width - 1, text, ROLE_MUTED);
	pane_list(app, grid, rows, &app_view(app, VIEW_RANGE)->list, count(app), focus, draw_row);
}

/* Where what stands. */
struct parts {
	struct area plot, tornado;
	bool beside, in_one_row; /* the plot is at the left; has one row, or none */
};

/* Of what is beyond the design size the names of the tornado have most. */
static int plot_width(int width)
{
	enum { DESIGN = 78 };
	return width <= DESIGN ? LEFT * width / DESIGN : LEFT + (width - DESIGN) / 5;
}

static struct parts parts_of(struct area area)
{
	struct parts parts = {.beside = area.width >= SIDE_BY_SIDE};
	if (parts.beside) {
		area_split(area, plot_width(area.width), 3, &parts.plot, &parts.tornado);
	} else if (area.height >= 2 * PLOT_LEAST + 2) {
		area_cut(area, area.height / 2, &parts.plot, &parts.tornado);
	} else {
		parts.in_one_row = true;
		area_cut(area, area.height >= 4 ? 1 : 0, &parts.plot, &parts.tornado);
	}
	parts.plot.x++;
	parts.plot.width -= parts.beside ? 1 : 2;
	return parts;
}

int range_columns(struct app *app)
{
	struct layout layout = app_layout(app);
	int at = (int)((VIEW_RANGE + LENS_COUNT - app->lens) % LENS_COUNT);
	if (at >= layout.lens_count || analysis_cost(app->live)->bindings_moved == 0)
		return 0;
	struct parts parts = parts_of(area_inside(layout.lenses[at]));
	return parts.plot.height > 0 ? range_plot_columns(app, parts.plot, parts.in_one_row) : 0;
}

static void draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	if (analysis_cost(app->live)->bindings_moved == 0) {
		pane_words(grid, area, 1,
			   app->model->binding_count == 0
				   ? "Nothing can move: there is nothing to be unsure of."
				   : "Nothing moves: there is nothing to be unsure of. Space in the tree "
				     "switches a move.",
			   ROLE_MUTED);
		return;
	}
	struct parts parts = parts_of(area);
	if (parts.beside)
		pane_rule(grid, (struct area){parts.plot.x + parts.plot.width + 1, area.y, 1, area.height});
	if (!parts.in_one_row)
		range_plot_draw(app, grid, parts.plot);
	else if (parts.plot.height > 0)
		range_plot_draw_strip(app, grid, parts.plot);
	draw_tornado(app, grid, parts.tornado, focus);
}

static const enum action bar[] = {
	ACTION_WHY,  ACTION_FLIP, ACTION_UNDO, ACTION_ZOOM,      ACTION_NEXT_PANE, ACTION_PALETTE,
	ACTION_HELP, ACTION_QUIT, ACTION_FIND, ACTION_SCENARIOS, ACTION_NONE,
};

const struct pane pane_range = {
	.name = "Range",
	.count = count,
	.text = text,
	.draw = draw,
	.bar = bar,
};
