#include "tui/command.h"

#include "core/base/diag.h"

#include <string.h>

struct command_spec {
	const char *name, *operand, *summary, *about;
	bool operand_needed;
};

struct option_spec {
	const char *name, *argument, *help;
	unsigned commands; /* a bit each */
};

#define OF(command) (1u << (command))

enum {
	OF_SCREEN = OF(COMMAND_OPEN),
	OF_DRAWN = OF(COMMAND_OPEN) | OF(COMMAND_FRAME),
	OF_TEXT = OF(COMMAND_OPEN) | OF(COMMAND_FRAME) | OF(COMMAND_REPORT) | OF(COMMAND_CHECK) |
		  OF(COMMAND_SAVE),
	OF_FIGURES = OF(COMMAND_REPORT) | OF(COMMAND_EXPORT),
	OF_STACK = OF_TEXT | OF_FIGURES,
	OF_ALL = OF(COMMAND_COUNT) - 1
};

static const struct command_spec commands[COMMAND_COUNT] = {
	[COMMAND_OPEN] = {"", "[FILE]", "open a stack on the screen",
			  "Opens the stack FILE; without one, a sample. `-` reads it from standard input.\n"
			  "Where standard output is no terminal, the report is printed instead.",
			  false},
	[COMMAND_REPORT] =
		{"report", "[FILE]", "print every figure as text or JSON",
		 "Prints the figures of the stack FILE (`-`: standard input; none: the sample) as\n"
		 "it is today, with a scenario, with some migrations, or with everything moved off\n"
		 "a provider.",
		 false},
	[COMMAND_CHECK] = {"check", "FILE", "validate a stack",
			   "Says in one line what FILE (`-`: standard input) holds, or names every fault\n"
			   "with its line on standard error and ends with status 1.",
			   true},
	[COMMAND_SAVE] = {"save", "[FILE]", "save a scenario beside a stack",
			  "Saves migrations and a start month as a scenario. For acme.yaml it goes to\n"
			  "acme.scenarios.yaml beside it, which is read whenever acme.yaml is.",
			  false},
	[COMMAND_EXPORT] = {"export", "[FILE]", "print one view as CSV, JSON, Markdown or a graph",
			    "Prints one view of the stack FILE (`-`: standard input; none: the sample), a\n"
			    "row a thing, every figure in full. The view ab compares with today.",
			    false},
	[COMMAND_NEW] = {"new", NULL, "print a commented stack to start from",
			 "Prints a short stack that checks clean: unmoor new > stack.yaml", false},
	[COMMAND_FRAME] = {"frame", "[FILE]", "print one screen as text",
			   "Plays keys to the screen and prints what it then shows. Keys are separated by\n"
			   "blanks: one character, or esc tab btab enter space bs del up down left right\n"
			   "home end pgup pgdn f1..f12 ctrl-x, text:abc, resize:100x30, click:10,5.",
			   false},
	[COMMAND_HELP] = {"help", "[COMMAND]", "print the help of a command",
			  "Prints the help of COMMAND; without one, of the whole program.", false},
};

static const struct option_spec options[OPTION_COUNT] = {
	[OPTION_SCENARIO] = {"scenario", "ID", "the scenario of the stack to follow", OF_FIGURES},
	[OPTION_MIGRATE] = {"migrate", "ID,ID..", "these migrations on, all others off", OF_FIGURES},
	[OPTION_EXIT] = {"exit", "PROVIDER", "everything off this provider, by the cheapest way", OF_FIGURES},
	[OPTION_START] = {"start", "N", "the month in which it starts, below the horizon",
			  OF_FIGURES | OF(COMMAND_SAVE)},
	[OPTION_TRY] = {"try", "VARIABLE=VALUE", "another value: rate=1.1k; may be repeated",
			OF_FIGURES | OF(COMMAND_SAVE)},
	[OPTION_FORMAT] = {"format", "text|json", "how to print it (text)", OF(COMMAND_REPORT)},
	[OPTION_VIEW] = {"view", "NAME", "providers tree cost range when ab loops migrations",
			 OF(COMMAND_EXPORT)},
	[OPTION_EXPORT_FORMAT] = {"format", "NAME",
				  "csv, json or md; dot or mermaid for tree and loops (csv)",
				  OF(COMMAND_EXPORT)},
	[OPTION_BY] = {"by", "NAME", "of cost: category, provider or team (category)", OF(COMMAND_EXPORT)},
	[OPTION_SAVE_AS] = {"scenario", "ID", "the id to save it under", OF(COMMAND_SAVE)},
	[OPTION_SAVE_MIGRATE] = {"migrate", "ID,ID..", "the migrations that are on in it", OF(COMMAND_SAVE)},
	[OPTION_NAME] = {"name", "TEXT", "a name for it (the id)", OF(COMMAND_SAVE)},
	[OPTION_TO] = {"to", "FILE", "the file to save it in; needed for the sample and `-`",
		       OF(COMMAND_SAVE)},
	[OPTION_SIZE] = {"size", "WxH", "columns and rows (80x24)", OF(COMMAND_FRAME)},
	[OPTION_KEYS] = {"keys", "KEYS", "what to press first", OF(COMMAND_FRAME)},
	[OPTION_THEME] = {"theme", "auto|dark|light|contrast", "colours (auto)", OF_SCREEN},
	[OPTION_NO_COLOR] = {"no-color", NULL, "no colours; also when NO_COLOR is set", OF_SCREEN},
	[OPTION_ASCII] = {"ascii", NULL, "ASCII only", OF_TEXT},
	[OPTION_NO_MOUSE] = {"no-mouse", NULL, "leave the mouse to the terminal", OF_SCREEN},
	[OPTION_READ_ONLY] = {"read-only", NULL, "write no file, start no editor", OF_DRAWN},
	[OPTION_SECURE] = {"secure", NULL, "write nothing, start nothing, no clipboard (jump hosts)",
			   OF_STACK},
	[OPTION_NO_STATE] = {"no-state", NULL, "keep no unsaved choice for the next start", OF_SCREEN},
	[OPTION_HELP] = {"help", NULL, "print this help", OF_ALL},
	[OPTION_VERSION] = {"version", NULL, "print the version", OF_ALL},
};

const char *command_version(void)
{
	return "0.1.0";
}

const char *command_name(enum command command)
{
	return commands[command].name;
}

enum command command_find(const char *name)
{
	enum command command = COMMAND_OPEN + 1;

	while (command < COMMAND_COUNT && strcmp(commands[command].name, name) != 0)
		command++;
	return command;
}

static const char *command_at(const void *context, size_t i)
{
	(void)context;
	return commands[i].name;
}

const char *command_nearest(const char *word)
{
	return diag_nearest(word, COMMAND_COUNT, command_at, NULL);
}

static const char *option_at(const void *context, size_t i)
{
	(void)context;
	return options[i].name;
}

static bool option_is(enum option option, const char *name, size_t length)
{
	return strncmp(options[option].name, name, length) == 0 && options[option].name[length] == '\0';
}

/* The option of that name that one of the commands knows; OPTION_COUNT: none. */
static enum option option_find(const char *name, size_t length, unsigned of)
{
	enum option option = 0;

	while (option < OPTION_COUNT && !(options[option].commands & of && option_is(option, name, length)))
		option++;
	return option;
}

static bool is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

/* -h is what everyone tries first. */
static const char *spelled_out(const char *word)
{
	return strcmp(word, "-h") == 0 ? "--help" : word;
}

/*
 * The first word that is no option and no option's value names the command, wherever it stands;
 * its index, or argc when there is none.
 */
static int find_command_word(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		const char *word = argv[i];
		enum option option;
		if (strcmp(word, "--") == 0)
			return argc;
		if (!is_option(word))
			return command_find(word) < COMMAND_COUNT ? i : argc;
		option = option_find(word + 2, strcspn(word + 2, "="), OF_ALL);
		if (option < OPTION_COUNT && options[option].argument && !strchr(word, '='))
			i++;
	}
	return argc;
}

static void say_nearest(struct str *error, const char *before, const char *nearest)
{
	if (nearest)
		str_print(error, " (did you mean '%s%s'?)", before, nearest);
}

/* Why a word that looks like an option is none of this command's. */
static void explain_unknown_option(const char *word, enum command command, struct str *error)
{
	size_t length = strncmp(word, "--", 2) == 0 ? strcspn(word + 2, "=") : 0;
	enum option option = length > 0 ? option_find(word + 2, length, OF_ALL) : OPTION_COUNT;
	struct str name;

	if (option < OPTION_COUNT) {
		str_print(error, "option '--%s' is none of '%s%s%s'", options[option].name, "unmoor",
			  *commands[command].name ? " " : "", commands[command].name);
		return;
	}
	str_init(&name);
	str_add(&name, word + strspn(word, "-"), strcspn(word + strspn(word, "-"), "="));
	str_print(error, "unknown option '%s'", word);
	if (name.length > 0)
		say_nearest(error, "--", diag_nearest(name.data, OPTION_COUNT, option_at, NULL));
	str_clear(&name);
}

/* The one option that may be repeated. */
static bool add_try(struct command_line *line, struct str *error)
{
	if (line->try_count == COMMAND_MOST_TRIES) {
		str_print(error, "more than %d times '--try'", COMMAND_MOST_TRIES);
		return false;
	}
	line->tries[line->try_count++] = line->values[OPTION_TRY];
	return true;
}

/* Takes the option at argv[*i], moving *i on over its value. */
static bool take_option(int argc, char **argv, int *i, struct command_line *line, struct str *error)
{
	const char *word = spelled_out(argv[*i]), *value = strchr(word, '=');
	size_t length = strcspn(word, "=");
	enum option option = strncmp(word, "--", 2) == 0
				     ? option_find(word + 2, length - 2, OF(line->command))
				     : OPTION_COUNT;

	if (option == OPTION_COUNT) {
		explain_unknown_option(word, line->command, error);
		return false;
	}
	if (!options[option].argument) {
		line->values[option] = "";
		if (value)
			str_print(error, "option '--%s' takes no value", options[option].name);
		return !value;
	}
	if (line->values[option] && option != OPTION_TRY) {
		str_print(error, "option '--%s' is given twice", options[option].name);
		return false;
	}
	if (!value && *i + 1 == argc) {
		str_print(error, "option '--%s' needs a value: %s", options[option].name,
			  options[option].argument);
		return false;
	}
	line->values[option] = value ? value + 1 : argv[++*i];
	return option != OPTION_TRY || add_try(line, error);
}

static bool take_operand(const char *word, struct command_line *line, struct str *error)
{
	const char *first = line->operand;

	if (!commands[line->command].operand) {
		str_print(error, "'unmoor %s' takes no '%s'", commands[line->command].name, word);
		return false;
	}
	if (first && line->command == COMMAND_OPEN) {
		str_print(error, "one file at a time: '%s' and '%s'", first, word);
		say_nearest(error, "unmoor ", command_nearest(first));
		return false;
	}
	if (first) {
		str_print(error, "one %s at a time: '%s' and '%s'",
			  line->command == COMMAND_HELP ? "command" : "file", first, word);
		return false;
	}
	line->operand = word;
	return true;
}

static bool take_words(int argc, char **argv, int command_word, struct command_line *line, struct str *error)
{
	bool options_end = false;

	for (int i = 1; i < argc; i++) {
		if (i == command_word)
			continue;
		if (!options_end && strcmp(argv[i], "--") == 0)
			options_end = true;
		else if (!options_end && is_option(argv[i])) {
			if (!take_option(argc, argv, &i, line, error))
				return false;
		} else if (!take_operand(argv[i], line, error))
			return false;
	}
	return true;
}

static bool asks_for_help(const struct command_line *line)
{
	return command_line_has(line, OPTION_HELP) || command_line_has(line, OPTION_VERSION);
}

bool command_line_parse(int argc, char **argv, struct command_line *line, struct str *error)
{
	int command_word = find_command_word(argc, argv);

	*line = (struct command_line){.command = COMMAND_OPEN};
	if (command_word < argc)
		line->command = command_find(argv[command_word]);
	if (!take_words(argc, argv, command_word, line, error))
		return false;
	line->ascii = command_line_has(line, OPTION_ASCII);
	line->secure = command_line_has(line, OPTION_SECURE);
	if (commands[line->command].operand_needed && !line->operand && !asks_for_help(line)) {
		str_print(error, "'unmoor %s' needs a %s", commands[line->command].name,
			  commands[line->command].operand);
		return false;
	}
	return true;
}

/* A column of names and, beside it, what they are; continued below where the name is too long. */
static void help_row(struct str *out, const char *name, const char *help)
{
	enum { NAME_WIDTH = 22 };
	int length = (int)strlen(name);

	if (length > NAME_WIDTH - 2)
		str_print(out, "  %s\n  %*s%s\n", name, NAME_WIDTH, "", help);
	else
		str_print(out, "  %-*s%s\n", NAME_WIDTH, name, help);
}

static void help_options(enum command command, struct str *out)
{
	struct str name;

	str_init(&name);
	str_add_text(out, "\nOptions:\n");
	for (enum option option = 0; option < OPTION_COUNT; option++) {
		const struct option_spec *spec = &options[option];
		if (!(spec->commands & OF(command)))
			continue;
		name.length = 0;
		str_print(&name, "--%s%s%s", spec->name, spec->argument ? " " : "",
			  spec->argument ? spec->argument : "");
		help_row(out, name.data, spec->help);
	}
	str_clear(&name);
}

static void help_commands(struct str *out)
{
	str_add_text(out, "\nCommands:\n");
	for (enum command command = COMMAND_OPEN + 1; command < COMMAND_COUNT; command++)
		help_row(out, commands[command].name, commands[command].summary);
	str_add_text(out,
		     "\n`unmoor help COMMAND` says what each takes; unmoor(1) and unmoor(5) the rest.\n");
}

void command_help(enum command command, struct str *out)
{
	const struct command_spec *spec = &commands[command];

	if (command == COMMAND_OPEN)
		str_add_text(out,
			     "unmoor: what it costs to leave a provider, before you are asked to pay it\n\n");
	str_print(out, "Usage: unmoor%s%s [OPTIONS]%s%s\n", *spec->name ? " " : "", spec->name,
		  spec->operand ? " " : "", spec->operand ? spec->operand : "");
	if (command == COMMAND_OPEN)
		str_add_text(out, "       unmoor COMMAND ...\n");
	str_print(out, "\n%s\n", spec->about);
	help_options(command, out);
	if (command == COMMAND_OPEN)
		help_commands(out);
}

bool command_number(const char *text, uint32_t most, uint32_t *number)
{
	uint64_t value = 0;

	for (const char *digit = text; *digit; digit++) {
		if (*digit < '0' || *digit > '9')
			return false;
		value = value * 10 + (uint64_t)(*digit - '0');
		if (value > most)
			return false;
	}
	if (*text == '\0')
		return false;
	*number = (uint32_t)value;
	return true;
}

bool command_size(const char *text, int *width, int *height)
{
	enum { MOST = 1000 };
	const char *cross = strchr(text, 'x');
	char columns[5] = "";
	uint32_t wide, high;

	if (!cross || (size_t)(cross - text) >= sizeof(columns))
		return false;
	memcpy(columns, text, (size_t)(cross - text));
	if (!command_number(columns, MOST, &wide) || !command_number(cross + 1, MOST, &high) || wide == 0 ||
	    high == 0)
		return false;
	*width = (int)wide;
	*height = (int)high;
	return true;
}
