#include "tui/budget.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void steps_are_used_up(void **state)
{
	struct budget budget;
	(void)state;
	budget_init_steps(&budget, 10);
	assert_true(budget_take(&budget, 4));
	assert_true(budget_take(&budget, 5));
	assert_false(budget_take(&budget, 1));
	assert_false(budget_take(&budget, 0));
	assert_int_equal(budget.taken, 10);
	/* More than there is: what it cost is known all the same. */
	budget_init_steps(&budget, 10);
	assert_false(budget_take(&budget, 1000));
	assert_int_equal(budget.taken, 1000);
}

/* The clock is looked at only now and then: a look costs more than a step. */
static void the_clock_ends_it(void **state)
{
	struct budget budget;
	(void)state;
	budget_init_ms(&budget, 0);
	assert_true(budget_take(&budget, 1));
	assert_false(budget_take(&budget, 1000000));
	assert_false(budget_take(&budget, 1));
	budget_init_ms(&budget, 1000000);
	for (int i = 0; i < 100; i++)
		assert_true(budget_take(&budget, 1000000));
	assert_int_equal(budget.taken, 100000000);
}

static void a_short_time_comes_to_its_end(void **state)
{
	struct budget budget;
	int64_t began = budget_now_ns();
	(void)state;
	budget_init_ms(&budget, 2);
	while (budget_take(&budget, 1000))
		continue;
	assert_true(budget_now_ns() - began >= 2000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_are_used_up),
		cmocka_unit_test(the_clock_ends_it),
		cmocka_unit_test(a_short_time_comes_to_its_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
