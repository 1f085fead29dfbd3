/*
 * The choice that was left without a name: kept in $XDG_STATE_HOME/unmoor/ (else
 * ~/.local/state/unmoor/), one file a stack, 0600, in the form of a scenarios file, and offered at
 * the next start.
 */
#ifndef TUI_STATE_FILE_H
#define TUI_STATE_FILE_H

#include "core/model/scenario.h"

#include <stddef.h>
#include <sys/stat.h>

/* The id of the one scenario in such a file. */
#define STATE_FILE_SCENARIO "unsaved"

enum { STATE_FILE_MOST_OLDER = 999 }; /* that were set aside, of one stack */

/* Where the choice of a stack is kept, and what stood there at the start. */
struct state_file {
	const char *path;
	const char *stack;  /* its whole name, kept as that of the scenario; NULL: the sample, or not UTF-8 */
	struct stat before; /* where there was something */
	bool there;         /* there was */
	bool settled;       /* the user has answered to it: it may go. Set by the caller */
	const char *aside;  /* what was not settled, and had to make room at the end; NULL: nothing */
};

/*
 * For a stack (NULL: the sample); texts in the arena. False: there is no home to keep it in, or it has no
 * name.
 */
bool state_file_find(struct state_file *file, struct arena *arena, const char *stack);

/* Standard input, and what the shell makes of "<(...)", have none that can be opened again. */
bool state_file_has_name(const char *stack);

/*
 * Keeps the choice; makes the folders (0700) that are missing. What stands there takes another name (PATH.1
 * and so on: file->aside) unless it was there at the start and is settled. False with why in faults; then
 * what was left before is still there.
 */
bool state_file_keep(struct state_file *file, struct arena *arena, const struct plan *plan,
		     const struct choice *choice, struct diag_list *faults);

/* Forgets what is settled; what another session has left since stays. */
void state_file_forget(struct state_file *file, struct arena *arena);

/* What was kept, as far as it still fits the stack. */
struct kept_choice {
	struct arena arena;
	struct choice choice;
	const char **gone; /* [gone_count] what does not fit any more, a line each; unfiltered */
	size_t gone_count, gone_capacity;
	/* Of what cannot be offered: "what was left last time is no choice", where it is now, and its first
	 * fault; NULL: nothing. Unfiltered */
	const char *why, *where, *fault;
	const char **older; /* [older_count] files set aside, this time and before, by number; unfiltered */
	size_t older_count;
};

void kept_choice_init(struct kept_choice *kept);
void kept_choice_clear(struct kept_choice *kept);

enum kept_state {
	KEPT_NONE,  /* nothing was kept, or it was set aside: kept.why */
	KEPT_OFFER, /* it fits, or a part of it does: kept.gone */
	KEPT_STUCK  /* it is of no use, could not be set aside, and must not be overwritten: kept.why */
};

/*
 * Reads what was kept (kept is initialised), adding the migrations made by hand to the plan. What cannot be
 * read, is a link, or fits the stack in nothing, is set aside as PATH.1 (or .2 and so on, whatever is free).
 */
enum kept_state state_file_take_up(const char *path, struct plan *plan, struct kept_choice *kept);

#endif
