/*
 * What the user set once: `$XDG_CONFIG_HOME/unmoor/config.yaml`, else ~/.config/unmoor/config.yaml.
 *
 * A file that is not there changes nothing; in one with a fault nothing counts, and every fault is
 * told. The command line wins, which is its caller's business.
 */
#ifndef TUI_CONFIG_H
#define TUI_CONFIG_H

#include "core/base/diag.h"
#include "core/base/reader.h"
#include "tui/keymap.h"
#include "tui/look.h"

struct config {
	enum theme theme;
	bool ascii, mouse;
	struct keymap keymap;
};

void config_init(struct config *config); /* the defaults */
void config_clear(struct config *config);

/* Where it is looked for; NULL when there is no home. */
const char *config_path(struct arena *arena);

/* Reads the file into `config` (initialised). False, with the faults and the defaults, when it has a fault.
 */
bool config_load(struct config *config, const char *path, struct diag_list *faults);

/* The same for a document that is open; `name` is what faults call it. */
bool config_read(struct config *config, const struct reader *reader, const char *name,
		 struct diag_list *faults);

/* The theme of that name; false when there is none. */
bool config_find_theme(const char *name, enum theme *theme);

#endif
