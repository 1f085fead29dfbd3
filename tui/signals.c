/* for sigaltstack */
#define _XOPEN_SOURCE 700

#include "tui/signals.h"

#include "core/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { STALL_SECONDS = 1, TRAP_STACK = 32768, HOLD_MS = 200, NOWHERE = 4096 };

static struct {
	volatile sig_atomic_t ended;
	volatile sig_atomic_t notes[SIGNALS_NOTE_COUNT];
	int wake[2]; /* a pipe that handlers write to */
	bool piped;
	void (*restore)(void);
	pthread_t owner; /* the thread that writes to the terminal; once piped */
	volatile sig_atomic_t holds, held, guarded;
} signals = {.wake = {-1, -1}};

static void die_of(int number)
{
	signals.restore();
	signal(number, SIG_DFL);
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, number);
	raise(number);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static void wake_up(void)
{
	int saved = errno;
	ssize_t wrote = write(signals.wake[1], "", 1);
	(void)wrote;
	errno = saved;
}

/* Another thread ends the program. */
static void stay_where_i_am(void)
{
	signals.held = 1;
	for (;;)
		pause();
}

/* Asked to end: the main loop does it in good order; when it does not come to it, the alarm does. */
static void on_end(int number)
{
	if (signals.holds)
		stay_where_i_am();
	if (!signals.ended) {
		signals.ended = number;
		alarm(STALL_SECONDS);
	}
	wake_up();
}

static void on_alarm(int number)
{
	(void)number;
	die_of(signals.ended ? signals.ended : SIGALRM);
}

static bool is_owner(void)
{
	return pthread_equal(signals.owner, pthread_self());
}

static void on_crash(int number, siginfo_t *info, void *context)
{
	(void)context;
	bool own_fault = info->si_code > 0 && (uintptr_t)info->si_addr < NOWHERE;
	if (is_owner() && signals.guarded && number == SIGSEGV && own_fault)
		memory_exhausted();
	if (is_owner() && signals.holds)
		stay_where_i_am();
	signals_hold_owner();
	die_of(number);
}

static void on_note(int number)
{
	if (number == SIGWINCH)
		signals.notes[SIGNALS_RESIZED] = 1;
	else if (number == SIGTSTP)
		signals.notes[SIGNALS_STOPPED] = 1;
	else
		signals.notes[SIGNALS_CONTINUED] = 1;
	wake_up();
}

/* Caught and not ignored, so that a program that is started has it at its default. */
static void on_nothing(int number)
{
	(void)number;
}

static void on_child(int number)
{
	(void)number;
	wake_up();
}

static void on_exit_of_library(void)
{
	if (signals.guarded)
		memory_exhausted();
}

static void handle(int number, void (*handler)(int), int flags)
{
	struct sigaction action, old;
	memset(&action, 0, sizeof action);
	action.sa_handler = handler;
	action.sa_flags = flags;
	sigemptyset(&action.sa_mask);
	/* What a parent had us ignore (nohup) stays ignored, but for what keeps the screen right. */
	if (sigaction(number, NULL, &old) == 0 && old.sa_handler == SIG_IGN &&
	    (number == SIGHUP || number == SIGINT || number == SIGQUIT))
		return;
	sigaction(number, &action, NULL);
}

static void handle_crash(int number)
{
	struct sigaction action;
	memset(&action, 0, sizeof action);
	action.sa_sigaction = on_crash;
	action.sa_flags = SA_SIGINFO | SA_ONSTACK | (int)SA_RESETHAND;
	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

static void open_once(void)
{
	signals.piped = true;
	atexit(on_exit_of_library);
	if (pipe(signals.wake) != 0)
		return;
	for (int i = 0; i < 2; i++) {
		fcntl(signals.wake[i], F_SETFL, O_NONBLOCK);
		fcntl(signals.wake[i], F_SETFD, FD_CLOEXEC);
	}
}

void signals_open(void (*restore)(void))
{
	static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGXCPU};
	static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL, SIGSYS, SIGTRAP};
	static const int notes[] = {SIGWINCH, SIGTSTP, SIGCONT};
	static char stack[TRAP_STACK]; /* a crash for want of stack still needs some */
	stack_t alternative = {.ss_sp = stack, .ss_size = sizeof stack};
	signals.restore = restore;
	signals.owner = pthread_self();
	if (!signals.piped)
		open_once();
	sigaltstack(&alternative, NULL);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		handle(ends[i], on_end, 0);
	for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
		handle_crash(crashes[i]);
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		handle(notes[i], on_note, SA_RESTART);
	handle(SIGALRM, on_alarm, 0);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

int signals_descriptor(void)
{
	return signals.wake[0];
}

void signals_drain(void)
{
	char bytes[64];
	while (read(signals.wake[0], bytes, sizeof bytes) > 0)
		;
}

int signals_ended(void)
{
	return signals.ended;
}

bool signals_has(enum signals_note note)
{
	return signals.notes[note] != 0;
}

void signals_clear(enum signals_note note)
{
	signals.notes[note] = 0;
}

static void stop_once(void)
{
	signal(SIGTSTP, SIG_DFL);
	raise(SIGTSTP);
	/* here again after SIGCONT */
	handle(SIGTSTP, on_note, SA_RESTART);
	signals_clear(SIGNALS_CONTINUED);
}

static bool is_in_foreground(int terminal)
{
	pid_t owner = tcgetpgrp(terminal);
	return owner < 0 || owner == getpgrp();
}

bool signals_await_foreground(int terminal)
{
	const struct timespec a_while = {.tv_nsec = 20000000};
	while (!signals.ended && !is_in_foreground(terminal)) {
		stop_once();
		/* Who has nobody to continue him is not stopped either. */
		nanosleep(&a_while, NULL);
	}
	return !signals.ended;
}

bool signals_stop(int terminal)
{
	stop_once();
	return signals_await_foreground(terminal);
}

void signals_lend(struct signals_lending *lending)
{
	sigset_t all;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &lending->mask);
	handle(SIGCHLD, on_child, SA_RESTART);
	handle(SIGINT, on_nothing, SA_RESTART);
	handle(SIGQUIT, on_nothing, SA_RESTART);
	signal(SIGTSTP, SIG_DFL);
	signals_clear(SIGNALS_CONTINUED);
}

/* As exec would do it: what is caught is at its default again, what is ignored stays so. */
static void forget_handlers(void)
{
	static const int caught[] = {SIGINT,  SIGTERM, SIGHUP,   SIGQUIT, SIGUSR1, SIGUSR2,
				     SIGXCPU, SIGALRM, SIGWINCH, SIGCONT, SIGCHLD};
	struct sigaction action;
	for (size_t i = 0; i < sizeof caught / sizeof *caught; i++)
		if (sigaction(caught[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			signal(caught[i], SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
}

void signals_lent(const struct signals_lending *lending, bool own)
{
	sigset_t mask = lending->mask;
	if (own)
		sigdelset(&mask, SIGCHLD); /* it must be heard, whatever a parent had us block */
	else
		forget_handlers();
	pthread_sigmask(SIG_SETMASK, &mask, NULL);
}

void signals_take_back(void)
{
	signal(SIGCHLD, SIG_DFL);
	handle(SIGINT, on_end, 0);
	handle(SIGQUIT, on_end, 0);
	handle(SIGTSTP, on_note, SA_RESTART);
	signals_clear(SIGNALS_CONTINUED);
}

/* The two are often stopped by one signal: blocked, it cannot stop this one twice. */
void signals_stop_lent(void)
{
	sigset_t stop;
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
	if (!signals_has(SIGNALS_CONTINUED))
		raise(SIGTSTP);
	pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
	signals_clear(SIGNALS_CONTINUED);
}

void signals_hold_owner(void)
{
	const struct timespec a_while = {.tv_nsec = 1000000};
	if (!signals.piped || is_owner())
		return;
	signals.holds = 1;
	pthread_kill(signals.owner, SIGUSR2);
	for (int i = 0; i < HOLD_MS && !signals.held; i++)
		nanosleep(&a_while, NULL);
}

bool signals_guard(bool on)
{
	bool before = signals.guarded;
	signals.guarded = on;
	return before;
}
