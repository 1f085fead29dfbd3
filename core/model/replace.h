/*
 * Replacing a file so that it is the old one or the new one, whole, whatever happens. Private to
 * the store.
 *
 * A target is looked at, locked against other savers, and then replaced at most once: a new file
 * beside it, synced, renamed over it, the folder synced. Links are followed to the real file.
 */
#ifndef CORE_MODEL_REPLACE_H
#define CORE_MODEL_REPLACE_H

#include "core/base/diag.h"
#include "core/base/str.h"

#include <sys/stat.h>

struct target {
	const char *named; /* as the caller named it: what messages say */
	char *path;        /* behind all links */
	const char *name;  /* its last part */
	int folder;        /* descriptor, locked while the target is open where the system can */
	bool exists;
	bool overtaken; /* something else is there, or nothing, since it was opened: that was left alone */
	bool private;   /* set by the caller: the new file is its owner's alone, whoever might read the old */
	struct stat before;
};

/*
 * Never waits on what stands there: a folder, device or FIFO is refused. False, with the reason in
 * faults, when nothing can be saved there; the target is then closed.
 */
bool target_open(struct target *target, const char *named, struct diag_list *faults);
void target_close(struct target *target);

/* The whole of the old file, behind what text holds. False with the reason in faults. */
bool target_read(const struct target *target, struct str *text, struct diag_list *faults);

/*
 * False with the reason in faults: then the old file is as it was. Refuses a target that has
 * changed since it was opened; where none was there, the new one never takes the place of one that was made
 * since, not even between a look and a step. Keeps the rights of the old file (rights.h); a new one gets
 * 0600. When only the last sync of the folder fails, that is a warning.
 */
bool target_replace(struct target *target, const char *bytes, size_t length, struct diag_list *faults);

#endif
