#include "core/model/acl.h"

#include "core/base/memory.h"

#include <stdlib.h>

enum { VERSION = 2, HEAD_SIZE = 4, ENTRY_SIZE = 8 };

static const uint32_t NO_ID = UINT32_MAX;

static uint32_t read_number(const unsigned char *bytes, int size)
{
	uint32_t number = 0;

	for (int i = size - 1; i >= 0; i--)
		number = number << 8 | bytes[i];
	return number;
}

static unsigned char *write_number(unsigned char *bytes, uint32_t number, int size)
{
	for (int i = 0; i < size; i++)
		*bytes++ = (unsigned char)(number >> 8 * i & 0xFF);
	return bytes;
}

/* NULL when there is none. The id counts for named ones alone. */
static struct acl_entry *find(const struct acl *acl, enum acl_tag tag, uint32_t id)
{
	for (size_t i = 0; i < acl->count; i++)
		if (acl->entries[i].tag == tag &&
		    ((tag != ACL_USER && tag != ACL_GROUP) || acl->entries[i].id == id))
			return &acl->entries[i];
	return NULL;
}

/* At its place: by tag, then by id. */
static void add(struct acl *acl, struct acl_entry entry)
{
	size_t at = acl->count;

	if (acl->count == acl->capacity)
		acl->entries = memory_grow(acl->entries, acl->count, &acl->capacity, sizeof(*acl->entries));
	for (; at > 0; at--) {
		const struct acl_entry *before = &acl->entries[at - 1];
		if (before->tag < entry.tag || (before->tag == entry.tag && before->id <= entry.id))
			break;
		acl->entries[at] = *before;
	}
	acl->entries[at] = entry;
	acl->count++;
}

bool acl_decode(struct acl *acl, const unsigned char *bytes, size_t length)
{
	*acl = (struct acl){.entries = NULL};
	if (length < HEAD_SIZE || (length - HEAD_SIZE) % ENTRY_SIZE != 0 ||
	    read_number(bytes, HEAD_SIZE) != VERSION)
		return false;
	for (const unsigned char *at = bytes + HEAD_SIZE; at < bytes + length; at += ENTRY_SIZE)
		add(acl, (struct acl_entry){.tag = (uint16_t)read_number(at, 2),
					    .allowed = (uint16_t)read_number(at + 2, 2),
					    .id = read_number(at + 4, 4)});
	return find(acl, ACL_OWNER, 0) && find(acl, ACL_GROUP_OF_FILE, 0) && find(acl, ACL_OTHER, 0);
}

void acl_clear(struct acl *acl)
{
	free(acl->entries);
	*acl = (struct acl){.entries = NULL};
}

unsigned char *acl_encode(const struct acl *acl, size_t *length)
{
	unsigned char *bytes, *at;

	*length = HEAD_SIZE + acl->count * ENTRY_SIZE;
	bytes = memory_new(*length, 1);
	at = write_number(bytes, VERSION, HEAD_SIZE);
	for (size_t i = 0; i < acl->count; i++) {
		at = write_number(at, acl->entries[i].tag, 2);
		at = write_number(at, acl->entries[i].allowed, 2);
		at = write_number(at, acl->entries[i].id, 4);
	}
	return bytes;
}

/* Named ones need a mask; where there was none the group's bits were the mode's, and stay so. */
static void need_mask(struct acl *acl)
{
	if (!find(acl, ACL_MASK, 0))
		add(acl, (struct acl_entry){ACL_MASK, find(acl, ACL_GROUP_OF_FILE, 0)->allowed, NO_ID});
}

void acl_name_owner(struct acl *acl, uint32_t old_owner)
{
	uint16_t allowed = find(acl, ACL_OWNER, 0)->allowed;
	struct acl_entry *named;

	need_mask(acl);
	named = find(acl, ACL_USER, old_owner);
	if (named)
		named->allowed = allowed;
	else
		add(acl, (struct acl_entry){ACL_USER, allowed, old_owner});
}

/*
 * Who is in the new group was judged by the entries of other groups before, or as one of the others; who is
 * in several may do what one of them allows. The new one therefore allows what all of them did.
 */
void acl_name_group(struct acl *acl, uint32_t old_group)
{
	struct acl_entry *group = find(acl, ACL_GROUP_OF_FILE, 0);
	uint16_t allowed = group->allowed, by_all = group->allowed & find(acl, ACL_OTHER, 0)->allowed;

	for (size_t i = 0; i < acl->count; i++)
		if (acl->entries[i].tag == ACL_GROUP)
			by_all &= acl->entries[i].allowed;
	need_mask(acl);
	find(acl, ACL_GROUP_OF_FILE, 0)->allowed = by_all;
	/* Where it was named as well, either entry would do: what only the file's own allowed is given up. */
	if (!find(acl, ACL_GROUP, old_group))
		add(acl, (struct acl_entry){ACL_GROUP, allowed, old_group});
}
