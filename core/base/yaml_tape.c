#include "core/base/yaml_tape.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

#ifdef UNMOOR_SMALL
enum { FIRST_SLOTS = 1 };
#else
enum { FIRST_SLOTS = 64 };
#endif

void tape_init(struct tape *tape)
{
	*tape = (struct tape){.items = NULL};
	str_init(&tape->texts);
	arena_init(&tape->names);
}

void tape_clear(struct tape *tape)
{
	free(tape->items);
	free(tape->anchors);
	free(tape->slots);
	str_clear(&tape->texts);
	arena_clear(&tape->names);
	tape_init(tape);
}

void tape_add(struct tape *tape, const struct yaml_item *item, uint32_t anchor)
{
	struct tape_item kept = {tape->texts.length, item->length, item->line, item->column,
				 item->kind,         item->plain,  anchor};

	if (item->kind == YAML_IS_TEXT)
		str_add(&tape->texts, item->text, item->length + (size_t)1);
	tape->items = memory_grow(tape->items, tape->count, &tape->capacity, sizeof *tape->items);
	tape->items[tape->count++] = kept;
}

void tape_cut(struct tape *tape, size_t first)
{
	if (first >= tape->count)
		return;
	tape->texts.length = (size_t)tape->items[first].text;
	tape->count = first;
}

/* FNV-1a (Fowler, Noll, Vo). Many names of one hash only make a file of anchors slower to read. */
static uint32_t hash_of(const char *name)
{
	uint32_t hash = 2166136261u;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash;
}

static void chain(struct tape *tape, uint32_t anchor)
{
	uint32_t *slot = &tape->slots[tape->anchors[anchor].hash & (tape->slot_count - 1)];

	tape->anchors[anchor].before = *slot;
	*slot = anchor + 1;
}

static void grow_slots(struct tape *tape)
{
	tape->slot_count = tape->slot_count ? tape->slot_count * 2 : FIRST_SLOTS;
	free(tape->slots);
	tape->slots = memory_zero(tape->slot_count, sizeof *tape->slots);
	for (uint32_t i = 0; i < tape->anchor_count; i++)
		chain(tape, i);
}

uint32_t tape_open_anchor(struct tape *tape, const char *name)
{
	uint32_t anchor = (uint32_t)tape->anchor_count;

	tape->anchors =
		memory_grow(tape->anchors, tape->anchor_count, &tape->anchor_capacity, sizeof *tape->anchors);
	tape->anchors[anchor] = (struct anchor){.hash = hash_of(name), .first = (uint32_t)tape->count};
	tape->anchors[anchor].name = arena_text(&tape->names, name, strlen(name));
	tape->anchor_count++;
	if (tape->anchor_count > tape->slot_count)
		grow_slots(tape);
	else
		chain(tape, anchor);
	return anchor;
}

uint32_t tape_find_anchor(const struct tape *tape, const char *name)
{
	uint32_t hash = hash_of(name);
	uint32_t at = tape->slot_count ? tape->slots[hash & (tape->slot_count - 1)] : 0;

	while (at) {
		const struct anchor *anchor = &tape->anchors[at - 1];
		if (anchor->hash == hash && strcmp(anchor->name, name) == 0)
			return at - 1;
		at = anchor->before;
	}
	return UINT32_MAX;
}
