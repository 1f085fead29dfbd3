/* Accounts of what bindings cost (core/figures/spend.h). */
#include "core/figures/spend.h"

#include "tests/unit/build.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Today's less what leaves is 0 exactly where nobody pays any more, whatever rounding left (section 7). */
static void test_what_was_added_is_taken(void **state)
{
	(void)state;
	struct account all = {.bindings = 0}, one = {.bindings = 0}, free_of_charge = {.bindings = 0};
	account_enter(&all, 0.1);
	account_enter(&all, 0);
	account_enter(&one, 1e17);
	account_enter(&one, 0.7);
	account_enter(&free_of_charge, 0);
	one.assumed = 2;
	all.assumed = 1;
	account_add(&all, &one);
	account_add(&all, &free_of_charge);
	assert_int_equal(all.bindings, 5);
	assert_int_equal(all.paid, 3);
	assert_int_equal(all.assumed, 3);
	account_take(&all, &one);
	assert_int_equal(all.bindings, 3);
	assert_int_equal(all.assumed, 1);
	assert_int_equal(all.paid, 1);
	assert_true(fabs(account_monthly(&all) - 0.1) < 1e-12);
	one = (struct account){.bindings = 0};
	account_enter(&one, 0.1);
	account_take(&all, &one);
	assert_int_equal(all.bindings, 2);
	assert_int_equal(all.paid, 0);
	assert_true(account_monthly(&all) == 0);
}

static struct built built;

static int teardown(void **state)
{
	(void)state;
	build_clear(&built);
	return 0;
}

/* Two that nobody can price and, last of three, one that has a price: each counts where it arrives. */
static void test_what_is_assumed_is_counted_where_it_arrives(void **state)
{
	(void)state;
	build_stack(&built,
		    "drivers: []\n"
		    "providers: [{id: a, kind: cloud}, {id: b, kind: cloud}]\n"
		    "offerings: [{id: a1, provider: a, kind: k, prices: {gb: 2}}, {id: b1, provider: b, "
		    "kind: k, prices: {gb: 1}}]\n"
		    "components:\n"
		    "- {id: x, bindings: [{offering: a1, monthly: 5}]}\n"
		    "- {id: y, bindings: [{offering: a1, monthly: 7}]}\n"
		    "- {id: z, bindings: [{offering: a1, monthly: 9, usage: {gb: 1}}]}\n"
		    "migrations: [{id: m, from: a1, to: b1}]\n");
	build_switch(&built, "m", true);
	const struct spend *after = analysis_spend(built.analysis, true);
	assert_int_equal(after[build_offering(&built, "b1")].assumed, 2);
	assert_int_equal(after[build_offering(&built, "b1")].bindings, 3);
	assert_int_equal(after[build_offering(&built, "a1")].assumed, 0);
	assert_int_equal(after[build_offering(&built, "a1")].bindings, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_was_added_is_taken),
		cmocka_unit_test_teardown(test_what_is_assumed_is_counted_where_it_arrives, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
