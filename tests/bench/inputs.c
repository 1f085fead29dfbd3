#define _XOPEN_SOURCE 700

#include "tests/bench/inputs.h"

#include "tests/bench/process.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static bool exists(const char *path)
{
	return access(path, F_OK) == 0;
}

static FILE *create(const char *path)
{
	FILE *out = fopen(path, "w");
	if (!out)
		fail(path);
	return out;
}

static uint32_t chance(uint32_t most)
{
	static uint64_t state = 1;
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((state >> 33) % most);
}

void inputs_enter(const char *folder)
{
	char home[4096];
	mkdir(folder, 0755);
	if (chdir(folder) || (mkdir("home", 0755) && !exists("home")) || !getcwd(home, sizeof home - 8))
		fail(folder);
	strcat(home, "/home");
	setenv("HOME", home, 1);
	setenv("XDG_CONFIG_HOME", home, 1);
	setenv("XDG_STATE_HOME", home, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
}

static const char *make_stack(const char *tools, char *path, unsigned components, const char *parts)
{
	char program[4096], number[16];
	if (exists(path))
		return path;
	snprintf(program, sizeof program, "%s/stack", tools);
	snprintf(number, sizeof number, "%u", components);
	char *argv[] = {program, number, path, (char *)parts, NULL};
	struct usage usage;
	if (!process_run(argv, &usage))
		exit(1);
	return path;
}

const char *inputs_stack(const char *tools, unsigned components)
{
	static char paths[16][32];
	static int count;
	char *path = paths[count++ % 16];
	snprintf(path, sizeof paths[0], "stack-%u.yaml", components);
	return make_stack(tools, path, components, NULL);
}

const char *inputs_halves(const char *tools, unsigned components)
{
	static char path[32];
	snprintf(path, sizeof path, "halves-%u.yaml", components);
	return make_stack(tools, path, components, "2");
}

const char *inputs_ncdu(void)
{
	static const char path[] = "scan.ncdu.json";
	if (exists(path))
		return path;
	FILE *out = create(path);
	fputs("[1,0,{\"progname\":\"ncdu\",\"progver\":\"1.18\",\"timestamp\":1700000000},\n[{\"name\":\"/"
	      "stack\"}",
	      out);
	for (unsigned folder = 0; folder < 700; folder++) {
		fprintf(out, ",\n[{\"name\":\"dir%04u\",\"asize\":4096,\"dsize\":4096}", folder);
		for (unsigned file = 0; file < 100; file++)
			fprintf(out, ",\n{\"name\":\"component-%u\",\"asize\":%u,\"dsize\":%u}",
				folder * 100 + file, chance(1000000000), chance(1000000000));
		fputs("]", out);
	}
	fputs("]]\n", out);
	fclose(out);
	return path;
}

static void write_commits(FILE *out)
{
	for (unsigned i = 1; i <= 2300; i++) {
		char message[64], content[16];
		int length = snprintf(message, sizeof message, "Move component-%u to provider-%u",
				      chance(1000000), chance(40));
		int size = snprintf(content, sizeof content, "%u", i);
		fprintf(out,
			"commit refs/heads/main\nmark :%u\ncommitter A U Thor <a@example.org> %u +0000\ndata "
			"%d\n%s\n",
			i, 1500000000 + i * 60, length, message);
		if (i > 1)
			fprintf(out, "from :%u\n", i - 1);
		fprintf(out, "M 100644 inline f%u\ndata %d\n%s\n", i % 100, size, content);
	}
}

const char *inputs_repository(void)
{
	static const char path[] = "repository";
	struct usage usage;
	char *start[] = {"git", "init", "-q", "-b", "main", (char *)path, NULL};
	char *reset[] = {"git", "-C", (char *)path, "reset", "-q", "--hard", NULL};
	if (exists(path))
		return path;
	if (!process_run(start, &usage))
		exit(1);
	FILE *out = popen("git -C repository fast-import --quiet", "w");
	if (!out)
		fail("git");
	write_commits(out);
	if (pclose(out) != 0 || !process_run(reset, &usage))
		exit(1);
	return path;
}

const char *inputs_sheet(void)
{
	static const char path[] = "sheet.sc";
	if (exists(path))
		return path;
	FILE *out = create(path);
	for (unsigned i = 0; i < 2000; i++)
		fprintf(out,
			"let A%u = %u\nlet B%u = %u.%02u\nlet C%u = 1\nlet D%u = B%u*C%u*(1+B%u/100000)\n", i,
			i, i, chance(1000), chance(100), i, i, i, i, i);
	fputs("let F0 = @sum(D0:D1999)\nlet F1 = @avg(D0:D1999)\nlet F2 = @max(D0:D1999)\n", out);
	fclose(out);
	return path;
}

const char *inputs_folder(void)
{
	static const char path[] = "folder";
	char name[64];
	if (exists(path))
		return path;
	if (mkdir(path, 0755))
		fail(path);
	for (unsigned i = 1; i <= 1000; i++) {
		snprintf(name, sizeof name, "folder/file-%u.txt", i);
		FILE *out = create(name);
		fprintf(out, "%u\n", i);
		fclose(out);
	}
	return path;
}
