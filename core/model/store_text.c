#include "core/model/store_text.h"

#include <string.h>
#include <strings.h>

enum { LINE_WIDTH = 100 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Words that some reader of YAML 1.1 takes for a truth value or for nothing. */
static bool is_special_word(const char *text)
{
	static const char *const words[] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasecmp(text, words[i]) == 0)
			return true;
	return false;
}

/*
 * Begins with a letter (so it is no number, date or indicator), holds only what means nothing in
 * YAML, and has no blank at its end.
 */
static bool is_plain(const char *text)
{
	size_t length = strlen(text);

	if (!is_letter(text[0]) || text[length - 1] == ' ' || is_special_word(text))
		return false;
	for (size_t i = 0; i < length; i++)
		if (!is_letter(text[i]) && !is_digit(text[i]) && !strchr("._/-@ +()", text[i]))
			return false;
	return true;
}

static void add_escaped(struct str *out, uint32_t point, const char *bytes, size_t size)
{
	if (point == '"' || point == '\\') {
		str_add_char(out, '\\');
		str_add_char(out, (char)point);
	} else if (point == '\n') {
		str_add_text(out, "\\n");
	} else if (point == '\t') {
		str_add_text(out, "\\t");
	} else if (utf8_printable(point)) {
		str_add(out, bytes, size);
	} else if (point <= 0xff) {
		str_print(out, "\\x%02X", point);
	} else if (point <= 0xffff) {
		str_print(out, "\\u%04X", point);
	} else {
		str_print(out, "\\U%08X", point);
	}
}

void store_text_scalar(struct str *out, const char *text)
{
	size_t length = strlen(text);

	if (is_plain(text)) {
		str_add(out, text, length);
		return;
	}
	str_add_char(out, '"');
	for (size_t at = 0, size; at < length; at += size) {
		uint32_t point;
		size = utf8_decode(text + at, length - at, &point);
		add_escaped(out, point, text + at, size);
	}
	str_add_char(out, '"');
}

static void add_text_key(struct str *out, const char *key, const char *text)
{
	if (!text)
		return;
	str_print(out, "  %s: ", key);
	store_text_scalar(out, text);
	str_add_char(out, '\n');
}

/* "  key: [a, b]", broken after a comma where the line grows long. */
static void add_list(struct str *out, const char *key, const char *const *texts, uint32_t count)
{
	size_t line = out->length;

	str_print(out, "  %s: [", key);
	for (uint32_t i = 0; i < count; i++) {
		if (i > 0)
			str_add_char(out, ',');
		if (out->length - line + strlen(texts[i]) > LINE_WIDTH) {
			line = out->length + 1;
			str_add_text(out, "\n    ");
		} else if (i > 0) {
			str_add_char(out, ' ');
		}
		store_text_scalar(out, texts[i]);
	}
	str_add_text(out, "]\n");
}

static void add_range(struct str *out, const char *key, struct range range)
{
	str_print(out, "  %s: ", key);
	if (range_is_constant(range)) {
		number_print(out, range.likely);
	} else {
		str_add_char(out, '[');
		number_print(out, range.low);
		str_add_text(out, ", ");
		number_print(out, range.likely);
		str_add_text(out, ", ");
		number_print(out, range.high);
		str_add_char(out, ']');
	}
	str_add_char(out, '\n');
}

static void add_pattern(struct str *out, const char *before, const char *key, const char *pattern)
{
	str_print(out, "%s%s: ", before, key);
	store_text_scalar(out, pattern);
}

static void add_where(struct str *out, const struct companion_migration *migration)
{
	const char *const keys[] = {"component", "team", "tag"};
	const char *const patterns[] = {migration->where_component, migration->where_team,
					migration->where_tag};
	bool any = false;

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		if (!patterns[i])
			continue;
		add_pattern(out, any ? ", " : "  where: {", keys[i], patterns[i]);
		any = true;
	}
	if (any)
		str_add_text(out, "}\n");
}

static void add_remarks(struct str *out, const struct remarks *remarks)
{
	for (const struct remark *remark = remarks->first; remark; remark = remark->next)
		str_print(out, "%s\n", remark->text);
}

/* The name follows where it is not the id. */
static void add_item(struct str *out, const char *id, const char *name)
{
	str_add_text(out, "- id: ");
	store_text_scalar(out, id);
	str_add_char(out, '\n');
	if (strcmp(name, id) != 0)
		add_text_key(out, "name", name);
}

static void add_migration(struct str *out, const struct companion_migration *migration)
{
	add_remarks(out, &migration->remarks);
	add_item(out, migration->id, migration->name);
	add_text_key(out, "from", migration->from);
	add_where(out, migration);
	if (!migration->from)
		add_list(out, "bindings", migration->bindings, migration->binding_count);
	add_text_key(out, "to", migration->to);
	if (migration->strategy != STRATEGY_DERIVED)
		add_text_key(out, "strategy", strategy_name(migration->strategy));
	if (!isnan(migration->cost_ratio)) {
		str_add_text(out, "  cost_ratio: ");
		number_print(out, migration->cost_ratio);
		str_add_char(out, '\n');
	}
	if (migration->has_extra)
		add_range(out, "extra", migration->extra);
}

static void add_tried(struct str *out, const struct companion_tried *tried)
{
	str_add_text(out, "    ");
	store_text_scalar(out, tried->variable);
	str_add_text(out, ": ");
	tried_print_value(tried->kind, tried->value, out);
	str_add_char(out, '\n');
}

static void add_scenario(struct str *out, const struct companion_scenario *scenario)
{
	add_remarks(out, &scenario->remarks);
	add_item(out, scenario->id, scenario->name);
	str_print(out, "  start: %u\n", scenario->start);
	add_list(out, "migrations", scenario->migrations, scenario->migration_count);
	if (scenario->tried_count > 0)
		str_add_text(out, "  tried:\n");
	for (uint32_t i = 0; i < scenario->tried_count; i++)
		add_tried(out, &scenario->tried[i]);
}

void store_text(const struct companion *companion, struct str *out)
{
	str_add_text(out, STORE_TEXT_HEADER " Each save writes this file anew.\n");
	add_remarks(out, &companion->head);
	str_add_text(out, "unmoor: 1\n");
	str_add_text(out, companion->migration_count > 0 ? "migrations:\n" : "migrations: []\n");
	for (uint32_t i = 0; i < companion->migration_count; i++)
		add_migration(out, &companion->migrations[i]);
	str_add_text(out, companion->scenario_count > 0 ? "scenarios:\n" : "scenarios: []\n");
	for (uint32_t i = 0; i < companion->scenario_count; i++)
		add_scenario(out, &companion->scenarios[i]);
	add_remarks(out, &companion->tail);
}
