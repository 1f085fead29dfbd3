/* for realpath */
#define _XOPEN_SOURCE 700

#include "tui/state_file.h"

#include "core/base/file_time.h"
#include "core/base/memory.h"
#include "core/model/companion.h"
#include "core/model/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* FNV-1a, 64 bits (Fowler, Noll, Vo): only to make a short file name of a path. */
static uint64_t hash_of(const char *text)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325);
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
	return hash;
}

static const char *state_folder(struct arena *arena)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");
	if (state && *state == '/')
		return arena_print(arena, "%s/unmoor", state);
	if (home && *home == '/')
		return arena_print(arena, "%s/.local/state/unmoor", home);
	return NULL;
}

static char *full_name(const char *stack)
{
	return strcmp(stack, "-") != 0 ? realpath(stack, NULL) : NULL;
}

bool state_file_has_name(const char *stack)
{
	char *name = stack ? full_name(stack) : NULL;
	bool has = !stack || name;
	free(name);
	return has;
}

bool state_file_find(struct state_file *file, struct arena *arena, const char *stack)
{
	const char *folder = state_folder(arena);
	char *name = stack ? full_name(stack) : NULL;
	*file = (struct state_file){.path = NULL};
	if (folder && !stack)
		file->path = arena_print(arena, "%s/sample.scenarios.yaml", folder);
	if (folder && name)
		file->path = arena_print(arena, "%s/%016llx.scenarios.yaml", folder,
					 (unsigned long long)hash_of(name));
	if (name && utf8_valid(name, strlen(name)))
		file->stack = arena_text(arena, name, strlen(name));
	free(name);
	if (file->path)
		file->there = lstat(file->path, &file->before) == 0;
	return file->path != NULL;
}

/* Makes every folder above path that is missing. */
static void make_folders(const char *path)
{
	size_t length = strlen(path) + 1;
	char *folder = memcpy(memory_new(length, 1), path, length);
	for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(folder, 0700);
		*slash = '/';
	}
	free(folder);
}

static const struct companion_migration *find_migration(const struct companion *companion, const char *id)
{
	for (uint32_t i = 0; i < companion->migration_count; i++)
		if (!strcmp(companion->migrations[i].id, id))
			return &companion->migrations[i];
	return NULL;
}

/* "hand/3" -> "hand", "exit/aws/2" -> "exit/aws": plan_make numbers anew. */
static const char *prefix_of(struct arena *arena, const char *id)
{
	const char *slash = strrchr(id, '/');
	return slash ? arena_text(arena, id, (size_t)(slash - id)) : id;
}

/* --- what no longer fits ---------------------------------------------------------------------- */

void kept_choice_init(struct kept_choice *kept)
{
	*kept = (struct kept_choice){.gone = NULL};
	arena_init(&kept->arena);
	choice_init(&kept->choice);
}

void kept_choice_clear(struct kept_choice *kept)
{
	free(kept->gone);
	choice_clear(&kept->choice);
	arena_clear(&kept->arena);
}

/* The line is in the arena. */
static void leave_out(struct kept_choice *kept, const char *line)
{
	if (kept->gone_count == kept->gone_capacity)
		kept->gone =
			memory_grow(kept->gone, kept->gone_count, &kept->gone_capacity, sizeof *kept->gone);
	kept->gone[kept->gone_count++] = line;
}

/* --- taking up ------------------------------------------------------------------------------- */

/* Adds one migration that was made by hand to the plan; NONE when it no longer fits. */
static uint32_t make_again(struct kept_choice *kept, const struct companion_migration *own, struct plan *plan)
{
	const struct model *model = plan->model;
	uint32_t to = model_find_offering(model, own->to), count = 0, made = NONE;
	uint32_t *bindings = memory_new((size_t)own->binding_count + 1, sizeof *bindings);
	for (uint32_t i = 0; i < own->binding_count; i++) {
		uint32_t binding = model_find_binding(model, own->bindings[i]);
		if (binding != NONE)
			bindings[count++] = binding;
		else
			leave_out(kept, arena_print(&kept->arena, "%s: %s", own->name, own->bindings[i]));
	}
	if (to != NONE && count)
		made = plan_make(plan, prefix_of(&kept->arena, own->id), own->name, bindings, count, to);
	if (to == NONE)
		leave_out(kept, arena_print(&kept->arena, "%s: %s, where it moves to", own->name, own->to));
	else if (made == NONE)
		leave_out(kept, arena_print(&kept->arena, "%s: all that it moves", own->name));
	free(bindings);
	return made;
}

/* One that gives more than bindings and a target was saved beside the stack, and is there or is not. */
static bool is_made_by_hand(const struct companion_migration *own)
{
	return !own->from && own->strategy == STRATEGY_DERIVED && isnan(own->cost_ratio) && !own->has_extra;
}

/* The migration of the plan that is meant; NONE when there is none any more. */
static uint32_t find_again(struct kept_choice *kept, const struct companion *companion, const char *id,
			   struct plan *plan)
{
	const struct companion_migration *own = find_migration(companion, id);
	if (own && is_made_by_hand(own))
		return make_again(kept, own, plan);
	uint32_t found = plan_find(plan, id);
	bool same = found != NONE &&
		    (!own || !strcmp(plan->model->offerings[plan->migrations[found]->to].id, own->to));
	if (same)
		return found;
	leave_out(kept, arena_print(&kept->arena, "migration %s", id));
	return NONE;
}

static void take_up_migrations(struct kept_choice *kept, const struct companion *companion,
			       const struct companion_scenario *scenario, struct plan *plan)
{
	uint32_t *off = memory_new((size_t)plan->count + scenario->migration_count + 1, sizeof *off);
	for (uint32_t i = 0; i < scenario->migration_count; i++) {
		uint32_t migration = find_again(kept, companion, scenario->migrations[i], plan);
		uint32_t count =
			migration == NONE ? 0 : choice_switch_on(&kept->choice, plan, migration, off);
		for (uint32_t k = 0; k < count; k++)
			leave_out(kept, arena_print(&kept->arena, "%s: %s moves the same",
						    plan->migrations[off[k]]->name,
						    plan->migrations[migration]->name));
	}
	free(off);
}

static void take_up_tried(struct kept_choice *kept, const struct companion_scenario *scenario,
			  const struct model *model)
{
	for (uint32_t i = 0; i < scenario->tried_count; i++) {
		struct tried_fault fault = {.unasked = true};
		struct tried tried = {.value = scenario->tried[i].value};
		const char *name = scenario->tried[i].variable;
		if (!tried_find(model, name, &tried, &fault, &kept->arena) ||
		    !choice_try(&kept->choice, &tried))
			leave_out(kept, arena_print(&kept->arena, "tried %s", name));
	}
}

/* Needs what is tried: the horizon may be. */
static void take_up_start(struct kept_choice *kept, const struct companion_scenario *scenario,
			  const struct model *model)
{
	if (scenario->start < choice_horizon(&kept->choice, model))
		kept->choice.start = scenario->start;
	else
		leave_out(kept, arena_print(&kept->arena, "start in month %u: it is beyond the horizon",
					    scenario->start));
}

static bool take_up(struct kept_choice *kept, const struct companion *companion, struct plan *plan)
{
	const struct companion_scenario *scenario = NULL;
	for (uint32_t i = 0; i < companion->scenario_count; i++)
		if (!strcmp(companion->scenarios[i].id, STATE_FILE_SCENARIO))
			scenario = &companion->scenarios[i];
	if (!scenario)
		return false;
	take_up_migrations(kept, companion, scenario, plan);
	take_up_tried(kept, scenario, plan->model);
	take_up_start(kept, scenario, plan->model);
	return true;
}

/* --- what is set aside ------------------------------------------------------------------------- */

/* Takes a name that nothing has, by what may be replaced by it, so that no other session takes it too. */
static bool take_name(const char *name, bool folder)
{
	if (folder)
		return mkdir(name, 0700) == 0;
	int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (file >= 0)
		close(file);
	return file >= 0;
}

/* Gives the file, or whatever it is, a name of its own; NULL: it is where it was. */
static const char *set_aside(struct arena *arena, const char *path)
{
	struct stat about;
	for (int i = 1; i <= STATE_FILE_MOST_OLDER && lstat(path, &about) == 0; i++) {
		const char *aside = arena_print(arena, "%s.%d", path, i);
		if (take_name(aside, S_ISDIR(about.st_mode))) {
			if (rename(path, aside) == 0)
				return aside;
			remove(aside);
			return NULL;
		}
		if (errno != EEXIST)
			return NULL;
	}
	return NULL;
}

/* Back to its old name, where nothing has that by now. */
static bool put_back(const char *aside, const char *path)
{
	return linkat(AT_FDCWD, aside, AT_FDCWD, path, 0) == 0 && unlink(aside) == 0;
}

/* "sample.scenarios.yaml.12" of "sample.scenarios.yaml": 12; 0: it is none. */
static unsigned number_of(const char *name, const char *base)
{
	size_t length = strlen(base), digits;
	if (strncmp(name, base, length) != 0 || name[length] != '.' || name[length + 1] == '0')
		return 0;
	name += length + 1;
	digits = strspn(name, "0123456789");
	return digits > 0 && digits <= 3 && !name[digits] ? (unsigned)strtoul(name, NULL, 10) : 0;
}

/* Those of this stack, by their numbers. */
static void find_older(struct kept_choice *kept, const char *path)
{
	const char *base = strrchr(path, '/') + 1;
	bool there[STATE_FILE_MOST_OLDER + 1] = {false};
	DIR *folder = opendir(arena_text(&kept->arena, path, (size_t)(base - path)));
	for (const struct dirent *entry; folder && (entry = readdir(folder)) != NULL;)
		there[number_of(entry->d_name, base)] = true;
	if (folder)
		closedir(folder);
	kept->older = arena_new(&kept->arena, STATE_FILE_MOST_OLDER, sizeof *kept->older);
	for (int i = 1; i <= STATE_FILE_MOST_OLDER; i++)
		if (there[i])
			kept->older[kept->older_count++] = arena_print(&kept->arena, "%s.%d", path, i);
}

/* why: as "what was left last time WHY". */
static enum kept_state refuse(struct kept_choice *kept, const char *path, const char *why,
			      const struct diag_list *faults)
{
	const char *aside = set_aside(&kept->arena, path),
		   *fault = faults->count ? faults->items[0].text : NULL;
	kept->why = arena_print(&kept->arena, "what was left last time %s", why);
	kept->where = aside ? aside : arena_text(&kept->arena, path, strlen(path));
	kept->fault = fault ? arena_text(&kept->arena, fault, strlen(fault)) : NULL;
	return aside ? KEPT_NONE : KEPT_STUCK;
}

/* --- keeping and forgetting -------------------------------------------------------------------- */

static bool is_settled(const struct state_file *file, const char *path)
{
	struct stat now;
	return file->settled && file->there && lstat(path, &now) == 0 && S_ISREG(now.st_mode) &&
	       file_time_unwritten(&file->before, &now);
}

/* What was settled goes, wherever it is by now; what was not is told. */
static void leave_aside(struct state_file *file, const char *aside)
{
	if (is_settled(file, aside))
		unlink(aside);
	else
		file->aside = aside;
}

/* Whoever ends at the same time may leave something at any moment: it is set aside, too. A fault that is
 * there already says more than that this cannot be done. */
static bool keep_beside(struct state_file *file, struct arena *arena, const struct plan *plan,
			const struct choice *choice, struct store_alone *alone, struct diag_list *faults)
{
	enum { TRIES = 64 };
	alone->replaces = NULL;
	for (int i = 0; i < TRIES; i++) {
		struct stat about;
		const char *aside = set_aside(arena, file->path);
		if (!aside && faults->errors > 0 && !alone->overtaken && lstat(file->path, &about) == 0)
			return false;
		diag_list_clear(faults);
		if (store_save_alone(file->path, plan, choice, alone, faults)) {
			if (aside)
				leave_aside(file, aside);
			return true;
		}
		if (aside && !put_back(aside, file->path))
			leave_aside(file, aside);
		if (!alone->overtaken)
			return false;
	}
	return false;
}

bool state_file_keep(struct state_file *file, struct arena *arena, const struct plan *plan,
		     const struct choice *choice, struct diag_list *faults)
{
	struct store_alone alone = {
		.id = STATE_FILE_SCENARIO, .name = file->stack, .replaces = &file->before};
	make_folders(file->path);
	return (is_settled(file, file->path) && store_save_alone(file->path, plan, choice, &alone, faults)) ||
	       keep_beside(file, arena, plan, choice, &alone, faults);
}

void state_file_forget(struct state_file *file, struct arena *arena)
{
	const char *aside = is_settled(file, file->path) ? set_aside(arena, file->path) : NULL;
	if (aside)
		leave_aside(file, aside);
}

/* --- taking it up ------------------------------------------------------------------------------ */

static bool is_empty(const struct choice *choice)
{
	return choice->start == 0 && choice_count(choice) == 0 && choice->tried_count == 0;
}

static enum kept_state read_kept(const char *path, struct plan *plan, struct kept_choice *kept)
{
	struct companion companion;
	struct diag_list faults;
	enum kept_state state = KEPT_OFFER;
	diag_list_init(&faults);
	bool read = companion_read_loosely(&companion, path, &faults);
	if (!read || !take_up(kept, &companion, plan))
		state = refuse(kept, path, read ? "is no choice" : "cannot be read", &faults);
	else if (is_empty(&kept->choice))
		state = kept->gone_count == 0 ? KEPT_NONE
					      : refuse(kept, path, "fits nothing any more", &faults);
	companion_clear(&companion);
	diag_list_clear(&faults);
	return state;
}

enum kept_state state_file_take_up(const char *path, struct plan *plan, struct kept_choice *kept)
{
	struct diag_list faults;
	struct stat about;
	enum kept_state state = KEPT_NONE;
	diag_list_init(&faults);
	bool there = lstat(path, &about) == 0;
	if (there && S_ISREG(about.st_mode))
		state = read_kept(path, plan, kept);
	else if (there)
		state = refuse(kept, path, "is no regular file", &faults);
	else if (errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG)
		state = refuse(kept, path, "cannot be looked at", &faults);
	find_older(kept, path);
	diag_list_clear(&faults);
	return state;
}
