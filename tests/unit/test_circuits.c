/*
 * Sections 9 to 11 of spec.md read as they stand, on random stacks: the money of the loops and who sits on
 * them, how much of it is the same, alignment, which providers are listed; and section 8's targets.
 */
#include "core/figures/explain.h"
#include "core/figures/loop_graph.h"
#include "core/figures/spend.h"
#include "tests/unit/build.h"
#include "tests/unit/close.h"
#include "tests/unit/definition.h"
#include "tests/unit/random_stack.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_PROVIDERS = 16, STACKS = 24 };

static struct built built;

static int teardown(void **state)
{
	(void)state;
	build_clear(&built);
	return 0;
}

static void build(uint64_t seed)
{
	random_stack_build_whole(&built,
				 (struct random_stack){seed, 3 + (uint32_t)seed % 7, 20, seed % 2 == 0});
	for (uint64_t i = 0; i < seed % 5; i++)
		random_stack_switch(&built, &(uint64_t){seed + i});
}

static void expect_number(double value, double wanted)
{
	if (isnan(wanted))
		assert_true(isnan(value));
	else if (!(fabs(value - wanted) <= 1e-9 * fabs(wanted)))
		fail_msg("%.17g, not %.17g", value, wanted);
}

/* --- loops -------------------------------------------------------------------------------------- */

static bool is_end(struct flow_end end, struct loop_node node)
{
	return end.is_offering == node.is_offering && end.index == node.index;
}

static double amount_of(const struct flow *flow, bool headline)
{
	return headline ? flow->amount : flow->firm;
}

/* The sum of one step, of those that put in or of those that come back; NAN: none with an amount. */
static double step_sum(struct loop_node from, struct loop_node to, bool puts_in, bool headline)
{
	double sum = NAN;
	for (uint32_t f = 0; f < built.model->flow_count; f++) {
		const struct flow *flow = &built.model->flows[f];
		bool counts = puts_in ? flow->kind <= FLOW_CREDITS
				      : flow->kind >= FLOW_COMMITMENT && flow->kind <= FLOW_LICENCE;
		double amount = amount_of(flow, headline);
		if (counts && flow->status != FLOW_SUPERSEDED && !isnan(amount) && is_end(flow->from, from) &&
		    is_end(flow->to, to))
			sum = isnan(sum) ? amount : sum + amount;
	}
	return sum;
}

static double narrowest(const struct loop *loop, bool puts_in, bool headline)
{
	double least = NAN;
	for (uint32_t i = 0; i < loop->length; i++) {
		double sum = step_sum(loop->nodes[i], loop->nodes[(i + 1) % loop->length], puts_in, headline);
		least = isnan(least) || sum < least ? sum : least;
	}
	return least;
}

static void expect_money(const struct loop *loop, struct loop_money money, bool headline)
{
	double put_in = narrowest(loop, true, headline), comes_back = narrowest(loop, false, headline);
	expect_number(money.put_in, put_in);
	expect_number(money.comes_back, comes_back);
	expect_number(money.pull, put_in == 0 ? NAN : comes_back / put_in);
}

static bool sits_on(uint32_t offering, const struct loop *loop)
{
	for (uint32_t i = 0; i < loop->length; i++)
		if (!loop->nodes[i].is_offering &&
		    analysis_rests(built.analysis, offering, loop->nodes[i].index))
			return true;
	return false;
}

/* Where a binding is, what it costs there, and whether that is assumed. */
static uint32_t place_of(uint32_t binding, bool after, double *monthly, bool *assumed)
{
	const struct binding *b = &built.model->bindings[binding];
	uint32_t offering = b->offering;
	*monthly = b->monthly;
	*assumed = false;
	for (uint32_t m = 0; after && m < built.plan.count; m++)
		for (uint32_t i = 0;
		     choice_is_on(&built.choice, m) && i < built.plan.migrations[m]->binding_count; i++)
			if (built.plan.migrations[m]->bindings[i] == binding) {
				offering = built.plan.migrations[m]->to;
				*monthly = cost_new_monthly(built.model, binding, offering,
							    built.plan.migrations[m]->cost_ratio, assumed);
			}
	return offering;
}

static double exposure_of(const struct loop *loop, bool after)
{
	double sum = 0, monthly;
	bool assumed;
	for (uint32_t k = 0; k < built.model->binding_count; k++)
		if (sits_on(place_of(k, after, &monthly, &assumed), loop))
			sum += monthly;
	return sum;
}

static bool is_assumed(const struct loop *loop)
{
	double monthly;
	bool assumed, found = false;
	for (uint32_t k = 0; k < built.model->binding_count; k++)
		found |= sits_on(place_of(k, true, &monthly, &assumed), loop) && assumed;
	return found;
}

/* What is assumed of a provider's spend in the scenario (section 4); how many are. */
static uint32_t expect_assumed_of_providers(void)
{
	const struct provider_figures *figures = analysis_providers(built.analysis);
	bool *defined = calloc(built.model->provider_count, sizeof *defined);
	uint32_t count = 0;
	assert_non_null(defined);
	for (uint32_t k = 0; k < built.model->binding_count; k++) {
		double monthly;
		bool assumed;
		uint32_t offering = place_of(k, true, &monthly, &assumed);
		assert_int_equal(analysis_is_assumed_after(built.analysis, k), assumed);
		defined[built.model->offerings[offering].provider] |= assumed;
	}
	for (uint32_t p = 0; p < built.model->provider_count; p++) {
		assert_int_equal(figures[p].assumed_after, defined[p]);
		count += defined[p];
	}
	free(defined);
	return count;
}

static const char *node_id(struct loop_node node)
{
	return loop_node_id(built.model, node);
}

static double or_zero(double value)
{
	return isnan(value) ? 0 : value;
}

/* By falling comes back, then put in, then fewer steps, then ids. */
static void expect_in_order(const struct loop *a, const struct loop *b)
{
	double back = or_zero(a->firm.comes_back) - or_zero(b->firm.comes_back);
	double in = or_zero(a->firm.put_in) - or_zero(b->firm.put_in);
	assert_true(back >= 0);
	if (back > 0)
		return;
	assert_true(in >= 0);
	if (in > 0)
		return;
	assert_true(a->length <= b->length);
	for (uint32_t i = 0; a->length == b->length && i < a->length; i++) {
		int order = strcmp(node_id(a->nodes[i]), node_id(b->nodes[i]));
		assert_true(order <= 0);
		if (order < 0)
			return;
	}
	assert_true(a->length < b->length);
}

static void loops_are_as_defined(void **state)
{
	(void)state;
	uint32_t seen = 0, longest = 0, assumed_of_providers = 0, assumed_of_loops = 0;
	for (uint64_t seed = 1; seed <= STACKS; seed++) {
		build(seed);
		const struct loops *loops = analysis_loops(built.analysis);
		for (uint32_t i = 0; i < loops->count; i++) {
			const struct loop *loop = &loops->items[i];
			expect_money(loop, loop->firm, false);
			expect_money(loop, loop->headline, true);
			expect_number(loop->exposure, exposure_of(loop, false));
			if (i < 20) {
				expect_number(analysis_loop_exposure_after(built.analysis, loop),
					      exposure_of(loop, true));
				assert_int_equal(analysis_loop_assumed_after(built.analysis, loop),
						 is_assumed(loop));
				assumed_of_loops += is_assumed(loop);
			}
			for (uint32_t o = 0; o < built.model->offering_count; o++)
				assert_int_equal(analysis_offering_on_loop(built.analysis, o, loop),
						 sits_on(o, loop));
			for (uint32_t n = 1; n < loop->length; n++)
				assert_true(strcmp(node_id(loop->nodes[0]), node_id(loop->nodes[n])) < 0);
			if (i > 0)
				expect_in_order(loop - 1, loop);
			longest = loop->length > longest ? loop->length : longest;
		}
		seen += loops->count;
		assumed_of_providers += expect_assumed_of_providers();
		build_clear(&built);
	}
	assert_true(seen > 200 && longest == 8);
	assert_true(assumed_of_providers > 0 && assumed_of_loops > 0);
	build(1); /* for the teardown */
}

/* --- who is listed ------------------------------------------------------------------------------ */

static bool is_provider_of_end(struct flow_end end, uint32_t provider)
{
	return (end.is_offering ? built.model->offerings[end.index].provider : end.index) == provider;
}

static double monthly_of(uint32_t provider, bool after, bool *bound)
{
	double sum = 0, monthly;
	bool assumed;
	for (uint32_t k = 0; k < built.model->binding_count; k++)
		if (built.model->offerings[place_of(k, after, &monthly, &assumed)].provider == provider) {
			sum += monthly;
			*bound = true;
		}
	return sum;
}

static void expect_provider(uint32_t p)
{
	const struct provider_figures *figures = &analysis_providers(built.analysis)[p];
	const struct loops *loops = analysis_loops(built.analysis);
	bool listed = false;
	uint32_t passing = 0;
	expect_number(figures->monthly, monthly_of(p, false, &listed));
	expect_close(figures->monthly_after, monthly_of(p, true, &listed), 1);
	for (uint32_t f = 0; f < built.model->flow_count; f++)
		listed |= built.model->flows[f].status != FLOW_SUPERSEDED &&
			  (is_provider_of_end(built.model->flows[f].from, p) ||
			   is_provider_of_end(built.model->flows[f].to, p));
	for (uint32_t i = 0; i < loops->count; i++)
		for (uint32_t n = 0; n < loops->items[i].length; n++)
			passing +=
				!loops->items[i].nodes[n].is_offering && loops->items[i].nodes[n].index == p;
	assert_int_equal(figures->listed, listed);
	assert_int_equal(figures->loops, passing);
	assert_int_equal(figures->circular, passing > 0);
}

static void expect_alignment(uint32_t p)
{
	const struct provider_figures *figures = &analysis_providers(built.analysis)[p];
	double score = 0, known = 0, all = 0;
	for (uint32_t n = 0; n < built.model->need_count; n++) {
		double stance = NAN;
		for (uint32_t up = p; up != NONE && isnan(stance); up = built.model->providers[up].parent) {
			struct slice own = built.model->providers[up].stances;
			for (uint32_t i = 0; i < own.count; i++)
				if (built.model->stances[own.first + i].need == n)
					stance = built.model->stances[own.first + i].value;
		}
		all += built.model->needs[n].weight;
		if (isnan(stance))
			continue;
		known += built.model->needs[n].weight;
		score += built.model->needs[n].weight * stance;
	}
	expect_number(figures->alignment, 100 * score / (2 * all));
	expect_number(figures->coverage, known / all);
}

static void providers_are_as_defined(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= STACKS; seed++) {
		build(seed);
		uint32_t count;
		const uint32_t *listed = analysis_listed(built.analysis, &count);
		const struct provider_figures *figures = analysis_providers(built.analysis);
		for (uint32_t p = 0; p < built.model->provider_count; p++) {
			expect_provider(p);
			expect_alignment(p);
			count -= figures[p].listed;
		}
		assert_int_equal(count, 0);
		listed = analysis_listed(built.analysis, &count);
		for (uint32_t i = 1; i < count; i++) {
			double before = figures[listed[i - 1]].monthly, now = figures[listed[i]].monthly;
			assert_true(before > now ||
				    (before == now && strcmp(built.model->providers[listed[i - 1]].id,
							     built.model->providers[listed[i]].id) < 0));
		}
		build_clear(&built);
	}
	build(1);
}

/* --- the same money ----------------------------------------------------------------------------- */

struct circulation {
	uint32_t count;
	double yearly[MOST_PROVIDERS][MOST_PROVIDERS], in[MOST_PROVIDERS], out[MOST_PROVIDERS];
	bool member[MOST_PROVIDERS];
};

static uint32_t root_of(struct flow_end end)
{
	return built.model
		->providers[end.is_offering ? built.model->offerings[end.index].provider : end.index]
		.root;
}

static void read_circulation(struct circulation *c)
{
	*c = (struct circulation){.count = built.model->provider_count};
	for (uint32_t f = 0; f < built.model->flow_count; f++) {
		const struct flow *flow = &built.model->flows[f];
		uint32_t from = root_of(flow->from), to = root_of(flow->to);
		if (flow->status == FLOW_SUPERSEDED || isnan(flow->firm) || from == to)
			continue;
		c->yearly[from][to] += flow->firm / flow->term_years;
		c->out[from] += flow->firm / flow->term_years;
		c->in[to] += flow->firm / flow->term_years;
		c->member[from] = c->member[to] = true;
	}
}

/* The diagonal of (I - G)^-1 by Gauss and Jordan. */
static void invert(const struct circulation *c, double *diagonal)
{
	double a[MOST_PROVIDERS][2 * MOST_PROVIDERS] = {{0}};
	uint32_t n = c->count;
	for (uint32_t i = 0; i < n; i++) {
		double through = fmax(c->in[i] + built.model->providers[i].revenue, c->out[i]);
		for (uint32_t j = 0; j < n; j++)
			a[i][j] = (i == j) - (through > 0 ? c->yearly[i][j] / through : 0);
		a[i][n + i] = 1;
	}
	for (uint32_t k = 0; k < n; k++) {
		double pivot = a[k][k];
		for (uint32_t j = 0; j < 2 * n; j++)
			a[k][j] /= pivot;
		for (uint32_t i = 0; i < n; i++) {
			double factor = a[i][k];
			for (uint32_t j = 0; i != k && j < 2 * n; j++)
				a[i][j] -= factor * a[k][j];
		}
	}
	for (uint32_t i = 0; i < n; i++)
		diagonal[i] = a[i][n + i];
}

static void expect_gaps(const struct circulation *c, const struct cycling *cycling)
{
	uint32_t wanted = 0, found = 0;
	for (uint32_t p = 0; p < c->count; p++) {
		wanted += c->member[p] && c->out[p] - c->in[p] - built.model->providers[p].revenue > 1e-6;
		found += isnan(cycling->gaps[p]) ? 0 : 1;
	}
	assert_int_equal(found, wanted);
	assert_int_equal(cycling->unfunded_count, wanted);
	for (uint32_t i = 0; i < wanted; i++) {
		uint32_t p = cycling->unfunded[i].provider;
		expect_number(cycling->unfunded[i].gap,
			      c->out[p] - c->in[p] - built.model->providers[p].revenue);
		expect_number(cycling->gaps[p], cycling->unfunded[i].gap);
		assert_true(i == 0 || cycling->unfunded[i - 1].gap >= cycling->unfunded[i].gap);
	}
}

static void cycling_is_as_defined(void **state)
{
	(void)state;
	uint32_t some = 0;
	for (uint64_t seed = 1; seed <= STACKS; seed++) {
		struct circulation c;
		double diagonal[MOST_PROVIDERS], returned = 0, all = 0;
		build(seed);
		read_circulation(&c);
		invert(&c, diagonal);
		for (uint32_t p = 0; p < c.count; p++) {
			double through = fmax(c.in[p] + built.model->providers[p].revenue, c.out[p]);
			returned += c.member[p] ? (1 - 1 / diagonal[p]) * through : 0;
			all += c.member[p] ? through : 0;
		}
		const struct cycling *cycling = analysis_cycling(built.analysis);
		assert_true(fabs(cycling->index - returned / all) < 1e-9);
		expect_gaps(&c, cycling);
		some += cycling->index > 0.01;
		build_clear(&built);
	}
	assert_true(some > STACKS / 3);
	build(1);
}

/* --- why it is so ------------------------------------------------------------------------------- */

static bool is_money(const struct flow *flow)
{
	return flow->status != FLOW_SUPERSEDED && !isnan(flow->firm) &&
	       root_of(flow->from) != root_of(flow->to);
}

/* The parts of a gap add up to it, and of a company that has none to what it has left. */
static void expect_gap_explained(const struct circulation *c, uint32_t p)
{
	struct explanation *why = analysis_explain(built.analysis, EXPLAIN_GAP, p);
	double parts = 0, gap = c->out[p] - c->in[p] - built.model->providers[p].revenue;
	if (built.model->providers[p].root != p) {
		assert_null(why);
		return;
	}
	for (uint32_t i = 0; i < why->input_count; i++)
		parts += why->inputs[i].part;
	assert_true(fabs(parts - gap) < 1e-3);
	assert_true(fabs(why->value - fmax(0, gap)) < 1e-3);
	explanation_free(why);
}

static void expect_loops_explained(void)
{
	const struct loops *loops = analysis_loops(built.analysis);
	for (uint32_t l = 0; l < loops->count && l < 12; l++) {
		struct explanation *why = analysis_explain(built.analysis, EXPLAIN_LOOP, l);
		uint32_t flows = 0;
		for (uint32_t step = 0; step < loops->items[l].length; step++) {
			struct loop_edge *edges;
			uint32_t count = analysis_loop_step(built.analysis, &loops->items[l], step, &edges);
			for (uint32_t e = 0; e < count; e++)
				flows += edges[e].flow != NONE;
			free(edges);
		}
		assert_int_equal(why->input_count, flows);
		assert_int_equal(why->note_count,
				 isnan(loops->items[l].firm.put_in) + isnan(loops->items[l].firm.comes_back));
		expect_number(why->value, loops->items[l].firm.pull);
		explanation_free(why);
	}
}

static void structure_is_explained(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= STACKS; seed++) {
		struct circulation c;
		uint32_t money = 0;
		build(seed);
		read_circulation(&c);
		for (uint32_t p = 0; p < c.count; p++)
			expect_gap_explained(&c, p);
		for (uint32_t f = 0; f < built.model->flow_count; f++)
			money += is_money(&built.model->flows[f]);
		struct explanation *why = analysis_explain(built.analysis, EXPLAIN_CYCLING, 0);
		assert_int_equal(why->input_count, money);
		explanation_free(why);
		expect_loops_explained();
		build_clear(&built);
	}
	build(1);
}

/* --- targets of one binding --------------------------------------------------------------------- */

/* The one-off cost of one binding's move, as a migration made by hand. */
static double cost_of(uint32_t binding, uint32_t to)
{
	struct plan plan;
	struct choice choice;
	struct values values;
	struct definition definition;
	plan_init(&plan, built.model);
	choice_init(&choice);
	choice.start = built.choice.start;
	choice_set(&choice, plan_make(&plan, "hand/x", "", &binding, 1, to), true);
	values_init(&values, &plan, point_mean);
	define(&plan, &choice, &values, &definition);
	values_clear(&values);
	choice_clear(&choice);
	plan_clear(&plan);
	return definition.total;
}

static void expect_target(uint32_t binding, const struct target *target)
{
	bool assumed, leaves_nobody = true;
	uint32_t from = built.model->bindings[binding].offering;
	assert_true(target->offering != from && define_can_take(built.model, binding, target->offering));
	for (uint32_t p = 0; p < built.model->provider_count; p++)
		leaves_nobody &= !analysis_rests(built.analysis, from, p) ||
				 analysis_rests(built.analysis, target->offering, p);
	expect_number(target->monthly,
		      cost_new_monthly(built.model, binding, target->offering, NAN, &assumed));
	expect_close(target->one_off, cost_of(binding, target->offering), 1);
	assert_int_equal(target->assumed, assumed);
	assert_int_equal(target->cosmetic, leaves_nobody);
	assert_int_equal(target->lacks_price, define_lacks_price(built.model, binding, target->offering));
}

static void targets_are_as_defined(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= STACKS; seed++) {
		build(seed);
		for (uint32_t k = 0; k < built.model->binding_count; k++) {
			struct target *targets;
			uint32_t count = analysis_targets(built.analysis, k, &targets), wanted = 0;
			for (uint32_t o = 0; o < built.model->offering_count; o++)
				wanted += o != built.model->bindings[k].offering &&
					  define_can_take(built.model, k, o);
			assert_int_equal(count, wanted);
			for (uint32_t t = 0; t < count; t++) {
				expect_target(k, &targets[t]);
				assert_true(t == 0 ||
					    define_is_before(built.model, k, targets[t - 1].offering,
							     targets[t].offering));
			}
			free(targets);
		}
		build_clear(&built);
	}
	build(1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(loops_are_as_defined, teardown),
		cmocka_unit_test_teardown(providers_are_as_defined, teardown),
		cmocka_unit_test_teardown(cycling_is_as_defined, teardown),
		cmocka_unit_test_teardown(structure_is_explained, teardown),
		cmocka_unit_test_teardown(targets_are_as_defined, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
