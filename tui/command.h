/*
 * The command line: one table of commands and one of options drive parsing, --help, `help COMMAND`
 * and the suggestions. Pure: nothing is printed or opened here; main.c calls the command.
 */
#ifndef TUI_COMMAND_H
#define TUI_COMMAND_H

#include "core/base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* What the program ends with; after a signal, with the signal. */
enum status {
	STATUS_DONE = 0,
	STATUS_FAULT = 1, /* the file, id or save is at fault */
	STATUS_USAGE = 2, /* the command line, or the terminal */
	STATUS_INTERNAL = 3
};

enum command {
	COMMAND_OPEN, /* no word: the screen */
	COMMAND_REPORT,
	COMMAND_CHECK,
	COMMAND_SAVE,
	COMMAND_EXPORT,
	COMMAND_NEW,
	COMMAND_FRAME,
	COMMAND_HELP,
	COMMAND_COUNT
};

enum option {
	OPTION_SCENARIO,
	OPTION_MIGRATE,
	OPTION_EXIT,
	OPTION_START,
	OPTION_TRY,
	OPTION_FORMAT,
	OPTION_VIEW,
	OPTION_EXPORT_FORMAT,
	OPTION_BY,
	OPTION_SAVE_AS,
	OPTION_SAVE_MIGRATE,
	OPTION_NAME,
	OPTION_TO,
	OPTION_SIZE,
	OPTION_KEYS,
	OPTION_THEME,
	OPTION_NO_COLOR,
	OPTION_ASCII,
	OPTION_NO_MOUSE,
	OPTION_READ_ONLY,
	OPTION_SECURE,
	OPTION_NO_STATE,
	OPTION_HELP,
	OPTION_VERSION,
	OPTION_COUNT
};

enum { COMMAND_MOST_TRIES = 100 };

struct command_line {
	enum command command;
	const char *values[OPTION_COUNT];      /* NULL: not given; "" for one that takes no value */
	const char *tries[COMMAND_MOST_TRIES]; /* [try_count] all values of --try, in order */
	uint32_t try_count;
	const char *operand; /* FILE, or COMMAND of help; NULL: none */
	bool ascii;          /* --ascii; main.c also sets it where the locale is not UTF-8 */
	bool secure;         /* --secure; main.c also sets it for UNMOOR_SECURE=1 */
};

/*
 * Reads argv[1..]. All texts stay argv's. Returns false with one line in `error` that says what is
 * wrong and, where one is close, what was probably meant; line->command is then the best guess.
 */
bool command_line_parse(int argc, char **argv, struct command_line *line, struct str *error);

static inline bool command_line_has(const struct command_line *line, enum option option)
{
	return line->values[option] != NULL;
}

/* The command of that name, or COMMAND_COUNT. */
enum command command_find(const char *name);

/* The nearest command name to a word, or NULL. */
const char *command_nearest(const char *word);

/* "report"; "" for COMMAND_OPEN. */
const char *command_name(enum command command);

/* The help of one command; of COMMAND_OPEN: of the whole program. */
void command_help(enum command command, struct str *out);

/* A whole number in decimal, nothing else; false when it is none or above `most`. */
bool command_number(const char *text, uint32_t most, uint32_t *number);

/* "100x30" within 1..1000 each. */
bool command_size(const char *text, int *width, int *height);

const char *command_version(void);

#endif
