/*
 * What the core takes for its figures, without a screen: figures FILE. Prints lines of a name and a
 * number, in milliseconds of CPU time: the load; what is asked for the first time (today's figures,
 * then those of one migration on); then medians of many switches in a fixed order of chance.
 */
#include "core/base/memory.h"
#include "core/figures/explain.h"
#include "core/model/load.h"
#include "tests/bench/samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SWITCHES = 300 };

struct bench {
	struct plan plan;
	struct choice choice;
	struct analysis *analysis;
	uint32_t *off; /* [plan.count] */
	uint64_t luck;
};

static double cpu_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void flip(struct bench *bench, uint32_t migration)
{
	if (choice_is_on(&bench->choice, migration))
		choice_set(&bench->choice, migration, false);
	else
		choice_switch_on(&bench->choice, &bench->plan, migration, bench->off);
	analysis_follow(bench->analysis, &bench->choice);
}

static void flip_any(struct bench *bench)
{
	bench->luck = bench->luck * 6364136223846793005u + 1442695040888963407u;
	flip(bench, (uint32_t)((bench->luck >> 33) % bench->plan.count));
}

static void ask_cost(struct analysis *analysis)
{
	analysis_cost(analysis);
}

static void ask_spread(struct analysis *analysis)
{
	analysis_spread(analysis);
}

static void ask_categories(struct analysis *analysis)
{
	analysis_category_spread(analysis);
}

static void ask_swings(struct analysis *analysis)
{
	uint32_t count;
	analysis_swings(analysis, &count);
}

static void ask_moves(struct analysis *analysis)
{
	analysis_moves(analysis);
}

static void ask_timing(struct analysis *analysis)
{
	analysis_timing(analysis);
}

static void ask_reach(struct analysis *analysis)
{
	analysis_reach_after(analysis);
}

static void ask_concentration(struct analysis *analysis)
{
	analysis_concentration(analysis);
}

static const struct question {
	const char *name;
	void (*ask)(struct analysis *analysis);
} questions[] = {
	{"cost", ask_cost},
	{"spread", ask_spread},
	{"categories", ask_categories},
	{"swings", ask_swings},
	{"moves", ask_moves},
	{"timing", ask_timing},
	{"reach", ask_reach},
	{"concentration", ask_concentration},
};

enum { QUESTIONS = sizeof questions / sizeof *questions };

/* What the screen shows of a choice: sections 3 to 5 without categories and moves, section 7, honesty. */
static void ask_screen(struct analysis *analysis)
{
	analysis_spread(analysis);
	analysis_providers(analysis);
	analysis_reach_after(analysis);
	analysis_concentration(analysis);
	analysis_honesty(analysis);
}

static void print_took(const char *what, const char *name, double began)
{
	printf("%s%s %.6f\n", what, name, cpu_ms() - began);
}

/* All but the moves, which read every migration. */
static void ask_first(struct bench *bench, const char *what)
{
	for (int q = 0; q < QUESTIONS; q++) {
		double began = cpu_ms();
		if (questions[q].ask == ask_moves)
			continue;
		questions[q].ask(bench->analysis);
		print_took(what, questions[q].name, began);
	}
}

/* Every migration is switched once first: its shares are summed then, and only then. */
static void warm(struct bench *bench)
{
	double worst = 0;
	for (uint32_t m = 0; m < bench->plan.count; m++) {
		double began = cpu_ms();
		flip(bench, m);
		ask_screen(bench->analysis);
		worst = cpu_ms() - began > worst ? cpu_ms() - began : worst;
	}
	printf("first_switch %.6f\n", worst);
}

static void ask_all(struct bench *bench)
{
	for (int q = 0; q < QUESTIONS; q++) {
		struct samples took = {0};
		questions[q].ask(bench->analysis);
		for (int i = 0; i < SWITCHES; i++) {
			double began = cpu_ms();
			flip_any(bench);
			questions[q].ask(bench->analysis);
			samples_add(&took, cpu_ms() - began);
		}
		printf("%s %.6f\n", questions[q].name, samples_median(&took));
		samples_clear(&took);
	}
}

/*
 * Sections 3 to 5 together: every figure of the report's one_off, npv, swings and migrations.
 *
 * The stacks of all sizes have the same 200 migrations, 40 providers and 6 drivers, but not as many ranges:
 * at 1k a migration moves about 4 bindings with 2 counts that are ranges, so that it varies in one or two
 * categories; at 1M it moves 3,750 with 2,250 such counts, so that it varies in all, every one of its vectors
 * comes from far away, and each brings 50 variables to the contest of swings. That much more is to do.
 */
static void ask_together(struct bench *bench)
{
	struct samples took = {0};
	for (int i = 0; i < SWITCHES; i++) {
		double began = cpu_ms();
		flip_any(bench);
		for (int q = 0; q < 5; q++)
			questions[q].ask(bench->analysis);
		samples_add(&took, cpu_ms() - began);
	}
	printf("sections_3_to_5 %.6f\n", samples_median(&took));
	samples_clear(&took);
}

/* What a key makes the screen ask for. */
static void ask_for_screen(struct bench *bench)
{
	struct samples took = {0};
	for (int i = 0; i < SWITCHES; i++) {
		double began = cpu_ms();
		flip_any(bench);
		ask_screen(bench->analysis);
		samples_add(&took, cpu_ms() - began);
	}
	printf("screen %.6f\n", samples_median(&took));
	samples_clear(&took);
}

/* A choice's first figures: today's, then those of the first switch ever; then all migrations are read. */
static void ask_for_the_first_time(struct bench *bench)
{
	ask_first(bench, "today_");
	double began = cpu_ms();
	flip(bench, 0);
	ask_screen(bench->analysis);
	print_took("", "first_of_all", began);
	ask_first(bench, "first_");
	flip(bench, 0);
	began = cpu_ms();
	analysis_moves_go(bench->analysis, UINT32_MAX);
	print_took("", "moves_read", began);
}

static void ask_once(struct bench *bench)
{
	double began = cpu_ms();
	analysis_loops(bench->analysis);
	print_took("", "loops", began);
	began = cpu_ms();
	analysis_exits(bench->analysis);
	print_took("", "exits", began);
}

int main(int argc, char **argv)
{
	struct diag_list faults;
	struct bench bench = {.luck = 1};
	diag_list_init(&faults);
	double began = cpu_ms();
	struct model *model = argc == 2 ? load_stack(argv[1], NULL, &faults) : NULL;
	if (!model) {
		fputs("usage: figures FILE (that 'unmoor check' takes)\n", stderr);
		return 2;
	}
	print_took("", "load", began);
	plan_init(&bench.plan, model);
	choice_init(&bench.choice);
	bench.off = memory_new(bench.plan.count, sizeof *bench.off);
	began = cpu_ms();
	bench.analysis = analysis_new(&bench.plan);
	analysis_follow(bench.analysis, &bench.choice);
	print_took("", "new", began);
	ask_once(&bench);
	ask_for_the_first_time(&bench);
	warm(&bench);
	ask_all(&bench);
	ask_together(&bench);
	ask_for_screen(&bench);
	free(bench.off);
	analysis_free(bench.analysis);
	choice_clear(&bench.choice);
	plan_clear(&bench.plan);
	model_free(model);
	diag_list_clear(&faults);
	return 0;
}
