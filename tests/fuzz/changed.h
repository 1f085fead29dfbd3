/*
 * The stack file of the keys target, and what somebody else makes of it while the program runs: other ids,
 * other positions of the same ids, less, nothing.
 */
#ifndef TESTS_FUZZ_CHANGED_H
#define TESTS_FUZZ_CHANGED_H

#include "core/model/model.h"

enum { CHANGED_COUNT = 6 };

/*
 * The file after so many changes; 0 is the sample. NULL: this one has a fault, which is added. Loaded
 * once each, as nothing changes a model and loading takes longer than most inputs do.
 */
struct model *changed_file(unsigned changes, struct diag_list *faults);

#endif
