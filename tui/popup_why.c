/* Why this number: what keys do on its page (why_page.c), and the page over a new model. */
#include "tui/popup_asked.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- what keys do ---------------------------------------------------------------------------- */

/* The link of a row, or of the nearest one above it (step -1) or below it (step 1) that has one. */
static int64_t link_near(const struct page *page, uint32_t row, int step)
{
	int64_t at = row;
	while (at >= 0 && at < (int64_t)page->count && page->lines[at].link == PAGE_NOWHERE)
		at += step;
	return at >= 0 && at < (int64_t)page->count ? page->lines[at].link : PAGE_NOWHERE;
}

/* The input that a row of the page is about, also a row in the middle of a wrapped text; NULL: none. */
static const struct told *told_at(const struct popup *popup, uint32_t row)
{
	const struct asked *asked = popup->data;
	int64_t above = link_near(&popup->page, row, -1), below = link_near(&popup->page, row, 1);
	return above == PAGE_NOWHERE || above != below ? NULL : &asked->told[above];
}

static unsigned edit(struct app *app, const struct popup *popup, uint32_t row)
{
	const struct told *told = told_at(popup, row);
	return app_edit_place(app, told ? told->place : (struct place){0});
}

/* The first input at or below a row: so that v does something at once. */
static uint32_t input_below(const struct popup *popup, uint32_t row)
{
	uint32_t at = row;
	while (at < popup->page.count && !told_at(popup, at))
		at++;
	return at < popup->page.count ? at : row;
}

/* The row of that variable which is nearest to `row`: inputs change places as their parts do. */
static uint32_t row_of(const struct popup *popup, const char *variable, uint32_t row)
{
	uint32_t nearest = row, away = UINT32_MAX;
	const struct told *last = NULL, *here = told_at(popup, row);
	if (here && here->variable && strcmp(here->variable, variable) == 0)
		return row;
	for (uint32_t at = 0; at < popup->page.count; at++) {
		const struct told *told = told_at(popup, at);
		uint32_t distance = at > row ? at - row : row - at;
		bool again = told == last;
		last = told;
		if (again || !told || !told->variable || strcmp(told->variable, variable) != 0)
			continue;
		if (distance < away) {
			nearest = at;
			away = distance;
		}
	}
	return nearest;
}

/* The page anew, with the cursor on the same input. */
static void rebuild(struct app *app, struct popup *popup)
{
	popup_close_below(app);
	const struct told *told = told_at(popup, popup->list.cursor);
	char *variable = app_copy_text(told ? told->variable : NULL);
	asked_find_again(popup->data); /* loops and swings change places */
	popup_rebuild(popup);
	uint32_t count = popup_count(app, popup);
	if (variable)
		list_go(&popup->list, count, row_of(popup, variable, popup->list.cursor));
	free(variable);
}

/* Why no other value can be tried of an input (NULL: there is none); NULL: one can. */
static const char *refuse(const struct asked *asked, const struct told *told)
{
	if (asked->choice_name)
		return "not what is live: take it up first, then other values can be tried";
	if (told && told->of_a)
		return "an input of A: x flips A and B, then other values can be tried";
	if (!told)
		return "no input here to try another value of";
	return told->variable ? NULL : told->fixed;
}

/* Asks for another value of the input under the cursor. */
static unsigned ask_value(struct app *app, struct popup *popup)
{
	struct tried tried = {.kind = TRIED_RATE};
	struct str text, fault;
	list_go(&popup->list, (uint32_t)popup->page.count, input_below(popup, popup->list.cursor));
	const struct told *told = told_at(popup, popup->list.cursor);
	const char *refusal = refuse(popup->data, told);
	if (refusal) {
		app_say(app, ROLE_TEXT, "%s", refusal);
		return EFFECT_REDRAW;
	}
	str_init(&text);
	str_init(&fault);
	app->popup_subject = (uint32_t)(told - ((const struct asked *)popup->data)->told);
	if (!app_read_tried(app, told->variable, "0", &tried, &fault))
		fault.length = 0; /* the variable is there; only 0 is no value of it */
	struct range now = tried_given(app->model, &tried);
	if (!isnan(now.likely))
		tried_print_value(tried.kind, now, &text);
	unsigned effects = app_ask(app, PROMPT_TRY, text.data ? text.data : "");
	str_clear(&text);
	str_clear(&fault);
	return effects;
}

/* The variable that the prompt is about. */
static const char *asked_variable(const struct app *app)
{
	const struct asked *asked = popup_top(app)->data;
	return asked->told[app->popup_subject].variable;
}

unsigned popup_try_changed(struct app *app)
{
	struct tried tried = {.kind = TRIED_RATE};
	const char *text = prompt_text(&app->prompt);
	if (*text)
		app_read_tried(app, asked_variable(app), text, &tried, &app->prompt_fault);
	return EFFECT_REDRAW;
}

unsigned popup_try_taken(struct app *app)
{
	struct tried tried = {.kind = TRIED_RATE};
	struct str fault, text;
	unsigned effects;
	str_init(&fault);
	str_init(&text);
	str_add_text(&text, prompt_text(&app->prompt));
	bool empty = text.length == 0;
	if (!app_read_tried(app, asked_variable(app), empty ? "0" : text.data, &tried, &fault) && !empty) {
		effects = app_ask(app, PROMPT_TRY, text.data);
		str_add_text(&app->prompt_fault, fault.data);
	} else {
		effects = empty ? app_untry(app, &tried) : app_try(app, &tried);
		rebuild(app, popup_top(app));
	}
	str_clear(&fault);
	str_clear(&text);
	return effects;
}

/* Enter wants an input that has a line, v one that another value can be tried of. */
static bool works(const struct app *app, const struct popup *popup, enum action action)
{
	uint32_t row = popup->list.cursor;
	const struct told *told = told_at(popup, action == ACTION_TRY ? input_below(popup, row) : row);
	if (action == ACTION_OPEN)
		return told && app_has_line(app, told->place);
	return action != ACTION_TRY || !refuse(popup->data, told);
}

static unsigned open(struct app *app, struct popup *popup, uint32_t row)
{
	return edit(app, popup, row);
}

/* The figures follow at once, in the page too. */
static unsigned step(struct app *app, struct popup *popup, unsigned (*how)(struct app *app))
{
	unsigned effects = how(app);
	rebuild(app, popup);
	return effects;
}

static unsigned act(struct app *app, struct popup *popup, enum action action)
{
	switch (action) {
	case ACTION_EDIT:
		return edit(app, popup, popup->list.cursor);
	case ACTION_TRY:
		return ask_value(app, popup);
	case ACTION_UNDO:
		return step(app, popup, app_undo);
	case ACTION_REDO:
		return step(app, popup, app_redo);
	default:
		return EFFECT_NONE;
	}
}

static void clear(struct popup *popup)
{
	if (popup->data)
		asked_free(popup->data);
}

static const enum action acts[] = {ACTION_EDIT, ACTION_TRY, ACTION_UNDO, ACTION_REDO, ACTION_NONE};

static const enum action bar[] = {ACTION_OPEN, ACTION_TRY, ACTION_BACK, ACTION_UNDO, ACTION_NONE};

static const struct popup_kind kind = {
	.name = "Why this number",
	.keys = KEYS_POPUP,
	.build = why_build,
	.open = open,
	.act = act,
	.clear = clear,
	.links = true,
	.enter = "edit the line",
	.enter_acts = ACTION_EDIT,
	.works = works,
	.bar = bar,
	.acts = acts,
};

/* The page takes them over. */
static unsigned show(struct app *app, struct asked *asked)
{
	if (asked->count == 0) {
		asked_free(asked);
		app_say(app, ROLE_TEXT, "no figure on this row to explain");
		return EFFECT_REDRAW;
	}
	popup_push(app, &kind, 0)->data = asked;
	return EFFECT_REDRAW;
}

unsigned popup_show_why(struct app *app)
{
	struct asked *asked = asked_new(app);
	popup_ask_focus(app, asked);
	return show(app, asked);
}

unsigned popup_show_why_of(struct app *app, struct popup *popup)
{
	struct asked *asked = asked_new(app);
	if (popup->kind->figures)
		popup->kind->figures(app, popup, popup->list.cursor, asked);
	return show(app, asked);
}

/* --- over a new model ------------------------------------------------------------------------ */

struct asked *popup_put_why_away(struct app *app)
{
	struct popup *popup = popup_top(app);
	struct asked *asked = popup && popup->kind == &kind ? popup->data : NULL;
	if (!asked)
		return NULL;
	const struct told *told = told_at(popup, popup->list.cursor);
	asked->variable = app_copy_text(told ? told->variable : NULL);
	asked->row = popup->list.cursor;
	popup->data = NULL;
	return asked;
}

void popup_show_why_again(struct app *app, struct asked *asked)
{
	if (!asked)
		return;
	if (!asked_find_again(asked)) {
		asked_free(asked);
		return;
	}
	show(app, asked);
	struct popup *popup = popup_top(app);
	uint32_t count = popup_count(app, popup);
	uint32_t row = asked->variable ? row_of(popup, asked->variable, asked->row) : asked->row;
	list_go(&popup->list, count, row);
	free(asked->variable);
	asked->variable = NULL;
}
