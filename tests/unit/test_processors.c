#ifdef __linux__
#define _GNU_SOURCE /* sched_setaffinity */
#endif

#include "core/base/processors.h"

#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_at_least_one(void **state)
{
	(void)state;
	assert_true(processors_usable() >= 1);
}

static void test_confined(void **state)
{
	(void)state;
#ifdef __linux__
	cpu_set_t before, one;
	size_t processor = 0;
	if (sched_getaffinity(0, sizeof before, &before) != 0)
		skip();
	assert_int_equal(processors_usable(), CPU_COUNT(&before));
	while (!CPU_ISSET(processor, &before))
		processor++;
	CPU_ZERO(&one);
	CPU_SET(processor, &one);
	assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
	assert_int_equal(processors_usable(), 1);
	sched_setaffinity(0, sizeof before, &before);
#else
	skip();
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_at_least_one),
		cmocka_unit_test(test_confined),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
