/*
 * Who shares what: items (components, bindings) that several members (migrations) touch.
 *
 * Items that the same members touch in the same way form one class; members are added one after the
 * other and split the classes. So a question about all items that a member touches is answered by
 * looking at its classes, whose number depends on how members overlap and not on how many items
 * there are. A class that is touched whole stays the same one, and of a class that is split its last
 * part does: so there are never more classes than items and one, and never more touches, nor more
 * steps to make them, than a small multiple of all items of all members. Members are never taken out.
 */
#ifndef CORE_FIGURES_OVERLAP_H
#define CORE_FIGURES_OVERLAP_H

#include "core/model/model.h"

/* One item of a member: how heavy it is (the same for every member), and how the member touches it. */
struct overlap_item {
	uint32_t item, weight;
	enum strategy mark;
};

/* A member that touches a class, and the one before it: the parts of a class share those of the whole. */
struct overlap_link {
	uint32_t member, before; /* NONE: there is none */
	enum strategy mark;
};

/* Class 0 holds what nobody touches. */
struct overlap_class {
	uint32_t origin; /* that it was split from: a lower one */
	uint32_t last;   /* of its members: into links; NONE */
	uint32_t items;  /* not counted in class 0 */
	uint64_t weight; /* of its items */
};

/* While member `of` is added: how many items of a class it touches, by mark, and where they go; or NONE. */
struct overlap_split {
	uint32_t of;
	uint32_t touched[STRATEGY_COUNT], class[STRATEGY_COUNT];
};

/* One class that a member touches, all of it in one way. */
struct overlap_touch {
	uint32_t class;
	enum strategy mark;
};

struct overlap_member {
	struct overlap_touch *touches;
	size_t count, capacity;
};

struct overlap {
	uint32_t *class_of; /* [item_count]; NULL until the first member comes */
	uint32_t item_count;
	struct overlap_class *classes;
	struct overlap_split *splits; /* of each class */
	size_t class_count, class_capacity, split_capacity;
	struct overlap_link *links;
	size_t link_count, link_capacity;
	struct overlap_member *members;
	uint32_t member_count;
};

void overlap_init(struct overlap *overlap, uint32_t item_count);
void overlap_clear(struct overlap *overlap);

/* Adds member `member` (any number that was not added before) with its items, each at most once. */
void overlap_add(struct overlap *overlap, uint32_t member, const struct overlap_item *items, uint32_t count);

/* The classes that a member touches; NULL with *count = 0 when it was not added. */
const struct overlap_touch *overlap_touches(const struct overlap *overlap, uint32_t member, size_t *count);

/* --- what is on -------------------------------------------------------------------------------- */

/* How many of the members that are on touch a class, by mark. */
struct overlap_on {
	uint32_t members[STRATEGY_COUNT];
};

/*
 * For each mark, the weight of all items whose furthest mark, over the members that are on, is that
 * one. Whole numbers, so that switching leaves no trace.
 */
struct overlap_state {
	const struct overlap *overlap;
	struct overlap_on *on_of; /* [class_count] */
	uint32_t class_count;
	uint64_t weight[STRATEGY_COUNT];
	bool *on; /* [member] */
	uint32_t member_count;
};

void overlap_state_init(struct overlap_state *state, const struct overlap *overlap);
void overlap_state_clear(struct overlap_state *state);

/* Switches an added member. */
void overlap_state_switch(struct overlap_state *state, uint32_t member, bool on);

/*
 * What switching an added member would change: to change[mark] + the weight that gets that furthest
 * mark less the weight that loses it.
 */
void overlap_state_try(struct overlap_state *state, uint32_t member, int64_t change[STRATEGY_COUNT]);

/* True when another member that is on touches an item of this one. */
bool overlap_state_meets(const struct overlap_state *state, uint32_t member);

#endif
