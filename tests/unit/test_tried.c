#include "core/exchange/report.h"
#include "core/figures/explain.h"
#include "core/figures/spend.h"
#include "core/model/companion.h"
#include "core/model/load.h"
#include "tests/unit/random_stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Every figure that may be tried stands here once, in a form that a test can find and replace. */
static const char STACK[] =
	"unmoor: 1\n"
	"as_of: 2026-11-01\n"
	"catalog: none\n"
	"horizon: 30\n"
	"discount_rate: 7%\n"
	"rate: [500, 900, 1500]\n"
	"overrun: [1, 1.2, 1.9]\n"
	"overlap: [1, 2, 4.5]\n"
	"needs: {openness: 3, price: 2}\n"
	"drivers:\n"
	"- {id: prompt, category: redesign, effort: [0.1, 0.2, 0.9], at: {rehost: 0.25}}\n"
	"- {id: licence, category: rebuilding, money: [10, 20, 40]}\n"
	"- {id: token, category: retraining, price: mtok}\n"
	"- {id: dependents, category: requalification, effort: 1.5}\n"
	"- {id: data_tb, category: transfer}\n"
	"providers:\n"
	"- {id: p, kind: cloud, egress: [[10, 90], [rest, 50]], stance: {openness: 1}}\n"
	"- {id: q, kind: cloud, onboarding: [3, 5, 11], revenue: 1000}\n"
	"- {id: part, kind: lab, parent: p}\n"
	"offerings:\n"
	"- {id: p/a, provider: p, kind: model, prices: {mtok: 3, call: 0.2}}\n"
	"- {id: q/a, provider: q, kind: model, prices: {mtok: 2, call: 0.1}}\n"
	"- {id: part/a, provider: part, kind: model, runs_on: [p/a]}\n"
	"components:\n"
	"- id: c0\n"
	"  bindings:\n"
	"  - {offering: p/a, monthly: 8k, usage: {mtok: 150, call: 7}, growth: 2%,\n"
	"     counts: {prompt: [20, 30, 45], token: 12, data_tb: 14}}\n"
	"- {id: c1, depends_on: [c0], bindings: [{offering: p/a, monthly: 300, counts: {prompt: 3, licence: "
	"6}}]}\n"
	"- {id: c2, depends_on: [c0], bindings: [{offering: part/a, monthly: 70, counts: {prompt: 2}}]}\n"
	"commitments:\n"
	"- {provider: p, remaining: 50k, until: 2027-06-01}\n"
	"- {provider: p, remaining: 90k, until: 2028-02-01}\n"
	"credits:\n"
	"- {provider: p, remaining: 61k, until: 2027-09-01}\n"
	"flows:\n"
	"- {from: q, to: p, kind: revenue, amount: 5k, firm: 4k, term: 2}\n"
	"- {from: p, to: q, kind: equity, amount: 7k}\n"
	"- {from: p, to: q, kind: equity, amount: 2k, firm: 1k}\n"
	"- {from: part, to: q, kind: data}\n"
	"migrations:\n"
	"- {id: m0, from: p/a, to: q/a, where: {component: c0}, extra: [1, 5, 30]}\n"
	"- {id: m1, bindings: [c1@p/a], to: q/a, cost_ratio: 0.8}\n"
	"- {id: m2, bindings: [c2@part/a], to: q/a, strategy: rehost}\n";

/* --- a model with a value in it is the model of a file that says it ------------------------------- */

struct substitution {
	const char *variable, *value, *old, *new;
};

static const struct substitution substitutions[] = {
	{"rate", "1.1k", "rate: [500, 900, 1500]", "rate: 1.1k"},
	{"rate", "[400, 700, 900]", "rate: [500, 900, 1500]", "rate: [400, 700, 900]"},
	{"overrun", "[1, 1.5, 3]", "overrun: [1, 1.2, 1.9]", "overrun: [1, 1.5, 3]"},
	{"overlap", "6", "overlap: [1, 2, 4.5]", "overlap: 6"},
	{"horizon", "47", "horizon: 30", "horizon: 47"},
	{"horizon", "12", "horizon: 30", "horizon: 12"},
	{"discount_rate", "12%", "discount_rate: 7%", "discount_rate: 12%"},
	{"driver:prompt", "[1, 2, 3]", "[0.1, 0.2, 0.9]", "[1, 2, 3]"},
	{"driver:licence", "35", "money: [10, 20, 40]", "money: 35"},
	{"driver:dependents", "[1, 2, 4]", "effort: 1.5", "effort: [1, 2, 4]"},
	{"at:prompt:rehost", "50%", "at: {rehost: 0.25}", "at: {rehost: 50%}"},
	{"at:prompt:replatform", "0.6", "at: {rehost: 0.25}", "at: {rehost: 0.25, replatform: 0.6}"},
	{"egress:p:1", "120", "[10, 90]", "[10, 120]"},
	{"egress:p:2", "0", "[rest, 50]", "[rest, 0]"},
	{"onboarding:q", "8", "onboarding: [3, 5, 11]", "onboarding: 8"},
	{"revenue:q", "1M", "revenue: 1000", "revenue: 1M"},
	{"stance:p:openness", "-1.5", "stance: {openness: 1}", "stance: {openness: -1.5}"},
	{"stance:p:price", "2", "stance: {openness: 1}", "stance: {openness: 1, price: 2}"},
	{"stance:part:price", "1", "- {id: part, kind: lab,", "- {id: part, kind: lab, stance: {price: 1},"},
	{"price:q/a:mtok", "2.5", "{mtok: 2, call: 0.1}", "{mtok: 2.5, call: 0.1}"},
	{"price:part/a:mtok", "4", "runs_on: [p/a]}", "runs_on: [p/a], prices: {mtok: 4}}"},
	{"monthly:c0@p/a", "9.5k", "monthly: 8k", "monthly: 9.5k"},
	{"monthly:c2@part/a", "0", "monthly: 70", "monthly: 0"},
	{"growth:c0@p/a", "3%", "growth: 2%", "growth: 3%"},
	{"usage:c0@p/a:call", "9", "call: 7", "call: 9"},
	{"count:c0@p/a:prompt", "33", "prompt: [20, 30, 45]", "prompt: 33"},
	{"count:c1@p/a:prompt", "[1, 3, 9]", "prompt: 3,", "prompt: [1, 3, 9],"},
	{"count:c0@p/a:data_tb", "900 GB", "data_tb: 14", "data_tb: 900 GB"},
	{"commitment:p", "60k", "remaining: 50k", "remaining: 60k"},
	{"commitment:p:2", "10k", "remaining: 90k", "remaining: 10k"},
	{"credit:p", "9k", "remaining: 61k", "remaining: 9k"},
	{"flow:q:p:revenue", "1k", "firm: 4k", "firm: 1k"},
	{"flow:p:q:equity", "6k", "amount: 7k", "amount: 7k, firm: 6k"},
	{"flow:p:q:equity:2", "2k", "firm: 1k", "firm: 2k"},
	{"flow:part:q:data", "3k", "kind: data}", "kind: data, amount: 3k}"},
	{"extra:m0", "[2, 3, 4]", "extra: [1, 5, 30]", "extra: [2, 3, 4]"},
	{"extra:m1", "500", "cost_ratio: 0.8}", "cost_ratio: 0.8, extra: 500}"},
	{"cost_ratio:m1", "1.2", "cost_ratio: 0.8", "cost_ratio: 1.2"},
	{"cost_ratio:m0", "90%", "extra: [1, 5, 30]}", "extra: [1, 5, 30], cost_ratio: 90%}"},
};

enum { SUBSTITUTIONS = sizeof substitutions / sizeof *substitutions };

/* The text with one replacement; the caller frees it. */
static char *replaced(const char *text, const char *old, const char *new)
{
	const char *at = strstr(text, old);
	struct str out;

	assert_non_null(at);
	assert_null(strstr(at + 1, old));
	str_init(&out);
	str_add(&out, text, (size_t)(at - text));
	str_add_text(&out, new);
	str_add_text(&out, at + strlen(old));
	return out.data;
}

static struct tried read_tried(const struct model *model, const char *variable, const char *value)
{
	struct tried tried = {.kind = TRIED_KIND_COUNT};
	struct tried_fault fault = {.text = "?"};
	struct arena arena;

	arena_init(&arena);
	if (!tried_find(model, variable, &tried, &fault, &arena) ||
	    !tried_read(model, value, &tried, &fault, &arena))
		fail_msg("%s: %s", variable, fault.text);
	arena_clear(&arena);
	return tried;
}

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
	char *text = replaced(STACK, s->old, s->new);
	struct tried tried = read_tried(tries->model, s->variable, s->value);
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
	stack_load(&tries, STACK);
	for (size_t i = 0; i < SUBSTITUTIONS; i++)
		assert_as_if_said(&tries, &substitutions[i]);
	build_clear(&tries);
}

/* Those that change the same place of the text are left out. */
static char *replaced_all(struct choice *choice, const struct model *model)
{
	char *text = replaced(STACK, "unmoor: 1", "unmoor: 1");

	for (size_t i = 0; i < SUBSTITUTIONS; i++) {
		const struct substitution *s = &substitutions[i];
		const char *at = strstr(text, s->old);
		struct tried tried = read_tried(model, s->variable, s->value);
		if (!at || strstr(at + 1, s->old) ||
		    tried_get(choice->tried, choice->tried_count, tried.kind, tried.a, tried.b))
			continue;
		char *next = replaced(text, s->old, s->new);
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
	stack_load(&tries, STACK);
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
	const struct substitution *s = &substitutions[build_random(luck, SUBSTITUTIONS)];
	struct tried tried = read_tried(built->model, s->variable, s->value);
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
	stack_load(&walks, STACK);
	for (int i = 0; i < 400; i++) {
		struct str ours, theirs;
		step_anywhere(&walks, &luck);
		if (build_random(&luck, 2))
			continue;
		stack_load(&begins, STACK);
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
	stack_load(&tries, STACK);
	stack_load(&plain, STACK);
	for (size_t i = 0; i < SUBSTITUTIONS; i++) {
		struct tried tried =
			read_tried(tries.model, substitutions[i].variable, substitutions[i].value);
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
	stack_load(&built, STACK);
	tried = read_tried(built.model, "rate", "1.1k");
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
	stack_load(&built, STACK);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tried tried = read_tried(built.model, cases[i].variable, "1");
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
		stack_load(&built, STACK);
		struct tried tried = read_tried(built.model, "overlap", "2");
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
	stack_load(&built, STACK);
	struct tried rate = read_tried(built.model, "rate", "1.1k"),
		     growth = read_tried(built.model, "growth:c0@p/a", "3%");
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
	stack_load(&built, STACK);
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
	stack_load(&built, STACK);
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

/* --- names ----------------------------------------------------------------------------------------- */

static void names_lead_back_to_their_variables(void **state)
{
	struct built built;

	(void)state;
	stack_load(&built, STACK);
	for (size_t i = 0; i < SUBSTITUTIONS; i++) {
		struct tried tried = read_tried(built.model, substitutions[i].variable, "1");
		struct str name, value;
		str_init(&name);
		str_init(&value);
		tried_name(built.model, &tried, &name);
		assert_string_equal(name.data, substitutions[i].variable);
		struct tried again = read_tried(built.model, name.data, substitutions[i].value);
		assert_int_equal(tried_compare(&tried, &again), 0);
		tried_print_value(again.kind, again.value, &value);
		struct tried third = read_tried(built.model, name.data, value.data);
		assert_memory_equal(&third.value, &again.value, sizeof again.value);
		str_clear(&name);
		str_clear(&value);
	}
	build_clear(&built);
}

static void two_names_of_one_variable(void **state)
{
	struct built built;

	(void)state;
	stack_load(&built, STACK);
	struct tried a = read_tried(built.model, "commitment:p", "1"),
		     b = read_tried(built.model, "commitment:p:1", "1"),
		     c = read_tried(built.model, "egress:p", "1"),
		     d = read_tried(built.model, "egress:p:1", "1");
	assert_int_equal(tried_compare(&a, &b), 0);
	assert_int_equal(tried_compare(&c, &d), 0);
	build_clear(&built);
}

static const struct {
	const char *both, *text, *suggestion;
} refusals[] = {
	{"rate", "'rate' is not VARIABLE=VALUE", NULL},
	{"=4", "'=4' is not VARIABLE=VALUE", NULL},
	{"rat=4", "unknown variable 'rat'", "did you mean 'rate'?"},
	{"divers:prompt=4", "unknown variable 'divers:prompt'", "did you mean 'driver:'?"},
	{"rates=4", "unknown variable 'rates'", "did you mean 'rate'?"},
	{"rate:p=4", "unknown variable 'rate:p'", "did you mean 'rate'?"},
	{"driver:promt=4", "unknown driver 'promt' in 'driver:promt'", "did you mean 'prompt'?"},
	{"driver:token=4",
	 "'driver:token' cannot be tried: the target's prices say what one costs: try "
	 "price:OFFERING:UNIT",
	 NULL},
	{"driver:data_tb=4",
	 "'driver:data_tb' cannot be tried: egress says what one costs: try egress:PROVIDER:N", NULL},
	{"at:prompt=4", "'at:prompt' cannot be tried: a part of its name is missing", NULL},
	{"at:prompt:rehosts=4", "unknown strategy 'rehosts' in 'at:prompt:rehosts'", NULL},
	{"egress:q:1=4", "'egress:q:1' cannot be tried: the provider has no such tier of egress", NULL},
	{"egress:p:0=4", "'egress:p:0' cannot be tried: its last part is no number from 1", NULL},
	{"egress:p:x=4", "'egress:p:x' cannot be tried: its last part is no number from 1", NULL},
	{"egress:p:99999999999999=4",
	 "'egress:p:99999999999999' cannot be tried: its last part is no number from 1", NULL},
	{"commitment:q=4", "'commitment:q' cannot be tried: the provider has no such one", NULL},
	{"flow:q:p:equity=4", "'flow:q:p:equity' cannot be tried: there is no such flow", NULL},
	{"stance:p:opennes=1", "unknown need 'opennes' in 'stance:p:opennes'", "did you mean 'openness'?"},
	{"stance:p:openness=3", "'stance:p:openness' is out of range: '3' (-2 to 2 is allowed)", NULL},
	{"price:q/a:cal=1", "unknown unit 'cal' in 'price:q/a:cal'", "did you mean 'call'?"},
	{"monthly:c0=1", "'monthly:c0' names no component@offering", NULL},
	{"monthly:c9@p/a=1", "unknown component 'c9' in 'monthly:c9@p/a'", NULL},
	{"monthly:c1@q/a=1",
	 "no binding 'c1@q/a' in 'monthly:c1@q/a': the component has none on that offering", NULL},
	{"usage:c1@p/a:call=1", "'usage:c1@p/a:call' cannot be tried: the binding has no such usage", NULL},
	{"count:c1@p/a:token=1", "'count:c1@p/a:token' cannot be tried: the binding counts none of it", NULL},
	{"extra:m9=1", "unknown migration 'm9' in 'extra:m9'", NULL},
	{"rate=", "'rate' has no value: one number or [low, likely, high] is needed", NULL},
	{"rate=x", "'rate' needs one number or [low, likely, high], not 'x'", NULL},
	{"rate=-1", "'rate' is out of range: '-1' (it must not be negative)", NULL},
	{"rate=[1, 2]", "'rate' needs one number or [low, likely, high], not '[1, 2]'", NULL},
	{"rate=[1, 2, 3, 4]", "'rate' needs one number or [low, likely, high], not '[1, 2, 3, 4]'", NULL},
	{"rate=[1, , 3]", "'rate' needs one number or [low, likely, high], not '[1, , 3]'", NULL},
	{"rate=[", "'rate' needs one number or [low, likely, high], not '['", NULL},
	{"rate=[3, 2, 1]", "'rate' is out of order: '[3, 2, 1]' (low <= likely <= high)", NULL},
	{"horizon=[1, 2, 3]", "'horizon' needs a whole number, not '[1, 2, 3]'", NULL},
	{"horizon=121", "'horizon' is out of range: '121' (1 to 120 is allowed)", NULL},
	{"horizon=1.5", "'horizon' needs a whole number, not '1.5'", NULL},
	{"discount_rate=8k", "'discount_rate' needs a number or a percentage, not '8k'", NULL},
	{"monthly:c0@p/a=1e999", "'monthly:c0@p/a' needs a number (with k, M, B or T), not '1e999'", NULL},
	{"usage:c0@p/a:call=nan", "'usage:c0@p/a:call' needs a number (with k, M, B or T), not 'nan'", NULL},
};

static void what_cannot_be_tried_says_why(void **state)
{
	struct built built;
	struct arena arena;

	(void)state;
	stack_load(&built, STACK);
	arena_init(&arena);
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct tried_fault fault = {.text = NULL};
		struct tried tried;
		if (tried_read_both(built.model, refusals[i].both, &tried, &fault, &arena))
			fail_msg("'%s' was read", refusals[i].both);
		assert_string_equal(fault.text, refusals[i].text);
		if (!refusals[i].suggestion != !(fault.suggestion && fault.suggestion[0] == 'd'))
			fail_msg("'%s' is suggested '%s'", refusals[i].both, fault.suggestion);
		if (refusals[i].suggestion)
			assert_string_equal(fault.suggestion, refusals[i].suggestion);
	}
	arena_clear(&arena);
	build_clear(&built);
}

/* --- choices --------------------------------------------------------------------------------------- */

static void choices_keep_what_they_try(void **state)
{
	struct built built;
	struct choice a, b;

	(void)state;
	stack_load(&built, STACK);
	struct tried rate = read_tried(built.model, "rate", "1.1k"),
		     more = read_tried(built.model, "rate", "1.2k"),
		     overlap = read_tried(built.model, "overlap", "[1, 2, 3]");
	choice_init(&a);
	choice_init(&b);
	choice_try(&a, &overlap);
	choice_try(&a, &rate);
	assert_int_equal(a.tried[0].kind, TRIED_RATE);
	assert_false(choice_equal(&a, &b));
	choice_copy(&b, &a);
	assert_true(choice_equal(&a, &b));
	assert_ptr_not_equal(a.tried, b.tried);
	choice_try(&b, &more);
	assert_int_equal(b.tried_count, 2);
	assert_false(choice_equal(&a, &b));
	choice_try(&b, &rate);
	assert_true(choice_equal(&a, &b));
	assert_true(choice_untry(&b, &more)); /* by the variable, whatever its value */
	assert_false(choice_untry(&b, &more));
	assert_int_equal(b.tried_count, 1);
	choice_clear(&a);
	assert_int_equal(a.tried_count, 0);
	choice_clear(&b);
	build_clear(&built);
}

static void a_choice_tries_so_many_and_no_more(void **state)
{
	struct choice choice;

	(void)state;
	choice_init(&choice);
	for (uint32_t i = 0; i < TRIED_MOST; i++)
		assert_true(choice_try(&choice, &(struct tried){TRIED_DRIVER, i, 0, {1, 1, 1}}));
	assert_false(choice_try(&choice, &(struct tried){TRIED_DRIVER, TRIED_MOST, 0, {1, 1, 1}}));
	assert_true(choice_try(&choice, &(struct tried){TRIED_DRIVER, 3, 0, {2, 2, 2}}));
	assert_int_equal(choice.tried_count, TRIED_MOST);
	choice_clear(&choice);
}

/* --- scenarios ------------------------------------------------------------------------------------- */

static void scenarios_say_what_they_try(void **state)
{
	struct str text;
	struct built built;

	(void)state;
	str_init(&text);
	str_add_text(&text, STACK);
	str_add_text(&text, "scenarios:\n"
			    "- id: s\n"
			    "  start: 40\n"
			    "  migrations: [m0]\n"
			    "  tried: {overrun: 2, rate: 1.1k, horizon: 47, \"driver:prompt\": [1, 2, 3],\n"
			    "          \"growth:c0@p/a\": 3%, \"count:c0@p/a:data_tb\": 900 GB}\n");
	stack_load(&built, text.data);
	const struct scenario *scenario = &built.model->scenarios[0];
	assert_int_equal(scenario->tried_count, 6);
	choice_of_scenario(&built.choice, built.model, 0);
	assert_int_equal(built.choice.tried_count, 6);
	assert_int_equal(choice_horizon(&built.choice, built.model), 47);
	analysis_follow(built.analysis, &built.choice);
	const struct model *model = analysis_model(built.analysis);
	assert_true(model->rate.low >= 1100 && model->rate.high <= 1100);
	assert_true(model->drivers[0].value.high >= 3);
	assert_int_equal(model->horizon, 47);
	build_clear(&built);
	str_clear(&text);
}

static void faults_of_tried_values_are_told(void **state)
{
	static const struct {
		const char *tried, *text, *suggestion;
	} cases[] = {
		{"{rat: 3}", "unknown variable 'rat'", "did you mean 'rate'?"},
		{"{\"driver:promt\": 3}", "unknown driver 'promt' in 'driver:promt'",
		 "did you mean 'prompt'?"},
		{"{rate: x}", "'tried' of 'rate' needs one number or [low, likely, high], not 'x'", NULL},
		{"{rate: [1, 2]}", "'tried' of 'rate' needs one number or [low, likely, high], not [1, 2]",
		 NULL},
		{"{horizon: [1, 2, 3]}", "'tried' of 'horizon' needs a whole number, not a list", NULL},
		{"{horizon: 0}", "'tried' of 'horizon' is out of range: '0'", "1 to 120 is allowed"},
		{"{rate: }", "'tried' of 'rate' has no value: one number or [low, likely, high] is needed",
		 NULL},
		{"{rate: 1, rate: 2}", "'rate' is given twice", "first on line 1"},
		{"{\"commitment:p\": 1, \"commitment:p:1\": 2}", "'commitment:p:1' is given twice", NULL},
		{"[rate]", "'tried' needs a mapping of variables to numbers or ranges, not a list", NULL},
		{"{horizon: 3}", "'start' is month 3: it must be below the horizon of 3 months", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diag_list faults;
		struct str text;
		str_init(&text);
		str_add_text(&text, STACK);
		str_print(&text, "scenarios: [{id: s, start: 3, tried: %s}]\n", cases[i].tried);
		diag_list_init(&faults);
		assert_null(load_bytes("test", text.data, text.length, &faults));
		assert_int_equal(faults.errors, 1);
		assert_string_equal(faults.items[0].text, cases[i].text);
		assert_true(faults.items[0].line > 0 && faults.items[0].column > 0);
		if (cases[i].suggestion && !strstr(cases[i].suggestion, "line"))
			assert_string_equal(faults.items[0].suggestion, cases[i].suggestion);
		diag_list_clear(&faults);
		str_clear(&text);
	}
}

static void no_more_than_the_most_are_loaded(void **state)
{
	struct diag_list faults;
	struct str text;

	(void)state;
	str_init(&text);
	str_add_text(&text, STACK);
	str_add_text(&text, "scenarios: [{id: s, tried: {rate: 1");
	for (int i = 0; i < TRIED_MOST; i++)
		str_print(&text, ", \"driver:d%d\": 1", i);
	str_add_text(&text, "}}]\n");
	diag_list_init(&faults);
	assert_null(load_bytes("test", text.data, text.length, &faults));
	assert_int_equal(faults.errors, 1);
	assert_string_equal(faults.items[0].text, "more than 100 values are tried");
	diag_list_clear(&faults);
	str_clear(&text);
}

/* Other faults of the file do not get in the way of looking variables up. */
static void a_file_with_other_faults_is_looked_through(void **state)
{
	struct diag_list faults;
	struct str text;

	(void)state;
	str_init(&text);
	str_add_text(&text, STACK);
	str_add_text(&text, "scenarios: [{id: s, tried: {\"flow:a:q:data\": 1, \"credit:zz\": 1}}]\n");
	char *faulty = replaced(text.data, "{from: part, to: q", "{from: partt, to: q");
	diag_list_init(&faults);
	assert_null(load_bytes("test", faulty, strlen(faulty), &faults));
	assert_int_equal(faults.errors, 3);
	diag_list_clear(&faults);
	free(faulty);
	str_clear(&text);
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
		cmocka_unit_test(names_lead_back_to_their_variables),
		cmocka_unit_test(two_names_of_one_variable),
		cmocka_unit_test(what_cannot_be_tried_says_why),
		cmocka_unit_test(choices_keep_what_they_try),
		cmocka_unit_test(a_choice_tries_so_many_and_no_more),
		cmocka_unit_test(scenarios_say_what_they_try),
		cmocka_unit_test(faults_of_tried_values_are_told),
		cmocka_unit_test(no_more_than_the_most_are_loaded),
		cmocka_unit_test(a_file_with_other_faults_is_looked_through),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
