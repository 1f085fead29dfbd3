#include "tui/editor.h"

#include "core/base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* wanted: the words, each between < and >. */
static void expect(const char *command, const char *path, uint32_t line, const char *wanted)
{
	struct editor editor;
	struct str words;
	assert_true(editor_init(&editor, command, path, line));
	str_init(&words);
	for (char **word = editor.argv; *word; word++)
		str_print(&words, "<%s>", *word);
	assert_string_equal(words.data, wanted);
	str_clear(&words);
	editor_clear(&editor);
}

static void words_and_a_line(void **state)
{
	(void)state;
	expect("vi", "s.yaml", 29, "<vi><+29><s.yaml>");
	expect("nano", "s.yaml", 0, "<nano><+1><s.yaml>");
	expect("  emacs\t-nw ", "a/s.yaml", 4000000000, "<emacs><-nw><+4000000000><a/s.yaml>");
	expect("", "s.yaml", 3, "<vi><+3><s.yaml>");
	expect(" \t", "s.yaml", 3, "<vi><+3><s.yaml>");
}

static void quotes_are_those_of_a_shell(void **state)
{
	(void)state;
	expect("'/opt/my editor/ed it' --wait", "s", 1, "</opt/my editor/ed it><--wait><+1><s>");
	expect("/opt/my\\ editor/e \"a  b\"'c'd", "s", 1, "</opt/my editor/e><a  bcd><+1><s>");
	expect("e '' '\\' \"\\\"\"", "s", 1, "<e><><\\><\"><+1><s>");
	expect("e \"a\\b\" 'a\\b' a\\b", "s", 1, "<e><a\\b><a\\b><ab><+1><s>");
	expect("e 'open", "s", 1, "<e><open><+1><s>");
	expect("e \\", "s", 1, "<e><\\><+1><s>");
	expect("e $(x) `y` ; z", "s", 1, "<e><$(x)><`y`><;><z><+1><s>");
}

/* A stack may include what somebody else named. */
static void a_file_is_no_option(void **state)
{
	(void)state;
	expect("vi", "+!rm", 2, "<vi><+2><./+!rm>");
	expect("vi", "-c!rm", 2, "<vi><+2><./-c!rm>");
	expect("code", "-x", 2, "<code><--goto><./-x:2>");
}

static void some_name_lines_otherwise(void **state)
{
	(void)state;
	expect("ed", "s.yaml", 29, "<ed><s.yaml>");
	expect("/bin/ed -p:", "s.yaml", 29, "</bin/ed><-p:><s.yaml>");
	expect("code --wait", "s.yaml", 29, "<code><--wait><--goto><s.yaml:29>");
	expect("subl -w", "s.yaml", 29, "<subl><-w><s.yaml:29>");
	expect("edit", "s.yaml", 29, "<edit><+29><s.yaml>");
}

static void too_many_words(void **state)
{
	struct editor editor;
	(void)state;
	expect("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", "s", 1,
	       "<1><2><3><4><5><6><7><8><9><10><11><12><13><14><15><16><+1><s>");
	assert_false(editor_init(&editor, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", "s", 1));
	editor_clear(&editor);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_a_line),    cmocka_unit_test(quotes_are_those_of_a_shell),
		cmocka_unit_test(a_file_is_no_option), cmocka_unit_test(some_name_lines_otherwise),
		cmocka_unit_test(too_many_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
