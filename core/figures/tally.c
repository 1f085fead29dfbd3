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
	for (uint32_t p = 0; tally->ground != NULL && p < tally->ground->model->provider_count; p++)
		free(tally->parties[p].entries);
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

static void gather_party(struct tally *tally, uint32_t provider, double *leaving, double *arriving)
{
	struct tally_party *party = &tally->parties[provider];
	struct sum expected = {0}, likely = {0}, constant = {0}, out = {0}, in = {0};
	party->staying = tally->ground->parties[provider].bindings;
	party->targets = 0;
	for (size_t e = 0; e < party->count; e++) {
		uint32_t slot = party->entries[e].slot;
		if (!tally->on[slot])
			continue;
		const struct touch *touch = &tally->shares[slot]->touches[party->entries[e].touch];
		party->staying += touch->bindings;
		party->targets += touch->is_target;
		sum_add(&expected, touch->volume_tb.expected);
		sum_add(&likely, touch->volume_tb.likely);
		sum_add(&constant, touch->constant_tb);
		sum_add(&out, sum_value(&touch->leaving));
		sum_add(&in, sum_value(&touch->arriving));
	}
	party->volume_tb = (struct pair){sum_value(&expected), sum_value(&likely)};
	party->constant_tb = sum_value(&constant);
	*leaving = sum_value(&out);
	*arriving = sum_value(&in);
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
	double leaving, arriving;
	gather_party(tally, provider, &leaving, &arriving);
	party->free = ground_egress_is_free(ground, provider, party->staying, tally->start);
	party->egress = (struct pair){0, 0};
	if (!party->free)
		party->egress = egress_pair(ground, provider, party->volume_tb);
	party->pledges = ground_pledges(ground, provider, leaving, arriving, tally->start);
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
		tally->parties[share->touches[t].provider].stale = true;
	overlap_state_switch(&tally->dependents, slot, on);
}

void tally_set_start(struct tally *tally, uint32_t start)
{
	if (tally->start == start)
		return;
	tally->start = start;
	if (tally->width > 0)
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
		if (!ground->bound[root] && (best[root] == NONE || ground_onboards_before(ground, p, best[root])))
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

void tally_evaluate(struct tally *tally, struct evaluation *out)
{
	static const struct linear nothing;
	const struct ground *ground = tally->ground;
	start_evaluation(out, ground, tally->width > 0 ? &tally->nodes[1] : &nothing, tally->dependents.weight);
	tally->onboarded_count = 0;
	for (uint32_t t = 0; t < tally->touched_count; t++) {
		uint32_t provider = tally->touched[t];
		struct tally_party *party = &tally->parties[provider];
		if (party->stale)
			update_party(tally, provider);
		add_pair(&out->categories[CATEGORY_TRANSFER], party->egress);
		add_pair(&out->categories[CATEGORY_COMMITMENTS], (struct pair){party->pledges, party->pledges});
		if (party->targets > 0)
			tally->onboarded[tally->onboarded_count++] = provider;
	}
	tally->onboarded_count = tally_onboarded(ground, tally->onboarded, tally->onboarded_count, tally->best,
	                                         tally->onboarded);
	add_onboarding(out, ground, tally->onboarded, tally->onboarded_count);
	finish_evaluation(out);
}

void tally_evaluate_alone(const struct ground *ground, struct share *share, uint32_t start, struct evaluation *out)
{
	share_price(share, ground, start);
	start_evaluation(out, ground, &share->linear, share->dependents);
	for (uint32_t t = 0; t < share->touch_count; t++) {
		const struct touch *touch = &share->touches[t];
		uint32_t p = touch->provider;
		double pledges = ground_pledges(ground, p, sum_value(&touch->leaving), sum_value(&touch->arriving), start);
		if (!ground_egress_is_free(ground, p, ground->parties[p].bindings + touch->bindings, start))
			add_pair(&out->categories[CATEGORY_TRANSFER], egress_pair(ground, p, touch->volume_tb));
		add_pair(&out->categories[CATEGORY_COMMITMENTS], (struct pair){pledges, pledges});
		if (touch->is_target && !ground->bound[ground->model->providers[p].root])
			add_onboarding(out, ground, &p, 1);
	}
	finish_evaluation(out);
}
