/*
 * Text: a growing buffer, numbers that never depend on the locale, and the one filter for what
 * goes to a terminal or a log.
 */
#ifndef CORE_BASE_STR_H
#define CORE_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
	char *data; /* NUL behind the last byte, or NULL while empty */
	size_t length, capacity;
};

void str_init(struct str *str);
void str_clear(struct str *str);
void str_add(struct str *str, const char *bytes, size_t length);
void str_add_text(struct str *str, const char *text);
void str_add_char(struct str *str, char c);
void str_print(struct str *str, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_print_list(struct str *str, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/*
 * One code point of UTF-8 at `bytes` (length > 0): its length in bytes and *point. An invalid or
 * overlong sequence, a surrogate, or a cut one gives 1 and *point = UINT32_MAX.
 */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *point);
size_t utf8_encode(uint32_t point, char out[4]);
bool utf8_valid(const char *bytes, size_t length);

enum { UTF8_MARK_SIZE = 3 };

/* Bytes of the byte order mark that the text begins with: UTF8_MARK_SIZE, or 0. */
size_t utf8_mark(const char *bytes, size_t length);

/* Columns on a terminal: 0 combining, 1, 2 wide; from the program's own table, never the locale's. */
int utf8_width(uint32_t point);

/*
 * True when a code point may reach a terminal as it is; false for C0, DEL, C1, bidi and other
 * format controls, line and paragraph separators, noncharacters.
 */
bool utf8_printable(uint32_t point);

/*
 * What stands for a letter with a mark where only ASCII can be shown: "u" for U+00FC, "ss" for U+00DF; one or
 * two characters. NULL: nothing does. Only to be shown: what is compared, searched or saved stays as it is.
 */
const char *utf8_fold(uint32_t point);

/* Adds text with every code point that is not printable as U+FFFD; newlines too. With ascii, letters are
 * folded, and what else is none of ASCII is '?'. */
void str_add_visible(struct str *str, const char *bytes, size_t length, bool ascii);

/* A decimal number by the grammar of spec.md section 2 without suffixes: digits, one point, an exponent;
 * sign. */
bool number_parse(const char *text, size_t length, double *value);

/* The shortest decimal that reads back as the same bits ("12.5", "1e+21", "null" for no finite number). */
void number_print(struct str *str, double value);

/*
 * For people, in full: grouped thousands, so many significant digits (at most 9) but never fewer than stand
 * before the point, no zeros at the end of a fraction: "221,340", "−933.33", "0.0025"; what is below 1e-6 in
 * size is 0, and from 1e15 on it is a power of ten of three digits. Not a number: nothing.
 */
void number_print_grouped(struct str *str, double value, int digits);

/* The unit of a value where it is exactly 1: "month" for "months", "person-day" for "person-days"; else, and
 * of units that stay as they are, the unit itself. */
const char *number_unit(double value, const char *unit);

/* Adds a JSON string with its quotes; invalid UTF-8 as U+FFFD, controls and bidi controls escaped. */
void json_text(struct str *str, const char *text);

#endif
