/*
 * The texts of a model, each kept once and known by a number, and which id names what. Private to
 * the model, its loader and what reads a companion.
 *
 * Numbers are given in the order of first use; nothing depends on a hash. A text never moves.
 */
#ifndef CORE_MODEL_MODEL_INDEX_H
#define CORE_MODEL_MODEL_INDEX_H

#include "core/model/model_runs.h"

#include <stddef.h>
#include <stdint.h>

enum model_kind {
	KIND_PROVIDER,
	KIND_OFFERING,
	KIND_COMPONENT,
	KIND_DRIVER,
	KIND_MIGRATION,
	KIND_SCENARIO,
	KIND_UNIT,
	KIND_NEED,
	KIND_COUNT
};

struct model_index_slot {
	uint32_t hash;
	uint32_t offset; /* of the text, in all chunks; 0: free */
};

/* Which item of a kind a text names: one more than its index, by text; 0: none. */
struct model_index_names {
	uint32_t *of;
	size_t capacity;
};

struct model_index {
	char **chunks; /* each of 1 MiB; a text lies in one of them, its number before it */
	size_t chunk_count, chunk_capacity;
	uint32_t used;     /* of the last chunk */
	uint32_t *offsets; /* of the texts, over all chunks */
	uint32_t count;
	size_t capacity;
	struct model_index_slot *slots;
	uint32_t slot_count; /* a power of two */
	uint32_t hashed;     /* slots that are taken */
	uint64_t seed;
	struct model_runs runs;
	struct model_index_names names[KIND_COUNT];
};

struct model_index *model_index_new(void);
void model_index_free(struct model_index *index); /* NULL is fine */

/* The number of a text (without NUL in it), which is added when it is new. "" is 0. */
uint32_t model_index_add(struct model_index *index, const char *text, size_t length);

/* The number of a text, or UINT32_MAX. */
uint32_t model_index_find(const struct model_index *index, const char *text, size_t length);

const char *model_index_text(const struct model_index *index, uint32_t text);

/* Says that a text names item `item` of a kind; UINT32_MAX: nothing any more. */
void model_index_define(struct model_index *index, enum model_kind kind, uint32_t text, uint32_t item);

/* The item of that kind which a text names, or UINT32_MAX. */
uint32_t model_index_of(const struct model_index *index, enum model_kind kind, uint32_t text);

#endif
