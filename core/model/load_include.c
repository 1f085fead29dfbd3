#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700 /* realpath */
#endif

#include "core/base/processors.h"
#include "core/model/loader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#ifdef UNMOOR_SMALL
enum { AHEAD_BYTES = 1 };
#else
enum { AHEAD_BYTES = 1 << 18 };
#endif

enum { MOST_INCLUDES = 1000, MOST_AHEAD = 8 };

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

/* A file that is included, from when it is looked at until it is loaded. */
struct include {
	const char *given, *path;
	struct spot spot;
	bool prepared;
	const char *refusal, *reason; /* why it must not, why it could not be opened */
	struct reader reader;
	struct yaml *yaml; /* where it is being read ahead */
};

static bool is_same_file(const struct reader *reader, dev_t device, ino_t number)
{
	return reader->descriptor >= 0 && reader->device == device && reader->number == number;
}

static bool is_included_before(const struct loader *loader, const struct include *all,
			       const struct include *include)
{
	if (is_same_file(&include->reader, loader->loaded[0].device, loader->loaded[0].number))
		return true;
	for (const struct include *other = all; other < include; other++)
		if (is_same_file(&include->reader, other->reader.device, other->reader.number))
			return true;
	return false;
}

/* Looks at a path without opening it: why it must not be included, or NULL. */
static const char *refusal(const char *folder, const struct include *include)
{
	bool missing;

	if (include->given[0] == '/' || has_dots(include->given))
		return "must lie inside the folder of the stack or below it: no '/' at the start, no '..'";
	if (!is_inside(folder, include->path, &missing) && !missing)
		return "must lie inside the folder of the stack: this link leads out of it";
	return NULL;
}

/* Opens the file if it may be; a large one is then read ahead, if wanted. */
static void prepare(struct loader *loader, const char *folder, const struct include *all,
		    struct include *include, bool ahead)
{
	if (include->prepared)
		return;
	include->prepared = true;
	include->refusal = refusal(folder, include);
	if (include->refusal)
		return;
	include->reason = reader_open_file(&include->reader, include->path);
	if (include->reason)
		return;
	if (is_included_before(loader, all, include)) {
		include->refusal = "is included already";
		reader_close(&include->reader);
	} else if (ahead && include->reader.size >= AHEAD_BYTES) {
		include->yaml = load_open_ahead(loader, &include->reader);
	}
}

static void load_include(struct loader *loader, struct include *include, struct file_draft *draft)
{
	if (include->refusal)
		load_fault(loader, include->spot, NULL, "'%s' %s", include->given, include->refusal);
	else if (include->reason)
		load_cannot_open(loader, include->path, include->spot, include->reason);
	else
		load_opened(loader, include->path, include->path, ROLE_INCLUDED, &include->reader,
			    include->yaml, draft);
}

/* What was read ahead in vain. */
static void give_up(struct include *all, size_t first, size_t count)
{
	for (size_t i = first; i < count; i++) {
		yaml_close(all[i].yaml);
		if (all[i].prepared && !all[i].refusal && !all[i].reason)
			reader_close(&all[i].reader);
	}
}

/* How many files are parsed while another one is loaded. */
static size_t files_ahead(void)
{
	size_t others = processors_usable() - 1;

	return others < MOST_AHEAD ? others : MOST_AHEAD;
}

static void load_each(struct loader *loader, const char *folder, struct include *all,
		      struct file_draft *draft)
{
	size_t count = loader->include_count, ahead = files_ahead(), i;

	for (i = 0; i < count && !loader->stopped; i++) {
		prepare(loader, folder, all, &all[i], false);
		for (size_t k = i + 1; k < count && k <= i + ahead; k++)
			prepare(loader, folder, all, &all[k], true);
		load_include(loader, &all[i], draft);
	}
	give_up(all, i, count);
}

void load_all_includes(struct loader *loader, const char *path, struct file_draft *draft)
{
	struct arena *arena = &loader->model->arena;

	if (loader->include_count == 0)
		return;
	if (!path || strcmp(path, "-") == 0 || loader->include_count > MOST_INCLUDES) {
		load_fault(loader, loader->includes[0].spot, NULL,
			   loader->include_count > MOST_INCLUDES
				   ? "more than 1000 files are included"
				   : "only a stack that is a file can include others");
		return;
	}
	const char *folder = folder_of(arena, path);
	struct include *all = memory_zero(loader->include_count, sizeof *all);
	for (size_t i = 0; i < loader->include_count; i++) {
		all[i].given = model_index_text(loader->index, loader->includes[i].text);
		all[i].path = arena_print(arena, "%s%s", folder, all[i].given);
		all[i].spot = loader->includes[i].spot;
		all[i].reader.descriptor = -1;
	}
	load_each(loader, folder, all, draft);
	free(all);
}
