/*
 * Loaded into a test: new and freed memory is no 0, and behind each block of the heap stand bytes that are
 * NAN as a double and large as a whole number; where they are written to, the program aborts when
 * the block is freed. So what the sanitizers of CI would say of the heap shows, for a twentieth of their
 * time.
 *
 * Behind a block of `size` bytes: GAP bytes or more, and in the last ones that the library gives, the size.
 */
#include <stdlib.h>

#ifdef __GLIBC__
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <string.h>

enum { GAP = 64, NEW = 0xfd, BEHIND = 0xfe };

void *__libc_malloc(size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

/* Byte `at` behind a block's begin: no number of any size that a program is likely to write. */
static unsigned char behind(size_t at)
{
	return at % 8 < 6 ? BEHIND : 0xff;
}

static size_t with_gap(size_t size)
{
	size_t more = GAP + sizeof size;
	return size > SIZE_MAX - more ? SIZE_MAX : size + more;
}

/* The first `kept` bytes stay what they are. */
static void *guard(unsigned char *block, size_t size, size_t kept)
{
	if (!block)
		return NULL;
	size_t end = malloc_usable_size(block) - sizeof size;
	if (kept < size)
		memset(block + kept, NEW, size - kept);
	for (size_t i = size; i < end; i++)
		block[i] = behind(i);
	memcpy(block + end, &size, sizeof size);
	return block;
}

/* The size of a block that nobody has written behind. */
static size_t checked_size(unsigned char *block)
{
	size_t size, end = malloc_usable_size(block) - sizeof size;
	memcpy(&size, block + end, sizeof size);
	if (size > end)
		abort();
	for (size_t i = size; i < end; i++)
		if (block[i] != behind(i))
			abort();
	return size;
}

void *malloc(size_t size)
{
	return guard(__libc_malloc(with_gap(size)), size, 0);
}

void *calloc(size_t count, size_t each)
{
	size_t size = each && count > SIZE_MAX / each ? SIZE_MAX : count * each;
	void *block = __libc_malloc(with_gap(size));
	if (block)
		memset(block, 0, size);
	return guard(block, size, size);
}

void *realloc(void *old, size_t size)
{
	size_t kept = old ? checked_size(old) : 0;
	return guard(__libc_realloc(old, with_gap(size)), size, kept);
}

void *memalign(size_t alignment, size_t size)
{
	return guard(__libc_memalign(alignment, with_gap(size)), size, 0);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
	*out = memalign(alignment, size);
	return *out ? 0 : ENOMEM;
}

void free(void *block)
{
	if (!block)
		return;
	memset(block, NEW, checked_size(block));
	__libc_free(block);
}
#endif
