#include "tui/config.h"

#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/base/yaml.h"
#include "tui/event.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char version[] = "1";

static const char *const theme_names[THEME_COUNT] = {
	[THEME_AUTO] = "auto",
	[THEME_DARK] = "dark",
	[THEME_LIGHT] = "light",
	[THEME_CONTRAST] = "contrast",
};

/* A key that is to do something. All are read before the first is bound, for they may change places. */
struct wish {
	uint32_t key, line, column;
	enum action action;
};

struct reading {
	struct config *config;
	struct yaml *yaml;
	const char *name;
	struct diag_list *faults;
	struct arena arena;
	struct wish *wishes;
	size_t count, capacity;
	bool named[ACTION_COUNT]; /* actions that the file gives keys */
};

/* --- from start to end ----------------------------------------------------------------------- */

void config_init(struct config *config)
{
	*config = (struct config){.theme = THEME_AUTO, .mouse = true};
	keymap_init(&config->keymap);
}

void config_clear(struct config *config)
{
	keymap_clear(&config->keymap);
}

const char *config_path(struct arena *arena)
{
	const char *folder = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");
	if (folder && *folder == '/')
		return arena_print(arena, "%s/unmoor/config.yaml", folder);
	if (home && *home == '/')
		return arena_print(arena, "%s/.config/unmoor/config.yaml", home);
	return NULL;
}

bool config_find_theme(const char *name, enum theme *theme)
{
	for (int i = 0; i < THEME_COUNT; i++)
		if (!strcmp(theme_names[i], name)) {
			*theme = (enum theme)i;
			return true;
		}
	return false;
}

/* --- faults ---------------------------------------------------------------------------------- */

static void fault(struct reading *reading, const struct yaml_item *at, const char *suggestion,
		  const char *text)
{
	diag_add(reading->faults, DIAG_ERROR, reading->name, at->line, at->column, suggestion, "%s", text);
}

/* What does not belong there: said unless the document itself broke, which is said at the end. */
static void refuse(struct reading *reading, const struct yaml_item *at, const char *text)
{
	if (at->kind != YAML_IS_FAULT)
		fault(reading, at, NULL, text);
	yaml_skip(reading->yaml, at);
}

static const char *meant(struct reading *reading, const char *nearest)
{
	return nearest ? arena_print(&reading->arena, "did you mean '%s'?", nearest) : NULL;
}

/* --- values ---------------------------------------------------------------------------------- */

static void read_version(struct reading *reading, const struct yaml_item *item)
{
	if (item->kind != YAML_IS_TEXT)
		refuse(reading, item, "'unmoor-config' is a version: 1");
	else if (strcmp(item->text, version) != 0)
		fault(reading, item, "this program reads version 1",
		      arena_print(&reading->arena, "unknown version '%s' of the configuration", item->text));
}

static void read_theme(struct reading *reading, const struct yaml_item *item)
{
	static const char text[] = "'theme' is auto, dark, light or contrast";
	if (item->kind != YAML_IS_TEXT)
		refuse(reading, item, text);
	else if (!config_find_theme(item->text, &reading->config->theme))
		fault(reading, item, NULL, arena_print(&reading->arena, "%s, not '%s'", text, item->text));
}

static void read_switch(struct reading *reading, const struct yaml_item *item, const char *name, bool *value)
{
	const char *text = arena_print(&reading->arena, "'%s' is true or false", name);
	bool plain = item->kind == YAML_IS_TEXT && item->plain;
	if (plain && (!strcmp(item->text, "true") || !strcmp(item->text, "false")))
		*value = *item->text == 't';
	else
		refuse(reading, item, text);
}

static void read_ascii(struct reading *reading, const struct yaml_item *item)
{
	read_switch(reading, item, "ascii", &reading->config->ascii);
}

static void read_mouse(struct reading *reading, const struct yaml_item *item)
{
	read_switch(reading, item, "mouse", &reading->config->mouse);
}

/* --- keys ------------------------------------------------------------------------------------ */

static const char *action_at(const void *context, size_t i)
{
	(void)context;
	return action_info((enum action)(i + 1))->name;
}

static const char *nearest_action(const char *name)
{
	return diag_nearest(name, ACTION_COUNT - 1, action_at, NULL);
}

static void take_key(struct reading *reading, const struct yaml_item *item, enum action action)
{
	uint32_t key;
	if (item->kind != YAML_IS_TEXT) {
		refuse(reading, item, "a key is one character or a word such as space or ctrl-x");
		return;
	}
	if (!event_find_key(item->text, &key)) {
		fault(reading, item, "one character, or a word such as space, ctrl-x, f5",
		      arena_print(&reading->arena, "no such key: '%s'", item->text));
		return;
	}
	reading->wishes =
		memory_grow(reading->wishes, reading->count, &reading->capacity, sizeof *reading->wishes);
	reading->wishes[reading->count++] = (struct wish){key, item->line, item->column, action};
}

static void read_keys_of(struct reading *reading, enum action action)
{
	const struct yaml_item *item = yaml_next(reading->yaml);
	if (item->kind != YAML_IS_LIST) {
		refuse(reading, item,
		       arena_print(&reading->arena, "the keys of '%s' are a list: [x, ctrl-x]",
				   action_info(action)->name));
		return;
	}
	for (item = yaml_next(reading->yaml); item->kind < YAML_IS_END; item = yaml_next(reading->yaml))
		take_key(reading, item, action);
}

/* The keys of one action, whose name was just read. */
static void read_action(struct reading *reading, const struct yaml_item *name)
{
	enum action action = action_find(name->text);
	if (action != ACTION_NONE && !reading->named[action]) {
		reading->named[action] = true;
		read_keys_of(reading, action);
		return;
	}
	if (action == ACTION_NONE)
		fault(reading, name, meant(reading, nearest_action(name->text)),
		      arena_print(&reading->arena, "there is no action '%s'", name->text));
	else
		fault(reading, name, NULL, arena_print(&reading->arena, "'%s' is given twice", name->text));
	yaml_skip(reading->yaml, yaml_next(reading->yaml));
}

static void read_keys(struct reading *reading, const struct yaml_item *item)
{
	if (item->kind != YAML_IS_MAP) {
		refuse(reading, item, "'keys' is a map of actions: {find: [ctrl-f]}");
		return;
	}
	for (item = yaml_next(reading->yaml); item->kind < YAML_IS_END; item = yaml_next(reading->yaml)) {
		if (item->kind == YAML_IS_TEXT) {
			read_action(reading, item);
		} else {
			refuse(reading, item, "the name of an action is a text");
			yaml_skip(reading->yaml, yaml_next(reading->yaml));
		}
	}
}

static void bind(struct reading *reading, const struct wish *wish)
{
	char key[KEY_NAME_SIZE];
	enum action other = keymap_bind(&reading->config->keymap, wish->key, wish->action);
	const struct yaml_item at = {.line = wish->line, .column = wish->column};
	if (other == ACTION_NONE)
		return;
	const char *name = action_info(other)->name;
	fault(reading, &at,
	      reading->named[other] ? NULL : arena_print(&reading->arena, "give '%s' other keys too", name),
	      arena_print(&reading->arena, "the key %s is bound twice: to '%s' and to '%s'",
			  key_name(wish->key, key), name, action_info(wish->action)->name));
}

/* The keys of scenarios first: in their list they stand before those that work in every popup. */
static void bind_all(struct reading *reading)
{
	for (int action = 1; action < ACTION_COUNT; action++)
		if (reading->named[action])
			keymap_unbind(&reading->config->keymap, (enum action)action);
	for (int others = 0; others < 2; others++)
		for (size_t i = 0; i < reading->count; i++)
			if ((action_info(reading->wishes[i].action)->group != GROUP_SCENARIO) == others)
				bind(reading, &reading->wishes[i]);
}

/* --- the document ---------------------------------------------------------------------------- */

static const struct setting {
	const char *name;
	void (*read)(struct reading *reading, const struct yaml_item *item);
} settings[] = {
	{"unmoor-config", read_version}, {"theme", read_theme}, {"ascii", read_ascii},
	{"mouse", read_mouse},           {"keys", read_keys},
};

enum { SETTINGS = sizeof settings / sizeof *settings };

static const char *setting_at(const void *context, size_t i)
{
	(void)context;
	return settings[i].name;
}

static size_t find_setting(const char *name)
{
	size_t i = 0;
	while (i < SETTINGS && strcmp(settings[i].name, name) != 0)
		i++;
	return i;
}

/* One setting, whose name was just read, with its value. */
static void read_setting(struct reading *reading, const struct yaml_item *name, bool given[SETTINGS])
{
	size_t i = find_setting(name->text);
	if (i < SETTINGS && !given[i]) {
		given[i] = true;
		settings[i].read(reading, yaml_next(reading->yaml));
		return;
	}
	if (i == SETTINGS)
		fault(reading, name, meant(reading, diag_nearest(name->text, SETTINGS, setting_at, NULL)),
		      arena_print(&reading->arena, "unknown key '%s'", name->text));
	else
		fault(reading, name, NULL, arena_print(&reading->arena, "'%s' is given twice", name->text));
	yaml_skip(reading->yaml, yaml_next(reading->yaml));
}

static void read_document(struct reading *reading)
{
	static const char wanted[] = "put 'unmoor-config: 1' in the first line";
	const struct yaml_item *item = yaml_next(reading->yaml);
	bool given[SETTINGS] = {false};
	if (item->kind != YAML_IS_MAP) {
		if (item->kind != YAML_IS_FAULT)
			fault(reading, item, wanted, "a configuration is a map");
		return;
	}
	const struct yaml_item start = *item;
	for (item = yaml_next(reading->yaml); item->kind < YAML_IS_END; item = yaml_next(reading->yaml)) {
		if (item->kind == YAML_IS_TEXT) {
			read_setting(reading, item, given);
		} else {
			refuse(reading, item, "the name of a setting is a text");
			yaml_skip(reading->yaml, yaml_next(reading->yaml));
		}
	}
	if (item->kind == YAML_IS_END && !given[0])
		fault(reading, &start, wanted, "'unmoor-config' is missing");
	bind_all(reading);
}

/* What the stream itself found: the end of the document is part of it. */
static void finish_stream(struct reading *reading)
{
	const struct yaml_item *item = yaml_next(reading->yaml);
	if (item->kind != YAML_IS_FAULT)
		return;
	const struct yaml_fault *broken = yaml_fault(reading->yaml);
	diag_add(reading->faults, DIAG_ERROR, reading->name, broken->line, broken->column, broken->suggestion,
		 "%s", broken->text);
}

bool config_read(struct config *config, const struct reader *reader, const char *name,
		 struct diag_list *faults)
{
	size_t before = faults->errors;
	struct reading reading = {
		.config = config,
		.yaml = yaml_open(reader, NULL),
		.name = name,
		.faults = faults,
	};
	arena_init(&reading.arena);
	read_document(&reading);
	finish_stream(&reading);
	yaml_close(reading.yaml);
	arena_clear(&reading.arena);
	free(reading.wishes);
	if (faults->errors == before)
		return true;
	config_clear(config);
	config_init(config);
	return false;
}

bool config_load(struct config *config, const char *path, struct diag_list *faults)
{
	struct reader reader;
	if (!path || access(path, F_OK) != 0)
		return true;
	const char *why = reader_open_file(&reader, path);
	if (why) {
		diag_add(faults, DIAG_ERROR, path, 0, 0, NULL, "%s", why);
		return false;
	}
	bool fine = config_read(config, &reader, path, faults);
	reader_close(&reader);
	return fine;
}
