#include "core/figures/exits.h"

#include "core/base/hash.h"
#include "core/base/memory.h"
#include "core/figures/order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef UNMOOR_SMALL
enum { FIRST_SLOTS = 2 };
#else
enum { FIRST_SLOTS = 1024 };
#endif

/* All bindings on one offering that go to one target when they leave one provider. */
struct way {
	uint32_t provider, from, to;
	uint32_t next; /* the way after it in the same hash slot; NONE: last */
	uint32_t bindings;
	struct sum leaving, arriving; /* monthly: today's, on the target */
	struct sum linear;            /* one-off of counted drivers but data_tb, and parallel running */
	struct sum volume_tb;         /* of data that crosses to another root */
};

/* What is counted for one provider that is left. */
struct leaver {
	uint32_t moved, stuck;
	bool lacks_price;        /* one that counts is missing where one of them goes */
	uint32_t last_component; /* the last one whose dependents were counted */
	uint64_t dependents[STRATEGY_COUNT];
	struct sum one_off;
};

/* What one exit does to a party while it is costed. */
struct flow_of_party {
	bool touched, is_target;
	uint32_t leaves; /* bindings; none arrives where data leaves */
	struct sum leaving, arriving, volume_tb;
};

/*
 * One pass over all bindings for all providers, which may be made in pieces. It has a chooser of its
 * own, as its candidates are tagged with ways.
 */
struct survey {
	uint32_t next; /* the binding that comes next */
	const struct ground *ground;
	struct chooser chooser;
	struct leaver *leavers; /* [provider_count] */
	struct way *ways;
	size_t way_count, way_capacity;
	uint32_t *slots; /* [slot_count] */
	uint32_t slot_count;
	uint32_t *best, *targets, *touched; /* [provider_count] scratch */
	struct flow_of_party *flows;        /* [provider_count] scratch */
	uint32_t touched_count;
};

static void survey_free(struct survey *survey)
{
	if (survey == NULL)
		return;
	chooser_clear(&survey->chooser);
	free(survey->leavers);
	free(survey->flows);
	free(survey->best);
	free(survey->targets);
	free(survey->touched);
	free(survey->slots);
	free(survey->ways);
	free(survey);
}

struct ways_out *ways_out_of(struct analysis *analysis)
{
	struct costing *costing = costing_of(analysis);
	if (costing->ways_out == NULL) {
		costing->ways_out = memory_zero(1, sizeof *costing->ways_out);
		chooser_init(&costing->ways_out->chooser, analysis);
	}
	return costing->ways_out;
}

void ways_out_free(struct ways_out *ways_out)
{
	if (ways_out == NULL)
		return;
	survey_free(ways_out->survey);
	chooser_clear(&ways_out->chooser);
	free(ways_out->figures);
	free(ways_out);
}

double exit_months(const struct ground *ground, uint32_t provider, double one_off)
{
	double monthly = ground->parties[provider].monthly;
	return monthly > 0 ? one_off / monthly : NAN;
}

/* --- ways ------------------------------------------------------------------------------------- */

static uint32_t hash_way(const struct survey *survey, uint32_t provider, uint32_t from, uint32_t to)
{
	uint64_t hash = hash_add(hash_add(hash_add(0, provider), from), to);
	return (uint32_t)hash & (survey->slot_count - 1);
}

static void grow_slots(struct survey *survey)
{
	free(survey->slots);
	survey->slot_count = survey->slot_count == 0 ? FIRST_SLOTS : survey->slot_count * 2;
	survey->slots = memory_new(survey->slot_count, sizeof *survey->slots);
	for (uint32_t s = 0; s < survey->slot_count; s++)
		survey->slots[s] = NONE;
	for (size_t w = 0; w < survey->way_count; w++) {
		struct way *way = &survey->ways[w];
		uint32_t *slot = &survey->slots[hash_way(survey, way->provider, way->from, way->to)];
		way->next = *slot;
		*slot = (uint32_t)w;
	}
}

static uint32_t find_way(struct survey *survey, uint32_t provider, uint32_t from, uint32_t to)
{
	if (survey->way_count >= survey->slot_count)
		grow_slots(survey);
	uint32_t *slot = &survey->slots[hash_way(survey, provider, from, to)];
	for (uint32_t w = *slot; w != NONE; w = survey->ways[w].next)
		if (survey->ways[w].provider == provider && survey->ways[w].from == from &&
		    survey->ways[w].to == to)
			return w;
	survey->ways =
		memory_grow(survey->ways, survey->way_count, &survey->way_capacity, sizeof *survey->ways);
	survey->ways[survey->way_count] =
		(struct way){.provider = provider, .from = from, .to = to, .next = *slot};
	*slot = (uint32_t)survey->way_count;
	return (uint32_t)survey->way_count++;
}

static void count_dependents(struct survey *survey, struct leaver *leaver, uint32_t component,
			     enum strategy strategy)
{
	if (strategy == STRATEGY_REHOST || survey->ground->dependents == NULL ||
	    leaver->last_component == component)
		return;
	leaver->last_component = component; /* all that are not rehosted are replatformed: the kind stays */
	leaver->dependents[strategy] += survey->ground->dependents[component];
}

static void leave_provider(struct survey *survey, const struct want *want, uint32_t provider)
{
	struct leaver *leaver = &survey->leavers[provider];
	struct choice_made made = chooser_choose(&survey->chooser, want, provider);
	struct candidate *candidate = made.candidate;
	if (candidate == NULL) {
		leaver->stuck++;
		return;
	}
	if (candidate->tag == NONE)
		candidate->tag = find_way(survey, provider, made.group->from, candidate->offering);
	struct way *way = &survey->ways[candidate->tag];
	leaver->moved++;
	leaver->lacks_price = leaver->lacks_price || made.lacks_price;
	way->bindings++;
	sum_add(&way->leaving, want->monthly);
	sum_add(&way->arriving, made.monthly);
	sum_add(&way->linear, made.linear);
	if (candidate->crosses)
		sum_add(&way->volume_tb, want->volume_tb[candidate->strategy]);
	count_dependents(survey, leaver, survey->ground->model->bindings[want->binding].component,
			 candidate->strategy);
}

/* The next bindings, `most` of them; true when none is left. */
static bool leave_some(struct survey *survey, uint32_t most)
{
	const struct model *model = survey->ground->model;
	uint32_t left = model->binding_count - survey->next, end = survey->next + (most < left ? most : left);
	for (; survey->next < end; survey->next++) {
		const struct want *want = chooser_read(&survey->chooser, survey->next);
		uint32_t p = model->offerings[model->bindings[survey->next].offering].provider;
		for (; p != NONE; p = model->providers[p].parent)
			leave_provider(survey, want, p);
	}
	return survey->next == model->binding_count;
}

/* --- costing ---------------------------------------------------------------------------------- */

static struct flow_of_party *touch(struct survey *survey, uint32_t provider)
{
	struct flow_of_party *flow = &survey->flows[provider];
	if (!flow->touched) {
		*flow = (struct flow_of_party){.touched = true};
		survey->touched[survey->touched_count++] = provider;
	}
	return flow;
}

static void add_sum(struct sum *to, const struct sum *from)
{
	sum_add(to, from->total);
	sum_add(to, from->rest);
}

/* Enters a way in the flows of the parties at its two ends. */
static void enter_way(struct survey *survey, const struct way *way)
{
	const struct model *model = survey->ground->model;
	uint32_t source = model->offerings[way->from].provider, target = model->offerings[way->to].provider;
	for (uint32_t p = source; p != NONE; p = model->providers[p].parent) {
		struct flow_of_party *flow = touch(survey, p);
		flow->leaves += way->bindings;
		add_sum(&flow->leaving, &way->leaving);
		if (p == source)
			add_sum(&flow->volume_tb, &way->volume_tb);
	}
	for (uint32_t p = target; p != NONE; p = model->providers[p].parent) {
		struct flow_of_party *flow = touch(survey, p);
		flow->is_target = flow->is_target || p == target;
		add_sum(&flow->arriving, &way->arriving);
	}
}

static double flow_cost(const struct ground *ground, uint32_t provider, const struct flow_of_party *flow)
{
	int64_t staying = ground->parties[provider].bindings - flow->leaves;
	double cost =
		ground_pledges(ground, provider, sum_value(&flow->leaving), sum_value(&flow->arriving), 0);
	if (!ground_egress_is_free(ground, provider, staying, 0))
		cost += ground_egress(ground, provider, sum_value(&flow->volume_tb));
	return cost;
}

/* Costs what does not add up over ways: by party, and onboarding. */
static void cost_flows(struct survey *survey, struct sum *one_off)
{
	const struct ground *ground = survey->ground;
	uint32_t targets = 0;
	for (uint32_t t = 0; t < survey->touched_count; t++) {
		uint32_t provider = survey->touched[t];
		struct flow_of_party *flow = &survey->flows[provider];
		sum_add(one_off, flow_cost(ground, provider, flow));
		if (flow->is_target)
			survey->targets[targets++] = provider;
		flow->touched = false;
	}
	targets = tally_onboarded(ground, survey->targets, targets, survey->best, survey->targets);
	for (uint32_t t = 0; t < targets; t++)
		sum_add(one_off, ground_onboarding(ground, survey->targets[t]).expected);
}

/* The ways of one provider, which follow each other. */
static void cost_ways(struct survey *survey, const struct way *ways, size_t count)
{
	struct leaver *leaver = &survey->leavers[ways->provider];
	survey->touched_count = 0;
	for (size_t w = 0; w < count; w++) {
		enter_way(survey, &ways[w]);
		add_sum(&leaver->one_off, &ways[w].linear);
	}
	cost_flows(survey, &leaver->one_off);
	sum_add(&leaver->one_off, tally_dependents_cost(survey->ground, leaver->dependents).expected);
}

static int compare_ways(const void *left, const void *right)
{
	const struct way *a = left, *b = right;
	if (a->provider != b->provider)
		return order_of(a->provider, b->provider);
	if (a->from != b->from)
		return order_of(a->from, b->from);
	return order_of(a->to, b->to);
}

static void cost_all(struct survey *survey)
{
	order_sort(survey->ways, survey->way_count, sizeof *survey->ways, compare_ways);
	for (size_t first = 0, end; first < survey->way_count; first = end) {
		for (end = first; end < survey->way_count; end++)
			if (survey->ways[end].provider != survey->ways[first].provider)
				break;
		cost_ways(survey, &survey->ways[first], end - first);
	}
}

static struct survey *survey_new(struct analysis *analysis)
{
	struct survey *survey = memory_zero(1, sizeof *survey);
	uint32_t providers = analysis->model->provider_count;
	chooser_init(&survey->chooser, analysis);
	survey->ground = survey->chooser.ground;
	survey->leavers = memory_zero(providers, sizeof *survey->leavers);
	survey->flows = memory_zero(providers, sizeof *survey->flows);
	survey->best = memory_new(providers, sizeof *survey->best);
	survey->targets = memory_new(providers, sizeof *survey->targets);
	survey->touched = memory_new(providers, sizeof *survey->touched);
	for (uint32_t p = 0; p < providers; p++) {
		survey->best[p] = NONE;
		survey->leavers[p].last_component = NONE;
	}
	grow_slots(survey);
	return survey;
}

static struct exit_figures figures_of(const struct survey *survey, uint32_t provider)
{
	const struct leaver *leaver = &survey->leavers[provider];
	struct exit_figures figures = {.moved = leaver->moved,
				       .stuck = leaver->stuck,
				       .lower_bound = leaver->stuck > 0 || leaver->lacks_price};
	figures.one_off = leaver->moved == 0 && leaver->stuck > 0 ? NAN : sum_value(&leaver->one_off);
	figures.months_of_spend = exit_months(survey->ground, provider, figures.one_off);
	return figures;
}

static struct exit_figures *figures_of_all(struct survey *survey)
{
	uint32_t providers = survey->ground->model->provider_count;
	struct exit_figures *figures = memory_new(providers, sizeof *figures);
	cost_all(survey);
	for (uint32_t p = 0; p < providers; p++)
		figures[p] = figures_of(survey, p);
	return figures;
}

bool analysis_exits_go(struct analysis *analysis, uint32_t bindings)
{
	struct ways_out *ways_out = ways_out_of(analysis);
	if (ways_out->figures != NULL)
		return true;
	if (ways_out->survey == NULL)
		ways_out->survey = survey_new(analysis);
	if (!leave_some(ways_out->survey, bindings))
		return false;
	ways_out->figures = figures_of_all(ways_out->survey);
	survey_free(ways_out->survey);
	ways_out->survey = NULL;
	return true;
}

const struct exit_figures *analysis_exits(struct analysis *analysis)
{
	analysis_exits_go(analysis, UINT32_MAX);
	return ways_out_of(analysis)->figures;
}
