#include "tui/look.h"

/* What a role is made of: attributes for every terminal, and a colour for each kind of palette. */
struct dress {
	bool bold, dim, underline, reverse;
	short automatic, dark, light; /* of 256; automatic is legible on both grounds */
	short of_16, of_8;
};

static const struct dress dresses[ROLE_COUNT] = {
	[ROLE_TEXT] = {.automatic = -1, .dark = -1, .light = -1, .of_16 = -1, .of_8 = -1},
	[ROLE_MUTED] = {.dim = true, .automatic = 244, .dark = 246, .light = 242, .of_16 = 8, .of_8 = -1},
	[ROLE_TITLE] = {.bold = true, .automatic = -1, .dark = -1, .light = -1, .of_16 = -1, .of_8 = -1},
	[ROLE_FOCUS] = {.bold = true, .automatic = 33, .dark = 75, .light = 25, .of_16 = 12, .of_8 = 6},
	[ROLE_CURSOR] = {.reverse = true, .automatic = -1, .dark = -1, .light = -1, .of_16 = -1, .of_8 = -1},
	[ROLE_SELECTED] = {.bold = true, .automatic = -1, .dark = -1, .light = -1, .of_16 = -1, .of_8 = -1},
	[ROLE_WORSE] = {.bold = true, .automatic = 172, .dark = 214, .light = 130, .of_16 = 3, .of_8 = 3},
	[ROLE_BETTER] = {.automatic = 33, .dark = 117, .light = 25, .of_16 = 12, .of_8 = 6},
	[ROLE_WARNING] = {.bold = true, .automatic = 172, .dark = 214, .light = 130, .of_16 = 3, .of_8 = 3},
	[ROLE_KEY] = {.bold = true, .automatic = -1, .dark = -1, .light = -1, .of_16 = -1, .of_8 = -1},
	[ROLE_ON] = {.bold = true, .automatic = 33, .dark = 117, .light = 25, .of_16 = 12, .of_8 = 6},
	[ROLE_BAR] = {.automatic = 67, .dark = 74, .light = 24, .of_16 = 6, .of_8 = 6},
	[ROLE_MATCH] = {.bold = true,
			.underline = true,
			.automatic = -1,
			.dark = -1,
			.light = -1,
			.of_16 = -1,
			.of_8 = -1},
};

static short color_of(const struct dress *dress, enum theme theme, int colors)
{
	if (theme == THEME_CONTRAST || colors < 8)
		return -1;
	if (colors < 16)
		return dress->of_8;
	if (colors < 256)
		return dress->of_16;
	return theme == THEME_DARK ? dress->dark : theme == THEME_LIGHT ? dress->light : dress->automatic;
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
