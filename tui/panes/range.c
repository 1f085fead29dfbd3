/* Lens: how sure the one-off is (a histogram of the draws), and what it hangs on (a tornado). */
#include "tui/panes/pane.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_BINS = 128, SIDE_BY_SIDE = 72, LEFT = 30, FIGURE = 8, PLOT_LEAST = 5, LEAST_FOR_BAR = 20 };

/* --- histogram ------------------------------------------------------------------------------- */

struct histogram {
	double low, high; /* what the first and the last column begin and end with */
	uint32_t bins[MOST_BINS], most;
	int count;
	bool known; /* false: a draw, or how far they lie apart, is too large for a number */
};

static struct histogram count_draws(const double *values, int bins)
{
	struct histogram histogram = {.low = values[0], .high = values[0], .count = bins, .known = true};
	for (int i = 0; i < DRAWS; i++) {
		histogram.low = fmin(histogram.low, values[i]);
		histogram.high = fmax(histogram.high, values[i]);
		histogram.known = histogram.known && isfinite(values[i]);
	}
	double width = histogram.high - histogram.low;
	histogram.known = histogram.known && isfinite(width);
	for (int i = 0; i < DRAWS && width > 0 && histogram.known; i++) {
		int bin = (int)((values[i] - histogram.low) / width * bins);
		uint32_t *count = &histogram.bins[bin < bins ? bin : bins - 1];
		if (++*count > histogram.most)
			histogram.most = *count;
	}
	return histogram;
}

static int column_of(const struct histogram *histogram, double value)
{
	int column = (int)((value - histogram->low) / (histogram->high - histogram->low) * histogram->count);
	return column < histogram->count ? column : histogram->count - 1;
}

/* The marks below the columns: P10, P50 and P90 where they fall, never over each other. */
static void draw_marks(struct grid *grid, struct area area, const struct histogram *histogram,
		       const struct quantiles *quantiles)
{
	const double values[] = {quantiles->p10, quantiles->p50, quantiles->p90};
	const char *const names[] = {"P10", "P50", "P90"};
	int free_from = area.x;
	for (int i = 0; i < 3; i++) {
		int x = area.x + column_of(histogram, values[i]),
		    last = area.x + area.width - 3 - 4 * (2 - i);
		int at = x - 1 < free_from ? free_from : x - 1;
		at = at > last ? last : at;
		grid_put(grid, at, area.y, 3, names[i], ROLE_TEXT);
		free_from = at + 4;
	}
}

static struct caveat caveat_of(struct app *app)
{
	return (struct caveat){history_now(&app->history)->lower_bound ? BOUND_LOWER : BOUND_NONE,
			       app_is_tried(app, SIDE_B, FIGURE_ONE_OFF, 0)};
}

/* " (+)", " (*)": of the ends of the axis, which have no room for it. */
static const char *mark_of(struct caveat caveat)
{
	if (caveat.tried)
		return caveat.bound == BOUND_NONE ? " (*)" : " (+*)";
	return caveat.bound == BOUND_NONE ? "" : " (+)";
}

static void draw_axis(struct app *app, struct grid *grid, struct area area, const struct histogram *histogram)
{
	char unit[160];
	struct shown low = show_money(histogram->low), high = show_money(histogram->high);
	int first = grid_text_width(grid, low.text), last = grid_text_width(grid, high.text);
	snprintf(unit, sizeof unit, "one-off, %s%s", show_name(app->model->currency, 20).text,
		 mark_of(caveat_of(app)));
	int room = area.width - first - last - 2, width = grid_text_width(grid, unit);
	grid_put(grid, area.x, area.y, area.width, low.text, ROLE_MUTED);
	grid_put_right(grid, area.x + area.width - last, area.y, last, high.text, ROLE_MUTED);
	if (width > room)
		snprintf(unit, sizeof unit, "%s%s", show_name(app->model->currency, 20).text,
			 mark_of(caveat_of(app)));
	width = grid_text_width(grid, unit);
	if (width <= room)
		grid_put(grid, area.x + first + 1 + (room - width) / 2, area.y, width, unit, ROLE_MUTED);
}

/* Where there are no columns: all draws are alike, or too large. A lower bound is not exact. */
static void draw_plain_line(struct app *app, struct grid *grid, struct area area,
			    const struct histogram *histogram)
{
	struct caveat caveat = caveat_of(app);
	char text[200];
	const char *shown = "amounts too large to draw";
	if (histogram->known) {
		const char *const exactly = "exactly ";
		snprintf(text, sizeof text, "%s%.16s %s in every draw", exactly,
			 show_caveat_money(histogram->low, caveat).text,
			 show_name(app->model->currency, 20).text);
		bool whole = caveat.bound == BOUND_NONE && grid_text_width(grid, text) <= area.width;
		shown = whole ? text : text + strlen(exactly);
	}
	if (area.height > 0)
		grid_put_cut(grid, area.x, area.y, area.width, shown, ROLE_MUTED);
}

static void draw_plain(struct app *app, struct grid *grid, struct area area,
		       const struct histogram *histogram)
{
	pane_line(grid, area, 0, "One-off cost", ROLE_TITLE);
	area.y += 2;
	draw_plain_line(app, grid, area, histogram);
}

/* No column that has a draw is empty. */
static void draw_columns(struct grid *grid, struct area plot, const struct histogram *histogram)
{
	for (int i = 0; i < histogram->count; i++) {
		double share = (double)histogram->bins[i] / histogram->most, least = 1.0 / (8 * plot.height);
		grid_column(grid, plot.x + i, plot.y + plot.height - 1, plot.height,
			    histogram->bins[i] ? fmax(share, least) : 0, ROLE_BAR);
	}
}

/* What the height stands for, where the columns leave room in the first row. */
static void draw_height(struct grid *grid, struct area plot, const struct histogram *histogram)
{
	char texts[2][48];
	int first = 0;
	snprintf(texts[0], sizeof texts[0], "peak %u of %d draws", histogram->most, DRAWS);
	snprintf(texts[1], sizeof texts[1], "peak %u draws", histogram->most);
	for (int i = 0; i < histogram->count; i++)
		if ((double)histogram->bins[i] * plot.height > (plot.height - 1.5) * histogram->most)
			first = i + 2;
	for (int i = 0; i < 2; i++) {
		int width = (int)strlen(texts[i]);
		if (width > histogram->count - first)
			continue;
		grid_put(grid, plot.x + histogram->count - width, plot.y, width, texts[i], ROLE_MUTED);
		return;
	}
}

/* In one row: the histogram between its ends. */
static void draw_strip(struct app *app, struct grid *grid, struct area area)
{
	const struct spread *spread = analysis_spread(app->live);
	struct caveat caveat = caveat_of(app);
	struct histogram ends = count_draws(spread->totals, 1);
	struct str low, high;
	str_init(&low);
	str_init(&high);
	str_print(&low, "%s ", show_caveat_money(ends.low, caveat).text);
	str_print(&high, " %s %s", show_caveat_money(ends.high, caveat).text,
		  show_name(app->model->currency, 20).text);
	int first = grid_text_width(grid, low.data), last = grid_text_width(grid, high.data);
	int bins = area.width - first - last;
	if (bins < 8) { /* a long currency is left to the box */
		high.length = 0;
		str_print(&high, " %s", show_caveat_money(ends.high, caveat).text);
		last = grid_text_width(grid, high.data);
		bins = area.width - first - last;
	}
	if (ends.most == 0) {
		draw_plain_line(app, grid, area, &ends);
	} else if (bins >= 8) {
		bins = bins < MOST_BINS ? bins : MOST_BINS;
		struct histogram histogram = count_draws(spread->totals, bins);
		grid_put(grid, area.x, area.y, first, low.data, ROLE_MUTED);
		for (int i = 0; i < bins; i++)
			if (histogram.bins[i])
				grid_step(grid, area.x + first + i, area.y,
					  (double)histogram.bins[i] / histogram.most, ROLE_BAR);
		grid_put(grid, area.x + first + bins, area.y, last, high.data, ROLE_MUTED);
	}
	str_clear(&low);
	str_clear(&high);
}

static void quantiles_text(const struct quantiles *of, struct caveat caveat, char *text, size_t size)
{
	snprintf(text, size, "P10 %.12s P50 %.12s P90 %.12s", show_caveat_money(of->p10, caveat).text,
		 show_caveat_money(of->p50, caveat).text, show_caveat_money(of->p90, caveat).text);
}

static void draw_histogram(struct app *app, struct grid *grid, struct area area)
{
	const struct spread *spread = analysis_spread(app->live);
	int bins = area.width < MOST_BINS ? area.width : MOST_BINS;
	if (bins < 8 || area.height < 4)
		return;
	struct histogram histogram = count_draws(spread->totals, bins);
	if (histogram.most == 0) {
		draw_plain(app, grid, area, &histogram);
		return;
	}
	char text[160];
	quantiles_text(&spread->total, caveat_of(app), text, sizeof text);
	if (grid_text_width(grid, text) > area.width) /* the axis has the marks too */
		quantiles_text(&spread->total, (struct caveat){BOUND_NONE, false}, text, sizeof text);
	pane_line(grid, area, 0, text, ROLE_TITLE);
	struct area plot = {area.x, area.y + 1, bins, area.height - 3};
	draw_columns(grid, plot, &histogram);
	draw_height(grid, plot, &histogram);
	draw_marks(grid, (struct area){area.x, plot.y + plot.height, bins, 1}, &histogram, &spread->total);
	draw_axis(app, grid, (struct area){area.x, plot.y + plot.height + 1, bins, 1}, &histogram);
}

/* --- tornado --------------------------------------------------------------------------------- */

/* A variable in words: what, and, where it is one of many, whose. */
struct named {
	struct str what, whose;
};

static void name_plain(const char *variable, struct str *out)
{
	static const struct {
		const char *name, *words;
	} plain[] = {{"rate", "a person-day's rate"},
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

static void draw_row(const struct pane_row *row)
{
	uint32_t count;
	const struct swing *swings = analysis_swings(row->app->live, &count), *swing = &swings[row->row];
	double middle = analysis_cost(row->app->live)->expected_total;
	struct caveat caveat = caveat_of(row->app);
	struct area area = row->area;
	struct named named;
	str_init(&named.what);
	str_init(&named.whose);
	name_of(row->app, swing->variable, &named);
	int at = pane_take_right(&area, FIGURE);
	grid_put_right(row->grid, at, area.y, FIGURE, show_caveat_money(swing->high, caveat).text, ROLE_TEXT);
	at = pane_take_right(&area, FIGURE);
	grid_put_right(row->grid, at, area.y, FIGURE, show_caveat_money(swing->low, caveat).text, ROLE_TEXT);
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
	grid_put_right(grid, pane_take_right(&head, FIGURE), head.y, FIGURE, "at high", ROLE_MUTED);
	grid_put_right(grid, pane_take_right(&head, FIGURE), head.y, FIGURE, "at low", ROLE_MUTED);
	int room = head.width - 1 - (int)strlen(", if only this is");
	snprintf(text, sizeof text, "%s, if only this is",
		 show_name(app->model->currency, room > 3 ? room : 3).text);
	grid_put_cut(grid, head.x + 1, head.y, head.width - 1, text, ROLE_MUTED);
	pane_list(app, grid, rows, &app_view(app, VIEW_RANGE)->list, count(app), focus, draw_row);
}

static void draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct area left, right;
	if (analysis_cost(app->live)->bindings_moved == 0) {
		pane_words(grid, area, 1,
			   app->model->binding_count == 0
				   ? "Nothing can move: there is nothing to be unsure of."
				   : "Nothing moves: there is nothing to be unsure of. Space in the tree "
				     "switches a move.",
			   ROLE_MUTED);
		return;
	}
	if (area.width >= SIDE_BY_SIDE) {
		area_split(area, LEFT * area.width / 78, 3, &left, &right);
		left.x++;
		left.width--;
		draw_histogram(app, grid, left);
		pane_rule(grid, (struct area){left.x + left.width + 1, area.y, 1, area.height});
		draw_tornado(app, grid, right, focus);
	} else if (area.height >= 2 * PLOT_LEAST + 2) {
		area_cut(area, area.height / 2, &left, &right);
		left.x++;
		left.width -= 2;
		draw_histogram(app, grid, left);
		draw_tornado(app, grid, right, focus);
	} else {
		area_cut(area, area.height >= 4 ? 1 : 0, &left, &right);
		left.x++;
		left.width -= 2;
		if (left.height > 0)
			draw_strip(app, grid, left);
		draw_tornado(app, grid, right, focus);
	}
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
