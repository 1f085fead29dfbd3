/* What was left without a name last time is offered at the start. */
#include "tui/popup.h"

#include "core/base/memory.h"

#include <stdlib.h>

/* First of all: the figures below are without it. */
static void add_gone(struct page *page, const struct kept_choice *kept)
{
	enum { MOST = 8 };
	if (kept->gone_count == 0)
		return;
	page_heading(page, "What no longer fits the stack, and is left out");
	for (size_t i = 0; i < kept->gone_count && i < MOST; i++)
		page_text(page, 1, ROLE_WARNING, "%s", kept->gone[i]);
	if (kept->gone_count > MOST)
		page_text(page, 1, ROLE_MUTED, "and %zu more", kept->gone_count - MOST);
	page_heading(page, "What still fits");
}

static void add_tried(struct app *app, struct page *page, const struct choice *choice)
{
	struct str text;
	if (choice->tried_count == 0)
		return;
	page_heading(page, "What was tried");
	str_init(&text);
	for (uint32_t i = 0; i < choice->tried_count; i++) {
		text.length = 0;
		tried_print(app->loaded, &choice->tried[i], &text);
		page_text(page, 1, ROLE_TEXT, "%s", text.data);
	}
	str_clear(&text);
}

static void build(struct app *app, struct popup *popup)
{
	const struct kept_choice *kept = app->kept;
	const struct choice *choice = &kept->choice;
	struct analysis *analysis = app_base_analysis(app);
	struct page *page = &popup->page;
	enum { MOST = 8 };
	uint32_t told = 0, on = choice_count(choice);
	analysis_follow(analysis, choice);
	const struct cost *cost = analysis_cost(analysis), *untried = app_untried_cost(app, choice);
	const struct cost *was = untried ? untried : cost;
	struct caveat one_off = {bound_of_one_off(cost, false),
				 app_figures_differ(cost->expected_total, was->expected_total)},
		      today = {BOUND_NONE, app_figures_differ(cost->monthly_before, was->monthly_before)},
		      then = {bound_of_monthly(cost),
			      app_figures_differ(cost->monthly_after, was->monthly_after)};
	add_gone(page, kept);
	page_figure(page, 0, ROLE_TEXT, "one-off, expected",
		    show_caveat_money(cost->expected_total, one_off).text, app->model->currency);
	page_monthly(page, 0, "monthly today", cost->monthly_before, today, app->model->currency);
	page_monthly(page, 0, "monthly then", cost->monthly_after, then, app->model->currency);
	page_pair(page, 0, ROLE_TEXT, "start", show_month(app->model, choice->start).text);
	analysis_follow(analysis, app_base(app));
	page_heading(page, "What was on");
	for (uint32_t m = 0; m < app->plan.count && told < MOST; m++) {
		if (!choice_is_on(choice, m))
			continue;
		page_text(page, 1, ROLE_TEXT, "[x] %s", app->plan.migrations[m]->name);
		told++;
	}
	if (on > told)
		page_text(page, 1, ROLE_MUTED, "and %u more", on - told);
	add_tried(app, page, choice);
}

static unsigned take(struct app *app, struct popup *popup, uint32_t row)
{
	struct point *point = history_begin(&app->history, "taken up from last time", "");
	(void)popup;
	(void)row;
	choice_copy(&point->b, &app->kept->choice);
	point->b_item = NONE;
	point->stuck = 0;
	app->offer_waits = false;
	popup_close(app);
	return app_followed(app);
}

static void decline(struct app *app)
{
	app->offer_waits = false;
}

static const enum action bar[] = {ACTION_OPEN, ACTION_BACK, ACTION_QUIT, ACTION_NONE};

/* Who quits has not answered: it is offered again. */
static const struct popup_kind kind = {
	.name = "Last time you left without saving. Take it up again?",
	.keys = KEYS_POPUP,
	.width = 64,
	.build = build,
	.open = take,
	.left = decline,
	.enter = "take it up",
	.back = "let it go",
	.quits = true,
	.bar = bar,
};

/* What is to be found on the page of warnings, in a few words. */
static void say(struct app *app, const struct kept_choice *kept)
{
	const bool offered = app->offer_waits;
	if (kept->why)
		app_say(app, ROLE_WARNING, "%s; W tells where it is", kept->why);
	else if (kept->older_count > 0)
		app_say(app, ROLE_MUTED, "%zu older choice%s %s%s; W tells where", kept->older_count,
			kept->older_count == 1 ? "" : "s", kept->older_count == 1 ? "waits" : "wait",
			offered ? " besides" : "");
}

enum kept_state app_offer(struct app *app,
			  enum kept_state (*read)(const char *path, struct plan *plan,
						  struct kept_choice *kept),
			  const char *path)
{
	app_forget_kept(app);
	app->kept = memory_new(1, sizeof *app->kept);
	kept_choice_init(app->kept);
	enum kept_state state = read(path, &app->plan, app->kept);
	app_follow(app);
	app->offer_waits = state == KEPT_OFFER;
	if (app->offer_waits)
		popup_push(app, &kind, 0);
	say(app, app->kept);
	return state;
}

void app_forget_kept(struct app *app)
{
	if (app->kept)
		kept_choice_clear(app->kept);
	free(app->kept);
	app->kept = NULL;
}

void popup_add_older(const struct app *app, struct page *page)
{
	const struct kept_choice *kept = app->kept;
	enum { MOST = 20 };
	if (!kept || (!kept->why && kept->older_count == 0))
		return;
	page_heading(page, "Left without a name");
	if (kept->why)
		page_text(page, 0, ROLE_WARNING, "%s%s%s; it is", kept->why, kept->fault ? ": " : "",
			  kept->fault ? kept->fault : "");
	if (kept->why)
		page_text(page, 2, ROLE_TEXT, "%s", kept->where);
	if (kept->older_count > 0)
		page_text(
			page, 0, ROLE_TEXT,
			"Older choices of this stack wait. Without the number at the end of its name one is "
			"offered at the next start (man unmoor, FILES):");
	for (size_t i = 0; i < kept->older_count && i < MOST; i++)
		page_text(page, 2, ROLE_TEXT, "%s", kept->older[i]);
	if (kept->older_count > MOST)
		page_text(page, 2, ROLE_MUTED, "and %zu more", kept->older_count - MOST);
}

bool app_offer_waits(const struct app *app)
{
	return app->offer_waits;
}
