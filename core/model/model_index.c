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
#ifdef UNMOOR_FUZZ
enum { CHUNK_BITS = 13, CHUNK_SIZE = 1 << CHUNK_BITS, MARGIN = 1 << 12 };
#else
enum { CHUNK_BITS = 20, CHUNK_SIZE = 1 << CHUNK_BITS, MARGIN = 1 << 17 };
#endif

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
	model_runs_clear(&index->runs);
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

/* --- runs ------------------------------------------------------------------------------------ */

/* A new run takes in what there is of its prefix; this happens a few times in all. */
static void begin_run(struct model_index *index, const struct numbered *numbered)
{
	struct model_run *run = model_runs_begin(&index->runs, numbered);

	for (uint32_t i = 1; i < index->count; i++) {
		const char *text = model_index_text(index, i);
		struct numbered other = numbered_split(text, strlen(text));
		if (other.number != UINT32_MAX && other.prefix_length == run->prefix_length &&
		    memcmp(text, run->prefix, run->prefix_length) == 0)
			model_run_offer(run, other.number, i);
	}
}

/* The place of a text in its run, or NULL. *run: the run of its prefix, if there is one. */
static uint32_t *place_of(struct model_index *index, const struct numbered *numbered, struct model_run **run)
{
	*run = model_runs_find(&index->runs, numbered);
	if (!*run)
		return NULL;
	uint32_t *place = model_run_place(*run, numbered->number);
	if (!place && model_run_grow(*run, numbered->number))
		place = model_run_place(*run, numbered->number);
	return place;
}

/* --- texts ----------------------------------------------------------------------------------- */

static uint32_t add_hashed(struct model_index *index, const char *text, size_t length, bool *is_new)
{
	uint32_t hash = hash_of(index, text, length), added = index->count;
	struct model_index_slot *slot = slot_of(index, hash, text, length);

	*is_new = !slot->offset;
	if (slot->offset)
		return number_at(at_offset(index, slot->offset));
	*slot = (struct model_index_slot){hash, push_text(index, text, length)};
	if (++index->hashed > index->slot_count / 2)
		grow_slots(index);
	return added;
}

static uint32_t add_numbered(struct model_index *index, const struct numbered *numbered, size_t length)
{
	struct model_run *run;
	uint32_t *place = place_of(index, numbered, &run);
	bool is_new;

	if (place) {
		if (*place == 0) {
			*place = index->count;
			run->members++;
			push_text(index, numbered->text, length);
		}
		return *place;
	}
	uint32_t text = add_hashed(index, numbered->text, length, &is_new);
	if (is_new && run)
		model_run_offer(run, numbered->number, text);
	else if (is_new && model_runs_note(&index->runs, numbered))
		begin_run(index, numbered);
	return text;
}

uint32_t model_index_add(struct model_index *index, const char *text, size_t length)
{
	bool is_new;

	if (length == 0)
		return 0;
	struct numbered numbered = numbered_split(text, length);
	if (numbered.number != UINT32_MAX)
		return add_numbered(index, &numbered, length);
	return add_hashed(index, text, length, &is_new);
}

uint32_t model_index_find(const struct model_index *index, const char *text, size_t length)
{
	if (length == 0)
		return 0;
	struct numbered numbered = numbered_split(text, length);
	const struct model_run *run =
		numbered.number == UINT32_MAX ? NULL : model_runs_find(&index->runs, &numbered);
	const uint32_t *place = run ? model_run_place(run, numbered.number) : NULL;
	if (place)
		return *place ? *place : UINT32_MAX;
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
