/*
 * Kills savers at random moments: kills [--program UNMOOR] [--in FOLDER] [COUNT [SEED]].
 *
 * A saver saves one version after the other of a few scenarios into one file and reports each save
 * that is done. After every kill the file must hold what was reported, or one save more, whole; and
 * the next saver must not be hindered by what the killed one left. Without --program the saver is a
 * fork that saves through the core, which dies within a save most of the time; with it, it is the
 * program. At the end two savers save into one file at once: no save that was reported may be lost.
 */
#include "core/base/memory.h"
#include "core/model/companion.h"
#include "core/model/load.h"
#include "core/model/scenario.h"
#include "core/model/store.h"
#include "tests/torture/score.h"
#include "tests/torture/stack.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SCENARIOS = 12, CLEAN_EVERY = 20, EACH_AT_ONCE = 40 };

struct field {
	char folder[64], stack[80], file[80];
	const char *program; /* NULL: a fork saves */
	const char *base;    /* where the folder is made */
	struct model *model;
	struct plan plan;
	struct score score;
	uint64_t random;
	uint32_t version; /* what the file holds: saves 1 to version */
	double save_us;   /* how long one takes */
	long within;      /* savers that died between the making of the new file and its rename, so far */
};

static double now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static void die(const char *what)
{
	perror(what);
	exit(2);
}

static void make_field(struct field *field)
{
	struct diag_list faults;

	snprintf(field->folder, sizeof field->folder, "%s/unmoor-kills-XXXXXX", field->base);
	if (!mkdtemp(field->folder))
		die("mkdtemp");
	snprintf(field->stack, sizeof field->stack, "%s/stack.yaml", field->folder);
	snprintf(field->file, sizeof field->file, "%s/kept.yaml", field->folder);
	stack_write(field->stack);
	diag_list_init(&faults);
	field->model = load_stack(field->stack, NULL, &faults);
	diag_list_clear(&faults);
	if (!field->model)
		die("the stack does not load");
	plan_init(&field->plan, field->model);
}

/* How many files of the folder have a name that begins so; `remove`: they are removed. */
static long count_files(const struct field *field, const char *begin, bool remove)
{
	long count = 0;
	DIR *folder = opendir(field->folder);

	for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;)
		if (strncmp(entry->d_name, begin, strlen(begin)) == 0 && strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0 &&
		    (!remove || unlinkat(dirfd(folder), entry->d_name, 0) == 0))
			count++;
	if (folder)
		closedir(folder);
	return count;
}

/* Did this saver leave its new file without the rename? The next one sweeps it away. */
static void count_within(struct field *field, pid_t saver)
{
	char begin[32];

	snprintf(begin, sizeof begin, ".unmoor-%ld-", (long)saver);
	field->within += count_files(field, begin, false) > 0;
}

static void clear_field(struct field *field)
{
	(void)count_files(field, "", true);
	rmdir(field->folder);
	plan_clear(&field->plan);
	model_free(field->model);
}

/* --- the savers ------------------------------------------------------------------------------ */

/* Save number `version`: which scenario it replaces and what it puts there follow from the number. */
static bool save_version(struct field *field, const char *prefix, uint32_t version)
{
	char id[32], name[32];
	struct choice choice;
	struct diag_list faults;

	snprintf(id, sizeof id, "%s%u", prefix, version % SCENARIOS);
	snprintf(name, sizeof name, "%u", version);
	choice_init(&choice);
	choice_set(&choice, 0, true);
	choice.start = version % 36;
	diag_list_init(&faults);
	bool done = store_save(field->file, &field->plan, &choice, id, name, &faults);
	diag_list_clear(&faults);
	choice_clear(&choice);
	return done;
}

static _Noreturn void save_for_ever(struct field *field, int reports)
{
	for (uint32_t version = field->version + 1;; version++)
		if (!save_version(field, "s", version) ||
		    write(reports, &version, sizeof version) != (ssize_t)sizeof version)
			_exit(1);
}

static _Noreturn void run_program(const struct field *field)
{
	char id[32], name[32], start[32];
	uint32_t version = field->version + 1;

	snprintf(id, sizeof id, "s%u", version % SCENARIOS);
	snprintf(name, sizeof name, "%u", version);
	snprintf(start, sizeof start, "%u", version % 36);
	execl(field->program, field->program, "save", field->stack, "--scenario", id, "--migrate", "m",
	      "--start", start, "--name", name, "--to", field->file, (char *)NULL);
	_exit(127);
}

static void wait_us(double us)
{
	double end = now_us() + us;

	/* A sleep is too coarse for the last part. */
	if (us > 200) {
		double sleep = us - 150;
		struct timespec time = {.tv_sec = (time_t)(sleep / 1e6),
					.tv_nsec = (long)(sleep - 1e6 * (double)(long)(sleep / 1e6)) * 1000};
		nanosleep(&time, NULL);
	}
	while (now_us() < end)
		continue;
}

/* --- what must hold afterwards --------------------------------------------------------------- */

static bool holds_version(const struct companion *file, uint32_t version)
{
	uint32_t first = version >= SCENARIOS ? version - SCENARIOS + 1 : 1, found = 0;

	for (uint32_t i = 0; i < file->scenario_count; i++) {
		const struct companion_scenario *scenario = &file->scenarios[i];
		unsigned long number = strtoul(scenario->name, NULL, 10);
		if (number < first || number > version || scenario->start != number % 36 ||
		    strtoul(scenario->id + 1, NULL, 10) != number % SCENARIOS ||
		    scenario->migration_count != 1)
			return false;
		found++;
	}
	return found == version + 1 - first;
}

/* Which save the file shows, or UINT32_MAX when it shows none of the two that it may. */
static uint32_t find_version(const struct field *field, uint32_t reported)
{
	struct companion file;
	struct diag_list faults;
	uint32_t version = UINT32_MAX;

	diag_list_init(&faults);
	if (companion_read(&file, field->file, field->model, &faults)) {
		if (holds_version(&file, reported))
			version = reported;
		else if (holds_version(&file, reported + 1))
			version = reported + 1;
	}
	companion_clear(&file);
	diag_list_clear(&faults);
	return version;
}

static void check_file(struct field *field, uint32_t reported)
{
	char what[96];
	uint32_t version = find_version(field, reported);

	snprintf(what, sizeof what, "after save %u was reported the file is torn or has lost one", reported);
	if (score_check(&field->score, version != UINT32_MAX, "kill", what)) {
		field->version = version;
		return;
	}
	/* From here on anew, so that one loss is not counted again and again. */
	unlink(field->file);
	field->version = 0;
}

/* --- killing --------------------------------------------------------------------------------- */

/* Starts a saver and kills it `after` us; the last save that it reported. */
static uint32_t kill_fork(struct field *field, double after)
{
	int ends[2];
	uint32_t version, reported = field->version;

	if (pipe(ends) != 0)
		die("pipe");
	pid_t saver = fork();
	if (saver == 0)
		save_for_ever(field, ends[1]);
	close(ends[1]);
	wait_us(after);
	kill(saver, SIGKILL);
	waitpid(saver, NULL, 0);
	count_within(field, saver);
	while (read(ends[0], &version, sizeof version) == (ssize_t)sizeof version)
		reported = version;
	close(ends[0]);
	return reported;
}

static uint32_t kill_program(struct field *field, double after)
{
	int status;
	pid_t saver = fork();

	if (saver == 0)
		run_program(field);
	wait_us(after);
	kill(saver, SIGKILL);
	waitpid(saver, &status, 0);
	count_within(field, saver);
	if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
		score_check(&field->score, false, "kill", "a save failed by itself");
	return field->version + (WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void kill_once(struct field *field)
{
	double most = field->save_us * (field->program ? 1.2 : 4);
	double after = most * score_random(&field->random, 100000) / 100000;

	check_file(field, field->program ? kill_program(field, after) : kill_fork(field, after));
}

/* How long a save takes here; one of the program's includes its start. */
static void measure(struct field *field)
{
	enum { TIMES = 8 };
	double start = now_us();

	for (int i = 0; i < TIMES; i++) {
		int status = 0;
		pid_t saver = field->program ? fork() : -1;
		if (saver == 0)
			run_program(field);
		if (saver > 0)
			waitpid(saver, &status, 0);
		else if (!save_version(field, "s", field->version + 1))
			status = 1;
		if (!score_check(&field->score, status == 0, "measure", "a save that nobody disturbs fails"))
			return;
		field->version++;
	}
	field->save_us = (now_us() - start) / TIMES;
}

/* --- two at once ----------------------------------------------------------------------------- */

static pid_t start_one_of_two(struct field *field, const char *prefix, int reports)
{
	pid_t saver = fork();

	if (saver != 0)
		return saver;
	for (uint32_t version = 0; version < EACH_AT_ONCE; version++) {
		char report[2] = {prefix[0], (char)version};
		if (save_version(field, prefix, version) &&
		    write(reports, report, sizeof report) != sizeof report)
			_exit(1);
	}
	_exit(0);
}

static bool has_save(const struct companion *file, const char report[2])
{
	for (uint32_t i = 0; i < file->scenario_count; i++) {
		const struct companion_scenario *scenario = &file->scenarios[i];
		if (scenario->id[0] == report[0] &&
		    strtoul(scenario->id + 1, NULL, 10) == (unsigned char)report[1] % SCENARIOS)
			return strtoul(scenario->name, NULL, 10) >= (unsigned char)report[1];
	}
	return false;
}

static void save_at_once(struct field *field)
{
	int ends[2];
	char report[2];
	struct companion file;
	struct diag_list faults;

	unlink(field->file);
	if (pipe(ends) != 0)
		die("pipe");
	pid_t first = start_one_of_two(field, "a", ends[1]), second = start_one_of_two(field, "b", ends[1]);
	close(ends[1]);
	waitpid(first, NULL, 0);
	waitpid(second, NULL, 0);
	diag_list_init(&faults);
	score_check(&field->score, companion_read(&file, field->file, field->model, &faults), "two at once",
		    "the file is torn");
	long reports = 0;
	while (read(ends[0], report, sizeof report) == sizeof report) {
		score_check(&field->score, has_save(&file, report), "two at once", "a reported save is lost");
		reports++;
	}
	score_check(&field->score, reports > EACH_AT_ONCE, "two at once", "hardly any save was done");
	close(ends[0]);
	companion_clear(&file);
	diag_list_clear(&faults);
}

int main(int argc, char **argv)
{
	struct field field = {.score = {.name = "kills"}};

	/* In memory where there is one: a kill needs no slow disk, and there are many. */
	field.base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	for (; argc > 2 && argv[1][0] == '-'; argc -= 2, argv += 2)
		*(strcmp(argv[1], "--program") == 0 ? &field.program : &field.base) = argv[2];
	long count = argc > 1 ? atol(argv[1]) : 300;
	field.random = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	make_field(&field);
	measure(&field);
	for (long i = 0; i < count && field.save_us > 0; i++) {
		kill_once(&field);
		/* Not at once: a saver must get along with what others left. */
		if (i % CLEAN_EVERY == 0)
			(void)count_files(&field, ".unmoor-", true);
	}
	if (!field.program)
		save_at_once(&field);
	printf("%s saved in %.0f us each; %ld of %ld savers died with the new file half way\n",
	       field.program ? "the program" : "the core", field.save_us, field.within, count);
	clear_field(&field);
	return score_end(&field.score);
}
