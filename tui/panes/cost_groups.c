/* The cost lens by provider and by team: what each pays a month, today and in the scenario. */
#include "tui/panes/pane.h"

#include "core/base/memory.h"
#include "core/figures/spend.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIGURE = 10, NAME_LEAST = 18, LEAST_BAR = 6, WITH_TODAY = 44 };

static const char *const names[] = {"category", "provider", "team"};

/* One row, kept with the view; `index` is a provider or the text of a team's name. */
struct group {
	uint32_t index;
	double today, after;
	double in_a;           /* after, in A; the same as after where differences are not asked for */
	double was, was_after; /* today and after without what is tried */
	bool assumed;          /* some of what is paid after */
};

static enum cost_order order_of(struct app *app)
{
	return (enum cost_order)app_view(app, VIEW_COST)->order;
}

static const struct group *group_at(struct app *app, uint32_t row)
{
	const struct view *view = app_view(app, VIEW_COST);
	return &((const struct group *)view->figures)[view->rows[row]];
}

static const char *name_of(struct app *app, const struct group *group)
{
	if (order_of(app) == COST_BY_PROVIDER)
		return app->model->providers[group->index].name;
	return group->index ? model_text(app->model, group->index) : "no team";
}

/* --- rows ------------------------------------------------------------------------------------ */

static uint32_t gather_providers(struct app *app, struct group *groups)
{
	const struct provider_figures *figures = analysis_providers(app->live);
	const struct provider_figures *of_a =
		app->differences ? analysis_providers(app_base_analysis(app)) : figures;
	struct analysis *untried = app_untried(app, SIDE_B);
	const struct provider_figures *was = untried ? analysis_providers(untried) : figures;
	uint32_t count = 0;
	for (uint32_t p = 0; p < app->model->provider_count; p++)
		if (figures[p].monthly > 0 || figures[p].monthly_after > 0 || of_a[p].monthly_after > 0)
			groups[count++] = (struct group){p,
							 figures[p].monthly,
							 figures[p].monthly_after,
							 of_a[p].monthly_after,
							 was[p].monthly,
							 was[p].monthly_after,
							 figures[p].assumed_after};
	return count;
}

/* The sums of a group while they are added up. */
struct sums {
	struct sum today, after, in_a, was, was_after;
	bool assumed;
};

static struct group group_of_sums(uint32_t index, const struct sums *sums)
{
	return (struct group){.index = index,
			      .today = sum_value(&sums->today),
			      .after = sum_value(&sums->after),
			      .in_a = sum_value(&sums->in_a),
			      .was = sum_value(&sums->was),
			      .was_after = sum_value(&sums->was_after),
			      .assumed = sums->assumed};
}

static struct group group_of_component(struct app *app, uint32_t component)
{
	const struct component *item = &app->model->components[component];
	struct analysis *a = app->differences ? app_base_analysis(app) : app->live;
	struct analysis *untried = app_untried(app, SIDE_B);
	struct sums sums = {.assumed = false};
	for (uint32_t b = item[0].first_binding; b < item[1].first_binding; b++) {
		sum_add(&sums.today, app->model->bindings[b].monthly);
		sum_add(&sums.after, analysis_monthly_after(app->live, b));
		sum_add(&sums.in_a, analysis_monthly_after(a, b));
		sum_add(&sums.was, app->loaded->bindings[b].monthly);
		sum_add(&sums.was_after, analysis_monthly_after(untried ? untried : app->live, b));
		sums.assumed |= analysis_is_assumed_after(app->live, b);
	}
	return group_of_sums(item->team, &sums);
}

/* Components of a team stand together; what they pay decides between them, so that sums have one order. */
static int by_index(const void *left, const void *right)
{
	const struct group *a = left, *b = right;
	if (a->index != b->index)
		return a->index < b->index ? -1 : 1;
	if (a->today != b->today)
		return a->today < b->today ? -1 : 1;
	if (a->after != b->after)
		return a->after < b->after ? -1 : 1;
	if (a->in_a != b->in_a)
		return a->in_a < b->in_a ? -1 : 1;
	if (a->was != b->was)
		return a->was < b->was ? -1 : 1;
	return (a->was_after > b->was_after) - (a->was_after < b->was_after);
}

static uint32_t gather_teams(struct app *app, struct group *groups)
{
	uint32_t all = app->model->component_count, count = 0;
	for (uint32_t c = 0; c < all; c++)
		groups[c] = group_of_component(app, c);
	qsort(groups, all, sizeof *groups, by_index);
	for (uint32_t i = 0; i < all; count++) {
		uint32_t team = groups[i].index;
		struct sums sums = {.assumed = false};
		for (; i < all && groups[i].index == team; i++) {
			sum_add(&sums.today, groups[i].today);
			sum_add(&sums.after, groups[i].after);
			sum_add(&sums.in_a, groups[i].in_a);
			sum_add(&sums.was, groups[i].was);
			sum_add(&sums.was_after, groups[i].was_after);
			sums.assumed |= groups[i].assumed;
		}
		groups[count] = group_of_sums(team, &sums);
	}
	return count;
}

/* Most first; the order of equals is that of the file, as texts and providers are numbered by it. */
static int by_today(const void *left, const void *right)
{
	const struct group *a = left, *b = right;
	if (a->today != b->today)
		return a->today > b->today ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

void cost_groups_refresh(struct app *app, struct view *view)
{
	const struct model *model = app->model;
	bool by_team = order_of(app) == COST_BY_TEAM;
	size_t most = (size_t)(by_team ? model->component_count : model->provider_count) + 1;
	free(view->figures);
	view->figures = NULL;
	if (order_of(app) == COST_BY_CATEGORY)
		return;
	struct group *groups = memory_new(most, sizeof *groups);
	uint32_t count = by_team ? gather_teams(app, groups) : gather_providers(app, groups);
	qsort(groups, count, sizeof *groups, by_today);
	view->figures = groups;
	for (uint32_t i = 0; i < count; i++)
		if ((!app->differences || groups[i].in_a != groups[i].after) &&
		    pane_keeps(view, name_of(app, &groups[i]), NULL))
			pane_add_row(view, i);
	view->all = count;
}

uint32_t cost_groups_subject(struct app *app, uint32_t row)
{
	return group_at(app, row)->index;
}

void cost_groups_text(struct app *app, uint32_t row, struct str *out)
{
	str_add_text(out, name_of(app, group_at(app, row)));
}

/* --- drawing --------------------------------------------------------------------------------- */

/* On a narrow screen names have the room of what is spent today, which the change tells. */
static void draw_figures(struct grid *grid, struct area *area, const char *const texts[3],
			 const enum role roles[3])
{
	int first = area->width < WITH_TODAY ? 1 : 0;
	for (int i = 2; i >= first; i--)
		grid_put_right(grid, pane_take_right(area, FIGURE), area->y, FIGURE, texts[i], roles[i]);
}

static double largest(struct app *app)
{
	const struct view *view = app_view(app, VIEW_COST);
	return view->count > 0 ? group_at(app, 0)->today : 0;
}

static void draw_row(const struct pane_row *row)
{
	const struct group *group = group_at(row->app, row->row);
	bool tried = group->today != group->was, tried_after = group->after != group->was_after,
	     tried_change = app_figures_differ(group->after - group->today, group->was_after - group->was);
	enum bound bound = group->assumed ? BOUND_UNKNOWN : BOUND_NONE;
	const struct shown today = show_caveat_money(group->today, (struct caveat){BOUND_NONE, tried}),
			   after = show_caveat_money(group->after, (struct caveat){bound, tried_after}),
			   change = show_caveat_change(group->after - group->today,
						       (struct caveat){bound, tried_change});
	const char *const texts[] = {today.text, after.text, change.text};
	enum role worse = group->after > group->today   ? ROLE_WORSE
			  : group->after < group->today ? ROLE_BETTER
							: ROLE_MUTED;
	const enum role roles[] = {ROLE_TEXT, ROLE_TEXT, worse};
	struct area area = row->area;
	draw_figures(row->grid, &area, texts, roles);
	int name = area.width / 2 > NAME_LEAST ? area.width / 2 : area.width;
	grid_put_cut(row->grid, area.x, area.y, name - 1, name_of(row->app, group), ROLE_TEXT);
	if (area.width - name >= LEAST_BAR && largest(row->app) > 0)
		grid_bar(row->grid, area.x + name, area.y, area.width - name,
			 group->today / largest(row->app), ROLE_BAR);
}

static void draw_heads(struct app *app, struct grid *grid, struct area area)
{
	static const char *const texts[] = {"today", "scenario", "change"};
	static const enum role roles[] = {ROLE_MUTED, ROLE_MUTED, ROLE_MUTED};
	char text[160];
	snprintf(text, sizeof text, "%s, %s/mo", names[order_of(app)],
		 show_name(app->model->currency, 20).text);
	draw_figures(grid, &area, texts, roles);
	if (grid_text_width(grid, text) >= area.width) /* the rows say themselves whose they are */
		snprintf(text, sizeof text, "%s/mo", show_name(app->model->currency, 20).text);
	grid_put_cut(grid, area.x, area.y, area.width - 1, text, ROLE_MUTED);
}

void cost_groups_draw(struct app *app, struct grid *grid, struct area area, bool focus)
{
	struct view *view = app_view(app, VIEW_COST);
	struct area head, rows, foot;
	area_cut(area, 1, &head, &rows);
	area_cut(rows, rows.height - 1, &rows, &foot);
	head.x++;
	head.width--;
	draw_heads(app, grid, head);
	if (view->count == 0)
		pane_line(grid, rows, 0,
			  app->differences && view->all ? " nothing differs from A"
			  : view->all                   ? " none matches"
							: " nobody pays anything",
			  ROLE_MUTED);
	pane_list(app, grid, rows, &view->list, view->count, focus, draw_row);
	pane_line(grid, foot, 0,
		  foot.width < 70 ? " one-off: not shared out"
				  : " one-off: not shared out, for commitments and tiers are common to all",
		  ROLE_MUTED);
}
