#include "core/figures/reach.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

struct structure *structure_new(const struct analysis *analysis)
{
	struct structure *structure = memory_zero(1, sizeof *structure);
	structure->words = set_words_for(analysis->model->provider_count);
	if (structure->words == 0)
		structure->words = 1;
	arena_init(&structure->arena);
	return structure;
}

void structure_free(struct structure *structure)
{
	if (structure == NULL)
		return;
	free(structure->providers);
	free(structure->rests);
	free(structure->offering_first);
	free(structure->offering_to);
	free(structure->dependents);
	scc_clear(&structure->offering_sets);
	scc_clear(&structure->component_sets);
	failing_clear(&structure->today);
	failing_clear(&structure->after);
	spending_clear(&structure->spending);
	arena_clear(&structure->arena);
	free(structure);
}

void structure_let_go(struct structure *structure, bool today, bool after)
{
	structure->concentration_known = false;
	structure->concentration_version = 0;
	if (today)
		failing_clear(&structure->today);
	if (!today && !after)
		return;
	failing_clear(&structure->after);
	spending_clear(&structure->spending);
}

const struct named *analysis_provider_order(struct analysis *analysis)
{
	struct structure *structure = analysis->structure;
	const struct model *model = analysis->model;
	if (structure->providers == NULL) {
		structure->providers = memory_new(model->provider_count, sizeof *structure->providers);
		for (uint32_t p = 0; p < model->provider_count; p++)
			structure->providers[p] = (struct named){model->providers[p].id, p};
		order_by_id(structure->providers, model->provider_count);
	}
	return structure->providers;
}

static const struct scc *find_component_sets(struct analysis *analysis, const struct scc_progress *progress)
{
	struct structure *structure = analysis->structure;
	const struct model *model = analysis->model;
	if (structure->component_sets.nodes != NULL)
		return &structure->component_sets;
	uint32_t *first = memory_new((size_t)model->component_count + 1, sizeof *first);
	for (uint32_t c = 0; c < model->component_count; c++)
		first[c] = model->components[c].first_depends_on;
	first[model->component_count] =
		model->component_count == 0 ? 0 : model->components[model->component_count].first_depends_on;
	struct graph graph = {model->component_count, first, model->depends_on};
	scc_find_telling(&graph, progress, &structure->component_sets);
	free(first);
	return &structure->component_sets;
}

const struct scc *analysis_component_sets(struct analysis *analysis)
{
	return find_component_sets(analysis, NULL);
}

const uint32_t *analysis_dependents(struct analysis *analysis)
{
	struct structure *structure = analysis->structure;
	const struct model *model = analysis->model;
	if (structure->dependents != NULL)
		return structure->dependents;
	structure->dependents = memory_zero(model->component_count, sizeof *structure->dependents);
	uint32_t *last = memory_zero(model->component_count, sizeof *last); /* who was counted last, + 1 */
	for (uint32_t c = 0; c < model->component_count; c++) {
		const struct component *component = &model->components[c];
		for (uint32_t i = component[0].first_depends_on; i < component[1].first_depends_on; i++) {
			uint32_t on = model->depends_on[i];
			structure->dependents[on] += last[on] != c + 1;
			last[on] = c + 1;
		}
	}
	free(last);
	return structure->dependents;
}

/* --- which components fail ------------------------------------------------------------------- */

bool structure_follows(const struct analysis *analysis)
{
	return analysis->structure->after.known;
}

void structure_move(struct analysis *analysis, uint32_t binding, const struct placing *from,
		    const struct placing *to)
{
	failing_move(analysis, &analysis->structure->after, binding, from, to);
}

/* All that moves now, told to one that begins with today's. */
static void tell_moves(struct analysis *analysis, struct failing *after)
{
	for (uint32_t m = 0; m < analysis->plan->count; m++) {
		const struct migration *migration = analysis->plan->migrations[m];
		for (uint32_t i = 0; choice_is_on(&analysis->choice, m) && i < migration->binding_count;
		     i++) {
			uint32_t k = migration->bindings[i];
			const struct binding *binding = &analysis->model->bindings[k];
			struct placing from = {binding->offering, binding->monthly},
				       to = {migration->to, analysis_new_monthlies(analysis, m)[i]};
			if (analysis->mover[k] == m)
				failing_move(analysis, after, k, &from, &to);
		}
	}
}

/* What the scenario's takes to begin is taken where nothing is on, too: then no switch waits for it. */
static const struct failing *analysis_failing(struct analysis *analysis, bool after)
{
	struct structure *structure = analysis->structure;
	if (!structure->today.known)
		failing_find_today(analysis, &structure->today);
	if (!after)
		return &structure->today;
	analysis_place(analysis);
	if (!structure->after.known) {
		failing_begin(analysis, &structure->today, &structure->after);
		tell_moves(analysis, &structure->after);
	}
	failing_settle(analysis, &structure->after);
	return &structure->after;
}

const struct reach *analysis_reach(struct analysis *analysis)
{
	return analysis_failing(analysis, false)->reach;
}

const struct reach *analysis_reach_after(struct analysis *analysis)
{
	return analysis_failing(analysis, true)->reach;
}

const uint64_t *analysis_failing_bits(struct analysis *analysis, uint32_t component, bool after)
{
	const struct failing *failing = analysis_failing(analysis, after);
	uint32_t group = analysis->structure->component_sets.set[component];
	return set_table_bits(&failing->sets, failing->set[group]);
}

bool analysis_fails(struct analysis *analysis, uint32_t component, uint32_t provider, bool after)
{
	return set_has(analysis_failing_bits(analysis, component, after), provider);
}

/* --- beforehand ------------------------------------------------------------------------------ */

/* Per cent of the time: where the circles end, and where today's sets do. */
enum { CIRCLES_PERCENT = 72, TODAY_PERCENT = 86 };

static void tell_circles(void *context, uint32_t done, uint32_t total)
{
	const struct analysis_progress *progress = context;
	progress->tell(progress->context, (unsigned)((uint64_t)done * CIRCLES_PERCENT / total));
}

void analysis_get_ready(struct analysis *analysis, const struct analysis_progress *progress)
{
	struct analysis_progress told = *progress;
	const struct scc_progress circles = {tell_circles, &told};
	find_component_sets(analysis, &circles);
	told.tell(told.context, CIRCLES_PERCENT);
	analysis_reach(analysis);
	told.tell(told.context, TODAY_PERCENT);
	analysis_reach_after(analysis);
	told.tell(told.context, 100);
}

/* --- inherited ------------------------------------------------------------------------------- */

/* A binding with a part is a binding with those above it, too. */
static bool has_binding_with(const struct model *model, uint32_t component, uint32_t provider)
{
	const struct component *c = &model->components[component];
	for (uint32_t k = c[0].first_binding; k < c[1].first_binding; k++)
		if (model_is_part_of(model, model->offerings[model->bindings[k].offering].provider, provider))
			return true;
	return false;
}

uint32_t analysis_inherited(struct analysis *analysis, uint32_t component, uint32_t *out)
{
	const struct named *order = analysis_provider_order(analysis);
	const uint64_t *fails = analysis_failing_bits(analysis, component, false);
	uint32_t count = 0;
	for (uint32_t i = 0; i < analysis->model->provider_count; i++) {
		uint32_t provider = order[i].index;
		if (set_has(fails, provider) && !has_binding_with(analysis->model, component, provider))
			out[count++] = provider;
	}
	return count;
}
