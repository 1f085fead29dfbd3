#include "tests/mutation/trial.h"

#include "core/base/memory.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_SIZE = 1024, WALL_LIMIT_S = 120 };

/* A change can ask for more memory than there is. */
static const rlim_t MEMORY_LIMIT = (rlim_t)2 << 30;

static void be_child(char *const argv[], const char *log, unsigned limit_s)
{
	struct rlimit cpu = {limit_s, limit_s + 1}, memory = {MEMORY_LIMIT, MEMORY_LIMIT}, core = {0, 0};
	int out = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (out >= 0 && dup2(out, 1) >= 0)
		dup2(1, 2);
	setrlimit(RLIMIT_CORE, &core);
	setrlimit(RLIMIT_AS, &memory);
	if (limit_s > 0)
		setrlimit(RLIMIT_CPU, &cpu);
	alarm(WALL_LIMIT_S);
	execvp(argv[0], argv);
	_exit(127);
}

static bool run(const struct trial *trial, char *const argv[], unsigned limit_s)
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

static bool run_command(const struct trial *trial, const char *command, const char *out, const char *in)
{
	char text[PATH_SIZE];
	snprintf(text, sizeof text, "%s \"$1\" \"$2\"", command);
	return run(trial, (char *[]){"sh", "-c", text, "sh", (char *)out, (char *)in, NULL}, 0);
}

bool trial_compile(const struct trial *trial, const struct source *source, const struct change *change,
		   const char *object)
{
	char path[PATH_SIZE];
	const char *slash = strrchr(source->path, '/');
	snprintf(path, sizeof path, "%s/%s", trial->folder, slash ? slash + 1 : source->path);
	return source_write(source, change, path) && run_command(trial, trial->compiler, object, path);
}

bool trial_run(const struct trial *trial, const struct test *test, unsigned limit_s)
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

/* A program may take ten times what it takes unchanged. */
static unsigned limit_of(const struct test *test)
{
	return 2 + (unsigned)(10 * test->cpu_s);
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
	if (!run_command(trial, trial->linker, mutant, object))
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
