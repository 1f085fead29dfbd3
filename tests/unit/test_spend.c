/* Accounts of what bindings cost (core/figures/spend.h). */
#include "core/figures/spend.h"

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
	account_add(&all, &one);
	account_add(&all, &free_of_charge);
	assert_int_equal(all.bindings, 5);
	assert_int_equal(all.paid, 3);
	account_take(&all, &one);
	assert_int_equal(all.bindings, 3);
	assert_int_equal(all.paid, 1);
	assert_true(fabs(account_monthly(&all) - 0.1) < 1e-12);
	one = (struct account){.bindings = 0};
	account_enter(&one, 0.1);
	account_take(&all, &one);
	assert_int_equal(all.bindings, 2);
	assert_int_equal(all.paid, 0);
	assert_true(account_monthly(&all) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_was_added_is_taken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
