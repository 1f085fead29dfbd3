/* The histogram of the lens of the range: columns over an axis, or in one row between its ends. */
#include "tui/panes/range_plot.h"

#include "core/figures/histogram.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LEAST_COLUMNS = 8, LEAST_HEIGHT = 4 };

enum bound range_bound(struct app *app)
{
	return history_now(&app->history)->lower_bound ? BOUND_LOWER : BOUND_NONE;
}

/* One end of the draws. */
static struct shown show_end(struct app *app, const struct histogram *histogram, enum quantile end)
{
	return show_caveat_money(end == QUANTILE_LOWEST ? histogram->low : histogram->high,
				 pane_caveat(app, FIGURE_QUANTILE, end, range_bound(app)));
}

static const double *draws_of(struct app *app)
{
	return analysis_spread(app->live)->totals;
}

/* --- in columns ------------------------------------------------------------------------------ */

/* The marks below the columns: P10, P50 and P90 where they fall, never over each other. */
static void draw_marks(struct grid *grid, struct area area, const struct histogram *histogram,
		       const struct quantiles *quantiles)
{
	const double values[] = {quantiles->p10, quantiles->p50, quantiles->p90};
	const char *const names[] = {"P10", "P50", "P90"};
	int free_from = area.x;
	for (int i = 0; i < 3; i++) {
		int x = area.x + histogram_bin(histogram, values[i]),
		    last = area.x + area.width - 3 - 4 * (2 - i);
		int at = x - 1 < free_from ? free_from : x - 1;
		at = at > last ? last : at;
		grid_put(grid, at, area.y, 3, names[i], ROLE_TEXT);
		free_from = at + 4;
	}
}

static void draw_axis(struct app *app, struct grid *grid, struct area area, const struct histogram *histogram)
{
	char unit[160];
	struct shown low = show_end(app, histogram, QUANTILE_LOWEST),
		     high = show_end(app, histogram, QUANTILE_HIGHEST);
	int first = grid_text_width(grid, low.text), last = grid_text_width(grid, high.text);
	snprintf(unit, sizeof unit, "one-off, %s", show_name(app->model->currency, 20).text);
	int room = area.width - first - last - 2, width = grid_text_width(grid, unit);
	grid_put(grid, area.x, area.y, area.width, low.text, ROLE_MUTED);
	grid_put_right(grid, area.x + area.width - last, area.y, last, high.text, ROLE_MUTED);
	if (width > room)
		snprintf(unit, sizeof unit, "%s", show_name(app->model->currency, 20).text);
	width = grid_text_width(grid, unit);
	if (width <= room)
		grid_put(grid, area.x + first + 1 + (room - width) / 2, area.y, width, unit, ROLE_MUTED);
}

/* Where there are no columns: all draws are alike, or too large. A lower bound is not exact. */
static void draw_plain_line(struct app *app, struct grid *grid, struct area area,
			    const struct histogram *histogram)
{
	char text[200];
	const char *shown = "amounts too large to draw";
	if (histogram->known) {
		const char *const exactly = "exactly ";
		snprintf(text, sizeof text, "%s%.16s %s in every draw", exactly,
			 show_end(app, histogram, QUANTILE_LOWEST).text,
			 show_name(app->model->currency, 20).text);
		bool whole = range_bound(app) == BOUND_NONE && grid_text_width(grid, text) <= area.width;
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

/* "P10 22.2k+ P50 30.6k+ P90 41.1k+", with fewer words or figures where there is no room: the marks below the
 * columns say which is which, and no figure is without its own. */
static void head_text(const struct quantiles *of, struct caveats caveats, const struct grid *grid, int room,
		      struct str *out)
{
	struct shown p10 = show_caveat_money(of->p10, caveats.p10),
		     p50 = show_caveat_money(of->p50, caveats.p50),
		     p90 = show_caveat_money(of->p90, caveats.p90);
	str_print(out, "P10 %s P50 %s P90 %s", p10.text, p50.text, p90.text);
	if (grid_text_width(grid, out->data) <= room)
		return;
	out->length = 0;
	str_print(out, "P10-90 %s %s %s", p10.text, p50.text, p90.text);
	if (grid_text_width(grid, out->data) <= room)
		return;
	out->length = 0;
	str_print(out, "P10 %s P90 %s", p10.text, p90.text);
}

static int columns_in(struct area area)
{
	int columns = area.width < HISTOGRAM_MOST ? area.width : HISTOGRAM_MOST;
	return columns < LEAST_COLUMNS || area.height < LEAST_HEIGHT ? 0 : columns;
}

void range_plot_draw(struct app *app, struct grid *grid, struct area area)
{
	int columns = columns_in(area);
	if (columns == 0)
		return;
	struct histogram histogram = histogram_of(draws_of(app), columns);
	if (histogram.most == 0) {
		draw_plain(app, grid, area, &histogram);
		return;
	}
	struct str head;
	str_init(&head);
	head_text(&analysis_spread(app->live)->total, pane_caveats(app, FIGURE_QUANTILE, range_bound(app)),
		  grid, area.width, &head);
	pane_line(grid, area, 0, head.data, ROLE_TITLE);
	str_clear(&head);
	struct area plot = {area.x, area.y + 1, columns, area.height - 3};
	draw_columns(grid, plot, &histogram);
	draw_height(grid, plot, &histogram);
	draw_marks(grid, (struct area){area.x, plot.y + plot.height, columns, 1}, &histogram,
		   &analysis_spread(app->live)->total);
	draw_axis(app, grid, (struct area){area.x, plot.y + plot.height + 1, columns, 1}, &histogram);
}

/* --- in one row ------------------------------------------------------------------------------ */

/* What stands at the two ends, and how many columns are left between them. */
struct strip {
	struct str low, high;
	int before, behind, columns;
};

static void measure_strip(struct app *app, int width, const struct histogram *ends, struct strip *strip)
{
	struct shown_name unit = show_name(app->model->currency, 20);
	struct shown high = show_end(app, ends, QUANTILE_HIGHEST);
	bool ascii = app->options.ascii;
	strip->low.length = strip->high.length = 0;
	str_print(&strip->low, "%s ", show_end(app, ends, QUANTILE_LOWEST).text);
	str_print(&strip->high, " %s %s", high.text, unit.text);
	strip->before = grid_columns_of(strip->low.data, strip->low.length, ascii);
	strip->behind = grid_columns_of(strip->high.data, strip->high.length, ascii);
	strip->columns = width - strip->before - strip->behind;
	if (strip->columns >= LEAST_COLUMNS)
		return;
	strip->high.length = 0; /* a long currency is left to the box */
	str_print(&strip->high, " %s", high.text);
	strip->behind = grid_columns_of(strip->high.data, strip->high.length, ascii);
	strip->columns = width - strip->before - strip->behind;
}

static int strip_columns(const struct strip *strip)
{
	int columns = strip->columns < HISTOGRAM_MOST ? strip->columns : HISTOGRAM_MOST;
	return columns < LEAST_COLUMNS ? 0 : columns;
}

static void draw_strip(struct app *app, struct grid *grid, struct area area, const struct strip *strip)
{
	int columns = strip_columns(strip);
	if (columns == 0)
		return;
	struct histogram histogram = histogram_of(draws_of(app), columns);
	grid_put(grid, area.x, area.y, strip->before, strip->low.data, ROLE_MUTED);
	for (int i = 0; i < columns; i++)
		if (histogram.bins[i])
			grid_step(grid, area.x + strip->before + i, area.y,
				  (double)histogram.bins[i] / histogram.most, ROLE_BAR);
	grid_put(grid, area.x + strip->before + columns, area.y, strip->behind, strip->high.data, ROLE_MUTED);
}

void range_plot_draw_strip(struct app *app, struct grid *grid, struct area area)
{
	struct histogram ends = histogram_of(draws_of(app), 1);
	struct strip strip;
	if (ends.most == 0) {
		draw_plain_line(app, grid, area, &ends);
		return;
	}
	str_init(&strip.low);
	str_init(&strip.high);
	measure_strip(app, area.width, &ends, &strip);
	draw_strip(app, grid, area, &strip);
	str_clear(&strip.low);
	str_clear(&strip.high);
}

int range_plot_columns(struct app *app, struct area area, bool in_one_row)
{
	struct histogram ends = histogram_of(draws_of(app), 1);
	struct strip strip;
	if (ends.most == 0 || !in_one_row)
		return ends.most == 0 ? 0 : columns_in(area);
	str_init(&strip.low);
	str_init(&strip.high);
	measure_strip(app, area.width, &ends, &strip);
	str_clear(&strip.low);
	str_clear(&strip.high);
	return strip_columns(&strip);
}
