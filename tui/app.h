/*
 * The interactive program without a terminal: state, what an event does to it, and what of it is
 * seen. Pure but for the model and its analysis: app_update returns effects, and the caller
 * (run.c, or the frame command) obeys them.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "core/figures/analysis.h"
#include "tui/budget.h"
#include "tui/event.h"
#include "tui/grid.h"
#include "tui/state_file.h"

/* What the caller has to do after an event; they imply each other. */
enum effect {
	EFFECT_NONE = 0,
	EFFECT_REDRAW = 1 << 0,
	EFFECT_RECOST = 1 << 1 | EFFECT_REDRAW,
	EFFECT_REPAINT = 1 << 2 | EFFECT_REDRAW, /* the whole screen anew */
	EFFECT_QUIT = 1 << 3,
	EFFECT_SUSPEND = 1 << 4,
	EFFECT_SAVE = 1 << 5,    /* app_request: path, id, name; then app_saved */
	EFFECT_COPY = 1 << 6,    /* app_request: text; then app_copied */
	EFFECT_EDIT = 1 << 7,    /* app_request: path, line; then app_reload */
	EFFECT_RELOAD = 1 << 8,  /* load the stack anew; then app_reload */
	EFFECT_MOUSE = 1 << 9,   /* app_request: on */
	EFFECT_EXPORT = 1 << 10, /* app_request: path (NULL: standard output after exit), text, on (may
				    replace a file); then app_exported, or app_export_exists */
	EFFECT_REMOVE = 1 << 11, /* app_request: path, id: remove a saved scenario; then app_saved */
	EFFECT_MOVED = 1 << 12   /* alone: nothing but the rows of the pane with the focus looks different */
};

struct keymap;

struct app_options {
	const char *stack;     /* as named on the command line; NULL: the sample */
	const char *companion; /* path for scenarios, NULL: ask */
	bool ascii, read_only, secure, mouse, no_state;
	bool keep_models; /* they stay the caller's: app_new and app_reload do not take them over */
	const struct keymap *keymap; /* copied; NULL: the default keys */
};

struct app_request {
	const char *path, *id, *name, *text;
	uint32_t line;
	bool on;
};

struct app;

/* Takes over the model (frees it with itself). The faults of a load that came with warnings are shown. */
struct app *app_new(struct model *model, const struct app_options *options);
void app_free(struct app *app);

/* Works out, before the first screen, what takes long of a large stack, and tells how far it is. */
void app_get_ready(struct app *app, const struct analysis_progress *progress);

/* One event; a set of enum effect. */
unsigned app_update(struct app *app, const struct event *event);

/*
 * Work that goes on while no event waits: a search, a filter, the ways out. What a key asks for is begun by
 * app_update and often done there; while app_has_work says so, app_work goes on with it as far as the
 * budget does, and returns what the caller has to do (a redraw when there is something to show).
 * Events come first: any of them may end or change the work. No work: nothing to do until an event.
 *
 * A piece of work takes what it must beyond its budget: up to some 30 ms on a million components,
 * when their rows are made anew. app_finish does all of it at once, without a clock, so that the
 * same keys always end the same way: for tests and single frames.
 */
bool app_has_work(const struct app *app);
unsigned app_work(struct app *app, struct budget *budget);
void app_finish(struct app *app);

/*
 * What is typed as a pattern is work, too: of letters that wait only the last asks for it. This asks, as
 * app_work does first, where the screen is to be drawn at once. A set of enum effect.
 */
unsigned app_catch_up(struct app *app);

/* What the last effect asks for; until the next app_update. */
const struct app_request *app_request(const struct app *app);
const struct plan *app_plan(const struct app *app);
const struct choice *app_choice(const struct app *app);

/* How it went: faults may be NULL or empty. */
void app_saved(struct app *app, bool done, const struct diag_list *faults);
void app_copied(struct app *app, bool done);
void app_exported(struct app *app, bool done, const struct diag_list *faults);

/* Nothing was written, for there is a file of that name: asks whether it is to be replaced. */
void app_export_exists(struct app *app);

/* A new model (taken over) with place, folds, filter and switches kept; or NULL and why not: the old one
 * stays. */
void app_reload(struct app *app, struct model *model, const struct diag_list *faults);

/* A name is being typed that would be lost, with the box that it is for: a new model has to wait for its end.
 */
bool app_holds_reload(const struct app *app);

/* Says how far it is with a large one. */
void app_show_reloading(struct app *app, unsigned percent);

/* Shows, at the start, what is wrong with the user's configuration; nothing when nothing is. */
void app_show_config_faults(struct app *app, const struct diag_list *faults);

/* True when a choice would be lost at the end (for the state file). */
bool app_is_dirty(const struct app *app);

/*
 * Offers, at the start, what was left without a name last time, and names what of it is gone from the
 * stack. `read` adds its migrations to the plan (state_file_take_up); unless it says KEPT_OFFER nothing is
 * offered. What it tells and what waits is on the page of warnings, and a message says so.
 */
enum kept_state app_offer(struct app *app,
			  enum kept_state (*read)(const char *path, struct plan *plan,
						  struct kept_choice *kept),
			  const char *path);

/* True as long as the user has neither taken up nor declined it. */
bool app_offer_waits(const struct app *app);

/* Draws everything into the grid, which has the size to draw for. */
void app_draw(struct app *app, struct grid *grid);

/* What suffices after EFFECT_MOVED, in the grid that was drawn last. */
void app_draw_moved(struct app *app, struct grid *grid);

#endif
