#include "core/model/load.h"
#include "tui/commands.h"
#include "tui/output.h"

#include <string.h>

struct builtin_share {
	uint32_t providers, offerings;
};

static struct builtin_share count_builtin(const struct model *model)
{
	struct builtin_share share = {0, 0};

	for (uint32_t i = 0; i < model->provider_count; i++)
		share.providers += model_place_is_builtin(model, model->providers[i].place);
	for (uint32_t i = 0; i < model->offering_count; i++)
		share.offerings += model_place_is_builtin(model, model->offerings[i].place);
	return share;
}

static void add_count(struct str *out, const char *before, uint32_t count, const char *what)
{
	str_print(out, "%s%u %s%s", before, count, what, count == 1 ? "" : "s");
}

static void add_summary(struct str *out, const struct model *model, const char *file, bool ascii)
{
	struct builtin_share builtin = count_builtin(model);

	str_add_visible(out, file, strlen(file), ascii);
	add_count(out, ": ", model->provider_count, "provider");
	add_count(out, ", ", model->offering_count, "offering");
	add_count(out, ", ", model->component_count, "component");
	add_count(out, ", ", model->binding_count, "binding");
	add_count(out, ", ", model->migration_count, "migration");
	add_count(out, ", ", model->scenario_count, "scenario");
	if (builtin.providers + builtin.offerings > 0)
		str_print(out, " (%u providers, %u offerings of them from the catalogue)", builtin.providers,
			  builtin.offerings);
	str_add_char(out, '\n');
}

int command_check(const struct command_line *line)
{
	struct diag_list faults;
	struct model *model;
	struct str out;
	int status = STATUS_FAULT;

	diag_list_init(&faults);
	model = load_stack(line->operand, NULL, &faults);
	output_faults(line->ascii, &faults);
	if (model) {
		str_init(&out);
		add_summary(&out, model, line->operand, line->ascii);
		if (output_text(line->ascii, &out))
			status = STATUS_DONE;
	}
	diag_list_clear(&faults);
	model_free(model);
	return status;
}
