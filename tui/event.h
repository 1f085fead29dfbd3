/*
 * What can happen to the program: keys, the mouse, a new size, time. Decoded by term.c or written
 * as words (`unmoor frame --keys`).
 */
#ifndef TUI_EVENT_H
#define TUI_EVENT_H

#include <stdbool.h>
#include <stdint.h>

/* Keys that are no character; characters are their code points. Ctrl+A is 1, and so on. */
enum key {
	KEY_TAB = 9,
	KEY_RETURN = 13,
	KEY_ESCAPE = 27,
	KEY_SPACE = 32,
	KEY_ERASE = 127, /* Backspace and Ctrl+H */
	KEY_NAMED = 0x110000,
	KEY_UP_ARROW,
	KEY_DOWN_ARROW,
	KEY_LEFT_ARROW,
	KEY_RIGHT_ARROW,
	KEY_HOME_KEY,
	KEY_END_KEY,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_DELETE,
	KEY_BACK_TAB,
	KEY_FUNCTION /* + n for Fn, n = 1..12 */
};

enum event_kind { EVENT_NONE, EVENT_KEY, EVENT_PASTE, EVENT_MOUSE, EVENT_RESIZE, EVENT_TICK, EVENT_FILE_CHANGED, EVENT_CLOSED };

enum mouse_button { MOUSE_LEFT, MOUSE_MIDDLE, MOUSE_RIGHT, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct event {
	enum event_kind kind;
	uint32_t key;               /* EVENT_KEY: code point or enum key */
	int x, y;                   /* EVENT_MOUSE: cell from 0; EVENT_RESIZE: width, height */
	enum mouse_button button;
	bool double_click;
	const char *text;           /* EVENT_PASTE: UTF-8, until the next event */
};

/*
 * Reads the next word of a key script ("j", "space", "ctrl-x", "f1", "text:abc\ def", "resize:100x30")
 * from *script, moving it on; a text: word gives one event a character. Returns false at the end;
 * a word that is none gives kind EVENT_NONE and *script stays on it.
 */
bool event_next_word(const char **script, struct event *event);

#endif
