/* for the pseudo-terminals of POSIX */
#define _XOPEN_SOURCE 700

#include "tests/bench/terminal.h"

#include "core/base/memory.h"
#include "tests/bench/samples.h"

#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 65536, MOST_ANSWER_MS = 20000 };

static int open_master(char *name, size_t size, int width, int height)
{
	struct winsize cells = {.ws_row = (unsigned short)height, .ws_col = (unsigned short)width};
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	if (master < 0 || grantpt(master) || unlockpt(master) || !ptsname(master))
		return -1;
	snprintf(name, size, "%s", ptsname(master));
	fcntl(master, F_SETFD, FD_CLOEXEC);
	ioctl(master, TIOCSWINSZ, &cells);
	return master;
}

static void run_program(const char *name, char *const argv[])
{
	setsid();
	int slave = open(name, O_RDWR);
#ifdef TIOCSCTTY
	ioctl(slave, TIOCSCTTY, 0);
#endif
	for (int i = 0; i < 3; i++)
		dup2(slave, i);
	if (slave > 2)
		close(slave);
	execvp(argv[0], argv);
	_exit(127);
}

void terminal_start(struct terminal *terminal, char *const argv[], int width, int height)
{
	char name[128] = "";
	*terminal = (struct terminal){.master = open_master(name, sizeof name, width, height)};
	screen_init(&terminal->screen, width, height);
	terminal->began_s = now_s();
	terminal->program = terminal->master < 0 ? -1 : fork();
	if (terminal->program == 0)
		run_program(name, argv);
	if (terminal->program < 0) {
		perror("bench: cannot start a program in a pty");
		exit(1);
	}
}

void terminal_end(struct terminal *terminal)
{
	kill(terminal->program, SIGKILL);
	waitpid(terminal->program, NULL, 0);
	close(terminal->master);
	free(terminal->bytes);
}

static void show(struct terminal *terminal)
{
	screen_write(&terminal->screen, terminal->bytes, terminal->length);
	terminal->length = 0;
}

/* Reads what comes within the time; the number of bytes, 0: none came. */
static size_t read_some(struct terminal *terminal, int timeout_ms)
{
	struct pollfd fd = {.fd = terminal->master, .events = POLLIN};
	if (terminal->ended || poll(&fd, 1, timeout_ms) <= 0)
		return 0;
	if (terminal->capacity - terminal->length < PIECE) {
		terminal->capacity = terminal->length + 4 * PIECE;
		terminal->bytes = memory_resize(terminal->bytes, terminal->capacity, 1);
	}
	ssize_t got = read(terminal->master, terminal->bytes + terminal->length, PIECE);
	if (got <= 0) {
		terminal->ended = true;
		return 0;
	}
	terminal->length += (size_t)got;
	return (size_t)got;
}

double terminal_wait_text(struct terminal *terminal, const char *text, int patience_ms)
{
	double end = now_s() + patience_ms / 1e3, came = now_s();
	while (screen_find(&terminal->screen, text) < 0) {
		if (now_s() > end || terminal->ended)
			return NAN;
		if (read_some(terminal, 50))
			came = now_s();
		show(terminal);
	}
	return (came - terminal->began_s) * 1e3;
}

size_t terminal_settle(struct terminal *terminal, int quiet_ms)
{
	size_t bytes = 0, got;
	while ((got = read_some(terminal, quiet_ms)) > 0) {
		bytes += got;
		show(terminal);
	}
	return bytes;
}

static double program_cpu_ms(const struct terminal *terminal)
{
	clockid_t clock;
	struct timespec time;
	if (clock_getcpuclockid(terminal->program, &clock) || clock_gettime(clock, &time))
		return 0;
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

struct answer terminal_type(struct terminal *terminal, const char *keys, int silent_ms)
{
	struct answer answer = {.silent = true};
	double cpu = program_cpu_ms(terminal), began = now_s();
	if (write(terminal->master, keys, strlen(keys)) != (ssize_t)strlen(keys))
		return answer;
	while (answer.last_ms < MOST_ANSWER_MS) {
		size_t got = read_some(terminal, answer.silent ? silent_ms : SETTLE_MS);
		if (!got)
			break;
		answer.last_ms = (now_s() - began) * 1e3;
		if (answer.silent)
			answer.first_ms = answer.last_ms;
		answer.silent = false;
		answer.bytes += got;
		answer.reads++;
	}
	answer.cpu_ms = program_cpu_ms(terminal) - cpu;
	show(terminal);
	return answer;
}

double terminal_type_until(struct terminal *terminal, const char *keys, const char *text, int patience_ms)
{
	double began = now_s(), came = began;
	if (write(terminal->master, keys, strlen(keys)) != (ssize_t)strlen(keys))
		return NAN;
	while (screen_find(&terminal->screen, text) < 0) {
		if ((now_s() - began) * 1e3 > patience_ms || terminal->ended)
			return NAN;
		if (read_some(terminal, 50))
			came = now_s();
		show(terminal);
	}
	return (came - began) * 1e3;
}

bool terminal_cursor_row_has(const struct terminal *terminal, const char *text)
{
	char row[SCREEN_MOST_COLUMNS * 4];
	screen_row(&terminal->screen, terminal->screen.y, row, sizeof row);
	return strstr(row, text) != NULL;
}

double terminal_peak_kib(const struct terminal *terminal)
{
	char path[64], line[256];
	double kib = NAN;
	snprintf(path, sizeof path, "/proc/%d/status", (int)terminal->program);
	FILE *file = fopen(path, "r");
	while (file && fgets(line, sizeof line, file))
		if (!strncmp(line, "VmHWM:", 6))
			kib = strtod(line + 6, NULL);
	if (file)
		fclose(file);
	return kib;
}
