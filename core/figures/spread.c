#include "core/figures/costing.h"

#include "core/base/memory.h"
#include "core/figures/draw_tree.h"
#include "core/figures/select.h"

#include <stdlib.h>
#include <string.h>

/*
 * A category by draw is
 *
 *   level + sum of scale * wave + the tree's sum of what the shares' own ranges add,
 *
 * where the waves are what all moves share, each with one scale for the whole set. So what is no
 * range of a share's own costs nothing by draw. A category is made again only when one of these
 * changed.
 */
struct term {
	struct wave wave;
	double scale;
};

/* A recipe says what a category is made of; two that are equal make the same draws. */
struct recipe {
	double level;
	struct term *terms;
	size_t count, capacity;
};

struct band { /* a category, or the total */
	struct recipe recipe;
	bool known, varies;
	double *draws; /* [DRAWS]; NULL until it varies */
	struct quantiles quantiles;
};

/* The egress charge of one provider by draw, and what it was made from. */
struct egress_draws {
	uint64_t stamp; /* of the party */
	bool free;
	double constant_tb;
	const double **volumes; /* [count] of the shares that are on, in order; borrowed */
	size_t count, capacity;
	double *draws; /* [DRAWS]; NULL: `level` in every draw */
	double level;
};

struct spreading {
	uint64_t version;
	struct luck luck;
	struct share_draws *shares; /* [count] by slot */
	bool *on;                   /* [count] what the tree holds */
	uint32_t count, start;
	struct draw_tree tree;
	struct egress_draws *egress; /* [provider_count] */
	struct sum *counts;          /* [driver_count] scratch: constant counts of the set */
	struct band bands[CATEGORY_COUNT];
	double *totals, *npvs;
	struct spread spread;
};

static void recipe_add(struct recipe *recipe, struct wave wave, double scale)
{
	if (wave.draws == NULL)
		recipe->level += wave.level * scale;
	if (wave.draws == NULL || scale == 0)
		return;
	recipe->terms = memory_grow(recipe->terms, recipe->count, &recipe->capacity, sizeof *recipe->terms);
	recipe->terms[recipe->count++] = (struct term){wave, scale};
}

static bool recipe_equal(const struct recipe *a, const struct recipe *b)
{
	if (a->level != b->level || a->count != b->count)
		return false;
	for (size_t t = 0; t < a->count; t++)
		if (a->terms[t].wave.draws != b->terms[t].wave.draws || a->terms[t].scale != b->terms[t].scale)
			return false;
	return true;
}

static void recipe_clear(struct recipe *recipe)
{
	free(recipe->terms);
	*recipe = (struct recipe){0};
}

/* --- the shares ------------------------------------------------------------------------------- */

static void grow_slots(struct spreading *s, uint32_t count)
{
	if (count <= s->count)
		return;
	s->shares = memory_resize(s->shares, count, sizeof *s->shares);
	s->on = memory_resize(s->on, count, sizeof *s->on);
	for (; s->count < count; s->count++) {
		s->shares[s->count] = (struct share_draws){0};
		s->on[s->count] = false;
	}
	draw_tree_make_room(&s->tree, count);
}

/* Brings the tree to what is on. */
static void follow_shares(struct spreading *s, const struct tally *tally, const struct plan *plan)
{
	bool moved = s->start != tally->start; /* in time: every count grows */
	grow_slots(s, tally->count);
	for (uint32_t p = 0; moved && p < tally->ground->model->provider_count; p++)
		s->egress[p].stamp = 0;
	s->start = tally->start;
	for (uint32_t slot = 0; slot < tally->count; slot++) {
		bool on = tally->on[slot];
		if (on && (moved || !s->on[slot])) {
			share_draw(&s->shares[slot], &s->luck, tally->shares[slot], plan->migrations[slot]->id);
			draw_tree_put(&s->tree, slot, &s->shares[slot]);
		} else if (!on && s->on[slot]) {
			draw_tree_put(&s->tree, slot, NULL);
		}
		s->on[slot] = on;
	}
}

/* --- egress ----------------------------------------------------------------------------------- */

static bool volumes_equal(const struct egress_draws *a, const struct egress_draws *b)
{
	return a->free == b->free && a->constant_tb == b->constant_tb && a->count == b->count &&
	       (a->count == 0 || memcmp(a->volumes, b->volumes, a->count * sizeof *a->volumes) == 0);
}

static struct egress_draws gather_volumes(const struct spreading *s, const struct tally *tally, uint32_t provider)
{
	const struct tally_party *party = &tally->parties[provider];
	struct egress_draws now = {.stamp = party->stamp, .free = party->free, .constant_tb = party->constant_tb};
	for (size_t e = 0; e < party->count && !party->free; e++) {
		struct tally_entry entry = party->entries[e];
		const double *volume = tally->on[entry.slot] ? s->shares[entry.slot].volumes[entry.touch] : NULL;
		if (volume == NULL)
			continue;
		now.volumes = memory_grow(now.volumes, now.count, &now.capacity, sizeof *now.volumes);
		now.volumes[now.count++] = volume;
	}
	return now;
}

static void fill_egress(struct egress_draws *egress, const struct ground *ground, uint32_t provider)
{
	if (egress->count == 0) {
		egress->level = egress->free ? 0 : ground_egress(ground, provider, egress->constant_tb);
		return;
	}
	egress->draws = memory_new(DRAWS, sizeof *egress->draws);
	for (uint32_t k = 0; k < DRAWS; k++)
		egress->draws[k] = egress->constant_tb;
	for (size_t v = 0; v < egress->count; v++)
		wave_add((struct wave){.draws = egress->volumes[v]}, 1, egress->draws);
	for (uint32_t k = 0; k < DRAWS; k++)
		egress->draws[k] = ground_egress(ground, provider, egress->draws[k]);
}

/* True when it is another one than before. */
static bool update_egress(struct spreading *s, const struct tally *tally, uint32_t provider)
{
	struct egress_draws *egress = &s->egress[provider];
	if (egress->stamp == tally->parties[provider].stamp)
		return false;
	struct egress_draws now = gather_volumes(s, tally, provider);
	if (egress->stamp != 0 && volumes_equal(egress, &now)) {
		free(now.volumes);
		egress->stamp = now.stamp;
		return false;
	}
	free(egress->volumes);
	free(egress->draws);
	*egress = now;
	fill_egress(egress, tally->ground, provider);
	return true;
}

/* --- recipes ---------------------------------------------------------------------------------- */

static void add_share(struct spreading *s, struct recipe *recipes, const struct model *model, const struct share *share)
{
	for (uint32_t a = 0; a < share->amount_count; a++) {
		const struct amount *amount = &share->amounts[a];
		const struct driver *driver = &model->drivers[amount->driver];
		if (driver->basis == BASIS_PRICE)
			recipes[driver->category].level += amount->constant * amount->price;
		else
			sum_add(&s->counts[amount->driver], amount->constant);
	}
	if (range_is_constant(share->extra))
		recipes[CATEGORY_REBUILDING].level += share->extra.likely;
}

static void add_drivers(struct spreading *s, struct recipe *recipes, const struct tally *tally)
{
	const struct model *model = tally->ground->model;
	if (tally->ground->dependents != NULL)
		sum_add(&s->counts[model->dependents],
		        tally_dependents_count(tally->ground, tally->dependents.weight));
	for (uint32_t d = 0; d < model->driver_count; d++) {
		double count = sum_value(&s->counts[d]);
		if (count != 0)
			recipe_add(&recipes[model->drivers[d].category], luck_unit(&s->luck, d), count);
	}
}

/* What all the moves share, with its scale in the set. */
static void write_recipes(struct spreading *s, const struct tally *tally, struct recipe *recipes)
{
	const struct model *model = tally->ground->model;
	struct sum arriving = {0};
	memset(s->counts, 0, model->driver_count * sizeof *s->counts);
	for (uint32_t slot = 0; slot < tally->count; slot++) {
		if (!tally->on[slot])
			continue;
		add_share(s, recipes, model, tally->shares[slot]);
		sum_add(&arriving, tally->shares[slot]->arriving);
	}
	add_drivers(s, recipes, tally);
	if (sum_value(&arriving) != 0)
		recipe_add(&recipes[CATEGORY_PARALLEL], luck_overlap(&s->luck), sum_value(&arriving));
	for (uint32_t i = 0; i < tally->onboarded_count; i++)
		recipe_add(&recipes[CATEGORY_ONBOARDING], luck_onboarding(&s->luck, tally->onboarded[i]), 1);
	for (uint32_t t = 0; t < tally->touched_count; t++) {
		const struct egress_draws *egress = &s->egress[tally->touched[t]];
		recipe_add(&recipes[CATEGORY_TRANSFER], (struct wave){egress->draws, egress->level}, 1);
		recipes[CATEGORY_COMMITMENTS].level += tally->parties[tally->touched[t]].pledges;
	}
}

/* --- bands ------------------------------------------------------------------------------------ */

/* Sums of short runs, and their compensated sum. */
static double mean_of(const double *draws)
{
	enum { RUN = 64 };
	struct sum sum = {0};
	for (uint32_t first = 0; first < DRAWS; first += RUN) {
		double run = 0;
		for (uint32_t k = 0; k < RUN; k++)
			run += draws[first + k];
		sum_add(&sum, run);
	}
	return sum_value(&sum) / DRAWS;
}

static void measure(const double *draws, struct quantiles *quantiles)
{
	uint32_t ranks[] = {select_rank(0.1, DRAWS), select_rank(0.5, DRAWS), select_rank(0.9, DRAWS)};
	double values[3];
	select_ranks(draws, DRAWS, ranks, 3, values);
	*quantiles = (struct quantiles){mean_of(draws), values[0], values[1], values[2]};
}

static void make_band(struct band *band, const double *own)
{
	band->varies = band->recipe.count > 0 || own != NULL;
	if (!band->varies) {
		double level = band->recipe.level;
		band->quantiles = (struct quantiles){level, level, level, level};
		return;
	}
	if (band->draws == NULL)
		band->draws = memory_new(DRAWS, sizeof *band->draws);
	for (uint32_t k = 0; k < DRAWS; k++)
		band->draws[k] = band->recipe.level;
	for (size_t t = 0; t < band->recipe.count; t++)
		wave_add(band->recipe.terms[t].wave, band->recipe.terms[t].scale, band->draws);
	if (own != NULL)
		wave_add((struct wave){.draws = own}, 1, band->draws);
	measure(band->draws, &band->quantiles);
}

/* Takes over the recipes; bands that are not made of the same any more are made again. */
static void update_bands(struct spreading *s, struct recipe *recipes, uint8_t changed)
{
	for (int c = 0; c < CATEGORY_COUNT; c++) {
		struct band *band = &s->bands[c];
		bool same = band->known && !(changed & 1u << c) && recipe_equal(&band->recipe, &recipes[c]);
		recipe_clear(&band->recipe);
		band->recipe = recipes[c];
		if (!same)
			make_band(band, draw_tree_sum(&s->tree, (enum category)c));
		band->known = true;
	}
}

static void fill_totals(struct spreading *s)
{
	double level = 0;
	for (int c = 0; c < CATEGORY_COUNT; c++)
		level += s->bands[c].varies ? 0 : s->bands[c].recipe.level;
	for (uint32_t k = 0; k < DRAWS; k++)
		s->totals[k] = level;
	for (int c = 0; c < CATEGORY_COUNT; c++)
		if (s->bands[c].varies)
			wave_add((struct wave){.draws = s->bands[c].draws}, 1, s->totals);
}

static void fill_spread(struct spreading *s, const struct ground *ground, double saving)
{
	struct spread *spread = &s->spread;
	uint32_t positive = 0;
	double gain = ground_npv(ground, 0, saving, s->start), discount = ground->discount[s->start];
	for (uint32_t k = 0; k < DRAWS; k++) {
		s->npvs[k] = gain - s->totals[k] * discount;
		positive += s->npvs[k] > 0;
	}
	for (int c = 0; c < CATEGORY_COUNT; c++)
		spread->categories[c] = s->bands[c].quantiles;
	measure(s->totals, &spread->total);
	measure(s->npvs, &spread->npv);
	spread->npv_positive = (double)positive / DRAWS;
	spread->totals = s->totals;
	spread->npvs = s->npvs;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct spreading *spreading_new(const struct ground *ground)
{
	struct spreading *s = memory_zero(1, sizeof *s);
	luck_init(&s->luck, ground);
	draw_tree_init(&s->tree);
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
	for (uint32_t p = 0; p < s->luck.ground->model->provider_count; p++) {
		free(s->egress[p].volumes);
		free(s->egress[p].draws);
	}
	for (uint32_t slot = 0; slot < s->count; slot++)
		share_draws_clear(&s->shares[slot]);
	for (int c = 0; c < CATEGORY_COUNT; c++) {
		recipe_clear(&s->bands[c].recipe);
		free(s->bands[c].draws);
	}
	draw_tree_clear(&s->tree);
	luck_clear(&s->luck);
	free(s->egress);
	free(s->counts);
	free(s->shares);
	free(s->on);
	free(s->totals);
	free(s->npvs);
	free(s);
}

const struct spread *analysis_spread(struct analysis *analysis)
{
	struct tally *tally = costing_live(analysis);
	struct costing *costing = analysis->costing;
	if (costing->spreading == NULL)
		costing->spreading = spreading_new(&costing->ground);
	struct spreading *s = costing->spreading;
	if (s->version != analysis->version) {
		struct recipe recipes[CATEGORY_COUNT] = {{0}};
		uint8_t changed;
		follow_shares(s, tally, analysis->plan);
		changed = draw_tree_update(&s->tree);
		for (uint32_t t = 0; t < tally->touched_count; t++)
			if (update_egress(s, tally, tally->touched[t]))
				changed |= (uint8_t)(1u << CATEGORY_TRANSFER);
		write_recipes(s, tally, recipes);
		update_bands(s, recipes, changed);
		fill_totals(s);
		fill_spread(s, tally->ground, costing->evaluation.saving);
		s->version = analysis->version;
	}
	return &s->spread;
}
