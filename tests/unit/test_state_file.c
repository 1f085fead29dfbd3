#include "core/model/load.h"
#include "tui/state_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define HEAD                                      \
	"unmoor: 1\n"                             \
	"as_of: 2026-11-01\n"                     \
	"catalog: none\n"                         \
	"horizon: 24\n"                           \
	"rate: 1000\n"                            \
	"overrun: 1\n"                            \
	"overlap: 1\n"                            \
	"providers:\n"                            \
	"- {id: p, kind: cloud}\n"                \
	"- {id: q, kind: cloud}\n"                \
	"offerings:\n"                            \
	"- {id: p/a, provider: p, kind: store}\n" \
	"- {id: p/b, provider: p, kind: store}\n" \
	"- {id: q/a, provider: q, kind: store}\n"

#define KEPT "unmoor: 1\nscenarios:\n- {id: unsaved, start: 3, migrations: [m1, m2]}\n"

static const char STACK[] = HEAD "components:\n"
				 "- {id: c0, bindings: [{offering: p/a}]}\n"
				 "- {id: c1, bindings: [{offering: p/b}]}\n"
				 "migrations:\n"
				 "- {id: m1, bindings: [c0@p/a], to: q/a}\n"
				 "- {id: m2, bindings: [c1@p/b], to: q/a}\n";

/* m2 is gone, and the component that it moved. */
static const char LESS[] = HEAD "components:\n"
				"- {id: c0, bindings: [{offering: p/a}]}\n"
				"migrations:\n"
				"- {id: m1, bindings: [c0@p/a], to: q/a}\n";

/* Both move the same now. */
static const char CLASH[] = HEAD "components:\n"
				 "- {id: c0, bindings: [{offering: p/a}]}\n"
				 "migrations:\n"
				 "- {id: m1, bindings: [c0@p/a], to: q/a}\n"
				 "- {id: m2, bindings: [c0@p/a], to: p/b}\n";

static const char NONE_LEFT[] = HEAD "components:\n"
				     "- {id: c0, bindings: [{offering: p/a}]}\n";

static struct {
	char folder[32], kept[48], aside[64], second[64];
	struct model *model;
	struct plan plan;
	struct kept_choice choice;
} f;

static int begin(void **state)
{
	(void)state;
	strcpy(f.folder, "/tmp/unmoor-state-XXXXXX");
	assert_non_null(mkdtemp(f.folder));
	snprintf(f.kept, sizeof f.kept, "%s/k.yaml", f.folder);
	snprintf(f.aside, sizeof f.aside, "%s.1", f.kept);
	snprintf(f.second, sizeof f.second, "%s.2", f.kept);
	return 0;
}

static int end(void **state)
{
	(void)state;
	unlink(f.kept);
	unlink(f.aside);
	unlink(f.second);
	return rmdir(f.folder); /* nothing else was left there */
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void expect_file(const char *path, const char *text)
{
	char found[512] = "";
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	(void)!fread(found, 1, sizeof found - 1, file);
	fclose(file);
	assert_string_equal(found, text);
}

/* What is kept, against a stack. */
static enum kept_state take_up(const char *stack, const char *kept)
{
	struct diag_list faults;

	diag_list_init(&faults);
	f.model = load_bytes("stack.yaml", stack, strlen(stack), &faults);
	assert_non_null(f.model);
	diag_list_clear(&faults);
	plan_init(&f.plan, f.model);
	kept_choice_init(&f.choice);
	if (kept)
		write_file(f.kept, kept);
	return state_file_take_up(f.kept, &f.plan, &f.choice);
}

static void drop(void)
{
	kept_choice_clear(&f.choice);
	plan_clear(&f.plan);
	model_free(f.model);
}

static void expect_gone(size_t number, const char *line)
{
	assert_true(number < f.choice.gone_count);
	assert_string_equal(f.choice.gone[number], line);
}

static bool is_on(const char *id)
{
	uint32_t migration = plan_find(&f.plan, id);

	return migration != NONE && choice_is_on(&f.choice.choice, migration);
}

static void nothing_is_kept(void **state)
{
	(void)state;
	assert_int_equal(take_up(STACK, NULL), KEPT_NONE);
	assert_null(f.choice.why);
	assert_int_equal(f.choice.older_count, 0);
	drop();
}

static void all_fits(void **state)
{
	(void)state;
	assert_int_equal(take_up(STACK, KEPT), KEPT_OFFER);
	assert_true(is_on("m1") && is_on("m2"));
	assert_int_equal(f.choice.choice.start, 3);
	assert_int_equal(f.choice.gone_count, 0);
	drop();
	expect_file(f.kept, KEPT);
}

static void a_migration_is_gone(void **state)
{
	(void)state;
	assert_int_equal(take_up(LESS, KEPT), KEPT_OFFER);
	assert_true(is_on("m1"));
	assert_int_equal(f.choice.choice.start, 3);
	assert_int_equal(f.choice.gone_count, 1);
	expect_gone(0, "migration m2");
	drop();
	expect_file(f.kept, KEPT);
}

static void parts_of_one_made_by_hand_are_gone(void **state)
{
	(void)state;
	assert_int_equal(take_up(LESS, "unmoor: 1\n"
				       "migrations:\n"
				       "- {id: hand/1, name: Both, bindings: [c0@p/a, c1@p/b], to: q/a}\n"
				       "- {id: hand/2, name: Gone, bindings: [c1@p/b], to: q/a}\n"
				       "- {id: hand/3, name: To, bindings: [c0@p/a], to: q/z}\n"
				       "scenarios:\n"
				       "- {id: unsaved, migrations: [hand/1, hand/2, hand/3]}\n"),
			 KEPT_OFFER);
	assert_int_equal(choice_count(&f.choice.choice), 1);
	assert_int_equal(f.choice.gone_count, 4);
	expect_gone(0, "Both: c1@p/b");
	expect_gone(1, "Gone: c1@p/b");
	expect_gone(2, "Gone: all that it moves");
	expect_gone(3, "To: q/z, where it moves to");
	drop();
}

/* With a ratio of its own it costs something else than one by hand of the same bindings. */
static void a_saved_one_is_not_made_anew_without_its_ratio(void **state)
{
	(void)state;
	assert_int_equal(take_up(LESS, "unmoor: 1\n"
				       "migrations:\n"
				       "- {id: s, bindings: [c0@p/a], to: q/a, cost_ratio: 2}\n"
				       "- {id: t, from: p/a, to: q/a}\n"
				       "scenarios:\n"
				       "- {id: unsaved, start: 1, migrations: [s, t]}\n"),
			 KEPT_OFFER);
	assert_int_equal(choice_count(&f.choice.choice), 0);
	assert_int_equal(f.choice.gone_count, 2);
	expect_gone(0, "migration s");
	expect_gone(1, "migration t");
	drop();
}

static void two_move_the_same_now(void **state)
{
	(void)state;
	assert_int_equal(take_up(CLASH, KEPT), KEPT_OFFER);
	assert_true(!is_on("m1") && is_on("m2"));
	assert_int_equal(f.choice.gone_count, 1);
	expect_gone(0, "m1: m2 moves the same");
	drop();
}

static void what_was_tried_is_gone(void **state)
{
	(void)state;
	assert_int_equal(take_up(LESS, "unmoor: 1\n"
				       "scenarios:\n"
				       "- {id: unsaved, migrations: [m1], start: 30,\n"
				       "   tried: {'extra:m2': 5, rate: 900}}\n"),
			 KEPT_OFFER);
	assert_true(is_on("m1"));
	assert_int_equal(f.choice.choice.tried_count, 1);
	assert_int_equal(f.choice.choice.start, 0);
	assert_int_equal(f.choice.gone_count, 2);
	expect_gone(0, "tried extra:m2");
	expect_gone(1, "start in month 30: it is beyond the horizon");
	drop();
}

static void expect_aside(const char *stack, const char *kept, const char *aside, const char *why)
{
	struct stat about;

	assert_int_equal(take_up(stack, kept), KEPT_NONE);
	assert_non_null(f.choice.why);
	assert_non_null(strstr(f.choice.why, why));
	assert_string_equal(f.choice.where, aside);
	assert_true(f.choice.older_count > 0);
	assert_string_equal(f.choice.older[f.choice.older_count - 1], aside);
	drop();
	expect_file(aside, kept);
	assert_int_not_equal(stat(f.kept, &about), 0);
}

static void nothing_of_it_fits(void **state)
{
	(void)state;
	expect_aside(NONE_LEFT, "unmoor: 1\nscenarios:\n- {id: unsaved, migrations: [m1]}\n", f.aside,
		     "fits nothing any more");
}

static void it_cannot_be_read(void **state)
{
	(void)state;
	expect_aside(STACK, "unmoor: [\n", f.aside, "cannot be read");
	expect_aside(STACK, "", f.second, "cannot be read"); /* the first is not replaced */
	expect_file(f.aside, "unmoor: [\n");
}

static void it_is_no_choice(void **state)
{
	(void)state;
	expect_aside(STACK, "unmoor: 1\nscenarios:\n- {id: other, migrations: [m1]}\n", f.aside,
		     "is no choice");
}

/* Keeps what was taken up and m1, started in this month. */
static bool keep(struct state_file *file, uint32_t month)
{
	struct arena arena;
	struct diag_list faults;

	arena_init(&arena);
	diag_list_init(&faults);
	choice_set(&f.choice.choice, plan_find(&f.plan, "m1"), true);
	f.choice.choice.start = month;
	bool kept = state_file_keep(file, &arena, &f.plan, &f.choice.choice, &faults);
	assert_true(kept || faults.errors > 0);
	diag_list_clear(&faults);
	file->aside = file->aside ? f.aside : NULL; /* it goes with the arena */
	arena_clear(&arena);
	return kept;
}

static void forget(struct state_file *file)
{
	struct arena arena;

	arena_init(&arena);
	state_file_forget(file, &arena);
	file->aside = file->aside ? f.aside : NULL;
	arena_clear(&arena);
}

static struct state_file found_now(bool settled)
{
	struct state_file file = {.path = f.kept, .stack = "/a \"b\"/stack.yaml", .settled = settled};

	file.there = lstat(f.kept, &file.before) == 0;
	return file;
}

/* All names that it could have are taken. */
static void it_cannot_be_set_aside(void **state)
{
	char path[80];
	(void)state;
	for (int i = 1; i <= STATE_FILE_MOST_OLDER; i++) {
		snprintf(path, sizeof path, "%s.%d", f.kept, i);
		write_file(path, "");
	}
	assert_int_equal(take_up(STACK, "unmoor: [\n"), KEPT_STUCK);
	assert_string_equal(f.choice.where, f.kept);
	assert_int_equal(f.choice.older_count, STATE_FILE_MOST_OLDER);
	struct state_file file = found_now(false);
	assert_false(keep(&file, 2));
	assert_null(file.aside);
	expect_file(f.kept, "unmoor: [\n");
	drop();
	for (int i = 1; i <= STATE_FILE_MOST_OLDER; i++) {
		snprintf(path, sizeof path, "%s.%d", f.kept, i);
		unlink(path);
	}
}

static void expect_state(const char *path, enum kept_state state, const char *why)
{
	take_up(STACK, NULL);
	assert_int_equal(state_file_take_up(path, &f.plan, &f.choice), state);
	assert_int_equal(f.choice.why != NULL, why != NULL);
	if (why)
		assert_non_null(strstr(f.choice.why, why));
	drop();
}

/* Where nothing can be nothing was left; where something may be that is told. */
static void its_place_cannot_be_looked_at(void **state)
{
	char path[600];
	(void)state;
	snprintf(path, sizeof path, "%s/%0400d/k.yaml", f.folder, 0);
	expect_state(path, KEPT_NONE, NULL);
	write_file(f.aside, "");
	snprintf(path, sizeof path, "%s/k.yaml", f.aside);
	expect_state(path, KEPT_NONE, NULL);
	assert_int_equal(symlink(f.second, f.second), 0);
	snprintf(path, sizeof path, "%s/k.yaml", f.second);
	expect_state(path, KEPT_STUCK, "cannot be looked at");
}

static void a_folder_is_set_aside(void **state)
{
	(void)state;
	assert_int_equal(mkdir(f.kept, 0700), 0);
	write_file(strcat(strcpy(f.second, f.kept), "/x"), "mine\n");
	assert_int_equal(take_up(STACK, NULL), KEPT_NONE);
	assert_string_equal(f.choice.where, f.aside);
	drop();
	strcat(strcpy(f.second, f.aside), "/x");
	expect_file(f.second, "mine\n");
	assert_int_equal(unlink(f.second), 0);
	assert_int_equal(rmdir(f.aside), 0);
}

/* What a link leads to is neither read nor written: another program made it. */
static void a_link_is_set_aside(void **state)
{
	char found[64] = "";
	(void)state;
	write_file(f.second, KEPT);
	assert_int_equal(symlink(f.second, f.kept), 0);
	assert_int_equal(take_up(STACK, NULL), KEPT_NONE);
	assert_non_null(strstr(f.choice.why, "is no regular file"));
	assert_string_equal(f.choice.where, f.aside);
	drop();
	assert_true(readlink(f.aside, found, sizeof found - 1) > 0);
	assert_string_equal(found, f.second);
	expect_file(f.second, KEPT);
}

/* A FIFO must not be waited for. */
static void a_fifo_is_set_aside(void **state)
{
	(void)state;
	assert_int_equal(mkfifo(f.kept, 0600), 0);
	assert_int_equal(take_up(STACK, NULL), KEPT_NONE);
	assert_string_equal(f.choice.where, f.aside);
	drop();
}

/* By number, also behind a gap; nothing else that lies there. */
static void older_ones_are_found(void **state)
{
	static const char *const others[] = {"", ".", ".0", ".01", ".1000", ".2x", ".x", "x.2"};
	char path[80];
	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		snprintf(path, sizeof path, "%s%s", f.kept, others[i]);
		write_file(path, KEPT);
	}
	snprintf(path, sizeof path, "%s.11", f.kept);
	write_file(path, "");
	write_file(f.second, "");
	assert_int_equal(take_up(STACK, KEPT), KEPT_OFFER);
	assert_int_equal(f.choice.older_count, 2);
	assert_string_equal(f.choice.older[0], f.second);
	assert_string_equal(f.choice.older[1], path);
	drop();
	unlink(path);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		snprintf(path, sizeof path, "%s%s", f.kept, others[i]);
		unlink(path);
	}
}

/* --- keeping ----------------------------------------------------------------------------------- */

#define KEPT_ANEW(month)                                         \
	"# Scenarios saved from unmoor. "                        \
	"Each save writes this file anew.\n"                     \
	"unmoor: 1\nmigrations: []\nscenarios:\n- id: unsaved\n" \
	"  name: \"/a \\\"b\\\"/stack.yaml\"\n  start: " #month "\n  migrations: [m1, m2]\n"

static void what_is_settled_is_replaced(void **state)
{
	struct stat about;
	(void)state;
	take_up(STACK, KEPT);
	struct state_file file = found_now(true);
	assert_true(keep(&file, 2));
	assert_null(file.aside);
	expect_file(f.kept, KEPT_ANEW(2));
	assert_int_not_equal(lstat(f.aside, &about), 0);
	drop();
	assert_int_equal(take_up(STACK, NULL), KEPT_OFFER);
	file = found_now(true);
	forget(&file);
	assert_null(file.aside);
	assert_int_not_equal(lstat(f.kept, &about), 0);
	drop();
}

static void what_is_not_settled_is_set_aside(void **state)
{
	(void)state;
	take_up(STACK, KEPT);
	struct state_file file = found_now(false);
	forget(&file);
	expect_file(f.kept, KEPT);
	assert_true(keep(&file, 2));
	assert_non_null(file.aside);
	expect_file(f.aside, KEPT);
	expect_file(f.kept, KEPT_ANEW(2));
	drop();
}

/* Both sessions have taken the same up, and end one after the other. */
static void what_another_session_left_since_stays(void **state)
{
	(void)state;
	take_up(STACK, KEPT);
	struct state_file first = found_now(true), second = first, third = first;
	assert_true(keep(&first, 2));
	assert_true(keep(&second, 3));
	assert_non_null(second.aside);
	expect_file(f.aside, KEPT_ANEW(2));
	expect_file(f.kept, KEPT_ANEW(3));
	forget(&third);
	expect_file(f.kept, KEPT_ANEW(3));
	drop();
}

/* What may not be written can make room all the same; what all may read is the owner's alone then. */
static void whatever_its_mode_the_new_one_is_private(void **state)
{
	static const mode_t modes[] = {0400, 0666, 0604};
	struct stat about;
	(void)state;
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		take_up(STACK, KEPT);
		assert_int_equal(chmod(f.kept, modes[i]), 0);
		struct state_file file = found_now(true);
		assert_true(keep(&file, 2));
		assert_null(file.aside);
		expect_file(f.kept, KEPT_ANEW(2));
		assert_int_equal(lstat(f.kept, &about), 0);
		assert_int_equal(about.st_mode & 07777, 0600);
		assert_int_not_equal(lstat(f.aside, &about), 0);
		drop();
		assert_int_equal(unlink(f.kept), 0);
	}
}

/* In a folder that may not be written; a user who is nobody special. Exits 0 when the fault says so. */
static void keep_where_one_may_not(void)
{
	struct state_file file = found_now(true);
	struct arena arena;
	struct diag_list faults;

	if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
		_exit(2);
	arena_init(&arena);
	diag_list_init(&faults);
	bool kept = state_file_keep(&file, &arena, &f.plan, &f.choice.choice, &faults);
	_exit(!kept && faults.errors > 0 && strstr(faults.items[0].text, "Permission denied") ? 0 : 1);
}

static void the_first_fault_is_told(void **state)
{
	int status = -1;
	(void)state;
	take_up(STACK, KEPT);
	if (geteuid() == 0)
		assert_true(chown(f.folder, 65534, 65534) == 0 && chown(f.kept, 65534, 65534) == 0);
	assert_int_equal(chmod(f.folder, 0500), 0);
	if (fork() == 0)
		keep_where_one_may_not();
	assert_true(wait(&status) > 0);
	assert_int_equal(chmod(f.folder, 0700), 0);
	assert_int_equal(status, 0);
	expect_file(f.kept, KEPT);
	drop();
}

/* Where nothing can be kept, what was left before is offered again. */
static void what_made_room_comes_back(void **state)
{
	struct stat about;
	(void)state;
	take_up(STACK, KEPT);
	struct state_file file = found_now(false);
	struct rlimit old, none;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	none = (struct rlimit){.rlim_cur = 0, .rlim_max = old.rlim_max};
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	bool kept = keep(&file, 2);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_false(kept);
	assert_null(file.aside);
	expect_file(f.kept, KEPT);
	assert_int_not_equal(lstat(f.aside, &about), 0);
	drop();
}

/* Sessions of a terminal that is closed all end at the same moment. */
static void of_all_that_end_at_once_none_is_lost(void **state)
{
	enum { SESSIONS = 12 };
	char aside[80];
	bool found[SESSIONS] = {false};
	(void)state;
	take_up(STACK, NULL);
	for (int i = 0; i < SESSIONS; i++) {
		struct state_file file = found_now(false);
		if (fork() == 0)
			_exit(keep(&file, (uint32_t)i) ? 0 : 1);
	}
	for (int i = 0, status; i < SESSIONS; i++)
		assert_true(wait(&status) > 0 && status == 0);
	drop();
	int kept = 0;
	for (int i = 0; i <= STATE_FILE_MOST_OLDER; i++) { /* numbers that were taken in vain are left out */
		snprintf(aside, sizeof aside, i > 0 ? "%s.%d" : "%s", f.kept, i);
		if (access(aside, F_OK) != 0)
			continue;
		if (i > 0)
			assert_int_equal(rename(aside, f.kept), 0);
		assert_int_equal(take_up(STACK, NULL), KEPT_OFFER);
		assert_true(f.choice.choice.start < SESSIONS && !found[f.choice.choice.start]);
		found[f.choice.choice.start] = true;
		kept++;
		drop();
		assert_int_equal(unlink(f.kept), 0);
	}
	assert_int_equal(kept, SESSIONS);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(nothing_is_kept),
		TEST(all_fits),
		TEST(a_migration_is_gone),
		TEST(parts_of_one_made_by_hand_are_gone),
		TEST(a_saved_one_is_not_made_anew_without_its_ratio),
		TEST(two_move_the_same_now),
		TEST(what_was_tried_is_gone),
		TEST(nothing_of_it_fits),
		TEST(it_cannot_be_read),
		TEST(it_is_no_choice),
		TEST(it_cannot_be_set_aside),
		TEST(its_place_cannot_be_looked_at),
		TEST(a_folder_is_set_aside),
		TEST(a_link_is_set_aside),
		TEST(a_fifo_is_set_aside),
		TEST(older_ones_are_found),
		TEST(what_is_settled_is_replaced),
		TEST(what_is_not_settled_is_set_aside),
		TEST(what_another_session_left_since_stays),
		TEST(whatever_its_mode_the_new_one_is_private),
		TEST(the_first_fault_is_told),
		TEST(what_made_room_comes_back),
		TEST(of_all_that_end_at_once_none_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
