#include "tui/list.h"

void list_fit(struct list *list, uint32_t count, uint32_t height)
{
	list->height = height > 0 ? height : 1;
	if (list->cursor >= count)
		list->cursor = count > 0 ? count - 1 : 0;
	if (list->top > list->cursor)
		list->top = list->cursor;
	if (list->cursor - list->top >= list->height)
		list->top = list->cursor - list->height + 1;
	if (list->top > 0 && count - list->top < list->height)
		list->top = count > list->height ? count - list->height : 0;
}

static uint32_t clamp(int64_t row, uint32_t count)
{
	if (row < 0 || count == 0)
		return 0;
	return row >= (int64_t)count ? count - 1 : (uint32_t)row;
}

bool list_move(struct list *list, uint32_t count, int64_t rows)
{
	return list_go(list, count, clamp((int64_t)list->cursor + rows, count));
}

bool list_page(struct list *list, uint32_t count, int pages)
{
	int64_t page = list->height > 1 ? (int64_t)list->height - 1 : 1;
	return list_move(list, count, page * pages);
}

bool list_go(struct list *list, uint32_t count, uint32_t row)
{
	uint32_t old = list->cursor;
	list->cursor = clamp(row, count);
	list_fit(list, count, list->height);
	return list->cursor != old;
}

bool list_scroll(struct list *list, uint32_t count, int64_t rows)
{
	uint32_t height = list->height > 0 ? list->height : 1, old = list->top;
	uint32_t last = count > height ? count - height : 0;
	int64_t top = (int64_t)list->top + rows;
	list->top = top < 0 ? 0 : top > (int64_t)last ? last : (uint32_t)top;
	if (list->cursor < list->top)
		list->cursor = list->top;
	if (list->cursor >= list->top + height)
		list->cursor = list->top + height - 1;
	list_fit(list, count, height);
	return list->top != old;
}

void list_drawn(struct list *list, struct list_part part)
{
	if (list->part_count < LIST_PARTS)
		list->parts[list->part_count++] = part;
}

uint32_t list_at(const struct list *list, int x, int y)
{
	for (unsigned i = 0; i < list->part_count; i++) {
		const struct list_part *part = &list->parts[i];
		if (x >= part->x && x < part->x + part->width && y >= part->y &&
		    (uint32_t)(y - part->y) < part->count)
			return part->first + (uint32_t)(y - part->y);
	}
	return UINT32_MAX;
}
