/* Who of one's own spend sits on a loop (spec.md section 9). */
#include "core/base/memory.h"
#include "core/figures/loops.h"
#include "core/figures/spend.h"

#include <stdlib.h>
#include <string.h>

static void put_providers(const struct loop *loop, uint64_t *bits, uint32_t words)
{
	memset(bits, 0, words * sizeof *bits);
	for (uint32_t i = 0; i < loop->length; i++)
		if (!loop->nodes[i].is_offering)
			set_put(bits, loop->nodes[i].index);
}

/* Spend by the set of providers that it rests on: offerings are many, their sets few. */
struct layers {
	struct set_table sets;
	struct sum *spend; /* [sets.count] */
};

static void make_layers(struct analysis *analysis, bool after, struct layers *layers)
{
	uint32_t count = analysis->model->offering_count;
	const struct spend *spend = analysis_spend(analysis, after);
	set_table_init(&layers->sets, analysis_provider_words(analysis));
	layers->spend = memory_zero((size_t)count + 1, sizeof *layers->spend);
	for (uint32_t o = 0; o < count; o++)
		if (spend[o].monthly > 0)
			sum_add(&layers->spend[set_table_add(&layers->sets,
							     analysis_rests_bits(analysis, o))],
				spend[o].monthly);
}

static double find_exposure(const struct layers *layers, const uint64_t *on_loop)
{
	struct sum exposure = {0};
	for (uint32_t s = 0; s < layers->sets.count; s++) {
		if (!set_meets(set_table_bits(&layers->sets, s), on_loop, layers->sets.words))
			continue;
		sum_add(&exposure, layers->spend[s].total);
		sum_add(&exposure, layers->spend[s].rest);
	}
	return sum_value(&exposure);
}

void loops_find_exposure(struct analysis *analysis, const struct loop *loops, uint32_t count, bool after,
			 double *out)
{
	uint32_t words = analysis_provider_words(analysis);
	uint64_t *on_loop = memory_new(words, sizeof *on_loop);
	struct layers layers;
	make_layers(analysis, after, &layers);
	for (uint32_t i = 0; i < count; i++) {
		put_providers(&loops[i], on_loop, words);
		out[i] = find_exposure(&layers, on_loop);
	}
	set_table_clear(&layers.sets);
	free(layers.spend);
	free(on_loop);
}

double analysis_loop_exposure_after(struct analysis *analysis, const struct loop *loop)
{
	double exposure;
	loops_find_exposure(analysis, loop, 1, true, &exposure);
	return exposure;
}

bool analysis_loop_assumed_after(struct analysis *analysis, const struct loop *loop)
{
	const struct spend *spend = analysis_spend(analysis, true);
	for (uint32_t o = 0; o < analysis->model->offering_count; o++)
		if (spend[o].assumed > 0 && analysis_offering_on_loop(analysis, o, loop))
			return true;
	return false;
}

bool analysis_offering_on_loop(struct analysis *analysis, uint32_t offering, const struct loop *loop)
{
	const uint64_t *rests = analysis_rests_bits(analysis, offering);
	for (uint32_t i = 0; i < loop->length; i++)
		if (!loop->nodes[i].is_offering && set_has(rests, loop->nodes[i].index))
			return true;
	return false;
}
