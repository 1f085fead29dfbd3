#include "core/figures/exits.h"

#include "core/base/memory.h"
#include "core/figures/order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare_moves(const void *left, const void *right)
{
	const struct exit_move *a = left, *b = right;
	if (a->to != b->to)
		return order_of(a->to, b->to);
	return order_of(a->binding, b->binding);
}

static struct share *share_of_moves(const struct ground *ground, const struct exit_move *moves,
				    uint32_t count)
{
	uint32_t *bindings = memory_new(count, sizeof *bindings);
	for (uint32_t i = 0; i < count; i++)
		bindings[i] = moves[i].binding;
	struct share_moves list = {.bindings = bindings,
				   .count = count,
				   .to = moves->to,
				   .strategy = STRATEGY_DERIVED,
				   .cost_ratio = NAN};
	struct share *share = share_new(ground, &list);
	free(bindings);
	return share;
}

/* Makes a share of each target's moves and switches all of them on. */
static void switch_moves_on(struct tally *tally, struct overlap *components, struct exit_move *moves,
			    uint32_t count)
{
	uint32_t slot = 0;
	order_sort(moves, count, sizeof *moves, compare_moves);
	for (uint32_t first = 0, end; first < count; first = end) {
		for (end = first; end < count && moves[end].to == moves[first].to; end++)
			continue;
		struct share *share = share_of_moves(tally->ground, &moves[first], end - first);
		if (share->component_count > 0)
			overlap_add(components, slot, share->components, share->component_count);
		tally_add(tally, slot, share);
		tally_switch(tally, slot++, true);
	}
}

/* The cost of a set of moves by section 3. */
static double cost_moves(const struct ground *ground, const struct exit_plan *plan, uint32_t start)
{
	struct tally tally;
	struct overlap components;
	struct evaluation evaluation;
	struct exit_move *moves = memory_new(plan->move_count, sizeof *moves);
	if (plan->move_count > 0)
		memcpy(moves, plan->moves, plan->move_count * sizeof *moves);
	overlap_init(&components, ground->model->component_count);
	tally_init(&tally, ground, &components);
	tally_set_start(&tally, start);
	switch_moves_on(&tally, &components, moves, plan->move_count);
	tally_evaluate(&tally, &evaluation);
	for (uint32_t slot = 0; slot < tally.count; slot++)
		share_free(tally.shares[slot]);
	tally_clear(&tally);
	overlap_clear(&components);
	free(moves);
	return evaluation.total.expected;
}

static void choose_targets(struct exit_plan *plan, struct chooser *chooser)
{
	const struct model *model = chooser->ground->model;
	size_t move_capacity = 0, stuck_capacity = 0;
	for (uint32_t k = 0; k < model->binding_count; k++) {
		uint32_t from = model->bindings[k].offering;
		if (!model_is_part_of(model, model->offerings[from].provider, plan->provider))
			continue;
		struct choice_made made = chooser_choose(chooser, chooser_read(chooser, k), plan->provider);
		if (made.candidate != NULL) {
			plan->moves = memory_grow(plan->moves, plan->move_count, &move_capacity,
						  sizeof *plan->moves);
			plan->moves[plan->move_count++] = (struct exit_move){k, made.candidate->offering};
			plan->lacks_price = plan->lacks_price || made.lacks_price;
		} else {
			plan->stuck = memory_grow(plan->stuck, plan->stuck_count, &stuck_capacity,
						  sizeof *plan->stuck);
			plan->stuck[plan->stuck_count++] =
				(struct exit_stuck){k, chooser_explain(chooser, k, plan->provider)};
		}
	}
}

struct exit_plan *analysis_exit(struct analysis *analysis, uint32_t provider, uint32_t start)
{
	struct chooser *chooser = &ways_out_of(analysis)->chooser;
	struct exit_plan *plan = memory_zero(1, sizeof *plan);
	plan->provider = provider;
	choose_targets(plan, chooser);
	plan->one_off = NAN;
	if (plan->move_count > 0 || plan->stuck_count == 0)
		plan->one_off = cost_moves(chooser->ground, plan, start);
	plan->months_of_spend = exit_months(chooser->ground, provider, plan->one_off);
	return plan;
}

void exit_plan_free(struct exit_plan *plan)
{
	if (plan == NULL)
		return;
	free(plan->moves);
	free(plan->stuck);
	free(plan);
}
