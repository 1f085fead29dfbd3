#include "core/model/rights.h"

#include "core/base/memory.h"
#include "core/model/acl.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/xattr.h>
#endif

struct taking {
	int file;
	const struct rights_of *old;
	struct diag_list *faults;
	bool owner_lost, group_lost;
	bool listed; /* has an access control list: the group bits of the mode are its mask */
};

static bool refuse(const struct taking *taking, const char *suggestion, const char *what, const char *name)
{
	diag_add(taking->faults, DIAG_ERROR, taking->old->named, 0, 0, suggestion, "cannot %s%s: %s", what,
		 name, strerror(errno));
	return false;
}

#ifdef __linux__

enum { VALUE_MOST = 65536 /* of Linux, for a value and for all names */ };

static const char LIST[] = "system.posix_acl_access";
static const char WITHOUT_LIST[] = "save to another file, or take the list off this one with 'setfacl -b'";
static const char WITHOUT_NOTE[] = "save to another file, or take it off this one with 'setfattr -x'";

/* There is none, or the file system knows none. */
static bool is_missing(void)
{
	return errno == ENODATA || errno == ENOTSUP || errno == ENOSYS;
}

/* Of the old file; by its path, for no right to read it is needed for the list. -1 with errno. */
static ssize_t read_value(const struct taking *taking, const char *name, unsigned char *value)
{
	ssize_t length;

	do
		length = lgetxattr(taking->old->path, name, value, VALUE_MOST);
	while (length < 0 && errno == EINTR);
	return length;
}

static bool write_value(const struct taking *taking, const char *name, const unsigned char *value,
			size_t length)
{
	int done;

	do
		done = fsetxattr(taking->file, name, value, length, 0);
	while (done != 0 && errno == EINTR);
	return done == 0;
}

static bool take_note(const struct taking *taking, const char *name, unsigned char *value)
{
	ssize_t length = read_value(taking, name, value);

	if (length < 0 && is_missing())
		return true;
	return (length >= 0 && write_value(taking, name, value, (size_t)length)) ||
	       refuse(taking, WITHOUT_NOTE, "keep its attribute ", name);
}

/* names: each with its zero. */
static bool take_named(const struct taking *taking, const char *names, size_t length)
{
	unsigned char *value = memory_new(VALUE_MOST, 1);
	bool done = true;

	for (const char *name = names; done && name < names + length; name += strlen(name) + 1)
		if (strncmp(name, "user.", 5) == 0)
			done = take_note(taking, name, value);
	free(value);
	return done;
}

static bool take_notes(const struct taking *taking)
{
	char *names = memory_new(VALUE_MOST, 1);
	ssize_t length;
	bool done;

	do
		length = llistxattr(taking->old->path, names, VALUE_MOST);
	while (length < 0 && errno == EINTR);
	if (length < 0)
		done = is_missing() || refuse(taking, NULL, "list its attributes", "");
	else
		done = take_named(taking, names, (size_t)length);
	free(names);
	return done;
}

/* What the list says now that it is somebody else's file, the old ones named; NULL: it is none. */
static unsigned char *list_for_another(const struct taking *taking, const unsigned char *value,
				       size_t *length)
{
	struct acl acl;
	unsigned char *changed = NULL;

	if (acl_decode(&acl, value, *length)) {
		if (taking->owner_lost)
			acl_name_owner(&acl, (uint32_t)taking->old->before->st_uid);
		if (taking->group_lost)
			acl_name_group(&acl, (uint32_t)taking->old->before->st_gid);
		changed = acl_encode(&acl, length);
	}
	acl_clear(&acl);
	return changed;
}

static bool write_list(const struct taking *taking, const unsigned char *value, size_t length)
{
	unsigned char *changed;
	bool done;

	if (!taking->owner_lost && !taking->group_lost)
		return write_value(taking, LIST, value, length);
	changed = list_for_another(taking, value, &length);
	errno = EINVAL;
	done = changed && write_value(taking, LIST, changed, length);
	free(changed);
	return done;
}

/* What the folder has its files inherit is not the old one's. */
static bool drop_inherited_list(const struct taking *taking)
{
	ssize_t length;
	int done;

	do
		length = fgetxattr(taking->file, LIST, NULL, 0);
	while (length < 0 && errno == EINTR);
	if (length < 0)
		return is_missing();
	do
		done = fremovexattr(taking->file, LIST);
	while (done != 0 && errno == EINTR);
	return done == 0;
}

static bool take_list(struct taking *taking)
{
	unsigned char *value = memory_new(VALUE_MOST, 1);
	ssize_t length = read_value(taking, LIST, value);
	bool done;

	taking->listed = length >= 0;
	if (taking->listed)
		done = write_list(taking, value, (size_t)length);
	else
		done = is_missing() && drop_inherited_list(taking);
	free(value);
	return done || refuse(taking, WITHOUT_LIST, "keep its access control list", "");
}

#else

static bool take_notes(const struct taking *taking)
{
	(void)taking;
	return true;
}

static bool take_list(struct taking *taking)
{
	(void)taking;
	return true;
}

#endif

static bool give(const struct taking *taking, uid_t owner, gid_t group)
{
	int done;

	do
		done = fchown(taking->file, owner, group);
	while (done != 0 && errno == EINTR);
	return done == 0;
}

/* The group may be another one by the folder alone. A foreign owner is kept where that is allowed. */
static bool take_owner(struct taking *taking)
{
	const struct stat *before = taking->old->before;
	struct stat now;

	if (fstat(taking->file, &now) != 0)
		return refuse(taking, NULL, "keep its owner", "");
	if ((now.st_uid == before->st_uid && now.st_gid == before->st_gid) ||
	    give(taking, before->st_uid, before->st_gid))
		return true;
	taking->owner_lost = now.st_uid != before->st_uid;
	taking->group_lost = now.st_gid != before->st_gid && !give(taking, (uid_t)-1, before->st_gid);
	return true;
}

static bool take_mode(const struct taking *taking)
{
	mode_t mode = taking->old->before->st_mode & 07777;
	int done;

	if (taking->group_lost)
		mode &= ~(mode_t)S_ISGID;
	if (taking->group_lost && !taking->listed) {
		mode_t by_both = (mode >> 3) & mode & S_IRWXO;
		mode = (mode & ~(mode_t)(S_IRWXG | S_IRWXO)) | by_both << 3 | by_both;
	}
	do
		done = fchmod(taking->file, mode);
	while (done != 0 && errno == EINTR);
	return done == 0 || refuse(taking, NULL, "keep its permissions", "");
}

/* The mode last: it is what lets others in, and changing the owner may clear bits of it. */
bool rights_take_over(int new_file, const struct rights_of *old, struct diag_list *faults)
{
	struct taking taking = {.file = new_file, .old = old, .faults = faults};

	return take_notes(&taking) && take_owner(&taking) && take_list(&taking) && take_mode(&taking);
}
