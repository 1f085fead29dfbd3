#include "core/model/load.h"
#include "core/model/store.h"
#include "tui/commands.h"
#include "tui/output.h"
#include "tui/selection.h"

#include <stdlib.h>
#include <string.h>

static int refuse(const struct command_line *line, int status, const char *what)
{
	output_error(line->ascii, "%s", what);
	return status;
}

static int save(const struct command_line *line, const char *path, const struct plan *plan,
		const struct choice *choice)
{
	struct diag_list faults;
	bool done;

	diag_list_init(&faults);
	done = store_save(path, plan, choice, line->values[OPTION_SAVE_AS], line->values[OPTION_NAME],
			  &faults);
	output_faults(line->ascii, &faults);
	diag_list_clear(&faults);
	return done ? STATUS_DONE : STATUS_FAULT;
}

static int choose_and_save(const struct command_line *line, const char *path, const struct model *model)
{
	struct plan plan;
	struct choice choice;
	uint32_t *order = NULL, count = 0;
	int status;

	plan_init(&plan, model);
	choice_init(&choice);
	status = selection_read_tries(line, model, &choice);
	if (status == STATUS_DONE)
		status = selection_read_start(line, model, &choice);
	if (status == STATUS_DONE && line->values[OPTION_SAVE_MIGRATE])
		status = selection_read_migrations(&plan, line->values[OPTION_SAVE_MIGRATE], line->ascii,
						   &order, &count);
	for (uint32_t i = 0; status == STATUS_DONE && i < count; i++)
		choice_set(&choice, order[i], true);
	if (status == STATUS_DONE)
		status = save(line, path, &plan, &choice);
	free(order);
	choice_clear(&choice);
	plan_clear(&plan);
	return status;
}

static int load_and_save(const struct command_line *line, const char *path)
{
	struct model *model = selection_load(line);
	int status = model ? choose_and_save(line, path, model) : STATUS_FAULT;

	model_free(model);
	return status;
}

int command_save(const struct command_line *line)
{
	struct arena arena;
	const char *path = line->values[OPTION_TO];
	int status;

	if (!line->values[OPTION_SAVE_AS])
		return refuse(line, STATUS_USAGE, "'unmoor save' needs '--scenario ID'");
	if (!line->values[OPTION_SAVE_MIGRATE] && line->try_count == 0)
		return refuse(line, STATUS_USAGE,
			      "'unmoor save' needs '--migrate ID,ID..' or '--try VARIABLE=VALUE'");
	if (line->secure)
		return refuse(line, STATUS_FAULT, "nothing is saved with '--secure' or UNMOOR_SECURE");
	if (path && strcmp(path, "-") == 0)
		return refuse(line, STATUS_USAGE,
			      "a scenario is not saved to standard output ('./-' is a file of that name)");
	arena_init(&arena);
	if (!path)
		path = load_companion_path(&arena, line->operand);
	if (path)
		status = load_and_save(line, path);
	else
		status = refuse(
			line, STATUS_USAGE,
			"the sample and standard input have no file beside them: name one with '--to'");
	arena_clear(&arena);
	return status;
}
