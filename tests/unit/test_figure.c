#include "core/exchange/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <math.h>

#include <cmocka.h>

static void expect_figure(void (*figure)(struct str *, double, bool), double value, bool ascii,
			  const char *text)
{
	struct str out;

	str_init(&out);
	figure(&out, value, ascii);
	assert_string_equal(out.data, text);
	str_clear(&out);
}

static void money_has_three_digits_and_a_suffix(void **state)
{
	static const struct {
		double value;
		const char *text;
	} cases[] = {
		{0, "0"},
		{-0.0, "0"},
		{1e-9, "0"},
		{-1e-9, "0"},
		{0.00025, "2.5e-4"},
		{0.0512, "0.0512"},
		{0.5, "0.5"},
		{1, "1"},
		{0.00123, "0.00123"},
		{0.0009996, "0.001"},
		{0.000999, "9.99e-4"},
		{0.0000357, "3.57e-5"},
		{-0.000038, "-3.8e-5"},
		{0.0000012, "1.2e-6"},
		{0.000001, "1e-6"},
		{9.994, "9.99"},
		{9.996, "10"},
		{12.34, "12.3"},
		{99.95, "100"},
		{100, "100"},
		{999, "999"},
		{999.4, "999"},
		{999.5, "1.00k"},
		{1000, "1.00k"},
		{1001, "1.00k"},
		{1005, "1.01k"},
		{1240000, "1.24M"},
		{412345, "412k"},
		{64000, "64.0k"},
		{999499, "999k"},
		{999500, "1.00M"},
		{1e9, "1.00B"},
		{2.5e11, "250B"},
		{1e12, "1.00T"},
		{1.5e15, "1500T"},
		{999.4e15, "999000T"},
		{1e18, "1.0e18"},
		{2.31e80, "2.3e80"},
		{9.96e40, "1.0e41"},
		{-9.6e307, "-1e308"},
		{-41000, "-41.0k"},
		{-0.5, "-0.5"},
		{INFINITY, "inf"},
		{-INFINITY, "-inf"},
		{NAN, "-"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		expect_figure(figure_money, cases[i].value, true, cases[i].text);
	expect_figure(figure_money, -41000, false, "−41.0k");
	expect_figure(figure_money, NAN, false, "·");
}

/* The neighbours of every power of ten, where log10 and rounding may disagree. */
static void money_is_right_next_to_powers_of_ten(void **state)
{
	static const char *const above[] = {"1",     "10",   "100",   "1.00k", "10.0k", "100k", "1.00M",
					    "10.0M", "100M", "1.00B", "10.0B", "100B",  "1.00T"};
	double power = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(above) / sizeof(*above); i++, power *= 10) {
		expect_figure(figure_money, power, true, above[i]);
		expect_figure(figure_money, nextafter(power, 0), true, above[i]);
		expect_figure(figure_money, nextafter(power, 2 * power), true, above[i]);
	}
}

static void changes_carry_their_sign(void **state)
{
	(void)state;
	expect_figure(figure_change, 212000, true, "+212k");
	expect_figure(figure_change, -9000, true, "-9.00k");
	expect_figure(figure_change, 0, true, "0");
	expect_figure(figure_change, 1e-12, true, "0");
}

static void numbers_have_no_suffix(void **state)
{
	(void)state;
	expect_figure(figure_number, 31.42, true, "31.4");
	expect_figure(figure_number, 4136.6, true, "4140");
	expect_figure(figure_number, -11.5, true, "-11.5");
	expect_figure(figure_number, 123456, true, "123000");
	expect_figure(figure_number, 123456789, true, "123000000");
	expect_figure(figure_number, 1.25e9, true, "1.3e9");
}

static void shares_are_per_cent(void **state)
{
	(void)state;
	expect_figure(figure_share, 0, true, "0%");
	expect_figure(figure_share, 1, true, "100%");
	expect_figure(figure_share, 0.6249, true, "62%");
	expect_figure(figure_share, 0.0944, true, "9.4%");
	expect_figure(figure_share, 0.0996, true, "10%");
	expect_figure(figure_share, 0.0004, true, "<0.1%");
	expect_figure(figure_share, -0.25, true, "-25%");
	expect_figure(figure_share, NAN, true, "-");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(money_has_three_digits_and_a_suffix),
		cmocka_unit_test(money_is_right_next_to_powers_of_ten),
		cmocka_unit_test(changes_carry_their_sign),
		cmocka_unit_test(numbers_have_no_suffix),
		cmocka_unit_test(shares_are_per_cent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
