/* For setgroups() and syscall(). */
#define _DEFAULT_SOURCE

#include "core/model/replace.h"
#include "tests/unit/folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <fcntl.h>
#include <grp.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <errno.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#endif

#include <cmocka.h>

struct fixture {
	struct folder folder;
	char path[FOLDER_PATH_SIZE];
	struct diag_list faults;
};

static struct fixture f;

static int setup(void **state)
{
	(void)state;
	folder_make(&f.folder);
	folder_path(&f.folder, "file", f.path);
	diag_list_init(&f.faults);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	diag_list_clear(&f.faults);
	folder_remove(&f.folder);
	return 0;
}

static bool replace(const char *text)
{
	struct target target;
	bool done;

	if (!target_open(&target, f.path, &f.faults))
		return false;
	done = target_replace(&target, text, strlen(text), &f.faults);
	target_close(&target);
	return done;
}

/* ---- owners and groups: only root can be somebody else ------------------------------------------ */

struct user {
	uid_t id;
	gid_t group, other_group;
};

static const struct user ALICE = {1001, 1001, 1001}, BOB = {1002, 1002, 2000}, CAROL = {1003, 1003, 1003},
			 DAVE = {1004, 1004, 1001};

enum { TEAM = 2000 /* BOB is in it, too */ };

static void become(const struct user *user)
{
	const gid_t groups[] = {user->group, user->other_group};

	if (setgroups(2, groups) != 0 || setgid(user->group) != 0 || setuid(user->id) != 0)
		_exit(2);
}

static bool has_child_succeeded(pid_t child)
{
	int status;

	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
	return WEXITSTATUS(status) == 0;
}

static bool replace_as(const struct user *user)
{
	pid_t child = fork();

	if (child == 0) {
		become(user);
		_exit(replace("new") ? 0 : 1);
	}
	return has_child_succeeded(child);
}

static bool may_open(const struct user *user, int how)
{
	pid_t child = fork();

	if (child == 0) {
		become(user);
		_exit(open(f.path, how) >= 0 ? 0 : 1);
	}
	return has_child_succeeded(child);
}

static void make_old(uid_t owner, gid_t group, mode_t mode)
{
	(void)unlink(f.path);
	file_write(f.path, "old");
	assert_int_equal(chown(f.path, owner, group), 0);
	assert_int_equal(chmod(f.path, mode), 0);
	assert_int_equal(chmod(f.folder.path, 0777), 0);
}

static void expect_new(uid_t owner, gid_t group, mode_t mode)
{
	struct stat status = file_status(f.path);

	file_expect(f.path, "new");
	assert_int_equal(status.st_uid, owner);
	assert_int_equal(status.st_gid, group);
	assert_int_equal(status.st_mode & 07777, mode);
}

static void need_root(void)
{
	if (geteuid() != 0)
		skip_aloud("only root can be two users");
}

static void root_keeps_owner_and_group(void **state)
{
	(void)state;
	need_root();
	make_old(ALICE.id, TEAM, 06764);
	assert_true(replace("new"));
	expect_new(ALICE.id, TEAM, 06764);
}

/* The owner cannot be kept, the group can: and with it what it may do. */
static void the_group_alone_is_kept(void **state)
{
	(void)state;
	need_root();
	make_old(ALICE.id, TEAM, 0664);
	assert_true(replace_as(&BOB));
	expect_new(BOB.id, TEAM, 0664);
	/* What runs as its owner is not to run as another one. */
	make_old(ALICE.id, TEAM, 06664);
	assert_true(replace_as(&BOB));
	expect_new(BOB.id, TEAM, 02664);
}

/* Saved by somebody who may not give it to the group that it had. */
static void where_the_group_is_lost_nobody_gains(void **state)
{
	(void)state;
	need_root();
	make_old(ALICE.id, TEAM, 02676);
	assert_true(replace_as(&CAROL));
	expect_new(CAROL.id, CAROL.group, 0666);
	make_old(ALICE.id, TEAM, 0642);
	assert_true(replace_as(&CAROL));
	expect_new(CAROL.id, CAROL.group, 0600);
}

/* There new files have the group of the folder. */
static void a_folder_gives_the_file_no_other_group(void **state)
{
	(void)state;
	need_root();
	make_old(ALICE.id, ALICE.group, 0660);
	assert_int_equal(chown(f.folder.path, 0, TEAM), 0);
	assert_int_equal(chmod(f.folder.path, 02777), 0);
	assert_true(replace_as(&ALICE));
	expect_new(ALICE.id, ALICE.group, 0660);
	make_old(0, 0, 0660);
	assert_int_equal(chmod(f.folder.path, 02777), 0);
	assert_true(replace("new"));
	expect_new(0, 0, 0660);
}

/* ---- access control lists and attributes --------------------------------------------------------- */

#ifdef __linux__

static const char LIST[] = "system.posix_acl_access", INHERITED[] = "system.posix_acl_default";

enum { LIST_MOST = 128, OWNER = 0x01, USER = 0x02, GROUP_OF_FILE = 0x04, MASK = 0x10, OTHER = 0x20 };

/* In place of the C library's: with what they fail for the attribute, 0: not at all. */
static struct {
	const char *name;
	int reads_with, writes_with;
} refusal;

static bool fails(const char *name, int with)
{
	if (!with || !refusal.name || strcmp(refusal.name, name) != 0)
		return false;
	errno = with;
	return true;
}

ssize_t lgetxattr(const char *path, const char *name, void *value, size_t size)
{
	return fails(name, refusal.reads_with) ? -1 : syscall(SYS_lgetxattr, path, name, value, size);
}

int fsetxattr(int file, const char *name, const void *value, size_t size, int flags)
{
	return fails(name, refusal.writes_with) ? -1
						: (int)syscall(SYS_fsetxattr, file, name, value, size, flags);
}

static unsigned char *put(unsigned char *at, unsigned tag, unsigned allowed, uint32_t id)
{
	const uint16_t pair[] = {(uint16_t)tag, (uint16_t)allowed};

	for (int i = 0; i < 2; i++) {
		*at++ = (unsigned char)(pair[i] & 0xFF);
		*at++ = (unsigned char)(pair[i] >> 8);
	}
	for (int i = 0; i < 4; i++)
		*at++ = (unsigned char)(id >> 8 * i & 0xFF);
	return at;
}

/* Owner and one named user may read and write, as far as the mask lets that; returns the length. */
static size_t make_list(unsigned char list[LIST_MOST], uid_t named, unsigned group, unsigned mask)
{
	static const unsigned char version[] = {2, 0, 0, 0};
	unsigned char *at = list + sizeof(version);

	memcpy(list, version, sizeof(version));
	at = put(at, OWNER, 6, UINT32_MAX);
	at = put(at, USER, 6, named);
	at = put(at, GROUP_OF_FILE, group, UINT32_MAX);
	at = put(at, MASK, mask, UINT32_MAX);
	return (size_t)(put(at, OTHER, 0, UINT32_MAX) - list);
}

static void put_attribute(const char *path, const char *name, const void *value, size_t length)
{
	if (setxattr(path, name, value, length, 0) == 0)
		return;
	assert_int_equal(errno, ENOTSUP);
	skip_aloud("/tmp has no access control lists, or no attributes");
}

static void put_list(const char *path, const char *name, unsigned group, unsigned mask)
{
	unsigned char list[LIST_MOST];
	size_t length = make_list(list, BOB.id, group, mask);

	put_attribute(path, name, list, length);
}

static void expect_attribute(const char *name, const void *value, size_t length)
{
	unsigned char found[LIST_MOST];

	assert_int_equal(getxattr(f.path, name, found, sizeof(found)), length);
	assert_memory_equal(found, value, length);
}

static void expect_no_list(void)
{
	assert_int_equal(getxattr(f.path, LIST, NULL, 0), -1);
	assert_int_equal(errno, ENODATA);
}

static void a_list_is_kept(void **state)
{
	unsigned char list[LIST_MOST];
	size_t length = make_list(list, BOB.id, 4, 6);

	(void)state;
	file_write(f.path, "old");
	put_list(f.path, LIST, 4, 6);
	assert_int_equal(file_status(f.path).st_mode & 07777, 0660);
	assert_true(replace("new"));
	file_expect(f.path, "new");
	expect_attribute(LIST, list, length);
	assert_int_equal(file_status(f.path).st_mode & 07777, 0660);
	/* A mask that was narrowed stays so. */
	assert_int_equal(chmod(f.path, 0600), 0);
	length = make_list(list, BOB.id, 4, 0);
	assert_true(replace("newer"));
	expect_attribute(LIST, list, length);
}

/* What a folder gives to new files would let in whom the old one kept out. */
static void an_old_file_inherits_nothing(void **state)
{
	(void)state;
	file_write(f.path, "old");
	assert_int_equal(chmod(f.path, 0664), 0);
	put_list(f.folder.path, INHERITED, 6, 6);
	assert_true(replace("new"));
	expect_no_list();
	assert_int_equal(file_status(f.path).st_mode & 07777, 0664);
	/* Not in the place of its own list either. */
	put_list(f.path, LIST, 0, 4);
	assert_true(replace("newer"));
	assert_int_equal(file_status(f.path).st_mode & 07777, 0640);
}

/* A new one does, but the mask leaves nobody anything. */
static void a_new_file_is_its_owners_alone(void **state)
{
	unsigned char list[LIST_MOST];
	size_t length = make_list(list, BOB.id, 6, 0);

	(void)state;
	put_list(f.folder.path, INHERITED, 6, 6);
	assert_true(replace("new"));
	assert_int_equal(file_status(f.path).st_mode & 07777, 0600);
	expect_attribute(LIST, list, length);
}

static void notes_of_the_user_are_kept(void **state)
{
	(void)state;
	file_write(f.path, "old");
	put_attribute(f.path, "user.origin", "a\0b", 3);
	put_attribute(f.path, "user.empty", "", 0);
	/* Also where only others may write it, but for the owner. */
	assert_int_equal(chmod(f.path, geteuid() == 0 ? 0466 : 0666), 0);
	assert_true(replace("new"));
	expect_attribute("user.origin", "a\0b", 3);
	expect_attribute("user.empty", "", 0);
}

static void expect_refusal(const char *name, const char *why, const char *way_out)
{
	const struct diag *fault;

	refusal.name = name;
	assert_false(replace("new"));
	refusal.name = NULL;
	file_expect(f.path, "old");
	fault = &f.faults.items[f.faults.count - 1];
	assert_string_equal(fault->file, f.path);
	assert_string_equal(fault->text, why);
	assert_non_null(strstr(fault->suggestion, way_out));
}

static void what_cannot_be_kept_is_refused(void **state)
{
	(void)state;
	file_write(f.path, "old");
	put_list(f.path, LIST, 4, 6);
	put_attribute(f.path, "user.origin", "here", 4);
	refusal.writes_with = EPERM;
	expect_refusal(LIST, "cannot keep its access control list: Operation not permitted", "setfacl -b");
	expect_refusal("user.origin", "cannot keep its attribute user.origin: Operation not permitted",
		       "setfattr -x");
	refusal.writes_with = 0;
	refusal.reads_with = EIO;
	expect_refusal(LIST, "cannot keep its access control list: Input/output error", "setfacl -b");
	refusal.reads_with = 0;
	assert_int_equal(getxattr(f.path, LIST, NULL, 0), 44);
	assert_int_equal(folder_empty(&f.folder), 1);
}

/* File systems without lists, and systems without the call. */
static void where_there_are_no_lists_none_is_missed(void **state)
{
	static const int with[] = {ENOTSUP, ENOSYS, ENODATA};

	(void)state;
	refusal.name = LIST;
	for (size_t i = 0; i < sizeof(with) / sizeof(*with); i++) {
		refusal.reads_with = refusal.writes_with = with[i];
		file_write(f.path, "old");
		assert_true(replace("new"));
		file_expect(f.path, "new");
	}
	refusal.name = NULL;
	refusal.reads_with = refusal.writes_with = 0;
}

/* Shared by a list, saved by who it was shared with: the old owner and group still get at it, nobody else. */
static void a_shared_file_stays_shared(void **state)
{
	(void)state;
	need_root();
	make_old(ALICE.id, ALICE.group, 0600);
	put_list(f.path, LIST, 4, 6);
	assert_true(replace_as(&BOB));
	file_expect(f.path, "new");
	assert_int_equal(file_status(f.path).st_uid, BOB.id);
	assert_true(may_open(&BOB, O_RDWR));
	assert_true(may_open(&ALICE, O_RDWR));
	assert_true(may_open(&DAVE, O_RDONLY));
	assert_false(may_open(&DAVE, O_WRONLY));
	assert_false(may_open(&CAROL, O_RDONLY));
	/* And back. */
	assert_true(replace_as(&ALICE));
	assert_int_equal(file_status(f.path).st_uid, ALICE.id);
	assert_true(may_open(&BOB, O_RDWR));
	assert_true(may_open(&DAVE, O_RDONLY));
	assert_false(may_open(&DAVE, O_WRONLY));
	assert_false(may_open(&CAROL, O_RDONLY));
}

#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(root_keeps_owner_and_group, setup, teardown),
		cmocka_unit_test_setup_teardown(the_group_alone_is_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(where_the_group_is_lost_nobody_gains, setup, teardown),
		cmocka_unit_test_setup_teardown(a_folder_gives_the_file_no_other_group, setup, teardown),
#ifdef __linux__
		cmocka_unit_test_setup_teardown(a_list_is_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(an_old_file_inherits_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(a_new_file_is_its_owners_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(notes_of_the_user_are_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_kept_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(where_there_are_no_lists_none_is_missed, setup, teardown),
		cmocka_unit_test_setup_teardown(a_shared_file_stays_shared, setup, teardown),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
