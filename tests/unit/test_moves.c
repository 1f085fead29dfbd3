#include "tests/unit/build.h"
#include "tests/unit/close.h"
#include "tests/unit/definition.h"
#include "tests/unit/random_stack.h"

#include <cmocka.h>

static struct built built;

static struct definition define_choice(const struct choice *choice, const struct values *values)
{
	struct definition definition;
	define(&built.plan, choice, values, &definition);
	return definition;
}

static bool clashes(uint32_t migration)
{
	for (uint32_t m = 0; m < built.plan.count; m++)
		if (m != migration && choice_is_on(&built.choice, m) && plan_clash(&built.plan, m, migration))
			return true;
	return false;
}

static void expect_move(uint32_t m, const struct values *values, double total)
{
	const struct move *move = &analysis_moves(built.analysis)[m];
	bool on = choice_is_on(&built.choice, m);
	struct choice choice;
	choice_init(&choice);
	choice.start = built.choice.start;
	choice_set(&choice, m, true);
	struct definition alone = define_choice(&choice, values);
	expect_close(move->alone, alone.total, 1);
	expect_close(move->monthly, alone.after - alone.before, alone.before);
	assert_int_equal(move->bindings, alone.moved);
	assert_int_equal(move->assumed, alone.assumed > 0);
	choice_copy(&choice, &built.choice);
	choice_set(&choice, m, !on);
	double other = define_choice(&choice, values).total;
	assert_int_equal(move->clashes, !on && clashes(m));
	if (move->clashes)
		assert_true(isnan(move->marginal));
	else
		expect_close(move->marginal, on ? total - other : other - total, total);
	choice_clear(&choice);
}

static void expect_definition(void)
{
	struct values values;
	struct choice choice;
	values_init(&values, &built.plan, point_mean);
	double total = define_choice(&built.choice, &values).total, interaction = total;
	choice_init(&choice);
	for (uint32_t m = 0; m < built.plan.count; m++) {
		expect_move(m, &values, total);
		if (!choice_is_on(&built.choice, m))
			continue;
		choice.start = built.choice.start;
		choice_set(&choice, m, true);
		interaction -= define_choice(&choice, &values).total;
		choice_set(&choice, m, false);
	}
	expect_close(analysis_interaction(built.analysis), interaction, total);
	choice_clear(&choice);
	values_clear(&values);
}

static void moves_are_as_defined(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 15; seed++) {
		uint64_t switches = seed;
		random_stack_build(&built, (struct random_stack){seed, 2 + 2 * seed, 40, seed % 2 == 0});
		for (int step = 0; step < 12; step++) {
			expect_definition();
			random_stack_switch(&built, &switches);
		}
		build_clear(&built);
	}
}

/* A migration made by hand joins the others, also where the figures were asked for before. */
static void made_migrations_are_counted(void **state)
{
	(void)state;
	uint64_t switches = 5;
	random_stack_build(&built, (struct random_stack){31, 20, 40, true});
	for (int step = 0; step < 12; step++) {
		uint32_t binding = build_random(&switches, built.model->binding_count);
		uint32_t to = build_random(&switches, built.model->offering_count);
		expect_definition();
		if (built.model->bindings[binding].offering != to)
			plan_make(&built.plan, "hand", "", &binding, 1, to);
		random_stack_switch(&built, &switches);
	}
	build_clear(&built);
}

static void expect_same(struct analysis *a, struct analysis *b)
{
	assert_true(analysis_cost(a)->expected_total == analysis_cost(b)->expected_total);
	assert_true(analysis_spread(a)->total.p90 == analysis_spread(b)->total.p90);
	assert_true(analysis_spread(a)->npv.p10 == analysis_spread(b)->npv.p10);
	for (uint32_t s = 0; s < built.model->horizon; s += 7)
		assert_true(analysis_timing(a)->one_off[s] == analysis_timing(b)->one_off[s]);
}

/* Some are read and others not: the other figures do not mind, and in the end all are the same. */
static void read_in_pieces_they_are_the_same(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 6; seed++) {
		uint64_t switches = seed;
		uint32_t pieces = 0;
		random_stack_build(&built, (struct random_stack){seed, 20, 40, true});
		struct analysis *other = analysis_new(&built.plan);
		for (bool all = false; !all; pieces++) {
			all = analysis_moves_go(built.analysis, 1);
			expect_same(built.analysis, other);
			random_stack_switch(&built, &switches);
			analysis_follow(other, &built.choice);
			expect_same(built.analysis, other);
		}
		assert_int_equal(pieces, built.plan.count);
		for (uint32_t m = 0; m < built.plan.count; m++) {
			const struct move *a = &analysis_moves(built.analysis)[m],
					  *b = &analysis_moves(other)[m];
			assert_true(a->alone == b->alone && a->cosmetic == b->cosmetic);
			assert_true(a->marginal == b->marginal || (isnan(a->marginal) && isnan(b->marginal)));
		}
		assert_true(analysis_moves_go(built.analysis, 0));
		analysis_free(other);
		build_clear(&built);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moves_are_as_defined),
		cmocka_unit_test(made_migrations_are_counted),
		cmocka_unit_test(read_in_pieces_they_are_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
