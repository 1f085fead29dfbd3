#ifdef __linux__
#define _DEFAULT_SOURCE /* madvise */
#endif

#include "core/base/memory.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#ifdef UNMOOR_SMALL
enum { FIRST_CAPACITY = 1 };
#else
enum { FIRST_CAPACITY = 16 };
#endif

/* Bytes of an array that is worth large pages. */
enum { LARGE = 8 << 20 };

/*
 * glibc reserves 64 MiB of addresses for a thread's own heap. Where they are not to be had it tries
 * that again at each allocation of the thread, and half a second of CPU time is gone.
 */
void memory_begin(void)
{
#ifdef __GLIBC__
	struct rlimit limit;

	if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
		(void)mallopt(M_ARENA_MAX, 1);
#endif
}

/* The one variable of the core that is not const: running out of memory has no one to return to. */
static _Atomic(void (*)(void)) exhaustion_hook;

void memory_on_exhaustion(void (*hook)(void))
{
	atomic_store(&exhaustion_hook, hook);
}

_Noreturn void memory_exhausted(void)
{
	static const char text[] = "unmoor: out of memory\n";
	void (*hook)(void) = atomic_load(&exhaustion_hook);

	if (hook)
		hook();
	ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
	(void)written;
	_exit(3);
}

static size_t product(size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		memory_exhausted();
	size_t bytes = count * size;
	return bytes ? bytes : 1; /* so that NULL can only mean that there is no memory */
}

static void *checked(void *memory)
{
	if (!memory)
		memory_exhausted();
	return memory;
}

void *memory_new(size_t count, size_t size)
{
	return checked(malloc(product(count, size)));
}

void *memory_zero(size_t count, size_t size)
{
	return checked(calloc(1, product(count, size)));
}

void *memory_resize(void *old, size_t count, size_t size)
{
	return checked(realloc(old, product(count, size)));
}

/*
 * A hint: the arrays of a large stack are walked at random, and first touched one small page after the
 * other. Large pages spare most of the misses and faults of that, where the system has them. All
 * pages that the array touches are meant, also its first and last: a mapping that was split could
 * not be grown in place any more.
 */
static void prefer_large_pages(void *memory, size_t bytes)
{
#ifdef MADV_HUGEPAGE
	const uintptr_t page = 4096, before = (uintptr_t)memory % page;

	if (bytes >= LARGE)
		(void)madvise((char *)memory - before, (before + bytes + page - 1) / page * page,
			      MADV_HUGEPAGE);
#else
	(void)memory;
	(void)bytes;
#endif
}

void *memory_grow(void *array, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return array;
	if (count > SIZE_MAX / 2)
		memory_exhausted();
	*capacity = count < FIRST_CAPACITY ? FIRST_CAPACITY : count * 2;
	array = memory_resize(array, *capacity, size);
	prefer_large_pages(array, *capacity * size);
	return array;
}

void *memory_reach(void *array, uint32_t index, uint32_t *count, size_t size)
{
	if (index < *count)
		return array;
	if (index > UINT32_MAX / 2)
		memory_exhausted();
	uint32_t more = index + 1 + index / 2;
	array = memory_resize(array, more, size);
	memset((char *)array + *count * size, 0, (more - *count) * size);
	*count = more;
	return array;
}
