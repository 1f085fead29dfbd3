/*
 * The reader of libyaml, for UTF-8 only: it decodes and checks one character after the other, which
 * is an eighth of the time that libyaml needs; nearly all characters of nearly all files are ASCII,
 * which can be checked by the block and moved as they are.
 *
 * libyaml's scanner calls its reader by an exported name, and a program may put its own function in
 * front of a shared library's (or an archive's). This one does to yaml_parser_t, whose fields are
 * public, what libyaml's own does, with the same faults in the same words. Where the library binds
 * its names itself it goes on with its own, and all that is lost is time.
 */
#include "core/base/yaml_reader.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { BLOCK = 32 };

int yaml_parser_update_buffer(yaml_parser_t *parser, size_t length);

void yaml_reader_attach(yaml_parser_t *parser, yaml_read_handler_t *handler, void *context)
{
	yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input(parser, handler, context);
}

static bool fail(yaml_parser_t *parser, const char *problem, size_t offset, int value)
{
	parser->error = YAML_READER_ERROR;
	parser->problem = problem;
	parser->problem_offset = offset;
	parser->problem_value = value;
	return false;
}

/* --- bytes ----------------------------------------------------------------------------------- */

/* What the raw buffer has left stays, at its start; it is at most a part of a character. */
static bool fill(yaml_parser_t *parser)
{
	size_t left = (size_t)(parser->raw_buffer.last - parser->raw_buffer.pointer), got = 0;

	if (parser->eof)
		return true;
	memmove(parser->raw_buffer.start, parser->raw_buffer.pointer, left);
	parser->raw_buffer.pointer = parser->raw_buffer.start;
	parser->raw_buffer.last = parser->raw_buffer.start + left;
	if (!parser->read_handler(parser->read_handler_data, parser->raw_buffer.last,
				  (size_t)(parser->raw_buffer.end - parser->raw_buffer.last), &got))
		return fail(parser, "input error", parser->offset, -1);
	parser->raw_buffer.last += got;
	parser->eof = got == 0;
	return true;
}

/* Room for all that the raw buffer can hold: the scanner has few characters left when it asks. */
static void make_room(yaml_parser_t *parser)
{
	size_t left = (size_t)(parser->buffer.last - parser->buffer.pointer);

	memmove(parser->buffer.start, parser->buffer.pointer, left);
	parser->buffer.pointer = parser->buffer.start;
	parser->buffer.last = parser->buffer.start + left;
}

/* --- characters ------------------------------------------------------------------------------ */

static bool is_plain(unsigned char byte)
{
	return (byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\r' || byte == '\t';
}

/* A block without branches, so that the compiler takes many bytes at once. */
static bool is_plain_block(const unsigned char *bytes)
{
	unsigned char other = 0;

	for (size_t i = 0; i < BLOCK; i++) {
		unsigned char byte = bytes[i];
		other |= (unsigned char)(((unsigned char)(byte - 0x20) > 0x5E) & (byte != '\n') &
					 (byte != '\r') & (byte != '\t'));
	}
	return !other;
}

/* How many of the bytes come before the first that is no plain ASCII. */
static size_t plain_run(const unsigned char *bytes, size_t count)
{
	size_t at = 0;

	while (count - at >= BLOCK && is_plain_block(bytes + at))
		at += BLOCK;
	while (at < count && is_plain(bytes[at]))
		at++;
	return at;
}

/* Hands over the next `size` bytes, which are `characters` characters. */
static void take(yaml_parser_t *parser, size_t size, size_t characters)
{
	memcpy(parser->buffer.last, parser->raw_buffer.pointer, size);
	parser->buffer.last += size;
	parser->raw_buffer.pointer += size;
	parser->offset += size;
	parser->unread += characters;
}

static unsigned width_of(unsigned char first)
{
	return (first & 0x80) == 0x00   ? 1
	       : (first & 0xE0) == 0xC0 ? 2
	       : (first & 0xF0) == 0xE0 ? 3
	       : (first & 0xF8) == 0xF0 ? 4
					: 0;
}

static bool is_allowed(uint32_t value)
{
	return value == 0x09 || value == 0x0A || value == 0x0D || (value >= 0x20 && value <= 0x7E) ||
	       value == 0x85 || (value >= 0xA0 && value <= 0xD7FF) || (value >= 0xE000 && value <= 0xFFFD) ||
	       (value >= 0x10000 && value <= 0x10FFFF);
}

/* A whole character of `width` bytes: its value, or a fault. */
static bool decode(yaml_parser_t *parser, unsigned width, uint32_t *value)
{
	static const unsigned char first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *bytes = parser->raw_buffer.pointer;

	*value = bytes[0] & first_bits[width];
	for (unsigned i = 1; i < width; i++) {
		if ((bytes[i] & 0xC0) != 0x80)
			return fail(parser, "invalid trailing UTF-8 octet", parser->offset + i, bytes[i]);
		*value = *value << 6 | (bytes[i] & 0x3F);
	}
	if (*value < least[width])
		return fail(parser, "invalid length of a UTF-8 sequence", parser->offset, -1);
	if ((*value >= 0xD800 && *value <= 0xDFFF) || *value > 0x10FFFF)
		return fail(parser, "invalid Unicode character", parser->offset, (int)*value);
	return true;
}

/* Takes one character; *cut when the rest of it has not been read yet. */
static bool take_character(yaml_parser_t *parser, bool *cut)
{
	size_t left = (size_t)(parser->raw_buffer.last - parser->raw_buffer.pointer);
	unsigned char first = *parser->raw_buffer.pointer;
	unsigned width = width_of(first);
	uint32_t value;

	if (width == 0)
		return fail(parser, "invalid leading UTF-8 octet", parser->offset, first);
	*cut = width > left;
	if (*cut)
		return !parser->eof || fail(parser, "incomplete UTF-8 octet sequence", parser->offset, -1);
	if (!decode(parser, width, &value))
		return false;
	if (!is_allowed(value))
		return fail(parser, "control characters are not allowed", parser->offset, (int)value);
	take(parser, width, 1);
	return true;
}

static bool take_all(yaml_parser_t *parser)
{
	bool cut = false;

	while (!cut && parser->raw_buffer.pointer < parser->raw_buffer.last) {
		size_t count = plain_run(parser->raw_buffer.pointer,
					 (size_t)(parser->raw_buffer.last - parser->raw_buffer.pointer));
		take(parser, count, count);
		if (parser->raw_buffer.pointer < parser->raw_buffer.last && !take_character(parser, &cut))
			return false;
	}
	return true;
}

/* At least `length` characters, or all there are and a NUL: 1; 0 with the parser's error set. */
int yaml_parser_update_buffer(yaml_parser_t *parser, size_t length)
{
	if (parser->eof && parser->raw_buffer.pointer == parser->raw_buffer.last)
		return 1;
	if (parser->unread >= length)
		return 1;
	make_room(parser);
	while (parser->unread < length) {
		if (!fill(parser) || !take_all(parser))
			return 0;
		if (parser->eof) {
			*parser->buffer.last++ = '\0';
			parser->unread++;
			return 1;
		}
	}
	return 1;
}
