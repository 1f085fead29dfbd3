#include "core/figures/sets.h"

#include "core/base/hash.h"
#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

#ifdef UNMOOR_SMALL
enum { FIRST_SLOTS = 4 };
#else
enum { FIRST_SLOTS = 64 };
#endif

static uint64_t hash_words(const uint64_t *bits, uint32_t words)
{
	uint64_t hash = 0;
	for (uint32_t i = 0; i < words; i++)
		hash = hash_add(hash, bits[i]);
	return hash;
}

static uint64_t *set_words(const struct set_table *table, uint32_t set)
{
	return table->bits + (size_t)set * table->words;
}

static uint32_t *find_slot(const struct set_table *table, const uint64_t *bits)
{
	uint32_t at = (uint32_t)hash_words(bits, table->words) & table->slot_mask;
	while (table->slots[at] != 0) {
		const uint64_t *there = set_words(table, table->slots[at] - 1);
		if (memcmp(there, bits, table->words * sizeof *bits) == 0)
			break;
		at = (at + 1) & table->slot_mask;
	}
	return &table->slots[at];
}

static void double_slots(struct set_table *table)
{
	free(table->slots);
	table->slot_mask = table->slot_mask * 2 + 1;
	table->slots = memory_zero((size_t)table->slot_mask + 1, sizeof *table->slots);
	for (uint32_t i = 0; i < table->count; i++)
		*find_slot(table, set_words(table, i)) = i + 1;
}

void set_table_init(struct set_table *table, uint32_t words)
{
	*table = (struct set_table){.words = words == 0 ? 1 : words, .slot_mask = FIRST_SLOTS - 1};
	table->slots = memory_zero(FIRST_SLOTS, sizeof *table->slots);
	uint64_t *empty = memory_zero(table->words, sizeof *empty);
	set_table_add(table, empty);
	free(empty);
}

void set_table_clear(struct set_table *table)
{
	free(table->bits);
	free(table->slots);
	*table = (struct set_table){0};
}

void set_table_copy(struct set_table *to, const struct set_table *from)
{
	size_t row = from->words * sizeof *from->bits, slots = (size_t)from->slot_mask + 1;
	*to = *from;
	to->capacity = from->count;
	to->bits = memory_new(from->count, row);
	memcpy(to->bits, from->bits, from->count * row);
	to->slots = memory_new(slots, sizeof *to->slots);
	memcpy(to->slots, from->slots, slots * sizeof *to->slots);
}

uint32_t set_table_add(struct set_table *table, const uint64_t *bits)
{
	uint32_t *slot = find_slot(table, bits);
	if (*slot != 0)
		return *slot - 1;
	size_t row = table->words * sizeof *bits;
	table->bits = memory_grow(table->bits, table->count, &table->capacity, row);
	memcpy(set_words(table, table->count), bits, row);
	*slot = ++table->count;
	if (table->count > table->slot_mask / 2)
		double_slots(table);
	return table->count - 1;
}

const uint64_t *set_table_bits(const struct set_table *table, uint32_t set)
{
	return set_words(table, set);
}

bool set_is_within(const uint64_t *inner, const uint64_t *outer, uint32_t words)
{
	for (uint32_t i = 0; i < words; i++)
		if (inner[i] & ~outer[i])
			return false;
	return true;
}

bool set_meets(const uint64_t *a, const uint64_t *b, uint32_t words)
{
	for (uint32_t i = 0; i < words; i++)
		if (a[i] & b[i])
			return true;
	return false;
}

static uint32_t lowest_bit(uint64_t word)
{
	uint32_t bit = 0;
	for (uint32_t width = SET_WORD_BITS / 2; width > 0; width /= 2) {
		if ((word & ((UINT64_C(1) << width) - 1)) == 0) {
			word >>= width;
			bit += width;
		}
	}
	return bit;
}

uint32_t set_next(const uint64_t *bits, uint32_t words, uint32_t from)
{
	for (uint32_t word = from / SET_WORD_BITS; word < words; word++) {
		uint64_t left = bits[word];
		if (word == from / SET_WORD_BITS)
			left &= ~UINT64_C(0) << (from % SET_WORD_BITS);
		if (left != 0)
			return word * SET_WORD_BITS + lowest_bit(left);
	}
	return UINT32_MAX;
}
