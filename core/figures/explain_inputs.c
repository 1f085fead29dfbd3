#include "core/figures/explain_inputs.h"

#include "core/base/hash.h"
#include "core/base/memory.h"
#include "core/figures/order.h"

#include <stdlib.h>
#include <string.h>

/* SINGLE_ROOM: how many single inputs are gathered before the light ones are let go. */
#ifdef UNMOOR_SMALL
enum { FIRST_SLOTS = 2, SINGLE_ROOM = EXPLAIN_MOST_INPUTS + 1 };
#else
enum { FIRST_SLOTS = 64, SINGLE_ROOM = 20 * EXPLAIN_MOST_INPUTS };
#endif

void inputs_init(struct inputs *inputs, struct analysis *analysis)
{
	*inputs =
		(struct inputs){.analysis = analysis, .model = analysis->model, .slot_mask = FIRST_SLOTS - 1};
	inputs->slots = memory_zero(FIRST_SLOTS, sizeof *inputs->slots);
}

void inputs_clear(struct inputs *inputs)
{
	free(inputs->items);
	free(inputs->slots);
	free(inputs->single);
	*inputs = (struct inputs){0};
}

/* --- finding ------------------------------------------------------------------------------------ */

static uint32_t *find_slot(const struct inputs *inputs, enum input_kind kind, uint32_t a, uint32_t b)
{
	size_t at = (size_t)hash_add(hash_add(hash_add(0, kind), a), b) & inputs->slot_mask;
	for (; inputs->slots[at] != 0; at = (at + 1) & inputs->slot_mask) {
		const struct input *input = &inputs->items[inputs->slots[at] - 1];
		if (input->kind == kind && input->a == a && input->b == b)
			break;
	}
	return &inputs->slots[at];
}

static void double_slots(struct inputs *inputs)
{
	free(inputs->slots);
	inputs->slot_mask = inputs->slot_mask * 2 + 1;
	inputs->slots = memory_zero(inputs->slot_mask + 1, sizeof *inputs->slots);
	for (uint32_t i = 0; i < inputs->count; i++)
		*find_slot(inputs, inputs->items[i].kind, inputs->items[i].a, inputs->items[i].b) = i + 1;
}

static struct input *mention(struct inputs *inputs, enum input_kind kind, uint32_t a, uint32_t b)
{
	uint32_t *slot = find_slot(inputs, kind, a, b);
	if (*slot != 0)
		return &inputs->items[*slot - 1];
	inputs->items = memory_grow(inputs->items, inputs->count, &inputs->capacity, sizeof *inputs->items);
	struct input *input = &inputs->items[inputs->count];
	*input = (struct input){kind, a, b, NAN, NAN, ORIGIN_USER, inputs->mentioned++, false, false, false};
	*slot = (uint32_t)++inputs->count;
	if (inputs->count > inputs->slot_mask / 2)
		double_slots(inputs);
	return input;
}

static void add_part(const struct inputs *inputs, struct input *input, double part)
{
	if (isnan(part))
		return;
	input->part = isnan(input->part) ? part : input->part + part;
	input->part_lower |= inputs->unpriced;
}

void inputs_add(struct inputs *inputs, enum input_kind kind, uint32_t a, uint32_t b, double part)
{
	add_part(inputs, mention(inputs, kind, a, b), part);
}

struct input *inputs_add_given(struct inputs *inputs, enum input_kind kind, uint32_t a, uint32_t b,
			       double part, double value, enum origin origin)
{
	struct input *input = mention(inputs, kind, a, b);
	add_part(inputs, input, part);
	input->value = value;
	input->origin = origin;
	return input;
}

static int compare_inputs(const void *left, const void *right)
{
	const struct input *a = left, *b = right;
	double size_a = isnan(a->part) ? -1 : fabs(a->part), size_b = isnan(b->part) ? -1 : fabs(b->part);
	if (size_a != size_b)
		return order_of(size_b, size_a);
	return order_of((double)a->order, (double)b->order);
}

struct input *inputs_add_single(struct inputs *inputs, enum input_kind kind, uint32_t a, uint32_t b,
				double part, double value, enum origin origin)
{
	if (inputs->single_count == SINGLE_ROOM) {
		order_sort(inputs->single, inputs->single_count, sizeof *inputs->single, compare_inputs);
		inputs->single_count = EXPLAIN_MOST_INPUTS;
	}
	inputs->single = memory_grow(inputs->single, inputs->single_count, &inputs->single_capacity,
				     sizeof *inputs->single);
	inputs->single[inputs->single_count++] = (struct input){
		kind, a, b, part, value, origin, inputs->mentioned++, false, inputs->unpriced, false};
	return &inputs->single[inputs->single_count - 1];
}

/* --- terms -------------------------------------------------------------------------------------- */

static void add_labour(struct inputs *inputs, double part)
{
	inputs_add(inputs, INPUT_RATE, 0, 0, part);
	inputs_add(inputs, INPUT_OVERRUN, 0, 0, part);
}

static void add_driver(struct inputs *inputs, const struct term *term)
{
	const struct driver *driver = &inputs->model->drivers[term->driver];
	if (driver->basis == BASIS_EFFORT || driver->basis == BASIS_MONEY)
		inputs_add(inputs, INPUT_DRIVER, term->driver, 0, term->expected);
	if (driver->basis == BASIS_EFFORT)
		add_labour(inputs, term->expected);
	if (driver->basis == BASIS_PRICE)
		inputs_add(inputs, INPUT_PRICE, term->to, driver->price_unit, term->expected);
	if (!origin_is_default_strategy(inputs->model, term->driver, term->strategy))
		inputs_add(inputs, INPUT_STRATEGY, term->driver, term->strategy, term->expected);
}

/* Every tier that the volume reaches has a say; one tier: the whole. */
static void add_egress(struct inputs *inputs, const struct term *term)
{
	struct slice egress = inputs->model->providers[term->provider].egress;
	for (uint32_t t = 0; t < egress.count; t++)
		inputs_add(inputs, INPUT_EGRESS, egress.first + t, term->provider,
			   egress.count == 1 ? term->expected : NAN);
}

static void add_growth(struct inputs *inputs, const struct term *term, uint32_t start)
{
	double growth = inputs->model->bindings[term->binding].growth_per_month;
	double part = inputs->waiting ? 1 : 1 - 1 / power(1 + growth, start);
	if (growth != 0 && (start > 0 || inputs->waiting))
		inputs_add(inputs, INPUT_GROWTH, term->binding, 0, term->expected * part);
}

static void add_count(struct inputs *inputs, const struct term *term, uint32_t start)
{
	inputs_add_single(inputs, INPUT_COUNT, term->binding, term->count, term->expected, NAN, ORIGIN_USER);
	add_growth(inputs, term, start);
	if (term->provider != NONE)
		add_egress(inputs, term);
	add_driver(inputs, term);
}

/* The share of each is not said where there are several: they draw on one spend. */
static void add_pledges(struct inputs *inputs, const struct term *term)
{
	const struct model *model = inputs->model;
	const struct party *party = &costing_of(inputs->analysis)->ground.parties[term->provider];
	double part = party->commitments.count + party->credits.count == 1 ? term->expected : NAN;
	for (uint32_t i = 0; i < model->commitment_count; i++)
		if (model->commitments[i].provider == term->provider)
			inputs_add(inputs, INPUT_COMMITMENT, i, 0, part);
	for (uint32_t i = 0; i < model->credit_count; i++)
		if (model->credits[i].provider == term->provider)
			inputs_add(inputs, INPUT_CREDIT, i, 0, part);
}

static void add_new_monthly(struct inputs *inputs, const struct term *term)
{
	double ratio = term->migration == NULL ? NAN : term->migration->cost_ratio;
	enum origin origin = origin_of_new_monthly(inputs->model, term->binding, term->to, ratio);
	inputs_add(inputs, INPUT_OVERLAP, 0, 0, term->expected);
	inputs_add_given(inputs, INPUT_NEW_MONTHLY, term->binding, term->to, term->expected, term->quantity,
			 origin)
		->less_or_more = cost_assumed(inputs->model, term->binding, term->to, ratio) != 0;
}

static void add_inputs(struct inputs *inputs, const struct term *term, uint32_t start)
{
	switch (term->kind) {
	case TERM_COUNT:
		add_count(inputs, term, start);
		break;
	case TERM_DEPENDENTS:
		add_driver(inputs, term);
		inputs_add_given(inputs, INPUT_DEPENDENTS, term->component, 0, term->expected,
				 analysis_dependents(inputs->analysis)[term->component], ORIGIN_USER);
		break;
	case TERM_PARALLEL:
		add_new_monthly(inputs, term);
		break;
	case TERM_ONBOARDING:
		inputs_add(inputs, INPUT_ONBOARDING, term->provider, 0, term->expected);
		add_labour(inputs, term->expected);
		break;
	case TERM_EXTRA:
		inputs_add(inputs, INPUT_EXTRA, plan_find(inputs->analysis->plan, term->migration->id), 0,
			   term->expected);
		break;
	case TERM_PLEDGES:
		add_pledges(inputs, term);
		break;
	}
}

bool inputs_add_term(struct inputs *inputs, const struct term *term, uint32_t start)
{
	inputs->total += term->expected;
	inputs->sizes[term->origin] += fabs(term->expected);
	inputs->unpriced = term->unpriced && term->quantity > 0;
	inputs->lower_bound |= inputs->unpriced;
	if (term->expected == 0 && !term->unpriced && term->kind != TERM_PLEDGES)
		return false;
	add_inputs(inputs, term, start);
	inputs->unpriced = false;
	return true;
}

/* --- the list ----------------------------------------------------------------------------------- */

void inputs_list(struct inputs *inputs, struct explanation *explanation)
{
	for (size_t i = 0; i < inputs->single_count; i++) {
		inputs->items =
			memory_grow(inputs->items, inputs->count, &inputs->capacity, sizeof *inputs->items);
		inputs->items[inputs->count++] = inputs->single[i];
	}
	order_sort(inputs->items, inputs->count, sizeof *inputs->items, compare_inputs);
	uint32_t kept = inputs->count < EXPLAIN_MOST_INPUTS ? (uint32_t)inputs->count : EXPLAIN_MOST_INPUTS;
	explanation->left_out = (uint32_t)(inputs->mentioned - kept);
	explanation->input_count = kept;
	explanation->inputs = arena_new(&explanation->arena, kept, sizeof *explanation->inputs);
	for (uint32_t i = 0; i < kept; i++) {
		explanation->inputs[i].part = inputs->divisor == 0 ? inputs->items[i].part
								   : inputs->items[i].part / inputs->divisor;
		explanation->inputs[i].part_lower = inputs->items[i].part_lower;
		explanation->inputs[i].less_or_more = inputs->items[i].less_or_more;
		input_describe(inputs, &inputs->items[i], &explanation->arena, &explanation->inputs[i]);
	}
}

enum origin origin_of_sizes(const double sizes[ORIGIN_COUNT])
{
	int worst = ORIGIN_COUNT - 1;
	while (worst > 0 && !(sizes[worst] > 0))
		worst--;
	return (enum origin)worst;
}

struct honesty honesty_of_sizes(const double sizes[ORIGIN_COUNT], bool lower_bound)
{
	struct honesty honesty = {.lower_bound = lower_bound};
	double all = 0;
	for (int o = 0; o < ORIGIN_COUNT; o++)
		all += sizes[o];
	for (int o = 0; o < ORIGIN_COUNT && all > 0; o++)
		honesty.share[o] = sizes[o] / all;
	return honesty;
}
