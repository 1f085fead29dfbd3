#include "tui/editor.h"

#include "core/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACE_SIZE = 64 }; /* for "./", a line and their ends */

/* How a line is named to those that do not take what vi and most others take: +LINE FILE. */
enum style { STYLE_PLUS, STYLE_COLON, STYLE_GOTO, STYLE_NONE };

static enum style style_of(const char *program)
{
	static const struct {
		const char *name;
		enum style style;
	} others[] = {{"ed", STYLE_NONE},     {"red", STYLE_NONE},   {"code", STYLE_GOTO},
		      {"codium", STYLE_GOTO}, {"subl", STYLE_COLON}, {"zed", STYLE_COLON}};
	const char *slash = strrchr(program, '/'), *name = slash ? slash + 1 : program;

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(others[i].name, name) == 0)
			return others[i].style;
	return STYLE_PLUS;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* What a backslash before it takes its meaning from, or what it joins to a word. */
static bool escapes(char next, char quote)
{
	return next && (!quote || (quote == '"' && strchr("\"\\$`", next)));
}

/* Copies one word, without what quotes it; returns where in the command it ends. */
static const char *take_word(const char *at, char **out)
{
	char quote = '\0';

	for (; *at && (quote || !is_blank(*at)); at++) {
		if (!quote && (*at == '"' || *at == '\'')) {
			quote = *at;
		} else if (*at == quote) {
			quote = '\0';
		} else {
			if (*at == '\\' && escapes(at[1], quote))
				at++;
			*(*out)++ = *at;
		}
	}
	*(*out)++ = '\0';
	return at;
}

/* The words of the command; their number, or one more than there is room for. */
static int take_words(struct editor *editor, const char *command, char **out)
{
	int count = 0;

	while (count <= EDITOR_MOST_WORDS) {
		while (is_blank(*command))
			command++;
		if (!*command)
			break;
		if (count < EDITOR_MOST_WORDS)
			editor->argv[count] = *out;
		count++;
		command = take_word(command, out);
	}
	return count;
}

/* A name that begins like an option, or like a command of vi ("+!rm"), is a file all the same. */
static const char *before(const char *path)
{
	return *path == '-' || *path == '+' ? "./" : "";
}

static void add_place(struct editor *editor, int count, char *out, const char *path, uint32_t line)
{
	static char to_line[] = "--goto";
	enum style style = style_of(editor->argv[0]);
	size_t room = strlen(path) + PLACE_SIZE;

	if (style == STYLE_PLUS) {
		editor->argv[count++] = out;
		out += snprintf(out, room, "+%u", line) + 1;
	} else if (style == STYLE_GOTO) {
		editor->argv[count++] = to_line;
	}
	editor->argv[count++] = out;
	if (style == STYLE_PLUS || style == STYLE_NONE)
		(void)snprintf(out, room, "%s%s", before(path), path);
	else
		(void)snprintf(out, room, "%s%s:%u", before(path), path, line);
	editor->argv[count] = NULL;
}

bool editor_init(struct editor *editor, const char *command, const char *path, uint32_t line)
{
	static char usual[] = "vi";
	*editor = (struct editor){
		.text = memory_new(strlen(command) + 1 + strlen(path) + 2 * (size_t)PLACE_SIZE, 1)};
	char *out = editor->text;
	int count = take_words(editor, command, &out);

	if (count > EDITOR_MOST_WORDS)
		return false;
	if (count == 0)
		editor->argv[count++] = usual;
	add_place(editor, count, out, path, line ? line : 1);
	return true;
}

void editor_clear(struct editor *editor)
{
	free(editor->text);
	editor->text = NULL;
}
