/*
 * What the files of core/figures share behind analysis.h. Private to core/figures (and its tests).
 */
#ifndef CORE_FIGURES_PARTS_H
#define CORE_FIGURES_PARTS_H

#include "core/figures/analysis.h"

struct costing;   /* sections 3 to 6 and 8: cost.c, spread.c, timing.c, moves.c, exit_plan.c */
struct structure; /* section 7: reach.c */
struct circuits;  /* sections 9 and 10: loops.c, alignment.c */

struct analysis {
	const struct plan *plan;
	const struct model *model; /* the plan's or, where the choice tries values, `overlay` */
	struct model *overlay;     /* NULL: nothing is tried */
	struct choice choice;
	uint64_t version; /* raised by every analysis_follow that changes something; what was computed for an
			     older one is stale */
	uint32_t *mover;  /* [binding_count] the migration of the plan that moves it, or NONE; brought up to
			     date by analysis_place */
	struct choice placed;    /* the choice that `mover` is of */
	uint64_t placed_version; /* the version of it; 0: none */
	struct costing *costing;
	struct structure *structure;
	struct circuits *circuits;
	struct diag_list warnings;
	uint64_t warnings_version; /* that they are of; 0: none */
};

/*
 * Brings `mover` to the current choice: to be called before it is read. The costs do
 * without them, because it takes time in proportion to what moves anew.
 */
void analysis_place(struct analysis *analysis);

/* The offering that a binding is on where it has been placed. */
static inline uint32_t analysis_target(const struct analysis *analysis, uint32_t binding)
{
	uint32_t mover = analysis->mover[binding];
	return mover == NONE ? analysis->model->bindings[binding].offering
			     : analysis->plan->migrations[mover]->to;
}

/* Where a binding is, and what it costs a month there. */
struct placing {
	uint32_t offering;
	double monthly;
};

/* Does the structure want to be told of every binding that is placed anew, and telling it. (reach.c) */
bool structure_follows(const struct analysis *analysis);
void structure_move(struct analysis *analysis, uint32_t binding, const struct placing *from,
		    const struct placing *to);

/* Each part makes its own state and frees it; nothing is computed before it is asked for. */
struct costing *costing_new(const struct analysis *analysis);
void costing_free(struct costing *costing);
struct structure *structure_new(const struct analysis *analysis);
void structure_free(struct structure *structure);

/*
 * Lets go of what other values change: what is spent today, or what is spent in the scenario (which goes
 * with today's). Who rests on whom no value changes: that stays.
 */
void structure_let_go(struct structure *structure, bool today, bool after);
struct circuits *circuits_new(const struct analysis *analysis);
void circuits_free(struct circuits *circuits);

/* What the user should know of the search for loops, if it has been made. (loops.c) */
void circuits_warn(const struct analysis *analysis, struct diag_list *warnings);

/*
 * rests(o) as bits: provider p is in it when bit p % 64 of word p / 64 is set. [provider words] for
 * one offering; computed once. (reach.c)
 */
const uint64_t *analysis_rests_bits(struct analysis *analysis, uint32_t offering);
uint32_t analysis_provider_words(const struct analysis *analysis);

/* Number of distinct components that depend directly on each: [component_count]; computed once. (reach.c) */
const uint32_t *analysis_dependents(struct analysis *analysis);

/* Sum of many values so that their order hardly shows: Neumaier's compensated sum. */
struct sum {
	double total, rest;
};

static inline void sum_add(struct sum *sum, double value)
{
	double total = sum->total + value;
	sum->rest +=
		fabs(sum->total) >= fabs(value) ? (sum->total - total) + value : (value - total) + sum->total;
	sum->total = total;
}

static inline double sum_value(const struct sum *sum)
{
	return sum->total + sum->rest;
}

#endif
