#define _DEFAULT_SOURCE /* for wait4 */

#include "tests/bench/process.h"

#include "tests/bench/samples.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

/* Warnings of a stack are no news here. */
static pid_t start(char *const argv[], int output)
{
	pid_t child = fork();
	if (child == 0) {
		int nowhere = open("/dev/null", O_WRONLY);
		dup2(output, STDOUT_FILENO);
		dup2(nowhere, STDERR_FILENO);
		execvp(argv[0], argv);
		_exit(127);
	}
	return child;
}

static bool finish(pid_t child, const char *name, struct rusage *used)
{
	int status = 0;
	if (child > 0 && wait4(child, &status, 0, used) == child && WIFEXITED(status) &&
	    WEXITSTATUS(status) == 0)
		return true;
	fprintf(stderr, "bench: '%s' failed\n", name);
	return false;
}

bool process_run(char *const argv[], struct usage *usage)
{
	struct rusage used = {0};
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	double began = now_s();
	bool done = finish(start(argv, nowhere), argv[0], &used);
	usage->wall_s = now_s() - began;
	usage->cpu_s = seconds(used.ru_utime) + seconds(used.ru_stime);
	usage->peak_kib = (double)used.ru_maxrss;
	close(nowhere);
	return done;
}

bool process_read(char *const argv[], char *out, size_t size)
{
	struct rusage used;
	int ends[2];
	size_t length = 0;
	ssize_t got;
	if (pipe(ends))
		return false;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	pid_t child = start(argv, ends[1]);
	close(ends[1]);
	while ((got = read(ends[0], out + length, size - 1 - length)) > 0)
		length += (size_t)got;
	out[length] = '\0';
	close(ends[0]);
	return finish(child, argv[0], &used);
}

bool process_exists(const char *name)
{
	const char *path = getenv("PATH");
	char file[4096];
	while (path && *path) {
		size_t length = strcspn(path, ":");
		snprintf(file, sizeof file, "%.*s/%s", (int)length, path, name);
		if (access(file, X_OK) == 0)
			return true;
		path += length + (path[length] == ':');
	}
	return false;
}
