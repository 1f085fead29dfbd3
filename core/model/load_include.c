#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700 /* realpath */
#endif

#include "core/model/loader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_INCLUDES = 1000 };

/* The folder of a path with its slash; "" for none. */
static const char *folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? arena_text(arena, path, (size_t)(slash - path) + 1) : "";
}

static bool has_dots(const char *path)
{
	for (const char *part = path; part; part = strchr(part, '/')) {
		part += *part == '/';
		if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
			return true;
	}
	return false;
}

/* True when the path, with all links followed, lies below the folder. False also when it is not there:
 * *missing. */
static bool is_inside(const char *folder, const char *path, bool *missing)
{
	char *real_folder = realpath(*folder ? folder : ".", NULL), *real = realpath(path, NULL);
	size_t length = real_folder ? strlen(real_folder) : 0;

	*missing = !real;
	if (length == 1)
		length = 0; /* the root: every path begins with its slash */
	bool inside = real_folder && real && strncmp(real, real_folder, length) == 0 && real[length] == '/';
	free(real_folder);
	free(real);
	return inside;
}

static bool is_loaded(const struct loader *loader, const char *path)
{
	struct stat about;

	if (stat(path, &about) != 0)
		return false;
	for (uint32_t i = 0; i < loader->model->file_count; i++) {
		const struct loaded_file *loaded = &loader->loaded[i];
		if (loaded->path && loaded->device == about.st_dev && loaded->number == about.st_ino)
			return true;
	}
	return false;
}

/* Why this must not be included, or NULL. */
static const char *refusal(const struct loader *loader, const char *folder, const char *given,
			   const char *path)
{
	bool missing;

	if (given[0] == '/' || has_dots(given))
		return "must lie inside the folder of the stack or below it: no '/' at the start, no '..'";
	if (!is_inside(folder, path, &missing) && !missing)
		return "must lie inside the folder of the stack: this link leads out of it";
	return is_loaded(loader, path) ? "is included already" : NULL;
}

static void load_include(struct loader *loader, const char *folder, struct name_spot include,
			 struct file_draft *draft)
{
	const char *given = model_index_text(loader->index, include.text);
	const char *path = arena_print(&loader->model->arena, "%s%s", folder, given);
	const char *why = refusal(loader, folder, given, path);

	if (why)
		load_fault(loader, include.spot, NULL, "'%s' %s", given, why);
	else
		load_path(loader, path, path, ROLE_INCLUDED, include.spot, draft);
}

void load_all_includes(struct loader *loader, const char *path, struct file_draft *draft)
{
	if (loader->include_count == 0)
		return;
	if (!path || strcmp(path, "-") == 0 || loader->include_count > MOST_INCLUDES) {
		load_fault(loader, loader->includes[0].spot, NULL,
			   loader->include_count > MOST_INCLUDES
				   ? "more than 1000 files are included"
				   : "only a stack that is a file can include others");
		return;
	}
	const char *folder = folder_of(&loader->model->arena, path);
	for (size_t i = 0; i < loader->include_count; i++)
		load_include(loader, folder, loader->includes[i], draft);
}
