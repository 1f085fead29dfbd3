/*
 * Watches the stack's files for changes: by inotify where there is one, else by their time.
 */
#ifndef TUI_WATCH_H
#define TUI_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct watch;

/*
 * Watches `count` paths, of files that need not be there yet (NULL, "-": nothing). Takes what was watched
 * before, or NULL: what was last seen of the same paths stays, so that no change between is lost. Never NULL;
 * free with watch_free.
 */
struct watch *watch_new(const char *const *paths, size_t count, struct watch *before);
void watch_free(struct watch *watch);

/* A descriptor that can be read when something may have changed, or -1: ask now and then. */
int watch_descriptor(const struct watch *watch);

/* True when one of the files is another than at the last call (its time, size or inode). */
bool watch_changed(struct watch *watch);

#endif
