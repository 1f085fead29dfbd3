/* The verdict of the live choice: what it costs, what it saves, and what it still rests on. */
#include "tui/panes/pane.h"

#include "core/figures/explain.h"

#include <math.h>
#include <stdio.h>

/* Columns; rows from which on the payback has one. A line gets the area from its row on, as high as all. */
enum { LABEL = 10, FIGURE = 7, HEAD = LABEL + FIGURE, FOR_PAYBACK = 6 };

/* "label     figure" in the area's first row; where the figure ends: never on its label. */
static int put_head(struct grid *grid, struct area area, const char *label, struct shown figure,
		    enum role role)
{
	int wide = grid_text_width(grid, figure.text), end = grid_text_width(grid, label) + 1 + wide;
	end = end > HEAD ? end : HEAD;
	end = end < area.width ? end : area.width;
	grid_put_cut(grid, area.x, area.y, end - wide, label, ROLE_TEXT);
	grid_put(grid, area.x + end - wide, area.y, wide, figure.text, role);
	return area.x + end;
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

/* --- the one-off ----------------------------------------------------------------------------- */

static struct caveat one_off_caveat(struct app *app)
{
	return (struct caveat){bound_of_one_off(analysis_cost(app->live), app_is_stuck(app)),
			       app_is_tried(app, SIDE_B, FIGURE_ONE_OFF, 0)};
}

static struct caveats one_off_caveats(struct app *app)
{
	return pane_caveats(app, FIGURE_QUANTILE, one_off_caveat(app).bound);
}

/* "P10 1.88M P50 2.17M P90 2.52M", each in as many columns as it may come to need, so that they keep their
 * places; without the median where that is not wanted. */
static void quantiles_text(const struct quantiles *of, struct caveats caveats, int width, bool median,
			   struct str *out)
{
	str_print(out, "P10 %s", show_right(show_caveat_money(of->p10, caveats.p10), width).text);
	if (median)
		str_print(out, " P50 %s", show_right(show_caveat_money(of->p50, caveats.p50), width).text);
	str_print(out, " P90 %s", show_right(show_caveat_money(of->p90, caveats.p90), width).text);
}

/* "P10-90 27.5k+* 39.1k+* 53.5k+*" */
static void brief_quantiles(const struct quantiles *of, struct caveats caveats, bool median, struct str *out)
{
	out->length = 0;
	str_print(out, "P10-90 %s", show_caveat_money(of->p10, caveats.p10).text);
	if (median)
		str_print(out, " %s", show_caveat_money(of->p50, caveats.p50).text);
	str_print(out, " %s", show_caveat_money(of->p90, caveats.p90).text);
}

static void put_quantiles(struct app *app, struct grid *grid, struct area area,
			  const struct quantiles *quantiles, struct caveats caveats, int width)
{
	struct str text;
	str_init(&text);
	quantiles_text(quantiles, caveats, width, true, &text);
	if (grid_text_width(grid, text.data) > area.width - 2)
		brief_quantiles(quantiles, caveats, true, &text);
	int used = grid_put_cut(grid, area.x + 2, area.y, area.width - 2, text.data, ROLE_TEXT);
	put_unit(app, grid, area.x + 2 + used, area.y, area.x + area.width);
	str_clear(&text);
}

/* "USD, expected"; a long unit, which the box has in full, gives way, and is cut where the box has no room.
 */
static void put_expected(struct app *app, struct grid *grid, int x, int y, int room, int box)
{
	enum { BESIDE_UNIT = 16 }; /* of the box and the rows that it counts */
	const char *unit = app->model->currency;
	struct str text;
	str_init(&text);
	str_print(&text, "%s, expected", unit);
	if (grid_text_width(grid, text.data) > room) {
		text.length = 0;
		str_add_text(&text, grid_text_width(grid, unit) + BESIDE_UNIT <= box ? "expected" : unit);
	}
	grid_put_cut(grid, x, y, room, text.data, ROLE_TEXT);
	str_clear(&text);
}

static void one_off(struct app *app, struct grid *grid, struct area area)
{
	int end = put_head(grid, area, "One-off",
			   show_caveat_money(analysis_cost(app->live)->expected_total, one_off_caveat(app)),
			   ROLE_TEXT);
	struct layout layout = app_layout(app);
	int box = layout.single ? area.width : layout.lenses[0].width - 2;
	put_expected(app, grid, end + 1, area.y, area.x + area.width - end - 1, box);
}

static void one_off_range(struct app *app, struct grid *grid, struct area area)
{
	if (analysis_cost(app->live)->bindings_moved > 0)
		put_quantiles(app, grid, area, &analysis_spread(app->live)->total, one_off_caveats(app),
			      FIGURE - 2);
	else
		grid_put(grid, area.x + 2, area.y, area.width - 2, "nothing moves", ROLE_MUTED);
}

/*
 * Where the quantiles have no row: "One-off     2.18M USD  P10 1.88M P90 2.52M"; where it is narrow without
 * the unit, which the next row has, and closed up.
 */
static void one_off_whole(struct app *app, struct grid *grid, struct area area)
{
	enum { ONE_OFF = 8 };
	const struct quantiles *of = &analysis_spread(app->live)->total;
	struct caveat caveat = one_off_caveat(app);
	struct shown figure = show_caveat_money(analysis_cost(app->live)->expected_total, caveat);
	int unit = grid_text_width(grid, app->model->currency) + 1, end = area.x + area.width,
	    own = ONE_OFF + grid_text_width(grid, figure.text);
	struct str text;
	str_init(&text);
	quantiles_text(of, one_off_caveats(app), 0, false, &text);
	if (own + 1 + grid_text_width(grid, text.data) > area.width)
		brief_quantiles(of, one_off_caveats(app), false, &text);
	int width = grid_text_width(grid, text.data);
	if (analysis_cost(app->live)->bindings_moved == 0 || own + 1 + width > area.width) {
		one_off(app, grid, area); /* the lens of the range has them */
	} else if (HEAD + 1 + width <= area.width) {
		int x = put_head(grid, area, "One-off", figure, ROLE_TEXT);
		x = HEAD + unit + 2 + width <= area.width ? put_unit(app, grid, x, area.y, end) + 1 : x;
		grid_put(grid, x + 1, area.y, width, text.data, ROLE_TEXT);
	} else {
		grid_put(grid, area.x, area.y, ONE_OFF, "One-off ", ROLE_TEXT);
		grid_put(grid, area.x + ONE_OFF, area.y, own - ONE_OFF, figure.text, ROLE_TEXT);
		grid_put_right(grid, end - width, area.y, width, text.data, ROLE_TEXT);
	}
	str_clear(&text);
}

/* --- the monthly, and what it buys ----------------------------------------------------------- */

static enum role role_of_change(double change)
{
	return change > 0 ? ROLE_WORSE : change < 0 ? ROLE_BETTER : ROLE_TEXT;
}

/* "Monthly   181k USD as today", "Monthly   181k → 174k USD  −6.61k": the figures before the unit. */
static void monthly(struct app *app, struct grid *grid, struct area area)
{
	enum { CHANGE = 8, LONGEST = 14 /* "→ 100k?* USD" and a blank */ };
	const struct cost *cost = analysis_cost(app->live);
	struct caveat before = pane_caveat(app, FIGURE_BEFORE, 0, BOUND_NONE),
		      after = pane_caveat(app, FIGURE_MONTHLY, 0, bound_of_monthly(cost)),
		      of_change = {after.bound, app_is_tried(app, SIDE_B, FIGURE_CHANGE, 0)};
	double change = cost->monthly_after - cost->monthly_before;
	int end = area.x + area.width,
	    at = put_head(grid, area, "Monthly", show_caveat_money(cost->monthly_before, before), ROLE_TEXT);
	char text[64] = "";
	if (change == 0 && after.bound == BOUND_NONE) {
		at = put_unit(app, grid, at, area.y, end) + 1;
		grid_put_cut(grid, at, area.y, end - at, "as today", ROLE_TEXT);
		return;
	}
	snprintf(text, sizeof text, " → %s", show_caveat_money(cost->monthly_after, after).text);
	at += grid_put(grid, at, area.y, end - at, text, ROLE_TEXT);
	int places = area.width < HEAD + LONGEST + CHANGE ? area.width - CHANGE : HEAD + LONGEST;
	struct shown shown = show_caveat_change(change, of_change);
	int width = grid_text_width(grid, shown.text);
	if (area.width >= HEAD + 18) {
		grid_put_right(grid, area.x + places, area.y, CHANGE, shown.text, role_of_change(change));
		end = area.x + places + CHANGE - width - 1;
	}
	put_unit(app, grid, at, area.y, end);
}

static struct caveat npv_caveat(struct app *app)
{
	return (struct caveat){bound_of_npv(analysis_cost(app->live), app_is_stuck(app)),
			       app_is_tried(app, SIDE_B, FIGURE_NPV, 0)};
}

static struct caveats npv_caveats(struct app *app)
{
	return pane_caveats(app, FIGURE_NPV_QUANTILE, npv_caveat(app).bound);
}

/* "18% chance > 0": in how many draws the NPV is; a bound where that is one. */
static void chance_text(struct app *app, const char *what, struct str *out)
{
	struct shown shown = show_caveat(show_share(analysis_spread(app->live)->npv_positive),
					 pane_caveat(app, FIGURE_NPV_CHANCE, 0, npv_caveat(app).bound));
	str_print(out, "%s %s", show_right(shown, 4).text, what);
}

/* How the row of the NPV is filled: "NPV 36 mo  −383k USD   0% chance > 0  P10 −410k P90 −350k". */
struct npv_row {
	struct shown figure;
	char label[16];
	int end;     /* columns up to the unit's end */
	bool chance; /* stands there, and not in the row of the payback */
	bool beside; /* so do P10 and P90 */
	struct str chance_text, quantiles;
};

static void npv_row_clear(struct npv_row *row)
{
	str_clear(&row->chance_text);
	str_clear(&row->quantiles);
}

/* The chance is closed up where that makes it fit; where it does not the unit goes. */
static void fit_chance(struct app *app, const struct grid *grid, int width, struct npv_row *row)
{
	static const char *const words[] = {"chance > 0", "chance>0"};
	int head = grid_text_width(grid, row->label) + 1 + grid_text_width(grid, row->figure.text),
	    unit = grid_text_width(grid, app->model->currency) + 1;
	head = head > HEAD ? head : HEAD;
	for (int i = 0; i < 4; i++) {
		row->chance_text.length = 0;
		chance_text(app, words[i % 2], &row->chance_text);
		row->end = i < 2 ? head + unit : head;
		if (row->end + 1 + grid_text_width(grid, row->chance_text.data) <= width)
			break;
	}
}

static struct npv_row npv_row_of(struct app *app, const struct grid *grid, struct area area)
{
	enum { APART = 2, PAYBACK = 33 + APART + 20 };
	const struct cost *cost = analysis_cost(app->live);
	struct npv_row row = {.figure = show_caveat_money(cost->npv_expected, npv_caveat(app))};
	snprintf(row.label, sizeof row.label, "NPV %u mo", app->model->horizon);
	str_init(&row.chance_text);
	str_init(&row.quantiles);
	fit_chance(app, grid, area.width, &row);
	if (cost->bindings_moved == 0)
		return row;
	quantiles_text(&analysis_spread(app->live)->npv, npv_caveats(app), FIGURE - 1, false, &row.quantiles);
	int chance = 1 + grid_text_width(grid, row.chance_text.data),
	    quantiles = APART + grid_text_width(grid, row.quantiles.data);
	row.chance = area.width < PAYBACK || area.height < FOR_PAYBACK ||
		     row.end + chance + quantiles <= area.width;
	row.beside = row.end + quantiles + (row.chance ? chance : 0) <= area.width;
	return row;
}

static bool npv_is_beside(struct app *app, const struct grid *grid, struct area area)
{
	struct npv_row row = npv_row_of(app, grid, area);
	npv_row_clear(&row);
	return row.beside;
}

static void npv(struct app *app, struct grid *grid, struct area area)
{
	struct npv_row row = npv_row_of(app, grid, area);
	enum role role = role_of_change(-analysis_cost(app->live)->npv_expected);
	int end = area.x + area.width, at = area.x + row.end;
	put_unit(app, grid, put_head(grid, area, row.label, row.figure, role), area.y, at);
	if (row.chance)
		at += 1 + grid_put(grid, at + 1, area.y, end - at - 1, row.chance_text.data, ROLE_TEXT);
	if (row.beside)
		grid_put(grid, at + 2, area.y, end - at - 2, row.quantiles.data, ROLE_TEXT);
	npv_row_clear(&row);
}

static void npv_range(struct app *app, struct grid *grid, struct area area)
{
	put_quantiles(app, grid, area, &analysis_spread(app->live)->npv, npv_caveats(app), FIGURE - 1);
}

/* "in month 34+ (2029-09)": where a price is missing, not before that. */
static void payback_text(struct app *app, struct str *out)
{
	const struct cost *cost = analysis_cost(app->live);
	struct caveat caveat = {bound_of_payback(cost, app_is_stuck(app)),
				app_is_tried(app, SIDE_B, FIGURE_PAYBACK, 0)};
	struct shown month;
	snprintf(month.text, sizeof month.text, "%u", cost->payback_month);
	if (cost->bindings_moved == 0 || !isfinite(cost->npv_expected))
		str_add_text(out, "·");
	else if (cost->payback_month == NONE)
		str_print(out, "not within %u %s%s%s", app->model->horizon,
			  number_unit(app->model->horizon, "months"),
			  caveat.bound == BOUND_UNKNOWN ? "?" : "", caveat.tried ? "*" : "");
	else
		str_print(out, "in month %s (%s)", show_caveat(month, caveat).text,
			  show_month(app->model, cost->payback_month).text);
}

static void payback(struct app *app, struct grid *grid, struct area area)
{
	struct npv_row row = npv_row_of(app, grid, area);
	int end = area.x + area.width, at = area.x + LABEL + 1;
	struct str text;
	str_init(&text);
	payback_text(app, &text);
	grid_put_cut(grid, area.x, area.y, area.width, "Pays back", ROLE_TEXT);
	at += grid_put_cut(grid, at, area.y, end - at, text.data, ROLE_TEXT) + 2;
	text.length = 0;
	chance_text(app, "chance NPV > 0", &text);
	if (row.beside && !row.chance)
		grid_put_cut(grid, at, area.y, end - at, text.data, ROLE_TEXT);
	npv_row_clear(&row);
	str_clear(&text);
}

/* --- what it rests on ------------------------------------------------------------------------ */

/* Is something paid to parts of the provider? */
static bool has_paid_parts(struct app *app, uint32_t provider)
{
	const struct provider_figures *figures = analysis_providers(app->live);
	for (uint32_t p = 0; p < app->model->provider_count; p++)
		if (p != provider && model_is_part_of(app->model, p, provider) &&
		    (figures[p].monthly > 0 || figures[p].monthly_after > 0))
			return true;
	return false;
}

/* "62%", or "62% → 54%?": the share of the total then is of one in which a price may be assumed. */
static void share_text(struct app *app, uint32_t provider, struct str *out)
{
	double before = app_figure(app->live, FIGURE_WHOLE_SHARE, provider),
	       after = app_figure(app->live, FIGURE_WHOLE_SHARE_AFTER, provider);
	struct caveat today = pane_caveat(app, FIGURE_WHOLE_SHARE, provider, BOUND_NONE),
		      then = {bound_of_share(analysis_cost(app->live), after),
			      app_is_tried(app, SIDE_B, FIGURE_WHOLE_SHARE_AFTER, provider)};
	str_add_text(out, show_caveat(show_share(before), today).text);
	if (before != after && !(isnan(before) && isnan(after)))
		str_print(out, " → %s", show_caveat(show_share(after), then).text);
}

/* Share of spend of the provider that is looked at, with its parts. */
static void share(struct app *app, struct grid *grid, struct area area)
{
	struct str name, text;
	if (app->provider == NONE)
		return;
	str_init(&name);
	str_init(&text);
	str_print(&name, "%s %s", show_name(app->model->providers[app->provider].name, 100).text,
		  has_paid_parts(app, app->provider) ? "with parts" : "share");
	share_text(app, app->provider, &text);
	int width = grid_text_width(grid, name.data),
	    most = area.width - 2 - grid_text_width(grid, text.data);
	width = width < most ? width : most;
	grid_put_cut(grid, area.x, area.y, width, name.data, ROLE_TEXT);
	grid_put(grid, area.x + width + 2, area.y, area.width - width - 2, text.data, ROLE_TEXT);
	str_clear(&name);
	str_clear(&text);
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
	enum { HHI_MOST = 10000 };
	static const char *const names[] = {"Concentration (HHI)", "HHI"};
	const struct concentration *found = analysis_concentration(app->live);
	struct caveat before = pane_caveat(app, FIGURE_HHI_BEFORE, 0, BOUND_NONE),
		      after = {bound_of_share(analysis_cost(app->live), found->after / HHI_MOST),
			       app_is_tried(app, SIDE_B, FIGURE_HHI, 0)};
	char text[96];
	if (isnan(found->before) && isnan(found->after))
		return;
	for (int i = 0; i < 2; i++) {
		snprintf(text, sizeof text, "%s %.16s → %.16s of 10000", names[i],
			 show_caveat(show_number(found->before), before).text,
			 show_caveat(show_number(found->after), after).text);
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

/* One of the doubts, behind what is there: how many, in the words that are wanted. */
static void add_doubt(struct str *out, enum verdict_words words, uint32_t count, const char *whole,
		      const char *brief, const char *sign)
{
	if (count == 0)
		return;
	str_add_text(out, out->length == 0 ? "" : words == VERDICT_SIGNS ? " " : ", ");
	if (words == VERDICT_LONG)
		str_print(out, "%u %s (%s)", count, whole, sign);
	else if (words == VERDICT_SHORT)
		str_print(out, "%u %s %s", count, brief, sign);
	else
		str_print(out, "%s %s", sign, brief);
}

void verdict_doubts(struct app *app, enum verdict_words words, struct str *out)
{
	const struct cost *cost = analysis_cost(app->live);
	uint32_t stuck = history_now(&app->history)->stuck, tried = app_live(app)->tried_count,
		 assumed = cost->assumed, missing = cost->missing_prices;
	bool at_most = bound_of_npv(cost, app_is_stuck(app)) == BOUND_UPPER;
	if (words == VERDICT_KEY) {
		char name[KEY_NAME_SIZE];
		uint32_t key = keymap_key(&app->keymap, KEYS_MAIN, ACTION_HELP, 0);
		if (key && tried + assumed + missing + stuck > 0)
			str_print(out, "%s tells the marks", key_name(key, name));
		return;
	}
	add_doubt(out, words, tried, "tried", "tried", "*");
	add_doubt(out, words, assumed, assumed == 1 ? "price assumed" : "prices assumed", "assumed", "?");
	add_doubt(out, words, missing,
		  assumed > 0    ? "missing"
		  : missing == 1 ? "price missing"
				 : "prices missing",
		  "missing", at_most && words != VERDICT_SIGNS ? "+, NPV ≤" : "+");
	if (missing > 0 && at_most && words == VERDICT_SIGNS)
		str_add_text(out, ", NPV ≤");
	add_doubt(out, words, stuck, "stuck and not in it", "stuck", "+");
}

static const struct {
	void (*draw)(struct app *app, struct grid *grid, struct area area);
	int from, below; /* rows that there must be room for, and, but for 0, for no more */
} lines[] = {
	{one_off_whole, 1, 4},
	{one_off, 4, 0},
	{one_off_range, 4, 0},
	{monthly, 2, 0},
	{payback, FOR_PAYBACK, 0},
	{npv, 3, 0},
	{npv_range, 9, 0},
	{share, 7, 0},
	{rests, 5, 0},
	{honesty, 8, 0},
	{concentration, 10, 0},
};

void verdict_draw(struct app *app, struct grid *grid, struct area area)
{
	int row = 0;
	for (size_t i = 0; i < sizeof lines / sizeof *lines && row < area.height; i++) {
		if (area.height < lines[i].from || (lines[i].below > 0 && area.height >= lines[i].below) ||
		    (lines[i].draw == npv_range && npv_is_beside(app, grid, area)))
			continue;
		lines[i].draw(app, grid, (struct area){area.x, area.y + row, area.width, area.height});
		row++;
	}
}
