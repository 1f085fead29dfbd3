/* Opening a stack beside what the main thread does. */
#undef _FORTIFY_SOURCE /* it has a pread of its own in the header, where here is another */
#include "tui/opening.h"
#include "tui/reload.h"

#include "core/base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 60000 };

/* A disk that does not answer: whoever reads waits for as long as it is gone. */
static atomic_bool gone;
static atomic_int waiting;

static void nap(void)
{
	const struct timespec millisecond = {.tv_nsec = 1000000};
	nanosleep(&millisecond, NULL);
}

/* Of the C library's own, which the loader would call. */
ssize_t pread(int descriptor, void *bytes, size_t size, off_t offset)
{
	waiting++;
	while (gone)
		nap();
	waiting--;
	return lseek(descriptor, offset, SEEK_SET) < 0 ? -1 : read(descriptor, bytes, size);
}

static const char head[] = "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1000\noverrun: 1\noverlap: 1\n"
			   "drivers: [{id: d, category: redesign, effort: 1}]\n"
			   "providers: [{id: p, kind: cloud}, {id: q, kind: cloud}]\n"
			   "offerings: [{id: o1, provider: p, kind: k}, {id: o2, provider: q, kind: k}]\n"
			   "migrations: [{id: m, from: o1, to: o2}]\n";

struct world {
	char path[32];
	struct host host;
	struct diag_list faults;
	struct app_options options;
	struct opening *opening;
};

/* Begins to open a stack of that many components; `more` ends the file. */
static void start(struct world *world, unsigned components, const char *more)
{
	*world = (struct world){.path = "/tmp/unmoor-opening-XXXXXX"};
	FILE *file = fdopen(mkstemp(world->path), "w");
	assert_non_null(file);
	fputs(head, file);
	fputs("components:\n", file);
	for (unsigned i = 0; i < components; i++)
		fprintf(file, "- {id: c%u, bindings: [{offering: o%u, monthly: %u, counts: {d: 1}}]}\n", i,
			i % 2 + 1, i % 100);
	fputs(more, file);
	fclose(file);
	diag_list_init(&world->faults);
	world->options.stack = world->path;
	world->opening = opening_start(&world->host, &world->options, &world->faults);
}

static void finish(struct world *world)
{
	host_close(&world->host);
	diag_list_clear(&world->faults);
	unlink(world->path);
}

/* Waits for the end; stages and bytes only ever go forward. */
static void wait_for_end(struct world *world)
{
	struct opening_news news = {OPENING_READS, 0, 0, 0};
	int waited = 0;

	while (news.stage != OPENING_DONE) {
		struct opening_news now = opening_wait(world->opening, 5);
		assert_true(now.stage >= news.stage && now.done >= news.done && now.total >= news.total);
		assert_true(now.done <= now.total);
		assert_true(now.stage != OPENING_RESTS || news.stage != OPENING_RESTS ||
			    (now.percent >= news.percent && now.percent <= 100));
		assert_true((waited += 5) < PATIENCE_MS);
		news = now;
	}
	assert_true(news.done == news.total);
	opening_end(world->opening);
}

static void test_opens(void **state)
{
	struct world world;
	struct grid grid;

	(void)state;
	start(&world, 3000, "");
	opening_size(world.opening, 120, 40);
	wait_for_end(&world);
	assert_non_null(world.host.app);
	assert_int_equal(world.faults.errors, 0);
	assert_int_equal(app_plan(world.host.app)->model->component_count, 3000);
	grid_init(&grid, 120, 40, true);
	app_draw(world.host.app, &grid);
	grid_clear(&grid);
	finish(&world);
}

static void test_tells_faults(void **state)
{
	struct world world;

	(void)state;
	start(&world, 10, "- {id: c3}\n");
	wait_for_end(&world);
	assert_null(world.host.app);
	assert_string_equal(world.faults.items[0].text, "component 'c3' is given twice");
	finish(&world);
}

/* Wherever it is when it is stopped, it ends, and what there is of it is whole. */
static void test_stops(void **state)
{
	(void)state;
	for (int ms = 0; ms < 20; ms += 3) {
		struct world world;
		start(&world, 5000, "");
		opening_size(world.opening, 80, 24);
		opening_wait(world.opening, ms);
		opening_stop(world.opening);
		opening_end(world.opening);
		if (!world.host.app)
			assert_string_equal(world.faults.items[0].text, "loading was stopped");
		finish(&world);
	}
}

/* --- loading again --------------------------------------------------------------------------- */

static void start_again(struct world *world, struct reload *reload, unsigned components)
{
	start(world, components, "");
	wait_for_end(world);
	assert_non_null(world->host.app);
	*reload = (struct reload){.opening = NULL};
}

static void add_component(const struct world *world)
{
	FILE *file = fopen(world->path, "a");
	assert_non_null(file);
	fputs("- {id: more, bindings: [{offering: o1}]}\n", file);
	fclose(file);
}

static uint32_t components(const struct world *world)
{
	return app_plan(world->host.app)->model->component_count;
}

/* Looks until something was loaded. */
static void wait_for_reload(struct world *world, struct reload *reload)
{
	bool loaded = false;
	int waited = 0;
	while (!loaded) {
		bool news = reload_look(reload, &world->host, 5, &loaded);
		assert_true(news || !loaded);
		assert_true((waited += 5) < PATIENCE_MS);
	}
}

static void test_loads_again(void **state)
{
	struct world world;
	struct reload reload;
	bool loaded;

	(void)state;
	start_again(&world, &reload, 2000);
	assert_false(reload_look(&reload, &world.host, 1000, &loaded));
	add_component(&world);
	assert_int_equal(components(&world), 2000);
	reload_begin(&reload, &world.host);
	wait_for_reload(&world, &reload);
	assert_int_equal(components(&world), 2001);
	assert_null(reload.opening);
	add_component(&world); /* twice: a fault, and what there was stays */
	reload_begin(&reload, &world.host);
	wait_for_reload(&world, &reload);
	assert_int_equal(components(&world), 2001);
	finish(&world);
}

/* A change while it is being loaded, and one that is of no interest any more. */
static void test_changes_meanwhile(void **state)
{
	struct world world;
	struct reload reload;

	(void)state;
	start_again(&world, &reload, 2000);
	reload_begin(&reload, &world.host);
	add_component(&world);
	reload_begin(&reload, &world.host);
	wait_for_reload(&world, &reload);
	assert_non_null(reload.opening);
	wait_for_reload(&world, &reload);
	assert_null(reload.opening);
	assert_int_equal(components(&world), 2001);
	reload_begin(&reload, &world.host);
	reload_drop(&reload);
	assert_null(reload.opening);
	reload_drop(&reload);
	finish(&world);
}

/* Who saves, or leaves, does not wait for a disk that is gone; what is read when it is back goes nowhere. */
static void test_drops_what_hangs(void **state)
{
	struct world world;
	struct reload reload;
	struct timespec before, after;

	(void)state;
	start_again(&world, &reload, 2000);
	gone = true;
	reload_begin(&reload, &world.host);
	for (int i = 0; i < PATIENCE_MS && waiting == 0; i++)
		nap();
	assert_true(waiting > 0);
	clock_gettime(CLOCK_MONOTONIC, &before);
	reload_drop(&reload);
	clock_gettime(CLOCK_MONOTONIC, &after);
	assert_true(after.tv_sec - before.tv_sec <= 1);
	assert_null(reload.opening);
	finish(&world);
	gone = false;
	for (int i = 0; i < PATIENCE_MS && waiting > 0; i++)
		nap();
	assert_int_equal(waiting, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_opens),
		cmocka_unit_test(test_tells_faults),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_loads_again),
		cmocka_unit_test(test_changes_meanwhile),
		cmocka_unit_test(test_drops_what_hangs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
