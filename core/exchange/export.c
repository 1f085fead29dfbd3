#include "core/exchange/export.h"

#include "core/exchange/export_graph.h"
#include "core/exchange/export_tried.h"
#include "core/exchange/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const view_names[EXPORT_VIEW_COUNT] = {
	"providers", "tree", "cost", "range", "when", "ab", "loops", "migrations",
};

static const char *const format_names[EXPORT_FORMAT_COUNT] = {"csv", "json", "md", "dot", "mermaid"};

const char *export_view_name(enum export_view view)
{
	return view_names[view];
}

const char *export_format_name(enum export_format format)
{
	return format_names[format];
}

enum export_view export_find_view(const char *name)
{
	int view = 0;
	while (view < EXPORT_VIEW_COUNT && strcmp(view_names[view], name) != 0)
		view++;
	return (enum export_view)view;
}

enum export_format export_find_format(const char *name)
{
	int format = 0;
	while (format < EXPORT_FORMAT_COUNT && strcmp(format_names[format], name) != 0)
		format++;
	return (enum export_format)format;
}

bool export_is_possible(enum export_view view, enum export_format format)
{
	return format < EXPORT_DOT || view == EXPORT_TREE || view == EXPORT_LOOPS;
}

/* --- providers ------------------------------------------------------------------------------- */

/* Is a price missing, so that totals are lower bounds? Markdown marks them with +, all have a column or a
 * row. */
static bool lacks_price(struct analysis *analysis)
{
	return analysis_cost(analysis)->missing_prices > 0;
}

static double part_of(double part, double whole)
{
	return whole > 0 ? part / whole : NAN;
}

static double gap_of(struct analysis *analysis, uint32_t provider)
{
	const struct cycling *cycling = analysis_cycling(analysis);
	for (uint32_t i = 0; i < cycling->unfunded_count; i++)
		if (cycling->unfunded[i].provider == provider)
			return cycling->unfunded[i].gap;
	return NAN;
}

static void provider_row(struct table *table, struct analysis *analysis, uint32_t p)
{
	const struct model *model = analysis_model(analysis);
	const struct provider *provider = &model->providers[p];
	const struct provider_figures *figures = &analysis_providers(analysis)[p];
	const struct exit_figures *exit = &analysis_exits(analysis)[p];
	const struct cost *cost = analysis_cost(analysis);
	table_text(table, provider->id);
	table_text(table, provider->name);
	table_text(table, provider_kind_name(provider->kind));
	table_text(table, model->providers[provider->root].id);
	table_money(table, figures->monthly);
	table_money(table, figures->monthly_after);
	table_share(table, part_of(figures->monthly, cost->monthly_before));
	table_share(table, part_of(figures->monthly_after, cost->monthly_after));
	table_number(table, analysis_reach(analysis)[p].components);
	table_money(table, analysis_reach(analysis)[p].monthly);
	table_bound(table, exit->one_off, exit->lower_bound);
	table_number_bound(table, exit->months_of_spend, exit->lower_bound);
	table_number(table, exit->moved);
	table_number(table, exit->stuck);
	table_yes(table, exit->lower_bound);
	table_number(table, figures->alignment);
	table_share(table, figures->coverage);
	table_number(table, figures->loops);
	table_yes(table, figures->circular);
	table_money(table, gap_of(analysis, p));
}

static void write_providers(struct analysis *analysis, struct analysis *base, enum table_format format,
			    struct str *out)
{
	static const char *const columns[] = {
		"id",
		"name",
		"kind",
		"root",
		"monthly",
		"monthly_after",
		"share",
		"share_after",
		"components",
		"falls_monthly",
		"exit",
		"exit_months",
		"exit_moved",
		"exit_stuck",
		"exit_lower_bound",
		"alignment",
		"coverage",
		"loops",
		"circular",
		"unfunded_a_year",
		NULL,
	};
	struct table table;
	uint32_t count;
	(void)base;
	const uint32_t *listed = analysis_listed(analysis, &count);
	table_begin(&table, format, "providers", columns, out);
	for (uint32_t i = 0; i < count; i++)
		provider_row(&table, analysis, listed[i]);
	export_end(&table, analysis);
}

/* --- tree ------------------------------------------------------------------------------------ */

/* The migration that moves a binding in the choice, by looking it up in each that is on. */
static uint32_t mover_of(struct analysis *analysis, uint32_t binding)
{
	const struct plan *plan = analysis_plan(analysis);
	for (uint32_t m = 0; m < plan->count; m++) {
		const struct migration *migration = plan->migrations[m];
		uint32_t low = 0, high = migration->binding_count;
		if (!choice_is_on(analysis_choice(analysis), m))
			continue;
		while (low < high) {
			uint32_t middle = low + (high - low) / 2;
			if (migration->bindings[middle] < binding)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < migration->binding_count && migration->bindings[low] == binding)
			return m;
	}
	return NONE;
}

static void rests_text(struct analysis *analysis, uint32_t offering, struct str *out)
{
	const struct model *model = analysis_model(analysis);
	out->length = 0;
	for (uint32_t p = 0; p < model->provider_count; p++)
		if (analysis_rests(analysis, offering, p))
			str_print(out, "%s%s", out->length > 0 ? " " : "", model->providers[p].id);
}

static void binding_row(struct table *table, struct analysis *analysis, uint32_t b, struct str *rests)
{
	const struct plan *plan = analysis_plan(analysis);
	const struct model *model = analysis_model(analysis);
	const struct binding *binding = &model->bindings[b];
	uint32_t mover = mover_of(analysis, b);
	uint32_t to = mover == NONE ? binding->offering : plan->migrations[mover]->to;
	bool assumed = false;
	double monthly = binding->monthly;
	if (mover != NONE)
		monthly = cost_new_monthly(model, b, to, analysis_migration(analysis, mover)->cost_ratio,
					   &assumed);
	table_text(table, model_component_id(model, binding->component));
	table_text(table, model_component_name(model, binding->component));
	table_text(table, model_text(model, model->components[binding->component].team));
	table_text(table, model->offerings[binding->offering].id);
	table_text(table, model->providers[model->offerings[binding->offering].provider].id);
	table_yes(table, binding->optional);
	table_money(table, binding->monthly);
	table_text(table, mover == NONE ? NULL : plan->migrations[mover]->id);
	table_text(table, mover == NONE ? NULL : model->offerings[to].id);
	table_money(table, monthly);
	table_yes(table, assumed);
	rests_text(analysis, binding->offering, rests);
	table_text(table, rests->data ? rests->data : "");
	rests_text(analysis, to, rests);
	table_text(table, rests->data ? rests->data : "");
}

static void write_tree(struct analysis *analysis, struct analysis *base, enum table_format format,
		       struct str *out)
{
	static const char *const columns[] = {
		"component", "name",   "team",          "offering", "provider", "optional",       "monthly",
		"migration", "target", "monthly_after", "assumed",  "rests_on", "rests_on_after", NULL,
	};
	struct table table;
	struct str rests;
	(void)base;
	str_init(&rests);
	table_begin(&table, format, "tree", columns, out);
	for (uint32_t b = 0; b < analysis_model(analysis)->binding_count; b++)
		binding_row(&table, analysis, b, &rests);
	export_end(&table, analysis);
	str_clear(&rests);
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

static void write_cost(struct analysis *analysis, struct analysis *base, enum table_format format,
		       struct str *out)
{
	static const char *const columns[] = {"figure", "expected", "likely", "mean",
					      "p10",    "p50",      "p90",    NULL};
	const struct cost *cost = analysis_cost(analysis);
	const struct spread *spread = analysis_spread(analysis);
	const struct quantiles *categories = analysis_category_spread(analysis);
	struct table table;
	(void)base;
	table_begin(&table, format, "cost", columns, out);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		bound_row(&table, category_name((enum category)c), cost->expected[c], cost->likely[c],
			  &categories[c], cost->lacks_price[c]);
	bound_row(&table, "one_off", cost->expected_total, cost->likely_total, &spread->total,
		  lacks_price(analysis));
	cost_row(&table, "monthly_before", cost->monthly_before, cost->monthly_before, NULL);
	cost_row(&table, "monthly_after", cost->monthly_after, cost->monthly_after, NULL);
	cost_row(&table, "npv", cost->npv_expected, cost->npv_likely, &spread->npv);
	cost_row(&table, "payback_month", month_of(cost->payback_month), NAN, NULL);
	cost_row(&table, "missing_prices", cost->missing_prices, NAN, NULL);
	export_each_tried(analysis, NULL, tried_row, &table);
	table_end(&table);
}

/* --- range, when, A|B ------------------------------------------------------------------------ */

static void write_range(struct analysis *analysis, struct analysis *base, enum table_format format,
			struct str *out)
{
	static const char *const columns[] = {"variable", "one_off_at_low", "one_off_at_high",
					      "swing",    "lower_bound",    NULL};
	struct table table;
	uint32_t count;
	(void)base;
	const struct swing *swings = analysis_swings(analysis, &count);
	bool more = lacks_price(analysis);
	table_begin(&table, format, "range", columns, out);
	for (uint32_t i = 0; i < count; i++) {
		table_text(&table, swings[i].variable);
		table_bound(&table, swings[i].low, more);
		table_bound(&table, swings[i].high, more);
		table_money(&table, swings[i].high - swings[i].low);
		table_yes(&table, more);
	}
	export_end(&table, analysis);
}

static void write_when(struct analysis *analysis, struct analysis *base, enum table_format format,
		       struct str *out)
{
	static const char *const columns[] = {"start",           "date",        "one_off", "npv",
					      "waiting_a_month", "lower_bound", NULL};
	const struct model *model = analysis_model(analysis);
	const struct timing *timing = analysis_timing(analysis);
	bool more = lacks_price(analysis);
	struct table table;
	(void)base;
	table_begin(&table, format, "when", columns, out);
	for (uint32_t s = 0; s < model->horizon; s++) {
		char date[24];
		uint32_t months = model->as_of.month - 1U + s;
		snprintf(date, sizeof date, "%04u-%02u", (unsigned)model->as_of.year + months / 12,
			 months % 12 + 1);
		table_number(&table, s);
		table_text(&table, date);
		table_bound(&table, timing->one_off[s], more);
		table_money(&table, timing->npv[s]);
		table_money(&table,
			    s + 1 < model->horizon ? timing->one_off[s + 1] - timing->one_off[s] : NAN);
		table_yes(&table, more);
	}
	export_end(&table, analysis);
}

static void compared_row(struct table *table, const char *name, double a, double b)
{
	table_text(table, name);
	table_money(table, a);
	table_money(table, b);
	table_money(table, b - a);
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

static void write_ab(struct analysis *analysis, struct analysis *base, enum table_format format,
		     struct str *out)
{
	static const char *const columns[] = {"figure", "a", "b", "b_minus_a", NULL};
	const struct cost *a = analysis_cost(base), *b = analysis_cost(analysis);
	const struct spread *sa = analysis_spread(base), *sb = analysis_spread(analysis);
	struct table table;
	uint32_t cheaper = 0;
	table_begin(&table, format, "ab", columns, out);
	bool more_a = lacks_price(base), more_b = lacks_price(analysis);
	compared_total(&table, "one_off", a->expected_total, more_a, b->expected_total, more_b);
	compared_total(&table, "one_off_p10", sa->total.p10, more_a, sb->total.p10, more_b);
	compared_total(&table, "one_off_p90", sa->total.p90, more_a, sb->total.p90, more_b);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		compared_total(&table, category_name((enum category)c), a->expected[c], a->lacks_price[c],
			       b->expected[c], b->lacks_price[c]);
	compared_row(&table, "monthly", a->monthly_after, b->monthly_after);
	compared_row(&table, "npv", a->npv_expected, b->npv_expected);
	compared_row(&table, "payback_month", month_of(a->payback_month), month_of(b->payback_month));
	compared_row(&table, "missing_prices", a->missing_prices, b->missing_prices);
	compared_row(&table, "start", analysis_choice(base)->start, analysis_choice(analysis)->start);
	for (int i = 0; i < DRAWS; i++)
		cheaper += sb->npvs[i] > sa->npvs[i];
	compared_row(&table, "share_of_draws_in_which_b_is_cheaper", NAN, (double)cheaper / DRAWS);
	export_each_tried(analysis, base, compared_tried, &table);
	table_end(&table);
}

/* --- loops, migrations ----------------------------------------------------------------------- */

static void chain_text(const struct model *model, const struct loop *loop, struct str *out)
{
	out->length = 0;
	for (uint32_t i = 0; i < loop->length; i++) {
		struct loop_node node = loop->nodes[i];
		str_print(out, "%s%s", i > 0 ? " > " : "",
			  node.is_offering ? model->offerings[node.index].id
					   : model->providers[node.index].id);
	}
}

static void write_loops(struct analysis *analysis, struct analysis *base, enum table_format format,
			struct str *out)
{
	static const char *const columns[] = {
		"nodes",
		"put_in",
		"comes_back",
		"pull",
		"announced_put_in",
		"announced_comes_back",
		"announced_pull",
		"exposure",
		"exposure_after",
		NULL,
	};
	const struct loops *loops = analysis_loops(analysis);
	struct table table;
	struct str chain;
	(void)base;
	str_init(&chain);
	table_begin(&table, format, "loops", columns, out);
	for (uint32_t i = 0; i < loops->count; i++) {
		const struct loop *loop = &loops->items[i];
		chain_text(analysis_model(analysis), loop, &chain);
		table_text(&table, chain.data);
		table_money(&table, loop->firm.put_in);
		table_money(&table, loop->firm.comes_back);
		table_number(&table, loop->firm.pull);
		table_money(&table, loop->headline.put_in);
		table_money(&table, loop->headline.comes_back);
		table_number(&table, loop->headline.pull);
		table_money(&table, loop->exposure);
		table_money(&table, analysis_loop_exposure_after(analysis, loop));
	}
	export_end(&table, analysis);
	str_clear(&chain);
}

static void write_migrations(struct analysis *analysis, struct analysis *base, enum table_format format,
			     struct str *out)
{
	static const char *const columns[] = {"id",       "name",     "on",       "target",
					      "bindings", "alone",    "marginal", "lower_bound",
					      "monthly",  "cosmetic", NULL};
	const struct plan *plan = analysis_plan(analysis);
	const struct move *moves = analysis_moves(analysis);
	struct table table;
	(void)base;
	table_begin(&table, format, "migrations", columns, out);
	for (uint32_t m = 0; m < plan->count; m++) {
		table_text(&table, plan->migrations[m]->id);
		table_text(&table, plan->migrations[m]->name);
		table_yes(&table, choice_is_on(analysis_choice(analysis), m));
		table_text(&table, plan->model->offerings[plan->migrations[m]->to].id);
		table_number(&table, moves[m].bindings);
		table_bound(&table, moves[m].alone, moves[m].lacks_price);
		table_bound(&table, moves[m].marginal, moves[m].lacks_price);
		table_yes(&table, moves[m].lacks_price);
		table_money(&table, moves[m].monthly);
		table_yes(&table, moves[m].cosmetic);
	}
	export_end(&table, analysis);
}

/* --- all of them ----------------------------------------------------------------------------- */

static const struct {
	void (*write)(struct analysis *analysis, struct analysis *base, enum table_format format,
		      struct str *out);
} writers[EXPORT_VIEW_COUNT] = {
	[EXPORT_PROVIDERS] = {write_providers}, [EXPORT_TREE] = {write_tree},
	[EXPORT_COST] = {write_cost},           [EXPORT_RANGE] = {write_range},
	[EXPORT_WHEN] = {write_when},           [EXPORT_AB] = {write_ab},
	[EXPORT_LOOPS] = {write_loops},         [EXPORT_MIGRATIONS] = {write_migrations},
};

void export_write(enum export_view view, enum export_format format, struct analysis *analysis,
		  struct analysis *base, struct str *out)
{
	static const enum table_format tables[] = {TABLE_CSV, TABLE_JSON, TABLE_MARKDOWN};
	if (format < EXPORT_DOT) {
		writers[view].write(analysis, base, tables[format], out);
		return;
	}
	export_tried_comments(analysis, format == EXPORT_MERMAID, out);
	if (view == EXPORT_TREE)
		export_tree_graph(analysis, format == EXPORT_MERMAID, out);
	else
		export_loops_graph(analysis, format == EXPORT_MERMAID, out);
}
