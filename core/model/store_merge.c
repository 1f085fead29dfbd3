#include "core/model/store_merge.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

static uint32_t find_migration(const struct companion *file, const char *id)
{
	for (uint32_t i = 0; i < file->migration_count; i++)
		if (strcmp(file->migrations[i].id, id) == 0)
			return i;
	return NONE;
}

static uint32_t find_scenario(const struct companion *file, const char *id)
{
	for (uint32_t i = 0; i < file->scenario_count; i++)
		if (strcmp(file->scenarios[i].id, id) == 0)
			return i;
	return NONE;
}

static bool refuse(struct merge *merge, const char *suggestion, const char *format, const char *subject)
{
	diag_add(merge->faults, DIAG_ERROR, merge->path, 0, 0, suggestion, format, subject);
	return false;
}

/* --- migrations: the plan's as the file says them --------------------------------------------- */

static const char *from_of(const struct model *model, const struct migration *migration)
{
	if (migration->from_offering != NONE)
		return model->offerings[migration->from_offering].id;
	if (migration->from_provider != NONE)
		return model->providers[migration->from_provider].id;
	return NULL;
}

static const char *const *binding_names(struct arena *arena, const struct model *model,
					const struct migration *migration)
{
	const char **names = arena_new(arena, migration->binding_count, sizeof(*names));

	for (uint32_t i = 0; i < migration->binding_count; i++) {
		uint32_t binding = migration->bindings[i];
		names[i] = arena_print(arena, "%s@%s",
				       model_component_id(model, model->bindings[binding].component),
				       model_binding_offering_id(model, binding));
	}
	return names;
}

static struct companion_migration describe(struct arena *arena, const struct plan *plan, uint32_t index)
{
	const struct migration *migration = plan->migrations[index];
	const struct model *model = plan->model;
	const char *from = from_of(model, migration);

	return (struct companion_migration){
		.id = migration->id,
		.name = migration->name,
		.to = model->offerings[migration->to].id,
		.from = from,
		.where_component = migration->where_component,
		.where_team = migration->where_team,
		.where_tag = migration->where_tag,
		.strategy = migration->strategy,
		.cost_ratio = migration->cost_ratio,
		.has_extra = migration->extra.high > 0,
		.extra = migration->extra,
		.bindings = from ? NULL : binding_names(arena, model, migration),
		.binding_count = from ? 0 : migration->binding_count,
	};
}

static int compare_indices(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

/* The bindings that a list of the file moves, as a migration of the plan has them. Free with free(). */
static uint32_t *resolve_bindings(const struct model *model, const struct companion_migration *migration,
				  uint32_t *count)
{
	uint32_t *bindings = memory_new(migration->binding_count, sizeof(*bindings));
	uint32_t to = model_find_offering(model, migration->to);

	*count = 0;
	for (uint32_t i = 0; i < migration->binding_count; i++) {
		uint32_t binding = model_find_binding(model, migration->bindings[i]);
		if (binding != NONE && model->bindings[binding].offering != to)
			bindings[(*count)++] = binding;
	}
	if (*count > 1)
		qsort(bindings, *count, sizeof(*bindings), compare_indices);
	return bindings;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_number(double a, double b)
{
	return !(a < b) && !(a > b) && isnan(a) == isnan(b);
}

static bool same_range(struct range a, struct range b)
{
	return same_number(a.low, b.low) && same_number(a.likely, b.likely) && same_number(a.high, b.high);
}

static bool same_bindings(const struct model *model, const struct companion_migration *saved,
			  const struct migration *migration)
{
	uint32_t count;
	uint32_t *bindings = resolve_bindings(model, saved, &count);
	bool same = count == migration->binding_count &&
		    (count == 0 || memcmp(bindings, migration->bindings, count * sizeof(*bindings)) == 0);

	free(bindings);
	return same;
}

/* Do both move the same, for the same money? Their names do not matter. */
static bool same_migration(const struct plan *plan, uint32_t index, const struct companion_migration *ours,
			   const struct companion_migration *saved)
{
	struct range none = {0, 0, 0};

	return same_text(ours->to, saved->to) && same_text(ours->from, saved->from) &&
	       same_text(ours->where_component, saved->where_component) &&
	       same_text(ours->where_team, saved->where_team) &&
	       same_text(ours->where_tag, saved->where_tag) && ours->strategy == saved->strategy &&
	       same_number(ours->cost_ratio, saved->cost_ratio) &&
	       same_range(ours->extra, saved->has_extra ? saved->extra : none) &&
	       (ours->from || same_bindings(plan->model, saved, plan->migrations[index]));
}

/* "exit/aws/3": the length of what stands before its last slash; 0 when no number follows. */
static size_t made_prefix(const char *id)
{
	const char *slash = strrchr(id, '/');

	if (!slash || !slash[1] || slash[1 + strspn(slash + 1, "0123456789")])
		return 0;
	return (size_t)(slash - id);
}

/* The first number that neither the plan nor the file uses. */
static const char *free_id(struct merge *merge, const char *taken)
{
	size_t length = made_prefix(taken);
	const char *id = taken;

	for (uint32_t number = 1; number < NONE; number++) {
		id = arena_print(&merge->file->arena, "%.*s/%u", (int)length, taken, number);
		if (plan_find(merge->plan, id) == NONE && find_migration(merge->file, id) == NONE)
			break;
	}
	return id;
}

static const char *append_migration(struct merge *merge, const struct companion_migration *migration)
{
	struct companion *file = merge->file;
	struct companion_migration *grown =
		arena_new(&file->arena, (size_t)file->migration_count + 1, sizeof(*grown));

	if (file->migration_count > 0)
		memcpy(grown, file->migrations, file->migration_count * sizeof(*grown));
	grown[file->migration_count++] = *migration;
	file->migrations = grown;
	return migration->id;
}

/* Sees to it that the file has a migration of the plan; its id there, or NULL with a fault. */
static const char *place_migration(struct merge *merge, uint32_t index)
{
	const struct plan *plan = merge->plan;
	struct companion_migration ours;
	uint32_t there;
	bool is_made = index >= plan->model->migration_count;

	if (index < plan->model->saved_migrations)
		return plan->migrations[index]->id;
	ours = describe(&merge->file->arena, plan, index);
	there = find_migration(merge->file, ours.id);
	if (there == NONE)
		return append_migration(merge, &ours);
	if (same_migration(plan, index, &ours, &merge->file->migrations[there]))
		return ours.id;
	if (!is_made || made_prefix(ours.id) == 0) {
		refuse(merge, "load the stack again", "migration '%s' was changed there by another program",
		       ours.id);
		return NULL;
	}
	if (strcmp(ours.name, ours.id) == 0)
		ours.name = ours.id = free_id(merge, ours.id);
	else
		ours.id = free_id(merge, ours.id);
	return append_migration(merge, &ours);
}

/* --- migrations that nobody needs any more ---------------------------------------------------- */

static bool switches(const struct companion_scenario *scenario, const char *migration)
{
	for (uint32_t i = 0; i < scenario->migration_count; i++)
		if (strcmp(scenario->migrations[i], migration) == 0)
			return true;
	return false;
}

/* Tries what a migration costs. */
static bool tries(const struct companion_scenario *scenario, const char *migration)
{
	for (uint32_t i = 0; i < scenario->tried_count; i++) {
		const struct companion_tried *tried = &scenario->tried[i];
		if ((tried->kind == TRIED_EXTRA || tried->kind == TRIED_COST_RATIO) &&
		    strcmp(strchr(tried->variable, ':') + 1, migration) == 0)
			return true;
	}
	return false;
}

static bool is_used(const struct companion *file, const char *migration)
{
	for (uint32_t i = 0; i < file->scenario_count; i++)
		if (switches(&file->scenarios[i], migration) || tries(&file->scenarios[i], migration))
			return true;
	return false;
}

/* What plan_make makes; one that somebody wrote by hand stays. */
static bool is_made_form(const struct companion_migration *migration)
{
	return made_prefix(migration->id) > 0 && !migration->from && !migration->has_extra &&
	       migration->strategy == STRATEGY_DERIVED && isnan(migration->cost_ratio);
}

static void drop_unused(struct companion *file, const char *const *candidates, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t index = find_migration(file, candidates[i]);
		if (index == NONE || !is_made_form(&file->migrations[index]) || is_used(file, candidates[i]))
			continue;
		file->migration_count--;
		memmove(&file->migrations[index], &file->migrations[index + 1],
			(file->migration_count - index) * sizeof(*file->migrations));
	}
}

/* --- scenarios -------------------------------------------------------------------------------- */

static bool same_tried(const struct model *model, const struct scenario *known,
		       const struct companion_scenario *saved)
{
	struct arena arena;
	bool same = known->tried_count == saved->tried_count;

	arena_init(&arena);
	for (uint32_t i = 0; same && i < saved->tried_count; i++) {
		struct tried_fault fault = {.unasked = true};
		struct tried tried = {.value = saved->tried[i].value};
		same = tried_find(model, saved->tried[i].variable, &tried, &fault, &arena);
		const struct tried *ours =
			same ? tried_get(known->tried, known->tried_count, tried.kind, tried.a, tried.b)
			     : NULL;
		same = ours && same_range(ours->value, tried.value);
	}
	arena_clear(&arena);
	return same;
}

static bool same_scenario(const struct model *model, const struct scenario *known,
			  const struct companion_scenario *saved)
{
	if (known->start != saved->start || known->migration_count != saved->migration_count ||
	    strcmp(known->name, saved->name) != 0)
		return false;
	for (uint32_t i = 0; i < known->migration_count; i++)
		if (strcmp(model->migrations[known->migrations[i]].id, saved->migrations[i]) != 0)
			return false;
	return same_tried(model, known, saved);
}

/* A scenario of the file may be touched when it is what the model knows of it. */
static bool may_touch(struct merge *merge, uint32_t index)
{
	const struct model *model = merge->plan->model;
	const struct companion_scenario *saved = &merge->file->scenarios[index];
	uint32_t known = model_find_scenario(model, saved->id);

	if (!merge->is_own || (known != NONE && known >= model->saved_scenarios &&
			       same_scenario(model, &model->scenarios[known], saved)))
		return true;
	return refuse(merge, "load the stack again", "scenario '%s' was saved there by another program",
		      saved->id);
}

static bool is_of_stack(const struct model *model, const char *id)
{
	return model_find_scenario(model, id) < model->saved_scenarios;
}

static struct companion_scenario *append_scenario(struct companion *file)
{
	struct companion_scenario *grown =
		arena_new(&file->arena, (size_t)file->scenario_count + 1, sizeof(*grown));

	if (file->scenario_count > 0)
		memcpy(grown, file->scenarios, file->scenario_count * sizeof(*grown));
	file->scenarios = grown;
	return &grown[file->scenario_count++];
}

/* The ids of all that is on, each in the file or the stack; false with a fault. */
static bool place_choice(struct merge *merge, const struct choice *choice, const char *const **ids,
			 uint32_t *count)
{
	const char **placed = arena_new(&merge->file->arena, choice_count(choice), sizeof(*placed));

	*count = 0;
	*ids = placed;
	for (uint32_t i = 0; i < merge->plan->count; i++) {
		if (!choice_is_on(choice, i))
			continue;
		placed[*count] = place_migration(merge, i);
		if (!placed[*count])
			return false;
		(*count)++;
	}
	return true;
}

/* What a migration that is not the stack's own costs can only be tried where the migration is. */
static bool place_tried_migration(struct merge *merge, const struct tried *tried)
{
	bool of_migration = tried->kind == TRIED_EXTRA || tried->kind == TRIED_COST_RATIO;

	return !of_migration || place_migration(merge, tried->a) != NULL;
}

/* The values tried, by name; NULL with a fault. */
static const struct companion_tried *place_tried(struct merge *merge, const struct choice *choice)
{
	struct arena *arena = &merge->file->arena;
	struct companion_tried *all = arena_new(arena, (size_t)choice->tried_count + 1, sizeof(*all));
	struct str name;

	str_init(&name);
	for (uint32_t i = 0; i < choice->tried_count && all; i++) {
		const struct tried *tried = &choice->tried[i];
		name.length = 0;
		tried_name(merge->plan->model, tried, &name);
		all[i] = (struct companion_tried){arena_text(arena, name.data, name.length), tried->kind,
						  tried->value};
		if (!place_tried_migration(merge, tried))
			all = NULL;
	}
	str_clear(&name);
	return all;
}

bool merge_save(struct merge *merge, const struct choice *choice, const char *id, const char *name)
{
	struct companion *file = merge->file;
	struct companion_scenario *scenario, old = {.name = id};
	uint32_t index = find_scenario(file, id), count;
	const char *const *ids;
	const struct companion_tried *tried;

	if (is_of_stack(merge->plan->model, id))
		return refuse(merge, "choose another id", "scenario '%s' is the stack file's own", id);
	if (index != NONE && !may_touch(merge, index))
		return false;
	if (!place_choice(merge, choice, &ids, &count))
		return false;
	tried = place_tried(merge, choice);
	if (!tried)
		return false;
	if (index != NONE)
		old = file->scenarios[index];
	scenario = index != NONE ? &file->scenarios[index] : append_scenario(file);
	*scenario = (struct companion_scenario){
		.id = id,
		.name = name ? name : old.name,
		.start = choice->start,
		.migrations = ids,
		.migration_count = count,
		.tried = tried,
		.tried_count = choice->tried_count,
		.remarks = old.remarks,
	};
	drop_unused(file, old.migrations, old.migration_count);
	return true;
}

bool merge_remove(struct merge *merge, const char *id)
{
	struct companion *file = merge->file;
	uint32_t index = find_scenario(file, id);
	struct companion_scenario old;

	if (index == NONE)
		return refuse(merge, NULL, "no scenario '%s' is saved there", id);
	if (!may_touch(merge, index))
		return false;
	old = file->scenarios[index];
	file->scenario_count--;
	memmove(&file->scenarios[index], &file->scenarios[index + 1],
		(file->scenario_count - index) * sizeof(*file->scenarios));
	drop_unused(file, old.migrations, old.migration_count);
	return true;
}
