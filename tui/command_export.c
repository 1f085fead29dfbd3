#include "core/exchange/export.h"

#include "tui/commands.h"
#include "tui/output.h"
#include "tui/selection.h"

struct wanted {
	enum export_view view;
	enum export_format format;
	enum export_group by;
};

static const char *view_at(const void *context, size_t i)
{
	(void)context;
	return export_view_name((enum export_view)i);
}

static const char *format_at(const void *context, size_t i)
{
	(void)context;
	return export_format_name((enum export_format)i);
}

static const char *group_at(const void *context, size_t i)
{
	(void)context;
	return export_group_name((enum export_group)i);
}

static int refuse_name(const struct command_line *line, const char *what, const char *name,
		       const char *nearest)
{
	if (nearest)
		output_error(line->ascii, "no %s '%s' (did you mean '%s'?)", what, name, nearest);
	else
		output_error(line->ascii, "no %s '%s' (see 'unmoor help export')", what, name);
	return STATUS_USAGE;
}

static int read_group(const struct command_line *line, struct wanted *wanted)
{
	const char *by = line->values[OPTION_BY];

	wanted->by = by ? export_find_group(by) : EXPORT_BY_CATEGORY;
	if (wanted->by == EXPORT_GROUP_COUNT)
		return refuse_name(line, "group", by, diag_nearest(by, EXPORT_GROUP_COUNT, group_at, NULL));
	if (by && wanted->view != EXPORT_COST) {
		output_error(line->ascii, "'--by' is for the view cost alone, not for '%s'",
			     export_view_name(wanted->view));
		return STATUS_USAGE;
	}
	return STATUS_DONE;
}

static int read_wanted(const struct command_line *line, struct wanted *wanted)
{
	const char *view = line->values[OPTION_VIEW], *format = line->values[OPTION_EXPORT_FORMAT];

	if (!view) {
		output_error(line->ascii, "'unmoor export' needs '--view NAME'");
		return STATUS_USAGE;
	}
	wanted->view = export_find_view(view);
	if (wanted->view == EXPORT_VIEW_COUNT)
		return refuse_name(line, "view", view, diag_nearest(view, EXPORT_VIEW_COUNT, view_at, NULL));
	wanted->format = format ? export_find_format(format) : EXPORT_CSV;
	if (wanted->format == EXPORT_FORMAT_COUNT)
		return refuse_name(line, "format", format,
				   diag_nearest(format, EXPORT_FORMAT_COUNT, format_at, NULL));
	if (!export_is_possible(wanted->view, wanted->format)) {
		output_error(line->ascii, "the view '%s' is no graph: '%s' is for tree and loops", view,
			     format);
		return STATUS_USAGE;
	}
	return read_group(line, wanted);
}

/* What a scenario says may be changed on the command line. */
static bool is_changed(const struct selection *selection)
{
	struct choice saved;
	choice_init(&saved);
	choice_of_scenario(&saved, selection->model,
			   model_find_scenario(selection->model, selection->subject.id));
	bool changed = !choice_equal(&saved, analysis_choice(selection->analysis));
	choice_clear(&saved);
	return changed;
}

static struct export_subject subject_of(const struct selection *selection)
{
	const struct report_subject *from = &selection->subject;
	return (struct export_subject){
		.own = {.scenario = from->id,
			.changed = from->id && is_changed(selection),
			.stuck = from->way_out ? from->way_out->stuck_count : 0},
		.exit = from->way_out ? selection->model->providers[from->way_out->provider].id : NULL,
	};
}

/* A|B is against today. */
static int print_view(const struct command_line *line, const struct wanted *wanted,
		      struct selection *selection)
{
	struct analysis *today = NULL;
	struct str out;

	if (wanted->view == EXPORT_AB)
		today = analysis_new(&selection->plan);
	str_init(&out);
	struct export_subject subject = subject_of(selection);
	subject.by = wanted->by;
	export_write(wanted->view, wanted->format, &subject, selection->analysis, today, &out);
	analysis_free(today);
	return output_text(line->ascii, &out) ? STATUS_DONE : STATUS_FAULT;
}

int command_export(const struct command_line *line)
{
	struct selection selection;
	struct wanted wanted = {0};
	int status = read_wanted(line, &wanted);

	if (status != STATUS_DONE)
		return status;
	status = selection_init(&selection, line);
	if (status == STATUS_DONE)
		status = print_view(line, &wanted, &selection);
	selection_clear(&selection);
	return status;
}
