/*
 * Monthly spend by offering, today and in the scenario.
 *
 * Today's is one pass over the bindings. The scenario's is today's with the migrations that are on
 * entered one after the other, in the order of the plan, from a ledger that is written once per
 * migration: a switch costs the same on ten components as on a million. Sums carry their rounding
 * with them (twice the digits of a double) and an offering that nobody pays for any more is 0
 * exactly, so that entries leave no dust.
 */
#ifndef CORE_FIGURES_SPEND_H
#define CORE_FIGURES_SPEND_H

#include "core/figures/parts.h"

/* What rests on one offering itself. */
struct spend {
	double monthly;
	uint32_t bindings; /* also those that cost nothing */
	uint32_t assumed;  /* those that came to it and whose new monthly is assumed (spec.md 4) */
};

/* Bindings and what they cost. */
struct account {
	struct sum monthly;
	uint32_t bindings, paid; /* paid: those with a monthly above 0 */
	uint32_t assumed;        /* as in struct spend */
};

void account_enter(struct account *account, double monthly);
void account_add(struct account *to, const struct account *from);
void account_take(struct account *from, const struct account *part); /* of what was entered or added */
double account_monthly(const struct account *account);               /* 0 exactly when nobody pays */

struct ledger_line {
	uint32_t offering;
	struct account account; /* what leaves it */
};

struct ledger {
	bool written;
	struct ledger_line *leaving; /* [count] by offering */
	uint32_t count;
	struct account arriving;
	double *monthlies; /* [binding_count] what each of its bindings costs a month at the target */
};

struct spending {
	struct account *accounts;    /* [offering_count] today's; NULL until asked for */
	struct spend *today, *after; /* [offering_count] */
	struct account *work;        /* [offering_count] */
	struct ledger *ledgers;      /* [ledger_count] by migration of the plan */
	uint32_t ledger_count;
	uint64_t version; /* that `after` is of */
};

void spending_clear(struct spending *spending);

/* [offering_count] today's, as long as the analysis; or the scenario's, until the next analysis_follow. */
const struct spend *analysis_spend(struct analysis *analysis, bool after);

/* What the bindings of a migration cost a month at its target: [binding_count]; as long as the analysis. */
const double *analysis_new_monthlies(struct analysis *analysis, uint32_t migration);

/* What one binding costs a month in the scenario. (analysis.c) */
double analysis_monthly_after(struct analysis *analysis, uint32_t binding);
/* Is that assumed? (analysis.c) */
bool analysis_is_assumed_after(struct analysis *analysis, uint32_t binding);

#endif
