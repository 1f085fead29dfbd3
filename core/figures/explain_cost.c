/* Why a one-off cost is what it is: all that goes into spec.md section 3. */
#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/figures/explain_parts.h"

#include <stdlib.h>

/* The lines of the formula; which of them are said depends on the terms there are. */
enum line {
	LINE_EFFORT,
	LINE_MONEY,
	LINE_PRICE,
	LINE_TIERS,
	LINE_DEPENDENTS,
	LINE_PARALLEL,
	LINE_ONBOARDING,
	LINE_EXTRA,
	LINE_PLEDGES,
	LINE_COUNT
};

static const char *const LINES[LINE_COUNT] = {
	[LINE_EFFORT] =
		"count x growth x how much of it the move needs x person-days for one x person-day x overrun",
	[LINE_MONEY] = "count x growth x how much of it the move needs x cost of one",
	[LINE_PRICE] = "count x growth x how much of it the move needs x price of one at the target",
	[LINE_TIERS] = "data that leaves for another company, by the tiers of the provider that it leaves",
	[LINE_DEPENDENTS] =
		"components that depend on what moves x how much of it the furthest move needs x cost of one",
	[LINE_PARALLEL] = "months in which old and new both run x monthly on the target",
	[LINE_ONBOARDING] = "person-days to become a customer x person-day x overrun, once a company",
	[LINE_EXTRA] = "extra work of a migration, once",
	[LINE_PLEDGES] = "what commitments fall short and what credits lose in the scenario, less today's",
};

struct gathering {
	struct writing *writing;
	int category; /* CATEGORY_COUNT: all */
	uint32_t start;
	bool said[LINE_COUNT];
};

static enum line line_of(const struct model *model, const struct term *term)
{
	static const enum line of_kind[] = {
		[TERM_COUNT] = LINE_MONEY,       [TERM_DEPENDENTS] = LINE_DEPENDENTS,
		[TERM_PARALLEL] = LINE_PARALLEL, [TERM_ONBOARDING] = LINE_ONBOARDING,
		[TERM_EXTRA] = LINE_EXTRA,       [TERM_PLEDGES] = LINE_PLEDGES,
	};
	static const enum line of_basis[] = {[BASIS_EFFORT] = LINE_EFFORT,
					     [BASIS_MONEY] = LINE_MONEY,
					     [BASIS_PRICE] = LINE_PRICE,
					     [BASIS_TIERS] = LINE_TIERS};
	return term->kind == TERM_COUNT ? of_basis[model->drivers[term->driver].basis] : of_kind[term->kind];
}

static void gather_term(void *context, const struct term *term)
{
	struct gathering *gathering = context;
	if (gathering->category != CATEGORY_COUNT && (int)term->category != gathering->category)
		return;
	/* A line of the formula is there for the inputs that it has in the list. */
	if (inputs_add_term(&gathering->writing->inputs, term, gathering->start))
		gathering->said[line_of(gathering->writing->model, term)] = true;
}

static const char *formula_of(const struct gathering *gathering)
{
	struct str text;
	str_init(&text);
	str_add_text(&text,
		     "the sum, over all that moves, every figure at its mean (low + 4 likely + high) / 6");
	const char *of = ", of";
	for (int line = 0; line < LINE_COUNT; line++)
		if (gathering->said[line]) {
			str_print(&text, "%s\n%s", of, LINES[line]);
			of = "";
		}
	const char *formula = arena_text(&gathering->writing->out->arena, text.data, text.length);
	str_clear(&text);
	return formula;
}

/* Writes formula, inputs and honesty of a set of moves. */
static void gather_from(struct writing *writing, const struct term_set *set, int category)
{
	struct gathering gathering = {writing, category, set->start, {false}};
	struct terms_visitor visitor = {gather_term, &gathering};
	terms_visit(writing->analysis, set, &visitor);
	writing->out->formula = formula_of(&gathering);
	writing->out->has_honesty = true;
	writing->out->honesty = honesty_of_sizes(writing->inputs.sizes, writing->inputs.lower_bound);
	writing->out->lower_bound = writing->inputs.lower_bound;
	if (writing->inputs.mentioned == 0)
		explain_note(writing, "nothing that moves costs anything of this kind");
	if (writing->inputs.lower_bound)
		explain_note(writing, "a price is missing and counts as 0: the true figure is higher");
}

/* The same of a set that is used up. */
static void gather(struct writing *writing, struct term_set *set, int category)
{
	gather_from(writing, set, category);
	terms_set_clear(set);
}

static void note_spread(struct writing *writing, const struct quantiles *quantiles)
{
	writing->out->spread = *quantiles;
}

bool explain_category(struct writing *writing)
{
	struct term_set set;
	enum category category = (enum category)writing->subject;
	terms_set_of_choice(writing->analysis, &set);
	explain_title(writing, "one-off cost: %s, expected", category_name(category));
	explain_value(writing, analysis_cost(writing->analysis)->expected[category],
		      writing->model->currency);
	note_spread(writing, &analysis_category_spread(writing->analysis)[category]);
	gather(writing, &set, (int)category);
	return true;
}

bool explain_one_off(struct writing *writing)
{
	struct term_set set;
	terms_set_of_choice(writing->analysis, &set);
	explain_title(writing, "one-off cost, expected");
	explain_value(writing, analysis_cost(writing->analysis)->expected_total, writing->model->currency);
	note_spread(writing, &analysis_spread(writing->analysis)->total);
	gather(writing, &set, CATEGORY_COUNT);
	return true;
}

bool explain_alone(struct writing *writing)
{
	struct term_set set;
	terms_set_of_migration(writing->analysis, writing->subject, &set);
	explain_title(writing, "%s on its own: one-off cost, expected",
		      writing->analysis->plan->migrations[writing->subject]->name);
	explain_value(writing, analysis_move(writing->analysis, writing->subject)->alone,
		      writing->model->currency);
	gather(writing, &set, CATEGORY_COUNT);
	return true;
}

bool explain_marginal(struct writing *writing)
{
	struct term_set set;
	double marginal = analysis_move(writing->analysis, writing->subject)->marginal;
	if (isnan(marginal))
		return false;
	terms_set_of_migration(writing->analysis, writing->subject, &set);
	explain_title(writing, "%s: what it adds to the other moves that are on, expected",
		      writing->analysis->plan->migrations[writing->subject]->name);
	explain_value(writing, marginal, writing->model->currency);
	gather(writing, &set, CATEGORY_COUNT);
	writing->out->has_honesty = false;
	writing->out->change = true;
	explain_note(writing, "the one-off total with it less the total without it");
	explain_note(
		writing,
		"the parts are those of the move on its own: moves share onboarding, egress tiers, waivers, "
		"commitments, credits and dependents");
	return true;
}

bool explain_binding(struct writing *writing)
{
	const struct model *model = writing->model;
	struct term_set set;
	terms_set_of_binding(writing->analysis, writing->subject, &set);
	if (set.count == 0) {
		terms_set_clear(&set);
		return false;
	}
	explain_title(writing, "moving %s to %s on its own: one-off cost, expected",
		      model_component_name(model, model->bindings[writing->subject].component),
		      model->offerings[set.moves[0].to].name);
	gather(writing, &set, CATEGORY_COUNT);
	explain_value(writing, writing->inputs.total, model->currency);
	return true;
}

bool explain_target(struct writing *writing)
{
	const struct model *model = writing->model;
	const struct term_set *set = writing->target;
	const char *to = model->offerings[set->moves[0].to].name;
	if (set->count == 1)
		explain_title(writing, "moving %s to %s on its own: one-off cost, expected",
			      model_component_name(model, model->bindings[set->moves[0].binding].component),
			      to);
	else
		explain_title(writing, "moving %u bindings together to %s: one-off cost, expected",
			      set->count, to);
	gather_from(writing, set, CATEGORY_COUNT);
	explain_value(writing, writing->inputs.total, model->currency);
	return true;
}

/* The plan of the way out, with formula, inputs, notes and honesty; ended by end_exit. */
static struct exit_plan *gather_exit(struct writing *writing, uint32_t start)
{
	struct exit_plan *exit = analysis_exit(writing->analysis, writing->subject, start);
	struct term_set set;
	terms_set_of_exit(exit, start, &set);
	gather(writing, &set, CATEGORY_COUNT);
	writing->out->lower_bound = writing->out->lower_bound || exit->lacks_price || exit->stuck_count > 0;
	return exit;
}

/* Says what is left out, and frees the plan. */
static void end_exit(struct writing *writing, struct exit_plan *exit)
{
	if (exit->stuck_count > 0)
		explain_note(writing, "%u of %u bindings have no candidate and stay: a lower bound",
			     exit->stuck_count, exit->stuck_count + exit->move_count);
	exit_plan_free(exit);
}

static void note_exit(struct writing *writing, double one_off, double spend)
{
	const char *once = explain_told_amount(writing, one_off, EXPLAIN_KIND_COUNT),
		   *monthly = explain_told_amount(writing, spend, EXPLAIN_MONTHLY_TODAY);
	explain_note(writing, "%s once, %s a month", once, monthly);
}

static bool write_exit_months(struct writing *writing, uint32_t start)
{
	double spend = costing_of(writing->analysis)->ground.parties[writing->subject].monthly;
	struct exit_plan *exit = gather_exit(writing, start);
	explain_title(writing, "months of spend to leave %s",
		      writing->model->providers[writing->subject].name);
	explain_value(writing, exit->months_of_spend, "months of spend");
	writing->out->formula =
		arena_print(&writing->out->arena,
			    "one-off cost of moving everything off it to the cheapest candidates, from month "
			    "%u, divided by the monthly spend on it and its parts; the cost is\n%s",
			    start, writing->out->formula);
	writing->inputs.divisor = spend == 0 ? NAN : spend; /* the terms are money, the figure months */
	if (spend == 0)
		explain_note(writing, "nothing is spent on it today");
	else if (!isnan(exit->one_off))
		note_exit(writing, exit->one_off, spend);
	end_exit(writing, exit);
	return true;
}

static bool write_exit_cost(struct writing *writing, uint32_t start)
{
	struct exit_plan *exit = gather_exit(writing, start);
	bool any = exit->move_count + exit->stuck_count > 0;
	explain_title(writing, "leaving %s: one-off cost, expected",
		      writing->model->providers[writing->subject].name);
	explain_value(writing, exit->one_off, writing->model->currency);
	writing->out->formula = arena_print(&writing->out->arena,
					    "everything on it and its parts moves to its cheapest candidate "
					    "of the same kind, from month %u: %s",
					    start, writing->out->formula);
	end_exit(writing, exit);
	return any;
}

bool explain_exit(struct writing *writing)
{
	return write_exit_months(writing, 0);
}

bool explain_leaving(struct writing *writing)
{
	return write_exit_cost(writing, 0);
}

bool explain_way_out_months(struct writing *writing)
{
	return write_exit_months(writing, writing->analysis->choice.start);
}

bool explain_way_out(struct writing *writing)
{
	return write_exit_cost(writing, writing->analysis->choice.start);
}
