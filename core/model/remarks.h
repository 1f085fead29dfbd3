/*
 * The comments of a file of scenarios, which libyaml passes over: read apart, and put to what they are
 * about, so that a file that is written anew has them still. Private to the store.
 */
#ifndef CORE_MODEL_REMARKS_H
#define CORE_MODEL_REMARKS_H

#include "core/model/companion.h"

/*
 * Gives every comment of the file to the migration or scenario in whose lines it stands, or to the one that
 * begins below it, or to the head or the tail of the file. Texts are in the companion's arena. The
 * companion was read from the same text. A "#" within a text of several lines is taken for one, too.
 */
void remarks_read(struct companion *companion, const char *text, size_t length);

#endif
