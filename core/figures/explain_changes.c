/* Why one figure less another is what it is: a move's monthly, waiting, interaction (spec.md sections 4 to
 * 6). */
#include "core/base/memory.h"
#include "core/figures/explain_parts.h"
#include "core/figures/spend.h"

#include <math.h>
#include <stdlib.h>

/* --- what a move changes a month ------------------------------------------------------------------ */

static struct assumed_count add_moved(struct writing *writing, const struct migration *migration)
{
	const struct model *model = writing->model;
	const double *monthlies = analysis_new_monthlies(writing->analysis, writing->subject);
	struct assumed_count assumed = {0};
	for (uint32_t i = 0; i < migration->binding_count; i++) {
		uint32_t binding = migration->bindings[i];
		inputs_add_single(&writing->inputs, INPUT_NEW_MONTHLY, binding, migration->to, monthlies[i],
				  monthlies[i],
				  origin_of_new_monthly(model, binding, migration->to, migration->cost_ratio))
			->less_or_more =
			cost_assumed(model, binding, migration->to, migration->cost_ratio) != 0;
		inputs_add_single(&writing->inputs, INPUT_MONTHLY, binding, 0,
				  0 - model->bindings[binding].monthly, NAN, ORIGIN_USER);
		explain_count_assumed(model, binding, migration->to, migration->cost_ratio, &assumed);
	}
	return assumed;
}

bool explain_move_monthly(struct writing *writing)
{
	const struct migration *migration = analysis_migration(writing->analysis, writing->subject);
	explain_title(writing, "%s: what it changes a month", migration->name);
	explain_value(writing, analysis_move(writing->analysis, writing->subject)->monthly,
		      explain_money(writing, "a month"));
	writing->out->change = true;
	writing->out->formula =
		"the sum, over the bindings that it moves, of the new monthly - the old one;\n"
		"new: old x the migration's ratio, else old x usage at the target's prices / usage at "
		"today's prices, else old (assumed)";
	struct assumed_count assumed = add_moved(writing, migration);
	explain_assumed(writing, &assumed);
	if (migration->binding_count == 0)
		explain_note(writing, "it moves no binding");
	else
		explain_note(writing, "it moves %u binding%s", migration->binding_count,
			     migration->binding_count == 1 ? "" : "s");
	return true;
}

/* --- what moves save or cost by being on together ------------------------------------------------- */

/* The one-off cost of moves, each on its own. */
struct apart {
	struct sum *categories; /* [CATEGORY_COUNT] of all of them */
	double sizes[ORIGIN_COUNT];
	bool lower_bound;
};

static void add_term(void *context, const struct term *term)
{
	struct apart *apart = context;
	sum_add(&apart->categories[term->category], term->expected);
	apart->sizes[term->origin] += fabs(term->expected);
	apart->lower_bound |= term->unpriced && term->quantity > 0;
}

/* Enters a move's own cost as an input, and its categories in `categories`. */
static void add_alone(struct writing *writing, uint32_t migration, struct sum *categories)
{
	double alone = analysis_move(writing->analysis, migration)->alone;
	struct apart apart = {.categories = categories};
	struct terms_visitor visitor = {add_term, &apart};
	struct term_set set;
	terms_set_of_migration(writing->analysis, migration, &set);
	terms_visit(writing->analysis, &set, &visitor);
	terms_set_clear(&set);
	inputs_add_given(&writing->inputs, INPUT_ALONE, migration, 0, 0 - alone, alone,
			 origin_of_sizes(apart.sizes))
		->lower_bound = apart.lower_bound;
}

/* In which categories the difference lies. */
static void note_categories(struct writing *writing, const struct sum *apart)
{
	enum { LEAST = 2 }; /* below half a unit of money it is rounding */
	const struct cost *cost = analysis_cost(writing->analysis);
	for (int c = 0; c < CATEGORY_COUNT; c++) {
		double change = cost->expected[c] - sum_value(&apart[c]);
		if (fabs(change) * LEAST >= 1)
			explain_note(writing, "%s: %s %s together", category_name((enum category)c),
				     explain_told_amount(writing, fabs(change), EXPLAIN_KIND_COUNT),
				     change < 0 ? "less" : "more");
	}
}

bool explain_interaction(struct writing *writing)
{
	struct analysis *analysis = writing->analysis;
	const struct honesty *honesty = analysis_honesty(analysis);
	const struct cost *cost = analysis_cost(analysis);
	struct sum apart[CATEGORY_COUNT] = {{0}};
	if (choice_count(&analysis->choice) == 0)
		return false;
	explain_title(writing, "interaction: what the moves cost together less what each costs on its own");
	explain_value(writing, analysis_interaction(analysis), writing->model->currency);
	writing->out->change = true;
	writing->out->formula =
		"one-off cost of all that are on - the sum of the one-off costs of each alone";
	inputs_add_given(&writing->inputs, INPUT_ONE_OFF, 0, 0, cost->expected_total, cost->expected_total,
			 origin_of_sizes(honesty->share))
		->lower_bound = honesty->lower_bound;
	for (uint32_t m = 0; m < analysis->plan->count; m++)
		if (choice_is_on(&analysis->choice, m))
			add_alone(writing, m, apart);
	note_categories(writing, apart);
	explain_note(writing, "moves share onboarding, egress tiers, waivers, commitments, credits and "
			      "dependents");
	return true;
}

/* --- a month's wait ------------------------------------------------------------------------------ */

/* A term of a later start. Its key is the kind and what it is of. */
struct later {
	uint64_t key;
	double expected;
};

struct waiting {
	struct writing *writing;
	struct later *later;
	size_t count, capacity, at;
};

/* Only counts, the data that leaves, and pledges know of the month. */
static bool waits(const struct term *term)
{
	return term->kind == TERM_COUNT || term->kind == TERM_PLEDGES;
}

static uint64_t key_of(const struct term *term)
{
	uint32_t of = term->kind == TERM_COUNT ? term->count : term->provider;
	return (uint64_t)term->kind << 32 | of;
}

static void keep_later(void *context, const struct term *term)
{
	struct waiting *waiting = context;
	if (!waits(term))
		return;
	waiting->later =
		memory_grow(waiting->later, waiting->count, &waiting->capacity, sizeof *waiting->later);
	waiting->later[waiting->count++] = (struct later){key_of(term), term->expected};
}

/* The same terms come in the same order a month later, but for data that then leaves free of charge. */
static void add_difference(void *context, const struct term *term)
{
	struct waiting *waiting = context;
	struct inputs *inputs = &waiting->writing->inputs;
	struct term change = *term;
	if (!waits(term))
		return;
	bool still = waiting->at < waiting->count && waiting->later[waiting->at].key == key_of(term);
	double later = still ? waiting->later[waiting->at++].expected : 0;
	change.expected = later - term->expected;
	if (term->kind == TERM_COUNT)
		change.quantity *= inputs->model->bindings[term->binding].growth_per_month;
	change.unpriced = change.unpriced && change.quantity > 0;
	inputs->waiting = still;
	if (change.expected != 0 || change.unpriced)
		inputs_add_term(inputs, &change, 0);
}

static void add_differences(struct writing *writing, uint32_t start)
{
	struct waiting waiting = {.writing = writing};
	struct term_set set;
	terms_set_of_choice(writing->analysis, &set);
	set.start = start + 1;
	terms_visit(writing->analysis, &set, &(struct terms_visitor){keep_later, &waiting});
	set.start = start;
	terms_visit(writing->analysis, &set, &(struct terms_visitor){add_difference, &waiting});
	terms_set_clear(&set);
	free(waiting.later);
	writing->out->lower_bound = writing->inputs.lower_bound;
	if (writing->inputs.lower_bound)
		explain_note(writing, "a price is missing and counts as 0: the true figure is higher");
}

bool explain_waiting(struct writing *writing)
{
	const struct model *model = writing->model;
	uint32_t start = writing->analysis->choice.start;
	if (start + 1 >= model->horizon || analysis_cost(writing->analysis)->bindings_moved == 0)
		return false;
	const double *one_off = analysis_timing(writing->analysis)->one_off;
	explain_title(writing, "cost of waiting: what starting a month later adds to the one-off cost");
	explain_value(writing, analysis_wait(writing->analysis, start), model->currency);
	writing->out->change = true;
	writing->out->formula =
		"one-off cost from the next month on - one-off cost from the month chosen, both expected;\n"
		"in between counts grow, and commitments and credits run down";
	add_differences(writing, start);
	const char *now = explain_told_amount(writing, one_off[start], EXPLAIN_ONE_OFF),
		   *later = explain_told_amount(writing, one_off[start + 1], EXPLAIN_ONE_OFF);
	explain_note(writing, "start in month %u: %s; in month %u: %s", start, now, start + 1, later);
	if (start + 1 == model->switching_charges_end)
		explain_note(writing,
			     "from month %u on no provider charges for data that leaves: "
			     "switching_charges_end",
			     start + 1);
	if (writing->inputs.mentioned == 0)
		explain_note(writing, "nothing that moves costs more or less a month later");
	return true;
}
