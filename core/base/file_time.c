#include "core/base/file_time.h"

struct timespec file_time_written(const struct stat *status)
{
#ifdef __APPLE__
	return status->st_mtimespec;
#else
	return status->st_mtim;
#endif
}

/* Of anything: nobody can set this one. */
static struct timespec changed(const struct stat *status)
{
#ifdef __APPLE__
	return status->st_ctimespec;
#else
	return status->st_ctim;
#endif
}

static bool is_same(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

bool file_time_same(const struct stat *a, const struct stat *b)
{
	return is_same(file_time_written(a), file_time_written(b)) && is_same(changed(a), changed(b));
}

bool file_time_unwritten(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       is_same(file_time_written(a), file_time_written(b));
}
