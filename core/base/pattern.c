#include "core/base/pattern.h"

#include "core/base/memory.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MOST_PATTERN = 4096, /* bytes */
	MOST_MATCHES = 100000,
	MOST_DEPTH = 1000,
	MOST_HEAP = 4096,  /* KiB */
	MOST_WORK = 20000, /* steps of one search, see count_work */
	BYTES_PER_STEP = 4,
};

struct pattern {
	pcre2_general_context *general;
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
	size_t work, last; /* of the search that runs: steps, and where the last step stood */
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

/*
 * Called by PCRE2 before every item of the pattern. Its own limits start anew at every position of
 * the text; this one holds for the whole search, and does not depend on a clock, so that the same
 * search always ends the same way. A step over many bytes counts for more.
 */
static int count_work(pcre2_callout_block *block, void *context)
{
	struct pattern *pattern = context;
	size_t at = block->current_position;
	size_t way = at > pattern->last ? at - pattern->last : pattern->last - at;

	pattern->last = at;
	pattern->work += 1 + way / BYTES_PER_STEP;
	return pattern->work > MOST_WORK ? PCRE2_ERROR_CALLOUT : 0;
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
	if (size && pcre2_get_error_message(fault, (PCRE2_UCHAR *)error, size) < 0 && fault != 0)
		error[size - 1] = '\0'; /* cut */
}

struct pattern *pattern_new(const char *text, size_t length, bool smart_case, char *error, size_t size,
			    size_t *offset)
{
	int fault = 0;

	*offset = 0;
	if (length >= 2 && memcmp(text, "(*", 2) == 0) {
		snprintf(error, size, "a pattern must not start with a verb '(*'");
		return NULL;
	}
	struct pattern *pattern = allocate();
	pattern->code = compile(pattern, text, length, 0, &fault, offset);
	if (pattern->code) {
		uint32_t options = PCRE2_AUTO_CALLOUT;
		if (smart_case && !has_upper(pattern, text, length))
			options |= PCRE2_CASELESS;
		pcre2_code_free(pattern->code);
		pattern->code = compile(pattern, text, length, options, &fault, offset);
	}
	if (!pattern->code) {
		explain(fault, error, size);
		pattern_free(pattern);
		return NULL;
	}
	/* Where memory must not be executable this fails, and the interpreter does the work. */
	(void)pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
	return pattern;
}

static int match(struct pattern *pattern, const char *text, size_t length, uint32_t options)
{
	pattern->work = pattern->last = 0;
	return pcre2_match(pattern->code, (PCRE2_SPTR)text, length, 0, options, pattern->data,
			   pattern->limits);
}

enum pattern_match pattern_search(struct pattern *pattern, const char *text, size_t length, size_t *start,
				  size_t *end)
{
	int found = match(pattern, text, length, 0);

	if (found == PCRE2_ERROR_JIT_STACKLIMIT) /* its stack is small; the interpreter has the heap */
		found = match(pattern, text, length, PCRE2_NO_JIT);
	if (found == PCRE2_ERROR_NOMATCH)
		return PATTERN_NO;
	if (found == PCRE2_ERROR_NOMEMORY)
		memory_exhausted();
	if (found < 0) /* a limit, or text that is not UTF-8 */
		return found <= PCRE2_ERROR_UTF8_ERR1 && found >= PCRE2_ERROR_UTF8_ERR21 ? PATTERN_NO
											 : PATTERN_GAVE_UP;
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(pattern->data);
	if (start)
		*start = ends[0];
	if (end)
		*end = ends[1];
	return PATTERN_YES;
}
