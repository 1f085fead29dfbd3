#include "core/base/memory.h"
#include "tui/commands.h"
#include "tui/locale.h"
#include "tui/output.h"
#include "tui/signals.h"
#include "tui/term.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

/*
 * The screen goes back first, or the message would be lost with it. Of several threads one does it; and
 * the one that draws must not write on what was put back.
 */
static void out_of_memory(void)
{
	static const char message[] = "unmoor: out of memory\n";
	static atomic_flag begun = ATOMIC_FLAG_INIT;

	while (atomic_flag_test_and_set(&begun))
		pause();
	signals_hold_owner();
	term_restore();
	(void)!write(STDERR_FILENO, message, sizeof(message) - 1);
	_exit(STATUS_INTERNAL);
}

/* A core file would hold what the stack says. */
static void forbid_core_dump(void)
{
	struct rlimit none = {0, 0};

	(void)setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

static bool environment_says(const char *name)
{
	const char *value = getenv(name);

	return value && *value && strcmp(value, "0") != 0;
}

static int print_version(const struct command_line *line)
{
	struct str out;

	str_init(&out);
	str_print(&out, "unmoor %s\n", command_version());
	return output_text(line->ascii, &out) ? STATUS_DONE : STATUS_FAULT;
}

static int dispatch(const struct command_line *line)
{
	static int (*const commands[COMMAND_COUNT])(const struct command_line *) = {
		[COMMAND_OPEN] = command_open,     [COMMAND_REPORT] = command_report,
		[COMMAND_CHECK] = command_check,   [COMMAND_SAVE] = command_save,
		[COMMAND_EXPORT] = command_export, [COMMAND_NEW] = command_new,
		[COMMAND_FRAME] = command_frame,   [COMMAND_HELP] = command_print_help,
	};

	if (command_line_has(line, OPTION_HELP))
		return command_print_help(line);
	if (command_line_has(line, OPTION_VERSION))
		return print_version(line);
	return commands[line->command](line);
}

static int refuse_command_line(const struct command_line *line, const struct str *error, bool ascii)
{
	const char *command = command_name(line->command);

	output_error(ascii, "%s", error->data);
	output_error(ascii, "try 'unmoor %s%s'", *command ? "help " : "--help", command);
	return STATUS_USAGE;
}

int main(int argc, char **argv)
{
	struct command_line line;
	struct str error;
	bool utf8;
	int status;

	memory_begin();
	output_init();
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a fault to be told, not an end */
	memory_on_exhaustion(out_of_memory);
	utf8 = locale_open();
	str_init(&error);
	if (command_line_parse(argc, argv, &line, &error)) {
		line.ascii = line.ascii || !utf8;
		line.secure = line.secure || environment_says("UNMOOR_SECURE");
		if (line.secure)
			forbid_core_dump();
		status = dispatch(&line);
	} else {
		status = refuse_command_line(&line, &error, !utf8);
	}
	str_clear(&error);
	return status;
}
