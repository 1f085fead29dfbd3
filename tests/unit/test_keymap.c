#include "tui/keymap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void every_action_has_a_name_of_its_own(void **state)
{
	(void)state;
	for (int a = 1; a < ACTION_COUNT; a++) {
		const struct action_info *info = action_info((enum action)a);
		assert_non_null(info->name);
		assert_non_null(info->help);
		assert_int_equal(action_find(info->name), a);
		for (const char *c = info->name; *c; c++)
			assert_true((*c >= 'a' && *c <= 'z') || *c == '-');
	}
	assert_int_equal(action_find("no-such-thing"), ACTION_NONE);
}

static void no_key_is_bound_twice_in_a_place(void **state)
{
	struct keymap keymap;
	(void)state;
	keymap_init(&keymap);
	for (size_t i = 0; i < keymap.count; i++)
		for (size_t j = i + 1; j < keymap.count; j++)
			assert_false(keymap.items[i].where == keymap.items[j].where &&
				     keymap.items[i].key == keymap.items[j].key);
	keymap_clear(&keymap);
}

static void every_action_has_a_key_where_it_works(void **state)
{
	struct keymap keymap;
	(void)state;
	keymap_init(&keymap);
	for (int a = 1; a < ACTION_COUNT; a++) {
		bool scenario = action_info((enum action)a)->group == GROUP_SCENARIO;
		if (!keymap_key(&keymap, scenario ? KEYS_SCENARIOS : KEYS_MAIN, (enum action)a, 0))
			fail_msg("'%s' has no key", action_info((enum action)a)->name);
	}
	keymap_clear(&keymap);
}

static void keys_that_terminals_keep_are_left_alone(void **state)
{
	static const char kept[] = "SQABWNT";
	struct keymap keymap;
	(void)state;
	keymap_init(&keymap);
	for (int where = 0; where < KEYS_PLACE_COUNT; where++)
		for (const char *c = kept; *c; c++)
			assert_int_equal(
				keymap_lookup(&keymap, (enum place_of_keys)where, (uint32_t)(*c & 0x1f)),
				ACTION_NONE);
	assert_int_equal(keymap_lookup(&keymap, KEYS_MAIN, 'Z' & 0x1f), ACTION_SUSPEND);
	keymap_clear(&keymap);
}

/* The table of ui.md, letter by letter. */
static void keys_are_those_of_the_manual(void **state)
{
	static const struct {
		uint32_t key;
		enum action action;
	} expected[] = {
		{'h', ACTION_LEFT},
		{'j', ACTION_DOWN},
		{'k', ACTION_UP},
		{'l', ACTION_RIGHT},
		{'g', ACTION_FIRST},
		{'G', ACTION_LAST},
		{KEY_TAB, ACTION_NEXT_PANE},
		{' ', ACTION_TOGGLE},
		{'t', ACTION_TARGETS},
		{'X', ACTION_WAY_OUT},
		{'+', ACTION_LATER},
		{'=', ACTION_LATER},
		{'-', ACTION_EARLIER},
		{'u', ACTION_UNDO},
		{'U', ACTION_REDO},
		{'R' & 0x1f, ACTION_REDO},
		{'c', ACTION_TRAIL},
		{'v', ACTION_TRY},
		{'w', ACTION_QUESTIONS},
		{'s', ACTION_SCENARIOS},
		{'x', ACTION_FLIP},
		{'d', ACTION_DIFFERENCES},
		{'D', ACTION_TURN},
		{'/', ACTION_FIND},
		{'n', ACTION_FIND_NEXT},
		{'N', ACTION_FIND_PREVIOUS},
		{'f', ACTION_FILTER},
		{'o', ACTION_ORDER},
		{'i', ACTION_WHY},
		{'E', ACTION_EDIT},
		{'R', ACTION_RELOAD},
		{'e', ACTION_EXPORT},
		{'y', ACTION_COPY},
		{'z', ACTION_ZOOM},
		{':', ACTION_PALETTE},
		{'?', ACTION_HELP},
		{KEY_FUNCTION + 1, ACTION_HELP},
		{'M', ACTION_MOUSE},
		{'L' & 0x1f, ACTION_REDRAW},
		{'q', ACTION_QUIT},
		{KEY_ESCAPE, ACTION_BACK},
		{KEY_ERASE, ACTION_BACK},
		{KEY_RETURN, ACTION_OPEN},
		{'1', ACTION_LENS_COST},
		{'6', ACTION_LENS_MIGRATIONS},
	};
	struct keymap keymap;
	(void)state;
	keymap_init(&keymap);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		assert_int_equal(keymap_lookup(&keymap, KEYS_MAIN, expected[i].key), expected[i].action);
	keymap_clear(&keymap);
}

static void popups_know_their_own_keys_only(void **state)
{
	struct keymap keymap;
	(void)state;
	keymap_init(&keymap);
	assert_int_equal(keymap_lookup(&keymap, KEYS_POPUP, 'j'), ACTION_DOWN);
	assert_int_equal(keymap_lookup(&keymap, KEYS_POPUP, 'X'), ACTION_NONE);
	assert_int_equal(keymap_lookup(&keymap, KEYS_SCENARIOS, 's'), ACTION_SCENARIO_SAVE);
	assert_int_equal(keymap_lookup(&keymap, KEYS_SCENARIOS, KEY_ESCAPE), ACTION_BACK);
	keymap_clear(&keymap);
}

static void the_first_key_is_the_one_that_is_shown(void **state)
{
	struct keymap keymap;
	(void)state;
	keymap_init(&keymap);
	assert_int_equal(keymap_key(&keymap, KEYS_MAIN, ACTION_LATER, 0), '+');
	assert_int_equal(keymap_key(&keymap, KEYS_MAIN, ACTION_LATER, 1), '=');
	assert_int_equal(keymap_key(&keymap, KEYS_MAIN, ACTION_LATER, 2), 0);
	keymap_clear(&keymap);
}

static void a_key_of_another_action_is_not_taken(void **state)
{
	struct keymap keymap;
	(void)state;
	keymap_init(&keymap);
	assert_int_equal(keymap_bind(&keymap, 'u', ACTION_QUIT), ACTION_UNDO);
	assert_int_equal(keymap_bind(&keymap, 'u', ACTION_UNDO), ACTION_NONE);
	assert_int_equal(keymap_bind(&keymap, 'Y', ACTION_BACK), ACTION_NONE);
	assert_int_equal(keymap_lookup(&keymap, KEYS_MAIN, 'Y'), ACTION_BACK);
	assert_int_equal(keymap_lookup(&keymap, KEYS_POPUP, 'Y'), ACTION_BACK);
	keymap_unbind(&keymap, ACTION_UNDO);
	assert_int_equal(keymap_lookup(&keymap, KEYS_MAIN, 'u'), ACTION_NONE);
	assert_int_equal(keymap_bind(&keymap, 'u', ACTION_QUIT), ACTION_NONE);
	keymap_clear(&keymap);
}

static void keys_have_names(void **state)
{
	char name[KEY_NAME_SIZE];
	(void)state;
	assert_string_equal(key_name(' ', name), "Space");
	assert_string_equal(key_name('R' & 0x1f, name), "Ctrl+R");
	assert_string_equal(key_name(KEY_FUNCTION + 12, name), "F12");
	assert_string_equal(key_name('x', name), "x");
	assert_string_equal(key_name(0xe9, name), "\xc3\xa9");
	assert_string_equal(key_name(KEY_BACK_TAB, name), "Shift+Tab");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_action_has_a_name_of_its_own),
		cmocka_unit_test(no_key_is_bound_twice_in_a_place),
		cmocka_unit_test(every_action_has_a_key_where_it_works),
		cmocka_unit_test(keys_that_terminals_keep_are_left_alone),
		cmocka_unit_test(keys_are_those_of_the_manual),
		cmocka_unit_test(popups_know_their_own_keys_only),
		cmocka_unit_test(the_first_key_is_the_one_that_is_shown),
		cmocka_unit_test(a_key_of_another_action_is_not_taken),
		cmocka_unit_test(keys_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
