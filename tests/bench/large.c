#include "tests/bench/bench.h"
#include "tests/bench/inputs.h"
#include "tests/bench/samples.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SLOW_MS = 20000 };

/* The slowest answer to one of the letters, typed one after the other. */
static double type_text(struct terminal *terminal, const char *text)
{
	double slowest = 0;
	for (; *text; text++) {
		char key[] = {*text, '\0'};
		struct answer answer = terminal_type(terminal, key, SLOW_MS);
		slowest = answer.last_ms > slowest ? answer.last_ms : slowest;
		if (answer.silent)
			return NAN;
	}
	return slowest;
}

/* One key, or NAN where nothing answered it. */
static double press(struct terminal *terminal, const char *key)
{
	struct answer answer = terminal_type(terminal, key, SLOW_MS);
	return answer.silent ? NAN : answer.last_ms;
}

static double median_switch(struct terminal *terminal)
{
	struct samples samples = {0};
	if (!bench_find_switch(terminal))
		return NAN;
	for (int i = 0; i < 20; i++)
		samples_add(&samples, press(terminal, " "));
	double median = samples_median(&samples);
	samples_clear(&samples);
	return median;
}

static double median_move(struct terminal *terminal)
{
	struct samples samples = {0};
	for (int i = 0; i < 40; i++)
		samples_add(&samples, press(terminal, i % 2 ? "k" : "j"));
	double median = samples_median(&samples);
	samples_clear(&samples);
	return median;
}

/* On the tree of all components: a million rows. */
static void search(struct table *table, struct terminal *terminal)
{
	table_limit(table, "1M on the screen: turning the tree round", press(terminal, "D"), 1000, "ms");
	press(terminal, "/");
	table_limit(table, "1M rows: find, slowest letter of 'c9876'", type_text(terminal, "c9876"), 100,
		    "ms");
	press(terminal, "5");
	table_limit(table, "1M rows: find, no hit ('c98765x')", press(terminal, "x"), 100, "ms");
	press(terminal, "\033");
	press(terminal, "f");
	table_limit(table, "1M rows: filter, slowest letter of 'c98'", type_text(terminal, "c98"), 100, "ms");
	table_limit(table, "1M rows: filter, no hit ('c98x')", press(terminal, "x"), 100, "ms");
	press(terminal, "\033");
}

void bench_large(struct bench *bench)
{
	struct terminal terminal;
	struct table *table = &bench->table;
	bench_open(bench, &terminal, inputs_stack(bench->tools, 1000000));
	double whole = terminal_wait_text(&terminal, bench_ready, LARGE_PATIENCE_MS);
	terminal_settle(&terminal, 2000);
	if (isnan(whole)) {
		table_skip(table, "1M on the screen", "it did not come");
	} else {
		table_limit(table, "1M on the screen: a switch, key to last byte", median_switch(&terminal),
			    100, "ms");
		table_limit(table, "1M on the screen: moving one row", median_move(&terminal), 5, "ms");
		search(table, &terminal);
	}
	terminal_end(&terminal);
}
