/*
 * From one grid to the next in few bytes, for terminals that follow ECMA-48. Pure.
 *
 * What differs is written in one piece: the shortest way to the next place, only those attributes
 * that change, blanks by erasing. A blank looks the same in every role that only has a colour. The
 * painter trusts a terminal's idea of a width only for narrow characters: behind a wide one or one with a
 * mark it says where it is.
 */
#ifndef TUI_PAINT_H
#define TUI_PAINT_H

#include "core/base/str.h"
#include "tui/grid.h"

enum { PAINT_COLOR_SIZE = 16 };

/* How a role is shown. */
struct paint {
	bool bold, dim, underline, reverse;
	char color[PAINT_COLOR_SIZE]; /* what stands in the sequence, "38;5;33"; empty: the terminal's own */
};

struct painter {
	struct paint roles[ROLE_COUNT];
	bool erases; /* knows ECH and EL */
	/* What to write for a character that is to take so many columns; NULL: itself. */
	uint32_t (*shown)(uint32_t point, int width);
};

/* What a terminal has, by terminfo's names; NULL: none. */
typedef const char *paint_capability(const char *name);

/* Does a terminal follow ECMA-48 in all that the painter writes? */
bool paint_suits(paint_capability *capability);

/* Is a capability exactly this? */
bool paint_says(paint_capability *capability, const char *name, const char *wanted);

/* Takes those attributes away that the terminal has not; false when it has one by another code. */
bool paint_learn_attributes(paint_capability *capability, struct paint *paint);

/*
 * Adds the bytes that turn a screen that shows `before` into `after`, both of one size. The cursor is where
 * `before` says (nowhere: it is not known where) and goes where `after` says; before and after all is plain.
 */
void paint_difference(const struct painter *painter, const struct grid *before, const struct grid *after,
		      struct str *out);

#endif
