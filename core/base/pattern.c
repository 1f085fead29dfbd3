#include "core/base/pattern.h"

#include "core/base/literal.h"
#include "core/base/memory.h"
#include "core/base/str.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	MOST_PATTERN = 4096, /* bytes */
	MOST_TEXT = 16384,   /* bytes: one item of a pattern may go through them all between two looks */
	MOST_RANGES = 5 * 0x110000, /* characters in ranges: all are tried for other cases, about 5 ns each */
	MOST_MATCHES = 100000,
	MOST_DEPTH = 1000,
	MOST_HEAP = 4096, /* KiB */
	MOST_NS = 400000, /* of CPU time from the first look on, where the steps were slow */
	BYTES_PER_STEP = 4,
	STEPS_PER_LOOK = 1000, /* at the clock, which takes long itself */
	GROUPS_PER_STEP = 8,   /* so many take as long as a step: before each all of them are copied */
	CALL_STEPS = 8,        /* what a search costs before its first step */
	LITERAL_BYTES_PER_STEP = 32
};

/* Steps of one search, see count_work. */
#ifdef UNMOOR_FUZZ
enum { MOST_WORK = 1000 };
#else
enum { MOST_WORK = 20000 };
#endif

struct pattern {
	struct literal literal; /* what it amounts to; no length: it is more than that */
	pcre2_general_context *general;
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
	bool untimed;
	size_t per_look;         /* steps between two looks at the clock */
	uint64_t cost;           /* of all searches before */
	size_t work, last, look; /* of the search that runs: steps, where the last step stood, and the
				  * steps at which to look at the clock */
	int64_t until_ns;
};

static void *take(PCRE2_SIZE size, void *context)
{
	(void)context;
	return memory_new(1, size);
}

static void give(void *memory, void *context)
{
	(void)context;
	free(memory);
}

/* Of this thread alone: that others take the processor is not the pattern's fault. */
static int64_t cpu_ns(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* The first look only starts the clock: most searches end before it. */
static bool is_late(struct pattern *pattern)
{
	if (pattern->untimed || pattern->work < pattern->look)
		return false;
	int64_t now = cpu_ns();
	if (pattern->look == pattern->per_look)
		pattern->until_ns = now + MOST_NS;
	pattern->look = pattern->work + pattern->per_look;
	return now > pattern->until_ns;
}

/*
 * Called by PCRE2 before every item of the pattern. Its own limits start anew at every position of
 * the text; this one holds for the whole search. Steps come first, so that the same search ends the
 * same way each time; the clock is for what is slower than they tell. A step over many bytes counts
 * for more.
 */
static int count_work(pcre2_callout_block *block, void *context)
{
	struct pattern *pattern = context;
	size_t at = block->current_position;
	size_t way = at > pattern->last ? at - pattern->last : pattern->last - at;

	pattern->last = at;
	pattern->work += 1 + way / BYTES_PER_STEP;
	return pattern->work > MOST_WORK || is_late(pattern) ? PCRE2_ERROR_CALLOUT : 0;
}

/* --- compiling ------------------------------------------------------------------------------- */

/* The character that a range of a class ends at, or the most that its escape can stand for. */
static uint32_t range_end(const char *text, size_t length)
{
	uint32_t point = 0x400;

	if (length > 1 && text[0] == '\\' && strchr("xoN", text[1]))
		return 0x10FFFF;
	if (length > 0 && text[0] != '\\')
		utf8_decode(text, length, &point);
	return point;
}

/*
 * PCRE2 goes through each range character by character where case does not count: hundreds of wide
 * ones, which fit into a short pattern, took seconds.
 */
static bool has_long_ranges(const char *text, size_t length)
{
	size_t points = 0;

	for (size_t i = 0; i + 1 < length; i++)
		if (text[i] == '-')
			points += range_end(text + i + 1, length - i - 1);
	return points > MOST_RANGES;
}

/* Compiles a pattern of the program's own or the user's. */
static pcre2_code *compile(struct pattern *pattern, const char *text, size_t length, uint32_t options,
			   int *fault, size_t *offset)
{
	pcre2_compile_context *context = pcre2_compile_context_create(pattern->general);

	pcre2_set_max_pattern_length(context, MOST_PATTERN);
	pcre2_set_parens_nest_limit(context, 100);
	pcre2_code *code =
		pcre2_compile((PCRE2_SPTR)text, length, PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | options, fault,
			      offset, context);
	pcre2_compile_context_free(context);
	return code;
}

/* An upper-case letter that is no part of an escape such as \W. The text is valid UTF-8. */
static bool has_upper(struct pattern *pattern, const char *text, size_t length)
{
	static const char upper[] = "\\A(?s:\\\\.|[^\\\\\\p{Lu}])*+\\p{Lu}";
	int fault;
	size_t offset;
	pcre2_code *code = compile(pattern, upper, sizeof upper - 1, 0, &fault, &offset);
	pcre2_match_data *data = pcre2_match_data_create(1, pattern->general);
	int found = pcre2_match(code, (PCRE2_SPTR)text, length, 0, 0, data, NULL);

	pcre2_match_data_free(data);
	pcre2_code_free(code);
	return found >= 0;
}

static struct pattern *allocate(void)
{
	struct pattern *pattern = memory_zero(1, sizeof *pattern);

	pattern->general = pcre2_general_context_create(take, give, NULL);
	pattern->limits = pcre2_match_context_create(pattern->general);
	pattern->data = pcre2_match_data_create(1, pattern->general);
	pcre2_set_match_limit(pattern->limits, MOST_MATCHES);
	pcre2_set_depth_limit(pattern->limits, MOST_DEPTH);
	pcre2_set_heap_limit(pattern->limits, MOST_HEAP);
	pcre2_set_callout(pattern->limits, count_work, pattern);
	return pattern;
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_code_free(pattern->code);
	pcre2_match_data_free(pattern->data);
	pcre2_match_context_free(pattern->limits);
	pcre2_general_context_free(pattern->general);
	free(pattern);
}

static void explain(int fault, char *error, size_t size)
{
	if (fault == PCRE2_ERROR_NOMEMORY)
		memory_exhausted();
	if (fault == PCRE2_ERROR_BACKSLASH_C_CALLER_DISABLED)
		snprintf(error, size, "\\C is not taken");
	else if (size && pcre2_get_error_message(fault, (PCRE2_UCHAR *)error, size) < 0 && fault != 0)
		error[size - 1] = '\0'; /* cut */
}

static size_t steps_per_look(const pcre2_code *code)
{
	uint32_t groups = 0;

	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
	return STEPS_PER_LOOK / (1 + groups / GROUPS_PER_STEP);
}

/* What PCRE2 would take, but not this program. */
static const char *why_refused(const char *text, size_t length)
{
	if (length >= 2 && memcmp(text, "(*", 2) == 0)
		return "a pattern must not start with a verb '(*'";
	return has_long_ranges(text, length) ? "too many wide ranges of characters" : NULL;
}

struct pattern *pattern_new(const char *text, size_t length, bool smart_case, char *error, size_t size,
			    size_t *offset)
{
	int fault = 0;
	const char *refused = why_refused(text, length);

	*offset = 0;
	if (refused) {
		snprintf(error, size, "%s", refused);
		return NULL;
	}
	struct pattern *pattern = allocate();
	pattern->code = compile(pattern, text, length, 0, &fault, offset);
	if (pattern->code) {
		uint32_t options = PCRE2_AUTO_CALLOUT;
		if (smart_case && !has_upper(pattern, text, length))
			options |= PCRE2_CASELESS;
		literal_init(&pattern->literal, text, length, options & PCRE2_CASELESS);
		pcre2_code_free(pattern->code);
		pattern->code = compile(pattern, text, length, options, &fault, offset);
	}
	if (!pattern->code) {
		explain(fault, error, size);
		pattern_free(pattern);
		return NULL;
	}
	pattern->per_look = steps_per_look(pattern->code);
	/* Where memory must not be executable this fails, and the interpreter does the work. */
	(void)pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
	return pattern;
}

bool pattern_is_word(const struct pattern *pattern)
{
	const struct literal *literal = &pattern->literal;

	return literal->length > 0 && !memchr(literal->bytes, ' ', literal->length);
}

uint64_t pattern_cost(const struct pattern *pattern)
{
	return pattern->cost;
}

void pattern_ignore_clock(struct pattern *pattern)
{
	pattern->untimed = true;
}

/* --- searching ------------------------------------------------------------------------------- */

static int match(struct pattern *pattern, const char *text, size_t length, uint32_t options)
{
	pattern->work = pattern->last = 0;
	pattern->look = pattern->per_look;
	int found = pcre2_match(pattern->code, (PCRE2_SPTR)text, length, 0, options, pattern->data,
				pattern->limits);
	pattern->cost += CALL_STEPS + pattern->work;
	return found;
}

/* What became of a search; a text that is not UTF-8 holds nothing that could be found. */
static enum pattern_match said(int found)
{
	if (found == PCRE2_ERROR_NOMEMORY)
		memory_exhausted();
	if (found == PCRE2_ERROR_NOMATCH ||
	    (found <= PCRE2_ERROR_UTF8_ERR1 && found >= PCRE2_ERROR_UTF8_ERR21))
		return PATTERN_NO;
	return found < 0 ? PATTERN_GAVE_UP : PATTERN_YES;
}

static enum pattern_match search(struct pattern *pattern, const char *text, size_t length, size_t *start,
				 size_t *end)
{
	if (length > MOST_TEXT) {
		pattern->cost += CALL_STEPS;
		return PATTERN_GAVE_UP;
	}
	int found = match(pattern, text, length, 0);
	if (found == PCRE2_ERROR_JIT_STACKLIMIT) /* its stack is small; the interpreter has the heap */
		found = match(pattern, text, length, PCRE2_NO_JIT);
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(pattern->data);
	*start = found < 0 ? 0 : ends[0];
	*end = found < 0 ? 0 : ends[1];
	return said(found);
}

static enum pattern_match search_literal(struct pattern *pattern, const char *text, size_t length,
					 size_t *start, size_t *end)
{
	pattern->cost += 1 + length / LITERAL_BYTES_PER_STEP;
	*start = literal_find(&pattern->literal, text, length);
	*end = *start + pattern->literal.length;
	return *start < length ? PATTERN_YES : PATTERN_NO;
}

enum pattern_match pattern_search(struct pattern *pattern, const char *text, size_t length, size_t *start,
				  size_t *end)
{
	size_t from, to;
	bool literal = pattern->literal.length > 0 && literal_suits(text, length);
	enum pattern_match found = literal ? search_literal(pattern, text, length, &from, &to)
					   : search(pattern, text, length, &from, &to);

	if (found == PATTERN_YES && start)
		*start = from;
	if (found == PATTERN_YES && end)
		*end = to;
	return found;
}
