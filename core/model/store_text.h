/*
 * A companion file as text: valid YAML, the same bytes for the same content. Private to the store.
 */
#ifndef CORE_MODEL_STORE_TEXT_H
#define CORE_MODEL_STORE_TEXT_H

#include "core/base/str.h"
#include "core/model/companion.h"

/* The first line, which is no remark of the user's, begins with this. */
#define STORE_TEXT_HEADER "# Scenarios saved from unmoor."

void store_text(const struct companion *companion, struct str *out);

/* One scalar: plain where every reader of YAML takes it for this text, else in double quotes. */
void store_text_scalar(struct str *out, const char *text);

#endif
