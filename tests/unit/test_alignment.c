#include "core/figures/alignment.h"

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

static void expect_alignment(const char *provider, double score, double coverage)
{
	struct alignment alignment = alignment_find(built.model, build_provider(&built, provider));
	assert_true(fabs(alignment.score - score) < 1e-12);
	assert_true(fabs(alignment.coverage - coverage) < 1e-12);
}

static const char STACK[] = "needs: {portability: 5, privacy: 3, longevity: 0}\n"
			    "providers:\n"
			    "- {id: top, kind: lab, stance: {portability: 2, privacy: -1, longevity: 2}}\n"
			    "- {id: middle, kind: lab, parent: top, stance: {privacy: 2}}\n"
			    "- {id: bottom, kind: lab, parent: middle, stance: {}}\n"
			    "- {id: half, kind: lab, stance: {privacy: -2}}\n"
			    "- {id: mute, kind: lab}\n";

static void test_score_and_coverage(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	expect_alignment("top", 100 * (5 * 2 - 3 * 1) / 16., 1);
	expect_alignment("half", 100 * (3 * -2) / 16., 3 / 8.);
	expect_alignment("mute", 0, 0);
}

static void test_stance_of_nearest_parent(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	expect_alignment("bottom", 100 * (5 * 2 + 3 * 2) / 16., 1);
	uint32_t bottom = build_provider(&built, "bottom"), from;
	for (uint32_t n = 0; n < built.model->need_count; n++) {
		double stance = analysis_stance(built.model, bottom, n, &from);
		assert_true(stance == 2);
		bool privacy = strcmp(built.model->needs[n].id, "privacy") == 0;
		assert_int_equal(from, build_provider(&built, privacy ? "middle" : "top"));
	}
}

static void test_unknown_stance(void **state)
{
	(void)state;
	build_stack(&built, STACK);
	uint32_t from = 0;
	assert_true(isnan(analysis_stance(built.model, build_provider(&built, "mute"), 0, &from)));
	assert_int_equal(from, NONE);
}

static void test_no_needs(void **state)
{
	(void)state;
	build_stack(&built, "needs: {longevity: 0}\n"
			    "providers: [{id: p, kind: lab, stance: {longevity: 1}}]\n");
	struct alignment alignment = alignment_find(built.model, 0);
	assert_true(isnan(alignment.score) && isnan(alignment.coverage));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_score_and_coverage),
		TEST(test_stance_of_nearest_parent),
		TEST(test_unknown_stance),
		TEST(test_no_needs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
