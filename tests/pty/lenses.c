#include "tests/pty/tester.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a lens says of the sample with one move on, at every size. */
static const struct {
	const char *key, *must, *also;
} lenses[] = {
	{"1", "requalification", "One-off"}, {"2", "at high", "325k"},     {"3", "month's wait", "NPV"},
	{"4", "B cheaper", "One-off"},       {"5", "same money", "yours"}, {"6", "alone", "USD"},
};

static const struct {
	int width, height;
} sizes[] = {{80, 24}, {120, 40}, {200, 60}, {40, 12}};

enum { LENSES = sizeof lenses / sizeof *lenses, SIZES = sizeof sizes / sizeof *sizes };

/* --- what no screen may have ----------------------------------------------------------------- */

/* The sides and corners of a box, drawn with lines or with ASCII. */
static bool is_border(uint32_t cell)
{
	return (cell >= 0x2500 && cell < 0x2580) || cell == '|' || cell == '+';
}

static bool is_corner(uint32_t cell)
{
	return cell == 0x250C || cell == 0x2514 || cell == '+';
}

/* From the first box's top to the last one's bottom each row begins and ends with a border. */
static bool borders_are_whole(const struct screen *screen)
{
	int first = 0, last = screen->height - 1;
	while (first < last && !is_corner(screen->cells[first][0]))
		first++;
	while (last > first && !is_corner(screen->cells[last][0]))
		last--;
	for (int y = first; y <= last; y++)
		if (!is_border(screen->cells[y][0]) || !is_border(screen->cells[y][screen->width - 1]))
			return false;
	return last > first;
}

/* No stand-in for a character that cannot be shown, and in an ASCII locale nothing but ASCII. */
static bool cells_are_clean(const struct screen *screen, bool ascii)
{
	for (int y = 0; y < screen->height; y++) {
		for (int x = 0; x < screen->width; x++) {
			uint32_t cell = screen->cells[y][x];
			if (cell == 0xFFFD || (cell && cell < ' ') || (ascii && cell >= 0x7F))
				return false;
		}
	}
	return true;
}

/* A figure that does not fit is shown as a row of #s; in ASCII bars are made of them. */
static bool no_figure_is_lost(const struct screen *screen, bool ascii)
{
	return ascii || screen_find(screen, "#") < 0;
}

/* --- the tour -------------------------------------------------------------------------------- */

static void look(struct tester *tester, struct session *session, int lens, bool ascii)
{
	const struct screen *screen = &session->screen;
	bool good = true;
	session_type(session, lenses[lens].key);
	good &= tester_check(tester, session_wait_text(session, lenses[lens].must, true), lenses[lens].must);
	session_settle(session, 15);
	good &= tester_check(tester, screen_find(screen, lenses[lens].also) >= 0, lenses[lens].also);
	good &= tester_check(tester, borders_are_whole(screen), "no text over a border");
	good &= tester_check(tester, cells_are_clean(screen, ascii), "no stray character");
	good &= tester_check(tester, no_figure_is_lost(screen, ascii), "every figure has room");
	good &= tester_check(tester, screen->unknown == 0, "every sequence is known");
	if (!good) {
		printf("  %s, lens %s, %dx%d:\n", tester->name, lenses[lens].key, screen->width,
		       screen->height);
		tester_show(session);
	}
}

/* The title tells the size apart before the lens is looked at: the program has followed it. */
static void follow_size(struct tester *tester, struct session *session, int width, int height)
{
	session_resize(session, width, height);
	session_settle(session, 60);
	tester_check(tester, session_wait_text(session, width < 64 ? "1/12 on" : "1 of 12 on", true),
		     "the screen follows the size");
}

static void tour(struct tester *tester, bool ascii)
{
	struct session session;
	if (!tester_open(tester, &session))
		return;
	session_type(&session, " ");
	tester_check(tester, session_wait_text(&session, "1 of 12 on", true), "a move is on");
	session_type(&session, "\t");
	for (int size = 0; size < SIZES; size++) {
		follow_size(tester, &session, sizes[size].width, sizes[size].height);
		for (int lens = 0; lens < LENSES; lens++)
			look(tester, &session, lens, ascii);
	}
	session_type(&session, "uq");
	tester_end(tester, &session, 0, 0);
}

void tester_look_at_lenses(struct tester *tester)
{
	static const struct {
		const char *name;
		bool alternate;
	} terminals[] = {{"xterm-256color", true}, {"linux", false}, {"vt100", false}, {"screen", true}};
	static const char *const locales[] = {"C.UTF-8", "C"};
	for (size_t i = 0; i < sizeof terminals / sizeof *terminals; i++) {
		for (size_t locale = 0; locale < 2; locale++) {
			char name[40];
			setenv("TERM", terminals[i].name, 1);
			setenv("LC_ALL", locales[locale], 1);
			snprintf(name, sizeof name, "lenses %s %s", terminals[i].name, locales[locale]);
			tester->name = name;
			tester->alternate = terminals[i].alternate;
			tour(tester, locale == 1);
		}
	}
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
}
