/* Sums of draws over slots (core/figures/draw_sum.h). */
#include "core/figures/draw_sum.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SLOTS = 12, ROUNDS = 400 };

struct stack {
	struct draw_sum sum;
	double *items[SLOTS];
	bool on[SLOTS];
	uint64_t luck;
};

static uint32_t below(struct stack *stack, uint32_t most)
{
	stack->luck = stack->luck * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((stack->luck >> 33) % most);
}

static void set_up(struct stack *stack, double scale)
{
	*stack = (struct stack){.luck = 7};
	draw_sum_init(&stack->sum);
	draw_sum_make_room(&stack->sum, SLOTS / 2);
	draw_sum_make_room(&stack->sum, SLOTS);
	for (uint32_t slot = 0; slot < SLOTS; slot++) {
		stack->items[slot] = malloc(DRAWS * sizeof(double));
		assert_non_null(stack->items[slot]);
		for (uint32_t k = 0; k < DRAWS; k++)
			stack->items[slot][k] = scale * pow(10, slot % 5) * (1 + below(stack, 1000000) / 3e5);
	}
}

static void clear(struct stack *stack)
{
	draw_sum_clear(&stack->sum);
	for (uint32_t slot = 0; slot < SLOTS; slot++)
		free(stack->items[slot]);
}

static void put(struct stack *stack, uint32_t slot, bool on)
{
	draw_sum_put(&stack->sum, slot, on ? stack->items[slot] : NULL);
	stack->on[slot] = on;
}

static void read_sum(struct draw_sum *sum, double out[DRAWS])
{
	memset(out, 0, DRAWS * sizeof *out);
	draw_sum_add_to(sum, out);
}

/* The same slots entered into a new sum, from the last to the first. */
static void sum_anew(const struct stack *stack, double out[DRAWS])
{
	struct draw_sum anew;
	draw_sum_init(&anew);
	draw_sum_make_room(&anew, SLOTS);
	for (uint32_t slot = SLOTS; slot-- > 0;)
		if (stack->on[slot])
			draw_sum_put(&anew, slot, stack->items[slot]);
	read_sum(&anew, out);
	draw_sum_clear(&anew);
}

static double plain_sum(const struct stack *stack, uint32_t k)
{
	double sum = 0;
	for (uint32_t slot = 0; slot < SLOTS; slot++)
		sum += stack->on[slot] ? stack->items[slot][k] : 0;
	return sum;
}

static void check(struct stack *stack)
{
	static double now[DRAWS], anew[DRAWS];
	read_sum(&stack->sum, now);
	sum_anew(stack, anew);
	assert_memory_equal(now, anew, sizeof now);
	for (uint32_t k = 0; k < DRAWS; k++) {
		double plain = plain_sum(stack, k);
		assert_true(now[k] == plain || fabs(now[k] - plain) <= 1e-11 * fabs(plain));
	}
}

static void switch_at_random(double scale)
{
	struct stack stack;
	set_up(&stack, scale);
	for (int round = 0; round < ROUNDS; round++) {
		uint32_t slot = below(&stack, SLOTS);
		put(&stack, slot, !stack.on[slot]);
		if (below(&stack, 3) == 0)
			check(&stack);
	}
	for (uint32_t slot = 0; slot < SLOTS; slot++)
		put(&stack, slot, false);
	check(&stack);
	clear(&stack);
}

/* Of money of every size: the same set has the same bits (spec 5), and they are those of a plain sum. */
static void test_any_order(void **state)
{
	(void)state;
	const double scales[] = {1, 1e-9, 1e9, 1e-200, 1e300, -1};
	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
		switch_at_random(scales[i]);
}

/* A value in place of another; one so large that the others hardly count, and gone again. */
static void test_replaced(void **state)
{
	(void)state;
	struct stack stack;
	set_up(&stack, 1);
	double *kept = stack.items[1], *huge = stack.items[11];
	for (uint32_t k = 0; k < DRAWS; k++)
		huge[k] = 1e40;
	put(&stack, 0, true);
	put(&stack, 1, true);
	check(&stack);
	put(&stack, 1, true);
	check(&stack);
	stack.items[1] = stack.items[2];
	put(&stack, 1, true);
	check(&stack);
	stack.items[1] = huge;
	put(&stack, 1, true);
	check(&stack);
	stack.items[1] = kept;
	put(&stack, 1, true);
	check(&stack);
	put(&stack, 0, false);
	check(&stack);
	clear(&stack);
}

/* No sum of infinite amounts is a number, but none of it stays behind. */
static void test_overflow(void **state)
{
	(void)state;
	struct stack stack;
	double now[DRAWS];
	set_up(&stack, 1);
	stack.items[3][5] = INFINITY;
	stack.items[4][5] = NAN;
	put(&stack, 0, true);
	put(&stack, 3, true);
	read_sum(&stack.sum, now);
	assert_true(isinf(now[5]) && now[6] == stack.items[0][6] + stack.items[3][6]);
	put(&stack, 4, true);
	read_sum(&stack.sum, now);
	assert_true(isnan(now[5]));
	put(&stack, 3, false);
	put(&stack, 4, false);
	check(&stack);
	clear(&stack);
}

/* Nothing adds nothing, to what is there already. */
static void test_nothing(void **state)
{
	(void)state;
	struct stack stack;
	double now[DRAWS];
	set_up(&stack, 1);
	for (uint32_t k = 0; k < DRAWS; k++)
		now[k] = k;
	draw_sum_add_to(&stack.sum, now);
	put(&stack, 2, true);
	put(&stack, 2, false);
	put(&stack, 2, false);
	draw_sum_add_to(&stack.sum, now);
	for (uint32_t k = 0; k < DRAWS; k++)
		assert_true(now[k] == k);
	put(&stack, 2, true);
	draw_sum_add_to(&stack.sum, now);
	assert_true(fabs(now[9] - 9 - stack.items[2][9]) <= 1e-11 * now[9]);
	clear(&stack);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_order),
		cmocka_unit_test(test_replaced),
		cmocka_unit_test(test_overflow),
		cmocka_unit_test(test_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
