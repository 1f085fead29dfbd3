#include "core/figures/alignment.h"

#include "core/figures/parts.h"

static double own_stance(const struct model *model, uint32_t provider, uint32_t need)
{
	struct slice stances = model->providers[provider].stances;
	for (uint32_t i = 0; i < stances.count; i++)
		if (model->stances[stances.first + i].need == need)
			return model->stances[stances.first + i].value;
	return NAN;
}

double analysis_stance(const struct model *model, uint32_t provider, uint32_t need, uint32_t *from)
{
	for (uint32_t p = provider; p != NONE; p = model->providers[p].parent) {
		double stance = own_stance(model, p, need);
		if (isnan(stance))
			continue;
		if (from != NULL)
			*from = p;
		return stance;
	}
	if (from != NULL)
		*from = NONE;
	return NAN;
}

struct alignment alignment_find(const struct model *model, uint32_t provider)
{
	struct sum weights = {0}, known = {0}, stances = {0};
	for (uint32_t n = 0; n < model->need_count; n++) {
		double weight = model->needs[n].weight;
		if (!(weight > 0))
			continue;
		sum_add(&weights, weight);
		double stance = analysis_stance(model, provider, n, NULL);
		if (isnan(stance))
			continue;
		sum_add(&known, weight);
		sum_add(&stances, weight * stance);
	}
	double all = sum_value(&weights);
	if (!(all > 0))
		return (struct alignment){NAN, NAN};
	return (struct alignment){100 * sum_value(&stances) / (2 * all), sum_value(&known) / all};
}
