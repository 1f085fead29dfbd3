/*
 * What the Linux console can show. Its own font has the 256 characters of code page 437, so some signs of
 * ours would be blots there, though it takes UTF-8. Pure.
 */
#ifndef TUI_CONSOLE_H
#define TUI_CONSOLE_H

#include <stdbool.h>
#include <stdint.h>

/* Is a terminal of this name (TERM) the Linux console? */
bool console_is(const char *name);

/* A sign of ours, or what stands for it there, one column wide; any other character as it is. */
uint32_t console_point(uint32_t point);

#endif
