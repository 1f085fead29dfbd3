#include "core/base/str.h"
#include "tests/unit/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct built built;

static int teardown(void **state)
{
	(void)state;
	build_clear(&built);
	return 0;
}

static const char *member_id(const struct circles *circles, uint32_t circle, uint32_t i)
{
	uint32_t index = circles->members[circles->circles[circle].first + i];
	return circles->of_offerings[circle] ? built.model->offerings[index].id
					     : model_component_id(built.model, index);
}

/* "a b; c d" with the kind of each circle in front. */
static void expect_circles(const char *expected)
{
	struct str text;
	str_init(&text);
	const struct circles *circles = analysis_circles(built.analysis);
	for (uint32_t c = 0; c < circles->count; c++) {
		str_print(&text, "%s%s", c > 0 ? "; " : "",
			  circles->of_offerings[c] ? "offerings" : "components");
		for (uint32_t i = 0; i < circles->circles[c].count; i++)
			str_print(&text, " %s", member_id(circles, c, i));
	}
	assert_string_equal(text.length > 0 ? text.data : "", expected);
	str_clear(&text);
}

static void test_none(void **state)
{
	(void)state;
	build_stack(
		&built,
		"providers: [{id: p, kind: lab}]\n"
		"offerings: [{id: a, provider: p, kind: k}, {id: b, provider: p, kind: k, runs_on: [a]}]\n"
		"components: [{id: x}, {id: y, depends_on: [x]}]\n");
	expect_circles("");
}

static void test_both_kinds_sorted_together(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: p, kind: lab}]\n"
			    "offerings:\n"
			    "- {id: n, provider: p, kind: k, runs_on: [{any: [m, p]}]}\n"
			    "- {id: m, provider: p, kind: k, runs_on: [n]}\n"
			    "- {id: c1, provider: p, kind: k, runs_on: [c0]}\n"
			    "- {id: c0, provider: p, kind: k, runs_on: [c1]}\n"
			    "components:\n"
			    "- {id: z, depends_on: [y]}\n"
			    "- {id: y, depends_on: [x]}\n"
			    "- {id: x, depends_on: [z, B]}\n"
			    "- {id: B, depends_on: [a]}\n"
			    "- {id: a, depends_on: [B]}\n"
			    "- {id: alone, depends_on: [a]}\n");
	expect_circles("components B a; offerings c0 c1; offerings m n; components x y z");
}

/* Equal ids: a list that is the other's beginning comes first, then the components'. */
static void test_ties(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: p, kind: lab}]\n"
			    "offerings:\n"
			    "- {id: a, provider: p, kind: k, runs_on: [b]}\n"
			    "- {id: b, provider: p, kind: k, runs_on: [c, a]}\n"
			    "- {id: c, provider: p, kind: k, runs_on: [a]}\n"
			    "- {id: y, provider: p, kind: k, runs_on: [x]}\n"
			    "- {id: x, provider: p, kind: k, runs_on: [y]}\n"
			    "components:\n"
			    "- {id: b, depends_on: [a]}\n"
			    "- {id: a, depends_on: [b]}\n"
			    "- {id: x, depends_on: [y]}\n"
			    "- {id: y, depends_on: [x]}\n");
	expect_circles("components a b; offerings a b c; components x y; offerings x y");
}

/* The shorter of two that begin alike comes first, also where it is of offerings. */
static void test_a_beginning_comes_first(void **state)
{
	(void)state;
	build_stack(&built, "providers: [{id: p, kind: lab}]\n"
			    "offerings:\n"
			    "- {id: a, provider: p, kind: k, runs_on: [b]}\n"
			    "- {id: b, provider: p, kind: k, runs_on: [a]}\n"
			    "components:\n"
			    "- {id: a, depends_on: [b]}\n"
			    "- {id: b, depends_on: [c]}\n"
			    "- {id: c, depends_on: [a]}\n");
	expect_circles("offerings a b; components a b c");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_none),
		TEST(test_both_kinds_sorted_together),
		TEST(test_ties),
		TEST(test_a_beginning_comes_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
