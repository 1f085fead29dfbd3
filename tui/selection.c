#include "tui/selection.h"

#include "core/base/memory.h"
#include "core/figures/way_out.h"
#include "core/model/load.h"
#include "tui/output.h"

#include <stdlib.h>
#include <string.h>

static const char *scenario_at(const void *context, size_t i)
{
	return ((const struct model *)context)->scenarios[i].id;
}

static const char *provider_at(const void *context, size_t i)
{
	return ((const struct model *)context)->providers[i].id;
}

static const char *migration_at(const void *context, size_t i)
{
	return ((const struct plan *)context)->migrations[i]->id;
}

static int refuse_id(bool ascii, const char *what, const char *id, const char *nearest)
{
	if (nearest)
		output_error(ascii, "no %s '%s' (did you mean '%s'?)", what, id, nearest);
	else
		output_error(ascii, "no %s '%s'", what, id);
	return STATUS_FAULT;
}

static bool is_named(const uint32_t *order, uint32_t count, uint32_t migration)
{
	for (uint32_t i = 0; i < count; i++)
		if (order[i] == migration)
			return true;
	return false;
}

static int check_clashes(const struct plan *plan, bool ascii, const uint32_t *order, uint32_t count)
{
	const struct model *model = plan->model;

	for (uint32_t i = 1; i < count; i++) {
		for (uint32_t j = 0; j < i; j++) {
			uint32_t binding = plan_common_binding(plan, order[j], order[i]);
			if (binding == NONE)
				continue;
			output_error(ascii, "migrations '%s' and '%s' both move '%s@%s'",
				     plan->migrations[order[j]]->id, plan->migrations[order[i]]->id,
				     model_component_id(model, model->bindings[binding].component),
				     model_binding_offering_id(model, binding));
			return STATUS_FAULT;
		}
	}
	return STATUS_DONE;
}

static int read_migration(const struct plan *plan, const char *id, bool ascii, uint32_t *order,
			  uint32_t *count)
{
	uint32_t migration = *id ? plan_find(plan, id) : NONE;

	if (!*id) {
		output_error(ascii, "an empty id in '--migrate'");
		return STATUS_USAGE;
	}
	if (migration == NONE)
		return refuse_id(ascii, "migration", id, diag_nearest(id, plan->count, migration_at, plan));
	if (is_named(order, *count, migration)) {
		output_error(ascii, "migration '%s' is named twice", id);
		return STATUS_FAULT;
	}
	order[(*count)++] = migration;
	return STATUS_DONE;
}

int selection_read_migrations(const struct plan *plan, const char *text, bool ascii, uint32_t **order,
			      uint32_t *count)
{
	struct arena arena;
	const char *at = text;
	int status;

	/* Every id takes a byte and a comma, but for the last. */
	*order = memory_new(strlen(text) / 2 + 1, sizeof(**order));
	*count = 0;
	arena_init(&arena);
	do {
		size_t length = strcspn(at, ",");
		status = read_migration(plan, arena_text(&arena, at, length), ascii, *order, count);
		at += length;
	} while (status == STATUS_DONE && *at++ == ',');
	arena_clear(&arena);
	return status == STATUS_DONE ? check_clashes(plan, ascii, *order, *count) : status;
}

int selection_read_tries(const struct command_line *line, const struct model *model, struct choice *choice)
{
	struct arena arena;
	int status = STATUS_DONE;

	arena_init(&arena);
	for (uint32_t i = 0; i < line->try_count && status == STATUS_DONE; i++) {
		struct tried_fault fault = {.text = NULL};
		struct tried tried = {0};
		if (!tried_read_both(model, line->tries[i], &tried, &fault, &arena)) {
			output_error(line->ascii, fault.suggestion ? "'--try': %s (%s)" : "'--try': %s",
				     fault.text, fault.suggestion);
			status = strchr(line->tries[i], '=') ? STATUS_FAULT : STATUS_USAGE;
		} else if (!choice_try(choice, &tried)) {
			output_error(line->ascii, "more than %d values are tried", TRIED_MOST);
			status = STATUS_FAULT;
		}
	}
	arena_clear(&arena);
	return status;
}

int selection_read_start(const struct command_line *line, const struct model *model, struct choice *choice)
{
	const char *text = line->values[OPTION_START];
	uint32_t horizon = choice_horizon(choice, model);

	if (text && !command_number(text, horizon - 1, &choice->start)) {
		output_error(line->ascii, "'--start' needs a month from 0 to %u, below the horizon, not '%s'",
			     horizon - 1, text);
		return STATUS_USAGE;
	}
	if (choice->start < horizon)
		return STATUS_DONE;
	output_error(line->ascii, "the start, month %u, has to be below the horizon of %u %s", choice->start,
		     horizon, number_unit(horizon, "months"));
	return STATUS_FAULT;
}

/* Both, in their order. */
static int read_rest(const struct command_line *line, const struct model *model, struct choice *choice)
{
	int status = selection_read_tries(line, model, choice);

	return status == STATUS_DONE ? selection_read_start(line, model, choice) : status;
}

/* Why a saved scenario is not there. */
static void tell_set_aside(const struct command_line *line, const struct model *model)
{
	struct diag_list told;

	diag_list_init(&told);
	for (size_t i = 0; model->companion_faulty && i < model->warnings.count; i++) {
		const struct diag *diag = &model->warnings.items[i];
		if (diag->file && strcmp(diag->file, model->companion) == 0)
			diag_add(&told, diag->level, diag->file, diag->line, diag->column, diag->suggestion,
				 "%s", diag->text);
	}
	output_faults(line->ascii, &told);
	diag_list_clear(&told);
}

static int follow_scenario(struct selection *selection, const struct command_line *line,
			   struct choice *choice)
{
	const struct model *model = selection->model;
	const char *id = line->values[OPTION_SCENARIO];
	uint32_t scenario = model_find_scenario(model, id);

	if (scenario == NONE) {
		tell_set_aside(line, model);
		return refuse_id(line->ascii, "scenario", id,
				 diag_nearest(id, model->scenario_count, scenario_at, model));
	}
	choice_of_scenario(choice, model, scenario);
	selection->subject = (struct report_subject){
		.id = model->scenarios[scenario].id,
		.name = model->scenarios[scenario].name,
		.list_migrations = true,
		.order = model->scenarios[scenario].migrations,
		.order_count = model->scenarios[scenario].migration_count,
	};
	return read_rest(line, model, choice);
}

static int follow_migrations(struct selection *selection, const struct command_line *line,
			     struct choice *choice)
{
	uint32_t count;
	int status = selection_read_migrations(&selection->plan, line->values[OPTION_MIGRATE], line->ascii,
					       &selection->order, &count);

	if (status != STATUS_DONE)
		return status;
	for (uint32_t i = 0; i < count; i++)
		choice_set(choice, selection->order[i], true);
	selection->subject = (struct report_subject){
		.list_migrations = true, .order = selection->order, .order_count = count};
	return read_rest(line, selection->model, choice);
}

static int follow_exit(struct selection *selection, const struct command_line *line, struct choice *choice)
{
	const struct model *model = selection->model;
	const char *id = line->values[OPTION_EXIT];
	uint32_t provider = model_find_provider(model, id);
	int status = read_rest(line, model, choice);

	if (provider == NONE)
		return refuse_id(line->ascii, "provider", id,
				 diag_nearest(id, model->provider_count, provider_at, model));
	if (status != STATUS_DONE)
		return status;
	analysis_follow(selection->analysis, choice); /* the cheapest way, with what is tried */
	selection->way_out = analysis_exit(selection->analysis, provider, choice->start);
	way_out_choose(&selection->plan, selection->way_out, choice->start, choice);
	selection->subject = (struct report_subject){.way_out = selection->way_out};
	return STATUS_DONE;
}

static int follow(struct selection *selection, const struct command_line *line, struct choice *choice)
{
	if (command_line_has(line, OPTION_SCENARIO))
		return follow_scenario(selection, line, choice);
	if (command_line_has(line, OPTION_MIGRATE))
		return follow_migrations(selection, line, choice);
	if (command_line_has(line, OPTION_EXIT))
		return follow_exit(selection, line, choice);
	return read_rest(line, selection->model, choice);
}

static bool asks_one_thing(const struct command_line *line)
{
	return command_line_has(line, OPTION_SCENARIO) + command_line_has(line, OPTION_MIGRATE) +
		       command_line_has(line, OPTION_EXIT) <=
	       1;
}

struct model *selection_load(const struct command_line *line)
{
	struct diag_list faults;
	struct model *model;

	diag_list_init(&faults);
	model = load_stack(line->operand, NULL, &faults);
	if (!model)
		output_faults(line->ascii, &faults);
	diag_list_clear(&faults);
	return model;
}

int selection_init(struct selection *selection, const struct command_line *line)
{
	struct choice choice;
	int status;

	*selection = (struct selection){.model = NULL};
	if (!asks_one_thing(line)) {
		output_error(line->ascii, "one of '--scenario', '--migrate' and '--exit' at a time");
		return STATUS_USAGE;
	}
	selection->model = selection_load(line);
	if (!selection->model)
		return STATUS_FAULT;
	plan_init(&selection->plan, selection->model);
	selection->analysis = analysis_new(&selection->plan);
	choice_init(&choice);
	status = follow(selection, line, &choice);
	if (status == STATUS_DONE)
		analysis_follow(selection->analysis, &choice);
	choice_clear(&choice);
	return status;
}

void selection_clear(struct selection *selection)
{
	if (!selection->model)
		return;
	exit_plan_free(selection->way_out);
	analysis_free(selection->analysis);
	plan_clear(&selection->plan);
	free(selection->order);
	model_free(selection->model);
	selection->model = NULL;
}
