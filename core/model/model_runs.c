#include "core/model/model_runs.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

#ifdef UNMOOR_SMALL
enum { FIRST_MEMBERS = 3, FIRST_PLACES = 4 };
#else
enum { FIRST_MEMBERS = 16, FIRST_PLACES = 64 };
#endif

struct model_run *model_runs_find(const struct model_runs *runs, const struct numbered *numbered)
{
	uint32_t length = numbered->prefix_length;

	for (uint32_t i = 0; i < runs->count; i++)
		if (runs->runs[i]->prefix_length == length &&
		    memcmp(runs->runs[i]->prefix, numbered->text, length) == 0)
			return runs->runs[i];
	return NULL;
}

bool model_runs_note(struct model_runs *runs, const struct numbered *numbered)
{
	uint32_t length = numbered->prefix_length;

	if (length > sizeof runs->last || runs->count == RUNS_MOST)
		return false;
	bool follows = runs->streak > 0 && length == runs->last_prefix &&
		       numbered->number == runs->last_number + 1 &&
		       memcmp(runs->last, numbered->text, length) == 0;
	runs->streak = follows ? runs->streak + 1 : 1;
	runs->last_number = numbered->number;
	runs->last_prefix = length;
	if (!follows)
		memcpy(runs->last, numbered->text, length);
	return runs->streak >= FIRST_MEMBERS;
}

struct model_run *model_runs_begin(struct model_runs *runs, const struct numbered *numbered)
{
	struct model_run *run = runs->runs[runs->count++] = memory_new(1, sizeof *run);

	*run = (struct model_run){.prefix_length = numbered->prefix_length,
				  .base = numbered->number + 1 - runs->streak,
				  .capacity = FIRST_PLACES};
	run->prefix = memory_new(run->prefix_length + (size_t)1, 1);
	memcpy(run->prefix, numbered->text, run->prefix_length);
	run->texts = memory_zero(run->capacity, sizeof *run->texts);
	runs->streak = 0;
	return run;
}

void model_run_offer(struct model_run *run, uint32_t number, uint32_t text)
{
	uint32_t *place = model_run_place(run, number);

	if (place) {
		*place = text;
		run->members++;
		return;
	}
	run->outsiders = memory_grow(run->outsiders, run->outsider_count, &run->outsider_capacity,
				     sizeof *run->outsiders);
	run->outsiders[run->outsider_count++] = (struct model_run_outsider){number, text};
}

bool model_run_grow(struct model_run *run, uint32_t number)
{
	uint32_t old = run->capacity;

	if (number - run->base >= old * 2 || run->members < old / 2 || old > UINT32_MAX / 8)
		return false;
	run->capacity = old * 2;
	run->texts = memory_resize(run->texts, run->capacity, sizeof *run->texts);
	memset(run->texts + old, 0, old * sizeof *run->texts);
	size_t left = 0;
	for (size_t i = 0; i < run->outsider_count; i++) {
		const struct model_run_outsider outsider = run->outsiders[i];
		if (model_run_place(run, outsider.number))
			model_run_offer(run, outsider.number, outsider.text);
		else
			run->outsiders[left++] = outsider;
	}
	run->outsider_count = left;
	return true;
}

void model_runs_clear(struct model_runs *runs)
{
	for (uint32_t i = 0; i < runs->count; i++) {
		free(runs->runs[i]->prefix);
		free(runs->runs[i]->texts);
		free(runs->runs[i]->outsiders);
		free(runs->runs[i]);
	}
	runs->count = 0;
}
