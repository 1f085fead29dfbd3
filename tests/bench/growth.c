#include "tests/bench/bench.h"
#include "tests/bench/inputs.h"
#include "tests/bench/process.h"
#include "tests/bench/samples.h"

#include <math.h>
#include <stdio.h>
#include <sys/stat.h>

struct growth {
	struct samples load_s, peak_mib, switch_ms, move_ms;
	double file_mib;
};

static void measure(const struct bench *bench, const char *file, struct growth *growth)
{
	struct terminal terminal;
	struct usage usage;
	char *argv[] = {(char *)bench->program, "check", (char *)file, NULL};
	if (process_run(argv, &usage)) {
		samples_add(&growth->load_s, usage.cpu_s);
		samples_add(&growth->peak_mib, usage.peak_kib / 1024);
	}
	bench_open(bench, &terminal, file);
	terminal_wait_text(&terminal, bench_ready, LARGE_PATIENCE_MS);
	terminal_settle(&terminal, 500);
	if (bench_find_switch(&terminal)) {
		for (int i = 0; i < 20; i++)
			samples_add(&growth->switch_ms, terminal_type(&terminal, " ", PATIENCE_MS).last_ms);
		for (int i = 0; i < 20; i++)
			samples_add(&growth->move_ms,
				    terminal_type(&terminal, i % 2 ? "k" : "j", PATIENCE_MS).last_ms);
	}
	terminal_end(&terminal);
}

/* What it costs as work grows: a table of its own, without bars. Load is CPU time; keys to last byte. */
void bench_growth(struct bench *bench)
{
	bool markdown = bench->table.markdown;
	puts(markdown ? "\n| components | file | load (CPU) | memory | a switch | moving |\n| ---: | ---: | "
			"---: | "
			"---: | "
			"---: | ---: |"
		      : "\ncomponents      file       load     memory     switch       move");
	for (int size = 0; size < STACK_SIZES; size++) {
		struct growth growth = {0};
		struct stat status = {0};
		const char *file = inputs_stack(bench->tools, bench_sizes[size]);
		stat(file, &status);
		for (int run = 0; run < bench->runs; run++)
			measure(bench, file, &growth);
		printf(markdown ? "| %s | %.1f MiB | %.3f s | %.0f MiB | %.2f ms | %.2f ms |\n"
				: "%10s %5.1f MiB %8.3f s %6.0f MiB %7.2f ms %7.2f ms\n",
		       bench_size_names[size], (double)status.st_size / 1048576,
		       samples_median(&growth.load_s), samples_median(&growth.peak_mib),
		       samples_median(&growth.switch_ms), samples_median(&growth.move_ms));
		fflush(stdout);
		samples_clear(&growth.load_s);
		samples_clear(&growth.peak_mib);
		samples_clear(&growth.switch_ms);
		samples_clear(&growth.move_ms);
	}
}
