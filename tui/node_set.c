#include "core/base/memory.h"
#include "tui/tree_parts.h"

#include <stdlib.h>
#include <string.h>

void node_set_clear(struct node_set *set)
{
	free(set->slots);
	*set = (struct node_set){0};
}

void node_set_empty(struct node_set *set)
{
	if (set->count)
		memset(set->slots, 0, set->capacity * sizeof *set->slots);
	set->count = 0;
}

static uint64_t key_of(unsigned kind, uint32_t index)
{
	return ((uint64_t)kind << 32 | index) + 1;
}

/* The slot of a key, or the free one where it would be. The capacity is a power of two. */
static size_t slot_of(const struct node_set *set, uint64_t key)
{
	uint64_t hash = key * 0x9E3779B97F4A7C15U;
	size_t at = (size_t)(hash >> 32) & (set->capacity - 1);
	while (set->slots[at] && set->slots[at] != key)
		at = (at + 1) & (set->capacity - 1);
	return at;
}

bool node_set_has(const struct node_set *set, unsigned kind, uint32_t index)
{
	return set->count > 0 && set->slots[slot_of(set, key_of(kind, index))];
}

static void grow(struct node_set *set)
{
	struct node_set old = *set;
	set->capacity = old.capacity ? old.capacity * 2 : 64;
	set->slots = memory_zero(set->capacity, sizeof *set->slots);
	for (size_t i = 0; i < old.capacity; i++)
		if (old.slots[i])
			set->slots[slot_of(set, old.slots[i])] = old.slots[i];
	free(old.slots);
}

/* What stands behind a freed slot is moved up, so that no search stops short of it. */
static void take_out(struct node_set *set, size_t at)
{
	size_t mask = set->capacity - 1;
	set->slots[at] = 0;
	set->count--;
	for (size_t next = (at + 1) & mask; set->slots[next]; next = (next + 1) & mask) {
		uint64_t key = set->slots[next];
		set->slots[next] = 0;
		set->slots[slot_of(set, key)] = key;
	}
}

void node_set_put(struct node_set *set, unsigned kind, uint32_t index, bool in)
{
	uint64_t key = key_of(kind, index);
	if (in && set->count * 2 >= set->capacity)
		grow(set);
	if (!set->capacity)
		return;
	size_t at = slot_of(set, key);
	if (in && !set->slots[at]) {
		set->slots[at] = key;
		set->count++;
	} else if (!in && set->slots[at]) {
		take_out(set, at);
	}
}
