/*
 * What every migration would cost: of a large stack it takes a second to read them all. So that nobody
 * waits for it who opens the list of them, or switches one for the first time, they are read after the
 * first screen, a piece at a time. Nothing on the screen changes by it but the marks of
 * what is tried.
 */
#include "tui/state.h"

enum { A_PIECE = 2000, STEPS_OF_ONE = 65 /* a binding: some 1 us */ };

bool app_moves_go_on(const struct app *app)
{
	return !app->moves_read;
}

unsigned app_moves_go(struct app *app, struct budget *budget)
{
	do {
		struct analysis *untried = app_untried(app, SIDE_B);
		app->moves_read = analysis_moves_go(app->live, A_PIECE) &&
				  (!untried || analysis_moves_go(untried, A_PIECE));
	} while (!app->moves_read && budget_take(budget, (uint64_t)A_PIECE * STEPS_OF_ONE));
	return app->moves_read && app_live(app)->tried_count > 0 ? EFFECT_REDRAW : EFFECT_NONE; /* marks */
}
