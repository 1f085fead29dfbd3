#include "core/model/remarks.h"

#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/model/store_text.h"

#include <stdlib.h>
#include <string.h>

/* --- whose it is ------------------------------------------------------------------------------- */

struct owner {
	uint32_t line; /* in which it begins */
	struct remarks *remarks;
};

struct owners {
	struct owner *items; /* by line */
	size_t count, next;  /* next: the first that begins in or below the line that is looked at */
};

static int compare_owners(const void *left, const void *right)
{
	const struct owner *a = left, *b = right;

	return (a->line > b->line) - (a->line < b->line);
}

static void find_owners(struct owners *owners, struct companion *companion)
{
	size_t all = (size_t)companion->migration_count + companion->scenario_count;

	*owners = (struct owners){.items = memory_new(all + 1, sizeof(*owners->items))};
	for (uint32_t i = 0; i < companion->migration_count; i++)
		if (companion->migrations[i].line > 0)
			owners->items[owners->count++] = (struct owner){companion->migrations[i].line,
									&companion->migrations[i].remarks};
	for (uint32_t i = 0; i < companion->scenario_count; i++)
		if (companion->scenarios[i].line > 0)
			owners->items[owners->count++] = (struct owner){companion->scenarios[i].line,
									&companion->scenarios[i].remarks};
	qsort(owners->items, owners->count, sizeof(*owners->items), compare_owners);
}

/* A comment as it stands in the file. */
struct stand {
	uint32_t line;
	uint32_t before; /* the next line that holds more than comments, where it stands on a line of its own
			  */
	bool alone;      /* it does */
	bool outermost;  /* in the first column */
};

/* Lines ascend from call to call. */
static struct remarks *owner_of(struct owners *owners, struct companion *companion, const struct stand *stand)
{
	while (owners->next < owners->count &&
	       owners->items[owners->next].line < stand->line + (stand->alone ? 0 : 1))
		owners->next++;
	struct owner *above = owners->next > 0 ? &owners->items[owners->next - 1] : NULL,
		     *below = owners->next < owners->count ? &owners->items[owners->next] : NULL;
	bool is_above_it = stand->alone && below && below->line == stand->before;

	if (is_above_it || (stand->alone && above && below && stand->outermost))
		return below->remarks;
	if (!above)
		return &companion->head;
	return stand->alone && stand->outermost ? &companion->tail : above->remarks;
}

static void give(struct companion *companion, struct remarks *to, const char *text, size_t length)
{
	struct remark *remark = arena_new(&companion->arena, 1, sizeof(*remark));

	while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
		length--;
	remark->text = arena_text(&companion->arena, text, length);
	if (to->last)
		to->last->next = remark;
	else
		to->first = remark;
	to->last = remark;
}

/* --- where they are ---------------------------------------------------------------------------- */

/* Bytes of the line break that begins here, of all that YAML 1.1 knows; 0: none does. */
static size_t break_at(const char *text, size_t at, size_t length)
{
	static const char *const breaks[] = {"\r\n", "\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};

	for (size_t i = 0; i < sizeof(breaks) / sizeof(*breaks); i++) {
		size_t size = strlen(breaks[i]);
		if (at + size <= length && memcmp(text + at, breaks[i], size) == 0)
			return size;
	}
	return 0;
}

static size_t line_end(const char *text, size_t at, size_t length)
{
	while (at < length && break_at(text, at, length) == 0)
		at++;
	return at;
}

/* What stands on the line so far; its last character but blanks is 0 where there is none. */
struct written {
	char last;
	bool in_list; /* behind a bracket, where commas divide */
	bool dash;    /* there is nothing but that of an item */
};

/* Only here is a quote the first of a quoted scalar; elsewhere it is a character of a plain one. */
static bool may_quote(const struct written *line)
{
	return line->last == 0 || line->dash || strchr(":[{", line->last) ||
	       (line->last == ',' && line->in_list);
}

/* Behind a quoted scalar that begins at `at`; behind its quote where it does not end before `end`. */
static size_t skip_quoted(const char *text, size_t at, size_t end)
{
	char quote = text[at], escape = quote == '"' ? '\\' : quote;

	for (size_t next = at + 1; next < end; next++) {
		if (text[next] == escape && next + 1 < end && (quote == '"' || text[next + 1] == quote))
			next++;
		else if (text[next] == quote)
			return next + 1;
	}
	return at + 1;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Where the comment of a line begins, or its end; *holds: there is more on it. */
static size_t comment_in(const char *text, size_t begin, size_t end, bool *holds)
{
	struct written line = {.last = 0};

	for (size_t at = begin, next; at < end; at = next) {
		char c = text[at];
		next = at + 1;
		if (c == '#' && (at == begin || is_blank(text[at - 1]))) {
			*holds = line.last != 0;
			return at;
		}
		if ((c == '"' || c == '\'') && may_quote(&line))
			next = skip_quoted(text, at, end);
		if (!is_blank(c))
			line = (struct written){.last = c,
						.in_list = line.in_list || c == '[' || c == '{',
						.dash = line.last == 0 && c == '-'};
	}
	*holds = line.last != 0;
	return end;
}

/* The number of the first line from this one on that holds more than a comment. */
static uint32_t next_held(const char *text, size_t at, size_t length, uint32_t line)
{
	for (; at < length; line++) {
		size_t end = line_end(text, at, length);
		bool holds;
		(void)comment_in(text, at, end, &holds);
		if (holds)
			return line;
		at = end + break_at(text, end, length);
	}
	return UINT32_MAX;
}

void remarks_read(struct companion *companion, const char *text, size_t length)
{
	static const char header[] = STORE_TEXT_HEADER;
	struct owners owners;
	uint32_t number = 1, before = 0;
	size_t at = utf8_mark(text, length);

	find_owners(&owners, companion);
	if (length - at >= sizeof(header) - 1 && memcmp(text + at, header, sizeof(header) - 1) == 0) {
		at = line_end(text, at, length);
		at += break_at(text, at, length);
		number = 2;
	}
	for (size_t end; at < length; at = end + break_at(text, end, length), number++) {
		bool holds;
		end = line_end(text, at, length);
		size_t from = comment_in(text, at, end, &holds);
		if (from == end)
			continue;
		if (!holds && before < number)
			before = next_held(text, end + break_at(text, end, length), length, number + 1);
		const struct stand stand = {number, before, !holds, from == at};
		give(companion, owner_of(&owners, companion, &stand), text + from, end - from);
	}
	free(owners.items);
}
