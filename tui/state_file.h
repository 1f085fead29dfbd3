/*
 * The choice that was left without a name: kept in $XDG_STATE_HOME/unmoor/ (else
 * ~/.local/state/unmoor/), one file a stack, 0600, in the form of a scenarios file, and offered at
 * the next start.
 */
#ifndef TUI_STATE_FILE_H
#define TUI_STATE_FILE_H

#include "core/model/scenario.h"

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

/*
 * Reads what was kept into choice (initialised), adding the migrations made by hand to the plan.
 * False when there is none, it is empty, or it no longer fits the stack.
 */
bool state_file_take_up(const char *path, struct plan *plan, struct choice *choice);

/* Forgets it; that there is none is fine. */
void state_file_forget(const char *path);

#endif
