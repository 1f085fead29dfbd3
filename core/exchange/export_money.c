/* Views of money: cost, range, when, A|B. */
#include "core/exchange/export_views.h"

#include "core/exchange/export_tried.h"
#include "core/figures/explain.h"
#include "core/figures/histogram.h"

#include <math.h>
#include <stdio.h>

/*
 * What a total lacks, a price or a binding that a way out leaves behind, says how it stands to the true one:
 * Markdown marks it, all have columns of it.
 */
static enum bound bound_of(struct analysis *analysis, const struct export_name *name)
{
	return bound_of_one_off(analysis_cost(analysis), name->stuck > 0);
}

/* --- cost ------------------------------------------------------------------------------------ */

static void cost_row(struct table *table, const char *name, double expected, double likely,
		     const struct quantiles *quantiles, enum bound bound)
{
	table_text(table, name);
	table_bound(table, expected, bound);
	table_bound(table, likely, bound);
	table_bound(table, quantiles ? quantiles->mean : NAN, bound);
	table_bound(table, quantiles ? quantiles->p10 : NAN, bound);
	table_bound(table, quantiles ? quantiles->p50 : NAN, bound);
	table_bound(table, quantiles ? quantiles->p90 : NAN, bound);
	table_text(table, bound_name(bound));
}

static double month_of(uint32_t month)
{
	return month == NONE ? (double)NAN : (double)month;
}

/* What is no money. */
static void number_row(struct table *table, const char *name, double value, enum bound bound)
{
	table_text(table, name);
	table_number_bound(table, value, bound);
	for (int none = 0; none < 5; none++)
		table_number(table, NAN);
	table_text(table, bound_name(bound));
}

static void tried_row(struct table *table, const char *name, bool rate, struct range a, struct range b)
{
	(void)a;
	if (rate) {
		table_text(table, name);
		table_rate(table, range_mean(b));
		table_rate(table, b.likely);
		for (int none = 0; none < 4; none++)
			table_number(table, NAN);
		table_text(table, NULL);
		return;
	}
	cost_row(table, name, range_mean(b), b.likely, NULL, BOUND_NONE);
}

static const char *const cost_columns[] = {"figure", "expected", "likely", "mean", "p10",
					   "p50",    "p90",      "bound",  NULL};

static void cost_rows(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	const struct cost *cost = analysis_cost(analysis);
	const struct spread *spread = analysis_spread(analysis);
	const struct quantiles *categories = analysis_category_spread(analysis);
	bool stuck = from->subject->own.stuck > 0;
	for (int c = 0; c < CATEGORY_COUNT; c++)
		cost_row(table, category_name((enum category)c), cost->expected[c], cost->likely[c],
			 &categories[c], cost->lacks_price[c] ? BOUND_LOWER : BOUND_NONE);
	cost_row(table, "one_off", cost->expected_total, cost->likely_total, &spread->total,
		 bound_of(analysis, &from->subject->own));
	cost_row(table, "monthly_before", cost->monthly_before, cost->monthly_before, NULL, BOUND_NONE);
	cost_row(table, "monthly_after", cost->monthly_after, cost->monthly_after, NULL,
		 bound_of_monthly(cost));
	cost_row(table, "npv", cost->npv_expected, cost->npv_likely, &spread->npv, bound_of_npv(cost, stuck));
	number_row(table, "payback_month", month_of(cost->payback_month), bound_of_payback(cost, stuck));
	number_row(table, "missing_prices", cost->missing_prices, BOUND_NONE);
	export_each_tried(analysis, NULL, tried_row, table);
}

/* Whose figures the one-off rests on; of nothing there are no shares. */
static void cost_facts(struct table *table, const struct export_source *from)
{
	const struct honesty *found = analysis_honesty(from->analysis);
	bool moves = analysis_cost(from->analysis)->bindings_moved > 0;
	table_fact_share(table, "one_off_yours", moves ? found->share[ORIGIN_USER] : (double)NAN);
	table_fact_share(table, "one_off_sourced", moves ? found->share[ORIGIN_CATALOG] : (double)NAN);
	table_fact_share(table, "one_off_assumed", moves ? found->share[ORIGIN_ASSUMPTION] : (double)NAN);
}

const struct export_table export_cost = {
	.row = "figure",
	.columns = cost_columns,
	.rows = cost_rows,
	.facts = cost_facts,
};

/* --- range ------------------------------------------------------------------------------------- */

static const char *const range_columns[] = {"variable", "one_off_at_low", "one_off_at_high",
					    "swing",    "lower_bound",    NULL};

/* The histogram of the draws: on the screen it has as many bins as columns, here always so many. */
enum { BINS = 64 };

static const char *const bin_columns[] = {"from", "to", "draws", NULL};

static const struct table_more bins = {"bins", "bin", bin_columns};

/* Edges lie closer together than three digits tell. */
static void bin_row(struct table *table, double from, double to, uint32_t draws, enum bound bound)
{
	table_whole_bound(table, from, bound);
	table_whole_bound(table, to, bound);
	table_number(table, draws);
}

/* Draws that are all alike are one bin without width; those that are no numbers none. */
static void bin_rows(struct table *table, const double draws[DRAWS], enum bound bound)
{
	struct histogram histogram = histogram_of(draws, BINS);
	table_more(table);
	if (histogram.known && histogram.most == 0)
		bin_row(table, histogram.low, histogram.high, DRAWS, bound);
	for (int i = 0; histogram.most > 0 && i < BINS; i++)
		bin_row(table, histogram_edge(&histogram, i), histogram_edge(&histogram, i + 1),
			histogram.bins[i], bound);
}

static void range_rows(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	uint32_t count;
	const struct swing *swings = analysis_swings(analysis, &count);
	enum bound bound = bound_of(analysis, &from->subject->own);
	for (uint32_t i = 0; i < count; i++) {
		table_text(table, swings[i].variable);
		table_bound(table, swings[i].low, bound);
		table_bound(table, swings[i].high, bound);
		table_money(table, swings[i].high - swings[i].low);
		table_yes(table, bound != BOUND_NONE);
	}
	bin_rows(table, analysis_spread(analysis)->totals, bound);
}

static void range_facts(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	const struct quantiles *total = &analysis_spread(analysis)->total;
	enum bound bound = bound_of(analysis, &from->subject->own);
	table_fact_bound(table, "one_off", analysis_cost(analysis)->expected_total, bound);
	table_fact_bound(table, "one_off_mean", total->mean, bound);
	table_fact_bound(table, "one_off_p10", total->p10, bound);
	table_fact_bound(table, "one_off_p50", total->p50, bound);
	table_fact_bound(table, "one_off_p90", total->p90, bound);
	table_fact_yes(table, "lower_bound", bound != BOUND_NONE);
}

const struct export_table export_range = {
	.row = "swing",
	.columns = range_columns,
	.more = &bins,
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

static const char *const when_columns[] = {
	"start",       "date",      "one_off",       "npv",  "waiting_a_month",
	"lower_bound", "npv_bound", "waiting_bound", "ends", NULL};

static void when_rows(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis;
	const struct model *model = analysis_model(analysis);
	const struct timing *timing = analysis_timing(analysis);
	enum bound bound = bound_of(analysis, &from->subject->own);
	bool stuck = from->subject->own.stuck > 0;
	enum bound npv = bound_of_npv(analysis_cost(analysis), stuck),
		   wait = bound_of_wait(analysis_lacks(analysis), stuck);
	struct str ends;
	str_init(&ends);
	for (uint32_t s = 0; s < model->horizon; s++) {
		table_number(table, s);
		table_text(table, month_text(model, s).text);
		table_bound(table, timing->one_off[s], bound);
		table_bound(table, timing->npv[s], npv);
		table_bound(table, analysis_wait(analysis, s), s + 1 < model->horizon ? wait : BOUND_NONE);
		table_yes(table, bound != BOUND_NONE);
		table_text(table, bound_name(npv));
		table_text(table, s + 1 < model->horizon ? bound_name(wait) : NULL);
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
	table_fact_bound(table, "waiting_a_month", analysis_wait(analysis, analysis_choice(analysis)->start),
			 bound_of_wait(analysis_lacks(analysis), from->subject->own.stuck > 0));
	ends_later(table, model);
}

const struct export_table export_when = {
	.row = "month",
	.columns = when_columns,
	.rows = when_rows,
	.facts = when_facts,
};

/* --- A|B ------------------------------------------------------------------------------------- */

struct bounds {
	enum bound a, b, change;
};

static void compared_bounds(struct table *table, struct bounds bounds)
{
	table_text(table, bound_name(bounds.a));
	table_text(table, bound_name(bounds.b));
	table_text(table, bound_name(bounds.change));
}

static void compared_money(struct table *table, const char *name, double a, double b, struct bounds bounds)
{
	table_text(table, name);
	table_bound(table, a, bounds.a);
	table_bound(table, b, bounds.b);
	table_bound(table, b - a, bounds.change);
	compared_bounds(table, bounds);
}

/* What is no money. */
static void compared_number(struct table *table, const char *name, double a, double b, struct bounds bounds)
{
	table_text(table, name);
	table_number_bound(table, a, bounds.a);
	table_number_bound(table, b, bounds.b);
	table_number_bound(table, b - a, bounds.change);
	compared_bounds(table, bounds);
}

static void compared_tried(struct table *table, const char *name, bool rate, struct range a, struct range b)
{
	if (rate) {
		table_text(table, name);
		table_rate(table, range_mean(a));
		table_rate(table, range_mean(b));
		table_rate(table, range_mean(b) - range_mean(a));
		compared_bounds(table, (struct bounds){BOUND_NONE, BOUND_NONE, BOUND_NONE});
		return;
	}
	compared_money(table, name, range_mean(a), range_mean(b),
		       (struct bounds){BOUND_NONE, BOUND_NONE, BOUND_NONE});
}

static const char *const ab_columns[] = {"figure",          "a", "b", "b_minus_a", "a_bound", "b_bound",
					 "b_minus_a_bound", NULL};

static struct side side_of(struct analysis *analysis, const struct export_name *name)
{
	return (struct side){analysis_lacks(analysis), analysis_choice(analysis), name->stuck};
}

static void compared_one_off(struct table *table, const struct export_source *from, struct side from_a,
			     struct side to_b)
{
	struct analysis *analysis = from->analysis, *base = from->base;
	const struct model *model = analysis_model(analysis);
	const struct cost *a = analysis_cost(base), *b = analysis_cost(analysis);
	const struct quantiles *of_a = &analysis_spread(base)->total,
			       *of_b = &analysis_spread(analysis)->total;
	struct bounds bounds = {bound_of(base, &from->subject->base), bound_of(analysis, &from->subject->own),
				side_change(model, CATEGORY_COUNT, from_a, to_b)};
	compared_money(table, "one_off", a->expected_total, b->expected_total, bounds);
	compared_money(table, "one_off_p10", of_a->p10, of_b->p10, bounds);
	compared_money(table, "one_off_p50", of_a->p50, of_b->p50, bounds);
	compared_money(table, "one_off_p90", of_a->p90, of_b->p90, bounds);
	for (int c = 0; c < CATEGORY_COUNT; c++) {
		bounds = (struct bounds){a->lacks_price[c] ? BOUND_LOWER : BOUND_NONE,
					 b->lacks_price[c] ? BOUND_LOWER : BOUND_NONE,
					 side_change(model, (enum category)c, from_a, to_b)};
		compared_money(table, category_name((enum category)c), a->expected[c], b->expected[c],
			       bounds);
	}
}

static void compared_returns(struct table *table, const struct export_source *from, struct side from_a,
			     struct side to_b)
{
	const struct cost *a = analysis_cost(from->base), *b = analysis_cost(from->analysis);
	bool stuck_a = from_a.stuck > 0, stuck_b = to_b.stuck > 0;
	enum bound payback_a = bound_of_payback(a, stuck_a), payback_b = bound_of_payback(b, stuck_b);
	compared_money(table, "monthly", a->monthly_after, b->monthly_after,
		       (struct bounds){bound_of_monthly(a), bound_of_monthly(b),
				       bound_of_monthly_change(from_a.lacks, to_b.lacks)});
	compared_money(table, "npv", a->npv_expected, b->npv_expected,
		       (struct bounds){bound_of_npv(a, stuck_a), bound_of_npv(b, stuck_b),
				       side_npv_change(from_a, to_b)});
	compared_number(
		table, "payback_month", month_of(a->payback_month), month_of(b->payback_month),
		(struct bounds){payback_a, payback_b, bound_join(payback_b, bound_reverse(payback_a))});
}

static void compared_hhi(struct table *table, const struct export_source *from)
{
	enum { MOST = 10000 };
	const struct cost *a = analysis_cost(from->base), *b = analysis_cost(from->analysis);
	double of_a = analysis_concentration(from->base)->after,
	       of_b = analysis_concentration(from->analysis)->after;
	compared_number(table, "hhi", of_a, of_b,
			(struct bounds){bound_of_share(a, of_a / MOST), bound_of_share(b, of_b / MOST),
					bound_of_share_change(a, of_a / MOST, b, of_b / MOST)});
}

static void ab_rows(struct table *table, const struct export_source *from)
{
	struct analysis *analysis = from->analysis, *base = from->base;
	const struct bounds none = {BOUND_NONE, BOUND_NONE, BOUND_NONE};
	struct side from_a = side_of(base, &from->subject->base),
		    to_b = side_of(analysis, &from->subject->own);
	compared_one_off(table, from, from_a, to_b);
	compared_returns(table, from, from_a, to_b);
	compared_hhi(table, from);
	compared_number(table, "missing_prices", analysis_cost(base)->missing_prices,
			analysis_cost(analysis)->missing_prices, none);
	compared_number(table, "start", analysis_choice(base)->start, analysis_choice(analysis)->start, none);
	compared_number(table, "share_of_draws_in_which_b_is_cheaper", NAN,
			spread_share_above(analysis_spread(base), analysis_spread(analysis)),
			(struct bounds){BOUND_NONE, side_npv_change(from_a, to_b), BOUND_NONE});
	export_each_tried(analysis, base, compared_tried, table);
}

const struct export_table export_ab = {
	.row = "figure",
	.columns = ab_columns,
	.rows = ab_rows,
};
