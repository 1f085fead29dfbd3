/*
 * Bytes from a terminal -> events. Pure: time is given, nothing is read.
 *
 * A lone Esc counts after 50 ms. What a slow line tears off a sequence is still swallowed: `[` or
 * `O` within 500 ms of an Esc that counted already, with the rest of its sequence. A bracketed
 * paste becomes one event. Unknown sequences and invalid UTF-8 are dropped.
 */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include "core/base/str.h"
#include "tui/event.h"

enum { INPUT_ESCAPE_MS = 50, INPUT_TORN_MS = 500, INPUT_DOUBLE_CLICK_MS = 400, INPUT_MOST_PASTED = 65536 };

struct input {
	struct str bytes; /* not decoded yet: bytes.data + taken .. */
	size_t taken;
	int64_t last_ms;   /* when bytes came last */
	int64_t escape_ms; /* when a lone Esc was given; -1: never */
	bool pasting;
	struct str pasted;
	int64_t click_ms; /* of the last press, for double clicks */
	int click_x, click_y;
};

void input_init(struct input *input);
void input_clear(struct input *input);

/* Adds bytes that came at now_ms (any steady clock). */
void input_feed(struct input *input, const char *bytes, size_t length, int64_t now_ms);

/* The next event that is certain at now_ms; false when more bytes or more time are needed. */
bool input_next(struct input *input, int64_t now_ms, struct event *event);

/* Milliseconds until a waiting Esc counts; -1 when nothing waits. */
int input_timeout(const struct input *input, int64_t now_ms);

#endif
