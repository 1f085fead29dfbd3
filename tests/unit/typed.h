/* Bytes typed into an input, and the keys that come of them. */
#ifndef TESTS_UNIT_TYPED_H
#define TESTS_UNIT_TYPED_H

#include "tui/input.h"

void typed_feed(struct input *input, const char *bytes, int64_t now_ms);

/* The key of the next event, or 0 when nothing is certain yet. */
uint32_t typed_key(struct input *input, int64_t now_ms);

#endif
