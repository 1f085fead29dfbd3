#include "tui/commands.h"
#include "tui/config.h"
#include "tui/output.h"
#include "tui/run.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* What the user set once, with the faults of it. */
struct settings {
	struct config config;
	struct diag_list faults;
};

static void settings_read(struct settings *settings)
{
	struct arena arena;

	arena_init(&arena);
	config_init(&settings->config);
	diag_list_init(&settings->faults);
	config_load(&settings->config, config_path(&arena), &settings->faults);
	arena_clear(&arena);
}

static void settings_clear(struct settings *settings)
{
	config_clear(&settings->config);
	diag_list_clear(&settings->faults);
}

static int open_screen(const struct command_line *line, enum theme theme)
{
	struct settings settings;
	int status;

	settings_read(&settings);
	status = run_interactive(&(struct run_options){
		.file = line->operand,
		.theme = command_line_has(line, OPTION_THEME) ? theme : settings.config.theme,
		.no_color = command_line_has(line, OPTION_NO_COLOR),
		.ascii = line->ascii || settings.config.ascii,
		.mouse = !command_line_has(line, OPTION_NO_MOUSE) && settings.config.mouse,
		.read_only = command_line_has(line, OPTION_READ_ONLY),
		.secure = line->secure,
		.no_state = command_line_has(line, OPTION_NO_STATE),
		.keymap = &settings.config.keymap,
		.config_faults = &settings.faults,
	});
	settings_clear(&settings);
	return status;
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
	const char *name = line->values[OPTION_THEME];
	enum theme theme = THEME_AUTO;

	if (is_mistyped_command(line))
		return STATUS_USAGE;
	if (name && !config_find_theme(name, &theme)) {
		output_error(line->ascii, "'--theme' is auto, dark, light or contrast, not '%s'", name);
		return STATUS_USAGE;
	}
	/* Where nobody can press a key, the report says the same. */
	return isatty(STDOUT_FILENO) ? open_screen(line, theme) : command_report(line);
}

int command_frame(const struct command_line *line)
{
	struct settings settings;
	struct frame_options options = {
		.file = line->operand,
		.keys = line->values[OPTION_KEYS],
		.width = 80,
		.height = 24,
		.read_only = line->secure || command_line_has(line, OPTION_READ_ONLY),
		.secure = line->secure,
		.keymap = &settings.config.keymap,
		.config_faults = &settings.faults,
	};
	const char *size = line->values[OPTION_SIZE];
	int status;

	if (size && !command_size(size, &options.width, &options.height)) {
		output_error(line->ascii,
			     "'--size' is columns x rows, at most 1000x1000, such as 100x30, not '%s'", size);
		return STATUS_USAGE;
	}
	settings_read(&settings);
	options.ascii = command_line_has(line, OPTION_ASCII) || settings.config.ascii;
	status = run_frame(&options);
	settings_clear(&settings);
	return status;
}
