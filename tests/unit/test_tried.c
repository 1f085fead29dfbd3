#include "core/exchange/report.h"
#include "core/figures/explain.h"
#include "core/figures/spend.h"
#include "tests/unit/random_stack.h"
#include "tests/unit/tried_stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- a model with a value in it is the model of a file that says it ------------------------------- */

/* What the report has of today only: the same in the scenario. */
static void figures_after(struct built *built, struct str *out)
{
	const struct reach *reach = analysis_reach_after(built->analysis);
	for (uint32_t p = 0; p < built->model->provider_count; p++) {
		number_print(out, reach[p].components);
		number_print(out, reach[p].monthly);
	}
	for (uint32_t b = 0; b < built->model->binding_count; b++)
		number_print(out, analysis_monthly_after(built->analysis, b));
}

/* All figures with these migrations on, and those of the way out of p; without the warnings. */
static void all_figures(struct built *built, const struct choice *choice, struct str *out)
{
	const struct report_subject subject = {.list_migrations = true};
	struct exit_plan *exit;

	analysis_follow(built->analysis, choice);
	report_json(built->analysis, &subject, out);
	out->length = (size_t)(strstr(out->data, "\"warnings\"") - out->data);
	figures_after(built, out);
	exit = analysis_exit(built->analysis, build_provider(built, "p"), choice->start);
	number_print(out, exit->one_off);
	for (uint32_t b = 0; b < built->model->binding_count; b++) {
		struct target *targets;
		uint32_t count = analysis_targets(built->analysis, b, &targets);
		for (uint32_t t = 0; t < count; t++) {
			number_print(out, targets[t].one_off);
			number_print(out, targets[t].monthly);
		}
		free(targets);
	}
	exit_plan_free(exit);
}

static void choose(struct choice *choice, uint32_t migrations, uint32_t start)
{
	for (uint32_t m = 0; m < 3; m++)
		choice_set(choice, m, migrations >> m & 1);
	choice->start = start;
}

static void assert_same_figures(struct built *tries, struct built *says, struct choice *choice)
{
	for (uint32_t migrations = 0; migrations < 8; migrations++) {
		struct str ours, theirs;
		str_init(&ours);
		str_init(&theirs);
		choose(choice, migrations, migrations % 3);
		choose(&says->choice, migrations, migrations % 3);
		all_figures(tries, choice, &ours);
		all_figures(says, &says->choice, &theirs);
		assert_string_equal(ours.data, theirs.data);
		str_clear(&ours);
		str_clear(&theirs);
	}
}

static void assert_as_if_said(struct built *tries, const struct substitution *s)
{
	char *text = tried_replaced(tried_stack, s->old, s->new);
	struct tried tried = tried_said(tries->model, s->variable, s->value);
	struct choice choice, nothing;
	struct built says;
	struct str before, after;

	stack_load(&says, text);
	choice_init(&choice);
	choice_init(&nothing);
	str_init(&before);
	str_init(&after);
	assert_true(choice_try(&choice, &tried));
	assert_same_figures(tries, &says, &choice);
	choose(&nothing, 7, 1);
	choose(&choice, 7, 1);
	all_figures(tries, &choice, &after);
	all_figures(tries, &nothing, &before);
	if (strcmp(before.data, after.data) == 0)
		fail_msg("%s changed nothing", s->variable);
	str_clear(&before);
	str_clear(&after);
	choice_clear(&choice);
	choice_clear(&nothing);
	build_clear(&says);
	free(text);
}

static void a_tried_value_is_as_if_the_file_said_it(void **state)
{
	struct built tries;

	(void)state;
	stack_load(&tries, tried_stack);
	for (size_t i = 0; i < TRIED_SUBSTITUTIONS; i++)
		assert_as_if_said(&tries, &tried_substitutions[i]);
	build_clear(&tries);
}

/* Those that change the same place of the text are left out. */
static char *replaced_all(struct choice *choice, const struct model *model)
{
	char *text = tried_replaced(tried_stack, "unmoor: 1", "unmoor: 1");

	for (size_t i = 0; i < TRIED_SUBSTITUTIONS; i++) {
		const struct substitution *s = &tried_substitutions[i];
		const char *at = strstr(text, s->old);
		struct tried tried = tried_said(model, s->variable, s->value);
		if (!at || strstr(at + 1, s->old) ||
		    tried_get(choice->tried, choice->tried_count, tried.kind, tried.a, tried.b))
			continue;
		char *next = tried_replaced(text, s->old, s->new);
		free(text);
		text = next;
		assert_true(choice_try(choice, &tried));
	}
	return text;
}

static void many_tried_values_are_as_if_the_file_said_them_all(void **state)
{
	struct built tries, says;
	struct choice choice;

	(void)state;
	stack_load(&tries, tried_stack);
	choice_init(&choice);
	char *text = replaced_all(&choice, tries.model);
	assert_true(choice.tried_count > 25);
	stack_load(&says, text);
	assert_same_figures(&tries, &says, &choice);
	choice_clear(&choice);
	build_clear(&tries);
	build_clear(&says);
	free(text);
}

static void step_anywhere(struct built *built, uint64_t *luck)
{
	struct choice *choice = &built->choice;
	const struct substitution *s = &tried_substitutions[build_random(luck, TRIED_SUBSTITUTIONS)];
	struct tried tried = tried_said(built->model, s->variable, s->value);
	switch (build_random(luck, 3)) {
	case 0:
		choose(choice, build_random(luck, 8), build_random(luck, 3));
		break;
	case 1:
		choice_try(choice, &tried);
		break;
	default:
		choice_untry(choice, &tried);
		break;
	}
	/* What is not asked for at a step is stale for longer than one. */
	analysis_follow(built->analysis, choice);
	if (build_random(luck, 2))
		analysis_reach_after(built->analysis);
}

static void the_way_to_tried_values_never_shows(void **state)
{
	struct built walks, begins;
	uint64_t luck = 7;

	(void)state;
	stack_load(&walks, tried_stack);
	for (int i = 0; i < 400; i++) {
		struct str ours, theirs;
		step_anywhere(&walks, &luck);
		if (build_random(&luck, 2))
			continue;
		stack_load(&begins, tried_stack);
		str_init(&ours);
		str_init(&theirs);
		all_figures(&walks, &walks.choice, &ours);
		all_figures(&begins, &walks.choice, &theirs);
		assert_string_equal(ours.data, theirs.data);
		str_clear(&ours);
		str_clear(&theirs);
		build_clear(&begins);
	}
	build_clear(&walks);
}

static void back_again_gives_the_same_bits(void **state)
{
	struct built tries, plain;

	(void)state;
	stack_load(&tries, tried_stack);
	stack_load(&plain, tried_stack);
	for (size_t i = 0; i < TRIED_SUBSTITUTIONS; i++) {
		struct tried tried = tried_said(tries.model, tried_substitutions[i].variable,
						tried_substitutions[i].value);
		choice_set(&tries.choice, 0, i % 2);
		assert_true(choice_try(&tries.choice, &tried));
		analysis_follow(tries.analysis, &tries.choice);
		analysis_cost(tries.analysis);
		assert_true(choice_untry(&tries.choice, &tried));
	}
	assert_same_figures(&tries, &plain, &tries.choice);
	assert_ptr_equal(analysis_model(tries.analysis), tries.model);
	build_clear(&tries);
	build_clear(&plain);
}

/* Switches alone do not make the analysis begin anew: what it gave as long as it lives stays. */
static void switches_leave_what_is_tried(void **state)
{
	struct built built;
	struct tried tried;

	(void)state;
	stack_load(&built, tried_stack);
	tried = tried_said(built.model, "rate", "1.1k");
	choice_try(&built.choice, &tried);
	analysis_follow(built.analysis, &built.choice);
	const struct model *model = analysis_model(built.analysis);
	assert_ptr_not_equal(model, built.model);
	assert_ptr_equal(model->bindings, built.model->bindings); /* nothing is copied that stays */
	build_switch(&built, "m0", true);
	build_switch(&built, "m1", true);
	assert_ptr_equal(analysis_model(built.analysis), model);
	assert_true(built.model->rate.likely < 901);
	build_clear(&built);
}

/* --- whose figures they are ------------------------------------------------------------------------ */

/* The sum of the shares of the user's own is what is not tried; term by term as in the whole. */
static void a_tried_value_is_an_assumption(void **state)
{
	static const struct {
		const char *variable;
		uint32_t migrations, start;
	} cases[] = {
		{"rate", 7, 0},
		{"overlap", 2, 0},
		{"driver:prompt", 7, 0},
		{"at:prompt:replatform", 1, 0},
		{"egress:p:2", 1, 0},
		{"onboarding:q", 1, 0},
		{"price:q/a:mtok", 1, 0},
		{"monthly:c0@p/a", 1, 0},
		{"monthly:c1@p/a", 2, 0},
		{"usage:c0@p/a:call", 1, 0},
		{"count:c0@p/a:data_tb", 1, 0},
		{"count:c1@p/a:prompt", 2, 0},
		{"growth:c0@p/a", 1, 2},
		{"commitment:p:2", 3, 0},
		{"extra:m0", 1, 0},
		{"cost_ratio:m1", 2, 0},
	};
	struct built built;

	(void)state;
	stack_load(&built, tried_stack);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tried tried = tried_said(built.model, cases[i].variable, "1");
		choose(&built.choice, cases[i].migrations, cases[i].start);
		tried.value = tried_given(built.model, &tried); /* the same figures, but tried */
		analysis_follow(built.analysis, &built.choice);
		double before = analysis_honesty(built.analysis)->share[ORIGIN_ASSUMPTION];
		choice_try(&built.choice, &tried);
		analysis_follow(built.analysis, &built.choice);
		struct honesty after = *analysis_honesty(built.analysis);
		if (!(after.share[ORIGIN_ASSUMPTION] > before))
			fail_msg("%s is not an assumption", cases[i].variable);
		struct explanation *why = analysis_explain(built.analysis, EXPLAIN_ONE_OFF, 0);
		for (int o = 0; o < ORIGIN_COUNT; o++)
			assert_true(fabs(why->honesty.share[o] - after.share[o]) < 1e-12);
		explanation_free(why);
		choice_untry(&built.choice, &tried);
	}
	build_clear(&built);
}

/* A total that lacks a price is a lower bound, also where a value is tried; one that only lacks counts is
 * not. */
static void a_missing_price_is_a_lower_bound_where_a_value_is_tried(void **state)
{
	struct built built;

	(void)state;
	for (int priced = 0; priced < 2; priced++) {
		stack_load(&built, tried_stack);
		struct tried tried = tried_said(built.model, "overlap", "2");
		uint32_t binding = model_find_binding(built.model, priced ? "c1@p/a" : "c0@p/a");
		uint32_t hand = plan_make(&built.plan, "hand", NULL, &binding, 1,
					  model_find_offering(built.model, "part/a"));
		choice_set(&built.choice, hand, true);
		choice_try(&built.choice, &tried);
		analysis_follow(built.analysis, &built.choice);
		assert_int_equal(analysis_honesty(built.analysis)->lower_bound, !priced);
		build_clear(&built);
	}
}

static const struct explain_input *input_of(const struct explanation *why, const char *variable)
{
	for (uint32_t i = 0; i < why->input_count; i++)
		if (why->inputs[i].variable && strcmp(why->inputs[i].variable, variable) == 0)
			return &why->inputs[i];
	fail_msg("'%s' is no input", variable);
	return NULL;
}

static void explanations_say_in_whose_place_it_stands(void **state)
{
	struct built built;

	(void)state;
	stack_load(&built, tried_stack);
	struct tried rate = tried_said(built.model, "rate", "1.1k"),
		     growth = tried_said(built.model, "growth:c0@p/a", "3%");
	choose(&built.choice, 1, 2);
	choice_try(&built.choice, &rate);
	choice_try(&built.choice, &growth);
	analysis_follow(built.analysis, &built.choice);
	struct explanation *why = analysis_explain(built.analysis, EXPLAIN_ONE_OFF, 0);
	const struct explain_input *input = input_of(why, "rate");
	assert_true(input->tried && input->value.low > 1099 && input->value.high < 1101);
	assert_true(input->given.low > 499 && input->given.low < 501 && input->given.high > 1499);
	assert_int_equal(input->origin, ORIGIN_ASSUMPTION);
	assert_int_equal(input->given_origin, ORIGIN_USER);
	assert_int_equal(input->place.line, 6); /* what the stack says can be edited */
	input = input_of(why, "growth:c0@p/a");
	assert_true(fabs(input->value.likely - 3) < 1e-9 && fabs(input->given.likely - 2) < 1e-9);
	assert_false(input_of(why, "overrun")->tried);
	explanation_free(why);
	build_clear(&built);
}

/* Every input of every figure either has a variable, which is found, or says why not. */
static void every_input_can_be_tried_or_says_why_not(void **state)
{
	struct built built;
	struct arena arena;
	uint32_t variables = 0, fixed = 0;

	(void)state;
	stack_load(&built, tried_stack);
	arena_init(&arena);
	choose(&built.choice, 7, 2);
	analysis_follow(built.analysis, &built.choice);
	for (int kind = 0; kind < EXPLAIN_KIND_COUNT; kind++)
		for (uint32_t subject = 0; subject < 8; subject++) {
			struct explanation *why =
				analysis_explain(built.analysis, (enum explain_kind)kind, subject);
			for (uint32_t i = 0; why && i < why->input_count; i++) {
				struct tried_fault fault = {.text = NULL};
				struct tried tried;
				const struct explain_input *input = &why->inputs[i];
				assert_true(!input->variable != !input->fixed);
				variables += input->variable != NULL;
				fixed += input->fixed != NULL;
				if (input->variable &&
				    !tried_find(built.model, input->variable, &tried, &fault, &arena))
					fail_msg("%s: %s", input->variable, fault.text);
			}
			explanation_free(why);
		}
	assert_true(variables > 50 && fixed > 5);
	arena_clear(&arena);
	build_clear(&built);
}

/* --- targets --------------------------------------------------------------------------------------- */

static void a_target_is_explained_by_what_its_row_says(void **state)
{
	struct built built;
	uint32_t seen = 0;

	(void)state;
	stack_load(&built, tried_stack);
	built.choice.start = 2;
	analysis_follow(built.analysis, &built.choice);
	for (uint32_t b = 0; b < built.model->binding_count; b++) {
		struct target *targets;
		uint32_t count = analysis_targets(built.analysis, b, &targets);
		for (uint32_t t = 0; t < count; t++) {
			struct explanation *why =
				analysis_explain_target(built.analysis, &b, 1, targets[t].offering);
			double near = 1e-9 * (1 + fabs(targets[t].one_off));
			assert_true(fabs(why->value - targets[t].one_off) < near);
			assert_true(why->input_count > 0);
			seen++;
			explanation_free(why);
		}
		free(targets);
	}
	assert_true(seen >= 4);
	build_clear(&built);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tried_value_is_as_if_the_file_said_it),
		cmocka_unit_test(many_tried_values_are_as_if_the_file_said_them_all),
		cmocka_unit_test(the_way_to_tried_values_never_shows),
		cmocka_unit_test(back_again_gives_the_same_bits),
		cmocka_unit_test(switches_leave_what_is_tried),
		cmocka_unit_test(a_tried_value_is_an_assumption),
		cmocka_unit_test(a_missing_price_is_a_lower_bound_where_a_value_is_tried),
		cmocka_unit_test(explanations_say_in_whose_place_it_stands),
		cmocka_unit_test(every_input_can_be_tried_or_says_why_not),
		cmocka_unit_test(a_target_is_explained_by_what_its_row_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
