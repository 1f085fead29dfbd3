/* A model with tried values in it: a shallow copy, and copies of the arrays in which something changes. */
#include "core/base/memory.h"
#include "core/model/tried.h"

#include <stdlib.h>
#include <string.h>

/* --- what it says itself --------------------------------------------------------------------- */

static struct range constant(double value)
{
	return (struct range){value, value, value};
}

static double own_stance(const struct model *model, uint32_t provider, uint32_t need)
{
	struct slice stances = model->providers[provider].stances;

	for (uint32_t i = stances.first; i < stances.first + stances.count; i++)
		if (model->stances[i].need == need)
			return model->stances[i].value;
	return NAN;
}

struct range tried_given(const struct model *model, const struct tried *tried)
{
	uint32_t a = tried->a, b = tried->b;

	switch (tried->kind) {
	case TRIED_RATE:
		return model->rate;
	case TRIED_OVERRUN:
		return model->overrun;
	case TRIED_OVERLAP:
		return model->overlap;
	case TRIED_HORIZON:
		return constant(model->horizon);
	case TRIED_DISCOUNT_RATE:
		return constant(model->discount_rate);
	case TRIED_DRIVER:
		return model->drivers[a].value;
	case TRIED_AT:
		return constant(model->drivers[a].at[b]);
	case TRIED_EGRESS:
		return constant(model->tiers[model->providers[a].egress.first + b].price_per_tb);
	case TRIED_ONBOARDING:
		return model->providers[a].onboarding;
	case TRIED_REVENUE:
		return constant(model->providers[a].revenue);
	case TRIED_STANCE:
		return constant(own_stance(model, a, b));
	case TRIED_PRICE:
		return constant(model_price(model, a, b));
	case TRIED_MONTHLY:
		return constant(model->bindings[a].monthly);
	case TRIED_GROWTH:
		return constant(model->bindings[a].growth_per_month);
	case TRIED_USAGE:
		return constant(model->usages[b].quantity_per_month);
	case TRIED_COUNT:
		return model_count_range(model, b);
	case TRIED_COMMITMENT:
		return constant(model->commitments[a].remaining);
	case TRIED_CREDIT:
		return constant(model->credits[a].remaining);
	case TRIED_FLOW:
		return constant(model->flows[a].firm);
	case TRIED_EXTRA:
		return model->migrations[a].extra;
	case TRIED_COST_RATIO:
		return constant(model->migrations[a].cost_ratio);
	case TRIED_KIND_COUNT:
		break;
	}
	return constant(NAN);
}

/* --- copies ---------------------------------------------------------------------------------- */

struct overlay {
	const struct model *from;
	struct model *to;
	const struct tried *tried;
	uint32_t tried_count;
	/* used of the arrays that have no count of their own; 0: not the overlay's own so far */
	uint32_t price_count, stance_count, range_count;
};

/*
 * Makes the array at that place of struct model the overlay's own, at the first change: `count` items
 * of the model's, and room for `more`.
 */
static void own(const struct overlay *overlay, size_t array, size_t count, size_t more, size_t size)
{
	void *now, *before, *copy;

	memcpy(&now, (const char *)overlay->to + array, sizeof now);
	memcpy(&before, (const char *)overlay->from + array, sizeof before);
	if (now != before)
		return;
	copy = arena_new(&overlay->to->arena, count + more, size);
	if (count > 0)
		memcpy(copy, before, count * size);
	memcpy((char *)overlay->to + array, &copy, sizeof copy);
}

static struct provider *own_provider(const struct overlay *overlay, uint32_t provider)
{
	own(overlay, offsetof(struct model, providers), overlay->from->provider_count, 0,
	    sizeof(struct provider));
	return &overlay->to->providers[provider];
}

static struct offering *own_offering(const struct overlay *overlay, uint32_t offering)
{
	own(overlay, offsetof(struct model, offerings), overlay->from->offering_count, 0,
	    sizeof(struct offering));
	return &overlay->to->offerings[offering];
}

static struct driver *own_driver(const struct overlay *overlay, uint32_t driver)
{
	own(overlay, offsetof(struct model, drivers), overlay->from->driver_count, 0, sizeof(struct driver));
	return &overlay->to->drivers[driver];
}

/* With the sentinel behind the last. */
static struct binding *own_binding(const struct overlay *overlay, uint32_t binding)
{
	own(overlay, offsetof(struct model, bindings), (size_t)overlay->from->binding_count + 1, 0,
	    sizeof(struct binding));
	return &overlay->to->bindings[binding];
}

static struct migration *own_migration(const struct overlay *overlay, uint32_t migration)
{
	own(overlay, offsetof(struct model, migrations), overlay->from->migration_count, 0,
	    sizeof(struct migration));
	return &overlay->to->migrations[migration];
}

/* --- putting --------------------------------------------------------------------------------- */

static void put_egress(struct overlay *overlay, const struct tried *tried)
{
	uint32_t tiers = 0;

	for (uint32_t p = 0; p < overlay->from->provider_count; p++) {
		struct slice egress = overlay->from->providers[p].egress;
		if (egress.first + egress.count > tiers)
			tiers = egress.first + egress.count;
	}
	own(overlay, offsetof(struct model, tiers), tiers, 0, sizeof(struct tier));
	overlay->to->tiers[overlay->from->providers[tried->a].egress.first + tried->b].price_per_tb =
		tried->value.likely;
}

/* Where the last slice of an array ends. */
static void reach(uint32_t *count, struct slice slice)
{
	if (slice.first + slice.count > *count)
		*count = slice.first + slice.count;
}

/* Slices may have to move to the end of their array, once for each value that is tried and new. */
static size_t room_behind(const struct overlay *overlay, enum tried_kind kind)
{
	const struct model *from = overlay->from;
	size_t room = 0;

	for (uint32_t i = 0; i < overlay->tried_count; i++) {
		const struct tried *tried = &overlay->tried[i];
		if (tried->kind != kind)
			continue;
		room += overlay->tried_count + (kind == TRIED_PRICE
							? from->offerings[tried->a].prices.count
							: from->providers[tried->a].stances.count);
	}
	return room;
}

static void own_prices(struct overlay *overlay)
{
	if (overlay->price_count > 0)
		return;
	for (uint32_t o = 0; o < overlay->from->offering_count; o++)
		reach(&overlay->price_count, overlay->from->offerings[o].prices);
	own(overlay, offsetof(struct model, prices), overlay->price_count, room_behind(overlay, TRIED_PRICE),
	    sizeof(struct price));
}

/* A price that there is not yet goes to the end of the array, with its offering's others. */
static void put_price(struct overlay *overlay, const struct tried *tried)
{
	struct price *all;
	struct slice *prices = &own_offering(overlay, tried->a)->prices;

	own_prices(overlay);
	all = overlay->to->prices;
	for (uint32_t i = prices->first; i < prices->first + prices->count; i++)
		if (all[i].unit == tried->b) {
			all[i].value = tried->value.likely;
			return;
		}
	memcpy(&all[overlay->price_count], &all[prices->first], prices->count * sizeof *all);
	prices->first = overlay->price_count;
	all[prices->first + prices->count++] = (struct price){tried->b, tried->value.likely};
	overlay->price_count += prices->count;
}

static void own_stances(struct overlay *overlay)
{
	if (overlay->stance_count > 0)
		return;
	for (uint32_t p = 0; p < overlay->from->provider_count; p++)
		reach(&overlay->stance_count, overlay->from->providers[p].stances);
	own(overlay, offsetof(struct model, stances), overlay->stance_count,
	    room_behind(overlay, TRIED_STANCE), sizeof(struct stance));
}

static void put_stance(struct overlay *overlay, const struct tried *tried)
{
	struct stance *all;
	struct slice *stances = &own_provider(overlay, tried->a)->stances;

	own_stances(overlay);
	all = overlay->to->stances;
	for (uint32_t i = stances->first; i < stances->first + stances->count; i++)
		if (all[i].need == tried->b) {
			all[i].value = tried->value.likely;
			return;
		}
	memcpy(&all[overlay->stance_count], &all[stances->first], stances->count * sizeof *all);
	stances->first = overlay->stance_count;
	all[stances->first + stances->count++] = (struct stance){tried->b, tried->value.likely};
	overlay->stance_count += stances->count;
}

static void put_usage(struct overlay *overlay, const struct tried *tried)
{
	const struct model *from = overlay->from;

	own(overlay, offsetof(struct model, usages), from->bindings[from->binding_count].first_usage, 0,
	    sizeof(struct usage));
	overlay->to->usages[tried->b].quantity_per_month = tried->value.likely;
}

/* The first number that no count has for its range. */
static uint32_t count_ranges(const struct model *model)
{
	uint32_t counts = model->bindings[model->binding_count].first_count, count = 0;

	for (uint32_t c = 0; c < counts; c++)
		if (model->counts[c].range != NONE && model->counts[c].range >= count)
			count = model->counts[c].range + 1;
	return count;
}

static void put_count(struct overlay *overlay, const struct tried *tried)
{
	const struct model *from = overlay->from;
	struct model *to = overlay->to;
	bool first = to->counts == from->counts;

	own(overlay, offsetof(struct model, counts), from->bindings[from->binding_count].first_count, 0,
	    sizeof(struct count));
	if (first) {
		overlay->range_count = count_ranges(from);
		own(overlay, offsetof(struct model, count_ranges), overlay->range_count, overlay->tried_count,
		    sizeof(struct count_range));
	}
	to->counts[tried->b].likely = tried->value.likely;
	to->counts[tried->b].range = NONE;
	if (range_is_constant(tried->value))
		return;
	to->counts[tried->b].range = overlay->range_count;
	to->count_ranges[overlay->range_count++] = (struct count_range){tried->value.low, tried->value.high};
}

static void put_pledge(struct overlay *overlay, const struct tried *tried)
{
	bool is_credit = tried->kind == TRIED_CREDIT;
	const struct model *from = overlay->from;

	own(overlay, is_credit ? offsetof(struct model, credits) : offsetof(struct model, commitments),
	    is_credit ? from->credit_count : from->commitment_count, 0, sizeof(struct commitment));
	(is_credit ? overlay->to->credits : overlay->to->commitments)[tried->a].remaining =
		tried->value.likely;
}

/* Of a flow without an amount the file would say `amount`, of another one `firm`. */
static void put_flow(struct overlay *overlay, const struct tried *tried)
{
	own(overlay, offsetof(struct model, flows), overlay->from->flow_count, 0, sizeof(struct flow));
	struct flow *flow = &overlay->to->flows[tried->a];
	flow->firm = tried->value.likely;
	if (isnan(flow->amount))
		flow->amount = flow->firm;
}

static void put(struct overlay *overlay, const struct tried *tried)
{
	struct model *to = overlay->to;

	switch (tried->kind) {
	case TRIED_RATE:
		to->rate = tried->value;
		break;
	case TRIED_OVERRUN:
		to->overrun = tried->value;
		break;
	case TRIED_OVERLAP:
		to->overlap = tried->value;
		break;
	case TRIED_HORIZON:
		to->horizon = (uint32_t)tried->value.likely;
		break;
	case TRIED_DISCOUNT_RATE:
		to->discount_rate = tried->value.likely;
		break;
	case TRIED_DRIVER:
		own_driver(overlay, tried->a)->value = tried->value;
		break;
	case TRIED_AT:
		own_driver(overlay, tried->a)->at[tried->b] = tried->value.likely;
		break;
	case TRIED_EGRESS:
		put_egress(overlay, tried);
		break;
	case TRIED_ONBOARDING:
		own_provider(overlay, tried->a)->onboarding = tried->value;
		break;
	case TRIED_REVENUE:
		own_provider(overlay, tried->a)->revenue = tried->value.likely;
		break;
	case TRIED_STANCE:
		put_stance(overlay, tried);
		break;
	case TRIED_PRICE:
		put_price(overlay, tried);
		break;
	case TRIED_MONTHLY:
		own_binding(overlay, tried->a)->monthly = tried->value.likely;
		break;
	case TRIED_GROWTH:
		own_binding(overlay, tried->a)->growth_per_month = tried->value.likely;
		break;
	case TRIED_USAGE:
		put_usage(overlay, tried);
		break;
	case TRIED_COUNT:
		put_count(overlay, tried);
		break;
	case TRIED_COMMITMENT:
	case TRIED_CREDIT:
		put_pledge(overlay, tried);
		break;
	case TRIED_FLOW:
		put_flow(overlay, tried);
		break;
	case TRIED_EXTRA:
		own_migration(overlay, tried->a)->extra = tried->value;
		break;
	case TRIED_COST_RATIO:
		own_migration(overlay, tried->a)->cost_ratio = tried->value.likely;
		break;
	case TRIED_KIND_COUNT:
		break;
	}
}

struct model *tried_model_new(const struct model *model, const struct tried *tried, uint32_t count)
{
	struct model *to = memory_new(1, sizeof *to);
	struct overlay overlay = {.from = model, .to = to, .tried = tried, .tried_count = count};

	*to = *model;
	arena_init(&to->arena);
	to->tried = arena_copy(&to->arena, tried, count, sizeof *tried);
	to->tried_count = count;
	for (uint32_t i = 0; i < count; i++)
		put(&overlay, &tried[i]);
	return to;
}

void tried_model_free(struct model *model)
{
	if (!model)
		return;
	arena_clear(&model->arena);
	free(model);
}
