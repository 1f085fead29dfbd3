#include "core/base/str.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXACT_DIGITS = 19, MOST_DIGITS = 800, MOST_EXPONENT = 100000, MOST_POWER = 22 };

enum { MOST_DECIMALS = 14 };

#define LEAST_SHOWN 1e-6
#define MOST_GROUPED 1e15

/* Every whole number up to it, and every one of the powers, is a double. */
#define MOST_EXACT (UINT64_C(1) << 53)

static const double powers_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
				       1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* The parts of a decimal: digits without the point, value = digits * 10^exponent. */
struct decimal {
	bool negative;
	uint64_t mantissa;        /* of the first 19 significant digits */
	int significant;          /* digits, leading zeros not counted */
	long exponent;            /* of all the digits */
	const char *digits, *end; /* in the text, the point among them */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits before and after the point; false when there are none. */
static bool scan_digits(struct decimal *d, const char **at, const char *end)
{
	const char *p = *at;
	bool point = false, any = false;

	for (; p < end && (is_digit(*p) || (*p == '.' && !point)); p++) {
		if (*p == '.') {
			point = true;
			continue;
		}
		any = true;
		d->exponent -= point;
		if (d->significant || *p != '0') {
			if (d->significant < EXACT_DIGITS)
				d->mantissa = d->mantissa * 10 + (uint64_t)(*p - '0');
			d->significant++;
		}
	}
	d->digits = *at;
	d->end = p;
	*at = p;
	return any;
}

static bool scan_exponent(struct decimal *d, const char **at, const char *end)
{
	const char *p = *at;
	long exponent = 0;

	if (p == end || (*p != 'e' && *p != 'E'))
		return true;
	p++;
	bool negative = p < end && *p == '-';
	if (p < end && (*p == '-' || *p == '+'))
		p++;
	if (p == end || !is_digit(*p))
		return false;
	for (; p < end && is_digit(*p); p++)
		if (exponent < MOST_EXPONENT)
			exponent = exponent * 10 + (*p - '0');
	d->exponent += negative ? -exponent : exponent;
	*at = p;
	return true;
}

/*
 * Digits and exponent without a point, so that no locale matters. Digits after the 800th can only
 * break a tie, and a 1 in their place does that (no double has more than 767 significant digits).
 */
static double slow_value(const struct decimal *d)
{
	char text[MOST_DIGITS + 32];
	size_t length = 0;
	long exponent = d->exponent;
	bool rest = false;

	for (const char *p = d->digits; p < d->end; p++) {
		if (*p == '.' || (length == 0 && *p == '0'))
			continue;
		if (length < MOST_DIGITS) {
			text[length++] = *p;
			continue;
		}
		rest = rest || *p != '0';
		exponent++;
	}
	if (rest) {
		text[length++] = '1';
		exponent--;
	}
	snprintf(text + length, sizeof text - length, "e%ld", exponent);
	return strtod(text, NULL);
}

/* Clinger's fast path: both are exact doubles, so the one operation rounds correctly. */
static bool fast_value(const struct decimal *d, double *value)
{
	if (d->significant > EXACT_DIGITS || d->mantissa > MOST_EXACT || d->exponent < -MOST_POWER ||
	    d->exponent > MOST_POWER)
		return false;
	double mantissa = (double)d->mantissa;
	*value = d->exponent < 0 ? mantissa / powers_of_ten[-d->exponent]
				 : mantissa * powers_of_ten[d->exponent];
	return true;
}

/* Most numbers: at most 18 digits, a point among them, nothing else. */
static bool parse_short(const char *text, size_t length, double *value)
{
	uint64_t mantissa = 0;
	int before = -1, digits = 0;

	if (length > EXACT_DIGITS)
		return false;
	for (size_t i = 0; i < length; i++) {
		unsigned digit = (unsigned)(text[i] - '0');
		if (digit <= 9) {
			mantissa = mantissa * 10 + digit;
			digits++;
		} else if (text[i] == '.' && before < 0) {
			before = digits;
		} else {
			return false;
		}
	}
	if (digits == 0 || mantissa > MOST_EXACT)
		return false;
	*value = before < 0 ? (double)mantissa : (double)mantissa / powers_of_ten[digits - before];
	return true;
}

bool number_parse(const char *text, size_t length, double *value)
{
	const char *at = text, *end = text + length;
	struct decimal d = {.negative = length > 0 && *text == '-'};

	if (parse_short(text, length, value))
		return true;
	if (at < end && (*at == '-' || *at == '+'))
		at++;
	if (!scan_digits(&d, &at, end) || !scan_exponent(&d, &at, end) || at != end)
		return false;
	if (d.significant == 0)
		*value = 0;
	else if (!fast_value(&d, value))
		*value = slow_value(&d);
	if (d.negative)
		*value = -*value;
	return isfinite(*value);
}

/* The digits and the decimal exponent of the shortest text of a positive number; returns the count of digits.
 */
static int shortest(double value, char digits[20], int *exponent)
{
	char text[40];

	for (int precision = value < DBL_MIN ? 0 : DBL_DIG - 1; precision <= 16; precision++) {
		int count = 0;
		double back;
		snprintf(text, sizeof text, "%.*e", precision, value);
		const char *e = strchr(text, 'e');
		for (const char *p = text; p < e; p++)
			if (is_digit(*p)) /* the locale's point, however many bytes it has, is left out */
				digits[count++] = *p;
		*exponent = (int)strtol(e + 1, NULL, 10);
		snprintf(text, sizeof text, "%.*se%d", count, digits, *exponent - count + 1);
		back = strtod(text, NULL);
		if (back >= value && back <= value) {
			while (count > 1 && digits[count - 1] == '0')
				count--;
			return count;
		}
	}
	return 0; /* not reached: 17 digits always read back */
}

static void add_zeros(struct str *str, int count)
{
	for (; count > 0; count--)
		str_add_char(str, '0');
}

/* As JavaScript's Number::toString (ECMA-262 6.1.6.1.20) writes it. */
static void add_decimal(struct str *str, const char *digits, int count, int exponent)
{
	if (exponent >= 21 || exponent < -6) {
		str_add(str, digits, 1);
		if (count > 1)
			str_add_char(str, '.');
		str_add(str, digits + 1, (size_t)(count - 1));
		str_print(str, "e%+d", exponent);
	} else if (exponent < 0) {
		str_add_text(str, "0.");
		add_zeros(str, -exponent - 1);
		str_add(str, digits, (size_t)count);
	} else if (count <= exponent + 1) {
		str_add(str, digits, (size_t)count);
		add_zeros(str, exponent + 1 - count);
	} else {
		str_add(str, digits, (size_t)exponent + 1);
		str_add_char(str, '.');
		str_add(str, digits + exponent + 1, (size_t)(count - exponent - 1));
	}
}

void number_print(struct str *str, double value)
{
	char digits[20];
	int exponent = 0;

	if (!isfinite(value)) {
		str_add_text(str, "null");
		return;
	}
	if (value < 0) {
		str_add_char(str, '-');
		value = -value;
	}
	if (value <= 0) {
		str_add_char(str, '0');
		return;
	}
	int count = shortest(value, digits, &exponent);
	add_decimal(str, digits, count, exponent);
}

/* --- for people ---------------------------------------------------------------------------------- */

/* Of a fraction of so many significant digits: how many stand behind the point. */
static int decimals_of(double size, int digits)
{
	int decimals = digits - 1;

	for (int ten = 1; decimals > 0 && powers_of_ten[ten] <= size; ten++)
		decimals--;
	for (int tenth = 0; decimals < MOST_DECIMALS && 1 / powers_of_ten[tenth] > size; tenth++)
		decimals++;
	return decimals;
}

static void add_grouped(struct str *str, uint64_t whole)
{
	char text[32];
	int length = snprintf(text, sizeof text, "%llu", (unsigned long long)whole);

	for (int i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			str_add_char(str, ',');
		str_add_char(str, text[i]);
	}
}

static void add_fraction(struct str *str, uint64_t fraction, int decimals)
{
	char text[32];

	if (fraction == 0)
		return;
	snprintf(text, sizeof text, "%0*llu", decimals, (unsigned long long)fraction);
	while (text[decimals - 1] == '0')
		decimals--;
	str_print(str, ".%.*s", decimals, text);
}

/* "1.23e18" */
static void add_power(struct str *str, double size)
{
	char text[32];

	snprintf(text, sizeof text, "%.2e", size); /* the point is the locale's, the place of it is not */
	str_print(str, "%c.%.2se%ld", text[0], text + 2, strtol(strchr(text, 'e') + 1, NULL, 10));
}

void number_print_grouped(struct str *str, double value, int digits)
{
	double size = fabs(value);

	if (isnan(value))
		return;
	if (size < LEAST_SHOWN)
		size = value = 0;
	if (value < 0)
		str_add_text(str, "−");
	if (isinf(value)) {
		str_add_text(str, "∞");
	} else if (size >= MOST_GROUPED) {
		add_power(str, size);
	} else {
		int decimals = decimals_of(size, digits);
		uint64_t unit = (uint64_t)powers_of_ten[decimals];
		uint64_t scaled = (uint64_t)floor(size * powers_of_ten[decimals] + 0.5);
		add_grouped(str, scaled / unit);
		add_fraction(str, scaled % unit, decimals);
	}
}

const char *number_unit(double value, const char *unit)
{
	static const struct {
		const char *many, *one;
	} units[] = {
		{"months", "month"},
		{"months of spend", "month of spend"},
		{"months from the start of the plan", "month from the start of the plan"},
		{"person-days", "person-day"},
		{"years", "year"},
		{"days", "day"},
	};
	for (size_t i = 0; value == 1 && i < sizeof units / sizeof *units; i++)
		if (strcmp(units[i].many, unit) == 0)
			return units[i].one;
	return unit;
}
