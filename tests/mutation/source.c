#include "tests/mutation/source.h"

#include "core/base/memory.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What stands for an operator: the words that it can become. A blank in front: only between blanks. */
static const struct {
	const char *old, *new[3];
} OPERATORS[] = {
	{" <<=", {">>="}},    {" >>=", {"<<="}},    {"->", {NULL}},       {"...", {NULL}},
	{"++", {"--"}},       {"--", {"++"}},       {" &&", {"||"}},      {" ||", {"&&"}},
	{" <=", {"<", ">"}},  {" >=", {">", "<"}},  {" ==", {"!="}},      {" !=", {"=="}},
	{" <<", {">>"}},      {" >>", {"<<"}},      {" +=", {"-=", "="}}, {" -=", {"+=", "="}},
	{" *=", {"/=", "="}}, {" /=", {"*=", "="}}, {" %=", {"/="}},      {" &=", {"|=", "="}},
	{" |=", {"&=", "="}}, {" ^=", {"|=", "="}}, {" <", {"<=", ">="}}, {" >", {">=", "<="}},
	{" +", {"-", "*"}},   {" -", {"+"}},        {" *", {"/", "+"}},   {" /", {"*"}},
	{" %", {"*", "/"}},   {" &", {"|"}},        {" |", {"&"}},        {" ^", {"|"}},
	{"!", {""}},          {"~", {""}},          {"-", {""}},
};

enum { OPERATOR_COUNT = sizeof OPERATORS / sizeof *OPERATORS };

bool source_read(struct source *source, const char *path)
{
	FILE *file = fopen(path, "r");
	size_t capacity = 0;
	*source = (struct source){path, NULL, 0};
	for (int c; file && (c = getc(file)) != EOF;) {
		source->text = memory_grow(source->text, source->length + 1, &capacity, 1);
		source->text[source->length++] = (char)c;
		source->text[source->length] = '\0';
	}
	return file && fclose(file) == 0 && source->text;
}

bool source_write(const struct source *source, const struct change *change, const char *path)
{
	FILE *file = fopen(path, "w");
	if (!file)
		return false;
	size_t at = change ? change->at : 0, length = change ? change->length : 0;
	fprintf(file, "#line 1 \"%s\"\n", source->path);
	fwrite(source->text, 1, at, file);
	if (change)
		fputs(change->text, file);
	fwrite(source->text + at + length, 1, source->length - at - length, file);
	return fclose(file) == 0;
}

bool source_write_marked(const struct source *source, const struct changes *changes, const char *path)
{
	FILE *file = fopen(path, "w");
	size_t written = 0;
	if (!file)
		return false;
	fputs("void mark_reached(unsigned);\n", file);
	for (size_t i = 0; i < changes->function_count; i++) {
		if (changes->functions[i].source != source)
			continue;
		size_t end = changes->functions[i].at + 1;
		fwrite(source->text + written, 1, end - written, file);
		fprintf(file, "mark_reached(%zu);", i);
		written = end;
	}
	fwrite(source->text + written, 1, source->length - written, file);
	return fclose(file) == 0;
}

const char *change_line(const struct change *change, size_t *length)
{
	const char *text = change->source->text, *first = text + change->at;
	while (first > text && first[-1] != '\n')
		first--;
	first += strspn(first, "\t ");
	*length = strcspn(first, "\n");
	return first;
}

/* --- reading ---------------------------------------------------------------------------------- */

struct reader {
	const struct source *source;
	struct changes *changes;
	size_t at;
	unsigned line;
	bool in_function;
};

static const char *here(const struct reader *r)
{
	return r->source->text + r->at;
}

static bool is_blank(char c)
{
	return isspace((unsigned char)c);
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static void step(struct reader *r, size_t count)
{
	for (; count > 0 && r->at < r->source->length; count--)
		r->line += r->source->text[r->at++] == '\n';
}

static void add(struct reader *r, size_t length, char *text)
{
	struct changes *c = r->changes;
	c->items = memory_grow(c->items, c->count, &c->capacity, sizeof *c->items);
	c->items[c->count++] = (struct change){.source = r->source,
					       .at = r->at,
					       .length = length,
					       .line = r->line,
					       .function = c->function_count - 1,
					       .constant = isdigit((unsigned char)*here(r)),
					       .text = text};
}

/* Copies `length` bytes between two texts. */
static char *between(const char *before, const char *bytes, size_t length, const char *after)
{
	size_t size = strlen(before) + length + strlen(after) + 1;
	char *text = memory_new(size, 1);
	snprintf(text, size, "%s%.*s%s", before, (int)length, bytes, after);
	return text;
}

/* The length of a comment, text, character or directive here; 0 when there is none. */
static size_t unread_length(const struct reader *r)
{
	const char *text = here(r), *end;
	if (strncmp(text, "/*", 2) == 0) {
		end = strstr(text + 2, "*/");
		return end ? (size_t)(end - text) + 2 : strlen(text);
	}
	if (strncmp(text, "//", 2) == 0 || (*text == '#' && (r->at == 0 || text[-1] == '\n')))
		return strcspn(text, "\n");
	if (*text != '"' && *text != '\'')
		return 0;
	for (end = text + 1; *end && *end != *text; end++)
		end += *end == '\\' && end[1];
	return (size_t)(end - text) + (*end ? 1u : 0u);
}

/* The length of what stands in brackets, with them. */
static size_t bracket_length(const char *text)
{
	size_t length = 0;
	int depth = 0;
	do {
		depth += text[length] == '(' || text[length] == '[';
		depth -= text[length] == ')' || text[length] == ']';
	} while (text[length++] && depth > 0);
	return length;
}

/* --- what can be changed here ----------------------------------------------------------------- */

static bool starts(const struct reader *r, const char *mark)
{
	bool spaced = *mark == ' ';
	const char *text = here(r);
	size_t length = strlen(mark + spaced);
	if (strncmp(text, mark + spaced, length) != 0)
		return false;
	if (is_word(*text))
		return !is_word(text[-1]) && !is_word(text[length]);
	return !spaced || (is_blank(text[-1]) && is_blank(text[length]));
}

static bool starts_with_type(const char *text)
{
	static const char *const types[] = {"bool ",     "char ",     "const ",   "double ", "enum ",
					    "int ",      "size_t ",   "static ",  "struct ", "uint8_t ",
					    "uint32_t ", "uint64_t ", "unsigned "};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strncmp(text, types[i], strlen(types[i])) == 0)
			return true;
	return false;
}

/* Is this in the size of an array that is declared here: within [] of a declaration, before any value? */
static bool is_size(const struct reader *r)
{
	const char *text = r->source->text, *at = here(r);
	int depth = 0;
	for (; at > text && !strchr(";{}=(", at[-1]); at--)
		depth += (at[-1] == '[') - (at[-1] == ']');
	return depth > 0 && !strchr("=(", at[-1]) && starts_with_type(at + strspn(at, "\t\n "));
}

/* A lone sign: behind it a value, before it none. */
static bool is_sign(const struct reader *r)
{
	return !is_word(here(r)[-1]) && !is_blank(here(r)[1]);
}

static size_t read_operator(struct reader *r)
{
	for (size_t i = 0; i < OPERATOR_COUNT; i++) {
		const char *old = OPERATORS[i].old;
		size_t length = strlen(old) - (*old == ' ');
		if (!starts(r, old) || (strcmp(old, "-") == 0 && !is_sign(r)))
			continue;
		for (size_t n = 0; n < 3 && OPERATORS[i].new[n] && !is_size(r); n++)
			add(r, length, between(OPERATORS[i].new[n], "", 0, ""));
		return length;
	}
	return 0;
}

static size_t read_number(struct reader *r)
{
	const char *text = here(r);
	size_t length = 0;
	while (is_word(text[length]) || text[length] == '.' ||
	       (strchr("+-", text[length]) && strchr("eE", text[length - 1]) && !strchr("xX", text[1])))
		length++;
	if (is_size(r))
		return length;
	add(r, length, between("(", text, length, " + 1)"));
	if (strtod(text, NULL) != 0)
		add(r, length, between("(", text, length, " - 1)"));
	return length;
}

static void read_condition(struct reader *r, size_t word)
{
	size_t length = bracket_length(here(r) + word);
	struct reader inner = *r;
	step(&inner, word);
	add(&inner, length, between("(!", here(&inner), length, ")"));
}

static size_t read_word(struct reader *r)
{
	const char *text = here(r);
	size_t length = 0;
	while (is_word(text[length]))
		length++;
	if (strncmp(text, "assert(", 7) == 0)
		return length + bracket_length(text + length);
	if (strncmp(text, "if (", 4) == 0)
		read_condition(r, 3);
	if (strncmp(text, "while (", 7) == 0)
		read_condition(r, 6);
	return length;
}

static size_t read_here(struct reader *r)
{
	size_t length = read_operator(r);
	if (length > 0)
		return length;
	if (isdigit((unsigned char)*here(r)))
		return read_number(r);
	return is_word(*here(r)) ? read_word(r) : 1;
}

static void enter_function(struct reader *r)
{
	struct changes *c = r->changes;
	c->functions =
		memory_grow(c->functions, c->function_count, &c->function_capacity, sizeof *c->functions);
	c->functions[c->function_count++] = (struct function){r->source, r->at};
	r->in_function = true;
}

void changes_find(struct changes *changes, const struct source *source)
{
	struct reader r = {source, changes, 0, 1, false};
	while (r.at < source->length) {
		size_t unread = unread_length(&r);
		bool first = r.at == 0 || here(&r)[-1] == '\n';
		if (first && *here(&r) == '{')
			enter_function(&r);
		if (first && *here(&r) == '}')
			r.in_function = false;
		step(&r, unread > 0 ? unread : r.in_function ? read_here(&r) : 1);
	}
}
