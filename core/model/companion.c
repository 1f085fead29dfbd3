#include "core/model/companion.h"

#include "core/model/loader.h"
#include "core/model/tried_parts.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

void companion_clear(struct companion *companion)
{
	arena_clear(&companion->arena);
	*companion = (struct companion){.migrations = NULL};
}

/* --- checking against the stack -------------------------------------------------------------- */

/* Of the stack file itself, not of the companion that was read with it. */
static bool stack_has(uint32_t item, uint32_t first_saved)
{
	return item != NONE && item < first_saved;
}

static const char *text_of(const struct loader *loader, uint32_t text)
{
	return model_index_text(loader->index, text);
}

static void unknown(struct loader *loader, const struct name_spot *name, const char *what)
{
	const char *text = text_of(loader, name->text);

	load_fault(loader, name->spot, NULL, "unknown %s '%s'", what, load_shown(loader, text, strlen(text)));
}

static void check_end(struct loader *loader, const struct model *stack, uint32_t text, struct spot spot,
		      bool may_be_provider)
{
	const struct name_spot name = {text, spot};

	if (text == NONE || model_find_offering(stack, text_of(loader, text)) != NONE)
		return;
	if (!may_be_provider || model_find_provider(stack, text_of(loader, text)) == NONE)
		unknown(loader, &name, may_be_provider ? "offering or provider" : "offering");
}

static void check_migration(struct loader *loader, const struct model *stack, uint32_t number)
{
	const struct migration *migration = &loader->model->migrations[number];
	const struct item_keys *keys = &loader->keys[ITEMS_MIGRATIONS][number];

	if (stack_has(model_find_migration(stack, migration->id), stack->saved_migrations))
		load_fault(loader, keys->start, NULL, "migration '%s' is one of the stack's already",
			   migration->id);
	check_end(loader, stack, migration->to, load_spot_of(&schema_migration, keys, "to"), false);
	check_end(loader, stack, migration->from_offering, load_spot_of(&schema_migration, keys, "from"),
		  true);
	for (uint32_t i = 0; i < keys->names.count; i++) {
		const struct name_spot *name = &loader->names[keys->names.first + i];
		if (model_find_binding(stack, text_of(loader, name->text)) == NONE)
			unknown(loader, name, "binding");
	}
}

/* The extra of a migration that the file itself has; its variable is not the stack's. */
static bool is_of_own_migration(const struct loader *loader, const char *name)
{
	enum tried_kind kind = tried_kind_of(name);
	const char *colon = strchr(name, ':');

	if (kind != TRIED_EXTRA && kind != TRIED_COST_RATIO)
		return false;
	uint32_t text = model_index_find(loader->index, colon + 1, strlen(colon + 1));
	return model_index_of(loader->index, KIND_MIGRATION, text) != NONE;
}

static void check_tried(struct loader *loader, const struct model *stack, const struct item_keys *keys)
{
	uint32_t count;
	const struct tried *all = load_tried_list(loader, stack, keys->tried, is_of_own_migration, &count);

	for (uint32_t i = 0; i < count; i++) {
		bool of_migration = all[i].kind == TRIED_EXTRA || all[i].kind == TRIED_COST_RATIO;
		if (of_migration && all[i].a >= stack->saved_migrations)
			load_fault(loader, load_spot_of(&schema_scenario, keys, "tried"), NULL,
				   "unknown migration '%s' in a tried value", stack->migrations[all[i].a].id);
	}
}

static void check_scenario(struct loader *loader, const struct model *stack, uint32_t number)
{
	const struct scenario *scenario = &loader->model->scenarios[number];
	const struct item_keys *keys = &loader->keys[ITEMS_SCENARIOS][number];

	if (stack_has(model_find_scenario(stack, scenario->id), stack->saved_scenarios))
		load_fault(loader, keys->start, NULL, "scenario '%s' is one of the stack's already",
			   scenario->id);
	loader->serial++;
	for (uint32_t i = 0; i < keys->names.count; i++) {
		const struct name_spot *name = &loader->names[keys->names.first + i];
		bool own = model_index_of(loader->index, KIND_MIGRATION, name->text) != NONE;
		if (!own && !stack_has(model_find_migration(stack, text_of(loader, name->text)),
				       stack->saved_migrations))
			unknown(loader, name, "migration");
		const struct yaml_item key = {.text = text_of(loader, name->text),
					      .length = (uint32_t)strlen(text_of(loader, name->text)),
					      .line = name->spot.line,
					      .column = name->spot.column};
		load_stamp(loader, &loader->move_stamps, name->text, &key, 0);
	}
	check_tried(loader, stack, keys);
}

/* stack NULL: only against itself. */
static void check(struct loader *loader, const struct model *stack)
{
	loader->model->horizon = stack ? stack->horizon : UINT32_MAX;
	load_finish_moves(loader, 0, 0);
	for (uint32_t i = 0; stack && i < loader->model->migration_count; i++)
		check_migration(loader, stack, i);
	for (uint32_t i = 0; stack && i < loader->model->scenario_count; i++)
		check_scenario(loader, stack, i);
}

/* --- handing over ---------------------------------------------------------------------------- */

static const char *copy(struct arena *arena, const char *text)
{
	return text ? arena_text(arena, text, strlen(text)) : NULL;
}

static const char *const *copy_names(struct companion *companion, const struct loader *loader,
				     struct slice names)
{
	const char **all = arena_new(&companion->arena, names.count, sizeof *all);

	for (uint32_t i = 0; i < names.count; i++)
		all[i] = copy(&companion->arena, text_of(loader, loader->names[names.first + i].text));
	return all;
}

static void copy_migration(struct companion *companion, const struct loader *loader, uint32_t number)
{
	const struct migration *from = &loader->model->migrations[number];
	const struct item_keys *keys = &loader->keys[ITEMS_MIGRATIONS][number];
	struct arena *arena = &companion->arena;

	companion->migrations[number] = (struct companion_migration){
		.id = copy(arena, from->id),
		.name = copy(arena, from->name),
		.to = copy(arena, text_of(loader, from->to)),
		.from = from->from_offering == NONE ? NULL
						    : copy(arena, text_of(loader, from->from_offering)),
		.where_component = copy(arena, from->where_component),
		.where_team = copy(arena, from->where_team),
		.where_tag = copy(arena, from->where_tag),
		.strategy = from->strategy,
		.cost_ratio = from->cost_ratio,
		.has_extra = load_gave(&schema_migration, keys, "extra"),
		.extra = from->extra,
		.bindings = copy_names(companion, loader, keys->names),
		.binding_count = keys->names.count,
		.line = keys->start.line,
	};
}

static const struct companion_tried *copy_tried(struct companion *companion, const struct loader *loader,
						struct slice trials)
{
	struct companion_tried *all = arena_new(&companion->arena, trials.count, sizeof *all);

	for (uint32_t i = 0; i < trials.count; i++) {
		const struct trial *trial = &loader->trials[trials.first + i];
		const char *name = copy(&companion->arena, text_of(loader, trial->text));
		all[i] = (struct companion_tried){name, tried_kind_of(name), trial->value};
	}
	return all;
}

static void copy_scenario(struct companion *companion, const struct loader *loader, uint32_t number)
{
	const struct scenario *from = &loader->model->scenarios[number];
	const struct item_keys *keys = &loader->keys[ITEMS_SCENARIOS][number];

	companion->scenarios[number] = (struct companion_scenario){
		.id = copy(&companion->arena, from->id),
		.name = copy(&companion->arena, from->name),
		.start = from->start,
		.migrations = copy_names(companion, loader, keys->names),
		.migration_count = keys->names.count,
		.tried = copy_tried(companion, loader, keys->tried),
		.tried_count = keys->tried.count,
		.line = keys->start.line,
	};
}

static void copy_all(struct companion *companion, const struct loader *loader)
{
	companion->migration_count = loader->model->migration_count;
	companion->scenario_count = loader->model->scenario_count;
	companion->migrations =
		arena_new(&companion->arena, companion->migration_count, sizeof *companion->migrations);
	companion->scenarios =
		arena_new(&companion->arena, companion->scenario_count, sizeof *companion->scenarios);
	for (uint32_t i = 0; i < companion->migration_count; i++)
		copy_migration(companion, loader, i);
	for (uint32_t i = 0; i < companion->scenario_count; i++)
		copy_scenario(companion, loader, i);
}

static bool read_file(struct companion *companion, const char *path, const struct model *stack,
		      struct diag_list *faults)
{
	struct file_draft draft = {.title = NULL};
	struct diag_list own;
	struct stat about;

	*companion = (struct companion){.migrations = NULL};
	arena_init(&companion->arena);
	if (stat(path, &about) != 0 && (errno == ENOENT || errno == ENOTDIR))
		return true;
	diag_list_init(&own);
	struct loader *loader = loader_new(&own);
	load_path(loader, path, path, ROLE_COMPANION, &draft);
	if (!loader->broken)
		check(loader, stack);
	if (own.errors == 0)
		copy_all(companion, loader);
	for (size_t i = 0; i < own.count; i++)
		diag_add(faults, own.items[i].level, own.items[i].file, own.items[i].line,
			 own.items[i].column, own.items[i].suggestion, "%s", own.items[i].text);
	bool read = own.errors == 0;
	loader_free(loader, false);
	diag_list_clear(&own);
	return read;
}

bool companion_read(struct companion *companion, const char *path, const struct model *stack,
		    struct diag_list *faults)
{
	return read_file(companion, path, stack, faults);
}

bool companion_read_loosely(struct companion *companion, const char *path, struct diag_list *faults)
{
	return read_file(companion, path, NULL, faults);
}
