/*
 * POSIX access control lists (POSIX 1003.1e draft 17, section 23) in the form in which Linux keeps them as
 * the attribute "system.posix_acl_access": a version, then entries of 8 bytes, little-endian. Nothing here
 * asks the system for anything.
 */
#ifndef CORE_MODEL_ACL_H
#define CORE_MODEL_ACL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order in which they stand in a list. */
enum acl_tag {
	ACL_OWNER = 0x01,
	ACL_USER = 0x02, /* one a user that is named by its id */
	ACL_GROUP_OF_FILE = 0x04,
	ACL_GROUP = 0x08, /* one a group that is named by its id */
	ACL_MASK = 0x10,  /* the most that all of them but the owner may do; the group bits of the mode */
	ACL_OTHER = 0x20
};

struct acl_entry {
	uint16_t tag, allowed; /* allowed: 4 read, 2 write, 1 execute */
	uint32_t id;           /* of a named user or group */
};

struct acl {
	struct acl_entry *entries; /* [count] */
	size_t count, capacity;
};

/* False when the bytes are no list with owner, group and others; acl_clear() is due in any case. */
bool acl_decode(struct acl *acl, const unsigned char *bytes, size_t length);
void acl_clear(struct acl *acl);

/* The bytes of a list, to be freed; their number in *length. */
unsigned char *acl_encode(const struct acl *acl, size_t *length);

/*
 * What a list has to say when its file gets another owner, or another group: the one that was goes on as a
 * named one, and nobody but the new owner may do more than before.
 */
void acl_name_owner(struct acl *acl, uint32_t old_owner);
void acl_name_group(struct acl *acl, uint32_t old_group);

#endif
