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

/*
 * True when one of the files is another than at the last call (its time, size or inode), or when one has been
 * gone for a second: an editor may take it away for a moment. now_ms: of a clock that only goes forward.
 */
bool watch_changed(struct watch *watch, int64_t now_ms);

/* Takes what is there now for known: it is about to be read. */
void watch_known(struct watch *watch);

/* One is gone: ask again soon, whatever the descriptor says (its folder may be gone as well). */
bool watch_waits(const struct watch *watch);

#endif
