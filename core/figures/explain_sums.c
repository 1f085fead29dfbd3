/* Why what is spent a month is what it is: sums over bindings, and shares of them (spec.md sections 4, 7, 9).
 */
#include "core/base/str.h"
#include "core/figures/bound.h"
#include "core/figures/explain_parts.h"
#include "core/figures/loop_graph.h"
#include "core/figures/spend.h"

/* --- one binding --------------------------------------------------------------------------------- */

double explain_ratio(const struct analysis *analysis, uint32_t binding)
{
	uint32_t mover = analysis->mover[binding];
	return mover == NONE ? NAN : analysis_migration(analysis, mover)->cost_ratio;
}

/* What a binding costs in the scenario, as one input. */
static void add_after(struct writing *writing, uint32_t binding, double monthly, double part,
		      struct assumed_count *assumed)
{
	struct analysis *analysis = writing->analysis;
	uint32_t to = analysis_target(analysis, binding);
	double ratio = explain_ratio(analysis, binding);
	if (analysis->mover[binding] == NONE) {
		inputs_add_single(&writing->inputs, INPUT_MONTHLY, binding, 0, part, NAN, ORIGIN_USER);
		return;
	}
	inputs_add_single(&writing->inputs, INPUT_NEW_MONTHLY, binding, to, part, monthly,
			  origin_of_new_monthly(writing->model, binding, to, ratio))
		->less_or_more = cost_assumed(writing->model, binding, to, ratio) != 0;
	explain_count_assumed(writing->model, binding, to, ratio, assumed);
}

/* --- sums ---------------------------------------------------------------------------------------- */

/* Is a binding, where it is on that offering, one of those that are summed? */
typedef bool binding_test(const struct writing *writing, uint32_t binding, uint32_t offering);

struct summing {
	binding_test *belongs;
	bool after;   /* in the scenario; else today */
	double whole; /* the figure is a share of that in per cent; NAN: it is the sum itself */
	bool moves;   /* found: one of them moves */
};

static double part_of(const struct summing *summing, double monthly)
{
	return isnan(summing->whole) ? monthly : 100 * (monthly / summing->whole);
}

static double add_all(struct writing *writing, struct summing *summing)
{
	const struct model *model = writing->model;
	struct sum total = {0};
	struct assumed_count assumed = {0};
	for (uint32_t k = 0; k < model->binding_count; k++) {
		uint32_t offering =
			summing->after ? analysis_target(writing->analysis, k) : model->bindings[k].offering;
		double monthly = model->bindings[k].monthly;
		if (!summing->belongs(writing, k, offering))
			continue;
		if (summing->after) {
			monthly = analysis_monthly_after(writing->analysis, k);
			summing->moves |= writing->analysis->mover[k] != NONE;
			add_after(writing, k, monthly, part_of(summing, monthly), &assumed);
		} else {
			inputs_add_single(&writing->inputs, INPUT_MONTHLY, k, 0, part_of(summing, monthly),
					  NAN, ORIGIN_USER);
		}
		sum_add(&total, monthly);
	}
	explain_assumed(writing, &assumed);
	return sum_value(&total);
}

void explain_count_assumed(const struct model *model, uint32_t binding, uint32_t to, double cost_ratio,
			   struct assumed_count *count)
{
	unsigned reason = cost_assumed(model, binding, to, cost_ratio);
	count->old += reason == ASSUMED_OLD;
	count->ratio += reason == ASSUMED_RATIO;
}

void explain_assumed(struct writing *writing, const struct assumed_count *count)
{
	writing->out->less_or_more = count->old + count->ratio > 0;
	if (count->old > 0)
		explain_note(writing, "for %u of the bindings that move %s", count->old,
			     assumed_words(ASSUMED_OLD));
	if (count->ratio > 0)
		explain_note(writing, "for %u of the bindings that move %s", count->ratio,
			     assumed_words(ASSUMED_RATIO));
}

static const char *sum_formula(struct writing *writing, const char *summed, bool moves)
{
	return arena_print(&writing->out->arena, "the sum of what %s cost a month%s", summed,
			   moves ? ";\nof one that moves: old x the migration's ratio, else old x usage at "
				   "the target's prices / usage at today's prices, else old (assumed)"
				 : "");
}

static const char *when(bool after)
{
	return after ? "in the scenario" : "today";
}

static void write_sum(struct writing *writing, binding_test *belongs, const char *summed, bool after)
{
	struct summing summing = {belongs, after, NAN, false};
	explain_value(writing, add_all(writing, &summing), explain_money(writing, "a month"));
	writing->out->formula = sum_formula(writing, summed, summing.moves);
}

/* --- of all, of a component, of an offering ------------------------------------------------------- */

static bool is_any(const struct writing *writing, uint32_t binding, uint32_t offering)
{
	(void)writing;
	(void)binding;
	(void)offering;
	return true;
}

static bool is_itself(const struct writing *writing, uint32_t binding, uint32_t offering)
{
	(void)offering;
	return binding == writing->subject;
}

static bool is_of_component(const struct writing *writing, uint32_t binding, uint32_t offering)
{
	(void)offering;
	return writing->model->bindings[binding].component == writing->subject;
}

static bool is_on_offering(const struct writing *writing, uint32_t binding, uint32_t offering)
{
	(void)binding;
	return offering == writing->subject;
}

bool explain_monthly(struct writing *writing)
{
	explain_title(writing, "monthly spend in the scenario");
	write_sum(writing, is_any, "all bindings", true);
	return true;
}

bool explain_monthly_today(struct writing *writing)
{
	explain_title(writing, "monthly spend today");
	write_sum(writing, is_any, "all bindings", false);
	return true;
}

bool explain_binding_today(struct writing *writing)
{
	const struct model *model = writing->model;
	const struct binding *binding = &model->bindings[writing->subject];
	explain_title(writing, "monthly of %s on %s, today", model_component_name(model, binding->component),
		      model->offerings[binding->offering].name);
	write_sum(writing, is_itself, "", false);
	writing->out->formula = "as the stack says";
	return true;
}

bool explain_component_today(struct writing *writing)
{
	explain_title(writing, "monthly of %s, today",
		      model_component_name(writing->model, writing->subject));
	write_sum(writing, is_of_component, "its bindings", false);
	return true;
}

bool explain_offering_today(struct writing *writing)
{
	explain_title(writing, "monthly spend on %s, today",
		      writing->model->offerings[writing->subject].name);
	write_sum(writing, is_on_offering, "the bindings on it", false);
	return true;
}

/* --- of a team ----------------------------------------------------------------------------------- */

static uint32_t team_of(const struct writing *writing, uint32_t binding)
{
	return writing->model->components[writing->model->bindings[binding].component].team;
}

static bool is_of_team(const struct writing *writing, uint32_t binding, uint32_t offering)
{
	(void)offering;
	return team_of(writing, binding) == writing->subject;
}

static bool is_a_team(const struct model *model, uint32_t team)
{
	for (uint32_t c = 0; c < model->component_count; c++)
		if (model->components[c].team == team)
			return true;
	return false;
}

static bool write_team(struct writing *writing, bool after)
{
	const struct model *model = writing->model;
	if (!is_a_team(model, writing->subject))
		return false;
	if (writing->subject == 0)
		explain_title(writing, "monthly spend of the components without a team, %s", when(after));
	else
		explain_title(writing, "monthly spend of team %s, %s", model_text(model, writing->subject),
			      when(after));
	write_sum(writing, is_of_team, "the bindings of its components", after);
	return true;
}

bool explain_team(struct writing *writing)
{
	return write_team(writing, true);
}

bool explain_team_today(struct writing *writing)
{
	return write_team(writing, false);
}

/* --- of a provider ------------------------------------------------------------------------------- */

static bool is_its_own(const struct writing *writing, uint32_t binding, uint32_t offering)
{
	(void)binding;
	return writing->model->offerings[offering].provider == writing->subject;
}

static bool is_of_its_parts(const struct writing *writing, uint32_t binding, uint32_t offering)
{
	(void)binding;
	return model_is_part_of(writing->model, writing->model->offerings[offering].provider,
				writing->subject);
}

static bool rests_on_it(const struct writing *writing, uint32_t binding, uint32_t offering)
{
	(void)binding;
	return analysis_rests(writing->analysis, offering, writing->subject);
}

/* The component fails, and all its bindings with it, on whatever they rest themselves. */
static bool fails_with_it(const struct writing *writing, uint32_t binding, uint32_t offering)
{
	(void)offering;
	return analysis_fails(writing->analysis, writing->model->bindings[binding].component,
			      writing->subject, false);
}

static bool write_provider(struct writing *writing, bool after)
{
	const struct party *party = &costing_of(writing->analysis)->ground.parties[writing->subject];
	explain_title(writing, "monthly spend on %s, %s", writing->model->providers[writing->subject].name,
		      when(after));
	write_sum(writing, is_its_own, "the bindings on its own offerings", after);
	if (party->commitments.count + party->credits.count > 0)
		explain_note(writing, "commitments and credits change nothing of it: what they fall short of "
				      "or leave unused counts in the one-off cost");
	return true;
}

bool explain_provider(struct writing *writing)
{
	return write_provider(writing, true);
}

bool explain_provider_today(struct writing *writing)
{
	return write_provider(writing, false);
}

bool explain_resting_today(struct writing *writing)
{
	explain_title(writing, "monthly spend that rests on %s, today",
		      writing->model->providers[writing->subject].name);
	write_sum(writing, rests_on_it, "the bindings whose offering fails with it", false);
	return true;
}

bool explain_reach_spend(struct writing *writing)
{
	explain_title(writing, "monthly spend of the components that fail with %s, today",
		      writing->model->providers[writing->subject].name);
	write_sum(writing, fails_with_it, "all bindings of the components that fail with it", false);
	return true;
}

/* --- of a loop ----------------------------------------------------------------------------------- */

static bool sits_on_loop(const struct writing *writing, uint32_t binding, uint32_t offering)
{
	const struct loop *loop = &analysis_loops(writing->analysis)->items[writing->subject];
	(void)binding;
	return analysis_offering_on_loop(writing->analysis, offering, loop);
}

static bool write_exposure(struct writing *writing, bool after)
{
	const struct loop *loop = &analysis_loops(writing->analysis)->items[writing->subject];
	explain_title(writing, "your monthly spend on the loop from %s, %u steps, %s",
		      loop_node_name(writing->model, loop->nodes[0]), loop->length, when(after));
	write_sum(writing, sits_on_loop, "the bindings whose offering fails with a provider on the loop",
		  after);
	explain_note(writing, "a binding that rests on several of them counts once");
	return true;
}

bool explain_exposure(struct writing *writing)
{
	return write_exposure(writing, false);
}

bool explain_exposure_after(struct writing *writing)
{
	return write_exposure(writing, true);
}

/* --- of a target --------------------------------------------------------------------------------- */

bool explain_target_monthly(struct writing *writing)
{
	const struct model *model = writing->model;
	const struct term_set *set = writing->target;
	const char *to = model->offerings[set->moves[0].to].name;
	double monthly = 0;
	for (uint32_t i = 0; i < set->count; i++) {
		double own = term_monthly(model, &set->moves[i]);
		bool assumed = cost_assumed(model, set->moves[i].binding, set->moves[i].to, NAN) != 0;
		inputs_add_single(&writing->inputs, INPUT_NEW_MONTHLY, set->moves[i].binding,
				  set->moves[i].to, own, own,
				  origin_of_new_monthly(model, set->moves[i].binding, set->moves[i].to, NAN))
			->less_or_more = assumed;
		writing->out->less_or_more |= assumed;
		monthly += own;
	}
	if (set->count == 1)
		explain_title(writing, "monthly of %s on %s",
			      model_component_name(model, model->bindings[set->moves[0].binding].component),
			      to);
	else
		explain_title(writing, "monthly of %u bindings on %s", set->count, to);
	explain_value(writing, monthly, explain_money(writing, "a month"));
	writing->out->formula =
		"the sum of old x usage at the target's prices / usage at today's prices, else old "
		"(assumed)";
	return true;
}

/* --- shares -------------------------------------------------------------------------------------- */

static bool write_share(struct writing *writing, binding_test *belongs, bool after)
{
	const struct cost *cost = analysis_cost(writing->analysis);
	bool parts = belongs == is_of_its_parts;
	double total = after ? cost->monthly_after : cost->monthly_before;
	struct summing summing = {belongs, after, total, false};
	if (!(total > 0))
		return false;
	explain_title(writing, "share of %s%s in the monthly spend, %s",
		      writing->model->providers[writing->subject].name, parts ? " with its parts" : "",
		      when(after));
	double own = add_all(writing, &summing);
	explain_value(writing, 100 * own / total, "%");
	writing->out->formula =
		parts ? "monthly of the bindings on its offerings and on those of its parts / "
			"monthly of all bindings"
		      : "monthly of the bindings on its own offerings / monthly of all "
			"bindings";
	writing->out->less_or_more = after && bound_of_share(cost, own / total) != BOUND_NONE;
	const char *part = explain_told_amount(writing, own, EXPLAIN_KIND_COUNT),
		   *all = explain_told_amount(writing, total,
					      after ? EXPLAIN_MONTHLY : EXPLAIN_MONTHLY_TODAY);
	explain_note(writing, "%s of %s a month", part, all);
	return true;
}

bool explain_share(struct writing *writing)
{
	return write_share(writing, is_its_own, false);
}

bool explain_share_after(struct writing *writing)
{
	return write_share(writing, is_its_own, true);
}

bool explain_whole_share(struct writing *writing)
{
	return write_share(writing, is_of_its_parts, false);
}

bool explain_whole_share_after(struct writing *writing)
{
	return write_share(writing, is_of_its_parts, true);
}
