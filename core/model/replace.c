#include "core/model/replace.h"

#include "core/base/file_time.h"
#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/model/rights.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum {
	MOST_LINKS = 40,
	MOST_TEMPORARIES = 1000, /* left by killed processes that had our number, where there are no locks */
	LOCK_TRIES = 40,
	LOCK_WAIT_MS = 50,
	NEW_FILE_MODE = 0600
};

static bool refuse(struct diag_list *faults, const char *named, const char *what)
{
	diag_add(faults, DIAG_ERROR, named, 0, 0, NULL, "%s", what);
	return false;
}

static bool refuse_errno(struct diag_list *faults, const char *named, const char *what)
{
	diag_add(faults, DIAG_ERROR, named, 0, 0, NULL, "%s: %s", what, strerror(errno));
	return false;
}

/* Length of the part up to and with the last slash; 0 without one. */
static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

static char *copy_text(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(memory_new(size, 1), text, size);
}

/* Where a link points, seen from where the link stands. NULL with errno. */
static char *follow_link(const char *path)
{
	char link[PATH_MAX];
	ssize_t length = readlink(path, link, sizeof(link));
	struct str followed;

	if (length < 0)
		return NULL;
	if ((size_t)length == sizeof(link)) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	str_init(&followed);
	if (link[0] != '/')
		str_add(&followed, path, folder_length(path));
	str_add(&followed, link, (size_t)length);
	return followed.data;
}

/* The real file behind `named`; it need not exist. NULL with errno. */
static char *resolve(const char *named)
{
	char *path = copy_text(named);

	for (int links = 0; links < MOST_LINKS; links++) {
		struct stat status;
		char *followed;
		if (lstat(path, &status) != 0 || !S_ISLNK(status.st_mode))
			return path;
		followed = follow_link(path);
		free(path);
		if (!followed)
			return NULL;
		path = followed;
	}
	free(path);
	errno = ELOOP;
	return NULL;
}

static int open_folder(const char *path)
{
	size_t length = folder_length(path);
	struct str folder;
	int descriptor;

	str_init(&folder);
	if (length > 0)
		str_add(&folder, path, length);
	else
		str_add_char(&folder, '.');
	do
		descriptor = open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (descriptor < 0 && errno == EINTR);
	str_clear(&folder);
	return descriptor;
}

enum lock {
	LOCK_HELD,
	LOCK_TAKEN /* by another, who keeps it */,
	LOCK_NONE /* the system has none for folders */
};

static enum lock lock_folder(int folder)
{
	const struct timespec wait = {0, LOCK_WAIT_MS * 1000000L};

	for (int tries = 0; tries < LOCK_TRIES; tries++) {
		if (flock(folder, LOCK_EX | LOCK_NB) == 0)
			return LOCK_HELD;
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK)
			return LOCK_NONE;
		(void)nanosleep(&wait, NULL);
	}
	return LOCK_TAKEN;
}

/* ".unmoor-PID-N.tmp" */
static bool is_temporary(const char *name)
{
	static const char before[] = ".unmoor-", digits[] = "0123456789";
	size_t process, number;

	if (strncmp(name, before, sizeof(before) - 1) != 0)
		return false;
	name += sizeof(before) - 1;
	process = strspn(name, digits);
	if (process == 0 || name[process] != '-')
		return false;
	name += process + 1;
	number = strspn(name, digits);
	return number > 0 && strcmp(name + number, ".tmp") == 0;
}

/* Who saves holds the lock, so what lies there while we hold it was left by somebody who was killed. */
static void sweep_folder(int folder)
{
	int descriptor = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = descriptor >= 0 ? fdopendir(descriptor) : NULL;
	const struct dirent *entry;

	if (!stream) {
		if (descriptor >= 0)
			(void)close(descriptor);
		return;
	}
	while ((entry = readdir(stream)) != NULL)
		if (is_temporary(entry->d_name))
			(void)unlinkat(folder, entry->d_name, 0);
	(void)closedir(stream);
}

/* Looks at what stands there, without opening it. False with a fault when it cannot be replaced. */
static bool look(struct target *target, struct diag_list *faults)
{
	target->exists = fstatat(target->folder, target->name, &target->before, AT_SYMLINK_NOFOLLOW) == 0;
	if (!target->exists)
		return errno == ENOENT || refuse_errno(faults, target->named, "cannot be looked at");
	if (S_ISDIR(target->before.st_mode))
		return refuse(faults, target->named, "is a folder");
	if (!S_ISREG(target->before.st_mode))
		return refuse(faults, target->named, "is not a regular file");
	if (faccessat(target->folder, target->name, W_OK, 0) != 0)
		return refuse_errno(faults, target->named, "cannot be written");
	return true;
}

/* Where there are no locks, the look before the rename is all the care there is. */
static bool open_and_lock(struct target *target, struct diag_list *faults)
{
	enum lock lock;

	target->path = resolve(target->named);
	if (!target->path)
		return refuse_errno(faults, target->named, "cannot follow the link");
	target->name = target->path + folder_length(target->path);
	if (!*target->name)
		return refuse(faults, target->named, "is no name of a file");
	target->folder = open_folder(target->path);
	if (target->folder < 0)
		return refuse_errno(faults, target->named, "cannot open its folder");
	lock = lock_folder(target->folder);
	if (lock == LOCK_TAKEN)
		return refuse(faults, target->named, "is being saved by another process");
	if (lock == LOCK_HELD)
		sweep_folder(target->folder);
	return look(target, faults);
}

bool target_open(struct target *target, const char *named, struct diag_list *faults)
{
	*target = (struct target){.named = named, .folder = -1};
	if (open_and_lock(target, faults))
		return true;
	target_close(target);
	return false;
}

void target_close(struct target *target)
{
	if (target->folder >= 0)
		(void)close(target->folder);
	target->folder = -1;
	free(target->path);
	target->path = NULL;
}

bool target_read(const struct target *target, struct str *text, struct diag_list *faults)
{
	enum { PIECE = 1 << 16 };
	char *piece = memory_new(PIECE, 1);
	ssize_t length = -1;
	int descriptor;

	do
		descriptor =
			openat(target->folder, target->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	while (descriptor < 0 && errno == EINTR);
	while (descriptor >= 0 &&
	       ((length = read(descriptor, piece, PIECE)) > 0 || (length < 0 && errno == EINTR)))
		str_add(text, piece, length > 0 ? (size_t)length : 0);
	if (length < 0)
		(void)refuse_errno(faults, target->named, "cannot be read");
	if (descriptor >= 0)
		(void)close(descriptor);
	free(piece);
	return length == 0;
}

/* Creates a file of a name that nothing has; its descriptor, or -1 with errno. */
static int create_temporary(int folder, char *name, size_t size)
{
	for (int number = 0; number < MOST_TEMPORARIES; number++) {
		int descriptor;
		(void)snprintf(name, size, ".unmoor-%ld-%d.tmp", (long)getpid(), number);
		do
			descriptor =
				openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
				       NEW_FILE_MODE);
		while (descriptor < 0 && errno == EINTR);
		if (descriptor >= 0 || errno != EEXIST)
			return descriptor;
	}
	return -1;
}

static bool write_all(int descriptor, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t written = write(descriptor, bytes, length);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		bytes += written;
		length -= (size_t)written;
	}
	return true;
}

static bool sync_all(int descriptor)
{
	int done;

	do
		done = fsync(descriptor);
	while (done != 0 && errno == EINTR);
	return done == 0;
}

static bool fill(struct target *target, int descriptor, const char *bytes, size_t length,
		 struct diag_list *faults)
{
	const struct rights_of old = {target->named, target->path, &target->before};

	if (target->exists && !rights_take_over(descriptor, &old, faults))
		return false;
	if (target->private && fchmod(descriptor, NEW_FILE_MODE) != 0)
		return refuse_errno(faults, target->named, "cannot be kept from others");
	if (!write_all(descriptor, bytes, length))
		return refuse_errno(faults, target->named, "cannot be written");
	if (!sync_all(descriptor))
		return refuse_errno(faults, target->named, "cannot be synced");
	return true;
}

/* After EINTR the descriptor is gone all the same, and what was written is synced. */
static bool close_filled(struct target *target, int descriptor, struct diag_list *faults)
{
	if (close(descriptor) == 0 || errno == EINTR)
		return true;
	return refuse_errno(faults, target->named, "cannot be closed");
}

/* Neither its content nor who may do what with it has changed: who was kept out meanwhile must not be let in.
 */
static bool is_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       file_time_same(a, b);
}

/* Somebody else was at work since the target was opened. */
static bool refuse_overtaken(struct target *target, struct diag_list *faults)
{
	target->overtaken = true;
	return refuse(faults, target->named, "was changed by another program while it was saved");
}

/* The last look before the new file takes its place. */
static bool is_unchanged(struct target *target, struct diag_list *faults)
{
	struct stat now;
	bool exists = fstatat(target->folder, target->name, &now, AT_SYMLINK_NOFOLLOW) == 0;

	if (!exists && errno != ENOENT)
		return refuse_errno(faults, target->named, "cannot be looked at");
	if (exists != target->exists || (exists && !is_same_file(&now, &target->before)))
		return refuse_overtaken(target, faults);
	return true;
}

static bool rename_over(struct target *target, const char *temporary, struct diag_list *faults)
{
	int done;

	do
		done = renameat(target->folder, temporary, target->folder, target->name);
	while (done != 0 && errno == EINTR);
	return done == 0 || refuse_errno(faults, target->named, "cannot be replaced");
}

/* Takes the name where nothing has it, for file systems that know no second name of a file. */
static bool take_name(struct target *target, const char *temporary, struct diag_list *faults)
{
	int descriptor;

	do
		descriptor = openat(target->folder, target->name,
				    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, NEW_FILE_MODE);
	while (descriptor < 0 && errno == EINTR);
	if (descriptor < 0 && errno == EEXIST)
		return refuse_overtaken(target, faults);
	if (descriptor < 0)
		return refuse_errno(faults, target->named, "cannot be made");
	(void)close(descriptor);
	if (rename_over(target, temporary, faults))
		return true;
	(void)unlinkat(target->folder, target->name, 0);
	return false;
}

/* A rename would replace what came there since the look; a second name is only given where there is none. */
static bool link_new(struct target *target, const char *temporary, struct diag_list *faults)
{
	int done;

	do
		done = linkat(target->folder, temporary, target->folder, target->name, 0);
	while (done != 0 && errno == EINTR);
	if (done != 0 && errno == EEXIST)
		return refuse_overtaken(target, faults);
	if (done != 0)
		return take_name(target, temporary, faults);
	(void)unlinkat(target->folder, temporary, 0);
	return true;
}

static bool put_in_place(struct target *target, const char *temporary, struct diag_list *faults)
{
	return target->exists ? rename_over(target, temporary, faults) : link_new(target, temporary, faults);
}

static void sync_folder(const struct target *target, struct diag_list *faults)
{
	if (sync_all(target->folder) || errno == EINVAL || errno == ENOTSUP)
		return;
	diag_add(faults, DIAG_WARNING, target->named, 0, 0, NULL,
		 "is saved, but its folder cannot be synced: %s", strerror(errno));
}

bool target_replace(struct target *target, const char *bytes, size_t length, struct diag_list *faults)
{
	char temporary[64];
	int descriptor = create_temporary(target->folder, temporary, sizeof(temporary));
	bool done;

	if (descriptor < 0)
		return refuse_errno(faults, target->named, "cannot write a new file beside it");
	done = fill(target, descriptor, bytes, length, faults);
	done = close_filled(target, descriptor, faults) && done;
	done = done && is_unchanged(target, faults) && put_in_place(target, temporary, faults);
	if (done)
		sync_folder(target, faults);
	else
		(void)unlinkat(target->folder, temporary, 0);
	return done;
}
