#include "tui/keymap.h"

#include "core/base/memory.h"
#include "core/base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct action_info infos[ACTION_COUNT] = {
#define X(id, name, brief, group, help) [ACTION_##id] = {name, brief, help, GROUP_##group},
	KEYMAP_ACTIONS(X)
#undef X
};

static const char *const group_names[GROUP_COUNT] = {
	[GROUP_MOVE] = "Moving", [GROUP_SWITCH] = "Switching", [GROUP_LOOK] = "Looking",
	[GROUP_ASK] = "Asking",  [GROUP_PROGRAM] = "Program",  [GROUP_SCENARIO] = "Scenarios",
};

enum { CTRL = 0x1f };

static const struct key_binding defaults[] = {
	{KEYS_MAIN, KEY_UP_ARROW, ACTION_UP},
	{KEYS_MAIN, 'k', ACTION_UP},
	{KEYS_MAIN, KEY_DOWN_ARROW, ACTION_DOWN},
	{KEYS_MAIN, 'j', ACTION_DOWN},
	{KEYS_MAIN, KEY_LEFT_ARROW, ACTION_LEFT},
	{KEYS_MAIN, 'h', ACTION_LEFT},
	{KEYS_MAIN, KEY_RIGHT_ARROW, ACTION_RIGHT},
	{KEYS_MAIN, 'l', ACTION_RIGHT},
	{KEYS_MAIN, KEY_PAGE_UP, ACTION_PAGE_UP},
	{KEYS_MAIN, 'U' & CTRL, ACTION_PAGE_UP},
	{KEYS_MAIN, KEY_PAGE_DOWN, ACTION_PAGE_DOWN},
	{KEYS_MAIN, 'D' & CTRL, ACTION_PAGE_DOWN},
	{KEYS_MAIN, KEY_HOME_KEY, ACTION_FIRST},
	{KEYS_MAIN, 'g', ACTION_FIRST},
	{KEYS_MAIN, KEY_END_KEY, ACTION_LAST},
	{KEYS_MAIN, 'G', ACTION_LAST},
	{KEYS_MAIN, KEY_TAB, ACTION_NEXT_PANE},
	{KEYS_MAIN, KEY_BACK_TAB, ACTION_PREVIOUS_PANE},
	{KEYS_MAIN, KEY_RETURN, ACTION_OPEN},
	{KEYS_MAIN, KEY_ESCAPE, ACTION_BACK},
	{KEYS_MAIN, KEY_ERASE, ACTION_BACK},
	{KEYS_MAIN, KEY_SPACE, ACTION_TOGGLE},
	{KEYS_MAIN, 't', ACTION_TARGETS},
	{KEYS_MAIN, 'X', ACTION_WAY_OUT},
	{KEYS_MAIN, '+', ACTION_LATER},
	{KEYS_MAIN, '=', ACTION_LATER},
	{KEYS_MAIN, '-', ACTION_EARLIER},
	{KEYS_MAIN, 'v', ACTION_TRY},
	{KEYS_MAIN, 'u', ACTION_UNDO},
	{KEYS_MAIN, 'U', ACTION_REDO},
	{KEYS_MAIN, 'R' & CTRL, ACTION_REDO},
	{KEYS_MAIN, 'c', ACTION_TRAIL},
	{KEYS_MAIN, 's', ACTION_SCENARIOS},
	{KEYS_MAIN, 'x', ACTION_FLIP},
	{KEYS_MAIN, '1', ACTION_LENS_COST},
	{KEYS_MAIN, '2', ACTION_LENS_RANGE},
	{KEYS_MAIN, '3', ACTION_LENS_WHEN},
	{KEYS_MAIN, '4', ACTION_LENS_AB},
	{KEYS_MAIN, '5', ACTION_LENS_LOOPS},
	{KEYS_MAIN, '6', ACTION_LENS_MIGRATIONS},
	{KEYS_MAIN, 'D', ACTION_TURN},
	{KEYS_MAIN, 'd', ACTION_DIFFERENCES},
	{KEYS_MAIN, '/', ACTION_FIND},
	{KEYS_MAIN, 'n', ACTION_FIND_NEXT},
	{KEYS_MAIN, 'N', ACTION_FIND_PREVIOUS},
	{KEYS_MAIN, 'f', ACTION_FILTER},
	{KEYS_MAIN, 'o', ACTION_ORDER},
	{KEYS_MAIN, 'z', ACTION_ZOOM},
	{KEYS_MAIN, 'i', ACTION_WHY},
	{KEYS_MAIN, 'w', ACTION_QUESTIONS},
	{KEYS_MAIN, 'W', ACTION_WARNINGS},
	{KEYS_MAIN, ':', ACTION_PALETTE},
	{KEYS_MAIN, '?', ACTION_HELP},
	{KEYS_MAIN, KEY_FUNCTION + 1, ACTION_HELP},
	{KEYS_MAIN, 'y', ACTION_COPY},
	{KEYS_MAIN, 'e', ACTION_EXPORT},
	{KEYS_MAIN, 'E', ACTION_EDIT},
	{KEYS_MAIN, 'R', ACTION_RELOAD},
	{KEYS_MAIN, 'M', ACTION_MOUSE},
	{KEYS_MAIN, 'L' & CTRL, ACTION_REDRAW},
	{KEYS_MAIN, 'Z' & CTRL, ACTION_SUSPEND},
	{KEYS_MAIN, 'q', ACTION_QUIT},

	{KEYS_SCENARIOS, 's', ACTION_SCENARIO_SAVE},
	{KEYS_SCENARIOS, 'x', ACTION_SCENARIO_MAKE_A},
	{KEYS_SCENARIOS, 'c', ACTION_SCENARIO_CLONE},
	{KEYS_SCENARIOS, 'r', ACTION_SCENARIO_RENAME},
	{KEYS_SCENARIOS, KEY_DELETE, ACTION_SCENARIO_DELETE},
	{KEYS_SCENARIOS, '!', ACTION_SCENARIO_DELETE},
};

/* What works in any popup, by the same keys as everywhere. */
static const enum action in_popups[] = {
	ACTION_UP,   ACTION_DOWN,   ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_FIRST,
	ACTION_LAST, ACTION_OPEN,   ACTION_BACK,    ACTION_TOGGLE,    ACTION_COPY,
	ACTION_EDIT, ACTION_REDRAW, ACTION_SUSPEND, ACTION_QUIT,      ACTION_TRY,
	ACTION_UNDO, ACTION_REDO,   ACTION_WHY,     ACTION_HELP,
};

const struct action_info *action_info(enum action action)
{
	return &infos[action];
}

const char *action_group_name(enum action_group group)
{
	return group_names[group];
}

enum action action_find(const char *name)
{
	for (int action = 1; action < ACTION_COUNT; action++)
		if (strcmp(infos[action].name, name) == 0)
			return (enum action)action;
	return ACTION_NONE;
}

static bool works_in_popups(enum action action)
{
	for (size_t i = 0; i < sizeof in_popups / sizeof *in_popups; i++)
		if (in_popups[i] == action)
			return true;
	return false;
}

static void add(struct keymap *keymap, enum place_of_keys where, uint32_t key, enum action action)
{
	keymap->items = memory_grow(keymap->items, keymap->count, &keymap->capacity, sizeof *keymap->items);
	keymap->items[keymap->count++] = (struct key_binding){where, key, action};
}

/* A place with keys of its own keeps them; the others are those of any popup. */
static void add_everywhere(struct keymap *keymap, uint32_t key, enum action action)
{
	add(keymap, KEYS_MAIN, key, action);
	if (!works_in_popups(action))
		return;
	for (int where = KEYS_POPUP; where < KEYS_PLACE_COUNT; where++)
		if (keymap_lookup(keymap, (enum place_of_keys)where, key) == ACTION_NONE)
			add(keymap, (enum place_of_keys)where, key, action);
}

void keymap_init(struct keymap *keymap)
{
	size_t count = sizeof defaults / sizeof *defaults;
	*keymap = (struct keymap){0};
	for (size_t i = 0; i < count; i++)
		if (defaults[i].where != KEYS_MAIN)
			add(keymap, defaults[i].where, defaults[i].key, defaults[i].action);
	for (size_t i = 0; i < count; i++)
		if (defaults[i].where == KEYS_MAIN)
			add_everywhere(keymap, defaults[i].key, defaults[i].action);
}

void keymap_copy(struct keymap *keymap, const struct keymap *from)
{
	keymap->count = 0;
	for (size_t i = 0; i < from->count; i++)
		add(keymap, from->items[i].where, from->items[i].key, from->items[i].action);
}

void keymap_clear(struct keymap *keymap)
{
	free(keymap->items);
	*keymap = (struct keymap){0};
}

enum action keymap_lookup(const struct keymap *keymap, enum place_of_keys where, uint32_t key)
{
	for (size_t i = 0; i < keymap->count; i++)
		if (keymap->items[i].where == where && keymap->items[i].key == key)
			return keymap->items[i].action;
	return ACTION_NONE;
}

uint32_t keymap_key(const struct keymap *keymap, enum place_of_keys where, enum action action, size_t n)
{
	for (size_t i = 0; i < keymap->count; i++) {
		const struct key_binding *item = &keymap->items[i];
		if (item->where == where && item->action == action && n-- == 0)
			return item->key;
	}
	return 0;
}

enum action keymap_bind(struct keymap *keymap, uint32_t key, enum action action)
{
	bool scenario = infos[action].group == GROUP_SCENARIO;
	enum action old = keymap_lookup(keymap, scenario ? KEYS_SCENARIOS : KEYS_MAIN, key);
	if (old != ACTION_NONE)
		return old == action ? ACTION_NONE : old;
	if (scenario)
		add(keymap, KEYS_SCENARIOS, key, action);
	else
		add_everywhere(keymap, key, action);
	return ACTION_NONE;
}

void keymap_unbind(struct keymap *keymap, enum action action)
{
	size_t kept = 0;
	for (size_t i = 0; i < keymap->count; i++)
		if (keymap->items[i].action != action)
			keymap->items[kept++] = keymap->items[i];
	keymap->count = kept;
}

static const struct {
	uint32_t key;
	const char *name;
} names[] = {
	{KEY_TAB, "Tab"},         {KEY_RETURN, "Enter"},  {KEY_ESCAPE, "Esc"},         {KEY_SPACE, "Space"},
	{KEY_ERASE, "Backspace"}, {KEY_UP_ARROW, "↑"},    {KEY_DOWN_ARROW, "↓"},       {KEY_LEFT_ARROW, "←"},
	{KEY_RIGHT_ARROW, "→"},   {KEY_HOME_KEY, "Home"}, {KEY_END_KEY, "End"},        {KEY_PAGE_UP, "PgUp"},
	{KEY_PAGE_DOWN, "PgDn"},  {KEY_DELETE, "Del"},    {KEY_BACK_TAB, "Shift+Tab"},
};

const char *key_name(uint32_t key, char name[KEY_NAME_SIZE])
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (names[i].key == key) {
			snprintf(name, KEY_NAME_SIZE, "%s", names[i].name);
			return name;
		}
	}
	if (key > KEY_FUNCTION)
		snprintf(name, KEY_NAME_SIZE, "F%u", (unsigned)(key - KEY_FUNCTION));
	else if (key < KEY_SPACE)
		snprintf(name, KEY_NAME_SIZE, "Ctrl+%c", (char)('@' + (int)key));
	else
		name[utf8_encode(key, name)] = '\0';
	return name;
}
