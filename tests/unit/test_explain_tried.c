/* An input whose value is tried has that value on every page, of whatever kind it is. */
#include "tests/unit/explained.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct explained on;

static int teardown(void **state)
{
	(void)state;
	explained_clear(&on);
	return 0;
}

static const char STACK[] =
	"needs: {privacy: 3}\n"
	"drivers:\n"
	"- {id: model, name: Models, category: retraining, effort: [5, 20, 60], at: {refactor: 2}}\n"
	"- {id: data_tb, category: transfer}\n"
	"providers:\n"
	"- {id: cloud, kind: cloud, egress: [[10 TB, 90], [rest, 50]], revenue: 5M, stance: {privacy: -1}}\n"
	"- {id: lab, kind: lab, onboarding: [10, 25, 80]}\n"
	"offerings:\n"
	"- {id: api, provider: cloud, kind: api, prices: {call: 2}}\n"
	"- {id: lab/api, provider: lab, kind: other, prices: {call: 1}}\n"
	"components:\n"
	"- id: chat\n"
	"  bindings:\n"
	"  - {offering: api, monthly: 1000, usage: {call: 10}, growth: 3%, counts: {model: [1, 2, 3], "
	"data_tb: "
	"40}}\n"
	"commitments: [{provider: cloud, remaining: 20k, until: 2027-12-31}]\n"
	"credits: [{provider: cloud, remaining: 5k, until: 2027-03-31}]\n"
	"flows:\n"
	"- {from: lab, to: cloud, kind: revenue, amount: 8M, term: 4}\n"
	"- {from: cloud, to: lab, kind: equity, amount: 3M}\n"
	"migrations:\n"
	"- {id: go, name: Go, from: api, to: lab/api, extra: [10, 20, 60]}\n"
	"- {id: half, name: Half, from: api, to: lab/api, cost_ratio: 0.5}\n";

/* A value of each kind, and a page of subject 0 where it is an input. */
static const struct {
	enum tried_kind kind;
	const char *both;
	enum explain_kind page;
	const char *on;
	double shown_per; /* what the page divides by: years of a flow */
} CASES[] = {
	{TRIED_RATE, "rate=1234", EXPLAIN_ONE_OFF, "go", 1},
	{TRIED_OVERRUN, "overrun=[1, 2, 3]", EXPLAIN_ONE_OFF, "go", 1},
	{TRIED_OVERLAP, "overlap=[2, 3, 4]", EXPLAIN_ONE_OFF, "go", 1},
	{TRIED_HORIZON, "horizon=48", EXPLAIN_NPV, "go", 1},
	{TRIED_DISCOUNT_RATE, "discount_rate=12%", EXPLAIN_NPV, "go", 1},
	{TRIED_DRIVER, "driver:model=7", EXPLAIN_ONE_OFF, "go", 1},
	{TRIED_AT, "at:model:refactor=3", EXPLAIN_ONE_OFF, "go", 1},
	{TRIED_EGRESS, "egress:cloud:2=33", EXPLAIN_ONE_OFF, "go", 1},
	{TRIED_ONBOARDING, "onboarding:lab=[1, 2, 4]", EXPLAIN_ONE_OFF, "go", 1},
	{TRIED_REVENUE, "revenue:cloud=1M", EXPLAIN_GAP, "go", 1},
	{TRIED_STANCE, "stance:cloud:privacy=2", EXPLAIN_ALIGNMENT, "go", 1},
	{TRIED_PRICE, "price:lab/api:call=4", EXPLAIN_BINDING_MONTHLY, "go", 1},
	{TRIED_MONTHLY, "monthly:chat@api=900", EXPLAIN_BINDING_MONTHLY, "go", 1},
	{TRIED_GROWTH, "growth:chat@api=5%", EXPLAIN_ONE_OFF, "go", 1},
	{TRIED_USAGE, "usage:chat@api:call=11", EXPLAIN_BINDING_MONTHLY, "go", 1},
	{TRIED_COUNT, "count:chat@api:model=[4, 5, 6]", EXPLAIN_ONE_OFF, "go", 1},
	{TRIED_COMMITMENT, "commitment:cloud=7k", EXPLAIN_COMMITMENT, "go", 1},
	{TRIED_CREDIT, "credit:cloud=6k", EXPLAIN_CREDIT, "go", 1},
	{TRIED_FLOW, "flow:lab:cloud:revenue=2M", EXPLAIN_GAP, "go", 4},
	{TRIED_EXTRA, "extra:go=[30, 40, 70]", EXPLAIN_ONE_OFF, "go", 1},
	{TRIED_COST_RATIO, "cost_ratio:half=0.25", EXPLAIN_BINDING_MONTHLY, "half", 1},
};

static struct tried try_both(const char *both)
{
	struct tried tried;
	struct tried_fault fault = {.text = NULL};
	struct arena arena;
	arena_init(&arena);
	if (!tried_read_both(on.built.model, both, &tried, &fault, &arena))
		fail_msg("%s: %s", both, fault.text);
	arena_clear(&arena);
	assert_true(choice_try(&on.built.choice, &tried));
	return tried;
}

static const struct explain_input *input_of(const char *both)
{
	size_t length = strcspn(both, "=");
	for (uint32_t i = 0; i < on.why->input_count; i++) {
		const char *variable = on.why->inputs[i].variable;
		if (variable && strlen(variable) == length && strncmp(variable, both, length) == 0)
			return &on.why->inputs[i];
	}
	fail_msg("no input %s", both);
	return NULL;
}

static void expect_range(const char *what, struct range is, struct range wanted, double per)
{
	if (fabs(is.low * per - wanted.low) > 1e-9 || fabs(is.likely * per - wanted.likely) > 1e-9 ||
	    fabs(is.high * per - wanted.high) > 1e-9)
		fail_msg("%s: [%g, %g, %g], not [%g, %g, %g] / %g", what, is.low, is.likely, is.high,
			 wanted.low, wanted.likely, wanted.high, per);
}

static void an_input_has_the_value_that_is_tried(void **state)
{
	(void)state;
	bool seen[TRIED_KIND_COUNT] = {false};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		build_stack(&on.built, STACK);
		on.built.choice.start = 2;
		struct tried tried = try_both(CASES[i].both);
		assert_int_equal(tried.kind, CASES[i].kind);
		build_switch(&on.built, CASES[i].on, true);
		explained_ask(&on, CASES[i].page, 0);
		const struct explain_input *input = input_of(CASES[i].both);
		expect_range(CASES[i].both, input->value, tried_shown(tried.kind, tried.value),
			     CASES[i].shown_per);
		expect_range(CASES[i].both, input->given,
			     tried_shown(tried.kind, tried_given(on.built.model, &tried)),
			     CASES[i].shown_per);
		assert_true(input->tried);
		seen[tried.kind] = true;
		teardown(state);
	}
	for (int kind = 0; kind < TRIED_KIND_COUNT; kind++)
		assert_true(seen[kind]);
	build_stack(&on.built, STACK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(an_input_has_the_value_that_is_tried, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
