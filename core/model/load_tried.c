/* Inputs tried, of scenarios: variable -> value, resolved when all that they name is known. */
#include "core/model/loader.h"
#include "core/model/tried.h"

#include <string.h>

/* --- reading --------------------------------------------------------------------------------- */

static void add_trial(struct loader *loader, struct trial trial)
{
	loader->trials =
		load_room(loader->trials, loader->trial_count, &loader->trial_capacity, sizeof trial);
	loader->trials[loader->trial_count++] = trial;
}

/* The value of a variable; to be read as the key that it stands for is. */
static bool load_trial_value(struct loader *loader, const struct schema_field *field, bool ranged,
			     struct range *value, bool *ok)
{
	const struct yaml_item *item = yaml_next(loader->yaml);
	struct schema_field one = *field;
	double number;

	one.key = "tried";
	one.type = field->type > SCHEMA_RANGE ? SCHEMA_NUMBER : field->type;
	*ok = false;
	if (ranged)
		return load_range_value(loader, &one, one.key, item, value, ok);
	if (item->kind != YAML_IS_TEXT || load_is_missing(item))
		return load_wrong(loader, &one, item);
	*ok = load_number(loader, &one, one.key, item, &number);
	if (*ok)
		*value = (struct range){number, number, number};
	return true;
}

static bool load_trial(struct loader *loader, const struct yaml_item *key, uint32_t layer)
{
	struct trial trial = {.text = load_text(loader, key), .spot = load_spot(loader, key)};
	const char *name = model_index_text(loader->index, trial.text);
	bool ranged, ok;
	const struct schema_field *field = tried_field(name, &ranged);

	if (!load_stamp(loader, &loader->tried_stamps, trial.text, key, layer))
		return load_skip_value(loader);
	if (!field) {
		struct tried_fault fault = {.unasked = !load_wants_suggestion(loader, trial.spot)};
		tried_unknown(load_shown(loader, name, strlen(name)), &fault, &loader->model->arena);
		load_fault(loader, trial.spot, fault.suggestion, "%s", fault.text);
		return load_skip_value(loader);
	}
	loader->within = load_shown(loader, name, strlen(name));
	bool going = load_trial_value(loader, field, ranged, &trial.value, &ok);
	loader->within = NULL;
	if (going && ok)
		add_trial(loader, trial);
	return going;
}

bool load_tried(struct loader *loader, const struct schema_field *field, const struct yaml_item *item,
		void *to)
{
	struct cursor cursor;
	bool going = true;

	(void)to;
	loader->tried_now = (struct slice){(uint32_t)loader->trial_count, 0};
	if (item->kind != YAML_IS_MAP)
		return load_is_null(item) || load_wrong(loader, field, item);
	loader->serial++;
	cursor_start(&cursor);
	while (going && (item = cursor_next(loader, &cursor)))
		going = load_trial(loader, item, cursor.layer);
	loader->tried_now.count = (uint32_t)loader->trial_count - loader->tried_now.first;
	return going && !cursor.failed;
}

/* --- resolving ------------------------------------------------------------------------------- */

uint32_t load_tried_horizon(const struct loader *loader, struct slice trials)
{
	for (uint32_t i = 0; i < trials.count; i++) {
		const struct trial *trial = &loader->trials[trials.first + i];
		if (strcmp(model_index_text(loader->index, trial->text), "horizon") == 0)
			return (uint32_t)trial->value.likely;
	}
	return loader->model->horizon;
}

static bool find_tried(struct loader *loader, const struct model *model, const struct trial *trial,
		       struct tried *tried)
{
	struct tried_fault fault = {.unasked = !load_wants_suggestion(loader, trial->spot)};
	const char *name = model_index_text(loader->index, trial->text);

	tried->value = trial->value;
	if (tried_find(model, name, tried, &fault, &loader->model->arena))
		return true;
	load_fault(loader, trial->spot, fault.suggestion, "%s",
		   load_shown(loader, fault.text, strlen(fault.text)));
	return false;
}

/* Into its place; two names may mean one variable: commitment:aws and commitment:aws:1. */
static void insert(struct loader *loader, struct tried *all, uint32_t *count, const struct tried *tried,
		   const struct trial *trial)
{
	uint32_t place = *count;

	if (tried_get(all, *count, tried->kind, tried->a, tried->b)) {
		load_fault(loader, trial->spot, NULL, "'%s' is given twice",
			   model_index_text(loader->index, trial->text));
		return;
	}
	for (; place > 0 && tried_compare(&all[place - 1], tried) > 0; place--)
		all[place] = all[place - 1];
	all[place] = *tried;
	(*count)++;
}

static bool are_few(struct loader *loader, struct slice trials)
{
	if (trials.count <= TRIED_MOST)
		return true;
	load_fault(loader, loader->trials[trials.first + TRIED_MOST].spot, NULL,
		   "more than %d values are tried", TRIED_MOST);
	return false;
}

struct tried *load_tried_list(struct loader *loader, const struct model *model, struct slice trials,
			      load_tried_own *is_own, uint32_t *count)
{
	struct tried *all, tried;

	*count = 0;
	if (trials.count == 0 || !are_few(loader, trials))
		return NULL;
	all = arena_new(&loader->model->arena, trials.count, sizeof *all);
	for (uint32_t i = 0; i < trials.count; i++) {
		const struct trial *trial = &loader->trials[trials.first + i];
		if (is_own && is_own(loader, model_index_text(loader->index, trial->text)))
			continue;
		if (find_tried(loader, model, trial, &tried))
			insert(loader, all, count, &tried, trial);
	}
	return all;
}

void load_resolve_tried(struct loader *loader, uint32_t first_scenario)
{
	struct model *model = loader->model;

	for (uint32_t i = first_scenario; i < model->scenario_count; i++) {
		struct scenario *scenario = &model->scenarios[i];
		scenario->tried = load_tried_list(loader, model, loader->keys[ITEMS_SCENARIOS][i].tried, NULL,
						  &scenario->tried_count);
	}
}
