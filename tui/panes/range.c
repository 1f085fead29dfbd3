/* Lens: how sure the one-off is (a histogram of the draws), and what it hangs on (a tornado). */
#include "tui/panes/pane.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_BINS = 128, SIDE_BY_SIDE = 72, LEFT = 32, FIGURE = 8, PLOT_LEAST = 5 };

/* --- histogram ------------------------------------------------------------------------------- */

struct histogram {
	double low, high; /* what the first and the last column begin and end with */
	uint32_t bins[MOST_BINS], most;
	int count;
};

static struct histogram count_draws(const double *values, int bins)
{
	struct histogram histogram = {.low = values[0], .high = values[0], .count = bins};
	for (int i = 1; i < DRAWS; i++) {
		histogram.low = fmin(histogram.low, values[i]);
		histogram.high = fmax(histogram.high, values[i]);
	}
	double width = histogram.high - histogram.low;
	for (int i = 0; i < DRAWS && width > 0; i++) {
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

static void draw_axis(struct app *app, struct grid *grid, struct area area, const struct histogram *histogram)
{
	int used, middle = area.x + area.width / 2 - 7;
	if (area.width >= 2 * FIGURE + 14) {
		used = grid_put(grid, middle, area.y, 9, "one-off, ", ROLE_MUTED);
		grid_put(grid, middle + used, area.y, 5, app->model->currency, ROLE_MUTED);
	}
	grid_put(grid, area.x, area.y, area.width, show_money(histogram->low).text, ROLE_MUTED);
	grid_put_right(grid, area.x + area.width - FIGURE, area.y, FIGURE, show_money(histogram->high).text,
		       ROLE_MUTED);
}

static void draw_constant(struct grid *grid, struct area area, double value)
{
	char text[96];
	snprintf(text, sizeof text, "exactly %.16s in every draw", show_money(value).text);
	pane_line(grid, area, 0, "One-off cost", ROLE_TITLE);
	pane_line(grid, area, 2, text, ROLE_MUTED);
}

static void draw_histogram(struct app *app, struct grid *grid, struct area area)
{
	const struct spread *spread = analysis_spread(app->live);
	int bins = area.width < MOST_BINS ? area.width : MOST_BINS;
	if (bins < 8 || area.height < 4)
		return;
	struct histogram histogram = count_draws(spread->totals, bins);
	if (histogram.most == 0) {
		draw_constant(grid, area, spread->totals[0]);
		return;
	}
	char text[160];
	snprintf(text, sizeof text, "P10 %.12s P50 %.12s P90 %.12s", show_money(spread->total.p10).text,
		 show_money(spread->total.p50).text, show_money(spread->total.p90).text);
	pane_line(grid, area, 0, text, ROLE_TITLE);
	int height = area.height - 3;
	for (int i = 0; i < bins; i++)
		grid_column(grid, area.x + i, area.y + height, height,
			    (double)histogram.bins[i] / histogram.most, ROLE_BAR);
	area.width = bins;
	draw_marks(grid, (struct area){area.x, area.y + height + 1, bins, 1}, &histogram, &spread->total);
	draw_axis(app, grid, (struct area){area.x, area.y + height + 2, bins, 1}, &histogram);
}

/* --- tornado --------------------------------------------------------------------------------- */

/* "count:chat@aws/s3:data_tb" reads "count of Terabytes, chat@aws/s3"; "driver:prompt" "Prompts, each". */
static void name_of(struct app *app, const char *variable, struct str *out)
{
	static const struct {
		const char *name, *words;
	} plain[] = {{"rate", "a person-day's rate"},
		     {"overrun", "labour overrun"},
		     {"overlap", "months of overlap"}};
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		if (strcmp(variable, plain[i].name) == 0) {
			str_add_text(out, plain[i].words);
			return;
		}
	}
	const char *colon = strchr(variable, ':'), *last = strrchr(variable, ':');
	uint32_t driver = colon ? model_find_driver(app->model, last + 1) : NONE;
	if (colon && strncmp(variable, "driver:", 7) == 0)
		str_print(out, "%s, each", driver == NONE ? colon + 1 : app->model->drivers[driver].name);
	else if (colon && colon != last)
		str_print(out, "count of %s, %.*s",
			  driver == NONE ? last + 1 : app->model->drivers[driver].name,
			  (int)(last - colon - 1), colon + 1);
	else if (colon && strncmp(variable, "onboarding:", 11) == 0)
		str_print(out, "onboarding at %s", colon + 1);
	else if (colon && strncmp(variable, "extra:", 6) == 0)
		str_print(out, "extra of %s", colon + 1);
	else
		str_add_text(out, variable);
}

/* A bar from low to high around the expected total, all on the scale of the widest. */
static void draw_swing(struct grid *grid, struct area area, const struct swing *swing, double middle,
		       double reach)
{
	int half = area.width / 2;
	double down = fmin(swing->low, swing->high) - middle, up = fmax(swing->low, swing->high) - middle;
	int left = (int)floor(fmin(0, down) / reach * half + 0.5),
	    right = (int)floor(fmax(0, up) / reach * half + 0.5);
	if (left == 0 && right == 0)
		right = 1;
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
	const struct swing *swings = analysis_swings(row->app->live, &count);
	double middle = analysis_cost(row->app->live)->expected_total;
	struct area area = row->area;
	struct str name;
	str_init(&name);
	name_of(row->app, swings[row->row].variable, &name);
	int at = pane_take_right(&area, FIGURE);
	grid_put_right(row->grid, at, area.y, FIGURE, show_money(swings[row->row].high).text, ROLE_TEXT);
	at = pane_take_right(&area, FIGURE);
	grid_put_right(row->grid, at, area.y, FIGURE, show_money(swings[row->row].low).text, ROLE_TEXT);
	int bar = area.width >= 22 ? area.width / 3 : 0;
	if (bar > 0) {
		at = pane_take_right(&area, bar);
		draw_swing(row->grid, (struct area){at, area.y, bar, 1}, &swings[row->row], middle,
			   reach_of(swings, count, middle));
	}
	grid_put_cut(row->grid, area.x, area.y, area.width - 1, name.data, ROLE_TEXT);
	str_clear(&name);
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
	const struct swing *swings = analysis_swings(app->live, &found);
	if (row < found)
		name_of(app, swings[row].variable, out);
}

static void draw_tornado(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct area head, rows;
	area_cut(area, 1, &head, &rows);
	if (count(app) == 0) {
		pane_line(grid, rows, 1, " nothing that moves is uncertain", ROLE_MUTED);
		return;
	}
	grid_put_right(grid, head.x + head.width - FIGURE, head.y, FIGURE, "at high", ROLE_MUTED);
	grid_put_right(grid, head.x + head.width - 2 * FIGURE, head.y, FIGURE, "at low", ROLE_MUTED);
	grid_put(grid, head.x + 1, head.y, head.width - 2 * FIGURE - 1, "if only this differs", ROLE_MUTED);
	pane_list(app, grid, rows, &app_view(app, VIEW_RANGE)->list, count(app), focus, draw_row);
}

static void draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct area left, right;
	if (analysis_cost(app->live)->bindings_moved == 0) {
		pane_line(grid, area, 1,
			  " nothing moves: there is nothing to be unsure of. Space in the tree switches a "
			  "move.",
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
		draw_tornado(app, grid, area, focus);
	}
}

static const enum action bar[] = {
	ACTION_WHY,  ACTION_FLIP, ACTION_UNDO, ACTION_ZOOM,      ACTION_NEXT_PANE, ACTION_PALETTE,
	ACTION_HELP, ACTION_QUIT, ACTION_FIND, ACTION_SCENARIOS, ACTION_NONE,
};

const struct pane pane_range = {
	.name = "Range",
	.header = 1,
	.count = count,
	.text = text,
	.draw = draw,
	.bar = bar,
};
