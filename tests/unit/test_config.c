#include "tui/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Reads a document; its faults, a line each, are what the caller frees with free(). */
static char *read_text(struct config *config, const char *text)
{
	struct reader reader;
	struct diag_list faults;
	struct arena arena;
	struct str out;
	arena_init(&arena);
	diag_list_init(&faults);
	str_init(&out);
	config_init(config);
	reader_open_bytes(&reader, text, strlen(text));
	bool fine = config_read(config, &reader, "c", &faults);
	assert_int_equal(fine, faults.errors == 0);
	for (size_t i = 0; i < faults.count; i++)
		str_print(&out, "%s\n", diag_line(&faults.items[i], &arena));
	reader_close(&reader);
	diag_list_clear(&faults);
	arena_clear(&arena);
	return out.data;
}

/* Reads what has no fault. */
static void read_fine(struct config *config, const char *text)
{
	char *faults = read_text(config, text);
	if (faults)
		fail_msg("%s", faults);
}

static void assert_default(const struct config *config)
{
	assert_int_equal(config->theme, THEME_AUTO);
	assert_false(config->ascii);
	assert_true(config->mouse);
	assert_int_equal(keymap_lookup(&config->keymap, KEYS_MAIN, 'x'), ACTION_FLIP);
	assert_int_equal(keymap_lookup(&config->keymap, KEYS_MAIN, '/'), ACTION_FIND);
}

/* The faults of a document, after which the defaults must be left. */
static void expect_faults(const char *text, const char *expected)
{
	struct config config;
	char *faults = read_text(&config, text);
	assert_non_null(faults);
	assert_string_equal(faults, expected);
	assert_default(&config);
	free(faults);
	config_clear(&config);
}

static void the_least_file_changes_nothing(void **state)
{
	struct config config;
	(void)state;
	read_fine(&config, "unmoor-config: 1\n");
	assert_default(&config);
	config_clear(&config);
}

static void settings_are_taken(void **state)
{
	struct config config;
	(void)state;
	read_fine(&config, "theme: contrast\nascii: true\nmouse: false\nunmoor-config: 1\n");
	assert_int_equal(config.theme, THEME_CONTRAST);
	assert_true(config.ascii);
	assert_false(config.mouse);
	config_clear(&config);
}

static void keys_take_the_place_of_the_old_ones(void **state)
{
	struct config config;
	(void)state;
	read_fine(&config, "unmoor-config: 1\nkeys:\n  find: [ctrl-f, f5]\n  down: [b]\n  order: []\n");
	assert_int_equal(keymap_lookup(&config.keymap, KEYS_MAIN, '/'), ACTION_NONE);
	assert_int_equal(keymap_lookup(&config.keymap, KEYS_MAIN, 'F' & 0x1f), ACTION_FIND);
	assert_int_equal(keymap_lookup(&config.keymap, KEYS_MAIN, KEY_FUNCTION + 5), ACTION_FIND);
	assert_int_equal(keymap_key(&config.keymap, KEYS_MAIN, ACTION_FIND, 0), 'F' & 0x1f);
	assert_int_equal(keymap_lookup(&config.keymap, KEYS_MAIN, 'j'), ACTION_NONE);
	assert_int_equal(keymap_lookup(&config.keymap, KEYS_POPUP, 'b'), ACTION_DOWN);
	assert_int_equal(keymap_lookup(&config.keymap, KEYS_POPUP, 'j'), ACTION_NONE);
	assert_int_equal(keymap_lookup(&config.keymap, KEYS_MAIN, 'o'), ACTION_NONE);
	config_clear(&config);
}

static void keys_change_places(void **state)
{
	struct config config;
	(void)state;
	read_fine(&config, "unmoor-config: 1\nkeys: {flip: [d], differences: [x]}\n");
	assert_int_equal(keymap_lookup(&config.keymap, KEYS_MAIN, 'd'), ACTION_FLIP);
	assert_int_equal(keymap_lookup(&config.keymap, KEYS_MAIN, 'x'), ACTION_DIFFERENCES);
	config_clear(&config);
}

/* A key of scenarios does not stand in the way of the same key elsewhere, in whatever order they come. */
static void keys_of_scenarios_are_a_place_of_their_own(void **state)
{
	static const char *const orders[] = {
		"unmoor-config: 1\nkeys: {down: [b], scenario-save: [b]}\n",
		"unmoor-config: 1\nkeys: {scenario-save: [b], down: [b]}\n",
	};
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct config config;
		read_fine(&config, orders[i]);
		assert_int_equal(keymap_lookup(&config.keymap, KEYS_SCENARIOS, 'b'), ACTION_SCENARIO_SAVE);
		assert_int_equal(keymap_lookup(&config.keymap, KEYS_SCENARIOS, 's'), ACTION_NONE);
		assert_int_equal(keymap_lookup(&config.keymap, KEYS_MAIN, 'b'), ACTION_DOWN);
		config_clear(&config);
	}
}

static void a_key_bound_twice_names_both(void **state)
{
	(void)state;
	expect_faults("unmoor-config: 1\nkeys:\n  flip: [X]\n",
		      "c:3:10: error: the key X is bound twice: to 'way-out' and to 'flip' "
		      "(give 'way-out' other keys too)\n");
	expect_faults("unmoor-config: 1\nkeys:\n  flip: [X]\n  way-out: [b, X]\n",
		      "c:4:16: error: the key X is bound twice: to 'flip' and to 'way-out'\n");
	expect_faults("unmoor-config: 1\nkeys: {scenario-save: [j]}\n",
		      "c:2:24: error: the key j is bound twice: to 'down' and to 'scenario-save' "
		      "(give 'down' other keys too)\n");
}

static void what_is_meant_is_suggested(void **state)
{
	(void)state;
	expect_faults("unmoor-config: 1\nthema: dark\n",
		      "c:2:1: error: unknown key 'thema' (did you mean 'theme'?)\n");
	expect_faults("unmoor-config: 1\nkeys: {fnd: [b]}\n",
		      "c:2:8: error: there is no action 'fnd' (did you mean 'find'?)\n");
}

static void wrong_values_are_told_with_their_place(void **state)
{
	(void)state;
	expect_faults("unmoor-config: 2\n", "c:1:16: error: unknown version '2' of the configuration "
					    "(this program reads version 1)\n");
	expect_faults("unmoor-config: 1\ntheme: drak\n",
		      "c:2:8: error: 'theme' is auto, dark, light or contrast, not 'drak'\n");
	expect_faults("unmoor-config: 1\nascii: 'true'\n", "c:2:8: error: 'ascii' is true or false\n");
	expect_faults("unmoor-config: 1\nmouse: {a: b}\n", "c:2:8: error: 'mouse' is true or false\n");
	expect_faults("unmoor-config: 1\nkeys: [find]\n",
		      "c:2:7: error: 'keys' is a map of actions: {find: [ctrl-f]}\n");
	expect_faults("unmoor-config: 1\nkeys: {find: b}\n",
		      "c:2:14: error: the keys of 'find' are a list: [x, ctrl-x]\n");
	expect_faults("unmoor-config: 1\nkeys: {find: [hyper-b]}\n",
		      "c:2:15: error: no such key: 'hyper-b' "
		      "(one character, or a word such as space, ctrl-x, f5)\n");
}

static void every_fault_is_told(void **state)
{
	(void)state;
	expect_faults(
		"ascii: perhaps\nascii: true\n? [a]\n: b\nkeys: {find: [[b]], find: []}\n",
		"c:1:8: error: 'ascii' is true or false\n"
		"c:2:1: error: 'ascii' is given twice\n"
		"c:3:3: error: the name of a setting is a text\n"
		"c:5:15: error: a key is one character or a word such as space or ctrl-x\n"
		"c:5:21: error: 'find' is given twice\n"
		"c:1:1: error: 'unmoor-config' is missing (put 'unmoor-config: 1' in the first line)\n");
}

static void a_broken_document_is_told_once(void **state)
{
	static const char *const broken[] = {
		"unmoor-config: 1\nkeys: {find: [\n",
		"unmoor-config: *a\n",
		"unmoor-config: 1\n---\na\n",
		"",
		"\t",
	};
	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct config config;
		char *faults = read_text(&config, broken[i]);
		assert_non_null(faults);
		if (strchr(strchr(faults, '\n') + 1, '\n'))
			fail_msg("%s", faults);
		assert_default(&config);
		free(faults);
		config_clear(&config);
	}
	expect_faults("- a\n",
		      "c:1:1: error: a configuration is a map (put 'unmoor-config: 1' in the first line)\n");
}

static void a_missing_file_is_no_fault(void **state)
{
	struct config config;
	struct diag_list faults;
	(void)state;
	diag_list_init(&faults);
	config_init(&config);
	assert_true(config_load(&config, "/dev/null/there/is/none", &faults));
	assert_true(config_load(&config, NULL, &faults));
	assert_int_equal(faults.errors, 0);
	assert_false(config_load(&config, "/", &faults));
	assert_string_equal(faults.items[0].text, "is a folder");
	config_clear(&config);
	diag_list_clear(&faults);
}

static void it_is_looked_for_where_the_user_keeps_such_files(void **state)
{
	struct arena arena;
	(void)state;
	arena_init(&arena);
	setenv("HOME", "/h", 1);
	setenv("XDG_CONFIG_HOME", "/c", 1);
	assert_string_equal(config_path(&arena), "/c/unmoor/config.yaml");
	setenv("XDG_CONFIG_HOME", "relative", 1);
	assert_string_equal(config_path(&arena), "/h/.config/unmoor/config.yaml");
	unsetenv("XDG_CONFIG_HOME");
	assert_string_equal(config_path(&arena), "/h/.config/unmoor/config.yaml");
	unsetenv("HOME");
	assert_null(config_path(&arena));
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_least_file_changes_nothing),
		cmocka_unit_test(settings_are_taken),
		cmocka_unit_test(keys_take_the_place_of_the_old_ones),
		cmocka_unit_test(keys_change_places),
		cmocka_unit_test(keys_of_scenarios_are_a_place_of_their_own),
		cmocka_unit_test(a_key_bound_twice_names_both),
		cmocka_unit_test(what_is_meant_is_suggested),
		cmocka_unit_test(wrong_values_are_told_with_their_place),
		cmocka_unit_test(every_fault_is_told),
		cmocka_unit_test(a_broken_document_is_told_once),
		cmocka_unit_test(a_missing_file_is_no_fault),
		cmocka_unit_test(it_is_looked_for_where_the_user_keeps_such_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
