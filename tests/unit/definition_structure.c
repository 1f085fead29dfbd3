#include "tests/unit/definition_structure.h"

#include "core/base/memory.h"
#include "tests/unit/definition.h"

#include <stdlib.h>
#include <string.h>

struct scene {
	const struct plan *plan;
	const struct model *model;
	uint32_t *mover; /* [binding_count] */
	struct defined_structure *out;
};

static uint32_t placed_on(const struct scene *s, uint32_t binding)
{
	uint32_t mover = s->mover[binding];
	return mover == NONE ? s->model->bindings[binding].offering : s->plan->migrations[mover]->to;
}

static double monthly_of(const struct scene *s, uint32_t binding)
{
	bool assumed;
	return define_monthly(s->plan, binding, s->mover[binding], &assumed);
}

/* --- who fails ---------------------------------------------------------------------------------- */

static bool support_fails(const struct model *model, struct support support, uint32_t p, const bool *failed)
{
	return support.is_provider ? model_is_part_of(model, support.index, p) : failed[support.index];
}

static bool offering_fails(const struct model *model, uint32_t o, uint32_t p, const bool *failed)
{
	if (model_is_part_of(model, model->offerings[o].provider, p))
		return true;
	struct slice groups = model->offerings[o].runs_on;
	for (uint32_t g = 0; g < groups.count; g++) {
		struct slice group = model->support_groups[groups.first + g];
		bool all = true;
		for (uint32_t i = 0; i < group.count; i++)
			all = all && support_fails(model, model->supports[group.first + i], p, failed);
		if (all)
			return true;
	}
	return false;
}

static void fail_offerings(const struct model *model, uint32_t p, bool *failed)
{
	for (bool changed = true; changed;) {
		changed = false;
		for (uint32_t o = 0; o < model->offering_count; o++)
			if (!failed[o] && offering_fails(model, o, p, failed))
				failed[o] = changed = true;
	}
}

static bool component_fails(const struct scene *s, uint32_t c, const bool *offerings, const bool *failed)
{
	const struct component *component = &s->model->components[c];
	for (uint32_t k = component[0].first_binding; k < component[1].first_binding; k++)
		if (!s->model->bindings[k].optional && offerings[placed_on(s, k)])
			return true;
	for (uint32_t i = component[0].first_depends_on; i < component[1].first_depends_on; i++)
		if (failed[s->model->depends_on[i]])
			return true;
	return false;
}

static void fail_components(const struct scene *s, const bool *offerings, bool *failed)
{
	for (bool changed = true; changed;) {
		changed = false;
		for (uint32_t c = 0; c < s->model->component_count; c++)
			if (!failed[c] && component_fails(s, c, offerings, failed))
				failed[c] = changed = true;
	}
}

static struct reach reach_of(const struct scene *s, const bool *failed)
{
	struct reach reach = {0, 0};
	for (uint32_t c = 0; c < s->model->component_count; c++) {
		reach.components += failed[c];
		for (uint32_t k = s->model->components[c].first_binding;
		     k < s->model->components[c + 1].first_binding; k++)
			reach.monthly += failed[c] ? monthly_of(s, k) : 0;
	}
	return reach;
}

/* --- how few the spend rests on ------------------------------------------------------------------ */

static double spend_of_root(const struct scene *s, uint32_t root)
{
	double monthly = 0;
	for (uint32_t o = 0; o < s->model->offering_count; o++)
		if (model_is_part_of(s->model, s->model->offerings[o].provider, root))
			monthly += s->out->spend[o];
	return monthly;
}

static double total_of(const struct scene *s)
{
	double total = 0;
	for (uint32_t o = 0; o < s->model->offering_count; o++)
		total += s->out->spend[o];
	return total;
}

static double index_of(const struct scene *s, double total)
{
	double index = 0;
	for (uint32_t p = 0; p < s->model->provider_count; p++) {
		double share = s->model->providers[p].parent == NONE ? spend_of_root(s, p) / total : 0;
		index += 1e4 * share * share;
	}
	return total > 0 ? index : NAN;
}

/* Equal spend is equal to a hair: sums of the same in another order. */
static void put_layer(const struct scene *s, uint32_t p, double share)
{
	const struct provider *providers = s->model->providers;
	struct defined_layer *layer = &s->out->layers[providers[p].kind];
	if (!(share > 0))
		return;
	bool equal = layer->provider != NONE && share - layer->share < 1e-12 && layer->share - share < 1e-12;
	if (layer->provider == NONE || (!equal && share > layer->share) ||
	    (equal && strcmp(providers[p].id, providers[layer->provider].id) < 0))
		*layer = (struct defined_layer){p, share};
}

static void find_layers(const struct scene *s, double total)
{
	uint32_t offerings = s->model->offering_count;
	for (unsigned kind = 0; kind < PROVIDER_KIND_COUNT; kind++)
		s->out->layers[kind].provider = NONE;
	for (uint32_t p = 0; p < s->model->provider_count; p++) {
		double resting = 0;
		for (uint32_t o = 0; o < offerings; o++)
			resting += s->out->rests[p * offerings + o] ? s->out->spend[o] : 0;
		put_layer(s, p, resting / total);
	}
}

/* --- the whole ----------------------------------------------------------------------------------- */

void define_structure(const struct plan *plan, const struct choice *choice, struct defined_structure *out)
{
	const struct model *model = plan->model;
	struct choice nothing;
	choice_init(&nothing);
	struct scene s = {plan, model, memory_new(model->binding_count, sizeof(uint32_t)), out};
	size_t offerings = model->offering_count, components = model->component_count;
	out->rests = memory_zero(model->provider_count * offerings, sizeof *out->rests);
	out->fails = memory_zero(model->provider_count * components, sizeof *out->fails);
	out->reach = memory_zero(model->provider_count, sizeof *out->reach);
	out->spend = memory_zero(offerings, sizeof *out->spend);
	define_movers(plan, choice != NULL ? choice : &nothing, s.mover);
	for (uint32_t p = 0; p < model->provider_count; p++) {
		fail_offerings(model, p, out->rests + p * offerings);
		fail_components(&s, out->rests + p * offerings, out->fails + p * components);
		out->reach[p] = reach_of(&s, out->fails + p * components);
	}
	for (uint32_t k = 0; k < model->binding_count; k++)
		out->spend[placed_on(&s, k)] += monthly_of(&s, k);
	out->concentration = index_of(&s, total_of(&s));
	find_layers(&s, total_of(&s));
	free(s.mover);
}

void defined_structure_clear(struct defined_structure *structure)
{
	free(structure->rests);
	free(structure->fails);
	free(structure->reach);
	free(structure->spend);
}

double define_exposure(const struct plan *plan, const struct defined_structure *structure,
		       const struct loop *loop)
{
	uint32_t offerings = plan->model->offering_count;
	double exposure = 0;
	for (uint32_t o = 0; o < offerings; o++) {
		bool sits = false;
		for (uint32_t i = 0; i < loop->length; i++)
			sits = sits || (!loop->nodes[i].is_offering &&
					structure->rests[loop->nodes[i].index * offerings + o]);
		exposure += sits ? structure->spend[o] : 0;
	}
	return exposure;
}
