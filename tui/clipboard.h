/*
 * The clipboard of the terminal at the other end: the escape sequence OSC 52. Pure.
 */
#ifndef TUI_CLIPBOARD_H
#define TUI_CLIPBOARD_H

#include "core/base/str.h"

enum { CLIPBOARD_MOST = 74994 }; /* bytes of base64 that common terminals take */

/*
 * Appends what sets the clipboard to `text`, wrapped so that tmux or screen passes it on; for tmux
 * bare as well, since it is a matter of its settings which of both it lets through. term is TERM (may
 * be NULL); in_tmux, in_screen: TMUX, STY is set. Where both are, one runs in the other, and screen is taken
 * for the inner one if TERM may be its own: it would show what is wrapped for tmux. False, and nothing
 * appended, when the text is too long.
 */
bool clipboard_sequence(struct str *out, const char *text, const char *term, bool in_tmux, bool in_screen);

#endif
