#include "tests/unit/typed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

void typed_feed(struct input *input, const char *bytes, int64_t now_ms)
{
	input_feed(input, bytes, strlen(bytes), now_ms);
}

uint32_t typed_key(struct input *input, int64_t now_ms)
{
	struct event event = {.kind = EVENT_NONE};
	if (!input_next(input, now_ms, &event))
		return 0;
	assert_int_equal(event.kind, EVENT_KEY);
	return event.key;
}
