/* The prompt: a line to type in, and what is wrong with what was typed. */
#include "tui/draw.h"

#include "tui/page.h"

#include <string.h>

enum { ROOM_FOR_TEXT = 12, ROOM_FOR_PATH = 24 }; /* that a long label leaves; that a short one makes */

/* "try (empty clears): "; or "try: " where the rest of the row would be short: then false. */
static bool prompt_label(const struct prompt_kind *kind, const struct grid *grid, struct str *out)
{
	if (!kind->hint) {
		str_add_text(out, kind->label);
		return true;
	}
	str_print(out, "%s (%s): ", kind->label, kind->hint);
	if (grid->width - grid_text_width(grid, out->data) >= ROOM_FOR_PATH)
		return true;
	out->length = 0;
	str_print(out, "%s: ", kind->label);
	return false;
}

/* Where the last change is told otherwise. */
static void put_hint(struct grid *grid, const char *hint, const struct layout *layout)
{
	struct area trail = layout->trail;
	grid_fill(grid, trail.x, trail.y, trail.width, 1, ROLE_TEXT);
	grid_put_cut(grid, trail.x + 1, trail.y, trail.width - 2, hint, ROLE_MUTED);
}

/* What is too long to stand beside the text is told whole, in place of the last change and of what is above.
 */
static void put_fault_above(struct grid *grid, const char *fault, const struct layout *layout)
{
	struct page page;
	page_init(&page, grid->width - 2, grid->ascii);
	page_text(&page, 0, ROLE_WARNING, "%s", fault);
	int rows = (int)page.count, y = layout->trail.y - rows + 1;
	y = y > 1 ? y : 1;
	for (int row = 0; row < rows && y + row <= layout->trail.y; row++) {
		grid_fill(grid, 0, y + row, grid->width, 1, ROLE_TEXT);
		page_draw_line(&page, grid, 1, y + row, grid->width - 2, (size_t)row);
	}
	page_clear(&page);
}

/* Takes its room from the area's right end. */
static void put_fault(const struct app *app, struct grid *grid, struct area *area,
		      const struct layout *layout)
{
	const char *fault = app->prompt_fault.data;
	int width = app->prompt_fault.length ? grid_text_width(grid, fault) + 2 : 0;
	if (width > area->width / 2) {
		put_fault_above(grid, fault, layout);
	} else if (width > 0) {
		area->width -= width;
		grid_put(grid, area->x + area->width + 1, area->y, width - 1, fault, ROLE_WARNING);
	}
}

/* So much of the text as is before the cursor and fits, then what follows. */
static void put_text(const struct app *app, struct grid *grid, struct area area)
{
	const char *text = prompt_text(&app->prompt);
	size_t skip = 0;
	uint32_t point;
	struct str before;
	str_init(&before);
	str_add(&before, text, app->prompt.cursor);
	while (before.length > skip && grid_text_width(grid, before.data + skip) >= area.width)
		skip += utf8_decode(before.data + skip, before.length - skip, &point);
	int used =
		before.length ? grid_put(grid, area.x, area.y, area.width, before.data + skip, ROLE_TEXT) : 0;
	grid_put(grid, area.x + used, area.y, area.width - used, text + app->prompt.cursor, ROLE_TEXT);
	grid->cursor_x = area.x + used < grid->width ? area.x + used : grid->width - 1;
	grid->cursor_y = area.y;
	str_clear(&before);
}

/* "Ctrl+U clear", in what is left of the area; false: no room. */
static bool put_key(struct grid *grid, struct area *area, const char *name, const char *word)
{
	int width = grid_text_width(grid, name) + 1 + grid_text_width(grid, word);
	if (width > area->width)
		return false;
	int used = grid_put(grid, area->x, area->y, area->width, name, ROLE_KEY);
	grid_put(grid, area->x + used + 1, area->y, area->width - used - 1, word, ROLE_MUTED);
	area->x += width + 2;
	area->width -= width + 2;
	return true;
}

void draw_prompt_keys(struct app *app, struct grid *grid, struct area area)
{
	const struct prompt_kind *kind = app->prompt_kind;
	const char *const keys[][2] = {{"Enter", kind->enter}, {"Esc", kind->leave},
				       {"↑↓", "choose"},       {"Ctrl+U", "clear"},
				       {"Backspace", "erase"}, {"← → Home End", "move"}};
	area.x++;
	area.width -= 2;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if ((kind->chooses || i != 2) && !put_key(grid, &area, keys[i][0], keys[i][1]))
			return;
}

void draw_prompt(struct app *app, struct grid *grid, const struct layout *layout)
{
	struct area area = layout->prompt;
	struct str label;
	str_init(&label);
	if (!prompt_label(app->prompt_kind, grid, &label))
		put_hint(grid, app->prompt_kind->hint, layout);
	put_fault(app, grid, &area, layout);
	int used = grid_put(grid, area.x, area.y, area.width > ROOM_FOR_TEXT ? area.width - ROOM_FOR_TEXT : 0,
			    label.data, ROLE_KEY);
	area.x += used;
	area.width -= used;
	put_text(app, grid, area);
	str_clear(&label);
}
