/*
 * An arena: many small allocations that live and end together.
 *
 * Blocks double up to 1 MiB (64 bytes in the test variant, so that every edge is met). Nothing is
 * freed alone; arena_clear frees all. Allocation never fails (see memory.h).
 */
#ifndef CORE_BASE_ARENA_H
#define CORE_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *last;
	size_t used, size; /* of the last block, in bytes */
};

void arena_init(struct arena *arena);
void arena_clear(struct arena *arena);

/* count * size bytes, zeroed, aligned for any type. */
void *arena_new(struct arena *arena, size_t count, size_t size);

/* A copy with a NUL behind it. */
char *arena_text(struct arena *arena, const char *text, size_t length);

/* A copy of count items of size bytes; NULL when count is 0. */
void *arena_copy(struct arena *arena, const void *items, size_t count, size_t size);

/* As printf. */
char *arena_print(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
