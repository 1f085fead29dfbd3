/*
 * For tests of the screen: a program without a terminal, driven by key scripts and read as text.
 */
#ifndef TESTS_UNIT_SCENE_H
#define TESTS_UNIT_SCENE_H

#include "tui/app.h"
#include "tui/show.h"

struct scene {
	struct app *app;
	struct grid grid;
	struct str text;  /* as last drawn, a line a row */
	unsigned effects; /* of all events of the last script together */
};

/* A small stack: two providers with an inherited third, six components with a circle, four migrations. */
extern const char scene_stack[];

/* Opens a stack given as YAML (NULL: scene_stack) at 80x24 and draws it. Fails the test when it does not
 * load. */
void scene_open(struct scene *screen, const char *yaml);
void scene_open_with(struct scene *screen, const char *yaml, const struct app_options *options);
void scene_close(struct scene *screen);

/* Plays a script (tui/event.h) and draws after each event. Saves are not made: see the effects. */
void scene_keys(struct scene *screen, const char *script);

/* The same, drawing at the end only: as keys do that come before the screen follows. */
void scene_keys_at_once(struct scene *screen, const char *script);
void scene_resize(struct scene *screen, int width, int height);

/* The row with this number, without its end; until the next call. NULL beyond the last. */
const char *scene_row(struct scene *screen, int row);

bool scene_has(const struct scene *screen, const char *text);

/* True when one row has both texts, in this order. */
bool scene_has_in_row(struct scene *screen, const char *first, const char *second);

/* The amount in full behind a text, of a row that has another one in front of it ("" for any), as a column of
 * figures would show it: "173k" of "= 172,910 USD". Empty: there is none. */
struct shown scene_amount(struct scene *screen, const char *first, const char *before);

/* Another model, as a reload gives it. */
struct model *scene_model(const char *yaml);

#endif
