#include "tests/bench/bench.h"
#include "tests/bench/inputs.h"
#include "tests/bench/process.h"
#include "tests/bench/samples.h"

#include <math.h>
#include <stdio.h>

enum { MOVES = 40, SWITCHES = 60, ROWS = 24 };

/* What the keys of one kind cost one program, over all its sessions. */
struct cost {
	struct samples ms, cpu_ms, bytes;
};

static void add(struct cost *cost, struct answer answer)
{
	if (answer.silent)
		return;
	samples_add(&cost->ms, answer.last_ms);
	samples_add(&cost->cpu_ms, answer.cpu_ms);
	samples_add(&cost->bytes, (double)answer.bytes);
}

static void clear(struct cost *cost)
{
	samples_clear(&cost->ms);
	samples_clear(&cost->cpu_ms);
	samples_clear(&cost->bytes);
}

static bool ready(struct terminal *terminal, const char *text)
{
	bool shown = !isnan(terminal_wait_text(terminal, text, PATIENCE_MS));
	terminal_settle(terminal, 200);
	return shown;
}

/* One row down, one row up, inside the screen. */
static void move(struct terminal *terminal, struct cost *cost)
{
	for (int i = 0; i < 3; i++)
		terminal_type(terminal, "j", SILENT_MS);
	for (int i = 0; i < MOVES; i++) {
		add(cost, terminal_type(terminal, "j", SILENT_MS));
		add(cost, terminal_type(terminal, "k", SILENT_MS));
	}
}

static void switch_ours(const struct bench *bench, struct cost *moves, struct cost *switches)
{
	struct terminal terminal;
	bench_open(bench, &terminal, NULL);
	if (ready(&terminal, bench_ready) && bench_find_switch(&terminal)) {
		for (int i = 0; i < SWITCHES; i++)
			add(switches, terminal_type(&terminal, " ", SILENT_MS));
		move(&terminal, moves);
	}
	terminal_end(&terminal);
}

static void move_ncdu(struct cost *moves)
{
	char *argv[] = {"ncdu", "-f", (char *)inputs_ncdu(), NULL};
	struct terminal terminal;
	terminal_start(&terminal, argv, 80, 24);
	if (ready(&terminal, "Total disk"))
		move(&terminal, moves);
	terminal_end(&terminal);
}

static void tag_htop(struct cost *tags)
{
	char *argv[] = {"htop", "-d", "100", NULL};
	struct terminal terminal;
	terminal_start(&terminal, argv, 80, 24);
	if (ready(&terminal, "Tasks")) {
		for (int i = 0; i < SWITCHES; i++) {
			add(tags, terminal_type(&terminal, " ", SILENT_MS));
			if (i % 8 == 7)
				terminal_type(&terminal, "\033[H", SILENT_MS);
		}
	}
	terminal_end(&terminal);
}

static void recalculate_sc(struct cost *recalculations)
{
	char *argv[] = {"sc", (char *)inputs_sheet(), NULL};
	struct terminal terminal;
	terminal_start(&terminal, argv, 80, 24);
	if (ready(&terminal, "0.00")) {
		terminal_type(&terminal, "\033[C", SILENT_MS);
		terminal_type(&terminal, "\033[C", SILENT_MS);
		for (int i = 0; i < SWITCHES; i++) {
			terminal_type(&terminal, "=", SILENT_MS);
			terminal_type(&terminal, i % 2 ? "1" : "0", SILENT_MS);
			add(recalculations, terminal_type(&terminal, "\r", SILENT_MS));
		}
	}
	terminal_end(&terminal);
}

void bench_keys(struct bench *bench)
{
	struct cost moves = {0}, switches = {0}, ncdu = {0}, htop = {0}, sc = {0};
	struct table *table = &bench->table;
	for (int run = 0; run < bench->runs; run++) {
		switch_ours(bench, &moves, &switches);
		if (process_exists("ncdu"))
			move_ncdu(&ncdu);
		if (process_exists("htop"))
			tag_htop(&htop);
		if (process_exists("sc"))
			recalculate_sc(&sc);
	}
	table_ratio(table, "moving one row: key to last byte, median", samples_median(&moves.ms) * 1e3,
		    samples_median(&ncdu.ms) * 1e3, "us", "ncdu", 1);
	table_ratio(table, "moving one row: CPU, median", samples_median(&moves.cpu_ms) * 1e3,
		    samples_median(&ncdu.cpu_ms) * 1e3, "us", "ncdu", 1);
	table_ratio(table, "moving one row: bytes, median", samples_median(&moves.bytes),
		    samples_median(&ncdu.bytes), "B", "ncdu", 1);
	table_ratio(table, "switching: key to last byte, median", samples_median(&switches.ms) * 1e3,
		    samples_median(&sc.ms) * 1e3, "us", "sc", 1);
	table_ratio(table, "switching: key to last byte, p99", samples_quantile(&switches.ms, 0.99) * 1e3,
		    samples_quantile(&htop.ms, 0.99) * 1e3, "us", "htop", 2);
	clear(&moves);
	clear(&switches);
	clear(&ncdu);
	clear(&htop);
	clear(&sc);
}

/* --- bytes --------------------------------------------------------------------------------------- */

/* A session: down the tree every move is switched on, then, from the top again, every one off. */
static void switch_everything(struct terminal *terminal, struct samples *bytes)
{
	for (int walk = 0; walk < 2; walk++) {
		terminal_type(terminal, "g", SILENT_MS);
		for (int row = 0; row < 4 * ROWS && bench_find_switch(terminal); row++) {
			struct answer answer = terminal_type(terminal, " ", SILENT_MS);
			if (!answer.silent)
				samples_add(bytes, (double)answer.bytes);
			if (terminal_type(terminal, "j", SILENT_MS).silent)
				break;
		}
	}
}

/* Pieces of the answer to 50 keys in one write. */
static double flood(struct terminal *terminal, char key)
{
	char keys[51];
	for (int i = 0; i < 50; i++)
		keys[i] = key;
	keys[50] = '\0';
	terminal_type(terminal, "g", SILENT_MS);
	bench_find_switch(terminal);
	return terminal_type(terminal, keys, SILENT_MS).reads;
}

void bench_bytes(struct bench *bench)
{
	struct samples bytes = {0}, redraws = {0};
	struct table *table = &bench->table;
	struct terminal terminal;
	size_t idle = 0;
	for (int run = 0; run < bench->runs; run++) {
		bench_open(bench, &terminal, NULL);
		if (ready(&terminal, bench_ready)) {
			switch_everything(&terminal, &bytes);
			samples_add(&redraws, flood(&terminal, 'j'));
			samples_add(&redraws, flood(&terminal, ' '));
			idle += terminal_settle(&terminal, 2000);
		}
		terminal_end(&terminal);
	}
	table_limit(table, "a switch at 80x24: bytes, median", samples_median(&bytes), 400, "B");
	table_limit(table, "a switch at 80x24: bytes, 99 %", samples_quantile(&bytes, 0.99), 1400, "B");
	table_limit(table, "idle for 2 s: bytes", (double)idle, 0, "B");
	table_limit(table, "50 keys in one write: redraws, at most", samples_quantile(&redraws, 1), 10, "");
	samples_clear(&bytes);
	samples_clear(&redraws);
}
