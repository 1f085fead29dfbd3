/*
 * Small memory for libyaml, which takes and gives back four pieces of 16 bytes for every text: about
 * a quarter of the time that it needs.
 *
 * libyaml exports its own door to malloc, and an ELF program may put its own functions in front of a
 * shared library's. These keep the small pieces in a list of the thread instead of going through
 * malloc and free each time. Every piece is one of malloc's own, so nothing depends on which calls of
 * the library come here: one that was bound to malloc or free directly works with the same pieces.
 *
 * Left out where it would do nothing (other object formats), where the library is linked statically
 * and has the names already, and in the test variants, whose checks of memory it would blunt.
 */
#include "core/base/yaml_memory.h"

#include <stdlib.h> /* also says whether the C library is glibc */

#if defined(__ELF__) && defined(__GLIBC__) && !defined(UNMOOR_SMALL) && !defined(UNMOOR_STATIC)

#include <malloc.h>
#include <stdint.h>
#include <string.h>

/* SMALL: what glibc gives at the least, so that every piece of its has room for that much. */
enum { SMALL = 24, MOST_KEPT = 64, SEEN = 64 };

struct kept {
	unsigned count;
	void *pieces[MOST_KEPT];
	/*
	 * Where pieces of SMALL bytes were seen, by address: asking malloc for the size each time takes
	 * longer than all the rest. With glibc one that is out of date only lets a larger piece be kept;
	 * a piece that libyaml lets grow is forgotten.
	 */
	const void *seen[SEEN];
};

/* Of each thread, as files are parsed side by side; libyaml has no place to hand one in. */
static _Thread_local struct kept kept;

void *yaml_malloc(size_t size);
void *yaml_realloc(void *memory, size_t size);
void yaml_free(void *memory);

static const void **place_of(const void *memory)
{
	return &kept.seen[((uintptr_t)memory >> 5) % SEEN];
}

void *yaml_malloc(size_t size)
{
	if (size <= SMALL && kept.count > 0)
		return kept.pieces[--kept.count];
	return malloc(size ? size : 1);
}

void *yaml_realloc(void *memory, size_t size)
{
	if (memory)
		*place_of(memory) = NULL;
	return realloc(memory, size ? size : 1);
}

/* One that is not known to be small. */
static __attribute__((noinline)) void free_unseen(void *memory)
{
	if (kept.count == MOST_KEPT || malloc_usable_size(memory) != SMALL) {
		free(memory);
		return;
	}
	*place_of(memory) = memory;
	kept.pieces[kept.count++] = memory;
}

void yaml_free(void *memory)
{
	if (!memory)
		return;
	if (*place_of(memory) == memory && kept.count < MOST_KEPT)
		kept.pieces[kept.count++] = memory;
	else
		free_unseen(memory);
}

void yaml_memory_clear(void)
{
	while (kept.count > 0)
		free(kept.pieces[--kept.count]);
	memset(kept.seen, 0, sizeof kept.seen);
}

#else

void yaml_memory_clear(void)
{
}

#endif
