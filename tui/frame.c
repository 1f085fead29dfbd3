#include "tui/run.h"

#include "tui/host.h"
#include "tui/output.h"

#include <string.h>

/* Plays the keys; false, having said so, at a word that is none. */
static bool play(struct host *host, const char *keys, struct grid *grid)
{
	struct event_script script = {.at = keys};
	struct event event;
	while (event_next_word(&script, &event)) {
		if (event.kind == EVENT_NONE) {
			output_error(grid->ascii, "no such key: '%.*s' (see 'unmoor help frame')",
				     (int)strcspn(script.at, " \t\n"), script.at);
			return false;
		}
		if (event.kind == EVENT_RESIZE)
			grid_resize(grid, event.x, event.y);
		unsigned effects = app_update(host->app, &event);
		host_obey(host, effects);
		if (effects & EFFECT_COPY)
			app_copied(host->app, true);
		if (effects & EFFECT_QUIT)
			break;
		app_finish(host->app);
		/* Panes learn their heights by being drawn, here as in a terminal. */
		app_draw(host->app, grid);
	}
	return true;
}

int run_frame(const struct frame_options *options)
{
	struct host host = {0};
	struct arena arena;
	struct diag_list faults;
	struct grid grid;
	int status = 0;
	arena_init(&arena);
	diag_list_init(&faults);
	grid_init(&grid, options->width, options->height, options->ascii);
	const struct app_options app = {
		.stack = options->file,
		.companion = load_companion_path(&arena, options->file),
		.ascii = options->ascii,
		.read_only = options->read_only,
		.secure = options->secure,
		.no_state = true,
		.keymap = options->keymap,
	};
	if (!host_open(&host, &app, &faults)) {
		output_faults(options->ascii, &faults);
		status = 1;
	} else {
		app_finish(host.app);
		app_show_config_faults(host.app, options->config_faults);
		app_draw(host.app, &grid);
		status = play(&host, options->keys ? options->keys : "", &grid) ? 0 : 2;
	}
	if (status == 0) {
		struct str text;
		str_init(&text);
		grid_resize(&grid, grid.width, grid.height);
		app_draw(host.app, &grid);
		grid_text(&grid, &text);
		status = output_text(options->ascii, &text) ? 0 : 1;
	}
	if (host.app)
		host_close(&host);
	grid_clear(&grid);
	diag_list_clear(&faults);
	arena_clear(&arena);
	return status;
}
