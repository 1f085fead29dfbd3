#include "tests/mutation/tests.h"

#include "core/base/memory.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum { PATH_SIZE = 1024 };

/* --- what they take and reach ----------------------------------------------------------------- */

/* The shared object of all sources, with marks; returns NULL, or the path of what cannot be compiled. */
static const char *build_marked(const struct trial *trial, const char *out, const struct source *sources,
				size_t count, const struct changes *changes)
{
	const char **objects = memory_zero(count + 1, sizeof *objects);
	const char *bad = NULL;
	for (size_t i = 0; i < count && !bad; i++) {
		char *object = memory_new(PATH_SIZE, 1);
		snprintf(object, PATH_SIZE, "%s/marked-%zu.o", trial->folder, i);
		objects[i] = object;
		if (!trial_compile_marked(trial, &sources[i], changes, object))
			bad = sources[i].path;
	}
	if (!bad && !trial_link(trial, out, objects, count))
		bad = out;
	for (size_t i = 0; i < count; i++)
		free((char *)objects[i]);
	free(objects);
	return bad;
}

/* A new file of as many zeros, as memory that is shared with whoever maps it. */
static unsigned char *make_shared(const char *path, size_t size)
{
	unlink(path);
	int file = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
	void *bytes = MAP_FAILED;
	if (file >= 0 && ftruncate(file, (off_t)size) == 0)
		bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (file >= 0)
		close(file);
	return bytes == MAP_FAILED ? NULL : bytes;
}

static double children_cpu_s(void)
{
	struct rusage usage;
	getrusage(RUSAGE_CHILDREN, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static bool measure(struct test *test, const struct trial *trial, size_t function_count)
{
	char path[PATH_SIZE];
	snprintf(path, sizeof path, "%s/reached", trial->folder);
	unsigned char *reached = make_shared(path, function_count);
	double before = children_cpu_s();
	setenv("REACHED", path, 1);
	if (!reached || !trial_run(trial, test, 0))
		return false;
	test->cpu_s = children_cpu_s() - before;
	test->reached = reached;
	for (size_t i = 0; i < function_count; i++)
		test->reached_count += reached[i];
	return true;
}

const char *tests_measure(struct test *tests, size_t count, const struct trial *trial, const char *marks,
			  const struct source *sources, size_t source_count, const struct changes *changes)
{
	char marked[PATH_SIZE], loaded[2 * PATH_SIZE];
	snprintf(marked, sizeof marked, "%s/marked.so", trial->folder);
	snprintf(loaded, sizeof loaded, "%s %s", marked, marks);
	const char *bad = build_marked(trial, marked, sources, source_count, changes);
	setenv("MUTANT", loaded, 1);
	for (size_t i = 0; i < count && !bad; i++)
		if (!measure(&tests[i], trial, changes->function_count))
			bad = tests[i].name;
	unsetenv("MUTANT");
	unsetenv("REACHED");
	return bad;
}

/* --- which are run ---------------------------------------------------------------------------- */

/* Quick tests first, and of two alike the one that has less beside this to look at. */
static double rank(const struct test *test)
{
	return test->cpu_s * (double)test->reached_count;
}

static int compare_tests(const void *left, const void *right)
{
	double a = rank(left), b = rank(right);
	return (a > b) - (a < b);
}

size_t tests_choose(struct test *tests, size_t count, const struct change *change)
{
	size_t chosen = 0;
	for (size_t i = 0; i < count; i++) {
		if (!tests[i].reached[change->function])
			continue;
		struct test test = tests[i];
		tests[i] = tests[chosen];
		tests[chosen++] = test;
	}
	qsort(tests, chosen, sizeof *tests, compare_tests);
	return chosen;
}
