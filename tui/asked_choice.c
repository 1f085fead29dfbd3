/* Figures of another choice than the live one: whose it is, so that it is found again in another model. */
#include "tui/popup_asked.h"

#include <stdlib.h>
#include <string.h>

/* A copy: the trail and the shelf go with their model. */
static void take(struct asked *asked, const struct choice *choice, const char *name)
{
	if (!asked->choice_name)
		choice_init(&asked->choice);
	choice_copy(&asked->choice, choice);
	app_set_text(&asked->choice_name, name);
}

static bool take_nothing(struct asked *asked)
{
	struct choice nothing;
	choice_init(&nothing);
	take(asked, &nothing, "today (nothing on)");
	choice_clear(&nothing);
	return true;
}

static bool take_scenario(struct asked *asked)
{
	const struct shelf *shelf = &asked->app->shelf;
	uint32_t item = shelf_find(shelf, asked->scenario);
	if (item == NONE)
		return false;
	take(asked, &shelf->items[item].choice, shelf->items[item].name);
	return true;
}

static bool take_point(struct asked *asked)
{
	const struct history *history = &asked->app->history;
	if (asked->point >= history->count)
		return false;
	const struct point *point = &history->points[asked->point];
	take(asked, &point->b, point->head ? point->head : "at the start");
	return true;
}

bool asked_find_choice_again(struct asked *asked)
{
	switch (asked->of) {
	case ASKED_OF_LIVE:
		return true;
	case ASKED_OF_TODAY:
		return take_nothing(asked);
	case ASKED_OF_SCENARIO:
		return take_scenario(asked);
	case ASKED_OF_POINT:
		return take_point(asked);
	}
	return false;
}

void asked_forget_choice(struct asked *asked)
{
	if (asked->choice_name)
		choice_clear(&asked->choice);
	free(asked->choice_name);
	free(asked->scenario);
}

static void ask_of(struct asked *asked, enum asked_of of)
{
	asked->of = of;
	if (!asked_find_choice_again(asked))
		return;
	popup_ask(asked, EXPLAIN_ONE_OFF, 0);
	popup_ask(asked, EXPLAIN_MONTHLY, 0);
	popup_ask(asked, EXPLAIN_NPV, 0);
}

void popup_ask_item(struct asked *asked, uint32_t item)
{
	if (item != NONE)
		asked->scenario = app_copy_text(asked->app->shelf.items[item].id);
	ask_of(asked, item == NONE ? ASKED_OF_TODAY : ASKED_OF_SCENARIO);
}

void popup_ask_point(struct asked *asked, size_t point)
{
	asked->point = point;
	ask_of(asked, ASKED_OF_POINT);
}
