#include "core/base/str.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- buffer ---------------------------------------------------------------------------------- */

static void test_adding(void **state)
{
	struct str str;

	(void)state;
	str_init(&str);
	assert_null(str.data);
	str_add(&str, NULL, 0);
	assert_string_equal(str.data, "");
	str_add(&str, "abc", 2);
	str_add_text(&str, "-");
	str_add_char(&str, 'x');
	str_print(&str, " %d %s", 42,
		  "a text that is longer than the first capacity of a buffer is, by far and away");
	assert_string_equal(
		str.data,
		"ab-x 42 a text that is longer than the first capacity of a buffer is, by far and away");
	assert_int_equal(str.length, strlen(str.data));
	str_clear(&str);
	assert_null(str.data);
}

static void test_visible(void **state)
{
	static const char text[] = "a\x1b[31m\n\xff\xe2\x80\xae\xc3\xa9\xe6\xbc\xa2\x7f";
	struct str str;

	(void)state;
	str_init(&str);
	str_add_visible(&str, text, sizeof text - 1, false);
	assert_string_equal(
		str.data,
		"a\xef\xbf\xbd[31m\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xc3\xa9\xe6\xbc\xa2\xef\xbf\xbd");
	str_clear(&str);
	str_add_visible(&str, text, sizeof text - 1, true);
	assert_string_equal(str.data, "a?[31m???e??");
	str_clear(&str);
}

static void test_json(void **state)
{
	struct str str;

	(void)state;
	str_init(&str);
	json_text(&str, "a\"\\\b\f\n\r\t\x01\x7f\xe2\x80\xae\xf0\x9f\x98\x80\xff\xc3\xa9\xf3\xa0\x80\x81");
	assert_string_equal(
		str.data,
		"\"a\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u007f\\u202e\xf0\x9f\x98\x80\xef\xbf\xbd\xc3\xa9"
		"\\udb40\\udc01\"");
	str_clear(&str);
}

/* --- UTF-8 ----------------------------------------------------------------------------------- */

static void test_decode_encode_are_inverse(void **state)
{
	(void)state;
	for (uint32_t point = 0; point <= 0x10FFFF; point++) {
		char bytes[4];
		uint32_t back;
		if (point >= 0xD800 && point <= 0xDFFF)
			continue;
		size_t size = utf8_encode(point, bytes);
		assert_int_equal(utf8_decode(bytes, size, &back), size);
		assert_int_equal(back, point);
	}
}

static void test_decode_refuses(void **state)
{
	static const char *const bad[] = {
		"\x80",     /* continuation alone */
		"\xc0\x80", /* overlong NUL */
		"\xc1\xbf",
		"\xe0\x9f\xbf",
		"\xf0\x8f\xbf\xbf", /* overlong */
		"\xed\xa0\x80",     /* a surrogate */
		"\xf4\x90\x80\x80", /* above U+10FFFF */
		"\xf8\x88\x80\x80",
		"\xff",
		"\xe2\x82",
		"\xe2\x28\xa1",
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		uint32_t point;
		assert_int_equal(utf8_decode(bad[i], strlen(bad[i]), &point), 1);
		assert_int_equal(point, UINT32_MAX);
		assert_false(utf8_valid(bad[i], strlen(bad[i])));
	}
	assert_true(utf8_valid("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 10));
	assert_true(utf8_valid("", 0));
}

static void test_width(void **state)
{
	static const struct {
		uint32_t point;
		int width;
	} cases[] = {
		{'a', 1},     {0xE9, 1},   {0x301, 0},    {0x4E00, 2},  {0x1F600, 2},
		{0xFF21, 2},  {0x2500, 1}, {0x2588, 1},   {0x2026, 1},  {0xAC00, 2},
		{0x1160, 0},  {0xFE0F, 0}, {0x20000, 2},  {0x2FFFD, 2}, {0x2FFFE, 1},
		{0xE01EF, 0}, {0x1100, 2}, {0x10FFFF, 1}, {0x299, 1},   {0xA1, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(utf8_width(cases[i].point), cases[i].width);
}

static void test_printable(void **state)
{
	static const uint32_t not [] = {0,      0x1B,   0x1F,    0x7F,    0x80,     0x9F,      0xAD,
					0x61C,  0x200B, 0x200E,  0x2028,  0x2029,   0x202E,    0x2066,
					0x2069, 0xFEFF, 0xFFFE,  0xFFFF,  0xFDD0,   0xFDEF,    0xD800,
					0xDFFF, 0xFFF9, 0xE0001, 0x1FFFF, 0x10FFFF, UINT32_MAX};
	static const uint32_t fine[] = {' ',    '~',    0xA0,   0xE9,   0x2027, 0x202F,
					0x4E00, 0xFDCF, 0xFDF0, 0xFFFD, 0x1F600};

	(void)state;
	for (size_t i = 0; i < sizeof not / sizeof *not ; i++)
		assert_false(utf8_printable(not [i]));
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
		assert_true(utf8_printable(fine[i]));
}

/* --- numbers --------------------------------------------------------------------------------- */

static void test_parse(void **state)
{
	static const struct {
		const char *text;
		double value;
	} cases[] = {
		{"0", 0},
		{"12", 12},
		{"-1.5", -1.5},
		{"+2", 2},
		{".5", 0.5},
		{"5.", 5},
		{"1e3", 1000},
		{"1E-2", 0.01},
		{"1.25e+2", 125},
		{"0.1", 0.1},
		{"00012", 12},
		{"123456789012345678", 123456789012345678.0},
		{"9007199254740993", 9007199254740992.0}, /* halfway, to even */
		{"9007199254740993.00000000000000000001", 9007199254740994.0},
		{"1e22", 1e22},
		{"1e23", 1e23},
		{"123456789.123456789123", 123456789.123456789123},
		{"2.2250738585072011e-308", 2.2250738585072011e-308},
		{"4.9e-324", 5e-324},
		{"1e-400", 0},
		{"0e999999999999", 0},
		{"1.7976931348623157e308", 1.7976931348623157e308},
		{"0.000000000000000000000000000001", 1e-30},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		double value = NAN;
		assert_true(number_parse(cases[i].text, strlen(cases[i].text), &value));
		assert_memory_equal(&value, &cases[i].value, sizeof value);
	}
}

static void test_parse_refuses(void **state)
{
	static const char *const bad[] = {"",      ".",     "-",   "+",   "e3",  "1e",    "1e+",    "0x10",
					  "inf",   "nan",   "1,5", " 1",  "1 ",  "1..2",  "1.2.3",  "--1",
					  "1e2.5", "1e400", "5k",  "1_0", "NaN", "1e309", "-1e9999"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		double value;
		assert_false(number_parse(bad[i], strlen(bad[i]), &value));
	}
}

/* Only the given bytes count. */
static void test_parse_stops_at_its_length(void **state)
{
	double value;

	(void)state;
	assert_true(number_parse("1234", 2, &value));
	assert_true(value >= 12 && value <= 12);
}

/* More digits than any double has: the last one decides. */
static void test_parse_of_very_long_numbers(void **state)
{
	static const char half[] = "9007199254740993.";
	char text[3000];
	double value, up = 9007199254740994.0, even = 9007199254740992.0;

	(void)state;
	memset(text, '0', sizeof text);
	memcpy(text, half, sizeof half - 1);
	assert_true(number_parse(text, 2900, &value));
	assert_memory_equal(&value, &even, sizeof value);
	text[2899] = '1';
	assert_true(number_parse(text, 2900, &value));
	assert_memory_equal(&value, &up, sizeof value);
}

static void test_parse_agrees_with_strtod(void **state)
{
	uint64_t seed = 42;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char text[64];
		double value;
		seed = seed * UINT64_C(6364136223846793005) + 1;
		snprintf(text, sizeof text, "%llu.%llue%d", (unsigned long long)(seed >> (seed % 60)),
			 (unsigned long long)(seed >> 40), (int)(seed >> 20) % 330);
		double expected = strtod(text, NULL);
		bool parsed = number_parse(text, strlen(text), &value);
		assert_int_equal(parsed, isfinite(expected) != 0);
		if (parsed)
			assert_memory_equal(&value, &expected, sizeof value);
	}
}

static void check_print(double value, const char *expected)
{
	struct str str;

	str_init(&str);
	number_print(&str, value);
	assert_string_equal(str.data, expected);
	str_clear(&str);
}

static void test_print(void **state)
{
	(void)state;
	check_print(0, "0");
	check_print(-0.0, "0");
	check_print(12.5, "12.5");
	check_print(-12.5, "-12.5");
	check_print(100, "100");
	check_print(0.1, "0.1");
	check_print(1.0 / 3, "0.3333333333333333");
	check_print(0.1 + 0.2, "0.30000000000000004");
	check_print(1e20, "100000000000000000000");
	check_print(1e21, "1e+21");
	check_print(1.5e21, "1.5e+21");
	check_print(0.000001, "0.000001");
	check_print(0.0000015, "0.0000015");
	check_print(1e-7, "1e-7");
	check_print(5e-324, "5e-324");
	check_print(1.7976931348623157e308, "1.7976931348623157e+308");
	check_print(123456789012345680, "123456789012345680");
	check_print(NAN, "null");
	check_print(INFINITY, "null");
}

static void test_print_reads_back(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		double value, back;
		struct str str;
		seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
		memcpy(&value, &seed, sizeof value);
		if (!isfinite(value))
			continue;
		str_init(&str);
		number_print(&str, value);
		assert_true(number_parse(str.data, str.length, &back));
		assert_memory_equal(&back, &value, sizeof value);
		str_clear(&str);
	}
}

/* A locale with a comma; where none is installed the test says so. */
static void test_numbers_in_another_locale(void **state)
{
	static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE",
					    "ps_AF.UTF-8"};
	const char *found = NULL;

	(void)state;
	for (size_t i = 0; !found && i < sizeof names / sizeof *names; i++)
		found = setlocale(LC_ALL, names[i]);
	if (!found)
		skip();
	double value, expected = 123456789.12345678901234;
	bool parsed = number_parse("123456789.12345678901234", 24, &value);
	struct str str;
	str_init(&str);
	number_print(&str, 12.5);
	setlocale(LC_ALL, "C");
	assert_true(parsed);
	assert_memory_equal(&value, &expected, sizeof value);
	assert_string_equal(str.data, "12.5");
	str_clear(&str);
}

/* --- for people ---------------------------------------------------------------------------------- */

static void numbers_are_grouped_and_whole(void **state)
{
	static const struct {
		double value;
		int digits;
		const char *text;
	} cases[] = {
		{0, 5, "0"},
		{-0.0, 5, "0"},
		{-1e-9, 5, "0"},
		{7, 5, "7"},
		{221340, 5, "221,340"},
		{221340.4, 5, "221,340"},
		{1234567.5, 5, "1,234,568"},
		{-4740.25, 5, "−4,740.3"},
		{933.3333333333, 5, "933.33"},
		{62.0413, 5, "62.041"},
		{12.5, 5, "12.5"},
		{99999.96, 5, "100,000"},
		{999.9999, 5, "1,000"},
		{0.9999999, 5, "1"},
		{0.0025, 5, "0.0025"},
		{0.00123456789, 5, "0.0012346"},
		{1e-6, 5, "0.000001"},
		{12345.67, 9, "12,345.67"},
		{0.062500001, 9, "0.062500001"},
		{7.000000000000001, 9, "7"},
		{123456789012, 9, "123,456,789,012"},
		{999999999999999, 5, "999,999,999,999,999"},
		{1e15, 5, "1.00e15"},
		{-2.346e80, 5, "−2.35e80"},
		{1.7976931348623157e308, 9, "1.80e308"},
		{INFINITY, 5, "∞"},
		{-INFINITY, 5, "−∞"},
		{NAN, 5, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str str;
		str_init(&str);
		str_add_text(&str, "");
		number_print_grouped(&str, cases[i].value, cases[i].digits);
		assert_string_equal(str.data ? str.data : "", cases[i].text);
		str_clear(&str);
	}
}

static void one_is_one_month(void **state)
{
	(void)state;
	assert_string_equal(number_unit(1, "months"), "month");
	assert_string_equal(number_unit(1, "person-days"), "person-day");
	assert_string_equal(number_unit(1, "months of spend"), "month of spend");
	assert_string_equal(number_unit(2, "months"), "months");
	assert_string_equal(number_unit(1.01, "months"), "months");
	assert_string_equal(number_unit(-1, "months"), "months");
	assert_string_equal(number_unit(1, "USD a month"), "USD a month");
	assert_string_equal(number_unit(1, ""), "");
}

/* Every letter of Latin-1 and of Latin Extended-A, in their order. */
static void letters_with_marks_have_a_plain_form(void **state)
{
	static const char letters[] =
		"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
		"ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĳĴĵĶķĸĹĺĻļĽľĿŀŁłŃńŅņŇňŉŊŋ"
		"ŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžſ";
	static const char plain[] =
		"AAAAAAAECEEEEIIIIDNOOOOOxOUUUUYThssaaaaaaaeceeeeiiiidnooooo/ouuuuythy"
		"AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIJijJjKkkLlLlLlLlLlNnNnNn'nNn"
		"OoOoOoOEoeRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
	struct str shown;
	(void)state;
	str_init(&shown);
	str_add_visible(&shown, letters, strlen(letters), true);
	assert_string_equal(shown.data, plain);
	shown.length = 0;
	str_add_visible(&shown, letters, strlen(letters), false);
	assert_string_equal(shown.data, letters);
	str_clear(&shown);
	assert_null(utf8_fold('u'));
	assert_null(utf8_fold(0xBF));
	assert_null(utf8_fold(0x180));
	assert_null(utf8_fold(0x4E2D));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_with_marks_have_a_plain_form),
		cmocka_unit_test(one_is_one_month),
		cmocka_unit_test(test_adding),
		cmocka_unit_test(numbers_are_grouped_and_whole),
		cmocka_unit_test(test_visible),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_decode_encode_are_inverse),
		cmocka_unit_test(test_decode_refuses),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_printable),
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_parse_refuses),
		cmocka_unit_test(test_parse_stops_at_its_length),
		cmocka_unit_test(test_parse_of_very_long_numbers),
		cmocka_unit_test(test_parse_agrees_with_strtod),
		cmocka_unit_test(test_print),
		cmocka_unit_test(test_print_reads_back),
		cmocka_unit_test(test_numbers_in_another_locale),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
