#include "tests/bench/bench.h"
#include "tests/bench/inputs.h"
#include "tests/bench/process.h"
#include "tests/bench/samples.h"

#include <math.h>
#include <stdio.h>

static double first_frame(char *const argv[], const char *text)
{
	struct terminal terminal;
	terminal_start(&terminal, argv, 80, 24);
	double came = terminal_wait_text(&terminal, text, PATIENCE_MS);
	terminal_end(&terminal);
	return came;
}

static void against(struct bench *bench, const char *name, char *const peer[], const char *text)
{
	char *ours[] = {(char *)bench->program, "--no-state", NULL}, what[64];
	struct samples mine = {0}, theirs = {0};
	snprintf(what, sizeof what, "first frame of the sample / %s's", name);
	if (!process_exists(name)) {
		table_skip(&bench->table, what, "it is missing");
		return;
	}
	for (int run = 0; run < 2 * bench->runs + 1; run++) {
		samples_add(&mine, first_frame(ours, bench_ready));
		samples_add(&theirs, first_frame(peer, text));
	}
	table_ratio(&bench->table, what, samples_median(&mine), samples_median(&theirs), "ms", name, 0.5);
	samples_clear(&mine);
	samples_clear(&theirs);
}

void bench_first(struct bench *bench)
{
	char *ncdu[] = {"ncdu", "-f", (char *)inputs_ncdu(), NULL};
	against(bench, "ncdu", ncdu, "Total disk");
	if (process_exists("tig") && process_exists("git")) {
		char *tig[] = {"tig", "-C", (char *)inputs_repository(), NULL};
		against(bench, "tig", tig, "component");
	} else {
		table_skip(&bench->table, "first frame of the sample / tig's", "it is missing");
	}
}

/* --- while a large file loads ------------------------------------------------------------------- */

/* The longest time that the progress stood still, until the whole screen was there. */
static double longest_still(struct terminal *terminal)
{
	double longest = 0, last = now_s();
	while (screen_find(&terminal->screen, bench_ready) < 0 && !terminal->ended) {
		if (now_s() - last > LARGE_PATIENCE_MS / 1e3)
			return NAN;
		if (!terminal_settle(terminal, 1))
			continue;
		longest = now_s() - last > longest ? now_s() - last : longest;
		last = now_s();
	}
	return longest * 1e3;
}

/* q at so many seconds into the load: how long until the terminal was given back. */
static double quit_after(const struct bench *bench, const char *file, double seconds)
{
	struct terminal terminal;
	bench_open(bench, &terminal, file);
	while (now_s() - terminal.began_s < seconds)
		terminal_settle(&terminal, 10);
	double typed = now_s();
	struct answer answer = terminal_type(&terminal, "q", LARGE_PATIENCE_MS);
	double took = answer.last_ms;
	while (terminal.screen.alternate && !terminal.ended && now_s() - typed < LARGE_PATIENCE_MS / 1e3)
		if (terminal_settle(&terminal, 1))
			took = (now_s() - typed) * 1e3;
	bool left = !terminal.screen.alternate;
	terminal_end(&terminal);
	return answer.silent || !left ? NAN : took;
}

static double slowest_quit(const struct bench *bench, const char *file, double seconds)
{
	double worst = 0;
	for (int part = 1; part <= 8; part++) {
		double took = quit_after(bench, file, seconds * part / 9);
		worst = took > worst || isnan(took) ? took : worst;
	}
	return worst;
}

void bench_loading(struct bench *bench)
{
	struct samples sample = {0}, progress = {0};
	const char *file = inputs_stack(bench->tools, 1000000);
	struct terminal terminal;
	char *ours[] = {(char *)bench->program, "--no-state", NULL};
	char *large[] = {(char *)bench->program, "--no-state", (char *)file, NULL};
	for (int run = 0; run < bench->runs; run++) {
		samples_add(&sample, first_frame(ours, bench_ready));
		samples_add(&progress, first_frame(large, "loading"));
	}
	table_ratio(&bench->table, "loading 1M: first frame / the sample's", samples_median(&progress),
		    samples_median(&sample), "ms", "sample", 1);
	bench_open(bench, &terminal, file);
	terminal_wait_text(&terminal, "loading", PATIENCE_MS);
	double still = longest_still(&terminal), whole = now_s() - terminal.began_s;
	terminal_end(&terminal);
	table_limit(&bench->table, "loading 1M: longest time without news", still, 250, "ms");
	table_limit(&bench->table, "loading 1M: slowest of eight q to terminal given back",
		    slowest_quit(bench, file, whole), 50, "ms");
	samples_clear(&sample);
	samples_clear(&progress);
}
