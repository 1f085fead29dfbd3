#include "tui/keeping.h"

#include "tui/app.h"
#include "tui/output.h"
#include "tui/run.h"

#include <poll.h>
#include <unistd.h>

enum { TELL_WITHIN_MS = 200 };

/* Where the unsaved choice of this stack is kept, or why it is not. */
static void find_place(struct keeping *keeping, const struct run_options *options)
{
	if (options->no_state || options->read_only || options->secure)
		return;
	if (state_file_find(&keeping->file, &keeping->arena, options->file))
		return;
	bool named = state_file_has_name(options->file);
	keeping->failed = named; /* should something be left */
	keeping->nowhere = named ? "neither XDG_STATE_HOME nor HOME names a folder for it"
				 : "a stack from a pipe has no name to find it again by";
}

void keeping_begin(struct keeping *keeping, const struct run_options *options, struct app *app)
{
	arena_init(&keeping->arena);
	keeping->begun = true;
	find_place(keeping, options);
	if (keeping->file.path)
		keeping->offered = app_offer(app, state_file_take_up, keeping->file.path) == KEPT_OFFER;
}

/* The first error, behind the file that it is about. */
static const char *reason_of(struct arena *arena, const struct diag_list *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		if (faults->items[i].level == DIAG_ERROR)
			return arena_print(arena, "%s: %s", faults->items[i].file, faults->items[i].text);
	return "it cannot be written";
}

static void keep(struct keeping *keeping, struct app *app)
{
	struct diag_list faults;
	diag_list_init(&faults);
	keeping->failed =
		!state_file_keep(&keeping->file, &keeping->arena, app_plan(app), app_choice(app), &faults);
	if (keeping->failed)
		keeping->told = reason_of(&keeping->arena, &faults);
	diag_list_clear(&faults);
}

void keeping_end(struct keeping *keeping, struct app *app)
{
	bool dirty = app_is_dirty(app);
	keeping->file.settled = keeping->offered && !app_offer_waits(app);
	if (dirty && keeping->file.path)
		keep(keeping, app);
	else if (dirty)
		keeping->told = keeping->nowhere;
	else if (keeping->file.path)
		state_file_forget(&keeping->file, &keeping->arena);
}

/* A terminal that takes nothing must not hold the end up. */
static bool can_tell(void)
{
	struct pollfd end = {.fd = STDERR_FILENO, .events = POLLOUT};
	return poll(&end, 1, TELL_WITHIN_MS) == 1;
}

bool keeping_tell(struct keeping *keeping, bool ascii)
{
	const char *aside = keeping->file.aside;
	if (!keeping->begun)
		return true;
	bool kept = !keeping->told || !keeping->failed;
	if (aside && can_tell())
		output_error(ascii, "what was left without a name before is now %s", aside);
	if (keeping->told && can_tell())
		output_error(ascii, "your choice could not be kept: %s", keeping->told);
	arena_clear(&keeping->arena);
	return kept;
}
