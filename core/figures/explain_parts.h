/*
 * What the files that write explanations share. Private to core/figures.
 */
#ifndef CORE_FIGURES_EXPLAIN_PARTS_H
#define CORE_FIGURES_EXPLAIN_PARTS_H

#include "core/figures/explain_inputs.h"

enum { EXPLAIN_MOST_NOTES = 12 };

/* An explanation that is being written. */
struct writing {
	struct analysis *analysis;
	const struct model *model;
	uint32_t subject;
	const struct term_set *target; /* NULL: it is about none; else the moves */
	struct explanation *out;
	struct inputs inputs;
	const char *notes[EXPLAIN_MOST_NOTES];
	struct explain_figures told[EXPLAIN_MOST_NOTES]; /* the next note's is filled before it */
};

/* Writes one kind of figure; false: there is no such figure. */
typedef bool explain_writer(struct writing *writing);

/* Texts in the explanation's arena. */
void explain_title(struct writing *writing, const char *format, ...) __attribute__((format(printf, 2, 3)));
void explain_note(struct writing *writing, const char *format, ...) __attribute__((format(printf, 2, 3)));
void explain_value(struct writing *writing, double value, const char *unit);

/* "USD a month" */
const char *explain_money(struct writing *writing, const char *per);

/* "4,006,000" */
const char *explain_number(struct writing *writing, double value);

/* "4,006,000", of a figure in the note that is written next, so that it has its marks there; "4,006,000 USD"
 */
const char *explain_told(struct writing *writing, double value, enum explain_kind like);
const char *explain_told_amount(struct writing *writing, double value, enum explain_kind like);

/* The cost_ratio of the migration that moves a binding; NAN: it has none, or nothing moves it. */
double explain_ratio(const struct analysis *analysis, uint32_t binding);

/* How many of the bindings that move have an assumed monthly, and why. */
struct assumed_count {
	uint32_t old, ratio;
};

/* Counts a binding as it moves there. */
void explain_count_assumed(const struct model *model, uint32_t binding, uint32_t to, double cost_ratio,
			   struct assumed_count *count);

/* Notes them; of none nothing. */
void explain_assumed(struct writing *writing, const struct assumed_count *count);

/* Enters what is drawn by that name, if it is (explain_money.c). */
void explain_add_drawn(struct writing *writing, const char *variable, double part);

/* explain_cost.c */
explain_writer explain_category, explain_one_off, explain_exit, explain_leaving, explain_way_out,
	explain_way_out_months, explain_alone, explain_marginal, explain_binding, explain_target;
/* explain_money.c */
explain_writer explain_commitment, explain_credit, explain_npv, explain_payback, explain_best_start,
	explain_binding_monthly, explain_swing;
/* explain_sums.c */
explain_writer explain_monthly, explain_monthly_today, explain_binding_today, explain_component_today,
	explain_offering_today, explain_resting_today, explain_team, explain_team_today, explain_provider,
	explain_provider_today, explain_exposure, explain_exposure_after, explain_target_monthly;
explain_writer explain_reach_spend, explain_share, explain_share_after, explain_whole_share,
	explain_whole_share_after;
/* explain_structure.c */
explain_writer explain_reach, explain_reach_after, explain_concentration, explain_concentration_today,
	explain_alignment, explain_gap, explain_loop, explain_cycling, explain_put_in, explain_comes_back,
	explain_passing;
/* explain_draws.c */
explain_writer explain_lowest, explain_highest, explain_peak;
/* explain_changes.c */
explain_writer explain_move_monthly, explain_interaction, explain_waiting;

#endif
