#include "core/figures/exits.h"

#include "core/base/memory.h"
#include "core/figures/order.h"
#include "core/figures/reach.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A target with what it is ranked by. */
struct ranked {
	struct target target;
	bool unpriced; /* the price of a driver among the counts is missing, whatever is counted of it */
	double cost;   /* over the horizon, from month 0 (spec.md section 8) */
	const char *id;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	if (a->unpriced != b->unpriced)
		return order_of(a->unpriced, b->unpriced);
	if (a->target.assumed != b->target.assumed)
		return order_of(a->target.assumed, b->target.assumed);
	if (a->cost != b->cost)
		return order_of(a->cost, b->cost);
	return strcmp(a->id, b->id);
}

static bool is_unpriced(const struct model *model, uint32_t binding, uint32_t to)
{
	const struct binding *b = &model->bindings[binding];
	for (uint32_t c = b->first_count; c < b[1].first_count; c++) {
		const struct driver *driver = &model->drivers[model->counts[c].driver];
		if (driver->basis == BASIS_PRICE && isnan(model_price(model, to, driver->price_unit)))
			return true;
	}
	return false;
}

static double linear_expected(struct share *share, const struct ground *ground)
{
	double cost = 0;
	share_price(share, ground, 0);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		cost += share->linear.categories[c].expected;
	return cost;
}

static struct ranked rank_target(struct analysis *analysis, uint32_t binding, uint32_t to)
{
	const struct ground *ground = &costing_of(analysis)->ground;
	const struct model *model = ground->model;
	struct share_moves moves = {
		.bindings = &binding, .count = 1, .to = to, .strategy = STRATEGY_DERIVED, .cost_ratio = NAN};
	struct share *share = share_new(ground, &moves);
	struct ranked ranked = {.unpriced = is_unpriced(model, binding, to), .id = model->offerings[to].id};
	struct evaluation evaluation;
	ranked.cost = linear_expected(share, ground) + share->arriving * ground_annuity(ground, 0);
	tally_evaluate_alone(ground, share, analysis->choice.start, &evaluation);
	ranked.target =
		(struct target){.offering = to,
				.one_off = evaluation.total.expected,
				.monthly = share->arriving,
				.assumed = share->assumed > 0,
				.lacks_price = share->missing_count > 0,
				.cosmetic = analysis_covers(analysis, model->bindings[binding].offering, to)};
	share_free(share);
	return ranked;
}

uint32_t analysis_targets(struct analysis *analysis, uint32_t binding, struct target **out)
{
	const struct chooser *chooser = &ways_out_of(analysis)->chooser;
	const struct binding *b = &analysis->model->bindings[binding];
	struct slice kind = chooser->kind_of[b->offering];
	struct ranked *ranked = memory_new(kind.count, sizeof *ranked);
	uint32_t count = 0;
	for (uint32_t i = 0; i < kind.count; i++) {
		uint32_t to = chooser->by_kind[kind.first + i];
		if (to != b->offering && chooser_is_capable(chooser, to, b->component))
			ranked[count++] = rank_target(analysis, binding, to);
	}
	order_sort(ranked, count, sizeof *ranked, compare_ranked);
	*out = memory_new(count, sizeof **out);
	for (uint32_t i = 0; i < count; i++)
		(*out)[i] = ranked[i].target;
	free(ranked);
	return count;
}
