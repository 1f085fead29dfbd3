/*
 * Checks a screen (standard input) against a file of texts that have to be on it: must FILE.
 *
 * Each line is "[no ]PLACE: TEXT", where PLACE is "*" (any row), a row from 1 or, from the bottom,
 * from -1, or "pane NAME": inside the box whose title begins with NAME or else holds it. Behind
 * "no" the text must not be there. Empty lines and lines that begin with # say nothing. TEXT is
 * searched as it stands; runs of blanks count as one. Prints the first line that does not hold;
 * ends with 0, 1 or 2 (FILE is at fault).
 */
#include "core/base/str.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 300, MOST_COLUMNS = 500, MOST_LINE = 4096 };

struct screen {
	int height;
	uint32_t cells[MOST_ROWS][MOST_COLUMNS]; /* code points; 0: the right half of a wide one */
};

struct area {
	int x, y, width, height;
};

static void read_row(struct screen *screen, const char *line, size_t length)
{
	uint32_t *row = screen->cells[screen->height++];
	int column = 0;

	for (int i = 0; i < MOST_COLUMNS; i++)
		row[i] = ' ';
	while (length > 0 && column < MOST_COLUMNS - 1) {
		uint32_t point;
		size_t used = utf8_decode(line, length, &point);
		int width = utf8_width(point);
		if (width > 0)
			row[column] = point;
		if (width == 2)
			row[column + 1] = 0;
		column += width;
		line += used;
		length -= used;
	}
}

static void read_screen(struct screen *screen)
{
	char line[MOST_LINE];

	while (screen->height < MOST_ROWS && fgets(line, sizeof line, stdin))
		read_row(screen, line, strcspn(line, "\n"));
}

/* The text of a row of an area, runs of blanks as one. */
static void area_text(const struct screen *screen, const struct area *area, int y, struct str *text)
{
	bool blank = false;

	text->length = 0;
	for (int x = area->x; x < area->x + area->width; x++) {
		char bytes[4];
		uint32_t point = screen->cells[y][x];
		if (point == 0 || (point == ' ' && blank))
			continue;
		blank = point == ' ';
		str_add(text, bytes, utf8_encode(point, bytes));
	}
	str_add(text, "", 0);
}

static bool area_holds(const struct screen *screen, const struct area *area, const char *wanted)
{
	struct str text;
	bool found = false;

	str_init(&text);
	for (int y = area->y; y < area->y + area->height && !found; y++) {
		area_text(screen, area, y, &text);
		found = text.length > 0 && strstr(text.data, wanted) != NULL;
	}
	str_clear(&text);
	return found;
}

static bool is_one_of(uint32_t point, const uint32_t *points)
{
	while (*points && *points != point)
		points++;
	return *points != 0;
}

/* The columns of a top border that begins at x: 0 when there is none. */
static int border_width(const struct screen *screen, int x, int y)
{
	static const uint32_t lefts[] = {0x250c, 0x250f, 0x2554, 0x256d, '+', 0};
	static const uint32_t rights[] = {0x2510, 0x2513, 0x2557, 0x256e, '+', 0};
	static const uint32_t sides[] = {0x2502, 0x2503, 0x2551, '|', 0};

	if (!is_one_of(screen->cells[y][x], lefts) || y + 1 >= screen->height ||
	    !is_one_of(screen->cells[y + 1][x], sides))
		return 0;
	for (int end = x + 1; end < MOST_COLUMNS; end++)
		if (is_one_of(screen->cells[y][end], rights) && is_one_of(screen->cells[y + 1][end], sides))
			return end - x + 1;
	return 0;
}

static int border_height(const struct screen *screen, int x, int y)
{
	static const uint32_t bottoms[] = {0x2514, 0x2517, 0x255a, 0x2570, '+', 0};
	int end = y + 1;

	while (end < screen->height && !is_one_of(screen->cells[end][x], bottoms))
		end++;
	return end - y + 1;
}

/* The inside of the first box whose title holds the name, or begins with it; false when there is none. */
static bool find_titled(const struct screen *screen, const char *name, bool begins, struct area *inside)
{
	for (int y = 0; y < screen->height; y++) {
		for (int x = 0; x < MOST_COLUMNS; x++) {
			struct area title = {x, y, border_width(screen, x, y), 1};
			struct area start = {x + 2, y, (int)strlen(name), 1};
			if (title.width == 0 || !area_holds(screen, begins ? &start : &title, name))
				continue;
			inside->x = x + 1;
			inside->y = y + 1;
			inside->width = title.width - 2;
			inside->height = border_height(screen, x, y) - 2;
			return true;
		}
	}
	return false;
}

/* A title may name other panes, too: one that begins with the name goes first. */
static bool find_pane(const struct screen *screen, const char *name, struct area *inside)
{
	return find_titled(screen, name, true, inside) || find_titled(screen, name, false, inside);
}

/* The area that a place names; false when there is no such row or pane. */
static bool find_place(const struct screen *screen, const char *place, struct area *area)
{
	char *end;
	long row = strtol(place, &end, 10);

	*area = (struct area){0, 0, MOST_COLUMNS, screen->height};
	if (strcmp(place, "*") == 0)
		return true;
	if (strncmp(place, "pane ", 5) == 0)
		return find_pane(screen, place + 5, area);
	if (*end || row == 0 || labs(row) > screen->height)
		return false;
	area->y = (int)(row > 0 ? row - 1 : screen->height + row);
	area->height = 1;
	return true;
}

static void squeeze(char *text)
{
	char *out = text;

	for (; *text; text++)
		if (*text != ' ' || out[-1] != ' ')
			*out++ = *text;
	*out = '\0';
}

static int check_line(const struct screen *screen, char *line)
{
	bool absent = strncmp(line, "no ", 3) == 0;
	char *place = absent ? line + 3 : line, *text = strstr(place, ": ");
	struct area area;

	if (!text) {
		printf("no place in '%s'\n", line);
		return 2;
	}
	*text = '\0';
	squeeze(text + 2);
	if (!find_place(screen, place, &area)) {
		printf("there is no %s%s\n", isdigit((unsigned char)*place) ? "row " : "", place);
		return 1;
	}
	if (area_holds(screen, &area, text + 2) != absent)
		return 0;
	printf("%s: '%s' is %s\n", place, text + 2, absent ? "there" : "not there");
	return 1;
}

int main(int argc, char **argv)
{
	static struct screen screen;
	FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
	char line[MOST_LINE];
	int status = 0;

	if (!file) {
		fprintf(stderr, "usage: must FILE < SCREEN\n");
		return 2;
	}
	read_screen(&screen);
	while (status == 0 && fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] && line[0] != '#')
			status = check_line(&screen, line);
	}
	fclose(file);
	return status;
}
