/*
 * On whose figures a total rests (explain.h). What a migration adds on its own is read once per
 * start month; the rest, which depends on the set, comes from the tally. So a switch costs no more
 * on a large stack than on a small one.
 */
#include "core/base/memory.h"
#include "core/figures/explain_inputs.h"
#include "core/figures/loops.h"

#include <stdlib.h>
#include <string.h>

static void add_size(double sizes[ORIGIN_COUNT], enum origin origin, double value)
{
	sizes[origin] += fabs(value);
}

/* --- one migration --------------------------------------------------------------------------------- */

static void read_term(void *context, const struct term *term)
{
	struct honest_ledger *ledger = context;
	add_size(ledger->sizes, term->origin, term->expected);
	ledger->lower_bound |= term->unpriced && term->quantity > 0;
	if (term->kind == TERM_PARALLEL) {
		double ratio = term->migration->cost_ratio;
		ledger->arriving =
			origin_worst(ledger->arriving,
				     origin_of_new_monthly(ledger->model, term->binding, term->to, ratio));
	}
}

static void read_migration(struct analysis *analysis, struct honest_ledger *ledger, uint32_t slot)
{
	const struct migration *migration = analysis_migration(analysis, slot);
	struct terms_visitor visitor = {read_term, ledger};
	uint32_t start = analysis->choice.start;
	*ledger = (struct honest_ledger){.known = true, .start = start, .model = analysis->model};
	for (uint32_t i = 0; i < migration->binding_count; i++) {
		struct term_move move = {migration->bindings[i], migration->to, migration};
		terms_visit_binding(analysis, &move, start, &visitor);
	}
	if (migration->binding_count > 0)
		add_size(ledger->sizes, ORIGIN_USER, range_mean(migration->extra));
}

static const struct honest_ledger *ledger_of(struct analysis *analysis, uint32_t slot)
{
	struct circuits *circuits = analysis->circuits;
	circuits->honest =
		memory_reach(circuits->honest, slot, &circuits->honest_count, sizeof *circuits->honest);
	struct honest_ledger *ledger = &circuits->honest[slot];
	if (!ledger->known || ledger->start != analysis->choice.start)
		read_migration(analysis, ledger, slot);
	return ledger;
}

/* --- what depends on the set ------------------------------------------------------------------------ */

static enum origin origin_of_data(const struct model *model, uint32_t provider, enum strategy strategy)
{
	enum origin origin = origin_of_egress(model, provider);
	if (origin_is_default_strategy(model, model->data_tb, strategy))
		return origin;
	return origin_worst(origin, provenance_of_strategy(model, model->data_tb, strategy).origin);
}

/* The charge of a provider, lot by lot of its data. */
static void add_egress(struct analysis *analysis, const struct tally *tally, uint32_t provider,
		       double sizes[ORIGIN_COUNT])
{
	const struct tally_party *party = &tally->parties[provider];
	if (!(party->volume_tb.expected > 0))
		return;
	double per_tb = party->egress.expected / party->volume_tb.expected;
	for (size_t e = 0; e < party->count; e++) {
		const struct share *share = tally->shares[party->entries[e].slot];
		struct slice data = share->touches[party->entries[e].touch].data;
		for (uint32_t l = 0; l < data.count && tally->on[party->entries[e].slot]; l++) {
			const struct lot *lot = &share->lots[data.first + l];
			double volume = lot_factor(lot, tally->start) * sum_value(&lot->mean);
			add_size(sizes, origin_of_data(analysis->model, provider, lot->strategy),
				 volume * per_tb);
		}
	}
}

/* The worst of the monthlies that come to a provider. */
static void add_pledges(struct analysis *analysis, const struct tally *tally, uint32_t provider,
			double sizes[ORIGIN_COUNT])
{
	const struct tally_party *party = &tally->parties[provider];
	const struct model *model = analysis->model;
	enum origin origin = ORIGIN_USER;
	for (size_t e = 0; e < party->count && party->pledges != 0; e++) {
		uint32_t slot = party->entries[e].slot;
		uint32_t target = model->offerings[analysis->plan->migrations[slot]->to].provider;
		if (tally->on[slot] && model_is_part_of(model, target, provider))
			origin = origin_worst(origin, ledger_of(analysis, slot)->arriving);
	}
	add_size(sizes, origin, party->pledges);
}

static void add_dependents(const struct model *model, const struct tally *tally, double sizes[ORIGIN_COUNT])
{
	if (model->dependents == NONE)
		return;
	const struct driver *driver = &model->drivers[model->dependents];
	enum origin unit = provenance_of_driver(model, model->dependents).origin;
	if (driver->basis == BASIS_EFFORT)
		unit = origin_worst(unit, origin_of_labour(model));
	for (unsigned z = 0; z < STRATEGY_COUNT; z++) {
		enum origin origin = unit;
		if (!origin_is_default_strategy(model, model->dependents, (enum strategy)z))
			origin = origin_worst(
				origin,
				provenance_of_strategy(model, model->dependents, (enum strategy)z).origin);
		add_size(sizes, origin,
			 (double)tally->dependents.weight[z] * driver->at[z] *
				 tally->ground->units[model->dependents].expected);
	}
}

static void add_set(struct analysis *analysis, const struct tally *tally, double sizes[ORIGIN_COUNT])
{
	const struct model *model = analysis->model;
	for (uint32_t t = 0; t < tally->touched_count; t++) {
		add_egress(analysis, tally, tally->touched[t], sizes);
		add_pledges(analysis, tally, tally->touched[t], sizes);
	}
	for (uint32_t i = 0; i < tally->onboarded_count; i++) {
		uint32_t p = tally->onboarded[i];
		add_size(sizes,
			 origin_worst(provenance_of_onboarding(model, p).origin, origin_of_labour(model)),
			 ground_onboarding(tally->ground, p).expected);
	}
	add_dependents(model, tally, sizes);
}

static void size_term(void *context, const struct term *term)
{
	struct honest_ledger *all = context;
	add_size(all->sizes, term->origin, term->expected);
	all->lower_bound |= term->unpriced && term->quantity > 0;
}

/* Term by term: of what a migration adds on its own, and of data, nobody keeps which of it is tried. */
static struct honesty honesty_of_tried(struct analysis *analysis)
{
	struct honest_ledger all = {.known = true};
	struct terms_visitor visitor = {size_term, &all};
	struct term_set set;
	terms_set_of_choice(analysis, &set);
	terms_visit(analysis, &set, &visitor);
	terms_set_clear(&set);
	return honesty_of_sizes(all.sizes, all.lower_bound);
}

const struct honesty *analysis_honesty(struct analysis *analysis)
{
	struct circuits *circuits = analysis->circuits;
	if (circuits->honesty_version == analysis->version)
		return &circuits->honesty;
	if (analysis->overlay != NULL) {
		circuits->honesty = honesty_of_tried(analysis);
		circuits->honesty_version = analysis->version;
		return &circuits->honesty;
	}
	const struct tally *tally = costing_live(analysis);
	double sizes[ORIGIN_COUNT] = {0};
	bool lower_bound = false;
	for (uint32_t slot = 0; slot < analysis->plan->count; slot++) {
		if (!choice_is_on(&analysis->choice, slot))
			continue;
		const struct honest_ledger *ledger = ledger_of(analysis, slot);
		for (int o = 0; o < ORIGIN_COUNT; o++)
			sizes[o] += ledger->sizes[o];
		lower_bound |= ledger->lower_bound;
	}
	add_set(analysis, tally, sizes);
	circuits->honesty = honesty_of_sizes(sizes, lower_bound);
	circuits->honesty_version = analysis->version;
	return &circuits->honesty;
}
