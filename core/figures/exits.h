/*
 * Ways out: what exit_plan.c (one, in full), exits.c (the figures of all) and targets.c share.
 */
#ifndef CORE_FIGURES_EXITS_H
#define CORE_FIGURES_EXITS_H

#include "core/figures/chooser.h"
#include "core/figures/costing.h"

struct survey;

struct ways_out {
	struct chooser chooser;
	struct survey *survey;        /* what is being found out of all; NULL: not begun, or done */
	struct exit_figures *figures; /* [provider_count]; NULL until all is known */
};

struct ways_out *ways_out_of(struct analysis *analysis);

/* One-off in months of what is spent on the provider and its parts; NAN: none. */
double exit_months(const struct ground *ground, uint32_t provider, double one_off);

#endif
