/* What changes the choice: each change is one point of the history. */
#include "tui/state.h"

#include "core/base/memory.h"
#include "core/figures/way_out.h"
#include "tui/show.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a point costs by the present model; the analysis follows it. */
static void price_point(struct app *app, struct point *point)
{
	analysis_follow(app->live, &point->b);
	const struct cost *cost = analysis_cost(app->live);
	point->one_off = cost->expected_total;
	point->lower_bound = cost->missing_prices > 0 || point->stuck > 0;
	point->monthly = cost->monthly_after;
	point_keep_lacks(point, analysis_lacks(app->live));
	const struct cost *untried = app_untried_cost(app, &point->b);
	point->untried_one_off = untried ? untried->expected_total : point->one_off;
	point->untried_monthly = untried ? untried->monthly_after : point->monthly;
}

/* A neighbour of the present point, which the trail compares it with; true when it tries other values. */
static bool price_neighbour(struct app *app, size_t at)
{
	struct history *history = &app->history;
	if (at >= history->count || !isnan(history->points[at].one_off))
		return false;
	price_point(app, &history->points[at]);
	return !choice_tries_same(&history->points[at].b, &history_now(history)->b);
}

void app_price_anew(struct app *app)
{
	for (size_t i = 0; i < app->history.count; i++) {
		struct point *point = &app->history.points[i];
		point->one_off = point->monthly = NAN;
		point->untried_one_off = point->untried_monthly = NAN;
		point->lower_bound = false;
	}
	app_follow(app);
}

void app_follow(struct app *app)
{
	struct point *now = history_now(&app->history);
	bool tries_same = choice_tries_same(analysis_choice(app->live), &now->b);
	movers_refresh(&app->movers, &app->plan);
	if (app->history.at > 0)
		tries_same &= !price_neighbour(app, app->history.at - 1);
	tries_same &= !price_neighbour(app, app->history.at + 1);
	price_point(app, now);
	app->model = analysis_model(app->live);
	if (app->base)
		analysis_follow(app->base, &now->a);
	app->untried_stale[SIDE_A] = app->untried_stale[SIDE_B] = true;
	app_stale(app);
	if (tries_same)
		return;
	app_exits_anew(app);
	app->moves_read = false;
}

unsigned app_followed(struct app *app)
{
	app->undone = false;
	app_follow(app);
	return EFFECT_RECOST;
}

static const char *target_name(const struct app *app, uint32_t migration)
{
	return app->model->offerings[app->plan.migrations[migration]->to].name;
}

/* --- switching ------------------------------------------------------------------------------- */

/* "also moves 5 more; off: a, b": what a switch did besides. */
static void describe(const struct app *app, struct str *tail, uint32_t more, const uint32_t *off,
		     uint32_t count)
{
	if (more > 0)
		str_print(tail, "+%u binding%s", more, more == 1 ? "" : "s");
	for (uint32_t i = 0; i < count; i++)
		str_print(tail, "%s%s",
			  i > 0          ? ", "
			  : tail->length ? "; off: "
					 : "off: ",
			  app->plan.migrations[off[i]]->name);
}

static void head_of(const struct app *app, struct str *head, bool on, uint32_t migration, uint32_t binding)
{
	const struct model *model = app->model;
	str_add_text(head, on ? "[x] " : "[ ] ");
	if (binding == NONE)
		str_add_text(head, app->plan.migrations[migration]->name);
	else if (on)
		str_print(head, "%s → %s", model_component_name(model, model->bindings[binding].component),
			  target_name(app, migration));
	else
		str_print(head, "%s stays", model_component_name(model, model->bindings[binding].component));
}

/* Other moves than before: what a way out had to leave is no longer what is missing. */
static void take_moves(struct app *app, const char *head, const char *tail, const struct choice *choice)
{
	struct point *point = history_begin(&app->history, head, tail);
	choice_copy(&point->b, choice);
	point->stuck = 0;
}

unsigned app_switch(struct app *app, uint32_t migration, uint32_t binding)
{
	uint32_t *off = memory_new((size_t)app->plan.count + 1, sizeof *off), count = 0;
	bool on = !choice_is_on(app_live(app), migration);
	struct str head, tail;
	struct choice choice;
	str_init(&head);
	str_init(&tail);
	choice_init(&choice);
	choice_copy(&choice, app_live(app));
	if (on)
		count = choice_switch_on(&choice, &app->plan, migration, off);
	else
		choice_set(&choice, migration, false);
	uint32_t moved = app->plan.migrations[migration]->binding_count;
	head_of(app, &head, on, migration, binding);
	describe(app, &tail, binding == NONE || moved == 0 ? 0 : moved - 1, off, count);
	take_moves(app, head.data, tail.data ? tail.data : "", &choice);
	choice_clear(&choice);
	str_clear(&head);
	str_clear(&tail);
	free(off);
	return app_followed(app);
}

/* The migration that Space would switch on for a binding that stays: the first that there is. */
static uint32_t first_mover(const struct app *app, uint32_t binding)
{
	uint32_t count;
	const uint32_t *movers = movers_of(&app->movers, binding, &count);
	return count > 0 ? movers[0] : NONE;
}

/* All are on when every binding that can move does. */
static bool all_are_on(const struct app *app, const uint32_t *bindings, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (first_mover(app, bindings[i]) != NONE &&
		    movers_on(&app->movers, app_live(app), bindings[i]) == NONE)
			return false;
	return true;
}

static void switch_all_off(struct app *app, struct choice *choice, const uint32_t *bindings, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t migration = movers_on(&app->movers, choice, bindings[i]);
		if (migration != NONE)
			choice_set(choice, migration, false);
	}
}

static bool clashes_with_any(const struct app *app, uint32_t migration, const uint32_t *others,
			     uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (plan_clash(&app->plan, migration, others[i]))
			return true;
	return false;
}

/* The migration that moves most of those bindings that stay so far, the first of equals; NONE. */
static uint32_t widest(const struct app *app, const struct choice *choice, const uint32_t *bindings,
		       uint32_t count, const uint32_t *taken, uint32_t taken_count)
{
	uint32_t *moved = memory_zero((size_t)app->plan.count + 1, sizeof *moved), best = NONE;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t movers_count;
		const uint32_t *movers = movers_of(&app->movers, bindings[i], &movers_count);
		if (movers_on(&app->movers, choice, bindings[i]) != NONE)
			continue;
		for (uint32_t m = 0; m < movers_count; m++)
			moved[movers[m]]++;
	}
	for (uint32_t m = 0; m < app->plan.count; m++)
		if (moved[m] > (best == NONE ? 0 : moved[best]) &&
		    !clashes_with_any(app, m, taken, taken_count))
			best = m;
	free(moved);
	return best;
}

/* As few migrations as it takes; none of them switches another of them off. */
static void switch_all_on(struct app *app, struct choice *choice, const uint32_t *bindings, uint32_t count)
{
	uint32_t *off = memory_new((size_t)app->plan.count + 1, sizeof *off);
	uint32_t *taken = memory_new((size_t)app->plan.count + 1, sizeof *taken), taken_count = 0;
	for (;;) {
		uint32_t migration = widest(app, choice, bindings, count, taken, taken_count);
		if (migration == NONE)
			break;
		choice_switch_on(choice, &app->plan, migration, off);
		taken[taken_count++] = migration;
	}
	free(off);
	free(taken);
}

/* "[x] NAME: 2 migrations", and those that this switched off. */
static void describe_all(const struct app *app, const char *name, bool on, const struct choice *choice,
			 struct str *head, struct str *tail)
{
	uint32_t *off = memory_new((size_t)app->plan.count + 1, sizeof *off), off_count = 0,
		 changed_count = 0;
	for (uint32_t m = 0; m < app->plan.count; m++) {
		bool before = choice_is_on(app_live(app), m), after = choice_is_on(choice, m);
		changed_count += before != after && after == on;
		if (on && before && !after)
			off[off_count++] = m;
	}
	str_print(head, "%s %s: %u migration%s", on ? "[x]" : "[ ]", name, changed_count,
		  changed_count == 1 ? "" : "s");
	describe(app, tail, 0, off, off_count);
	free(off);
}

unsigned app_toggle_bindings(struct app *app, const char *name, const uint32_t *bindings, uint32_t count)
{
	bool on = !all_are_on(app, bindings, count);
	struct choice choice;
	struct str head, tail;
	choice_init(&choice);
	choice_copy(&choice, app_live(app));
	(on ? switch_all_on : switch_all_off)(app, &choice, bindings, count);
	if (choice_equal(&choice, app_live(app))) {
		choice_clear(&choice);
		app_say(app, ROLE_TEXT, "no migration moves anything below %s; t on a binding makes one",
			name);
		return EFFECT_REDRAW;
	}
	str_init(&head);
	str_init(&tail);
	describe_all(app, name, on, &choice, &head, &tail);
	take_moves(app, head.data, tail.data ? tail.data : "", &choice);
	choice_clear(&choice);
	str_clear(&head);
	str_clear(&tail);
	return app_followed(app);
}

unsigned app_switch_on_made(struct app *app, uint32_t migration, const char *head)
{
	uint32_t *off = memory_new((size_t)app->plan.count + 1, sizeof *off);
	struct choice choice;
	struct str tail;
	str_init(&tail);
	choice_init(&choice);
	choice_copy(&choice, app_live(app));
	uint32_t count = choice_switch_on(&choice, &app->plan, migration, off);
	describe(app, &tail, 0, off, count);
	take_moves(app, head, tail.data ? tail.data : "", &choice);
	choice_clear(&choice);
	str_clear(&tail);
	free(off);
	return app_followed(app);
}

bool app_binding_differs(const void *context, uint32_t binding)
{
	const struct app *app = context;
	uint32_t a = movers_on(&app->movers, app_base(app), binding);
	uint32_t b = movers_on(&app->movers, app_live(app), binding);
	if (app_tries_differ(app, binding))
		return true;
	if (a == b)
		return false;
	return a == NONE || b == NONE || app->plan.migrations[a]->to != app->plan.migrations[b]->to;
}

/* --- start, undo, redo ----------------------------------------------------------------------- */

unsigned app_shift_start(struct app *app, int months)
{
	uint32_t old = app_live(app)->start, horizon = choice_horizon(app_live(app), app->loaded);
	int64_t start = (int64_t)old + months;
	if (start < 0 || start >= (int64_t)horizon) {
		app_say(app, ROLE_TEXT,
			start < 0 ? "it starts at once already" : "month %u is the last one to start in",
			horizon - 1);
		return EFFECT_REDRAW;
	}
	char head[64];
	snprintf(head, sizeof head, "start +%u (%s)", (unsigned)start,
		 show_month(app->model, (uint32_t)start).text);
	history_begin(&app->history, head, "")->b.start = (uint32_t)start;
	return app_followed(app);
}

unsigned app_undo(struct app *app)
{
	if (!history_undo(&app->history)) {
		app_say(app, ROLE_TEXT, "nothing to undo");
		return EFFECT_REDRAW;
	}
	app_follow(app);
	app->undone = true;
	return EFFECT_RECOST;
}

unsigned app_redo(struct app *app)
{
	if (!history_redo(&app->history)) {
		app_say(app, ROLE_TEXT, "nothing to redo");
		return EFFECT_REDRAW;
	}
	return app_followed(app);
}

unsigned app_go_to(struct app *app, size_t point)
{
	return history_go(&app->history, point) ? app_followed(app) : EFFECT_REDRAW;
}

/* --- A and B --------------------------------------------------------------------------------- */

unsigned app_flip(struct app *app)
{
	struct point *point = history_begin(&app->history, "A and B change places", "");
	struct choice a = point->a;
	uint32_t item = point->a_item, stuck = point->a_stuck;
	point->a = point->b;
	point->a_item = point->b_item;
	point->a_stuck = point->stuck;
	point->b = a;
	point->b_item = item;
	point->stuck = stuck;
	return app_followed(app);
}

static unsigned put_item(struct app *app, uint32_t item, bool as_a)
{
	char head[300];
	const struct shelf_item *from = item == NONE ? NULL : &app->shelf.items[item];
	snprintf(head, sizeof head, as_a ? "A is %s" : "loaded: %s",
		 show_name(from ? from->name : "today", 100).text);
	struct point *point = history_begin(&app->history, head, "");
	struct choice *choice = as_a ? &point->a : &point->b, nothing;
	choice_init(&nothing);
	choice_copy(choice, from ? &from->choice : &nothing);
	choice_clear(&nothing);
	*(as_a ? &point->a_item : &point->b_item) = item;
	*(as_a ? &point->a_stuck : &point->stuck) = 0;
	return app_followed(app);
}

unsigned app_load_item(struct app *app, uint32_t item)
{
	return put_item(app, item, false);
}

unsigned app_make_a(struct app *app, uint32_t item)
{
	return put_item(app, item, true);
}

/* --- the way out ----------------------------------------------------------------------------- */

unsigned app_keep_exit(struct app *app, const struct exit_plan *exit_plan)
{
	char head[300], tail[80] = "";
	struct choice choice;
	choice_init(&choice);
	choice_copy(&choice, app_live(app)); /* the way out is reckoned with what is tried */
	way_out_choose(&app->plan, exit_plan, app_live(app)->start, &choice);
	snprintf(head, sizeof head, "way out of %s",
		 show_name(app->model->providers[exit_plan->provider].name, 100).text);
	if (exit_plan->stuck_count > 0)
		snprintf(tail, sizeof tail, "%u stuck", exit_plan->stuck_count);
	struct point *point = history_begin(&app->history, head, tail);
	choice_copy(&point->b, &choice);
	point->b_item = NONE;
	point->stuck = exit_plan->stuck_count;
	choice_clear(&choice);
	return app_followed(app);
}
