/*
 * Scenario files on disk: FILE.scenarios.yaml, with `unmoor: 1`, `migrations` and `scenarios`.
 * The one place of the program that replaces a file of the user's.
 */
#ifndef CORE_MODEL_STORE_H
#define CORE_MODEL_STORE_H

#include "core/model/scenario.h"

#include <sys/stat.h>

/*
 * Saves a choice as the scenario `id` into the file `path`, keeping what else the file holds; a
 * scenario of that id is replaced. name NULL: that of the one it replaces, else the id. Migrations
 * of the plan that are not the stack's own are written with it; one made by hand whose id the file
 * uses for something else gets the next free number. Migrations made by hand that only the replaced
 * scenario used leave with it.
 *
 * Comments stay with what they are about (remarks.h).
 *
 * Written to a new file beside it, synced, renamed, the folder synced; links are followed;
 * permissions kept, 0600 for a new file. Refused are: a file that does not parse, a file of the
 * stack itself, an id of the stack, and, in the companion of the plan's model, a scenario or
 * migration that was changed since that model was loaded (load it again first, also after one's own
 * save). Returns false with the reason in faults; then the old file is as it was. On success faults
 * may hold a warning.
 */
bool store_save(const char *path, const struct plan *plan, const struct choice *choice, const char *id,
		const char *name, struct diag_list *faults);

/* A scenario that has a file of its own. */
struct store_alone {
	const char *id, *name;       /* name NULL: the id */
	const struct stat *replaces; /* what stood there when it was looked at (lstat); NULL: nothing */
	bool overtaken;              /* not saved: now something else stands there, which was left alone */
};

/*
 * Writes a file that holds this scenario alone, with the same care but for three things: what the old file
 * says does not count, the new one is its owner's alone (0600), and nothing is replaced but what `replaces`
 * names, not even a link by its target.
 */
bool store_save_alone(const char *path, const struct plan *plan, const struct choice *choice,
		      struct store_alone *alone, struct diag_list *faults);

/* Takes the scenario `id` out of the file; the same care. */
bool store_remove(const char *path, const struct plan *plan, const char *id, struct diag_list *faults);

/* Writes bytes to path with the same care but for what the file holds. Also used by exports. */
bool store_replace(const char *path, const char *bytes, size_t length, struct diag_list *faults);

/*
 * The same where nothing may be there, not even a link that leads nowhere; *exists: something is, and it is
 * left alone. Then false, and what is in faults says no more.
 */
bool store_create(const char *path, const char *bytes, size_t length, bool *exists, struct diag_list *faults);

#endif
