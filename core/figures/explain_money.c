/* Why the run rate, and what it buys, are what they are (spec.md sections 4 and 6). */
#include "core/figures/bound.h"
#include "core/figures/explain_parts.h"
#include "core/figures/spend.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- the run rate -------------------------------------------------------------------------------- */

static void add_prices(struct writing *writing, uint32_t binding)
{
	const struct model *model = writing->model;
	const struct binding *b = &model->bindings[binding];
	for (uint32_t u = b[0].first_usage; u < b[1].first_usage; u++) {
		uint32_t unit = model->usages[u].unit, to = analysis_target(writing->analysis, binding);
		inputs_add(&writing->inputs, INPUT_USAGE, binding, u, NAN);
		inputs_add(&writing->inputs, INPUT_PRICE, b->offering, unit, NAN);
		inputs_add(&writing->inputs, INPUT_PRICE, to, unit, NAN);
	}
}

bool explain_binding_monthly(struct writing *writing)
{
	struct analysis *analysis = writing->analysis;
	uint32_t binding = writing->subject, mover = analysis->mover[binding];
	const struct binding *b = &writing->model->bindings[binding];
	double ratio = explain_ratio(analysis, binding);
	explain_title(writing, "monthly of %s on %s", model_component_name(writing->model, b->component),
		      writing->model->offerings[analysis_target(analysis, binding)].name);
	explain_value(writing, analysis_monthly_after(analysis, binding), explain_money(writing, "a month"));
	inputs_add(&writing->inputs, INPUT_MONTHLY, binding, 0, NAN);
	writing->out->formula = "as the stack says";
	if (mover == NONE)
		return true;
	if (!isnan(ratio)) {
		writing->out->formula = "old monthly x the migration's ratio";
		inputs_add(&writing->inputs, INPUT_RATIO, mover, 0, NAN);
		return true;
	}
	writing->out->formula = "old monthly x usage at the target's prices / usage at today's prices";
	add_prices(writing, binding);
	unsigned reason = cost_assumed(writing->model, binding, analysis_target(analysis, binding), ratio);
	writing->out->less_or_more = reason != 0;
	if (reason != 0)
		explain_note(writing, "%s", assumed_words(reason));
	return true;
}

/* --- what it buys -------------------------------------------------------------------------------- */

static void add_timing(struct writing *writing, double one_off_part, double saving_part)
{
	const struct cost *cost = analysis_cost(writing->analysis);
	double saving = cost->monthly_before - cost->monthly_after;
	enum origin worst = cost->assumed > 0 ? ORIGIN_ASSUMPTION : ORIGIN_USER;
	const struct honesty *honesty = analysis_honesty(writing->analysis);
	struct input *one_off = inputs_add_given(&writing->inputs, INPUT_ONE_OFF, 0, 0, one_off_part,
						 cost->expected_total, origin_of_sizes(honesty->share));
	one_off->lower_bound = honesty->lower_bound;
	inputs_add_given(&writing->inputs, INPUT_SAVING, 0, 0, saving_part, saving, worst)->less_or_more =
		cost->assumed > 0;
	inputs_add(&writing->inputs, INPUT_OVERLAP, 0, 0, NAN);
	inputs_add(&writing->inputs, INPUT_HORIZON, 0, 0, NAN);
}

bool explain_npv(struct writing *writing)
{
	const struct ground *ground = &costing_of(writing->analysis)->ground;
	const struct cost *cost = analysis_cost(writing->analysis);
	double spent = -cost->expected_total * ground->discount[writing->analysis->choice.start];
	explain_title(writing, "net present value over the horizon, expected");
	explain_value(writing, cost->npv_expected, writing->model->currency);
	writing->out->spread = analysis_spread(writing->analysis)->npv;
	writing->out->formula = "-one-off / (1 + i)^start + the sum of (monthly before - after) / (1 + i)^m\n"
				"for the months m from the end of the overlap to the horizon; i = (1 + "
				"discount rate)^(1/12) - 1";
	add_timing(writing, spent, cost->npv_expected - spent);
	double positive = analysis_spread(writing->analysis)->npv_positive;
	if (cost->bindings_moved > 0 && !isnan(positive))
		explain_note(writing, "above 0 in %s%% of %s draws of all ranges together",
			     explain_told(writing, 100 * positive, EXPLAIN_NPV),
			     explain_number(writing, DRAWS));
	if (bound_of_npv(cost, false) == BOUND_UPPER)
		explain_note(writing, "a price is missing from the one-off cost: the true value is lower");
	else if (cost->assumed > 0)
		explain_note(writing, "a new monthly is assumed: the true value may be lower or higher");
	inputs_add(&writing->inputs, INPUT_DISCOUNT, 0, 0, NAN);
	return true;
}

bool explain_payback(struct writing *writing)
{
	const struct cost *cost = analysis_cost(writing->analysis);
	explain_title(writing, "month in which it has paid back");
	explain_value(writing, cost->payback_month == NONE ? NAN : (double)cost->payback_month,
		      "months from the start of the plan");
	writing->out->formula = "the first month by which the saving since the end of the overlap, not "
				"discounted, reaches the "
				"one-off cost";
	add_timing(writing, NAN, NAN);
	if (bound_of_payback(cost, false) == BOUND_LOWER)
		explain_note(writing, "a price is missing from the one-off cost: it may take longer");
	else if (cost->assumed > 0)
		explain_note(writing, "a new monthly is assumed: it may be sooner or later");
	if (cost->bindings_moved == 0)
		explain_note(writing, "nothing moves");
	else if (cost->payback_month == NONE && isfinite(cost->npv_expected))
		writing->out->none =
			arena_print(&writing->out->arena, "not within %u %s", writing->model->horizon,
				    number_unit(writing->model->horizon, "months"));
	return true;
}

bool explain_best_start(struct writing *writing)
{
	const struct timing *timing = analysis_timing(writing->analysis);
	explain_title(writing, "best month to start");
	explain_value(writing, timing->best_start, "months from the start of the plan");
	writing->out->formula = "the start month of the highest net present value, the earliest of equals";
	add_timing(writing, NAN, NAN);
	inputs_add(&writing->inputs, INPUT_DISCOUNT, 0, 0, NAN);
	for (uint32_t i = 0; i < writing->model->commitment_count; i++)
		inputs_add(&writing->inputs, INPUT_COMMITMENT, i, 0, NAN);
	for (uint32_t i = 0; i < writing->model->credit_count; i++)
		inputs_add(&writing->inputs, INPUT_CREDIT, i, 0, NAN);
	explain_note(writing, "the net present value is then %s",
		     explain_told_amount(writing, timing->npv[timing->best_start], EXPLAIN_NPV));
	if (!timing->pays)
		explain_note(writing, "it never pays: this month is the least bad");
	explain_note(writing, "monthly spend does not grow in this model");
	return true;
}

/* --- what it hangs on ------------------------------------------------------------------------- */

/* What is drawn by that name; INPUT_KIND_COUNT: nothing. */
static enum input_kind drawn_kind(enum tried_kind kind)
{
	switch (kind) {
	case TRIED_RATE:
		return INPUT_RATE;
	case TRIED_OVERRUN:
		return INPUT_OVERRUN;
	case TRIED_OVERLAP:
		return INPUT_OVERLAP;
	case TRIED_DRIVER:
		return INPUT_DRIVER;
	case TRIED_ONBOARDING:
		return INPUT_ONBOARDING;
	case TRIED_COUNT:
		return INPUT_COUNT;
	case TRIED_EXTRA:
		return INPUT_EXTRA;
	default:
		return INPUT_KIND_COUNT;
	}
}

void explain_add_drawn(struct writing *writing, const char *variable, double part)
{
	struct tried tried = {.kind = TRIED_RATE};
	struct tried_fault fault = {.unasked = true};
	bool found = tried_find(writing->model, variable, &tried, &fault, &writing->out->arena);
	if (found && drawn_kind(tried.kind) != INPUT_KIND_COUNT)
		inputs_add(&writing->inputs, drawn_kind(tried.kind), tried.a, tried.b, part);
}

bool explain_swing(struct writing *writing)
{
	uint32_t count;
	const struct swing *swing = &analysis_swings(writing->analysis, &count)[writing->subject];
	double change = swing->high - swing->low;
	explain_title(writing, "one-off cost, expected, between one input alone at its low and at its high");
	explain_value(writing, change, writing->model->currency);
	writing->out->formula =
		"the total with it at its high less the total with it at its low, every other "
		"input at its mean";
	/* In this order: arguments have none. */
	const char *low = explain_told_amount(writing, swing->low, EXPLAIN_ONE_OFF),
		   *high = explain_told_amount(writing, swing->high, EXPLAIN_ONE_OFF);
	explain_note(writing, "%s at its low, %s at its high", low, high);
	explain_add_drawn(writing, swing->variable, change);
	return true;
}

/* --- what is promised, and what is left to use --------------------------------------------------- */

static bool write_pledge(struct writing *writing, const char *what, enum input_kind kind,
			 const struct commitment *pledge)
{
	explain_title(writing, "%s %s until %04d-%02d-%02d: what is left of it", what,
		      writing->model->providers[pledge->provider].name, (int)pledge->until.year,
		      (int)pledge->until.month, (int)pledge->until.day);
	explain_value(writing, pledge->remaining, writing->model->currency);
	writing->out->formula = "as the stack says, at the start of the plan";
	inputs_add(&writing->inputs, kind, writing->subject, 0, pledge->remaining);
	explain_note(writing, "%u month%s from the start of the plan to its end", pledge->months,
		     pledge->months == 1 ? "" : "s");
	return true;
}

bool explain_commitment(struct writing *writing)
{
	return write_pledge(writing, "commitment to", INPUT_COMMITMENT,
			    &writing->model->commitments[writing->subject]);
}

bool explain_credit(struct writing *writing)
{
	return write_pledge(writing, "credit of", INPUT_CREDIT, &writing->model->credits[writing->subject]);
}
