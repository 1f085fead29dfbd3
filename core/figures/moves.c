#include "core/figures/costing.h"

#include "core/base/memory.h"
#include "core/figures/reach.h"

#include <stdlib.h>

/* What is known of a migration whatever else is on. */
struct solo {
	bool known, cosmetic;
	uint32_t start; /* that `alone` is for; NONE: none yet */
	double alone;
};

struct ledger_of_moves {
	uint64_t version; /* that `moves` and `interaction` are of */
	struct move *moves;
	struct solo *solos;
	uint32_t count; /* of both */
	double interaction;
	struct tally trial; /* follows the choice, with one migration at a time the other way */
	struct overlap bindings;
	struct overlap_state taken; /* the bindings that are moved */
};

void moves_free(struct ledger_of_moves *moves)
{
	if (moves == NULL)
		return;
	tally_clear(&moves->trial);
	overlap_state_clear(&moves->taken);
	overlap_clear(&moves->bindings);
	free(moves->moves);
	free(moves->solos);
	free(moves);
}

static struct ledger_of_moves *moves_new(struct analysis *analysis)
{
	struct ledger_of_moves *moves = memory_zero(1, sizeof *moves);
	struct costing *costing = costing_of(analysis);
	tally_init(&moves->trial, &costing->ground, &costing->components);
	overlap_init(&moves->bindings, analysis->model->binding_count);
	overlap_state_init(&moves->taken, &moves->bindings);
	return moves;
}

/* Enters the bindings of a migration, so that clashes are known without reading them again. */
static void add_bindings(struct ledger_of_moves *moves, uint32_t slot, const struct migration *migration)
{
	struct overlap_item *items = memory_new(migration->binding_count + 1u, sizeof *items);
	for (uint32_t i = 0; i < migration->binding_count; i++)
		items[i] = (struct overlap_item){migration->bindings[i], 1, STRATEGY_REHOST};
	if (migration->binding_count > 0)
		overlap_add(&moves->bindings, slot, items, migration->binding_count);
	free(items);
}

static void add_moves(struct analysis *analysis, struct ledger_of_moves *moves)
{
	uint32_t count = analysis->plan->count;
	moves->moves = memory_resize(moves->moves, count, sizeof *moves->moves);
	moves->solos = memory_resize(moves->solos, count, sizeof *moves->solos);
	for (uint32_t slot = moves->count; slot < count; slot++) {
		moves->solos[slot] = (struct solo){.start = NONE};
		tally_add(&moves->trial, slot, costing_share(analysis, slot));
		add_bindings(moves, slot, analysis->plan->migrations[slot]);
	}
	moves->count = count;
}

static const struct solo *find_solo(struct analysis *analysis, struct ledger_of_moves *moves, uint32_t slot)
{
	struct solo *solo = &moves->solos[slot];
	if (!solo->known) {
		solo->cosmetic = analysis_leaves_nobody(analysis, analysis->plan->migrations[slot]);
		solo->known = true;
	}
	if (solo->start != analysis->choice.start) {
		struct evaluation evaluation;
		tally_evaluate_alone(moves->trial.ground, costing_share(analysis, slot), analysis->choice.start,
		                     &evaluation);
		solo->alone = evaluation.total.expected;
		solo->start = analysis->choice.start;
	}
	return solo;
}

/* The total with one migration the other way; the trial is as before afterwards, to the bit. */
static double total_without(struct tally *trial, uint32_t slot, bool on)
{
	struct evaluation evaluation;
	tally_switch(trial, slot, !on);
	tally_evaluate(trial, &evaluation);
	tally_switch(trial, slot, on);
	return evaluation.total.expected;
}

static double find_marginal(struct ledger_of_moves *moves, uint32_t slot, double total)
{
	struct tally *trial = &moves->trial;
	if (trial->shares[slot]->bindings == 0)
		return 0;
	if (trial->on[slot])
		return total - total_without(trial, slot, true);
	if (overlap_state_meets(&moves->taken, slot))
		return NAN;
	return total_without(trial, slot, false) - total;
}

static void follow(struct analysis *analysis, struct ledger_of_moves *moves)
{
	add_moves(analysis, moves);
	costing_follow(analysis, &moves->trial);
	for (uint32_t slot = 0; slot < moves->count; slot++)
		overlap_state_switch(&moves->taken, slot, moves->trial.on[slot]);
}

static void fill_moves(struct analysis *analysis, struct ledger_of_moves *moves)
{
	double total = analysis->costing->evaluation.total.expected;
	struct sum alone = {0};
	for (uint32_t slot = 0; slot < moves->count; slot++) {
		const struct share *share = moves->trial.shares[slot];
		const struct solo *solo = find_solo(analysis, moves, slot);
		moves->moves[slot] = (struct move){.bindings = share->bindings,
		                                   .alone = solo->alone,
		                                   .marginal = find_marginal(moves, slot, total),
		                                   .monthly = share->saving == 0 ? 0 : -share->saving,
		                                   .cosmetic = solo->cosmetic};
		if (moves->trial.on[slot])
			sum_add(&alone, solo->alone);
	}
	moves->interaction = total - sum_value(&alone);
}

static const struct ledger_of_moves *current_moves(struct analysis *analysis)
{
	costing_live(analysis);
	struct costing *costing = analysis->costing;
	if (costing->moves == NULL)
		costing->moves = moves_new(analysis);
	struct ledger_of_moves *moves = costing->moves;
	if (moves->version != analysis->version || moves->count != analysis->plan->count) {
		follow(analysis, moves);
		fill_moves(analysis, moves);
		moves->version = analysis->version;
	}
	return moves;
}

const struct move *analysis_moves(struct analysis *analysis)
{
	return current_moves(analysis)->moves;
}

double analysis_interaction(struct analysis *analysis)
{
	return current_moves(analysis)->interaction;
}
