#include "core/base/yaml_words.h"

#include <inttypes.h>
#include <string.h>

/* Where the fault is: at the place that libyaml stopped at, or at the start of what it was reading. */
enum at { AT_PROBLEM, AT_CONTEXT };

struct words {
	const char *problem; /* how libyaml's text begins */
	const char *text, *suggestion;
	enum at at;
};

/* The first that fits counts. */
static const struct words table[] = {
	{"found character that cannot start any token", "a value cannot begin with this character",
	 "put the value in quotes", AT_PROBLEM},
	{"mapping values are not allowed", "a ':' is not allowed here",
	 "put text with ': ' in it in quotes, and indent the keys of one mapping alike", AT_PROBLEM},
	{"mapping keys are not allowed", "a '?' key is not allowed here", NULL, AT_PROBLEM},
	{"block sequence entries are not allowed", "a '- ' is not allowed here",
	 "begin the list on a line of its own", AT_PROBLEM},
	{"could not find expected ':'", "this key has no ':'", NULL, AT_CONTEXT},
	{"did not find expected key", "a key was expected here",
	 "keys of one mapping have the same indentation", AT_PROBLEM},
	{"did not find expected '-' indicator", "'- ' was expected here",
	 "entries of one list have the same indentation", AT_PROBLEM},
	{"did not find expected ',' or ']'", "',' or ']' was expected here", NULL, AT_PROBLEM},
	{"did not find expected ',' or '}'", "',' or '}' was expected here", NULL, AT_PROBLEM},
	{"did not find expected node content", "a value was expected here", NULL, AT_PROBLEM},
	{"did not find expected <document start>", "the document ends here, but the file goes on",
	 "check the indentation of this line", AT_PROBLEM},
	{"found unexpected end of stream", "this quote is never closed", NULL, AT_CONTEXT},
	{"found unexpected document indicator", "this quote is not closed before the document ends", NULL,
	 AT_CONTEXT},
	{"found a tab character", "a tab is not allowed as indentation", "use blanks", AT_PROBLEM},
	{"found unknown escape character", "unknown escape in double quotes",
	 "write '\\\\' for a backslash, or use single quotes", AT_PROBLEM},
	{"did not find expected hexdecimal number", "an escape of this kind needs hexadecimal digits", NULL,
	 AT_PROBLEM},
	{"found invalid Unicode character escape code", "the escape is no Unicode character", NULL,
	 AT_PROBLEM},
	{"found unexpected ':'", "a ':' is not allowed here", "put the value in quotes", AT_PROBLEM},
	{"found undefined tag handle", "unknown tag", "leave the tag out", AT_PROBLEM},
	{"did not find expected alphabetic or numeric character",
	 "'&' and '*' need a name of letters and digits", "put the value in quotes", AT_PROBLEM},
	{"did not find expected comment or line break", "nothing may follow here on this line", NULL,
	 AT_PROBLEM},
	{"did not find expected whitespace or line break", "a blank was expected here", NULL, AT_PROBLEM},
	{"found incompatible YAML document", "the version of YAML is not supported",
	 "leave the %YAML line out", AT_PROBLEM},
	{"found unknown directive name", "unknown directive", "put the value in quotes", AT_PROBLEM},
};

static const struct words *find(const char *problem)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strncmp(problem, table[i].problem, strlen(table[i].problem)) == 0)
			return &table[i];
	return NULL;
}

/* A walk over the characters from the start: only a fault asks for places, so the bytes are read again. */
struct walk {
	const struct reader *reader;
	char buffer[4096];
	size_t at, end;
	uint64_t offset;       /* of the byte that comes next */
	uint32_t line, column; /* its place */
};

/* The next byte, or -1. */
static int next_byte(struct walk *walk)
{
	if (walk->at == walk->end) {
		ssize_t got = reader_read(walk->reader, walk->offset, walk->buffer, sizeof walk->buffer);
		walk->at = 0;
		walk->end = got > 0 ? (size_t)got : 0;
		if (walk->end == 0)
			return -1;
	}
	int byte = (unsigned char)walk->buffer[walk->at++];
	walk->offset++;
	if (byte == '\n') {
		walk->line++;
		walk->column = 1;
	} else if ((byte & 0xC0) != 0x80) {
		walk->column++;
	}
	return byte;
}

static void find_place(const struct reader *reader, uint64_t offset, struct yaml_fault *fault)
{
	struct walk walk = {.reader = reader, .line = 1, .column = 1};

	while (walk.offset < offset && next_byte(&walk) >= 0)
		;
	fault->line = walk.line;
	fault->column = walk.column;
}

static bool is_tab(const struct reader *reader, const yaml_mark_t *mark)
{
	struct walk walk = {.reader = reader, .line = 1, .column = 1};
	int byte = 0;

	while (byte >= 0 && (walk.line <= mark->line || walk.column <= mark->column))
		byte = next_byte(&walk);
	return next_byte(&walk) == '\t';
}

static struct yaml_fault words_of_reader(const yaml_parser_t *parser, const struct reader *reader,
					 struct arena *arena)
{
	struct yaml_fault fault = {.text = "not UTF-8"};

	find_place(reader, parser->problem_offset, &fault);
	if (strcmp(parser->problem, "control characters are not allowed") == 0) {
		fault.text = arena_print(arena, "a control character (U+%04X) is not allowed",
					 (unsigned)parser->problem_value);
		fault.suggestion = "write it as an escape in double quotes";
	} else if (parser->problem_value >= 0 && parser->problem_value <= 0xFF) {
		fault.text = arena_print(arena, "not UTF-8: byte 0x%02x", (unsigned)parser->problem_value);
		if (parser->problem_offset == 0 && parser->problem_value >= 0xFE) /* its byte order mark */
			fault.suggestion = "it looks like UTF-16 or UTF-32: store it as UTF-8";
	}
	return fault;
}

/* What libyaml was reading, of which the start is worth to be told; NULL: nothing. */
static const char *flow_of(const char *context)
{
	if (context && strcmp(context, "while parsing a flow sequence") == 0)
		return "list";
	return context && strcmp(context, "while parsing a flow mapping") == 0 ? "mapping" : NULL;
}

struct yaml_fault yaml_words(const yaml_parser_t *parser, const struct reader *reader, struct arena *arena)
{
	if (parser->error == YAML_READER_ERROR)
		return words_of_reader(parser, reader, arena);
	const char *problem = parser->problem ? parser->problem : "not YAML";
	const char *flow = flow_of(parser->context);
	const struct words *words = find(problem);

	if (words == table && is_tab(reader, &parser->problem_mark))
		words = find("found a tab character");
	const yaml_mark_t *mark =
		words && words->at == AT_CONTEXT ? &parser->context_mark : &parser->problem_mark;
	struct yaml_fault fault = {(uint32_t)mark->line + 1, (uint32_t)mark->column + 1,
				   arena_print(arena, "%s", problem), NULL};

	if (words) {
		fault.text = words->text;
		fault.suggestion = words->suggestion;
	}
	if (flow)
		fault.suggestion =
			arena_print(arena, "the %s begins at line %zu, column %zu", flow,
				    parser->context_mark.line + 1, parser->context_mark.column + 1);
	return fault;
}
