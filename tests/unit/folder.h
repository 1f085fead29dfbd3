/*
 * A folder of a test's own in /tmp, and the files in it.
 */
#ifndef TESTS_UNIT_FOLDER_H
#define TESTS_UNIT_FOLDER_H

#include <sys/stat.h>

enum { FOLDER_PATH_SIZE = 96 };

struct folder {
	char path[40];
};

/* Makes it with nothing in it; removes it with what is in it. */
void folder_make(struct folder *folder);
void folder_remove(const struct folder *folder);

/* Removes what is in it; how many entries that were. */
int folder_empty(const struct folder *folder);

void folder_path(const struct folder *folder, const char *name, char path[FOLDER_PATH_SIZE]);

void file_write(const char *path, const char *text);
/* Its beginning is the text, and so is its end where it is shorter than 64 bytes. */
void file_expect(const char *path, const char *text);
/* Of the file itself, not of what it leads to. */
struct stat file_status(const char *path);

/* Ends the test; tests/unit/run says why, for what is not tried is not known to hold. */
void skip_aloud(const char *why);

#endif
