#include "core/base/arena.h"

#include "core/base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef UNMOOR_SMALL
enum { FIRST_BLOCK = 64, LARGEST_BLOCK = 64 };
#else
enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1024 * 1024 };
#endif

struct arena_block {
	struct arena_block *before;
	max_align_t bytes[];
};

void arena_init(struct arena *arena)
{
	*arena = (struct arena){NULL, 0, 0};
}

void arena_clear(struct arena *arena)
{
	struct arena_block *block = arena->last;

	while (block) {
		struct arena_block *before = block->before;
		free(block);
		block = before;
	}
	arena_init(arena);
}

static struct arena_block *block_new(size_t bytes)
{
	if (bytes > SIZE_MAX - sizeof(struct arena_block))
		bytes = SIZE_MAX -
			sizeof(struct arena_block); /* no system has it: memory_zero does not return */
	return memory_zero(1, sizeof(struct arena_block) + bytes);
}

/* A large allocation gets a block of its own behind the last one, which goes on being filled. */
static void *alone(struct arena *arena, size_t bytes)
{
	struct arena_block *block = block_new(bytes);

	block->before = arena->last->before;
	arena->last->before = block;
	return block->bytes;
}

static void grow(struct arena *arena, size_t bytes)
{
	size_t size = arena->size ? arena->size : FIRST_BLOCK / 2;

	if (size < LARGEST_BLOCK)
		size *= 2;
	if (size < bytes)
		size = bytes;
	struct arena_block *block = block_new(size);
	block->before = arena->last;
	*arena = (struct arena){block, 0, size};
}

void *arena_new(struct arena *arena, size_t count, size_t size)
{
	size_t align = _Alignof(max_align_t);
	size_t bytes = size && count > (SIZE_MAX - align) / size ? SIZE_MAX - align : count * size;

	bytes = (bytes + align - 1) / align * align;
	if (bytes > arena->size - arena->used || !arena->last) {
		if (arena->last && bytes > LARGEST_BLOCK / 4)
			return alone(arena, bytes);
		grow(arena, bytes);
	}
	void *memory = (char *)arena->last->bytes + arena->used;
	arena->used += bytes;
	return memory;
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_new(arena, length + 1, 1);

	if (length)
		memcpy(copy, text, length);
	return copy;
}

void *arena_copy(struct arena *arena, const void *items, size_t count, size_t size)
{
	if (count == 0)
		return NULL;
	void *copy = arena_new(arena, count, size);
	memcpy(copy, items, count * size);
	return copy;
}

char *arena_print(struct arena *arena, const char *format, ...)
{
	va_list args, again;

	va_start(args, format);
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	char *text = arena_new(arena, length > 0 ? (size_t)length + 1 : 1, 1);
	if (length > 0)
		vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	va_end(args);
	return text;
}
