/* Why this number: its formula, its inputs with ranges and units, and where each comes from. */
#include "tui/popup_asked.h"

#include "core/base/memory.h"
#include "core/figures/explain.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- telling it ------------------------------------------------------------------------------ */

/* Money needs no unit where it is all in one currency; others stand behind the figure. */
static void tell_figure(const struct app *app, struct str *out, double value, bool more, const char *unit)
{
	size_t currency = strlen(app->model->currency);
	bool money = strncmp(unit, app->model->currency, currency) == 0;
	if (strcmp(unit, "%") == 0)
		str_print(out, "%s%%", show_number(value).text);
	else if (money)
		str_add_text(out, show_more_money(value, more).text);
	else
		str_print(out, "%s%s%s%s", show_number(value).text, more ? "+" : "", *unit ? " " : "", unit);
}

static void add_value(struct app *app, struct page *page, const struct explanation *why, bool more)
{
	struct str text;
	str_init(&text);
	if (isnan(why->value)) {
		str_add_text(&text, "none");
	} else {
		tell_figure(app, &text, why->value, more, why->unit);
		if (strncmp(why->unit, app->model->currency, strlen(app->model->currency)) == 0)
			str_print(&text, " %s", why->unit);
	}
	if (!isnan(why->spread.p10) && why->spread.p10 != why->spread.p90)
		str_print(&text, ", P10 %s, P90 %s", show_more_money(why->spread.p10, more).text,
			  show_more_money(why->spread.p90, more).text);
	page_text(page, 1, ROLE_ON, "= %s", text.data);
	str_clear(&text);
}

static void add_formula(struct page *page, const char *formula)
{
	for (const char *line = formula; *line;) {
		int length = (int)strcspn(line, "\n");
		page_text(page, 3, ROLE_MUTED, "%.*s", length, line);
		line += length + (line[length] == '\n');
	}
}

/* Its number. */
static int64_t keep_input(struct asked *asked, const struct explain_input *input)
{
	asked->told = memory_grow(asked->told, asked->told_count, &asked->told_capacity, sizeof *asked->told);
	asked->told[asked->told_count] =
		(struct told){input->place, app_copy_text(input->variable), input->fixed, input->value};
	return (int64_t)asked->told_count++;
}

/* "tried instead of 500 · 900 · 1.5k of ": what follows says where those are. */
static void tell_tried(const struct explain_input *input, struct str *out)
{
	if (!input->tried)
		return;
	if (isnan(input->given.likely))
		str_add_text(out, "tried, where nothing is said; ");
	else
		str_print(out, "tried instead of %s of ", show_range(input->given).text);
}

static void tell_origin(struct app *app, const struct explain_input *input, struct str *out)
{
	const struct source *source = input->source;
	bool here = input->place.line > 0 && !model_place_is_builtin(app->model, input->place);
	if (here)
		str_print(out, "%s:%u", app->model->files[input->place.file].name, input->place.line);
	else
		str_add_text(out, origin_name(input->tried ? input->given_origin : input->origin));
	if (here && (input->tried ? input->given_origin : input->origin) == ORIGIN_ASSUMPTION)
		str_add_text(out, ", assumption");
	if (!source || !source->title)
		return;
	str_print(out, ": %s", source->title);
	if (source->date.year)
		str_print(out, ", %04d-%02u", source->date.year, source->date.month);
	if (source->grade)
		str_print(out, ", grade %s", source->grade);
}

static void add_input(struct app *app, struct page *page, struct asked *asked,
		      const struct explain_input *input, const char *unit)
{
	struct str left, right, origin;
	str_init(&left);
	str_init(&right);
	str_init(&origin);
	str_print(&left, "%s", input->name);
	str_print(&right, "%s%s%s", show_range(input->value).text, *input->unit ? " " : "", input->unit);
	page_pair(page, 1, ROLE_TEXT, left.data, right.data);
	int64_t link = keep_input(asked, input);
	page_link(page, link);
	if (!isnan(input->part)) {
		tell_figure(app, &origin, input->part, false, unit);
		str_add_text(&origin, " of it hangs on this; ");
	}
	tell_tried(input, &origin);
	tell_origin(app, input, &origin);
	page_text(page, 3, input->origin == ORIGIN_ASSUMPTION ? ROLE_WARNING : ROLE_MUTED, "%s", origin.data);
	page_link(page, link);
	str_clear(&left);
	str_clear(&right);
	str_clear(&origin);
}

static void add_honesty(struct page *page, const struct honesty *honesty)
{
	page_heading(page, "How honest it is");
	page_text(page, 1, ROLE_TEXT,
		  "%s of it rests on your own figures, %s on sourced figures of the catalogue, "
		  "%s on assumptions",
		  show_share(honesty->share[ORIGIN_USER]).text,
		  show_share(honesty->share[ORIGIN_CATALOG]).text,
		  show_share(honesty->share[ORIGIN_ASSUMPTION]).text);
	if (honesty->lower_bound)
		page_text(page, 1, ROLE_WARNING, "a price is missing: it is at least this much (+)");
}

static void add_explanation(struct app *app, struct page *page, struct asked *asked,
			    const struct explanation *why, bool more)
{
	page_heading(page, why->title);
	add_value(app, page, why, more);
	add_formula(page, why->formula);
	for (uint32_t i = 0; i < why->note_count; i++)
		page_text(page, 1, ROLE_MUTED, "%s", why->notes[i]);
	if (why->input_count > 0)
		page_text(page, 1, ROLE_TEXT, "from");
	for (uint32_t i = 0; i < why->input_count; i++)
		add_input(app, page, asked, &why->inputs[i], why->unit);
	if (why->left_out > 0)
		page_text(page, 1, ROLE_MUTED, "and %s more inputs", show_count(why->left_out).text);
	if (why->has_honesty && why->input_count > 0)
		add_honesty(page, &why->honesty);
}

/* Also where a way out that was kept had to leave some behind: of that only the screen knows. */
static bool is_bound(const struct app *app, const struct asked *asked, int figure,
		     const struct explanation *why)
{
	bool total = asked->figures[figure].kind == EXPLAIN_ONE_OFF && !asked->choice_name;
	return why->lower_bound || (total && history_now(&app->history)->stuck > 0);
}

static void build(struct app *app, struct popup *popup)
{
	struct asked *asked = popup->data;
	struct analysis *analysis = asked->choice_name ? app_base_analysis(app) : app->live;
	uint32_t told = 0;
	asked_forget_inputs(asked);
	if (asked->choice_name) {
		analysis_follow(analysis, &asked->choice);
		page_heading(&popup->page, asked->choice_name);
	}
	for (int i = 0; i < asked->count; i++) {
		struct explanation *why = asked_explain(asked, analysis, i);
		if (why)
			add_explanation(app, &popup->page, asked, why, is_bound(app, asked, i, why));
		told += why != NULL;
		explanation_free(why);
	}
	if (asked->choice_name)
		analysis_follow(analysis, app_base(app));
	if (told == 0)
		page_text(&popup->page, 0, ROLE_TEXT, "There is no figure here to explain: nothing moves.");
}

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

/* Asks for another value of the input under the cursor. */
static unsigned ask_value(struct app *app, struct popup *popup)
{
	struct tried tried = {.kind = TRIED_RATE};
	struct str text, fault;
	list_go(&popup->list, (uint32_t)popup->page.count, input_below(popup, popup->list.cursor));
	const struct told *told = told_at(popup, popup->list.cursor);
	if (((const struct asked *)popup->data)->choice_name) {
		app_say(app, ROLE_TEXT, "not what is live: take it up first, then other values can be tried");
		return EFFECT_REDRAW;
	}
	if (!told || !told->variable) {
		app_say(app, ROLE_TEXT, "%s", told ? told->fixed : "no input here to try another value of");
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
	.build = build,
	.open = open,
	.act = act,
	.clear = clear,
	.links = true,
	.enter = "edit the line",
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
	if (!asked || asked->choice_name) /* another choice than those of the history goes with its plan */
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
