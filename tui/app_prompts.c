/* What is typed into the prompt, and what comes of it. */
#include "tui/state.h"

#include "tui/popup.h"

#include <stdlib.h>
#include <string.h>

/* --- find ------------------------------------------------------------------------------------ */

static unsigned go_back(struct app *app)
{
	app_view(app, app->prompt_view)->list = app->find_origin;
	app_moved(app, app->prompt_view);
	app_refresh(app); /* there may be other rows by now */
	return EFFECT_REDRAW;
}

static unsigned find_changed(struct app *app)
{
	const char *text = prompt_text(&app->prompt);
	if (!app_set_find(app, text, &app->prompt_fault))
		return EFFECT_REDRAW;
	return *text ? app_find_from(app, app->prompt_view, app->find_origin, 1, true) : go_back(app);
}

/* What is still looked for goes on; its end is told as a message now. */
static unsigned find_taken(struct app *app)
{
	if (app->finding.failed) {
		app_say_not_found(app);
		return go_back(app); /* from where a part of it was found */
	}
	if (!app->finding.on)
		app_say_untried(app, app->finding.untried);
	return EFFECT_REDRAW;
}

static unsigned find_left(struct app *app)
{
	app_set_find(app, "", &app->prompt_fault);
	return go_back(app);
}

static const char *find_in_force(struct app *app)
{
	return app->find_text;
}

/* --- filter ---------------------------------------------------------------------------------- */

static unsigned filter_changed(struct app *app)
{
	app_set_filter(app, app->prompt_view, prompt_text(&app->prompt), &app->prompt_fault);
	return EFFECT_REDRAW;
}

static unsigned filter_left(struct app *app)
{
	app_set_filter(app, app->prompt_view, app->old_filter, &app->prompt_fault);
	return go_back(app);
}

static const char *filter_in_force(struct app *app)
{
	return app_view(app, app->prompt_view)->filter_text;
}

/* --- the table ------------------------------------------------------------------------------- */

static const struct prompt_kind kinds[PROMPT_ID_COUNT] = {
	[PROMPT_FIND] = {.label = "/",
			 .enter = "find",
			 .leave = "back",
			 .waits = true,
			 .changed = find_changed,
			 .taken = find_taken,
			 .left = find_left,
			 .in_force = find_in_force},
	[PROMPT_FILTER] = {.label = "filter: ",
			   .enter = "filter",
			   .leave = "back",
			   .waits = true,
			   .changed = filter_changed,
			   .left = filter_left,
			   .in_force = filter_in_force},
	[PROMPT_PALETTE] = {.label = ":",
			    .enter = "do it",
			    .leave = "close",
			    .chooses = true,
			    .changed = popup_palette_changed,
			    .taken = popup_palette_taken,
			    .left = popup_palette_left},
	[PROMPT_SAVE] = {.label = "save as: ", .enter = "save", .leave = "leave", .taken = app_save_taken},
	[PROMPT_SAVE_OVER] = {.label = "exists; Enter replaces it: ",
			      .enter = "replace",
			      .leave = "leave",
			      .taken = app_save_over_taken,
			      .left = app_save_over_left},
	[PROMPT_CLONE] =
		{.label = "clone as: ", .enter = "clone", .leave = "leave", .taken = app_clone_taken},
	[PROMPT_RENAME] =
		{.label = "new name: ", .enter = "rename", .leave = "leave", .taken = app_rename_taken},
	[PROMPT_SAVE_PATH] = {.label = "save to the file: ",
			      .enter = "save",
			      .leave = "leave",
			      .taken = app_path_taken,
			      .left = app_path_left},
	[PROMPT_EXPORT] = {.label = "export to",
			   .hint = ".csv .json .md; .csv alone is printed",
			   .enter = "export",
			   .leave = "leave",
			   .taken = app_export_taken},
	[PROMPT_REPLACE] = {.label = "exists; Enter replaces it: ",
			    .enter = "replace",
			    .leave = "leave",
			    .taken = app_replace_taken,
			    .left = app_replace_left},
	[PROMPT_TRY] = {.label = "try",
			.hint = "empty clears",
			.enter = "try",
			.leave = "leave",
			.changed = popup_try_changed,
			.taken = popup_try_taken},
};

unsigned app_ask(struct app *app, enum prompt_id id, const char *text)
{
	prompt_clear(&app->prompt);
	prompt_init(&app->prompt, text);
	app->prompt_fault.length = 0;
	app->prompt_behind = false;
	app->prompt_kind = &kinds[id];
	app->prompt_view = app_focus_view(app);
	app->find_origin = app_view(app, app->prompt_view)->list;
	app_set_text(&app->old_filter, app_view(app, app->prompt_view)->filter_text);
	return EFFECT_REDRAW;
}

/* Closes the prompt; its text stays until the next one opens. */
static unsigned finish(struct app *app, unsigned (*how)(struct app *app))
{
	app->prompt_kind = NULL;
	return how ? how(app) : EFFECT_REDRAW;
}

bool app_prompt_goes_on(const struct app *app)
{
	return app->prompt_kind && app->prompt_behind;
}

unsigned app_catch_up(struct app *app)
{
	if (!app_prompt_goes_on(app))
		return EFFECT_NONE;
	app->prompt_behind = false;
	return app->prompt_kind->changed(app);
}

unsigned app_prompt_go(struct app *app, struct budget *budget)
{
	(void)budget;
	return app_catch_up(app);
}

static unsigned change(struct app *app)
{
	const struct prompt_kind *kind = app->prompt_kind;
	app->prompt_fault.length = 0;
	app->prompt_behind = kind->waits;
	return kind->changed && !kind->waits ? kind->changed(app) : EFFECT_REDRAW;
}

/* Enter on what is at fault says so again. */
static unsigned take(struct app *app)
{
	app_catch_up(app);
	const struct prompt_kind *kind = app->prompt_kind;
	const char *kept = kind->in_force ? kind->in_force(app) : prompt_text(&app->prompt);
	if (strcmp(kept ? kept : "", prompt_text(&app->prompt)) == 0)
		return finish(app, kind->taken);
	app->prompt_fault.length = 0;
	return kind->changed(app);
}

static unsigned obey(struct app *app, enum prompt_result result)
{
	switch (result) {
	case PROMPT_IGNORED:
		return EFFECT_NONE;
	case PROMPT_MOVED:
		return EFFECT_REDRAW;
	case PROMPT_CHANGED:
		return change(app);
	case PROMPT_TAKEN:
		return take(app);
	case PROMPT_LEFT:
		return finish(app, app->prompt_kind->left);
	}
	return EFFECT_NONE;
}

/* The arrows that a line of text has no use for move in the popup above it. */
static bool moves_popup(uint32_t key)
{
	return key == KEY_UP_ARROW || key == KEY_DOWN_ARROW || key == KEY_PAGE_UP || key == KEY_PAGE_DOWN;
}

unsigned app_prompt_key(struct app *app, uint32_t key)
{
	if (moves_popup(key) && app->popup_count > 0)
		return popup_act(app, keymap_lookup(&app->keymap, KEYS_POPUP, key));
	return obey(app, prompt_key(&app->prompt, key));
}

unsigned app_prompt_paste(struct app *app, const char *text)
{
	return obey(app, prompt_paste(&app->prompt, text));
}
