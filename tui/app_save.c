/* Scenarios: saved, cloned, renamed and deleted by the caller, who is asked for it. */
#include "tui/state.h"

#include "tui/popup.h"

#include <stdio.h>
#include <string.h>

enum { ID_SIZE = 129 };

bool app_allows(const struct app *app, enum action action)
{
	switch (action) {
	case ACTION_COPY:
		return !app->options.secure;
	case ACTION_EDIT:
	case ACTION_SCENARIO_SAVE:
	case ACTION_SCENARIO_CLONE:
	case ACTION_SCENARIO_RENAME:
	case ACTION_SCENARIO_DELETE:
		return !app->options.read_only;
	default:
		return true;
	}
}

bool app_may_write(struct app *app, const char *what)
{
	if (!app->options.read_only)
		return true;
	app_say(app, ROLE_WARNING, "%s: not with %s", what, app->options.secure ? "--secure" : "--read-only");
	return false;
}

static const char *text_of(struct str *str, const char *text)
{
	str->length = 0;
	str_add_text(str, text);
	str_add_char(str, '\0');
	return str->data;
}

/* Asks the caller to save `choice`; where no file is known, the user is asked for one first. */
static unsigned request_save(struct app *app, const char *id, const char *name, const struct choice *choice)
{
	app->request_choice = choice;
	app->request_loaded = false;
	app->request.id = text_of(&app->request_id, id);
	app->request.name = strcmp(id, name) == 0 ? NULL : text_of(&app->request_name, name);
	if (!app->companion)
		return app_ask(app, PROMPT_SAVE_PATH, "unmoor.scenarios.yaml");
	app->request.path = text_of(&app->request_path, app->companion);
	return EFFECT_SAVE | EFFECT_REDRAW;
}

unsigned app_path_left(struct app *app)
{
	app->request_choice = NULL;
	app_say(app, ROLE_TEXT, "not saved");
	return EFFECT_REDRAW;
}

unsigned app_path_taken(struct app *app)
{
	const char *path = prompt_text(&app->prompt);
	if (!*path)
		return app_path_left(app);
	app_set_text(&app->companion, path);
	app->request.path = text_of(&app->request_path, path);
	return EFFECT_SAVE | EFFECT_REDRAW;
}

/* --- asking for a name ----------------------------------------------------------------------- */

/* The scenario of a name without a letter or digit that an id may have ("été" has one, "שלום" has none): of
 * the one that is saved under this name, else a free one. */
static bool id_of_other_letters(const struct app *app, const char *text, char id[ID_SIZE])
{
	const char *c = text;
	while (*c && (unsigned char)*c < 0x80)
		c++;
	if (!*c)
		return false;
	for (uint32_t i = 0; i < app->shelf.count; i++) {
		const struct shelf_item *item = &app->shelf.items[i];
		if (!item->gone && strcmp(item->name, text) == 0) {
			snprintf(id, ID_SIZE, "%s", item->id);
			return true;
		}
	}
	shelf_free_id(&app->shelf, "scenario", id, ID_SIZE);
	return true;
}

/* Takes what was typed as an id, or as a name from which an id is made; false with a message. */
static bool take_name(struct app *app, char id[ID_SIZE])
{
	const char *text = prompt_text(&app->prompt);
	if (!shelf_id_of(text, id, ID_SIZE) && !id_of_other_letters(app, text, id)) {
		app_say(app, ROLE_WARNING, *text ? "a name needs a letter or a digit" : "not saved: no name");
		return false;
	}
	uint32_t item = shelf_find(&app->shelf, id);
	if (item != NONE && !app->shelf.items[item].own) {
		app_say(app, ROLE_WARNING, "'%s' belongs to the stack's file: save it under another name",
			id);
		return false;
	}
	return true;
}

void app_propose_name(const struct app *app, uint32_t item, char *name, size_t size)
{
	enum { MOST = 99 };
	const struct shelf_item *from = &app->shelf.items[item];
	char id[ID_SIZE];
	for (unsigned n = 2; n <= MOST; n++) {
		int length = snprintf(name, size, "%s %u", from->name, n);
		if (length < (int)size && shelf_id_of(name, id, sizeof id) &&
		    shelf_find(&app->shelf, id) == NONE)
			return;
	}
	shelf_free_id(&app->shelf, from->id, name, size);
}

unsigned app_save_prompt(struct app *app)
{
	char name[ID_SIZE] = "";
	uint32_t item = history_now(&app->history)->b_item;
	if (!app_may_write(app, "saving"))
		return EFFECT_REDRAW;
	if (item != NONE && !app->shelf.items[item].gone) {
		const struct shelf_item *from = &app->shelf.items[item];
		if (from->own)
			return app_ask(app, PROMPT_SAVE, from->name);
		app_propose_name(app, item, name, sizeof name);
	}
	return app_ask(app, PROMPT_SAVE, name);
}

/* asked: the user knows that a scenario of this name is replaced. */
static unsigned save_as(struct app *app, bool asked)
{
	char id[ID_SIZE];
	const char *name = prompt_text(&app->prompt);
	if (!take_name(app, id))
		return EFFECT_REDRAW;
	if (!asked && shelf_find(&app->shelf, id) != NONE)
		return app_ask(app, PROMPT_SAVE_OVER, text_of(&app->request_name, name));
	app->request_names = true;
	return request_save(app, id, name, app_live(app));
}

unsigned app_save_taken(struct app *app)
{
	uint32_t item = history_now(&app->history)->b_item;
	if (item != NONE && !app->shelf.items[item].gone && app->shelf.items[item].own &&
	    strcmp(app->shelf.items[item].name, prompt_text(&app->prompt)) == 0) {
		const struct shelf_item *same = &app->shelf.items[item];
		app->request_names = true;
		return request_save(app, same->id, same->name, app_live(app));
	}
	return save_as(app, false);
}

/* Enter on the name that was asked about; another one is asked about in its turn. */
unsigned app_save_over_taken(struct app *app)
{
	const char *asked = app->request_name.data;
	return save_as(app, asked && strcmp(prompt_text(&app->prompt), asked) == 0);
}

unsigned app_save_over_left(struct app *app)
{
	app_say(app, ROLE_TEXT, "not saved");
	return EFFECT_REDRAW;
}

unsigned app_clone_taken(struct app *app)
{
	char id[ID_SIZE];
	if (!take_name(app, id))
		return EFFECT_REDRAW;
	if (shelf_find(&app->shelf, id) != NONE) {
		app_say(app, ROLE_WARNING, "there is a scenario '%s' already", id);
		return EFFECT_REDRAW;
	}
	app->request_names = false;
	return request_save(app, id, prompt_text(&app->prompt), &app->shelf.items[app->popup_subject].choice);
}

unsigned app_rename_taken(struct app *app)
{
	const struct shelf_item *item = &app->shelf.items[app->popup_subject];
	const char *text = prompt_text(&app->prompt);
	app->request_names = false;
	return request_save(app, item->id, *text ? text : item->id, &item->choice);
}

unsigned app_delete_item(struct app *app, uint32_t item)
{
	app->request_choice = NULL;
	app->request.id = text_of(&app->request_id, app->shelf.items[item].id);
	app->request.name = NULL;
	app->request.path = text_of(&app->request_path, app->companion ? app->companion : "");
	return EFFECT_REMOVE | EFFECT_REDRAW;
}

/* --- how it went ----------------------------------------------------------------------------- */

/*
 * A stack that was loaded again has it with its file. Else it is put there; the choice may itself be one of
 * the shelf's, which moves when it grows.
 */
static uint32_t item_of_request(struct app *app)
{
	struct choice choice;
	if (app->request_loaded)
		return shelf_find(&app->shelf, app->request.id);
	choice_init(&choice);
	choice_copy(&choice, app_choice(app));
	uint32_t item = shelf_put(&app->shelf, app->request.id, app->request.name, &choice);
	choice_clear(&choice);
	return item;
}

static void put_on_shelf(struct app *app)
{
	uint32_t item = item_of_request(app);
	if (app->request_names)
		history_now(&app->history)->b_item = item;
}

/* Saved, but with a warning, such as that the folder could not be synced. */
static void say_warning(struct app *app, const char *done, const struct diag_list *faults)
{
	for (size_t i = 0; faults && i < faults->count; i++)
		if (faults->items[i].level == DIAG_WARNING) {
			app_say(app, ROLE_WARNING, "%s; %s", done, faults->items[i].text);
			return;
		}
}

void app_saved(struct app *app, bool done, const struct diag_list *faults)
{
	const char *id = app->request.id ? app->request.id : "";
	bool removal = app->request_choice == NULL;
	uint32_t item = shelf_find(&app->shelf, id);
	if (!done) {
		app_say_faults(app, removal ? "not deleted" : "not saved", faults);
		if (!app->stack || strcmp(app->stack, "-") == 0)
			app_set_text(&app->companion, NULL);
	} else if (removal) {
		app_say(app, ROLE_TEXT, "deleted: %s", id);
		if (item != NONE)
			app->shelf.items[item].gone = true;
	} else {
		put_on_shelf(app);
		app_say(app, ROLE_TEXT, "saved: %s, in %s", app->request.name ? app->request.name : id,
			app->request.path);
	}
	if (done)
		say_warning(app, removal ? "deleted" : "saved", faults);
	app->request_choice = NULL;
	app->saves++;
	app_stale(app);
	app_refresh(app);
}
