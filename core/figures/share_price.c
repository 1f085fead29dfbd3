/* Pricing a share: what its sums come to in a start month. */
#include "core/figures/share.h"

#include "core/base/memory.h"

#include <stdlib.h>

double lot_factor(const struct lot *lot, uint32_t start)
{
	return lot->at * power(1 + lot->growth_per_month, start);
}

/* Sum of count * growth * at over some lots; *constant: over the counts that are no ranges. */
static struct pair count_lots(const struct share *share, struct slice lots, uint32_t start, double *constant)
{
	struct pair count = {0, 0};
	*constant = 0;
	for (uint32_t l = 0; l < lots.count; l++) {
		const struct lot *lot = &share->lots[lots.first + l];
		double factor = lot_factor(lot, start);
		count.expected += factor * sum_value(&lot->mean);
		count.likely += factor * sum_value(&lot->likely);
		*constant += factor * sum_value(&lot->constant);
	}
	return count;
}

struct pair amount_unit(const struct ground *ground, const struct amount *amount)
{
	if (ground->model->drivers[amount->driver].basis == BASIS_PRICE)
		return (struct pair){amount->price, amount->price};
	return ground->units[amount->driver];
}

const struct amount *share_find_amount(const struct share *share, uint32_t driver)
{
	for (uint32_t a = 0; a < share->amount_count; a++)
		if (share->amounts[a].driver == driver)
			return &share->amounts[a];
	return NULL;
}

static void add_product(struct pair *to, struct pair count, struct pair unit)
{
	to->expected += count.expected * unit.expected;
	to->likely += count.likely * unit.likely;
}

void share_price(struct share *share, const struct ground *ground, uint32_t start)
{
	if (share->start == start)
		return;
	struct linear linear = {.saving = share->saving};
	for (uint32_t a = 0; a < share->amount_count; a++) {
		struct amount *amount = &share->amounts[a];
		amount->count = count_lots(share, amount->lots, start, &amount->constant);
		add_product(&linear.categories[ground->model->drivers[amount->driver].category],
			    amount->count, amount_unit(ground, amount));
	}
	for (uint32_t t = 0; t < share->touch_count; t++) {
		struct touch *touch = &share->touches[t];
		touch->volume_tb = count_lots(share, touch->data, start, &touch->constant_tb);
	}
	struct pair one = {1, 1}, arriving = {share->arriving, share->arriving};
	add_product(&linear.categories[CATEGORY_REBUILDING], range_pair(share->extra), one);
	add_product(&linear.categories[CATEGORY_PARALLEL], ground->overlap, arriving);
	share->linear = linear;
	share->start = start;
}

static double linear_expected(const struct linear *linear)
{
	double total = 0;
	for (int c = 0; c < CATEGORY_COUNT; c++)
		total += linear->categories[c].expected;
	return total;
}

void share_price_all(struct share *share, const struct ground *ground)
{
	if (share->timeline != NULL)
		return;
	uint32_t start = share->start, horizon = ground->model->horizon;
	share->timeline = memory_new(horizon, sizeof *share->timeline);
	for (uint32_t t = 0; t < share->touch_count; t++)
		if (share->touches[t].data.count > 0)
			share->touches[t].timeline_tb = memory_new(horizon, sizeof(double));
	for (uint32_t s = 0; s < horizon; s++) {
		share_price(share, ground, s);
		share->timeline[s] = linear_expected(&share->linear);
		for (uint32_t t = 0; t < share->touch_count; t++)
			if (share->touches[t].data.count > 0)
				share->touches[t].timeline_tb[s] = share->touches[t].volume_tb.expected;
	}
	if (start != NONE)
		share_price(share, ground, start);
}
