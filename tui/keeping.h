/*
 * The choice without a name over one session of the screen: offered at its start, kept at its end, and
 * told, when the terminal is the shell's again, where it could not be.
 */
#ifndef TUI_KEEPING_H
#define TUI_KEEPING_H

#include "core/base/arena.h"
#include "tui/state_file.h"

#include <stdbool.h>

struct app;
struct run_options;

struct keeping {
	struct arena arena;
	struct state_file file; /* path NULL: nowhere */
	const char *nowhere;    /* why, where the user did not ask for it */
	bool begun, offered;
	bool failed;      /* what was to be kept is not */
	const char *told; /* unfiltered; NULL: nothing */
};

/* Offers what the last session left. keeping: zeroed. */
void keeping_begin(struct keeping *keeping, const struct run_options *options, struct app *app);

/*
 * What would be lost is kept for the next start. What was left last time is forgotten when the user has
 * settled it, and not when the line was cut before, or when another session has left it meanwhile.
 */
void keeping_end(struct keeping *keeping, struct app *app);

/*
 * A line on standard error where the choice is lost, and one where what was left before has another name
 * now; ends the keeping. False when it should have been kept. What came from a pipe has no name to be found
 * again by: that is told, and no failure.
 */
bool keeping_tell(struct keeping *keeping, bool ascii);

#endif
