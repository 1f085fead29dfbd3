/*
 * Scenario files on disk: FILE.scenarios.yaml, with `unmoor: 1`, `migrations` and `scenarios`.
 * The one place of the program that replaces a file of the user's.
 */
#ifndef CORE_MODEL_STORE_H
#define CORE_MODEL_STORE_H

#include "core/model/scenario.h"

/*
 * Saves a choice as the scenario `id` (name may be NULL) into the file `path`, keeping what else
 * the file holds; a scenario of that id is replaced. Migrations of the plan that are not the
 * stack's own are written with it. Written to a new file beside it, synced, renamed, the folder
 * synced; links are followed; permissions kept, 0600 for a new file. A file that does not parse,
 * or an id of the stack file, is refused. Returns false with the reason in faults; then the old
 * file is as it was.
 */
bool store_save(const char *path, const struct plan *plan, const struct choice *choice, const char *id, const char *name,
                struct diag_list *faults);

/* Takes the scenario `id` out of the file; the same care. */
bool store_remove(const char *path, const char *id, struct diag_list *faults);

/* Writes bytes to path as above. Also used by exports. */
bool store_replace(const char *path, const char *bytes, size_t length, struct diag_list *faults);

#endif
