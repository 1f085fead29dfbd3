/*
 * When a file was changed. Systems name these fields of struct stat differently.
 */
#ifndef CORE_BASE_FILE_TIME_H
#define CORE_BASE_FILE_TIME_H

#include <stdbool.h>
#include <sys/stat.h>
#include <time.h>

/* When its content was last written, or what somebody set that time to. */
struct timespec file_time_written(const struct stat *status);

/* Neither that time nor the one of the last change of anything, its rights too, differs. */
bool file_time_same(const struct stat *a, const struct stat *b);

/* The same file, which was not written since, as far as its size and that time tell. */
bool file_time_unwritten(const struct stat *a, const struct stat *b);

#endif
