#include "core/figures/spread.h"

#include "core/base/memory.h"
#include "core/figures/select.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- the shares ------------------------------------------------------------------------------- */

static void grow_slots(struct spreading *s, uint32_t count)
{
	if (count <= s->count)
		return;
	s->shares = memory_resize(s->shares, count, sizeof *s->shares);
	s->on = memory_resize(s->on, count, sizeof *s->on);
	s->categories_on = memory_resize(s->categories_on, count, sizeof *s->categories_on);
	for (; s->count < count; s->count++) {
		s->shares[s->count] = (struct share_draws){0};
		s->on[s->count] = s->categories_on[s->count] = false;
	}
	draw_sum_make_room(&s->own, count);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		draw_sum_make_room(&s->own_by_category[c], count);
}

static void switch_share(struct spreading *s, uint32_t slot, bool on)
{
	if (s->on[slot] != on)
		draw_sum_put(&s->own, slot, on ? s->shares[slot].total : NULL);
	s->on[slot] = on;
}

static void switch_categories(struct spreading *s, uint32_t slot, bool on)
{
	if (s->categories_on[slot] == on)
		return;
	for (int c = 0; c < CATEGORY_COUNT; c++)
		draw_sum_put(&s->own_by_category[c], slot, on ? s->shares[slot].categories[c] : NULL);
	s->categories_on[slot] = on;
}

/* Its old vectors leave the sums first; new ones of its data are noticed by egress_update only when told. */
static void redraw(struct spreading *s, const struct share *share, uint32_t slot, const char *extra)
{
	if (share_is_drawn(&s->shares[slot], share))
		return;
	switch_share(s, slot, false);
	switch_categories(s, slot, false);
	share_draw(&s->shares[slot], &s->luck, share, extra);
	for (uint32_t t = 0; t < share->touch_count; t++)
		s->egress[share->touches[t].provider].stamp = 0;
}

/* Brings the shares to what is on. */
static void follow_shares(struct spreading *s, const struct tally *tally, const struct plan *plan)
{
	grow_slots(s, tally->count);
	for (uint32_t slot = 0; slot < tally->count; slot++) {
		if (tally->on[slot])
			redraw(s, tally->shares[slot], slot, plan->migrations[slot]->id);
		switch_share(s, slot, tally->on[slot]);
	}
}

/* --- the recipe ------------------------------------------------------------------------------- */

static void recipe_add(struct recipe *recipe, enum category category, struct wave wave, double scale)
{
	if (wave.draws == NULL) {
		recipe->level[category] += wave.level * scale;
		return;
	}
	recipe->terms = memory_grow(recipe->terms, recipe->count, &recipe->capacity, sizeof *recipe->terms);
	recipe->terms[recipe->count++] = (struct term){category, wave.draws, scale};
}

/* The part of a share that is no range of its own. */
static void add_share(struct spreading *s, const struct model *model, const struct share *share)
{
	for (uint32_t a = 0; a < share->amount_count; a++) {
		const struct amount *amount = &share->amounts[a];
		const struct driver *driver = &model->drivers[amount->driver];
		if (driver->basis == BASIS_PRICE)
			s->recipe.level[driver->category] += amount->constant * amount->price;
		else
			sum_add(&s->counts[amount->driver], amount->constant);
	}
	if (range_is_constant(share->extra))
		s->recipe.level[CATEGORY_REBUILDING] += share->extra.likely;
}

static void add_drivers(struct spreading *s, const struct tally *tally)
{
	const struct model *model = tally->ground->model;
	if (tally->ground->dependents != NULL)
		sum_add(&s->counts[model->dependents],
			tally_dependents_count(tally->ground, tally->dependents.weight));
	for (uint32_t d = 0; d < model->driver_count; d++) {
		double count = sum_value(&s->counts[d]);
		if (count != 0)
			recipe_add(&s->recipe, model->drivers[d].category, luck_unit(&s->luck, d), count);
	}
}

static void add_parties(struct spreading *s, const struct tally *tally)
{
	for (uint32_t i = 0; i < tally->onboarded_count; i++)
		recipe_add(&s->recipe, CATEGORY_ONBOARDING, luck_onboarding(&s->luck, tally->onboarded[i]),
			   1);
	for (uint32_t t = 0; t < tally->touched_count; t++) {
		uint32_t provider = tally->touched[t];
		egress_update(s, tally, provider);
		if (s->egress[provider].draws == NULL)
			s->recipe.level[CATEGORY_TRANSFER] += s->egress[provider].level;
		s->recipe.level[CATEGORY_COMMITMENTS] += tally->parties[provider].pledges;
	}
}

static void write_recipe(struct spreading *s, const struct tally *tally)
{
	const struct model *model = tally->ground->model;
	struct sum arriving = {0};
	s->recipe.count = 0;
	memset(s->recipe.level, 0, sizeof s->recipe.level);
	for (uint32_t d = 0; d < model->driver_count; d++)
		s->counts[d] = (struct sum){0, 0};
	for (uint32_t slot = 0; slot < tally->count; slot++) {
		if (!tally->on[slot])
			continue;
		add_share(s, model, tally->shares[slot]);
		sum_add(&arriving, tally->shares[slot]->arriving);
	}
	add_drivers(s, tally);
	if (sum_value(&arriving) != 0)
		recipe_add(&s->recipe, CATEGORY_PARALLEL, luck_overlap(&s->luck), sum_value(&arriving));
	add_parties(s, tally);
}

/* --- measuring -------------------------------------------------------------------------------- */

/* Sums of short runs, and their compensated sum. */
static double mean_of(const double *draws)
{
	enum { RUN = 16 };
	struct sum sum = {0};
	for (uint32_t first = 0; first < DRAWS; first += RUN) {
		double run = 0;
		for (uint32_t k = 0; k < RUN; k++)
			run += draws[first + k];
		sum_add(&sum, run);
	}
	return sum_value(&sum) / DRAWS;
}

static struct quantiles measure(const double *draws)
{
	uint32_t ranks[] = {select_rank(0.1, DRAWS), select_rank(0.5, DRAWS), select_rank(0.9, DRAWS)};
	double values[3];
	select_ranks(draws, DRAWS, ranks, 3, values);
	return (struct quantiles){mean_of(draws), values[0], values[1], values[2]};
}

/* Quantiles of gain - discount * total: those of the total from the other end. */
static void measure_both(const double *totals, double gain, double discount, struct spread *spread)
{
	uint32_t p10 = select_rank(0.1, DRAWS), p50 = select_rank(0.5, DRAWS), p90 = select_rank(0.9, DRAWS);
	uint32_t ranks[] = {p10, DRAWS + 1 - p90, p50, DRAWS + 1 - p50, DRAWS + 1 - p10, p90};
	double mean = mean_of(totals), at[6];
	_Static_assert(DRAWS == 4096 || DRAWS == 128, "the ranks ascend: 410, 410, 2048, 2049, 3687, 3687");
	select_ranks(totals, DRAWS, ranks, 6, at);
	spread->total = (struct quantiles){mean, at[0], at[2], at[5]};
	spread->npv = (struct quantiles){gain - discount * mean, gain - discount * at[4],
					 gain - discount * at[3], gain - discount * at[1]};
}

static void fill_totals(struct spreading *s)
{
	double level = 0;
	for (int c = 0; c < CATEGORY_COUNT; c++)
		level += s->recipe.level[c];
	vector_fill(level, s->totals);
	for (size_t t = 0; t < s->recipe.count; t++)
		vector_add(s->recipe.terms[t].draws, s->recipe.terms[t].scale, s->totals);
	draw_sum_add_to(&s->own, s->totals);
	draw_sum_add_to(&s->egress_sum, s->totals);
}

static void fill_npvs(const double *restrict totals, double gain, double discount, double *restrict npvs)
{
	for (uint32_t k = 0; k < DRAWS; k++)
		npvs[k] = gain - discount * totals[k];
}

static void fill_spread(struct spreading *s, const struct ground *ground, const struct evaluation *evaluation,
			uint32_t start)
{
	double gain = ground_npv(ground, 0, evaluation->saving, start), discount = ground->discount[start];
	uint32_t positive = 0;
	s->spread.rounding = evaluation_rounding(evaluation, ground);
	fill_npvs(s->totals, gain, discount, s->npvs);
	for (uint32_t k = 0; k < DRAWS; k++)
		positive += s->npvs[k] > s->spread.rounding;
	measure_both(s->totals, gain, discount, &s->spread);
	/* Amounts may be so large that no sum of them is a number. */
	s->spread.npv_positive = isfinite(s->spread.npv.mean) ? (double)positive / DRAWS : (double)NAN;
	s->spread.totals = s->totals;
	s->spread.npvs = s->npvs;
}

static bool category_varies(const struct spreading *s, enum category category)
{
	for (size_t t = 0; t < s->recipe.count; t++)
		if (s->recipe.terms[t].category == category)
			return true;
	return s->own_by_category[category].count > 0 ||
	       (category == CATEGORY_TRANSFER && s->egress_sum.count > 0);
}

static struct quantiles measure_category(struct spreading *s, enum category category)
{
	double draws[DRAWS], level = s->recipe.level[category];
	if (!category_varies(s, category))
		return (struct quantiles){level, level, level, level};
	vector_fill(level, draws);
	for (size_t t = 0; t < s->recipe.count; t++)
		if (s->recipe.terms[t].category == category)
			vector_add(s->recipe.terms[t].draws, s->recipe.terms[t].scale, draws);
	draw_sum_add_to(&s->own_by_category[category], draws);
	if (category == CATEGORY_TRANSFER)
		draw_sum_add_to(&s->egress_sum, draws);
	return measure(draws);
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct spreading *spreading_new(const struct ground *ground)
{
	struct spreading *s = memory_zero(1, sizeof *s);
	luck_init(&s->luck, ground);
	draw_sum_init(&s->own);
	draw_sum_init(&s->egress_sum);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		draw_sum_init(&s->own_by_category[c]);
	draw_sum_make_room(&s->egress_sum, ground->model->provider_count);
	s->egress = memory_zero(ground->model->provider_count, sizeof *s->egress);
	s->counts = memory_new(ground->model->driver_count, sizeof *s->counts);
	s->totals = memory_new(DRAWS, sizeof *s->totals);
	s->npvs = memory_new(DRAWS, sizeof *s->npvs);
	return s;
}

void spreading_free(struct spreading *s)
{
	if (s == NULL)
		return;
	for (uint32_t p = 0; p < s->luck.ground->model->provider_count; p++)
		egress_clear(&s->egress[p]);
	for (uint32_t slot = 0; slot < s->count; slot++)
		share_draws_clear(&s->shares[slot]);
	draw_sum_clear(&s->own);
	draw_sum_clear(&s->egress_sum);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		draw_sum_clear(&s->own_by_category[c]);
	luck_clear(&s->luck);
	free(s->recipe.terms);
	free(s->egress);
	free(s->counts);
	free(s->shares);
	free(s->on);
	free(s->categories_on);
	free(s->totals);
	free(s->npvs);
	free(s);
}

static struct spreading *current_spreading(struct analysis *analysis)
{
	struct tally *tally = costing_live(analysis);
	struct costing *costing = analysis->costing;
	if (costing->spreading == NULL)
		costing->spreading = spreading_new(&costing->ground);
	struct spreading *s = costing->spreading;
	if (s->version != analysis->version) {
		follow_shares(s, tally, analysis->plan);
		write_recipe(s, tally);
		fill_totals(s);
		fill_spread(s, tally->ground, &costing->evaluation, tally->start);
		s->version = analysis->version;
	}
	return s;
}

const struct spread *analysis_spread(struct analysis *analysis)
{
	return &current_spreading(analysis)->spread;
}

double spread_share_above(const struct spread *a, const struct spread *b)
{
	double rounding = fmax(a->rounding, b->rounding);
	uint32_t above = 0;
	for (int i = 0; i < DRAWS; i++)
		above += b->npvs[i] > a->npvs[i] + rounding;
	return (double)above / DRAWS;
}

const struct quantiles *analysis_category_spread(struct analysis *analysis)
{
	struct spreading *s = current_spreading(analysis);
	if (s->category_version != analysis->version) {
		for (uint32_t slot = 0; slot < s->count; slot++)
			switch_categories(s, slot, s->on[slot]);
		for (int c = 0; c < CATEGORY_COUNT; c++)
			s->categories[c] = measure_category(s, (enum category)c);
		s->category_version = analysis->version;
	}
	return s->categories;
}
