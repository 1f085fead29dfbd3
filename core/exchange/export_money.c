/* Views of money: cost, range, when, A|B. */
#include "core/exchange/export_views.h"

#include "core/exchange/export_tried.h"

#include <math.h>
#include <stdio.h>

/*
 * Does a total lack something, a price or a binding that a way out leaves behind, so that it is a lower
 * bound? Markdown marks them with +, all have a column or a row.
 */
static bool is_bound(struct analysis *analysis, const struct export_name *name)
{
	return analysis_cost(analysis)->missing_prices > 0 || name->stuck > 0;
}

/* --- cost ------------------------------------------------------------------------------------ */

static void bound_row(struct table *table, const char *name, double expected, double likely,
		      const struct quantiles *quantiles, bool more)
{
	table_text(table, name);
	table_bound(table, expected, more);
	table_bound(table, likely, more);
	table_bound(table, quantiles ? quantiles->mean : NAN, more);
	table_bound(table, quantiles ? quantiles->p10 : NAN, more);
	table_bound(table, quantiles ? quantiles->p50 : NAN, more);
	table_bound(table, quantiles ? quantiles->p90 : NAN, more);
}

static void cost_row(struct table *table, const char *name, double expected, double likely,
		     const struct quantiles *quantiles)
{
	bound_row(table, name, expected, likely, quantiles, false);
}

static double month_of(uint32_t month)
{
	return month == NONE ? (double)NAN : (double)month;
}

static void tried_row(struct table *table, const char *name, struct range a, struct range b)
{
	(void)a;
	cost_row(table, name, range_mean(b), b.likely, NULL);
}

static const char *const cost_columns[] = {"figure", "expected", "likely", "mean", "p10", "p50", "p90", NULL};

static void cost_rows(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	const struct cost *cost = analysis_cost(analysis);
	const struct spread *spread = analysis_spread(analysis);
	const struct quantiles *categories = analysis_category_spread(analysis);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		bound_row(table, category_name((enum category)c), cost->expected[c], cost->likely[c],
			  &categories[c], cost->lacks_price[c]);
	bound_row(table, "one_off", cost->expected_total, cost->likely_total, &spread->total,
		  is_bound(analysis, &from->subject->own));
	cost_row(table, "monthly_before", cost->monthly_before, cost->monthly_before, NULL);
	cost_row(table, "monthly_after", cost->monthly_after, cost->monthly_after, NULL);
	cost_row(table, "npv", cost->npv_expected, cost->npv_likely, &spread->npv);
	cost_row(table, "payback_month", month_of(cost->payback_month), NAN, NULL);
	cost_row(table, "missing_prices", cost->missing_prices, NAN, NULL);
	export_each_tried(analysis, NULL, tried_row, table);
}

const struct export_table export_cost = {
	.row = "figure",
	.columns = cost_columns,
	.rows = cost_rows,
};

/* --- range ------------------------------------------------------------------------------------- */

static const char *const range_columns[] = {"variable", "one_off_at_low", "one_off_at_high",
					    "swing",    "lower_bound",    NULL};

static void range_rows(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	uint32_t count;
	const struct swing *swings = analysis_swings(analysis, &count);
	bool more = is_bound(analysis, &from->subject->own);
	for (uint32_t i = 0; i < count; i++) {
		table_text(table, swings[i].variable);
		table_bound(table, swings[i].low, more);
		table_bound(table, swings[i].high, more);
		table_money(table, swings[i].high - swings[i].low);
		table_yes(table, more);
	}
}

static void range_facts(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	const struct quantiles *total = &analysis_spread(analysis)->total;
	bool more = is_bound(analysis, &from->subject->own);
	table_fact_bound(table, "one_off", analysis_cost(analysis)->expected_total, more);
	table_fact_bound(table, "one_off_mean", total->mean, more);
	table_fact_bound(table, "one_off_p10", total->p10, more);
	table_fact_bound(table, "one_off_p50", total->p50, more);
	table_fact_bound(table, "one_off_p90", total->p90, more);
	table_fact_yes(table, "lower_bound", more);
}

const struct export_table export_range = {
	.row = "swing",
	.columns = range_columns,
	.rows = range_rows,
	.facts = range_facts,
};

/* --- when ------------------------------------------------------------------------------------ */

/* "2027-03" of a month counted from as_of. */
struct month {
	char text[24];
};

static struct month month_text(const struct model *model, uint32_t month)
{
	struct month shown;
	uint64_t months = model->as_of.month - (uint64_t)1 + month;
	snprintf(shown.text, sizeof shown.text, "%04u-%02u",
		 (unsigned)(model->as_of.year + (int64_t)(months / 12)), (unsigned)(months % 12 + 1));
	return shown;
}

/* "commitment of alpha, 600000 left" */
static void add_end(const struct model *model, const struct commitment *item, const char *what,
		    struct str *out)
{
	str_print(out, "%s of %s, ", what, model->providers[item->provider].id);
	number_print(out, item->remaining);
	str_add_text(out, " left");
}

/* From when on a switch pays no egress. */
static const char law[] = "egress charges of a switch, by law";

static void add_ends(const struct model *model, const struct commitment *items, uint32_t count,
		     const char *what, uint32_t month, struct str *out)
{
	for (uint32_t i = 0; i < count; i++) {
		if (items[i].months != month)
			continue;
		str_add_text(out, out->length > 0 ? "; " : "");
		add_end(model, &items[i], what, out);
	}
}

/* What ends in a month: commitments, credits, and what the law ends. */
static void ends_text(const struct model *model, uint32_t month, struct str *out)
{
	out->length = 0;
	add_ends(model, model->commitments, model->commitment_count, "commitment", month, out);
	add_ends(model, model->credits, model->credit_count, "credit", month, out);
	if (model->switching_charges_end == month)
		str_print(out, "%s%s", out->length > 0 ? "; " : "", law);
}

static const char *const when_columns[] = {"start",           "date",        "one_off", "npv",
					   "waiting_a_month", "lower_bound", "ends",    NULL};

/* What starting a month later than in this one costs more; NAN in the last one. */
static double waiting_of(struct analysis *analysis, uint32_t start)
{
	const double *one_off = analysis_timing(analysis)->one_off;
	return start + 1 < analysis_model(analysis)->horizon ? one_off[start + 1] - one_off[start] : NAN;
}

static void when_rows(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	const struct model *model = analysis_model(analysis);
	const struct timing *timing = analysis_timing(analysis);
	bool more = is_bound(analysis, &from->subject->own);
	struct str ends;
	str_init(&ends);
	for (uint32_t s = 0; s < model->horizon; s++) {
		table_number(table, s);
		table_text(table, month_text(model, s).text);
		table_bound(table, timing->one_off[s], more);
		table_money(table, timing->npv[s]);
		table_money(table, waiting_of(analysis, s));
		table_yes(table, more);
		ends_text(model, s, &ends);
		table_text(table, ends.length > 0 ? ends.data : NULL);
	}
	str_clear(&ends);
}

static void later_ends(struct table *table, const struct model *model, const struct commitment *items,
		       uint32_t count, const char *what)
{
	struct str text;
	str_init(&text);
	for (uint32_t i = 0; i < count; i++) {
		if (items[i].months < model->horizon)
			continue;
		text.length = 0;
		str_print(&text, "%s: ", month_text(model, items[i].months).text);
		add_end(model, &items[i], what, &text);
		table_facts_text(table, text.data);
	}
	str_clear(&text);
}

/* What ends beyond the horizon has no row. */
static void ends_later(struct table *table, const struct model *model)
{
	table_facts_open(table, "ends_later");
	later_ends(table, model, model->commitments, model->commitment_count, "commitment");
	later_ends(table, model, model->credits, model->credit_count, "credit");
	if (model->switching_charges_end != NONE && model->switching_charges_end >= model->horizon) {
		char text[80];
		snprintf(text, sizeof text, "%s: %s", month_text(model, model->switching_charges_end).text,
			 law);
		table_facts_text(table, text);
	}
	table_facts_close(table);
}

static void when_facts(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	const struct model *model = analysis_model(analysis);
	const struct timing *timing = analysis_timing(analysis);
	table_fact_number(table, "best_start", timing->known ? timing->best_start : (double)NAN);
	table_fact_yes(table, "best_start_pays", timing->known && timing->pays);
	table_fact_bound(table, "waiting_a_month", waiting_of(analysis, analysis_choice(analysis)->start),
			 false);
	ends_later(table, model);
}

const struct export_table export_when = {
	.row = "month",
	.columns = when_columns,
	.rows = when_rows,
	.facts = when_facts,
};

/* --- A|B ------------------------------------------------------------------------------------- */

static void compared_row(struct table *table, const char *name, double a, double b)
{
	table_text(table, name);
	table_money(table, a);
	table_money(table, b);
	table_money(table, b - a);
}

/* What is no money. */
static void compared_number(struct table *table, const char *name, double a, double b)
{
	table_text(table, name);
	table_number(table, a);
	table_number(table, b);
	table_number(table, b - a);
}

/* What A lacks as well may make the difference less: then it is no lower bound. */
static void compared_total(struct table *table, const char *name, double a, bool a_more, double b,
			   bool b_more)
{
	table_text(table, name);
	table_bound(table, a, a_more);
	table_bound(table, b, b_more);
	table_bound(table, b - a, b_more && !a_more);
}

static void compared_tried(struct table *table, const char *name, struct range a, struct range b)
{
	compared_row(table, name, range_mean(a), range_mean(b));
}

static const char *const ab_columns[] = {"figure", "a", "b", "b_minus_a", NULL};

static void ab_rows(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis, *base = from->base;
	const struct cost *a = analysis_cost(base), *b = analysis_cost(analysis);
	const struct spread *sa = analysis_spread(base), *sb = analysis_spread(analysis);
	uint32_t cheaper = 0;
	bool more_a = is_bound(base, &from->subject->base), more_b = is_bound(analysis, &from->subject->own);
	compared_total(table, "one_off", a->expected_total, more_a, b->expected_total, more_b);
	compared_total(table, "one_off_p10", sa->total.p10, more_a, sb->total.p10, more_b);
	compared_total(table, "one_off_p50", sa->total.p50, more_a, sb->total.p50, more_b);
	compared_total(table, "one_off_p90", sa->total.p90, more_a, sb->total.p90, more_b);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		compared_total(table, category_name((enum category)c), a->expected[c], a->lacks_price[c],
			       b->expected[c], b->lacks_price[c]);
	compared_row(table, "monthly", a->monthly_after, b->monthly_after);
	compared_row(table, "npv", a->npv_expected, b->npv_expected);
	compared_number(table, "payback_month", month_of(a->payback_month), month_of(b->payback_month));
	compared_number(table, "hhi", analysis_concentration(base)->after,
			analysis_concentration(analysis)->after);
	compared_number(table, "missing_prices", a->missing_prices, b->missing_prices);
	compared_number(table, "start", analysis_choice(base)->start, analysis_choice(analysis)->start);
	for (int i = 0; i < DRAWS; i++)
		cheaper += sb->npvs[i] > sa->npvs[i];
	compared_number(table, "share_of_draws_in_which_b_is_cheaper", NAN, (double)cheaper / DRAWS);
	export_each_tried(analysis, base, compared_tried, table);
}

const struct export_table export_ab = {
	.row = "figure",
	.columns = ab_columns,
	.rows = ab_rows,
};
