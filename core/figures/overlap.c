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
		free(overlap->members[m].touches);
	free(overlap->members);
	free(overlap->classes);
	free(overlap->splits);
	free(overlap->links);
	free(overlap->class_of);
	*overlap = (struct overlap){0};
}

static uint32_t add_class(struct overlap *overlap, uint32_t origin, uint32_t last)
{
	size_t count = overlap->class_count;
	overlap->classes =
		memory_grow(overlap->classes, count, &overlap->class_capacity, sizeof *overlap->classes);
	overlap->splits =
		memory_grow(overlap->splits, count, &overlap->split_capacity, sizeof *overlap->splits);
	overlap->classes[count] = (struct overlap_class){.origin = origin, .last = last};
	overlap->splits[count].of = NONE;
	return (uint32_t)overlap->class_count++;
}

static void prepare(struct overlap *overlap, uint32_t member)
{
	if (overlap->class_of == NULL) {
		overlap->class_of = memory_zero(overlap->item_count, sizeof *overlap->class_of);
		add_class(overlap, NONE, NONE);
	}
	overlap->members =
		memory_reach(overlap->members, member, &overlap->member_count, sizeof *overlap->members);
}

/* Enters a class in the list of one of its members. */
static void touch(struct overlap *overlap, uint32_t member, uint32_t class, enum strategy mark)
{
	struct overlap_member *list = &overlap->members[member];
	list->touches = memory_grow(list->touches, list->count, &list->capacity, sizeof *list->touches);
	list->touches[list->count++] = (struct overlap_touch){class, mark};
}

static void link_member(struct overlap *overlap, uint32_t class, uint32_t member, enum strategy mark)
{
	overlap->links = memory_grow(overlap->links, overlap->link_count, &overlap->link_capacity,
				     sizeof *overlap->links);
	overlap->links[overlap->link_count] =
		(struct overlap_link){member, overlap->classes[class].last, mark};
	overlap->classes[class].last = (uint32_t)overlap->link_count++;
	touch(overlap, member, class, mark);
}

/* A part of a class, without items so far: whoever touches the whole touches it, too. */
static uint32_t split_off(struct overlap *overlap, uint32_t class)
{
	uint32_t part = add_class(overlap, class, overlap->classes[class].last);
	for (uint32_t l = overlap->classes[part].last; l != NONE; l = overlap->links[l].before)
		touch(overlap, overlap->links[l].member, part, overlap->links[l].mark);
	return part;
}

static void count_touched(struct overlap *overlap, uint32_t member, const struct overlap_item *item)
{
	struct overlap_split *split = &overlap->splits[overlap->class_of[item->item]];
	if (split->of != member) {
		split->of = member;
		for (int m = 0; m < STRATEGY_COUNT; m++) {
			split->touched[m] = 0;
			split->class[m] = NONE;
		}
	}
	split->touched[item->mark]++;
}

/* Where the items of a class go that the member being added touches with this mark: to the class itself when
 * nothing else is left in it. */
static uint32_t find_part(struct overlap *overlap, uint32_t class, uint32_t member, enum strategy mark)
{
	const struct overlap_split *split = &overlap->splits[class];
	uint32_t part = split->class[mark];
	if (part != NONE)
		return part;
	bool whole = class != 0 && split->touched[mark] == overlap->classes[class].items;
	part = whole ? class : split_off(overlap, class);
	link_member(overlap, part, member, mark);
	overlap->splits[class].class[mark] = part; /* they may have moved */
	return part;
}

static void move_item(struct overlap *overlap, const struct overlap_item *item, uint32_t to)
{
	uint32_t *class = &overlap->class_of[item->item];
	if (*class != 0) {
		overlap->classes[*class].items--;
		overlap->classes[*class].weight -= item->weight;
	}
	overlap->classes[to].items++;
	overlap->classes[to].weight += item->weight;
	*class = to;
}

void overlap_add(struct overlap *overlap, uint32_t member, const struct overlap_item *items, uint32_t count)
{
	prepare(overlap, member);
	for (uint32_t i = 0; i < count; i++)
		count_touched(overlap, member, &items[i]);
	for (uint32_t i = 0; i < count; i++)
		move_item(overlap, &items[i],
			  find_part(overlap, overlap->class_of[items[i].item], member, items[i].mark));
}

const struct overlap_touch *overlap_touches(const struct overlap *overlap, uint32_t member, size_t *count)
{
	*count = member < overlap->member_count ? overlap->members[member].count : 0;
	return *count > 0 ? overlap->members[member].touches : NULL;
}

/* --- what is on ------------------------------------------------------------------------------- */

void overlap_state_init(struct overlap_state *state, const struct overlap *overlap)
{
	*state = (struct overlap_state){.overlap = overlap};
}

void overlap_state_clear(struct overlap_state *state)
{
	free(state->on_of);
	free(state->on);
	*state = (struct overlap_state){0};
}

/*
 * Follows what was added since. A new class begins in the state of its origin, because the member
 * that made it was never on; so the weights stay as they are.
 */
static void catch_up(struct overlap_state *state)
{
	static const struct overlap_on nobody;
	const struct overlap *overlap = state->overlap;
	uint32_t classes = (uint32_t)overlap->class_count;
	if (state->class_count == classes && state->member_count == overlap->member_count)
		return;
	state->on_of = memory_resize(state->on_of, classes, sizeof *state->on_of);
	for (; state->class_count < classes; state->class_count++) {
		uint32_t c = state->class_count;
		state->on_of[c] = c == 0 ? nobody : state->on_of[overlap->classes[c].origin];
	}
	state->on = memory_resize(state->on, overlap->member_count, sizeof *state->on);
	for (; state->member_count < overlap->member_count; state->member_count++)
		state->on[state->member_count] = false;
}

/* The furthest mark + 1, 0 where no member is on. */
static uint8_t furthest_of(const struct overlap_on *on)
{
	uint8_t furthest = STRATEGY_COUNT;
	while (furthest > 0 && on->members[furthest - 1] == 0)
		furthest--;
	return furthest;
}

/* What a class would be like if one of its members that is off were on, or the other way round. */
static struct overlap_on turned(const struct overlap_state *state, const struct overlap_touch *touch,
				uint32_t member)
{
	struct overlap_on on = state->on_of[touch->class];
	if (state->on[member])
		on.members[touch->mark]--;
	else
		on.members[touch->mark]++;
	return on;
}

void overlap_state_switch(struct overlap_state *state, uint32_t member, bool on)
{
	size_t count;
	const struct overlap_touch *touches = overlap_touches(state->overlap, member, &count);
	if (count == 0)
		return;
	catch_up(state);
	if (state->on[member] == on)
		return;
	for (size_t i = 0; i < count; i++) {
		struct overlap_on then = turned(state, &touches[i], member),
				  *now = &state->on_of[touches[i].class];
		uint8_t before = furthest_of(now), after = furthest_of(&then);
		if (before > 0)
			state->weight[before - 1] -= state->overlap->classes[touches[i].class].weight;
		if (after > 0)
			state->weight[after - 1] += state->overlap->classes[touches[i].class].weight;
		*now = then;
	}
	state->on[member] = on;
}

void overlap_state_try(struct overlap_state *state, uint32_t member, int64_t change[STRATEGY_COUNT])
{
	size_t count;
	const struct overlap_touch *touches = overlap_touches(state->overlap, member, &count);
	if (count == 0)
		return;
	catch_up(state);
	for (size_t i = 0; i < count; i++) {
		int64_t weight = (int64_t)state->overlap->classes[touches[i].class].weight;
		struct overlap_on then = turned(state, &touches[i], member);
		uint8_t before = furthest_of(&state->on_of[touches[i].class]), after = furthest_of(&then);
		if (before > 0)
			change[before - 1] -= weight;
		if (after > 0)
			change[after - 1] += weight;
	}
}

/* How many members of a class are on; of one that came since the state was looked at, those of its origin. */
static uint64_t count_on(const struct overlap_state *state, uint32_t class)
{
	uint64_t count = 0;
	while (class > 0 && class >= state->class_count)
		class = state->overlap->classes[class].origin;
	for (int m = 0; m < STRATEGY_COUNT && class < state->class_count; m++)
		count += state->on_of[class].members[m];
	return count;
}

bool overlap_state_meets(const struct overlap_state *state, uint32_t member)
{
	size_t count;
	const struct overlap_touch *touches = overlap_touches(state->overlap, member, &count);
	bool itself = member < state->member_count && state->on[member];
	for (size_t i = 0; i < count; i++)
		if (count_on(state, touches[i].class) > (itself ? 1 : 0))
			return true;
	return false;
}
