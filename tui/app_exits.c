/*
 * The figures of all ways out: of a large stack they take seconds, so they come after the first
 * screen, a piece at a time. Until then `~` stands in their place.
 */
#include "tui/state.h"

#include "tui/popup.h"

enum { A_PIECE = 256, STEPS_OF_ONE = 130 /* a binding: some 2 us */, MANY_OFFERINGS = 200 };
enum { FEW = 2048 /* bindings that the key itself waits for: 4 ms */ };

bool app_exits_go_on(const struct app *app)
{
	return !app->exits_known || !app->exits_marked;
}

/* What shows them is made anew. */
static void show(struct app *app)
{
	app_view(app, VIEW_PROVIDERS)->stale = true;
	for (int i = 0; i < app->popup_count; i++)
		if (app->popups[i]->kind->build)
			popup_rebuild(app->popups[i]);
	app_refresh(app);
}

/* Those that are shown first, then the same without what is tried, for their marks. True: one has ended. */
static bool go(struct app *app, uint32_t bindings)
{
	if (app->exits_known)
		return app->exits_marked = analysis_exits_go(app_untried(app, SIDE_B), bindings);
	app->exits_known = analysis_exits_go(app->live, bindings);
	app->exits_marked = app->exits_known && app_live(app)->tried_count == 0;
	return app->exits_known;
}

/* Each binding may have all offerings for candidates: of so many times many of them, a piece is smaller. */
unsigned app_exits_go(struct app *app, struct budget *budget)
{
	uint32_t times = 1 + app->model->offering_count / MANY_OFFERINGS;
	do {
		if (!go(app, A_PIECE / times + 1))
			continue;
		show(app);
		return EFFECT_REDRAW;
	} while (budget_take(budget, (uint64_t)A_PIECE * STEPS_OF_ONE));
	return EFFECT_NONE;
}

/* Of a small stack they are known again at once; nothing is shown of it here. */
void app_exits_anew(struct app *app)
{
	app->exits_known = app->exits_marked = false;
	if (go(app, FEW) && !app->exits_marked)
		go(app, FEW);
}

const struct exit_figures *app_exits_of(struct app *app, uint32_t provider)
{
	return app->exits_known ? &analysis_exits(app->live)[provider] : NULL;
}
