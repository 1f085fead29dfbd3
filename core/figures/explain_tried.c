/* Which variable an input of an explanation is, so that another value of it may be tried. */
#include "core/base/str.h"
#include "core/figures/explain_inputs.h"

/* The variable behind an input; TRIED_KIND_COUNT: there is none. */
static struct tried variable_of(const struct model *model, const struct input *input)
{
	static const enum tried_kind kinds[INPUT_KIND_COUNT] = {
		[INPUT_RATE] = TRIED_RATE,
		[INPUT_OVERRUN] = TRIED_OVERRUN,
		[INPUT_OVERLAP] = TRIED_OVERLAP,
		[INPUT_HORIZON] = TRIED_HORIZON,
		[INPUT_DISCOUNT] = TRIED_DISCOUNT_RATE,
		[INPUT_DRIVER] = TRIED_DRIVER,
		[INPUT_STRATEGY] = TRIED_AT,
		[INPUT_PRICE] = TRIED_PRICE,
		[INPUT_EGRESS] = TRIED_EGRESS,
		[INPUT_ONBOARDING] = TRIED_ONBOARDING,
		[INPUT_EXTRA] = TRIED_EXTRA,
		[INPUT_RATIO] = TRIED_COST_RATIO,
		[INPUT_COUNT] = TRIED_COUNT,
		[INPUT_GROWTH] = TRIED_GROWTH,
		[INPUT_USAGE] = TRIED_USAGE,
		[INPUT_MONTHLY] = TRIED_MONTHLY,
		[INPUT_NEW_MONTHLY] = TRIED_KIND_COUNT,
		[INPUT_DEPENDENTS] = TRIED_KIND_COUNT,
		[INPUT_COMMITMENT] = TRIED_COMMITMENT,
		[INPUT_CREDIT] = TRIED_CREDIT,
		[INPUT_STANCE] = TRIED_STANCE,
		[INPUT_REVENUE] = TRIED_REVENUE,
		[INPUT_FLOW] = TRIED_FLOW,
		[INPUT_FLOW_YEARLY] = TRIED_FLOW,
		[INPUT_SPEND] = TRIED_KIND_COUNT,
		[INPUT_ONE_OFF] = TRIED_KIND_COUNT,
		[INPUT_SAVING] = TRIED_KIND_COUNT,
		[INPUT_ALONE] = TRIED_KIND_COUNT,
		[INPUT_LOWEST] = TRIED_KIND_COUNT,
		[INPUT_HIGHEST] = TRIED_KIND_COUNT,
	};
	struct tried tried = {.kind = kinds[input->kind], .a = input->a, .b = input->b};
	if (input->kind == INPUT_EGRESS) {
		tried.a = input->b;
		tried.b = input->a - model->providers[input->b].egress.first;
	}
	bool of_migration = tried.kind == TRIED_EXTRA || tried.kind == TRIED_COST_RATIO;
	if (of_migration && input->a >= model->migration_count)
		tried.kind = TRIED_KIND_COUNT;
	return tried;
}

/* Why there is no variable. */
static const char *fixed_for(enum input_kind kind)
{
	switch (kind) {
	case INPUT_NEW_MONTHLY:
		return "worked out from today's monthly and usage and prices, or the migration's ratio: try "
		       "those, with i on the binding in the tree";
	case INPUT_DEPENDENTS:
		return "counted by the program: who depends on whom is the stack's to say";
	case INPUT_SPEND:
		return "a sum: try the monthly of a binding, with i on its row in the tree";
	case INPUT_ONE_OFF:
	case INPUT_SAVING:
	case INPUT_ALONE:
	case INPUT_LOWEST:
	case INPUT_HIGHEST:
		return "worked out: try one of its own inputs";
	default:
		return "the migration was made by hand: save it, then what it costs can be tried";
	}
}

/* From the file's unit to the one that is shown. */
static struct range shown_range(const struct model *model, const struct input *input, struct range value)
{
	double factor = 1;
	if (input->kind == INPUT_DISCOUNT || input->kind == INPUT_GROWTH)
		factor = 100;
	if (input->kind == INPUT_FLOW_YEARLY)
		factor = 1 / model->flows[input->a].term_years;
	return (struct range){value.low * factor, value.likely * factor, value.high * factor};
}

/* In whose place the value stands: what the stack says, and where. */
static void add_given(const struct inputs *inputs, const struct input *input, const struct tried *tried,
		      struct arena *arena, struct explain_input *out)
{
	const struct plan *plan = inputs->analysis->plan;
	struct explain_input given = {.unit = ""};
	input_name(plan->model, plan, input, arena, &given);
	out->given = shown_range(plan->model, input, tried_given(plan->model, tried));
	out->given_origin = given.origin;
	out->source = given.source;
	out->place = given.place;
}

void input_describe(const struct inputs *inputs, const struct input *input, struct arena *arena,
		    struct explain_input *out)
{
	struct tried tried = variable_of(inputs->model, input);
	struct str text;
	input_name(inputs->model, inputs->analysis->plan, input, arena, out);
	if (tried.kind == TRIED_KIND_COUNT) {
		out->fixed = fixed_for(input->kind);
		return;
	}
	str_init(&text);
	tried_name(inputs->model, &tried, &text);
	out->variable = arena_text(arena, text.data, text.length);
	str_clear(&text);
	out->tried = tried_in(inputs->model, tried.kind, tried.a, tried.b) != NULL;
	if (out->tried)
		add_given(inputs, input, &tried, arena, out);
}
