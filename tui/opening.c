#include "tui/opening.h"

#include "core/base/memory.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { STACK_BYTES = 1 << 20 }; /* what some systems give a thread by themselves is little */

struct opening {
	struct host *host; /* NULL: only the model is wanted */
	const struct app_options *options;
	const char *file;
	struct diag_list *faults;
	char *own_file; /* of opening_again, which may outlive who began it */
	struct diag_list own_faults;
	struct model *model; /* what was loaded, until the app has it */
	pthread_t thread;
	bool has_thread;
	pthread_mutex_t mutex; /* of all below */
	pthread_cond_t ended;
	struct opening_news news;
	int width, height;     /* 0: not known */
	bool stopped, dropped; /* dropped: nobody waits, and the thread frees it */
};

/* --- the thread ------------------------------------------------------------------------------ */

static bool step(void *context, uint64_t done, uint64_t total)
{
	struct opening *opening = context;

	pthread_mutex_lock(&opening->mutex);
	bool going = !opening->stopped;
	opening->news = (struct opening_news){done < total || !total ? OPENING_READS : OPENING_CHECKS, done,
					      total, 0};
	pthread_mutex_unlock(&opening->mutex);
	return going;
}

static void enter(struct opening *opening, enum opening_stage stage)
{
	pthread_mutex_lock(&opening->mutex);
	opening->news.stage = stage;
	pthread_mutex_unlock(&opening->mutex);
}

static void tell_percent(void *context, unsigned percent)
{
	struct opening *opening = context;

	pthread_mutex_lock(&opening->mutex);
	opening->news.percent = percent;
	pthread_mutex_unlock(&opening->mutex);
}

/* Where somebody waits for a screen; false where not, or not any more. */
static bool is_wanted(struct opening *opening, int *width, int *height)
{
	pthread_mutex_lock(&opening->mutex);
	*width = opening->width;
	*height = opening->height;
	bool wanted = *width > 0 && !opening->stopped;
	pthread_mutex_unlock(&opening->mutex);
	return wanted;
}

/* Draws what will be shown, for the figures that this asks for: they stay. */
static void draw(struct opening *opening)
{
	const struct analysis_progress progress = {tell_percent, opening};
	struct grid grid;
	int width, height;

	if (!is_wanted(opening, &width, &height))
		return;
	enter(opening, OPENING_RESTS);
	app_get_ready(opening->host->app, &progress);
	enter(opening, OPENING_SCREEN);
	if (!is_wanted(opening, &width, &height))
		return;
	grid_init(&grid, width, height, opening->options->ascii);
	app_draw(opening->host->app, &grid);
	grid_clear(&grid);
}

static void release(struct opening *opening)
{
	pthread_cond_destroy(&opening->ended);
	pthread_mutex_destroy(&opening->mutex);
	free(opening->own_file);
	free(opening);
}

static void release_all(struct opening *opening)
{
	model_free(opening->model);
	diag_list_clear(&opening->own_faults);
	release(opening);
}

/* True: nobody waits for it any more. */
static bool finish(struct opening *opening)
{
	pthread_mutex_lock(&opening->mutex);
	opening->news.stage = OPENING_DONE;
	pthread_cond_signal(&opening->ended);
	bool dropped = opening->dropped;
	pthread_mutex_unlock(&opening->mutex);
	return dropped;
}

static bool run(struct opening *opening)
{
	const struct load_progress progress = {step, opening};
	const struct load_options load = {.progress = &progress, .only_file = !opening->host};
	struct model *model = load_stack(opening->file, &load, opening->faults);

	enter(opening, OPENING_FIGURES);
	opening->model = model;
	if (model && opening->host) {
		opening->model = NULL;
		host_begin(opening->host, opening->options, model);
		draw(opening);
	}
	return finish(opening);
}

static void *run_thread(void *context)
{
	struct opening *opening = context;

	if (run(opening))
		release_all(opening);
	return NULL;
}

/* Signals are the main thread's business, but for those of a fault of one's own. */
static void block_signals(sigset_t *before)
{
	static const int own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP};
	sigset_t all;

	sigfillset(&all);
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		sigdelset(&all, own[i]);
	pthread_sigmask(SIG_SETMASK, &all, before);
}

static bool start_thread(struct opening *opening)
{
	pthread_attr_t attributes;
	sigset_t before;

	if (pthread_attr_init(&attributes) != 0)
		return false;
	pthread_attr_setstacksize(&attributes, STACK_BYTES);
	block_signals(&before);
	bool started = pthread_create(&opening->thread, &attributes, run_thread, opening) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	return started;
}

/* --- for who waits --------------------------------------------------------------------------- */

static struct opening *start(struct opening *opening)
{
	pthread_condattr_t attributes;

	pthread_mutex_init(&opening->mutex, NULL);
	pthread_condattr_init(&attributes);
#ifndef __APPLE__
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
#endif
	pthread_cond_init(&opening->ended, &attributes);
	pthread_condattr_destroy(&attributes);
	opening->has_thread = start_thread(opening);
	if (!opening->has_thread)
		run(opening);
	return opening;
}

struct opening *opening_start(struct host *host, const struct app_options *options, struct diag_list *faults)
{
	struct opening *opening = memory_new(1, sizeof *opening);

	*host = (struct host){.file = options->stack};
	*opening =
		(struct opening){.host = host, .options = options, .file = options->stack, .faults = faults};
	return start(opening);
}

struct opening *opening_again(const char *file)
{
	struct opening *opening = memory_new(1, sizeof *opening);
	size_t size = file ? strlen(file) + 1 : 0;

	*opening = (struct opening){.own_file = file ? memcpy(memory_new(size, 1), file, size) : NULL};
	opening->file = opening->own_file;
	opening->faults = &opening->own_faults;
	diag_list_init(opening->faults);
	return start(opening);
}

void opening_size(struct opening *opening, int width, int height)
{
	pthread_mutex_lock(&opening->mutex);
	opening->width = width;
	opening->height = height;
	pthread_mutex_unlock(&opening->mutex);
}

static struct timespec after_ms(int ms)
{
	struct timespec until;

#ifdef __APPLE__
	clock_gettime(CLOCK_REALTIME, &until);
#else
	clock_gettime(CLOCK_MONOTONIC, &until);
#endif
	until.tv_sec += ms / 1000;
	until.tv_nsec += ms % 1000 * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000L;
	}
	return until;
}

struct opening_news opening_wait(struct opening *opening, int ms)
{
	const struct timespec until = after_ms(ms);
	int waited = 0;

	pthread_mutex_lock(&opening->mutex);
	while (opening->news.stage != OPENING_DONE && waited == 0)
		waited = pthread_cond_timedwait(&opening->ended, &opening->mutex, &until);
	struct opening_news news = opening->news;
	pthread_mutex_unlock(&opening->mutex);
	return news;
}

void opening_stop(struct opening *opening)
{
	pthread_mutex_lock(&opening->mutex);
	opening->stopped = true;
	pthread_mutex_unlock(&opening->mutex);
}

static void join(struct opening *opening)
{
	if (opening->has_thread)
		pthread_join(opening->thread, NULL);
}

struct model *opening_end_again(struct opening *opening, struct diag_list *faults)
{
	join(opening);
	struct model *model = opening->model;
	*faults = opening->own_faults;
	release(opening);
	return model;
}

void opening_drop(struct opening *opening, int ms)
{
	pthread_t thread = opening->thread;

	opening_stop(opening);
	opening_wait(opening, ms);
	pthread_mutex_lock(&opening->mutex);
	bool dropped = opening->dropped = opening->news.stage != OPENING_DONE;
	pthread_mutex_unlock(&opening->mutex);
	if (dropped) {
		pthread_detach(thread);
		return;
	}
	join(opening);
	release_all(opening);
}

void opening_end(struct opening *opening)
{
	join(opening);
	release(opening); /* the app has the model */
}
