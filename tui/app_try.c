/* Inputs tried: what if this figure were another one? Each is a change of the choice like any other. */
#include "tui/state.h"

#include <string.h>

/* Whether the moves could still begin: a horizon that is tried has to be above their start. */
static const char *start_fault(const struct app *app, const struct tried *tried, struct arena *arena)
{
	uint32_t start = app_live(app)->start;
	if (tried->kind != TRIED_HORIZON || start < (uint32_t)tried->value.likely)
		return NULL;
	return arena_print(arena, "the start is month %u: a horizon has to be above it", (unsigned)start);
}

bool app_read_tried(const struct app *app, const char *variable, const char *text, struct tried *tried,
		    struct str *fault)
{
	struct tried_fault why = {.text = NULL};
	struct arena arena;
	arena_init(&arena);
	if (tried_find(app->loaded, variable, tried, &why, &arena) &&
	    tried_read(app->loaded, text, tried, &why, &arena))
		why.text = start_fault(app, tried, &arena);
	fault->length = 0;
	if (why.text)
		str_add_text(fault, why.text);
	arena_clear(&arena);
	return fault->length == 0;
}

static bool same(struct range a, struct range b)
{
	return a.low == b.low && a.likely == b.likely && a.high == b.high;
}

/* "rate 1100 USD (was [500, 900, 1500])" */
static void describe(const struct app *app, const struct tried *tried, struct range now, struct str *head)
{
	struct range before = tried_given(app->model, tried);
	tried_name(app->loaded, tried, head);
	str_add_char(head, ' ');
	tried_print_value(tried->kind, now, head);
	tried_print_unit(app->loaded, tried, now, head);
	str_add_text(head, " (was ");
	if (isnan(before.likely))
		str_add_text(head, "nothing");
	else
		tried_print_value(tried->kind, before, head);
	str_add_char(head, ')');
}

/* Puts a choice behind the present one, with what was done. */
static unsigned change(struct app *app, const struct choice *choice, const char *head)
{
	struct point *point = history_begin(&app->history, head, "");
	choice_copy(&point->b, choice);
	return app_followed(app);
}

unsigned app_untry(struct app *app, const struct tried *tried)
{
	struct choice choice;
	struct str head;
	unsigned effects = EFFECT_REDRAW;
	choice_init(&choice);
	choice_copy(&choice, app_live(app));
	str_init(&head);
	if (choice_untry(&choice, tried)) {
		describe(app, tried, tried_given(app->loaded, tried), &head);
		effects = change(app, &choice, head.data);
	} else {
		app_say(app, ROLE_TEXT, "it has the stack's own value");
	}
	str_clear(&head);
	choice_clear(&choice);
	return effects;
}

unsigned app_try(struct app *app, const struct tried *tried)
{
	struct choice choice;
	struct str head;
	unsigned effects = EFFECT_REDRAW;
	if (same(tried->value, tried_given(app->loaded, tried)))
		return app_untry(app, tried);
	choice_init(&choice);
	choice_copy(&choice, app_live(app));
	str_init(&head);
	if (!choice_try(&choice, tried)) {
		app_say(app, ROLE_WARNING, "more than %d values are not tried at a time", TRIED_MOST);
	} else if (!choice_equal(&choice, app_live(app))) {
		describe(app, tried, tried->value, &head);
		effects = change(app, &choice, head.data);
	}
	str_clear(&head);
	choice_clear(&choice);
	return effects;
}

/* What the one tries of a binding and the other does not, or otherwise. */
static bool tries_apart(const struct choice *a, const struct choice *b, uint32_t binding)
{
	for (uint32_t i = 0; i < a->tried_count; i++) {
		const struct tried *tried = &a->tried[i];
		bool of_binding = tried->kind >= TRIED_MONTHLY && tried->kind <= TRIED_COUNT;
		if (!of_binding || tried->a != binding)
			continue;
		const struct tried *other =
			tried_get(b->tried, b->tried_count, tried->kind, tried->a, tried->b);
		if (!other || !same(other->value, tried->value))
			return true;
	}
	return false;
}

bool app_tries_differ(const struct app *app, uint32_t binding)
{
	return tries_apart(app_live(app), app_base(app), binding) ||
	       tries_apart(app_base(app), app_live(app), binding);
}
