#include "tui/run.h"

#include "core/base/memory.h"
#include "core/model/load.h"
#include "tui/clipboard.h"
#include "tui/keeping.h"
#include "tui/opening.h"
#include "tui/output.h"
#include "tui/reload.h"
#include "tui/term.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	PROGRESS_AFTER_MS = 100,  /* a load that takes longer shows how far it is */
	PROGRESS_EVERY_MS = 20,   /* and looks at the keys this often */
	FIRST_LOOK_MS = 2,        /* before anything is shown: a large file is to be told at once */
	PROGRESS_BYTES = 4 << 20, /* of a file that will: then at once */
	GIVE_UP_MS = 20,          /* for loading to end in good order */
	RELOAD_WITHIN_MS = 30,    /* for loading again: what takes longer goes on beside the keys */
	WORK_MS = 5,              /* a piece of what goes on while no key waits */
	REDRAW_WITHIN_MS = 40,    /* keys that wait are all taken before a redraw, but no longer than this */
	REDRAW_MOST_MS = 640,     /* at first; twice as long each time that keys still wait after it */
	LOOK_EVERY_MS = 500       /* at the file, where the system does not tell, or it is gone */
};

struct runner {
	const struct run_options *options;
	const char *companion; /* the scenarios beside the stack; NULL: none are looked for */
	struct host host;
	struct reload reload;
	struct grid grid;
	bool open, given_up, quit;
	int64_t began_ms;
	char error[256]; /* why there is no terminal */
};

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool open_terminal(struct runner *runner)
{
	const struct run_options *options = runner->options;
	const struct term_options term = {
		.theme = options->theme,
		.no_color = options->no_color,
		.ascii = options->ascii,
		.mouse = options->mouse,
	};
	runner->open = runner->open || term_open(&term, runner->error, sizeof runner->error);
	return runner->open;
}

/* Ends as the signal that asked for it would have ended the program. */
static int leave(const struct runner *runner, int status)
{
	int number = term_signal();
	if (number) {
		signal(number, SIG_DFL);
		raise(number);
	}
	if (status == 2)
		output_error(runner->options->ascii, "%s", runner->error);
	return status;
}

/* --- loading --------------------------------------------------------------------------------- */

static void say_progress(const struct opening_news *news, char *text, size_t size)
{
	double megabytes = (double)(news->total ? news->total : news->done) / 1e6;
	if (news->stage == OPENING_CHECKS)
		snprintf(text, size, "loading  %.0f MB are read: looking up what they name", megabytes);
	else if (news->stage == OPENING_FIGURES)
		snprintf(text, size, "loading  %.0f MB are read: working out the first figures", megabytes);
	else if (news->stage == OPENING_RESTS)
		snprintf(text, size, "loading  %.0f MB are read: following what rests on what  %u%%",
			 megabytes, news->percent);
	else if (news->stage >= OPENING_SCREEN)
		snprintf(text, size, "loading  %.0f MB are read: drawing the first screen", megabytes);
	else if (news->total)
		snprintf(text, size, "loading  %3u%% of %.0f MB", (unsigned)(news->done * 100 / news->total),
			 megabytes);
	else
		snprintf(text, size, "loading  %.0f MB", megabytes);
}

static void draw_progress(struct runner *runner, const struct opening_news *news)
{
	int width = 0, height = 0;
	char text[96];
	term_size(&width, &height);
	grid_resize(&runner->grid, width, height);
	say_progress(news, text, sizeof text);
	int bar = width - 4 < 60 ? width - 4 : 60;
	grid_put(&runner->grid, 2, 0, width - 2, "unmoor", ROLE_TITLE);
	grid_put(&runner->grid, 2, height / 2 - 1, width - 2, text, ROLE_TEXT);
	grid_bar(&runner->grid, 2, height / 2, bar,
		 news->total ? (double)news->done / (double)news->total : 0, ROLE_BAR);
	grid_put(&runner->grid, 2, height - 1, width - 2, "q quit", ROLE_MUTED);
	term_show(&runner->grid, false);
}

/* Shows how far it is and looks at the keys; what is over soon is not spoken of. */
static void attend(struct runner *runner, struct opening *opening, const struct opening_news *news)
{
	int width = 0, height = 0;
	struct event event;
	if (!runner->open && news->total < PROGRESS_BYTES && now_ms() - runner->began_ms < PROGRESS_AFTER_MS)
		return;
	if (!open_terminal(runner)) {
		runner->given_up = true;
		return;
	}
	term_size(&width, &height);
	opening_size(opening, width, height);
	draw_progress(runner, news);
	while (term_poll(&event))
		if (event.kind == EVENT_CLOSED || (event.kind == EVENT_KEY && event.key == 'q'))
			runner->given_up = true;
}

/* The terminal is given back at once; who does not end soon is not waited for. */
static void give_up(struct runner *runner, struct opening *opening)
{
	opening_stop(opening);
	term_close();
	if (opening_wait(opening, GIVE_UP_MS).stage != OPENING_DONE)
		_exit(leave(runner, runner->error[0] ? 2 : 0));
}

/* Loads the stack; false: there is no app, or it is not wanted any more. */
static bool load_first(struct runner *runner, const struct app_options *options, struct diag_list *faults)
{
	struct opening *opening = opening_start(&runner->host, options, faults);
	struct opening_news news = opening_wait(opening, FIRST_LOOK_MS);
	while (news.stage != OPENING_DONE && !runner->given_up) {
		attend(runner, opening, &news);
		if (!runner->given_up)
			news = opening_wait(opening, runner->open ? PROGRESS_EVERY_MS : FIRST_LOOK_MS);
	}
	if (runner->given_up)
		give_up(runner, opening);
	opening_end(opening);
	return runner->host.app && !runner->given_up;
}

/* The same, with an eye on the files from before they are read: what changes meanwhile is loaded again. */
static bool open_stack(struct runner *runner, const struct app_options *options, struct diag_list *faults)
{
	const char *paths[] = {options->stack, options->companion};
	struct watch *watch = watch_new(paths, sizeof paths / sizeof *paths, NULL);
	bool open = load_first(runner, options, faults);
	runner->companion = options->companion;
	runner->host.watch = watch;
	return open;
}

/* --- the loop -------------------------------------------------------------------------------- */

/*
 * The files of the model, and the scenarios beside the stack, which the first save makes (named twice it is
 * looked at twice). What has changed since it was last looked at is loaded again.
 */
static void watch_files(struct runner *runner)
{
	struct host *host = &runner->host;
	const struct model *model = app_plan(host->app)->model;
	const char **paths = memory_zero(model->file_count + 1, sizeof *paths);
	size_t count = 0;
	paths[count++] = runner->companion;
	for (uint32_t i = 0; i < model->file_count && host->file; i++)
		if (!model->files[i].builtin)
			paths[count++] = model->files[i].name;
	host->watch = watch_new(paths, count, host->watch);
	free(paths);
	if (watch_changed(host->watch, now_ms()))
		reload_begin(&runner->reload, host);
}

/* What has been loaded again is shown, or how far it is; true when there is anything new to show. */
static bool look_at_reload(struct runner *runner, int wait_ms)
{
	bool loaded, news = reload_look(&runner->reload, &runner->host, wait_ms, &loaded);
	if (loaded)
		watch_files(runner);
	return news;
}

static bool load_again(struct runner *runner)
{
	reload_begin(&runner->reload, &runner->host);
	return look_at_reload(runner, RELOAD_WITHIN_MS);
}

static void edit(struct runner *runner)
{
	const struct app_request *request = app_request(runner->host.app);
	char error[256] = "";
	term_leave();
	bool done = host_edit(&runner->host, request->path, request->line, error, sizeof error);
	if (runner->host.editor) {
		term_reclaim();
		runner->quit = true;
		return;
	}
	term_return();
	if (done) {
		load_again(runner);
	} else {
		struct diag_list faults;
		diag_list_init(&faults);
		diag_add(&faults, DIAG_ERROR, NULL, 0, 0, "set VISUAL or EDITOR", "%s", error);
		app_reload(runner->host.app, NULL, &faults);
		diag_list_clear(&faults);
	}
}

/* To the terminal's clipboard; false: it is too long. */
static bool copy_text(const char *text)
{
	struct str sequence;
	str_init(&sequence);
	bool fits = clipboard_sequence(&sequence, text, getenv("TERM"), getenv("TMUX") != NULL,
				       getenv("STY") != NULL);
	if (fits)
		term_write(sequence.data, sequence.length);
	str_clear(&sequence);
	return fits;
}

/* Obeys what an event asks for; true when the screen is to be painted whole. */
static bool obey(struct runner *runner, unsigned effects)
{
	struct app *app = runner->host.app;
	if (effects & EFFECT_QUIT)
		runner->quit = true;
	bool loads = runner->reload.opening != NULL;
	if (effects & (EFFECT_SAVE | EFFECT_REMOVE))
		reload_drop(&runner->reload); /* it would lack what is saved */
	host_obey(&runner->host, effects & ~(unsigned)EFFECT_RELOAD);
	if (effects & (EFFECT_SAVE | EFFECT_REMOVE))
		watch_files(runner);
	if (effects & EFFECT_RELOAD || (loads && !runner->reload.opening))
		load_again(runner);
	if (effects & EFFECT_COPY)
		app_copied(app, copy_text(app_request(app)->text));
	if (effects & EFFECT_MOUSE)
		term_mouse(app_request(app)->on);
	if (effects & EFFECT_EDIT)
		edit(runner);
	if (effects & EFFECT_SUSPEND)
		term_suspend();
	const unsigned whole = EFFECT_REPAINT & ~(unsigned)EFFECT_REDRAW;
	return (effects & (whole | EFFECT_EDIT | EFFECT_SUSPEND)) != 0;
}

static bool file_changed(struct runner *runner)
{
	return watch_changed(runner->host.watch, now_ms()) && load_again(runner);
}

/* How much of the screen has to follow; each includes those before it. */
enum redraw {
	REDRAW_NONE,
	REDRAW_MOVED, /* the rows of the pane with the focus */
	REDRAW_ALL,
	REDRAW_FULL /* and every cell is written anew */
};

static enum redraw larger(enum redraw a, enum redraw b)
{
	return a > b ? a : b;
}

/* Takes one event; returns what has to follow. */
static enum redraw take(struct runner *runner, const struct event *event)
{
	enum redraw redraw = REDRAW_NONE;
	if (event->kind == EVENT_CLOSED) {
		runner->quit = true;
		return redraw;
	}
	if (look_at_reload(runner, 0))
		redraw = REDRAW_ALL;
	if ((event->kind == EVENT_FILE_CHANGED || event->kind == EVENT_TICK) && file_changed(runner))
		redraw = REDRAW_ALL;
	if (event->kind == EVENT_RESIZE)
		redraw = REDRAW_FULL;
	unsigned effects = app_update(runner->host.app, event);
	if (effects != EFFECT_NONE)
		redraw = larger(redraw, effects == EFFECT_MOVED ? REDRAW_MOVED : REDRAW_ALL);
	return obey(runner, effects) ? REDRAW_FULL : redraw;
}

static void show(struct runner *runner, enum redraw redraw)
{
	int width = 0, height = 0;
	if (app_catch_up(runner->host.app) != EFFECT_NONE)
		redraw = larger(redraw, REDRAW_ALL);
	term_size(&width, &height);
	if (redraw == REDRAW_MOVED && width == runner->grid.width && height == runner->grid.height) {
		app_draw_moved(runner->host.app, &runner->grid);
	} else {
		grid_resize(&runner->grid, width, height);
		app_draw(runner->host.app, &runner->grid);
	}
	term_show(&runner->grid, redraw == REDRAW_FULL);
}

/* What else waits, for so long; true when the time was over first. */
static bool take_waiting(struct runner *runner, int within_ms, enum redraw *redraw)
{
	int64_t until = now_ms() + within_ms;
	struct event event;
	while (!runner->quit && now_ms() < until) {
		if (!term_poll(&event))
			return false;
		*redraw = larger(*redraw, take(runner, &event));
	}
	return true;
}

/* The next event. While something goes on nothing is waited for: EVENT_NONE when no key waits. */
static struct event next_event(struct runner *runner)
{
	struct event event;
	if (app_has_work(runner->host.app))
		return term_poll(&event) ? event : (struct event){.kind = EVENT_NONE};
	int descriptor = watch_descriptor(runner->host.watch);
	bool asks = descriptor < 0 || watch_waits(runner->host.watch);
	int timeout = runner->host.file && asks ? LOOK_EVERY_MS : -1;
	if (runner->reload.opening)
		timeout = PROGRESS_EVERY_MS;
	return term_wait(timeout, descriptor);
}

/* A piece of what goes on; what has to follow. */
static enum redraw work(struct runner *runner)
{
	struct budget budget;
	budget_init_ms(&budget, WORK_MS);
	return app_work(runner->host.app, &budget) != EFFECT_NONE ? REDRAW_ALL : REDRAW_NONE;
}

static void loop(struct runner *runner)
{
	enum redraw redraw = REDRAW_ALL;
	int within = REDRAW_WITHIN_MS;
	while (!runner->quit) {
		if (redraw != REDRAW_NONE)
			show(runner, redraw);
		struct event event = next_event(runner);
		if (event.kind == EVENT_NONE) {
			redraw = work(runner);
			continue;
		}
		redraw = take(runner, &event);
		if (!take_waiting(runner, within, &redraw))
			within = REDRAW_WITHIN_MS;
		else if (within < REDRAW_MOST_MS)
			within *= 2;
	}
}

/* --- from start to end ----------------------------------------------------------------------- */

int run_interactive(const struct run_options *options)
{
	struct runner runner = {.options = options, .began_ms = now_ms()};
	struct keeping keeping = {.begun = false};
	struct arena arena;
	struct diag_list faults;
	int status = 0;
	arena_init(&arena);
	diag_list_init(&faults);
	const struct app_options app = {
		.stack = options->file,
		.companion = load_companion_path(&arena, options->file),
		.ascii = options->ascii,
		.mouse = options->mouse,
		.read_only = options->read_only,
		.secure = options->secure,
		.no_state = options->no_state,
		.keymap = options->keymap,
	};
	grid_init(&runner.grid, 0, 0, options->ascii);
	if (!open_stack(&runner, &app, &faults))
		status = runner.error[0] ? 2 : runner.given_up ? 0 : 1;
	else if (!open_terminal(&runner))
		status = 2;
	if (status == 0 && runner.host.app) {
		watch_files(&runner);
		keeping_begin(&keeping, options, runner.host.app);
		app_show_config_faults(runner.host.app, options->config_faults);
		loop(&runner);
		keeping_end(&keeping, runner.host.app);
		host_end_editor(&runner.host, term_signal());
	}
	term_close();
	bool kept = keeping_tell(&keeping, options->ascii);
	reload_drop(&runner.reload);
	if (status == 1)
		output_faults(options->ascii, &faults);
	if (runner.host.after_exit.length && !output_text(options->ascii, &runner.host.after_exit))
		status = 1;
	if (!kept && status == 0)
		status = 1;
	host_close(&runner.host);
	grid_clear(&runner.grid);
	diag_list_clear(&faults);
	arena_clear(&arena);
	return leave(&runner, status);
}
