#include "core/model/model_index.h"

#include "core/base/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef UNMOOR_SMALL
enum { FIRST_SLOTS = 2 };
#else
enum { FIRST_SLOTS = 1024 };
#endif

/* MARGIN: a longer text may be compared with the last one of a chunk, which ends before it. */
enum { CHUNK_BITS = 20, CHUNK_SIZE = 1 << CHUNK_BITS, MARGIN = 1 << 17 };

static void new_chunk(struct model_index *index)
{
	if (index->chunk_count >= UINT32_MAX >> CHUNK_BITS)
		memory_exhausted(); /* 4 GiB of texts: files are not that large */
	index->chunks =
		memory_grow(index->chunks, index->chunk_count, &index->chunk_capacity, sizeof *index->chunks);
	index->chunks[index->chunk_count++] = memory_zero(CHUNK_SIZE + MARGIN, 1);
	index->used = 0;
}

static char *at_offset(const struct model_index *index, uint32_t offset)
{
	return index->chunks[offset >> CHUNK_BITS] + (offset & (CHUNK_SIZE - 1));
}

/* The number is kept before the text, so that finding one touches nothing else. */
static uint32_t number_at(const char *text)
{
	uint32_t number;

	memcpy(&number, text - sizeof number, sizeof number);
	return number;
}

/* Returns the text's offset. */
static uint32_t push_text(struct model_index *index, const char *text, size_t length)
{
	uint32_t number = index->count;

	if (length + sizeof number >= CHUNK_SIZE - index->used)
		new_chunk(index);
	char *to = index->chunks[index->chunk_count - 1] + index->used + sizeof number;
	memcpy(to - sizeof number, &number, sizeof number);
	memcpy(to, text, length);
	to[length] = '\0';
	if (index->count == index->capacity)
		index->offsets =
			memory_grow(index->offsets, index->count, &index->capacity, sizeof *index->offsets);
	uint32_t offset =
		(uint32_t)((index->chunk_count - 1) << CHUNK_BITS) + index->used + (uint32_t)sizeof number;
	index->offsets[index->count++] = offset;
	index->used += (uint32_t)(length + sizeof number) + 1;
	return offset;
}

struct model_index *model_index_new(void)
{
	struct model_index *index = memory_zero(1, sizeof *index);
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	index->seed = (uint64_t)now.tv_nsec << 32 ^ (uint64_t)now.tv_sec ^ (uint64_t)(uintptr_t)index;
	index->slot_count = FIRST_SLOTS;
	index->slots = memory_zero(index->slot_count, sizeof *index->slots);
	new_chunk(index);
	push_text(index, "", 0);
	return index;
}

void model_index_free(struct model_index *index)
{
	if (!index)
		return;
	for (size_t i = 0; i < index->chunk_count; i++)
		free(index->chunks[i]);
	for (size_t i = 0; i < KIND_COUNT; i++)
		free(index->names[i].of);
	free(index->chunks);
	free(index->offsets);
	free(index->slots);
	free(index);
}

static uint64_t load_word(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof word);
	return word;
}

/* Up to 8 bytes as one number, without a loop. */
static uint64_t load_rest(const char *bytes, size_t length)
{
	uint32_t first, last;

	if (length < 4)
		return length == 0 ? 0
				   : (uint64_t)(unsigned char)bytes[0] << 16 |
					     (uint64_t)(unsigned char)bytes[length / 2] << 8 |
					     (unsigned char)bytes[length - 1];
	memcpy(&first, bytes, sizeof first);
	memcpy(&last, bytes + length - sizeof last, sizeof last);
	return (uint64_t)first << 32 | last;
}

/*
 * All but the last byte, eight at a time, multiplied and folded as in MurmurHash64A (A. Appleby, 2008,
 * public domain); then four bits of the last byte, so that ids which only differ in their last digit
 * are neighbours in the table: large stacks number their ids, and name together what was written
 * together. The seed differs from run to run, so that no file can be written against the table; the
 * numbers of the texts do not depend on it. The text is not empty.
 */
static uint32_t hash_of(const struct model_index *index, const char *text, size_t length)
{
	const uint64_t factor = UINT64_C(0xC6A4A7935BD1E995);
	const uint32_t last = (unsigned char)text[--length] & 15;
	uint64_t hash = index->seed ^ length * factor;

	for (; length > 8; length -= 8, text += 8) {
		uint64_t word = load_word(text) * factor;
		hash = (hash ^ word ^ word >> 47) * factor;
	}
	hash = (hash ^ load_rest(text, length)) * factor;
	hash = (hash ^ hash >> 47) * factor;
	return (uint32_t)(hash >> 32 ^ hash) << 4 | last;
}

static void grow_slots(struct model_index *index)
{
	uint32_t old_count = index->slot_count;
	struct model_index_slot *old = index->slots;

	index->slot_count = old_count * 2;
	index->slots = memory_zero(index->slot_count, sizeof *index->slots);
	for (uint32_t i = 0; i < old_count; i++) {
		if (!old[i].offset)
			continue;
		uint32_t at = old[i].hash & (index->slot_count - 1);
		while (index->slots[at].offset)
			at = (at + 1) & (index->slot_count - 1);
		index->slots[at] = old[i];
	}
	free(old);
}

static bool is_same(const char *kept, const char *text, size_t length)
{
	/* Ids are short: a call would take longer. What is compared begins with the four bits of the hash. */
	while (length > 0 && kept[length - 1] == text[length - 1])
		length--;
	return length == 0;
}

/* Where the text is, or the free slot where it belongs. */
static struct model_index_slot *slot_of(const struct model_index *index, uint32_t hash, const char *text,
					size_t length)
{
	uint32_t at = hash & (index->slot_count - 1);

	for (;; at = (at + 1) & (index->slot_count - 1)) {
		struct model_index_slot *slot = &index->slots[at];
		if (!slot->offset)
			return slot;
		if (slot->hash != hash)
			continue;
		const char *kept = at_offset(index, slot->offset);
		if (is_same(kept, text, length) && kept[length] == '\0')
			return slot;
	}
}

uint32_t model_index_add(struct model_index *index, const char *text, size_t length)
{
	if (length == 0)
		return 0;
	uint32_t hash = hash_of(index, text, length);
	struct model_index_slot *slot = slot_of(index, hash, text, length);
	if (slot->offset)
		return number_at(at_offset(index, slot->offset));
	uint32_t added = index->count;
	*slot = (struct model_index_slot){hash, push_text(index, text, length)};
	if (index->count > index->slot_count / 2)
		grow_slots(index);
	return added;
}

uint32_t model_index_find(const struct model_index *index, const char *text, size_t length)
{
	if (length == 0)
		return 0;
	const struct model_index_slot *slot = slot_of(index, hash_of(index, text, length), text, length);
	return slot->offset ? number_at(at_offset(index, slot->offset)) : UINT32_MAX;
}

const char *model_index_text(const struct model_index *index, uint32_t text)
{
	return at_offset(index, index->offsets[text]);
}

void model_index_define(struct model_index *index, enum model_kind kind, uint32_t text, uint32_t item)
{
	struct model_index_names *names = &index->names[kind];

	if (text >= names->capacity) {
		size_t capacity = names->capacity ? names->capacity : FIRST_SLOTS;
		while (capacity <= text)
			capacity *= 2;
		names->of = memory_resize(names->of, capacity, sizeof *names->of);
		memset(names->of + names->capacity, 0, (capacity - names->capacity) * sizeof *names->of);
		names->capacity = capacity;
	}
	names->of[text] = item + 1; /* UINT32_MAX becomes 0 */
}

uint32_t model_index_of(const struct model_index *index, enum model_kind kind, uint32_t text)
{
	const struct model_index_names *names = &index->names[kind];

	return text < names->capacity ? names->of[text] - 1 : UINT32_MAX;
}
