#include "tui/commands.h"
#include "tui/output.h"
#include "tui/run.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static bool read_theme(const char *name, enum theme *theme)
{
	static const char *const names[] = {
		[THEME_AUTO] = "auto",
		[THEME_DARK] = "dark",
		[THEME_LIGHT] = "light",
		[THEME_CONTRAST] = "contrast",
	};

	*theme = THEME_AUTO;
	if (!name)
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i], name) == 0) {
			*theme = (enum theme)i;
			return true;
		}
	return false;
}

static int open_screen(const struct command_line *line, enum theme theme)
{
	const struct run_options options = {
		.file = line->operand,
		.theme = theme,
		.no_color = command_line_has(line, OPTION_NO_COLOR),
		.ascii = command_line_has(line, OPTION_ASCII),
		.mouse = !command_line_has(line, OPTION_NO_MOUSE),
		.read_only = command_line_has(line, OPTION_READ_ONLY),
		.secure = line->secure,
		.no_state = command_line_has(line, OPTION_NO_STATE),
	};

	return run_interactive(&options);
}

/* A word that is no file, and nearly a command. */
static bool is_mistyped_command(const struct command_line *line)
{
	const char *nearest;

	if (!line->operand || access(line->operand, F_OK) == 0 || errno != ENOENT)
		return false;
	nearest = command_nearest(line->operand);
	if (nearest)
		output_error(line->ascii, "no command and no file '%s' (did you mean 'unmoor %s'?)",
			     line->operand, nearest);
	return nearest != NULL;
}

int command_open(const struct command_line *line)
{
	enum theme theme;

	if (is_mistyped_command(line))
		return STATUS_USAGE;
	if (!read_theme(line->values[OPTION_THEME], &theme)) {
		output_error(line->ascii, "'--theme' is auto, dark, light or contrast, not '%s'",
			     line->values[OPTION_THEME]);
		return STATUS_USAGE;
	}
	/* Where nobody can press a key, the report says the same. */
	return isatty(STDOUT_FILENO) ? open_screen(line, theme) : command_report(line);
}

int command_frame(const struct command_line *line)
{
	struct frame_options options = {
		.file = line->operand,
		.keys = line->values[OPTION_KEYS],
		.width = 80,
		.height = 24,
		.ascii = command_line_has(line, OPTION_ASCII),
		.read_only = line->secure || command_line_has(line, OPTION_READ_ONLY),
	};
	const char *size = line->values[OPTION_SIZE];

	if (size && !command_size(size, &options.width, &options.height)) {
		output_error(line->ascii, "'--size' is columns x rows, such as 100x30, not '%s'", size);
		return STATUS_USAGE;
	}
	return run_frame(&options);
}
