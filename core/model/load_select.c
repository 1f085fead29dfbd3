/* Which bindings every migration moves. */
#include "core/base/pattern.h"
#include "core/model/loader.h"

#include <stdlib.h>
#include <string.h>

/* --- bindings by offering -------------------------------------------------------------------- */

struct by_offering {
	uint32_t *first; /* by offering, and one more */
	uint32_t *bindings;
};

static struct by_offering group(const struct model *model)
{
	struct by_offering by;

	by.first = memory_zero(model->offering_count + (size_t)2, sizeof *by.first);
	by.bindings = memory_new(model->binding_count, sizeof *by.bindings);
	for (uint32_t i = 0; i < model->binding_count; i++)
		if (model->bindings[i].offering != NONE)
			by.first[model->bindings[i].offering + 2]++;
	for (uint32_t i = 0; i < model->offering_count; i++)
		by.first[i + 2] += by.first[i + 1];
	for (uint32_t i = 0; i < model->binding_count; i++)
		if (model->bindings[i].offering != NONE)
			by.bindings[by.first[model->bindings[i].offering + 1]++] = i;
	return by;
}

static void ungroup(struct by_offering *by)
{
	free(by->first);
	free(by->bindings);
}

/* --- patterns -------------------------------------------------------------------------------- */

/* What a pattern said of a text: 0 not asked yet, else 1 + enum pattern_match. By the text's number. */
struct memo {
	struct pattern *pattern; /* NULL: none is given */
	uint8_t *said;
	size_t count;
};

/*
 * Steps (see pattern.h) of all patterns of a load together, some five seconds: beyond, a file would
 * hang the program. Plain text and what is over after a few steps never comes near.
 */
#ifdef UNMOOR_SMALL
static const uint64_t most_steps = 50000;
#else
static const uint64_t most_steps = 400000000;
#endif
enum { FREE_STEPS = 8 }; /* of each search: as many as an ordinary one has */

struct selection {
	struct loader *loader;
	const struct by_offering *by;
	struct memo component, team, tag;
	uint64_t *steps; /* of the load so far */
	bool gave_up;
	const char *gave_up_on; /* the text that alone took too long; NULL: all together did */
	uint32_t *found;
	size_t count, capacity;
	uint32_t *movers; /* [binding] how many migrations move it so far */
};

static void memo_init(struct memo *memo, const char *text)
{
	char error[8];
	size_t offset;

	*memo = (struct memo){NULL, NULL, 0};
	if (text)
		memo->pattern = pattern_new(text, strlen(text), false, error, sizeof error, &offset);
	/* Whether a file loads is no matter of how fast the machine is. */
	if (memo->pattern)
		pattern_ignore_clock(memo->pattern);
}

static void memo_clear(struct memo *memo)
{
	pattern_free(memo->pattern);
	free(memo->said);
}

static bool search(struct selection *selection, struct memo *memo, uint32_t text)
{
	const char *bytes = model_text(selection->loader->model, text);
	uint64_t before = pattern_cost(memo->pattern);
	enum pattern_match said = pattern_search(memo->pattern, bytes, strlen(bytes), NULL, NULL);
	uint64_t steps = pattern_cost(memo->pattern) - before;

	*selection->steps += steps > FREE_STEPS ? steps - FREE_STEPS : 0;
	if (said == PATTERN_GAVE_UP || *selection->steps > most_steps) {
		selection->gave_up = true;
		selection->gave_up_on = said == PATTERN_GAVE_UP ? bytes : NULL;
	}
	return said == PATTERN_YES;
}

/* Teams and tags are few and come again and again. */
static bool search_once(struct selection *selection, struct memo *memo, uint32_t text)
{
	if (text >= memo->count) {
		size_t count = (text + (size_t)1) * 2;
		memo->said = memory_resize(memo->said, count, 1);
		memset(memo->said + memo->count, 0, count - memo->count);
		memo->count = count;
	}
	if (memo->said[text] == 0)
		memo->said[text] = (uint8_t)(1 + search(selection, memo, text));
	return memo->said[text] == 2;
}

static bool has_tag(struct selection *selection, uint32_t component)
{
	const struct model *model = selection->loader->model;
	const struct component *c = &model->components[component];

	for (uint32_t i = c->first_tag; i < c[1].first_tag; i++)
		if (search_once(selection, &selection->tag, model->tags[i]))
			return true;
	return false;
}

static bool is_meant(struct selection *selection, uint32_t component)
{
	const struct component *c = &selection->loader->model->components[component];

	if (selection->team.pattern && !search_once(selection, &selection->team, c->team))
		return false;
	if (selection->tag.pattern && !has_tag(selection, component))
		return false;
	return !selection->component.pattern || search(selection, &selection->component, c->id);
}

/* --- selecting ------------------------------------------------------------------------------- */

static void take(struct selection *selection, uint32_t binding)
{
	selection->found =
		load_room(selection->found, selection->count, &selection->capacity, sizeof *selection->found);
	selection->found[selection->count++] = binding;
}

static void take_offering(struct selection *selection, uint32_t offering)
{
	const struct model *model = selection->loader->model;
	const uint32_t *first = selection->by->first;

	for (uint32_t i = first[offering]; i < first[offering + 1] && !selection->gave_up; i++) {
		uint32_t binding = selection->by->bindings[i];
		if (is_meant(selection, model->bindings[binding].component))
			take(selection, binding);
	}
}

static void take_from(struct selection *selection, const struct migration *migration)
{
	const struct model *model = selection->loader->model;

	if (migration->from_offering != NONE && migration->from_offering != migration->to)
		take_offering(selection, migration->from_offering);
	uint32_t kind = model->offerings[migration->to].kind;
	if (migration->from_provider == NONE || kind == NONE)
		return;
	for (uint32_t i = 0; i < model->offering_count; i++)
		if (model->offerings[i].provider == migration->from_provider &&
		    model->offerings[i].kind == kind && i != migration->to)
			take_offering(selection, i);
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void told_crowd(struct loader *loader, uint32_t binding, const struct item_keys *keys)
{
	const struct model *model = loader->model;

	load_fault(loader, keys->start, "leave some of them out, or part them by 'where'",
		   "more than %d migrations move '%s@%s'", LOAD_MOVERS_MOST,
		   model_component_id(model, model->bindings[binding].component),
		   model_binding_offering_id(model, binding));
}

/* Counts who moves each binding: every two that clash are looked at, so a crowd would cost its square. */
static bool is_crowded(struct selection *selection, const struct item_keys *keys)
{
	for (size_t i = 0; i < selection->count; i++)
		if (selection->movers[selection->found[i]]++ == LOAD_MOVERS_MOST) {
			told_crowd(selection->loader, selection->found[i], keys);
			return true;
		}
	return false;
}

/* False when there are too many migrations for one of the bindings: no more are to be selected. */
static bool keep(struct selection *selection, struct migration *migration, const struct item_keys *keys)
{
	if (is_crowded(selection, keys))
		return false;
	if (selection->count)
		qsort(selection->found, selection->count, sizeof *selection->found, by_number);
	migration->bindings = arena_copy(&selection->loader->model->arena, selection->found, selection->count,
					 sizeof *selection->found);
	migration->binding_count = (uint32_t)selection->count;
	return true;
}

static void told_gave_up(struct selection *selection, const struct item_keys *keys)
{
	const char *text = selection->gave_up_on;
	struct spot spot = load_spot_of(&schema_migration, keys, "where");

	if (text)
		load_fault(selection->loader, spot, "write a simpler pattern",
			   "a pattern of 'where' takes too long on '%s'",
			   load_shown(selection->loader, text, strlen(text)));
	else
		load_fault(selection->loader, spot, "write simpler patterns, or plain text",
			   "the patterns of 'where' take too long together");
}

static bool select_from(struct loader *loader, const struct by_offering *by, uint32_t slot, uint32_t *movers,
			uint64_t *steps)
{
	struct selection selection = {.loader = loader, .by = by, .movers = movers, .steps = steps};
	struct migration *migration = &loader->model->migrations[slot];
	const struct item_keys *keys = &loader->keys[ITEMS_MIGRATIONS][slot];

	memo_init(&selection.component, migration->where_component);
	memo_init(&selection.team, migration->where_team);
	memo_init(&selection.tag, migration->where_tag);
	take_from(&selection, migration);
	if (selection.gave_up) {
		told_gave_up(&selection, keys);
		selection.count = 0;
	}
	bool kept = keep(&selection, migration, keys);
	memo_clear(&selection.component);
	memo_clear(&selection.team);
	memo_clear(&selection.tag);
	free(selection.found);
	return kept;
}

/* --- bindings that are named ----------------------------------------------------------------- */

static void unknown_binding(struct loader *loader, const struct name_spot *name)
{
	const struct model *model = loader->model;
	const char *text = model_index_text(loader->index, name->text), *at = strchr(text, '@');
	const char *shown = load_shown(loader, text, strlen(text));

	if (!at) {
		load_fault(loader, name->spot, "write component@offering", "'%s' names no binding", shown);
		return;
	}
	const char *component = arena_text(&loader->model->arena, text, (size_t)(at - text));
	if (model_find_component(model, component) == NONE)
		load_fault(loader, name->spot,
			   load_nearest_id(loader, name->spot, component, KIND_COMPONENT, KIND_COUNT),
			   "no binding '%s': unknown component '%s'", shown, component);
	else if (model_find_offering(model, at + 1) == NONE)
		load_fault(loader, name->spot,
			   load_nearest_id(loader, name->spot, at + 1, KIND_OFFERING, KIND_COUNT),
			   "no binding '%s': unknown offering '%s'", shown, at + 1);
	else
		load_fault(loader, name->spot, NULL,
			   "no binding '%s': the component has none on that offering", shown);
}

static bool select_named(struct loader *loader, uint32_t slot, uint32_t *movers)
{
	struct selection selection = {.loader = loader, .movers = movers};
	struct migration *migration = &loader->model->migrations[slot];
	const struct item_keys *keys = &loader->keys[ITEMS_MIGRATIONS][slot];

	loader->serial++;
	for (uint32_t i = 0; i < keys->names.count; i++) {
		const struct name_spot *name = &loader->names[keys->names.first + i];
		uint32_t binding =
			model_find_binding(loader->model, model_index_text(loader->index, name->text));
		if (binding == NONE)
			unknown_binding(loader, name);
		else if (!load_named_twice(loader, binding, name, "binding") &&
			 loader->model->bindings[binding].offering != migration->to)
			take(&selection, binding);
	}
	bool kept = keep(&selection, migration, keys);
	free(selection.found);
	return kept;
}

/* By binding, how many of the migrations before `first` move it. */
static uint32_t *count_movers(const struct model *model, uint32_t first)
{
	uint32_t *movers = memory_zero(model->binding_count, sizeof *movers);

	for (uint32_t i = 0; i < first; i++)
		for (uint32_t k = 0; k < model->migrations[i].binding_count; k++)
			movers[model->migrations[i].bindings[k]]++;
	return movers;
}

static bool names_bindings(const struct loader *loader, uint32_t migration)
{
	return load_gave(&schema_migration, &loader->keys[ITEMS_MIGRATIONS][migration], "bindings");
}

void load_select(struct loader *loader, uint32_t first)
{
	struct model *model = loader->model;

	if (first == model->migration_count)
		return;
	uint32_t *movers = count_movers(model, first);
	bool go = true;
	for (uint32_t i = first; i < model->migration_count && go; i++)
		if (names_bindings(loader, i))
			go = select_named(loader, i, movers);
	struct by_offering by = group(model);
	uint64_t steps = 0;
	for (uint32_t i = first; i < model->migration_count && steps <= most_steps && go; i++)
		if (!loader->keys[ITEMS_MIGRATIONS][i].faulty && !names_bindings(loader, i))
			go = select_from(loader, &by, i, movers, &steps);
	ungroup(&by);
	free(movers);
}

/* --- scenarios ------------------------------------------------------------------------------- */

static void told_clash(struct loader *loader, uint32_t scenario, uint32_t a, uint32_t b, uint32_t binding)
{
	const struct model *model = loader->model;
	const struct item_keys *keys = &loader->keys[ITEMS_SCENARIOS][scenario];

	load_fault(loader, load_spot_of(&schema_scenario, keys, "migrations"), "leave one of them out",
		   "scenario '%s': migrations '%s' and '%s' both move '%s@%s'", model->scenarios[scenario].id,
		   model->migrations[a].id, model->migrations[b].id,
		   model_component_id(model, model->bindings[binding].component),
		   model_binding_offering_id(model, binding));
}

/* mover: by binding, `base` and more for the migrations of this scenario, in its order. */
static void check_scenario(struct loader *loader, uint32_t scenario, uint32_t *mover, uint32_t base)
{
	const struct model *model = loader->model;
	const struct scenario *s = &model->scenarios[scenario];

	for (uint32_t i = 0; i < s->migration_count; i++) {
		const struct migration *migration = &model->migrations[s->migrations[i]];
		for (uint32_t k = 0; k < migration->binding_count; k++) {
			uint32_t binding = migration->bindings[k];
			if (mover[binding] >= base) {
				told_clash(loader, scenario, s->migrations[mover[binding] - base],
					   s->migrations[i], binding);
				break;
			}
			mover[binding] = base + i;
		}
	}
}

void load_check_scenarios(struct loader *loader, uint32_t first)
{
	const struct model *model = loader->model;
	uint32_t *mover = memory_zero(model->binding_count, sizeof *mover), base = 1;

	for (uint32_t i = first; i < model->scenario_count; i++) {
		check_scenario(loader, i, mover, base);
		base += model->scenarios[i].migration_count;
	}
	free(mover);
	load_resolve_tried(loader, first);
}
