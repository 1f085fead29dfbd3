/*
 * Popups: a box over the panes with rows of its own. A kind is a const struct of functions; they
 * stand in a stack, and Esc closes the top one.
 */
#ifndef TUI_POPUP_H
#define TUI_POPUP_H

#include "core/figures/explain.h"
#include "tui/page.h"
#include "tui/panes/pane.h"
#include "tui/state.h"

struct popup;

struct asked; /* the figures that a page of why is to explain */

struct popup_kind {
	const char *name;
	enum place_of_keys keys;
	int header; /* rows above the list, drawn by `head` */
	int width;  /* columns that it wants; 0: as many as there are, up to a readable line */
	void (*title)(struct app *app, struct popup *popup, struct str *out); /* NULL: its name */
	uint32_t (*count)(struct app *app, struct popup *popup);              /* NULL: the page's lines */
	void (*head)(struct app *app, struct popup *popup, struct grid *grid, struct area area);
	void (*row)(const struct pane_row *row);                              /* NULL: the page's line */
	void (*build)(struct app *app, struct popup *popup);                  /* fills the page */
	unsigned (*open)(struct app *app, struct popup *popup, uint32_t row); /* Enter; NULL: closes it */
	unsigned (*act)(struct app *app, struct popup *popup, enum action action); /* what else its keys do */
	void (*left)(struct app *app);                                             /* by the user, unopened */
	void (*clear)(struct popup *popup);                                        /* frees its data */
	/* The figures of a row, for i: popup_ask for each, the one that is meant first; NULL: none. */
	void (*figures)(struct app *app, struct popup *popup, uint32_t row, struct asked *asked);
	bool links;             /* the page has a cursor: Enter does something with its line */
	bool last;              /* nothing is opened over it: there is always a place for it */
	int least;              /* rows of the list at least, so that the box stays while they come and go */
	const char *enter;      /* what Enter does, for the bottom row */
	const char *back;       /* what Esc does; NULL: it closes the box */
	bool quits;             /* q ends the program, with all as it is; else it closes the box as well */
	enum action enter_acts; /* Enter does this, so it is offered where that is; ACTION_NONE: always */
	/* Does it do something on the row of the cursor? Else the bottom row leaves it out. NULL: all do. */
	bool (*works)(const struct app *app, const struct popup *popup, enum action action);
	const enum action *bar;
	const enum action *acts; /* what act() does, for the help, where there is no bar that says it */
};

struct popup {
	const struct popup_kind *kind;
	struct list list;
	uint32_t subject; /* provider, component, migration, loop, ...: the kind's business */
	void *data;       /* of the kind */
	struct page page;
	bool has_page;
};

/* Opens one on top; it belongs to the app. Where there are too many the top one is replaced. */
struct popup *popup_push(struct app *app, const struct popup_kind *kind, uint32_t subject);
void popup_close(struct app *app);
void popup_close_all(struct app *app);
struct popup *popup_top(const struct app *app); /* NULL: none */

/* Does what a key asks for in the top popup. */
unsigned popup_act(struct app *app, enum action action);

/* Where the top one stands on this screen; its rows begin at inside.y + kind->header. */
struct area popup_area(struct app *app);
void popup_draw(struct app *app, struct grid *grid);

/* The rows of the one on top get the height that they are going to be drawn with. */
void popup_fit(struct app *app);

/* Is an action offered in it? */
bool popup_allows(const struct app *app, const struct popup_kind *kind, enum action action);

/* And does it do something on the row of the cursor? */
bool popup_offers(const struct app *app, const struct popup *popup, enum action action);

/* Rows of the top one. */
uint32_t popup_count(struct app *app, struct popup *popup);

/* The page is built again (its subject's figures may have changed). */
void popup_rebuild(struct popup *popup);

/* --- each kind: opens it -------------------------------------------------------------------- */

unsigned popup_show_help(struct app *app);
unsigned popup_show_palette(struct app *app);
unsigned popup_show_scenarios(struct app *app);
unsigned popup_show_trail(struct app *app);
unsigned popup_show_warnings(struct app *app);
unsigned popup_show_faults(struct app *app, const struct diag_list *faults);
unsigned popup_show_config_faults(struct app *app, const struct diag_list *faults);
unsigned popup_show_loop(struct app *app, uint32_t loop);

/* The steps of a loop with all that flows on each: kinds, amounts, dates, sources. */
void popup_add_loop_steps(struct app *app, struct page *page, const struct loop *loop);

/* What was left without a name, is not offered, and waits to be dealt with by hand; nothing without any. */
void popup_add_older(const struct app *app, struct page *page);

/* Adds a line for each of these reasons for which a monthly on the page is assumed (cost_assumed). */
void popup_add_assumed(struct page *page, unsigned reasons);
unsigned popup_show_migration(struct app *app, uint32_t migration);
unsigned popup_show_component(struct app *app, uint32_t component);
unsigned popup_show_provider(struct app *app, uint32_t provider);
unsigned popup_show_exit(struct app *app, uint32_t provider);

/* Targets for all of these bindings (at least one) together; they are copied. */
unsigned popup_show_targets(struct app *app, const uint32_t *bindings, uint32_t count);

/* Why the figure under the cursor is what it is. */
unsigned popup_show_why(struct app *app);

/* The same of a popup's row; NULL in kind->figures: it says that there is none. */
unsigned popup_show_why_of(struct app *app, struct popup *popup);
void popup_ask(struct asked *asked, enum explain_kind kind, uint32_t subject);
/* The totals of another choice than the live one: a scenario of the shelf (NONE: today), a point of the
 * trail. */
void popup_ask_item(struct asked *asked, uint32_t item);
void popup_ask_point(struct asked *asked, size_t point);
void popup_ask_provider(struct asked *asked, uint32_t provider);
void popup_ask_component(struct asked *asked, uint32_t component);
void popup_ask_loop(struct asked *asked, uint32_t loop);
void popup_ask_migration(struct asked *asked, uint32_t migration);
void popup_ask_targets(struct asked *asked, const uint32_t *bindings, uint32_t count, uint32_t to);

/*
 * Over a new model: takes what the page of why on top is about, if there is one (else NULL), and shows it
 * again, with the cursor on the same input, where that is still there. In between all popups are closed.
 */
struct asked *popup_put_why_away(struct app *app);
void popup_show_why_again(struct app *app, struct asked *asked); /* takes it; NULL is fine */

/* Closes those below the top one: they show what was reckoned before. */
void popup_close_below(struct app *app);

/* The prompt for another value of the input under its cursor. */
unsigned popup_try_changed(struct app *app);
unsigned popup_try_taken(struct app *app);

/* The palette's prompt. */
unsigned popup_palette_changed(struct app *app);
unsigned popup_palette_taken(struct app *app);
unsigned popup_palette_left(struct app *app);

#endif
