/*
 * The state behind sections 3 to 6 and 8 of spec.md, and what its files ask of each other. Private
 * to core/figures (and its tests).
 *
 *   ground    what follows from the model alone
 *   share     what one migration adds on its own          (made when it is first asked about)
 *   tally     what the shares that are on cost together   (follows the choice)
 *   cost      tally -> figures of sections 3 and 4
 *   spread    the same by draw, quantiles                 (section 5)
 *   swings    the drivers of doubt
 *   timing    by start month                              (section 6)
 *   moves     alone, marginal, interaction
 *   exits     ways out                                    (section 8)
 */
#ifndef CORE_FIGURES_COSTING_H
#define CORE_FIGURES_COSTING_H

#include "core/figures/tally.h"

struct costing {
	bool ready; /* ground and below are made */
	struct ground ground;
	struct share **shares; /* [share_count] by slot: the plan's index; NULL until asked for */
	uint32_t share_count;
	struct overlap components; /* the shares' components with dependents */
	struct tally live;         /* follows the choice */
	struct evaluation evaluation;
	uint64_t live_version; /* the analysis' version that `live` and `evaluation` are of; 0: none */
	struct cost cost;
	struct lack *lacks; /* [cost.missing_prices] and */
	bool lacks_grow;
	uint64_t assumed; /* as analysis_lacks gives them (bound.h) */
	uint64_t cost_version;
	struct spreading *spreading; /* NULL until asked for, as those below */
	struct doubts *doubts;
	struct calendar *calendar;
	struct ledger_of_moves *moves;
	struct ways_out *ways_out;
};

/* The costing with its ground laid. */
struct costing *costing_of(struct analysis *analysis);

/* The share of a migration of the plan; as long as the analysis. */
struct share *costing_share(struct analysis *analysis, uint32_t slot);

/* Gives a migration of the plan its slot in the live tally, unless it has it. */
void costing_add(struct analysis *analysis, uint32_t slot);

/* The live tally, following the choice, and evaluated into costing->evaluation. */
struct tally *costing_live(struct analysis *analysis);

/* Adds what the costs of the current choice lack. */
void cost_warn(struct analysis *analysis, struct diag_list *warnings);

void spreading_free(struct spreading *spreading); /* NULL is fine; those below too */
void doubts_free(struct doubts *doubts);
void calendar_free(struct calendar *calendar);
void moves_free(struct ledger_of_moves *moves);
void ways_out_free(struct ways_out *ways_out);

#endif
