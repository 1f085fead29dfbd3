/* The patterns of `where`: how long they may take together. */
#include "core/model/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/str.h"
#include "core/model/loader.h"

/* So many components whose ids take a while each, and a migration for each of the patterns. */
static void write_stack(struct str *out, int components, const char *const *patterns)
{
	str_add_text(out, "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\noverlap: "
			  "1\nproviders: [{id: a, kind: cloud}]\n"
			  "offerings: [{id: a/x, provider: a, kind: k}, {id: a/y, provider: a, kind: k}]\n"
			  "components:\n");
	for (int i = 0; i < components; i++)
		str_print(out, "- {id: aaaaaaaaa-%d, bindings: [{offering: a/x}]}\n", i);
	str_add_text(out, "migrations:\n");
	for (int i = 0; patterns[i]; i++)
		str_print(out, "- {id: m%d, from: a/x, to: a/y, where: {component: '%s'}}\n", i, patterns[i]);
}

/* Loads it; the number of bindings of the last migration, or NONE with the first fault. */
static uint32_t load(int components, const char *const *patterns, struct str *fault)
{
	struct str text;
	struct diag_list faults;
	struct arena arena;
	uint32_t count = NONE;

	str_init(&text);
	diag_list_init(&faults);
	arena_init(&arena);
	write_stack(&text, components, patterns);
	struct model *model = load_bytes("test.yaml", text.data, text.length, &faults);
	if (model)
		count = model->migrations[model->migration_count - 1].binding_count;
	else
		str_add_text(fault, diag_line(&faults.items[0], &arena));
	assert_int_equal(faults.errors, model ? 0 : 1);
	model_free(model);
	arena_clear(&arena);
	diag_list_clear(&faults);
	str_clear(&text);
	return count;
}

static void expect_fault(int components, const char *const *patterns, const char *expected)
{
	struct str fault;

	str_init(&fault);
	assert_int_equal(load(components, patterns, &fault), NONE);
	assert_string_equal(fault.data, expected);
	str_clear(&fault);
}

static const char *const slow[] = {"(a+)+$", NULL};

static void a_few_slow_texts_are_borne(void **state)
{
	(void)state;
	assert_int_equal(load(3, slow, NULL), 0);
}

/* None of them takes too long alone. */
static void many_slow_texts_are_a_fault(void **state)
{
	(void)state;
	expect_fault(60, slow,
		     "test.yaml:71:39: error: the patterns of 'where' take too long together "
		     "(write simpler patterns, or plain text)");
}

/* Each migration stays below the bound, all of them do not: told once, where it was passed. */
static void the_bound_is_for_all_migrations(void **state)
{
	static const char *const two[] = {"(a+)+$", "(a+)+$", "(a+)+$", "(a+)+$", "(a+)+$",
					  "(a+)+$", "(a+)+$", "(a+)+$", "(a+)+$", NULL};

	(void)state;
	expect_fault(10, two,
		     "test.yaml:22:39: error: the patterns of 'where' take too long together "
		     "(write simpler patterns, or plain text)");
}

/* What an ordinary pattern costs is free, however many components there are. */
static void ordinary_patterns_never_pass_it(void **state)
{
	static const char *const plain[] = {"-2", "^a+-1", "-1|-3", NULL};

	(void)state;
	assert_int_equal(load(4000, plain, NULL), 2222);
}

/* Each binding may be moved by so many, and by no more; the first migration is in line 12. */
static void a_crowd_on_one_binding_is_a_fault(void **state)
{
	const char *every[LOAD_MOVERS_MOST + 2] = {NULL};

	(void)state;
	for (int i = 0; i < LOAD_MOVERS_MOST; i++)
		every[i] = "^a";
	assert_int_equal(load(1, every, NULL), 1);
	every[LOAD_MOVERS_MOST] = "^b"; /* moves nothing */
	assert_int_equal(load(1, every, NULL), 0);
	every[LOAD_MOVERS_MOST] = "^a";
	expect_fault(1, every,
		     "test.yaml:1012:3: error: more than 1000 migrations move 'aaaaaaaaa-0@a/x' "
		     "(leave some of them out, or part them by 'where')");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_few_slow_texts_are_borne),
		cmocka_unit_test(many_slow_texts_are_a_fault),
		cmocka_unit_test(the_bound_is_for_all_migrations),
		cmocka_unit_test(ordinary_patterns_never_pass_it),
		cmocka_unit_test(a_crowd_on_one_binding_is_a_fault),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
