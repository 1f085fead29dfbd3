#include "core/model/store.h"

#include "core/base/file_time.h"
#include "core/model/load.h"
#include "core/model/remarks.h"
#include "core/model/replace.h"
#include "core/model/store_merge.h"
#include "core/model/store_text.h"

#include <string.h>
#include <sys/stat.h>

enum { MOST_ID = 128 };

/* As the file format has it, so that what is saved can be read. */
static bool is_id(const char *id)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	size_t length = strlen(id);

	return length > 0 && length <= MOST_ID && strchr(letters, id[0]) &&
	       strspn(id + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-") ==
		       length - 1;
}

static bool refuse(struct diag_list *faults, const char *path, const char *suggestion, const char *what,
		   const char *subject)
{
	diag_add(faults, DIAG_ERROR, path, 0, 0, suggestion, what, subject);
	return false;
}

static bool is_target(const struct target *target, const char *path)
{
	struct stat status;

	return strcmp(target->named, path) == 0 ||
	       (target->exists && stat(path, &status) == 0 && status.st_dev == target->before.st_dev &&
		status.st_ino == target->before.st_ino);
}

/* Is it the companion that the model has, or would have? */
static bool is_companion_of(const struct model *model, const struct target *target)
{
	struct arena arena;
	const char *companion = model->companion;
	bool is_it;

	arena_init(&arena);
	for (uint32_t i = 0; i < model->file_count && !companion; i++)
		if (!model->files[i].builtin)
			companion = load_companion_path(&arena, model->files[i].name);
	is_it = companion && is_target(target, companion);
	arena_clear(&arena);
	return is_it;
}

/* The stack's own files belong to the user; what is saved goes elsewhere, by whatever name. */
static bool is_file_of_stack(const struct model *model, const struct target *target)
{
	for (uint32_t i = 0; i < model->file_count; i++) {
		const struct model_file *file = &model->files[i];
		if (file->builtin || (model->companion && strcmp(file->name, model->companion) == 0))
			continue;
		if (is_target(target, file->name))
			return true;
	}
	return false;
}

/* What a save does to the content; NULL choice: the scenario is taken out. */
struct change {
	const struct choice *choice;
	const char *id, *name;
	struct store_alone *alone; /* NULL: what the file holds stays */
};

static bool change_content(struct merge *merge, const struct change *change)
{
	return change->choice ? merge_save(merge, change->choice, change->id, change->name)
			      : merge_remove(merge, change->id);
}

static bool write_content(struct target *target, const struct companion *file, struct diag_list *faults)
{
	struct str text;
	bool done;

	str_init(&text);
	store_text(file, &text);
	done = target_replace(target, text.data, text.length, faults);
	str_clear(&text);
	return done;
}

/*
 * Reads what the target holds. Whether two migrations of a scenario move one binding is seen only where
 * the stack and its companion are loaded together.
 */
static bool read_target(struct companion *file, const struct target *target, const struct merge *merge)
{
	const struct model *model = merge->plan->model;

	if (!companion_read(file, target->path, model, merge->faults))
		return refuse(merge->faults, target->named, NULL, "it has a fault and is not overwritten%s",
			      "");
	if (merge->is_own && model->companion_faulty)
		return refuse(merge->faults, target->named, "when it is mended, load the stack again",
			      "it was set aside and is not overwritten%s", "");
	return true;
}

/* Does there stand what was looked at before, which is no link, or nothing as then? */
static bool is_as_before(const char *path, const struct store_alone *alone)
{
	struct stat now;
	bool exists = lstat(path, &now) == 0;

	if (!exists || !alone->replaces)
		return !exists && !alone->replaces;
	return S_ISREG(now.st_mode) && file_time_unwritten(alone->replaces, &now);
}

static bool read_remarks(const struct target *target, struct companion *file, struct diag_list *faults)
{
	struct str text;
	bool done;

	if (!target->exists)
		return true;
	str_init(&text);
	done = target_read(target, &text, faults);
	if (done && text.length > 0)
		remarks_read(file, text.data, text.length);
	str_clear(&text);
	return done;
}

static bool change_target(struct target *target, const struct plan *plan, const struct change *change,
			  struct diag_list *faults)
{
	struct companion file;
	struct merge merge = {
		.file = &file,
		.plan = plan,
		.path = target->named,
		.is_own = is_companion_of(plan->model, target),
		.faults = faults,
	};
	bool done = true;

	if (change->alone) {
		file = (struct companion){.migrations = NULL};
		arena_init(&file.arena);
	} else {
		done = read_target(&file, target, &merge) && read_remarks(target, &file, faults);
	}
	done = done && change_content(&merge, change) && write_content(target, &file, faults);
	companion_clear(&file);
	return done;
}

static bool store_change(const char *path, const struct plan *plan, const struct change *change,
			 struct diag_list *faults)
{
	struct target target;
	bool done;

	if (!target_open(&target, path, faults))
		return false;
	target.private = change->alone != NULL;
	target.overtaken = change->alone && (!is_as_before(path, change->alone) ||
					     target.exists != (change->alone->replaces != NULL));
	if (target.overtaken)
		done = refuse(faults, path, NULL, "what was left there before is not overwritten%s", "");
	else if (is_file_of_stack(plan->model, &target))
		done = refuse(faults, path, "name another file", "is a file of the stack%s", "");
	else
		done = change_target(&target, plan, change, faults);
	if (change->alone)
		change->alone->overtaken = !done && (target.overtaken || !is_as_before(path, change->alone));
	target_close(&target);
	return done;
}

bool store_save(const char *path, const struct plan *plan, const struct choice *choice, const char *id,
		const char *name, struct diag_list *faults)
{
	const struct change change = {.choice = choice, .id = id, .name = name};

	if (!is_id(id))
		return refuse(faults, NULL, "letters, digits and . _ / -; the first a letter or digit",
			      "'%s' is no id of a scenario", id);
	if (name && (!utf8_valid(name, strlen(name)) || !*name))
		return refuse(faults, NULL, NULL, "'%s' is no name: it is empty or not UTF-8", name);
	return store_change(path, plan, &change, faults);
}

bool store_save_alone(const char *path, const struct plan *plan, const struct choice *choice,
		      struct store_alone *alone, struct diag_list *faults)
{
	const struct change change = {.choice = choice, .id = alone->id, .name = alone->name, .alone = alone};

	alone->overtaken = false;
	return store_change(path, plan, &change, faults);
}

bool store_remove(const char *path, const struct plan *plan, const char *id, struct diag_list *faults)
{
	const struct change change = {.id = id};

	return store_change(path, plan, &change, faults);
}

bool store_replace(const char *path, const char *bytes, size_t length, struct diag_list *faults)
{
	struct target target;
	bool done;

	if (!target_open(&target, path, faults))
		return false;
	done = target_replace(&target, bytes, length, faults);
	target_close(&target);
	return done;
}

bool store_create(const char *path, const char *bytes, size_t length, bool *exists, struct diag_list *faults)
{
	struct target target;
	struct stat there;
	bool done = false;

	*exists = lstat(path, &there) == 0;
	if (*exists || !target_open(&target, path, faults))
		return false;
	*exists = target.exists;
	if (!target.exists)
		done = target_replace(&target, bytes, length, faults);
	*exists = *exists || target.overtaken;
	target_close(&target);
	return done;
}
