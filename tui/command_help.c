#include "tui/commands.h"
#include "tui/output.h"

/* What the help is of: `unmoor help X`, `unmoor X --help`. COMMAND_COUNT: of no command. */
static enum command help_subject(const struct command_line *line)
{
	if (line->command != COMMAND_HELP)
		return line->command;
	return line->operand ? command_find(line->operand) : COMMAND_OPEN;
}

static int print_help(enum command subject, bool ascii)
{
	struct str out;

	str_init(&out);
	command_help(subject, &out);
	return output_text(ascii, &out) ? STATUS_DONE : STATUS_FAULT;
}

int command_print_help(const struct command_line *line)
{
	enum command subject = help_subject(line);
	const char *nearest;

	if (subject < COMMAND_COUNT)
		return print_help(subject, line->ascii);
	nearest = command_nearest(line->operand);
	if (nearest)
		output_error(line->ascii, "no command '%s' (did you mean '%s'?)", line->operand, nearest);
	else
		output_error(line->ascii, "no command '%s'", line->operand);
	return STATUS_USAGE;
}
