/*
 * What a save changes of a companion's content, before anything is written. Private to the store.
 */
#ifndef CORE_MODEL_STORE_MERGE_H
#define CORE_MODEL_STORE_MERGE_H

#include "core/model/companion.h"
#include "core/model/scenario.h"

struct merge {
	struct companion *file; /* as it is on disk; changed here, in its own arena */
	const struct plan *plan;
	const char *path; /* what messages call it */
	bool is_own;      /* the companion of the plan's model: it must be as it was when that was loaded */
	struct diag_list *faults;
};

/* False with the reason in faults. See store_save. */
bool merge_save(struct merge *merge, const struct choice *choice, const char *id, const char *name);
bool merge_remove(struct merge *merge, const char *id);

#endif
