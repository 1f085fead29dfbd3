/*
 * Compares a report with the one that is expected: compare EXPECTED GOT ("-": standard input).
 *
 * Everything of EXPECTED has to be in GOT, lists in the same order; GOT may have members more. Figures
 * agree to 1e-8 of their size, means of samples to 0.5 %, percentiles to 2 %. What is a sum in
 * which much can cancel (an NPV, an interaction) is also granted 1e-12 of the largest figure beside
 * it, and a percentile near 0 its part of the distance from P10 to P90. Prints the first
 * difference and the number of the others; ends with 0 when there is none, 1 or 2.
 */
#include "tests/cases/json.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct comparison {
	const struct json *expected; /* the whole report */
	double scale;                /* the largest figure of the part that is compared */
	size_t differences;
	char path[256];
};

static void differ(struct comparison *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void differ(struct comparison *c, const char *format, ...)
{
	va_list arguments;

	if (c->differences++ > 0)
		return;
	printf("%s: ", c->path[0] ? c->path : "report");
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
}

static double largest(const struct json *value)
{
	double most = 0;

	if (!value)
		return 0;
	if (value->kind == JSON_NUMBER)
		return fabs(value->number);
	for (size_t i = 0; i < value->count; i++)
		most = fmax(most, largest(&value->items[i]));
	return most;
}

static bool is_one_of(const char *key, const char *const *names)
{
	for (; key && *names; names++)
		if (strcmp(key, *names) == 0)
			return true;
	return false;
}

/* Differences of totals: their rounding errors have the size of the totals. */
static double scale_of(const struct json *report, const struct json *part)
{
	static const char *const differences[] = {"one_off", "npv",    "interaction", "migrations",
						  "waiting", "swings", NULL};

	if (!is_one_of(part->key, differences))
		return largest(part);
	return fmax(largest(part), largest(json_member(report, "one_off")));
}

static double spread_of(const struct json *figure)
{
	const struct json *low = json_member(figure, "p10"), *high = json_member(figure, "p90");

	return low && high ? fabs(high->number - low->number) : 0;
}

/* How far a figure may be away; parent is the object that it stands in. */
static double tolerance(const struct comparison *c, const struct json *parent, const char *key, double figure)
{
	static const char *const percentiles[] = {"p10", "p50", "p90", NULL};
	static const char *const fractions[] = {"index",           "pull", "share", "alignment", "coverage",
						"months_of_spend", NULL};
	static const char *const samples[] = {"npv_positive", NULL};

	if (is_one_of(key, samples))
		return 0.02;
	if (is_one_of(key, percentiles))
		return 0.02 * fmax(fabs(figure), spread_of(parent)) + 1e-9;
	if (key && strcmp(key, "mean") == 0)
		return 0.005 * fmax(fabs(figure), spread_of(parent)) + 1e-9;
	return 1e-8 * fabs(figure) + 1e-12 * (is_one_of(key, fractions) ? 1 : fmax(1, c->scale));
}

static void compare_value(struct comparison *c, const struct json *parent, const struct json *expected,
			  const struct json *got);

static void compare_number(struct comparison *c, const struct json *parent, const struct json *expected,
			   const struct json *got)
{
	double allowed = tolerance(c, parent, expected->key, expected->number);

	if (!(fabs(expected->number - got->number) <= allowed))
		differ(c, "wanted %.17g, got %.17g", expected->number, got->number);
}

static size_t path_push(struct comparison *c, const struct json *item, size_t index)
{
	size_t old = strlen(c->path);

	if (item->key)
		snprintf(c->path + old, sizeof c->path - old, "%s%s", old ? "." : "", item->key);
	else
		snprintf(c->path + old, sizeof c->path - old, "[%zu]", index);
	return old;
}

static void compare_list(struct comparison *c, const struct json *expected, const struct json *got)
{
	if (expected->count != got->count) {
		differ(c, "wanted %zu items, got %zu", expected->count, got->count);
		return;
	}
	for (size_t i = 0; i < expected->count; i++) {
		size_t old = path_push(c, &expected->items[i], i);
		compare_value(c, expected, &expected->items[i], &got->items[i]);
		c->path[old] = '\0';
	}
}

static void compare_object(struct comparison *c, const struct json *expected, const struct json *got)
{
	for (size_t i = 0; i < expected->count; i++) {
		const struct json *one = &expected->items[i], *other = json_member(got, one->key);
		size_t old = path_push(c, one, i);
		if (expected == c->expected)
			c->scale = scale_of(c->expected, one);
		if (!other)
			differ(c, "is missing");
		else
			compare_value(c, expected, one, other);
		c->path[old] = '\0';
	}
}

static void compare_value(struct comparison *c, const struct json *parent, const struct json *expected,
			  const struct json *got)
{
	static const char *const kinds[] = {"null", "false",  "true",     "a number",
					    "text", "a list", "an object"};

	if (expected->kind != got->kind)
		differ(c, "wanted %s, got %s", kinds[expected->kind], kinds[got->kind]);
	else if (expected->kind == JSON_NUMBER)
		compare_number(c, parent, expected, got);
	else if (expected->kind == JSON_TEXT && strcmp(expected->text, got->text) != 0)
		differ(c, "wanted \"%s\", got \"%s\"", expected->text, got->text);
	else if (expected->kind == JSON_LIST)
		compare_list(c, expected, got);
	else if (expected->kind == JSON_OBJECT)
		compare_object(c, expected, got);
}

int main(int argc, char **argv)
{
	struct json expected, got;
	struct comparison c = {.expected = &expected};

	if (argc != 3) {
		fprintf(stderr, "usage: compare EXPECTED GOT\n");
		return 2;
	}
	if (!json_read(argv[1], &expected) || !json_read(argv[2], &got))
		return 2;
	compare_value(&c, NULL, &expected, &got);
	if (c.differences > 1)
		printf(" (and %zu more)", c.differences - 1);
	if (c.differences > 0)
		printf("\n");
	return c.differences > 0;
}
