/* A new model under the same view: what was seen and chosen is found again by its ids. */
#include "tui/state.h"

#include "core/base/memory.h"
#include "tui/popup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a made migration moves, by names: the only things that outlive a model. */
static uint32_t remake(struct plan *plan, const struct model *model, const struct migration *made)
{
	const struct model *now = plan->model;
	uint32_t *bindings = memory_new((size_t)made->binding_count + 1, sizeof *bindings), count = 0;
	uint32_t to = model_find_offering(now, model->offerings[made->to].id);
	for (uint32_t i = 0; i < made->binding_count; i++) {
		struct str name;
		str_init(&name);
		str_print(&name, "%s@%s",
			  model_component_id(model, model->bindings[made->bindings[i]].component),
			  model_binding_offering_id(model, made->bindings[i]));
		uint32_t binding = model_find_binding(now, name.data);
		if (binding != NONE)
			bindings[count++] = binding;
		str_clear(&name);
	}
	char *prefix = app_copy_text(made->id), *slash = strrchr(prefix, '/');
	if (slash)
		*slash = '\0';
	uint32_t index = NONE;
	if (to != NONE && count > 0)
		index = plan_make(plan, prefix, made->name, bindings, count, to);
	free(prefix);
	free(bindings);
	return index;
}

/* What a choice had that the new model has not. */
struct lost {
	uint32_t migrations, values;
};

/* The same values of the same variables, by their names; the number of those that are gone. */
static uint32_t translate_tried(struct choice *choice, const struct choice *old, const struct model *from,
				const struct model *to)
{
	uint32_t lost = 0;
	struct arena arena;
	struct str name;
	arena_init(&arena);
	str_init(&name);
	for (uint32_t i = 0; i < old->tried_count; i++) {
		struct tried tried = old->tried[i];
		struct tried_fault fault = {.unasked = true};
		name.length = 0;
		tried_name(from, &tried, &name);
		if (tried_find(to, name.data, &tried, &fault, &arena))
			choice_try(choice, &tried);
		else
			lost++;
	}
	str_clear(&name);
	arena_clear(&arena);
	return lost;
}

/* The same migrations of another plan, by their ids; those that are gone are left out and counted. */
static struct lost translate(struct choice *choice, const struct plan *from, const struct plan *to,
			     const uint32_t *index)
{
	struct choice old;
	struct lost lost = {0, 0};
	choice_init(&old);
	choice_copy(&old, choice);
	choice_clear(choice);
	choice_init(choice);
	choice->start = old.start;
	for (uint32_t m = 0; m < from->count; m++) {
		if (!choice_is_on(&old, m))
			continue;
		if (index[m] == NONE)
			lost.migrations++;
		else
			choice_set(choice, index[m], true);
	}
	lost.values = translate_tried(choice, &old, from->model, to->model);
	if (choice->start >= choice_horizon(choice, to->model))
		choice->start = choice_horizon(choice, to->model) - 1;
	choice_clear(&old);
	return lost;
}

struct kept {
	struct model *model;
	struct plan plan;
	struct shelf shelf;
	struct tree *tree;
	uint32_t provider;
	struct tree_row row;
	bool has_row;
};

static uint32_t same_item(const struct app *app, const struct kept *old, uint32_t item)
{
	if (item == NONE || old->shelf.items[item].gone)
		return NONE;
	return shelf_find(&app->shelf, old->shelf.items[item].id);
}

static struct lost translate_history(struct app *app, const struct kept *old)
{
	uint32_t *index = memory_new((size_t)old->plan.count + 1, sizeof *index);
	struct lost lost = {0, 0};
	for (uint32_t m = 0; m < old->plan.count; m++) {
		index[m] = plan_find(&app->plan, old->plan.migrations[m]->id);
		if (index[m] == NONE && m >= old->model->migration_count)
			index[m] = remake(&app->plan, old->model, old->plan.migrations[m]);
	}
	for (size_t i = 0; i < app->history.count; i++) {
		struct point *point = &app->history.points[i];
		struct lost gone = translate(&point->b, &old->plan, &app->plan, index);
		translate(&point->a, &old->plan, &app->plan, index);
		point->a_item = same_item(app, old, point->a_item);
		point->b_item = same_item(app, old, point->b_item);
		lost = i == app->history.at ? gone : lost;
	}
	free(index);
	return lost;
}

/* The same node in another model, by its id. */
static uint32_t same_node(const struct model *model, const struct model *old, unsigned kind, uint32_t index)
{
	char name[600];
	switch ((enum tree_kind)kind) {
	case TREE_PROVIDER:
		return model_find_provider(model, old->providers[index].id);
	case TREE_OFFERING:
		return model_find_offering(model, old->offerings[index].id);
	case TREE_COMPONENT:
		return model_find_component(model, model_component_id(old, index));
	case TREE_BINDING:
	case TREE_ARRIVAL:
		snprintf(name, sizeof name, "%s@%s", model_component_id(old, old->bindings[index].component),
			 model_binding_offering_id(old, index));
		return model_find_binding(model, name);
	case TREE_ANY:
		break;
	}
	return NONE;
}

static void reopen(struct app *app, const struct kept *old, enum tree_kind kind, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (!tree_node_is_open(old->tree, kind, i))
			continue;
		uint32_t same = same_node(app->model, old->model, kind, i);
		if (same != NONE)
			tree_open_node(app->tree, kind, same, true);
	}
}

/* Folds of both directions, the provider, and the row of the tree. */
static void restore_view(struct app *app, const struct kept *old)
{
	const struct model *model = old->model;
	bool by_component = tree_is_by_component(old->tree);
	tree_filter(old->tree, NULL, NULL);
	for (int direction = 0; direction < 2; direction++) {
		if (direction == 0) {
			tree_show_provider(old->tree, old->provider);
			tree_show_provider(app->tree, app->provider);
		} else {
			tree_show_components(old->tree);
			tree_show_components(app->tree);
		}
		reopen(app, old, TREE_PROVIDER, model->provider_count);
		reopen(app, old, TREE_OFFERING, model->offering_count);
		reopen(app, old, TREE_BINDING, model->binding_count);
		reopen(app, old, TREE_COMPONENT, model->component_count);
	}
	uint32_t same =
		old->provider == NONE ? NONE : same_node(app->model, model, TREE_PROVIDER, old->provider);
	if (same != NONE)
		app->provider = same;
	if (!by_component)
		tree_show_provider(app->tree, app->provider);
	app->mark = (struct mark){.index = NONE, .parent = NONE};
	if (old->has_row)
		app->mark = (struct mark){old->row.kind,
					  same_node(app->model, model, old->row.kind, old->row.index), NONE};
}

static struct kept keep(struct app *app)
{
	const struct tree_row *row = app_tree_row(app);
	struct kept old = {app->loaded, app->plan, app->shelf, app->tree, app->provider, {0}, row != NULL};
	if (row)
		old.row = *row;
	return old;
}

/* The analyses are freed before the plan that they look at. */
static void free_kept(const struct app *app, struct kept *old)
{
	tree_free(old->tree);
	shelf_clear(&old->shelf);
	plan_clear(&old->plan);
	if (!app->options.keep_models)
		model_free(old->model);
}

/*
 * Where and what first, so that a narrow screen does not cut them off: no folder, and no list of what would
 * be allowed. The faults themselves are for the caller to keep.
 */
static void say_fault(struct app *app, const struct diag_list *faults)
{
	const struct diag *fault = NULL;
	for (size_t i = 0; faults && !fault && i < faults->count; i++)
		if (faults->items[i].level == DIAG_ERROR)
			fault = &faults->items[i];
	if (!fault) {
		app_say(app, ROLE_WARNING, "the file has a fault, the old one stays");
		return;
	}
	const char *path = fault->file ? fault->file : "", *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	char place[240] = "", more[48] = "";
	if (fault->line > 0)
		snprintf(place, sizeof place, "%.200s:%u:%u: ", name, fault->line, fault->column);
	else if (*name)
		snprintf(place, sizeof place, "%.200s: ", name);
	if (faults->errors > 1)
		snprintf(more, sizeof more, " (and %zu more)", faults->errors - 1);
	app_say(app, ROLE_WARNING, "%s%.500s%s; the old one stays", place, fault->text, more);
}

static void say_lost(struct app *app, const struct lost *lost)
{
	app_say(app, ROLE_WARNING, "loaded again");
	if (lost->migrations > 0)
		app_say_more(app, "; %u migration%s that %s on %s gone", lost->migrations,
			     lost->migrations == 1 ? "" : "s", lost->migrations == 1 ? "was" : "were",
			     lost->migrations == 1 ? "is" : "are");
	if (lost->values > 0)
		app_say_more(app, "; %u tried value%s %s no input any more", lost->values,
			     lost->values == 1 ? "" : "s", lost->values == 1 ? "has" : "have");
}

bool app_holds_reload(const struct app *app)
{
	return app->prompt_kind && app->popup_count > 0;
}

/* A prompt over a popup was about a row of it. */
static struct asked *put_popups_away(struct app *app)
{
	struct asked *why = popup_put_why_away(app);
	if (app->popup_count > 0)
		app->prompt_kind = NULL;
	popup_close_all(app);
	return why;
}

void app_reload(struct app *app, struct model *model, const struct diag_list *faults)
{
	app->file_has_fault = !model;
	if (!model) {
		say_fault(app, faults);
		if (!app->prompt_kind || app->popup_count == 0) /* a prompt is about the popup on top */
			popup_show_faults(app, faults);
		return;
	}
	struct asked *why = put_popups_away(app);
	app_find_cancel(app);
	/* It may be one of the old shelf's, which goes. */
	if (app->request_choice)
		app->request_choice = app_live(app);
	app->request_loaded = true;
	struct kept old = keep(app);
	struct analysis *live = app->live;
	analysis_free(app->base);
	analysis_free(app->untried[SIDE_A]);
	analysis_free(app->untried[SIDE_B]);
	movers_clear(&app->movers);
	app_open_model(app, model);
	struct lost lost = translate_history(app, &old);
	movers_refresh(&app->movers, &app->plan);
	restore_view(app, &old);
	analysis_free(live);
	free_kept(app, &old);
	app_price_anew(app); /* and all rows; until then they are those of the old model */
	app_filter_anew(app);
	app_begin(app, JOB_EXITS);
	app_begin(app, JOB_MOVES);
	app_refresh(app);
	popup_show_why_again(app, why);
	if (lost.migrations + lost.values > 0)
		say_lost(app, &lost);
	else
		app_say(app, ROLE_TEXT, "loaded again: %s", app->stack ? app->stack : "the sample");
}

void app_show_reloading(struct app *app, unsigned percent)
{
	app_say(app, ROLE_MUTED, "loading again: %u%%", percent);
}
