/*
 * Runs of numbered texts: "c0", "c1", "c2", ... Large stacks number their ids, and name together what
 * was written together, so a text of a run is found by its number in an array instead of by its hash:
 * neighbours in the file are neighbours in memory. Private to model_index.c.
 *
 * A run begins once its texts come one after the other, and grows only while it is well filled.
 * A text ends in at most 9 digits without a leading zero; what is before them is the prefix.
 */
#ifndef CORE_MODEL_MODEL_RUNS_H
#define CORE_MODEL_MODEL_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RUNS_MOST = 16 };

struct model_run {
	char *prefix;
	uint32_t prefix_length;
	uint32_t base;                        /* the number of the first place */
	uint32_t capacity;                    /* places */
	uint32_t members;                     /* of them filled */
	uint32_t *texts;                      /* by place; 0: none */
	struct model_run_outsider *outsiders; /* texts of the prefix with other numbers */
	size_t outsider_count, outsider_capacity;
};

struct model_run_outsider {
	uint32_t number, text;
};

struct model_runs {
	struct model_run *runs[RUNS_MOST];
	uint32_t count;
	uint32_t streak, last_number, last_prefix; /* of the texts added last that are in no run */
	char last[132];                            /* the prefix */
};

/* A text taken apart; number UINT32_MAX: it has none. */
struct numbered {
	const char *text;
	uint32_t prefix_length, number;
};

static inline struct numbered numbered_split(const char *text, size_t length)
{
	uint32_t number = 0, scale = 1;
	size_t at = length, first = length > 9 ? length - 9 : 0;

	for (; at > first && text[at - 1] >= '0' && text[at - 1] <= '9'; at--, scale *= 10)
		number += (uint32_t)(text[at - 1] - '0') * scale;
	while (at + 1 < length && text[at] == '0')
		at++;
	return (struct numbered){text, (uint32_t)at, at < length ? number : UINT32_MAX};
}

/* The run of a prefix, or NULL. */
struct model_run *model_runs_find(const struct model_runs *runs, const struct numbered *numbered);

/* The place of a number in a run, or NULL when it is none of its places. */
static inline uint32_t *model_run_place(const struct model_run *run, uint32_t number)
{
	uint32_t place = number - run->base; /* below the base it wraps around */

	return place < run->capacity ? &run->texts[place] : NULL;
}

/* Says that a text that is in no run was added. True when a run is to begin: its prefix is that of the text.
 */
bool model_runs_note(struct model_runs *runs, const struct numbered *numbered);

/* Begins a run after model_runs_note. The texts that there are then have to be offered to it. */
struct model_run *model_runs_begin(struct model_runs *runs, const struct numbered *numbered);

/* Takes in a text of the run's prefix that is not in its places: into a place, or as an outsider. */
void model_run_offer(struct model_run *run, uint32_t number, uint32_t text);

/* Makes room for the number if the run is filled well enough, and moves outsiders in. True: it has a place
 * now. */
bool model_run_grow(struct model_run *run, uint32_t number);

void model_runs_clear(struct model_runs *runs);

#endif
