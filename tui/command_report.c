#include "core/exchange/report.h"

#include "tui/commands.h"
#include "tui/output.h"
#include "tui/selection.h"

#include <string.h>

static bool format_is_known(const char *format)
{
	return !format || strcmp(format, "text") == 0 || strcmp(format, "json") == 0;
}

int command_report(const struct command_line *line)
{
	const char *format = line->values[OPTION_FORMAT];
	struct selection selection;
	struct str out;
	int status;

	if (!format_is_known(format)) {
		output_error(line->ascii, "'--format' is text or json, not '%s'", format);
		return STATUS_USAGE;
	}
	status = selection_init(&selection, line);
	if (status == STATUS_DONE) {
		str_init(&out);
		if (format && strcmp(format, "json") == 0)
			report_json(selection.analysis, &selection.subject, &out);
		else
			report_text(selection.analysis, &selection.subject, line->ascii, &out);
		if (!output_text(line->ascii, &out))
			status = STATUS_FAULT;
	}
	selection_clear(&selection);
	return status;
}
