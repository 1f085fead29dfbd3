/* For the pseudo-terminals of POSIX; TIOCSCTTY is asked for where it is needed. */
#define _XOPEN_SOURCE 700

#include "tests/pty/session.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Of the clock on the wall, so that a loaded machine is no fault; what hangs hangs for longer. */
enum { PATIENCE_MS = 20000 };

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool write_int(int fd, int value)
{
	return write(fd, &value, sizeof value) == (ssize_t)sizeof value;
}

static void set_size(int fd, int width, int height)
{
	struct winsize size = {.ws_row = (unsigned short)height, .ws_col = (unsigned short)width};

	ioctl(fd, TIOCSWINSZ, &size);
}

/* What is ignored stays so in a program that is started: with nohup, or in the background of a shell. */
static void heed_signals(void)
{
	static const int numbers[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGTSTP, SIGXFSZ};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		signal(numbers[i], SIG_DFL);
}

static void run_program(int slave, char *const argv[])
{
	setpgid(0, 0);
	heed_signals();
	/* Only a stopped group may ask for the foreground from the background; this one may not be stopped.
	 */
	signal(SIGTTOU, SIG_IGN);
	tcsetpgrp(slave, getpid());
	signal(SIGTTOU, SIG_DFL);
	for (int fd = 0; fd < 3; fd++)
		dup2(slave, fd);
	for (int fd = 3; fd < 64; fd++)
		close(fd);
	execv(argv[0], argv);
	_exit(127);
}

static struct {
	int slave;
	pid_t program;
} led;

/* A shell takes the terminal when its job stops, and gives it back to continue it in the foreground. */
static void give_terminal(int number)
{
	tcsetpgrp(led.slave, number == SIGUSR1 ? getpid() : led.program);
}

/* Starts the program and passes on what wait says of it until it has ended. */
static void lead(const char *name, int events, char *const argv[])
{
	int slave, status;
	pid_t program;

	setsid();
	slave = open(name, O_RDWR);
#ifdef TIOCSCTTY
	ioctl(slave, TIOCSCTTY, 0);
#endif
	program = fork();
	if (program == 0)
		run_program(slave, argv);
	/* When the program ends in a hang-up the leader has to tell so. */
	signal(SIGHUP, SIG_IGN);
	signal(SIGTTOU, SIG_IGN);
	led.slave = slave;
	led.program = program;
	struct sigaction action = {.sa_handler = give_terminal, .sa_flags = SA_RESTART};
	sigaction(SIGUSR1, &action, NULL);
	sigaction(SIGUSR2, &action, NULL);
	write_int(events, (int)program);
	do {
		if (waitpid(program, &status, WUNTRACED) != program || !write_int(events, status))
			break;
	} while (WIFSTOPPED(status));
	_exit(0);
}

static int open_master(char *name, size_t size)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);

	if (master < 0 || grantpt(master) || unlockpt(master) || !ptsname(master))
		return -1;
	strncpy(name, ptsname(master), size - 1);
	return master;
}

bool session_start(struct session *session, char *const argv[], int width, int height)
{
	char name[128] = "";
	int pipe_ends[2], program;

	memset(session, 0, sizeof *session);
	screen_init(&session->screen, width, height);
	session->master = open_master(name, sizeof name);
	session->slave = open(name, O_RDWR | O_NOCTTY);
	if (session->master < 0 || session->slave < 0 || pipe(pipe_ends))
		return false;
	set_size(session->slave, width, height);
	tcgetattr(session->slave, &session->before);
	session->leader = fork();
	if (session->leader == 0) {
		close(session->master);
		close(pipe_ends[0]);
		lead(name, pipe_ends[1], argv);
	}
	close(pipe_ends[1]);
	session->events = pipe_ends[0];
	if (session->leader < 0 || read(session->events, &program, sizeof program) != (ssize_t)sizeof program)
		return false;
	session->program = (pid_t)program;
	return true;
}

/* Reads what has come within the time; 1: something of the screen, 2: an event waits, 0: nothing. */
static int read_some(struct session *session, int timeout_ms)
{
	struct pollfd fds[] = {{session->master, POLLIN, 0}, {session->events, POLLIN, 0}};
	char bytes[4096];
	ssize_t length;

	if (poll(fds, 2, timeout_ms) <= 0)
		return 0;
	if (fds[0].revents & POLLIN && (length = read(session->master, bytes, sizeof bytes)) > 0) {
		screen_write(&session->screen, bytes, (size_t)length);
		return 1;
	}
	return fds[1].revents ? 2 : 0;
}

void session_settle(struct session *session, int quiet_ms)
{
	while (read_some(session, quiet_ms) == 1)
		continue;
}

bool session_wait_text(struct session *session, const char *text, bool wanted)
{
	long end = now_ms() + PATIENCE_MS;

	while ((screen_find(&session->screen, text) >= 0) != wanted) {
		if (now_ms() > end || read_some(session, 100) == 2)
			return false;
	}
	return true;
}

bool session_foreground(struct session *session, bool of_program)
{
	long end = now_ms() + PATIENCE_MS;

	kill(session->leader, of_program ? SIGUSR2 : SIGUSR1);
	while ((tcgetpgrp(session->master) == session->program) != of_program)
		if (now_ms() > end || read_some(session, 10) == 2)
			return false;
	return true;
}

void session_type(struct session *session, const char *bytes)
{
	ssize_t wrote = write(session->master, bytes, strlen(bytes));

	(void)wrote;
}

void session_resize(struct session *session, int width, int height)
{
	screen_resize(&session->screen, width, height);
	set_size(session->master, width, height);
}

bool session_wait_status(struct session *session, int *status)
{
	long end = now_ms() + PATIENCE_MS;

	while (now_ms() < end) {
		if (read_some(session, 100) != 2)
			continue;
		if (read(session->events, status, sizeof *status) != (ssize_t)sizeof *status)
			return false;
		session_settle(session, 20);
		return true;
	}
	return false;
}

/*
 * Where the screen is the only one, the shell goes on there. Keys that come when all is over are echoed:
 * they are no words, as those of the bar are.
 */
static bool is_last_row_blank(const struct screen *screen)
{
	char row[4 * SCREEN_MOST_COLUMNS + 1];
	screen_row(screen, screen->height - 1, row, sizeof row);
	for (const char *word = strtok(row, " "); word; word = strtok(NULL, " "))
		if (strcmp(word, "quit") == 0 || strcmp(word, "help") == 0 || strcmp(word, "toggle") == 0)
			return false;
	return true;
}

const char *session_left_behind(const struct session *session)
{
	const struct screen *screen = &session->screen;
	const struct termios *before = &session->before;
	struct termios now;

	if (tcgetattr(session->slave, &now) != 0)
		return "the terminal is gone";
	if (now.c_iflag != before->c_iflag || now.c_oflag != before->c_oflag ||
	    now.c_cflag != before->c_cflag || now.c_lflag != before->c_lflag ||
	    memcmp(now.c_cc, before->c_cc, sizeof now.c_cc) != 0)
		return "the modes of the terminal are other ones";
	if (screen->alternate)
		return "the alternate screen is still there";
	if (screen->hidden_cursor)
		return "the cursor is hidden";
	if (screen->mouse)
		return "the mouse is still reported";
	if (screen->paste)
		return "pastes are still bracketed";
	if (!screen->plain)
		return "a colour is still set";
	if (!is_last_row_blank(screen))
		return "the last row is still there";
	return NULL;
}

void session_quit(struct session *session)
{
	session_type(session, "q");
	session_settle(session, 100);
	if (!is_last_row_blank(&session->screen))
		session_type(session, "q");
}

void session_end(struct session *session)
{
	kill(-session->program, SIGKILL);
	kill(session->leader, SIGKILL);
	waitpid(session->leader, NULL, 0);
	close(session->master);
	close(session->slave);
	close(session->events);
}
