#include "core/figures/terms.h"

#include "core/base/memory.h"
#include "core/figures/order.h"
#include "core/figures/reach.h"

#include <stdlib.h>
#include <string.h>

/* What the moves of a set do to a provider; parties: together with its parts. */
struct effect {
	struct sum volume_tb;         /* of data that leaves its own offerings for another root */
	struct sum leaving, arriving; /* of its party: money a month */
	int64_t staying;              /* of its party: bindings in the scenario */
	enum origin arriving_origin;
	bool touched, onboards; /* onboards: it is the one of its root whose onboarding counts */
};

struct visiting {
	struct analysis *analysis;
	const struct model *model;
	const struct ground *ground;
	const struct term_set *set;
	const struct terms_visitor *visitor;
	struct effect *effects; /* [provider_count] */
};

/* --- one move ----------------------------------------------------------------------------------- */

enum strategy term_strategy(const struct model *model, const struct term_move *move)
{
	if (move->migration != NULL && move->migration->strategy != STRATEGY_DERIVED)
		return move->migration->strategy;
	return model_strategy(model, model->bindings[move->binding].offering, move->to);
}

static double ratio_of(const struct term_move *move)
{
	return move->migration == NULL ? NAN : move->migration->cost_ratio;
}

double term_monthly(const struct model *model, const struct term_move *move)
{
	bool assumed;
	return cost_new_monthly(model, move->binding, move->to, ratio_of(move), &assumed);
}

static bool leaves_root(const struct model *model, const struct term_move *move)
{
	uint32_t from = model->offerings[model->bindings[move->binding].offering].provider;
	return model->providers[from].root != model->providers[model->offerings[move->to].provider].root;
}

/* count * growth * at */
static double moved_quantity(const struct model *model, const struct term_move *move, uint32_t count,
			     uint32_t start)
{
	const struct binding *binding = &model->bindings[move->binding];
	double at = model->drivers[model->counts[count].driver].at[term_strategy(model, move)];
	return range_mean(model_count_range(model, count)) * at * power(1 + binding->growth_per_month, start);
}

/* --- what the set does to the providers ---------------------------------------------------------- */

static void add_volumes(struct visiting *visiting, const struct term_move *move)
{
	const struct model *model = visiting->model;
	const struct binding *binding = &model->bindings[move->binding];
	if (model->data_tb == NONE || !leaves_root(model, move))
		return;
	for (uint32_t c = binding[0].first_count; c < binding[1].first_count; c++)
		if (model->counts[c].driver == model->data_tb)
			sum_add(&visiting->effects[model->offerings[binding->offering].provider].volume_tb,
				moved_quantity(model, move, c, visiting->set->start));
}

static void add_move(struct visiting *visiting, const struct term_move *move)
{
	const struct model *model = visiting->model;
	const struct binding *binding = &model->bindings[move->binding];
	uint32_t from = model->offerings[binding->offering].provider,
		 to = model->offerings[move->to].provider;
	double monthly = term_monthly(model, move);
	enum origin origin = origin_of_new_monthly(model, move->binding, move->to, ratio_of(move));
	for (uint32_t p = from; p != NONE; p = model->providers[p].parent) {
		visiting->effects[p].touched = true;
		visiting->effects[p].staying--;
		sum_add(&visiting->effects[p].leaving, binding->monthly);
	}
	for (uint32_t p = to; p != NONE; p = model->providers[p].parent) {
		struct effect *effect = &visiting->effects[p];
		effect->touched = true;
		effect->staying++;
		effect->arriving_origin = origin_worst(effect->arriving_origin, origin);
		sum_add(&effect->arriving, monthly);
	}
	add_volumes(visiting, move);
}

/* Of the targets' providers of one root that nobody is bound to, one counts. */
static void choose_onboarding(struct visiting *visiting)
{
	const struct model *model = visiting->model;
	uint32_t *best = memory_new(model->provider_count, sizeof *best);
	memset(best, 0xff, model->provider_count * sizeof *best); /* NONE */
	for (uint32_t i = 0; i < visiting->set->count; i++) {
		uint32_t p = model->offerings[visiting->set->moves[i].to].provider,
			 root = model->providers[p].root;
		if (!visiting->ground->bound[root] &&
		    (best[root] == NONE || ground_onboards_before(visiting->ground, p, best[root])))
			best[root] = p;
	}
	for (uint32_t root = 0; root < model->provider_count; root++)
		if (best[root] != NONE)
			visiting->effects[best[root]].onboards = true;
	free(best);
}

static void find_effects(struct visiting *visiting)
{
	const struct model *model = visiting->model;
	visiting->effects = memory_zero(model->provider_count, sizeof *visiting->effects);
	for (uint32_t p = 0; p < model->provider_count; p++)
		visiting->effects[p].staying = visiting->ground->parties[p].bindings;
	for (uint32_t i = 0; i < visiting->set->count; i++)
		add_move(visiting, &visiting->set->moves[i]);
	choose_onboarding(visiting);
}

/* --- terms ---------------------------------------------------------------------------------------- */

static void say(const struct terms_visitor *visitor, const struct term *term)
{
	visitor->visit(visitor->context, term);
}

/* An `at` that is the format's own is nobody's figure. */
static enum origin origin_of_at(const struct model *model, uint32_t driver, enum strategy strategy)
{
	if (origin_is_default_strategy(model, driver, strategy))
		return ORIGIN_USER;
	return provenance_of_strategy(model, driver, strategy).origin;
}

static enum origin origin_of_unit(const struct model *model, uint32_t driver, uint32_t to)
{
	enum basis basis = model->drivers[driver].basis;
	if (basis == BASIS_PRICE)
		return provenance_of_price(model, to, model->drivers[driver].price_unit).origin;
	enum origin origin = provenance_of_driver(model, driver).origin;
	return basis == BASIS_EFFORT ? origin_worst(origin, origin_of_labour(model)) : origin;
}

static void visit_count(struct analysis *analysis, const struct term_move *move, uint32_t count,
			uint32_t start, const struct terms_visitor *visitor)
{
	const struct model *model = analysis->model;
	uint32_t d = model->counts[count].driver;
	const struct driver *driver = &model->drivers[d];
	enum strategy strategy = term_strategy(model, move);
	struct term term = {.kind = TERM_COUNT,
			    .category = driver->category,
			    .strategy = strategy,
			    .binding = move->binding,
			    .to = move->to,
			    .count = count,
			    .driver = d,
			    .provider = NONE,
			    .component = NONE,
			    .migration = move->migration};
	term.quantity = moved_quantity(model, move, count, start);
	double unit = costing_of(analysis)->ground.units[d].expected;
	if (driver->basis == BASIS_PRICE) {
		double price = model_price(model, move->to, driver->price_unit);
		term.unpriced = isnan(price);
		unit = term.unpriced ? 0 : price;
	}
	term.expected = term.quantity * unit;
	term.origin = origin_worst(
		origin_of_count(model, move->binding, count, start),
		origin_worst(origin_of_unit(model, d, move->to), origin_of_at(model, d, strategy)));
	say(visitor, &term);
}

static void visit_parallel(struct analysis *analysis, const struct term_move *move,
			   const struct terms_visitor *visitor)
{
	const struct model *model = analysis->model;
	struct term term = {.kind = TERM_PARALLEL,
			    .category = CATEGORY_PARALLEL,
			    .binding = move->binding,
			    .to = move->to,
			    .count = NONE,
			    .driver = NONE,
			    .provider = NONE,
			    .component = NONE,
			    .migration = move->migration};
	term.quantity = term_monthly(model, move);
	term.expected = term.quantity * costing_of(analysis)->ground.overlap.expected;
	term.origin = origin_worst(provenance_of_setting(model, "overlap").origin,
				   origin_of_new_monthly(model, move->binding, move->to, ratio_of(move)));
	say(visitor, &term);
}

void terms_visit_binding(struct analysis *analysis, const struct term_move *move, uint32_t start,
			 const struct terms_visitor *visitor)
{
	const struct model *model = analysis->model;
	const struct binding *binding = &model->bindings[move->binding];
	for (uint32_t c = binding[0].first_count; c < binding[1].first_count; c++)
		if (model->counts[c].driver != model->data_tb)
			visit_count(analysis, move, c, start, visitor);
	visit_parallel(analysis, move, visitor);
}

/* The charge of a provider, handed to the data of each binding by its volume. */
static void visit_data(struct visiting *visiting, const struct term_move *move)
{
	const struct model *model = visiting->model;
	const struct binding *binding = &model->bindings[move->binding];
	uint32_t p = model->offerings[binding->offering].provider, start = visiting->set->start;
	const struct effect *effect = &visiting->effects[p];
	double volume = sum_value(&effect->volume_tb);
	if (model->data_tb == NONE || !leaves_root(model, move) || !(volume > 0) ||
	    ground_egress_is_free(visiting->ground, p, effect->staying, start))
		return;
	double per_tb = ground_egress(visiting->ground, p, volume) / volume;
	enum strategy strategy = term_strategy(model, move);
	struct term term = {.kind = TERM_COUNT,
			    .category = CATEGORY_TRANSFER,
			    .strategy = strategy,
			    .binding = move->binding,
			    .to = move->to,
			    .driver = model->data_tb,
			    .provider = p,
			    .component = NONE,
			    .migration = move->migration};
	enum origin per_tb_origin =
		origin_worst(origin_of_egress(model, p), origin_of_at(model, model->data_tb, strategy));
	for (term.count = binding[0].first_count; term.count < binding[1].first_count; term.count++) {
		if (model->counts[term.count].driver != model->data_tb)
			continue;
		term.quantity = moved_quantity(model, move, term.count, start);
		term.expected = term.quantity * per_tb;
		term.origin =
			origin_worst(per_tb_origin, origin_of_count(model, move->binding, term.count, start));
		say(visiting->visitor, &term);
	}
}

static void visit_dependents(struct visiting *visiting, uint32_t component, enum strategy furthest)
{
	const struct model *model = visiting->model;
	uint32_t dependents = analysis_dependents(visiting->analysis)[component], d = model->dependents;
	if (dependents == 0 || furthest == STRATEGY_REHOST)
		return;
	struct term term = {.kind = TERM_DEPENDENTS,
			    .category = model->drivers[d].category,
			    .strategy = furthest,
			    .binding = NONE,
			    .to = NONE,
			    .count = NONE,
			    .driver = d,
			    .provider = NONE,
			    .component = component};
	term.quantity = dependents * model->drivers[d].at[furthest];
	term.expected = term.quantity * visiting->ground->units[d].expected;
	term.origin = origin_worst(origin_of_unit(model, d, NONE), origin_of_at(model, d, furthest));
	say(visiting->visitor, &term);
}

/* The moves are in order of their bindings, and so of their components. */
static void visit_all_dependents(struct visiting *visiting)
{
	const struct model *model = visiting->model;
	const struct term_set *set = visiting->set;
	if (model->dependents == NONE)
		return;
	for (uint32_t i = 0; i < set->count;) {
		uint32_t component = model->bindings[set->moves[i].binding].component;
		enum strategy furthest = STRATEGY_REHOST;
		for (; i < set->count && model->bindings[set->moves[i].binding].component == component; i++) {
			enum strategy strategy = term_strategy(model, &set->moves[i]);
			furthest = strategy > furthest ? strategy : furthest;
		}
		visit_dependents(visiting, component, furthest);
	}
}

static void visit_provider(struct visiting *visiting, enum term_kind kind, uint32_t provider,
			   enum category category, double expected, enum origin origin)
{
	struct term term = {.kind = kind,
			    .category = category,
			    .binding = NONE,
			    .to = NONE,
			    .count = NONE,
			    .driver = NONE,
			    .provider = provider,
			    .component = NONE,
			    .expected = expected,
			    .origin = origin};
	say(visiting->visitor, &term);
}

static void visit_providers(struct visiting *visiting)
{
	const struct model *model = visiting->model;
	const struct ground *ground = visiting->ground;
	for (uint32_t p = 0; p < model->provider_count; p++) {
		const struct effect *effect = &visiting->effects[p];
		if (effect->onboards)
			visit_provider(visiting, TERM_ONBOARDING, p, CATEGORY_ONBOARDING,
				       ground_onboarding(ground, p).expected,
				       origin_worst(provenance_of_onboarding(model, p).origin,
						    origin_of_labour(model)));
		if (!effect->touched ||
		    ground->parties[p].commitments.count + ground->parties[p].credits.count == 0)
			continue;
		visit_provider(visiting, TERM_PLEDGES, p, CATEGORY_COMMITMENTS,
			       ground_pledges(ground, p, sum_value(&effect->leaving),
					      sum_value(&effect->arriving), visiting->set->start),
			       origin_worst(effect->arriving_origin, origin_of_pledges(model, p)));
	}
}

static int compare_migrations(const void *left, const void *right)
{
	const struct migration *const *a = left, *const *b = right;
	return strcmp((*a)->id, (*b)->id);
}

/* Each migration that moves something, once. */
static void visit_extras(struct visiting *visiting)
{
	const struct term_set *set = visiting->set;
	const struct model *model = visiting->model;
	const struct migration **migrations = memory_new(set->count, sizeof(const struct migration *));
	size_t count = 0;
	for (uint32_t i = 0; i < set->count; i++)
		if (set->moves[i].migration != NULL && set->moves[i].migration->extra.high > 0)
			migrations[count++] = set->moves[i].migration;
	order_sort(migrations, count, sizeof *migrations, compare_migrations);
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && migrations[i] == migrations[i - 1])
			continue;
		struct term term = {
			.kind = TERM_EXTRA,
			.category = CATEGORY_REBUILDING,
			.binding = NONE,
			.to = NONE,
			.count = NONE,
			.driver = NONE,
			.provider = NONE,
			.component = NONE,
			.migration = migrations[i],
			.expected = range_mean(migrations[i]->extra),
			.origin = origin_of_tried(model, TRIED_EXTRA,
						  plan_find(visiting->analysis->plan, migrations[i]->id), 0)};
		say(visiting->visitor, &term);
	}
	free(migrations);
}

void terms_visit(struct analysis *analysis, const struct term_set *set, const struct terms_visitor *visitor)
{
	struct visiting visiting = {analysis, analysis->model, &costing_of(analysis)->ground,
				    set,      visitor,         NULL};
	find_effects(&visiting);
	for (uint32_t i = 0; i < set->count; i++) {
		terms_visit_binding(analysis, &set->moves[i], set->start, visitor);
		visit_data(&visiting, &set->moves[i]);
	}
	visit_all_dependents(&visiting);
	visit_providers(&visiting);
	visit_extras(&visiting);
	free(visiting.effects);
}
