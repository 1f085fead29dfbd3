/*
 * Where everything stands on a screen of a given size. Pure.
 */
#ifndef TUI_LAYOUT_H
#define TUI_LAYOUT_H

#include <stdbool.h>

struct area {
	int x, y, width, height;
};

enum { LAYOUT_MOST_LENSES = 4 };

struct layout {
	bool too_small;                        /* below 40x12: nothing but one sentence */
	bool single;                           /* one pane and the verdict */
	struct area title, trail, bar, prompt; /* one row each; prompt has none while it is not open */
	struct area providers, tree;           /* with their borders; width 0: not shown */
	struct area lenses[LAYOUT_MOST_LENSES];
	int lens_count;      /* of the chosen one and those that follow it */
	struct area verdict; /* single: three to eight rows below the pane */
};

enum layout_focus { LAYOUT_PROVIDERS, LAYOUT_TREE, LAYOUT_LENS };

/* zoom: the pane with the focus has all the room between title and trail. */
struct layout layout_of(int width, int height, enum layout_focus focus, bool zoom, bool prompt);

/* The inside of a box. */
struct area area_inside(struct area area);

bool area_holds(struct area area, int x, int y);

/* The left `width` columns, and the rest behind a gap; the upper `height` rows, and the rest. */
void area_split(struct area area, int width, int gap, struct area *left, struct area *right);
void area_cut(struct area area, int height, struct area *upper, struct area *lower);

#endif
