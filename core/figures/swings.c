#include "core/figures/costing.h"

#include "core/base/memory.h"
#include "core/figures/order.h"
#include "core/figures/top.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A data count, whose swing depends on what else leaves its provider. */
struct volume {
	struct ranged ranged;
	double low, high; /* TB that it adds to the expected volume: below and above 0 */
};

/* What one share brings, for one start month. */
struct doubts_of_share {
	bool known;
	uint32_t start;
	struct variable *counts; /* [count_count] the first of its counts that cost in proportion */
	uint32_t count_count;
	struct volume *volumes; /* [volume_first[touch_count]] of each touch, the widest first */
	uint32_t *volume_first; /* [touch_count + 1] */
};

struct doubts {
	uint64_t version;
	struct doubts_of_share *shares;
	uint32_t share_count;
	struct arena names;
	struct swing swings[TOP_SIZE];
	uint32_t count;
};

static void forget_share(struct doubts_of_share *of)
{
	free(of->counts);
	free(of->volumes);
	free(of->volume_first);
	*of = (struct doubts_of_share){0};
}

void doubts_free(struct doubts *doubts)
{
	if (doubts == NULL)
		return;
	for (uint32_t s = 0; s < doubts->share_count; s++)
		forget_share(&doubts->shares[s]);
	free(doubts->shares);
	arena_clear(&doubts->names);
	free(doubts);
}

/* A range that counts in proportion: `scale` is what one unit of it costs. */
static struct variable linear_variable(enum variable_kind kind, uint32_t index, struct range range,
				       double scale)
{
	double mean = range_mean(range);
	return (struct variable){.kind = kind,
				 .index = index,
				 .swing = scale * (range.high - range.low),
				 .low = scale * (range.low - mean),
				 .high = scale * (range.high - mean)};
}

static void offer(struct top *top, const struct variable *variable)
{
	if (variable->swing != 0 && !top_is_above(top, fabs(variable->swing)))
		top_offer(top, variable);
}

/* --- of one share ----------------------------------------------------------------------------- */

static void offer_lot(struct top *top, const struct model *model, const struct share *share,
		      const struct lot *lot, double unit)
{
	double scale = lot_factor(lot, share->start) * unit;
	for (uint32_t r = 0; r < lot->ranged.count; r++) {
		const struct ranged *ranged = &share->ranged[lot->ranged.first + r];
		struct range range = model_count_range(model, ranged->count);
		struct variable variable = linear_variable(VARIABLE_COUNT, ranged->count, range, scale);
		variable.binding = ranged->binding;
		offer(top, &variable);
	}
}

static void find_counts(struct doubts_of_share *of, const struct ground *ground, const struct plan *plan,
			const struct share *share)
{
	struct top top;
	top_init(&top, plan);
	for (uint32_t a = 0; a < share->amount_count; a++) {
		const struct amount *amount = &share->amounts[a];
		double unit = amount_unit(ground, amount).expected;
		for (uint32_t l = 0; l < amount->lots.count; l++)
			offer_lot(&top, ground->model, share, &share->lots[amount->lots.first + l], unit);
	}
	top_sort(&top);
	of->count_count = top.count;
	of->counts = memory_new(top.count, sizeof *of->counts);
	memcpy(of->counts, top.items, top.count * sizeof *of->counts);
}

static int compare_volumes(const void *left, const void *right)
{
	const struct volume *a = left, *b = right;
	double a_width = a->high - a->low, b_width = b->high - b->low;
	if (a_width != b_width)
		return order_of(b_width, a_width);
	return order_of(a->ranged.count, b->ranged.count);
}

static uint32_t fill_volumes(struct volume *out, const struct model *model, const struct share *share,
			     struct slice data)
{
	uint32_t count = 0;
	for (uint32_t l = 0; l < data.count; l++) {
		const struct lot *lot = &share->lots[data.first + l];
		double factor = lot_factor(lot, share->start);
		for (uint32_t r = 0; r < lot->ranged.count; r++) {
			struct ranged ranged = share->ranged[lot->ranged.first + r];
			struct range range = model_count_range(model, ranged.count);
			double mean = range_mean(range);
			out[count++] = (struct volume){ranged, factor * (range.low - mean),
						       factor * (range.high - mean)};
		}
	}
	order_sort(out, count, sizeof *out, compare_volumes);
	return count;
}

static uint32_t count_ranged(const struct share *share, struct slice lots)
{
	uint32_t count = 0;
	for (uint32_t l = 0; l < lots.count; l++)
		count += share->lots[lots.first + l].ranged.count;
	return count;
}

static void find_volumes(struct doubts_of_share *of, const struct model *model, const struct share *share)
{
	uint32_t count = 0;
	for (uint32_t t = 0; t < share->touch_count; t++)
		count += count_ranged(share, share->touches[t].data);
	of->volumes = memory_new(count, sizeof *of->volumes);
	of->volume_first = memory_new(share->touch_count + 1u, sizeof *of->volume_first);
	of->volume_first[0] = 0;
	for (uint32_t t = 0; t < share->touch_count; t++) {
		uint32_t first = of->volume_first[t];
		of->volume_first[t + 1] =
			first + fill_volumes(&of->volumes[first], model, share, share->touches[t].data);
	}
}

static const struct doubts_of_share *find_share(struct doubts *doubts, const struct tally *tally,
						const struct plan *plan, uint32_t slot)
{
	if (doubts->share_count < tally->count) {
		doubts->shares = memory_resize(doubts->shares, tally->count, sizeof *doubts->shares);
		for (; doubts->share_count < tally->count; doubts->share_count++)
			doubts->shares[doubts->share_count] = (struct doubts_of_share){0};
	}
	struct doubts_of_share *of = &doubts->shares[slot];
	if (!of->known || of->start != tally->start) {
		forget_share(of);
		find_counts(of, tally->ground, plan, tally->shares[slot]);
		find_volumes(of, tally->ground->model, tally->shares[slot]);
		of->known = true;
		of->start = tally->start;
	}
	return of;
}

/* --- of the set ------------------------------------------------------------------------------- */

/* Person-days and units of a driver in the set: the sum of its counts. */
static double count_driver(const struct tally *tally, uint32_t driver)
{
	struct sum sum = {0};
	if (driver == tally->ground->model->dependents)
		return tally_dependents_count(tally->ground, tally->dependents.weight);
	for (uint32_t slot = 0; slot < tally->count; slot++) {
		const struct amount *amount =
			tally->on[slot] ? share_find_amount(tally->shares[slot], driver) : NULL;
		if (amount != NULL)
			sum_add(&sum, amount->count.expected);
	}
	return sum_value(&sum);
}

/* Drivers, and the person-days of all of them. */
static double offer_drivers(struct top *top, const struct tally *tally)
{
	const struct model *model = tally->ground->model;
	struct sum days = {0};
	for (uint32_t d = 0; d < model->driver_count; d++) {
		const struct driver *driver = &model->drivers[d];
		if (driver->basis != BASIS_EFFORT && driver->basis != BASIS_MONEY)
			continue;
		double count = count_driver(tally, d);
		bool effort = driver->basis == BASIS_EFFORT;
		struct variable variable =
			linear_variable(VARIABLE_DRIVER, d, driver->value,
					count * (effort ? tally->ground->labour.expected : 1));
		offer(top, &variable);
		if (effort)
			sum_add(&days, count * range_mean(driver->value));
	}
	return sum_value(&days);
}

static double offer_onboarding(struct top *top, const struct tally *tally)
{
	const struct ground *ground = tally->ground;
	double days = 0;
	for (uint32_t i = 0; i < tally->onboarded_count; i++) {
		uint32_t p = tally->onboarded[i];
		struct range range = ground->model->providers[p].onboarding;
		struct variable variable =
			linear_variable(VARIABLE_ONBOARDING, p, range, ground->labour.expected);
		offer(top, &variable);
		days += range_mean(range);
	}
	return days;
}

static void offer_extras(struct top *top, const struct tally *tally)
{
	for (uint32_t slot = 0; slot < tally->count; slot++) {
		if (!tally->on[slot])
			continue;
		struct variable variable =
			linear_variable(VARIABLE_EXTRA, slot, tally->shares[slot]->extra, 1);
		offer(top, &variable);
	}
}

static void offer_common(struct top *top, const struct tally *tally)
{
	const struct ground *ground = tally->ground;
	const struct model *model = ground->model;
	struct sum arriving = {0};
	for (uint32_t slot = 0; slot < tally->count; slot++)
		if (tally->on[slot])
			sum_add(&arriving, tally->shares[slot]->arriving);
	double days = offer_drivers(top, tally) + offer_onboarding(top, tally);
	struct variable common[] = {
		linear_variable(VARIABLE_RATE, 0, model->rate, days * ground->overrun.expected),
		linear_variable(VARIABLE_OVERRUN, 0, model->overrun, days * ground->rate.expected),
		linear_variable(VARIABLE_OVERLAP, 0, model->overlap, sum_value(&arriving)),
	};
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		offer(top, &common[i]);
}

/* The highest price of the tiers that reach between two volumes. */
static double highest_price(const struct model *model, uint32_t provider, double low_tb, double high_tb)
{
	struct slice egress = model->providers[provider].egress;
	double highest = 0, from = 0;
	for (uint32_t t = 0; t < egress.count && from <= high_tb; t++) {
		const struct tier *tier = &model->tiers[egress.first + t];
		from += tier->width_tb;
		if (from >= low_tb)
			highest = fmax(highest, tier->price_per_tb);
	}
	return highest;
}

static struct variable volume_variable(const struct ground *ground, uint32_t provider,
				       const struct volume *volume, double volume_tb)
{
	double cost = ground_egress(ground, provider, volume_tb);
	double low = ground_egress(ground, provider, fmax(0, volume_tb + volume->low));
	double high = ground_egress(ground, provider, volume_tb + volume->high);
	return (struct variable){.kind = VARIABLE_COUNT,
				 .index = volume->ranged.count,
				 .binding = volume->ranged.binding,
				 .swing = high - low,
				 .low = low - cost,
				 .high = high - cost};
}

/*
 * The data that one share takes from a provider, the widest range first: none swings by more than its
 * width at the highest price that the widest one could reach.
 */
static void offer_volumes(struct top *top, const struct tally *tally, uint32_t provider,
			  const struct volume *volumes, uint32_t count)
{
	const struct ground *ground = tally->ground;
	double volume_tb = tally->parties[provider].volume_tb.expected;
	if (count == 0)
		return;
	double widest = volumes[0].high - volumes[0].low;
	double price = highest_price(ground->model, provider, volume_tb - widest, volume_tb + widest);
	double slack = volume_tb * price * 1e-12; /* what rounding may add */
	for (uint32_t v = 0; v < count; v++) {
		if (top_is_above(top, (volumes[v].high - volumes[v].low) * price + slack))
			return;
		struct variable variable = volume_variable(ground, provider, &volumes[v], volume_tb);
		offer(top, &variable);
	}
}

static void offer_share(struct top *top, struct doubts *doubts, const struct tally *tally, uint32_t slot)
{
	const struct share *share = tally->shares[slot];
	const struct doubts_of_share *of = find_share(doubts, tally, top->plan, slot);
	for (uint32_t c = 0; c < of->count_count && !top_is_above(top, fabs(of->counts[c].swing)); c++)
		offer(top, &of->counts[c]);
	for (uint32_t t = 0; t < share->touch_count; t++) {
		uint32_t provider = share->touches[t].provider, first = of->volume_first[t];
		if (!tally->parties[provider].free)
			offer_volumes(top, tally, provider, &of->volumes[first],
				      of->volume_first[t + 1] - first);
	}
}

static void keep(struct doubts *doubts, const struct top *top, double total)
{
	char name[VARIABLE_NAME_SIZE];
	doubts->count = 0;
	arena_clear(&doubts->names);
	arena_init(&doubts->names);
	for (uint32_t i = 0; i < top->count; i++) {
		const struct variable *variable = &top->items[i];
		double low = total + variable->low, high = total + variable->high;
		if (low == high)
			continue;
		variable_name(top->plan, variable, name);
		doubts->swings[doubts->count++] =
			(struct swing){arena_text(&doubts->names, name, strlen(name)), low, high};
	}
}

const struct swing *analysis_swings(struct analysis *analysis, uint32_t *count)
{
	struct tally *tally = costing_live(analysis);
	struct costing *costing = analysis->costing;
	if (costing->doubts == NULL) {
		costing->doubts = memory_zero(1, sizeof *costing->doubts);
		arena_init(&costing->doubts->names);
	}
	struct doubts *doubts = costing->doubts;
	if (doubts->version != analysis->version) {
		struct top top;
		top_init(&top, analysis->plan);
		offer_common(&top, tally);
		offer_extras(&top, tally);
		for (uint32_t slot = 0; slot < tally->count; slot++)
			if (tally->on[slot])
				offer_share(&top, doubts, tally, slot);
		top_sort(&top);
		keep(doubts, &top, costing->evaluation.total.expected);
		doubts->version = analysis->version;
	}
	*count = doubts->count;
	return doubts->swings;
}
