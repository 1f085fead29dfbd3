#include "tui/paint.h"

#include "core/base/memory.h"
#include "tui/paint_order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	BOLD = 1,
	DIM = 2,
	UNDERLINE = 4,
	REVERSE = 8,
	MOST_MOVE = 32,
	MOST_BRIDGED = 3, /* cells that do not differ, but are written sooner than stepped over */
	LEAST_ERASED = 8, /* blanks in a row that are erased, not written */
	MOST_STYLES = 2 * ROLE_COUNT + 1 /* each role, also bold, and none */
};

struct style {
	unsigned flags;
	const char *color;
};

static const struct style plain = {0, ""};

struct brush {
	const struct painter *painter;
	const struct grid *after;
	struct str *out;
	struct style style; /* now in force */
	int x, y;           /* -1: it is not known where the cursor is */
};

bool paint_suits(paint_capability *capability)
{
	static const char *const needed[][2] = {
		{"cup", "\033[%i%p1%d;%p2%dH"},
		{"cuf", "\033[%p1%dC"},
		{"cub", "\033[%p1%dD"},
		{"cuu", "\033[%p1%dA"},
		{"cud", "\033[%p1%dB"},
		{"cud1", "\n"},
		{"cub1", "\b"},
		{"cr", "\r"},
	};
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
		const char *has = capability(needed[i][0]);
		size_t length = strlen(needed[i][1]);
		/* padding ("$<5>") is for terminals of another age */
		if (!has || strncmp(has, needed[i][1], length) != 0 || (has[length] && has[length] != '$'))
			return false;
	}
	return true;
}

bool paint_says(paint_capability *capability, const char *name, const char *wanted)
{
	const char *value = capability(name);
	return value && strcmp(value, wanted) == 0;
}

/* An attribute that the terminal has, by the code that the painter writes for it. */
static bool learn_attribute(paint_capability *capability, const char *name, char code, bool *has)
{
	const char *value = capability(name);
	char wanted[] = {'\033', '[', code, 'm', '\0'};
	*has = *has && value;
	return !value || strncmp(value, wanted, 4) == 0;
}

bool paint_learn_attributes(paint_capability *capability, struct paint *paint)
{
	return learn_attribute(capability, "bold", '1', &paint->bold) &&
	       learn_attribute(capability, "dim", '2', &paint->dim) &&
	       learn_attribute(capability, "smul", '4', &paint->underline) &&
	       learn_attribute(capability, "rev", '7', &paint->reverse);
}

/* --- how a cell looks ---------------------------------------------------------------------------- */

static bool is_blank(const struct cell *cell)
{
	return cell->point == ' ' && !cell->mark;
}

static struct style style_of(const struct painter *painter, const struct cell *cell)
{
	const struct paint *paint = &painter->roles[cell->role];
	struct style style = {.color = paint->color};
	style.flags |= paint->bold || cell->bold ? BOLD : 0u;
	style.flags |= paint->dim ? DIM : 0u;
	style.flags |= paint->underline ? UNDERLINE : 0u;
	style.flags |= paint->reverse ? REVERSE : 0u;
	return is_blank(cell) && !(style.flags & (UNDERLINE | REVERSE)) ? plain : style;
}

static bool same_style(struct style a, struct style b)
{
	return a.flags == b.flags && strcmp(a.color, b.color) == 0;
}

/* A blank that only has a ground, the terminal's own: no colour and no weight of the brush shows on it. */
static bool is_unseen(const struct cell *cell, struct style style)
{
	return is_blank(cell) && same_style(style, plain);
}

static bool same_cell(const struct painter *painter, const struct cell *a, const struct cell *b)
{
	if (a->point != b->point || a->mark != b->mark)
		return false;
	return (a->role == b->role && a->bold == b->bold) ||
	       same_style(style_of(painter, a), style_of(painter, b));
}

/* --- style --------------------------------------------------------------------------------------- */

static void add_flags(char *text, size_t size, unsigned flags)
{
	static const char *const codes[] = {"1", "2", "4", "7"};
	for (unsigned i = 0; i < 4; i++)
		if (flags & 1u << i) {
			size_t length = strlen(text);
			snprintf(text + length, size - length, "%s%s", length ? ";" : "", codes[i]);
		}
}

static void add_color(char *text, size_t size, const char *color)
{
	size_t length = strlen(text);
	snprintf(text + length, size - length, "%s%s", length ? ";" : "", color);
}

/* From nothing, when something has to go; else only what is new, when that is shorter. */
static void set_style(struct brush *brush, struct style style)
{
	char anew[48] = "", more[48] = "";
	if (same_style(brush->style, style))
		return;
	if (style.flags || *style.color)
		strcpy(anew, "0");
	add_flags(anew, sizeof anew, style.flags);
	if (*style.color)
		add_color(anew, sizeof anew, style.color);
	bool only_adds = !(brush->style.flags & ~style.flags);
	if (only_adds) {
		add_flags(more, sizeof more, style.flags & ~brush->style.flags);
		if (strcmp(brush->style.color, style.color) != 0)
			add_color(more, sizeof more, *style.color ? style.color : "39");
	}
	str_print(brush->out, "\033[%sm", only_adds && strlen(more) < strlen(anew) ? more : anew);
	brush->style = style;
}

/* --- place --------------------------------------------------------------------------------------- */

static size_t put_number(char *text, int number)
{
	char digits[12];
	size_t count = 0, length;
	do
		digits[count++] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	for (length = count; count; count--)
		*text++ = digits[count - 1];
	return length;
}

static size_t step(char *text, int count, char letter)
{
	size_t length = 0;
	text[length++] = '\033';
	text[length++] = '[';
	if (count > 1)
		length += put_number(text + length, count);
	text[length++] = letter;
	return length;
}

/* To another row, in the column; '\n' never scrolls here, as the row is there. */
static size_t along(char *text, int from, int to)
{
	int down = to - from;
	if (down < 0)
		return step(text, -down, 'A');
	if (down > 4)
		return step(text, down, 'B');
	memset(text, '\n', (size_t)down);
	return (size_t)down;
}

/* Within the row, from x. */
static size_t across(char *text, int from, int to)
{
	if (to > from)
		return step(text, to - from, 'C');
	if (to == from)
		return 0;
	if (to == 0) {
		*text = '\r';
		return 1;
	}
	if (from - to > 4)
		return step(text, from - to, 'D');
	memset(text, '\b', (size_t)(from - to));
	return (size_t)(from - to);
}

static size_t straight(char *text, int x, int y)
{
	size_t length = 0;
	text[length++] = '\033';
	text[length++] = '[';
	length += put_number(text + length, y + 1);
	if (x) {
		text[length++] = ';';
		length += put_number(text + length, x + 1);
	}
	text[length++] = 'H';
	return length;
}

/* The shortest way to a place: step by step, or straight to it. */
static void go(struct brush *brush, int x, int y)
{
	char steps[2 * MOST_MOVE], jump[MOST_MOVE];
	size_t jump_length = straight(jump, x, y), length = SIZE_MAX;
	if (brush->x >= 0) {
		length = along(steps, brush->y, y);
		length += across(steps + length, brush->x, x);
	}
	str_add(brush->out, length <= jump_length ? steps : jump,
		length <= jump_length ? length : jump_length);
	brush->x = x;
	brush->y = y;
}

/* --- rows ---------------------------------------------------------------------------------------- */

static void put_point(struct str *out, uint32_t point)
{
	char bytes[4];
	str_add(out, bytes, utf8_encode(point, bytes));
}

static const struct cell *cell_at(const struct grid *grid, int x, int y)
{
	return &grid->cells[(size_t)y * (size_t)grid->width + (size_t)x];
}

static void put_cell(struct brush *brush, int x, int y)
{
	const struct cell *cell = cell_at(brush->after, x, y);
	bool wide = x + 1 < brush->after->width && !cell[1].point;
	struct style style = style_of(brush->painter, cell);
	if (!is_unseen(cell, style) || brush->style.flags & (UNDERLINE | REVERSE))
		set_style(brush, style);
	uint32_t (*shown)(uint32_t, int) = cell->point < 0x80 ? NULL : brush->painter->shown;
	put_point(brush->out, shown ? shown(cell->point, wide ? 2 : 1) : cell->point);
	if (cell->mark)
		put_point(brush->out, cell->mark);
	brush->x = x + 1;
	/* Behind the last column a terminal waits with the next row; and of widths it has its own idea. */
	if (wide || cell->mark || brush->x >= brush->after->width)
		brush->x = -1;
}

/* Plain blanks from x on, up to end. */
static int count_blanks(const struct brush *brush, int x, int y, int end)
{
	int count = 0;
	for (; x + count < end; count++) {
		const struct cell *cell = cell_at(brush->after, x + count, y);
		if (!is_unseen(cell, style_of(brush->painter, cell)))
			break;
	}
	return count;
}

static void paint_part(struct brush *brush, int x, int end, int y)
{
	while (x < end) {
		int blanks = brush->painter->erases ? count_blanks(brush, x, y, end) : 0;
		if (!cell_at(brush->after, x, y)->point) {
			x++;
			continue;
		}
		if (brush->x != x || brush->y != y)
			go(brush, x, y);
		if (blanks < LEAST_ERASED) {
			put_cell(brush, x++, y);
			continue;
		}
		if (brush->style.flags & (UNDERLINE | REVERSE))
			set_style(brush, plain);
		if (x + blanks == brush->after->width)
			str_add_text(brush->out, "\033[K");
		else
			str_print(brush->out, "\033[%dX", blanks);
		x += blanks;
	}
}

/* Is the cell at x worth writing only to come to what differs behind it? */
static bool bridges(const struct brush *brush, int x, int y)
{
	const struct cell *cell = cell_at(brush->after, x, y);
	struct style style = style_of(brush->painter, cell);
	return cell->point >= ' ' && cell->point < 0x7F && !cell->mark &&
	       (is_unseen(cell, style) || same_style(style, style_of(brush->painter, cell - 1)));
}

static int end_of_run(const struct brush *brush, const struct grid *before, int x, int y)
{
	int end = x + 1, gap = 0;
	for (x = end; x < brush->after->width && gap <= MOST_BRIDGED; x++) {
		if (!same_cell(brush->painter, cell_at(before, x, y), cell_at(brush->after, x, y))) {
			end = x + 1;
			gap = 0;
		} else if (bridges(brush, x, y)) {
			gap++;
		} else {
			break;
		}
	}
	return end;
}

/* --- the screen ---------------------------------------------------------------------------------- */

struct run {
	int x, end, y;
	unsigned style, end_style; /* that it begins and ends with, by number */
};

struct runs {
	struct run *items;
	size_t count, capacity;
	struct style styles[MOST_STYLES]; /* the first is plain */
	unsigned style_count;
};

static unsigned number_of(struct runs *runs, struct style style)
{
	for (unsigned i = 0; i < runs->style_count; i++)
		if (same_style(runs->styles[i], style))
			return i;
	runs->styles[runs->style_count] = style;
	return runs->style_count++;
}

/* The style of the first cell from x on, step by step to `stop`, on which one shows. */
static unsigned style_from(struct runs *runs, const struct brush *brush, const struct run *run, int x,
			   int stop, int step)
{
	for (; x != stop; x += step) {
		const struct cell *cell = cell_at(brush->after, x, run->y);
		struct style style = style_of(brush->painter, cell);
		if (cell->point && !is_unseen(cell, style))
			return number_of(runs, style);
	}
	return 0;
}

static void add_run(struct runs *runs, const struct brush *brush, struct run run)
{
	run.style = style_from(runs, brush, &run, run.x, run.end, 1);
	run.end_style = style_from(runs, brush, &run, run.end - 1, run.x - 1, -1);
	runs->items = memory_grow(runs->items, runs->count, &runs->capacity, sizeof *runs->items);
	runs->items[runs->count++] = run;
}

static void find_runs(struct runs *runs, const struct brush *brush, const struct grid *before, int y)
{
	int x = 0;
	while (x < brush->after->width) {
		if (same_cell(brush->painter, cell_at(before, x, y), cell_at(brush->after, x, y))) {
			x++;
			continue;
		}
		int end = end_of_run(brush, before, x, y);
		/* Half a wide character cannot be written. */
		while (x > 0 && !cell_at(brush->after, x, y)->point)
			x--;
		add_run(runs, brush, (struct run){.x = x, .end = end, .y = y});
		x = end;
	}
}

static struct paint_stop stop_of(const struct brush *brush, const struct run *run)
{
	const struct grid *grid = brush->after;
	const struct cell *last = cell_at(grid, run->end - 1, run->y);
	bool known = run->end < grid->width && last->point && !last->mark;
	return (struct paint_stop){run->x, run->y, known ? run->end : -1, run->style, run->end_style};
}

/* Those that begin in one style follow each other: a style costs more than a step to the next row. */
static size_t stops_by_style(const struct brush *brush, const struct runs *runs, struct paint_stop *stops,
			     const struct run **found)
{
	size_t count = 1;
	for (unsigned style = 0; style < runs->style_count; style++) {
		for (size_t i = 0; i < runs->count; i++) {
			if (runs->items[i].style != style)
				continue;
			stops[count] = stop_of(brush, &runs->items[i]);
			found[count++] = &runs->items[i];
		}
	}
	return count;
}

static void paint_runs(struct brush *brush, const struct runs *runs)
{
	struct paint_stop stops[PAINT_STOPS_MOST];
	const struct run *found[PAINT_STOPS_MOST];
	unsigned char order[PAINT_STOPS_MOST], bytes[MOST_STYLES] = {3};
	const struct grid *after = brush->after;
	if (runs->count > PAINT_STOPS_MOST - 2) {
		for (size_t i = 0; i < runs->count; i++)
			paint_part(brush, runs->items[i].x, runs->items[i].end, runs->items[i].y);
		return;
	}
	for (unsigned i = 1; i < runs->style_count; i++)
		bytes[i] = (unsigned char)(strlen(runs->styles[i].color) + 4);
	size_t count = stops_by_style(brush, runs, stops, found);
	stops[0] = (struct paint_stop){.y = brush->y, .end = brush->x};
	stops[count] = (struct paint_stop){.x = after->cursor_x, .y = after->cursor_y};
	paint_order(stops, count + 1, bytes, order);
	for (size_t i = 1; i < count; i++)
		paint_part(brush, found[order[i]]->x, found[order[i]]->end, found[order[i]]->y);
}

void paint_difference(const struct painter *painter, const struct grid *before, const struct grid *after,
		      struct str *out)
{
	struct brush brush = {.painter = painter,
			      .after = after,
			      .out = out,
			      .style = plain,
			      .x = before->cursor_y < 0 ? -1 : before->cursor_x,
			      .y = before->cursor_y};
	struct runs runs = {.styles = {plain}, .style_count = 1};
	size_t bytes = sizeof *after->cells * (size_t)after->width;
	for (int y = 0; y < after->height; y++)
		if (memcmp(cell_at(before, 0, y), cell_at(after, 0, y), bytes) != 0)
			find_runs(&runs, &brush, before, y);
	paint_runs(&brush, &runs);
	free(runs.items);
	set_style(&brush, plain);
	if (after->cursor_x >= 0 && after->cursor_y >= 0 &&
	    (brush.x != after->cursor_x || brush.y != after->cursor_y))
		go(&brush, after->cursor_x, after->cursor_y);
}
