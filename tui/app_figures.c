/* The figures that screens show, each as a function of an analysis, so that those of two can be compared. */
#include "tui/state.h"

#include "core/figures/histogram.h"

#include <math.h>

/* --- of the whole ---------------------------------------------------------------------------- */

static double one_off(struct analysis *analysis, uint32_t subject)
{
	(void)subject;
	return analysis_cost(analysis)->expected_total;
}

static double category(struct analysis *analysis, uint32_t subject)
{
	return analysis_cost(analysis)->expected[subject];
}

static double before(struct analysis *analysis, uint32_t subject)
{
	(void)subject;
	return analysis_cost(analysis)->monthly_before;
}

static double monthly(struct analysis *analysis, uint32_t subject)
{
	(void)subject;
	return analysis_cost(analysis)->monthly_after;
}

static double change(struct analysis *analysis, uint32_t subject)
{
	return monthly(analysis, subject) - before(analysis, subject);
}

static double npv(struct analysis *analysis, uint32_t subject)
{
	(void)subject;
	return analysis_cost(analysis)->npv_expected;
}

static double payback(struct analysis *analysis, uint32_t subject)
{
	(void)subject;
	return analysis_cost(analysis)->payback_month;
}

static double hhi(struct analysis *analysis, uint32_t subject)
{
	(void)subject;
	return analysis_concentration(analysis)->after;
}

static double hhi_before(struct analysis *analysis, uint32_t subject)
{
	(void)subject;
	return analysis_concentration(analysis)->before;
}

static double best(struct analysis *analysis, uint32_t subject)
{
	(void)subject;
	return analysis_timing(analysis)->best_start;
}

static double best_npv(struct analysis *analysis, uint32_t subject)
{
	const struct timing *timing = analysis_timing(analysis);
	(void)subject;
	return timing->npv[timing->best_start];
}

static double wait(struct analysis *analysis, uint32_t subject)
{
	(void)subject;
	return analysis_wait(analysis, analysis_choice(analysis)->start);
}

static double cycling(struct analysis *analysis, uint32_t subject)
{
	(void)subject;
	return analysis_cycling(analysis)->index;
}

static double npv_chance(struct analysis *analysis, uint32_t subject)
{
	(void)subject;
	return analysis_spread(analysis)->npv_positive;
}

static double of_quantiles(const struct quantiles *quantiles, uint32_t quantile)
{
	return quantile == QUANTILE_P10   ? quantiles->p10
	       : quantile == QUANTILE_P50 ? quantiles->p50
					  : quantiles->p90;
}

static double quantile(struct analysis *analysis, uint32_t which)
{
	const struct spread *spread = analysis_spread(analysis);
	if (which <= QUANTILE_P90)
		return of_quantiles(&spread->total, which);
	const struct histogram ends = histogram_of(spread->totals, 1);
	return which == QUANTILE_LOWEST ? ends.low : ends.high;
}

static double npv_quantile(struct analysis *analysis, uint32_t which)
{
	return of_quantiles(&analysis_spread(analysis)->npv, which);
}

/* --- of a provider --------------------------------------------------------------------------- */

static double paid(struct analysis *analysis, uint32_t provider)
{
	return analysis_providers(analysis)[provider].monthly;
}

static double paid_after(struct analysis *analysis, uint32_t provider)
{
	return analysis_providers(analysis)[provider].monthly_after;
}

static double share_of(double part, double total)
{
	return total > 0 ? part / total : (double)NAN;
}

static double share(struct analysis *analysis, uint32_t provider)
{
	return share_of(paid(analysis, provider), before(analysis, 0));
}

static double share_after(struct analysis *analysis, uint32_t provider)
{
	return share_of(paid_after(analysis, provider), monthly(analysis, 0));
}

static double with_parts(struct analysis *analysis, uint32_t provider,
			 double (*of)(struct analysis *analysis, uint32_t provider))
{
	const struct model *model = analysis_model(analysis);
	double sum = 0;
	for (uint32_t p = 0; p < model->provider_count; p++)
		if (model_is_part_of(model, p, provider))
			sum += of(analysis, p);
	return sum;
}

static double whole_share(struct analysis *analysis, uint32_t provider)
{
	return share_of(with_parts(analysis, provider, paid), before(analysis, 0));
}

static double whole_share_after(struct analysis *analysis, uint32_t provider)
{
	return share_of(with_parts(analysis, provider, paid_after), monthly(analysis, 0));
}

static double reach_monthly(struct analysis *analysis, uint32_t provider)
{
	return analysis_reach(analysis)[provider].monthly;
}

static double fit(struct analysis *analysis, uint32_t provider)
{
	return analysis_providers(analysis)[provider].alignment;
}

static double fit_known(struct analysis *analysis, uint32_t provider)
{
	return analysis_providers(analysis)[provider].coverage;
}

static double gap(struct analysis *analysis, uint32_t provider)
{
	return analysis_cycling(analysis)->gaps[provider];
}

static double leaving(struct analysis *analysis, uint32_t provider)
{
	return analysis_exits(analysis)[provider].one_off;
}

static double leaving_months(struct analysis *analysis, uint32_t provider)
{
	return analysis_exits(analysis)[provider].months_of_spend;
}

/* --- of a loop ------------------------------------------------------------------------------- */

static double put_in(struct analysis *analysis, uint32_t loop)
{
	return analysis_loops(analysis)->items[loop].firm.put_in;
}

static double comes_back(struct analysis *analysis, uint32_t loop)
{
	return analysis_loops(analysis)->items[loop].firm.comes_back;
}

static double pull(struct analysis *analysis, uint32_t loop)
{
	return analysis_loops(analysis)->items[loop].firm.pull;
}

static double exposure(struct analysis *analysis, uint32_t loop)
{
	return analysis_loops(analysis)->items[loop].exposure;
}

static double exposure_after(struct analysis *analysis, uint32_t loop)
{
	return analysis_loop_exposure_after(analysis, &analysis_loops(analysis)->items[loop]);
}

/* --- of a migration -------------------------------------------------------------------------- */

static double alone(struct analysis *analysis, uint32_t migration)
{
	return analysis_move(analysis, migration)->alone;
}

static double marginal(struct analysis *analysis, uint32_t migration)
{
	return analysis_move(analysis, migration)->marginal;
}

static double move_monthly(struct analysis *analysis, uint32_t migration)
{
	return analysis_move(analysis, migration)->monthly;
}

static double interaction(struct analysis *analysis, uint32_t subject)
{
	(void)subject;
	return analysis_interaction(analysis);
}

/* --------------------------------------------------------------------------------------------- */

static double (*const figures[APP_FIGURE_COUNT])(struct analysis *analysis, uint32_t subject) = {
	[FIGURE_ONE_OFF] = one_off,
	[FIGURE_CATEGORY] = category,
	[FIGURE_BEFORE] = before,
	[FIGURE_MONTHLY] = monthly,
	[FIGURE_CHANGE] = change,
	[FIGURE_NPV] = npv,
	[FIGURE_PAYBACK] = payback,
	[FIGURE_HHI] = hhi,
	[FIGURE_HHI_BEFORE] = hhi_before,
	[FIGURE_BEST] = best,
	[FIGURE_BEST_NPV] = best_npv,
	[FIGURE_WAIT] = wait,
	[FIGURE_CYCLING] = cycling,
	[FIGURE_NPV_CHANCE] = npv_chance,
	[FIGURE_QUANTILE] = quantile,
	[FIGURE_NPV_QUANTILE] = npv_quantile,
	[FIGURE_PAID] = paid,
	[FIGURE_PAID_AFTER] = paid_after,
	[FIGURE_SHARE] = share,
	[FIGURE_SHARE_AFTER] = share_after,
	[FIGURE_WHOLE_SHARE] = whole_share,
	[FIGURE_WHOLE_SHARE_AFTER] = whole_share_after,
	[FIGURE_REACH_MONTHLY] = reach_monthly,
	[FIGURE_FIT] = fit,
	[FIGURE_FIT_KNOWN] = fit_known,
	[FIGURE_GAP] = gap,
	[FIGURE_LEAVING] = leaving,
	[FIGURE_LEAVING_MONTHS] = leaving_months,
	[FIGURE_PUT_IN] = put_in,
	[FIGURE_COMES_BACK] = comes_back,
	[FIGURE_PULL] = pull,
	[FIGURE_EXPOSURE] = exposure,
	[FIGURE_EXPOSURE_AFTER] = exposure_after,
	[FIGURE_ALONE] = alone,
	[FIGURE_MARGINAL] = marginal,
	[FIGURE_MOVE_MONTHLY] = move_monthly,
	[FIGURE_INTERACTION] = interaction,
};

double app_figure(struct analysis *analysis, enum app_figure figure, uint32_t subject)
{
	return figures[figure](analysis, subject);
}
