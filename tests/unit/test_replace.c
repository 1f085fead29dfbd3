/* For syscall(). */
#define _DEFAULT_SOURCE

#include "core/model/replace.h"
#include "tests/unit/folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATH_SIZE = FOLDER_PATH_SIZE };

/* A folder of its own, with nothing in it. */
struct fixture {
	struct folder folder;
	char path[PATH_SIZE];
	struct diag_list faults;
};

static struct fixture f;

static int setup(void **state)
{
	(void)state;
	folder_make(&f.folder);
	folder_path(&f.folder, "file", f.path);
	diag_list_init(&f.faults);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	diag_list_clear(&f.faults);
	folder_remove(&f.folder);
	return 0;
}

static bool replace(const char *path, const char *text)
{
	struct target target;
	bool done;

	if (!target_open(&target, path, &f.faults))
		return false;
	done = target_replace(&target, text, strlen(text), &f.faults);
	target_close(&target);
	return done;
}

static void expect_refused(const char *path, const char *why)
{
	struct target target;

	assert_false(target_open(&target, path, &f.faults));
	assert_non_null(strstr(f.faults.items[f.faults.count - 1].text, why));
	assert_string_equal(f.faults.items[f.faults.count - 1].file, path);
}

static mode_t mode_of(const char *path)
{
	return file_status(path).st_mode;
}

static void new_files_are_the_owners_alone(void **state)
{
	mode_t mask = umask(0);

	(void)state;
	assert_true(replace(f.path, "new"));
	(void)umask(mask);
	file_expect(f.path, "new");
	assert_int_equal(mode_of(f.path) & 07777, 0600);
	assert_int_equal(f.faults.count, 0);
	assert_int_equal(folder_empty(&f.folder), 1);
}

static void old_files_keep_their_mode(void **state)
{
	(void)state;
	file_write(f.path, "old and longer");
	assert_int_equal(chmod(f.path, 0646), 0);
	assert_true(replace(f.path, "new"));
	file_expect(f.path, "new");
	assert_int_equal(mode_of(f.path) & 07777, 0646);
	assert_true(replace(f.path, ""));
	file_expect(f.path, "");
	assert_int_equal(folder_empty(&f.folder), 1);
}

static void names_without_a_folder_are_in_this_one(void **state)
{
	char before[512];

	(void)state;
	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(f.folder.path), 0);
	assert_true(replace("file", "here"));
	assert_int_equal(chdir(before), 0);
	file_expect(f.path, "here");
}

static void what_is_no_file_is_refused_at_once(void **state)
{
	char path[PATH_SIZE];

	(void)state;
	assert_int_equal(mkfifo(f.path, 0600), 0);
	expect_refused(f.path, "not a regular file");
	assert_true(S_ISFIFO(mode_of(f.path)));
	folder_path(&f.folder, "folder", path);
	assert_int_equal(mkdir(path, 0700), 0);
	expect_refused(path, "is a folder");
	expect_refused("/dev/null", "not a regular file");
	folder_path(&f.folder, "none/file", path);
	expect_refused(path, "cannot open its folder: No such file");
	folder_path(&f.folder, "", path);
	expect_refused(path, "no name of a file");
	assert_int_equal(folder_empty(&f.folder), 2);
}

static void a_read_only_file_is_refused(void **state)
{
	(void)state;
	if (geteuid() == 0)
		skip_aloud("root may write every file");
	file_write(f.path, "old");
	assert_int_equal(chmod(f.path, 0400), 0);
	expect_refused(f.path, "cannot be written");
	file_expect(f.path, "old");
}

static void links_are_followed(void **state)
{
	char real[PATH_SIZE], middle[PATH_SIZE];

	(void)state;
	folder_path(&f.folder, "real", real);
	folder_path(&f.folder, "middle", middle);
	assert_int_equal(symlink("real", middle), 0);
	assert_int_equal(symlink(middle, f.path), 0);
	/* The first makes the file that the links name, the second replaces it. */
	assert_true(replace(f.path, "one"));
	assert_true(replace(f.path, "two"));
	file_expect(real, "two");
	assert_true(S_ISREG(mode_of(real)));
	assert_true(S_ISLNK(mode_of(middle)));
	assert_true(S_ISLNK(mode_of(f.path)));
	assert_int_equal(folder_empty(&f.folder), 3);
}

static void a_circle_of_links_is_refused(void **state)
{
	char other[PATH_SIZE];

	(void)state;
	folder_path(&f.folder, "other", other);
	assert_int_equal(symlink("file", other), 0);
	assert_int_equal(symlink("other", f.path), 0);
	expect_refused(f.path, "cannot follow the link");
}

/* What killed savers left goes with the next save; what only looks like it stays. */
static void stale_temporary_files_are_swept_away(void **state)
{
	static const char *const others[] = {".unmoor-1-.tmp", ".unmoor--1.tmp", ".unmoor-1-1.tmp.bak",
					     "x.unmoor-1-1.tmp", ".unmoor-a-1.tmp"};
	enum { OTHERS = sizeof(others) / sizeof(*others) };
	char path[PATH_SIZE], name[64];

	(void)state;
	for (int number = 0; number < 3; number++) {
		(void)snprintf(name, sizeof(name), ".unmoor-%ld-%d.tmp", (long)getpid(), number);
		folder_path(&f.folder, name, path);
		file_write(path, "half");
	}
	for (size_t i = 0; i < OTHERS; i++) {
		folder_path(&f.folder, others[i], path);
		file_write(path, "theirs");
	}
	assert_true(replace(f.path, "whole"));
	file_expect(f.path, "whole");
	for (size_t i = 0; i < OTHERS; i++) {
		folder_path(&f.folder, others[i], path);
		file_expect(path, "theirs");
	}
	assert_int_equal(folder_empty(&f.folder), OTHERS + 1);
}

/* Without the lock they stay, for another may be at work, and other names are found. */
static void stale_temporary_files_do_not_block(void **state)
{
	struct target target;
	char path[PATH_SIZE], name[64];

	(void)state;
	assert_true(target_open(&target, f.path, &f.faults));
	for (int number = 0; number < 3; number++) {
		(void)snprintf(name, sizeof(name), ".unmoor-%ld-%d.tmp", (long)getpid(), number);
		folder_path(&f.folder, name, path);
		file_write(path, "half");
	}
	assert_true(target_replace(&target, "whole", 5, &f.faults));
	target_close(&target);
	file_expect(f.path, "whole");
	file_expect(path, "half");
}

static void expect_overtaken(void)
{
	struct target target;

	assert_true(target_open(&target, f.path, &f.faults));
	assert_false(target_replace(&target, "ours", 4, &f.faults));
	assert_true(target.overtaken);
	target_close(&target);
}

/* Between the look and the rename: the other's content stays, ours is not left behind. */
static void a_file_changed_meanwhile_is_not_replaced(void **state)
{
	struct target target;

	(void)state;
	file_write(f.path, "old");
	assert_true(target_open(&target, f.path, &f.faults));
	file_write(f.path, "theirs");
	assert_false(target_replace(&target, "ours", 4, &f.faults));
	target_close(&target);
	file_expect(f.path, "theirs");
	assert_non_null(strstr(f.faults.items[0].text, "changed by another program"));
	assert_int_equal(folder_empty(&f.folder), 1);
	/* Who was shut out meanwhile is not let in again. */
	file_write(f.path, "old");
	assert_true(target_open(&target, f.path, &f.faults));
	assert_int_equal(chmod(f.path, 0640), 0);
	assert_false(target_replace(&target, "ours", 4, &f.faults));
	target_close(&target);
	assert_int_equal(mode_of(f.path) & 07777, 0640);
	assert_int_equal(folder_empty(&f.folder), 1);
	/* One that came into being, one that went. */
	assert_true(target_open(&target, f.path, &f.faults));
	file_write(f.path, "theirs");
	assert_false(target_replace(&target, "ours", 4, &f.faults));
	target_close(&target);
	assert_true(target_open(&target, f.path, &f.faults));
	assert_int_equal(unlink(f.path), 0);
	assert_false(target_replace(&target, "ours", 4, &f.faults));
	target_close(&target);
	assert_int_equal(folder_empty(&f.folder), 0);
}

#ifdef __linux__
/* What happens at the very step that gives the new file its name: in place of the C library's calls. */
static const char *made_before_the_step;
static int refused_with;

static void before_the_step(void)
{
	if (made_before_the_step)
		file_write(f.path, made_before_the_step);
}

int linkat(int from, const char *old, int to, const char *name, int flags)
{
	before_the_step();
	if (refused_with) {
		errno = refused_with;
		return -1;
	}
	return (int)syscall(SYS_linkat, from, old, to, name, flags);
}

int renameat(int from, const char *old, int to, const char *name)
{
	if (!refused_with)
		before_the_step();
	return (int)syscall(SYS_renameat2, from, old, to, name, 0);
}

/* With and without hard links: what another made after the last look stays, and is told. */
static void a_file_made_at_the_last_moment_is_not_replaced(void **state)
{
	(void)state;
	for (int links = 0; links < 2; links++) {
		refused_with = links ? 0 : EPERM;
		made_before_the_step = "theirs";
		expect_overtaken();
		made_before_the_step = NULL;
		file_expect(f.path, "theirs");
		assert_int_equal(folder_empty(&f.folder), 1);
		assert_true(replace(f.path, "ours"));
		file_expect(f.path, "ours");
		assert_int_equal(mode_of(f.path) & 07777, 0600);
		assert_int_equal(folder_empty(&f.folder), 1);
	}
	refused_with = 0;
}
#endif

/* Two savers of one folder take turns; one that never ends is not waited for for ever. */
static void a_folder_is_locked_while_a_target_is_open(void **state)
{
	struct target target;
	int folder = open(f.folder.path, O_RDONLY | O_DIRECTORY);

	(void)state;
	assert_true(folder >= 0);
	assert_true(target_open(&target, f.path, &f.faults));
	assert_int_equal(flock(folder, LOCK_EX | LOCK_NB), -1);
	target_close(&target);
	assert_int_equal(flock(folder, LOCK_EX | LOCK_NB), 0);
	expect_refused(f.path, "is being saved by another process");
	assert_int_equal(close(folder), 0);
	assert_true(replace(f.path, "free again"));
}

/* A child that is killed while it saves, at many moments: the file is one or the other. */
static void a_kill_leaves_the_old_or_the_new(void **state)
{
	static char first[20000], second[20000];
	static char found[20002];

	(void)state;
	memset(first, '1', sizeof(first) - 1);
	memset(second, '2', sizeof(second) - 1);
	assert_true(replace(f.path, first));
	for (int round = 0; round < 40; round++) {
		FILE *file;
		int status;
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0)
			for (;;) {
				(void)replace(f.path, second);
				(void)replace(f.path, first);
			}
		(void)nanosleep(&(struct timespec){0, round * 97 % 2000 * 1000L}, NULL);
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		file = fopen(f.path, "r");
		assert_non_null(file);
		memset(found, 0, sizeof(found));
		(void)!fread(found, 1, sizeof(found) - 1, file);
		assert_int_equal(fclose(file), 0);
		assert_true(strcmp(found, first) == 0 || strcmp(found, second) == 0);
		assert_true(replace(f.path, first));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(new_files_are_the_owners_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(old_files_keep_their_mode, setup, teardown),
		cmocka_unit_test_setup_teardown(names_without_a_folder_are_in_this_one, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_no_file_is_refused_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(a_read_only_file_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(links_are_followed, setup, teardown),
		cmocka_unit_test_setup_teardown(a_circle_of_links_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(stale_temporary_files_are_swept_away, setup, teardown),
		cmocka_unit_test_setup_teardown(stale_temporary_files_do_not_block, setup, teardown),
		cmocka_unit_test_setup_teardown(a_file_changed_meanwhile_is_not_replaced, setup, teardown),
#ifdef __linux__
		cmocka_unit_test_setup_teardown(a_file_made_at_the_last_moment_is_not_replaced, setup,
						teardown),
#endif
		cmocka_unit_test_setup_teardown(a_folder_is_locked_while_a_target_is_open, setup, teardown),
		cmocka_unit_test_setup_teardown(a_kill_leaves_the_old_or_the_new, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
