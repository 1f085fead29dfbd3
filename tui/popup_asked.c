/* What is asked for with i: figures, found again by the names of what they are of. */
#include "tui/popup_asked.h"

#include "core/base/memory.h"
#include "tui/panes/pane.h"

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
	OF_SWING,
	OF_TEAM,
	OF_COMMITMENT,
	OF_CREDIT
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
		[EXPLAIN_TEAM] = OF_TEAM,
		[EXPLAIN_TEAM_TODAY] = OF_TEAM,
		[EXPLAIN_PROVIDER] = OF_PROVIDER,
		[EXPLAIN_PROVIDER_TODAY] = OF_PROVIDER,
		[EXPLAIN_SHARE_AFTER] = OF_PROVIDER,
		[EXPLAIN_WHOLE_SHARE] = OF_PROVIDER,
		[EXPLAIN_WHOLE_SHARE_AFTER] = OF_PROVIDER,
		[EXPLAIN_EXPOSURE] = OF_LOOP,
		[EXPLAIN_EXPOSURE_AFTER] = OF_LOOP,
		[EXPLAIN_REACH_AFTER] = OF_PROVIDER,
		[EXPLAIN_LEAVING] = OF_PROVIDER,
		[EXPLAIN_WAY_OUT] = OF_PROVIDER,
		[EXPLAIN_WAY_OUT_MONTHS] = OF_PROVIDER,
		[EXPLAIN_MOVE_MONTHLY] = OF_MIGRATION,
		[EXPLAIN_PUT_IN] = OF_LOOP,
		[EXPLAIN_COMES_BACK] = OF_LOOP,
		[EXPLAIN_PASSING] = OF_PROVIDER,
		[EXPLAIN_REACH_SPEND] = OF_PROVIDER,
		[EXPLAIN_COMMITMENT] = OF_COMMITMENT,
		[EXPLAIN_CREDIT] = OF_CREDIT,
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

/* Provider and end: several of one provider end on different days, or are told by the first of them. */
static void name_pledge(const struct model *model, const struct commitment *pledge, struct str *out)
{
	str_print(out, "%s %04d-%02d-%02d", model->providers[pledge->provider].id, (int)pledge->until.year,
		  (int)pledge->until.month, (int)pledge->until.day);
}

static uint32_t find_pledge(const struct model *model, const struct commitment *pledges, uint32_t count,
			    const char *name)
{
	struct str other;
	uint32_t found = NONE;
	str_init(&other);
	for (uint32_t i = 0; i < count && found == NONE; i++) {
		other.length = 0;
		name_pledge(model, &pledges[i], &other);
		if (strcmp(other.data, name) == 0)
			found = i;
	}
	str_clear(&other);
	return found;
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
	case OF_TEAM:
		str_add_text(out, model_text(model, index));
		break;
	case OF_COMMITMENT:
		name_pledge(model, &model->commitments[index], out);
		break;
	case OF_CREDIT:
		name_pledge(model, &model->credits[index], out);
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

static uint32_t find_swing(struct analysis *analysis, const char *name)
{
	uint32_t count;
	const struct swing *swings = analysis_swings(analysis, &count);
	for (uint32_t i = 0; i < count; i++)
		if (strcmp(swings[i].variable, name) == 0)
			return i;
	return NONE;
}

static uint32_t find_team(const struct model *model, const char *name)
{
	for (uint32_t c = 0; c < model->component_count; c++)
		if (strcmp(model_text(model, model->components[c].team), name) == 0)
			return model->components[c].team;
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
		return find_swing(app->live, name);
	case OF_TEAM:
		return find_team(app->model, name);
	case OF_COMMITMENT:
		return find_pledge(app->model, app->model->commitments, app->model->commitment_count, name);
	case OF_CREDIT:
		return find_pledge(app->model, app->model->credits, app->model->credit_count, name);
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
	if (is_asked(asked, kind, subject))
		return;
	if (asked->count == MOST_FIGURES) {
		asked->left_out++;
		return;
	}
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

static struct explanation *explain(const struct asked *asked, struct analysis *analysis,
				   const struct asked_figure *figure, uint32_t subject)
{
	if (figure->kind >= EXPLAIN_KIND_COUNT && asked->to == NONE)
		return NULL;
	if (figure->kind == ASKED_TARGET)
		return analysis_explain_target(analysis, asked->bindings, asked->binding_count, asked->to);
	if (figure->kind == ASKED_TARGET_MONTHLY)
		return analysis_explain_target_monthly(analysis, asked->bindings, asked->binding_count,
						       asked->to);
	if (figure->kind == EXPLAIN_PEAK) /* as it would be drawn now: the screen may have another size */
		return analysis_explain(analysis, EXPLAIN_PEAK, (uint32_t)range_columns(asked->app));
	return analysis_explain(analysis, (enum explain_kind)figure->kind, subject);
}

struct explanation *asked_explain(const struct asked *asked, struct analysis *analysis, int i)
{
	return explain(asked, analysis, &asked->figures[i], asked->figures[i].subject);
}

struct explanation *asked_explain_same(const struct asked *asked, struct analysis *from, struct analysis *in,
				       int i)
{
	const struct asked_figure *figure = &asked->figures[i];
	enum subject of = subject_of(figure->kind);
	uint32_t subject = figure->subject;
	if (of == OF_LOOP)
		subject = app_same_loop(from, in, subject);
	if (of == OF_SWING)
		subject = find_swing(in, figure->name);
	return (of == OF_LOOP || of == OF_SWING) && subject == NONE ? NULL
								    : explain(asked, in, figure, subject);
}
