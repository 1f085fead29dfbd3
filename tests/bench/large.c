#include "tests/bench/bench.h"
#include "tests/bench/inputs.h"
#include "tests/bench/samples.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SLOW_MS = 20000 };

/* Types a name letter by letter; the longest time until the row is there that a letter leads to. */
static double find_typing(struct terminal *terminal, const char *name)
{
	double slowest = 0;
	for (size_t i = 0; name[i]; i++) {
		char key[] = {name[i], '\0'}, shown[64];
		/* The title of the tree names the component under the cursor. */
		snprintf(shown, sizeof shown, "what %.*s%s ", (int)i + 1, name, i ? "" : "0");
		double ms = terminal_type_until(terminal, key, shown, SLOW_MS);
		slowest = isnan(ms) || ms > slowest ? ms : slowest;
		if (isnan(ms))
			break;
		terminal_settle(terminal, 200);
	}
	return slowest;
}

/* Letters that no row has, typed while the one before is still looked for; the slowest is shown after. */
static double type_on(struct terminal *terminal, const char *letters)
{
	double slowest = 0;
	for (; *letters; letters++) {
		char key[] = {*letters, '\0'};
		struct answer answer = terminal_type(terminal, key, SLOW_MS);
		slowest = answer.first_ms > slowest ? answer.first_ms : slowest;
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
	press(terminal, "g");
	press(terminal, "/");
	table_limit(table, "1M rows: find, slowest letter of 'c9876' to its row",
		    find_typing(terminal, "c9876"), 100, "ms");
	table_limit(table, "1M rows: find, the last row ('c999999')",
		    terminal_type_until(terminal, "\025c999999", "what c999999 ", SLOW_MS), 200, "ms");
	table_limit(table, "1M rows: find, a key while nothing is found yet", type_on(terminal, "xyzuvwxyz"),
		    50, "ms");
	table_limit(table, "1M rows: find, told that there is none",
		    terminal_type_until(terminal, "x", "not found", SLOW_MS), 300, "ms");
	/* So many ways to take a name apart that most rows are given up. */
	press(terminal, "\025");
	table_limit(table, "1M rows: find '(\\w+)+(\\w+)+[.,]', slowest key",
		    type_on(terminal, "(\\w+)+(\\w+)+[.,]"), 50, "ms");
	table_limit(table, "1M rows: the same, told how many were not tried",
		    terminal_type_until(terminal, "+", "not tried", SLOW_MS), 2500, "ms");
	press(terminal, "\033");
	press(terminal, "f");
	press(terminal, "c");
	terminal_settle(terminal, 300);
	table_limit(table, "1M rows: filter, first hits of 'c9'",
		    terminal_type_until(terminal, "9", "what c9 ", SLOW_MS), 100, "ms");
	terminal_settle(terminal, 300);
	table_limit(table, "1M rows: filter, first hits of 'c98'",
		    terminal_type_until(terminal, "8", "what c98 ", SLOW_MS), 100, "ms");
	terminal_settle(terminal, 300);
	table_limit(table, "1M rows: filter, a key while it goes on", type_on(terminal, "xyzuvwxyz"), 50,
		    "ms");
	table_limit(table, "1M rows: filter, shown that nothing is left",
		    terminal_type_until(terminal, "x", "nothing here matches", SLOW_MS), 300, "ms");
	press(terminal, "\033");
}

/* Where a million rows are in the way: unfolding, folding, the last row, a page. */
static double slowest_move(struct terminal *terminal)
{
	static const char *const keys[] = {"\033[C",  "\033[D", "G",      "\033[5~", "g",
					   "\033[6~", "k",      "\033[C", "\033[D"};
	double slowest = 0;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		double ms = press(terminal, keys[i]);
		slowest = isnan(ms) || ms > slowest ? ms : slowest;
	}
	return slowest;
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
		table_limit(table, "1M rows: the slowest of fold, unfold, page, first, last",
			    slowest_move(&terminal), 50, "ms");
	}
	terminal_end(&terminal);
}
