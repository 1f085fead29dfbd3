#include "core/base/str.h"
#include "core/figures/draws.h"
#include "core/figures/pert.h"
#include "tests/unit/build.h"
#include "tests/unit/close.h"
#include "tests/unit/definition.h"
#include "tests/unit/random_stack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct built built;

static int teardown(void **state)
{
	(void)state;
	build_clear(&built);
	return 0;
}

static int compare(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return (a > b) - (a < b);
}

/* Quantiles and mean by sorting. */
static struct quantiles sort_quantiles(const double *draws)
{
	static double sorted[DRAWS];
	struct quantiles q = {0, 0, 0, 0};
	memcpy(sorted, draws, sizeof sorted);
	qsort(sorted, DRAWS, sizeof *sorted, compare);
	for (uint32_t k = 0; k < DRAWS; k++)
		q.mean += draws[k] / DRAWS;
	q.p10 = sorted[409];
	q.p50 = sorted[2047];
	q.p90 = sorted[3686];
	return q;
}

static void expect_quantiles(struct quantiles found, struct quantiles wanted, double scale)
{
	expect_close(found.mean, wanted.mean, scale);
	expect_close(found.p10, wanted.p10, scale);
	expect_close(found.p50, wanted.p50, scale);
	expect_close(found.p90, wanted.p90, scale);
}

/* --- closed forms ----------------------------------------------------------------------------- */

#define TWO_PROVIDERS                                                                                \
	"providers: [{id: a, kind: cloud, egress: [[10, 100], [rest, 10]]}, {id: b, kind: cloud}]\n" \
	"offerings: [{id: a1, provider: a, kind: k, interface: i}, {id: b1, provider: b, kind: k, "  \
	"interface: j}]\n"

/* One variable alone: its own quantiles. */
static void extra_has_the_published_quantiles(void **state)
{
	(void)state;
	build_stack(&built,
		    TWO_PROVIDERS "components: [{id: x, bindings: [{offering: a1}]}]\n"
				  "migrations: [{id: m, from: a1, to: b1, extra: [15k, 50k, 200k]}]\n");
	build_switch(&built, "m", true);
	const struct spread *spread = analysis_spread(built.analysis);
	expect_within(spread->total.p10, 30781, 15); /* the middle of the stratum that the quantile ends */
	expect_within(spread->total.p50, 64701, 15);
	expect_within(spread->total.p90, 114300, 25);
	expect_within(spread->total.mean, range_mean((struct range){15000, 50000, 200000}), 1);
	expect_within(spread->npv_positive, 0, 0);
	const struct quantiles *categories = analysis_category_spread(built.analysis);
	assert_memory_equal(&categories[CATEGORY_REBUILDING], &spread->total, sizeof spread->total);
}

/* Of a linear scenario the mean is the expected figure. */
static void mean_of_a_linear_scenario_is_expected(void **state)
{
	(void)state;
	build_stack(&built, "drivers:\n"
			    "- {id: d, category: redesign, money: [10, 20, 90]}\n"
			    "- {id: e, category: redesign, money: 70}\n" TWO_PROVIDERS "components:\n"
			    "- {id: x, bindings: [{offering: a1, counts: {d: 5, e: [1, 2, 9]}}]}\n"
			    "- {id: y, bindings: [{offering: a1, counts: {e: [3, 6, 7]}}]}\n"
			    "migrations: [{id: m, from: a1, to: b1}]\n");
	build_switch(&built, "m", true);
	double expected = analysis_cost(built.analysis)->expected_total;
	expect_within(expected, 5 * 30 + 70 * (3 + 34 / 6.0), 1e-9);
	expect_within(analysis_spread(built.analysis)->total.mean, expected, expected * 1e-5);
}

/* Tiers are applied inside each draw: the mean charge is not the charge of the mean. */
static void tiers_are_applied_in_each_draw(void **state)
{
	(void)state;
	struct range range = {5, 8, 30};
	static double volumes[DRAWS];
	struct draws draws;
	double mean = 0;
	build_stack(&built,
		    "drivers: [{id: data_tb, category: transfer}]\n" TWO_PROVIDERS
		    "components: [{id: x, bindings: [{offering: a1, counts: {data_tb: [5, 8, 30]}}]}]\n"
		    "migrations: [{id: m, from: a1, to: b1}]\n");
	build_switch(&built, "m", true);
	draws_init(&draws);
	draws_add_pert(&draws, draws_seed("count:x@a1:data_tb"), range, 1, volumes);
	draws_clear(&draws);
	const struct spread *spread = analysis_spread(built.analysis);
	for (uint32_t k = 0; k < DRAWS; k++) {
		double charge = volumes[k] < 10 ? volumes[k] * 100 : 1000 + (volumes[k] - 10) * 10;
		expect_close(spread->totals[k], charge, 1);
		mean += charge / DRAWS;
	}
	expect_close(spread->total.mean, mean, 1);
	assert_true(mean < analysis_cost(built.analysis)->expected_total - 1);
}

/* More than 64 counts that are alike are one normal variable: its mean and variance are theirs. */
static void many_counts_are_drawn_together(void **state)
{
	(void)state;
	enum { COUNTS = 200 };
	struct str body;
	double mean = 0, variance = 0, square = 0;
	str_init(&body);
	str_add_text(&body,
		     "drivers: [{id: d, category: redesign, money: 10}]\n" TWO_PROVIDERS "components:\n");
	for (int i = 0; i < COUNTS; i++) {
		struct range range = {i % 7, i % 7 + 1, i % 7 + 4 + i % 3};
		double grown = i % 2 == 0 ? 10 : 10 * 1.1 * 1.1;
		str_print(
			&body,
			"- {id: c%d, bindings: [{offering: a1, growth: %d%%, counts: {d: [%g, %g, %g]}}]}\n",
			i, i % 2 == 0 ? 0 : 10, range.low, range.likely, range.high);
		mean += grown * range_mean(range);
		variance += grown * grown * pert_variance(range);
	}
	str_add_text(&body, "migrations: [{id: m, from: a1, to: b1}]\n");
	build_stack(&built, body.data);
	str_clear(&body);
	built.choice.start = 2;
	build_switch(&built, "m", true);
	const struct spread *spread = analysis_spread(built.analysis);
	for (uint32_t k = 0; k < DRAWS; k++)
		square += spread->totals[k] * spread->totals[k] / DRAWS;
	expect_close(analysis_cost(built.analysis)->expected_total, mean, 1);
	expect_close(spread->total.mean, mean, 1);
	expect_within((square - mean * mean) / variance, 1, 1e-3);
	expect_within(spread->total.p10, mean - 1.2815515655 * sqrt(variance), 1e-3 * sqrt(variance));
}

/* --- properties ------------------------------------------------------------------------------- */

/* The value of every variable in one draw, drawn here by its name. */
struct drawn {
	double *rate, *overrun, *overlap, **drivers, **onboarding, **extras, **counts;
};

static double *draw(const char *prefix, const char *id, struct range range)
{
	static struct draws draws; /* its tables may stay */
	double *out = calloc(DRAWS, sizeof *out);
	char name[400];
	snprintf(name, sizeof name, "%s%s", prefix, id);
	draws_add_pert(&draws, draws_seed(name), range, 1, out);
	draws_clear(&draws);
	return out;
}

static double **pointers(uint32_t count)
{
	return calloc(count + 1u, sizeof(double *));
}

static void draw_counts(struct drawn *drawn, const struct model *model)
{
	drawn->counts = pointers(model->bindings[model->binding_count].first_count);
	for (uint32_t k = 0; k < model->binding_count; k++)
		for (uint32_t c = model->bindings[k].first_count; c < model->bindings[k + 1].first_count;
		     c++) {
			char id[300];
			snprintf(id, sizeof id, "%s@%s:%s",
				 model_component_id(model, model->bindings[k].component),
				 model_binding_offering_id(model, k),
				 model->drivers[model->counts[c].driver].id);
			drawn->counts[c] = draw("count:", id, model_count_range(model, c));
		}
}

static void draw_all(struct drawn *drawn, const struct plan *plan)
{
	const struct model *model = plan->model;
	drawn->rate = draw("rate", "", model->rate);
	drawn->overrun = draw("overrun", "", model->overrun);
	drawn->overlap = draw("overlap", "", model->overlap);
	drawn->drivers = pointers(model->driver_count);
	drawn->onboarding = pointers(model->provider_count);
	drawn->extras = pointers(plan->count);
	for (uint32_t d = 0; d < model->driver_count; d++)
		drawn->drivers[d] = draw("driver:", model->drivers[d].id, model->drivers[d].value);
	for (uint32_t p = 0; p < model->provider_count; p++)
		drawn->onboarding[p] =
			draw("onboarding:", model->providers[p].id, model->providers[p].onboarding);
	for (uint32_t m = 0; m < plan->count; m++)
		drawn->extras[m] = draw("extra:", plan->migrations[m]->id, plan->migrations[m]->extra);
	draw_counts(drawn, model);
}

static void free_all(double **vectors)
{
	for (uint32_t i = 0; vectors[i] != NULL; i++)
		free(vectors[i]);
	free(vectors);
}

static void drawn_clear(struct drawn *drawn)
{
	free(drawn->rate);
	free(drawn->overrun);
	free(drawn->overlap);
	free_all(drawn->drivers);
	free_all(drawn->onboarding);
	free_all(drawn->extras);
	free_all(drawn->counts);
}

static void values_of_draw(struct values *values, const struct drawn *drawn, uint32_t k)
{
	values->rate = drawn->rate[k];
	values->overrun = drawn->overrun[k];
	values->overlap = drawn->overlap[k];
	for (uint32_t i = 0; drawn->drivers[i] != NULL; i++)
		values->drivers[i] = drawn->drivers[i][k];
	for (uint32_t i = 0; drawn->onboarding[i] != NULL; i++)
		values->onboarding[i] = drawn->onboarding[i][k];
	for (uint32_t i = 0; drawn->extras[i] != NULL; i++)
		values->extras[i] = drawn->extras[i][k];
	for (uint32_t i = 0; drawn->counts[i] != NULL; i++)
		values->counts[i] = drawn->counts[i][k];
}

/* Some draws are worked out by the definition; quantiles by sorting. */
static void expect_definition(const struct drawn *drawn)
{
	const struct spread *spread = analysis_spread(built.analysis);
	struct values values;
	values_init(&values, &built.plan, point_mean);
	for (uint32_t k = 0; k < DRAWS; k += 251) {
		struct definition wanted;
		values_of_draw(&values, drawn, k);
		define(&built.plan, &built.choice, &values, &wanted);
		expect_close(spread->totals[k], wanted.total, 1);
		expect_close(spread->npvs[k], wanted.npv, wanted.total);
	}
	values_clear(&values);
	expect_quantiles(spread->total, sort_quantiles(spread->totals), 1);
	expect_quantiles(spread->npv, sort_quantiles(spread->npvs), spread->total.p90);
	uint32_t positive = 0;
	for (uint32_t k = 0; k < DRAWS; k++)
		positive += spread->npvs[k] > 0;
	assert_true(spread->npv_positive == positive / 4096.0);
}

/* Quantiles of the categories, all draws of them by the definition. */
static void expect_categories(const struct drawn *drawn)
{
	static double draws[CATEGORY_COUNT][DRAWS];
	const struct quantiles *found = analysis_category_spread(built.analysis);
	struct values values;
	values_init(&values, &built.plan, point_mean);
	for (uint32_t k = 0; k < DRAWS; k++) {
		struct definition wanted;
		values_of_draw(&values, drawn, k);
		define(&built.plan, &built.choice, &values, &wanted);
		for (int c = 0; c < CATEGORY_COUNT; c++)
			draws[c][k] = wanted.categories[c];
	}
	values_clear(&values);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		expect_quantiles(found[c], sort_quantiles(draws[c]),
				 analysis_spread(built.analysis)->total.p90);
}

static void draws_are_as_defined(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 8; seed++) {
		uint64_t switches = seed;
		struct drawn drawn;
		random_stack_build(&built,
				   (struct random_stack){seed, 3 + 2 * seed, seed * 12, seed % 2 == 0});
		draw_all(&drawn, &built.plan);
		for (int step = 0; step < 12; step++) {
			expect_definition(&drawn);
			random_stack_switch(&built, &switches);
		}
		if (seed % 4 == 0)
			expect_categories(&drawn);
		drawn_clear(&drawn);
		build_clear(&built);
	}
}

/* The same choice reached by another way, or by a new analysis, gives the same bits. */
static void order_of_switching_never_shows(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 6; seed++) {
		uint64_t switches = seed;
		random_stack_build(&built, (struct random_stack){seed, 150 * (seed % 2) + 20, 60, true});
		for (int step = 0; step < 40; step++) {
			random_stack_switch(&built, &switches);
			if (step % 3 != 0)
				analysis_spread(built.analysis);
			if (step % 13 != 0)
				continue;
			struct analysis *fresh = analysis_new(&built.plan);
			analysis_follow(fresh, &built.choice);
			const struct spread *a = analysis_spread(built.analysis), *b = analysis_spread(fresh);
			assert_memory_equal(a->totals, b->totals, DRAWS * sizeof(double));
			assert_memory_equal(a->npvs, b->npvs, DRAWS * sizeof(double));
			assert_memory_equal(&a->total, &b->total, sizeof a->total);
			assert_memory_equal(analysis_category_spread(built.analysis),
					    analysis_category_spread(fresh),
					    CATEGORY_COUNT * sizeof(struct quantiles));
			analysis_free(fresh);
		}
		build_clear(&built);
	}
}

static void nothing_has_no_spread(void **state)
{
	(void)state;
	random_stack_build(&built, (struct random_stack){4, 20, 50, true});
	const struct spread *spread = analysis_spread(built.analysis);
	for (uint32_t k = 0; k < DRAWS; k++)
		assert_true(spread->totals[k] == 0 && spread->npvs[k] == 0);
	assert_true(spread->total.p90 == 0 && spread->npv.mean == 0 && spread->npv_positive == 0);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		assert_true(analysis_category_spread(built.analysis)[c].p90 == 0);
	build_clear(&built);
}

/* A and B share their luck, draw by draw; what is the same in a draw is not above. */
static void a_share_above_counts_draws(void **state)
{
	static double low[DRAWS], high[DRAWS];
	const struct spread a = {.npvs = low}, b = {.npvs = high};
	(void)state;
	for (int k = 0; k < DRAWS; k++) {
		low[k] = k;
		high[k] = k % 4 == 0 ? k + 0.5 : k % 4 == 1 ? k : k - 1;
	}
	assert_true(spread_share_above(&a, &b) == 0.25);
	assert_true(spread_share_above(&b, &a) == 0.5);
	assert_true(spread_share_above(&a, &a) == 0);
}

#define by_hand(test) cmocka_unit_test_teardown(test, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		by_hand(extra_has_the_published_quantiles), by_hand(mean_of_a_linear_scenario_is_expected),
		by_hand(tiers_are_applied_in_each_draw),    by_hand(many_counts_are_drawn_together),
		cmocka_unit_test(draws_are_as_defined),     cmocka_unit_test(order_of_switching_never_shows),
		cmocka_unit_test(nothing_has_no_spread),    cmocka_unit_test(a_share_above_counts_draws),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
