#include "core/figures/top.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void variable_name(const struct plan *plan, const struct variable *variable, char name[VARIABLE_NAME_SIZE])
{
	static const char *const plain[] = {"rate", "overrun", "overlap"};
	const struct model *model = plan->model;
	const char *prefix = "", *id = "";
	switch (variable->kind) {
	case VARIABLE_RATE:
	case VARIABLE_OVERRUN:
	case VARIABLE_OVERLAP:
		id = plain[variable->kind];
		break;
	case VARIABLE_DRIVER:
		prefix = "driver:";
		id = model->drivers[variable->index].id;
		break;
	case VARIABLE_ONBOARDING:
		prefix = "onboarding:";
		id = model->providers[variable->index].id;
		break;
	case VARIABLE_EXTRA:
		prefix = "extra:";
		id = plan->migrations[variable->index]->id;
		break;
	case VARIABLE_COUNT:
		snprintf(name, VARIABLE_NAME_SIZE, "count:%s@%s:%s",
			 model_component_id(model, model->bindings[variable->binding].component),
			 model_binding_offering_id(model, variable->binding),
			 model->drivers[model->counts[variable->index].driver].id);
		return;
	}
	snprintf(name, VARIABLE_NAME_SIZE, "%s%s", prefix, id);
}

bool variable_before(const struct plan *plan, const struct variable *a, const struct variable *b)
{
	char a_name[VARIABLE_NAME_SIZE], b_name[VARIABLE_NAME_SIZE];
	double a_swing = fabs(a->swing), b_swing = fabs(b->swing);
	if (a_swing != b_swing)
		return a_swing > b_swing;
	variable_name(plan, a, a_name);
	variable_name(plan, b, b_name);
	return strcmp(a_name, b_name) < 0;
}

void top_init(struct top *top, const struct plan *plan)
{
	top->plan = plan;
	top->count = 0;
}

static void swap_variables(struct variable *a, struct variable *b)
{
	struct variable kept = *a;
	*a = *b;
	*b = kept;
}

/* Moves items[at] down until no child is behind it. */
static void sift_down(struct top *top, uint32_t at, uint32_t count)
{
	for (;;) {
		uint32_t last = at, child = 2 * at + 1;
		for (uint32_t c = child; c < count && c < child + 2; c++)
			if (variable_before(top->plan, &top->items[last], &top->items[c]))
				last = c;
		if (last == at)
			return;
		swap_variables(&top->items[at], &top->items[last]);
		at = last;
	}
}

void top_offer(struct top *top, const struct variable *variable)
{
	if (top->count == TOP_SIZE) {
		if (!variable_before(top->plan, variable, &top->items[0]))
			return;
		top->items[0] = *variable;
		sift_down(top, 0, top->count);
		return;
	}
	uint32_t at = top->count++;
	top->items[at] = *variable;
	for (; at > 0 && variable_before(top->plan, &top->items[(at - 1) / 2], &top->items[at]);
	     at = (at - 1) / 2)
		swap_variables(&top->items[at], &top->items[(at - 1) / 2]);
}

bool top_is_above(const struct top *top, double swing)
{
	return top->count == TOP_SIZE && fabs(top->items[0].swing) > swing;
}

void top_sort(struct top *top)
{
	for (uint32_t end = top->count; end > 1; end--) {
		swap_variables(&top->items[0], &top->items[end - 1]);
		sift_down(top, 0, end - 1);
	}
}
