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

enum event_kind {
	EVENT_NONE,
	EVENT_KEY,
	EVENT_PASTE,
	EVENT_MOUSE,
	EVENT_RESIZE,
	EVENT_TICK,
	EVENT_FILE_CHANGED,
	EVENT_CLOSED
};

enum mouse_button { MOUSE_LEFT, MOUSE_MIDDLE, MOUSE_RIGHT, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct event {
	enum event_kind kind;
	uint32_t key; /* EVENT_KEY: code point or enum key */
	int x, y;     /* EVENT_MOUSE: cell from 0; EVENT_RESIZE: width, height */
	enum mouse_button button;
	bool double_click;
	const char *text; /* EVENT_PASTE: UTF-8, until the next event */
};

/* A key script that is being read: words separated by blanks. Start with {.at = TEXT}. */
struct event_script {
	const char *at;
	bool in_text; /* inside a text: word */
};

/*
 * The next event of a script: one character, or esc tab btab enter space bs up down left right home
 * end pgup pgdn del f1..f12 ctrl-x, text:abc\ def (an event a character), resize:100x30, click:10,5.
 * Returns false at the end; a word that is none gives EVENT_NONE, and the script stays on it.
 */
bool event_next_word(struct event_script *script, struct event *event);

/* The key that one of those words for keys stands for; false when it is none. */
bool event_find_key(const char *word, uint32_t *key);

#endif
