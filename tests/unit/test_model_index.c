#include "core/model/model_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static uint32_t add(struct model_index *index, const char *text)
{
	return model_index_add(index, text, strlen(text));
}

static void test_numbers_are_given_in_order(void **state)
{
	struct model_index *index = model_index_new();

	(void)state;
	assert_int_equal(add(index, ""), 0);
	assert_int_equal(add(index, "b"), 1);
	assert_int_equal(add(index, "a"), 2);
	assert_int_equal(add(index, "b"), 1);
	assert_int_equal(model_index_add(index, "abc", 1), 2);
	assert_int_equal(add(index, "abc"), 3);
	assert_string_equal(model_index_text(index, 0), "");
	assert_string_equal(model_index_text(index, 2), "a");
	assert_int_equal(model_index_find(index, "abc", 3), 3);
	assert_int_equal(model_index_find(index, "abd", 3), UINT32_MAX);
	assert_int_equal(model_index_find(index, "", 0), 0);
	model_index_free(index);
	model_index_free(NULL);
}

/* Many texts of every length, some alike but for one byte: each is found again, and none moves. */
static void test_many(void **state)
{
	enum { COUNT = 20000 };
	static const char *kept[COUNT];
	struct model_index *index = model_index_new();
	char text[300];

	(void)state;
	for (uint32_t i = 0; i < COUNT; i++) {
		int length = snprintf(text, sizeof text, "%.*s%u", (int)(i % 40),
				      "----------------------------------------", (unsigned)i);
		assert_int_equal(model_index_add(index, text, (size_t)length), i + 1);
		kept[i] = model_index_text(index, i + 1);
	}
	for (uint32_t i = 0; i < COUNT; i++) {
		snprintf(text, sizeof text, "%.*s%u", (int)(i % 40),
			 "----------------------------------------", (unsigned)i);
		assert_int_equal(add(index, text), i + 1);
		assert_ptr_equal(model_index_text(index, i + 1), kept[i]);
		assert_string_equal(kept[i], text);
	}
	model_index_free(index);
}

/* Texts as long as the file format allows, over the ends of chunks. */
static void test_long_texts(void **state)
{
	static char text[65537];
	struct model_index *index = model_index_new();

	(void)state;
	for (int i = 0; i < 40; i++) {
		memset(text, 'a' + i % 26, 65536);
		text[0] = (char)('0' + i);
		assert_int_equal(add(index, text), i + 1);
	}
	for (int i = 0; i < 40; i++) {
		memset(text, 'a' + i % 26, 65536);
		text[0] = (char)('0' + i);
		assert_string_equal(model_index_text(index, (uint32_t)i + 1), text);
		assert_int_equal(model_index_find(index, text, 65536), i + 1);
	}
	model_index_free(index);
}

/* --- runs ------------------------------------------------------------------------------------ */

/* Every text of the list gets its place in it as its number, and is found under it, also by length. */
static void check_texts(const char *const *texts, uint32_t count)
{
	struct model_index *index = model_index_new();

	for (uint32_t i = 0; i < count; i++) {
		assert_int_equal(model_index_find(index, texts[i], strlen(texts[i])), UINT32_MAX);
		assert_int_equal(add(index, texts[i]), i + 1);
	}
	for (uint32_t i = 0; i < count; i++) {
		assert_int_equal(add(index, texts[i]), i + 1);
		assert_int_equal(model_index_find(index, texts[i], strlen(texts[i])), i + 1);
		assert_string_equal(model_index_text(index, i + 1), texts[i]);
	}
	model_index_free(index);
}

static void test_runs(void **state)
{
	/* A run from the third on; before it, behind it, with gaps, beside it. */
	static const char *const texts[] = {
		"c9",         "c100",        "c5",         "c6",         "c7",          "c8",  "c12",  "c11",
		"c10",        "c13",         "c14",        "c15",        "c16",         "c4",  "c0",   "c00",
		"c01",        "c005",        "c",          "d7",         "7",           "8",   "9",    "10",
		"11",         "c4294967301", "c17",        "c18",        "c99",         "c19", "c101", "c20",
		"c999999999", "c050",        "c500000000", "c123456789", "c1234567890", "x1y", "x1",   "x2",
		"x3",         "x4",          "x10",        "x6",
	};

	(void)state;
	check_texts(texts, sizeof texts / sizeof *texts);
}

static void test_runs_that_go_down(void **state)
{
	static const char *const texts[] = {"a9", "a8", "a7", "a6",  "a5",  "a4", "a3",
					    "a2", "a1", "a0", "a10", "a11", "a12"};

	(void)state;
	check_texts(texts, sizeof texts / sizeof *texts);
}

/* More prefixes than there are runs. */
static void test_many_runs(void **state)
{
	enum { PREFIXES = RUNS_MOST + 4, EACH = 30 };
	static char texts[PREFIXES * EACH][16];
	static const char *all[PREFIXES * EACH];
	uint32_t count = 0;

	(void)state;
	for (int p = 0; p < PREFIXES; p++) {
		for (int i = 0; i < EACH; i++, count++) {
			snprintf(texts[count], sizeof texts[count], "%c-%d", 'a' + p, i);
			all[count] = texts[count];
		}
	}
	check_texts(all, count);
}

/* Any order of numbers of a few prefixes: what is the same text has the same number, and nothing else has. */
static void test_runs_in_any_order(void **state)
{
	enum { PREFIXES = 3, MOST = 400 };
	static uint32_t known[PREFIXES][MOST];
	struct model_index *index = model_index_new();
	uint32_t seed = 5, next = 0;

	(void)state;
	memset(known, 0, sizeof known);
	for (int round = 0; round < 5000; round++) {
		seed = seed * 1664525u + 1013904223u;
		uint32_t prefix = seed >> 8 & 0xFF, number;
		prefix %= PREFIXES;
		/* half of them come in order */
		number = seed >> 16 & 1 ? next++ % MOST : (seed >> 17) % MOST;
		char text[16];
		snprintf(text, sizeof text, "%.*s%u", (int)prefix, "--", (unsigned)number);
		uint32_t *expected = &known[prefix][number];
		if (*expected)
			assert_int_equal(model_index_find(index, text, strlen(text)), *expected);
		uint32_t given = add(index, text);
		assert_true(*expected ? given == *expected : given == index->count - 1);
		*expected = given;
	}
	assert_true(index->runs.count > 0);
	model_index_free(index);
}

static void test_names(void **state)
{
	struct model_index *index = model_index_new();
	uint32_t a = add(index, "a"), b = add(index, "b");

	(void)state;
	assert_int_equal(model_index_of(index, KIND_PROVIDER, a), UINT32_MAX);
	model_index_define(index, KIND_PROVIDER, a, 0);
	model_index_define(index, KIND_OFFERING, a, 7);
	model_index_define(index, KIND_PROVIDER, 5000, 8);
	assert_int_equal(model_index_of(index, KIND_PROVIDER, a), 0);
	assert_int_equal(model_index_of(index, KIND_OFFERING, a), 7);
	assert_int_equal(model_index_of(index, KIND_PROVIDER, b), UINT32_MAX);
	assert_int_equal(model_index_of(index, KIND_PROVIDER, 5000), 8);
	assert_int_equal(model_index_of(index, KIND_PROVIDER, 4999), UINT32_MAX);
	assert_int_equal(model_index_of(index, KIND_OFFERING, 5000), UINT32_MAX);
	model_index_define(index, KIND_PROVIDER, a, UINT32_MAX);
	assert_int_equal(model_index_of(index, KIND_PROVIDER, a), UINT32_MAX);
	model_index_free(index);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_are_given_in_order),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_long_texts),
		cmocka_unit_test(test_runs),
		cmocka_unit_test(test_runs_that_go_down),
		cmocka_unit_test(test_many_runs),
		cmocka_unit_test(test_runs_in_any_order),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
