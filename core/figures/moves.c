#include "core/figures/costing.h"

#include "core/base/memory.h"
#include "core/figures/reach.h"

#include <stdlib.h>

/* What is known of a migration whatever else is on. */
struct solo {
	bool known, cosmetic;
	uint32_t start; /* that `alone` is for; NONE: none yet */
	double alone;
	uint64_t pass; /* that its move is of; 0: none yet */
};

struct ledger_of_moves {
	uint64_t version; /* that `taken` and `interaction` are of */
	uint64_t pass;    /* counts how often they were made anew */
	struct move *moves;
	struct solo *solos;
	uint32_t count; /* of both */
	double interaction;
	struct overlap bindings;
	struct overlap_state taken; /* the bindings that are moved */
};

void moves_free(struct ledger_of_moves *moves)
{
	if (moves == NULL)
		return;
	overlap_state_clear(&moves->taken);
	overlap_clear(&moves->bindings);
	free(moves->moves);
	free(moves->solos);
	free(moves);
}

static struct ledger_of_moves *moves_new(struct analysis *analysis)
{
	struct ledger_of_moves *moves = memory_zero(1, sizeof *moves);
	overlap_init(&moves->bindings, analysis->model->binding_count);
	overlap_state_init(&moves->taken, &moves->bindings);
	return moves;
}

/* Enters the bindings of a migration, so that clashes are known without reading them again. */
static void add_bindings(struct ledger_of_moves *moves, uint32_t slot, const struct migration *migration)
{
	struct overlap_item *items = memory_new(migration->binding_count, sizeof *items);
	for (uint32_t i = 0; i < migration->binding_count; i++)
		items[i] = (struct overlap_item){migration->bindings[i], 1, STRATEGY_REHOST};
	overlap_add(&moves->bindings, slot, items, migration->binding_count);
	free(items);
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
		tally_evaluate_alone(&analysis->costing->ground, costing_share(analysis, slot),
				     analysis->choice.start, &evaluation);
		solo->alone = evaluation.total.expected;
		solo->start = analysis->choice.start;
	}
	return solo;
}

/* Reads those that have not been read, until so many bindings have been; true when all are. */
static bool read_some(struct analysis *analysis, struct ledger_of_moves *moves, uint64_t most)
{
	uint32_t count = analysis->plan->count;
	moves->moves = memory_resize(moves->moves, count, sizeof *moves->moves);
	moves->solos = memory_resize(moves->solos, count, sizeof *moves->solos);
	for (uint64_t read = 0; moves->count < count && read < most; moves->count++) {
		const struct migration *migration = analysis->plan->migrations[moves->count];
		moves->solos[moves->count] = (struct solo){.start = NONE};
		costing_add(analysis, moves->count);
		add_bindings(moves, moves->count, migration);
		find_solo(analysis, moves, moves->count);
		read += migration->binding_count + 1u;
	}
	return moves->count == count;
}

static double find_marginal(struct tally *live, uint32_t slot, bool clashes)
{
	if (clashes)
		return NAN;
	if (live->shares[slot]->bindings == 0)
		return 0;
	return live->on[slot] ? -tally_try(live, slot) : tally_try(live, slot);
}

/* What all moves are told by: which bindings move already, and what those that are on cost alone. */
static void begin_pass(struct analysis *analysis, struct ledger_of_moves *moves, const struct tally *live)
{
	struct sum alone = {0};
	for (uint32_t slot = 0; slot < moves->count; slot++) {
		overlap_state_switch(&moves->taken, slot, live->on[slot]);
		if (live->on[slot])
			sum_add(&alone, find_solo(analysis, moves, slot)->alone);
	}
	moves->interaction = analysis->costing->evaluation.total.expected - sum_value(&alone);
	moves->version = analysis->version;
	moves->pass++;
}

static void fill_move(struct analysis *analysis, struct ledger_of_moves *moves, uint32_t slot)
{
	struct tally *live = &analysis->costing->live;
	const struct share *share = live->shares[slot];
	const struct solo *solo = find_solo(analysis, moves, slot);
	bool clashes = !live->on[slot] && overlap_state_meets(&moves->taken, slot);
	moves->moves[slot] = (struct move){.bindings = share->bindings,
					   .alone = solo->alone,
					   .marginal = find_marginal(live, slot, clashes),
					   .monthly = 0 - share->saving,
					   .clashes = clashes,
					   .cosmetic = solo->cosmetic,
					   .lacks_price = share->missing_count > 0,
					   .assumed = share->assumed > 0};
	moves->solos[slot].pass = moves->pass;
}

static struct ledger_of_moves *moves_of(struct analysis *analysis)
{
	struct costing *costing = costing_of(analysis);
	if (costing->moves == NULL)
		costing->moves = moves_new(analysis);
	return costing->moves;
}

bool analysis_moves_go(struct analysis *analysis, uint32_t bindings)
{
	struct tally *live = costing_live(analysis);
	bool all = read_some(analysis, moves_of(analysis), bindings);
	tally_evaluate(live, &analysis->costing->evaluation); /* shares may have been added */
	return all;
}

static struct ledger_of_moves *current_moves(struct analysis *analysis)
{
	struct tally *live = costing_live(analysis);
	struct ledger_of_moves *moves = moves_of(analysis);
	if (moves->version != analysis->version || moves->count != analysis->plan->count) {
		read_some(analysis, moves, UINT64_MAX);
		tally_evaluate(live, &analysis->costing->evaluation); /* shares may have been added */
		begin_pass(analysis, moves, live);
	}
	return moves;
}

const struct move *analysis_move(struct analysis *analysis, uint32_t migration)
{
	struct ledger_of_moves *moves = current_moves(analysis);
	if (moves->solos[migration].pass != moves->pass)
		fill_move(analysis, moves, migration);
	return &moves->moves[migration];
}

const struct move *analysis_moves(struct analysis *analysis)
{
	struct ledger_of_moves *moves = current_moves(analysis);
	for (uint32_t slot = 0; slot < moves->count; slot++)
		if (moves->solos[slot].pass != moves->pass)
			fill_move(analysis, moves, slot);
	return moves->moves;
}

double analysis_interaction(struct analysis *analysis)
{
	return current_moves(analysis)->interaction;
}
