/*
 * The program's state, and what the files of the screen share behind app.h. Private to tui/app*.c,
 * tui/draw.c, tui/popup*.c and tui/panes/.
 *
 * Four kinds of state are never mixed: the model (const), the choice (history: undo is an array of
 * choices), the analysis (follows the choice; never edited), and the view (all the rest).
 */
#ifndef TUI_STATE_H
#define TUI_STATE_H

#include "core/base/pattern.h"
#include "tui/app.h"
#include "tui/history.h"
#include "tui/keymap.h"
#include "tui/layout.h"
#include "tui/list.h"
#include "tui/movers.h"
#include "tui/prompt.h"
#include "tui/shelf.h"
#include "tui/tree.h"

/* Everything that has rows of its own. The lenses are in the order of their keys. */
enum view_id {
	VIEW_PROVIDERS,
	VIEW_TREE,
	VIEW_COST,
	VIEW_RANGE,
	VIEW_WHEN,
	VIEW_AB,
	VIEW_LOOPS,
	VIEW_MIGRATIONS,
	VIEW_COUNT,
	VIEW_FIRST_LENS = VIEW_COST
};

enum { LENS_COUNT = VIEW_COUNT - VIEW_FIRST_LENS };

struct view {
	struct list list;
	uint32_t *rows; /* what the pane shows, in order; the tree has its own */
	uint32_t count, all;
	size_t capacity;
	char *filter_text; /* NULL: none */
	struct pattern *filter;
	uint64_t filter_steps; /* what the filter has cost since the rows were last made */
	uint32_t untried;      /* rows left out since the filter took too long on them */
	unsigned order;
	void *figures; /* what the pane keeps with its rows; freed with free() */
	bool stale;
};

/*
 * Where a message may end early: its last clauses go first where it is too long. Only what the program says
 * has clauses; a name that has a full stop or a semicolon in it is one piece.
 */
enum { CLAUSES_MOST = 6 };

struct clauses {
	size_t ends[CLAUSES_MOST]; /* bytes before each, ascending */
	int count;
};

struct popup;
struct prompt_kind;

/* What goes on in pieces (app_work.c), in the order in which it is done. */
enum job_id { JOB_PROMPT, JOB_FIND, JOB_FILTER, JOB_EXITS, JOB_MOVES, JOB_COUNT };

/* What a job has cost since it was begun. */
struct spell {
	uint64_t steps;
	int64_t ns, told_ns; /* told_ns: when it was last shown how far it is */
	bool told;
};

/* A search for the next row. */
struct finding {
	bool on, failed; /* it goes on; the last one found nothing */
	bool stay;       /* the row itself is still to be tried */
	enum view_id view;
	struct list origin;
	int step, again;          /* again: how often n (or, below 0, N) was pressed meanwhile */
	struct tree_search *tree; /* where the view is the tree */
	uint32_t at, tried;       /* where it is not */
	uint32_t untried;         /* the same; and, once it is over, all that were not tried */
};

enum { POPUPS_MOST = 4, POPUP_PLACES = POPUPS_MOST + 1 /* the help of the last one */ };

/* Where the cursor of the tree was, so that it is found again when rows come and go. */
struct mark {
	uint8_t kind;
	uint32_t index, parent; /* node, and the node above it (NONE) */
};

struct app {
	/* model: as it was loaded, and what is shown of it: with what the live choice tries (app_follow) */
	struct model *loaded;
	const struct model *model;
	struct plan plan;
	struct movers movers;
	/* choice */
	struct history history;
	struct shelf shelf;
	/* analysis: of the live choice, and, once it is asked for, of the one to compare with */
	struct analysis *live, *base;
	/* [enum app_side] the same without the values that they try; NULL until asked for: app_tried.c */
	struct analysis *untried[2];
	bool untried_stale[2]; /* they do not follow yet */
	bool exits_known;      /* of the live one: app_exits.c */
	bool exits_marked;     /* and of the same without the values that it tries */
	bool moves_read;       /* by the live one: app_moves.c */
	bool file_has_fault;   /* the file changed since, but could not be read: what is shown is older */
	/* view */
	struct app_options options;
	char *stack, *companion; /* NULL as in app_options */
	struct keymap keymap;
	int width, height;
	enum layout_focus focus;
	enum view_id lens;
	struct view views[VIEW_COUNT];
	bool zoom, differences, mouse;
	bool unseen;       /* there were events since it was drawn last */
	uint32_t provider; /* the one under the cursor of its pane; NONE without providers */
	struct tree *tree;
	struct tree_only tree_only;
	struct mark mark;
	char *find_text;
	struct pattern *find;
	uint64_t drawn_cost; /* what its searches had cost when the drawing began */
	struct finding finding;
	struct spell spells[JOB_COUNT];
	struct popup *popups[POPUP_PLACES];    /* [popup_count] */
	const struct prompt_kind *prompt_kind; /* NULL: no prompt is open */
	struct prompt prompt;
	struct str prompt_fault;  /* what is wrong with what was typed */
	enum view_id prompt_view; /* the view that had the focus when the prompt opened */
	struct list find_origin;  /* and where its cursor was */
	int popup_count;
	char *old_filter;
	struct str message; /* empty: the trail is shown */
	enum role message_role;
	struct clauses clauses;   /* of the message */
	bool undone;              /* the trail shows an undo */
	bool prompt_behind;       /* what was typed is not asked for yet */
	bool may_quit;            /* the question was asked */
	bool offer_waits;         /* what was left last time was offered, and neither taken up nor declined */
	struct kept_choice *kept; /* what was left, as it was at the start; NULL: it was not asked for */
	uint32_t popup_subject;   /* what a prompt over a popup is about */
	/* for the caller */
	struct app_request request;
	const struct choice *request_choice; /* NULL: the live one */
	uint32_t copied_short;               /* lines of a page for which a clipboard has no room */
	struct str request_path, request_id, request_name, request_text;
	uint32_t exported_rows; /* of the view that was exported last; 0: a graph */
	uint32_t saves;         /* how often the shelf was changed */
	bool request_loaded; /* the stack was loaded again since it was asked for: the shelf has it from its
				file */
	bool request_names;  /* the saved scenario becomes the name of the live choice */
};

/* --- app.c ----------------------------------------------------------------------------------- */

/* All that hangs on the model, which is taken over. */
void app_open_model(struct app *app, struct model *model);

/* The choice that is shown, and the one that it is compared with. */
const struct choice *app_live(const struct app *app);
const struct choice *app_base(const struct app *app);
bool app_is_stuck(const struct app *app); /* the live choice is a way out that leaves bindings behind */

/* The analysis of A; made when it is first asked for. */
struct analysis *app_base_analysis(struct app *app);

/* A line in the trail's place until the next key. */
void app_say(struct app *app, enum role role, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same behind the message that is there, as a clause of its own: the format begins with "; " or ". ". */
void app_say_more(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The clauses of a sentence of the program's own. */
struct clauses app_clauses(const char *sentence);

/* The first of the faults as a message. */
void app_say_faults(struct app *app, const char *what, const struct diag_list *faults);

/* Copies a text that is freed with free(); NULL for NULL. Replaces *old when it is not NULL. */
char *app_copy_text(const char *text);
void app_set_text(char **old, const char *text);

/* The name of a choice: of the shelf, "today", or "unnamed"; `changed` when it differs from its saved form.
 */
const char *app_choice_name(const struct app *app, const struct choice *choice, uint32_t item, bool *changed);

/* What app_offer() has read. */
void app_forget_kept(struct app *app);

/* --- app_choice.c ---------------------------------------------------------------------------- */

/* To be called after the present point of the history changed in any way. */
void app_follow(struct app *app);
void app_price_anew(struct app *app);   /* the same for another model: no figure of the old one stays */
unsigned app_followed(struct app *app); /* the same for a new change: what a handler returns */

/* On, or off when it is on; binding: the one whose row was switched, or NONE. */
unsigned app_switch(struct app *app, uint32_t migration, uint32_t binding);
unsigned app_toggle_bindings(struct app *app, const char *name, const uint32_t *bindings, uint32_t count);
unsigned app_switch_on_made(struct app *app, uint32_t migration, const char *head);
unsigned app_shift_start(struct app *app, int months);
unsigned app_undo(struct app *app);
unsigned app_redo(struct app *app);
unsigned app_go_to(struct app *app, size_t point);
unsigned app_flip(struct app *app);
unsigned app_load_item(struct app *app, uint32_t item);
unsigned app_make_a(struct app *app, uint32_t item); /* NONE: today */
unsigned app_keep_exit(struct app *app, const struct exit_plan *exit_plan);

/* Does a binding go somewhere else in B than in A? `context` is the app. */
bool app_binding_differs(const void *context, uint32_t binding);

/* --- app_try.c ------------------------------------------------------------------------------- */

/* Reads a value of a variable as a stack would write it; false with what is wrong in `fault`. */
bool app_read_tried(const struct app *app, const char *variable, const char *text, struct tried *tried,
		    struct str *fault);
unsigned app_try(struct app *app, const struct tried *tried);
unsigned app_untry(struct app *app, const struct tried *tried); /* back to the stack's own */

/* Do A and B try other values of what a binding is? */
bool app_tries_differ(const struct app *app, uint32_t binding);

/* --- app_figures.c, app_tried.c
 * ----------------------------------------------------------------------------- */

enum app_side { SIDE_A, SIDE_B };

enum quantile { QUANTILE_P10, QUANTILE_P50, QUANTILE_P90, QUANTILE_LOWEST, QUANTILE_HIGHEST };

/* Figures that values tried may change; in brackets what `subject` is an index of (else it is ignored). */
enum app_figure {
	FIGURE_ONE_OFF,
	FIGURE_CATEGORY, /* [enum category] */
	FIGURE_BEFORE,   /* the monthly of today */
	FIGURE_MONTHLY,
	FIGURE_CHANGE, /* of the one to the other */
	FIGURE_NPV,
	FIGURE_PAYBACK,
	FIGURE_HHI, /* of the scenario */
	FIGURE_HHI_BEFORE,
	FIGURE_BEST,     /* start */
	FIGURE_BEST_NPV, /* of that start */
	FIGURE_WAIT,
	FIGURE_CYCLING,
	FIGURE_NPV_CHANCE,   /* in how many draws it is above 0 */
	FIGURE_QUANTILE,     /* [enum quantile] of the one-off */
	FIGURE_NPV_QUANTILE, /* [enum quantile] P10 to P90 */
	/* [provider] */
	FIGURE_PAID, /* a month, today */
	FIGURE_PAID_AFTER,
	FIGURE_SHARE, /* of what is paid */
	FIGURE_SHARE_AFTER,
	FIGURE_WHOLE_SHARE, /* with its parts */
	FIGURE_WHOLE_SHARE_AFTER,
	FIGURE_REACH_MONTHLY,
	FIGURE_FIT,
	FIGURE_FIT_KNOWN,
	FIGURE_GAP,
	/* [provider] false until all ways out are known */
	FIGURE_LEAVING,
	FIGURE_LEAVING_MONTHS,
	/* [loop of the live analysis] */
	FIGURE_PUT_IN,
	FIGURE_COMES_BACK,
	FIGURE_PULL,
	FIGURE_EXPOSURE,
	FIGURE_EXPOSURE_AFTER,
	/* [migration of the plan] false until all moves are read */
	FIGURE_ALONE,
	FIGURE_MARGINAL,
	FIGURE_MOVE_MONTHLY,
	FIGURE_INTERACTION, /* of all that are on */
	APP_FIGURE_COUNT
};

/* A figure of any analysis; NAN: there is none. */
double app_figure(struct analysis *analysis, enum app_figure figure, uint32_t subject);

/* The figures of A or B without the values that it tries; NULL when it tries none. */
struct analysis *app_untried(struct app *app, enum app_side side);

/* The same of any choice. Valid until the next call of any of these, as what follows. */
struct analysis *app_untried_of(struct app *app, const struct choice *choice);

/* What any choice costs without what it tries; NULL when it tries nothing. Valid until the next call of any
 * of these. */
const struct cost *app_untried_cost(struct app *app, const struct choice *choice);

/* The same loop of another analysis, which may list it elsewhere; NONE. */
uint32_t app_same_loop(struct analysis *from, struct analysis *in, uint32_t loop);

/* Are they more than a rounding apart? NAN, none, is like NAN only. */
bool app_figures_differ(double is, double was);

/* The share of draws, 0..1, in which B has the higher NPV; and is it another one by what either tries? */
double app_share_above(struct app *app);
bool app_share_above_is_tried(struct app *app);

/* Is a figure another one by what is tried? Then it is shown with `*`. */
bool app_is_tried(struct app *app, enum app_side side, enum app_figure figure, uint32_t subject);
bool app_is_tried_curve(struct app *app, bool npv); /* in any month: of the NPV, or of the one-off */

/* --- app_view.c ------------------------------------------------------------------------------ */

struct view *app_view(struct app *app, enum view_id id);
enum view_id app_focus_view(const struct app *app);
uint32_t app_view_count(struct app *app, enum view_id id); /* rows, after filters */

/* Brings rows, tree and cursors up to the choice, filters and orders. */
void app_refresh(struct app *app);
void app_stale(struct app *app); /* all rows are to be made anew */

/* The cursor of a view went to another row. */
void app_moved(struct app *app, enum view_id id);
void app_remember_mark(struct app *app);
void app_select_provider(struct app *app, uint32_t provider);

/* The row under the tree's cursor, NULL when there is none; and what it stands for (NONE). */
const struct tree_row *app_tree_row(struct app *app);
uint32_t app_tree_binding(struct app *app);
uint32_t app_tree_component(struct app *app);
uint32_t app_tree_provider(struct app *app);
void app_show_binding(struct app *app, uint32_t binding);

bool app_set_filter(struct app *app, enum view_id id, const char *text, struct str *fault);
unsigned app_toggle_differences(struct app *app);
void app_filter_anew(struct app *app); /* the tree is another */
struct layout app_layout(const struct app *app);

/* The tree's filter as a job: the rows stay as they are, or are those found so far. */
bool app_filter_goes_on(const struct app *app);
bool app_waits_for_filter(struct app *app); /* true, and said, where a row stands for rows not known yet */
unsigned app_filter_go(struct app *app, struct budget *budget);
void app_filter_tell(struct app *app);
unsigned app_filter_stop(struct app *app);

/* --- app_moves.c ----------------------------------------------------------------------------- */

bool app_moves_go_on(const struct app *app);
unsigned app_moves_go(struct app *app, struct budget *budget);

/* --- app_exits.c ----------------------------------------------------------------------------- */

bool app_exits_go_on(const struct app *app);
void app_exits_anew(struct app *app); /* other values are tried: the ways out begin anew */
unsigned app_exits_go(struct app *app, struct budget *budget);

/* NULL: not known yet. */
const struct exit_figures *app_exits_of(struct app *app, uint32_t provider);

/* --- app_find.c ------------------------------------------------------------------------------ */

bool app_set_find(struct app *app, const char *text, struct str *fault);

/*
 * Looks in a view, from the origin, for the next (step 1) or previous (-1) row; stay: the row itself counts.
 * The cursor goes there when it is found, now or later; what is not found is told in the prompt or as a
 * message.
 */
unsigned app_find_from(struct app *app, enum view_id id, struct list origin, int step, bool stay);
void app_find_cancel(struct app *app);
void app_say_not_found(struct app *app);

bool app_find_goes_on(const struct app *app);
unsigned app_find_go(struct app *app, struct budget *budget);
void app_find_tell(struct app *app);
unsigned app_find_stop(struct app *app);

/* --- app_work.c ------------------------------------------------------------------------------ */

/* Begins a job, with a first piece of it, where there is something left to do. */
unsigned app_begin(struct app *app, enum job_id id);

/* Says that so many rows were not tried because the pattern takes too long; nothing for 0. */
void app_say_untried(struct app *app, uint32_t untried);

/* --- app_prompts.c --------------------------------------------------------------------------- */

/* One line to be typed: what it is for, and what happens with it. */
struct prompt_kind {
	const char *label;
	const char
		*hint; /* what may be answered, shown behind the label or above; NULL: the label says all */
	const char *enter, *leave; /* what Enter and Esc do, for the bottom row */
	bool chooses;              /* the arrows up and down move in the list above */
	bool waits; /* changed is long: not for each letter, but when no key waits (JOB_PROMPT) */
	unsigned (*changed)(struct app *app); /* after each change; may be NULL */
	unsigned (*taken)(struct app *app); /* Enter: the prompt is closed already, its text is still there */
	unsigned (*left)(struct app *app);  /* Esc; may be NULL */
	/* What is in force of it, maybe NULL: Enter leaves the prompt open where that is not what was typed,
	 * since there is a fault. May be NULL. */
	const char *(*in_force)(struct app *app);
};

enum prompt_id {
	PROMPT_FIND,
	PROMPT_FILTER,
	PROMPT_PALETTE,
	PROMPT_SAVE,
	PROMPT_CLONE,
	PROMPT_RENAME,
	PROMPT_SAVE_PATH,
	PROMPT_EXPORT,
	PROMPT_REPLACE,
	PROMPT_SAVE_OVER,
	PROMPT_TRY,
	PROMPT_ID_COUNT
};

unsigned app_ask(struct app *app, enum prompt_id id, const char *text);

/* What was typed and is not asked for yet (JOB_PROMPT). */
bool app_prompt_goes_on(const struct app *app);
unsigned app_prompt_go(struct app *app, struct budget *budget);
unsigned app_prompt_key(struct app *app, uint32_t key);
unsigned app_prompt_paste(struct app *app, const char *text);

/* --- app_save.c ------------------------------------------------------------------------------ */

/* "Leave North 2" for a copy of a scenario: a name whose id is free; its free id where none is. */
void app_propose_name(const struct app *app, uint32_t item, char *name, size_t size);

unsigned app_save_prompt(struct app *app);
unsigned app_save_taken(struct app *app);
unsigned app_save_over_taken(struct app *app);
unsigned app_save_over_left(struct app *app);
unsigned app_clone_taken(struct app *app);
unsigned app_rename_taken(struct app *app);
unsigned app_path_taken(struct app *app);
unsigned app_path_left(struct app *app);
unsigned app_delete_item(struct app *app, uint32_t item);

/*
 * May this be done here at all? Not with --read-only what writes or starts an editor, nor with --secure what
 * sends. What may not is not offered either: in the bottom row, the help, and the palette.
 */
bool app_allows(const struct app *app, enum action action);

/* False, with a message, when nothing may be written (or sent, or started). */
bool app_may_write(struct app *app, const char *what);

/* --- app_copy.c ------------------------------------------------------------------------------ */

unsigned app_copy_row(struct app *app);
unsigned app_copy_popup_row(struct app *app, struct popup *popup); /* a page without a cursor whole */

/* --- app_out.c ------------------------------------------------------------------------------- */

unsigned app_edit_row(struct app *app);
unsigned app_edit_place(struct app *app, struct place place);
bool app_has_line(const struct app *app, struct place place); /* of a file of the user's, to be edited */
unsigned app_export_prompt(struct app *app);
unsigned app_export_taken(struct app *app);
unsigned app_replace_taken(struct app *app);
unsigned app_replace_left(struct app *app);

/* --- app_actions.c, app_update.c ------------------------------------------------------------- */

/* Does what a key or the palette asks for. */
unsigned app_act(struct app *app, enum action action);

#endif
