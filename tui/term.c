/* for wide-character curses and sigaltstack */
#define _XOPEN_SOURCE 700
#define NCURSES_WIDECHAR 1

#include "tui/term.h"

#include "core/base/memory.h"
#include "tui/console.h"
#include "tui/input.h"
#include "tui/paint.h"
#include "tui/signals.h"

#include <curses.h>
#include <term.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

/* READ_AGAIN_MS: so long after all was read nothing new is looked for. */
enum { MOST_SIDE = 2000, RESTORE_SIZE = 512, READ_AGAIN_MS = 2 };

#define MOUSE_ON "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

/*
 * The terminal is one per process, and signal handlers must reach it: the one state that lives in
 * a file. What handlers touch is sig_atomic_t, or written only before they are installed.
 */
static struct {
	struct termios before;      /* as it was found */
	char restore[RESTORE_SIZE]; /* bytes that put the screen back */
	size_t restore_length;
	volatile sig_atomic_t taken; /* the terminal is ours now */
	int in, out;
	SCREEN *screen;
	struct term_options options;
	bool speaks_xterm; /* knows the mouse and bracketed paste */
	bool console;      /* the Linux console, whose font has few characters */
	bool mouse, closed;
	struct grid shown;
	struct painter painter;
	bool paints; /* the painter suits this terminal; else curses finds out what differs */
	struct input input;
	int64_t all_read_ms; /* when no key waited any more */
} term = {.in = -1, .out = -1};

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- leaving, whatever happened ------------------------------------------------------------- */

/* Only calls that are safe in a signal handler, and none that waits for a terminal that stalls. */
void term_restore(void)
{
	if (!term.taken)
		return;
	term.taken = 0;
	int saved = errno;
	signal(SIGTTOU, SIG_IGN); /* a shell may have it by now */
	struct termios flowing = term.before;
	flowing.c_iflag &= ~(tcflag_t)IXON; /* after Ctrl+S nothing would come through */
	tcsetattr(term.in, TCSANOW, &flowing);
	int flags = fcntl(term.out, F_GETFL);
	fcntl(term.out, F_SETFL, flags | O_NONBLOCK);
	if (write(term.out, term.restore, term.restore_length) < (ssize_t)term.restore_length) {
		/* The line is stuck: what waits is of no use to anyone, the way back is. */
		tcflush(term.out, TCOFLUSH);
		ssize_t again = write(term.out, term.restore, term.restore_length);
		(void)again;
	}
	fcntl(term.out, F_SETFL, flags);
	tcsetattr(term.in, TCSANOW, &term.before);
	errno = saved;
}

/* --- taking it ------------------------------------------------------------------------------- */

static int collect(int byte)
{
	if (byte && term.restore_length < sizeof term.restore)
		term.restore[term.restore_length++] = (char)byte;
	return byte;
}

static void collect_text(const char *text)
{
	while (*text)
		collect((unsigned char)*text++);
}

static const char *capability(const char *name)
{
	const char *value = tigetstr(name);
	return value && value != (const char *)-1 ? value : NULL;
}

static void collect_capability(const char *name)
{
	const char *value = capability(name);
	if (value)
		tputs(value, 1, collect);
}

/* A terminal without a second screen, or with it switched off (as screen is at first), goes on below ours. */
static void collect_bottom(void)
{
	const char *cup = capability("cup");
	char *bottom = cup && LINES > 0 ? tparm(cup, LINES - 1, 0, 0L, 0L, 0L, 0L, 0L, 0L, 0L) : NULL;
	if (!bottom)
		return;
	tputs(bottom, 1, collect);
	collect_capability("el");
}

static void prepare_restore(void)
{
	term.restore_length = 0;
	if (term.speaks_xterm)
		collect_text(MOUSE_OFF PASTE_OFF);
	collect_capability("sgr0");
	collect_capability("op");
	collect_capability("cnorm");
	collect_bottom();
	collect_capability("rmcup");
	collect_text("\r");
}

static bool refuse(char *error, size_t size, const char *why)
{
	snprintf(error, size, "%s", why);
	return false;
}

/* Looks TERM up, without a byte to the terminal. */
static bool known_terminal(char *error, size_t size)
{
	const char *name = getenv("TERM");
	int found = 0;
	if (!name || !*name)
		return refuse(error, size,
			      "TERM is not set: it names the kind of terminal, for example xterm-256color");
	if (strlen(name) > 128 || strchr(name, '/'))
		return refuse(error, size, "TERM is no name of a terminal");
	if (setupterm(name, term.out, &found) != OK) {
		snprintf(error, size,
			 "the terminal '%s' (TERM) is unknown here; try TERM=xterm or TERM=vt100", name);
		return false;
	}
	bool able = capability("cup") && capability("clear");
	term.speaks_xterm = capability("kmous") || capability("XM");
	prepare_restore();
	term.console = console_is(name);
	if (term.console && term.options.theme == THEME_AUTO)
		term.options.theme = THEME_DARK; /* its ground is black */
	del_curterm(cur_term);
	if (able)
		return true;
	snprintf(error, size,
		 "the terminal '%s' (TERM) cannot place the cursor; 'unmoor report' needs no terminal", name);
	return false;
}

static bool find_terminal(char *error, size_t size)
{
	term.out = STDOUT_FILENO;
	if (!isatty(term.out))
		return refuse(error, size, "standard output is no terminal; try 'unmoor report'");
	term.in = isatty(STDIN_FILENO) ? STDIN_FILENO : open("/dev/tty", O_RDWR | O_CLOEXEC);
	if (term.in < 0 || !isatty(term.in))
		return refuse(error, size, "there is no terminal to read keys from");
	return true;
}

void term_write(const char *bytes, size_t length)
{
	while (length) {
		ssize_t wrote = write(term.out, bytes, length);
		if (wrote > 0) {
			bytes += wrote;
			length -= (size_t)wrote;
		} else if ((wrote < 0 && errno != EINTR && errno != EAGAIN) || signals_ended()) {
			return;
		}
	}
}

static void write_text(const char *text)
{
	term_write(text, strlen(text));
}

static void modes_on(void)
{
	if (term.speaks_xterm)
		write_text(term.mouse ? MOUSE_ON PASTE_ON : PASTE_ON);
}

static void modes_off(void)
{
	if (term.speaks_xterm)
		write_text(MOUSE_OFF PASTE_OFF);
}

/* Keys come one by one and as they are, but Ctrl+C, Ctrl+Z, Ctrl+\ and flow control keep their meaning. */
static void raw_keys(void)
{
	struct termios now = term.before;
	now.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL | IEXTEN);
	now.c_lflag |= ISIG;
	now.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | ISTRIP);
	now.c_oflag &= ~(tcflag_t)ONLCR;
	now.c_cc[VMIN] = 1;
	now.c_cc[VTIME] = 0;
	tcsetattr(term.in, TCSADRAIN, &now);
	def_prog_mode();
}

static void read_size(void)
{
	struct winsize size = {0};
	if (ioctl(term.out, TIOCGWINSZ, &size) != 0 || !size.ws_row || !size.ws_col)
		size = (struct winsize){.ws_row = 24, .ws_col = 80};
	int rows = size.ws_row > MOST_SIDE ? MOST_SIDE : size.ws_row;
	int width = size.ws_col > MOST_SIDE ? MOST_SIDE : size.ws_col;
	if (rows == LINES && width == COLS)
		return;
	bool guarded = signals_guard(true);
	resizeterm(rows, width);
	signals_guard(guarded);
}

static void prepare_colors(void)
{
	const char *no_color = getenv("NO_COLOR");
	int colors = 0;
	if (!term.options.no_color && !(no_color && *no_color) && has_colors()) {
		start_color();
		use_default_colors();
		colors = COLORS;
	}
	term.options.no_color = colors == 0;
	for (int role = 0; role < ROLE_COUNT && colors; role++) {
		struct look look = look_of(term.options.theme, colors, (enum role)role);
		init_pair((short)(role + 1), look.foreground, look.background);
	}
}

/* What this C library calls a width must be what the grid calls one, or the row would shift. */
static uint32_t shown_point(uint32_t point, int width)
{
	if (point >= 0x80 && term.console)
		point = console_point(point);
	if (point < 0x80)
		return point;
	return wcwidth((wchar_t)point) == width ? point : width == 2 ? 0x3013 : 0xFFFD;
}

static bool learn_color(short color, char out[PAINT_COLOR_SIZE])
{
	char *set = color < 0 ? NULL : (char *)capability("setaf");
	const char *value = set ? tparm(set, color, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L) : NULL;
	size_t length = value ? strlen(value) : 0;
	out[0] = '\0';
	if (color < 0)
		return true;
	if (length < 4 || length - 3 >= PAINT_COLOR_SIZE || value[0] != '\033' || value[1] != '[' ||
	    value[length - 1] != 'm')
		return false;
	memcpy(out, value + 2, length - 3);
	out[length - 3] = '\0';
	return true;
}

static bool learn_role(enum role role, int colors)
{
	struct look look = look_of(term.options.theme, colors, role);
	struct paint *paint = &term.painter.roles[role];
	*paint = (struct paint){
		.bold = look.bold, .dim = look.dim, .underline = look.underline, .reverse = look.reverse};
	return paint_learn_attributes(capability, paint) && learn_color(look.foreground, paint->color);
}

/* Does the terminal understand all that the painter writes, in UTF-8? */
static bool learn_painter(void)
{
	int colors = term.options.no_color ? 0 : COLORS;
	char bytes[MB_LEN_MAX] = "";
	mbstate_t state = {0};
	bool suits = paint_suits(capability) && wcrtomb(bytes, 0x2588, &state) == 3 && bytes[0] == '\xE2';
	suits = suits && (tigetflag("xenl") > 0 || tigetflag("am") <= 0);
	suits = suits && (!colors || paint_says(capability, "op", "\033[39;49m"));
	for (int role = 0; role < ROLE_COUNT; role++)
		suits = suits && learn_role((enum role)role, colors);
	term.painter.erases =
		paint_says(capability, "ech", "\033[%p1%dX") && paint_says(capability, "el", "\033[K");
	term.painter.shown = shown_point;
	return suits;
}

/* Takes the terminal; with what curses needs for it. */
static bool take_terminal(char *error, size_t size)
{
	if (!known_terminal(error, size))
		return false;
	use_env(FALSE);
	use_tioctl(TRUE);
	FILE *keys = fdopen(dup(term.in), "r");
	term.taken = 1; /* from here on it has other modes */
	term.screen = keys ? newterm(NULL, stdout, keys) : NULL;
	term.taken = term.screen != NULL;
	if (!term.screen)
		return refuse(error, size, "the terminal cannot be used");
	signals_open(term_restore); /* newterm may have set handlers of its own */
	noecho();
	nonl();
	typeahead(-1);
	leaveok(stdscr, FALSE);
	read_size();
	prepare_restore();
	prepare_colors();
	term.paints = learn_painter();
	return true;
}

bool term_open(const struct term_options *options, char *error, size_t size)
{
	term.options = *options;
	if (!find_terminal(error, size))
		return false;
	signals_open(term_restore);
	if (!signals_await_foreground(term.in) || tcgetattr(term.in, &term.before) != 0)
		return refuse(error, size, "there is no terminal to read keys from");
	signals_guard(true);
	bool taken = take_terminal(error, size);
	signals_guard(false);
	if (!taken)
		return false;
	raw_keys();
	term.mouse = options->mouse;
	modes_on();
	input_init(&term.input);
	grid_init(&term.shown, 0, 0, false);
	return true;
}

void term_close(void)
{
	if (!term.screen || !term.taken)
		return;
	signal(SIGTTOU, SIG_IGN);
	modes_off();
	endwin();
	term_restore();
	grid_clear(&term.shown);
	input_clear(&term.input);
}

void term_size(int *width, int *height)
{
	*width = COLS;
	*height = LINES;
}

void term_mouse(bool on)
{
	term.mouse = on;
	if (term.speaks_xterm)
		write_text(on ? MOUSE_ON : MOUSE_OFF);
}

/* --- showing --------------------------------------------------------------------------------- */

static attr_t role_attributes(enum role role, bool bold)
{
	int colors = term.options.no_color ? 0 : COLORS;
	struct look look = look_of(term.options.theme, colors, role);
	attr_t attributes = look.bold || bold ? A_BOLD : A_NORMAL;
	attributes |= look.dim ? A_DIM : 0;
	attributes |= look.underline ? A_UNDERLINE : 0;
	attributes |= look.reverse ? A_REVERSE : 0;
	return attributes;
}

static void show_row(const struct grid *grid, int y)
{
	const struct cell *row = &grid->cells[(size_t)y * (size_t)grid->width];
	cchar_t *cells = memory_new((size_t)grid->width + 1, sizeof *cells);
	int count = 0;
	for (int x = 0; x < grid->width; x++) {
		if (!row[x].point)
			continue;
		bool wide = x + 1 < grid->width && !row[x + 1].point;
		wchar_t text[3] = {(wchar_t)shown_point(row[x].point, wide ? 2 : 1), (wchar_t)row[x].mark, 0};
		if (row[x].mark && wcwidth(text[1]) != 0)
			text[1] = 0;
		short pair = term.options.no_color ? 0 : (short)(row[x].role + 1);
		setcchar(&cells[count++], text, role_attributes((enum role)row[x].role, row[x].bold), pair,
			 NULL);
	}
	mvadd_wchnstr(y, 0, cells, count);
	free(cells);
}

/* Through curses, for a terminal with sequences of its own. */
static void show_by_curses(const struct grid *grid, bool full)
{
	if (full)
		clearok(stdscr, TRUE);
	for (int y = 0; y < grid->height; y++)
		if (full || !grid_same_row(grid, &term.shown, y))
			show_row(grid, y);
	if (grid->cursor_x >= 0 && grid->cursor_y >= 0)
		move(grid->cursor_y, grid->cursor_x);
	refresh();
}

/* Curses keeps an empty screen and only takes, clears and leaves the terminal. All in one write. */
static void show_by_painter(const struct grid *grid, bool full)
{
	struct str out;
	str_init(&out);
	if (full) {
		grid_resize(&term.shown, grid->width, grid->height);
		clearok(stdscr, TRUE);
		refresh();
	}
	paint_difference(&term.painter, &term.shown, grid, &out);
	term_write(out.data, out.length);
	str_clear(&out);
	term.shown.cursor_x = grid->cursor_x;
	term.shown.cursor_y = grid->cursor_y;
}

void term_show(const struct grid *grid, bool full)
{
	if (!term.taken)
		return; /* asked to end while it was stopped */
	if (grid->width != term.shown.width || grid->height != term.shown.height) {
		grid_resize(&term.shown, grid->width, grid->height);
		full = true;
	}
	if (term.paints)
		show_by_painter(grid, full);
	else
		show_by_curses(grid, full);
	memcpy(term.shown.cells, grid->cells,
	       (size_t)grid->width * (size_t)grid->height * sizeof *grid->cells);
}

/* --- events ---------------------------------------------------------------------------------- */

static bool keys_wait(void)
{
	struct pollfd fd = {.fd = term.in, .events = POLLIN};
	return poll(&fd, 1, 0) > 0;
}

static void take_keys(void)
{
	char bytes[4096];
	ssize_t got = read(term.in, bytes, sizeof bytes);
	if (got < (ssize_t)sizeof bytes)
		term.all_read_ms = now_ms();
	if (got > 0)
		input_feed(&term.input, bytes, (size_t)got, now_ms());
	else if (got == 0 || (errno != EINTR && errno != EAGAIN))
		term.closed = true;
}

static struct event size_event(void)
{
	signals_clear(SIGNALS_RESIZED);
	read_size();
	return (struct event){.kind = EVENT_RESIZE, .x = COLS, .y = LINES};
}

/* What signals left behind: true when it makes an event. */
static bool signal_event(struct event *event)
{
	*event = (struct event){.kind = EVENT_CLOSED};
	if (signals_ended() || term.closed)
		return true;
	if (signals_has(SIGNALS_STOPPED)) {
		term_suspend();
	} else if (signals_has(SIGNALS_CONTINUED)) {
		signals_clear(SIGNALS_CONTINUED);
		if (signals_await_foreground(term.in))
			term_return();
	} else if (!signals_has(SIGNALS_RESIZED)) {
		return false;
	}
	if (!signals_ended())
		*event = size_event();
	return true;
}

/* The next event, where one is certain. */
static bool take_event(struct event *event)
{
	/* Time decides about what has not come, not about what waits since the program last looked. */
	if (input_timeout(&term.input, now_ms()) == 0 && keys_wait())
		take_keys();
	return signal_event(event) || input_next(&term.input, now_ms(), event);
}

struct event term_wait(int timeout_ms, int watch_fd)
{
	int64_t end = now_ms() + timeout_ms;
	for (;;) {
		struct event event;
		if (take_event(&event))
			return event;
		int64_t left = end - now_ms();
		int rest = input_timeout(&term.input, now_ms());
		if (timeout_ms >= 0 && (rest < 0 || left < rest))
			rest = left > 0 ? (int)left : 0;
		struct pollfd fds[] = {{.fd = term.in, .events = POLLIN},
				       {.fd = signals_descriptor(), .events = POLLIN},
				       {.fd = watch_fd, .events = POLLIN}};
		int ready = poll(fds, 3, rest);
		if (ready > 0 && fds[1].revents)
			signals_drain();
		if (ready > 0 && fds[0].revents)
			take_keys();
		else if (ready > 0 && fds[2].revents)
			return (struct event){.kind = EVENT_FILE_CHANGED};
		else if (timeout_ms >= 0 && now_ms() >= end)
			return (struct event){.kind = EVENT_TICK};
	}
}

bool term_poll(struct event *event)
{
	if (take_event(event))
		return true;
	/* All that waited was taken just now. */
	if (now_ms() - term.all_read_ms < READ_AGAIN_MS || !keys_wait())
		return false;
	take_keys();
	return take_event(event);
}

int term_signal(void)
{
	return signals_ended();
}

/* --- leaving for a while --------------------------------------------------------------------- */

void term_leave(void)
{
	modes_off();
	endwin();
	tcsetattr(term.in, TCSADRAIN, &term.before);
	term.taken = 0;
}

void term_return(void)
{
	term.taken = 1;
	raw_keys();
	reset_prog_mode();
	modes_on();
	read_size();
	clearok(curscr, TRUE);
	refresh();
	grid_resize(&term.shown, 0, 0);
}

void term_reclaim(void)
{
	term.taken = 1;
}

void term_suspend(void)
{
	signals_clear(SIGNALS_STOPPED);
	term_leave();
	if (signals_stop(term.in))
		term_return();
}
