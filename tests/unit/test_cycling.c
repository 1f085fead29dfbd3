#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/figures/returns.h"
#include "tests/unit/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
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

static void expect_index(double expected)
{
	double index = analysis_cycling(built.analysis)->index;
	if (fabs(index - expected) > 1e-13)
		fail_msg("index %.17g, expected %.17g", index, expected);
}

static void expect_gaps(const char *expected)
{
	struct str text;
	str_init(&text);
	const struct cycling *cycling = analysis_cycling(built.analysis);
	for (uint32_t i = 0; i < cycling->unfunded_count; i++)
		str_print(&text, "%s%s %g", i > 0 ? ", " : "",
			  built.model->providers[cycling->unfunded[i].provider].id, cycling->unfunded[i].gap);
	assert_string_equal(text.length > 0 ? text.data : "", expected);
	str_clear(&text);
}

/* A ring of n where everybody loses e of what comes in, to somebody outside who gives as much back to nobody.
 */
static void build_ring(int count, double leak)
{
	struct str text;
	str_init(&text);
	str_add_text(&text, "providers:\n");
	for (int i = 0; i < count; i++)
		str_print(&text, "- {id: p%d, kind: lab, revenue: %.17g}\n", i, 100 * leak);
	str_add_text(&text, "flows:\n");
	for (int i = 0; i < count; i++)
		str_print(&text, "- {from: p%d, to: p%d, kind: revenue, amount: %.17g}\n", i, (i + 1) % count,
			  100 * (1 - leak));
	build_stack(&built, text.data);
	str_clear(&text);
}

static void test_ring_with_leak(void **state)
{
	(void)state;
	const double leaks[] = {0.5, 0.25, 0.01};
	for (int count = 2; count <= 9; count++) {
		for (size_t i = 0; i < 3; i++) {
			build_ring(count, leaks[i]);
			expect_index(pow(1 - leaks[i], count));
			build_clear(&built);
		}
	}
	build_ring(3, 0.5);
}

static void test_closed_ring(void **state)
{
	(void)state;
	build_ring(5, 0);
	expect_index(1);
	expect_gaps("");
}

/* Almost closed: what leaks is rounding up to 1e-12 of what goes out, and a leak beyond that. */
static void test_nearly_closed_ring(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: a, kind: lab, revenue: 0.0001}, {id: b, kind: lab}]\n"
			    "flows:\n"
			    "- {from: a, to: b, kind: revenue, amount: 1B}\n"
			    "- {from: b, to: a, kind: revenue, amount: 1B}\n");
	assert_true(analysis_cycling(built.analysis)->index == 1);
	build_clear(&built);
	build_stack(&built, "providers: [{id: a, kind: lab, revenue: 0.01}, {id: b, kind: lab}]\n"
			    "flows:\n"
			    "- {from: a, to: b, kind: revenue, amount: 1B}\n"
			    "- {from: b, to: a, kind: revenue, amount: 1B}\n");
	double index = analysis_cycling(built.analysis)->index;
	assert_true(index < 1);
	assert_true(fabs((1 - index) / 1e-11 - 1) < 1e-4);
}

static void test_tree(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: a, kind: lab}, {id: b, kind: lab}, {id: c, kind: lab}, {id: d, "
			    "kind: lab}]\n"
			    "flows:\n"
			    "- {from: a, to: b, kind: equity, amount: 10}\n"
			    "- {from: a, to: c, kind: equity, amount: 5}\n"
			    "- {from: b, to: d, kind: hardware, amount: 8}\n");
	assert_true(analysis_cycling(built.analysis)->index == 0);
	expect_gaps("a 15");
}

static void test_pair(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: a, kind: lab}, {id: b, kind: lab}]\n"
			    "flows:\n"
			    "- {from: a, to: b, kind: commitment, amount: 100}\n"
			    "- {from: b, to: a, kind: equity, amount: 13}\n");
	expect_index(0.13);
	expect_gaps("a 87");
}

static void test_no_flow(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: a, kind: lab}, {id: b, kind: lab, parent: a}]\n"
			    "flows:\n"
			    "- {from: a, to: b, kind: commitment, amount: 100}\n" /* within one root */
			    "- {from: a, to: b, kind: distribution}\n"
			    "- {from: b, to: a, kind: equity, amount: 13, status: superseded}\n");
	assert_true(analysis_cycling(built.analysis)->index == 0);
	expect_gaps("");
}

/* Firm, not announced; a year's part of the term; between roots; no superseded ones; offerings stand for
 * their providers. */
static void test_what_counts(void **state)
{
	(void)state;
	build_stack(&built, "providers:\n"
			    "- {id: a, kind: lab}\n"
			    "- {id: part, kind: lab, parent: a, revenue: 500}\n"
			    "- {id: b, kind: lab, revenue: 1}\n"
			    "offerings: [{id: o, provider: part, kind: k}]\n"
			    "flows:\n"
			    "- {from: o, to: b, kind: data, amount: 900, firm: 400, term: 4}\n"
			    "- {from: b, to: part, kind: equity, amount: 13}\n"
			    "- {from: b, to: a, kind: equity, amount: 1000, status: superseded}\n"
			    "- {from: a, to: part, kind: equity, amount: 1000}\n"
			    "- {from: a, to: b, kind: licence}\n");
	/* a sends 100 and gets 13: T 100; b gets 101, sends 13: T 101. */
	double back = 13. / 101;
	expect_index(back * (100 + 101) / 201);
	expect_gaps("a 87");
}

/* Two pairs, one leading to the other: the first is no less cycling for it. */
static void test_sets_stand_alone(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: a, kind: lab}, {id: b, kind: lab}, {id: c, kind: lab}, {id: d, "
			    "kind: lab}]\n"
			    "flows:\n"
			    "- {from: a, to: b, kind: revenue, amount: 100}\n"
			    "- {from: b, to: a, kind: revenue, amount: 50}\n"
			    "- {from: b, to: c, kind: revenue, amount: 50}\n"
			    "- {from: c, to: d, kind: revenue, amount: 80}\n"
			    "- {from: d, to: c, kind: revenue, amount: 80}\n");
	/* a and b: half of it comes back. c gets 130 and sends 80: T 130; d 80. */
	double back = 80. / 130;
	expect_index((0.5 * 200 + back * (130 + 80)) / (200 + 210));
	expect_gaps("a 50");
}

/* What is closed has no inverse; what stands beside it has. */
static void test_closed_set_beside_open_one(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: a, kind: lab}, {id: b, kind: lab}, {id: c, kind: lab}, {id: d, "
			    "kind: lab}]\n"
			    "flows:\n"
			    "- {from: a, to: b, kind: revenue, amount: 100}\n"
			    "- {from: b, to: a, kind: revenue, amount: 50}\n"
			    "- {from: c, to: d, kind: revenue, amount: 80}\n"
			    "- {from: d, to: c, kind: revenue, amount: 80}\n");
	expect_index((0.5 * 200 + 160) / (200 + 160));
	expect_gaps("a 50");
}

/* Several flows between the same two are one stream; gaps come by size, equal ones by id. */
static void test_parallel_flows_and_several_gaps(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: b, kind: lab}, {id: a, kind: lab}, {id: c, kind: lab}, {id: z, "
			    "kind: self}]\n"
			    "flows:\n"
			    "- {from: b, to: c, kind: revenue, amount: 40}\n"
			    "- {from: b, to: c, kind: equity, amount: 60}\n"
			    "- {from: c, to: b, kind: equity, amount: 13}\n"
			    "- {from: b, to: c, kind: data, amount: 0}\n"
			    "- {from: z, to: a, kind: revenue, amount: 87}\n");
	expect_index(0.13 * 200 / (200 + 174));
	expect_gaps("b 87, z 87");
}

/* Beyond what can be reckoned in a moment there is no index, and a warning; in the tests that is 64. */
static void test_too_many_in_one_circle(void **state)
{
	(void)state;
	build_ring(64, 0.01);
	expect_index(pow(0.99, 64));
	assert_int_equal(analysis_warnings(built.analysis)->warnings, 0);
	build_clear(&built);
	build_ring(65, 0.01);
	assert_int_equal(analysis_warnings(built.analysis)->warnings, 0);
	assert_true(isnan(analysis_cycling(built.analysis)->index));
	assert_int_equal(analysis_warnings(built.analysis)->warnings, 1);
	expect_gaps("");
}

/* --- against the inverse ------------------------------------------------------------------------- */

/* The diagonal of (I - G)^-1 by Gauss and Jordan with pivots: count < 16. */
static void invert(double a[16][16], uint32_t count, double *diagonal)
{
	double inverse[16][16] = {{0}};
	for (uint32_t i = 0; i < count; i++)
		inverse[i][i] = 1;
	for (uint32_t k = 0; k < count; k++) {
		uint32_t pivot = k;
		for (uint32_t i = k; i < count; i++)
			if (fabs(a[i][k]) > fabs(a[pivot][k]))
				pivot = i;
		for (uint32_t j = 0; j < count; j++) {
			double t = a[k][j], u = inverse[k][j];
			a[k][j] = a[pivot][j], a[pivot][j] = t;
			inverse[k][j] = inverse[pivot][j], inverse[pivot][j] = u;
		}
		double divisor = a[k][k];
		for (uint32_t j = 0; j < count; j++)
			a[k][j] /= divisor, inverse[k][j] /= divisor;
		for (uint32_t i = 0; i < count; i++) {
			double factor = i == k ? 0 : a[i][k];
			for (uint32_t j = 0; j < count; j++)
				a[i][j] -= factor * a[k][j], inverse[i][j] -= factor * inverse[k][j];
		}
	}
	for (uint32_t i = 0; i < count; i++)
		diagonal[i] = inverse[i][i];
}

static void test_returns_agree_with_inverse(void **state)
{
	(void)state;
	build_ring(2, 0.5);
	uint64_t random = 11;
	for (int round = 0; round < 300; round++) {
		uint32_t count = 1 + build_random(&random, 15);
		double steps[15 * 15], lost[15], a[16][16], diagonal[16], returns[15];
		for (uint32_t i = 0; i < count; i++) {
			double row[16], total = 0;
			for (uint32_t j = 0; j <= count; j++) {
				row[j] = build_random(&random, 3) == 0 ? build_random(&random, 1000) : 0;
				row[j] += j == count; /* everybody loses something */
				total += row[j];
			}
			for (uint32_t j = 0; j < count; j++) {
				steps[i * count + j] = row[j] / total;
				a[i][j] = (i == j) - row[j] / total;
			}
			lost[i] = row[count] / total;
		}
		returns_find(steps, lost, count, returns);
		invert(a, count, diagonal);
		for (uint32_t i = 0; i < count; i++)
			assert_true(fabs(returns[i] - (1 - 1 / diagonal[i])) < 1e-12);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_ring_with_leak),
		TEST(test_closed_ring),
		TEST(test_nearly_closed_ring),
		TEST(test_tree),
		TEST(test_pair),
		TEST(test_no_flow),
		TEST(test_what_counts),
		TEST(test_sets_stand_alone),
		TEST(test_closed_set_beside_open_one),
		TEST(test_parallel_flows_and_several_gaps),
		TEST(test_too_many_in_one_circle),
		TEST(test_returns_agree_with_inverse),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
