#include "core/model/model.h"

#include "core/model/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char stack[] = "unmoor: 1\nas_of: 2026-11-01\ncatalog: none\nrate: 1\noverrun: 1\noverlap: 1\n"
			    "drivers:\n"
			    "- {id: model, category: retraining, effort: [1, 2, 6]}\n"
			    "- {id: data_tb, category: transfer}\n"
			    "providers:\n"
			    "- {id: a, kind: cloud}\n"
			    "- {id: b, kind: lab, parent: a}\n"
			    "- {id: c, kind: lab, parent: b}\n"
			    "- {id: d, kind: chip}\n"
			    "offerings:\n"
			    "- {id: a/x, provider: a, kind: k, interface: i, prices: {unit: 2, other: 3}}\n"
			    "- {id: b/y, provider: b, kind: k, interface: i}\n"
			    "- {id: c/z, provider: c, kind: k, interface: j}\n"
			    "- {id: d/w, provider: d, kind: l}\n"
			    "components:\n"
			    "- id: one\n"
			    "  name: The first\n"
			    "  bindings:\n"
			    "  - offering: a/x\n"
			    "    counts:\n"
			    "      model: [1, 2, 3]\n"
			    "      data_tb: 5\n"
			    "  - {offering: b/y}\n"
			    "- id: two\n"
			    "- {id: three, bindings: [{offering: a/x}]}\n";

static int setup(void **state)
{
	struct diag_list faults;

	diag_list_init(&faults);
	*state = load_bytes("test", stack, sizeof stack - 1, &faults);
	diag_list_clear(&faults);
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	model_free(*state);
	return 0;
}

static void test_finding(void **state)
{
	const struct model *model = *state;

	assert_int_equal(model_find_provider(model, "b"), 1);
	assert_int_equal(model_find_provider(model, "a/x"), NONE);
	assert_int_equal(model_find_provider(model, "nowhere"), NONE);
	assert_int_equal(model_find_provider(model, ""), NONE);
	assert_int_equal(model_find_offering(model, "c/z"), 2);
	assert_int_equal(model_find_component(model, "two"), 1);
	assert_string_equal(model->drivers[model_find_driver(model, "data_tb")].id, "data_tb");
	assert_int_equal(model_find_migration(model, "two"), NONE);
	assert_int_equal(model_find_scenario(model, "two"), NONE);
}

static void test_finding_bindings(void **state)
{
	const struct model *model = *state;

	assert_int_equal(model_find_binding(model, "one@a/x"), 0);
	assert_int_equal(model_find_binding(model, "one@b/y"), 1);
	assert_int_equal(model_find_binding(model, "three@a/x"), 2);
	assert_int_equal(model_find_binding(model, "two@a/x"), NONE);
	assert_int_equal(model_find_binding(model, "one"), NONE);
	assert_int_equal(model_find_binding(model, "@a/x"), NONE);
	assert_int_equal(model_find_binding(model, "one@"), NONE);
	assert_int_equal(model_find_binding(model, "one@a/x@"), NONE);
}

static void test_texts(void **state)
{
	const struct model *model = *state;

	assert_string_equal(model_text(model, 0), "");
	assert_string_equal(model_component_id(model, 0), "one");
	assert_string_equal(model_component_name(model, 0), "The first");
	assert_string_equal(model_component_name(model, 1), "two");
	assert_string_equal(model_binding_offering_id(model, 1), "b/y");
	assert_int_equal(model->components[0].team, 0);
}

static void test_counts(void **state)
{
	const struct model *model = *state;
	struct range range = model_count_range(model, 0), constant = model_count_range(model, 1);

	assert_true(range.low >= 1 && range.low <= 1 && range.likely >= 2 && range.likely <= 2 &&
		    range.high >= 3);
	assert_true(range_is_constant(constant) && constant.low >= 5 && constant.high <= 5);
}

static void test_places(void **state)
{
	const struct model *model = *state;
	uint32_t line = model_component_place(model, 0).line;

	/* the lines of the stack, whatever stands above it */
	assert_int_equal(model_component_place(model, 1).line, line + 8);
	assert_int_equal(model_component_place(model, 2).line, line + 9);
	assert_int_equal(model_binding_place(model, 0).line, line + 3);
	assert_int_equal(model_binding_place(model, 1).line, line + 7);
	assert_int_equal(model_count_place(model, 0, 0).line, line + 5);
	assert_int_equal(model_count_place(model, 0, 1).line, line + 6);
	assert_int_equal(model_component_place(model, 2).file, 0);
	assert_false(model_place_is_builtin(model, model_component_place(model, 0)));
}

static void test_parts(void **state)
{
	const struct model *model = *state;

	assert_true(model_is_part_of(model, 2, 0));
	assert_true(model_is_part_of(model, 2, 1));
	assert_true(model_is_part_of(model, 0, 0));
	assert_false(model_is_part_of(model, 0, 2));
	assert_false(model_is_part_of(model, 3, 0));
	assert_int_equal(model->providers[2].root, 0);
	assert_int_equal(model->providers[3].root, 3);
}

static void test_prices_and_strategies(void **state)
{
	const struct model *model = *state;
	uint32_t unit = strcmp(model->units[0], "unit") == 0 ? 0 : 1;

	assert_true(model_price(model, 0, unit) >= 2 && model_price(model, 0, unit) <= 2);
	assert_true(isnan(model_price(model, 1, unit)));
	assert_int_equal(model_strategy(model, 0, 1), STRATEGY_REHOST);
	assert_int_equal(model_strategy(model, 0, 2), STRATEGY_REPLATFORM);
	assert_int_equal(model_strategy(model, 0, 3), STRATEGY_REFACTOR);
}

static void test_ranges(void **state)
{
	(void)state;
	double mean = range_mean((struct range){1, 2, 6}),
	       constant = range_mean((struct range){0.1, 0.1, 0.1}), exact = 0.1;

	assert_true(mean >= 2.5 && mean <= 2.5);
	assert_memory_equal(&constant, &exact,
			    sizeof exact); /* (0.1 + 4 * 0.1 + 0.1) / 6 is another double */
	assert_false(range_is_constant((struct range){1, 1, 2}));
}

static void test_months(void **state)
{
	static const struct {
		struct date from, to;
		uint32_t months;
	} cases[] = {
		{{2026, 11, 1}, {2027, 1, 12}, 2},   {{2026, 11, 30}, {2026, 12, 1}, 1},
		{{2026, 11, 1}, {2026, 11, 30}, 0},  {{2026, 11, 1}, {2026, 10, 1}, 0},
		{{1, 1, 1}, {9999, 12, 31}, 119987},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(date_months(cases[i].from, cases[i].to), cases[i].months);
}

static void test_words(void **state)
{
	(void)state;
	assert_string_equal(category_name(CATEGORY_RETRAINING), "retraining");
	assert_string_equal(category_name(CATEGORY_COMMITMENTS), "commitments");
	assert_string_equal(strategy_name(STRATEGY_REFACTOR), "refactor");
	assert_string_equal(provider_kind_name(PROVIDER_CLOUD), "cloud");
	assert_string_equal(provider_kind_name(PROVIDER_SELF), "self");
	assert_string_equal(flow_kind_name(FLOW_EQUITY), "equity");
	assert_string_equal(flow_kind_name(FLOW_DATA), "data");
	assert_string_equal(flow_kind_name(FLOW_OWNERSHIP), "ownership");
	assert_string_equal(flow_kind_name(FLOW_DEPENDENCE), "dependence");
	assert_string_equal(flow_status_name(FLOW_PAID), "paid");
	assert_string_equal(flow_status_name(FLOW_SUPERSEDED), "superseded");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_finding),
		cmocka_unit_test(test_finding_bindings),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_prices_and_strategies),
		cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_words),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
