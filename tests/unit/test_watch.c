#include "tui/watch.h"

#include "core/base/file_time.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64], path[96], other[96];

static void write_file(const char *name, const char *text)
{
	FILE *file = fopen(name, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static int setup(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/unmoor-watch-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/stack.yaml", folder);
	snprintf(other, sizeof other, "%s/new.yaml", folder);
	write_file(path, "one");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unlink(path);
	unlink(other);
	rmdir(folder);
	return 0;
}

static void test_sees_writes_and_renames_once(void **state)
{
	const char *paths[] = {path, NULL, "-"};
	struct watch *watch = watch_new(paths, 3, NULL);
	(void)state;
	assert_false(watch_changed(watch, 0));
	write_file(path, "longer");
	assert_true(watch_changed(watch, 0));
	assert_false(watch_changed(watch, 0));
	write_file(other, "longer");
	assert_int_equal(rename(other, path), 0);
	assert_true(watch_changed(watch, 0));
	watch_free(watch);
}

/* As cp -p and rsync leave it; and what could not be read before may be readable now. */
static void test_sees_what_keeps_size_and_time(void **state)
{
	const char *paths[] = {path};
	struct stat before;
	struct watch *watch = watch_new(paths, 1, NULL);
	(void)state;
	assert_int_equal(stat(path, &before), 0);
	const struct timespec written = file_time_written(&before), a_tick = {.tv_nsec = 20000000};
	const struct timespec times[] = {written, written};
	nanosleep(&a_tick, NULL);
	write_file(path, "two");
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
	assert_true(watch_changed(watch, 0));
	nanosleep(&a_tick, NULL);
	assert_int_equal(chmod(path, 0400), 0);
	assert_true(watch_changed(watch, 0));
	assert_false(watch_changed(watch, 0));
	watch_free(watch);
}

static void test_a_file_that_is_gone_for_a_moment_is_no_change(void **state)
{
	const char *paths[] = {path};
	struct watch *watch = watch_new(paths, 1, NULL);
	(void)state;
	unlink(path);
	assert_false(watch_changed(watch, 5000));
	assert_true(watch_waits(watch));
	assert_false(watch_changed(watch, 5999));
	write_file(path, "back");
	assert_true(watch_changed(watch, 6000));
	assert_false(watch_waits(watch));
	/* The time counts from the next time that it is gone. */
	unlink(path);
	assert_false(watch_changed(watch, 9000));
	watch_free(watch);
}

/* It is told once, also by a watch that takes over, and so is that it is back. */
static void test_a_file_that_stays_away_is_a_change(void **state)
{
	const char *paths[] = {path, other};
	struct watch *watch = watch_new(paths, 2, NULL);
	(void)state;
	assert_false(watch_waits(watch)); /* the other one has never been there */
	unlink(path);
	assert_false(watch_changed(watch, 5000));
	assert_true(watch_changed(watch, 6000));
	assert_false(watch_changed(watch, 9000));
	assert_true(watch_waits(watch));
	watch = watch_new(paths, 2, watch);
	assert_false(watch_changed(watch, 12000));
	assert_true(watch_waits(watch));
	write_file(path, "back");
	assert_true(watch_changed(watch, 13000));
	assert_false(watch_changed(watch, 14000));
	assert_false(watch_waits(watch));
	watch_free(watch);
}

/* What is read now is known: its change, and that it is gone. */
static void test_what_is_known_is_no_change(void **state)
{
	const char *paths[] = {path};
	struct watch *watch = watch_new(paths, 1, NULL);
	(void)state;
	write_file(path, "longer");
	watch_known(watch);
	assert_false(watch_changed(watch, 1000));
	unlink(path);
	watch_known(watch);
	assert_false(watch_changed(watch, 9000));
	assert_false(watch_changed(watch, 19000));
	write_file(path, "back");
	assert_true(watch_changed(watch, 20000));
	watch_free(watch);
}

/* The scenarios of a stack that has none yet. */
static void test_a_file_that_is_made_later_is_a_change(void **state)
{
	const char *paths[] = {path, other};
	struct watch *watch = watch_new(paths, 2, NULL);
	(void)state;
	assert_false(watch_changed(watch, 0));
	write_file(other, "made");
	assert_true(watch_changed(watch, 0));
	assert_false(watch_changed(watch, 0));
	watch_free(watch);
}

static void test_no_change_is_lost_between_two_watches(void **state)
{
	const char *before[] = {path}, *after[] = {other, path};
	struct watch *watch = watch_new(before, 1, NULL);
	(void)state;
	write_file(path, "longer");
	write_file(other, "made");
	watch = watch_new(after, 2, watch);
	assert_true(watch_changed(watch, 0));
	assert_false(watch_changed(watch, 0));
	/* What was not watched before is new, whatever was done to it. */
	watch = watch_new(before, 1, watch);
	write_file(other, "made anew");
	watch = watch_new(after, 2, watch);
	assert_false(watch_changed(watch, 0));
	watch_free(watch);
}

static void test_nothing_to_watch(void **state)
{
	const char *paths[] = {NULL};
	struct watch *watch = watch_new(paths, 1, NULL);
	(void)state;
	assert_int_equal(watch_descriptor(watch), -1);
	assert_false(watch_changed(watch, 0));
	watch_free(watch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_sees_writes_and_renames_once, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sees_what_keeps_size_and_time, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_file_that_is_gone_for_a_moment_is_no_change, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_a_file_that_stays_away_is_a_change, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_is_known_is_no_change, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_file_that_is_made_later_is_a_change, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_change_is_lost_between_two_watches, setup, teardown),
		cmocka_unit_test(test_nothing_to_watch),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
