/* The verdict of the live choice: what it costs, what it saves, and what it still rests on. */
#include "tui/panes/pane.h"

#include "core/figures/explain.h"

#include <math.h>
#include <stdio.h>

enum { LABEL = 10, FIGURE = 7, CHANCE = 15, CLOSED_UP = CHANCE - 2, QUANTILES = 21 };

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

/* A blank and the unit in columns x to end, whole or not at all; where it ends. */
static int put_unit(struct app *app, struct grid *grid, int x, int y, int end)
{
	int width = grid_text_width(grid, app->model->currency);
	if (x + 1 + width > end)
		return x;
	grid_put(grid, x + 1, y, width, app->model->currency, ROLE_TEXT);
	return x + 1 + width;
}

/* Each in as many columns as it may come to need, so that they keep their places. */
static void put_quantiles(struct app *app, struct grid *grid, struct area area,
			  const struct quantiles *quantiles, bool more, int width)
{
	char text[160];
	snprintf(text, sizeof text, "P10 %s P50 %s P90 %s",
		 show_right(show_more_money(quantiles->p10, more), width).text,
		 show_right(show_more_money(quantiles->p50, more), width).text,
		 show_right(show_more_money(quantiles->p90, more), width).text);
	int used = grid_put_cut(grid, area.x + 2, area.y, area.width - 2, text, ROLE_TEXT);
	put_unit(app, grid, area.x + 2 + used, area.y, area.x + area.width);
}

static void one_off(struct app *app, struct grid *grid, struct area area)
{
	const struct cost *cost = analysis_cost(app->live);
	char text[160];
	snprintf(text, sizeof text, "%s, expected", show_name(app->model->currency, 32).text);
	put(grid, area, "One-off",
	    show_more_money(cost->expected_total, history_now(&app->history)->lower_bound).text, ROLE_TEXT,
	    text);
}

static void one_off_range(struct app *app, struct grid *grid, struct area area)
{
	if (analysis_cost(app->live)->bindings_moved > 0)
		put_quantiles(app, grid, area, &analysis_spread(app->live)->total,
			      history_now(&app->history)->lower_bound, FIGURE - 2);
	else
		grid_put(grid, area.x + 2, area.y, area.width - 2, "nothing moves", ROLE_MUTED);
}

static enum role role_of_change(double change)
{
	return change > 0 ? ROLE_WORSE : change < 0 ? ROLE_BETTER : ROLE_TEXT;
}

/* "Monthly   181k USD as today", "Monthly   181k → 174k USD  −6.61k": the figures before the unit. */
static void monthly(struct app *app, struct grid *grid, struct area area)
{
	enum { AFTER = LABEL + FIGURE + 1, CHANGE = 8, LONGEST = 13 /* "→ 100.0k USD" and a blank */ };
	const struct cost *cost = analysis_cost(app->live);
	double change = cost->monthly_after - cost->monthly_before;
	int end = area.x + area.width, at = area.x + AFTER - 1;
	char text[64] = "";
	if (change != 0)
		snprintf(text, sizeof text, "→ %s", show_money(cost->monthly_after).text);
	put(grid, area, "Monthly", show_money(cost->monthly_before).text, ROLE_TEXT, text);
	if (change == 0) {
		at = put_unit(app, grid, at, area.y, end) + 1;
		grid_put_cut(grid, at, area.y, end - at, "as today", ROLE_TEXT);
		return;
	}
	int places = area.width < AFTER + LONGEST + CHANGE ? area.width - CHANGE : AFTER + LONGEST;
	struct shown shown = show_change(change);
	int width = grid_text_width(grid, shown.text);
	if (area.width >= AFTER + 17) {
		grid_put_right(grid, area.x + places, area.y, CHANGE, shown.text, role_of_change(change));
		end = area.x + places + CHANGE - width - 1;
	}
	put_unit(app, grid, at + 1 + grid_text_width(grid, text), area.y, end);
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

/* The column behind the NPV and its unit, which stands there only where the chance fits too. */
static int behind_npv(struct app *app, const struct grid *grid, int width)
{
	int unit = grid_text_width(grid, app->model->currency) + 1, at = LABEL + FIGURE + 1;
	return at + unit + CLOSED_UP <= width ? at + unit : at;
}

/* Where there is room P10 and P90 stand behind the NPV; else they take a row, where there is one. */
static bool npv_is_beside(struct app *app, const struct grid *grid, int width)
{
	return behind_npv(app, grid, width) + CLOSED_UP + 1 + QUANTILES <= width;
}

static void npv_beside(struct app *app, struct grid *grid, struct area area)
{
	const struct quantiles *found = &analysis_spread(app->live)->npv;
	char text[96];
	snprintf(text, sizeof text, "P10 %s P90 %s", show_right(show_money(found->p10), FIGURE - 1).text,
		 show_right(show_money(found->p90), FIGURE - 1).text);
	grid_put(grid, area.x, area.y, area.width, text, ROLE_TEXT);
}

/* "NPV 36 mo −383k USD   0% chance > 0", closed up where that makes all of it fit. */
static void npv(struct app *app, struct grid *grid, struct area area)
{
	const struct cost *cost = analysis_cost(app->live);
	int at = behind_npv(app, grid, area.width);
	bool beside = npv_is_beside(app, grid, area.width);
	bool loose = at + CHANCE + (beside ? 2 + QUANTILES : 0) <= area.width;
	char label[32], text[128];
	snprintf(label, sizeof label, "NPV %u mo", app->model->horizon);
	put(grid, area, label, show_money(cost->npv_expected).text, role_of_change(-cost->npv_expected), "");
	put_unit(app, grid, area.x + LABEL + FIGURE, area.y, area.x + at - 1);
	if (cost->bindings_moved == 0)
		return;
	snprintf(text, sizeof text, loose ? "%s chance > 0" : "%s chance>0",
		 show_right(show_share(analysis_spread(app->live)->npv_positive), 4).text);
	grid_put_cut(grid, area.x + at, area.y, area.width - at, text, ROLE_TEXT);
	at += loose ? CHANCE + 2 : CLOSED_UP + 1;
	if (beside)
		npv_beside(app, grid, (struct area){area.x + at, area.y, QUANTILES, 1});
}

static void npv_range(struct app *app, struct grid *grid, struct area area)
{
	put_quantiles(app, grid, area, &analysis_spread(app->live)->npv, false, FIGURE - 1);
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
	snprintf(text, sizeof text, "%s %s", show_name(app->model->providers[app->provider].name, 100).text,
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
	snprintf(text, sizeof text, "%s %s: %s of %s",
		 analysis_cost(app->live)->bindings_moved ? "Still rests on" : "Rests on",
		 show_name(app->model->providers[app->provider].name, 100).text,
		 show_count(analysis_reach_after(app->live)[app->provider].components).text,
		 show_count(app->model->component_count).text);
	int used = grid_text_width(grid, text);
	used = grid_put_cut(grid, area.x, area.y, used < area.width ? used : area.width, text, ROLE_TEXT);
	if (area.width - used >= 11)
		grid_put(grid, area.x + used, area.y, 11, " components", ROLE_TEXT);
}

static void concentration(struct app *app, struct grid *grid, struct area area)
{
	static const char *const names[] = {"Concentration (HHI)", "HHI"};
	const struct concentration *found = analysis_concentration(app->live);
	char text[96];
	if (isnan(found->before) && isnan(found->after))
		return;
	for (int i = 0; i < 2; i++) {
		snprintf(text, sizeof text, "%s %.16s → %.16s of 10000", names[i],
			 show_number(floor(found->before + 0.5)).text,
			 show_number(floor(found->after + 0.5)).text);
		if (grid_text_width(grid, text) <= area.width)
			break;
	}
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
		if (area.height < lines[i].from ||
		    (lines[i].draw == npv_range && npv_is_beside(app, grid, area.width)))
			continue;
		lines[i].draw(app, grid, (struct area){area.x, area.y + row, area.width, 1});
		row++;
	}
}
