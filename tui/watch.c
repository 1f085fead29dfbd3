#include "tui/watch.h"

#include "core/base/file_time.h"
#include "core/base/memory.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/inotify.h>
#endif

enum { GONE_AFTER_MS = 1000 };

struct watched {
	char *path;
	struct stat seen;
	bool there; /* when it was last told */
	bool gone;  /* but was there once */
	int64_t gone_ms;
};

struct watch {
	struct watched *files;
	size_t count;
	int descriptor;
};

#ifdef __linux__
/* The folder of each file: editors often write a new file and rename it over the old one. */
static void watch_folder(int descriptor, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash ? (size_t)(slash - path) : 0;
	char *folder = memory_new(length + 2, 1);
	if (slash)
		memcpy(folder, path, length);
	else
		folder[length++] = '.';
	if (slash && !length)
		folder[length++] = '/';
	folder[length] = '\0';
	inotify_add_watch(descriptor, folder,
			  IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE |
				  IN_DELETE_SELF | IN_MOVE_SELF);
	free(folder);
}

static int open_watch(const struct watch *watch)
{
	int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	for (size_t i = 0; descriptor >= 0 && i < watch->count; i++)
		watch_folder(descriptor, watch->files[i].path);
	return descriptor;
}
#else
static int open_watch(const struct watch *watch)
{
	(void)watch;
	return -1;
}
#endif

/* It may be between two steps of an editor: then it will be back. */
static bool look_for(struct watched *file, int64_t now_ms)
{
	if (!file->there)
		return false;
	if (!file->gone)
		file->gone_ms = now_ms;
	file->gone = true;
	file->there = now_ms - file->gone_ms < GONE_AFTER_MS;
	return !file->there;
}

/* The time of the last change of anything, too: who sets a time back, or allows to read it, is noticed. */
static bool look(struct watched *file, int64_t now_ms)
{
	struct stat now;
	if (stat(file->path, &now) != 0)
		return look_for(file, now_ms);
	bool changed = !file->there || now.st_size != file->seen.st_size || now.st_ino != file->seen.st_ino ||
		       !file_time_same(&now, &file->seen);
	file->seen = now;
	file->there = true;
	file->gone = false;
	return changed;
}

/* As it was last seen by another watch; false: that one has not watched it. */
static bool remember(struct watched *file, const struct watch *before)
{
	for (size_t i = 0; before && i < before->count; i++) {
		if (strcmp(before->files[i].path, file->path) != 0)
			continue;
		char *path = file->path;
		*file = before->files[i];
		file->path = path;
		return true;
	}
	return false;
}

struct watch *watch_new(const char *const *paths, size_t count, struct watch *before)
{
	struct watch *watch = memory_zero(1, sizeof *watch);
	watch->files = memory_zero(count ? count : 1, sizeof *watch->files);
	for (size_t i = 0; i < count; i++) {
		if (!paths[i] || !strcmp(paths[i], "-"))
			continue;
		struct watched *file = &watch->files[watch->count++];
		size_t length = strlen(paths[i]) + 1;
		file->path = memcpy(memory_new(length, 1), paths[i], length);
		if (!remember(file, before))
			look(file, 0);
	}
	watch->descriptor = watch->count ? open_watch(watch) : -1;
	watch_free(before);
	return watch;
}

void watch_free(struct watch *watch)
{
	if (!watch)
		return;
	for (size_t i = 0; i < watch->count; i++)
		free(watch->files[i].path);
	free(watch->files);
	if (watch->descriptor >= 0)
		close(watch->descriptor);
	free(watch);
}

int watch_descriptor(const struct watch *watch)
{
	return watch->descriptor;
}

bool watch_changed(struct watch *watch, int64_t now_ms)
{
	char drain[4096];
	bool changed = false;
	while (watch->descriptor >= 0 && read(watch->descriptor, drain, sizeof drain) > 0)
		;
	for (size_t i = 0; i < watch->count; i++)
		changed |= look(&watch->files[i], now_ms);
	return changed;
}

void watch_known(struct watch *watch)
{
	for (size_t i = 0; i < watch->count; i++) {
		struct watched *file = &watch->files[i];
		look(file, 0);
		file->there &= !file->gone;
	}
}

bool watch_waits(const struct watch *watch)
{
	for (size_t i = 0; i < watch->count; i++)
		if (watch->files[i].gone)
			return true;
	return false;
}
