#include "tui/sequence.h"

#include "tui/event.h"

#include <string.h>

enum { BEL = 7, ESC = 27, BLANK = 0x20, DEL = 0x7F };

static bool is_control(char c)
{
	return (unsigned char)c < BLANK || c == DEL;
}

/* Parameters ("0" to "?") and intermediates (blank to "/"). */
static bool is_inner(char c)
{
	return c >= 0x20 && c < 0x40;
}

static bool is_final(char c)
{
	return c >= 0x40 && c < DEL;
}

/* --- how far it goes ------------------------------------------------------------------------- */

bool sequence_skip(const char *text, size_t length, size_t *at)
{
	while (*at < length && is_inner(text[*at]))
		++*at;
	if (*at == length)
		return false;
	*at += is_final(text[*at]);
	return true;
}

bool sequence_skip_string(const char *text, size_t length, size_t *at)
{
	while (*at < length && !is_control(text[*at]))
		++*at;
	if (*at == length)
		return false;
	if (text[*at] == BEL) {
		++*at;
	} else if (text[*at] == ESC) {
		if (*at + 1 == length)
			return false;
		if (text[*at + 1] == '\\')
			*at += 2;
	}
	return true;
}

/* Its three bytes may be any but controls. */
static enum sequence scan_mouse(const char *text, size_t left, size_t *length)
{
	enum { OLD_MOUSE = 5 };
	for (*length = 2; *length < OLD_MOUSE; ++*length) {
		if (*length == left)
			return SEQUENCE_PART;
		if (is_control(text[*length]))
			return SEQUENCE_BROKEN;
	}
	return SEQUENCE_WHOLE;
}

static enum sequence scan_keys(const char *text, size_t left, size_t *length)
{
	char next = text[0] == '[' && left > 1 ? text[1] : '\0';
	size_t first = next == '[' ? 2 : 1;
	if (next == 'M')
		return scan_mouse(text, left, length);
	*length = first;
	if (!sequence_skip(text, left, length))
		return SEQUENCE_PART;
	return *length > first && is_final(text[*length - 1]) ? SEQUENCE_WHOLE : SEQUENCE_BROKEN;
}

/* What replies begin with: colours and the clipboard, titles; settings, versions; graphics. */
static bool begins_reply(char introducer, char next)
{
	bool digit = next >= '0' && next <= '9';
	switch (introducer) {
	case ']':
		return digit || next == 'l' || next == 'L';
	case 'P':
		return digit || (next && strchr(">!+$;", next));
	case '_':
		return next == 'G';
	default:
		return false;
	}
}

/* Where it does not look like one its end has to be there: Esc "\", or behind "]" BEL. */
static enum sequence scan_string(const char *text, size_t left, size_t *length)
{
	*length = 1;
	if (left == 1)
		return text[0] == '^' || text[0] == 'X' ? SEQUENCE_NONE : SEQUENCE_MAYBE;
	if (begins_reply(text[0], text[1]))
		return SEQUENCE_STRING;
	if (!sequence_skip_string(text, left, length))
		return SEQUENCE_NONE;
	char last = text[*length - 1];
	bool ended = (last == '\\' && text[*length - 2] == ESC) || (last == BEL && text[0] == ']');
	return ended ? SEQUENCE_WHOLE : SEQUENCE_NONE;
}

enum sequence sequence_scan(const char *text, size_t left, size_t *length)
{
	if (!left)
		return SEQUENCE_PART;
	switch (text[0]) {
	case '[':
	case 'O':
		return scan_keys(text, left, length);
	case ']':
	case 'P':
	case '_':
	case '^':
	case 'X':
		return scan_string(text, left, length);
	case '\\': /* the end of a string whose beginning somebody else read */
		*length = 1;
		return SEQUENCE_WHOLE;
	default:
		return SEQUENCE_NONE;
	}
}

/* --- which key it is ------------------------------------------------------------------------- */

static uint32_t letter_key(char letter)
{
	switch (letter) {
	case 'A':
		return KEY_UP_ARROW;
	case 'B':
		return KEY_DOWN_ARROW;
	case 'C':
		return KEY_RIGHT_ARROW;
	case 'D':
		return KEY_LEFT_ARROW;
	case 'H':
		return KEY_HOME_KEY;
	case 'F':
		return KEY_END_KEY;
	case 'Z':
		return KEY_BACK_TAB;
	case 'M':
		return KEY_RETURN;
	case 'P':
	case 'Q':
	case 'R':
	case 'S':
		return KEY_FUNCTION + 1 + (uint32_t)(letter - 'P');
	default:
		return 0;
	}
}

/* Keys that end with '~': the number before it. */
static uint32_t number_key(int number)
{
	static const uint32_t keys[] = {
		0,
		KEY_HOME_KEY,
		0,
		KEY_DELETE,
		KEY_END_KEY,
		KEY_PAGE_UP,
		KEY_PAGE_DOWN,
		KEY_HOME_KEY,
		KEY_END_KEY,
	};
	if (number >= 1 && number <= 8)
		return keys[number];
	if (number >= 11 && number <= 15)
		return KEY_FUNCTION + (uint32_t)(number - 10);
	if (number >= 17 && number <= 21)
		return KEY_FUNCTION + (uint32_t)(number - 11);
	if (number == 23 || number == 24)
		return KEY_FUNCTION + (uint32_t)(number - 12);
	return 0;
}

int sequence_number(const char **at, const char *end)
{
	int value = 0;
	while (*at < end && **at >= '0' && **at <= '9' && value < 100000)
		value = value * 10 + (*(*at)++ - '0');
	while (*at < end && **at >= '0' && **at <= '9')
		(*at)++;
	return value;
}

/* Numbers alone: with "?", ">", "$" or the like it is a reply. */
static bool has_only_numbers(const char *at, const char *end)
{
	while (at < end && ((*at >= '0' && *at <= '9') || *at == ';' || *at == ':'))
		at++;
	return at == end;
}

/* "1;2" to "1;16" before 'R' is F3 with modifiers; any other two numbers are where the cursor is. */
static bool is_place(const char *at, const char *end)
{
	if (at == end)
		return false;
	int first = sequence_number(&at, end);
	if (first != 1 || at == end || *at++ != ';')
		return true;
	int modifiers = sequence_number(&at, end);
	return at != end || modifiers < 2 || modifiers > 16;
}

uint32_t sequence_key(const char *text, size_t length)
{
	const char *at = text + 1, *end = text + length - 1;
	if (length == 3 && text[0] == '[' && text[1] == '[' && *end >= 'A' && *end <= 'E')
		return KEY_FUNCTION + 1 + (uint32_t)(*end - 'A');
	if ((text[0] != '[' && text[0] != 'O') || !has_only_numbers(at, end))
		return 0;
	if (text[0] == 'O')
		return letter_key(*end);
	if (*end == '~')
		return number_key(sequence_number(&at, end));
	if (*end == 'M' || (*end == 'R' && is_place(at, end)))
		return 0; /* another kind of mouse report; a place */
	return letter_key(*end);
}
