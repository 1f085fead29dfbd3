#include "tests/pty/screen.h"

#include "core/base/str.h"

#include <stdlib.h>
#include <string.h>

static void blank(struct screen *screen, int y, int from, int to)
{
	for (int x = from; x < to; x++)
		screen->cells[y][x] = ' ';
}

static void blank_rows(struct screen *screen, int from, int to)
{
	for (int y = from; y < to; y++)
		blank(screen, y, 0, SCREEN_MOST_COLUMNS);
}

void screen_init(struct screen *screen, int width, int height)
{
	memset(screen, 0, sizeof *screen);
	screen->plain = true;
	blank_rows(screen, 0, SCREEN_MOST_ROWS);
	screen_resize(screen, width, height);
}

void screen_resize(struct screen *screen, int width, int height)
{
	screen->width = width;
	screen->height = height;
	screen->top = 0;
	screen->bottom = height - 1;
	blank_rows(screen, height, SCREEN_MOST_ROWS);
	for (int y = 0; y < height; y++)
		blank(screen, y, width, SCREEN_MOST_COLUMNS);
}

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

static void move(struct screen *screen, int x, int y)
{
	screen->x = clamp(x, 0, screen->width - 1);
	screen->y = clamp(y, 0, screen->height - 1);
}

static void copy_row(struct screen *screen, int to, int from)
{
	memcpy(screen->cells[to], screen->cells[from], sizeof screen->cells[to]);
}

/* Rows top to bottom move up by count (down when it is negative); blank rows come in. */
static void scroll(struct screen *screen, int top, int bottom, int count)
{
	int height = bottom - top + 1, rows = clamp(abs(count), 0, height);

	for (int i = 0; i < height - rows; i++) {
		if (count > 0)
			copy_row(screen, top + i, top + i + rows);
		else
			copy_row(screen, bottom - i, bottom - i - rows);
	}
	if (count > 0)
		blank_rows(screen, bottom - rows + 1, bottom + 1);
	else
		blank_rows(screen, top, top + rows);
}

/* Cells of the row from the cursor on move left by count (right when it is negative). */
static void shift(struct screen *screen, int count)
{
	uint32_t *row = screen->cells[screen->y];
	int cells = screen->width - screen->x, by = clamp(abs(count), 0, cells);
	size_t kept = (size_t)(cells - by) * sizeof *row;

	if (count > 0) {
		memmove(row + screen->x, row + screen->x + by, kept);
		blank(screen, screen->y, screen->width - by, screen->width);
	} else {
		memmove(row + screen->x + by, row + screen->x, kept);
		blank(screen, screen->y, screen->x, screen->x + by);
	}
}

static void line_feed(struct screen *screen)
{
	if (screen->y == screen->bottom)
		scroll(screen, screen->top, screen->bottom, 1);
	else if (screen->y < screen->height - 1)
		screen->y++;
}

static void put(struct screen *screen, uint32_t point)
{
	int width = utf8_width(point);

	if (width <= 0)
		return;
	if (screen->x + width > screen->width) {
		screen->x = 0;
		line_feed(screen);
	}
	screen->cells[screen->y][screen->x] = screen->last = point;
	if (width == 2)
		screen->cells[screen->y][screen->x + 1] = 0;
	screen->x += width;
}

static void control(struct screen *screen, char c)
{
	if (c == '\r')
		screen->x = 0;
	else if (c == '\n')
		line_feed(screen);
	else if (c == '\b')
		screen->x = clamp(screen->x - 1, 0, screen->width - 1);
	else if (c == '\t')
		screen->x = clamp((screen->x / 8 + 1) * 8, 0, screen->width - 1);
}

static void set_mode(struct screen *screen, int mode, bool on)
{
	if (mode == 1049 || mode == 1047 || mode == 47) {
		if (on != screen->alternate)
			blank_rows(screen, 0, screen->height);
		screen->alternate = on;
	} else if (mode == 25) {
		screen->hidden_cursor = !on;
	} else if (mode == 1000 || mode == 1002 || mode == 1003 || mode == 1006) {
		screen->mouse = on;
	} else if (mode == 2004) {
		screen->paste = on;
	}
}

static void erase_display(struct screen *screen, int how)
{
	if (how == 0) {
		blank(screen, screen->y, screen->x, screen->width);
		blank_rows(screen, screen->y + 1, screen->height);
	} else if (how == 1) {
		blank_rows(screen, 0, screen->y);
		blank(screen, screen->y, 0, screen->x + 1);
	} else if (how == 2) {
		blank_rows(screen, 0, screen->height);
	}
}

static void erase_line(struct screen *screen, int how)
{
	blank(screen, screen->y, how == 0 ? screen->x : 0, how == 1 ? screen->x + 1 : screen->width);
}

static void move_by_command(struct screen *screen, char command, int first, int second)
{
	int count = first ? first : 1;

	switch (command) {
	case 'A':
		move(screen, screen->x, screen->y - count);
		break;
	case 'B':
		move(screen, screen->x, screen->y + count);
		break;
	case 'C':
		move(screen, screen->x + count, screen->y);
		break;
	case 'D':
		move(screen, screen->x - count, screen->y);
		break;
	case 'G':
		move(screen, count - 1, screen->y);
		break;
	case 'd':
		move(screen, screen->x, count - 1);
		break;
	default: /* H, f */
		move(screen, (second ? second : 1) - 1, count - 1);
		break;
	}
}

static void edit_by_command(struct screen *screen, char command, int first)
{
	int count = first ? first : 1;

	switch (command) {
	case 'J':
		erase_display(screen, first);
		break;
	case 'K':
		erase_line(screen, first);
		break;
	case 'X':
		blank(screen, screen->y, screen->x, clamp(screen->x + count, 0, screen->width));
		break;
	case 'P':
		shift(screen, count);
		break;
	case '@':
		shift(screen, -count);
		break;
	case 'L':
		scroll(screen, screen->y, screen->bottom, -count);
		break;
	case 'M':
		scroll(screen, screen->y, screen->bottom, count);
		break;
	case 'S':
		scroll(screen, screen->top, screen->bottom, count);
		break;
	case 'T':
		scroll(screen, screen->top, screen->bottom, -count);
		break;
	default: /* b */
		while (count-- > 0)
			put(screen, screen->last);
		break;
	}
}

static void set_region(struct screen *screen, int top, int bottom)
{
	screen->top = clamp(top ? top - 1 : 0, 0, screen->height - 1);
	screen->bottom = clamp(bottom ? bottom - 1 : screen->height - 1, 0, screen->height - 1);
	move(screen, 0, 0);
}

/* ESC [ arguments command; text begins behind the bracket. */
static void obey(struct screen *screen, char *text, char command)
{
	int arguments[SCREEN_MOST_ARGUMENTS] = {0}, count = 0;
	bool private = *text == '?' || *text == '>';

	for (char *at = text + private; count < SCREEN_MOST_ARGUMENTS; at++) {
		arguments[count++] = (int)strtol(at, &at, 10);
		if (*at != ';' && *at != ':')
			break;
	}
	if (command == 'h' || command == 'l') {
		for (int i = 0; i < count && *text == '?'; i++)
			set_mode(screen, arguments[i], command == 'h');
	} else if (command == 'm') {
		screen->plain = arguments[count - 1] == 0 || (screen->plain && arguments[0] == 39);
	} else if (private) {
		screen->unknown++;
	} else if (command == 'r') {
		set_region(screen, arguments[0], arguments[1]);
	} else if (strchr("ABCDGdHf", command)) {
		move_by_command(screen, command, arguments[0], arguments[1]);
	} else if (strchr("JKXP@LMSTb", command)) {
		edit_by_command(screen, command, arguments[0]);
	} else if (command != 't') {
		screen->unknown++;
	}
}

static void escape(struct screen *screen, char c)
{
	if (c == '7') {
		screen->saved_x = screen->x;
		screen->saved_y = screen->y;
	} else if (c == '8') {
		move(screen, screen->saved_x, screen->saved_y);
	} else if (c == 'M') {
		if (screen->y == screen->top)
			scroll(screen, screen->top, screen->bottom, -1);
		else
			move(screen, screen->x, screen->y - 1);
	}
}

/* True when what is pending is whole, and has been obeyed. */
static bool take_sequence(struct screen *screen)
{
	char *text = screen->pending;
	size_t length = screen->pending_length;
	char last = text[length - 1];

	if (length == 1)
		return false;
	if (strchr("()*+", text[1]))
		return length == 3;
	if (text[1] == ']')
		return last == '\a' || (last == '\\' && text[length - 2] == '\033');
	if (text[1] != '[') {
		escape(screen, text[1]);
		return true;
	}
	if (length == 2 || last < '@' || last > '~')
		return false;
	text[length - 1] = '\0';
	obey(screen, text + 2, last);
	return true;
}

static bool take_character(struct screen *screen)
{
	unsigned char first = (unsigned char)screen->pending[0];
	size_t wanted = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	uint32_t point;

	if (screen->pending_length < wanted)
		return false;
	utf8_decode(screen->pending, screen->pending_length, &point);
	put(screen, point);
	return true;
}

void screen_write(struct screen *screen, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		bool whole;
		if (screen->pending_length == 0 && (unsigned char)bytes[i] < ' ' && bytes[i] != '\033') {
			control(screen, bytes[i]);
			continue;
		}
		screen->pending[screen->pending_length++] = bytes[i];
		whole = screen->pending[0] == '\033' ? take_sequence(screen) : take_character(screen);
		if (whole || screen->pending_length == sizeof screen->pending)
			screen->pending_length = 0;
	}
}

void screen_row(const struct screen *screen, int y, char *out, size_t size)
{
	size_t length = 0;

	for (int x = 0; x < screen->width && length + 5 < size; x++)
		if (screen->cells[y][x])
			length += utf8_encode(screen->cells[y][x], out + length);
	out[length] = '\0';
}

int screen_find(const struct screen *screen, const char *text)
{
	char row[SCREEN_MOST_COLUMNS * 4];

	for (int y = 0; y < screen->height; y++) {
		screen_row(screen, y, row, sizeof row);
		if (strstr(row, text))
			return y;
	}
	return -1;
}
