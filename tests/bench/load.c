#include "tests/bench/bench.h"
#include "tests/bench/inputs.h"
#include "tests/bench/process.h"
#include "tests/bench/samples.h"

#include <math.h>
#include <stdio.h>
#include <sys/stat.h>

static struct usage check(const struct bench *bench, const char *file)
{
	struct usage usage;
	char *argv[] = {(char *)bench->program, "check", (char *)file, NULL};
	if (!process_run(argv, &usage))
		usage = (struct usage){NAN, NAN, NAN};
	return usage;
}

static struct usage parse(const struct bench *bench, const char *file)
{
	char program[4096];
	struct usage usage;
	char *argv[] = {program, (char *)file, NULL};
	snprintf(program, sizeof program, "%s/floor", bench->tools);
	if (!process_run(argv, &usage))
		usage = (struct usage){NAN, NAN, NAN};
	return usage;
}

/* CPU time of `unmoor check` beside that of libyaml's event loop over the same file. */
void bench_load(struct bench *bench)
{
	for (int size = 1; size < STACK_SIZES; size++) {
		struct samples ours = {0}, theirs = {0};
		char what[64];
		const char *file = inputs_stack(bench->tools, bench_sizes[size]);
		for (int run = 0; run < bench->runs; run++) {
			samples_add(&theirs, parse(bench, file).cpu_s);
			samples_add(&ours, check(bench, file).cpu_s);
		}
		snprintf(what, sizeof what, "load %s components: CPU", bench_size_names[size]);
		table_ratio(&bench->table, what, samples_median(&ours), samples_median(&theirs), "s",
			    "libyaml", 1.15);
		samples_clear(&ours);
		samples_clear(&theirs);
	}
}

/* On one processor what would be read at once is read in turns. */
static struct usage check_on_one(const struct bench *bench, const char *file)
{
	struct usage usage;
	char *argv[] = {"taskset", "-c", "0", (char *)bench->program, "check", (char *)file, NULL};
	if (!process_run(argv, &usage))
		usage = (struct usage){NAN, NAN, NAN};
	return usage;
}

void bench_include(struct bench *bench)
{
	static const char what[] = "two included files: on two processors / on one";
	struct samples two = {0}, one = {0};
	const char *file = inputs_halves(bench->tools, 100000);
	if (!process_exists("taskset")) {
		table_skip(&bench->table, what, "no taskset");
		return;
	}
	for (int run = 0; run < bench->runs; run++) {
		samples_add(&one, check_on_one(bench, file).wall_s);
		samples_add(&two, check(bench, file).wall_s);
	}
	table_ratio(&bench->table, what, samples_median(&two), samples_median(&one), "s", "on one", 0.65);
	samples_clear(&one);
	samples_clear(&two);
}

static void memory_of_large(struct bench *bench)
{
	struct samples peak = {0};
	struct stat status = {0};
	const char *file = inputs_stack(bench->tools, 1000000);
	stat(file, &status);
	for (int run = 0; run < bench->runs; run++)
		samples_add(&peak, check(bench, file).peak_kib);
	table_ratio(&bench->table, "memory, 1M components: peak RSS / file", samples_median(&peak) / 1024,
		    (double)status.st_size / 1048576, "MiB", "file", 0.8);
	samples_clear(&peak);
}

static double peak_of(struct terminal *terminal, const char *text, const char *keys)
{
	double peak = NAN;
	if (!isnan(terminal_wait_text(terminal, text, PATIENCE_MS))) {
		terminal_settle(terminal, 200);
		for (int i = 0; i < 10; i++)
			terminal_type(terminal, keys, SILENT_MS);
		peak = terminal_peak_kib(terminal);
	}
	terminal_end(terminal);
	return peak;
}

static void memory_of_sample(struct bench *bench)
{
	static const char what[] = "memory, the sample: peak RSS";
	struct samples ours = {0}, theirs = {0};
	const char *folder = inputs_folder();
	char *mc[] = {"mc", "-u", "-c", (char *)folder, (char *)folder, NULL};
	struct terminal terminal;
	if (!process_exists("mc")) {
		table_skip(&bench->table, what, "mc is missing");
		return;
	}
	for (int run = 0; run < bench->runs; run++) {
		terminal_start(&terminal, mc, 80, 24);
		samples_add(&theirs, peak_of(&terminal, "10Quit", "\033[B"));
		bench_open(bench, &terminal, NULL);
		samples_add(&ours, peak_of(&terminal, bench_ready, " "));
	}
	table_ratio(&bench->table, what, samples_median(&ours) / 1024, samples_median(&theirs) / 1024, "MiB",
		    "mc", 1);
	samples_clear(&ours);
	samples_clear(&theirs);
}

void bench_memory(struct bench *bench)
{
	memory_of_large(bench);
	memory_of_sample(bench);
}
