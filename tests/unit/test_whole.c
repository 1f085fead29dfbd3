/* An analysis as a whole: whatever was asked before, it says what a new one says, and leaves nothing behind.
 */
#include "core/exchange/report.h"
#include "core/figures/explain.h"
#include "tests/unit/build.h"
#include "tests/unit/random_stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <cmocka.h>

/* --- everything that it says, as text --------------------------------------------------------- */

static void add_explanation(struct analysis *analysis, enum explain_kind kind, uint32_t subject,
			    struct str *out)
{
	struct explanation *why = analysis_explain(analysis, kind, subject);
	if (why == NULL) {
		str_add_text(out, "none\n");
		return;
	}
	str_print(out, "%d %s: %s %a %s p10 %a p90 %a\n", kind, why->title, why->formula, why->value,
		  why->unit, why->spread.p10, why->spread.p90);
	for (uint32_t i = 0; i < why->input_count; i++) {
		const struct explain_input *input = &why->inputs[i];
		str_print(out, "  %s %s %a %a %a %s %a %d %u\n", input->name,
			  input->variable ? input->variable : "-", input->value.low, input->value.likely,
			  input->value.high, input->unit, input->part, input->origin, input->place.line);
	}
	for (uint32_t n = 0; n < why->note_count; n++)
		str_print(out, "  %s\n", why->notes[n]);
	str_print(out, "  %u left out\n", why->left_out);
	for (int o = 0; o < ORIGIN_COUNT && why->has_honesty; o++)
		str_print(out, "  honest %a\n", why->honesty.share[o]);
	explanation_free(why);
}

static void add_explanations(struct analysis *analysis, struct str *out)
{
	for (int kind = 0; kind < EXPLAIN_KIND_COUNT; kind++) {
		uint32_t subjects = kind == EXPLAIN_CATEGORY ? CATEGORY_COUNT : 3;
		if (kind == EXPLAIN_LOOP && subjects > analysis_loops(analysis)->count)
			subjects = analysis_loops(analysis)->count;
		for (uint32_t subject = 0; subject < subjects; subject++)
			add_explanation(analysis, (enum explain_kind)kind, subject, out);
	}
}

static void add_ways_out(struct analysis *analysis, const struct model *model, struct str *out)
{
	for (uint32_t p = 0; p < model->provider_count; p++) {
		struct exit_plan *plan = analysis_exit(analysis, p, p % 5);
		str_print(out, "exit %u: %a %a", p, plan->one_off, plan->months_of_spend);
		for (uint32_t m = 0; m < plan->move_count; m++)
			str_print(out, " %u>%u", plan->moves[m].binding, plan->moves[m].to);
		for (uint32_t s = 0; s < plan->stuck_count; s++)
			str_print(out, " %u!%u", plan->stuck[s].binding, plan->stuck[s].capability);
		str_add_text(out, "\n");
		exit_plan_free(plan);
	}
}

static void add_targets(struct analysis *analysis, const struct model *model, struct str *out)
{
	for (uint32_t b = 0; b < model->binding_count; b += 2) {
		struct target *targets;
		uint32_t count = analysis_targets(analysis, b, &targets);
		for (uint32_t t = 0; t < count; t++)
			str_print(out, "target %u %u %a %a %d %d %d\n", b, targets[t].offering,
				  targets[t].one_off, targets[t].monthly, targets[t].assumed,
				  targets[t].lacks_price, targets[t].cosmetic);
		free(targets);
	}
}

static void add_loops(struct analysis *analysis, struct str *out)
{
	const struct loops *loops = analysis_loops(analysis);
	for (uint32_t i = 0; i < loops->count && i < 20; i++) {
		str_print(out, "loop after %a:", analysis_loop_exposure_after(analysis, &loops->items[i]));
		for (uint32_t step = 0; step < loops->items[i].length; step++) {
			struct loop_edge *edges;
			uint32_t count = analysis_loop_step(analysis, &loops->items[i], step, &edges);
			for (uint32_t e = 0; e < count; e++)
				str_print(out, " %u/%u/%u", edges[e].kind, edges[e].flow, edges[e].offering);
			free(edges);
		}
		str_add_text(out, "\n");
	}
}

static void add_rest(struct analysis *analysis, const struct model *model, struct str *out)
{
	const struct reach *after = analysis_reach_after(analysis);
	const struct quantiles *categories = analysis_category_spread(analysis);
	const struct timing *timing = analysis_timing(analysis);
	for (uint32_t p = 0; p < model->provider_count; p++)
		str_print(out, "reach %u %a\n", after[p].components, after[p].monthly);
	for (int c = 0; c < CATEGORY_COUNT; c++)
		str_print(out, "category %a %a %a\n", categories[c].p10, categories[c].p50,
			  categories[c].p90);
	for (uint32_t s = 0; s < model->horizon; s++)
		str_print(out, "start %a %a\n", timing->one_off[s], timing->npv[s]);
	for (uint32_t m = 0; m < analysis_plan(analysis)->count; m++)
		str_print(out, "move %a %a\n", analysis_moves(analysis)[m].monthly,
			  analysis_moves(analysis)[m].marginal);
}

/* The parts in another order each time: none may hang on which was asked first. */
static void say_all(struct built *built, uint32_t turn, struct str *out)
{
	struct report_subject subject = {.list_migrations = true};
	struct str parts[6];
	for (uint32_t i = 0; i < 6; i++)
		str_init(&parts[i]);
	for (uint32_t i = 0; i < 6; i++)
		switch ((i + turn) % 6) {
		case 0:
			report_json(built->analysis, &subject, &parts[0]);
			break;
		case 1:
			add_explanations(built->analysis, &parts[1]);
			break;
		case 2:
			add_ways_out(built->analysis, built->model, &parts[2]);
			break;
		case 3:
			add_targets(built->analysis, built->model, &parts[3]);
			break;
		case 4:
			add_loops(built->analysis, &parts[4]);
			break;
		case 5:
			add_rest(built->analysis, built->model, &parts[5]);
			break;
		}
	for (uint32_t i = 0; i < 6; i++) {
		str_add_text(out, parts[i].data ? parts[i].data : "");
		str_clear(&parts[i]);
	}
}

/* --- the same as a new one -------------------------------------------------------------------- */

static void expect_same(const char *got, const char *wanted)
{
	size_t same = 0;
	while (got[same] != '\0' && got[same] == wanted[same])
		same++;
	if (got[same] != wanted[same])
		fail_msg("'%.80s', not '%.80s'", got + (same < 40 ? 0 : same - 40),
			 wanted + (same < 40 ? 0 : same - 40));
}

/* What the analysis says and what one says that was asked nothing before. */
static void expect_as_new(struct built *built, uint32_t turn)
{
	struct built fresh = *built;
	struct str got, wanted;
	str_init(&got);
	str_init(&wanted);
	say_all(built, turn, &got);
	fresh.analysis = analysis_new(&built->plan);
	analysis_follow(fresh.analysis, &built->choice);
	say_all(&fresh, 0, &wanted);
	analysis_free(fresh.analysis);
	expect_same(got.data, wanted.data);
	str_clear(&got);
	str_clear(&wanted);
}

static void ask_everything(uint64_t seed)
{
	struct built built;
	random_stack_build_whole(&built,
				 (struct random_stack){seed, 4 + (uint32_t)seed % 9, 40, seed % 2 == 0});
	for (uint32_t turn = 0; turn < 6; turn++) {
		expect_as_new(&built, turn);
		for (uint32_t i = 0; i <= turn % 3; i++)
			random_stack_switch(&built, &seed);
	}
	build_clear(&built);
}

static void says_what_a_new_one_says(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 6; seed++)
		ask_everything(seed);
}

/* --- nothing is left behind ------------------------------------------------------------------- */

#if defined __GLIBC__ && __GLIBC_PREREQ(2, 33)
/* Bytes that are allocated; under AddressSanitizer always the same, but it finds leaks by itself. */
static size_t in_use(void)
{
	struct mallinfo2 info = mallinfo2();
	return info.uordblks + info.hblkhd;
}

/* The second time, as libraries may keep what they made the first time. */
static void leaves_nothing_behind(void **state)
{
	(void)state;
	for (uint64_t seed = 20; seed < 23; seed++) {
		ask_everything(seed);
		size_t before = in_use();
		ask_everything(seed);
		assert_int_equal(in_use(), before);
	}
}
#endif

/* So that what is freed is free at once, and what is not written first is no zero by luck. */
static void start_with_plain_memory(char *argv[])
{
	(void)argv;
#if defined __GLIBC__ && __GLIBC_PREREQ(2, 33)
	mallopt(M_PERTURB, 0xa5);
	if (getenv("GLIBC_TUNABLES") == NULL) {
		setenv("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0", 1);
		execv("/proc/self/exe", argv);
	}
#endif
}

int main(int argc, char *argv[])
{
	(void)argc;
	start_with_plain_memory(argv);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_a_new_one_says),
#if defined __GLIBC__ && __GLIBC_PREREQ(2, 33)
		cmocka_unit_test(leaves_nothing_behind),
#endif
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
