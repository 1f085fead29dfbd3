#include "core/figures/overlap.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

void overlap_init(struct overlap *overlap, uint32_t item_count)
{
	*overlap = (struct overlap){.item_count = item_count};
}

void overlap_clear(struct overlap *overlap)
{
	for (uint32_t m = 0; m < overlap->member_count; m++)
		free(overlap->members[m].classes);
	free(overlap->members);
	free(overlap->classes);
	free(overlap->children);
	free(overlap->class_of);
	*overlap = (struct overlap){0};
}

static uint32_t add_class(struct overlap *overlap, uint32_t parent, uint32_t member, enum strategy mark)
{
	size_t count = overlap->class_count;
	overlap->classes =
		memory_grow(overlap->classes, count, &overlap->class_capacity, sizeof *overlap->classes);
	overlap->children =
		memory_grow(overlap->children, count, &overlap->children_capacity, sizeof *overlap->children);
	overlap->classes[count] = (struct overlap_class){.parent = parent, .member = member, .mark = mark};
	overlap->children[count].of = NONE;
	return (uint32_t)overlap->class_count++;
}

static void prepare(struct overlap *overlap, uint32_t member)
{
	if (overlap->class_of == NULL) {
		overlap->class_of = memory_zero(overlap->item_count, sizeof *overlap->class_of);
		add_class(overlap, NONE, NONE, STRATEGY_REHOST);
	}
	if (member < overlap->member_count)
		return;
	uint32_t count = member + 1 + member / 2;
	overlap->members = memory_resize(overlap->members, count, sizeof *overlap->members);
	memset(overlap->members + overlap->member_count, 0,
	       (count - overlap->member_count) * sizeof *overlap->members);
	overlap->member_count = count;
}

/* Enters a new class in the lists of all its members. */
static void enter_class(struct overlap *overlap, uint32_t class)
{
	for (uint32_t c = class; c != 0; c = overlap->classes[c].parent) {
		struct overlap_member *list = &overlap->members[overlap->classes[c].member];
		list->classes =
			memory_grow(list->classes, list->count, &list->capacity, sizeof *list->classes);
		list->classes[list->count++] = class;
	}
}

/* The class of those of `parent` that the member being added touches with this mark. */
static uint32_t find_child(struct overlap *overlap, uint32_t parent, uint32_t member, enum strategy mark)
{
	struct overlap_children *children = &overlap->children[parent];
	if (children->of != member) {
		children->of = member;
		for (int m = 0; m < STRATEGY_COUNT; m++)
			children->class[m] = NONE;
	}
	if (children->class[mark] != NONE)
		return children->class[mark];
	uint32_t child = add_class(overlap, parent, member, mark);
	overlap->children[parent].class[mark] = child; /* they may have moved */
	enter_class(overlap, child);
	return child;
}

void overlap_add(struct overlap *overlap, uint32_t member, const struct overlap_item *items, uint32_t count)
{
	prepare(overlap, member);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t *class = &overlap->class_of[items[i].item];
		uint32_t child = find_child(overlap, *class, member, items[i].mark);
		if (*class != 0)
			overlap->classes[*class].weight -= items[i].weight;
		overlap->classes[child].weight += items[i].weight;
		*class = child;
	}
}

const uint32_t *overlap_classes(const struct overlap *overlap, uint32_t member, size_t *count)
{
	*count = member < overlap->member_count ? overlap->members[member].count : 0;
	return *count > 0 ? overlap->members[member].classes : NULL;
}

/* --- what is on ------------------------------------------------------------------------------- */

void overlap_state_init(struct overlap_state *state, const struct overlap *overlap)
{
	*state = (struct overlap_state){.overlap = overlap};
}

void overlap_state_clear(struct overlap_state *state)
{
	free(state->furthest);
	free(state->on);
	*state = (struct overlap_state){0};
}

/*
 * Follows what was added since. A new class begins in the state of its parent, because the member
 * that made it was never on; so the weights stay as they are.
 */
static void catch_up(struct overlap_state *state)
{
	const struct overlap *overlap = state->overlap;
	uint32_t classes = (uint32_t)overlap->class_count;
	if (state->class_count == classes && state->member_count == overlap->member_count)
		return;
	state->furthest = memory_resize(state->furthest, classes, sizeof *state->furthest);
	for (; state->class_count < classes; state->class_count++) {
		uint32_t c = state->class_count;
		state->furthest[c] = c == 0 ? 0 : state->furthest[overlap->classes[c].parent];
	}
	state->on = memory_resize(state->on, overlap->member_count, sizeof *state->on);
	for (; state->member_count < overlap->member_count; state->member_count++)
		state->on[state->member_count] = false;
}

/* The furthest mark + 1 of a class if `member` were on or off. */
static uint8_t furthest_of(const struct overlap_state *state, uint32_t class, uint32_t member, bool on)
{
	uint8_t furthest = 0;
	const struct overlap_class *classes = state->overlap->classes;
	for (uint32_t c = class; c != 0; c = classes[c].parent) {
		bool is_on = classes[c].member == member ? on : state->on[classes[c].member];
		if (is_on && classes[c].mark + 1u > furthest)
			furthest = (uint8_t)(classes[c].mark + 1u);
	}
	return furthest;
}

void overlap_state_switch(struct overlap_state *state, uint32_t member, bool on)
{
	size_t count;
	const uint32_t *classes = overlap_classes(state->overlap, member, &count);
	if (count == 0)
		return;
	catch_up(state);
	if (state->on[member] == on)
		return;
	state->on[member] = on;
	for (size_t i = 0; i < count; i++) {
		uint32_t c = classes[i];
		uint8_t before = state->furthest[c], after = furthest_of(state, c, member, on);
		if (before > 0)
			state->weight[before - 1] -= state->overlap->classes[c].weight;
		if (after > 0)
			state->weight[after - 1] += state->overlap->classes[c].weight;
		state->furthest[c] = after;
	}
}

void overlap_state_try(struct overlap_state *state, uint32_t member, int64_t change[STRATEGY_COUNT])
{
	size_t count;
	const uint32_t *classes = overlap_classes(state->overlap, member, &count);
	if (count == 0)
		return;
	catch_up(state);
	for (size_t i = 0; i < count; i++) {
		int64_t weight = (int64_t)state->overlap->classes[classes[i]].weight;
		uint8_t before = state->furthest[classes[i]];
		uint8_t after = furthest_of(state, classes[i], member, !state->on[member]);
		if (before > 0)
			change[before - 1] -= weight;
		if (after > 0)
			change[after - 1] += weight;
	}
}

bool overlap_state_meets(const struct overlap_state *state, uint32_t member)
{
	size_t count;
	const uint32_t *classes = overlap_classes(state->overlap, member, &count);
	const struct overlap_class *all = state->overlap->classes;
	for (size_t i = 0; i < count; i++)
		for (uint32_t c = classes[i]; c != 0 && all[classes[i]].weight > 0; c = all[c].parent)
			if (all[c].member != member && all[c].member < state->member_count &&
			    state->on[all[c].member])
				return true;
	return false;
}
