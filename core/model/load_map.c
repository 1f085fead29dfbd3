#include "core/model/loader.h"

#include <string.h>

void cursor_start(struct cursor *cursor)
{
	*cursor = (struct cursor){.layer = 0};
}

bool load_skip_value(struct loader *loader)
{
	return yaml_skip(loader->yaml, yaml_next(loader->yaml));
}

static bool is_merge_key(const struct yaml_item *item)
{
	return item->length == 2 && item->text[0] == '<' && item->text[1] == '<' && item->plain;
}

static bool hold(struct loader *loader, struct cursor *cursor, const struct yaml_item *key)
{
	if (cursor->has_held) {
		load_fault(loader, load_spot(loader, key), "one '<<' can take a list", "'<<' is given twice");
		return load_skip_value(loader);
	}
	if (!yaml_hold(loader->yaml, &cursor->held))
		return false;
	cursor->has_held = true;
	if (cursor->layer == 0) {
		cursor->has_own = true;
		cursor->own = cursor->held;
	}
	return true;
}

static bool wrong_merge(struct loader *loader, const struct yaml_item *item)
{
	if (item->kind == YAML_IS_FAULT)
		return false;
	load_fault(loader, load_spot(loader, item), "write '<<: *name' or '<<: [*a, *b]'",
		   "'<<' needs a mapping or a list of mappings");
	return yaml_skip(loader->yaml, item);
}

/* Behind the end of a mapping: goes on to the next merged one. False: there is none, or the stream failed. */
static bool enter_next(struct loader *loader, struct cursor *cursor)
{
	const struct yaml_item *item;
	bool first = cursor->has_held;

	if (first) {
		cursor->has_held = false;
		yaml_replay(loader->yaml, &cursor->held);
	}
	while (first || cursor->lists) {
		item = yaml_next(loader->yaml);
		if (item->kind == YAML_IS_MAP) {
			cursor->layer++;
			return true;
		}
		if (first && item->kind == YAML_IS_LIST)
			cursor->lists++;
		else if (!first && item->kind == YAML_IS_END)
			cursor->lists--;
		else if (!wrong_merge(loader, item))
			cursor->failed = true;
		if (cursor->failed)
			return false;
		first = false;
	}
	return false;
}

static void leave(struct loader *loader, struct cursor *cursor)
{
	if (cursor->has_own && !cursor->failed)
		yaml_release(loader->yaml, &cursor->own);
	cursor->has_own = false;
}

static bool wrong_key(struct loader *loader, const struct yaml_item *item)
{
	load_fault(loader, load_spot(loader, item), NULL, "a key has to be one text");
	return yaml_skip(loader->yaml, item) && load_skip_value(loader);
}

const struct yaml_item *cursor_next(struct loader *loader, struct cursor *cursor)
{
	while (!cursor->failed) {
		const struct yaml_item *item = yaml_next(loader->yaml);
		if (item->kind == YAML_IS_TEXT && !is_merge_key(item))
			return item;
		if (item->kind == YAML_IS_TEXT) {
			cursor->failed = !hold(loader, cursor, item);
		} else if (item->kind == YAML_IS_END) {
			if (!enter_next(loader, cursor))
				break;
		} else {
			cursor->failed = item->kind == YAML_IS_FAULT || !wrong_key(loader, item);
		}
	}
	leave(loader, cursor);
	return NULL;
}

/* --- mappings of a table --------------------------------------------------------------------- */

/* "a stack", but "'at'" for what has no name but its key's. */
static const char *called(struct loader *loader, const struct schema *schema)
{
	struct arena *arena = &loader->model->arena;

	if (schema == &schema_at || schema == &schema_where)
		return arena_print(arena, "'%s'", schema->name);
	return arena_print(arena, "%s %s", strchr("aeiou", schema->name[0]) ? "an" : "a", schema->name);
}

static bool unknown_key(struct loader *loader, const struct schema *schema, const struct yaml_item *key)
{
	const char *shown = load_shown(loader, key->text, key->length);
	struct spot spot = load_spot(loader, key);

	load_fault(loader, spot, load_nearest_key(loader, shown, schema), "unknown key '%s' in %s", shown,
		   called(loader, schema));
	return load_skip_value(loader);
}

static bool misplaced_key(struct loader *loader, const struct schema_field *field,
			  const struct yaml_item *key)
{
	const char *where = loader->role == ROLE_INCLUDED ? "an included file holds lists only"
			    : loader->role == ROLE_COMPANION
				    ? "a scenarios file holds migrations and scenarios only"
				    : "only the catalogue has it";

	load_fault(loader, load_spot(loader, key), where, "'%s' is not allowed here", field->key);
	return load_skip_value(loader);
}

static bool repeated_key(struct loader *loader, const struct schema_field *field, const struct yaml_item *key,
			 struct spot first)
{
	load_fault(loader, load_spot(loader, key), load_first(loader, "first", first), "'%s' is given twice",
		   field->key);
	return load_skip_value(loader);
}

static bool load_field(struct loader *loader, const struct schema_field *field, void *to, struct spot *spot)
{
	const struct yaml_item *item = yaml_next(loader->yaml);

	*spot = load_spot(loader, item);
	return load_value(loader, field, item, (char *)to + field->offset);
}

bool load_keys(struct loader *loader, const struct schema *schema, void *to, struct item_keys *keys)
{
	/* Which key came after which, the last time: after the last one, and at first, the first. */
	uint8_t *next = loader->next_key[schema->number], *guess = &next[schema->count];
	uint32_t layers[SCHEMA_MOST_FIELDS] = {0}; /* of the keys seen */
	const struct yaml_item *key;
	struct cursor cursor;
	bool going = true;

	cursor_start(&cursor);
	while (going && (key = cursor_next(loader, &cursor))) {
		uint32_t found = schema_find_next(schema, key->text, key->length, *guess);
		const struct schema_field *field = &schema->fields[found];
		*guess = (uint8_t)found;
		guess = &next[found];
		if (found == schema->count) {
			going = unknown_key(loader, schema, key);
		} else if (field->roles && !(field->roles & loader->role)) {
			going = misplaced_key(loader, field, key);
		} else if (keys->seen & UINT32_C(1) << found) {
			going = cursor.layer != layers[found]
					? load_skip_value(loader)
					: repeated_key(loader, field, key, keys->at[found]);
		} else {
			keys->seen |= UINT32_C(1) << found;
			layers[found] = cursor.layer;
			going = load_field(loader, field, to, &keys->at[found]);
		}
	}
	return going && !cursor.failed;
}

bool load_gave(const struct schema *schema, const struct item_keys *keys, const char *key)
{
	return keys->seen & UINT32_C(1) << schema_find(schema, key, strlen(key));
}

struct spot load_spot_of(const struct schema *schema, const struct item_keys *keys, const char *key)
{
	return load_gave(schema, keys, key) ? keys->at[schema_find(schema, key, strlen(key))] : keys->start;
}
