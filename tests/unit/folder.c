#include "tests/unit/folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

void folder_make(struct folder *folder)
{
	strcpy(folder->path, "/tmp/unmoor-unit-XXXXXX");
	assert_non_null(mkdtemp(folder->path));
}

int folder_empty(const struct folder *folder)
{
	DIR *entries = opendir(folder->path);
	const struct dirent *entry;
	char path[512];
	int count = 0;

	assert_non_null(entries);
	while ((entry = readdir(entries)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", folder->path, entry->d_name);
		if (unlink(path) != 0)
			assert_int_equal(rmdir(path), 0);
		count++;
	}
	(void)closedir(entries);
	return count;
}

void folder_remove(const struct folder *folder)
{
	(void)folder_empty(folder);
	assert_int_equal(rmdir(folder->path), 0);
}

void folder_path(const struct folder *folder, const char *name, char path[FOLDER_PATH_SIZE])
{
	(void)snprintf(path, FOLDER_PATH_SIZE, "%s/%s", folder->path, name);
}

void file_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

void file_expect(const char *path, const char *text)
{
	char found[64] = "";
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	(void)!fread(found, 1, sizeof(found) - 1, file);
	assert_int_equal(fclose(file), 0);
	assert_string_equal(found, text);
}

struct stat file_status(const char *path)
{
	struct stat status;

	assert_int_equal(lstat(path, &status), 0);
	return status;
}

void skip_aloud(const char *why)
{
	(void)printf("skipped: %s\n", why);
	(void)fflush(stdout);
	skip();
}
