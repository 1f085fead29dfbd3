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

/* Follows a choice without what it tries. */
static struct analysis *follow_untried(struct app *app, enum app_side side, const struct choice *of)
{
	struct choice choice;
	if (!app->untried[side])
		app->untried[side] = analysis_new(&app->plan);
	choice_init(&choice);
	choice_copy(&choice, of);
	choice.tried_count = 0;
	if (choice.start >= app->loaded->horizon) /* the horizon that is tried may be longer */
		choice.start = app->loaded->horizon - 1;
	analysis_follow(app->untried[side], &choice);
	choice_clear(&choice);
	return app->untried[side];
}

struct analysis *app_untried(struct app *app, enum app_side side)
{
	const struct choice *of = side == SIDE_A ? app_base(app) : app_live(app);
	if (of->tried_count == 0)
		return NULL;
	if (app->untried[side] && !app->untried_stale[side])
		return app->untried[side];
	app->untried_stale[side] = false;
	return follow_untried(app, side, of);
}

struct analysis *app_untried_of(struct app *app, const struct choice *choice)
{
	if (choice->tried_count == 0)
		return NULL;
	app->untried_stale[SIDE_B] = true;
	return follow_untried(app, SIDE_B, choice);
}

const struct cost *app_untried_cost(struct app *app, const struct choice *choice)
{
	struct analysis *untried = app_untried_of(app, choice);
	return untried ? analysis_cost(untried) : NULL;
}

bool app_figures_differ(double is, double was)
{
	static const double HARDLY = 1e-9; /* of either: what rounding may leave of a difference of sums */
	if (isnan(is) || isnan(was) || isinf(is) || isinf(was))
		return isnan(is) != isnan(was) || (!isnan(is) && is != was);
	return fabs(is - was) > HARDLY * fmax(fabs(is), fabs(was));
}

uint32_t app_same_loop(struct analysis *from, struct analysis *in, uint32_t loop)
{
	const struct loop *wanted = &analysis_loops(from)->items[loop];
	const struct loops *loops = analysis_loops(in);
	for (uint32_t i = 0; i < loops->count; i++) {
		const struct loop *other = &loops->items[i];
		uint32_t same = 0;
		while (other->length == wanted->length && same < wanted->length &&
		       other->nodes[same].is_offering == wanted->nodes[same].is_offering &&
		       other->nodes[same].index == wanted->nodes[same].index)
			same++;
		if (same == wanted->length)
			return i;
	}
	return NONE;
}

static bool is_known(const struct app *app, enum app_figure figure)
{
	if (figure >= FIGURE_ALONE)
		return app->moves_read;
	return (figure != FIGURE_LEAVING && figure != FIGURE_LEAVING_MONTHS) || app->exits_marked;
}

bool app_is_tried(struct app *app, enum app_side side, enum app_figure figure, uint32_t subject)
{
	struct analysis *untried = app_untried(app, side);
	if (!untried || !is_known(app, figure))
		return false;
	struct analysis *tried = analysis_of(app, side);
	uint32_t same = figure >= FIGURE_PUT_IN && figure <= FIGURE_EXPOSURE_AFTER
				? app_same_loop(tried, untried, subject)
				: subject;
	return same == NONE ||
	       app_figures_differ(app_figure(tried, figure, subject), app_figure(untried, figure, same));
}

double app_share_above(struct app *app)
{
	return spread_share_above(analysis_spread(app_base_analysis(app)), analysis_spread(app->live));
}

bool app_share_above_is_tried(struct app *app)
{
	struct analysis *a = app_untried(app, SIDE_A), *b = app_untried(app, SIDE_B);
	if (!a && !b)
		return false;
	double was = spread_share_above(analysis_spread(a ? a : app_base_analysis(app)),
					analysis_spread(b ? b : app->live));
	return app_figures_differ(app_share_above(app), was);
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
