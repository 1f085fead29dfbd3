/* How few the spend rests on (spec.md section 7): HHI by root, and the heaviest provider of each layer. */
#include "core/base/memory.h"
#include "core/figures/reach.h"

#include <stdlib.h>
#include <string.h>

static double total_spend(const struct spend *spend, uint32_t count)
{
	struct sum total = {0};
	for (uint32_t o = 0; o < count; o++)
		sum_add(&total, spend[o].monthly);
	return sum_value(&total);
}

/* Sum of the squared shares in per cent; NAN when nothing is spent. */
static double find_index(const struct model *model, const struct spend *spend)
{
	double total = total_spend(spend, model->offering_count);
	if (!(total > 0))
		return NAN;
	struct sum *roots = memory_zero(model->provider_count, sizeof *roots);
	for (uint32_t o = 0; o < model->offering_count; o++)
		sum_add(&roots[model->providers[model->offerings[o].provider].root], spend[o].monthly);
	struct sum index = {0};
	for (uint32_t p = 0; p < model->provider_count; p++) {
		double percent = 100 * (sum_value(&roots[p]) / total);
		sum_add(&index, percent * percent);
	}
	free(roots);
	return sum_value(&index);
}

/* What of the spend fails with each provider: [provider_count], the caller's. */
static struct sum *find_resting(struct analysis *analysis, const struct spend *spend)
{
	const struct model *model = analysis->model;
	uint32_t words = analysis->structure->words;
	struct sum *resting = memory_zero(model->provider_count, sizeof *resting);
	for (uint32_t o = 0; o < model->offering_count; o++) {
		if (!(spend[o].monthly > 0))
			continue;
		const uint64_t *bits = analysis_rests_bits(analysis, o);
		for (uint32_t p = set_next(bits, words, 0); p != UINT32_MAX; p = set_next(bits, words, p + 1))
			sum_add(&resting[p], spend[o].monthly);
	}
	return resting;
}

struct heaviest {
	uint32_t provider; /* NONE: no spend of this layer */
	double share;
};

/* Providers are asked in order of id, so that the first of equals stays. */
static void find_heaviest(struct analysis *analysis, const struct spend *spend, struct heaviest *layers)
{
	const struct model *model = analysis->model;
	const struct named *order = analysis_provider_order(analysis);
	double total = total_spend(spend, model->offering_count);
	struct sum *resting = find_resting(analysis, spend);
	for (unsigned kind = 0; kind < PROVIDER_KIND_COUNT; kind++)
		layers[kind] = (struct heaviest){NONE, NAN};
	for (uint32_t i = 0; i < model->provider_count; i++) {
		uint32_t p = order[i].index;
		struct heaviest *layer = &layers[model->providers[p].kind];
		double share = sum_value(&resting[p]) / total;
		if (share > (layer->provider == NONE ? 0 : layer->share))
			*layer = (struct heaviest){p, share};
	}
	free(resting);
}

/* Kinds that have a layer, by name. */
static void list_layers(struct concentration *concentration, const struct heaviest *before,
			const struct heaviest *after)
{
	struct named kinds[PROVIDER_KIND_COUNT];
	for (uint32_t kind = 0; kind < PROVIDER_KIND_COUNT; kind++)
		kinds[kind] = (struct named){provider_kind_name((enum provider_kind)kind), kind};
	order_by_id(kinds, PROVIDER_KIND_COUNT);
	for (uint32_t i = 0; i < PROVIDER_KIND_COUNT; i++) {
		uint32_t kind = kinds[i].index;
		if (before[kind].provider == NONE && after[kind].provider == NONE)
			continue;
		concentration->layers[concentration->layer_count++] =
			(struct layer){(enum provider_kind)kind, before[kind].provider, after[kind].provider,
				       before[kind].share, after[kind].share};
	}
}

const struct concentration *analysis_concentration(struct analysis *analysis)
{
	struct structure *structure = analysis->structure;
	struct concentration *concentration = &structure->concentration;
	if (structure->concentration_known && structure->concentration_version == analysis->version)
		return concentration;
	const struct spend *today = analysis_spend(analysis, false), *after = analysis_spend(analysis, true);
	struct heaviest layers_before[PROVIDER_KIND_COUNT], layers_after[PROVIDER_KIND_COUNT];
	find_heaviest(analysis, today, layers_before);
	find_heaviest(analysis, after, layers_after);
	*concentration = (struct concentration){.before = find_index(analysis->model, today),
						.after = find_index(analysis->model, after)};
	list_layers(concentration, layers_before, layers_after);
	structure->concentration_known = true;
	structure->concentration_version = analysis->version;
	return concentration;
}
