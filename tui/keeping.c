#include "tui/keeping.h"

#include "tui/app.h"
#include "tui/output.h"
#include "tui/run.h"
#include "tui/state_file.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { TELL_WITHIN_MS = 200 }; /* a terminal that takes nothing must not hold the end up */

static bool is_pipe(const struct run_options *options)
{
	return options->file && !strcmp(options->file, "-");
}

/* Where the unsaved choice of this stack is kept, or why it is not. */
static void find_place(struct keeping *keeping, const struct run_options *options)
{
	if (options->no_state || options->read_only || options->secure)
		return;
	keeping->path = state_file_path(&keeping->arena, options->file);
	if (keeping->path)
		return;
	keeping->failed = !is_pipe(options); /* should something be left */
	keeping->nowhere = is_pipe(options) ? "a stack from a pipe has no name to find it again by"
					    : "neither XDG_STATE_HOME nor HOME names a folder for it";
}

void keeping_begin(struct keeping *keeping, const struct run_options *options, struct app *app)
{
	arena_init(&keeping->arena);
	keeping->begun = true;
	find_place(keeping, options);
	if (!keeping->path)
		return;
	keeping->offered = app_offer(app, state_file_take_up, keeping->path) == KEPT_OFFER;
}

/* The first error, behind the file that it is about. */
static const char *reason_of(struct arena *arena, const struct diag_list *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		if (faults->items[i].level == DIAG_ERROR)
			return arena_print(arena, "%s: %s", faults->items[i].file, faults->items[i].text);
	return "it cannot be written";
}

/* What the user did not settle in this session (another one left it, or the offer still waits) stays. */
static void keep(struct keeping *keeping, struct app *app)
{
	struct diag_list faults;
	bool settled = keeping->offered && !app_offer_waits(app);
	diag_list_init(&faults);
	keeping->failed = true;
	if (!settled && !state_file_set_aside(keeping->path))
		keeping->told = arena_print(
			&keeping->arena, "%s: what was left there before is not overwritten", keeping->path);
	else if (state_file_keep(keeping->path, app_plan(app), app_choice(app), &faults))
		keeping->failed = false;
	else
		keeping->told = reason_of(&keeping->arena, &faults);
	diag_list_clear(&faults);
}

void keeping_end(struct keeping *keeping, struct app *app)
{
	bool dirty = app_is_dirty(app);
	if (dirty && keeping->path)
		keep(keeping, app);
	else if (dirty)
		keeping->told = keeping->nowhere;
	else if (keeping->offered && !app_offer_waits(app))
		state_file_forget(keeping->path);
}

bool keeping_tell(struct keeping *keeping, bool ascii)
{
	struct pollfd end = {.fd = STDERR_FILENO, .events = POLLOUT};
	if (!keeping->begun)
		return true;
	bool kept = !keeping->told || !keeping->failed;
	if (keeping->told && poll(&end, 1, TELL_WITHIN_MS) == 1)
		output_error(ascii, "your choice could not be kept: %s", keeping->told);
	arena_clear(&keeping->arena);
	return kept;
}
