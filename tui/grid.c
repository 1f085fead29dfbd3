#include "tui/grid.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

static const uint32_t REPLACEMENT = 0xFFFD;
static const uint32_t ELLIPSIS = 0x2026;

/* What stands for a sign of ours where only ASCII can be shown. `>` is the cursor's alone. */
static const struct {
	uint32_t point;
	const char *ascii;
} stand_ins[] = {
	{0x00A7, "S"},  {0x00B7, "."},  {0x00D7, "x"},  {0x2013, "-"}, {0x2014, "-"}, {0x2018, "'"},
	{0x2019, "'"},  {0x201C, "\""}, {0x201D, "\""}, {0x2022, "*"}, {0x2026, "~"}, {0x2190, "<-"},
	{0x2191, "^"},  {0x2192, "->"}, {0x2193, "v"},  {0x21BB, "@"}, {0x2212, "-"}, {0x2248, "~"},
	{0x2264, "<="}, {0x2265, ">="}, {0x2500, "-"},  {0x2502, "|"}, {0x250C, "+"}, {0x2510, "+"},
	{0x2514, "+"},  {0x2518, "+"},  {0x251C, "+"},  {0x2524, "+"}, {0x252C, "+"}, {0x2534, "+"},
	{0x253C, "+"},  {0x2580, "\""}, {0x2581, "."},  {0x2582, "."}, {0x2583, ":"}, {0x2584, ":"},
	{0x2585, "|"},  {0x2586, "|"},  {0x2587, "#"},  {0x2588, "#"}, {0x2589, "#"}, {0x258A, "#"},
	{0x258B, "#"},  {0x258C, "="},  {0x258D, "-"},  {0x258E, "-"}, {0x258F, "-"}, {0x2591, "."},
	{0x25AA, "*"},  {0x25B2, "^"},  {0x25B4, "^"},  {0x25B8, "+"}, {0x25BC, "v"}, {0x25BE, "-"},
	{0x25C6, "!"},  {0x25CB, "o"},  {0x25CF, "*"},  {0x2713, "x"},
};

const char *grid_ascii(uint32_t point)
{
	for (size_t i = 0; i < sizeof stand_ins / sizeof *stand_ins; i++)
		if (stand_ins[i].point == point)
			return stand_ins[i].ascii;
	const char *letter = utf8_fold(point);
	return letter ? letter : "?";
}

int grid_columns(uint32_t point, bool ascii)
{
	int width = utf8_printable(point) ? utf8_width(point) : 1;
	return ascii && point >= 0x80 && width == 1 ? (int)strlen(grid_ascii(point)) : width;
}

/* A sign of ours that is one column wide in either. */
static uint32_t sign_of(const struct grid *grid, uint32_t point)
{
	return grid->ascii && point >= 0x80 ? (unsigned char)grid_ascii(point)[0] : point;
}

/* The next thing to show of a text: a code point that may be shown, its width, and its length in bytes. */
struct glyph {
	uint32_t point, second; /* second: of a sign that takes two columns in ASCII, else 0 */
	int width;
	size_t length;
};

static struct glyph glyph_next(const struct grid *grid, const char *text, size_t length)
{
	struct glyph glyph;
	glyph.second = 0;
	glyph.length = utf8_decode(text, length, &glyph.point);
	if (glyph.point == UINT32_MAX || !utf8_printable(glyph.point))
		glyph.point = REPLACEMENT;
	glyph.width = utf8_width(glyph.point);
	if (!grid->ascii)
		return glyph;
	/* A wide character keeps its columns, so that a screen looks the same in both. */
	const char *ascii = glyph.point < 0x80 ? "" : grid_ascii(glyph.point);
	if (*ascii) {
		glyph.width = glyph.width == 1 ? (int)strlen(ascii) : glyph.width;
		glyph.point = glyph.width ? (unsigned char)ascii[0] : 0;
		glyph.second = glyph.point ? (unsigned char)ascii[1] : 0;
	}
	return glyph;
}

static void blank(struct cell *cell, enum role role)
{
	*cell = (struct cell){.point = ' ', .role = (uint8_t)role};
}

void grid_init(struct grid *grid, int width, int height, bool ascii)
{
	*grid = (struct grid){.ascii = ascii};
	grid_resize(grid, width, height);
}

void grid_clear(struct grid *grid)
{
	free(grid->cells);
	*grid = (struct grid){.cursor_x = -1, .cursor_y = -1};
}

void grid_resize(struct grid *grid, int width, int height)
{
	grid->width = width > 0 ? width : 0;
	grid->height = height > 0 ? height : 0;
	size_t count = (size_t)grid->width * (size_t)grid->height;
	grid->cells = memory_resize(grid->cells, count ? count : 1, sizeof *grid->cells);
	grid->cursor_x = grid->cursor_y = -1;
	for (size_t i = 0; i < count; i++)
		blank(&grid->cells[i], ROLE_TEXT);
}

/* The cell at x, y, or NULL outside. */
static struct cell *cell_at(struct grid *grid, int x, int y)
{
	if (x < 0 || y < 0 || x >= grid->width || y >= grid->height)
		return NULL;
	return &grid->cells[(size_t)y * (size_t)grid->width + (size_t)x];
}

/* Puts one code point; a wide one that is overwritten in half leaves blanks, never a torn half. */
static void put_point(struct grid *grid, int x, int y, uint32_t point, int width, enum role role)
{
	struct cell *cell = cell_at(grid, x, y);
	if (!cell)
		return;
	if (!cell->point && x > 0)
		blank(cell - 1, (enum role)cell[-1].role);
	struct cell *after = cell_at(grid, x + width, y);
	if (after && !after->point)
		blank(after, (enum role)after->role);
	blank(cell, role);
	struct cell *half = width == 2 ? cell_at(grid, x + 1, y) : NULL;
	if (width == 2 && !half)
		return; /* it would hang over the edge: a blank */
	cell->point = point;
	if (half) {
		blank(half, role);
		half->point = width == 2 && point >= 0x80 ? 0 : ' ';
	}
}

/* Blanks a row's part that lies within the grid; a wide character that it cuts in half goes whole. */
static void fill_row(struct cell *row, int from, int end, int width, enum role role)
{
	if (from > 0 && !row[from].point)
		blank(&row[from - 1], (enum role)row[from - 1].role);
	if (end < width && !row[end].point)
		blank(&row[end], (enum role)row[end].role);
	for (int x = from; x < end; x++)
		blank(&row[x], role);
}

void grid_fill(struct grid *grid, int x, int y, int width, int height, enum role role)
{
	int from = x > 0 ? x : 0, end = x + width < grid->width ? x + width : grid->width;
	for (int row = y > 0 ? y : 0; row < y + height && row < grid->height && from < end; row++)
		fill_row(&grid->cells[(size_t)row * (size_t)grid->width], from, end, grid->width, role);
}

/* How many bytes from the start of a text are plain: one column each, shown as they are. */
static size_t plain_bytes(const char *text, size_t length)
{
	size_t count = 0;
	while (count < length && text[count] >= ' ' && text[count] <= '~')
		count++;
	return count;
}

int grid_columns_of(const char *text, size_t length, bool ascii)
{
	int columns = 0;
	for (size_t at = 0; at < length;) {
		uint32_t point;
		size_t plain = plain_bytes(text + at, length - at);
		columns += (int)plain;
		at += plain;
		if (at == length)
			break;
		at += utf8_decode(text + at, length - at, &point);
		columns += grid_columns(point, ascii);
	}
	return columns;
}

int grid_text_width(const struct grid *grid, const char *text)
{
	return grid_columns_of(text, strlen(text), grid->ascii);
}

/* Puts plain bytes; returns how many, at most width. */
static int put_plain(struct grid *grid, int x, int y, int width, const char *text, size_t length,
		     enum role role)
{
	int count = width <= 0 ? 0 : length < (size_t)width ? (int)length : width;
	int from = x > 0 ? x : 0, end = x + count < grid->width ? x + count : grid->width;
	if (grid->cells == NULL || y < 0 || y >= grid->height || from >= end)
		return count;
	struct cell *row = &grid->cells[(size_t)y * (size_t)grid->width];
	fill_row(row, from, end, grid->width, role);
	for (int at = from; at < end; at++)
		row[at].point = (unsigned char)text[at - x];
	return count;
}

/* Puts `length` bytes; returns the columns used, at most width. */
static int put_bytes(struct grid *grid, int x, int y, int width, const char *text, size_t length,
		     enum role role)
{
	int used = 0;
	while (length) {
		size_t plain = plain_bytes(text, length);
		if (plain) {
			int put = put_plain(grid, x + used, y, width - used, text, plain, role);
			used += put;
			text += put;
			length -= (size_t)put;
			if ((size_t)put < plain)
				break;
			continue;
		}
		struct glyph glyph = glyph_next(grid, text, length);
		if (used + glyph.width > width)
			break;
		struct cell *cell = glyph.width ? NULL : cell_at(grid, x + used - 1, y);
		if (glyph.second)
			put_point(grid, x + used + 1, y, glyph.second, 1, role);
		if (glyph.width)
			put_point(grid, x + used, y, glyph.point, glyph.second ? 1 : glyph.width, role);
		else if (cell && used && glyph.point)
			cell->mark = glyph.point;
		used += glyph.width;
		text += glyph.length;
		length -= glyph.length;
	}
	return used;
}

int grid_put(struct grid *grid, int x, int y, int width, const char *text, enum role role)
{
	return put_bytes(grid, x, y, width, text, strlen(text), role);
}

/* Bytes of the longest end of text that takes at most `columns`. */
static size_t tail_bytes(const struct grid *grid, const char *text, size_t length, int columns)
{
	int over = grid_columns_of(text, length, grid->ascii) - columns;
	size_t at = 0;
	while (at < length && over > 0) {
		struct glyph glyph = glyph_next(grid, text + at, length - at);
		over -= glyph.width;
		at += glyph.length;
	}
	return length - at;
}

static int put_cut(struct grid *grid, int x, int y, int width, const char *text, size_t length,
		   enum role role)
{
	int used = 0;
	if (width <= 0)
		return 0;
	if (grid_columns_of(text, length, grid->ascii) <= width) {
		used = put_bytes(grid, x, y, width, text, length, role);
	} else {
		int tail = (width - 1) / 2;
		used = put_bytes(grid, x, y, width - 1 - tail, text, length, role);
		put_point(grid, x + used, y, sign_of(grid, ELLIPSIS), 1, role);
		used++;
		size_t bytes = tail_bytes(grid, text, length, tail);
		used += put_bytes(grid, x + used, y, width - used, text + length - bytes, bytes, role);
	}
	grid_fill(grid, x + used, y, width - used, 1, role);
	return used;
}

int grid_put_cut(struct grid *grid, int x, int y, int width, const char *text, enum role role)
{
	return put_cut(grid, x, y, width, text, strlen(text), role);
}

/* Bytes of "[x] " and what is before it. */
static size_t box_bytes(const char *text, size_t length)
{
	const char *end = strstr(text, "] ");
	bool box = end && end - text >= 2 && end[-2] == '[' && (size_t)(end - text) + 2 <= length;
	return box ? (size_t)(end - text) + 2 : 0;
}

void grid_put_move(struct grid *grid, int x, int y, int width, const char *text, enum role role)
{
	enum { LEAST = 14 };
	static const char arrow[] = " → ";
	const int arrow_columns = grid_text_width(grid, arrow);
	const char *at = strstr(text, arrow);
	if (!at || grid_text_width(grid, text) <= width) {
		grid_put_cut(grid, x, y, width, text, role);
		return;
	}
	size_t box = box_bytes(text, (size_t)(at - text));
	int used = put_bytes(grid, x, y, width, text, box, role);
	const char *left = text + box, *right = at + strlen(arrow);
	size_t length = (size_t)(at - left);
	x += used;
	width -= used;
	if (width < LEAST) {
		put_cut(grid, x, y, width, left, length, role);
		return;
	}
	int left_own = grid_columns_of(left, length, grid->ascii), right_own = grid_text_width(grid, right);
	int room = width - arrow_columns, half = room / 2;
	int most = left_own <= half ? left_own : right_own <= room - half ? room - right_own : half;
	used = put_cut(grid, x, y, most, left, length, role);
	used += grid_put(grid, x + used, y, arrow_columns, arrow, role);
	grid_put_cut(grid, x + used, y, width - used, right, role);
}

void grid_put_right(struct grid *grid, int x, int y, int width, const char *text, enum role role)
{
	int columns = grid_text_width(grid, text);
	if (columns > width) {
		for (int i = 0; i < width; i++)
			put_point(grid, x + i, y, '#', 1, role);
		return;
	}
	grid_fill(grid, x, y, width - columns, 1, role);
	grid_put(grid, x + width - columns, y, columns, text, role);
}

static void line(struct grid *grid, int x, int y, int count, bool down, uint32_t point, enum role role)
{
	point = sign_of(grid, point);
	for (int i = 0; i < count; i++)
		put_point(grid, down ? x : x + i, down ? y + i : y, point, 1, role);
}

void grid_box(struct grid *grid, int x, int y, int width, int height, const char *title, const char *note,
	      bool focus)
{
	enum role role = focus ? ROLE_FOCUS : ROLE_MUTED;
	if (width < 2 || height < 2)
		return;
	line(grid, x + 1, y, width - 2, false, 0x2500, role);
	line(grid, x + 1, y + height - 1, width - 2, false, 0x2500, role);
	line(grid, x, y + 1, height - 2, true, 0x2502, role);
	line(grid, x + width - 1, y + 1, height - 2, true, 0x2502, role);
	line(grid, x, y, 1, false, 0x250C, role);
	line(grid, x + width - 1, y, 1, false, 0x2510, role);
	line(grid, x, y + height - 1, 1, false, 0x2514, role);
	line(grid, x + width - 1, y + height - 1, 1, false, 0x2518, role);
	int columns = grid_text_width(grid, title);
	if (columns > width - 4)
		columns = width - 4;
	if (columns > 0) {
		grid_put(grid, x + 1, y, 1, " ", role);
		grid_put_cut(grid, x + 2, y, columns, title, focus ? ROLE_FOCUS : ROLE_TITLE);
		grid_put(grid, x + 2 + columns, y, 1, " ", role);
	}
	int room = note ? grid_text_width(grid, note) : 0;
	if (note && room && room <= width - 6) {
		int at = x + width - 4 - room;
		grid_put(grid, at, y + height - 1, 1, " ", role);
		grid_put(grid, at + 1, y + height - 1, room, note, ROLE_MUTED);
		grid_put(grid, at + 1 + room, y + height - 1, 1, " ", role);
	}
}

static int eighths(double share, int cells)
{
	if (!(share > 0))
		return 0;
	return share >= 1 ? cells * 8 : (int)(share * cells * 8 + 0.5);
}

void grid_bar(struct grid *grid, int x, int y, int width, double share, enum role role)
{
	int filled = eighths(share, width);
	for (int i = 0; i < width; i++, filled -= 8) {
		uint32_t point = filled >= 8 ? 0x2588 : filled > 0 ? (uint32_t)(0x2590 - filled) : ' ';
		if (grid->ascii)
			point = filled >= 4 ? '#' : ' ';
		put_point(grid, x + i, y, point, 1, role);
	}
}

void grid_column(struct grid *grid, int x, int y, int height, double share, enum role role)
{
	int filled = eighths(share, height);
	for (int i = 0; i < height; i++, filled -= 8) {
		uint32_t point = filled >= 8 ? 0x2588 : filled > 0 ? (uint32_t)(0x2580 + filled) : ' ';
		put_point(grid, x, y - i, sign_of(grid, point), 1, role);
	}
}

void grid_step(struct grid *grid, int x, int y, double share, enum role role)
{
	static const char plain[] = "_.-~=+*#";
	int step = eighths(share, 1);
	step = step > 0 ? step : 1;
	put_point(grid, x, y, grid->ascii ? (uint32_t)plain[step - 1] : (uint32_t)(0x2580 + step), 1, role);
}

void grid_paint(struct grid *grid, int x, int y, int width, enum role role)
{
	for (int i = 0; i < width; i++) {
		struct cell *cell = cell_at(grid, x + i, y);
		if (cell)
			cell->role = (uint8_t)role;
	}
}

void grid_text(const struct grid *grid, struct str *out)
{
	for (int y = 0; y < grid->height; y++) {
		const struct cell *row = &grid->cells[(size_t)y * (size_t)grid->width];
		int end = grid->width;
		while (end && row[end - 1].point == ' ')
			end--;
		for (int x = 0; x < end; x++) {
			char bytes[4];
			if (row[x].point)
				str_add(out, bytes, utf8_encode(row[x].point, bytes));
			if (row[x].mark)
				str_add(out, bytes, utf8_encode(row[x].mark, bytes));
		}
		str_add_char(out, '\n');
	}
}

bool grid_same_row(const struct grid *a, const struct grid *b, int y)
{
	const struct cell *left = &a->cells[(size_t)y * (size_t)a->width];
	const struct cell *right = &b->cells[(size_t)y * (size_t)b->width];
	for (int x = 0; x < a->width; x++)
		if (left[x].point != right[x].point || left[x].mark != right[x].mark ||
		    left[x].role != right[x].role || left[x].bold != right[x].bold)
			return false;
	return true;
}
