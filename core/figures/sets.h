/*
 * Sets of small numbers, as bits, each kept once.
 *
 * Many components fail with the same providers; what is said of them is a number into this table
 * instead of a row of bits. Equal sets get equal numbers, given in the order of their first
 * appearance. Set 0 is the empty one.
 */
#ifndef CORE_FIGURES_SETS_H
#define CORE_FIGURES_SETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SET_WORD_BITS = 64 };

struct set_table {
	uint32_t words; /* of a set, at least 1 */
	uint32_t count;
	uint32_t slot_mask; /* slots - 1, a power of two less one */
	size_t capacity;    /* sets that `bits` has room for */
	uint64_t *bits;     /* [count][words] */
	uint32_t *slots;    /* number of a set + 1, or 0 */
};

/* Sets of `words` words (0 counts as 1). */
void set_table_init(struct set_table *table, uint32_t words);
void set_table_clear(struct set_table *table);
void set_table_copy(struct set_table *to, const struct set_table *from); /* `to` is not initialised */

/* The number of the set, added when it is new. `bits` must not point into the table. */
uint32_t set_table_add(struct set_table *table, const uint64_t *bits);

/* Its words; until the next set_table_add. */
const uint64_t *set_table_bits(const struct set_table *table, uint32_t set);

/* --- plain rows of words ---------------------------------------------------------------------- */

/* How many words have room for so many items. */
static inline uint32_t set_words_for(uint32_t items)
{
	return items / SET_WORD_BITS + (items % SET_WORD_BITS != 0);
}

static inline bool set_has(const uint64_t *bits, uint32_t item)
{
	return (bits[item / SET_WORD_BITS] >> (item % SET_WORD_BITS)) & 1;
}

static inline void set_put(uint64_t *bits, uint32_t item)
{
	bits[item / SET_WORD_BITS] |= UINT64_C(1) << (item % SET_WORD_BITS);
}

static inline void set_join(uint64_t *to, const uint64_t *from, uint32_t words)
{
	for (uint32_t i = 0; i < words; i++)
		to[i] |= from[i];
}

bool set_is_within(const uint64_t *inner, const uint64_t *outer, uint32_t words);
bool set_meets(const uint64_t *a, const uint64_t *b, uint32_t words);

/* The first item >= `from`, or UINT32_MAX. for (i = set_next(b, w, 0); i != UINT32_MAX; i = set_next(b, w, i
 * + 1)) */
uint32_t set_next(const uint64_t *bits, uint32_t words, uint32_t from);

#endif
