/* The way out of a provider: who is stuck, where each of the others would go, and what they would still rest
 * on. */
#include "tui/popup.h"

#include "core/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The plan, and the same without what is tried; NULL: nothing is. */
struct ways {
	struct exit_plan *now, *untried;
};

static const struct exit_plan *plan_of(const struct popup *popup)
{
	return ((const struct ways *)popup->data)->now;
}

static void clear(struct popup *popup)
{
	struct ways *ways = popup->data;
	exit_plan_free(ways->now);
	if (ways->untried)
		exit_plan_free(ways->untried);
	free(ways);
}

static void name_binding(const struct model *model, uint32_t binding, struct str *out)
{
	str_print(out, "%s on %s", model_component_name(model, model->bindings[binding].component),
		  model->offerings[model->bindings[binding].offering].name);
}

static void add_stuck(struct app *app, struct page *page, const struct exit_plan *exit)
{
	if (exit->stuck_count == 0)
		return;
	page_heading(page, "Stuck: these stay, whatever it costs");
	for (uint32_t i = 0; i < exit->stuck_count; i++) {
		struct str name;
		str_init(&name);
		name_binding(app->model, exit->stuck[i].binding, &name);
		if (exit->stuck[i].capability == NONE)
			page_text(page, 1, ROLE_WARNING, "%s: nothing of its kind is free of %s", name.data,
				  app->model->providers[exit->provider].name);
		else
			page_text(page, 1, ROLE_WARNING, "%s: nobody else has %s", name.data,
				  model_text(app->model, exit->stuck[i].capability));
		str_clear(&name);
	}
}

static void add_moves(struct app *app, struct page *page, const struct exit_plan *exit)
{
	const struct model *model = app->model;
	enum { MOST = 2000 };
	unsigned reasons = 0;
	if (exit->move_count == 0)
		return;
	page_heading_in(page, "Moves, each to its cheapest target", model->currency);
	for (uint32_t i = 0; i < exit->move_count && i < MOST; i++) {
		const struct exit_move *move = &exit->moves[i];
		struct str left, rests;
		char right[60];
		bool assumed, was_assumed;
		double after = cost_new_monthly(model, move->binding, move->to, NAN, &assumed),
		       was = cost_new_monthly(app->loaded, move->binding, move->to, NAN, &was_assumed);
		struct caveat caveat = {assumed ? BOUND_UNKNOWN : BOUND_NONE, app_figures_differ(after, was)};
		str_init(&left);
		str_init(&rests);
		name_binding(model, move->binding, &left);
		str_print(&left, " → %s", model->offerings[move->to].name);
		snprintf(right, sizeof right, "%s/mo", show_caveat_money(after, caveat).text);
		page_pair(page, 1, ROLE_TEXT, left.data, right);
		reasons |= cost_assumed(model, move->binding, move->to, NAN);
		pane_rests_text(app, move->to, &rests);
		page_text(page, 3, ROLE_MUTED, "rests on %s", rests.data);
		str_clear(&left);
		str_clear(&rests);
	}
	if (exit->move_count > MOST)
		page_text(page, 1, ROLE_MUTED, "and %s more", show_count(exit->move_count - MOST).text);
	popup_add_assumed(page, reasons);
}

/* The list of providers has the way out from month 0, whatever start is chosen. */
static void add_today(struct app *app, struct page *page, uint32_t provider)
{
	const struct exit_figures *figures = app_exits_of(app, provider);
	struct str text;
	if (app_live(app)->start == 0 || !figures)
		return;
	struct caveat once = {figures->lower_bound ? BOUND_LOWER : BOUND_NONE,
			      app_is_tried(app, SIDE_B, FIGURE_LEAVING, provider)},
		      months = pane_caveat(app, FIGURE_LEAVING_MONTHS, provider, BOUND_NONE);
	str_init(&text);
	str_print(&text, "%s %s, %s", show_caveat_money(figures->one_off, once).text,
		  show_name(app->model->currency, 40).text,
		  show_caveat(show_months(figures->months_of_spend, figures->lower_bound), months).text);
	page_told(page, 0, "from month 0", "as in the list of providers", text.data);
	str_clear(&text);
}

static void build(struct app *app, struct popup *popup)
{
	const struct exit_plan *exit = plan_of(popup);
	struct page *page = &popup->page;
	char one_off[200];
	bool stuck = exit->stuck_count > 0, more = stuck || exit->lacks_price;
	if (exit->move_count == 0 && !stuck) {
		page_text(page, 0, ROLE_TEXT,
			  "Nothing of yours is bound to %s or its parts: there is nothing to move.",
			  app->model->providers[exit->provider].name);
		return;
	}
	const struct exit_plan *was = ((const struct ways *)popup->data)->untried;
	was = was ? was : exit;
	struct caveat once = {more ? BOUND_LOWER : BOUND_NONE,
			      app_figures_differ(exit->one_off, was->one_off)},
		      months = {BOUND_NONE, app_figures_differ(exit->months_of_spend, was->months_of_spend)};
	snprintf(one_off, sizeof one_off, "%.40s %s", show_caveat_money(exit->one_off, once).text,
		 show_name(app->model->currency, 40).text);
	page_told(page, 0, "one-off, expected",
		  stuck  ? "+ at least, since some are stuck"
		  : more ? "+ at least, since a price is missing"
			 : "",
		  one_off);
	page_pair(page, 0, ROLE_TEXT, "as months of what you pay it",
		  show_caveat(show_months(exit->months_of_spend, more), months).text);
	add_today(app, page, exit->provider);
	page_pair(page, 0, ROLE_TEXT, "bindings that move", show_count(exit->move_count).text);
	page_pair(page, 0, ROLE_TEXT, "bindings that are stuck", show_count(exit->stuck_count).text);
	add_stuck(app, page, exit);
	add_moves(app, page, exit);
}

static void title(struct app *app, struct popup *popup, struct str *out)
{
	const struct exit_plan *exit = plan_of(popup);
	str_print(out, "The way out of %s, start +%u", app->model->providers[exit->provider].name,
		  app_live(app)->start);
}

static unsigned keep(struct app *app, struct popup *popup, uint32_t row)
{
	const struct exit_plan *exit = plan_of(popup);
	unsigned effects = EFFECT_REDRAW;
	(void)row;
	if (exit->move_count > 0)
		effects = app_keep_exit(app, exit);
	else
		app_say(app, ROLE_TEXT, "nothing moves: there is nothing to keep");
	popup_close(app);
	return effects;
}

static void figures(struct app *app, struct popup *popup, uint32_t row, struct asked *asked)
{
	(void)app;
	(void)row;
	popup_ask(asked, EXPLAIN_WAY_OUT, popup->subject);
	popup_ask(asked, EXPLAIN_WAY_OUT_MONTHS, popup->subject);
	popup_ask(asked, EXPLAIN_SHARE, popup->subject);
}

static const struct popup_kind kind = {
	.name = "Way out",
	.keys = KEYS_POPUP,
	.title = title,
	.build = build,
	.open = keep,
	.clear = clear,
	.figures = figures,
	.enter = "keep it as a scenario",
};

unsigned popup_show_exit(struct app *app, uint32_t provider)
{
	struct ways *ways = memory_zero(1, sizeof *ways);
	struct analysis *untried = app_untried(app, SIDE_B);
	ways->now = analysis_exit(app->live, provider, app_live(app)->start);
	if (untried)
		ways->untried = analysis_exit(untried, provider, analysis_choice(untried)->start);
	popup_push(app, &kind, provider)->data = ways;
	return EFFECT_REDRAW;
}
