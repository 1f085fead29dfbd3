/*
 * A budget: how much may be done before the keys are looked at again. It is counted in steps, as
 * patterns count them (core/base/pattern.h; 10 to 20 ns each), and, where a time is given, by the
 * clock as well. Work that is done in pieces takes what it costs and stops when nothing is left.
 */
#ifndef TUI_BUDGET_H
#define TUI_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

struct budget {
	uint64_t taken, left; /* steps */
	uint64_t look_at;     /* how many are taken when the clock is looked at next */
	int64_t until_ns;     /* INT64_MAX: no clock */
};

/* Without a clock: the same work always stops at the same place. */
void budget_init_steps(struct budget *budget, uint64_t steps);
void budget_init_ms(struct budget *budget, unsigned ms);

/* Takes so many steps; false when it is used up: time to stop, though what was asked for is done. */
bool budget_take(struct budget *budget, uint64_t steps);

/* The clock that it goes by: nanoseconds since some moment. */
int64_t budget_now_ns(void);

#endif
