#include "core/figures/costing.h"

#include "core/base/memory.h"

#include <math.h>
#include <stdlib.h>

struct calendar {
	uint64_t version;      /* that `timing` is of */
	double *one_off, *npv; /* [horizon] */
	struct timing timing;
};

void calendar_free(struct calendar *calendar)
{
	if (calendar == NULL)
		return;
	free(calendar->one_off);
	free(calendar->npv);
	free(calendar);
}

/* What does not wait: the costs that are the same in every month. */
static double fixed_cost(const struct tally *tally)
{
	double cost = tally_dependents_cost(tally->ground, tally->dependents.weight).expected;
	for (uint32_t i = 0; i < tally->onboarded_count; i++)
		cost += ground_onboarding(tally->ground, tally->onboarded[i]).expected;
	return cost;
}

static double linear_cost(const struct tally *tally, uint32_t start)
{
	struct sum sum = {0};
	for (uint32_t slot = 0; slot < tally->count; slot++)
		if (tally->on[slot])
			sum_add(&sum, tally->shares[slot]->timeline[start]);
	return sum_value(&sum);
}

/* Egress, commitments and credits of one party. */
static double party_cost(const struct tally *tally, uint32_t provider, uint32_t start)
{
	const struct ground *ground = tally->ground;
	const struct tally_party *party = &tally->parties[provider];
	struct sum volume_tb = {0}, leaving = {0}, arriving = {0};
	for (size_t e = 0; e < party->count; e++) {
		if (!tally->on[party->entries[e].slot])
			continue;
		const struct touch *touch =
			&tally->shares[party->entries[e].slot]->touches[party->entries[e].touch];
		if (touch->timeline_tb != NULL)
			sum_add(&volume_tb, touch->timeline_tb[start]);
		sum_add(&leaving, sum_value(&touch->leaving));
		sum_add(&arriving, sum_value(&touch->arriving));
	}
	double cost = ground_pledges(ground, provider, sum_value(&leaving), sum_value(&arriving), start);
	if (!ground_egress_is_free(ground, provider, party->staying, start))
		cost += ground_egress(ground, provider, sum_value(&volume_tb));
	return cost;
}

/* The earliest of those that only rounding keeps apart. */
static uint32_t best_month(const double *npv, uint32_t horizon, double rounding)
{
	double highest = npv[0];
	for (uint32_t s = 1; s < horizon; s++)
		highest = npv[s] > highest ? npv[s] : highest;
	for (uint32_t s = 0; s < horizon; s++)
		if (npv[s] >= highest - rounding)
			return s;
	return 0;
}

static void fill_calendar(struct calendar *calendar, const struct tally *tally,
			  const struct evaluation *evaluation)
{
	const struct ground *ground = tally->ground;
	struct timing *timing = &calendar->timing;
	double fixed = fixed_cost(tally), rounding = evaluation_rounding(evaluation, ground);
	*timing = (struct timing){.one_off = calendar->one_off, .npv = calendar->npv};
	for (uint32_t s = 0; s < ground->model->horizon; s++) {
		double cost = fixed + linear_cost(tally, s);
		for (uint32_t t = 0; t < tally->touched_count; t++)
			cost += party_cost(tally, tally->touched[t], s);
		calendar->one_off[s] = cost;
		calendar->npv[s] = ground_npv(ground, cost, evaluation->saving, s);
	}
	timing->best_start = best_month(calendar->npv, ground->model->horizon, rounding);
	timing->known = isfinite(calendar->npv[timing->best_start]);
	timing->pays = timing->known && calendar->npv[timing->best_start] > rounding;
}

const struct timing *analysis_timing(struct analysis *analysis)
{
	struct tally *tally = costing_live(analysis);
	struct costing *costing = analysis->costing;
	if (costing->calendar == NULL) {
		costing->calendar = memory_zero(1, sizeof *costing->calendar);
		costing->calendar->one_off = memory_new(analysis->model->horizon, sizeof(double));
		costing->calendar->npv = memory_new(analysis->model->horizon, sizeof(double));
	}
	struct calendar *calendar = costing->calendar;
	if (calendar->version != analysis->version) {
		for (uint32_t slot = 0; slot < tally->count; slot++)
			if (tally->on[slot])
				share_price_all(tally->shares[slot], tally->ground);
		fill_calendar(calendar, tally, &costing->evaluation);
		calendar->version = analysis->version;
	}
	return &calendar->timing;
}

double analysis_wait(struct analysis *analysis, uint32_t start)
{
	const double *one_off = analysis_timing(analysis)->one_off;
	return start + 1 < analysis->model->horizon ? one_off[start + 1] - one_off[start] : (double)NAN;
}
