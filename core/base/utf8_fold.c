/* Letters of Latin-1 and Latin Extended-A as ASCII: a table, since a locale's may not be there. */
#include "core/base/str.h"

/* Capitals and small letters of Latin Extended-A take turns, from a capital on. */
static const struct {
	uint16_t first, last;
	char capital[3], small[3];
} turns[] = {
	{0x100, 0x105, "A", "a"}, {0x106, 0x10D, "C", "c"},   {0x10E, 0x111, "D", "d"},
	{0x112, 0x11B, "E", "e"}, {0x11C, 0x123, "G", "g"},   {0x124, 0x127, "H", "h"},
	{0x128, 0x131, "I", "i"}, {0x132, 0x133, "IJ", "ij"}, {0x134, 0x135, "J", "j"},
	{0x136, 0x137, "K", "k"}, {0x138, 0x138, "k", "k"},   {0x139, 0x142, "L", "l"},
	{0x143, 0x148, "N", "n"}, {0x149, 0x149, "'n", ""},   {0x14A, 0x14B, "N", "n"},
	{0x14C, 0x151, "O", "o"}, {0x152, 0x153, "OE", "oe"}, {0x154, 0x159, "R", "r"},
	{0x15A, 0x161, "S", "s"}, {0x162, 0x167, "T", "t"},   {0x168, 0x173, "U", "u"},
	{0x174, 0x175, "W", "w"}, {0x176, 0x178, "Y", "y"},   {0x179, 0x17E, "Z", "z"},
	{0x17F, 0x17F, "s", "s"},
};

/* The capitals of Latin-1, from U+00C0; each small letter stands 32 behind its capital. */
static const struct {
	char capital[3], small[3];
} pairs[] = {
	{"A", "a"}, {"A", "a"}, {"A", "a"}, {"A", "a"}, {"A", "a"}, {"A", "a"}, {"AE", "ae"}, {"C", "c"},
	{"E", "e"}, {"E", "e"}, {"E", "e"}, {"E", "e"}, {"I", "i"}, {"I", "i"}, {"I", "i"},   {"I", "i"},
	{"D", "d"}, {"N", "n"}, {"O", "o"}, {"O", "o"}, {"O", "o"}, {"O", "o"}, {"O", "o"},   {"x", "/"},
	{"O", "o"}, {"U", "u"}, {"U", "u"}, {"U", "u"}, {"U", "u"}, {"Y", "y"}, {"Th", "th"}, {"ss", "y"},
};

const char *utf8_fold(uint32_t point)
{
	if (point >= 0xC0 && point <= 0xFF)
		return point < 0xE0 ? pairs[point - 0xC0].capital : pairs[point - 0xE0].small;
	for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
		if (point >= turns[i].first && point <= turns[i].last)
			return (point - turns[i].first) % 2 == 0 ? turns[i].capital : turns[i].small;
	return NULL;
}
