/*
 * For tests of the screen: a program without a terminal, driven by key scripts and read as text.
 */
#ifndef TESTS_UNIT_SCREEN_H
#define TESTS_UNIT_SCREEN_H

#include "tui/app.h"

struct screen {
	struct app *app;
	struct grid grid;
	struct str text;  /* as last drawn, a line a row */
	unsigned effects; /* of all events of the last script together */
};

/* A small stack: two providers with an inherited third, six components with a circle, four migrations. */
extern const char screen_stack[];

/* Opens a stack given as YAML (NULL: screen_stack) at 80x24 and draws it. Fails the test when it does not
 * load. */
void screen_open(struct screen *screen, const char *yaml);
void screen_open_with(struct screen *screen, const char *yaml, const struct app_options *options);
void screen_close(struct screen *screen);

/* Plays a script (tui/event.h) and draws after each event. Saves are not made: see the effects. */
void screen_keys(struct screen *screen, const char *script);
void screen_resize(struct screen *screen, int width, int height);

/* The row with this number, without its end; until the next call. NULL beyond the last. */
const char *screen_row(struct screen *screen, int row);

bool screen_has(const struct screen *screen, const char *text);

/* True when one row has both texts, in this order. */
bool screen_has_in_row(struct screen *screen, const char *first, const char *second);

/* Another model, as a reload gives it. */
struct model *screen_model(const char *yaml);

#endif
