/* Why this number: its formula, its inputs with ranges and units, and where each comes from. */
#include "tui/popup.h"

#include "core/base/memory.h"
#include "core/figures/explain.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FIGURES = 6 };

/* The figures of one row: the first is the one that is meant, the others stand beside it. */
struct asked {
	struct {
		enum explain_kind kind;
		uint32_t subject;
	} figures[MOST_FIGURES];
	int count;
};

static void ask(struct asked *asked, enum explain_kind kind, uint32_t subject)
{
	if (asked->count == MOST_FIGURES)
		return;
	asked->figures[asked->count].kind = kind;
	asked->figures[asked->count++].subject = subject;
}

/* --- which figures a row has ----------------------------------------------------------------- */

static void ask_provider(struct asked *asked, uint32_t provider)
{
	ask(asked, EXPLAIN_SHARE, provider);
	ask(asked, EXPLAIN_EXIT, provider);
	ask(asked, EXPLAIN_REACH, provider);
	ask(asked, EXPLAIN_ALIGNMENT, provider);
	ask(asked, EXPLAIN_GAP, provider);
}

/* By the order of the pane the figure that is meant comes first. */
static void ask_providers_row(struct app *app, struct asked *asked)
{
	static const enum explain_kind first[] = {EXPLAIN_SHARE, EXPLAIN_EXIT, EXPLAIN_ALIGNMENT,
						  EXPLAIN_REACH, EXPLAIN_GAP};
	unsigned order = app_view(app, VIEW_PROVIDERS)->order;
	if (app->provider == NONE)
		return;
	ask(asked, first[order], app->provider);
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		if (i != order)
			ask(asked, first[i], app->provider);
}

static void ask_tree_row(struct app *app, struct asked *asked)
{
	const struct tree_row *row = app_tree_row(app);
	uint32_t binding = app_tree_binding(app), component = app_tree_component(app);
	if (binding != NONE) {
		ask(asked, EXPLAIN_BINDING, binding);
		ask(asked, EXPLAIN_BINDING_MONTHLY, binding);
	} else if (component != NONE) {
		const struct component *item = &app->model->components[component];
		for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
			ask(asked, EXPLAIN_BINDING_MONTHLY, b);
	} else if (row && row->kind == TREE_PROVIDER) {
		ask_provider(asked, row->index);
	} else if (row && row->kind == TREE_OFFERING) {
		ask_provider(asked, app->model->offerings[row->index].provider);
	}
}

static void ask_totals(struct asked *asked)
{
	ask(asked, EXPLAIN_ONE_OFF, 0);
	ask(asked, EXPLAIN_MONTHLY, 0);
	ask(asked, EXPLAIN_NPV, 0);
	ask(asked, EXPLAIN_PAYBACK, 0);
}

static void ask_compared(struct asked *asked, uint32_t row)
{
	static const enum explain_kind sums[] = {EXPLAIN_ONE_OFF,       EXPLAIN_ONE_OFF,   EXPLAIN_ONE_OFF,
						 EXPLAIN_MONTHLY,       EXPLAIN_NPV,       EXPLAIN_PAYBACK,
						 EXPLAIN_CONCENTRATION, EXPLAIN_BEST_START};
	enum { SUMS = sizeof sums / sizeof *sums };
	if (row < SUMS)
		ask(asked, sums[row], 0);
	else
		ask(asked, EXPLAIN_CATEGORY, row - SUMS);
}

static void ask_cost_row(struct app *app, struct asked *asked)
{
	const struct view *view = app_view(app, VIEW_COST);
	if (view->order == COST_BY_CATEGORY)
		ask(asked, EXPLAIN_CATEGORY, view->list.cursor);
	else if (view->list.cursor < view->count && cost_groups_provider(app, view->list.cursor) != NONE)
		ask(asked, EXPLAIN_SHARE, cost_groups_provider(app, view->list.cursor));
	else
		ask(asked, EXPLAIN_MONTHLY, 0);
	ask_totals(asked);
}

static void ask_lens_row(struct app *app, struct asked *asked)
{
	const struct view *view = app_view(app, app->lens);
	uint32_t row = view->list.cursor < view->count ? view->rows[view->list.cursor] : NONE;
	switch (app->lens) {
	case VIEW_COST:
		ask_cost_row(app, asked);
		break;
	case VIEW_WHEN:
		ask(asked, EXPLAIN_BEST_START, 0);
		ask_totals(asked);
		break;
	case VIEW_AB:
		if (row != NONE)
			ask_compared(asked, row);
		break;
	case VIEW_LOOPS:
		if (row != NONE)
			ask(asked, EXPLAIN_LOOP, row);
		ask(asked, EXPLAIN_CYCLING, 0);
		break;
	case VIEW_MIGRATIONS:
		if (row == NONE)
			break;
		ask(asked, EXPLAIN_MARGINAL, row);
		ask(asked, EXPLAIN_ALONE, row);
		break;
	default:
		ask_totals(asked);
	}
}

/* --- telling it ------------------------------------------------------------------------------ */

/* Money needs no unit where it is all in one currency; others stand behind the figure. */
static void tell_figure(const struct app *app, struct str *out, double value, const char *unit)
{
	size_t currency = strlen(app->model->currency);
	bool money = strncmp(unit, app->model->currency, currency) == 0;
	if (strcmp(unit, "%") == 0)
		str_print(out, "%s%%", show_number(value).text);
	else if (money)
		str_add_text(out, show_money(value).text);
	else
		str_print(out, "%s%s%s", show_number(value).text, *unit ? " " : "", unit);
}

static void add_value(struct app *app, struct page *page, const struct explanation *why)
{
	struct str text;
	str_init(&text);
	if (isnan(why->value)) {
		str_add_text(&text, "none");
	} else {
		tell_figure(app, &text, why->value, why->unit);
		if (strncmp(why->unit, app->model->currency, strlen(app->model->currency)) == 0)
			str_print(&text, " %s", why->unit);
	}
	if (!isnan(why->spread.p10) && why->spread.p10 != why->spread.p90)
		str_print(&text, ", P10 %s, P90 %s", show_money(why->spread.p10).text,
			  show_money(why->spread.p90).text);
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

static void tell_origin(struct app *app, const struct explain_input *input, struct str *out)
{
	const struct source *source = input->source;
	bool here = input->place.line > 0 && !model_place_is_builtin(app->model, input->place);
	if (here)
		str_print(out, "%s:%u", app->model->files[input->place.file].name, input->place.line);
	else
		str_add_text(out, origin_name(input->origin));
	if (here && input->origin == ORIGIN_ASSUMPTION)
		str_add_text(out, ", assumption");
	if (!source || !source->title)
		return;
	str_print(out, ": %s", source->title);
	if (source->date.year)
		str_print(out, ", %04d-%02u", source->date.year, source->date.month);
	if (source->grade)
		str_print(out, ", grade %s", source->grade);
}

static void add_input(struct app *app, struct page *page, const struct explain_input *input, const char *unit)
{
	struct str left, right, origin;
	str_init(&left);
	str_init(&right);
	str_init(&origin);
	str_print(&left, "%s", input->name);
	str_print(&right, "%s%s%s", show_range(input->value).text, *input->unit ? " " : "", input->unit);
	page_pair(page, 1, ROLE_TEXT, left.data, right.data);
	int64_t link = input->place.line > 0
			       ? (int64_t)((uint64_t)input->place.file << 32 | input->place.line)
			       : PAGE_NOWHERE;
	page_link(page, link);
	if (!isnan(input->part)) {
		tell_figure(app, &origin, input->part, unit);
		str_add_text(&origin, " of it hangs on this; ");
	}
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

static void add_explanation(struct app *app, struct page *page, const struct explanation *why)
{
	page_heading(page, why->title);
	add_value(app, page, why);
	add_formula(page, why->formula);
	for (uint32_t i = 0; i < why->note_count; i++)
		page_text(page, 1, ROLE_MUTED, "%s", why->notes[i]);
	if (why->input_count > 0)
		page_text(page, 1, ROLE_TEXT, "from");
	for (uint32_t i = 0; i < why->input_count; i++)
		add_input(app, page, &why->inputs[i], why->unit);
	if (why->left_out > 0)
		page_text(page, 1, ROLE_MUTED, "and %s more inputs", show_count(why->left_out).text);
	if (why->has_honesty && why->input_count > 0)
		add_honesty(page, &why->honesty);
}

static void build(struct app *app, struct popup *popup)
{
	const struct asked *asked = popup->data;
	uint32_t told = 0;
	for (int i = 0; i < asked->count; i++) {
		struct explanation *why =
			analysis_explain(app->live, asked->figures[i].kind, asked->figures[i].subject);
		if (why)
			add_explanation(app, &popup->page, why);
		told += why != NULL;
		explanation_free(why);
	}
	if (told == 0)
		page_text(&popup->page, 0, ROLE_TEXT, "There is no figure here to explain: nothing moves.");
}

/* --- what keys do ---------------------------------------------------------------------------- */

static unsigned edit(struct app *app, const struct popup *popup, uint32_t row)
{
	int64_t link = row < popup->page.count ? popup->page.lines[row].link : PAGE_NOWHERE;
	struct place place = {0};
	if (link != PAGE_NOWHERE)
		place = (struct place){(uint32_t)(link >> 32), (uint32_t)link};
	return app_edit_place(app, place);
}

static unsigned open(struct app *app, struct popup *popup, uint32_t row)
{
	return edit(app, popup, row);
}

static unsigned act(struct app *app, struct popup *popup, enum action action)
{
	return action == ACTION_EDIT ? edit(app, popup, popup->list.cursor) : EFFECT_NONE;
}

static void clear(struct popup *popup)
{
	free(popup->data);
}

static const struct popup_kind kind = {
	.name = "Why this number",
	.keys = KEYS_POPUP,
	.build = build,
	.open = open,
	.act = act,
	.clear = clear,
	.links = true,
	.enter = "edit the line",
};

unsigned popup_show_why(struct app *app)
{
	struct asked *asked = memory_zero(1, sizeof *asked);
	if (app->focus == LAYOUT_PROVIDERS)
		ask_providers_row(app, asked);
	else if (app->focus == LAYOUT_TREE)
		ask_tree_row(app, asked);
	else
		ask_lens_row(app, asked);
	if (asked->count == 0) {
		free(asked);
		app_say(app, ROLE_TEXT, "no figure on this row to explain");
		return EFFECT_REDRAW;
	}
	popup_push(app, &kind, 0)->data = asked;
	return EFFECT_REDRAW;
}
