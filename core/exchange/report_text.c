#include "core/exchange/report_text.h"

#include "core/figures/explain.h"

#include <math.h>
#include <string.h>

/* Instead of what an overflow leaves nothing to say of. */
static const char too_large[] = "not known: the amounts are too large";

void report_section(struct text_report *report, const char *title, const char *unit)
{
	struct text *text = &report->text;
	const char *currency;

	text_newline(text);
	text_add(text, title);
	if (*unit)
		text_add(text, "  ");
	for (; (currency = strstr(unit, "%s")) != NULL; unit = currency + 2) {
		text_print(text, "%.*s", (int)(currency - unit), unit);
		text_name_within(text, report->model->currency, CURRENCY_WIDTH);
	}
	text_add(text, unit);
	text_newline(text);
}

void report_left_out(struct text_report *report, size_t count, size_t shown, const char *what)
{
	if (count <= shown)
		return;
	text_print(&report->text, "  and %zu more %s", count - shown, what);
	text_newline(&report->text);
}

static void add_currency(struct text_report *report, const char *after)
{
	text_add(&report->text, " ");
	text_name_within(&report->text, report->model->currency, CURRENCY_WIDTH);
	text_add(&report->text, after);
}

/* "month 4 (2027-03)" */
static void add_month(struct text_report *report, uint32_t month)
{
	struct date as_of = report->model->as_of;
	uint32_t months = (uint32_t)as_of.month - 1 + month;

	text_print(&report->text, "month %u (%04u-%02u)", month, (uint32_t)as_of.year + months / 12,
		   months % 12 + 1);
}

static void add_count(struct text_report *report, uint32_t count, const char *what)
{
	text_print(&report->text, "%u %s%s", count, what, count == 1 ? "" : "s");
}

static void add_subject(struct text_report *report)
{
	const struct report_subject *subject = report->subject;
	const struct choice *choice = analysis_choice(report->analysis);
	struct text *text = &report->text;

	if (subject->way_out) {
		text_add(text, "The way out of ");
		text_name(text, report->model->providers[subject->way_out->provider].name);
	} else if (subject->id) {
		text_add(text, "Scenario ");
		text_name_within(text, subject->id, TEXT_WIDTH / 2);
		if (strcmp(subject->id, subject->name) != 0) {
			text_add(text, ": ");
			text_name(text, subject->name);
		}
	} else {
		text_add(text, choice_count(choice) > 0  ? "Migrations"
			       : choice->tried_count > 0 ? "Today, with other values"
							 : "Today");
	}
}

/* A line each, so that nobody takes these figures for the stack's own. */
static void add_tried(struct text_report *report)
{
	const struct choice *choice = analysis_choice(report->analysis);
	struct str text;

	str_init(&text);
	for (uint32_t i = 0; i < choice->tried_count; i++) {
		text.length = 0;
		str_add_text(&text, "Tried: ");
		tried_print(report->plan->model, &choice->tried[i], &text);
		text_paragraph(&report->text, text.data, 4);
		text_newline(&report->text);
	}
	str_clear(&text);
}

/* What is looked at: title, scenario, what moves and what is tried. */
static void add_head(struct text_report *report)
{
	const struct choice *choice = analysis_choice(report->analysis);
	const struct model *model = report->model;
	struct text *text = &report->text;

	text_name(text, model->title);
	text_newline(text);
	add_subject(report);
	text_newline(text);
	add_count(report, choice_count(choice), "migration");
	text_add(text, " on, ");
	add_count(report, analysis_cost(report->analysis)->bindings_moved, "binding");
	text_print(text, " of %u moved, from ", model->binding_count);
	add_month(report, choice->start);
	text_newline(text);
	add_tried(report);
	text_print(text, "As of %04d-%02u-%02u, over %u %s. ", model->as_of.year, model->as_of.month,
		   model->as_of.day, model->horizon, number_unit(model->horizon, "months"));
	text_print(text, "Expected figures; P10 to P90 of %d draws.", DRAWS);
	text_newline(text);
}

enum { NAME_WIDTH = 24, FIGURE_WIDTH = 14 };

static void add_cost_row(struct text_report *report, const char *name, double expected, bool is_bound,
			 const struct quantiles *quantiles)
{
	struct text *text = &report->text;

	text_add(text, "  ");
	text_cell(text, name, NAME_WIDTH - 2);
	text_bound(text, expected, is_bound, FIGURE_WIDTH);
	text_bound(text, quantiles->p10, is_bound, FIGURE_WIDTH);
	text_bound(text, quantiles->p50, is_bound, FIGURE_WIDTH);
	text_money(text, quantiles->p90, FIGURE_WIDTH - 1);
	text_add(text, is_bound ? "+" : "");
	text_newline(text);
}

static bool some_stuck(const struct text_report *report)
{
	return report->subject->way_out && report->subject->way_out->stuck_count > 0;
}

/* A total that lacks something is a lower bound: a price that is missing, a binding that is stuck. */
static bool total_is_bound(const struct text_report *report)
{
	return bound_of_one_off(analysis_cost(report->analysis), some_stuck(report)) != BOUND_NONE;
}

/* Also where a way out is asked for and all of it is stuck: then the zeros say so. */
static bool nothing_moves(const struct text_report *report)
{
	return analysis_cost(report->analysis)->bindings_moved == 0 && !report->subject->way_out;
}

/* Whose figures the total rests on, as shares of it. */
static void add_honesty(struct text_report *report)
{
	const struct honesty *found = analysis_honesty(report->analysis);
	struct text *text = &report->text;

	if (analysis_cost(report->analysis)->bindings_moved == 0)
		return;
	text_add(text, "  ");
	text_share(text, found->share[ORIGIN_USER], 0);
	text_add(text, " rests on your own figures, ");
	text_share(text, found->share[ORIGIN_CATALOG], 0);
	text_add(text, " on sourced ones, ");
	text_share(text, found->share[ORIGIN_ASSUMPTION], 0);
	text_add(text, " on assumptions");
	text_newline(text);
}

static void add_one_off(struct text_report *report)
{
	const struct cost *cost = analysis_cost(report->analysis);
	const struct spread *spread = analysis_spread(report->analysis);
	struct text *text = &report->text;

	if (nothing_moves(report))
		return;
	report_section(report, "ONE-OFF COST", "%s");
	text_cell(text, "", NAME_WIDTH);
	text_print(text, "%*s%*s%*s%*s", FIGURE_WIDTH - 1, "expected", FIGURE_WIDTH, "P10", FIGURE_WIDTH,
		   "P50", FIGURE_WIDTH, "P90");
	text_newline(text);
	for (enum category category = 0; category < CATEGORY_COUNT; category++)
		add_cost_row(report, category_name(category), cost->expected[category],
			     cost->lacks_price[category],
			     &analysis_category_spread(report->analysis)[category]);
	add_cost_row(report, "total", cost->expected_total, total_is_bound(report), &spread->total);
	add_honesty(report);
	if (total_is_bound(report)) {
		text_add(text, "  +: a lower bound, something is not in it (see below)");
		text_newline(text);
	}
}

static void begin_line(struct text_report *report, const char *label)
{
	text_add(&report->text, "  ");
	text_cell(&report->text, label, NAME_WIDTH - 2);
}

static void add_monthly(struct text_report *report)
{
	const struct cost *cost = analysis_cost(report->analysis);
	struct text *text = &report->text;

	begin_line(report, "monthly spend");
	text_money(text, cost->monthly_before, 0);
	if (nothing_moves(report)) {
		add_currency(report, " a month");
		text_newline(text);
		return;
	}
	text_either(text, " → ", " -> ");
	text_marked(text, text_money, cost->monthly_after, bound_of_monthly(cost));
	add_currency(report, " a month (");
	text_marked(text, text_change, cost->monthly_after - cost->monthly_before, bound_of_monthly(cost));
	text_add(text, ")");
	text_newline(text);
	if (cost->assumed == 0)
		return;
	begin_line(report, "");
	text_print(text, "?: the new monthly is assumed for %u of %u moved bindings", cost->assumed,
		   cost->bindings_moved);
	text_newline(text);
}

/* Why the NPV is what its mark says. */
static void add_doubt_of_npv(struct text_report *report, enum bound bound)
{
	struct text *text = &report->text;

	if (bound == BOUND_NONE)
		return;
	begin_line(report, "");
	if (bound == BOUND_UPPER)
		text_either(text, "≤", "<=");
	text_add(text, bound == BOUND_UPPER ? ": at most, a price is missing from the one-off cost"
		       : some_stuck(report) ? "?: less or more, something is stuck and not in it"
					    : "?: less or more, it rests on an assumed monthly");
	text_newline(text);
}

static void add_npv(struct text_report *report)
{
	const struct cost *cost = analysis_cost(report->analysis);
	enum bound bound = bound_of_npv(cost, some_stuck(report));
	const struct spread *spread = analysis_spread(report->analysis);
	struct text *text = &report->text;

	begin_line(report, "net present value");
	text_marked(text, text_money, cost->npv_expected, bound);
	add_currency(report, "; P10 ");
	text_marked(text, text_money, spread->npv.p10, bound);
	text_add(text, ", P90 ");
	text_marked(text, text_money, spread->npv.p90, bound);
	text_newline(text);
	begin_line(report, "");
	text_add(text, "above 0 in ");
	text_marked(text, text_share, spread->npv_positive, bound);
	text_add(text, " of draws");
	text_newline(text);
	add_doubt_of_npv(report, bound);
}

static void add_payback(struct text_report *report)
{
	const struct cost *cost = analysis_cost(report->analysis);
	enum bound bound = bound_of_payback(cost, some_stuck(report));
	struct text *text = &report->text;

	begin_line(report, "pays back");
	if (cost->bindings_moved == 0)
		text_add(text, "nothing moves");
	else if (!isfinite(cost->npv_expected))
		text_add(text, too_large);
	else if (cost->payback_month == NONE)
		text_print(text, "not within %u %s", report->model->horizon,
			   number_unit(report->model->horizon, "months"));
	else
		add_month(report, cost->payback_month);
	if (bound == BOUND_LOWER && cost->payback_month != NONE)
		text_add(text, ", or later (+)");
	else if (bound == BOUND_UNKNOWN && isfinite(cost->npv_expected))
		text_add(text, cost->payback_month != NONE ? ", or sooner or later (?)" : " (?)");
	text_newline(text);
}

static void add_timing(struct text_report *report)
{
	const struct timing *timing = analysis_timing(report->analysis);
	uint32_t start = analysis_choice(report->analysis)->start;
	enum bound bound = bound_of_npv(analysis_cost(report->analysis), some_stuck(report));
	struct text *text = &report->text;

	if (analysis_cost(report->analysis)->bindings_moved == 0)
		return;
	begin_line(report, "when to leave");
	if (!timing->known) {
		text_add(text, too_large);
		text_newline(text);
		return;
	}
	text_add(text, timing->pays ? "best start in " : "never pays; least bad in ");
	add_month(report, timing->best_start);
	text_add(text, bound == BOUND_NONE ? "" : "?");
	text_newline(text);
	begin_line(report, "");
	text_add(text, "net present value then ");
	text_marked(text, text_money, timing->npv[timing->best_start], bound);
	add_currency(report, "");
	text_newline(text);
	if (start + 1 >= report->model->horizon)
		return;
	begin_line(report, "waiting a month");
	text_marked(text, text_change, analysis_wait(report->analysis, start),
		    bound_of_wait(analysis_lacks(report->analysis), some_stuck(report)));
	add_currency(report, " once (monthly spend does not grow here)");
	text_newline(text);
}

static void add_doubt(struct text_report *report)
{
	enum { SHOWN = 5 };
	uint32_t count;
	const struct swing *swings = analysis_swings(report->analysis, &count);
	struct text *text = &report->text;

	if (count == 0)
		return;
	report_section(report, "WHAT IT HANGS ON", "one-off total in %s with one input at its low, its high");
	for (uint32_t i = 0; i < count && i < SHOWN; i++) {
		text_add(text, "  ");
		text_cell(text, swings[i].variable, 50);
		text_bound(text, swings[i].low, total_is_bound(report), FIGURE_WIDTH);
		text_money(text, swings[i].high, FIGURE_WIDTH - 1);
		text_add(text, total_is_bound(report) ? "+" : "");
		text_newline(text);
	}
	report_left_out(report, count, SHOWN, "inputs in the JSON report");
}

static void add_what_it_buys(struct text_report *report)
{
	report_section(report, nothing_moves(report) ? "WHAT IT COSTS" : "WHAT IT BUYS", "");
	add_monthly(report);
	if (nothing_moves(report))
		return;
	add_npv(report);
	add_payback(report);
	add_timing(report);
}

/* What --scenario takes. */
static void add_scenarios(struct text_report *report)
{
	enum { SHOWN = 20 };
	const struct model *model = report->model;
	struct text *text = &report->text;

	if (model->scenario_count == 0 || !nothing_moves(report))
		return;
	report_section(report, "SCENARIOS", "for --scenario");
	for (uint32_t i = 0; i < model->scenario_count && i < SHOWN; i++) {
		const struct scenario *scenario = &model->scenarios[i];
		text_add(text, "  ");
		text_cell(text, scenario->id, NAME_WIDTH - 2);
		text_cell(text, scenario->name, 36);
		text_print(text, "  %u on, month %u", scenario->migration_count, scenario->start);
		text_newline(text);
	}
	report_left_out(report, model->scenario_count, SHOWN, "scenarios");
}

static size_t add_warning_list(struct text_report *report, const struct diag_list *list, struct arena *arena)
{
	size_t shown = 0;

	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i].level != DIAG_WARNING)
			continue;
		text_add(&report->text, "  ");
		text_paragraph(&report->text, diag_line(&list->items[i], arena), 4);
		text_newline(&report->text);
		shown++;
	}
	return shown;
}

static void add_warnings(struct text_report *report)
{
	const struct diag_list *loaded = &report->model->warnings;
	const struct diag_list *computed = analysis_warnings(report->analysis);
	struct arena arena;
	size_t shown;

	if (loaded->warnings + computed->warnings == 0)
		return;
	arena_init(&arena);
	report_section(report, "WARNINGS", "");
	shown = add_warning_list(report, loaded, &arena);
	shown += add_warning_list(report, computed, &arena);
	report_left_out(report, loaded->warnings + computed->warnings, shown, "warnings");
	arena_clear(&arena);
}

void report_text(struct analysis *analysis, const struct report_subject *subject, bool ascii, struct str *out)
{
	static void (*const parts[])(struct text_report *) = {
		add_head,
		report_text_way_out,
		add_one_off,
		add_what_it_buys,
		add_doubt,
		add_scenarios,
		report_text_migrations,
		report_text_providers,
		report_text_inherited,
		report_text_concentration,
		report_text_circles,
		report_text_loops,
		report_text_cycling,
		add_warnings,
	};
	const struct plan *plan = analysis_plan(analysis);
	struct text_report report = {
		.text = {.out = out, .ascii = ascii},
		.analysis = analysis,
		.plan = plan,
		.model = analysis_model(analysis),
		.subject = subject,
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		parts[i](&report);
}
