#include "core/figures/costing.h"

#include "core/base/memory.h"
#include "core/figures/spend.h"

#include <stdlib.h>
#include <string.h>

static void make_parts(struct analysis *analysis)
{
	analysis->costing = costing_new(analysis);
	analysis->structure = structure_new(analysis);
	analysis->circuits = circuits_new(analysis);
}

static void free_parts(struct analysis *analysis)
{
	costing_free(analysis->costing);
	structure_free(analysis->structure);
	circuits_free(analysis->circuits);
}

/* The values of the kinds in `kinds` (a bit each) that a choice tries: the next from *at on, or NULL. */
static const struct tried *next_of(const struct choice *choice, unsigned kinds, uint32_t *at)
{
	while (*at < choice->tried_count) {
		const struct tried *tried = &choice->tried[(*at)++];
		if (kinds >> tried->kind & 1)
			return tried;
	}
	return NULL;
}

static bool tries_same_of(const struct choice *a, const struct choice *b, unsigned kinds)
{
	uint32_t i = 0, k = 0;
	const struct tried *x, *y;
	do {
		x = next_of(a, kinds, &i);
		y = next_of(b, kinds, &k);
		if (!x != !y || (x && (tried_compare(x, y) != 0 || x->value.likely != y->value.likely)))
			return false;
	} while (x);
	return true;
}

struct analysis *analysis_new(const struct plan *plan)
{
	struct analysis *analysis = memory_zero(1, sizeof *analysis);
	const struct model *model = plan->model;
	analysis->plan = plan;
	analysis->model = model;
	analysis->version = 1;
	choice_init(&analysis->choice);
	choice_init(&analysis->placed);
	diag_list_init(&analysis->warnings);
	analysis->mover = memory_new(model->binding_count, sizeof *analysis->mover);
	for (uint32_t k = 0; k < model->binding_count; k++) {
		analysis->mover[k] = NONE;
	}
	make_parts(analysis);
	return analysis;
}

void analysis_free(struct analysis *analysis)
{
	if (analysis == NULL)
		return;
	free_parts(analysis);
	tried_model_free(analysis->overlay);
	diag_list_clear(&analysis->warnings);
	choice_clear(&analysis->choice);
	choice_clear(&analysis->placed);
	free(analysis->mover);
	free(analysis);
}

const struct choice *analysis_choice(const struct analysis *analysis)
{
	return &analysis->choice;
}

const struct plan *analysis_plan(const struct analysis *analysis)
{
	return analysis->plan;
}

const struct model *analysis_model(const struct analysis *analysis)
{
	return analysis->model;
}

const struct migration *analysis_migration(const struct analysis *analysis, uint32_t migration)
{
	return migration < analysis->model->migration_count ? &analysis->model->migrations[migration]
							    : analysis->plan->migrations[migration];
}

/* Says that the i-th binding of a migration moves, or comes back to where it is today. */
static void tell_move(struct analysis *analysis, uint32_t migration, uint32_t i, bool on)
{
	const struct migration *m = analysis->plan->migrations[migration];
	uint32_t k = m->bindings[i];
	struct placing today = {analysis->model->bindings[k].offering, analysis->model->bindings[k].monthly},
		       there = {m->to, analysis_new_monthlies(analysis, migration)[i]};
	structure_move(analysis, k, on ? &today : &there, on ? &there : &today);
}

static void move_bindings(struct analysis *analysis, uint32_t migration, bool on)
{
	const struct migration *m = analysis->plan->migrations[migration];
	bool follows = structure_follows(analysis);
	for (uint32_t i = 0; i < m->binding_count; i++) {
		uint32_t *mover = &analysis->mover[m->bindings[i]];
		if (*mover != (on ? NONE : migration))
			continue;
		*mover = on ? migration : NONE;
		if (follows)
			tell_move(analysis, migration, i, on);
	}
}

/* Moves what differs: those that go first, so that a binding may pass from one migration to another. */
static void move_differences(struct analysis *analysis, bool on)
{
	for (uint32_t m = 0; m < analysis->plan->count; m++)
		if (choice_is_on(&analysis->choice, m) == on && choice_is_on(&analysis->placed, m) != on)
			move_bindings(analysis, m, on);
}

static double monthly_after(struct analysis *analysis, uint32_t binding, bool *assumed)
{
	analysis_place(analysis);
	uint32_t mover = analysis->mover[binding];
	*assumed = false;
	if (mover == NONE)
		return analysis->model->bindings[binding].monthly;
	const struct migration *m = analysis_migration(analysis, mover);
	return cost_new_monthly(analysis->model, binding, m->to, m->cost_ratio, assumed);
}

double analysis_monthly_after(struct analysis *analysis, uint32_t binding)
{
	bool assumed;
	return monthly_after(analysis, binding, &assumed);
}

bool analysis_is_assumed_after(struct analysis *analysis, uint32_t binding)
{
	bool assumed;
	monthly_after(analysis, binding, &assumed);
	return assumed;
}

void analysis_place(struct analysis *analysis)
{
	if (analysis->placed_version == analysis->version)
		return;
	move_differences(analysis, false);
	move_differences(analysis, true);
	choice_copy(&analysis->placed, &analysis->choice);
	analysis->placed_version = analysis->version;
}

/* The kinds that say what is spent today, and those that say what is spent after a move: no ranges. */
enum {
	SPENT_TODAY = 1u << TRIED_MONTHLY,
	SPENT_AFTER = SPENT_TODAY | 1u << TRIED_PRICE | 1u << TRIED_USAGE | 1u << TRIED_COST_RATIO
};

/*
 * Costs and loops know the model that they were made for, so they are made for another one. Of a large
 * stack the structure takes most of the time, and few values change what it says.
 */
static void try_values(struct analysis *analysis, const struct choice *choice)
{
	const struct model *stack = analysis->plan->model;
	costing_free(analysis->costing);
	circuits_free(analysis->circuits);
	structure_let_go(analysis->structure, !tries_same_of(choice, &analysis->choice, SPENT_TODAY),
			 !tries_same_of(choice, &analysis->choice, SPENT_AFTER));
	tried_model_free(analysis->overlay);
	analysis->overlay =
		choice->tried_count > 0 ? tried_model_new(stack, choice->tried, choice->tried_count) : NULL;
	analysis->model = analysis->overlay != NULL ? analysis->overlay : stack;
	analysis->costing = costing_new(analysis);
	analysis->circuits = circuits_new(analysis);
}

void analysis_follow(struct analysis *analysis, const struct choice *choice)
{
	if (choice_equal(choice, &analysis->choice)) {
		analysis->choice.scenario = choice->scenario;
		return;
	}
	if (!choice_tries_same(choice, &analysis->choice))
		try_values(analysis, choice);
	choice_copy(&analysis->choice, choice);
	analysis->version++;
}

const struct diag_list *analysis_warnings(struct analysis *analysis)
{
	if (analysis->warnings_version != analysis->version) {
		diag_list_clear(&analysis->warnings);
		diag_list_init(&analysis->warnings);
		cost_warn(analysis, &analysis->warnings);
		circuits_warn(analysis, &analysis->warnings);
		analysis->warnings_version = analysis->version;
	}
	return &analysis->warnings;
}
