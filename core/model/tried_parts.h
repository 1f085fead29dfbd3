/*
 * What the files of the tried inputs share. Private to core/model.
 */
#ifndef CORE_MODEL_TRIED_PARTS_H
#define CORE_MODEL_TRIED_PARTS_H

#include "core/model/schema.h"
#include "core/model/tried.h"

/* How the variables of a kind begin (the whole name without a colon), and the key that they stand for. */
struct tried_form {
	const char *prefix;
	const struct schema *schema;
	const char *key;
};

const struct tried_form *tried_form(enum tried_kind kind);

/* The kind of a name by its beginning, or TRIED_KIND_COUNT. */
enum tried_kind tried_kind_of(const char *name);

#endif
