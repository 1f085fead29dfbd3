#include "core/model/loader.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

char *load_companion_path(struct arena *arena, const char *path)
{
	static const char *const endings[] = {".yaml", ".yml"};

	if (!path || strcmp(path, "-") == 0)
		return NULL;
	size_t length = strlen(path);
	for (size_t i = 0; i < 2; i++) {
		size_t ending = strlen(endings[i]);
		if (length > ending && strcmp(path + length - ending, endings[i]) == 0 &&
		    path[length - ending - 1] != '/')
			return arena_print(arena, "%.*s.scenarios.yaml", (int)(length - ending), path);
	}
	return arena_print(arena, "%s.scenarios.yaml", path);
}

/* An id that is the stack's too stays the stack's. */
static void forget(struct loader *loader, enum model_kind kind, const char *id, uint32_t first)
{
	uint32_t text = model_index_find(loader->index, id, strlen(id));
	uint32_t item = model_index_of(loader->index, kind, text);

	if (item != NONE && item >= first)
		model_index_define(loader->index, kind, text, NONE);
}

/* Takes out again what the companion has put in. */
static void set_aside(struct loader *loader)
{
	struct model *model = loader->model;

	for (uint32_t i = model->saved_migrations; i < model->migration_count; i++)
		forget(loader, KIND_MIGRATION, model->migrations[i].id, model->saved_migrations);
	for (uint32_t i = model->saved_scenarios; i < model->scenario_count; i++)
		forget(loader, KIND_SCENARIO, model->scenarios[i].id, model->saved_scenarios);
	model->migration_count = model->saved_migrations;
	model->scenario_count = model->saved_scenarios;
	model->companion_faulty = true;
}

static void pass_on(struct diag_list *to, const struct diag_list *faults)
{
	for (size_t i = 0; i < faults->count; i++) {
		const struct diag *diag = &faults->items[i];
		bool error = diag->level == DIAG_ERROR;
		diag_add(to, DIAG_WARNING, diag->file, diag->line, diag->column, diag->suggestion, "%s%s",
			 error ? "scenarios are set aside: " : "", diag->text);
	}
}

void load_companion(struct loader *loader, const char *path)
{
	struct model *model = loader->model;
	struct diag_list *faults = loader->faults, own;
	struct file_draft draft = {.title = NULL};
	struct stat about;

	if (stat(path, &about) != 0 && (errno == ENOENT || errno == ENOTDIR))
		return;
	diag_list_init(&own);
	loader->faults = &own;
	model->companion = arena_text(&model->arena, path, strlen(path));
	load_path(loader, path, path, ROLE_COMPANION, &draft);
	if (!loader->broken) {
		load_finish_moves(loader, model->saved_migrations, model->saved_scenarios);
		load_resolve_moves(loader, model->saved_migrations, model->saved_scenarios);
		load_select(loader, model->saved_migrations);
		load_check_scenarios(loader, model->saved_scenarios);
	}
	if (own.errors > 0)
		set_aside(loader);
	loader->broken = false;
	loader->faults = faults;
	pass_on(faults, &own);
	diag_list_clear(&own);
}
