/*
 * Which figures other values change: each is compared with what it would be without them. Of the live choice
 * and of A.
 */
#include "tui/state.h"

#include <math.h>

static struct analysis *analysis_of(struct app *app, enum app_side side)
{
	return side == SIDE_A ? app_base_analysis(app) : app->live;
}

struct analysis *app_untried(struct app *app, enum app_side side)
{
	const struct choice *of = side == SIDE_A ? app_base(app) : app_live(app);
	struct choice choice;
	if (of->tried_count == 0)
		return NULL;
	if (app->untried[side] && !app->untried_stale[side])
		return app->untried[side];
	if (!app->untried[side])
		app->untried[side] = analysis_new(&app->plan);
	choice_init(&choice);
	choice_copy(&choice, of);
	choice.tried_count = 0;
	if (choice.start >= app->loaded->horizon) /* the horizon that is tried may be longer */
		choice.start = app->loaded->horizon - 1;
	analysis_follow(app->untried[side], &choice);
	choice_clear(&choice);
	app->untried_stale[side] = false;
	return app->untried[side];
}

static double wait_of(const struct timing *timing, uint32_t start, uint32_t horizon)
{
	return start + 1 < horizon ? timing->one_off[start + 1] - timing->one_off[start] : (double)NAN;
}

static double figure_of(struct analysis *analysis, enum app_figure figure, uint32_t subject)
{
	const struct cost *cost = analysis_cost(analysis);
	switch (figure) {
	case FIGURE_ONE_OFF:
		return cost->expected_total;
	case FIGURE_CATEGORY:
		return cost->expected[subject];
	case FIGURE_BEFORE:
		return cost->monthly_before;
	case FIGURE_MONTHLY:
		return cost->monthly_after;
	case FIGURE_NPV:
		return cost->npv_expected;
	case FIGURE_PAYBACK:
		return cost->payback_month;
	case FIGURE_HHI:
		return analysis_concentration(analysis)->after;
	case FIGURE_BEST:
		return analysis_timing(analysis)->best_start;
	case FIGURE_BEST_NPV:
		return analysis_timing(analysis)->npv[analysis_timing(analysis)->best_start];
	case FIGURE_WAIT:
		return wait_of(analysis_timing(analysis), analysis_choice(analysis)->start,
			       analysis_model(analysis)->horizon);
	case FIGURE_ALONE:
		return analysis_moves(analysis)[subject].alone;
	case FIGURE_MARGINAL:
		return analysis_moves(analysis)[subject].marginal;
	case FIGURE_MOVE_MONTHLY:
		return analysis_moves(analysis)[subject].monthly;
	}
	return NAN;
}

bool app_is_tried(struct app *app, enum app_side side, enum app_figure figure, uint32_t subject)
{
	struct analysis *untried = app_untried(app, side);
	if (!untried || (figure >= FIGURE_ALONE && !app->moves_read))
		return false;
	double is = figure_of(analysis_of(app, side), figure, subject),
	       was = figure_of(untried, figure, subject);
	return isnan(is) != isnan(was) || (!isnan(is) && is != was);
}

bool app_is_tried_curve(struct app *app, bool npv)
{
	struct analysis *untried = app_untried(app, SIDE_B);
	if (!untried)
		return false;
	uint32_t months = app->model->horizon;
	const struct timing *is = analysis_timing(app->live), *was = analysis_timing(untried);
	bool differs = months != app->loaded->horizon;
	for (uint32_t s = 0; s < months && !differs; s++)
		differs = npv ? is->npv[s] != was->npv[s] : is->one_off[s] != was->one_off[s];
	return differs;
}
