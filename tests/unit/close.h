/*
 * Comparing figures in tests: prints both where they differ.
 */
#ifndef TESTS_UNIT_CLOSE_H
#define TESTS_UNIT_CLOSE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* |value - wanted| <= tolerance; not a number is close to not a number only. */
#define expect_within(value, wanted, tolerance) \
	expect_within_at((value), (wanted), (tolerance), __FILE__, __LINE__)

/* Within 1e-9 of the wanted figure or of `scale`, whichever is more: what the contract promises. */
#define expect_close(value, wanted, scale) \
	expect_within_at((value), (wanted), tolerance_of((wanted), (scale)), __FILE__, __LINE__)

static inline double tolerance_of(double wanted, double scale)
{
	return 1e-9 * fmax(fabs(wanted), fabs(scale));
}

static inline void expect_within_at(double value, double wanted, double tolerance, const char *file, int line)
{
	if (isnan(value) && isnan(wanted))
		return;
	if (!(fabs(value - wanted) <= tolerance)) {
		print_error("%s:%d: %.17g, not %.17g\n", file, line, value, wanted);
		fail();
	}
}

#endif
