/*
 * What the commands print: standard output in one piece, messages on standard error. Every message
 * is filtered for the terminal here (control characters, escapes, bidi controls become stand-ins).
 */
#ifndef TUI_OUTPUT_H
#define TUI_OUTPUT_H

#include "core/base/diag.h"
#include "core/base/str.h"

#include <stdbool.h>

/*
 * Opens what was closed of the three standard files, so that no file of the user's gets their number; where
 * files may not grow any more writing fails, and no signal ends the program.
 */
void output_init(void);

/* "unmoor: TEXT" on standard error. */
void output_error(bool ascii, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* All faults, a line each, and how many more there are. */
void output_faults(bool ascii, const struct diag_list *faults);

/*
 * Writes text, which is fit for where it goes, to standard output, and clears it. False, after a
 * message, when it cannot be written.
 */
bool output_text(bool ascii, struct str *text);

#endif
