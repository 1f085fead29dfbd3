/*
 * Bytes from a terminal -> events. Pure: time is given, nothing is read.
 *
 * A lone Esc counts after 50 ms. What a slow line tears off is still swallowed: a sequence (tui/sequence.h)
 * that begins within 500 ms of an Esc that counted already. One that was begun waits 500 ms for its next
 * byte. Unknown sequences, replies to what other programs asked the terminal, and invalid UTF-8 are dropped.
 * (A control string torn between its first two bytes for over 50 ms is taken for keys.)
 *
 * A bracketed paste becomes one event. What has an end of its own may lose it on the way: a control string
 * (or an overlong sequence) is over after 500 ms without bytes, a paste after 3 s, long enough for a line
 * that lost a packet twice, and is given with what came. Each byte prolongs that by 10 ms at most, so that
 * keys which are typed meanwhile do not hold it open.
 */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include "core/base/str.h"
#include "tui/event.h"

enum {
	INPUT_ESCAPE_MS = 50,
	INPUT_TORN_MS = 500,
	INPUT_PASTE_MS = 3000,
	INPUT_BYTE_MS = 10,
	INPUT_DOUBLE_CLICK_MS = 400,
	INPUT_MOST_PASTED = 65536 /* bytes; more are dropped */
};

/* What has begun, and ends with what is still to come. */
enum input_open { INPUT_OPEN_NOTHING, INPUT_OPEN_PASTE, INPUT_OPEN_STRING, INPUT_OPEN_SEQUENCE };

struct input {
	struct str bytes; /* not decoded yet: bytes.data + taken .. */
	size_t taken;
	int64_t last_ms;   /* when bytes came last */
	int64_t escape_ms; /* when a lone Esc was given; -1: never */
	int64_t due_ms;    /* when time decides about what waits; -1: nothing waits */
	enum input_open open;
	struct str pasted;
	int64_t click_ms; /* of the last press, for double clicks */
	int click_x, click_y;
};

void input_init(struct input *input);
void input_clear(struct input *input);

/* Adds bytes that came at now_ms (any steady clock). */
void input_feed(struct input *input, const char *bytes, size_t length, int64_t now_ms);

/*
 * The next event that is certain at now_ms; false when more bytes or more time are needed. Bytes that came
 * before now_ms must have been fed: time decides about what is not there.
 */
bool input_next(struct input *input, int64_t now_ms, struct event *event);

/* Once input_next gave false: milliseconds until time decides about what waits; -1 when nothing waits. */
int input_timeout(const struct input *input, int64_t now_ms);

#endif
