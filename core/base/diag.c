#include "core/base/diag.h"

#include "core/base/memory.h"
#include "core/base/str.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void diag_list_init(struct diag_list *list)
{
	*list = (struct diag_list){.items = NULL};
	arena_init(&list->arena);
}

void diag_list_clear(struct diag_list *list)
{
	arena_clear(&list->arena);
	free(list->items);
	diag_list_init(list);
}

static bool has_room(struct diag_list *list, enum diag_level level)
{
	if (level == DIAG_ERROR)
		return list->errors++ < DIAG_MOST_ERRORS;
	return list->warnings++ < DIAG_MOST_WARNINGS;
}

static const char *copy(struct arena *arena, const char *text)
{
	return text ? arena_text(arena, text, strlen(text)) : NULL;
}

/* The lists of a file come in runs, so most faults share the name of the file before. */
static const char *copy_name(struct diag_list *list, const char *name)
{
	const char *last = list->count ? list->items[list->count - 1].file : NULL;

	return name && last && strcmp(name, last) == 0 ? last : copy(&list->arena, name);
}

void diag_add(struct diag_list *list, enum diag_level level, const char *file, uint32_t line, uint32_t column,
	      const char *suggestion, const char *format, ...)
{
	struct str text;
	va_list args;

	if (!has_room(list, level))
		return;
	str_init(&text);
	va_start(args, format);
	str_print_list(&text, format, args);
	va_end(args);
	struct diag diag = {level, copy_name(list, file), line, column, NULL, copy(&list->arena, suggestion)};
	diag.text = arena_text(&list->arena, text.data ? text.data : "", text.length);
	str_clear(&text);
	list->items = memory_grow(list->items, list->count, &list->capacity, sizeof *list->items);
	list->items[list->count++] = diag;
}

const char *diag_line(const struct diag *diag, struct arena *arena)
{
	struct str line;

	str_init(&line);
	if (diag->file)
		str_print(&line, "%s:", diag->file);
	if (diag->line)
		str_print(&line, "%u:", (unsigned)diag->line);
	if (diag->line && diag->column)
		str_print(&line, "%u:", (unsigned)diag->column);
	str_print(&line, "%s%s: %s", line.length ? " " : "", diag->level == DIAG_ERROR ? "error" : "warning",
		  diag->text);
	if (diag->suggestion)
		str_print(&line, " (%s)", diag->suggestion);
	const char *text = arena_text(arena, line.data, line.length);
	str_clear(&line);
	return text;
}

enum { LONGEST = 128 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

static bool same(char a, char b)
{
	if (a >= 'A' && a <= 'Z')
		a = (char)(a - 'A' + 'a');
	if (b >= 'A' && b <= 'Z')
		b = (char)(b - 'A' + 'a');
	return a == b;
}

/*
 * Optimal string alignment, the restricted form of the Damerau-Levenshtein distance (Boytsov 2011,
 * section 2.2), over three rows and only in a band of `most` beside the diagonal. Above `most` the
 * answer is most + 1. The case of ASCII letters does not count.
 */
static int distance(const char *a, int length_a, const char *b, int length_b, int most)
{
	int rows[3][LONGEST + 2] = {{0}};
	int *before = rows[0], *last = rows[1], *now = rows[2], best_before = 0;

	for (int j = 0; j <= length_b; j++)
		last[j] = j;
	for (int i = 1; i <= length_a; i++) {
		int first = i - most > 1 ? i - most : 1, end = least(length_b, i + most), best;
		now[first - 1] = best = first == 1 ? i : most + 1;
		for (int j = first; j <= end; j++) {
			int cost = last[j - 1] + !same(a[i - 1], b[j - 1]);
			if (j > first || first == 1)
				cost = least(cost, now[j - 1] + 1);
			if (j < i + most)
				cost = least(cost, last[j] + 1);
			if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
				cost = least(cost, before[j - 2] + 1);
			now[j] = cost;
			best = least(best, cost);
		}
		if (best > most && best_before > most) /* a swap reaches over one row */
			return most + 1;
		best_before = best;
		int *free_row = before;
		before = last;
		last = now;
		now = free_row;
	}
	return last[length_b];
}

const char *diag_nearest(const char *text, size_t count, const char *(*at)(const void *context, size_t i),
			 const void *context)
{
	size_t length = strlen(text);
	const char *nearest = NULL;
	int most = (int)(length / 3);

	if (length > LONGEST)
		return NULL;
	for (size_t i = 0; i < count && most > 0; i++) {
		const char *candidate = at(context, i);
		size_t other = candidate ? strlen(candidate) : 0;
		size_t apart = other > length ? other - length : length - other;
		if (!candidate || other > LONGEST || apart > (size_t)most)
			continue;
		int edits = distance(text, (int)length, candidate, (int)other, most);
		if (edits == 0 && strcmp(text, candidate) != 0)
			edits = 1; /* only the case differs */
		if (edits >= 1 && edits <= most) {
			nearest = candidate;
			most = edits - 1; /* only a nearer one may replace it: of equals the first stays */
		}
	}
	return nearest;
}
