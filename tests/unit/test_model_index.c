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
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
