/*
 * Do the tests notice when one operator is another? Takes changes at random, tries each in a copy of
 * its file, and prints what became of them: a table, and every change that no test noticed.
 *
 *   mutate COUNT SEED JOBS FOLDER EXCLUSIONS -- SOURCE... -- TEST...
 *
 * The environment has COMPILER and LINKER (trial.h), ONE (what runs a test) and OBJECTS (the folder of
 * the unchanged objects); with CONSTANTS numbers are changed, too, by one; VERBOSE says what noticed
 * which, and what it took. A change that does not compile, gives the same object as the original, or
 * is excluded is replaced by another. `mutate --list SOURCE...` prints all changes.
 */
#include "tests/mutation/tests.h"

#include "core/base/memory.h"

#include <regex.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_SIZE = 1024, JOBS_MOST = 64, EXCLUSIONS_MOST = 16, BAR_PERCENT = 90 };

struct result {
	enum verdict verdict;
	double cpu_s; /* of its compilation and its tests */
	char by[PATH_SIZE];
};

struct run {
	size_t wanted, jobs;
	uint64_t seed;
	const char *folder;
	struct source *sources;
	size_t source_count;
	struct test *tests;
	size_t test_count;
	regex_t exclusions[EXCLUSIONS_MOST];
	size_t exclusion_count;
	struct changes changes; /* in the order in which they are tried */
	struct result *results; /* [changes.count] */
	size_t started, valid, excluded;
	bool verbose, constants;
	struct {
		pid_t child;
		size_t change;
	} slots[JOBS_MOST];
};

static void give_up(const char *what, const char *which)
{
	fprintf(stderr, "mutate: %s %s\n", what, which);
	exit(2);
}

/* --- the changes ------------------------------------------------------------------------------ */

/* splitmix64 (Steele, Lea, Flood 2014) */
static uint64_t draw(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static void shuffle(struct changes *changes, uint64_t seed)
{
	for (size_t i = changes->count; i > 1; i--) {
		size_t other = (size_t)(draw(&seed) % i);
		struct change kept = changes->items[i - 1];
		changes->items[i - 1] = changes->items[other];
		changes->items[other] = kept;
	}
}

static void read_exclusions(struct run *run, const char *path)
{
	char line[PATH_SIZE];
	FILE *file = fopen(path, "r");
	if (!file)
		give_up("cannot read", path);
	while (fgets(line, sizeof line, file)) {
		size_t length = strcspn(line, "\t\n");
		if (length == 0 || line[0] == '#')
			continue;
		line[length] = '\0';
		if (run->exclusion_count == EXCLUSIONS_MOST ||
		    regcomp(&run->exclusions[run->exclusion_count++], line, REG_EXTENDED | REG_NOSUB) != 0)
			give_up("cannot take the exclusion", line);
	}
	fclose(file);
}

/* Patterns are compared with "FILE:TEXT OF THE LINE". */
static bool is_excluded(const struct run *run, const struct change *change)
{
	char text[PATH_SIZE];
	size_t length;
	const char *line = change_line(change, &length);
	snprintf(text, sizeof text, "%s:%.*s", change->source->path, (int)length, line);
	for (size_t i = 0; i < run->exclusion_count; i++)
		if (regexec(&run->exclusions[i], text, 0, NULL, 0) == 0)
			return true;
	return false;
}

static void drop_excluded(struct run *run)
{
	size_t kept = 0;
	for (size_t i = 0; i < run->changes.count; i++) {
		if (run->changes.items[i].constant && !run->constants)
			continue;
		if (is_excluded(run, &run->changes.items[i]))
			run->excluded++;
		else
			run->changes.items[kept++] = run->changes.items[i];
	}
	run->changes.count = kept;
}

/* --- the tests -------------------------------------------------------------------------------- */

static double children_cpu_s(void)
{
	struct rusage usage;
	getrusage(RUSAGE_CHILDREN, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void measure_tests(struct run *run)
{
	struct trial trial = {.compiler = getenv("COMPILER"),
			      .linker = getenv("LINKER"),
			      .one = getenv("ONE"),
			      .folder = run->folder};
	const char *bad = tests_measure(run->tests, run->test_count, &trial, getenv("MARKS"), run->sources,
					run->source_count, &run->changes);
	if (bad)
		give_up("fails though nothing is changed:", bad);
}

/* NAME of .../NAME.c, into `out`. */
static void stem(const char *path, char out[PATH_SIZE])
{
	const char *slash = strrchr(path, '/');
	snprintf(out, PATH_SIZE, "%s", slash ? slash + 1 : path);
	out[strcspn(out, ".")] = '\0';
}

/* --- trying ----------------------------------------------------------------------------------- */

/* Changes nothing: `change` NULL. */
static enum verdict try_here(const struct run *run, size_t slot, const struct source *source,
			     const struct change *change)
{
	char folder[PATH_SIZE], original[2 * PATH_SIZE], name[PATH_SIZE];
	stem(source->path, name);
	snprintf(folder, sizeof folder, "%s/%zu", run->folder, slot);
	snprintf(original, sizeof original, "%s/%s.o", getenv("OBJECTS"), name);
	struct trial trial = {.compiler = getenv("COMPILER"),
			      .linker = getenv("LINKER"),
			      .one = getenv("ONE"),
			      .folder = folder,
			      .original = original,
			      .tests = run->tests,
			      .test_count = change ? tests_choose(run->tests, run->test_count, change) : 0};
	return trial_judge(&trial, source, change);
}

static bool has_missed(const struct run *run, const struct source *source)
{
	for (size_t i = 0; i < run->started; i++)
		if (run->changes.items[i].source == source && run->results[i].verdict == VERDICT_MISSED)
			return true;
	return false;
}

/* Where the object of an unchanged source is not the original, a change that changes nothing would have
 * been missed. */
static void check_originals(const struct run *run)
{
	for (size_t i = 0; i < run->source_count; i++)
		if (has_missed(run, &run->sources[i]) &&
		    try_here(run, 0, &run->sources[i], NULL) != VERDICT_SAME)
			give_up("unchanged it is another:", run->sources[i].path);
}

static void start(struct run *run, size_t slot)
{
	size_t change = run->started++;
	fflush(NULL);
	pid_t child = fork();
	if (child == 0)
		_exit((int)try_here(run, slot, run->changes.items[change].source,
				    &run->changes.items[change]));
	if (child < 0)
		give_up("cannot start", "a process");
	run->slots[slot].child = child;
	run->slots[slot].change = change;
}

static void read_by(const struct run *run, size_t slot, struct result *result)
{
	char path[PATH_SIZE];
	snprintf(path, sizeof path, "%s/%zu/by", run->folder, slot);
	FILE *file = fopen(path, "r");
	if (file && fgets(result->by, sizeof result->by, file))
		stem(result->by, result->by);
	if (file)
		fclose(file);
}

static void print_change(const struct change *change, const struct result *result)
{
	size_t length;
	const char *line = change_line(change, &length), *old = change->source->text + change->at;
	static const char *const names[] = {"caught", "missed", "invalid", "same"};
	printf("%s %s:%u: %.*s -> %s: %.*s", result ? names[result->verdict] : "change", change->source->path,
	       change->line, (int)change->length, old, *change->text ? change->text : "nothing", (int)length,
	       line);
	printf(result && result->by[0] ? "  [%s]\n" : "\n", result ? result->by : "");
}

/* Waits for one to end; false when none runs. */
static bool finish(struct run *run)
{
	int status;
	double before = children_cpu_s();
	pid_t child = wait(&status);
	for (size_t slot = 0; child > 0 && slot < run->jobs; slot++) {
		if (run->slots[slot].child != child)
			continue;
		struct result *result = &run->results[run->slots[slot].change];
		run->slots[slot].child = 0;
		if (!WIFEXITED(status) || WEXITSTATUS(status) >= VERDICT_COUNT)
			give_up("a trial broke off in", run->folder);
		result->verdict = (enum verdict)WEXITSTATUS(status);
		result->cpu_s = children_cpu_s() - before;
		if (result->verdict == VERDICT_CAUGHT)
			read_by(run, slot, result);
		if (run->verbose)
			printf("%5.1f s  ", result->cpu_s);
		if (run->verbose)
			print_change(&run->changes.items[run->slots[slot].change], result);
		run->valid += result->verdict == VERDICT_CAUGHT || result->verdict == VERDICT_MISSED;
		return true;
	}
	return false;
}

/* Starts no more than can still be needed: which changes count does not hang on who is quick. */
static void try_all(struct run *run)
{
	size_t running = 0;
	for (;;) {
		for (size_t slot = 0; slot < run->jobs; slot++)
			if (run->slots[slot].child == 0 && run->valid + running < run->wanted &&
			    run->started < run->changes.count) {
				start(run, slot);
				running++;
			}
		if (!finish(run))
			return;
		running--;
		fflush(stdout);
		if (isatty(2))
			fprintf(stderr, "\r%zu of %zu ", run->valid, run->wanted);
	}
}

/* --- what came of it -------------------------------------------------------------------------- */

static void print_files(const struct run *run)
{
	printf("%6s %6s %6s  %s\n", "tried", "caught", "missed", "file");
	for (size_t s = 0; s < run->source_count; s++) {
		size_t counts[VERDICT_COUNT] = {0};
		for (size_t i = 0; i < run->started; i++)
			if (run->changes.items[i].source == &run->sources[s])
				counts[run->results[i].verdict]++;
		size_t caught = counts[VERDICT_CAUGHT], missed = counts[VERDICT_MISSED];
		if (caught + missed > 0)
			printf("%6zu %6zu %6zu  %s\n", caught + missed, caught, missed, run->sources[s].path);
	}
}

static int print(const struct run *run)
{
	size_t counts[VERDICT_COUNT] = {0};
	for (size_t i = 0; i < run->started; i++) {
		counts[run->results[i].verdict]++;
		if (run->results[i].verdict == VERDICT_MISSED)
			print_change(&run->changes.items[i], &run->results[i]);
	}
	print_files(run);
	size_t caught = counts[VERDICT_CAUGHT], valid = caught + counts[VERDICT_MISSED];
	bool good = valid > 0 && 100 * caught >= BAR_PERCENT * valid;
	printf("mutation: %zu of %zu changes caught, %.1f %% (bar %d %%), seed %llu; replaced: %zu that give "
	       "the "
	       "same object, %zu that do not compile; %zu of %zu sites excluded\n",
	       caught, valid, valid ? 100.0 * (double)caught / (double)valid : 0, BAR_PERCENT,
	       (unsigned long long)run->seed, counts[VERDICT_SAME], counts[VERDICT_INVALID], run->excluded,
	       run->changes.count + run->excluded);
	printf("%d passed, %d failed\n", good, !good);
	return good ? 0 : 1;
}

/* --- the whole -------------------------------------------------------------------------------- */

static char **read_sources(struct run *run, char **argument)
{
	size_t count = 0;
	while (argument[count] && strcmp(argument[count], "--") != 0)
		count++;
	run->sources = memory_zero(count + 1, sizeof *run->sources);
	run->source_count = count;
	for (size_t i = 0; i < count; i++) {
		if (!source_read(&run->sources[i], argument[i]))
			give_up("cannot read", argument[i]);
		changes_find(&run->changes, &run->sources[i]);
	}
	return argument + count + (argument[count] ? 1 : 0);
}

static void read_tests(struct run *run, char **argument)
{
	while (argument[run->test_count])
		run->test_count++;
	run->tests = memory_zero(run->test_count + 1, sizeof *run->tests);
	for (size_t i = 0; i < run->test_count; i++)
		run->tests[i].name = argument[i];
}

static int list(struct run *run, char **argument)
{
	read_sources(run, argument);
	for (size_t i = 0; i < run->changes.count; i++)
		print_change(&run->changes.items[i], NULL);
	return 0;
}

static void make_folders(const struct run *run)
{
	char folder[PATH_SIZE];
	mkdir(run->folder, 0700);
	for (size_t slot = 0; slot < run->jobs; slot++) {
		snprintf(folder, sizeof folder, "%s/%zu", run->folder, slot);
		mkdir(folder, 0700);
	}
}

static bool is_set(const char *name)
{
	const char *value = getenv(name);
	return value && *value;
}

static bool has_environment(void)
{
	static const char *const needed[] = {"COMPILER", "LINKER", "MARKS", "ONE", "OBJECTS"};
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!is_set(needed[i]))
			return false;
	return true;
}

int main(int argc, char *argv[])
{
	static struct run run;
	if (argc > 2 && strcmp(argv[1], "--list") == 0)
		return list(&run, argv + 2);
	if (argc < 7 || !has_environment())
		give_up("usage:", "mutate COUNT SEED JOBS FOLDER EXCLUSIONS -- SOURCE... -- TEST...");
	run.wanted = strtoul(argv[1], NULL, 10);
	run.seed = strtoull(argv[2], NULL, 10);
	run.jobs = strtoul(argv[3], NULL, 10);
	run.folder = argv[4];
	run.verbose = is_set("VERBOSE");
	run.constants = is_set("CONSTANTS");
	if (run.jobs < 1 || run.jobs > JOBS_MOST)
		give_up("not so many jobs:", argv[3]);
	read_exclusions(&run, argv[5]);
	read_tests(&run, read_sources(&run, argv + 7));
	shuffle(&run.changes, run.seed);
	drop_excluded(&run);
	run.results = memory_zero(run.changes.count + 1, sizeof *run.results);
	make_folders(&run);
	measure_tests(&run);
	try_all(&run);
	check_originals(&run);
	return print(&run);
}
