#include "tui/look.h"

/*
 * What a role is made of: attributes for every terminal, and a colour for each theme and kind of palette.
 * A theme that is not told which ground it has (auto) uses what both black and white let through; of the
 * eight colours that is red alone, so that blue, better and on are told by sign, box and weight there.
 */
struct dress {
	bool bold, dim, underline, reverse;
	short of_256[THEME_CONTRAST], of_16[THEME_CONTRAST], of_8[THEME_CONTRAST]; /* auto, dark, light */
};

#define PLAIN              \
	{                  \
		-1, -1, -1 \
	}
#define PLAIN_EVERYWHERE .of_256 = PLAIN, .of_16 = PLAIN, .of_8 = PLAIN
#define ORANGE .of_256 = {166, 214, 130}, .of_16 = {1, 3, 1}, .of_8 = {1, 3, 1}

static const struct dress dresses[ROLE_COUNT] = {
	[ROLE_TEXT] = {PLAIN_EVERYWHERE},
	[ROLE_MUTED] = {.dim = true, .of_256 = {244, 246, 242}, .of_16 = {8, 8, 8}, .of_8 = PLAIN},
	[ROLE_TITLE] = {.bold = true, PLAIN_EVERYWHERE},
	[ROLE_FOCUS] = {.bold = true, .of_256 = {33, 75, 25}, .of_16 = {12, 12, 4}, .of_8 = {-1, 6, 4}},
	[ROLE_CURSOR] = {.reverse = true, PLAIN_EVERYWHERE},
	[ROLE_SELECTED] = {.bold = true, PLAIN_EVERYWHERE},
	[ROLE_WORSE] = {.bold = true, ORANGE},
	[ROLE_BETTER] = {.of_256 = {33, 117, 25}, .of_16 = {12, 12, 4}, .of_8 = {-1, 6, 4}},
	[ROLE_WARNING] = {.bold = true, ORANGE},
	[ROLE_KEY] = {.bold = true, PLAIN_EVERYWHERE},
	[ROLE_ON] = {.bold = true, .of_256 = {33, 117, 25}, .of_16 = {12, 12, 4}, .of_8 = {-1, 6, 4}},
	[ROLE_BAR] = {.of_256 = {67, 74, 24}, .of_16 = {12, 6, 4}, .of_8 = {-1, 6, 4}},
	[ROLE_MATCH] = {.bold = true, .underline = true, PLAIN_EVERYWHERE},
};

static short color_of(const struct dress *dress, enum theme theme, int colors)
{
	if (theme == THEME_CONTRAST || colors < 8)
		return -1;
	return colors < 16 ? dress->of_8[theme] : colors < 256 ? dress->of_16[theme] : dress->of_256[theme];
}

struct look look_of(enum theme theme, int colors, enum role role)
{
	const struct dress *dress = &dresses[role];
	short color = color_of(dress, theme, colors);
	/* Dim is only for where there is no grey; bold marks in contrast what colour marks elsewhere. */
	bool contrast = theme == THEME_CONTRAST;
	return (struct look){
		.foreground = color,
		.background = -1,
		.bold = dress->bold || (contrast && role == ROLE_BAR),
		.dim = dress->dim && color < 0 && !contrast,
		.underline = dress->underline,
		.reverse = dress->reverse,
	};
}
