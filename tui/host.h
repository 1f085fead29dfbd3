/*
 * What an app asks of the outside, but for the terminal: saving, removing, exporting, loading anew,
 * the editor. Shared by the interactive program and the frame command.
 */
#ifndef TUI_HOST_H
#define TUI_HOST_H

#include "core/model/load.h"
#include "tui/app.h"
#include "tui/watch.h"

#include <sys/types.h>

struct host {
	struct app *app;
	const char *file;      /* the stack; NULL: the sample */
	struct str after_exit; /* exports that wait for the end of the screen */
	pid_t editor;          /* that still runs, though the program is to end; 0: none */
	struct watch *watch;   /* of its files; what is loaded is no news to it. NULL: they are not watched */
};

/*
 * Loads the stack and makes the app. NULL when the stack is at fault: then the faults are in `faults`.
 */
struct app *host_open(struct host *host, const struct app_options *options, struct diag_list *faults);

/* Its second half: takes over the model. */
void host_begin(struct host *host, const struct app_options *options, struct model *model);

void host_close(struct host *host);

/* Obeys EFFECT_SAVE, _REMOVE, _EXPORT and _RELOAD and tells the app how it went. */
void host_obey(struct host *host, unsigned effects);

/* Loads the stack anew and hands it to the app. */
void host_reload(struct host *host);

/*
 * Runs $VISUAL or $EDITOR (else vi) at a line, without a shell; stops and goes on with it. False, with why,
 * when it could not be run or was ended by a signal. When a signal asks the program to end (signals_ended())
 * it returns at once, with the editor in host->editor.
 */
bool host_edit(struct host *host, const char *path, uint32_t line, char *error, size_t size);

/*
 * Lets the editor that still runs end first, since it puts the terminal back: waits 0.25 s, passes the signal
 * on to it, waits as long again. Then it is left alone.
 */
void host_end_editor(struct host *host, int number);

#endif
