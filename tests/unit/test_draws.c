#include "core/figures/draws.h"
#include "core/figures/pert.h"
#include "tests/unit/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct draws draws;
static double values[DRAWS], others[DRAWS];

static int setup(void **state)
{
	(void)state;
	draws_init(&draws);
	memset(values, 0, sizeof values);
	memset(others, 0, sizeof others);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	draws_clear(&draws);
	return 0;
}

static int compare(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return (a > b) - (a < b);
}

/* --- names and permutations ------------------------------------------------------------------- */

static void shuffle_is_a_permutation(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 50; seed++) {
		uint16_t order[DRAWS + 1]; /* nothing is written behind it */
		bool seen[DRAWS] = {false};
		order[DRAWS] = 54321;
		draws_shuffle(seed * 77777, order);
		assert_int_equal(order[DRAWS], 54321);
		for (uint32_t k = 0; k < DRAWS; k++) {
			assert_true(order[k] < DRAWS && !seen[order[k]]);
			seen[order[k]] = true;
		}
	}
}

/* The same file must give the same figures in years to come: these are the draws of version 1. */
static void shuffle_is_the_same_for_ever(void **state)
{
	(void)state;
	uint16_t order[DRAWS];
	uint64_t sum = 0;
	draws_shuffle(draws_seed("rate"), order);
	for (uint32_t k = 0; k < DRAWS; k++)
		sum = sum * 31 + order[k];
	assert_int_equal(order[0], 2862);
	assert_int_equal(order[1], 3253);
	assert_int_equal(order[DRAWS - 1], 4083);
	assert_true(sum == UINT64_C(0xc2a93c324500f9b8));
}

static void names_can_be_given_in_pieces(void **state)
{
	(void)state;
	uint64_t seed = draws_seed_add(draws_seed_add(draws_seed("count:"), "a@b"), ":model");
	assert_true(seed == draws_seed("count:a@b:model"));
	assert_true(seed != draws_seed("count:a@b:modem"));
	assert_true(draws_seed("driver:\xc3\xa9") !=
		    draws_seed("driver:\xc3\xa8")); /* bytes, signed or not */
}

/* Correlation of two permutations: about 1 / sqrt(4096) where they have nothing to do with each other. */
static double correlation(const uint16_t *a, const uint16_t *b, uint32_t lag)
{
	double sum = 0, mean = (DRAWS - 1) / 2.0, variance = ((double)DRAWS * DRAWS - 1) / 12;
	for (uint32_t k = 0; k < DRAWS; k++)
		sum += (a[k] - mean) * (b[(k + lag) % DRAWS] - mean);
	return sum / DRAWS / variance;
}

static void different_names_are_independent(void **state)
{
	(void)state;
	enum { NAMES = 24 };
	static uint16_t orders[NAMES][DRAWS];
	double worst = 0, square = 0;
	int pairs = 0;
	for (int i = 0; i < NAMES; i++) {
		char name[32];
		snprintf(name, sizeof name, "count:c%d@o:model", i);
		draws_shuffle(draws_seed(name), orders[i]);
	}
	for (int i = 0; i < NAMES; i++)
		for (int j = 0; j <= i; j++) {
			double found = correlation(orders[i], orders[j],
						   i == j); /* of one: with itself a step later */
			worst = fmax(worst, fabs(found));
			square += found * found;
			pairs++;
		}
	assert_true(worst < 4.5 / sqrt(DRAWS));
	expect_within(sqrt(square / pairs) * sqrt(DRAWS), 1, 0.2);
}

/* --- variables -------------------------------------------------------------------------------- */

static void each_stratum_is_met_once(void **state)
{
	(void)state;
	struct range range = {2, 3, 10};
	static double table[DRAWS];
	pert_quantiles(pert_shape(range), table, DRAWS);
	draws_add_pert(&draws, draws_seed("x"), range, 1, values);
	qsort(values, DRAWS, sizeof *values, compare);
	for (uint32_t k = 0; k < DRAWS; k++)
		expect_within(values[k], 2 + 8 * table[k], 1e-14);
}

static void scale_multiplies_and_adds(void **state)
{
	(void)state;
	struct range range = {2, 3, 10};
	draws_add_pert(&draws, draws_seed("x"), range, 1, values);
	draws_add_pert(&draws, draws_seed("x"), range, 2.5, others);
	draws_add_pert(&draws, draws_seed("x"), range, 0.5, others);
	for (uint32_t k = 0; k < DRAWS; k++)
		expect_close(others[k], 3 * values[k], 1);
}

static void constants_do_not_vary(void **state)
{
	(void)state;
	draws_add_pert(&draws, draws_seed("x"), (struct range){7, 7, 7}, 2, values);
	for (uint32_t k = 0; k < DRAWS; k++)
		assert_true(values[k] == 14);
}

/* More shapes than tables are kept: coming back to the first one gives the same bits. */
static void forgotten_tables_come_back(void **state)
{
	(void)state;
	draws_add_pert(&draws, draws_seed("x"), (struct range){0, 0.1, 1}, 1, values);
	for (int i = 2; i < 60; i++) {
		static double ignored[DRAWS];
		draws_add_pert(&draws, draws_seed("x"), (struct range){0, i / 100.0, 1}, 1, ignored);
	}
	draws_add_pert(&draws, draws_seed("x"), (struct range){0, 0.1, 1}, 1, others);
	assert_memory_equal(values, others, sizeof values);
}

static void normal_variable_has_its_moments(void **state)
{
	(void)state;
	double mean = 0, square = 0;
	draws_add_normal(&draws, draws_seed("x"), 100, 25, values);
	for (uint32_t k = 0; k < DRAWS; k++) {
		mean += values[k] / DRAWS;
		square += values[k] * values[k] / DRAWS;
	}
	expect_within(mean, 100, 1e-9);
	expect_within(square - mean * mean, 25, 0.02);
}

static void normal_quantile_inverts_erfc(void **state)
{
	(void)state;
	for (int i = 1; i < 4096; i++)
		expect_within(erfc(-normal_quantile(i / 4096.0) / sqrt(2)) / 2, i / 4096.0, 1e-15);
	for (double u = 1e-10; u < 1e-3; u *= 3)
		expect_within(erfc(-normal_quantile(u) / sqrt(2)) / 2 / u, 1, 1e-13);
}

#define with_draws(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shuffle_is_a_permutation),
		cmocka_unit_test(shuffle_is_the_same_for_ever),
		cmocka_unit_test(names_can_be_given_in_pieces),
		cmocka_unit_test(different_names_are_independent),
		with_draws(each_stratum_is_met_once),
		with_draws(scale_multiplies_and_adds),
		with_draws(constants_do_not_vary),
		with_draws(forgotten_tables_come_back),
		with_draws(normal_variable_has_its_moments),
		cmocka_unit_test(normal_quantile_inverts_erfc),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
