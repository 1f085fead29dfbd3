#include "tui/app.h"

#include "core/base/memory.h"
#include "tui/panes/pane.h"
#include "tui/popup.h"
#include "tui/state.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *app_copy_text(const char *text)
{
	if (!text)
		return NULL;
	size_t size = strlen(text) + 1;
	return memcpy(memory_new(size, 1), text, size);
}

void app_set_text(char **old, const char *text)
{
	char *copy = app_copy_text(text);
	free(*old);
	*old = copy;
}

/* --- from start to end ----------------------------------------------------------------------- */

/* All that hangs on the model. */
void app_open_model(struct app *app, struct model *model)
{
	app->loaded = model;
	app->model = model;
	plan_init(&app->plan, model);
	movers_refresh(&app->movers, &app->plan);
	shelf_init(&app->shelf, model);
	app->live = analysis_new(&app->plan);
	app->base = app->untried[SIDE_A] = app->untried[SIDE_B] = NULL;
	app->tree = tree_new(app->live, &app->movers);
	app->tree_only = (struct tree_only){app_binding_differs, app};
	app->provider = NONE;
	app->exits_known = app->exits_marked = false;
	app->moves_read = false;
}

static void close_model(struct app *app)
{
	popup_close_all(app);
	app_find_cancel(app);
	tree_free(app->tree);
	analysis_free(app->live);
	analysis_free(app->base);
	analysis_free(app->untried[SIDE_A]);
	analysis_free(app->untried[SIDE_B]);
	movers_clear(&app->movers);
	shelf_clear(&app->shelf);
	plan_clear(&app->plan);
	if (!app->options.keep_models)
		model_free(app->loaded);
}

/* The first binding that a migration can move, in the order of the screen. */
static void select_first(struct app *app)
{
	struct view *view = app_view(app, VIEW_PROVIDERS);
	for (uint32_t i = 0; i < view->count; i++) {
		uint32_t binding = pane_first_movable(app, view->rows[i]);
		if (binding == NONE)
			continue;
		app_select_provider(app, view->rows[i]);
		app_show_binding(app, binding);
		return;
	}
	if (view->count > 0)
		app_select_provider(app, view->rows[0]);
	if (app->provider != NONE)
		tree_open_node(app->tree, TREE_PROVIDER, app->provider, true);
	else
		tree_show_components(app->tree);
}

struct app *app_new(struct model *model, const struct app_options *options)
{
	struct app *app = memory_zero(1, sizeof *app);
	app->options = *options;
	app->options.read_only |= options->secure;
	app->mouse = options->mouse;
	app->stack = app_copy_text(options->stack);
	app->companion = app_copy_text(options->companion);
	app->width = 80;
	app->height = 24;
	app->focus = LAYOUT_TREE;
	app->lens = VIEW_COST;
	keymap_init(&app->keymap);
	if (options->keymap)
		keymap_copy(&app->keymap, options->keymap);
	app->options.keymap = NULL;
	history_init(&app->history);
	app_open_model(app, model);
	app_follow(app);
	app_view(app, VIEW_TREE)->list.height = (uint32_t)app_layout(app).tree.height - 2;
	app_begin(app, JOB_EXITS);
	app_begin(app, JOB_MOVES);
	app_refresh(app);
	select_first(app);
	app_refresh(app);
	return app;
}

void app_get_ready(struct app *app, const struct analysis_progress *progress)
{
	analysis_get_ready(app->live, progress);
}

static void clear_view(struct view *view)
{
	free(view->rows);
	free(view->figures);
	free(view->filter_text);
	pattern_free(view->filter);
}

void app_free(struct app *app)
{
	if (!app)
		return;
	close_model(app);
	app_forget_kept(app);
	for (int i = 0; i < VIEW_COUNT; i++)
		clear_view(&app->views[i]);
	history_clear(&app->history);
	keymap_clear(&app->keymap);
	prompt_clear(&app->prompt);
	pattern_free(app->find);
	free(app->find_text);
	free(app->old_filter);
	free(app->stack);
	free(app->companion);
	str_clear(&app->prompt_fault);
	str_clear(&app->message);
	str_clear(&app->request_path);
	str_clear(&app->request_id);
	str_clear(&app->request_name);
	str_clear(&app->request_text);
	free(app);
}

/* --- what the others ask --------------------------------------------------------------------- */

const struct app_request *app_request(const struct app *app)
{
	return &app->request;
}

const struct plan *app_plan(const struct app *app)
{
	return &app->plan;
}

const struct choice *app_choice(const struct app *app)
{
	return app->request_choice ? app->request_choice : app_live(app);
}

const struct choice *app_live(const struct app *app)
{
	return &history_now(&app->history)->b;
}

const struct choice *app_base(const struct app *app)
{
	return &history_now(&app->history)->a;
}

bool app_is_stuck(const struct app *app)
{
	return history_now(&app->history)->stuck > 0;
}

struct analysis *app_base_analysis(struct app *app)
{
	if (!app->base) {
		app->base = analysis_new(&app->plan);
		analysis_follow(app->base, app_base(app));
	}
	return app->base;
}

static bool is_nothing(const struct choice *choice)
{
	return choice->start == 0 && choice_count(choice) == 0 && choice->tried_count == 0;
}

const char *app_choice_name(const struct app *app, const struct choice *choice, uint32_t item, bool *changed)
{
	*changed = false;
	if (item != NONE && !app->shelf.items[item].gone) {
		*changed = !choice_equal(choice, &app->shelf.items[item].choice);
		return app->shelf.items[item].name;
	}
	return is_nothing(choice) ? "today" : "unnamed";
}

bool app_is_dirty(const struct app *app)
{
	bool changed;
	const struct point *now = history_now(&app->history);
	app_choice_name(app, &now->b, now->b_item, &changed);
	bool named = now->b_item != NONE && !app->shelf.items[now->b_item].gone;
	return named ? changed : !is_nothing(&now->b);
}

/* --- messages -------------------------------------------------------------------------------- */

enum { MESSAGE_MOST = 1024 };

/* The next place in a sentence or format where one clause ends and another follows; NULL: there is none. */
static const char *next_end(const char *at)
{
	while ((at = strpbrk(at, ".;")) != NULL && at[1] != ' ')
		at++;
	return at;
}

static void add_end(struct clauses *clauses, size_t end)
{
	if (clauses->count < CLAUSES_MOST)
		clauses->ends[clauses->count++] = end;
}

struct clauses app_clauses(const char *sentence)
{
	struct clauses clauses = {.count = 0};
	for (const char *at = sentence; (at = next_end(at)) != NULL; at++)
		add_end(&clauses, (size_t)(at - sentence));
	return clauses;
}

/*
 * Adds what a format says to the message, and where it has ends of clauses: each is as far behind as the
 * format before it is long when it is said. What is put into it has none.
 */
static void say(struct app *app, const char *format, va_list arguments)
{
	char text[MESSAGE_MOST], before[MESSAGE_MOST];
	size_t from = app->message.length;
	va_list again;
	for (const char *at = format; (at = next_end(at)) != NULL; at++) {
		snprintf(before, sizeof before, "%.*s", (int)(at - format), format);
		va_copy(again, arguments);
		int length = vsnprintf(NULL, 0, before, again);
		va_end(again);
		if (length >= 0 && length < MESSAGE_MOST)
			add_end(&app->clauses, from + (size_t)length);
	}
	vsnprintf(text, sizeof text, format, arguments);
	str_add_text(&app->message, text);
}

void app_say(struct app *app, enum role role, const char *format, ...)
{
	va_list arguments;
	app->message.length = 0;
	app->clauses.count = 0;
	app->message_role = role;
	va_start(arguments, format);
	say(app, format, arguments);
	va_end(arguments);
}

void app_say_more(struct app *app, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	say(app, format, arguments);
	va_end(arguments);
}

static const struct diag *first_error(const struct diag_list *faults)
{
	for (size_t i = 0; faults && i < faults->count; i++)
		if (faults->items[i].level == DIAG_ERROR)
			return &faults->items[i];
	return NULL;
}

void app_show_config_faults(struct app *app, const struct diag_list *faults)
{
	if (!faults || faults->errors == 0)
		return;
	popup_show_config_faults(app, faults);
	if (app->message.length == 0) /* the box says it too */
		app_say(app, ROLE_WARNING, "the configuration has a fault; the defaults are used");
}

void app_say_faults(struct app *app, const char *what, const struct diag_list *faults)
{
	const struct diag *first = first_error(faults);
	struct arena arena;
	if (!first) {
		app_say(app, ROLE_WARNING, "%s", what);
		return;
	}
	arena_init(&arena);
	app_say(app, ROLE_WARNING, "%s: %s%s", what, diag_line(first, &arena),
		faults->errors > 1 ? arena_print(&arena, " (and %zu more)", faults->errors - 1) : "");
	arena_clear(&arena);
}
