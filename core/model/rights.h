/*
 * What a new file takes over from the one that it is to replace: owner, group, mode and, on Linux, the access
 * control list and what the user noted on it (attributes named user.*). Private to the store.
 */
#ifndef CORE_MODEL_RIGHTS_H
#define CORE_MODEL_RIGHTS_H

#include "core/base/diag.h"

#include <sys/stat.h>

struct rights_of {
	const char *named; /* as the caller named the old file: what messages say */
	const char *path;  /* of the old file, behind all links */
	const struct stat *before;
};

/*
 * new_file: open for writing, empty, made with 0600. Nobody but its owner may do more with it than with the
 * old one, not even for a moment, whoever is its owner then and whatever its folder has files inherit: where
 * owner or group cannot be kept, they go on as named ones of the list, or, where there is none, what the
 * group may is what both it and the others might. False, with the reason in faults, when something cannot be
 * taken over.
 */
bool rights_take_over(int new_file, const struct rights_of *old, struct diag_list *faults);

#endif
