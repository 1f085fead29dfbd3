/*
 * Watches the stack's files for changes: by inotify where there is one, else by their time.
 */
#ifndef TUI_WATCH_H
#define TUI_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct watch;

/* Watches `path` (NULL, "-": nothing) and `count` more. Never NULL; free with watch_free. */
struct watch *watch_new(const char *const *paths, size_t count);
void watch_free(struct watch *watch);

/* A descriptor that can be read when something may have changed, or -1: ask now and then. */
int watch_descriptor(const struct watch *watch);

/* True when one of the files is another than at the last call (its time, size or inode). */
bool watch_changed(struct watch *watch);

#endif
