/* rests(o): the providers that an offering fails with (spec.md section 7). */
#include "core/base/memory.h"
#include "core/figures/reach.h"

#include <stdlib.h>
#include <string.h>

struct resting {
	const struct model *model;
	uint64_t *rests;
	uint32_t words;
	uint64_t *row, *common, *member; /* [words] work */
};

static uint64_t *rests_row(const struct resting *resting, uint32_t offering)
{
	return resting->rests + (size_t)offering * resting->words;
}

/* Whatever is a part of p fails with p: so it fails with itself and with all above it. */
static void put_with_parents(const struct model *model, uint32_t provider, uint64_t *bits)
{
	for (uint32_t p = provider; p != NONE; p = model->providers[p].parent)
		set_put(bits, p);
}

static void put_support(const struct resting *resting, const struct support *support, uint64_t *bits)
{
	if (support->is_provider)
		put_with_parents(resting->model, support->index, bits);
	else
		set_join(bits, rests_row(resting, support->index), resting->words);
}

/* A group fails with those that all of its members fail with. */
static void put_group(struct resting *resting, struct slice group)
{
	if (group.count == 0)
		return;
	const struct support *members = &resting->model->supports[group.first];
	size_t size = resting->words * sizeof *resting->common;
	memset(resting->common, 0, size);
	put_support(resting, &members[0], resting->common);
	for (uint32_t i = 1; i < group.count; i++) {
		memset(resting->member, 0, size);
		put_support(resting, &members[i], resting->member);
		for (uint32_t w = 0; w < resting->words; w++)
			resting->common[w] &= resting->member[w];
	}
	set_join(resting->row, resting->common, resting->words);
}

/* Brings one offering up to date with what it runs on; true when that added something. */
static bool settle_offering(struct resting *resting, uint32_t offering)
{
	const struct model *model = resting->model;
	const struct offering *o = &model->offerings[offering];
	size_t size = resting->words * sizeof *resting->row;
	memset(resting->row, 0, size);
	put_with_parents(model, o->provider, resting->row);
	for (uint32_t g = 0; g < o->runs_on.count; g++)
		put_group(resting, model->support_groups[o->runs_on.first + g]);
	uint64_t *known = rests_row(resting, offering);
	if (memcmp(known, resting->row, size) == 0)
		return false;
	memcpy(known, resting->row, size);
	return true;
}

/*
 * The least fixpoint: everything starts from nothing and only grows. A set comes after those that
 * it runs on, so only members of a circle are looked at more than once.
 */
static void settle_all(struct resting *resting, const struct scc *sets)
{
	for (uint32_t s = 0; s < sets->count; s++) {
		bool circular = scc_size(sets, s) > 1;
		bool changed = true;
		while (changed) {
			changed = false;
			for (uint32_t i = sets->first[s]; i < sets->first[s + 1]; i++)
				changed |= settle_offering(resting, sets->nodes[i]) && circular;
		}
	}
}

static uint32_t count_supports(const struct model *model)
{
	uint32_t count = 0;
	for (uint32_t o = 0; o < model->offering_count; o++) {
		struct slice groups = model->offerings[o].runs_on;
		for (uint32_t g = 0; g < groups.count; g++)
			count += model->support_groups[groups.first + g].count;
	}
	return count;
}

static uint32_t add_offerings_of_group(const struct model *model, struct slice group, uint32_t *to)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < group.count; i++)
		if (!model->supports[group.first + i].is_provider)
			to[count++] = model->supports[group.first + i].index;
	return count;
}

static void make_offering_graph(struct structure *structure, const struct model *model)
{
	uint32_t *first = memory_new((size_t)model->offering_count + 1, sizeof *first);
	uint32_t *to = memory_new(count_supports(model), sizeof *to);
	uint32_t count = 0;
	for (uint32_t o = 0; o < model->offering_count; o++) {
		struct slice groups = model->offerings[o].runs_on;
		first[o] = count;
		for (uint32_t g = 0; g < groups.count; g++)
			count += add_offerings_of_group(model, model->support_groups[groups.first + g],
							to + count);
	}
	first[model->offering_count] = count;
	structure->offering_first = first;
	structure->offering_to = to;
}

struct graph analysis_offering_graph(struct analysis *analysis)
{
	struct structure *structure = analysis->structure;
	if (structure->offering_first == NULL)
		make_offering_graph(structure, analysis->model);
	return (struct graph){analysis->model->offering_count, structure->offering_first,
			      structure->offering_to};
}

const struct scc *analysis_offering_sets(struct analysis *analysis)
{
	struct structure *structure = analysis->structure;
	if (structure->offering_sets.nodes == NULL) {
		struct graph graph = analysis_offering_graph(analysis);
		scc_find(&graph, &structure->offering_sets);
	}
	return &structure->offering_sets;
}

static void find_rests(struct analysis *analysis)
{
	struct structure *structure = analysis->structure;
	const struct model *model = analysis->model;
	struct resting resting = {.model = model, .words = structure->words};
	resting.rests = memory_zero((size_t)model->offering_count, structure->words * sizeof *resting.rests);
	resting.row = memory_new(structure->words, sizeof *resting.row);
	resting.common = memory_new(structure->words, sizeof *resting.common);
	resting.member = memory_new(structure->words, sizeof *resting.member);
	settle_all(&resting, analysis_offering_sets(analysis));
	free(resting.row);
	free(resting.common);
	free(resting.member);
	structure->rests = resting.rests;
}

uint32_t analysis_provider_words(const struct analysis *analysis)
{
	return analysis->structure->words;
}

const uint64_t *analysis_rests_bits(struct analysis *analysis, uint32_t offering)
{
	struct structure *structure = analysis->structure;
	if (structure->rests == NULL)
		find_rests(analysis);
	return structure->rests + (size_t)offering * structure->words;
}

bool analysis_rests(struct analysis *analysis, uint32_t offering, uint32_t provider)
{
	return set_has(analysis_rests_bits(analysis, offering), provider);
}

bool analysis_covers(struct analysis *analysis, uint32_t from, uint32_t to)
{
	return set_is_within(analysis_rests_bits(analysis, from), analysis_rests_bits(analysis, to),
			     analysis->structure->words);
}

bool analysis_leaves_nobody(struct analysis *analysis, const struct migration *migration)
{
	const struct binding *bindings = analysis->model->bindings;
	uint32_t covered = NONE; /* the source that was looked at last: many bindings have the same one */
	for (uint32_t i = 0; i < migration->binding_count; i++) {
		uint32_t source = bindings[migration->bindings[i]].offering;
		if (source == covered)
			continue;
		if (!analysis_covers(analysis, source, migration->to))
			return false;
		covered = source;
	}
	return migration->binding_count > 0;
}
