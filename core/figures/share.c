#include "core/figures/share.h"

#include "core/base/hash.h"
#include "core/base/memory.h"
#include "core/figures/order.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#ifdef UNMOOR_SMALL
enum { FIRST_SLOTS = 2 };
#else
enum { FIRST_SLOTS = 64 };
#endif

/* --- reading the bindings --------------------------------------------------------------------- */

/* A ranged count on its way to its lot. */
struct pending {
	struct ranged ranged;
	uint32_t lot;
};

/* What is needed only while a share is made. */
struct reader {
	const struct ground *ground;
	const struct model *model;
	const struct share_moves *moves;
	struct share *share;
	size_t lot_capacity, touch_capacity, component_capacity, pending_capacity;
	uint32_t *slots; /* hash of a lot's key -> lot + 1; 0: free */
	uint32_t slot_mask;
	struct pending *pending; /* [share.ranged_count] in the order of the bindings */
	uint32_t *touch_of;      /* [provider_count] touch + 1; 0: none yet */
	uint32_t strategy_from;  /* the offering that `strategy` was last derived for */
	enum strategy strategy;
	struct sum saving, arriving;
};

static uint32_t lot_hash(const struct lot *key)
{
	uint64_t growth;
	memcpy(&growth, &key->growth_per_month, sizeof growth);
	return (uint32_t)hash_add(hash_add(hash_add(hash_add(0, key->driver), key->source), key->strategy),
				  growth);
}

static bool lot_is(const struct lot *lot, const struct lot *key)
{
	return lot->driver == key->driver && lot->source == key->source && lot->strategy == key->strategy &&
	       lot->growth_per_month == key->growth_per_month;
}

static uint32_t *find_slot(const struct reader *reader, const struct lot *key)
{
	uint32_t i = lot_hash(key) & reader->slot_mask;
	while (reader->slots[i] != 0 && !lot_is(&reader->share->lots[reader->slots[i] - 1], key))
		i = (i + 1) & reader->slot_mask;
	return &reader->slots[i];
}

static void grow_slots(struct reader *reader)
{
	uint32_t count = reader->slots == NULL ? FIRST_SLOTS : (reader->slot_mask + 1) * 2;
	free(reader->slots);
	reader->slots = memory_zero(count, sizeof *reader->slots);
	reader->slot_mask = count - 1;
	for (uint32_t l = 0; l < reader->share->lot_count; l++)
		*find_slot(reader, &reader->share->lots[l]) = l + 1;
}

/* The lot of a key; made when there is none. */
static uint32_t find_lot(struct reader *reader, const struct lot *key)
{
	struct share *share = reader->share;
	uint32_t *slot = find_slot(reader, key);
	if (*slot != 0)
		return *slot - 1;
	if (share->lot_count * 2 > reader->slot_mask) {
		grow_slots(reader);
		slot = find_slot(reader, key);
	}
	share->lots = memory_grow(share->lots, share->lot_count, &reader->lot_capacity, sizeof *share->lots);
	share->lots[share->lot_count] = *key;
	*slot = ++share->lot_count;
	return share->lot_count - 1;
}

static void add_ranged(struct reader *reader, uint32_t lot, uint32_t binding, uint32_t count)
{
	struct share *share = reader->share;
	reader->pending = memory_grow(reader->pending, share->ranged_count, &reader->pending_capacity,
				      sizeof *reader->pending);
	reader->pending[share->ranged_count++] = (struct pending){{binding, count}, lot};
	share->lots[lot].ranged.count++;
}

static void read_count(struct reader *reader, uint32_t binding, uint32_t count, enum strategy strategy,
		       bool crosses)
{
	const struct model *model = reader->model;
	uint32_t d = model->counts[count].driver;
	const struct driver *driver = &model->drivers[d];
	const struct binding *b = &model->bindings[binding];
	bool data = driver->basis == BASIS_TIERS;
	double at = driver->at[strategy];
	if (at == 0 || (data && !crosses))
		return;
	struct lot key = {
		.driver = d, .strategy = strategy, .growth_per_month = b->growth_per_month, .at = at};
	key.source = data ? model->offerings[b->offering].provider : NONE;
	uint32_t l = find_lot(reader, &key);
	struct lot *lot = &reader->share->lots[l];
	struct range range = model_count_range(model, count);
	sum_add(&lot->mean, range_mean(range));
	sum_add(&lot->likely, range.likely);
	if (range_is_constant(range))
		sum_add(&lot->constant, range.likely);
	else
		add_ranged(reader, l, binding, count);
}

static struct touch *find_touch(struct reader *reader, uint32_t provider)
{
	struct share *share = reader->share;
	if (reader->touch_of[provider] == 0) {
		share->touches = memory_grow(share->touches, share->touch_count, &reader->touch_capacity,
					     sizeof *share->touches);
		share->touches[share->touch_count] = (struct touch){.provider = provider};
		reader->touch_of[provider] = ++share->touch_count;
	}
	return &share->touches[reader->touch_of[provider] - 1];
}

static void leave(struct reader *reader, const struct binding *binding)
{
	const struct model *model = reader->model;
	for (uint32_t p = model->offerings[binding->offering].provider; p != NONE;
	     p = model->providers[p].parent) {
		struct touch *touch = find_touch(reader, p);
		touch->bindings--;
		sum_add(&touch->leaving, binding->monthly);
	}
}

/* A component counts once, with its furthest strategy. Bindings of one component follow each other. */
static void depend(struct reader *reader, uint32_t component, enum strategy strategy)
{
	struct share *share = reader->share;
	uint32_t weight = reader->ground->dependents == NULL ? 0 : reader->ground->dependents[component];
	if (strategy == STRATEGY_REHOST || weight == 0)
		return;
	if (share->component_count > 0) {
		struct overlap_item *last = &share->components[share->component_count - 1];
		if (last->item == component) {
			last->mark = strategy > last->mark ? strategy : last->mark;
			return;
		}
	}
	share->components = memory_grow(share->components, share->component_count,
					&reader->component_capacity, sizeof *share->components);
	share->components[share->component_count++] = (struct overlap_item){component, weight, strategy};
}

static enum strategy find_strategy(struct reader *reader, uint32_t from)
{
	if (reader->moves->strategy != STRATEGY_DERIVED)
		return reader->moves->strategy;
	if (reader->strategy_from != from) {
		reader->strategy_from = from;
		reader->strategy = model_strategy(reader->model, from, reader->moves->to);
	}
	return reader->strategy;
}

static uint32_t root_of(const struct model *model, uint32_t offering)
{
	return model->providers[model->offerings[offering].provider].root;
}

static void read_binding(struct reader *reader, uint32_t k)
{
	const struct model *model = reader->model;
	const struct binding *binding = &model->bindings[k];
	enum strategy strategy = find_strategy(reader, binding->offering);
	bool assumed = false,
	     crosses = root_of(model, binding->offering) != root_of(model, reader->moves->to);
	double monthly = cost_new_monthly(model, k, reader->moves->to, reader->moves->cost_ratio, &assumed);
	reader->share->assumed += assumed;
	sum_add(&reader->arriving, monthly);
	sum_add(&reader->saving, binding->monthly - monthly);
	for (uint32_t c = binding->first_count; c < binding[1].first_count; c++)
		read_count(reader, k, c, strategy, crosses);
	leave(reader, binding);
	depend(reader, binding->component, strategy);
}

/* --- putting in order ------------------------------------------------------------------------- */

static int compare_lots(const void *left, const void *right)
{
	const struct lot *a = left, *b = right;
	if (a->driver != b->driver)
		return order_of(a->driver, b->driver);
	if (a->source != b->source)
		return order_of(a->source, b->source);
	if (a->strategy != b->strategy)
		return order_of(a->strategy, b->strategy);
	return order_of(a->growth_per_month, b->growth_per_month);
}

/* Sorts the lots and puts the ranged counts behind each other by lot, in the order of the bindings. */
static void sort_lots(struct reader *reader)
{
	struct share *share = reader->share;
	uint32_t *place = memory_zero(share->lot_count, sizeof *place), first = 0;
	for (uint32_t l = 0; l < share->lot_count; l++)
		share->lots[l].ranged.first = l; /* where it was, for as long as it takes */
	order_sort(share->lots, share->lot_count, sizeof *share->lots, compare_lots);
	for (uint32_t l = 0; l < share->lot_count; l++) {
		struct slice *ranged = &share->lots[l].ranged;
		place[ranged->first] = first;
		ranged->first = first;
		first += ranged->count;
		share->grows = share->grows || (ranged->count > 0 && share->lots[l].growth_per_month != 0);
	}
	share->ranged = memory_new(share->ranged_count, sizeof *share->ranged);
	assert(share->ranged_count == 0 || reader->pending != NULL);
	for (uint32_t r = 0; r < share->ranged_count; r++)
		share->ranged[place[reader->pending[r].lot]++] = reader->pending[r].ranged;
	free(place);
}

static void add_missing(struct share *share, uint32_t driver)
{
	share->missing = memory_resize(share->missing, share->missing_count + 1u, sizeof *share->missing);
	share->missing[share->missing_count++] = driver;
}

static bool lots_count(const struct share *share, struct slice lots)
{
	for (uint32_t l = 0; l < lots.count; l++)
		if (sum_value(&share->lots[lots.first + l].mean) > 0)
			return true;
	return false;
}

static void add_amount(struct reader *reader, struct slice lots)
{
	struct share *share = reader->share;
	uint32_t d = share->lots[lots.first].driver;
	const struct driver *driver = &reader->model->drivers[d];
	struct amount amount = {.driver = d, .lots = lots};
	if (driver->basis == BASIS_PRICE) {
		amount.price = model_price(reader->model, share->target, driver->price_unit);
		if (isnan(amount.price)) {
			amount.price = 0;
			if (lots_count(share, lots))
				add_missing(share, d);
		}
	}
	share->amounts[share->amount_count++] = amount;
}

/* One amount for each run of lots of one driver; data goes to the touches of its sources instead. */
static void gather_amounts(struct reader *reader)
{
	struct share *share = reader->share;
	share->amounts = memory_new(share->lot_count, sizeof *share->amounts);
	for (uint32_t l = 0; l < share->lot_count;) {
		const struct lot *lot = &share->lots[l];
		struct slice run = {l, 0};
		while (l < share->lot_count && share->lots[l].driver == lot->driver &&
		       share->lots[l].source == lot->source)
			l++;
		run.count = l - run.first;
		if (lot->source == NONE)
			add_amount(reader, run);
		else
			find_touch(reader, lot->source)->data = run;
	}
}

static void arrive(struct reader *reader)
{
	struct share *share = reader->share;
	const struct model *model = reader->model;
	uint32_t target = model->offerings[share->target].provider;
	for (uint32_t p = target; p != NONE && share->bindings > 0; p = model->providers[p].parent) {
		struct touch *touch = find_touch(reader, p);
		touch->bindings += share->bindings;
		touch->arriving = reader->arriving;
		touch->is_target = p == target;
	}
}

/* A block of the right size: the old one's rest, if it were only cut, would be too small for the next share.
 */
static void *trimmed(void *array, size_t count, size_t size)
{
	void *trimmed = memory_new(count, size);
	if (count > 0)
		memcpy(trimmed, array, count * size);
	free(array);
	return trimmed;
}

/* Gives back the room that was only for growing: shares may be many, and most are of a few bindings. */
static void trim(struct share *share)
{
	share->lots = trimmed(share->lots, share->lot_count, sizeof *share->lots);
	share->touches = trimmed(share->touches, share->touch_count, sizeof *share->touches);
	share->components = trimmed(share->components, share->component_count, sizeof *share->components);
}

static void close_share(struct reader *reader)
{
	struct share *share = reader->share;
	sort_lots(reader);
	gather_amounts(reader);
	arrive(reader);
	for (uint32_t c = 0; c < share->component_count; c++)
		share->dependents[share->components[c].mark] += share->components[c].weight;
	share->saving = sum_value(&reader->saving);
	share->arriving = sum_value(&reader->arriving);
	trim(share);
}

struct share *share_new(const struct ground *ground, const struct share_moves *moves)
{
	struct share *share = memory_zero(1, sizeof *share);
	struct reader reader = {.ground = ground, .model = ground->model, .moves = moves, .share = share};
	share->target = moves->to;
	share->bindings = moves->count;
	share->start = NONE;
	if (moves->count > 0)
		share->extra = moves->extra;
	reader.strategy_from = NONE;
	reader.touch_of = memory_zero(ground->model->provider_count, sizeof *reader.touch_of);
	grow_slots(&reader);
	for (uint32_t i = 0; i < moves->count; i++)
		read_binding(&reader, moves->bindings[i]);
	close_share(&reader);
	free(reader.slots);
	free(reader.pending);
	free(reader.touch_of);
	return share;
}

void share_free(struct share *share)
{
	if (share == NULL)
		return;
	for (uint32_t t = 0; t < share->touch_count; t++)
		free(share->touches[t].timeline_tb);
	free(share->lots);
	free(share->ranged);
	free(share->amounts);
	free(share->touches);
	free(share->missing);
	free(share->components);
	free(share->timeline);
	free(share);
}
