#include "tui/budget.h"

#include <time.h>

enum { STEPS_PER_LOOK = 20000 }; /* a fraction of a millisecond, and many times what a look costs */

int64_t budget_now_ns(void)
{
	struct timespec now = {0};
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void budget_init_steps(struct budget *budget, uint64_t steps)
{
	*budget = (struct budget){.left = steps, .until_ns = INT64_MAX};
}

void budget_init_ms(struct budget *budget, unsigned ms)
{
	*budget = (struct budget){
		.left = UINT64_MAX,
		.look_at = STEPS_PER_LOOK,
		.until_ns = budget_now_ns() + (int64_t)ms * 1000000,
	};
}

bool budget_take(struct budget *budget, uint64_t steps)
{
	budget->taken += steps;
	budget->left -= steps < budget->left ? steps : budget->left;
	if (budget->until_ns < INT64_MAX && budget->taken >= budget->look_at) {
		if (budget_now_ns() >= budget->until_ns)
			budget->left = 0;
		budget->look_at = budget->taken + STEPS_PER_LOOK;
	}
	return budget->left > 0;
}
