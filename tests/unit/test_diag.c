#include "core/base/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct list {
	struct diag_list diags;
	struct arena arena;
};

static int setup(void **state)
{
	static struct list list;
	diag_list_init(&list.diags);
	arena_init(&list.arena);
	*state = &list;
	return 0;
}

static int teardown(void **state)
{
	struct list *list = *state;
	diag_list_clear(&list->diags);
	arena_clear(&list->arena);
	return 0;
}

static void test_lines_show_what_is_known(void **state)
{
	struct list *list = *state;
	struct diag_list *diags = &list->diags;

	diag_add(diags, DIAG_ERROR, "a.yaml", 12, 3, "did you mean 'x'?", "unknown key '%s'", "y");
	diag_add(diags, DIAG_WARNING, "a.yaml", 12, 0, NULL, "no column");
	diag_add(diags, DIAG_ERROR, "a.yaml", 0, 7, NULL, "no line");
	diag_add(diags, DIAG_ERROR, NULL, 0, 0, NULL, "no file");
	assert_string_equal(diag_line(&diags->items[0], &list->arena),
			    "a.yaml:12:3: error: unknown key 'y' (did you mean 'x'?)");
	assert_string_equal(diag_line(&diags->items[1], &list->arena), "a.yaml:12: warning: no column");
	assert_string_equal(diag_line(&diags->items[2], &list->arena), "a.yaml: error: no line");
	assert_string_equal(diag_line(&diags->items[3], &list->arena), "error: no file");
	assert_int_equal(diags->errors, 3);
	assert_int_equal(diags->warnings, 1);
}

static void test_texts_are_copied(void **state)
{
	struct diag_list *diags = &((struct list *)*state)->diags;
	char file[] = "f", text[] = "t", suggestion[] = "s";

	diag_add(diags, DIAG_ERROR, file, 1, 1, suggestion, "%s", text);
	file[0] = text[0] = suggestion[0] = '!';
	assert_string_equal(diags->items[0].file, "f");
	assert_string_equal(diags->items[0].text, "t");
	assert_string_equal(diags->items[0].suggestion, "s");
}

static void test_errors_beyond_the_most_are_counted(void **state)
{
	struct diag_list *diags = &((struct list *)*state)->diags;

	for (int i = 0; i < 25; i++)
		diag_add(diags, DIAG_ERROR, "f", 1, 1, NULL, "%d", i);
	diag_add(diags, DIAG_WARNING, "f", 1, 1, NULL, "kept all the same");
	assert_int_equal(diags->count, DIAG_MOST_ERRORS + 1);
	assert_int_equal(diags->errors, 25);
	assert_string_equal(diags->items[19].text, "19");
	assert_string_equal(diags->items[20].text, "kept all the same");
}

static void test_warnings_have_a_most_too(void **state)
{
	struct diag_list *diags = &((struct list *)*state)->diags;

	for (int i = 0; i < DIAG_MOST_WARNINGS + 5; i++)
		diag_add(diags, DIAG_WARNING, NULL, 0, 0, NULL, "w");
	assert_int_equal(diags->count, DIAG_MOST_WARNINGS);
	assert_int_equal(diags->warnings, DIAG_MOST_WARNINGS + 5);
	assert_int_equal(diags->errors, 0);
}

static const char *word_at(const void *context, size_t i)
{
	return ((const char *const *)context)[i];
}

static void test_nearest(void **state)
{
	static const char *const words[] = {"monthly", "usage",    NULL,      "growth",
					    "counts",  "optional", "offering"};
	static const struct {
		const char *text, *nearest;
	} cases[] = {
		{"montly", "monthly"},   /* left out */
		{"monthhly", "monthly"}, /* doubled */
		{"mnothly", "monthly"},  /* swapped */
		{"usaeg", "usage"},      /* swapped at the end */
		{"ofering", "offering"},
		{"Offering", "offering"}, /* only the case */
		{"cuonst", "counts"},     /* two swaps */
		{"usage", NULL},          /* is one */
		{"sage", "usage"},
		{"us", NULL},
		{"optionen", "optional"},
		{"entirely else", NULL},
		{"", NULL},
		{"grwth", "growth"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *nearest = diag_nearest(cases[i].text, 7, word_at, words);
		if (cases[i].nearest)
			assert_string_equal(nearest, cases[i].nearest);
		else
			assert_null(nearest);
	}
}

static void test_nearest_takes_the_least_edits_then_the_first(void **state)
{
	static const char *const words[] = {"abcdefXX", "abcdefgX", "abcdefXh"};

	(void)state;
	assert_string_equal(diag_nearest("abcdefgh", 3, word_at, words), "abcdefgX");
}

static void test_nearest_of_long_texts_is_given_up(void **state)
{
	char text[201];
	const char *words[] = {text};

	(void)state;
	memset(text, 'a', 200);
	text[200] = '\0';
	assert_null(diag_nearest(text, 1, word_at, words));
	text[129] = '\0';
	assert_null(diag_nearest(text, 1, word_at, words));
	assert_null(diag_nearest("aaaa", 1, word_at, words));
}

/* The distance by its definition, to compare with. */
static int slow_distance(const char *a, int i, const char *b, int j)
{
	if (i == 0 || j == 0)
		return i + j;
	int best = slow_distance(a, i - 1, b, j - 1) + (a[i - 1] != b[j - 1]);
	int left = slow_distance(a, i - 1, b, j) + 1, right = slow_distance(a, i, b, j - 1) + 1;
	best = left < best ? left : best;
	best = right < best ? right : best;
	if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
		int swap = slow_distance(a, i - 2, b, j - 2) + 1;
		best = swap < best ? swap : best;
	}
	return best;
}

static void test_nearest_agrees_with_the_definition(void **state)
{
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		char a[8], b[8];
		int length[2];
		for (int w = 0; w < 2; w++) {
			char *word = w ? b : a;
			seed = seed * 1103515245u + 12345u;
			length[w] = 3 + (int)(seed >> 16) % 4;
			for (int i = 0; i < length[w]; i++) {
				seed = seed * 1103515245u + 12345u;
				word[i] = (char)('a' + (seed >> 16) % 3);
			}
			word[length[w]] = '\0';
		}
		const char *words[] = {b};
		int edits = slow_distance(a, length[0], b, length[1]);
		bool near = edits >= 1 && edits <= length[0] / 3;
		assert_int_equal(diag_nearest(a, 1, word_at, words) != NULL, near);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_lines_show_what_is_known, setup, teardown),
		cmocka_unit_test_setup_teardown(test_texts_are_copied, setup, teardown),
		cmocka_unit_test_setup_teardown(test_errors_beyond_the_most_are_counted, setup, teardown),
		cmocka_unit_test_setup_teardown(test_warnings_have_a_most_too, setup, teardown),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_nearest_takes_the_least_edits_then_the_first),
		cmocka_unit_test(test_nearest_of_long_texts_is_given_up),
		cmocka_unit_test(test_nearest_agrees_with_the_definition),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
