#include "tests/unit/definition.h"

#include "core/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double point_mean(struct range range)
{
	return (range.low + 4 * range.likely + range.high) / 6;
}

double point_likely(struct range range)
{
	return range.likely;
}

void values_init(struct values *values, const struct plan *plan, double (*point)(struct range))
{
	const struct model *model = plan->model;
	uint32_t counts = model->bindings[model->binding_count].first_count;
	*values =
		(struct values){point(model->rate), point(model->overrun), point(model->overlap), 0, 0, 0, 0};
	values->drivers = memory_new(model->driver_count + 1u, sizeof(double));
	values->onboarding = memory_new(model->provider_count + 1u, sizeof(double));
	values->extras = memory_new(plan->count + 1u, sizeof(double));
	values->counts = memory_new(counts + 1u, sizeof(double));
	for (uint32_t d = 0; d < model->driver_count; d++)
		values->drivers[d] = point(model->drivers[d].value);
	for (uint32_t p = 0; p < model->provider_count; p++)
		values->onboarding[p] = point(model->providers[p].onboarding);
	for (uint32_t m = 0; m < plan->count; m++)
		values->extras[m] = point(plan->migrations[m]->extra);
	for (uint32_t c = 0; c < counts; c++)
		values->counts[c] = point(model_count_range(model, c));
}

void values_clear(struct values *values)
{
	free(values->drivers);
	free(values->onboarding);
	free(values->extras);
	free(values->counts);
}

/* --- who moves -------------------------------------------------------------------------------- */

struct scene {
	const struct plan *plan;
	const struct model *model;
	const struct values *values;
	uint32_t *mover; /* [binding_count] migration or NONE */
	uint32_t start, overlap_months;
	struct definition *out;
};

void define_movers(const struct plan *plan, const struct choice *choice, uint32_t *mover)
{
	for (uint32_t k = 0; k < plan->model->binding_count; k++)
		mover[k] = NONE;
	for (uint32_t m = 0; m < plan->count; m++)
		for (uint32_t i = 0; choice_is_on(choice, m) && i < plan->migrations[m]->binding_count; i++)
			mover[plan->migrations[m]->bindings[i]] = m;
}

static uint32_t to_of(const struct scene *s, uint32_t k)
{
	return s->mover[k] == NONE ? s->model->bindings[k].offering : s->plan->migrations[s->mover[k]]->to;
}

static uint32_t provider_of(const struct scene *s, uint32_t offering)
{
	return s->model->offerings[offering].provider;
}

static uint32_t root_of(const struct scene *s, uint32_t offering)
{
	return s->model->providers[provider_of(s, offering)].root;
}

static enum strategy strategy_of(const struct scene *s, uint32_t k)
{
	const struct migration *m = s->plan->migrations[s->mover[k]];
	const struct offering *f = &s->model->offerings[s->model->bindings[k].offering],
			      *t = &s->model->offerings[m->to];
	if (m->strategy != STRATEGY_DERIVED)
		return m->strategy;
	return f->interface == t->interface ? STRATEGY_REHOST
	       : f->kind == t->kind         ? STRATEGY_REPLATFORM
					    : STRATEGY_REFACTOR;
}

double define_monthly(const struct plan *plan, uint32_t binding, uint32_t mover, bool *assumed)
{
	const struct model *model = plan->model;
	const struct binding *b = &model->bindings[binding];
	double then = 0, now = 0;
	*assumed = false;
	if (mover == NONE)
		return b->monthly;
	const struct migration *m = plan->migrations[mover];
	if (!isnan(m->cost_ratio))
		return b->monthly * m->cost_ratio;
	for (uint32_t u = b->first_usage; u < b[1].first_usage; u++) {
		const struct usage *usage = &model->usages[u];
		then += usage->quantity_per_month * model_price(model, m->to, usage->unit);
		now += usage->quantity_per_month * model_price(model, b->offering, usage->unit);
	}
	*assumed = b->first_usage == b[1].first_usage || isnan(then) || isnan(now) || now == 0;
	return *assumed ? b->monthly : b->monthly * (then / now);
}

static double monthly_of(const struct scene *s, uint32_t k, bool *assumed)
{
	return define_monthly(s->plan, k, s->mover[k], assumed);
}

/* --- the terms -------------------------------------------------------------------------------- */

static double unit_of(const struct scene *s, uint32_t d, uint32_t to)
{
	const struct driver *driver = &s->model->drivers[d];
	double price;
	switch (driver->basis) {
	case BASIS_EFFORT:
		return s->values->drivers[d] * s->values->rate * s->values->overrun;
	case BASIS_MONEY:
		return s->values->drivers[d];
	case BASIS_PRICE:
		price = model_price(s->model, to, driver->price_unit);
		return isnan(price) ? 0 : price;
	case BASIS_TIERS:
		break;
	}
	return 0;
}

static double amount_of(const struct scene *s, uint32_t k, uint32_t c)
{
	double growth = pow(1 + s->model->bindings[k].growth_per_month, s->start);
	return s->values->counts[c] * growth *
	       s->model->drivers[s->model->counts[c].driver].at[strategy_of(s, k)];
}

static void add_counts(struct scene *s, uint32_t k)
{
	const struct binding *b = &s->model->bindings[k];
	for (uint32_t c = b->first_count; c < b[1].first_count; c++) {
		uint32_t d = s->model->counts[c].driver;
		s->out->categories[s->model->drivers[d].category] +=
			amount_of(s, k, c) * unit_of(s, d, to_of(s, k));
	}
}

static double tiers_cost(const struct model *model, uint32_t provider, double volume)
{
	struct slice egress = model->providers[provider].egress;
	double cost = 0, below = 0;
	for (uint32_t t = 0; t < egress.count; t++) {
		const struct tier *tier = &model->tiers[egress.first + t];
		cost += fmax(0, fmin(volume - below, tier->width_tb)) * tier->price_per_tb;
		below += tier->width_tb;
	}
	return cost;
}

static bool anything_stays(const struct scene *s, uint32_t provider)
{
	for (uint32_t k = 0; k < s->model->binding_count; k++)
		if (model_is_part_of(s->model, provider_of(s, to_of(s, k)), provider))
			return true;
	return false;
}

static void add_transfer(struct scene *s, uint32_t provider)
{
	double volume = 0;
	for (uint32_t k = 0; k < s->model->binding_count; k++) {
		const struct binding *b = &s->model->bindings[k];
		if (s->mover[k] == NONE || provider_of(s, b->offering) != provider ||
		    root_of(s, b->offering) == root_of(s, to_of(s, k)))
			continue;
		for (uint32_t c = b->first_count; c < b[1].first_count; c++)
			if (s->model->counts[c].driver == s->model->data_tb)
				volume += amount_of(s, k, c);
	}
	bool waived = s->model->providers[provider].exit_waiver && !anything_stays(s, provider);
	if (!waived && s->start < s->model->switching_charges_end)
		s->out->categories[CATEGORY_TRANSFER] += tiers_cost(s->model, provider, volume);
}

static uint32_t count_dependents(const struct model *model, uint32_t component)
{
	uint32_t count = 0;
	for (uint32_t c = 0; c < model->component_count; c++) {
		bool depends = false;
		for (uint32_t d = model->components[c].first_depends_on;
		     d < model->components[c + 1].first_depends_on; d++)
			depends = depends || model->depends_on[d] == component;
		count += depends;
	}
	return count;
}

static void add_dependents(struct scene *s, uint32_t component)
{
	int furthest = -1;
	const struct component *c = &s->model->components[component];
	if (s->model->dependents == NONE)
		return;
	for (uint32_t k = c->first_binding; k < c[1].first_binding; k++)
		if (s->mover[k] != NONE && strategy_of(s, k) != STRATEGY_REHOST &&
		    (int)strategy_of(s, k) > furthest)
			furthest = (int)strategy_of(s, k);
	if (furthest < 0)
		return;
	const struct driver *driver = &s->model->drivers[s->model->dependents];
	s->out->categories[driver->category] += count_dependents(s->model, component) * driver->at[furthest] *
						unit_of(s, s->model->dependents, NONE);
}

static bool is_bound(const struct scene *s, uint32_t root)
{
	for (uint32_t k = 0; k < s->model->binding_count; k++)
		if (root_of(s, s->model->bindings[k].offering) == root)
			return true;
	return false;
}

static void add_onboarding(struct scene *s, uint32_t root)
{
	uint32_t best = NONE;
	for (uint32_t k = 0; k < s->model->binding_count; k++) {
		if (s->mover[k] == NONE || root_of(s, to_of(s, k)) != root)
			continue;
		uint32_t p = provider_of(s, to_of(s, k));
		double mean = point_mean(s->model->providers[p].onboarding);
		double best_mean = best == NONE ? 0 : point_mean(s->model->providers[best].onboarding);
		if (best == NONE || mean > best_mean ||
		    (mean == best_mean &&
		     strcmp(s->model->providers[p].id, s->model->providers[best].id) < 0))
			best = p;
	}
	if (best != NONE && !is_bound(s, root))
		s->out->categories[CATEGORY_ONBOARDING] +=
			s->values->onboarding[best] * s->values->rate * s->values->overrun;
}

/* --- commitments and credits ------------------------------------------------------------------ */

struct spend_rates {
	double before, during, after;
};

static struct spend_rates spend_of(const struct scene *s, uint32_t provider)
{
	struct spend_rates rates = {0, 0, 0};
	bool assumed;
	for (uint32_t k = 0; k < s->model->binding_count; k++) {
		double now = s->model->bindings[k].monthly, then = monthly_of(s, k, &assumed);
		bool is_on =
			model_is_part_of(s->model, provider_of(s, s->model->bindings[k].offering), provider);
		bool comes = model_is_part_of(s->model, provider_of(s, to_of(s, k)), provider);
		rates.before += is_on ? now : 0;
		rates.after += comes ? then : 0;
		rates.during += comes && s->mover[k] != NONE ? then : 0;
	}
	rates.during += rates.before;
	return rates;
}

static double spend_until(const struct scene *s, struct spend_rates rates, double u)
{
	double start = s->start, end = start + s->overlap_months;
	return rates.before * fmin(u, start) + rates.during * (fmin(u, end) - fmin(u, start)) +
	       rates.after * fmax(0, u - end);
}

static bool is_earlier(const struct commitment *a, const struct commitment *b)
{
	if (a->until.year != b->until.year)
		return a->until.year < b->until.year;
	if (a->until.month != b->until.month)
		return a->until.month < b->until.month;
	return a->until.day < b->until.day;
}

/* What one pledge gets: the money until its end less what those before it got. */
static double met(const struct scene *s, const struct commitment *items, uint32_t count, uint32_t item,
		  struct spend_rates rates)
{
	double taken = 0;
	bool *done = memory_zero(count, sizeof *done);
	for (;;) {
		uint32_t next = NONE;
		for (uint32_t i = 0; i < count; i++)
			if (!done[i] && items[i].provider == items[item].provider &&
			    (next == NONE || is_earlier(&items[i], &items[next])))
				next = i;
		double gets = fmin(items[next].remaining,
				   fmax(0, spend_until(s, rates, items[next].months) - taken));
		if (next == item) {
			free(done);
			return gets;
		}
		done[next] = true;
		taken += gets;
	}
}

static void add_pledges(struct scene *s, const struct commitment *items, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		struct spend_rates then = spend_of(s, items[i].provider);
		struct spend_rates today = {then.before, then.before, then.before};
		s->out->categories[CATEGORY_COMMITMENTS] +=
			met(s, items, count, i, today) - met(s, items, count, i, then);
	}
}

/* --- the whole -------------------------------------------------------------------------------- */

static void add_moves(struct scene *s)
{
	bool *has_moved = memory_zero(s->plan->count + 1u, sizeof *has_moved);
	for (uint32_t k = 0; k < s->model->binding_count; k++) {
		bool assumed;
		double monthly = monthly_of(s, k, &assumed);
		s->out->before += s->model->bindings[k].monthly;
		s->out->after += monthly;
		if (s->mover[k] == NONE)
			continue;
		s->out->moved++;
		s->out->assumed += assumed;
		s->out->categories[CATEGORY_PARALLEL] += s->values->overlap * monthly;
		add_counts(s, k);
		if (!has_moved[s->mover[k]])
			s->out->categories[CATEGORY_REBUILDING] += s->values->extras[s->mover[k]];
		has_moved[s->mover[k]] = true;
	}
	free(has_moved);
}

static void add_worth(struct scene *s)
{
	struct definition *out = s->out;
	double i = pow(1 + s->model->discount_rate, 1.0 / 12) - 1, saving = out->before - out->after, sum = 0;
	uint32_t first = s->start + s->overlap_months + 1;
	if (fabs(saving) < 1e-9 * out->before)
		saving = 0;
	out->npv = -out->total / pow(1 + i, s->start);
	for (uint32_t m = first; m <= s->model->horizon; m++)
		out->npv += saving / pow(1 + i, m);
	out->payback = NONE;
	if (out->moved > 0 && out->total <= 0 && saving >= 0)
		out->payback = s->start;
	else if (out->moved > 0 && saving > 0)
		for (uint32_t m = first; m <= s->model->horizon && out->payback == NONE; m++) {
			sum += saving;
			if (sum >= out->total * (1 - 1e-12))
				out->payback = m;
		}
}

void define(const struct plan *plan, const struct choice *choice, const struct values *values,
	    struct definition *out)
{
	const struct model *model = plan->model;
	struct scene s = {
		plan,          model, values, memory_new(model->binding_count + 1u, sizeof(uint32_t)),
		choice->start, 0,     out};
	*out = (struct definition){.moved = 0};
	s.overlap_months = (uint32_t)ceil(point_mean(model->overlap) - 1e-9);
	define_movers(plan, choice, s.mover);
	add_moves(&s);
	for (uint32_t p = 0; p < model->provider_count; p++) {
		add_transfer(&s, p);
		if (model->providers[p].root == p)
			add_onboarding(&s, p);
	}
	for (uint32_t c = 0; c < model->component_count; c++)
		add_dependents(&s, c);
	add_pledges(&s, model->commitments, model->commitment_count);
	add_pledges(&s, model->credits, model->credit_count);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		out->total += out->categories[c];
	add_worth(&s);
	free(s.mover);
}

/* --- the way out ------------------------------------------------------------------------------ */

static bool has_capabilities(const struct model *model, uint32_t component, uint32_t offering)
{
	const struct component *c = &model->components[component];
	struct slice has = model->offerings[offering].capabilities;
	for (uint32_t r = c->first_require; r < c[1].first_require; r++) {
		bool found = false;
		for (uint32_t i = 0; i < has.count; i++)
		found = found || model->capabilities[has.first + i] == model->requires[r];
		if (!found)
			return false;
	}
	return true;
}

struct merit {
	bool unpriced, assumed;
	double cost;
	const char *id;
};

static bool is_better(const struct merit *a, const struct merit *b)
{
	if (a->unpriced != b->unpriced)
		return b->unpriced;
	if (a->assumed != b->assumed)
		return b->assumed;
	if (fabs(a->cost - b->cost) > 1e-12 * fabs(a->cost))
		return a->cost < b->cost;
	return strcmp(a->id, b->id) < 0;
}

/* The merit of one target: the binding moved there alone, at month 0. */
static struct merit merit_of(const struct model *model, uint32_t k, uint32_t to)
{
	const struct binding *b = &model->bindings[k];
	struct merit merit = {.id = model->offerings[to].id};
	double monthly = cost_new_monthly(model, k, to, NAN, &merit.assumed);
	double i = pow(1 + model->discount_rate, 1.0 / 12) - 1;
	uint32_t overlap_months = (uint32_t)ceil(point_mean(model->overlap) - 1e-9);
	double labour = point_mean(model->rate) * point_mean(model->overrun);
	for (uint32_t c = b->first_count; c < b[1].first_count; c++) {
		const struct driver *d = &model->drivers[model->counts[c].driver];
		double price = d->basis == BASIS_PRICE ? model_price(model, to, d->price_unit) : 0;
		double unit = d->basis == BASIS_EFFORT  ? point_mean(d->value) * labour
			      : d->basis == BASIS_MONEY ? point_mean(d->value)
			      : isnan(price)            ? 0
							: price;
		merit.unpriced = merit.unpriced || isnan(price);
		merit.cost += point_mean(model_count_range(model, c)) *
			      d->at[model_strategy(model, b->offering, to)] * unit;
	}
	merit.cost += point_mean(model->overlap) * monthly;
	for (uint32_t m = overlap_months + 1; m <= model->horizon; m++)
		merit.cost += monthly / pow(1 + i, m);
	return merit;
}

bool define_is_before(const struct model *model, uint32_t binding, uint32_t to, uint32_t other)
{
	struct merit a = merit_of(model, binding, to), b = merit_of(model, binding, other);
	return is_better(&a, &b);
}

bool define_lacks_price(const struct model *model, uint32_t binding, uint32_t to)
{
	const struct binding *b = &model->bindings[binding];
	enum strategy strategy = model_strategy(model, b->offering, to);
	for (uint32_t c = b->first_count; c < b[1].first_count; c++) {
		const struct driver *d = &model->drivers[model->counts[c].driver];
		if (d->basis == BASIS_PRICE && isnan(model_price(model, to, d->price_unit)) &&
		    point_mean(model_count_range(model, c)) * d->at[strategy] > 0)
			return true;
	}
	return false;
}

bool define_can_take(const struct model *model, uint32_t binding, uint32_t to)
{
	const struct binding *b = &model->bindings[binding];
	return model->offerings[to].kind == model->offerings[b->offering].kind &&
	       has_capabilities(model, b->component, to);
}

uint32_t define_target(struct analysis *analysis, uint32_t binding, uint32_t provider)
{
	const struct model *model = analysis_plan(analysis)->model;
	const struct binding *b = &model->bindings[binding];
	struct merit best = {.unpriced = true};
	uint32_t found = NONE;
	for (uint32_t o = 0; o < model->offering_count; o++) {
		if (model->offerings[o].kind != model->offerings[b->offering].kind ||
		    analysis_rests(analysis, o, provider) || !has_capabilities(model, b->component, o))
			continue;
		struct merit merit = merit_of(model, binding, o);
		if (found == NONE || is_better(&merit, &best)) {
			best = merit;
			found = o;
		}
	}
	return found;
}
