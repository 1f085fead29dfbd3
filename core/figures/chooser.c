#include "core/figures/chooser.h"

#include "core/base/hash.h"
#include "core/base/memory.h"
#include "core/figures/costing.h"
#include "core/figures/order.h"
#include "core/figures/sets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef UNMOOR_SMALL
enum { MOST_GROUPS = 3, MOST_CANDIDATES = 20, FIRST_SLOTS = 1 };
#else
enum { MOST_GROUPS = 1 << 16, MOST_CANDIDATES = 1 << 20, FIRST_SLOTS = 256 };
#endif

/* --- offerings by kind, capabilities as bits -------------------------------------------------- */

struct of_kind {
	uint32_t kind, offering;
	const char *id;
};

static int compare_of_kind(const void *left, const void *right)
{
	const struct of_kind *a = left, *b = right;
	if (a->kind != b->kind)
		return order_of(a->kind, b->kind);
	return strcmp(a->id, b->id);
}

static void sort_kinds(struct chooser *chooser, const struct model *model)
{
	uint32_t count = model->offering_count;
	struct of_kind *order = memory_new(count, sizeof *order);
	for (uint32_t o = 0; o < count; o++)
		order[o] = (struct of_kind){model->offerings[o].kind, o, model->offerings[o].id};
	order_sort(order, count, sizeof *order, compare_of_kind);
	chooser->by_kind = memory_new(count, sizeof *chooser->by_kind);
	chooser->kind_of = memory_new(count, sizeof *chooser->kind_of);
	for (uint32_t first = 0, end; first < count; first = end) {
		for (end = first; end < count && order[end].kind == order[first].kind; end++)
			chooser->by_kind[end] = order[end].offering;
		for (uint32_t i = first; i < end; i++)
			chooser->kind_of[order[i].offering] = (struct slice){first, end - first};
	}
	free(order);
}

static int compare_texts(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	return order_of(a, b);
}

/* The bit of a capability; NONE: no offering has it. */
static uint32_t find_text(const struct chooser *chooser, uint32_t text)
{
	const uint32_t *found = chooser->text_count == 0 ? NULL
							 : bsearch(&text, chooser->texts, chooser->text_count,
								   sizeof text, compare_texts);
	return found == NULL ? NONE : (uint32_t)(found - chooser->texts);
}

static void list_texts(struct chooser *chooser, const struct model *model)
{
	size_t capacity = 0;
	uint32_t count = 0;
	for (uint32_t o = 0; o < model->offering_count; o++)
		for (uint32_t c = 0; c < model->offerings[o].capabilities.count; c++) {
			chooser->texts =
				memory_grow(chooser->texts, count, &capacity, sizeof *chooser->texts);
			chooser->texts[count++] =
				model->capabilities[model->offerings[o].capabilities.first + c];
		}
	order_sort(chooser->texts, count, sizeof *chooser->texts, compare_texts);
	for (uint32_t i = 0; i < count; i++)
		if (i == 0 || chooser->texts[i] != chooser->texts[i - 1])
			chooser->texts[chooser->text_count++] = chooser->texts[i];
}

static void fill_capabilities(struct chooser *chooser, const struct model *model)
{
	list_texts(chooser, model);
	chooser->words = set_words_for(chooser->text_count);
	chooser->capabilities =
		memory_zero((size_t)model->offering_count * chooser->words, sizeof *chooser->capabilities);
	for (uint32_t o = 0; o < model->offering_count; o++)
		for (uint32_t c = 0; c < model->offerings[o].capabilities.count; c++)
			set_put(&chooser->capabilities[(size_t)o * chooser->words],
				find_text(chooser,
					  model->capabilities[model->offerings[o].capabilities.first + c]));
}

static bool has_text(const struct chooser *chooser, uint32_t offering, uint32_t text)
{
	uint32_t bit = find_text(chooser, text);
	return bit != NONE && set_has(&chooser->capabilities[(size_t)offering * chooser->words], bit);
}

bool chooser_is_capable(const struct chooser *chooser, uint32_t offering, uint32_t component)
{
	const struct model *model = chooser->ground->model;
	const struct component *c = &model->components[component];
	for (uint32_t r = c->first_require; r < c[1].first_require; r++)
		if (!has_text(chooser, offering, model->requires[r]))
			return false;
	return true;
}

void chooser_init(struct chooser *chooser, struct analysis *analysis)
{
	*chooser = (struct chooser){.analysis = analysis, .ground = &analysis->costing->ground};
	sort_kinds(chooser, analysis->model);
	fill_capabilities(chooser, analysis->model);
}

static void forget_groups(struct chooser *chooser)
{
	for (size_t g = 0; g < chooser->group_count; g++) {
		free(chooser->groups[g].key);
		free(chooser->groups[g].candidates);
		free(chooser->groups[g].usage_prices);
		free(chooser->groups[g].driver_prices);
	}
	chooser->group_count = chooser->candidate_count = 0;
	for (uint32_t s = 0; s < chooser->slot_count; s++)
		chooser->slots[s] = NONE;
}

void chooser_clear(struct chooser *chooser)
{
	forget_groups(chooser);
	free(chooser->groups);
	free(chooser->slots);
	free(chooser->by_kind);
	free(chooser->kind_of);
	free(chooser->texts);
	free(chooser->capabilities);
	free(chooser->want.quantities);
	for (int z = 0; z < CHOOSER_STRATEGIES; z++)
		free(chooser->want.weights[z]);
	free(chooser->want.key);
	*chooser = (struct chooser){0};
}

/* --- reading a binding ------------------------------------------------------------------------ */

static void add_key(struct want *want, uint32_t value)
{
	want->key = memory_grow(want->key, want->key_length, &want->key_capacity, sizeof *want->key);
	want->key[want->key_length++] = value;
}

static void read_requires(struct want *want, const struct model *model, const struct component *component)
{
	add_key(want, component[1].first_require - component->first_require);
	for (uint32_t r = component->first_require; r < component[1].first_require; r++)
		add_key(want, model->requires[r]);
}

static void read_usage(struct want *want, const struct model *model, const struct binding *binding)
{
	want->today = 0;
	add_key(want, binding[1].first_usage - binding->first_usage);
	for (uint32_t u = binding->first_usage; u < binding[1].first_usage; u++) {
		const struct usage *usage = &model->usages[u];
		double price = model_price(model, binding->offering, usage->unit);
		want->quantities = memory_grow(want->quantities, want->usage_count, &want->usage_capacity,
					       sizeof *want->quantities);
		want->quantities[want->usage_count++] = usage->quantity_per_month;
		want->today += usage->quantity_per_month * price; /* not a number where a price is missing */
		add_key(want, usage->unit);
	}
	if (isnan(want->today))
		want->today = 0;
	add_key(want, want->today != 0); /* where they say nothing, all candidates are assumed */
}

static void read_priced(struct want *want, const struct driver *driver, double mean)
{
	for (int z = 0; z < CHOOSER_STRATEGIES; z++) {
		want->weights[z] = memory_grow(want->weights[z], want->priced_count,
					       &want->priced_capacity[z], sizeof *want->weights[z]);
		want->weights[z][want->priced_count] = mean * driver->at[z];
	}
	want->priced_count++;
	add_key(want, driver->price_unit);
}

static void read_counts(struct want *want, const struct ground *ground, const struct binding *binding)
{
	const struct model *model = ground->model;
	for (uint32_t c = binding->first_count; c < binding[1].first_count; c++) {
		uint32_t d = model->counts[c].driver;
		const struct driver *driver = &model->drivers[d];
		double mean = range_mean(model_count_range(model, c));
		if (driver->basis == BASIS_PRICE) {
			read_priced(want, driver, mean);
			continue;
		}
		double *to = driver->basis == BASIS_TIERS ? want->volume_tb : want->base;
		double unit = driver->basis == BASIS_TIERS ? 1 : ground->units[d].expected;
		for (int z = 0; z < CHOOSER_STRATEGIES; z++)
			to[z] += mean * driver->at[z] * unit;
	}
}

const struct want *chooser_read(struct chooser *chooser, uint32_t binding)
{
	const struct model *model = chooser->ground->model;
	const struct binding *b = &model->bindings[binding];
	struct want *want = &chooser->want;
	want->binding = binding;
	want->monthly = b->monthly;
	want->usage_count = want->priced_count = want->key_length = 0;
	for (int z = 0; z < CHOOSER_STRATEGIES; z++)
		want->base[z] = want->volume_tb[z] = 0;
	read_requires(want, model, &model->components[b->component]);
	read_usage(want, model, b);
	read_counts(want, chooser->ground, b); /* the units of its priced drivers end the key */
	return want;
}

/* --- groups ----------------------------------------------------------------------------------- */

static uint32_t hash_group(uint32_t provider, uint32_t from, const uint32_t *key, uint32_t length)
{
	return (uint32_t)hash_add_all(hash_add(hash_add(0, provider), from), key, length);
}

static void grow_slots(struct chooser *chooser)
{
	free(chooser->slots);
	chooser->slot_count = chooser->slot_count == 0 ? FIRST_SLOTS : chooser->slot_count * 2;
	chooser->slots = memory_new(chooser->slot_count, sizeof *chooser->slots);
	for (uint32_t s = 0; s < chooser->slot_count; s++)
		chooser->slots[s] = NONE;
	for (size_t g = 0; g < chooser->group_count; g++) {
		struct group *group = &chooser->groups[g];
		uint32_t *slot = &chooser->slots[hash_group(group->provider, group->from, group->key,
							    group->key_length) &
						 (chooser->slot_count - 1)];
		group->next = *slot;
		*slot = (uint32_t)g;
	}
}

enum { RANK_UNPRICED = 2 };

/* 0 is best: first those that lack no price of a driver, then those whose new monthly is known. */
static unsigned rank_candidate(const struct chooser *chooser, const struct want *want, uint32_t to)
{
	const struct model *model = chooser->ground->model;
	bool unpriced = false, assumed;
	for (uint32_t i = want->key_length - want->priced_count; i < want->key_length; i++)
		unpriced = unpriced || isnan(model_price(model, to, want->key[i]));
	cost_new_monthly(model, want->binding, to, NAN, &assumed);
	return (unsigned)RANK_UNPRICED * unpriced + assumed;
}

static bool is_candidate(struct chooser *chooser, const struct want *want, uint32_t provider, uint32_t to)
{
	uint32_t component = chooser->ground->model->bindings[want->binding].component;
	return !set_has(analysis_rests_bits(chooser->analysis, to), provider) &&
	       chooser_is_capable(chooser, to, component);
}

static struct candidate make_candidate(const struct model *model, uint32_t from, uint32_t to)
{
	const struct provider *providers = model->providers;
	const struct offering *a = &model->offerings[from], *b = &model->offerings[to];
	return (struct candidate){.offering = to,
				  .strategy = model_strategy(model, from, to),
				  .crosses = providers[a->provider].root != providers[b->provider].root,
				  .tag = NONE};
}

static void list_candidates(struct chooser *chooser, struct group *group, const struct want *want)
{
	const struct model *model = chooser->ground->model;
	struct slice kind = chooser->kind_of[group->from];
	unsigned best = UINT32_MAX;
	group->candidates = memory_new(kind.count, sizeof *group->candidates);
	for (uint32_t i = 0; i < kind.count; i++) {
		uint32_t to = chooser->by_kind[kind.first + i];
		if (!is_candidate(chooser, want, group->provider, to))
			continue;
		unsigned rank = rank_candidate(chooser, want, to);
		if (rank > best)
			continue;
		if (rank < best)
			group->count = 0;
		best = rank;
		group->candidates[group->count] = make_candidate(model, group->from, to);
		group->candidates[group->count++].unpriced = rank >= RANK_UNPRICED;
	}
	group->candidates = memory_resize(group->candidates, group->count, sizeof *group->candidates);
	chooser->candidate_count += group->count;
}

/* Prices at the candidates, so that no list is searched again. A driver's missing one is 0. */
static void fill_prices(struct chooser *chooser, struct group *group, const struct want *want)
{
	const struct model *model = chooser->ground->model;
	const struct binding *binding = &model->bindings[want->binding];
	const uint32_t *units = &want->key[want->key_length - want->priced_count];
	group->usage_prices = memory_new((size_t)group->count * want->usage_count, sizeof(double));
	group->driver_prices = memory_new((size_t)group->count * want->priced_count, sizeof(double));
	for (uint32_t c = 0; c < group->count; c++) {
		uint32_t to = group->candidates[c].offering;
		for (uint32_t u = 0; u < want->usage_count; u++)
			group->usage_prices[c * want->usage_count + u] =
				model_price(model, to, model->usages[binding->first_usage + u].unit);
		for (uint32_t d = 0; d < want->priced_count; d++) {
			double price = model_price(model, to, units[d]);
			group->driver_prices[c * want->priced_count + d] = isnan(price) ? 0 : price;
		}
	}
}

static struct group *find_group(struct chooser *chooser, const struct want *want, uint32_t provider)
{
	uint32_t from = chooser->ground->model->bindings[want->binding].offering;
	uint32_t hash = hash_group(provider, from, want->key, want->key_length);
	if (chooser->group_count == MOST_GROUPS || chooser->candidate_count > MOST_CANDIDATES)
		forget_groups(chooser);
	if (chooser->group_count >= chooser->slot_count)
		grow_slots(chooser);
	uint32_t *slot = &chooser->slots[hash & (chooser->slot_count - 1)];
	for (uint32_t g = *slot; g != NONE; g = chooser->groups[g].next) {
		struct group *group = &chooser->groups[g];
		if (group->provider == provider && group->from == from &&
		    group->key_length == want->key_length &&
		    memcmp(group->key, want->key, want->key_length * sizeof *want->key) == 0)
			return group;
	}
	chooser->groups = memory_grow(chooser->groups, chooser->group_count, &chooser->group_capacity,
				      sizeof *chooser->groups);
	struct group *group = &chooser->groups[chooser->group_count];
	*group = (struct group){
		.provider = provider, .from = from, .next = *slot, .key_length = want->key_length};
	*slot = (uint32_t)chooser->group_count++;
	group->key = memory_new(want->key_length, sizeof *group->key);
	memcpy(group->key, want->key, want->key_length * sizeof *group->key);
	list_candidates(chooser, group, want);
	fill_prices(chooser, group, want);
	return group;
}

/* --- choosing --------------------------------------------------------------------------------- */

static double monthly_at(const struct group *group, const struct want *want, uint32_t c)
{
	double then = 0;
	for (uint32_t u = 0; u < want->usage_count; u++)
		then += want->quantities[u] * group->usage_prices[c * want->usage_count + u];
	if (want->today == 0 || isnan(then) || then == want->today)
		return want->monthly;
	return want->monthly * then / want->today;
}

static double linear_at(const struct group *group, const struct want *want, uint32_t c, double parallel)
{
	enum strategy z = group->candidates[c].strategy;
	double cost = want->base[z] + parallel;
	for (uint32_t d = 0; d < want->priced_count; d++)
		cost += want->weights[z][d] * group->driver_prices[c * want->priced_count + d];
	return cost;
}

/* Does a price that the candidate lacks count? Where none of it is needed, nothing is missing. */
static bool counts_unpriced(const struct chooser *chooser, const struct want *want,
			    const struct candidate *candidate)
{
	const uint32_t *units = &want->key[want->key_length - want->priced_count];
	if (!candidate->unpriced)
		return false;
	for (uint32_t d = 0; d < want->priced_count; d++)
		if (want->weights[candidate->strategy][d] > 0 &&
		    isnan(model_price(chooser->ground->model, candidate->offering, units[d])))
			return true;
	return false;
}

struct choice_made chooser_choose(struct chooser *chooser, const struct want *want, uint32_t provider)
{
	const struct ground *ground = chooser->ground;
	const struct group *group = find_group(chooser, want, provider);
	double annuity = ground_annuity(ground, 0), least = INFINITY;
	struct choice_made made = {.group = group};
	for (uint32_t c = 0; c < group->count; c++) {
		double monthly = monthly_at(group, want, c);
		double linear = linear_at(group, want, c, ground->overlap.expected * monthly);
		double cost = linear + monthly * annuity;
		if (made.candidate == NULL || cost < least) {
			least = cost;
			made.candidate = &group->candidates[c];
			made.monthly = monthly;
			made.linear = linear;
		}
	}
	made.lacks_price = made.candidate != NULL && counts_unpriced(chooser, want, made.candidate);
	return made;
}

uint32_t chooser_explain(struct chooser *chooser, uint32_t binding, uint32_t provider)
{
	const struct model *model = chooser->ground->model;
	const struct component *component = &model->components[model->bindings[binding].component];
	struct slice kind = chooser->kind_of[model->bindings[binding].offering];
	uint32_t rarest = NONE, fewest = NONE, candidates = 0;
	for (uint32_t r = component->first_require; r < component[1].first_require; r++) {
		uint32_t have = 0;
		candidates = 0;
		for (uint32_t i = 0; i < kind.count; i++) {
			uint32_t to = chooser->by_kind[kind.first + i];
			if (set_has(analysis_rests_bits(chooser->analysis, to), provider))
				continue;
			candidates++;
			have += has_text(chooser, to, model->requires[r]);
		}
		if (have < candidates && have < fewest) {
			fewest = have;
			rarest = model->requires[r];
		}
	}
	return rarest;
}
