#include "tests/mutation/trial.h"

#include "core/base/memory.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_SIZE = 1024, WALL_LIMIT_S = 120 };

/* A change can ask for more memory than there is. */
static const rlim_t MEMORY_LIMIT = (rlim_t)2 << 30;

/* In parts of a second for the program itself, in whole ones for each that it starts. */
static void limit_cpu(double limit_s)
{
	rlim_t whole_s = (rlim_t)limit_s + 1;
	struct rlimit cpu = {whole_s, whole_s + 1};
	struct itimerval timer = {.it_value = {.tv_sec = (time_t)limit_s}};
	timer.it_value.tv_usec = (suseconds_t)(1e6 * (limit_s - (double)timer.it_value.tv_sec));
	setrlimit(RLIMIT_CPU, &cpu);
	setitimer(ITIMER_PROF, &timer, NULL);
}

static void be_child(char *const argv[], const char *log, double limit_s)
{
	struct rlimit memory = {MEMORY_LIMIT, MEMORY_LIMIT}, core = {0, 0};
	int out = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (out >= 0 && dup2(out, 1) >= 0)
		dup2(1, 2);
	setrlimit(RLIMIT_CORE, &core);
	setrlimit(RLIMIT_AS, &memory);
	if (limit_s > 0)
		limit_cpu(limit_s);
	alarm(WALL_LIMIT_S);
	execvp(argv[0], argv);
	_exit(127);
}

static bool run(const struct trial *trial, char *const argv[], double limit_s)
{
	char log[PATH_SIZE];
	snprintf(log, sizeof log, "%s/log", trial->folder);
	pid_t child = fork();
	int status;
	if (child == 0)
		be_child(argv, log, limit_s);
	return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
	       WEXITSTATUS(status) == 0;
}

/* COMMAND OUT IN... */
static bool run_command(const struct trial *trial, const char *command, const char *out,
			const char *const in[], size_t count)
{
	char text[PATH_SIZE];
	char **argv = memory_zero(count + 6, sizeof *argv);
	snprintf(text, sizeof text, "%s \"$@\"", command);
	memcpy(argv, (const char *[]){"sh", "-c", text, "sh", out}, 5 * sizeof *argv);
	memcpy(argv + 5, in, count * sizeof *argv);
	bool done = run(trial, argv, 0);
	free(argv);
	return done;
}

/* Where the copy of a source stands that is compiled. */
static void name_copy(const struct trial *trial, const struct source *source, char path[PATH_SIZE])
{
	const char *slash = strrchr(source->path, '/');
	snprintf(path, PATH_SIZE, "%s/%s", trial->folder, slash ? slash + 1 : source->path);
}

bool trial_compile(const struct trial *trial, const struct source *source, const struct change *change,
		   const char *object)
{
	char path[PATH_SIZE];
	name_copy(trial, source, path);
	return source_write(source, change, path) &&
	       run_command(trial, trial->compiler, object, (const char *[]){path}, 1);
}

bool trial_compile_marked(const struct trial *trial, const struct source *source,
			  const struct changes *changes, const char *object)
{
	char path[PATH_SIZE];
	name_copy(trial, source, path);
	return source_write_marked(source, changes, path) &&
	       run_command(trial, trial->compiler, object, (const char *[]){path}, 1);
}

bool trial_link(const struct trial *trial, const char *out, const char *const objects[], size_t count)
{
	return run_command(trial, trial->linker, out, objects, count);
}

bool trial_run(const struct trial *trial, const struct test *test, double limit_s)
{
	return run(trial, (char *[]){"sh", (char *)trial->one, (char *)test->name, NULL}, limit_s);
}

static bool same_bytes(const char *left, const char *right)
{
	struct source a, b;
	bool read_a = source_read(&a, left), read_b = source_read(&b, right);
	bool same = read_a && read_b && a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
	free(a.text);
	free(b.text);
	return same;
}

static void note(const struct trial *trial, const struct test *test)
{
	char path[PATH_SIZE];
	snprintf(path, sizeof path, "%s/by", trial->folder);
	FILE *file = fopen(path, "w");
	if (file) {
		fputs(test->name, file);
		fclose(file);
	}
}

/* A test that takes this much longer than unchanged, counted in time of the processor, does not end. */
static double limit_of(const struct test *test)
{
	return 0.5 + 5 * test->cpu_s;
}

enum verdict trial_judge(const struct trial *trial, const struct source *source, const struct change *change)
{
	char object[PATH_SIZE], mutant[PATH_SIZE];
	snprintf(object, sizeof object, "%s/object.o", trial->folder);
	snprintf(mutant, sizeof mutant, "%s/mutant.so", trial->folder);
	if (!trial_compile(trial, source, change, object))
		return VERDICT_INVALID;
	if (same_bytes(object, trial->original))
		return VERDICT_SAME;
	if (!trial_link(trial, mutant, (const char *[]){object}, 1))
		return VERDICT_INVALID;
	setenv("MUTANT", mutant, 1);
	setenv("TMPDIR", trial->folder, 1);
	for (size_t i = 0; i < trial->test_count; i++)
		if (!trial_run(trial, &trial->tests[i], limit_of(&trial->tests[i]))) {
			note(trial, &trial->tests[i]);
			return VERDICT_CAUGHT;
		}
	return VERDICT_MISSED;
}
