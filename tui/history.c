#include "tui/history.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

static char *copy(const char *text)
{
	size_t size = strlen(text) + 1;
	return memcpy(memory_new(size, 1), text, size);
}

static void point_clear(struct point *point)
{
	choice_clear(&point->a);
	choice_clear(&point->b);
	free(point->missing);
	free(point->head);
	free(point->tail);
}

static struct point *add(struct history *history)
{
	history->points =
		memory_grow(history->points, history->count, &history->capacity, sizeof *history->points);
	struct point *point = &history->points[history->count++];
	*point = (struct point){.a_item = NONE,
				.b_item = NONE,
				.one_off = NAN,
				.monthly = NAN,
				.untried_one_off = NAN,
				.untried_monthly = NAN};
	choice_init(&point->a);
	choice_init(&point->b);
	return point;
}

void point_keep_lacks(struct point *point, struct lacks lacks)
{
	size_t size = lacks.count * sizeof *lacks.items;
	point->missing = memory_resize(point->missing, lacks.count + (size_t)1, sizeof *lacks.items);
	if (size > 0)
		memcpy(point->missing, lacks.items, size);
	point->lacks = lacks;
	point->lacks.items = point->missing;
}

void history_init(struct history *history)
{
	*history = (struct history){0};
	add(history);
}

void history_clear(struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		point_clear(&history->points[i]);
	free(history->points);
	*history = (struct history){0};
}

struct point *history_now(const struct history *history)
{
	return &history->points[history->at];
}

struct point *history_before(const struct history *history)
{
	return history->at > 0 ? &history->points[history->at - 1] : NULL;
}

struct point *history_begin(struct history *history, const char *head, const char *tail)
{
	while (history->count > history->at + 1)
		point_clear(&history->points[--history->count]);
	struct point *point = add(history);
	const struct point *old = &history->points[history->at++];
	choice_copy(&point->a, &old->a);
	choice_copy(&point->b, &old->b);
	point->a_item = old->a_item;
	point->b_item = old->b_item;
	point->stuck = old->stuck;
	point->a_stuck = old->a_stuck;
	point->head = copy(head);
	point->tail = copy(tail);
	return point;
}

bool history_go(struct history *history, size_t at)
{
	if (at >= history->count || at == history->at)
		return false;
	history->at = at;
	return true;
}

bool history_undo(struct history *history)
{
	return history->at > 0 && history_go(history, history->at - 1);
}

bool history_redo(struct history *history)
{
	return history_go(history, history->at + 1);
}

/* --- what a difference lacks ------------------------------------------------------------------- */

struct side history_side(const struct point *point)
{
	return (struct side){point->lacks, &point->b, point->stuck};
}
