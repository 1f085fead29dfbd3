#include "core/figures/bound.h"
#include "core/figures/costing.h"

#include "core/base/hash.h"
#include "core/base/memory.h"
#include "core/figures/order.h"

#include <stdlib.h>
#include <string.h>

/* --- the run rate ----------------------------------------------------------------------------- */

static bool price_usage(const struct model *model, uint32_t binding, uint32_t offering, double *total)
{
	const struct binding *b = &model->bindings[binding];
	struct sum sum = {0};
	for (uint32_t u = b->first_usage; u < b[1].first_usage; u++) {
		double price = model_price(model, offering, model->usages[u].unit);
		if (isnan(price))
			return false;
		sum_add(&sum, model->usages[u].quantity_per_month * price);
	}
	*total = sum_value(&sum);
	return b->first_usage < b[1].first_usage;
}

/* The catalogue's prices are dollars; in a stack of another currency they are no more than a guess. */
static bool price_is_foreign(const struct model *model, uint32_t offering)
{
	return strcmp(model->currency, "USD") != 0 &&
	       model_place_is_builtin(model, model->offerings[offering].prices_place);
}

/* Why the new monthly is assumed; where its old one is not, what the usage costs at the target and today. */
static unsigned assume(const struct model *model, uint32_t binding, uint32_t to, double *then, double *now)
{
	uint32_t from = model->bindings[binding].offering;
	if (!price_usage(model, binding, to, then) || !price_usage(model, binding, from, now) || *now == 0)
		return ASSUMED_OLD;
	bool foreign = model->uses_catalog && (price_is_foreign(model, to) || price_is_foreign(model, from));
	return foreign ? ASSUMED_RATIO : 0;
}

unsigned cost_assumed(const struct model *model, uint32_t binding, uint32_t to, double cost_ratio)
{
	double then = 0, now = 0;
	return isnan(cost_ratio) ? assume(model, binding, to, &then, &now) : 0;
}

double cost_new_monthly(const struct model *model, uint32_t binding, uint32_t to, double cost_ratio,
			bool *assumed)
{
	const struct binding *b = &model->bindings[binding];
	double then = 0, now = 0;
	*assumed = false;
	if (!isnan(cost_ratio))
		return b->monthly * cost_ratio;
	unsigned reasons = assume(model, binding, to, &then, &now);
	*assumed = reasons != 0;
	if (reasons == ASSUMED_OLD)
		return b->monthly;
	return then == now ? b->monthly : b->monthly * then / now;
}

unsigned migration_assumed(const struct model *model, const struct migration *migration)
{
	unsigned reasons = 0;
	for (uint32_t i = 0; i < migration->binding_count && reasons != (ASSUMED_OLD | ASSUMED_RATIO); i++)
		reasons |= cost_assumed(model, migration->bindings[i], migration->to, migration->cost_ratio);
	return reasons;
}

const char *assumed_words(unsigned reason)
{
	return reason == ASSUMED_OLD
		       ? "the new price is not known: the old monthly is assumed"
		       : "a price is the catalogue's, in USD: the ratio of new to old is assumed";
}

/* --- the costing ------------------------------------------------------------------------------ */

struct costing *costing_new(const struct analysis *analysis)
{
	(void)analysis;
	return memory_zero(1, sizeof(struct costing));
}

void costing_free(struct costing *costing)
{
	if (costing == NULL)
		return;
	spreading_free(costing->spreading);
	doubts_free(costing->doubts);
	calendar_free(costing->calendar);
	moves_free(costing->moves);
	ways_out_free(costing->ways_out);
	if (costing->ready) {
		tally_clear(&costing->live);
		overlap_clear(&costing->components);
		ground_clear(&costing->ground);
	}
	for (uint32_t s = 0; s < costing->share_count; s++)
		share_free(costing->shares[s]);
	free(costing->shares);
	free(costing->lacks);
	free(costing);
}

struct costing *costing_of(struct analysis *analysis)
{
	struct costing *costing = analysis->costing;
	if (!costing->ready) {
		ground_init(&costing->ground, analysis);
		overlap_init(&costing->components, analysis->model->component_count);
		tally_init(&costing->live, &costing->ground, &costing->components);
		costing->ready = true;
	}
	return costing;
}

static struct share *share_of_migration(const struct ground *ground, const struct migration *migration)
{
	struct share_moves moves = {migration->bindings, migration->binding_count, migration->to,
				    migration->strategy, migration->cost_ratio,    migration->extra};
	return share_new(ground, &moves);
}

static void grow_shares(struct costing *costing, uint32_t count)
{
	if (count <= costing->share_count)
		return;
	costing->shares = memory_resize(costing->shares, count, sizeof *costing->shares);
	for (; costing->share_count < count; costing->share_count++)
		costing->shares[costing->share_count] = NULL;
}

struct share *costing_share(struct analysis *analysis, uint32_t slot)
{
	struct costing *costing = costing_of(analysis);
	grow_shares(costing, analysis->plan->count);
	if (costing->shares[slot] == NULL) {
		struct share *share =
			share_of_migration(&costing->ground, analysis_migration(analysis, slot));
		if (share->component_count > 0)
			overlap_add(&costing->components, slot, share->components, share->component_count);
		costing->shares[slot] = share;
	}
	return costing->shares[slot];
}

void costing_add(struct analysis *analysis, uint32_t slot)
{
	struct tally *live = &costing_of(analysis)->live;
	if (slot >= live->count || live->shares[slot] == NULL)
		tally_add(live, slot, costing_share(analysis, slot));
}

static void follow_choice(struct analysis *analysis, struct tally *live)
{
	tally_set_start(live, analysis->choice.start);
	for (uint32_t slot = 0; slot < analysis->plan->count; slot++) {
		bool on = choice_is_on(&analysis->choice, slot), was = slot < live->count && live->on[slot];
		if (on == was)
			continue;
		costing_add(analysis, slot);
		tally_switch(live, slot, on);
	}
}

struct tally *costing_live(struct analysis *analysis)
{
	struct costing *costing = costing_of(analysis);
	if (costing->live_version != analysis->version) {
		follow_choice(analysis, &costing->live);
		tally_evaluate(&costing->live, &costing->evaluation);
		costing->live_version = analysis->version;
	}
	return &costing->live;
}

/* --- figures ---------------------------------------------------------------------------------- */

static int compare_lacks(const void *left, const void *right)
{
	const struct lack *a = left, *b = right;
	if (a->target != b->target)
		return order_of(a->target, b->target);
	return order_of(a->driver, b->driver);
}

/* Puts each driver and target together; their new number. */
static uint32_t merge_lacks(struct lack *lacks, size_t found)
{
	uint32_t kept = 0;
	order_sort(lacks, found, sizeof *lacks, compare_lacks);
	for (size_t l = 0; l < found; l++) {
		if (kept > 0 && compare_lacks(&lacks[l], &lacks[kept - 1]) == 0)
			lacks[kept - 1].count += lacks[l].count;
		else
			lacks[kept++] = lacks[l];
	}
	return kept;
}

/* The prices that the shares that are on lack, and how much of each; to be freed. */
static struct lack *find_lacks(const struct tally *tally, uint32_t *count)
{
	struct lack *lacks = NULL;
	size_t found = 0, capacity = 0;
	for (uint32_t slot = 0; slot < tally->count; slot++) {
		struct share *share = tally->shares[slot];
		for (uint32_t m = 0; tally->on[slot] && m < share->missing_count; m++) {
			share_price(share, tally->ground, tally->start);
			lacks = memory_grow(lacks, found, &capacity, sizeof *lacks);
			lacks[found++] =
				(struct lack){share->missing[m], share->target,
					      share_find_amount(share, share->missing[m])->count.expected};
		}
	}
	*count = merge_lacks(lacks, found);
	return lacks;
}

static bool lacks_grow(const struct tally *tally)
{
	for (uint32_t slot = 0; slot < tally->count; slot++) {
		const struct share *share = tally->shares[slot];
		for (uint32_t m = 0; tally->on[slot] && m < share->missing_count; m++) {
			struct slice lots = share_find_amount(share, share->missing[m])->lots;
			for (uint32_t l = lots.first; l < lots.first + lots.count; l++)
				if (share->lots[l].growth_per_month > 0 &&
				    sum_value(&share->lots[l].mean) > 0)
					return true;
		}
	}
	return false;
}

/* Which shares that are on have an assumed monthly: the order of switching does not show in a sum. */
static uint64_t mark_assumed(const struct tally *tally)
{
	uint64_t mark = 0;
	for (uint32_t slot = 0; slot < tally->count; slot++)
		if (tally->on[slot] && tally->shares[slot]->assumed > 0)
			mark += hash_add(0, slot + 1);
	return mark;
}

static void fill_cost(struct cost *cost, const struct costing *costing, uint32_t start)
{
	const struct evaluation *evaluation = &costing->evaluation;
	const struct ground *ground = &costing->ground;
	*cost = (struct cost){.bindings_moved = costing->live.moved, .assumed = costing->live.assumed};
	for (int c = 0; c < CATEGORY_COUNT; c++) {
		cost->expected[c] = evaluation->categories[c].expected;
		cost->likely[c] = evaluation->categories[c].likely;
	}
	cost->expected_total = evaluation->total.expected;
	cost->likely_total = evaluation->total.likely;
	cost->monthly_before = ground->monthly;
	cost->monthly_after = ground->monthly - evaluation->saving;
	cost->npv_expected = ground_npv(ground, cost->expected_total, evaluation->saving, start);
	cost->npv_likely = ground_npv(ground, cost->likely_total, evaluation->saving, start);
	cost->payback_month = NONE;
	if (cost->bindings_moved > 0)
		cost->payback_month = ground_payback(ground, cost->expected_total, evaluation->saving,
						     evaluation_rounding(evaluation, ground), start);
}

static void count_lacks(struct costing *costing, const struct tally *live)
{
	struct cost *cost = &costing->cost;
	free(costing->lacks);
	costing->lacks = find_lacks(live, &cost->missing_prices);
	costing->lacks_grow = cost->missing_prices > 0 && lacks_grow(live);
	costing->assumed = cost->assumed > 0 ? mark_assumed(live) : 0;
	for (uint32_t l = 0; l < cost->missing_prices; l++)
		cost->lacks_price[live->ground->model->drivers[costing->lacks[l].driver].category] = true;
}

const struct cost *analysis_cost(struct analysis *analysis)
{
	struct tally *live = costing_live(analysis);
	struct costing *costing = analysis->costing;
	if (costing->cost_version != analysis->version) {
		fill_cost(&costing->cost, costing, analysis->choice.start);
		count_lacks(costing, live);
		costing->cost_version = analysis->version;
	}
	return &costing->cost;
}

struct lacks analysis_lacks(struct analysis *analysis)
{
	const struct cost *cost = analysis_cost(analysis);
	const struct costing *costing = analysis->costing;
	return (struct lacks){.items = costing->lacks,
			      .count = cost->missing_prices,
			      .assumed = costing->assumed,
			      .grows = costing->lacks_grow,
			      .discount = costing->ground.discount[analysis->choice.start]};
}

void cost_warn(struct analysis *analysis, struct diag_list *warnings)
{
	const struct model *model = analysis->model;
	struct lacks lacks = analysis_lacks(analysis);
	for (uint32_t l = 0; l < lacks.count; l++) {
		const struct driver *driver = &model->drivers[lacks.items[l].driver];
		const struct offering *target = &model->offerings[lacks.items[l].target];
		diag_add(warnings, DIAG_WARNING, model->files[target->place.file].name, target->place.line, 0,
			 NULL, "offering '%s' has no price for '%s', which driver '%s' needs: counted as 0",
			 target->id, model->units[driver->price_unit], driver->id);
	}
}
