#include "core/figures/ground.h"

#include "core/base/memory.h"
#include "core/figures/order.h"
#include "core/figures/spend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* More than lies between any two dates, so that a longer overlap changes nothing. */
enum { MOST_MONTHS = 1000000 };

struct pair range_pair(struct range range)
{
	return (struct pair){range_mean(range), range.likely};
}

double power(double base, uint32_t exponent)
{
	double result = 1;
	for (; exponent > 0; exponent >>= 1) {
		if (exponent & 1)
			result *= base;
		base *= base;
	}
	return result;
}

static struct pair pair_product(struct pair a, struct pair b)
{
	return (struct pair){a.expected * b.expected, a.likely * b.likely};
}

static void fill_units(struct ground *ground)
{
	const struct model *model = ground->model;
	ground->units = memory_zero(model->driver_count, sizeof *ground->units);
	for (uint32_t d = 0; d < model->driver_count; d++) {
		const struct driver *driver = &model->drivers[d];
		if (driver->basis == BASIS_MONEY)
			ground->units[d] = range_pair(driver->value);
		else if (driver->basis == BASIS_EFFORT)
			ground->units[d] = pair_product(range_pair(driver->value), ground->labour);
	}
}

static void fill_discount(struct ground *ground)
{
	uint32_t horizon = ground->model->horizon;
	double month = pow(1 + ground->model->discount_rate, 1.0 / 12);
	ground->discount = memory_new(horizon + 1, sizeof *ground->discount);
	ground->annuity = memory_new(horizon + 2, sizeof *ground->annuity);
	for (uint32_t m = 0; m <= horizon; m++)
		ground->discount[m] = 1 / power(month, m);
	ground->annuity[horizon + 1] = 0;
	for (uint32_t m = horizon + 1; m-- > 0;)
		ground->annuity[m] = ground->annuity[m + 1] + ground->discount[m];
}

/* --- today ------------------------------------------------------------------------------------ */

static void fill_parties(struct ground *ground, struct analysis *analysis)
{
	const struct model *model = ground->model;
	const struct spend *spend = analysis_spend(analysis, false);
	struct sum *monthly = memory_zero(model->provider_count, sizeof *monthly), all = {0};
	ground->parties = memory_zero(model->provider_count, sizeof *ground->parties);
	ground->bound = memory_zero(model->provider_count, sizeof *ground->bound);
	for (uint32_t o = 0; o < model->offering_count; o++) {
		sum_add(&all, spend[o].monthly);
		for (uint32_t p = model->offerings[o].provider; p != NONE; p = model->providers[p].parent) {
			sum_add(&monthly[p], spend[o].monthly);
			ground->parties[p].bindings += spend[o].bindings;
		}
	}
	for (uint32_t p = 0; p < model->provider_count; p++) {
		ground->parties[p].monthly = sum_value(&monthly[p]);
		ground->bound[p] = ground->parties[p].bindings > 0;
	}
	ground->monthly = sum_value(&all);
	free(monthly);
}

struct dated {
	const struct commitment *commitment;
	uint32_t index;
};

static int compare_dated(const void *left, const void *right)
{
	const struct dated *a = left, *b = right;
	const struct date *x = &a->commitment->until, *y = &b->commitment->until;
	if (a->commitment->provider != b->commitment->provider)
		return order_of(a->commitment->provider, b->commitment->provider);
	if (x->year != y->year)
		return order_of(x->year, y->year);
	if (x->month != y->month)
		return order_of(x->month, y->month);
	if (x->day != y->day)
		return order_of(x->day, y->day);
	return order_of(a->index, b->index);
}

/* Writes them by provider and date behind the `first` pledges. */
static void sort_pledges(struct ground *ground, const struct commitment *items, uint32_t count,
			 uint32_t first, bool credits)
{
	struct dated *order = memory_new(count, sizeof *order);
	for (uint32_t i = 0; i < count; i++)
		order[i] = (struct dated){&items[i], i};
	order_sort(order, count, sizeof *order, compare_dated);
	for (uint32_t i = 0; i < count; i++) {
		const struct commitment *item = order[i].commitment;
		struct party *party = &ground->parties[item->provider];
		struct slice *slice = credits ? &party->credits : &party->commitments;
		if (slice->count++ == 0)
			slice->first = first + i;
		ground->pledges[first + i] = (struct pledge){item->remaining, item->months};
	}
	free(order);
}

void ground_init(struct ground *ground, struct analysis *analysis)
{
	const struct model *model = analysis->model;
	*ground = (struct ground){.model = model};
	ground->rate = range_pair(model->rate);
	ground->overrun = range_pair(model->overrun);
	ground->overlap = range_pair(model->overlap);
	ground->labour = pair_product(ground->rate, ground->overrun);
	ground->overlap_months = (uint32_t)fmin(fmax(0, ceil(ground->overlap.expected - 1e-9)), MOST_MONTHS);
	fill_units(ground);
	fill_discount(ground);
	fill_parties(ground, analysis);
	ground->pledges =
		memory_new((size_t)model->commitment_count + model->credit_count, sizeof *ground->pledges);
	sort_pledges(ground, model->commitments, model->commitment_count, 0, false);
	sort_pledges(ground, model->credits, model->credit_count, model->commitment_count, true);
	if (model->dependents != NONE)
		ground->dependents = analysis_dependents(analysis);
}

void ground_clear(struct ground *ground)
{
	free(ground->units);
	free(ground->discount);
	free(ground->annuity);
	free(ground->parties);
	free(ground->bound);
	free(ground->pledges);
	*ground = (struct ground){0};
}

/* --- of one provider -------------------------------------------------------------------------- */

double ground_egress(const struct ground *ground, uint32_t provider, double volume_tb)
{
	struct slice egress = ground->model->providers[provider].egress;
	double cost = 0;
	for (uint32_t t = 0; t < egress.count && volume_tb > 0; t++) {
		const struct tier *tier = &ground->model->tiers[egress.first + t];
		double within = volume_tb < tier->width_tb ? volume_tb : tier->width_tb;
		cost += within * tier->price_per_tb;
		volume_tb -= within;
	}
	return cost;
}

bool ground_egress_is_free(const struct ground *ground, uint32_t provider, int64_t staying, uint32_t start)
{
	const struct provider *p = &ground->model->providers[provider];
	return p->egress.count == 0 || (p->exit_waiver && staying == 0) ||
	       start >= ground->model->switching_charges_end;
}

/* Money that reaches a provider: from month 0, from the start, from the end of the overlap. */
struct stream {
	double before, during, after;
	uint32_t start, end;
};

static double least(double a, double b)
{
	return a < b ? a : b;
}

static double stream_until(const struct stream *stream, uint32_t months)
{
	double u = months, before = least(u, stream->start), both = least(u, stream->end);
	return stream->before * before + stream->during * (both - before) + stream->after * (u - both);
}

static double pledges_met(const struct ground *ground, struct slice pledges, const struct stream *stream)
{
	double met = 0;
	for (uint32_t i = 0; i < pledges.count; i++) {
		const struct pledge *pledge = &ground->pledges[pledges.first + i];
		double room = stream_until(stream, pledge->months) - met;
		met += least(pledge->remaining, room > 0 ? room : 0);
	}
	return met;
}

double ground_pledges(const struct ground *ground, uint32_t provider, double leaving, double arriving,
		      uint32_t start)
{
	const struct party *party = &ground->parties[provider];
	if (party->commitments.count + party->credits.count == 0 || (leaving == 0 && arriving == 0))
		return 0;
	struct stream today = {party->monthly, party->monthly, party->monthly, start, start};
	struct stream then = {party->monthly, party->monthly + arriving, party->monthly - leaving + arriving,
			      start, start + ground->overlap_months};
	/* Shortfall is what is not met, so both kinds cost what was met today and is not met then. */
	return pledges_met(ground, party->commitments, &today) -
	       pledges_met(ground, party->commitments, &then) + pledges_met(ground, party->credits, &today) -
	       pledges_met(ground, party->credits, &then);
}

bool ground_onboards_before(const struct ground *ground, uint32_t p, uint32_t q)
{
	const struct provider *providers = ground->model->providers;
	double mean_p = range_mean(providers[p].onboarding), mean_q = range_mean(providers[q].onboarding);
	if (mean_p != mean_q)
		return mean_p > mean_q;
	return strcmp(providers[p].id, providers[q].id) < 0;
}

struct pair ground_onboarding(const struct ground *ground, uint32_t provider)
{
	return pair_product(range_pair(ground->model->providers[provider].onboarding), ground->labour);
}

double ground_annuity(const struct ground *ground, uint32_t start)
{
	uint32_t horizon = ground->model->horizon, first = start + ground->overlap_months + 1;
	return ground->annuity[first <= horizon ? first : horizon + 1];
}

double ground_npv(const struct ground *ground, double one_off, double saving, uint32_t start)
{
	return saving * ground_annuity(ground, start) - one_off * ground->discount[start];
}

/* A month by which all but a billionth of a month's saving has come in has paid it: the rest is rounding. */
uint32_t ground_payback(const struct ground *ground, double one_off, double saving, double rounding,
			uint32_t start)
{
	uint32_t horizon = ground->model->horizon;
	if (one_off <= rounding && saving * horizon >= -rounding)
		return start;
	if (!(saving > 0))
		return NONE;
	double month = start + ground->overlap_months + fmax(1, ceil(one_off / saving - 1e-9));
	return month <= horizon ? (uint32_t)month : NONE;
}
