/* Which figures a row has, for i: the one that is meant first, then those that stand beside it. */
#include "tui/popup_asked.h"

#include "tui/panes/compared.h"
#include "tui/panes/pane.h"

/* Where nothing moves the scenario is today, and tells the same. */
static bool anything_moves(struct app *app)
{
	return analysis_cost(app->live)->bindings_moved > 0;
}

/* A figure of today and, where something moves, its like in the scenario. */
static void ask_twice(struct asked *asked, enum explain_kind today, enum explain_kind after, uint32_t subject)
{
	popup_ask(asked, today, subject);
	if (anything_moves(asked->app))
		popup_ask(asked, after, subject);
}

/* The same of what is told of the scenario first. */
static void ask_after(struct asked *asked, enum explain_kind after, enum explain_kind today, uint32_t subject)
{
	popup_ask(asked, after, subject);
	if (anything_moves(asked->app))
		popup_ask(asked, today, subject);
}

/* --- providers and components -------------------------------------------------------------------- */

static void ask_spend(struct asked *asked, uint32_t provider)
{
	ask_twice(asked, EXPLAIN_SHARE, EXPLAIN_SHARE_AFTER, provider);
	popup_ask(asked, EXPLAIN_PROVIDER_TODAY, provider);
}

static void ask_exit(struct asked *asked, uint32_t provider)
{
	popup_ask(asked, EXPLAIN_EXIT, provider);
	popup_ask(asked, EXPLAIN_LEAVING, provider);
}

static void ask_alignment(struct asked *asked, uint32_t provider)
{
	popup_ask(asked, EXPLAIN_ALIGNMENT, provider);
}

static void ask_reach(struct asked *asked, uint32_t provider)
{
	popup_ask(asked, EXPLAIN_REACH, provider);
}

static void ask_gap(struct asked *asked, uint32_t provider)
{
	popup_ask(asked, EXPLAIN_GAP, provider);
}

/* In the order of the orders of the pane of providers. */
static void (*const columns[])(struct asked *asked, uint32_t provider) = {ask_spend, ask_exit, ask_alignment,
									  ask_reach, ask_gap};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

/* By the order of the pane the figure that is meant comes first. */
static void ask_provider(struct asked *asked, uint32_t provider, unsigned first)
{
	columns[first](asked, provider);
	for (unsigned i = 0; i < COLUMN_COUNT; i++)
		if (i != first)
			columns[i](asked, provider);
}

void popup_ask_provider(struct asked *asked, uint32_t provider)
{
	ask_provider(asked, provider, 0);
}

static void ask_providers_row(struct app *app, struct asked *asked)
{
	if (app->provider != NONE)
		ask_provider(asked, app->provider, app_view(app, VIEW_PROVIDERS)->order);
}

/* What its bindings cost a month in the scenario, each. */
void popup_ask_component(struct asked *asked, uint32_t component)
{
	const struct component *item = &asked->app->model->components[component];
	for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
		popup_ask(asked, EXPLAIN_BINDING_MONTHLY, b);
}

/* --- the tree ------------------------------------------------------------------------------------ */

/* What the row shows first: today's spend. */
static void ask_tree_row(struct app *app, struct asked *asked)
{
	const struct tree_row *row = app_tree_row(app);
	uint32_t binding = app_tree_binding(app), component = app_tree_component(app);
	if (binding != NONE) {
		if (row->kind == TREE_BINDING)
			popup_ask(asked, EXPLAIN_BINDING_TODAY, binding);
		popup_ask(asked, EXPLAIN_BINDING, binding);
		if (movers_on(&app->movers, app_live(app), binding) != NONE)
			popup_ask(asked, EXPLAIN_BINDING_MONTHLY, binding);
	} else if (component != NONE) {
		popup_ask(asked, EXPLAIN_COMPONENT_TODAY, component);
		popup_ask_component(asked, component);
	} else if (row && row->kind == TREE_PROVIDER) {
		if (!tree_is_by_component(app->tree))
			popup_ask(asked, EXPLAIN_RESTING_TODAY, row->index);
		popup_ask_provider(asked, row->index);
	} else if (row && row->kind == TREE_OFFERING) {
		popup_ask(asked, EXPLAIN_OFFERING_TODAY, row->index);
		popup_ask_provider(asked, app->model->offerings[row->index].provider);
	}
}

/* --- the lenses ---------------------------------------------------------------------------------- */

static void ask_totals(struct asked *asked)
{
	popup_ask(asked, EXPLAIN_ONE_OFF, 0);
	ask_after(asked, EXPLAIN_MONTHLY, EXPLAIN_MONTHLY_TODAY, 0);
	popup_ask(asked, EXPLAIN_NPV, 0);
	popup_ask(asked, EXPLAIN_PAYBACK, 0);
	ask_after(asked, EXPLAIN_CONCENTRATION, EXPLAIN_CONCENTRATION_TODAY, 0);
}

/* Of A and of B. */
static void ask_compared(struct app *app, struct asked *asked, uint32_t row)
{
	static const enum explain_kind sums[COMPARED_SUMS] = {
		[COMPARED_ONE_OFF] = EXPLAIN_ONE_OFF,   [COMPARED_P10] = EXPLAIN_ONE_OFF,
		[COMPARED_P90] = EXPLAIN_ONE_OFF,       [COMPARED_MONTHLY] = EXPLAIN_MONTHLY,
		[COMPARED_NPV] = EXPLAIN_NPV,           [COMPARED_PAYBACK] = EXPLAIN_PAYBACK,
		[COMPARED_HHI] = EXPLAIN_CONCENTRATION, [COMPARED_START] = EXPLAIN_BEST_START};
	asked->compared = app_copy_text(compared_of(app, row).label);
	if (row < COMPARED_SUMS)
		popup_ask(asked, sums[row], 0);
	else if (row >= COMPARED_TRIED)
		ask_totals(asked); /* what a value that is tried changes */
	else
		popup_ask(asked, EXPLAIN_CATEGORY, row - COMPARED_SUMS);
}

/* The share that the verdict tells is one with all parts, where anything is spent on these. */
static void ask_verdict_of(struct app *app, struct asked *asked, uint32_t provider)
{
	const struct provider_figures *figures = analysis_providers(app->live);
	bool parts = false;
	for (uint32_t p = 0; p < app->model->provider_count; p++)
		parts = parts || (p != provider && model_is_part_of(app->model, p, provider) &&
				  (figures[p].monthly > 0 || figures[p].monthly_after > 0));
	if (parts)
		ask_twice(asked, EXPLAIN_WHOLE_SHARE, EXPLAIN_WHOLE_SHARE_AFTER, provider);
	else
		ask_twice(asked, EXPLAIN_SHARE, EXPLAIN_SHARE_AFTER, provider);
	ask_after(asked, EXPLAIN_REACH_AFTER, EXPLAIN_REACH, provider);
}

static void ask_cost_row(struct app *app, struct asked *asked)
{
	const struct view *view = app_view(app, VIEW_COST);
	uint32_t row = view->list.cursor;
	bool listed = row < view->count;
	if (view->order == COST_BY_CATEGORY) {
		popup_ask(asked, EXPLAIN_CATEGORY, row);
	} else if (listed && view->order == COST_BY_PROVIDER) {
		ask_after(asked, EXPLAIN_PROVIDER, EXPLAIN_PROVIDER_TODAY, cost_groups_subject(app, row));
		ask_twice(asked, EXPLAIN_SHARE, EXPLAIN_SHARE_AFTER, cost_groups_subject(app, row));
	} else if (listed) {
		ask_after(asked, EXPLAIN_TEAM, EXPLAIN_TEAM_TODAY, cost_groups_subject(app, row));
	}
	ask_totals(asked);
	if (view->order == COST_BY_CATEGORY && app->provider != NONE)
		ask_verdict_of(app, asked, app->provider);
}

/* What ends on the row, then what stands above it. */
static void ask_when_row(struct app *app, struct asked *asked)
{
	struct when_row row = when_row_at(app, app_view(app, VIEW_WHEN)->list.cursor);
	if (row.commitment != NONE)
		popup_ask(asked, EXPLAIN_COMMITMENT, row.commitment);
	if (row.credit != NONE)
		popup_ask(asked, EXPLAIN_CREDIT, row.credit);
	popup_ask(asked, EXPLAIN_BEST_START, 0);
	popup_ask(asked, EXPLAIN_WAITING, 0);
	ask_totals(asked);
}

void popup_ask_loop(struct asked *asked, uint32_t loop)
{
	popup_ask(asked, EXPLAIN_LOOP, loop);
	ask_twice(asked, EXPLAIN_EXPOSURE, EXPLAIN_EXPOSURE_AFTER, loop);
	popup_ask(asked, EXPLAIN_PUT_IN, loop);
	popup_ask(asked, EXPLAIN_COMES_BACK, loop);
	popup_ask(asked, EXPLAIN_CYCLING, 0);
}

/* By the order of the pane the figure that is meant comes first; its first order is the file's. */
static void ask_migrations_row(struct app *app, struct asked *asked, uint32_t migration)
{
	static const enum explain_kind first[] = {EXPLAIN_MARGINAL, EXPLAIN_MARGINAL, EXPLAIN_ALONE,
						  EXPLAIN_MOVE_MONTHLY};
	popup_ask(asked, first[app_view(app, VIEW_MIGRATIONS)->order], migration);
	popup_ask_migration(asked, migration);
}

void popup_ask_migration(struct asked *asked, uint32_t migration)
{
	popup_ask(asked, EXPLAIN_MARGINAL, migration);
	popup_ask(asked, EXPLAIN_ALONE, migration);
	popup_ask(asked, EXPLAIN_MOVE_MONTHLY, migration);
	popup_ask(asked, EXPLAIN_INTERACTION, 0);
}

/* What the heights of the histogram mean, and the ends of its scale. */
static void ask_plot(struct app *app, struct asked *asked)
{
	if (range_columns(app) == 0)
		return;
	popup_ask(asked, EXPLAIN_PEAK, 0);
	popup_ask(asked, EXPLAIN_LOWEST, 0);
	popup_ask(asked, EXPLAIN_HIGHEST, 0);
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
		ask_when_row(app, asked);
		break;
	case VIEW_AB:
		if (row != NONE)
			ask_compared(app, asked, row);
		break;
	case VIEW_LOOPS:
		if (row != NONE)
			popup_ask_loop(asked, row);
		popup_ask(asked, EXPLAIN_CYCLING, 0);
		break;
	case VIEW_MIGRATIONS:
		if (row != NONE)
			ask_migrations_row(app, asked, row);
		popup_ask(asked, EXPLAIN_INTERACTION, 0);
		break;
	case VIEW_RANGE:
		popup_ask(asked, EXPLAIN_SWING, view->list.cursor);
		ask_plot(app, asked);
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
