/* Which figures a row has, for i: of a pane, or of another choice. */
#include "tui/popup_asked.h"

#include "core/base/memory.h"
#include "tui/panes/compared.h"

#include <stdlib.h>
#include <string.h>

struct asked *asked_new(struct app *app)
{
	struct asked *asked = memory_zero(1, sizeof *asked);
	asked->app = app;
	return asked;
}

void asked_forget_inputs(struct asked *asked)
{
	for (size_t i = 0; i < asked->told_count; i++)
		free(asked->told[i].variable);
	asked->told_count = 0;
}

void asked_free(struct asked *asked)
{
	asked_forget_inputs(asked);
	free(asked->told);
	for (int i = 0; i < asked->count; i++)
		free(asked->figures[i].name);
	for (uint32_t i = 0; i < asked->binding_count; i++)
		free(asked->binding_names[i]);
	free(asked->binding_names);
	free(asked->bindings);
	free(asked->to_name);
	free(asked->variable);
	free(asked->compared);
	asked_forget_choice(asked);
	free(asked);
}

/* --- names ----------------------------------------------------------------------------------- */

/* What kind of thing a figure is of. */
enum subject {
	OF_ALL,
	OF_CATEGORY,
	OF_PROVIDER,
	OF_OFFERING,
	OF_COMPONENT,
	OF_BINDING,
	OF_MIGRATION,
	OF_LOOP,
	OF_SWING
};

static enum subject subject_of(unsigned kind)
{
	static const enum subject of[EXPLAIN_KIND_COUNT] = {
		[EXPLAIN_CATEGORY] = OF_CATEGORY,
		[EXPLAIN_SHARE] = OF_PROVIDER,
		[EXPLAIN_EXIT] = OF_PROVIDER,
		[EXPLAIN_REACH] = OF_PROVIDER,
		[EXPLAIN_ALIGNMENT] = OF_PROVIDER,
		[EXPLAIN_GAP] = OF_PROVIDER,
		[EXPLAIN_LOOP] = OF_LOOP,
		[EXPLAIN_ALONE] = OF_MIGRATION,
		[EXPLAIN_MARGINAL] = OF_MIGRATION,
		[EXPLAIN_BINDING] = OF_BINDING,
		[EXPLAIN_BINDING_MONTHLY] = OF_BINDING,
		[EXPLAIN_BINDING_TODAY] = OF_BINDING,
		[EXPLAIN_COMPONENT_TODAY] = OF_COMPONENT,
		[EXPLAIN_OFFERING_TODAY] = OF_OFFERING,
		[EXPLAIN_RESTING_TODAY] = OF_PROVIDER,
		[EXPLAIN_SWING] = OF_SWING,
	};
	return kind < EXPLAIN_KIND_COUNT ? of[kind] : OF_ALL;
}

static void name_binding(const struct model *model, uint32_t binding, struct str *out)
{
	str_print(out, "%s@%s", model_component_id(model, model->bindings[binding].component),
		  model_binding_offering_id(model, binding));
}

static void name_loop(struct app *app, const struct loop *loop, struct str *out)
{
	const struct model *model = app->model;
	for (uint32_t i = 0; i < loop->length; i++)
		str_print(out, "%c%s ", loop->nodes[i].is_offering ? 'o' : 'p',
			  loop->nodes[i].is_offering ? model->offerings[loop->nodes[i].index].id
						     : model->providers[loop->nodes[i].index].id);
}

static void name_swing(struct app *app, uint32_t swing, struct str *out)
{
	uint32_t count;
	const struct swing *swings = analysis_swings(app->live, &count);
	str_add_text(out, swing < count ? swings[swing].variable : "");
}

static void name_subject(struct app *app, enum subject subject, uint32_t index, struct str *out)
{
	const struct model *model = app->model;
	switch (subject) {
	case OF_PROVIDER:
		str_add_text(out, model->providers[index].id);
		break;
	case OF_OFFERING:
		str_add_text(out, model->offerings[index].id);
		break;
	case OF_COMPONENT:
		str_add_text(out, model_component_id(model, index));
		break;
	case OF_BINDING:
		name_binding(model, index, out);
		break;
	case OF_MIGRATION:
		str_add_text(out, app->plan.migrations[index]->id);
		break;
	case OF_LOOP:
		name_loop(app, &analysis_loops(app->live)->items[index], out);
		break;
	case OF_SWING:
		name_swing(app, index, out);
		break;
	case OF_ALL:
	case OF_CATEGORY:
		break;
	}
}

static uint32_t find_loop(struct app *app, const char *name)
{
	const struct loops *loops = analysis_loops(app->live);
	struct str other;
	uint32_t found = NONE;
	str_init(&other);
	for (uint32_t i = 0; i < loops->count && found == NONE; i++) {
		other.length = 0;
		name_loop(app, &loops->items[i], &other);
		if (strcmp(other.data, name) == 0)
			found = i;
	}
	str_clear(&other);
	return found;
}

static uint32_t find_swing(struct app *app, const char *name)
{
	uint32_t count;
	const struct swing *swings = analysis_swings(app->live, &count);
	for (uint32_t i = 0; i < count; i++)
		if (strcmp(swings[i].variable, name) == 0)
			return i;
	return NONE;
}

static uint32_t find_subject(struct app *app, enum subject subject, const char *name)
{
	switch (subject) {
	case OF_PROVIDER:
		return model_find_provider(app->model, name);
	case OF_OFFERING:
		return model_find_offering(app->model, name);
	case OF_COMPONENT:
		return model_find_component(app->model, name);
	case OF_BINDING:
		return model_find_binding(app->model, name);
	case OF_MIGRATION:
		return plan_find(&app->plan, name);
	case OF_LOOP:
		return find_loop(app, name);
	case OF_SWING:
		return find_swing(app, name);
	case OF_ALL:
	case OF_CATEGORY:
		break;
	}
	return NONE;
}

static char *copy_name(struct str *name)
{
	char *copy = app_copy_text(name->data ? name->data : "");
	str_clear(name);
	return copy;
}

/* --- asking ---------------------------------------------------------------------------------- */

static bool is_asked(const struct asked *asked, unsigned kind, uint32_t subject)
{
	for (int i = 0; i < asked->count; i++)
		if (asked->figures[i].kind == kind && asked->figures[i].subject == subject)
			return true;
	return false;
}

static void ask(struct asked *asked, unsigned kind, uint32_t subject)
{
	if (asked->count == MOST_FIGURES || is_asked(asked, kind, subject))
		return;
	struct asked_figure *figure = &asked->figures[asked->count++];
	enum subject of = subject_of(kind);
	*figure = (struct asked_figure){kind, subject, NULL};
	if (of == OF_ALL || of == OF_CATEGORY)
		return;
	struct str name;
	str_init(&name);
	name_subject(asked->app, of, subject, &name);
	figure->name = copy_name(&name);
}

void popup_ask(struct asked *asked, enum explain_kind kind, uint32_t subject)
{
	ask(asked, kind, subject);
}

void popup_ask_targets(struct asked *asked, const uint32_t *bindings, uint32_t count, uint32_t to)
{
	const struct model *model = asked->app->model;
	asked->bindings = memory_new(count, sizeof *asked->bindings);
	asked->binding_names = memory_new(count, sizeof *asked->binding_names);
	memcpy(asked->bindings, bindings, count * sizeof *bindings);
	asked->binding_count = count;
	for (uint32_t i = 0; i < count; i++) {
		struct str name;
		str_init(&name);
		name_binding(model, bindings[i], &name);
		asked->binding_names[i] = copy_name(&name);
	}
	asked->to = to;
	asked->to_name = app_copy_text(model->offerings[to].id);
	ask(asked, ASKED_TARGET, 0);
	ask(asked, ASKED_TARGET_MONTHLY, 0);
}

static bool find_targets_again(struct asked *asked)
{
	const struct model *model = asked->app->model;
	asked->to = model_find_offering(model, asked->to_name);
	for (uint32_t i = 0; i < asked->binding_count; i++) {
		asked->bindings[i] = model_find_binding(model, asked->binding_names[i]);
		if (asked->bindings[i] == NONE)
			asked->to = NONE;
	}
	return asked->to != NONE;
}

static bool find_again(struct asked *asked, struct asked_figure *figure)
{
	if (figure->kind >= EXPLAIN_KIND_COUNT)
		return find_targets_again(asked);
	if (!figure->name)
		return true;
	figure->subject = find_subject(asked->app, subject_of(figure->kind), figure->name);
	return figure->subject != NONE;
}

bool asked_find_again(struct asked *asked)
{
	bool first = false;
	if (!asked_find_choice_again(asked))
		return false;
	for (int i = 0; i < asked->count; i++) {
		bool found = find_again(asked, &asked->figures[i]);
		first = first || (i == 0 && found);
	}
	return first;
}

struct explanation *asked_explain(const struct asked *asked, struct analysis *analysis, int i)
{
	const struct asked_figure *figure = &asked->figures[i];
	if (figure->kind >= EXPLAIN_KIND_COUNT && asked->to == NONE)
		return NULL;
	if (figure->kind == ASKED_TARGET)
		return analysis_explain_target(analysis, asked->bindings, asked->binding_count, asked->to);
	if (figure->kind == ASKED_TARGET_MONTHLY)
		return analysis_explain_target_monthly(analysis, asked->bindings, asked->binding_count,
						       asked->to);
	return analysis_explain(analysis, (enum explain_kind)figure->kind, figure->subject);
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

/* What its bindings cost a month in the scenario, each. */
void popup_ask_component(struct asked *asked, uint32_t component)
{
	const struct component *item = &asked->app->model->components[component];
	for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++)
		popup_ask(asked, EXPLAIN_BINDING_MONTHLY, b);
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

static void ask_totals(struct asked *asked)
{
	popup_ask(asked, EXPLAIN_ONE_OFF, 0);
	popup_ask(asked, EXPLAIN_MONTHLY, 0);
	popup_ask(asked, EXPLAIN_NPV, 0);
	popup_ask(asked, EXPLAIN_PAYBACK, 0);
	popup_ask(asked, EXPLAIN_CONCENTRATION, 0);
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
			ask_compared(app, asked, row);
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
		popup_ask(asked, EXPLAIN_SWING, view->list.cursor);
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
