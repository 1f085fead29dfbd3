/*
 * Bytes -> a pattern (the first line) and rows to search (the others). What is found lies in the
 * row; no row takes so long that a sanitizer's slowness could not explain it.
 */
#include "core/base/pattern.h"
#include "core/base/str.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>
#include <time.h>

enum { MOST_US = 20000 };

static double cpu_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static void search(struct pattern *pattern, const char *row, size_t length)
{
	size_t start = SIZE_MAX, end = SIZE_MAX, start_again = SIZE_MAX;
	double before = cpu_us();
	enum pattern_match found = pattern_search(pattern, row, length, &start, &end);

	/* One look at the clock may be another process's fault, not three. */
	for (int i = 0; i < 2 && cpu_us() - before > MOST_US; i++) {
		before = cpu_us();
		pattern_search(pattern, row, length, NULL, NULL);
	}
	fuzz_check(cpu_us() - before <= MOST_US, "a row takes no longer than it may");
	if (found == PATTERN_YES)
		fuzz_check(start <= length && end <= length, "a match lies in the row");
	/* But for what the clock stops. */
	enum pattern_match again = pattern_search(pattern, row, length, &start_again, NULL);
	fuzz_check(again == found || again == PATTERN_GAVE_UP || found == PATTERN_GAVE_UP,
		   "the same search ends the same way");
	if (found == PATTERN_YES && again == found)
		fuzz_check(start == start_again, "the same search finds the same");
}

static void check_error(const char *error, size_t size, size_t offset, size_t length)
{
	fuzz_check(memchr(error, '\0', size) && *error, "why it is no pattern is said");
	fuzz_check(offset <= length, "where it is none lies in the pattern");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *end = size ? memchr(text, '\n', size) : NULL;
	size_t length = end ? (size_t)(end - text) : size, offset = 0;
	char error[80] = "";
	struct pattern *pattern = pattern_new(text, length, size % 2, error, sizeof error, &offset);

	if (!pattern) {
		check_error(error, sizeof error, offset, length);
		return 0;
	}
	fuzz_check(length < 2 || memcmp(text, "(*", 2) != 0, "verbs at the start are refused");
	for (size_t at = length + 1; at <= size;) {
		const char *row = text + at, *stop = at < size ? memchr(row, '\n', size - at) : NULL;
		size_t row_length = stop ? (size_t)(stop - row) : size - at;
		search(pattern, row, row_length);
		at += row_length + 1;
	}
	pattern_free(pattern);
	return 0;
}
