/* Dependency circles (spec.md section 7): what cannot be moved, or fail, one at a time. */
#include "core/base/memory.h"
#include "core/figures/order.h"
#include "core/figures/reach.h"

#include <stdlib.h>
#include <string.h>

/* One circle while they are sorted. */
struct draft {
	const struct named *members;
	uint32_t count;
	bool of_offerings;
};

struct drafts {
	struct draft *items;
	size_t count, capacity;
	struct named *members; /* of all; room for every component and offering */
	uint32_t member_count;
};

static const char *id_of(const struct model *model, bool of_offerings, uint32_t index)
{
	return of_offerings ? model->offerings[index].id : model_component_id(model, index);
}

static void add_circle(struct drafts *drafts, const struct model *model, bool of_offerings,
		       const uint32_t *nodes, uint32_t count)
{
	struct named *members = drafts->members + drafts->member_count;
	for (uint32_t i = 0; i < count; i++)
		members[i] = (struct named){id_of(model, of_offerings, nodes[i]), nodes[i]};
	order_by_id(members, count);
	drafts->member_count += count;
	drafts->items = memory_grow(drafts->items, drafts->count, &drafts->capacity, sizeof *drafts->items);
	drafts->items[drafts->count++] = (struct draft){members, count, of_offerings};
}

static void add_circles(struct drafts *drafts, const struct model *model, bool of_offerings,
			const struct scc *sets)
{
	for (uint32_t s = 0; s < sets->count; s++) {
		uint32_t first = sets->first[s], count = scc_size(sets, s);
		if (count > 1)
			add_circle(drafts, model, of_offerings, sets->nodes + first, count);
	}
}

/* As lists of ids; a circle of components before one of offerings with the same ids. */
static int compare_drafts(const void *left, const void *right)
{
	const struct draft *a = left, *b = right;
	for (uint32_t i = 0; i < a->count && i < b->count; i++) {
		int by_id = strcmp(a->members[i].id, b->members[i].id);
		if (by_id != 0)
			return by_id;
	}
	if (a->count != b->count)
		return order_of(a->count, b->count);
	return a->of_offerings - b->of_offerings;
}

static struct circles *keep_circles(const struct drafts *drafts, struct arena *arena)
{
	struct circles *circles = arena_new(arena, 1, sizeof *circles);
	uint32_t *members = arena_new(arena, drafts->member_count, sizeof *members);
	struct slice *slices = arena_new(arena, drafts->count, sizeof *slices);
	bool *of_offerings = arena_new(arena, drafts->count, sizeof *of_offerings);
	uint32_t placed = 0;
	for (uint32_t i = 0; i < drafts->count; i++) {
		const struct draft *draft = &drafts->items[i];
		slices[i] = (struct slice){placed, draft->count};
		of_offerings[i] = draft->of_offerings;
		for (uint32_t k = 0; k < draft->count; k++)
			members[placed++] = draft->members[k].index;
	}
	*circles = (struct circles){members, slices, of_offerings, (uint32_t)drafts->count};
	return circles;
}

static uint32_t count_in_circles(const struct scc *sets)
{
	uint32_t count = 0;
	for (uint32_t s = 0; s < sets->count; s++)
		if (scc_size(sets, s) > 1)
			count += scc_size(sets, s);
	return count;
}

const struct circles *analysis_circles(struct analysis *analysis)
{
	struct structure *structure = analysis->structure;
	const struct model *model = analysis->model;
	if (structure->circles != NULL)
		return structure->circles;
	const struct scc *components = analysis_component_sets(analysis);
	const struct scc *offerings = analysis_offering_sets(analysis);
	struct drafts drafts = {0};
	size_t room = (size_t)count_in_circles(components) + count_in_circles(offerings);
	drafts.members = memory_new(room, sizeof *drafts.members);
	add_circles(&drafts, model, false, components);
	add_circles(&drafts, model, true, offerings);
	order_sort(drafts.items, drafts.count, sizeof *drafts.items, compare_drafts);
	structure->circles = keep_circles(&drafts, &structure->arena);
	free(drafts.items);
	free(drafts.members);
	return structure->circles;
}
