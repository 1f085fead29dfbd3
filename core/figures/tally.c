#include "core/figures/tally.h"

#include "core/base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void tally_init(struct tally *tally, const struct ground *ground, const struct overlap *components)
{
	uint32_t providers = ground->model->provider_count;
	*tally = (struct tally){.ground = ground, .components = components, .stamp = 1};
	tally->parties = memory_zero(providers, sizeof *tally->parties);
	tally->touched = memory_new(providers, sizeof *tally->touched);
	tally->onboarded = memory_new(providers, sizeof *tally->onboarded);
	tally->best = memory_new(providers, sizeof *tally->best);
	for (uint32_t p = 0; p < providers; p++)
		tally->best[p] = NONE;
	overlap_state_init(&tally->dependents, components);
}

void tally_clear(struct tally *tally)
{
	for (uint32_t p = 0; tally->ground != NULL && p < tally->ground->model->provider_count; p++) {
		free(tally->parties[p].entries);
		free(tally->parties[p].on);
		free(tally->parties[p].firsts);
		free(tally->parties[p].rests);
	}
	overlap_state_clear(&tally->dependents);
	free(tally->parties);
	free(tally->touched);
	free(tally->onboarded);
	free(tally->best);
	free(tally->shares);
	free(tally->on);
	free(tally->nodes);
	*tally = (struct tally){0};
}

/* --- the tree --------------------------------------------------------------------------------- */

static void sum_node(struct linear *node, const struct linear *a, const struct linear *b)
{
	for (int c = 0; c < CATEGORY_COUNT; c++) {
		node->categories[c].expected = a->categories[c].expected + b->categories[c].expected;
		node->categories[c].likely = a->categories[c].likely + b->categories[c].likely;
	}
	node->saving = a->saving + b->saving;
}

static void fill_leaf(struct tally *tally, uint32_t slot)
{
	struct linear *leaf = &tally->nodes[tally->width + slot];
	if (!tally->on[slot]) {
		*leaf = (struct linear){0};
		return;
	}
	share_price(tally->shares[slot], tally->ground, tally->start);
	*leaf = tally->shares[slot]->linear;
}

static void fill_tree(struct tally *tally)
{
	for (uint32_t slot = 0; slot < tally->count; slot++)
		fill_leaf(tally, slot);
	for (uint32_t n = tally->width; n-- > 1;)
		sum_node(&tally->nodes[n], &tally->nodes[2 * n], &tally->nodes[2 * n + 1]);
}

/* A wider tree has the old one as its leftmost part: the added zeros change no sum. */
static void make_room(struct tally *tally, uint32_t slot)
{
	if (slot >= tally->width) {
		uint32_t width = tally->width > 0 ? tally->width : 1;
		while (width <= slot)
			width *= 2;
		tally->shares = memory_resize(tally->shares, width, sizeof *tally->shares);
		tally->on = memory_resize(tally->on, width, sizeof *tally->on);
		free(tally->nodes);
		tally->nodes = memory_zero(2 * (size_t)width, sizeof *tally->nodes);
		tally->width = width;
		fill_tree(tally);
	}
	for (; tally->count <= slot; tally->count++) {
		tally->shares[tally->count] = NULL;
		tally->on[tally->count] = false;
	}
}

/* --- parties ---------------------------------------------------------------------------------- */

static void list_touched(struct tally *tally, uint32_t provider)
{
	uint32_t at = tally->touched_count++;
	for (; at > 0 && tally->touched[at - 1] > provider; at--)
		tally->touched[at] = tally->touched[at - 1];
	tally->touched[at] = provider;
}

static void add_entry(struct tally *tally, uint32_t provider, struct tally_entry entry)
{
	struct tally_party *party = &tally->parties[provider];
	if (party->count == 0)
		list_touched(tally, provider);
	party->entries = memory_grow(party->entries, party->count, &party->capacity, sizeof *party->entries);
	size_t at = party->count++;
	for (; at > 0 && party->entries[at - 1].slot > entry.slot; at--)
		party->entries[at] = party->entries[at - 1];
	party->entries[at] = entry;
	party->stale = true;
}

/* Where the entry of a slot stands or would stand among some that ascend by slot. */
static size_t find_entry(const struct tally_entry *entries, size_t count, uint32_t slot)
{
	size_t low = 0;
	for (size_t high = count; low < high;) {
		size_t middle = low + (high - low) / 2;
		if (entries[middle].slot < slot)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Enters a touch among those that are on, or takes it out. */
static void switch_entry(struct tally_party *party, struct tally_entry entry, bool on)
{
	size_t at = find_entry(party->on, party->on_count, entry.slot);
	if (on) {
		party->on = memory_grow(party->on, party->on_count, &party->on_capacity, sizeof *party->on);
		memmove(party->on + at + 1, party->on + at, (party->on_count - at) * sizeof *party->on);
		party->on[at] = entry;
		party->on_count++;
	} else {
		party->on_count--;
		memmove(party->on + at, party->on + at + 1, (party->on_count - at) * sizeof *party->on);
	}
	party->stale = true;
}

static void add_touch(struct party_run *run, const struct tally *tally, struct tally_entry entry)
{
	const struct touch *touch = &tally->shares[entry.slot]->touches[entry.touch];
	run->bindings += touch->bindings;
	run->targets += touch->is_target;
	sum_add(&run->expected, touch->volume_tb.expected);
	sum_add(&run->likely, touch->volume_tb.likely);
	sum_add(&run->constant, touch->constant_tb);
	sum_add(&run->leaving, sum_value(&touch->leaving));
	sum_add(&run->arriving, sum_value(&touch->arriving));
}

static struct party_sums sums_of(const struct tally *tally, uint32_t provider, const struct party_run *run)
{
	return (struct party_sums){
		.staying = tally->ground->parties[provider].bindings + run->bindings,
		.targets = run->targets,
		.volume_tb = {sum_value(&run->expected), sum_value(&run->likely)},
		.constant_tb = sum_value(&run->constant),
		.leaving = sum_value(&run->leaving),
		.arriving = sum_value(&run->arriving),
	};
}

/*
 * Of the shares that are on, always in the order of slots, and without a look at those that are off:
 * there may be very many of them.
 */
static struct party_sums sum_party(const struct tally *tally, uint32_t provider)
{
	const struct tally_party *party = &tally->parties[provider];
	struct party_run run = {.targets = 0};
	for (size_t e = 0; e < party->on_count; e++)
		add_touch(&run, tally, party->on[e]);
	return sums_of(tally, provider, &run);
}

static struct pair egress_pair(const struct ground *ground, uint32_t provider, struct pair volume_tb)
{
	return (struct pair){ground_egress(ground, provider, volume_tb.expected),
			     ground_egress(ground, provider, volume_tb.likely)};
}

static void update_party(struct tally *tally, uint32_t provider)
{
	const struct ground *ground = tally->ground;
	struct tally_party *party = &tally->parties[provider];
	struct party_sums sums = sum_party(tally, provider);
	party->targets = sums.targets;
	party->volume_tb = sums.volume_tb;
	party->constant_tb = sums.constant_tb;
	party->staying = sums.staying;
	party->free = ground_egress_is_free(ground, provider, sums.staying, tally->start);
	party->egress = (struct pair){0, 0};
	if (!party->free)
		party->egress = egress_pair(ground, provider, sums.volume_tb);
	party->pledges = ground_pledges(ground, provider, sums.leaving, sums.arriving, tally->start);
	party->stamp = tally->stamp++;
	party->stale = false;
}

/* --- switching -------------------------------------------------------------------------------- */

void tally_add(struct tally *tally, uint32_t slot, struct share *share)
{
	make_room(tally, slot);
	assert(tally->shares[slot] == NULL);
	tally->shares[slot] = share;
	for (uint32_t t = 0; t < share->touch_count; t++)
		add_entry(tally, share->touches[t].provider, (struct tally_entry){slot, t});
}

void tally_switch(struct tally *tally, uint32_t slot, bool on)
{
	struct share *share = tally->shares[slot];
	if (tally->on[slot] == on)
		return;
	tally->on[slot] = on;
	tally->moved += on ? share->bindings : -share->bindings;
	tally->assumed += on ? share->assumed : -share->assumed;
	fill_leaf(tally, slot);
	for (uint32_t n = (tally->width + slot) / 2; n > 0; n /= 2)
		sum_node(&tally->nodes[n], &tally->nodes[2 * n], &tally->nodes[2 * n + 1]);
	for (uint32_t t = 0; t < share->touch_count; t++)
		switch_entry(&tally->parties[share->touches[t].provider], (struct tally_entry){slot, t}, on);
	overlap_state_switch(&tally->dependents, slot, on);
}

void tally_set_start(struct tally *tally, uint32_t start)
{
	if (tally->start == start)
		return;
	tally->start = start;
	fill_tree(tally);
	for (uint32_t t = 0; t < tally->touched_count; t++)
		tally->parties[tally->touched[t]].stale = true;
}

/* --- evaluating ------------------------------------------------------------------------------- */

double tally_dependents_count(const struct ground *ground, const uint64_t weight[STRATEGY_COUNT])
{
	double count = 0;
	for (int z = 0; z < STRATEGY_COUNT; z++)
		count += (double)weight[z] * ground->model->drivers[ground->model->dependents].at[z];
	return count;
}

struct pair tally_dependents_cost(const struct ground *ground, const uint64_t weight[STRATEGY_COUNT])
{
	if (ground->dependents == NULL)
		return (struct pair){0, 0};
	double count = tally_dependents_count(ground, weight);
	struct pair unit = ground->units[ground->model->dependents];
	return (struct pair){count * unit.expected, count * unit.likely};
}

uint32_t tally_onboarded(const struct ground *ground, const uint32_t *targets, uint32_t count, uint32_t *best,
			 uint32_t *out)
{
	const struct provider *providers = ground->model->providers;
	uint32_t found = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t p = targets[i], root = providers[p].root;
		if (!ground->bound[root] &&
		    (best[root] == NONE || ground_onboards_before(ground, p, best[root])))
			best[root] = p;
	}
	for (uint32_t i = 0; i < count; i++) {
		uint32_t root = providers[targets[i]].root;
		if (best[root] == targets[i]) {
			out[found++] = targets[i];
			best[root] = NONE;
		}
	}
	return found;
}

static void add_pair(struct pair *to, struct pair value)
{
	to->expected += value.expected;
	to->likely += value.likely;
}

static void add_onboarding(struct evaluation *out, const struct ground *ground, const uint32_t *providers,
			   uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		add_pair(&out->categories[CATEGORY_ONBOARDING], ground_onboarding(ground, providers[i]));
}

static void start_evaluation(struct evaluation *out, const struct ground *ground, const struct linear *linear,
			     const uint64_t dependents[STRATEGY_COUNT])
{
	memcpy(out->categories, linear->categories, sizeof out->categories);
	out->saving = linear->saving;
	if (ground->dependents != NULL)
		add_pair(&out->categories[ground->model->drivers[ground->model->dependents].category],
			 tally_dependents_cost(ground, dependents));
}

static void finish_evaluation(struct evaluation *out)
{
	out->total = (struct pair){0, 0};
	for (int c = 0; c < CATEGORY_COUNT; c++)
		add_pair(&out->total, out->categories[c]);
}

double evaluation_rounding(const struct evaluation *evaluation, const struct ground *ground)
{
	double size = ground->model->horizon * (fabs(evaluation->saving) + ground->monthly);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		size += fabs(evaluation->categories[c].expected);
	return isfinite(size) ? 1e-12 * size : 0;
}

void tally_evaluate(struct tally *tally, struct evaluation *out)
{
	static const struct linear nothing;
	const struct ground *ground = tally->ground;
	start_evaluation(out, ground, tally->width > 0 ? &tally->nodes[1] : &nothing,
			 tally->dependents.weight);
	tally->onboarded_count = 0;
	for (uint32_t t = 0; t < tally->touched_count; t++) {
		uint32_t provider = tally->touched[t];
		struct tally_party *party = &tally->parties[provider];
		if (party->stale)
			update_party(tally, provider);
		add_pair(&out->categories[CATEGORY_TRANSFER], party->egress);
		add_pair(&out->categories[CATEGORY_COMMITMENTS],
			 (struct pair){party->pledges, party->pledges});
		if (party->targets > 0)
			tally->onboarded[tally->onboarded_count++] = provider;
	}
	tally->onboarded_count = tally_onboarded(ground, tally->onboarded, tally->onboarded_count,
						 tally->best, tally->onboarded);
	add_onboarding(out, ground, tally->onboarded, tally->onboarded_count);
	finish_evaluation(out);
}

void tally_evaluate_alone(const struct ground *ground, struct share *share, uint32_t start,
			  struct evaluation *out)
{
	share_price(share, ground, start);
	start_evaluation(out, ground, &share->linear, share->dependents);
	for (uint32_t t = 0; t < share->touch_count; t++) {
		const struct touch *touch = &share->touches[t];
		uint32_t p = touch->provider;
		double pledges = ground_pledges(ground, p, sum_value(&touch->leaving),
						sum_value(&touch->arriving), start);
		if (!ground_egress_is_free(ground, p, ground->parties[p].bindings + touch->bindings, start))
			add_pair(&out->categories[CATEGORY_TRANSFER],
				 egress_pair(ground, p, touch->volume_tb));
		add_pair(&out->categories[CATEGORY_COMMITMENTS], (struct pair){pledges, pledges});
		if (touch->is_target && !ground->bound[ground->model->providers[p].root])
			add_onboarding(out, ground, &p, 1);
	}
	finish_evaluation(out);
}

/* --- trying ----------------------------------------------------------------------------------- */

static void add_sum(struct sum *to, const struct sum *sum)
{
	sum_add(to, sum->total);
	sum_add(to, sum->rest);
}

static void add_run(struct party_run *to, const struct party_run *run)
{
	to->bindings += run->bindings;
	to->targets += run->targets;
	add_sum(&to->expected, &run->expected);
	add_sum(&to->likely, &run->likely);
	add_sum(&to->constant, &run->constant);
	add_sum(&to->leaving, &run->leaving);
	add_sum(&to->arriving, &run->arriving);
}

/* From each of those that are on to the last: so that trying each of many takes no look at all others. */
static void sum_rests(const struct tally *tally, struct tally_party *party)
{
	party->rests = memory_resize(party->rests, party->on_count + 1, sizeof *party->rests);
	party->firsts = memory_resize(party->firsts, party->on_count + 1, sizeof *party->firsts);
	party->rests[party->on_count] = party->firsts[0] = (struct party_run){.targets = 0};
	for (size_t e = party->on_count; e-- > 0;) {
		party->rests[e] = party->rests[e + 1];
		add_touch(&party->rests[e], tally, party->on[e]);
	}
	for (size_t e = 0; e < party->on_count; e++) {
		party->firsts[e + 1] = party->firsts[e];
		add_touch(&party->firsts[e + 1], tally, party->on[e]);
	}
	party->rests_stamp = party->stamp;
}

/* With one share that touches the party the other way. */
static struct party_sums sum_flipped(const struct tally *tally, uint32_t provider, struct tally_entry flip)
{
	struct tally_party *party = &tally->parties[provider];
	if (party->rests_stamp != party->stamp)
		sum_rests(tally, party);
	size_t at = find_entry(party->on, party->on_count, flip.slot);
	struct party_run run = party->firsts[at];
	if (tally->on[flip.slot])
		at++;
	else
		add_touch(&run, tally, flip);
	add_run(&run, &party->rests[at]);
	return sums_of(tally, provider, &run);
}

/* What a party would cost more. */
static double try_party(const struct tally *tally, struct tally_entry flip)
{
	const struct ground *ground = tally->ground;
	uint32_t provider = tally->shares[flip.slot]->touches[flip.touch].provider;
	const struct tally_party *party = &tally->parties[provider];
	struct party_sums sums = sum_flipped(tally, provider, flip);
	double cost = ground_pledges(ground, provider, sums.leaving, sums.arriving, tally->start);
	if (!ground_egress_is_free(ground, provider, sums.staying, tally->start))
		cost += ground_egress(ground, provider, sums.volume_tb.expected);
	return cost - (party->egress.expected + party->pledges);
}

/* What becoming a customer under one root costs, with so many shares more whose target is `target`'s. */
static double onboarding_of_root(const struct tally *tally, uint32_t root, uint32_t target, int more)
{
	uint32_t best = NONE;
	for (uint32_t t = 0; t < tally->touched_count; t++) {
		uint32_t p = tally->touched[t];
		if (tally->ground->model->providers[p].root == root &&
		    (int64_t)tally->parties[p].targets + (p == target ? more : 0) > 0 &&
		    (best == NONE || ground_onboards_before(tally->ground, p, best)))
			best = p;
	}
	return best == NONE ? 0 : ground_onboarding(tally->ground, best).expected;
}

static double try_dependents(struct tally *tally, uint32_t slot)
{
	const struct ground *ground = tally->ground;
	int64_t change[STRATEGY_COUNT] = {0};
	double count = 0;
	if (ground->dependents == NULL)
		return 0;
	overlap_state_try(&tally->dependents, slot, change);
	for (int z = 0; z < STRATEGY_COUNT; z++)
		count += (double)change[z] * ground->model->drivers[ground->model->dependents].at[z];
	return count * ground->units[ground->model->dependents].expected;
}

double tally_try(struct tally *tally, uint32_t slot)
{
	const struct ground *ground = tally->ground;
	struct share *share = tally->shares[slot];
	struct sum change = {0};
	share_price(share, ground, tally->start);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		sum_add(&change, tally->on[slot] ? -share->linear.categories[c].expected
						 : share->linear.categories[c].expected);
	for (uint32_t t = 0; t < share->touch_count; t++) {
		uint32_t provider = share->touches[t].provider,
			 root = ground->model->providers[provider].root;
		sum_add(&change, try_party(tally, (struct tally_entry){slot, t}));
		if (share->touches[t].is_target && !ground->bound[root])
			sum_add(&change, onboarding_of_root(tally, root, provider, tally->on[slot] ? -1 : 1) -
						 onboarding_of_root(tally, root, provider, 0));
	}
	sum_add(&change, try_dependents(tally, slot));
	return sum_value(&change);
}
