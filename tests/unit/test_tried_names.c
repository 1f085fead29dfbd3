#include "core/model/load.h"
#include "tests/unit/random_stack.h"
#include "tests/unit/tried_stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- names ----------------------------------------------------------------------------------------- */

static void names_lead_back_to_their_variables(void **state)
{
	struct built built;

	(void)state;
	stack_load(&built, tried_stack);
	for (size_t i = 0; i < TRIED_SUBSTITUTIONS; i++) {
		struct tried tried = tried_said(built.model, tried_substitutions[i].variable, "1");
		struct str name, value;
		str_init(&name);
		str_init(&value);
		tried_name(built.model, &tried, &name);
		assert_string_equal(name.data, tried_substitutions[i].variable);
		struct tried again = tried_said(built.model, name.data, tried_substitutions[i].value);
		assert_int_equal(tried_compare(&tried, &again), 0);
		tried_print_value(again.kind, again.value, &value);
		struct tried third = tried_said(built.model, name.data, value.data);
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
	stack_load(&built, tried_stack);
	struct tried a = tried_said(built.model, "commitment:p", "1"),
		     b = tried_said(built.model, "commitment:p:1", "1"),
		     c = tried_said(built.model, "egress:p", "1"),
		     d = tried_said(built.model, "egress:p:1", "1");
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
	stack_load(&built, tried_stack);
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
	stack_load(&built, tried_stack);
	struct tried rate = tried_said(built.model, "rate", "1.1k"),
		     more = tried_said(built.model, "rate", "1.2k"),
		     overlap = tried_said(built.model, "overlap", "[1, 2, 3]");
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
	str_add_text(&text, tried_stack);
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
		str_add_text(&text, tried_stack);
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
	str_add_text(&text, tried_stack);
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
	str_add_text(&text, tried_stack);
	str_add_text(&text, "scenarios: [{id: s, tried: {\"flow:a:q:data\": 1, \"credit:zz\": 1}}]\n");
	char *faulty = tried_replaced(text.data, "{from: part, to: q", "{from: partt, to: q");
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
