#include "core/model/acl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { IDS = 3, EVERY_GROUP = 1 << IDS, LISTS = 20000, SIZE_MOST = 128 };

/* ---- how the system judges (POSIX 1003.1e draft 17, section 23.1.5) ------------------------------- */

struct file {
	struct acl list;
	uint32_t owner, group;
};

struct subject {
	uint32_t user;
	unsigned groups; /* a bit each */
};

static const struct acl_entry *entry_of(const struct acl *list, enum acl_tag tag, uint32_t id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->entries[i].tag == tag &&
		    (list->entries[i].id == id || (tag != ACL_USER && tag != ACL_GROUP)))
			return &list->entries[i];
	return NULL;
}

static bool allows(const struct acl_entry *entry, unsigned wanted)
{
	return (entry->allowed & wanted) == wanted;
}

static bool is_masked(const struct acl *list, unsigned wanted)
{
	const struct acl_entry *mask = entry_of(list, ACL_MASK, 0);

	return mask && !allows(mask, wanted);
}

static bool may(const struct file *file, struct subject who, unsigned wanted)
{
	const struct acl *list = &file->list;
	const struct acl_entry *named = entry_of(list, ACL_USER, who.user);
	bool matched = false, granted = false;

	if (who.user == file->owner)
		return allows(entry_of(list, ACL_OWNER, 0), wanted);
	if (named)
		return allows(named, wanted) && !is_masked(list, wanted);
	for (size_t i = 0; i < list->count; i++) {
		const struct acl_entry *entry = &list->entries[i];
		uint32_t group = entry->tag == ACL_GROUP_OF_FILE ? file->group : entry->id;
		if ((entry->tag != ACL_GROUP_OF_FILE && entry->tag != ACL_GROUP) ||
		    !(who.groups >> group & 1))
			continue;
		matched = true;
		granted = granted || allows(entry, wanted);
	}
	if (matched)
		return granted && !is_masked(list, wanted);
	return allows(entry_of(list, ACL_OTHER, 0), wanted);
}

/* ---- lists ------------------------------------------------------------------------------------- */

static uint32_t draw(uint64_t *state, uint32_t below)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 33) % below;
}

static unsigned char *put(unsigned char *at, unsigned tag, unsigned allowed, uint32_t id)
{
	const unsigned char entry[] = {(unsigned char)tag,        0,
				       (unsigned char)allowed,    0,
				       (unsigned char)id,         (unsigned char)(id >> 8),
				       (unsigned char)(id >> 16), (unsigned char)(id >> 24)};

	memcpy(at, entry, sizeof(entry));
	return at + sizeof(entry);
}

static unsigned char *put_named(unsigned char *at, enum acl_tag tag, uint64_t *state)
{
	for (uint32_t id = 0; id < IDS; id++)
		if (draw(state, 3) == 0)
			at = put(at, tag, draw(state, 8), id);
	return at;
}

/* As the system gives it: a mask wherever somebody is named. Returns its length. */
static size_t draw_list(unsigned char bytes[SIZE_MOST], uint64_t *state)
{
	static const unsigned char version[] = {2, 0, 0, 0};
	unsigned char *at = bytes, *groups;

	memcpy(at, version, sizeof(version));
	at = put(at + sizeof(version), ACL_OWNER, draw(state, 8), UINT32_MAX);
	at = put_named(at, ACL_USER, state);
	at = put(at, ACL_GROUP_OF_FILE, draw(state, 8), UINT32_MAX);
	groups = at;
	at = put_named(at, ACL_GROUP, state);
	if (at > groups || at > bytes + 20 || draw(state, 2) == 0)
		at = put(at, ACL_MASK, draw(state, 8), UINT32_MAX);
	return (size_t)(put(at, ACL_OTHER, draw(state, 8), UINT32_MAX) - bytes);
}

static void a_list_is_read_and_written(void **state)
{
	uint64_t seed = 1;
	unsigned char bytes[SIZE_MOST];

	(void)state;
	for (int i = 0; i < LISTS / 10; i++) {
		struct acl list;
		size_t length = draw_list(bytes, &seed), written;
		assert_true(acl_decode(&list, bytes, length));
		unsigned char *again = acl_encode(&list, &written);
		assert_int_equal(written, length);
		assert_memory_equal(again, bytes, length);
		free(again);
		acl_clear(&list);
	}
}

static void expect_no_list(const unsigned char *bytes, size_t length)
{
	struct acl list;

	assert_false(acl_decode(&list, bytes, length));
	acl_clear(&list);
}

static void what_is_no_list_is_not_taken_for_one(void **state)
{
	unsigned char bytes[SIZE_MOST];
	uint64_t seed = 1;
	size_t length = draw_list(bytes, &seed);

	(void)state;
	expect_no_list(bytes, 0);
	expect_no_list(bytes, 4);
	expect_no_list(bytes, 12);         /* the owner alone */
	expect_no_list(bytes, length - 8); /* no others */
	expect_no_list(bytes, length - 1);
	bytes[0] = 3;
	expect_no_list(bytes, length);
}

/* ---- another owner, another group -------------------------------------------------------------- */

struct change {
	bool owner, group;
	struct file before, after;
};

/* The ids are all small, so that those who are named are also the ones that the file had and gets. */
static void draw_change(struct change *change, uint64_t *seed)
{
	unsigned char bytes[SIZE_MOST];
	size_t length = draw_list(bytes, seed);
	uint32_t what = 1 + draw(seed, 3);

	*change = (struct change){.owner = what & 1, .group = what & 2};
	assert_true(acl_decode(&change->before.list, bytes, length));
	assert_true(acl_decode(&change->after.list, bytes, length));
	change->before.owner = draw(seed, IDS);
	change->before.group = draw(seed, IDS);
	change->after.owner = change->owner ? (change->before.owner + 1) % IDS : change->before.owner;
	change->after.group = change->group ? (change->before.group + 1) % IDS : change->before.group;
	if (change->owner)
		acl_name_owner(&change->after.list, change->before.owner);
	if (change->group)
		acl_name_group(&change->after.list, change->before.group);
}

static void judge(const struct change *change, struct subject who)
{
	const struct acl *list = &change->before.list;
	bool only_group = !(who.groups & ~(1U << change->before.group)) && who.groups &&
			  !entry_of(list, ACL_GROUP, change->before.group);

	if (who.user == change->after.owner)
		return;
	for (unsigned wanted = 1; wanted < 8; wanted++) {
		bool before = may(&change->before, who, wanted), after = may(&change->after, who, wanted);
		assert_true(before || !after);
		/* Who had it as the old owner, as far as the mask lets named ones, or by the old group alone
		 * still has it. */
		if (who.user == change->before.owner)
			assert_true(after || !before || is_masked(&change->after.list, wanted));
		else if (only_group)
			assert_true(after || !before);
	}
}

static void nobody_may_do_more_than_before(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int i = 0; i < LISTS; i++) {
		struct change change;
		draw_change(&change, &seed);
		for (uint32_t user = 0; user <= IDS; user++)
			for (unsigned groups = 0; groups < EVERY_GROUP; groups++)
				judge(&change, (struct subject){user, groups});
		acl_clear(&change.before.list);
		acl_clear(&change.after.list);
	}
}

/* The system takes lists in this order alone. */
static void entries_stay_in_their_order(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (int i = 0; i < LISTS / 10; i++) {
		struct change change;
		const struct acl *list = &change.after.list;
		draw_change(&change, &seed);
		assert_non_null(entry_of(list, ACL_MASK, 0));
		for (size_t e = 1; e < list->count; e++) {
			const struct acl_entry *last = &list->entries[e - 1], *entry = &list->entries[e];
			assert_true(last->tag < entry->tag ||
				    (last->tag == entry->tag && last->id < entry->id));
		}
		acl_clear(&change.before.list);
		acl_clear(&change.after.list);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_is_read_and_written),
		cmocka_unit_test(what_is_no_list_is_not_taken_for_one),
		cmocka_unit_test(nobody_may_do_more_than_before),
		cmocka_unit_test(entries_stay_in_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
