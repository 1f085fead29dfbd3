#include "core/base/str.h"
#include "core/figures/top.h"
#include "tests/unit/build.h"
#include "tests/unit/close.h"
#include "tests/unit/definition.h"
#include "tests/unit/random_stack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct built built;

/* --- the definition: every variable at both ends, everything anew ----------------------------- */

struct found {
	char name[VARIABLE_NAME_SIZE];
	double low, high;
};

struct list {
	struct found *items;
	uint32_t count;
	struct values values;
};

static double total_of(const struct values *values)
{
	struct definition definition;
	define(&built.plan, &built.choice, values, &definition);
	return definition.total;
}

static void add(struct list *list, const char *prefix, const char *id, double *value, struct range range)
{
	struct found found;
	double kept = *value;
	snprintf(found.name, sizeof found.name, "%s%s", prefix, id);
	*value = range.low;
	found.low = total_of(&list->values);
	*value = range.high;
	found.high = total_of(&list->values);
	*value = kept;
	if (fabs(found.high - found.low) <= 1e-12 * fabs(found.high))
		return;
	list->items = realloc(list->items, (list->count + 1u) * sizeof *list->items);
	list->items[list->count++] = found;
}

static void add_counts(struct list *list, const struct model *model)
{
	for (uint32_t k = 0; k < model->binding_count; k++)
		for (uint32_t c = model->bindings[k].first_count; c < model->bindings[k + 1].first_count;
		     c++) {
			char id[400];
			snprintf(id, sizeof id, "%s@%s:%s",
				 model_component_id(model, model->bindings[k].component),
				 model_binding_offering_id(model, k),
				 model->drivers[model->counts[c].driver].id);
			add(list, "count:", id, &list->values.counts[c], model_count_range(model, c));
		}
}

static int compare(const void *left, const void *right)
{
	const struct found *a = left, *b = right;
	double a_swing = fabs(a->high - a->low), b_swing = fabs(b->high - b->low);
	return (a_swing < b_swing) - (a_swing > b_swing);
}

static void find_all(struct list *list)
{
	const struct model *model = built.model;
	*list = (struct list){.items = NULL};
	values_init(&list->values, &built.plan, point_mean);
	add(list, "rate", "", &list->values.rate, model->rate);
	add(list, "overrun", "", &list->values.overrun, model->overrun);
	add(list, "overlap", "", &list->values.overlap, model->overlap);
	for (uint32_t d = 0; d < model->driver_count; d++)
		add(list, "driver:", model->drivers[d].id, &list->values.drivers[d], model->drivers[d].value);
	for (uint32_t p = 0; p < model->provider_count; p++)
		add(list, "onboarding:", model->providers[p].id, &list->values.onboarding[p],
		    model->providers[p].onboarding);
	for (uint32_t m = 0; m < built.plan.count; m++)
		add(list, "extra:", built.plan.migrations[m]->id, &list->values.extras[m],
		    built.plan.migrations[m]->extra);
	add_counts(list, model);
	if (list->count > 1)
		qsort(list->items, list->count, sizeof *list->items, compare);
}

static const struct found *find(const struct list *list, const char *name)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i].name, name) == 0)
			return &list->items[i];
	return NULL;
}

static void expect_definition(void)
{
	struct list list;
	uint32_t count;
	find_all(&list);
	double scale = total_of(&list.values);
	const struct swing *swings = analysis_swings(built.analysis, &count);
	assert_int_equal(count, list.count < 50 ? list.count : 50);
	for (uint32_t i = 0; i < count; i++) {
		const struct found *wanted = find(&list, swings[i].variable);
		if (wanted == NULL)
			print_error("%s should not be listed\n", swings[i].variable);
		assert_non_null(wanted);
		expect_close(swings[i].low, wanted->low, scale);
		expect_close(swings[i].high, wanted->high, scale);
		/* in order, and none that is left out comes before one that is not */
		expect_close(fabs(swings[i].high - swings[i].low),
			     fabs(list.items[i].high - list.items[i].low), scale);
	}
	values_clear(&list.values);
	free(list.items);
}

static void swings_are_as_defined(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 10; seed++) {
		uint64_t switches = seed;
		random_stack_build(&built,
				   (struct random_stack){seed, 2 + 4 * seed, 30 + 6 * seed, seed % 2 == 0});
		for (int step = 0; step < 10; step++) {
			expect_definition();
			random_stack_switch(&built, &switches);
		}
		build_clear(&built);
	}
}

/* Three hundred ranges of data that leave one provider, whose tiers get dearer and cheaper again, by two
 * moves. */
static void build_volumes(uint64_t seed, const char *egress)
{
	struct str body;
	str_init(&body);
	str_print(&body,
		  "drivers: [{id: data_tb, category: transfer}]\n"
		  "providers: [{id: a, kind: cloud, egress: %s}, {id: b, kind: cloud}]\n"
		  "offerings: [{id: o, provider: a, kind: k}, {id: p, provider: a, kind: k}, "
		  "{id: t, provider: b, kind: k}]\n"
		  "components:\n",
		  egress);
	for (int i = 0; i < 150; i++) {
		unsigned low = build_random(&seed, 9), wide = 1 + build_random(&seed, 20);
		for (int part = 0; part < 2; part++)
			str_print(&body,
				  "- {id: c%d-%d, bindings: [{offering: %c, counts: {data_tb: [%u, %u, "
				  "%u]}}]}\n",
				  i, part, "op"[part], low, low + wide / 2 + (unsigned)part,
				  low + wide * 2 + 1);
	}
	str_add_text(&body, "migrations: [{id: m, from: o, to: t}, {id: n, from: p, to: t}]\n");
	build_stack(&built, body.data);
	str_clear(&body);
}

static void many_volumes_are_as_defined(void **state)
{
	(void)state;
	static const char *const egress[] = {"[[1000, 10], [900, 80], [rest, 5]]", "[[1400, 1], [rest, 90]]",
					     "[[1300, 90], [20, 1], [rest, 3]]", "[[rest, 7]]",
					     "[[2700, 3], [60, 50], [rest, 1]]"};
	for (uint64_t i = 0; i < 5; i++) {
		build_volumes(i, egress[i]);
		build_switch(&built, "m", true);
		expect_definition();
		build_switch(&built, "n", true);
		expect_definition();
		build_switch(&built, "m", false);
		expect_definition();
		build_clear(&built);
	}
}

/* --- by hand ---------------------------------------------------------------------------------- */

static void ties_are_broken_by_name(void **state)
{
	(void)state;
	struct str body;
	uint32_t count;
	str_init(&body);
	str_add_text(&body, "drivers: [{id: d, category: redesign, money: 1}]\n"
			    "providers: [{id: a, kind: cloud}, {id: b, kind: cloud}]\n"
			    "offerings: [{id: o, provider: a, kind: k}, {id: t, provider: b, kind: k}]\n"
			    "components:\n");
	for (int i = 99; i >= 20; i--) /* eighty alike, the last by name first */
		str_print(&body, "- {id: c%d, bindings: [{offering: o, counts: {d: [1, 2, 4]}}]}\n", i);
	str_add_text(&body, "- {id: zz, bindings: [{offering: o, counts: {d: [1, 2, 5]}}]}\n"
			    "migrations: [{id: m, from: o, to: t, extra: [0, 1, 2]}]\n");
	build_stack(&built, body.data);
	str_clear(&body);
	build_switch(&built, "m", true);
	const struct swing *swings = analysis_swings(built.analysis, &count);
	assert_int_equal(count, 50);
	assert_string_equal(swings[0].variable, "count:zz@o:d");
	for (uint32_t i = 1; i < 50; i++) {
		char name[64];
		snprintf(name, sizeof name, "count:c%u@o:d", 19 + i);
		assert_string_equal(swings[i].variable, name);
	}
	build_clear(&built);
}

static void constants_and_nothing_do_not_swing(void **state)
{
	(void)state;
	uint32_t count;
	build_stack(&built, "drivers: [{id: d, category: redesign, money: 1, at: {rehost: 0}}]\n"
			    "providers: [{id: a, kind: cloud}]\n"
			    "offerings: [{id: o, provider: a, kind: k, interface: i},"
			    " {id: t, provider: a, kind: k, interface: i}]\n"
			    "components: [{id: c, bindings: [{offering: o, counts: {d: [1, 2, 3]}}]}]\n"
			    "migrations: [{id: m, from: o, to: t, extra: 5}]\n");
	analysis_swings(built.analysis, &count);
	assert_int_equal(count, 0);
	build_switch(&built, "m", true);
	analysis_swings(built.analysis, &count);
	assert_int_equal(count, 0);
	build_clear(&built);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(swings_are_as_defined),
		cmocka_unit_test(many_volumes_are_as_defined),
		cmocka_unit_test(ties_are_broken_by_name),
		cmocka_unit_test(constants_and_nothing_do_not_swing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
