/*
 * The one place that sets the locale: LC_CTYPE only, so numbers never depend on it.
 */
#ifndef TUI_LOCALE_H
#define TUI_LOCALE_H

#include <stdbool.h>

/*
 * Takes LC_CTYPE from the environment. Returns true when text may be UTF-8: the locale says so, or
 * the name in LC_ALL, LC_CTYPE or LANG (the first that is set) does and the C library can be
 * brought to it (where no locale is installed).
 */
bool locale_open(void);

#endif
