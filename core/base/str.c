#include "core/base/str.h"

#include "core/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef UNMOOR_SMALL
enum { FIRST_CAPACITY = 1 };
#else
enum { FIRST_CAPACITY = 64 };
#endif

void str_init(struct str *str)
{
	*str = (struct str){NULL, 0, 0};
}

void str_clear(struct str *str)
{
	free(str->data);
	str_init(str);
}

/* Room for `more` bytes and a NUL. */
static void reserve(struct str *str, size_t more)
{
	size_t needed = more > SIZE_MAX - str->length - 1 ? SIZE_MAX : str->length + more + 1;
	size_t capacity = str->capacity ? str->capacity : FIRST_CAPACITY;

	if (needed <= str->capacity)
		return;
	while (capacity < needed)
		capacity = capacity > SIZE_MAX / 2 ? needed : capacity * 2;
	str->data = memory_resize(str->data, capacity, 1);
	str->capacity = capacity;
}

void str_add(struct str *str, const char *bytes, size_t length)
{
	reserve(str, length);
	if (length)
		memcpy(str->data + str->length, bytes, length);
	str->length += length;
	str->data[str->length] = '\0';
}

void str_add_text(struct str *str, const char *text)
{
	str_add(str, text, strlen(text));
}

void str_add_char(struct str *str, char c)
{
	str_add(str, &c, 1);
}

void str_print_list(struct str *str, const char *format, va_list args)
{
	va_list again;

	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	if (length >= 0) {
		reserve(str, (size_t)length);
		vsnprintf(str->data + str->length, (size_t)length + 1, format, again);
		str->length += (size_t)length;
	}
	va_end(again);
}

void str_print(struct str *str, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	str_print_list(str, format, args);
	va_end(args);
}

void str_add_visible(struct str *str, const char *bytes, size_t length, bool ascii)
{
	for (size_t i = 0; i < length;) {
		uint32_t point;
		size_t size = utf8_decode(bytes + i, length - i, &point);
		bool plain = point < 0x80 || !ascii;
		const char *fold = plain ? NULL : utf8_fold(point);
		if (utf8_printable(point) && plain)
			str_add(str, bytes + i, size);
		else if (ascii)
			str_add_text(str, fold ? fold : "?");
		else
			str_add_text(str, "\xEF\xBF\xBD");
		i += size;
	}
}

static void add_escape(struct str *str, uint32_t point)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	const char *found = point && point < 0x80 ? strchr(from, (int)point) : NULL;

	if (found) {
		str_add_char(str, '\\');
		str_add_char(str, to[found - from]);
	} else if (point >= 0x10000) {
		str_print(str, "\\u%04x\\u%04x", (unsigned)(0xD800 + ((point - 0x10000) >> 10)),
			  (unsigned)(0xDC00 + ((point - 0x10000) & 0x3FF)));
	} else {
		str_print(str, "\\u%04x", (unsigned)point);
	}
}

void json_text(struct str *str, const char *text)
{
	size_t length = strlen(text);

	str_add_char(str, '"');
	for (size_t i = 0; i < length;) {
		uint32_t point;
		size_t size = utf8_decode(text + i, length - i, &point);
		if (point == UINT32_MAX)
			str_add_text(str, "\xEF\xBF\xBD");
		else if (point == '"' || point == '\\' || !utf8_printable(point))
			add_escape(str, point);
		else
			str_add(str, text + i, size);
		i += size;
	}
	str_add_char(str, '"');
}
