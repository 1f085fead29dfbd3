#include "core/figures/way_out.h"

#include "core/base/memory.h"
#include "core/figures/order.h"

#include <stdlib.h>

/* A move with what it is grouped by. */
struct leg {
	uint32_t from, to, binding;
};

static int compare_legs(const void *left, const void *right)
{
	const struct leg *a = left, *b = right;

	if (a->from != b->from)
		return order_of(a->from, b->from);
	if (a->to != b->to)
		return order_of(a->to, b->to);
	return order_of(a->binding, b->binding);
}

static struct leg *legs_new(const struct model *model, const struct exit_plan *out)
{
	struct leg *legs = memory_new(out->move_count, sizeof(*legs));

	for (uint32_t i = 0; i < out->move_count; i++) {
		const struct exit_move *move = &out->moves[i];
		legs[i] = (struct leg){model->bindings[move->binding].offering, move->to, move->binding};
	}
	order_sort(legs, out->move_count, sizeof(*legs), compare_legs);
	return legs;
}

static uint32_t make_leg(struct plan *plan, const char *prefix, const struct leg *legs, uint32_t count,
			 uint32_t *bindings)
{
	const struct model *model = plan->model;
	struct arena arena;
	uint32_t made;

	for (uint32_t i = 0; i < count; i++)
		bindings[i] = legs[i].binding;
	arena_init(&arena);
	made = plan_make(plan, prefix,
			 arena_print(&arena, "%s to %s", model->offerings[legs->from].name,
				     model->offerings[legs->to].name),
			 bindings, count, legs->to);
	arena_clear(&arena);
	return made;
}

static uint32_t leg_length(const struct leg *legs, uint32_t count)
{
	uint32_t length = 1;

	while (length < count && legs[length].from == legs->from && legs[length].to == legs->to)
		length++;
	return length;
}

static void make_legs(struct plan *plan, const char *prefix, const struct leg *legs, uint32_t count,
		      struct choice *choice)
{
	uint32_t *bindings = memory_new(count, sizeof(*bindings));

	for (uint32_t first = 0, length; first < count; first += length) {
		uint32_t made;
		length = leg_length(legs + first, count - first);
		made = make_leg(plan, prefix, legs + first, length, bindings);
		if (made != NONE)
			choice_set(choice, made, true);
	}
	free(bindings);
}

void way_out_choose(struct plan *plan, const struct exit_plan *out, uint32_t start, struct choice *choice)
{
	struct arena arena;
	struct leg *legs;

	choice_all_off(choice);
	choice->scenario = NONE;
	choice->start = start;
	if (out->move_count == 0)
		return;
	arena_init(&arena);
	legs = legs_new(plan->model, out);
	make_legs(plan, arena_print(&arena, "exit/%s", plan->model->providers[out->provider].id), legs,
		  out->move_count, choice);
	free(legs);
	arena_clear(&arena);
}
