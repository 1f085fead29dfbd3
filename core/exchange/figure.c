#include "core/exchange/report.h"

#include <math.h>
#include <stdlib.h>

/* With so many digits before the point, or of trillions, or zeros behind it, a figure has no room in its
 * column any more. */
enum { MOST_DIGITS = 9, MOST_TRILLIONS = 6, MOST_ZEROS = 2 };

/* A positive figure as three significant digits: digits * 10^(magnitude - 2), digits in 100..999. */
struct three {
	int digits, magnitude;
};

/* Powers of ten are exact to 10^22; beyond, the error is far below three digits. */
static double power_of_ten(int exponent)
{
	double power = 1;

	for (int i = 0; i < abs(exponent); i++)
		power *= 10;
	return exponent < 0 ? 1 / power : power;
}

static double scaled_to_digits(double value, int magnitude)
{
	int shift = 2 - magnitude;

	return shift >= 0 ? value * power_of_ten(shift) : value / power_of_ten(-shift);
}

static struct three three_of(double value)
{
	struct three three = {0, (int)floor(log10(value))};

	/* log10 may be off by one next to a power of ten. */
	while (scaled_to_digits(value, three.magnitude) < 100)
		three.magnitude--;
	while (scaled_to_digits(value, three.magnitude) >= 999.5)
		three.magnitude++;
	three.digits = (int)floor(scaled_to_digits(value, three.magnitude) + 0.5);
	return three;
}

/* The digits with a point after the first `whole` of them (also below 1), at least `least` of the three: the
 * others are left out where they are zeros at the end. */
static void add_digits(struct str *out, int digits, int whole, int least)
{
	static const char numerals[] = "0123456789";
	const char text[3] = {numerals[digits / 100], numerals[digits / 10 % 10], numerals[digits % 10]};
	int last = 3;

	while (last > least && last > whole && text[last - 1] == '0')
		last--;
	if (whole <= 0)
		str_add_text(out, "0.");
	for (int zero = whole; zero < 0; zero++)
		str_add_char(out, '0');
	for (int i = 0; i < last || i < whole; i++) {
		if (i > 0 && i == whole)
			str_add_char(out, '.');
		if (i < 3)
			str_add_char(out, text[i]);
		else
			str_add_char(out, '0');
	}
}

/* "1.2e18", or "1e308": one digit where the power takes three. */
static void add_power(struct str *out, int digits, int magnitude)
{
	int step = magnitude < 100 ? 10 : 100, rounded = (digits + step / 2) / step;

	if (rounded * step == 1000) {
		rounded /= 10;
		magnitude++;
	}
	if (step == 10)
		str_print(out, "%d.%de%d", rounded / 10, rounded % 10, magnitude);
	else
		str_print(out, "%de%d", rounded, magnitude);
}

/* "1.23e-5", "4e-6" */
static void add_small(struct str *out, struct three three)
{
	add_digits(out, three.digits, 1, 1);
	str_print(out, "e%d", three.magnitude);
}

static void add_scaled(struct str *out, double value, bool ascii, const char *suffixes)
{
	struct three three;
	int group = 0;

	if (isnan(value)) {
		str_add_text(out, ascii ? "-" : "·");
		return;
	}
	if (value < 0)
		str_add_text(out, ascii ? "-" : "−");
	value = fabs(value);
	if (isinf(value)) {
		str_add_text(out, ascii ? "inf" : "∞");
		return;
	}
	three = three_of(value);
	if (three.magnitude < -1 - MOST_ZEROS) {
		add_small(out, three);
		return;
	}
	while (three.magnitude >= 3 && suffixes[group]) {
		three.magnitude -= 3;
		group++;
	}
	if (three.magnitude >= (group > 0 ? MOST_TRILLIONS : MOST_DIGITS)) {
		add_power(out, three.digits, three.magnitude + 3 * group);
		return;
	}
	/* A suffix says that it is rounded: then all three digits, so that columns of figures stand in line.
	 */
	add_digits(out, three.digits, three.magnitude + 1, group > 0 ? 3 : 1);
	if (group > 0)
		str_add_char(out, suffixes[group - 1]);
}

/* What rounds to nothing must not carry a sign. */
static bool is_nothing(double value)
{
	return fabs(value) < 1e-6;
}

const char *figure_mark_before(enum bound bound, bool ascii)
{
	return bound != BOUND_UPPER ? "" : ascii ? "<=" : "≤";
}

const char *figure_mark_behind(enum bound bound)
{
	static const char *const marks[] = {
		[BOUND_NONE] = "", [BOUND_LOWER] = "+", [BOUND_UPPER] = "", [BOUND_UNKNOWN] = "?"};
	return marks[bound];
}

void figure_money(struct str *out, double value, bool ascii)
{
	if (is_nothing(value))
		str_add_char(out, '0');
	else
		add_scaled(out, value, ascii, "kMBT");
}

void figure_change(struct str *out, double value, bool ascii)
{
	if (!is_nothing(value) && value > 0)
		str_add_char(out, '+');
	figure_money(out, value, ascii);
}

void figure_number(struct str *out, double value, bool ascii)
{
	if (is_nothing(value))
		str_add_char(out, '0');
	else
		add_scaled(out, value, ascii, "");
}

/* One decimal below ten per cent, none above. */
static double rounded_percent(double percent)
{
	double step = fabs(percent) < 9.95 ? 10 : 1;

	return copysign(floor(fabs(percent) * step + 0.5) / step, percent);
}

void figure_share(struct str *out, double share, bool ascii)
{
	double percent = share * 100;

	if (isnan(percent)) {
		add_scaled(out, percent, ascii, "");
		return;
	}
	if (is_nothing(percent))
		str_add_char(out, '0');
	else if (fabs(percent) < 0.1)
		str_add_text(out, "<0.1");
	else
		add_scaled(out, rounded_percent(percent), ascii, "");
	str_add_char(out, '%');
}
