#include "core/base/pattern.h"
#include "core/base/str.h"
#include "core/model/loader.h"
#include "core/model/quantity.h"

#include <string.h>

bool load_is_missing(const struct yaml_item *item)
{
	return item->kind == YAML_IS_TEXT && item->length == 0 && item->plain;
}

static bool is_text(const struct yaml_item *item, const char *text)
{
	return strcmp(item->text, text) == 0;
}

bool load_is_null(const struct yaml_item *item)
{
	if (item->kind != YAML_IS_TEXT || !item->plain)
		return false;
	return item->length == 0 || is_text(item, "~") || is_text(item, "null") || is_text(item, "Null") ||
	       is_text(item, "NULL");
}

const char *load_called(struct loader *loader, const char *key)
{
	struct arena *arena = &loader->model->arena;

	return loader->within ? arena_print(arena, "'%s' of '%s'", key, loader->within)
			      : arena_print(arena, "'%s'", key);
}

const char *load_given(struct loader *loader, const struct yaml_item *item)
{
	if (item->kind == YAML_IS_TEXT)
		return load_is_missing(item) ? "nothing"
					     : arena_print(&loader->model->arena, "'%s'",
							   load_shown(loader, item->text, item->length));
	return item->kind == YAML_IS_LIST ? "a list" : "a mapping";
}

static bool wrong(struct loader *loader, const char *key, enum schema_type type, const struct yaml_item *item)
{
	const char *wanted = schema_type_name(type), *called = load_called(loader, key);

	if (item->kind > YAML_IS_MAP)
		return false;
	if (load_is_missing(item))
		load_fault(loader, load_spot(loader, item), NULL, "%s has no value: %s is needed", called,
			   wanted);
	else
		load_fault(loader, load_spot(loader, item), NULL, "%s needs %s, not %s", called, wanted,
			   load_given(loader, item));
	return yaml_skip(loader->yaml, item);
}

bool load_wrong(struct loader *loader, const struct schema_field *field, const struct yaml_item *item)
{
	return wrong(loader, field->key, field->type, item);
}

uint32_t load_text(struct loader *loader, const struct yaml_item *item)
{
	return model_index_add(loader->index, item->text, item->length);
}

static void bad(struct loader *loader, const struct schema_field *field, const char *key,
		const struct yaml_item *item)
{
	/* Of a mapping to numbers it is one of the numbers that is no number. */
	enum schema_type type = field->type > SCHEMA_RANGE ? SCHEMA_NUMBER : field->type;

	load_fault(loader, load_spot(loader, item), NULL, "%s needs %s, not '%s'", load_called(loader, key),
		   schema_type_name(type), load_shown(loader, item->text, item->length));
}

/* --- texts ----------------------------------------------------------------------------------- */

static void put_text(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		     void *to)
{
	uint32_t text = load_text(loader, item);

	if (field->size == sizeof(uint32_t))
		*(uint32_t *)to = text;
	else
		*(const char **)to = model_index_text(loader->index, text);
}

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

static bool is_id(const struct yaml_item *item)
{
	if (item->length > 128 || !is_letter_or_digit(item->text[0]))
		return false;
	for (uint32_t i = 1; i < item->length; i++) {
		char c = item->text[i];
		if (!is_letter_or_digit(c) && c != '-' && c != '_' && c != '.' && c != '/')
			return false;
	}
	return true;
}

static void put_pattern(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
			void *to)
{
	char error[160];
	size_t offset;
	struct pattern *pattern = pattern_new(item->text, item->length, false, error, sizeof error, &offset);

	if (pattern)
		put_text(loader, field, item, to);
	else
		load_fault(loader, load_spot(loader, item),
			   arena_print(&loader->model->arena, "at its byte %zu", offset + 1),
			   "'%s' is no pattern: %s: '%s'", field->key, error,
			   load_shown(loader, item->text, item->length));
	pattern_free(pattern);
}

static const char *all_words(struct loader *loader, const struct schema_field *field)
{
	struct str all;

	str_init(&all);
	for (const char *const *word = field->words; *word; word++)
		str_print(&all, "%s%s", all.length ? ", " : "allowed: ", *word);
	const char *text = arena_text(&loader->model->arena, all.data, all.length);
	str_clear(&all);
	return text;
}

static const char *word_at(const void *context, size_t i)
{
	return ((const char *const *)context)[i];
}

static void put_word(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		     void *to)
{
	unsigned count = 0;

	for (; field->words[count]; count++) {
		if (is_text(item, field->words[count])) {
			*(unsigned *)to = count;
			return;
		}
	}
	const char *shown = load_shown(loader, item->text, item->length);
	const char *nearest = diag_nearest(shown, count, word_at, field->words);
	const char *suggestion = nearest ? arena_print(&loader->model->arena, "did you mean '%s'?", nearest)
					 : all_words(loader, field);
	load_fault(loader, load_spot(loader, item), suggestion, "unknown %s '%s'", field->key, shown);
}

static void put_flag(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		     void *to)
{
	static const char *const yes[] = {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"};
	static const char *const no[] = {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"};

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		if (is_text(item, yes[i]) || is_text(item, no[i])) {
			*(bool *)to = is_text(item, yes[i]);
			return;
		}
	}
	bad(loader, field, field->key, item);
}

static bool read_date(const char *text, uint32_t length, struct date *date)
{
	static const char form[] = "0000-00-00";
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int parts[3] = {0, 0, 0}, part = 0;

	if (length != sizeof form - 1)
		return false;
	for (size_t i = 0; i < sizeof form - 1; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';
		if (form[i] == '-' ? text[i] != '-' : !digit)
			return false;
		if (form[i] == '-')
			part++;
		else
			parts[part] = parts[part] * 10 + (text[i] - '0');
	}
	bool leap = parts[0] % 4 == 0 && (parts[0] % 100 != 0 || parts[0] % 400 == 0);
	if (parts[0] < 1 || parts[1] < 1 || parts[1] > 12 || parts[2] < 1)
		return false;
	*date = (struct date){(int16_t)parts[0], (uint8_t)parts[1], (uint8_t)parts[2]};
	return parts[2] <= days[parts[1] - 1] + (parts[1] == 2 && leap);
}

static void put_date(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		     void *to)
{
	struct date date;

	if (read_date(item->text, item->length, &date))
		*(struct date *)to = date;
	else
		bad(loader, field, field->key, item);
}

/* --- numbers --------------------------------------------------------------------------------- */

static void out_of_range(struct loader *loader, const struct schema_field *field, const char *key,
			 const struct yaml_item *item, double value)
{
	const char *shown = load_shown(loader, item->text, item->length);

	load_fault(loader, load_spot(loader, item), quantity_allowed(field, value, &loader->model->arena),
		   "%s is out of range: '%s'", load_called(loader, key), shown);
}

bool load_number(struct loader *loader, const struct schema_field *field, const char *key,
		 const struct yaml_item *item, double *value)
{
	enum quantity read = quantity_read(field, item->text, item->length, value);

	if (read == QUANTITY_BAD)
		bad(loader, field, key, item);
	else if (read == QUANTITY_OUT_OF_RANGE)
		out_of_range(loader, field, key, item, *value);
	return read == QUANTITY_READ;
}

/* What a list held, kept aside in case that it is at fault: most are not, so this allocates nothing. */
struct held {
	char text[96];
	size_t length;
};

static void hold(struct held *held, const struct yaml_item *item)
{
	enum { MOST = 20 };
	size_t length = item->length < MOST ? item->length : MOST;

	while (length < item->length && length > 0 && ((unsigned char)item->text[length] & 0xC0) == 0x80)
		length--;
	if (held->length + length + 3 > sizeof held->text)
		return;
	memcpy(held->text + held->length, held->length ? ", " : "", held->length ? 2 : 0);
	held->length += held->length ? 2 : 0;
	memcpy(held->text + held->length, item->text, length);
	held->length += length;
	held->text[held->length] = '\0';
}

/* The three numbers behind the start of a list. */
static bool load_triple(struct loader *loader, const struct schema_field *field, const char *key,
			const struct yaml_item *list, struct range *value, bool *ok)
{
	const struct yaml_item start = *list, *item;
	double numbers[3] = {0, 0, 0};
	struct held held = {.length = 0};
	size_t count = 0;

	*ok = true;
	for (item = yaml_next(loader->yaml); item->kind == YAML_IS_TEXT; item = yaml_next(loader->yaml)) {
		hold(&held, item);
		if (count < 3)
			*ok = load_number(loader, field, key, item, &numbers[count]) && *ok;
		count++;
	}
	if (item->kind == YAML_IS_FAULT)
		return false;
	if (item->kind != YAML_IS_END || count != 3) {
		*ok = false;
		load_fault(loader, load_spot(loader, &start), NULL, "%s needs %s, not [%s%s]",
			   load_called(loader, key), schema_type_name(SCHEMA_RANGE), held.text,
			   item->kind == YAML_IS_END && count <= 4 ? "" : ", ..");
		while (item->kind != YAML_IS_END) {
			if (!yaml_skip(loader->yaml, item))
				return false;
			item = yaml_next(loader->yaml);
		}
	}
	if (*ok && (numbers[0] > numbers[1] || numbers[1] > numbers[2])) {
		*ok = false;
		load_fault(loader, load_spot(loader, &start), "low <= likely <= high",
			   "%s is out of order: [%s]", load_called(loader, key), held.text);
	}
	*value = (struct range){numbers[0], numbers[1], numbers[2]};
	return true;
}

bool load_range_value(struct loader *loader, const struct schema_field *field, const char *key,
		      const struct yaml_item *item, struct range *value, bool *ok)
{
	double number;

	*ok = false;
	if (item->kind == YAML_IS_LIST)
		return load_triple(loader, field, key, item, value, ok);
	if (item->kind != YAML_IS_TEXT || load_is_missing(item))
		return wrong(loader, key, SCHEMA_RANGE, item);
	*ok = load_number(loader, field, key, item, &number);
	if (*ok)
		*value = (struct range){number, number, number};
	return true;
}

/* --- all types ------------------------------------------------------------------------------- */

static void put_version(struct loader *loader, const struct yaml_item *item)
{
	if (!is_text(item, "1"))
		load_fault(loader, load_spot(loader, item), "this program reads version 1",
			   "unknown version '%s' of the format",
			   load_shown(loader, item->text, item->length));
}

static void put_id(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		   void *to)
{
	if (is_id(item))
		put_text(loader, field, item, to);
	else
		bad(loader, field, field->key, item);
}

static void put_number(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		       void *to)
{
	double value;

	if (!load_number(loader, field, field->key, item, &value))
		return;
	if (field->type == SCHEMA_WHOLE)
		*(uint32_t *)to = (uint32_t)value;
	else
		*(double *)to = value;
}

static void load_scalar(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
			void *to)
{
	switch (field->type) {
	case SCHEMA_VERSION:
		put_version(loader, item);
		break;
	case SCHEMA_TEXT:
	case SCHEMA_REFERENCE:
		put_text(loader, field, item, to);
		break;
	case SCHEMA_ID:
		put_id(loader, field, item, to);
		break;
	case SCHEMA_UNIT:
		*(uint32_t *)to = load_unit(loader, item);
		break;
	case SCHEMA_PATTERN:
		put_pattern(loader, field, item, to);
		break;
	case SCHEMA_WORD:
		put_word(loader, field, item, to);
		break;
	case SCHEMA_FLAG:
		put_flag(loader, field, item, to);
		break;
	case SCHEMA_DATE:
		put_date(loader, field, item, to);
		break;
	default:
		put_number(loader, field, item, to);
		break;
	}
}

static bool load_range(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		       void *to)
{
	bool ok;

	return load_range_value(loader, field, field->key, item, to, &ok);
}

bool load_value(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		void *to)
{
	static load_function *const others[SCHEMA_TYPE_COUNT] = {
		[SCHEMA_RANGE] = load_range,
		[SCHEMA_ITEM] = load_item,
		[SCHEMA_LIST] = load_list,
		[SCHEMA_INCLUDES] = load_includes,
		[SCHEMA_NEEDS] = load_needs,
		[SCHEMA_STANCES] = load_stances,
		[SCHEMA_TIERS] = load_tiers,
		[SCHEMA_RUNS_ON] = load_runs_on,
		[SCHEMA_PRICES] = load_prices,
		[SCHEMA_CAPABILITIES] = load_capabilities,
		[SCHEMA_TAGS] = load_tags,
		[SCHEMA_REQUIRES] = load_requires,
		[SCHEMA_DEPENDS_ON] = load_depends_on,
		[SCHEMA_USAGE] = load_usage,
		[SCHEMA_COUNTS] = load_counts,
		[SCHEMA_MOVED] = load_moved,
		[SCHEMA_SWITCHED] = load_switched,
		[SCHEMA_TRIED] = load_tried,
		[SCHEMA_SOURCES] = load_sources,
	};

	if (others[field->type])
		return others[field->type](loader, field, item, to);
	if (item->kind != YAML_IS_TEXT || load_is_missing(item))
		return load_wrong(loader, field, item);
	load_scalar(loader, field, item, to);
	return true;
}
