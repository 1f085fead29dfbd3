/*
 * Editing one line of text. Every printable key is text; Backspace and Ctrl+H delete, Ctrl+U
 * clears, the arrows, Home and End move, Enter takes, Esc leaves.
 */
#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H

#include "core/base/str.h"

#include <stdbool.h>

struct prompt {
	struct str text; /* UTF-8 */
	size_t cursor;   /* in bytes, at the start of a character */
};

enum prompt_result { PROMPT_IGNORED, PROMPT_MOVED, PROMPT_CHANGED, PROMPT_TAKEN, PROMPT_LEFT };

enum { PROMPT_MOST = 1000 /* bytes; what is typed beyond is ignored */ };

void prompt_init(struct prompt *prompt, const char *text); /* cursor at its end */
void prompt_clear(struct prompt *prompt);

/* Never NULL. */
const char *prompt_text(const struct prompt *prompt);

/* A key by tui/event.h. */
enum prompt_result prompt_key(struct prompt *prompt, uint32_t key);

/* Pasted text; line ends and other controls become blanks. */
enum prompt_result prompt_paste(struct prompt *prompt, const char *text);

#endif
