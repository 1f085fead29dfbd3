/* for realpath */
#define _XOPEN_SOURCE 700

#include "tui/state_file.h"

#include "core/base/memory.h"
#include "core/model/companion.h"
#include "core/model/store.h"

#include <errno.h>
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

const char *state_file_path(struct arena *arena, const char *stack)
{
	const char *folder = state_folder(arena);
	if (!folder || (stack && !strcmp(stack, "-")))
		return NULL;
	if (!stack)
		return arena_print(arena, "%s/sample.scenarios.yaml", folder);
	char *real = realpath(stack, NULL);
	const char *path = real ? arena_print(arena, "%s/%016llx.scenarios.yaml", folder,
					      (unsigned long long)hash_of(real))
				: NULL;
	free(real);
	return path;
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

bool state_file_keep(const char *path, const struct plan *plan, const struct choice *choice,
		     struct diag_list *faults)
{
	make_folders(path);
	return store_save_alone(path, plan, choice, STATE_FILE_SCENARIO, faults);
}

void state_file_forget(const char *path)
{
	if (path)
		unlink(path);
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

/* Adds one migration that was made by hand to the plan; NONE when it no longer fits. */
static uint32_t make_again(struct companion *companion, const struct companion_migration *kept,
			   struct plan *plan)
{
	const struct model *model = plan->model;
	uint32_t to = model_find_offering(model, kept->to), count = 0;
	uint32_t *bindings = memory_new(kept->binding_count + 1, sizeof *bindings);
	for (uint32_t i = 0; i < kept->binding_count; i++) {
		uint32_t binding = model_find_binding(model, kept->bindings[i]);
		if (binding != NONE)
			bindings[count++] = binding;
	}
	uint32_t made = NONE;
	if (to != NONE && count)
		made = plan_make(plan, prefix_of(&companion->arena, kept->id), kept->name, bindings, count,
				 to);
	free(bindings);
	return made;
}

/* What no longer fits the stack is left out, as above. */
static void take_up_tried(struct companion *companion, const struct companion_scenario *kept,
			  const struct model *model, struct choice *choice)
{
	for (uint32_t i = 0; i < kept->tried_count; i++) {
		struct tried_fault fault = {.unasked = true};
		struct tried tried = {.value = kept->tried[i].value};
		if (tried_find(model, kept->tried[i].variable, &tried, &fault, &companion->arena))
			choice_try(choice, &tried);
	}
}

static void take_up(struct companion *companion, const struct companion_scenario *kept, struct plan *plan,
		    struct choice *choice)
{
	uint32_t *off = memory_new(plan->count + kept->migration_count + 1, sizeof *off);
	choice->start = kept->start;
	for (uint32_t i = 0; i < kept->migration_count; i++) {
		const struct companion_migration *own = find_migration(companion, kept->migrations[i]);
		uint32_t migration =
			own ? make_again(companion, own, plan) : plan_find(plan, kept->migrations[i]);
		if (migration != NONE)
			choice_switch_on(choice, plan, migration, off);
	}
	free(off);
	take_up_tried(companion, kept, plan->model, choice);
}

bool state_file_take_up(const char *path, struct plan *plan, struct choice *choice)
{
	struct companion companion;
	struct diag_list faults;
	diag_list_init(&faults);
	bool read = companion_read(&companion, path, plan->model, &faults);
	for (uint32_t i = 0; read && i < companion.scenario_count; i++)
		if (!strcmp(companion.scenarios[i].id, STATE_FILE_SCENARIO))
			take_up(&companion, &companion.scenarios[i], plan, choice);
	companion_clear(&companion);
	diag_list_clear(&faults);
	return choice->start != 0 || choice_count(choice) != 0 || choice->tried_count != 0;
}
