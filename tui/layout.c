#include "tui/layout.h"

enum {
	LEAST_WIDTH = 40,
	LEAST_HEIGHT = 12,
	WIDTH = 80, /* the design size */
	HEIGHT = 24,
	LENS_HEIGHT = 10, /* eight rows and the border */
	VERDICT_HEIGHT = 8,
	VERDICT_LEAST = 3
};

/* Below one pane, which is to have most of the rows: the P10 and P90 have one of their own from four on. */
static int verdict_height(int height)
{
	int rows = VERDICT_LEAST + (height - LEAST_HEIGHT) / 4;
	return height >= HEIGHT || rows > VERDICT_HEIGHT ? VERDICT_HEIGHT : rows;
}

struct area area_inside(struct area area)
{
	area.x++;
	area.y++;
	area.width -= 2;
	area.height -= 2;
	return area;
}

bool area_holds(struct area area, int x, int y)
{
	return x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height;
}

void area_split(struct area area, int width, int gap, struct area *left, struct area *right)
{
	*left = *right = area;
	left->width = width;
	right->x += width + gap;
	right->width -= width + gap;
}

void area_cut(struct area area, int height, struct area *upper, struct area *lower)
{
	*upper = *lower = area;
	upper->height = height;
	lower->y += height;
	lower->height -= height;
}

/* How many lenses there is room for: in a row, and in rows. */
static void count_lenses(int width, int height, int *across, int *down)
{
	*across = width >= 120 && height >= 40 ? 2 : 1;
	*down = width >= 200 && height >= 60 ? 2 : 1;
}

static void place_lenses(struct layout *layout, struct area area, int across, int down)
{
	for (int row = 0; row < down; row++) {
		for (int column = 0; column < across; column++) {
			int left = area.width * column / across, right = area.width * (column + 1) / across;
			int top = area.height * row / down, bottom = area.height * (row + 1) / down;
			layout->lenses[layout->lens_count++] =
				(struct area){area.x + left, area.y + top, right - left, bottom - top};
		}
	}
}

/* At 80x24 the lens has its eight rows; on a higher screen it gets its share of the rest. */
static int lens_height(int height)
{
	int more = height - (HEIGHT - 3);
	int share = more * 12 / 20;
	return LENS_HEIGHT + (more > 0 ? share : 0);
}

static void place_three(struct layout *layout, struct area body)
{
	struct area upper, lower;
	int across, down;
	count_lenses(body.width, body.height + 3, &across, &down);
	area_cut(body, body.height - lens_height(body.height), &upper, &lower);
	/* Beside lenses that stand beside each other, the panes above have their borders in the same column.
	 */
	int width = across > 1 ? body.width / 2 : body.width < 120 ? 31 + (body.width - WIDTH) / 4 : 62;
	area_split(upper, width, 0, &layout->providers, &layout->tree);
	place_lenses(layout, lower, across, down);
}

static void place_one(struct layout *layout, struct area area, enum layout_focus focus)
{
	if (focus == LAYOUT_PROVIDERS)
		layout->providers = area;
	else if (focus == LAYOUT_TREE)
		layout->tree = area;
	else
		layout->lenses[layout->lens_count++] = area;
}

struct layout layout_of(int width, int height, enum layout_focus focus, bool zoom, bool prompt)
{
	struct layout layout = {.too_small = width < LEAST_WIDTH || height < LEAST_HEIGHT};
	struct area body = {0, 0, width, height};
	if (layout.too_small)
		return layout;
	area_cut(body, 1, &layout.title, &body);
	if (prompt)
		area_cut(body, body.height - 1, &body, &layout.prompt);
	area_cut(body, body.height - 1, &body, &layout.bar);
	area_cut(body, body.height - 1, &body, &layout.trail);
	layout.single = width < WIDTH || height < HEIGHT;
	if (layout.single)
		area_cut(body, body.height - verdict_height(height), &body, &layout.verdict);
	if (layout.single || zoom)
		place_one(&layout, body, focus);
	else
		place_three(&layout, body);
	return layout;
}
