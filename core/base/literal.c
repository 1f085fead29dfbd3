#include "core/base/literal.h"

#include <stdint.h>
#include <string.h>

static char lower(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool is_letter(char byte)
{
	return lower(byte) >= 'a' && lower(byte) <= 'z';
}

static bool is_plain(char byte)
{
	return byte >= ' ' && byte < 0x7F && !strchr("\\^$.[|()?*+{", byte);
}

bool literal_init(struct literal *literal, const char *pattern, size_t length, bool caseless)
{
	*literal = (struct literal){.length = 0};
	if (length > sizeof literal->bytes)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (!is_plain(pattern[i]))
			return false;
		literal->bytes[i] = caseless ? lower(pattern[i]) : pattern[i];
		literal->caseless |= caseless && is_letter(pattern[i]);
	}
	literal->length = length;
	return length > 0;
}

bool literal_suits(const char *text, size_t length)
{
	uint64_t bits = 0, word;
	for (; length >= sizeof word; text += sizeof word, length -= sizeof word) {
		memcpy(&word, text, sizeof word);
		bits |= word;
	}
	for (; length > 0; length--)
		bits |= (unsigned char)*text++;
	return !(bits & 0x8080808080808080U);
}

static bool begins(const struct literal *literal, const char *text)
{
	for (size_t i = 1; i < literal->length; i++)
		if (lower(text[i]) != literal->bytes[i])
			return false;
	return true;
}

static size_t find_caseless(const struct literal *literal, const char *text, size_t length)
{
	for (size_t at = 0; at + literal->length <= length; at++)
		if (lower(text[at]) == literal->bytes[0] && begins(literal, text + at))
			return at;
	return length;
}

size_t literal_find(const struct literal *literal, const char *text, size_t length)
{
	size_t at = 0;
	if (literal->caseless)
		return find_caseless(literal, text, length);
	while (at + literal->length <= length) {
		const char *first = memchr(text + at, literal->bytes[0], length - at - literal->length + 1);
		if (!first)
			break;
		if (memcmp(first, literal->bytes, literal->length) == 0)
			return (size_t)(first - text);
		at = (size_t)(first - text) + 1;
	}
	return length;
}
