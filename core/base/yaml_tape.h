/*
 * The tape: items of a document kept in memory, and the anchors that name stretches of it. Private
 * to the yaml modules.
 *
 * One growing tape holds all that was recorded; an anchor is a range of it. An alias inside a
 * recording is kept as an alias, so that the tape never grows beyond what was written.
 */
#ifndef CORE_BASE_YAML_TAPE_H
#define CORE_BASE_YAML_TAPE_H

#include "core/base/arena.h"
#include "core/base/str.h"
#include "core/base/yaml.h"

/* Follows the kinds of yaml.h: only ever on the tape. */
enum { YAML_IS_ALIAS = YAML_IS_FAULT + 1 };

struct tape_item {
	uint64_t text; /* offset into texts */
	uint32_t length, line, column;
	uint8_t kind;
	bool plain;
	uint32_t anchor; /* of an ALIAS */
};

struct anchor {
	const char *name;
	uint32_t hash;
	uint32_t first, end; /* end 0: still open */
	uint32_t before;     /* one more than the anchor of the same slot before this one; 0: none */
	bool too_large;
};

struct tape {
	struct tape_item *items;
	size_t count, capacity;
	struct str texts;
	struct arena names;
	struct anchor *anchors;
	size_t anchor_count, anchor_capacity;
	uint32_t *slots; /* one more than the last anchor of a hash; a power of two */
	size_t slot_count;
};

void tape_init(struct tape *tape);
void tape_clear(struct tape *tape);

/* Appends; the text is copied. */
void tape_add(struct tape *tape, const struct yaml_item *item, uint32_t anchor);

/* Forgets the items from `first` on. */
void tape_cut(struct tape *tape, size_t first);

/* A new anchor that begins at the end of the tape. */
uint32_t tape_open_anchor(struct tape *tape, const char *name);

/* The latest anchor of that name, or UINT32_MAX. */
uint32_t tape_find_anchor(const struct tape *tape, const char *name);

#endif
