/*
 * Loading a stack again: a large one takes its time, in which the old one stays on the screen and
 * goes on answering. A small one is there at once.
 */
#ifndef TUI_RELOAD_H
#define TUI_RELOAD_H

#include "tui/host.h"

struct opening;

struct reload {
	struct opening *opening; /* NULL: nothing is being loaded */
	bool again;              /* the file has changed since it was begun */
	unsigned percent;
};

/* Begins, or notes that what is being loaded will have to be loaded once more. */
void reload_begin(struct reload *reload, const struct host *host);

/*
 * Waits for it, but not longer, and hands what was loaded to the app. True when there is something new
 * to show: that, or how far it is. *loaded: it was handed over. Nothing going on: false. While a name is
 * typed it waits on its own (app_holds_reload).
 */
bool reload_look(struct reload *reload, struct host *host, int wait_ms, bool *loaded);

/* Lets go of what is being loaded. */
void reload_drop(struct reload *reload);

#endif
