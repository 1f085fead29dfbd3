/*
 * Patterns that are known to run for ever, and random ones, against rows that suit them: no row may
 * take over a millisecond of CPU time, and no pattern over 50 to compile. patterns [COUNT [SEED]]: so many
 * random ones besides.
 */
#include "core/base/memory.h"
#include "core/base/pattern.h"
#include "core/base/str.h"
#include "tests/torture/score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	MOST_US = 1000,
	MOST_COMPILE_US = 50000,
	TRIES = 5,
	SUBJECT_COUNT = 12,
	LONGEST_ROW = 65536,
	SEARCHED_ROW = 16384,
	MOST_PATTERN = 4096 /* bytes, that are taken */
};

static const char *const wicked[] = {
	"(a+)+$",
	"(a|a)*b",
	"(a|aa)+$",
	"(.*)*x",
	"(?:.*?,){25}P",
	"(x+x+)+y",
	"^(([a-z])+.)+[A-Z]([a-z])+$",
	"(a?){40}a{40}",
	".*.*.*.*.*.*.*.*.*.*=",
	"(?:a*)*(?:b*)*(?:c*)*d",
	"((a*)*)*b",
	"(?=(a+))\\1*b",
	"(?<=a)(?:a|a)+(?<!a)b",
	"(a+)(\\1+)(\\2+)b",
	"(?R)?a|b(?R)",
	"(?<x>a(?&x)?b|a(?&x)?)+c",
	"(a(?1)?)+b",
	"^(?:(?=(a*))a){1,1000}b",
	"a{0,500}{0,500}b",
	"(?:a{0,100}){0,100}b",
	"[\\s\\S]*[\\s\\S]*[\\s\\S]*\\z.",
	"(?i)(\xC3\xA9|\xC3\x89|e)*z",
	"\\X*\\X*\\X*z",
	"(\\p{L}+\\p{N}*)+\\p{Sc}",
	"(?:(?:(?:(?:(?:a?)*)*)*)*)*b",
	"(?|(a)|(b)|(ab))*c",
	"\\b\\w+\\b.*\\b\\w+\\b.*\\b\\w+\\b.*!",
	"(?s).*?(?s).*?(?s).*?(?s).*?zz",
	"(?>a*)*b",
	"a*+a*+a*+(a|ab|b)*+c",
	"(?=.*1)(?=.*2)(?=.*3)(?=.*4)[^~]*~",
	"(^|[^a])(a|aa|aaa|aaaa)+b",
	"\\A(?:[^,]*+,)*?(?:[^,]*,)*x\\z",
};

static const char *const refused[] = {
	"(*NO_JIT)a",
	"(*UTF)a",
	"(*LIMIT_MATCH=4294967295)(a+)+$",
	"(*LIMIT_HEAP=4294967295)a",
	"(*LIMIT_DEPTH=4294967295)a",
	"(*NO_START_OPT)a",
	"(*ACCEPT)",
	"\\C",
	"a\\Cb",
	"(?:x|\\C)+",
};

static double cpu_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

struct rows {
	struct str items[SUBJECT_COUNT];
	int count;
};

static void add_row(struct rows *rows, const char *part, size_t times, const char *end)
{
	struct str *row = &rows->items[rows->count++];

	str_init(row);
	for (size_t i = 0; i < times; i++)
		str_add_text(row, part);
	str_add_text(row, end);
}

/* From a name of usual length to the longest text that a file may hold. */
static void make_rows(struct rows *rows)
{
	rows->count = 0;
	add_row(rows, "", 0, "");
	add_row(rows, "chat-assistant ", 3, "@aws/bedrock-claude");
	add_row(rows, "a", 40, "!");
	add_row(rows, "a", 2000, "!");
	add_row(rows, "a", LONGEST_ROW - 1, "!");
	add_row(rows, "a", SEARCHED_ROW - 1, "!");
	add_row(rows, "\xC3\xA9\xE4\xB8\xAD e1 ", SEARCHED_ROW / 9, "z");
	add_row(rows, "ab,", LONGEST_ROW / 3 - 1, "P!");
	add_row(rows, "x", 30000, "");
	add_row(rows, "\xC3\xA9\xE4\xB8\xAD e1 ", 8000, "z");
	add_row(rows, "word ", 10000, "?");
	add_row(rows, "\n\r\t ", 16000, "=");
}

static void clear_rows(struct rows *rows)
{
	for (int i = 0; i < rows->count; i++)
		str_clear(&rows->items[i]);
}

static double time_row(struct pattern *pattern, const struct str *row)
{
	double least = 1e18;

	for (int i = 0; i < TRIES && least > MOST_US; i++) {
		double start = cpu_us();
		pattern_search(pattern, row->data, row->length, NULL, NULL);
		double took = cpu_us() - start;
		least = took < least ? took : least;
	}
	return least;
}

/* Pieces that were repeated to the longest pattern that there may be. */
static const char *const repeated[] = {
	"a",
	"(a)",
	"(?1)",
	"(a(?1)?)",
	"a|",
	"a?",
	"\\X",
	"\\p{L}*",
	"(?<=a|bb|ccc)",
	"(?:a+)?",
	"[a-z]{0,9}",
	"(?i)k",
	"\xC3\xA9",
	"(?|(a)|(b))",
	"(?(?=a)b|c)",
	"[!-\xF4\x8F\xBF\xBF]",
	"[\\x{0}-\\x{10FFFF}]",
	"[\\o{0}-\\o{4177777}]",
	"(?:[a-z]|b){9}",
	"((a{1,1000}){1,1000})",
	"\\N{U+0}-\\N{U+10FFFF}",
	"[^\\p{L}]",
	"(a?)",
	"(?:(a)|b)*",
};

static void repeat(const char *piece, size_t most, struct str *text)
{
	str_init(text);
	while (text->length + strlen(piece) <= most)
		str_add_text(text, piece);
	str_add_char(text, '\0');
	text->length--;
}

static bool compiles_in_time(const char *piece, size_t most)
{
	char error[128];
	size_t offset;
	double least = 1e18;
	struct str text;

	repeat(piece, most, &text);
	for (int i = 0; i < TRIES && least > MOST_COMPILE_US; i++) {
		double start = cpu_us();
		pattern_free(pattern_new(text.data, text.length, true, error, sizeof error, &offset));
		double took = cpu_us() - start;
		least = took < least ? took : least;
	}
	str_clear(&text);
	if (least > MOST_COMPILE_US)
		printf("fail patterns/%s: %.0f us to compile %zu bytes of it\n", piece, least, most);
	return least <= MOST_COMPILE_US;
}

/* The row that a pattern takes longest for; true when none takes too long. */
static bool try_pattern(const struct rows *rows, const char *text, double *longest)
{
	char error[128];
	size_t offset;
	bool bearable = true;
	struct pattern *pattern = pattern_new(text, strlen(text), true, error, sizeof error, &offset);

	for (int i = 0; pattern && i < rows->count; i++) {
		double took = time_row(pattern, &rows->items[i]);
		*longest = took > *longest ? took : *longest;
		if (took <= MOST_US)
			continue;
		printf("fail patterns/%s: %.0f us for a row of %zu bytes\n", text, took,
		       rows->items[i].length);
		bearable = false;
	}
	pattern_free(pattern);
	return bearable;
}

static bool is_refused(const char *text)
{
	char error[128] = "";
	size_t offset;
	struct pattern *pattern = pattern_new(text, strlen(text), true, error, sizeof error, &offset);

	if (!pattern && *error)
		return true;
	printf("fail patterns/%s: is taken\n", text);
	pattern_free(pattern);
	return false;
}

/* Pieces of patterns, put together at random. */
static void make_pattern(uint64_t *state, struct str *out)
{
	static const char *const pieces[] = {
		"a",    "b", ".", "x",   "[a-c]",    "\\w",   "\\s",    "(",    "(?:", "(?>", "(?=", "(?<=a",
		")",    "|", "*", "+",   "?",        "{1,9}", "{0,99}", "*?",   "+?",  "*+",  "\\1", "(?1)",
		"(?R)", "^", "$", "\\b", "\xC3\xA9", "\\X",   "\\p{L}", "[^,]", ",",   "!",
	};
	uint32_t count = 1 + score_random(state, 14);
	int open = 0;

	out->length = 0;
	for (uint32_t i = 0; i < count; i++) {
		const char *piece = pieces[score_random(state, sizeof pieces / sizeof *pieces)];
		if (*piece == ')' && open == 0)
			continue;
		open += (*piece == '(' && piece[strlen(piece) - 1] != ')') - (*piece == ')');
		str_add_text(out, piece);
	}
	for (; open > 0; open--)
		str_add_char(out, ')');
}

int main(int argc, char **argv)
{
	long random_count = argc > 1 ? atol(argv[1]) : 2000;
	uint64_t state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	struct score score = {.name = "patterns"};
	struct rows rows;
	struct str text;
	double longest = 0;

	make_rows(&rows);
	for (size_t i = 0; i < sizeof wicked / sizeof *wicked; i++)
		score_count(&score, try_pattern(&rows, wicked[i], &longest));
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		score_count(&score, is_refused(refused[i]));
	for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++)
		for (size_t most = 64; most <= 65536; most *= 4)
			score_count(&score, compiles_in_time(repeated[i], most));
	for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
		repeat(repeated[i], MOST_PATTERN, &text);
		score_count(&score, try_pattern(&rows, text.data, &longest));
		str_clear(&text);
	}
	str_init(&text);
	for (long i = 0; i < random_count; i++) {
		make_pattern(&state, &text);
		score_count(&score, try_pattern(&rows, text.data ? text.data : "", &longest));
	}
	str_clear(&text);
	clear_rows(&rows);
	printf("the longest row took %.0f us\n", longest);
	return score_end(&score);
}
