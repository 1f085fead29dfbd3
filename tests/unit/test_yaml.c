#include "core/base/yaml.h"

#include "core/base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The items of a document in one line: MAP { LIST [ END ), plain texts bare, others in quotes, at the end ;
 * or "!fault". */
static void dump_items(struct yaml *yaml, struct str *out)
{
	static const char *const signs[] = {"", "[", "{", ")", ";"};
	const struct yaml_item *item;

	do {
		item = yaml_next(yaml);
		if (out->length)
			str_add_char(out, ' ');
		if (item->kind == YAML_IS_TEXT)
			str_print(out, item->plain ? "%s" : "\"%s\"", item->text);
		else if (item->kind == YAML_IS_FAULT)
			str_print(out, "!%u:%u: %s", (unsigned)yaml_fault(yaml)->line,
				  (unsigned)yaml_fault(yaml)->column, yaml_fault(yaml)->text);
		else
			str_add_text(out, signs[item->kind]);
	} while (item->kind < YAML_IS_DONE);
}

static struct str dump_bytes(const char *bytes, size_t length)
{
	struct reader reader;
	struct str out;

	str_init(&out);
	reader_open_bytes(&reader, bytes, length);
	struct yaml *yaml = yaml_open(&reader, NULL);
	dump_items(yaml, &out);
	yaml_close(yaml);
	return out;
}

static void check(const char *document, const char *expected)
{
	struct str out = dump_bytes(document, strlen(document));

	assert_string_equal(out.data, expected);
	str_clear(&out);
}

/* The dump ends with this. */
static void check_end(const char *document, const char *end)
{
	struct str out = dump_bytes(document, strlen(document));

	if (out.length < strlen(end) || strcmp(out.data + out.length - strlen(end), end) != 0)
		fail_msg("'%s' does not end with '%s'", out.data, end);
	str_clear(&out);
}

static void test_items(void **state)
{
	(void)state;
	check("a: [b, \"c\"]\n", "{ a [ b \"c\" ) ) ;");
	check("a:\n- b\n- 'c': d\n", "{ a [ b { \"c\" d ) ) ) ;");
	check("just text", "just text ;");
	check("a:\nb: ''\n", "{ a  b \"\" ) ;");
	check("a: |\n  x\n  y\n", "{ a \"x\ny\n\" ) ;");
	check("%YAML 1.1\n---\na: 1\n...\n", "{ a 1 ) ;");
	check("\xef\xbb\xbf"
	      "a: 1\n",
	      "{ a 1 ) ;"); /* a byte order mark */
	check("a: !!str 5\nb: !!int 5\nc: !!map {}\nd: !!seq []\ne: ! x\n", "{ a 5 b 5 c { ) d [ ) e x ) ;");
}

static void test_places(void **state)
{
	static const char document[] = "a:\n  - \xc3\xa9\xc3\xa9: x\n";
	struct reader reader;
	const struct yaml_item *item;

	(void)state;
	reader_open_bytes(&reader, document, sizeof document - 1);
	struct yaml *yaml = yaml_open(&reader, NULL);
	static const uint32_t places[][2] = {{1, 1}, {1, 1}, {2, 3}, {2, 5}, {2, 5}, {2, 9}};
	for (size_t i = 0; i < 6; i++) {
		item = yaml_next(yaml);
		assert_int_equal(item->line, places[i][0]);
		assert_int_equal(item->column, places[i][1]); /* characters, not bytes */
	}
	assert_string_equal(item->text, "x");
	assert_int_equal(item->length, 1);
	yaml_close(yaml);
	yaml_close(NULL);
}

/* --- anchors --------------------------------------------------------------------------------- */

static void test_aliases(void **state)
{
	(void)state;
	check("a: &x 1\nb: *x\n", "{ a 1 b 1 ) ;");
	check("a: &x {k: [1, 2]}\nb: *x\nc: *x\n", "{ a { k [ 1 2 ) ) b { k [ 1 2 ) ) c { k [ 1 2 ) ) ) ;");
	check("a: &x [1, &y 2, &z {q: *y}]\nb: [*z, *y, *x]\n",
	      "{ a [ 1 2 { q 2 ) ) b [ { q 2 ) 2 [ 1 2 { q 2 ) ) ) ) ;");
	check("[&x 1, *x, &x 2, *x]", "[ 1 1 2 2 ) ;"); /* the latest counts */
	check("[&x 1, &y [*x, *x], &z [*y, *y], *z]",
	      "[ 1 [ 1 1 ) [ [ 1 1 ) [ 1 1 ) ) [ [ 1 1 ) [ 1 1 ) ) ) ;");
	check("[&x {}, *x]", "[ { ) { ) ) ;");
	check("[&x '', *x]", "[ \"\" \"\" ) ;");
}

static void test_alias_keeps_the_place(void **state)
{
	static const char document[] = "a: &x 1\n\nb: *x\n";
	struct reader reader;
	const struct yaml_item *item = NULL;

	(void)state;
	reader_open_bytes(&reader, document, sizeof document - 1);
	struct yaml *yaml = yaml_open(&reader, NULL);
	for (int i = 0; i < 5; i++)
		item = yaml_next(yaml);
	assert_string_equal(item->text, "1");
	assert_int_equal(item->line, 1);
	yaml_close(yaml);
}

static void test_many_anchors(void **state)
{
	struct str document;

	(void)state;
	str_init(&document);
	for (int i = 0; i < 500; i++)
		str_print(&document, "- &n%d v%d\n", i, i);
	str_add_text(&document, "- [*n0, *n250, *n499]\n");
	check_end(document.data, "v499 [ v0 v250 v499 ) ) ;");
	str_clear(&document);
}

static void test_faulty_aliases(void **state)
{
	(void)state;
	check("a: *x\n", "{ a !1:4: no anchor '&x' before this alias");
	check("a: &x [*x]\n", "{ a [ !1:8: '*x' is part of what it stands for");
	check("&x a: &y {k: *x, l: *y}\n", "{ a { k a l !1:21: '*y' is part of what it stands for");
}

/* Nine levels of nine would be 387 million items. */
static void test_expansion_is_bounded(void **state)
{
	struct str document;

	(void)state;
	str_init(&document);
	str_add_text(&document, "- &a0 [x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 9; i++) {
		str_print(&document, "- &a%d [", i);
		for (int k = 0; k < 9; k++)
			str_print(&document, "%s*a%d", k ? ", " : "", i - 1);
		str_add_text(&document, "]\n");
	}
	struct str out = dump_bytes(document.data, document.length);
	assert_non_null(strstr(out.data, "aliases stand for too much"));
	str_clear(&out);
	str_clear(&document);
}

/* An anchor on nearly all of the file is no fault; an alias to it is. */
static void test_huge_anchor(void **state)
{
	struct str document;

	(void)state;
	str_init(&document);
	str_add_text(&document, "a: &all\n");
	for (int i = 0; i < 12000; i++)
		str_print(&document, "- &n%d x\n", i);
	str_add_text(&document, "b: &small y\nc: *small\n");
	check_end(document.data, "b y c y ) ;");
	str_add_text(&document, "d: *n5\n");
	check_end(document.data, "d !12004:4: '*n5' stands for too much");
	str_clear(&document);
}

/* --- limits ---------------------------------------------------------------------------------- */

static void test_depth(void **state)
{
	char document[200];

	(void)state;
	memset(document, '[', 100);
	memset(document + 64, ']', 64);
	document[128] = '\0';
	check_end(document, ") ;");
	memset(document, '[', 65);
	document[65] = '\0';
	check_end(document, "!1:65: nested deeper than 64");
	/* also through aliases */
	check_end("- &a [[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]\n- &b "
		  "[[[[[[[[[[[[[[[[[[[[*a]]]]]]]]]]]]]]]]]]]]\n"
		  "- [[[[[[[[[[[[[[[[[[[[[[[[[*b]]]]]]]]]]]]]]]]]]]]]]]]]\n",
		  "!1:24: nested deeper than 64");
}

static void test_long_text(void **state)
{
	char *text = malloc(65537 + 1);

	(void)state;
	memset(text, 'x', 65537);
	text[65537] = '\0';
	check_end(text + 1, "x ;");
	check(text, "!1:1: a text is longer than 64 KiB");
	free(text);
}

/* What goes on without an item is not kept in memory to its end. */
static void test_endless_text(void **state)
{
	size_t length = 1 << 20;
	char *text = malloc(length + 1);

	(void)state;
	memset(text, 'x', length);
	memcpy(text, "a: '", 4);
	text[length] = '\0';
	check_end(text, "!1:1: after here comes a text or a comment without end");
	free(text);
}

static void test_nul(void **state)
{
	(void)state;
	check("a: \"x\\0y\"\n", "{ a !1:4: a text holds a NUL character");
}

/* --- documents ------------------------------------------------------------------------------- */

static void test_documents(void **state)
{
	(void)state;
	check("", "!1:1: the file is empty");
	check("# only a comment\n", "!1:1: the file is empty");
	check("a: 1\n---\nb: 2\n", "{ a 1 ) !2:1: a second document begins here");
	check("a: 1\n...\n", "{ a 1 ) ;");
}

static void test_tags(void **state)
{
	(void)state;
	check("a: !!binary aGk=\n", "{ a !1:4: the tag 'tag:yaml.org,2002:binary' is not allowed");
	check("a: !mine x\n", "{ a !1:4: the tag '!mine' is not allowed");
	check("a: !!map x\n", "{ a !1:4: the tag 'tag:yaml.org,2002:map' is not allowed");
	check("a: !!str [x]\n", "{ a !1:4: the tag 'tag:yaml.org,2002:str' is not allowed");
	check("a: !!set {x}\n", "{ a !1:4: the tag 'tag:yaml.org,2002:set' is not allowed");
}

static void test_words_of_faults(void **state)
{
	static const struct {
		const char *document, *end;
	} cases[] = {
		{"a: [b\n", "!2:1: ',' or ']' was expected here"},
		{"a: {b\n", "!2:1: ',' or '}' was expected here"},
		{"a: b: c\n", "!1:5: a ':' is not allowed here"},
		{"a: 'b\n", "!1:4: this quote is never closed"},
		{"a: @b\n", "!1:4: a value cannot begin with this character"},
		{"a:\n\tb: 1\n", "!2:1: a tab is not allowed as indentation"},
		{"a: \"\\q\"\n", "!1:5: unknown escape in double quotes"},
		{"a: 1\n b: 2\n", "!2:3: a ':' is not allowed here"},
		{"a:\n  - 1\n - 2\n", "!3:2: a key was expected here"},
		{"a: - b\n", "!1:4: a '- ' is not allowed here"},
		{"a: &  x\n", "!1:5: '&' and '*' need a name of letters and digits"},
		{"a: b\nc\nd: 1\n", "!2:1: this key has no ':'"},
		{"a: b \xff\n", "!1:6: not UTF-8: byte 0xff"},
		{"a: b\nc: d \xc3(\n", "!2:7: not UTF-8: byte 0x28"},
		{"a: b\n\xc3\xa9: \x07\n", "!2:4: a control character (U+0007) is not allowed"},
		{"\xff\xfe"
		 "a\0:\0",
		 "!1:1: not UTF-8: byte 0xff"},
		/* A byte order mark is in front of the first column, and shifts nothing. */
		{"\xEF\xBB\xBF"
		 "a: b\nc: d \xff\n",
		 "!2:6: not UTF-8: byte 0xff"},
		{"\xEF\xBB\xBF"
		 "a: b\nc: *x\n",
		 "!2:4: no anchor '&x' before this alias"},
		{"\xEF\xBB\xBF"
		 "a: *x\n",
		 "!1:4: no anchor '&x' before this alias"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_end(cases[i].document, cases[i].end);
}

static void test_fault_comes_again(void **state)
{
	struct reader reader;

	(void)state;
	reader_open_bytes(&reader, "a: *x", 5);
	struct yaml *yaml = yaml_open(&reader, NULL);
	struct yaml_item first = *yaml_next(yaml);
	assert_int_equal(first.kind, YAML_IS_MAP);
	assert_false(yaml_skip(yaml, &first));
	assert_int_equal(yaml_next(yaml)->kind, YAML_IS_FAULT);
	assert_int_equal(yaml_next(yaml)->kind, YAML_IS_FAULT);
	yaml_close(yaml);
}

/* --- skip, hold, replay ---------------------------------------------------------------------- */

static void test_skip(void **state)
{
	static const char document[] = "- [a, {b: [c]}]\n- d\n- e\n";
	struct reader reader;

	(void)state;
	reader_open_bytes(&reader, document, sizeof document - 1);
	struct yaml *yaml = yaml_open(&reader, NULL);
	yaml_next(yaml);
	assert_true(yaml_skip(yaml, yaml_next(yaml))); /* the list */
	assert_true(yaml_skip(yaml, yaml_next(yaml))); /* d */
	assert_string_equal(yaml_next(yaml)->text, "e");
	yaml_close(yaml);
}

static void test_hold(void **state)
{
	static const char document[] = "- &x {a: 1}\n- [*x, {b: *x}]\n- *x\n- end\n";
	struct yaml_held list, alias;
	struct reader reader;
	struct str out;

	(void)state;
	str_init(&out);
	reader_open_bytes(&reader, document, sizeof document - 1);
	struct yaml *yaml = yaml_open(&reader, NULL);
	yaml_next(yaml);
	assert_true(yaml_skip(yaml, yaml_next(yaml)));
	assert_true(yaml_hold(yaml, &list));
	assert_true(yaml_hold(yaml, &alias));
	yaml_replay(yaml, &alias);
	yaml_replay(yaml, &list);
	dump_items(yaml, &out);
	assert_string_equal(out.data, "[ { a 1 ) { b { a 1 ) ) ) { a 1 ) end ) ;");
	yaml_release(yaml, &alias);
	yaml_release(yaml, &list);
	str_clear(&out);
	yaml_close(yaml);
}

/* Held again while it is given again. */
static void test_hold_of_what_was_held(void **state)
{
	static const char document[] = "- [a, [b, c], d]\n- end\n";
	struct yaml_held outer, inner;
	struct reader reader;
	struct str out;

	(void)state;
	str_init(&out);
	reader_open_bytes(&reader, document, sizeof document - 1);
	struct yaml *yaml = yaml_open(&reader, NULL);
	yaml_next(yaml);
	assert_true(yaml_hold(yaml, &outer));
	yaml_replay(yaml, &outer);
	assert_int_equal(yaml_next(yaml)->kind, YAML_IS_LIST);
	assert_string_equal(yaml_next(yaml)->text, "a");
	assert_true(yaml_hold(yaml, &inner));
	assert_string_equal(yaml_next(yaml)->text, "d");
	assert_int_equal(yaml_next(yaml)->kind, YAML_IS_END);
	yaml_replay(yaml, &inner);
	dump_items(yaml, &out);
	assert_string_equal(out.data, "[ b c ) end ) ;");
	str_clear(&out);
	yaml_close(yaml);
}

/* What is held and let go again and again does not stay. */
static void test_release(void **state)
{
	struct str document;
	struct reader reader;

	(void)state;
	str_init(&document);
	for (int i = 0; i < 12000; i++)
		str_add_text(&document, "- [a, b]\n");
	reader_open_bytes(&reader, document.data, document.length);
	struct yaml *yaml = yaml_open(&reader, NULL);
	yaml_next(yaml);
	for (int i = 0; i < 12000; i++) {
		struct yaml_held held;
		assert_true(yaml_hold(yaml, &held));
		yaml_release(yaml, &held);
	}
	assert_int_equal(yaml_next(yaml)->kind, YAML_IS_END);
	yaml_close(yaml);
	str_clear(&document);
}

/* --- ahead ----------------------------------------------------------------------------------- */

/* The dump of a document that is parsed by another thread. */
static struct str dump_ahead(const char *bytes, size_t length)
{
	struct reader reader;
	struct str out;

	str_init(&out);
	reader_open_bytes(&reader, bytes, length);
	struct yaml *yaml = yaml_open_ahead(&reader, NULL);
	dump_items(yaml, &out);
	yaml_close(yaml);
	return out;
}

static void test_ahead_gives_the_same(void **state)
{
	static const char *const documents[] = {
		"a: [b, \"c\"]\n",
		"",
		"a: &x {k: [1, 2]}\nb: *x\nc: [*x, *x]\n",
		"a: |\n  one text that is longer than a chunk of this variant, by two lines and more\nb: 1\n",
		"a: b: c\n",
		"a: *x\n",
		"a: 1\n---\nb: 2\n",
		"\xff",
	};

	(void)state;
	for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
		struct str here = dump_bytes(documents[i], strlen(documents[i]));
		struct str there = dump_ahead(documents[i], strlen(documents[i]));
		assert_string_equal(there.data, here.data);
		str_clear(&here);
		str_clear(&there);
	}
}

static void add_lines(struct str *document, int count)
{
	for (int i = 0; i < count; i++)
		str_print(document, "- {id: %d, text: '%d'}\n\n", i, i * 7919);
}

static void test_ahead_of_many_items(void **state)
{
	struct str document;

	(void)state;
	str_init(&document);
	add_lines(&document, 3000);
	struct str here = dump_bytes(document.data, document.length);
	struct str there = dump_ahead(document.data, document.length);
	assert_string_equal(there.data, here.data);
	str_clear(&here);
	str_clear(&there);
	str_clear(&document);
}

static void test_ahead_keeps_places(void **state)
{
	static const char document[] = "- &a x\n\n- [y,\n   *a, z]\n";
	static const uint32_t places[][2] = {{1, 1}, {1, 3}, {3, 3}, {3, 4}, {1, 3}, {4, 8}};
	struct reader reader;

	(void)state;
	reader_open_bytes(&reader, document, sizeof document - 1);
	struct yaml *yaml = yaml_open_ahead(&reader, NULL);
	for (size_t i = 0; i < 6; i++) {
		const struct yaml_item *item = yaml_next(yaml);
		assert_int_equal(item->line, places[i][0]);
		assert_int_equal(item->column, places[i][1]);
	}
	yaml_close(yaml);
}

/* However much has been asked for, closing ends the thread. */
static void test_ahead_may_be_left(void **state)
{
	struct str document;

	(void)state;
	str_init(&document);
	add_lines(&document, 2000);
	for (int asked = 0; asked < 200; asked += 37) {
		struct reader reader;
		reader_open_bytes(&reader, document.data, document.length);
		struct yaml *yaml = yaml_open_ahead(&reader, NULL);
		for (int i = 0; i < asked; i++)
			yaml_next(yaml);
		yaml_close(yaml);
	}
	str_clear(&document);
}

static void test_ahead_holds(void **state)
{
	static const char document[] = "- &x {a: 1}\n- [*x, {b: *x}]\n- end\n";
	struct yaml_held list;
	struct reader reader;
	struct str out;

	(void)state;
	str_init(&out);
	reader_open_bytes(&reader, document, sizeof document - 1);
	struct yaml *yaml = yaml_open_ahead(&reader, NULL);
	yaml_next(yaml);
	assert_true(yaml_skip(yaml, yaml_next(yaml)));
	assert_true(yaml_hold(yaml, &list));
	yaml_replay(yaml, &list);
	dump_items(yaml, &out);
	assert_string_equal(out.data, "[ { a 1 ) { b { a 1 ) ) ) end ) ;");
	yaml_release(yaml, &list);
	str_clear(&out);
	yaml_close(yaml);
}

static bool stop_at(void *context, uint64_t bytes)
{
	uint64_t *last = context;

	assert_true(bytes > *last);
	*last = bytes;
	return bytes < 20000;
}

static void check_stop(struct yaml *(*open)(const struct reader *reader,
					    const struct yaml_progress *progress))
{
	struct str document, out;
	struct reader reader;
	uint64_t last = 0;
	const struct yaml_progress progress = {stop_at, &last};

	str_init(&document);
	str_init(&out);
	for (int i = 0; i < 20000; i++)
		str_add_text(&document, "- a\n");
	reader_open_bytes(&reader, document.data, document.length);
	struct yaml *yaml = open(&reader, &progress);
	dump_items(yaml, &out);
	assert_non_null(strstr(out.data, "!0:0: loading was stopped"));
	assert_true(last >= 20000 && last < 80000);
	yaml_close(yaml);
	str_clear(&document);
	str_clear(&out);
}

static void test_progress_can_stop_it(void **state)
{
	(void)state;
	check_stop(yaml_open);
	check_stop(yaml_open_ahead);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_items),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_aliases),
		cmocka_unit_test(test_alias_keeps_the_place),
		cmocka_unit_test(test_many_anchors),
		cmocka_unit_test(test_faulty_aliases),
		cmocka_unit_test(test_expansion_is_bounded),
		cmocka_unit_test(test_huge_anchor),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_endless_text),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_documents),
		cmocka_unit_test(test_tags),
		cmocka_unit_test(test_words_of_faults),
		cmocka_unit_test(test_fault_comes_again),
		cmocka_unit_test(test_skip),
		cmocka_unit_test(test_hold),
		cmocka_unit_test(test_hold_of_what_was_held),
		cmocka_unit_test(test_release),
		cmocka_unit_test(test_ahead_gives_the_same),
		cmocka_unit_test(test_ahead_of_many_items),
		cmocka_unit_test(test_ahead_keeps_places),
		cmocka_unit_test(test_ahead_may_be_left),
		cmocka_unit_test(test_ahead_holds),
		cmocka_unit_test(test_progress_can_stop_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
