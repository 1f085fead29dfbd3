/* Egress charges by draw: tiers are not linear, so they are applied inside each draw. */
#include "core/figures/spread.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

static bool volumes_equal(const struct egress_draws *a, const struct egress_draws *b)
{
	return a->free == b->free && a->constant_tb == b->constant_tb && a->count == b->count &&
	       (a->count == 0 || memcmp(a->volumes, b->volumes, a->count * sizeof *a->volumes) == 0);
}

static struct egress_draws gather_volumes(const struct spreading *s, const struct tally *tally,
					  uint32_t provider)
{
	const struct tally_party *party = &tally->parties[provider];
	struct egress_draws now = {
		.stamp = party->stamp, .free = party->free, .constant_tb = party->constant_tb};
	for (size_t e = 0; e < party->count && !party->free; e++) {
		struct tally_entry entry = party->entries[e];
		const double *volume =
			tally->on[entry.slot] ? s->shares[entry.slot].volumes[entry.touch] : NULL;
		if (volume == NULL)
			continue;
		now.volumes = memory_grow(now.volumes, now.count, &now.capacity, sizeof *now.volumes);
		now.volumes[now.count++] = volume;
	}
	return now;
}

/* Adds what one tier charges: the part of each volume that lies in it. */
static void add_tier(const double *restrict volumes, double from, double width, double price,
		     double *restrict out)
{
	for (uint32_t k = 0; k < DRAWS; k++) {
		double within = volumes[k] - from;
		within = within < 0 ? 0 : within;
		within = within > width ? width : within;
		out[k] += within * price;
	}
}

static void fill_egress(struct egress_draws *egress, const struct ground *ground, uint32_t provider)
{
	struct slice tiers = ground->model->providers[provider].egress;
	double volumes[DRAWS], from = 0;
	if (egress->count == 0) {
		egress->level = egress->free ? 0 : ground_egress(ground, provider, egress->constant_tb);
		return;
	}
	vector_fill(egress->constant_tb, volumes);
	for (size_t v = 0; v < egress->count; v++)
		vector_add(egress->volumes[v], 1, volumes);
	egress->draws = memory_zero(DRAWS, sizeof *egress->draws);
	for (uint32_t t = 0; t < tiers.count; t++) {
		const struct tier *tier = &ground->model->tiers[tiers.first + t];
		add_tier(volumes, from, tier->width_tb, tier->price_per_tb, egress->draws);
		from += tier->width_tb;
	}
}

void egress_clear(struct egress_draws *egress)
{
	free(egress->volumes);
	free(egress->draws);
}

void egress_update(struct spreading *s, const struct tally *tally, uint32_t provider)
{
	struct egress_draws *egress = &s->egress[provider];
	if (egress->stamp == tally->parties[provider].stamp)
		return;
	struct egress_draws now = gather_volumes(s, tally, provider);
	if (egress->stamp != 0 && volumes_equal(egress, &now)) {
		free(now.volumes);
		egress->stamp = now.stamp;
		return;
	}
	draw_sum_put(&s->egress_sum, provider, NULL); /* before it is freed */
	egress_clear(egress);
	*egress = now;
	fill_egress(egress, tally->ground, provider);
	draw_sum_put(&s->egress_sum, provider, egress->draws);
}
