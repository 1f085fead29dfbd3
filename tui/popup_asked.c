/* Which figures a row has, for i: of a pane, or of another choice. */
#include "tui/popup_asked.h"

#include <string.h>

static bool is_asked(const struct asked *asked, enum explain_kind kind, uint32_t subject)
{
	for (int i = 0; i < asked->count; i++)
		if (asked->figures[i].kind == kind && asked->figures[i].subject == subject)
			return true;
	return false;
}

void popup_ask(struct asked *asked, enum explain_kind kind, uint32_t subject)
{
	if (asked->count == MOST_FIGURES || is_asked(asked, kind, subject))
		return;
	asked->figures[asked->count].kind = kind;
	asked->figures[asked->count++].subject = subject;
}

void popup_ask_target(struct asked *asked, uint32_t binding, uint32_t to)
{
	if (asked->count == MOST_FIGURES)
		return;
	asked->figures[asked->count].to = to;
	popup_ask(asked, EXPLAIN_KIND_COUNT, binding);
}

void popup_ask_choice(struct asked *asked, const struct choice *choice, const char *name)
{
	asked->name = app_copy_text(name);
	choice_init(&asked->choice);
	choice_copy(&asked->choice, choice);
	popup_ask(asked, EXPLAIN_ONE_OFF, 0);
	popup_ask(asked, EXPLAIN_MONTHLY, 0);
	popup_ask(asked, EXPLAIN_NPV, 0);
}

/* --- which figures a row has ----------------------------------------------------------------- */

void popup_ask_provider(struct asked *asked, uint32_t provider)
{
	popup_ask(asked, EXPLAIN_SHARE, provider);
	popup_ask(asked, EXPLAIN_EXIT, provider);
	popup_ask(asked, EXPLAIN_REACH, provider);
	popup_ask(asked, EXPLAIN_ALIGNMENT, provider);
	popup_ask(asked, EXPLAIN_GAP, provider);
}

/* By the order of the pane the figure that is meant comes first. */
static void ask_providers_row(struct app *app, struct asked *asked)
{
	static const enum explain_kind first[] = {EXPLAIN_SHARE, EXPLAIN_EXIT, EXPLAIN_ALIGNMENT,
						  EXPLAIN_REACH, EXPLAIN_GAP};
	unsigned order = app_view(app, VIEW_PROVIDERS)->order;
	if (app->provider == NONE)
		return;
	popup_ask(asked, first[order], app->provider);
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		if (i != order)
			popup_ask(asked, first[i], app->provider);
}

static void ask_tree_row(struct app *app, struct asked *asked)
{
	const struct tree_row *row = app_tree_row(app);
	uint32_t binding = app_tree_binding(app), component = app_tree_component(app);
	if (binding != NONE) {
		popup_ask(asked, EXPLAIN_BINDING, binding);
		popup_ask(asked, EXPLAIN_BINDING_MONTHLY, binding);
	} else if (component != NONE) {
		const struct component *item = &app->model->components[component];
		for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
			popup_ask(asked, EXPLAIN_BINDING_MONTHLY, b);
	} else if (row && row->kind == TREE_PROVIDER) {
		popup_ask_provider(asked, row->index);
	} else if (row && row->kind == TREE_OFFERING) {
		popup_ask_provider(asked, app->model->offerings[row->index].provider);
	}
}

static void ask_totals(struct asked *asked)
{
	popup_ask(asked, EXPLAIN_ONE_OFF, 0);
	popup_ask(asked, EXPLAIN_MONTHLY, 0);
	popup_ask(asked, EXPLAIN_NPV, 0);
	popup_ask(asked, EXPLAIN_PAYBACK, 0);
	popup_ask(asked, EXPLAIN_CONCENTRATION, 0);
}

static void ask_compared(struct asked *asked, uint32_t row)
{
	static const enum explain_kind sums[] = {EXPLAIN_ONE_OFF,       EXPLAIN_ONE_OFF,   EXPLAIN_ONE_OFF,
						 EXPLAIN_MONTHLY,       EXPLAIN_NPV,       EXPLAIN_PAYBACK,
						 EXPLAIN_CONCENTRATION, EXPLAIN_BEST_START};
	enum { SUMS = sizeof sums / sizeof *sums };
	if (row < SUMS)
		popup_ask(asked, sums[row], 0);
	else if (row >= SUMS + CATEGORY_COUNT)
		ask_totals(asked); /* what a value that is tried changes */
	else
		popup_ask(asked, EXPLAIN_CATEGORY, row - SUMS);
}

static void ask_cost_row(struct app *app, struct asked *asked)
{
	const struct view *view = app_view(app, VIEW_COST);
	if (view->order == COST_BY_CATEGORY)
		popup_ask(asked, EXPLAIN_CATEGORY, view->list.cursor);
	else if (view->list.cursor < view->count && cost_groups_provider(app, view->list.cursor) != NONE)
		popup_ask(asked, EXPLAIN_SHARE, cost_groups_provider(app, view->list.cursor));
	else
		popup_ask(asked, EXPLAIN_MONTHLY, 0);
	ask_totals(asked);
	if (app->provider != NONE) { /* beside them stand its share and what rests on it */
		popup_ask(asked, EXPLAIN_SHARE, app->provider);
		popup_ask(asked, EXPLAIN_REACH, app->provider);
	}
}

static void ask_swing(struct app *app, struct asked *asked, uint32_t row)
{
	uint32_t count;
	const struct swing *swings = analysis_swings(app->live, &count);
	if (row >= count)
		return;
	asked->swing = app_copy_text(swings[row].variable);
	popup_ask(asked, EXPLAIN_SWING, 0);
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
		popup_ask(asked, EXPLAIN_BEST_START, 0);
		ask_totals(asked);
		break;
	case VIEW_AB:
		if (row != NONE)
			ask_compared(asked, row);
		break;
	case VIEW_LOOPS:
		if (row != NONE)
			popup_ask(asked, EXPLAIN_LOOP, row);
		popup_ask(asked, EXPLAIN_CYCLING, 0);
		break;
	case VIEW_MIGRATIONS:
		if (row == NONE)
			break;
		popup_ask(asked, EXPLAIN_MARGINAL, row);
		popup_ask(asked, EXPLAIN_ALONE, row);
		break;
	case VIEW_RANGE:
		ask_swing(app, asked, view->list.cursor);
		ask_totals(asked);
		break;
	default:
		ask_totals(asked);
	}
}

void popup_ask_focus(struct app *app, struct asked *asked)
{
	if (app->focus == LAYOUT_PROVIDERS)
		ask_providers_row(app, asked);
	else if (app->focus == LAYOUT_TREE)
		ask_tree_row(app, asked);
	else
		ask_lens_row(app, asked);
}
