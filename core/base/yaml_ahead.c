#include "core/base/yaml_ahead.h"

#include "core/base/memory.h"
#include "core/base/yaml_memory.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#ifdef UNMOOR_SMALL
enum { CHUNK_BYTES = 64, MOST_CHUNKS = 4 };
#else
enum { CHUNK_BYTES = 1 << 18, MOST_CHUNKS = 1 << 13 }; /* 2 GiB */
#endif

/* The most that an item takes besides its text: kind, line, column, length, NUL. */
enum { ITEM_BYTES = 1 + 5 + 5 + 5 + 1 };

struct chunk {
	struct chunk *next;
	uint64_t passed;
	size_t length, capacity;
	unsigned char bytes[];
};

struct yaml_ahead {
	struct yaml *yaml;
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	struct chunk *first, *last; /* full ones, not yet asked for */
	unsigned waiting;           /* how many */
	bool cancelled;
	/* the thread's */
	struct chunk *filling;
	uint32_t packed_line;
	/* the reader's */
	struct chunk *now;
	size_t at;
	uint32_t line;
};

/* --- packing --------------------------------------------------------------------------------- */

static unsigned char *put_number(unsigned char *to, uint32_t number)
{
	for (; number >= 0x80; number >>= 7)
		*to++ = (unsigned char)(number | 0x80);
	*to++ = (unsigned char)number;
	return to;
}

static uint32_t take_number(const unsigned char **from)
{
	uint32_t number = 0;
	unsigned shift = 0;

	for (; **from & 0x80; shift += 7)
		number |= (uint32_t)(*(*from)++ & 0x7F) << shift;
	return number | (uint32_t) * (*from)++ << shift;
}

static void pack(struct yaml_ahead *ahead, const struct yaml_item *item)
{
	struct chunk *chunk = ahead->filling;
	unsigned char *to = chunk->bytes + chunk->length;
	uint32_t forward = item->line - ahead->packed_line; /* an alias goes back: it wraps around */

	*to++ = (unsigned char)(item->kind | item->plain << 3);
	to = put_number(to, forward);
	to = put_number(to, item->column);
	if (item->kind == YAML_IS_TEXT) {
		to = put_number(to, item->length);
		memcpy(to, item->text, item->length + (size_t)1);
		to += item->length + (size_t)1;
	}
	ahead->packed_line = item->line;
	chunk->length = (size_t)(to - chunk->bytes);
}

static void unpack(struct yaml_ahead *ahead, struct yaml_item *item)
{
	const unsigned char *from = ahead->now->bytes + ahead->at;

	item->kind = *from & 7;
	item->plain = *from++ >> 3;
	item->line = ahead->line += take_number(&from);
	item->column = take_number(&from);
	if (item->kind == YAML_IS_TEXT) {
		item->length = take_number(&from);
		item->text = (const char *)from;
		from += item->length + (size_t)1;
	}
	ahead->at = (size_t)(from - ahead->now->bytes);
}

/* --- the thread ------------------------------------------------------------------------------ */

static struct chunk *new_chunk(size_t needed)
{
	size_t capacity = needed > CHUNK_BYTES ? needed : CHUNK_BYTES;
	struct chunk *chunk = memory_new(1, sizeof *chunk + capacity);

	chunk->next = NULL;
	chunk->length = 0;
	chunk->capacity = capacity;
	return chunk;
}

/* Hands over the chunk that is being filled. False: nobody wants more. */
static bool hand_over(struct yaml_ahead *ahead)
{
	struct chunk *chunk = ahead->filling;

	chunk->passed = yaml_bytes_read(ahead->yaml);
	pthread_mutex_lock(&ahead->mutex);
	while (ahead->waiting >= MOST_CHUNKS && !ahead->cancelled)
		pthread_cond_wait(&ahead->changed, &ahead->mutex);
	if (ahead->last)
		ahead->last->next = chunk;
	else
		ahead->first = chunk;
	ahead->last = chunk;
	ahead->waiting++;
	ahead->filling = NULL;
	bool wanted = !ahead->cancelled;
	pthread_cond_signal(&ahead->changed);
	pthread_mutex_unlock(&ahead->mutex);
	return wanted;
}

static void *run(void *context)
{
	struct yaml_ahead *ahead = context;
	const struct yaml_item *item;
	bool wanted = true;

	do {
		item = yaml_next(ahead->yaml);
		size_t needed = ITEM_BYTES + (item->kind == YAML_IS_TEXT ? item->length : 0);
		if (ahead->filling && ahead->filling->capacity - ahead->filling->length < needed)
			wanted = hand_over(ahead);
		if (!ahead->filling)
			ahead->filling = new_chunk(needed);
		pack(ahead, item);
	} while (wanted && item->kind < YAML_IS_DONE);
	hand_over(ahead);
	yaml_memory_clear();
	return NULL;
}

/* --- for the other side ---------------------------------------------------------------------- */

struct yaml_ahead *yaml_ahead_start(struct yaml *yaml)
{
	struct yaml_ahead *ahead = memory_zero(1, sizeof *ahead);
	static const int own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP};
	sigset_t all, before;

	ahead->yaml = yaml;
	pthread_mutex_init(&ahead->mutex, NULL);
	pthread_cond_init(&ahead->changed, NULL);
	/* Signals are the main thread's business, but for those of a fault of one's own. */
	sigfillset(&all);
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		sigdelset(&all, own[i]);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = pthread_create(&ahead->thread, NULL, run, ahead);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!failed)
		return ahead;
	pthread_cond_destroy(&ahead->changed);
	pthread_mutex_destroy(&ahead->mutex);
	free(ahead);
	return NULL;
}

void yaml_ahead_stop(struct yaml_ahead *ahead)
{
	pthread_mutex_lock(&ahead->mutex);
	ahead->cancelled = true;
	pthread_cond_signal(&ahead->changed);
	pthread_mutex_unlock(&ahead->mutex);
	pthread_join(ahead->thread, NULL);
	while (ahead->first) {
		struct chunk *next = ahead->first->next;
		free(ahead->first);
		ahead->first = next;
	}
	free(ahead->now);
	pthread_cond_destroy(&ahead->changed);
	pthread_mutex_destroy(&ahead->mutex);
	yaml_close(ahead->yaml);
	free(ahead);
}

/* The next chunk; there is one more as long as neither DONE nor a FAULT was given. */
static void go_on(struct yaml_ahead *ahead)
{
	free(ahead->now);
	pthread_mutex_lock(&ahead->mutex);
	while (!ahead->first)
		pthread_cond_wait(&ahead->changed, &ahead->mutex);
	ahead->now = ahead->first;
	ahead->first = ahead->now->next;
	if (!ahead->first)
		ahead->last = NULL;
	ahead->waiting--;
	pthread_cond_signal(&ahead->changed);
	pthread_mutex_unlock(&ahead->mutex);
	ahead->at = 0;
}

void yaml_ahead_next(struct yaml_ahead *ahead, struct yaml_item *item, uint64_t *passed)
{
	if (!ahead->now || ahead->at == ahead->now->length) {
		go_on(ahead);
		*passed = ahead->now->passed;
	}
	unpack(ahead, item);
}

const struct yaml_fault *yaml_ahead_fault(const struct yaml_ahead *ahead)
{
	return yaml_fault(ahead->yaml);
}
