#include "core/figures/luck.h"

#include "core/base/memory.h"
#include "core/figures/pert.h"

#include <stdlib.h>

/* So many counts of one driver, strategy and price are drawn one by one; more as one normal variable (spec
 * 5). */
enum { MOST_SINGLE_COUNTS = 64 };

void luck_init(struct luck *luck, const struct ground *ground)
{
	*luck = (struct luck){.ground = ground};
	draws_init(&luck->draws);
	luck->units = memory_zero(ground->model->driver_count, sizeof *luck->units);
	luck->onboarding = memory_zero(ground->model->provider_count, sizeof *luck->onboarding);
}

void luck_clear(struct luck *luck)
{
	for (uint32_t d = 0; d < luck->ground->model->driver_count; d++)
		free(luck->units[d]);
	for (uint32_t p = 0; p < luck->ground->model->provider_count; p++)
		free(luck->onboarding[p]);
	free(luck->units);
	free(luck->onboarding);
	free(luck->labour);
	free(luck->overlap);
	draws_clear(&luck->draws);
}

static double *draw_named(struct luck *luck, const char *prefix, const char *id, struct range range)
{
	double *out = memory_zero(DRAWS, sizeof *out);
	draws_add_pert(&luck->draws, draws_seed_add(draws_seed(prefix), id), range, 1, out);
	return out;
}

static const double *find_labour(struct luck *luck)
{
	if (luck->labour == NULL) {
		const struct model *model = luck->ground->model;
		double *overrun = draw_named(luck, "overrun", "", model->overrun);
		luck->labour = draw_named(luck, "rate", "", model->rate);
		for (uint32_t k = 0; k < DRAWS; k++)
			luck->labour[k] *= overrun[k];
		free(overrun);
	}
	return luck->labour;
}

struct wave luck_overlap(struct luck *luck)
{
	if (luck->overlap == NULL)
		luck->overlap = draw_named(luck, "overlap", "", luck->ground->model->overlap);
	return (struct wave){.draws = luck->overlap};
}

/* Person-days times what each costs. */
static void multiply_by_labour(struct luck *luck, double *days)
{
	const double *labour = find_labour(luck);
	for (uint32_t k = 0; k < DRAWS; k++)
		days[k] *= labour[k];
}

struct wave luck_unit(struct luck *luck, uint32_t driver)
{
	const struct driver *d = &luck->ground->model->drivers[driver];
	if (d->basis == BASIS_MONEY && range_is_constant(d->value))
		return (struct wave){.level = d->value.likely};
	if (luck->units[driver] == NULL) {
		luck->units[driver] = draw_named(luck, "driver:", d->id, d->value);
		if (d->basis == BASIS_EFFORT)
			multiply_by_labour(luck, luck->units[driver]);
	}
	return (struct wave){.draws = luck->units[driver]};
}

struct wave luck_onboarding(struct luck *luck, uint32_t provider)
{
	const struct provider *p = &luck->ground->model->providers[provider];
	if (luck->onboarding[provider] == NULL) {
		luck->onboarding[provider] = draw_named(luck, "onboarding:", p->id, p->onboarding);
		multiply_by_labour(luck, luck->onboarding[provider]);
	}
	return (struct wave){.draws = luck->onboarding[provider]};
}

void vector_fill(double level, double *out)
{
	for (uint32_t k = 0; k < DRAWS; k++)
		out[k] = level;
}

void vector_add(const double *restrict values, double scale, double *restrict out)
{
	for (uint32_t k = 0; k < DRAWS; k++)
		out[k] += scale * values[k];
}

static void add_product(const double *restrict a, const double *restrict b, double *restrict out)
{
	for (uint32_t k = 0; k < DRAWS; k++)
		out[k] += a[k] * b[k];
}

/* --- of one share ----------------------------------------------------------------------------- */

static uint64_t count_seed(const struct model *model, struct ranged ranged)
{
	const struct binding *binding = &model->bindings[ranged.binding];
	uint64_t seed = draws_seed_add(draws_seed("count:"), model_component_id(model, binding->component));
	seed = draws_seed_add(draws_seed_add(seed, "@"), model_binding_offering_id(model, ranged.binding));
	return draws_seed_add(draws_seed_add(seed, ":"),
			      model->drivers[model->counts[ranged.count].driver].id);
}

static void add_counts_singly(struct luck *luck, const struct share *share, struct slice lots, double *out)
{
	const struct model *model = luck->ground->model;
	for (uint32_t l = 0; l < lots.count; l++) {
		const struct lot *lot = &share->lots[lots.first + l];
		double factor = lot_factor(lot, share->start);
		for (uint32_t r = 0; r < lot->ranged.count; r++) {
			struct ranged ranged = share->ranged[lot->ranged.first + r];
			draws_add_pert(&luck->draws, count_seed(model, ranged),
				       model_count_range(model, ranged.count), factor, out);
		}
	}
}

/* As one normal variable, whose name is made of theirs: the same counts have the same luck wherever they go.
 */
static void add_counts_together(struct luck *luck, const struct share *share, struct slice lots, double *out)
{
	const struct model *model = luck->ground->model;
	struct sum mean = {0}, variance = {0};
	uint64_t seed = 0;
	for (uint32_t l = 0; l < lots.count; l++) {
		const struct lot *lot = &share->lots[lots.first + l];
		double factor = lot_factor(lot, share->start);
		for (uint32_t r = 0; r < lot->ranged.count; r++) {
			struct ranged ranged = share->ranged[lot->ranged.first + r];
			struct range range = model_count_range(model, ranged.count);
			seed += count_seed(model, ranged);
			sum_add(&mean, factor * range_mean(range));
			sum_add(&variance, factor * factor * pert_variance(range));
		}
	}
	draws_add_normal(&luck->draws, seed, sum_value(&mean), sum_value(&variance), out);
}

/* The ranged counts of some lots of one driver and source, strategy by strategy; false: there are none. */
static bool add_counts(struct luck *luck, const struct share *share, struct slice lots, double *out)
{
	bool any = false;
	for (uint32_t l = 0; l < lots.count;) {
		struct slice alike = {lots.first + l, 0};
		uint32_t ranged = 0;
		enum strategy strategy = share->lots[alike.first].strategy;
		for (; l < lots.count && share->lots[lots.first + l].strategy == strategy; l++, alike.count++)
			ranged += share->lots[lots.first + l].ranged.count;
		if (ranged > MOST_SINGLE_COUNTS)
			add_counts_together(luck, share, alike, out);
		else if (ranged > 0)
			add_counts_singly(luck, share, alike, out);
		any = any || ranged > 0;
	}
	return any;
}

static double *find_category(struct share_draws *draws, enum category category)
{
	if (draws->categories[category] == NULL)
		draws->categories[category] = memory_zero(DRAWS, sizeof(double));
	return draws->categories[category];
}

static void draw_amount(struct share_draws *draws, struct luck *luck, const struct share *share,
			const struct amount *amount)
{
	const struct driver *driver = &luck->ground->model->drivers[amount->driver];
	double counts[DRAWS] = {0};
	if (!add_counts(luck, share, amount->lots, counts))
		return;
	double *out = find_category(draws, driver->category);
	struct wave unit = {.level = amount->price};
	if (driver->basis != BASIS_PRICE)
		unit = luck_unit(luck, amount->driver);
	if (unit.draws == NULL)
		vector_add(counts, unit.level, out);
	else
		add_product(counts, unit.draws, out);
}

static void draw_volumes(struct share_draws *draws, struct luck *luck, const struct share *share)
{
	draws->touch_count = share->touch_count;
	draws->volumes = memory_zero(share->touch_count, sizeof *draws->volumes);
	for (uint32_t t = 0; t < share->touch_count; t++) {
		double *volume_tb = memory_zero(DRAWS, sizeof *volume_tb);
		if (add_counts(luck, share, share->touches[t].data, volume_tb)) {
			draws->volumes[t] = volume_tb;
			continue;
		}
		free(volume_tb);
	}
}

static void draw_total(struct share_draws *draws)
{
	for (int c = 0; c < CATEGORY_COUNT; c++) {
		if (draws->categories[c] == NULL)
			continue;
		if (draws->total == NULL)
			draws->total = memory_zero(DRAWS, sizeof *draws->total);
		vector_add(draws->categories[c], 1, draws->total);
	}
}

bool share_is_drawn(const struct share_draws *draws, const struct share *share)
{
	return draws->known && (draws->start == share->start || !share->grows);
}

void share_draw(struct share_draws *draws, struct luck *luck, const struct share *share, const char *extra)
{
	share_draws_clear(draws);
	for (uint32_t a = 0; a < share->amount_count; a++)
		draw_amount(draws, luck, share, &share->amounts[a]);
	if (!range_is_constant(share->extra))
		draws_add_pert(&luck->draws, draws_seed_add(draws_seed("extra:"), extra), share->extra, 1,
			       find_category(draws, CATEGORY_REBUILDING));
	draw_total(draws);
	draw_volumes(draws, luck, share);
	draws->known = true;
	draws->start = share->start;
}

void share_draws_clear(struct share_draws *draws)
{
	for (int c = 0; c < CATEGORY_COUNT; c++)
		free(draws->categories[c]);
	for (uint32_t t = 0; t < draws->touch_count; t++)
		free(draws->volumes[t]);
	free(draws->volumes);
	free(draws->total);
	*draws = (struct share_draws){0};
}
