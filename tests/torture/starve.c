/*
 * Fails allocations of a program that it is loaded into (LD_PRELOAD), also those of its libraries.
 *
 *   STARVE_AT=N      the N-th allocation, and every one after it, gives NULL
 *   STARVE_EVERY=N   at every N-th allocation a fork of the program gets NULL there and at all that
 *                    follow, and runs to its end, while the program waits and then goes on. What
 *                    became of the forks is written to the file STARVE_RESULT at the end: how many
 *                    ended as they must (status 3, one line of message, nothing on standard output),
 *                    how many got along without it and wrote the same as the program did (whose
 *                    standard output has to be a file open for reading, too), how many did neither.
 *   STARVE_ONCE=1    only that one gives NULL, and those after it do not
 *
 * Inside an allocation only calls are made that do not allocate. A library that holds a lock while it
 * allocates may hang in a fork: setlocale does, so that forks want LC_ALL=C.
 */
#define _GNU_SOURCE /* for RTLD_NEXT */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EARLY_BYTES = 16384, PATIENCE_SECONDS = 20, MESSAGE_SIZE = 256 };

static const char message[] = "unmoor: out of memory\n";

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);

/* What is asked for while the real ones are looked up. */
static _Alignas(max_align_t) char early[EARLY_BYTES];
static size_t early_used;

static atomic_long count, fail_at, every;
static bool ready;
static atomic_bool busy; /* a fork is tried: what it needs itself is not counted */
static bool once;
static long ended, survived, bad;
static uint64_t output; /* hash of what those that survived wrote */
static char first_bad[MESSAGE_SIZE + 64];

static void *early_new(size_t size)
{
	size_t rounded = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
	void *memory = early + early_used;

	if (rounded > sizeof early - early_used)
		return NULL;
	early_used += rounded;
	return memory;
}

static bool is_early(const void *memory)
{
	return (uintptr_t)memory >= (uintptr_t)early && (uintptr_t)memory < (uintptr_t)early + sizeof early;
}

static long number_of(const char *name)
{
	const char *text = getenv(name);

	return text ? atol(text) : 0;
}

/* ISO C has no cast from an object pointer to a function pointer. */
static void look_up(void *function, const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);

	memcpy(function, &found, sizeof found);
}

static void start(void)
{
	static bool starting;

	if (starting)
		return;
	starting = true;
	look_up(&real_malloc, "malloc");
	look_up(&real_calloc, "calloc");
	look_up(&real_realloc, "realloc");
	fail_at = number_of("STARVE_AT");
	every = number_of("STARVE_EVERY");
	once = number_of("STARVE_ONCE") != 0;
	ready = true;
}

/* --- forks ----------------------------------------------------------------------------------- */

/* Files without a name for what the fork writes; -1 where there is no room for them. */
static int scratch_file(void)
{
	char path[] = "/tmp/unmoor-starve-XXXXXX";
	int descriptor = mkostemp(path, O_CLOEXEC);

	if (descriptor >= 0)
		unlink(path);
	return descriptor;
}

static _Noreturn void fail_fork(void)
{
	static const char why[] = "starve: no scratch files\n";

	(void)!write(STDERR_FILENO, why, sizeof why - 1);
	_exit(99);
}

/* FNV-1a, 64 bits (Fowler, Noll, Vo), of a file's bytes. */
static uint64_t hash_file(int descriptor)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325);
	unsigned char bytes[4096];
	off_t at = 0;
	ssize_t got;

	while ((got = pread(descriptor, bytes, sizeof bytes, at)) > 0) {
		for (ssize_t i = 0; i < got; i++)
			hash = (hash ^ bytes[i]) * UINT64_C(0x100000001B3);
		at += got;
	}
	return hash;
}

static void judge(int status, int out, int error, long at)
{
	char text[MESSAGE_SIZE] = "";
	ssize_t length = pread(error, text, sizeof text - 1, 0);
	bool silent = lseek(out, 0, SEEK_END) == 0;
	bool said = length == (ssize_t)sizeof message - 1 && memcmp(text, message, sizeof message - 1) == 0;

	if (WIFEXITED(status) && WEXITSTATUS(status) == 3 && silent && said) {
		ended++;
	} else if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && (!survived || hash_file(out) == output)) {
		output = hash_file(out);
		survived++;
	} else if (!bad++) {
		(void)snprintf(first_bad, sizeof first_bad, "allocation %ld: wait status %#x, %s%s", at,
			       (unsigned)status, silent ? "" : "some output, ", text);
	}
}

/* In the fork: true, and this allocation fails there. */
static bool try_fork(long at)
{
	int out = scratch_file(), error = scratch_file(), status = 0;

	if (out < 0 || error < 0)
		fail_fork();
	pid_t child = fork();
	if (child == 0) {
		dup2(out, STDOUT_FILENO);
		dup2(error, STDERR_FILENO);
		alarm(PATIENCE_SECONDS);
		every = 0;
		fail_at = once ? LONG_MAX : at;
		return true;
	}
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	judge(child > 0 ? status : -1, out, error, at);
	close(out);
	close(error);
	return false;
}

/* Whether this allocation gives NULL. */
static bool is_starved(void)
{
	int saved = errno;

	if (busy)
		return false;
	long at = ++count;
	if (fail_at)
		return once ? at == fail_at : at >= fail_at;
	if (!every || at % every != 0)
		return false;
	busy = true;
	bool in_fork = try_fork(at);
	busy = false;
	errno = saved;
	return in_fork;
}

__attribute__((destructor)) static void report(void)
{
	const char *path = getenv("STARVE_RESULT");
	char text[sizeof first_bad + 256];

	if (!path)
		return;
	busy = true;
	if (survived && hash_file(STDOUT_FILENO) != output && !bad++)
		(void)snprintf(first_bad, sizeof first_bad, "who survived wrote something else\n");
	int length = snprintf(text, sizeof text, "%ld allocations: %ld ended, %ld survived, %ld bad\n%s",
			      (long)count, ended, survived, bad, first_bad);
	int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	(void)!write(descriptor, text, (size_t)length);
	close(descriptor);
}

/* --- in the place of the library's own ------------------------------------------------------- */

void *malloc(size_t size)
{
	if (!ready)
		start();
	if (!ready)
		return early_new(size);
	if (is_starved()) {
		errno = ENOMEM;
		return NULL;
	}
	return real_malloc(size);
}

void *calloc(size_t items, size_t size)
{
	if (!ready)
		start();
	if (!ready)
		return size && items > SIZE_MAX / size ? NULL : early_new(items * size);
	if (is_starved()) {
		errno = ENOMEM;
		return NULL;
	}
	return real_calloc(items, size);
}

void *realloc(void *old, size_t size)
{
	if (!ready)
		start();
	if (is_early(old)) {
		void *moved = malloc(size);
		size_t most = (size_t)(early + sizeof early - (char *)old);
		return moved ? memcpy(moved, old, size < most ? size : most) : NULL;
	}
	if (!ready)
		return early_new(size);
	if (is_starved()) {
		errno = ENOMEM;
		return NULL;
	}
	return real_realloc(old, size);
}

void free(void *memory)
{
	static void (*real_free)(void *);

	if (!memory || is_early(memory))
		return;
	if (!real_free)
		look_up(&real_free, "free");
	real_free(memory);
}
