#include "tui/panes/compared.h"

#include "core/model/tried.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- the rows -------------------------------------------------------------------------------- */

static double month_of(uint32_t month)
{
	return month == NONE ? NAN : (double)month;
}

/* What A lacks; what B does is in the history. */
static struct side side_a(struct app *app)
{
	const struct point *now = history_now(&app->history);
	return (struct side){analysis_lacks(app_base_analysis(app)), &now->a, now->a_stuck};
}

static struct side side_b(const struct app *app)
{
	return history_side(history_now(&app->history));
}

/* Of the one-off, or of one of its quantiles. */
static struct compared total_of(struct app *app, const char *label, double a, double b)
{
	struct side from = side_a(app), to = side_b(app);
	struct compared item = {
		.a = a,
		.b = b,
		.bound_a = bound_of_one_off(analysis_cost(app_base_analysis(app)), from.stuck > 0),
		.bound_b = bound_of_one_off(analysis_cost(app->live), to.stuck > 0),
		.bound_change = side_change(app->model, CATEGORY_COUNT, from, to),
	};
	snprintf(item.label, sizeof item.label, "%s", label);
	return item;
}

static struct compared monthly_of(struct app *app, const struct cost *a, const struct cost *b)
{
	return (struct compared){
		.label = "Monthly",
		.per = "a month",
		.a = a->monthly_after,
		.b = b->monthly_after,
		.bound_a = bound_of_monthly(a),
		.bound_b = bound_of_monthly(b),
		.bound_change = bound_of_monthly_change(side_a(app).lacks, side_b(app).lacks),
	};
}

static struct compared npv_of(struct app *app, const struct cost *a, const struct cost *b)
{
	struct side from = side_a(app), to = side_b(app);
	return (struct compared){
		.label = "NPV",
		.a = a->npv_expected,
		.b = b->npv_expected,
		.better_up = true,
		.bound_a = bound_of_npv(a, from.stuck > 0),
		.bound_b = bound_of_npv(b, to.stuck > 0),
		.bound_change = side_npv_change(from, to),
	};
}

/* The horizon within which nothing pays back that moves; 0: it does, or nothing moves. */
static uint32_t beyond(struct analysis *analysis, const struct cost *cost)
{
	bool never = cost->payback_month == NONE && cost->bindings_moved > 0 && isfinite(cost->npv_expected);
	return never ? analysis_model(analysis)->horizon : 0;
}

static struct compared payback_of(struct app *app, const struct cost *a, const struct cost *b)
{
	struct compared item = {
		.label = "Pays back, mo",
		.brief = "Paid, mo",
		.a = month_of(a->payback_month),
		.b = month_of(b->payback_month),
		.beyond_a = beyond(app_base_analysis(app), a),
		.beyond_b = beyond(app->live, b),
		.plain = true,
		.whole = true,
		.bound_a = bound_of_payback(a, side_a(app).stuck > 0),
		.bound_b = bound_of_payback(b, side_b(app).stuck > 0),
	};
	item.bound_change = bound_join(item.bound_b, bound_reverse(item.bound_a));
	return item;
}

static struct compared hhi_of(const struct cost *a, const struct cost *b, double of_a, double of_b)
{
	enum { MOST = 10000 };
	return (struct compared){
		.label = "HHI, 0-10000",
		.brief = "HHI, 0-10k",
		.a = of_a,
		.b = of_b,
		.plain = true,
		.bound_a = bound_of_share(a, of_a / MOST),
		.bound_b = bound_of_share(b, of_b / MOST),
		.bound_change = bound_of_share_change(a, of_a / MOST, b, of_b / MOST),
	};
}

static struct compared sum_of(struct app *app, uint32_t sum)
{
	struct analysis *base = app_base_analysis(app), *live = app->live;
	const struct cost *a = analysis_cost(base), *b = analysis_cost(live);
	const struct quantiles *of_a = &analysis_spread(base)->total, *of_b = &analysis_spread(live)->total;
	switch (sum) {
	case COMPARED_ONE_OFF:
		return total_of(app, "One-off", a->expected_total, b->expected_total);
	case COMPARED_P10:
		return total_of(app, "  P10", of_a->p10, of_b->p10);
	case COMPARED_P90:
		return total_of(app, "  P90", of_a->p90, of_b->p90);
	case COMPARED_MONTHLY:
		return monthly_of(app, a, b);
	case COMPARED_NPV:
		return npv_of(app, a, b);
	case COMPARED_PAYBACK:
		return payback_of(app, a, b);
	case COMPARED_HHI:
		return hhi_of(a, b, analysis_concentration(base)->after, analysis_concentration(live)->after);
	default:
		return (struct compared){.label = "Start month",
					 .brief = "Start, mo",
					 .a = app_base(app)->start,
					 .b = app_live(app)->start,
					 .plain = true,
					 .whole = true};
	}
}

/* The n-th of the variables of which A or B tries another value: A's, then those of B alone; NULL: none. */
static const struct tried *nth_tried(const struct app *app, uint32_t n)
{
	const struct choice *a = app_base(app), *b = app_live(app);
	if (n < a->tried_count)
		return &a->tried[n];
	n -= a->tried_count;
	for (uint32_t i = 0; i < b->tried_count; i++) {
		const struct tried *tried = &b->tried[i];
		if (!tried_get(a->tried, a->tried_count, tried->kind, tried->a, tried->b) && n-- == 0)
			return tried;
	}
	return NULL;
}

/* "USD a month" is split: the currency stands above the column. */
static void set_unit(const struct app *app, const struct tried *tried, struct compared *item)
{
	const char *currency = app->model->currency;
	size_t length = strlen(currency);
	struct str unit;
	str_init(&unit);
	tried_unit(app->loaded, tried, &unit);
	const char *text = unit.data ? unit.data : "";
	bool money = strncmp(text, currency, length) == 0 && (text[length] == ' ' || !text[length]);
	item->plain = !money;
	snprintf(money ? item->per : item->unit, money ? sizeof item->per : sizeof item->unit, "%s",
		 money ? text + length + (text[length] == ' ') : text);
	str_clear(&unit);
}

/* "tried: rate", at its mean in both. */
static struct compared tried_of(struct app *app, uint32_t n)
{
	const struct tried *tried = nth_tried(app, n);
	struct compared item = {
		.a_range =
			tried_shown(tried->kind, tried_given(analysis_model(app_base_analysis(app)), tried)),
		.b_range = tried_shown(tried->kind, tried_given(app->model, tried)),
		.input = true,
	};
	struct str name;
	item.a = range_mean(item.a_range);
	item.b = range_mean(item.b_range);
	set_unit(app, tried, &item);
	str_init(&name);
	tried_name(app->loaded, tried, &name);
	snprintf(item.label, sizeof item.label, "tried: %s", name.data);
	str_clear(&name);
	return item;
}

uint32_t compared_count(const struct app *app)
{
	uint32_t count = COMPARED_TRIED;
	while (nth_tried(app, count - COMPARED_TRIED))
		count++;
	return count;
}

static struct compared category_of(struct app *app, enum category category)
{
	const struct cost *a = analysis_cost(app_base_analysis(app)), *b = analysis_cost(app->live);
	struct compared item = {
		.a = a->expected[category],
		.b = b->expected[category],
		.bound_a = a->lacks_price[category] ? BOUND_LOWER : BOUND_NONE,
		.bound_b = b->lacks_price[category] ? BOUND_LOWER : BOUND_NONE,
		.bound_change = side_change(app->model, category, side_a(app), side_b(app)),
		.brief = category == CATEGORY_REQUALIFICATION ? "requalify" : NULL,
	};
	snprintf(item.label, sizeof item.label, "%s", category_name(category));
	return item;
}

struct compared compared_of(struct app *app, uint32_t row)
{
	static const enum app_figure figures[COMPARED_START] = {
		[COMPARED_ONE_OFF] = FIGURE_ONE_OFF, [COMPARED_P10] = FIGURE_QUANTILE,
		[COMPARED_P90] = FIGURE_QUANTILE,    [COMPARED_MONTHLY] = FIGURE_MONTHLY,
		[COMPARED_NPV] = FIGURE_NPV,         [COMPARED_PAYBACK] = FIGURE_PAYBACK,
		[COMPARED_HHI] = FIGURE_HHI,
	};
	if (row >= COMPARED_TRIED)
		return tried_of(app, row - COMPARED_TRIED);
	bool sum = row < COMPARED_SUMS;
	uint32_t category = sum ? 0 : row - COMPARED_SUMS;
	struct compared item = sum ? sum_of(app, row) : category_of(app, (enum category)category);
	if (row == COMPARED_START) /* is chosen */
		return item;
	enum app_figure figure = sum ? figures[row] : FIGURE_CATEGORY;
	uint32_t subject = !sum ? category : row == COMPARED_P10 ? QUANTILE_P10 : QUANTILE_P90;
	item.tried_a = app_is_tried(app, SIDE_A, figure, subject);
	item.tried_b = app_is_tried(app, SIDE_B, figure, subject);
	return item;
}

uint32_t compared_find(struct app *app, const char *label)
{
	uint32_t count = compared_count(app);
	for (uint32_t row = 0; row < count; row++)
		if (strcmp(compared_of(app, row).label, label) == 0)
			return row;
	return NONE;
}

/* --- what is shown of them ------------------------------------------------------------------- */

bool compared_differs(const struct compared *item)
{
	return isnan(item->a) != isnan(item->b) || (!isnan(item->a) && item->a != item->b);
}

static double rounded(const struct compared *item, double value)
{
	return item->whole ? floor(value + 0.5) : value;
}

double compared_change(const struct compared *item)
{
	/* 386 and 385 differ by 1, whatever was behind the point. */
	return rounded(item, item->b) - rounded(item, item->a);
}

static struct shown show_side(const struct compared *item, double value, uint32_t beyond, enum bound bound,
			      bool tried)
{
	struct shown shown = item->plain ? show_number(rounded(item, value)) : show_money(value);
	if (beyond > 0)
		snprintf(shown.text, sizeof shown.text, ">%u", beyond);
	return show_caveat(shown, (struct caveat){bound, tried});
}

struct shown compared_show_a(const struct compared *item)
{
	return show_side(item, item->a, item->beyond_a, item->bound_a, item->tried_a);
}

struct shown compared_show_b(const struct compared *item)
{
	return show_side(item, item->b, item->beyond_b, item->bound_b, item->tried_b);
}

struct shown compared_show_change(const struct compared *item)
{
	struct shown shown;
	double change = compared_change(item);
	if (!item->plain || isnan(change) || change == 0)
		shown = show_change(change);
	else
		snprintf(shown.text, sizeof shown.text, "%s%.30s", change > 0 ? "+" : "−",
			 show_number(fabs(change)).text);
	return show_caveat(shown, (struct caveat){item->bound_change, item->tried_a || item->tried_b});
}

struct caveat compared_share_caveat(struct app *app)
{
	return (struct caveat){compared_of(app, COMPARED_NPV).bound_change, app_share_above_is_tried(app)};
}

static void add_name(const struct app *app, struct str *out, const char *which, const struct choice *choice,
		     uint32_t item)
{
	bool changed;
	const char *name = app_choice_name(app, choice, item, &changed);
	str_print(out, "%s %s%s", which, name, changed ? "*" : "");
}

void compared_name_a(const struct app *app, struct str *out)
{
	const struct point *now = history_now(&app->history);
	add_name(app, out, "A:", &now->a, now->a_item);
}

void compared_name_b(const struct app *app, struct str *out)
{
	const struct point *now = history_now(&app->history);
	add_name(app, out, "B:", &now->b, now->b_item);
}
