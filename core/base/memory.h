/*
 * Memory: the one place that asks the system for it.
 *
 * Nothing here returns NULL. When memory runs out the hook is called (it restores the screen and
 * exits); without one the process ends with status 3 and a line on standard error.
 */
#ifndef CORE_BASE_MEMORY_H
#define CORE_BASE_MEMORY_H

#include <stddef.h>
#include <stdint.h>

/* Before the first thread: one heap for all of them where the address space is limited (ulimit -v). */
void memory_begin(void);

/* What to do when memory runs out; it must not return. NULL: the default. */
void memory_on_exhaustion(void (*hook)(void));

/* For a library that says that it got none. */
_Noreturn void memory_exhausted(void);

/* As malloc, calloc and realloc with count * size bytes, overflow checked; free with free(). */
void *memory_new(size_t count, size_t size);
void *memory_zero(size_t count, size_t size);
void *memory_resize(void *old, size_t count, size_t size);

/*
 * Makes room for one more item in a growing array of `count` items of `size` bytes; the capacity
 * doubles and is kept in *capacity. Use: a = memory_grow(a, n, &cap, sizeof *a); a[n++] = x;
 */
void *memory_grow(void *array, size_t count, size_t *capacity, size_t size);

/* Makes an array of *count items reach to item `index`, for tables whose keys come one by one; what is new is
 * all zero, and *count then is more than `index`. */
void *memory_reach(void *array, uint32_t index, uint32_t *count, size_t size);

#endif
