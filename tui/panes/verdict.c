/* The verdict of the live choice: what it costs, what it saves, and what it still rests on. */
#include "tui/panes/pane.h"

#include "core/figures/explain.h"

#include <math.h>
#include <stdio.h>

/* From NPV_BESIDE columns on, P10 and P90 stand behind the NPV; else they take a row, where there is one. */
enum { LABEL = 10, FIGURE = 7, CHANCE = 15, NPV_BESIDE = LABEL + FIGURE + 1 + CHANCE + 2 + 21 };

/* "label     figure  rest" in the area's first row. */
static void put(struct grid *grid, struct area area, const char *label, const char *figure, enum role role,
		const char *rest)
{
	int label_width = grid_text_width(grid, label) > LABEL ? grid_text_width(grid, label) + 1 : LABEL;
	grid_put_cut(grid, area.x, area.y,
		     area.width - FIGURE < label_width ? area.width - FIGURE : label_width, label, ROLE_TEXT);
	grid_put_right(grid, area.x + label_width, area.y, FIGURE, figure, role);
	int at = label_width + FIGURE + 1;
	if (area.width > at)
		grid_put_cut(grid, area.x + at, area.y, area.width - at, rest, ROLE_TEXT);
}

/* Each in as many columns as it may come to need, so that they keep their places. */
static void put_quantiles(struct grid *grid, struct area area, const struct quantiles *quantiles, bool more,
			  int width)
{
	char text[160];
	snprintf(text, sizeof text, "P10 %s P50 %s P90 %s",
		 show_right(show_more_money(quantiles->p10, more), width).text,
		 show_right(show_more_money(quantiles->p50, more), width).text,
		 show_right(show_more_money(quantiles->p90, more), width).text);
	grid_put_cut(grid, area.x + 2, area.y, area.width - 2, text, ROLE_TEXT);
}

static void one_off(struct app *app, struct grid *grid, struct area area)
{
	const struct cost *cost = analysis_cost(app->live);
	char text[80];
	snprintf(text, sizeof text, "%.32s, expected", app->model->currency);
	put(grid, area, "One-off",
	    show_more_money(cost->expected_total, history_now(&app->history)->lower_bound).text, ROLE_TEXT,
	    text);
}

static void one_off_range(struct app *app, struct grid *grid, struct area area)
{
	if (analysis_cost(app->live)->bindings_moved > 0)
		put_quantiles(grid, area, &analysis_spread(app->live)->total,
			      history_now(&app->history)->lower_bound, FIGURE - 2);
	else
		grid_put(grid, area.x + 2, area.y, area.width - 2, "nothing moves", ROLE_MUTED);
}

static enum role role_of_change(double change)
{
	return change > 0 ? ROLE_WORSE : change < 0 ? ROLE_BETTER : ROLE_TEXT;
}

static void monthly(struct app *app, struct grid *grid, struct area area)
{
	const struct cost *cost = analysis_cost(app->live);
	double change = cost->monthly_after - cost->monthly_before;
	char text[64] = "";
	if (change == 0) {
		put(grid, area, "Monthly", show_money(cost->monthly_before).text, ROLE_TEXT, "as today");
		return;
	}
	snprintf(text, sizeof text, "→ %s", show_money(cost->monthly_after).text);
	put(grid, area, "Monthly", show_money(cost->monthly_before).text, ROLE_TEXT, text);
	if (area.width >= LABEL + FIGURE + 18)
		grid_put_right(grid, area.x + LABEL + FIGURE + 10, area.y, 8, show_change(change).text,
			       role_of_change(change));
}

static void payback(struct app *app, struct grid *grid, struct area area)
{
	const struct cost *cost = analysis_cost(app->live);
	char text[96];
	if (cost->bindings_moved == 0 || !isfinite(cost->npv_expected))
		snprintf(text, sizeof text, "·");
	else if (cost->payback_month == NONE)
		snprintf(text, sizeof text, "not within %u months", app->model->horizon);
	else
		snprintf(text, sizeof text, "in month %u (%s)", cost->payback_month,
			 show_month(app->model, cost->payback_month).text);
	grid_put_cut(grid, area.x, area.y, area.width, "Pays back", ROLE_TEXT);
	grid_put_cut(grid, area.x + LABEL + 1, area.y, area.width - LABEL - 1, text, ROLE_TEXT);
}

static void npv(struct app *app, struct grid *grid, struct area area)
{
	const struct cost *cost = analysis_cost(app->live);
	char label[32], text[128];
	snprintf(label, sizeof label, "NPV %u mo", app->model->horizon);
	if (cost->bindings_moved == 0)
		text[0] = '\0';
	else
		snprintf(text, sizeof text, "%s chance > 0",
			 show_right(show_share(analysis_spread(app->live)->npv_positive), 4).text);
	put(grid, area, label, show_money(cost->npv_expected).text, role_of_change(-cost->npv_expected),
	    text);
	if (area.width < NPV_BESIDE || cost->bindings_moved == 0)
		return;
	const struct quantiles *found = &analysis_spread(app->live)->npv;
	snprintf(text, sizeof text, "P10 %s P90 %s", show_right(show_money(found->p10), FIGURE - 1).text,
		 show_right(show_money(found->p90), FIGURE - 1).text);
	grid_put(grid, area.x + NPV_BESIDE - 21, area.y, 21, text, ROLE_TEXT);
}

static void npv_range(struct app *app, struct grid *grid, struct area area)
{
	put_quantiles(grid, area, &analysis_spread(app->live)->npv, false, FIGURE - 1);
}

/* Share of spend of the provider that is looked at, with its parts. */
static void share(struct app *app, struct grid *grid, struct area area)
{
	const struct provider_figures *figures = analysis_providers(app->live);
	const struct cost *cost = analysis_cost(app->live);
	double before = 0, after = 0;
	bool parts = false;
	char text[300];
	if (app->provider == NONE)
		return;
	for (uint32_t p = 0; p < app->model->provider_count; p++) {
		if (!model_is_part_of(app->model, p, app->provider))
			continue;
		parts = parts ||
			(p != app->provider && (figures[p].monthly > 0 || figures[p].monthly_after > 0));
		before += figures[p].monthly;
		after += figures[p].monthly_after;
	}
	before = cost->monthly_before > 0 ? before / cost->monthly_before : NAN;
	after = cost->monthly_after > 0 ? after / cost->monthly_after : NAN;
	snprintf(text, sizeof text, "%.200s %s", app->model->providers[app->provider].name,
		 parts ? "with parts" : "share");
	int width = grid_text_width(grid, text), most = area.width - 12;
	width = width < most ? width : most;
	grid_put_cut(grid, area.x, area.y, width, text, ROLE_TEXT);
	if (before == after || (isnan(before) && isnan(after)))
		snprintf(text, sizeof text, "%s", show_share(before).text);
	else
		snprintf(text, sizeof text, "%.16s → %.16s", show_share(before).text, show_share(after).text);
	grid_put(grid, area.x + width + 2, area.y, area.width - width - 2, text, ROLE_TEXT);
}

static void rests(struct app *app, struct grid *grid, struct area area)
{
	char text[400];
	if (app->provider == NONE)
		return;
	snprintf(text, sizeof text, "%s %.200s: %s of %s",
		 analysis_cost(app->live)->bindings_moved ? "Still rests on" : "Rests on",
		 app->model->providers[app->provider].name,
		 show_count(analysis_reach_after(app->live)[app->provider].components).text,
		 show_count(app->model->component_count).text);
	int used = grid_text_width(grid, text);
	used = grid_put_cut(grid, area.x, area.y, used < area.width ? used : area.width, text, ROLE_TEXT);
	if (area.width - used >= 11)
		grid_put(grid, area.x + used, area.y, 11, " components", ROLE_TEXT);
}

static void concentration(struct app *app, struct grid *grid, struct area area)
{
	const struct concentration *found = analysis_concentration(app->live);
	char text[96];
	if (isnan(found->before) && isnan(found->after))
		return;
	snprintf(text, sizeof text, "Concentration (HHI) %.16s → %.16s of 10000",
		 show_number(floor(found->before + 0.5)).text, show_number(floor(found->after + 0.5)).text);
	grid_put_cut(grid, area.x, area.y, area.width, text, ROLE_TEXT);
}

/* In whole per cent, so that the line fits and its words stay where they are. */
static struct shown whole_share(double share)
{
	return show_share(share > 0 && share < 0.005 ? 0.0005 : floor(share * 100 + 0.5) / 100);
}

/* The honesty line: whose figures the one-off total rests on. */
static void honesty(struct app *app, struct grid *grid, struct area area)
{
	const struct cost *cost = analysis_cost(app->live);
	char text[160];
	if (cost->bindings_moved == 0)
		return;
	const struct honesty *found = analysis_honesty(app->live);
	snprintf(text, sizeof text, "%.12s yours, %.12s sourced, %.12s assumed",
		 whole_share(found->share[ORIGIN_USER]).text, whole_share(found->share[ORIGIN_CATALOG]).text,
		 whole_share(found->share[ORIGIN_ASSUMPTION]).text);
	grid_put_cut(grid, area.x, area.y, area.width, text, ROLE_MUTED);
}

/* "2 tried, 48% of it assumed": these are not the stack's own figures. */
static void tried(struct app *app, struct grid *grid, struct area area)
{
	const struct honesty *found = analysis_honesty(app->live);
	char text[80];
	snprintf(text, sizeof text, "%u tried, %.12s of it assumed", app_live(app)->tried_count,
		 show_share(found->share[ORIGIN_ASSUMPTION]).text);
	grid_put_cut(grid, area.x, area.y, area.width, text, ROLE_WARNING);
}

/* What is not known, or else whose figures these are. */
static void doubts(struct app *app, struct grid *grid, struct area area)
{
	const struct cost *cost = analysis_cost(app->live);
	uint32_t stuck = history_now(&app->history)->stuck;
	char text[128];
	if (app_live(app)->tried_count > 0) {
		tried(app, grid, area);
		return;
	}
	if (cost->assumed == 0 && cost->missing_prices == 0 && stuck == 0) {
		honesty(app, grid, area);
		return;
	}
	if (stuck > 0)
		snprintf(text, sizeof text, "%u stuck and not in it (+)", stuck);
	else if (cost->assumed > 0 && cost->missing_prices > 0)
		snprintf(text, sizeof text, "%u price%s assumed, %u missing (+)", cost->assumed,
			 cost->assumed == 1 ? "" : "s", cost->missing_prices);
	else if (cost->assumed > 0)
		snprintf(text, sizeof text, "%u price%s assumed", cost->assumed,
			 cost->assumed == 1 ? "" : "s");
	else
		snprintf(text, sizeof text, "%u price%s missing (+)", cost->missing_prices,
			 cost->missing_prices == 1 ? "" : "s");
	grid_put_cut(grid, area.x, area.y, area.width, text, ROLE_WARNING);
}

/* On a higher screen there is a row for each. */
static void honesty_besides(struct app *app, struct grid *grid, struct area area)
{
	const struct cost *cost = analysis_cost(app->live);
	if (cost->assumed > 0 || cost->missing_prices > 0 || history_now(&app->history)->stuck > 0 ||
	    app_live(app)->tried_count > 0)
		honesty(app, grid, area);
}

static const struct {
	void (*draw)(struct app *app, struct grid *grid, struct area area);
	int from; /* rows that there must be room for before this one is drawn */
} lines[] = {
	{one_off, 1},          {one_off_range, 4}, {monthly, 2}, {payback, 6}, {npv, 3},
	{npv_range, 9},        {share, 7},         {rests, 5},   {doubts, 8},  {concentration, 10},
	{honesty_besides, 11},
};

void verdict_draw(struct app *app, struct grid *grid, struct area area)
{
	int row = 0;
	for (size_t i = 0; i < sizeof lines / sizeof *lines && row < area.height; i++) {
		if (area.height < lines[i].from || (lines[i].draw == npv_range && area.width >= NPV_BESIDE))
			continue;
		lines[i].draw(app, grid, (struct area){area.x, area.y + row, area.width, 1});
		row++;
	}
}
