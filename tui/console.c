#include "tui/console.h"

#include <stddef.h>
#include <string.h>

bool console_is(const char *name)
{
	return name && strncmp(name, "linux", 5) == 0 && (name[5] == '\0' || name[5] == '-');
}

/* Eighths become halves, except that the least is still to be seen. */
static uint32_t block_of(uint32_t point)
{
	static const uint32_t columns[] = {'_', '_', 0x2584, 0x2584, 0x2584, 0x2588, 0x2588};
	static const uint32_t rows[] = {0x2588, 0x2588, 0x2588, 0x258C, 0x258C, 0x258C, 0x2502};
	return point < 0x2588 ? columns[point - 0x2581] : rows[point - 0x2589];
}

uint32_t console_point(uint32_t point)
{
	static const struct {
		uint32_t point, stand_in;
	} signs[] = {
		{0x00D7, 'x'},    {0x2026, '~'},    {0x21BB, '@'},    {0x2212, '-'},    {0x25B8, 0x25BA},
		{0x25BE, 0x25BC}, {0x25C6, 0x2666}, {0x25CF, 0x2022}, {0x2713, 0x221A},
	};
	if (point >= 0x2581 && point <= 0x258F && point != 0x2588)
		return block_of(point);
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i].point == point)
			return signs[i].stand_in;
	return point;
}
