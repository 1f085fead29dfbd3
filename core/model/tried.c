#include "core/model/tried.h"

#include "core/model/limits.h"
#include "core/model/quantity.h"
#include "core/model/tried_parts.h"

#include <string.h>

/* --- lists ----------------------------------------------------------------------------------- */

int tried_compare(const struct tried *a, const struct tried *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return (a->b > b->b) - (a->b < b->b);
}

const struct tried *tried_get(const struct tried *all, uint32_t count, enum tried_kind kind, uint32_t a,
			      uint32_t b)
{
	const struct tried wanted = {.kind = kind, .a = a, .b = b};
	uint32_t first = 0;

	while (count > 0) {
		uint32_t half = count / 2;
		int order = tried_compare(&wanted, &all[first + half]);
		if (order == 0)
			return &all[first + half];
		if (order > 0) {
			first += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	return NULL;
}

/* --- kinds ----------------------------------------------------------------------------------- */

static const struct tried_form forms[TRIED_KIND_COUNT] = {
	[TRIED_RATE] = {"rate", &schema_file, "rate"},
	[TRIED_OVERRUN] = {"overrun", &schema_file, "overrun"},
	[TRIED_OVERLAP] = {"overlap", &schema_file, "overlap"},
	[TRIED_HORIZON] = {"horizon", &schema_file, "horizon"},
	[TRIED_DISCOUNT_RATE] = {"discount_rate", &schema_file, "discount_rate"},
	[TRIED_DRIVER] = {"driver:", &schema_driver, "effort"},
	[TRIED_AT] = {"at:", &schema_at, "refactor"},
	[TRIED_EGRESS] = {"egress:", &schema_provider, "egress"},
	[TRIED_ONBOARDING] = {"onboarding:", &schema_provider, "onboarding"},
	[TRIED_REVENUE] = {"revenue:", &schema_provider, "revenue"},
	[TRIED_STANCE] = {"stance:", &schema_provider, "stance"},
	[TRIED_PRICE] = {"price:", &schema_offering, "prices"},
	[TRIED_MONTHLY] = {"monthly:", &schema_binding, "monthly"},
	[TRIED_GROWTH] = {"growth:", &schema_binding, "growth"},
	[TRIED_USAGE] = {"usage:", &schema_binding, "usage"},
	[TRIED_COUNT] = {"count:", &schema_binding, "counts"},
	[TRIED_COMMITMENT] = {"commitment:", &schema_commitment, "remaining"},
	[TRIED_CREDIT] = {"credit:", &schema_credit, "remaining"},
	[TRIED_FLOW] = {"flow:", &schema_flow, "firm"},
	[TRIED_EXTRA] = {"extra:", &schema_migration, "extra"},
	[TRIED_COST_RATIO] = {"cost_ratio:", &schema_migration, "cost_ratio"},
};

const struct tried_form *tried_form(enum tried_kind kind)
{
	return &forms[kind];
}

enum tried_kind tried_kind_of(const char *name)
{
	unsigned kind = 0;

	for (; kind < TRIED_KIND_COUNT; kind++) {
		size_t length = strlen(forms[kind].prefix);
		bool whole = forms[kind].prefix[length - 1] != ':';
		if (strncmp(name, forms[kind].prefix, length) == 0 && (!whole || name[length] == '\0'))
			break;
	}
	return (enum tried_kind)kind;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), most = strlen(end);

	return length >= most && strcmp(text + length - most, end) == 0;
}

const struct schema_field *tried_field(const char *name, bool *ranged)
{
	static const struct schema_field data = {.key = "counts", .type = SCHEMA_DATA, .high = LIMIT_COUNT};
	enum tried_kind kind = tried_kind_of(name);

	*ranged = false;
	if (kind == TRIED_KIND_COUNT)
		return NULL;
	const struct schema *schema = forms[kind].schema;
	const char *key = forms[kind].key;
	const struct schema_field *field = &schema->fields[schema_find(schema, key, strlen(key))];
	*ranged = field->type == SCHEMA_RANGE || field->type == SCHEMA_COUNTS;
	return kind == TRIED_COUNT && ends_with(name, ":data_tb") ? &data : field;
}

/* --- values ---------------------------------------------------------------------------------- */

static bool refuse(struct tried_fault *fault, const char *text)
{
	fault->text = text;
	fault->suggestion = NULL;
	return false;
}

static const char *name_in(const struct model *model, const struct tried *tried, struct arena *arena)
{
	struct str name;

	str_init(&name);
	tried_name(model, tried, &name);
	const char *text = arena_text(arena, name.data, name.length);
	str_clear(&name);
	return text;
}

bool tried_read(const struct model *model, const char *text, struct tried *tried, struct tried_fault *fault,
		struct arena *arena)
{
	const char *name = name_in(model, tried, arena);
	bool ranged;
	const struct schema_field *field = tried_field(name, &ranged);
	const char *wrong = quantity_read_range(field, ranged, name, text, &tried->value, arena);

	return !wrong || refuse(fault, wrong);
}

bool tried_read_both(const struct model *model, const char *text, struct tried *tried,
		     struct tried_fault *fault, struct arena *arena)
{
	const char *equals = strchr(text, '=');

	if (!equals || equals == text)
		return refuse(fault, arena_print(arena, "'%s' is not VARIABLE=VALUE", text));
	return tried_find(model, arena_text(arena, text, (size_t)(equals - text)), tried, fault, arena) &&
	       tried_read(model, equals + 1, tried, fault, arena);
}

static bool is_rate(enum tried_kind kind)
{
	return kind == TRIED_DISCOUNT_RATE || kind == TRIED_GROWTH;
}

/* Does the file take k, M, B and T there? */
static bool is_suffixed(enum tried_kind kind)
{
	return kind != TRIED_HORIZON && kind != TRIED_AT && kind != TRIED_COST_RATIO && kind != TRIED_COUNT;
}

/* 5B for 5000000000: with a suffix where that is clearly shorter and reads back as the same number. */
static bool print_suffixed(enum tried_kind kind, double value, struct str *out)
{
	static const struct {
		double factor;
		char letter;
	} suffixes[] = {{1e12, 'T'}, {1e9, 'B'}, {1e6, 'M'}, {1e3, 'k'}};
	struct str plain;
	size_t before = out->length, i = 0;

	while (i < 4 && value < suffixes[i].factor)
		i++;
	if (!is_suffixed(kind) || i == 4)
		return false;
	double part = value / suffixes[i].factor, again = part * suffixes[i].factor;
	str_init(&plain);
	number_print(&plain, value);
	number_print(out, part);
	str_add_char(out, suffixes[i].letter);
	bool taken = again <= value && again >= value && out->length - before + 2 <= plain.length;
	out->length = taken ? out->length : before;
	str_clear(&plain);
	return taken;
}

/* Per cent where that reads back as the same number: 0.07 * 100 is not 7. */
static void print_number(enum tried_kind kind, double value, struct str *out)
{
	if (print_suffixed(kind, value, out))
		return;
	double percent = is_rate(kind) ? floor(value * 1e11 + 0.5) / 1e9 : NAN;
	bool same = percent / 100 >= value && percent / 100 <= value;

	number_print(out, same ? percent : value);
	if (same)
		str_add_char(out, '%');
}

void tried_print_value(enum tried_kind kind, struct range value, struct str *out)
{
	if (range_is_constant(value)) {
		print_number(kind, value.likely, out);
		return;
	}
	str_add_char(out, '[');
	print_number(kind, value.low, out);
	str_add_text(out, ", ");
	print_number(kind, value.likely, out);
	str_add_text(out, ", ");
	print_number(kind, value.high, out);
	str_add_char(out, ']');
}

/* A stance has a scale, which is no unit of a value. */
static void print_unit_of(const struct model *model, const struct tried *tried, struct range value,
			  struct str *out)
{
	if (tried->kind != TRIED_STANCE)
		tried_print_unit(model, tried, value, out);
}

void tried_print(const struct model *model, const struct tried *tried, struct str *out)
{
	struct range given = tried_given(model, tried);

	tried_name(model, tried, out);
	str_add_char(out, ' ');
	tried_print_value(tried->kind, tried->value, out);
	if (isnan(given.likely)) {
		print_unit_of(model, tried, tried->value, out);
		str_add_text(out, "; the stack says nothing");
		return;
	}
	str_add_text(out, " instead of ");
	tried_print_value(tried->kind, given, out);
	print_unit_of(model, tried, given, out);
}
