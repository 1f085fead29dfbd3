/*
 * Looks for what must not reach a terminal: raw FILE. Says where the first of it is and ends with 1.
 *
 * It has a list of its own, so that a mistake in the program's is seen: C0 (but for line ends), DEL,
 * C1, bidi controls, line and paragraph separators, byte order marks, tags, noncharacters, and
 * anything that is not UTF-8.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_within(uint32_t point, uint32_t first, uint32_t last)
{
	return point >= first && point <= last;
}

static bool is_bad(uint32_t point)
{
	return (point < 0x20 && point != '\n') || is_within(point, 0x7F, 0x9F) || point == 0x61C ||
	       is_within(point, 0x200E, 0x200F) || is_within(point, 0x2028, 0x202E) ||
	       is_within(point, 0x2066, 0x2069) || point == 0xFEFF || is_within(point, 0xE0000, 0xE007F) ||
	       (point & 0xFFFE) == 0xFFFE || is_within(point, 0xD800, 0xDFFF) || point > 0x10FFFF;
}

/* How many bytes follow a first one; -1: it is none. */
static int tail_length(int byte)
{
	return byte < 0x80 ? 0 : byte < 0xC2 ? -1 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : byte < 0xF5 ? 3 : -1;
}

/* The next code point; a fault of the encoding gives one that is bad. False at the end. */
static bool next_point(FILE *file, uint32_t *point)
{
	static const uint32_t mask[] = {0x7F, 0x1F, 0x0F, 0x07}, least[] = {0, 0x80, 0x800, 0x10000};
	int byte = getc(file), tail;

	if (byte == EOF)
		return false;
	*point = UINT32_MAX;
	tail = tail_length(byte);
	if (tail < 0)
		return true;
	uint32_t value = (uint32_t)byte & mask[tail];
	for (int i = 0; i < tail; i++) {
		byte = getc(file);
		if (byte < 0x80 || byte > 0xBF)
			return true;
		value = value << 6 | ((uint32_t)byte & 0x3F);
	}
	if (value >= least[tail])
		*point = value;
	return true;
}

int main(int argc, char **argv)
{
	FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
	uint32_t point;
	long line = 1, points = 0;

	if (!file) {
		fprintf(stderr, "usage: raw FILE\n");
		return 2;
	}
	for (; next_point(file, &point); points++) {
		if (is_bad(point)) {
			printf("line %ld: U+%04lX", line, (unsigned long)point);
			fclose(file);
			return 1;
		}
		line += point == '\n';
	}
	fclose(file);
	return 0;
}
