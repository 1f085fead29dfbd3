/* The command line of the editor that `E` starts: what VISUAL or EDITOR says, and where to begin. */
#ifndef TUI_EDITOR_H
#define TUI_EDITOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EDITOR_MOST_WORDS = 16 };

struct editor {
	char *text;                        /* what the words are made of */
	char *argv[EDITOR_MOST_WORDS + 3]; /* ends with NULL, as execvp() wants it */
};

/*
 * command: words between blanks, in which quotes and backslashes are those of a shell, and nothing else is;
 * without a word it is vi. path: a file, not empty; it is never taken for an option. line: from 1, 0 is 1.
 * How a line is named depends on the editor: "+29 FILE", "FILE:29", "--goto FILE:29"; to ed it is not. False
 * when there are too many words. To be cleared in any case.
 */
bool editor_init(struct editor *editor, const char *command, const char *path, uint32_t line);
void editor_clear(struct editor *editor);

#endif
