/*
 * The choice that was left without a name: kept in $XDG_STATE_HOME/unmoor/ (else
 * ~/.local/state/unmoor/), one file a stack, 0600, in the form of a scenarios file, and offered at
 * the next start.
 */
#ifndef TUI_STATE_FILE_H
#define TUI_STATE_FILE_H

#include "core/model/scenario.h"

#include <stddef.h>

/* The id of the one scenario in such a file. */
#define STATE_FILE_SCENARIO "unsaved"

/*
 * The path for a stack (NULL: the sample) in the arena; NULL when there is no home to keep it in, or
 * for standard input, which nobody opens again.
 */
const char *state_file_path(struct arena *arena, const char *stack);

/*
 * Keeps the choice, in the place of what an earlier session left; makes the folders (0700) that are
 * missing. False with why in faults; then what was left before is still there.
 */
bool state_file_keep(const char *path, const struct plan *plan, const struct choice *choice,
		     struct diag_list *faults);

/* What was kept, as far as it still fits the stack. */
struct kept_choice {
	struct arena arena;
	struct choice choice;
	const char **gone; /* [gone_count] what does not fit any more, a line each; unfiltered */
	size_t gone_count, gone_capacity;
	const char
		*told; /* what the user is to be told where nothing is offered; NULL: nothing. Unfiltered */
};

void kept_choice_init(struct kept_choice *kept);
void kept_choice_clear(struct kept_choice *kept);

enum kept_state {
	KEPT_NONE,  /* nothing was kept, or it was set aside: kept.told */
	KEPT_OFFER, /* it fits, or a part of it does: kept.gone */
	KEPT_STUCK  /* it is of no use, could not be set aside, and must not be overwritten: kept.told */
};

/*
 * Reads what was kept (kept is initialised), adding the migrations made by hand to the plan. What cannot be
 * read, or fits the stack in nothing, is set aside as PATH.1 (or .2 and so on, whatever is free).
 */
enum kept_state state_file_take_up(const char *path, struct plan *plan, struct kept_choice *kept);

/* Sets aside, in the same way, what the user has not settled; that there is none is fine. False: it is still
 * there. */
bool state_file_set_aside(const char *path);

/* Forgets it; that there is none is fine. */
void state_file_forget(const char *path);

#endif
