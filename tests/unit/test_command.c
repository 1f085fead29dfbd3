#include "tui/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_WORDS = 16 };

/* Parses words separated by blanks; the texts live in `words`. */
static bool parse(char *words, struct command_line *line, struct str *error)
{
	char *argv[MOST_WORDS] = {"unmoor"};
	int argc = 1;

	for (char *word = strtok(words, " "); word && argc < MOST_WORDS; word = strtok(NULL, " "))
		argv[argc++] = word;
	return command_line_parse(argc, argv, line, error);
}

static void expect_parse(const char *text, struct command_line *line, char *words)
{
	struct str error;

	strcpy(words, text);
	str_init(&error);
	if (!parse(words, line, &error))
		fail_msg("'%s': %s", text, error.data);
	str_clear(&error);
}

static void expect_error(const char *text, const char *expected)
{
	struct command_line line;
	struct str error;
	char words[256];

	strcpy(words, text);
	str_init(&error);
	assert_false(parse(words, &line, &error));
	assert_string_equal(error.data, expected);
	str_clear(&error);
}

static void without_words_the_sample_is_opened(void **state)
{
	struct command_line line;
	char words[256];

	(void)state;
	expect_parse("", &line, words);
	assert_int_equal(line.command, COMMAND_OPEN);
	assert_null(line.operand);
	expect_parse("acme.yaml --ascii", &line, words);
	assert_int_equal(line.command, COMMAND_OPEN);
	assert_string_equal(line.operand, "acme.yaml");
	assert_true(line.ascii);
}

static void options_may_stand_anywhere(void **state)
{
	static const char *const orders[] = {
		"report acme.yaml --start 3 --format json",
		"--start 3 --format json report acme.yaml",
		"--format=json report --start=3 acme.yaml",
		"report --start 3 -- acme.yaml --format json",
	};
	struct command_line line;
	char words[256];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		expect_parse(orders[i], &line, words);
		assert_int_equal(line.command, COMMAND_REPORT);
		assert_string_equal(line.operand, "acme.yaml");
		assert_string_equal(line.values[OPTION_START], "3");
		assert_string_equal(line.values[OPTION_FORMAT], "json");
		assert_false(command_line_has(&line, OPTION_EXIT));
	}
	/* Behind `--` all is a file, and one is enough. */
	expect_error(orders[3], "one file at a time: 'acme.yaml' and '--format'");
}

static void one_name_may_mean_two_options(void **state)
{
	struct command_line line;
	char words[256];

	(void)state;
	expect_parse("save a.yaml --scenario x --migrate m", &line, words);
	assert_string_equal(line.values[OPTION_SAVE_AS], "x");
	assert_false(command_line_has(&line, OPTION_SCENARIO));
	expect_parse("report a.yaml --scenario x", &line, words);
	assert_string_equal(line.values[OPTION_SCENARIO], "x");
	assert_false(command_line_has(&line, OPTION_SAVE_AS));
}

static void a_value_is_never_the_command(void **state)
{
	struct command_line line;
	char words[256];

	(void)state;
	expect_parse("--theme report", &line, words);
	assert_int_equal(line.command, COMMAND_OPEN);
	assert_string_equal(line.values[OPTION_THEME], "report");
	expect_parse("-- report", &line, words);
	assert_int_equal(line.command, COMMAND_OPEN);
	assert_string_equal(line.operand, "report");
	expect_parse("report report", &line, words);
	assert_int_equal(line.command, COMMAND_REPORT);
	assert_string_equal(line.operand, "report");
}

static void a_dash_is_a_file(void **state)
{
	struct command_line line;
	char words[256];

	(void)state;
	expect_parse("check -", &line, words);
	assert_int_equal(line.command, COMMAND_CHECK);
	assert_string_equal(line.operand, "-");
}

static void help_is_asked_for_in_three_ways(void **state)
{
	static const char *const ways[] = {"report --help", "-h report", "--help report"};
	struct command_line line;
	char words[256];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		expect_parse(ways[i], &line, words);
		assert_int_equal(line.command, COMMAND_REPORT);
		assert_true(command_line_has(&line, OPTION_HELP));
	}
	expect_parse("check --help", &line, words);
	expect_parse("help save", &line, words);
	assert_int_equal(line.command, COMMAND_HELP);
	assert_string_equal(line.operand, "save");
}

static void faults_say_what_was_meant(void **state)
{
	(void)state;
	expect_error("report --scenarip x", "unknown option '--scenarip' (did you mean '--scenario'?)");
	expect_error("report --formt=json", "unknown option '--formt=json' (did you mean '--format'?)");
	expect_error("report -x", "unknown option '-x'");
	expect_error("report --size 80x24", "option '--size' is none of 'unmoor report'");
	expect_error("--keys j", "option '--keys' is none of 'unmoor'");
	expect_error("report --start", "option '--start' needs a value: N");
	expect_error("report --ascii=yes", "option '--ascii' takes no value");
	expect_error("report --start 1 --start 2", "option '--start' is given twice");
	expect_error("check", "'unmoor check' needs a FILE");
	expect_error("new a.yaml", "'unmoor new' takes no 'a.yaml'");
	expect_error("reprot a.yaml",
		     "one file at a time: 'reprot' and 'a.yaml' (did you mean 'unmoor report'?)");
	expect_error("a.yaml b.yaml", "one file at a time: 'a.yaml' and 'b.yaml'");
}

/* Every option and command is found in the help, and in that of no command that lacks it. */
static void help_comes_from_the_table(void **state)
{
	struct str all, report;

	(void)state;
	str_init(&all);
	str_init(&report);
	command_help(COMMAND_OPEN, &all);
	command_help(COMMAND_REPORT, &report);
	for (enum command command = COMMAND_OPEN + 1; command < COMMAND_COUNT; command++)
		assert_non_null(strstr(all.data, command_name(command)));
	assert_non_null(strstr(all.data, "--no-mouse"));
	assert_null(strstr(all.data, "--migrate"));
	assert_non_null(strstr(report.data, "--migrate ID,ID.."));
	assert_null(strstr(report.data, "--no-mouse"));
	str_clear(&all);
	str_clear(&report);
}

static void help_fits_the_screen(void **state)
{
	(void)state;
	for (enum command command = COMMAND_OPEN; command < COMMAND_COUNT; command++) {
		struct str help;
		str_init(&help);
		command_help(command, &help);
		for (const char *row = help.data; *row; row += strcspn(row, "\n") + 1)
			assert_true(strcspn(row, "\n") <= 80);
		str_clear(&help);
	}
}

static void numbers_are_whole_and_bounded(void **state)
{
	static const char *const none[] = {"",   "-1", "+1",  "1.0", "1e1",
					   " 1", "1 ", "0x1", "36",  "4294967296"};
	uint32_t number = 7;

	(void)state;
	assert_true(command_number("0", 35, &number));
	assert_int_equal(number, 0);
	assert_true(command_number("0035", 35, &number));
	assert_int_equal(number, 35);
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_false(command_number(none[i], 35, &number));
	assert_int_equal(number, 35);
}

static void sizes_are_columns_by_rows(void **state)
{
	static const char *const none[] = {"",     "x",    "80",     "80x",     "x24",
					   "0x24", "80x0", "80x24x", "1001x24", "-1x2"};
	int width = 0, height = 0;

	(void)state;
	assert_true(command_size("100x30", &width, &height));
	assert_int_equal(width, 100);
	assert_int_equal(height, 30);
	assert_true(command_size("1000x1000", &width, &height));
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_false(command_size(none[i], &width, &height));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_words_the_sample_is_opened),
		cmocka_unit_test(options_may_stand_anywhere),
		cmocka_unit_test(one_name_may_mean_two_options),
		cmocka_unit_test(a_value_is_never_the_command),
		cmocka_unit_test(a_dash_is_a_file),
		cmocka_unit_test(help_is_asked_for_in_three_ways),
		cmocka_unit_test(faults_say_what_was_meant),
		cmocka_unit_test(help_comes_from_the_table),
		cmocka_unit_test(help_fits_the_screen),
		cmocka_unit_test(numbers_are_whole_and_bounded),
		cmocka_unit_test(sizes_are_columns_by_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
