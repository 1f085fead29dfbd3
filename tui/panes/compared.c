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

/* Is something missing from the one-off of A? What B lacks is in the history. */
static bool a_lacks(struct app *app)
{
	return analysis_cost(app_base_analysis(app))->missing_prices > 0 ||
	       history_now(&app->history)->a_stuck > 0;
}

/* Of the one-off, or of one of its quantiles. */
static struct compared total_of(struct app *app, const char *label, double a, double b)
{
	struct compared item = {
		.a = a, .b = b, .a_more = a_lacks(app), .b_more = history_now(&app->history)->lower_bound};
	snprintf(item.label, sizeof item.label, "%s", label);
	return item;
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
		return (struct compared){
			.label = "Monthly", .per = "a month", .a = a->monthly_after, .b = b->monthly_after};
	case COMPARED_NPV:
		return (struct compared){
			.label = "NPV", .a = a->npv_expected, .b = b->npv_expected, .better_up = true};
	case COMPARED_PAYBACK:
		return (struct compared){.label = "Pays back, mo",
					 .a = month_of(a->payback_month),
					 .b = month_of(b->payback_month),
					 .plain = true,
					 .whole = true};
	case COMPARED_HHI:
		return (struct compared){.label = "HHI, 0-10000",
					 .a = analysis_concentration(base)->after,
					 .b = analysis_concentration(live)->after,
					 .plain = true,
					 .whole = true};
	default:
		return (struct compared){.label = "Start month",
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

struct compared compared_of(struct app *app, uint32_t row)
{
	if (row < COMPARED_SUMS)
		return sum_of(app, row);
	if (row >= COMPARED_TRIED)
		return tried_of(app, row - COMPARED_TRIED);
	uint32_t category = row - COMPARED_SUMS;
	const struct cost *a = analysis_cost(app_base_analysis(app)), *b = analysis_cost(app->live);
	struct compared item = {.a = a->expected[category],
				.b = b->expected[category],
				.a_more = a->lacks_price[category],
				.b_more = b->lacks_price[category]};
	snprintf(item.label, sizeof item.label, "%s", category_name((enum category)category));
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

bool compared_change_more(const struct compared *item)
{
	return item->b_more && !item->a_more;
}

bool compared_any_change_more(struct app *app)
{
	const struct cost *a = analysis_cost(app_base_analysis(app)), *b = analysis_cost(app->live);
	bool any = history_now(&app->history)->lower_bound && !a_lacks(app);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		any = any || (b->lacks_price[c] && !a->lacks_price[c]);
	return any;
}

static struct shown show_side(const struct compared *item, double value, bool more)
{
	return item->plain ? show_number(rounded(item, value)) : show_more_money(value, more);
}

struct shown compared_show_a(const struct compared *item)
{
	return show_side(item, item->a, item->a_more);
}

struct shown compared_show_b(const struct compared *item)
{
	return show_side(item, item->b, item->b_more);
}

struct shown compared_show_change(const struct compared *item)
{
	struct shown shown;
	double change = compared_change(item);
	if (!item->plain || isnan(change) || change == 0)
		return show_more_change(change, compared_change_more(item));
	snprintf(shown.text, sizeof shown.text, "%s%.30s", change > 0 ? "+" : "−",
		 show_number(fabs(change)).text);
	return shown;
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
