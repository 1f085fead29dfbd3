/* Targets: where else a binding, or several at once, could go, and for how much. */
#include "tui/popup.h"

#include "core/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Candidates for all of the bindings; a candidate is listed when each of them can go there. */
struct targets {
	struct target *items;
	uint32_t count;
	uint32_t *bindings;
	uint32_t binding_count;
	struct targets *untried; /* the same without what is tried; NULL: nothing is, or it is this itself */
};

static void free_one(struct targets *targets)
{
	free(targets->items);
	free(targets->bindings);
	free(targets);
}

static void free_targets(struct targets *targets)
{
	if (targets->untried)
		free_one(targets->untried);
	free_one(targets);
}

static void clear(struct popup *popup)
{
	free_targets(popup->data);
}

static const struct target *find_target(const struct target *targets, uint32_t count, uint32_t offering)
{
	for (uint32_t i = 0; i < count; i++)
		if (targets[i].offering == offering)
			return &targets[i];
	return NULL;
}

/* Adds what the next binding would cost a month there; drops candidates that it cannot go to. */
static void combine(struct targets *all, const struct target *items, uint32_t count)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < all->count; i++) {
		const struct target *same = find_target(items, count, all->items[i].offering);
		if (!same)
			continue;
		struct target sum = all->items[i];
		sum.monthly += same->monthly;
		sum.assumed = sum.assumed || same->assumed;
		sum.lacks_price = sum.lacks_price || same->lacks_price;
		sum.cosmetic = sum.cosmetic && same->cosmetic;
		all->items[kept++] = sum;
	}
	all->count = kept;
}

static int by_one_off(const void *left, const void *right)
{
	const struct target *a = left, *b = right;
	if (a->one_off != b->one_off)
		return a->one_off < b->one_off ? -1 : 1;
	return (a->offering > b->offering) - (a->offering < b->offering);
}

/*
 * What all of them cost together is not the sum of each alone (onboarding is paid once, egress has
 * tiers): each candidate is switched on in a plan of its own.
 */
static void price_together(struct analysis *of, struct targets *all)
{
	struct plan plan;
	plan_init(&plan, analysis_model(of));
	struct analysis *analysis = analysis_new(&plan);
	for (uint32_t i = 0; i < all->count; i++) {
		struct choice choice;
		uint32_t made = plan_make(&plan, "hand", NULL, all->bindings, all->binding_count,
					  all->items[i].offering);
		if (made == NONE)
			continue;
		choice_init(&choice);
		choice.start = analysis_choice(of)->start;
		choice_set(&choice, made, true);
		analysis_follow(analysis, &choice);
		all->items[i].one_off = analysis_cost(analysis)->expected_total;
		choice_clear(&choice);
	}
	analysis_free(analysis);
	plan_clear(&plan);
	qsort(all->items, all->count, sizeof *all->items, by_one_off);
}

static struct targets *collect(struct analysis *analysis, const uint32_t *bindings, uint32_t count)
{
	struct targets *all = memory_zero(1, sizeof *all);
	all->bindings = memory_new((size_t)count + 1, sizeof *all->bindings);
	memcpy(all->bindings, bindings, count * sizeof *bindings);
	all->binding_count = count;
	for (uint32_t i = 0; i < count; i++) {
		struct target *items;
		uint32_t found = analysis_targets(analysis, bindings[i], &items);
		if (i == 0) {
			all->items = items;
			all->count = found;
			continue;
		}
		combine(all, items, found);
		free(items);
	}
	if (count > 1 && all->count > 0)
		price_together(analysis, all);
	return all;
}

/* --- drawing --------------------------------------------------------------------------------- */

static void title(struct app *app, struct popup *popup, struct str *out)
{
	const struct targets *all = popup->data;
	const struct model *model = app->model;
	const struct binding *first = &model->bindings[all->bindings[0]];
	if (all->binding_count == 1)
		str_print(out, "%s on %s: where else", model_component_name(model, first->component),
			  model->offerings[first->offering].name);
	else
		str_print(out, "%u bindings together: where else", all->binding_count);
}

/* Of one binding they come as spec.md section 8 ranks them, of several by what the move costs. */
enum { FIGURE = 9, RESTS = 26, COSMETIC = 9, NAME_LEAST = 8, ORDER_FROM = 30 };

/* Columns for what a target would rest on, of a row's. */
static int rests_width(int width)
{
	return width >= 90 ? width - 2 * FIGURE - 36 : width >= 69 ? RESTS : 0;
}

static void head(struct app *app, struct popup *popup, struct grid *grid, struct area area)
{
	const struct targets *all = popup->data;
	char text[160];
	int rests = rests_width(area.width - 1);
	grid_put(grid, pane_take_right(&area, rests) + 2, area.y, rests - 2, "it would rest on", ROLE_MUTED);
	grid_put_right(grid, pane_take_right(&area, FIGURE), area.y, FIGURE, "monthly", ROLE_MUTED);
	grid_put_right(grid, pane_take_right(&area, FIGURE), area.y, FIGURE, "one-off", ROLE_MUTED);
	snprintf(text, sizeof text, "target, %s%s", show_name(app->model->currency, 20).text,
		 area.width < ORDER_FROM   ? ""
		 : all->binding_count == 1 ? "; best first"
					   : "; cheapest first");
	grid_put_cut(grid, area.x + 1, area.y, area.width - 1, text, ROLE_MUTED);
}

static uint32_t count(struct app *app, struct popup *popup)
{
	(void)app;
	return ((const struct targets *)popup->data)->count;
}

static void draw_figures(struct grid *grid, struct area *area, const struct targets *all,
			 const struct target *target)
{
	const struct target *was =
		all->untried ? find_target(all->untried->items, all->untried->count, target->offering)
			     : target;
	struct caveat each = {target->assumed ? BOUND_UNKNOWN : BOUND_NONE,
			      !was || app_figures_differ(target->monthly, was->monthly)},
		      once = {target->lacks_price ? BOUND_LOWER : BOUND_NONE,
			      !was || app_figures_differ(target->one_off, was->one_off)};
	grid_put_right(grid, pane_take_right(area, FIGURE), area->y, FIGURE,
		       show_caveat_money(target->monthly, each).text, ROLE_TEXT);
	grid_put_right(grid, pane_take_right(area, FIGURE), area->y, FIGURE,
		       show_caveat_money(target->one_off, once).text, ROLE_TEXT);
}

static void draw_row(const struct pane_row *row)
{
	const struct targets *all = popup_top(row->app)->data;
	const struct target *target = &all->items[row->row];
	const struct model *model = row->app->model;
	struct area area = row->area;
	struct str rests;
	int width = rests_width(area.width);
	str_init(&rests);
	if (target->cosmetic)
		str_add_text(&rests, "cosmetic: ");
	pane_rests_within(row->app, row->grid, target->offering, width - 2, &rests);
	int at = pane_take_right(&area, width);
	if (width > 0)
		grid_put_cut(row->grid, at + 2, area.y, width - 2, rests.data,
			     target->cosmetic ? ROLE_WARNING : ROLE_TEXT);
	draw_figures(row->grid, &area, all, target);
	/* Where what it would rest on has no room, that nobody is left by the move is still said. */
	if (width == 0 && target->cosmetic && area.width >= COSMETIC + NAME_LEAST)
		grid_put_right(row->grid, pane_take_right(&area, COSMETIC), area.y, COSMETIC, "cosmetic",
			       ROLE_WARNING);
	grid_put_cut(row->grid, area.x, area.y, area.width, model->offerings[target->offering].name,
		     ROLE_TEXT);
	str_clear(&rests);
}

/* --- choosing -------------------------------------------------------------------------------- */

/* A migration of the plan that does exactly this already, and costs what the list says; or a new one. */
static uint32_t migration_for(struct app *app, const struct targets *all, uint32_t to)
{
	if (all->binding_count == 1) {
		uint32_t movers_count;
		const uint32_t *movers = movers_of(&app->movers, all->bindings[0], &movers_count);
		for (uint32_t i = 0; i < movers_count; i++)
			if (app->plan.migrations[movers[i]]->to == to &&
			    app->plan.migrations[movers[i]]->binding_count == 1 &&
			    plan_is_plain(analysis_migration(app->live, movers[i])))
				return movers[i];
	}
	return plan_make(&app->plan, "hand", NULL, all->bindings, all->binding_count, to);
}

static unsigned open(struct app *app, struct popup *popup, uint32_t row)
{
	const struct targets *all = popup->data;
	const struct model *model = app->model;
	struct str label;
	if (row >= all->count) {
		popup_close(app);
		return EFFECT_REDRAW;
	}
	uint32_t to = all->items[row].offering, migration = migration_for(app, all, to);
	uint32_t component = model->bindings[all->bindings[0]].component;
	str_init(&label);
	if (all->binding_count == 1)
		str_print(&label, "[x] %s → %s", model_component_name(model, component),
			  model->offerings[to].name);
	else
		str_print(&label, "[x] %u bindings → %s", all->binding_count, model->offerings[to].name);
	popup_close(app);
	unsigned effects = EFFECT_REDRAW;
	if (migration != NONE)
		effects = app_switch_on_made(app, migration, label.data);
	str_clear(&label);
	return effects;
}

static void figures(struct app *app, struct popup *popup, uint32_t row, struct asked *asked)
{
	const struct targets *all = popup->data;
	(void)app;
	if (row < all->count)
		popup_ask_targets(asked, all->bindings, all->binding_count, all->items[row].offering);
}

static const struct popup_kind kind = {
	.name = "Targets",
	.keys = KEYS_POPUP,
	.header = 1,
	.title = title,
	.count = count,
	.head = head,
	.row = draw_row,
	.open = open,
	.clear = clear,
	.figures = figures,
	.enter = "move it there",
};

unsigned popup_show_targets(struct app *app, const uint32_t *bindings, uint32_t binding_count)
{
	struct targets *all = collect(app->live, bindings, binding_count);
	struct analysis *untried = app_untried(app, SIDE_B);
	if (untried)
		all->untried = collect(untried, bindings, binding_count);
	if (all->count == 0) {
		app_say(app, ROLE_WARNING,
			binding_count == 1 ? "nothing else of its kind has every capability that it requires"
					   : "nothing else takes all of these bindings");
		free_targets(all);
		return EFFECT_REDRAW;
	}
	popup_push(app, &kind, 0)->data = all;
	return EFFECT_REDRAW;
}
