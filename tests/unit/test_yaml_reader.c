/* The reader against libyaml's own: same characters, same faults, however the bytes come. */
#define _GNU_SOURCE /* RTLD_NEXT */

#include "core/base/yaml_reader.h"

#include <dlfcn.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int yaml_parser_update_buffer(yaml_parser_t *parser, size_t length);

typedef int update_function(yaml_parser_t *parser, size_t length);

enum { MOST_BYTES = 60000 };

/* Some bytes, given in pieces of at most `piece`. */
struct source {
	unsigned char bytes[MOST_BYTES];
	size_t length, at, piece;
};

static uint32_t chance(uint64_t *state, uint32_t most)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 32) % most;
}

static int give(void *context, unsigned char *buffer, size_t size, size_t *got)
{
	struct source *source = context;
	size_t left = source->length - source->at;

	*got = size < source->piece ? size : source->piece;
	*got = *got < left ? *got : left;
	memcpy(buffer, source->bytes + source->at, *got);
	source->at += *got;
	return 1;
}

static void add(struct source *source, const char *bytes, size_t length)
{
	if (source->length + length > sizeof source->bytes)
		return;
	memcpy(source->bytes + source->length, bytes, length);
	source->length += length;
}

/* Mostly plain text, some characters at the limits of each width, and at times what is none. */
static void fill(struct source *source, uint64_t *state, uint32_t fault_every)
{
	static const char *const good[] = {"\xc2\x85",         "\xc2\xa0",     "\xdf\xbf",
					   "\xe0\xa0\x80",     "\xed\x9f\xbf", "\xee\x80\x80",
					   "\xef\xbb\xbf",     "\xef\xbf\xbd", "\xf0\x90\x80\x80",
					   "\xf4\x8f\xbf\xbf", "\r\n",         "\t"};
	static const char *const bad[] = {
		"\xc2",         "\x80",         "\xc1\xbf",         "\xc2\x84",
		"\xed\xa0\x80", "\xef\xbf\xbe", "\xf4\x90\x80\x80", "\xff",
		"\x07",         "\x7f",         "\xe0\x9f\xbf",     "\xf0\x8f\xbf\xbf"};

	*source = (struct source){.piece = 1 + chance(state, chance(state, 2) ? 20000 : 40)};
	while (source->length < sizeof source->bytes - 100 && chance(state, 200)) {
		char run[90];
		size_t length = chance(state, sizeof run);
		for (size_t i = 0; i < length; i++)
			run[i] = (char)(' ' + chance(state, 95));
		add(source, run, length);
		const char *more = good[chance(state, sizeof good / sizeof *good)];
		if (chance(state, fault_every) == 0)
			more = bad[chance(state, sizeof bad / sizeof *bad)];
		add(source, more, strlen(more));
	}
}

static void consume(yaml_parser_t *parser, size_t count)
{
	for (; count > 0 && parser->unread > 0; count--, parser->unread--)
		do
			parser->buffer.pointer++;
		while (parser->buffer.pointer < parser->buffer.last &&
		       (*parser->buffer.pointer & 0xC0) == 0x80);
}

static void assert_same(const yaml_parser_t *a, const yaml_parser_t *b)
{
	size_t length = (size_t)(a->buffer.last - a->buffer.pointer);

	assert_int_equal(a->unread, b->unread);
	assert_int_equal(a->offset, b->offset);
	assert_int_equal(length, b->buffer.last - b->buffer.pointer);
	assert_memory_equal(a->buffer.pointer, b->buffer.pointer, length);
	assert_int_equal(a->error, b->error);
	assert_int_equal(a->problem_offset, b->problem_offset);
	assert_int_equal(a->problem_value, b->problem_value);
	if (a->problem || b->problem)
		assert_string_equal(a->problem, b->problem);
}

/* Reads to the end or to the first fault, both ways; returns whether there was a fault. */
static bool read_both(struct source *first, update_function *theirs, uint64_t *state)
{
	struct source *second = malloc(sizeof *second);
	yaml_parser_t a, b;
	int fine = 1;

	*second = *first;
	yaml_parser_initialize(&a);
	yaml_parser_initialize(&b);
	yaml_reader_attach(&a, give, first);
	yaml_reader_attach(&b, give, second);
	for (size_t turn = 0; fine && turn < 100000 && !(a.eof && a.unread <= 1); turn++) {
		size_t wanted = 1 + chance(state, chance(state, 10) ? 4 : 20000);
		fine = yaml_parser_update_buffer(&a, wanted);
		assert_int_equal(fine, theirs(&b, wanted));
		assert_same(&a, &b);
		size_t count = chance(state, (uint32_t)wanted + 1);
		consume(&a, count);
		consume(&b, count);
	}
	assert_true(!fine || a.eof);
	yaml_parser_delete(&a);
	yaml_parser_delete(&b);
	free(second);
	return !fine;
}

/* libyaml's own, or NULL where its name is not to be had. */
static update_function *libyaml(void)
{
	void *found = dlsym(RTLD_NEXT, "yaml_parser_update_buffer");
	update_function *function = NULL;

	memcpy(&function, &found, sizeof function);
	return function == yaml_parser_update_buffer ? NULL : function;
}

static void test_same_as_libyaml(void **state)
{
	struct source *source = malloc(sizeof *source);
	update_function *theirs = libyaml();
	uint64_t random = 88172645463325252u;
	size_t faults = 0;

	(void)state;
	if (!theirs) {
		free(source);
		skip();
	}
	for (uint32_t run = 0; run < 400; run++) {
		fill(source, &random, run % 2 ? 40 : 100000);
		faults += read_both(source, theirs, &random);
	}
	free(source);
	assert_in_range(faults, 100, 300);
}

/* The library's scanner comes here: else none of this is of use. */
static void test_in_front(void **state)
{
	void *found = dlsym(RTLD_DEFAULT, "yaml_parser_update_buffer");
	update_function *ours = yaml_parser_update_buffer, *first = NULL;

	(void)state;
	if (!libyaml())
		skip();
	memcpy(&first, &found, sizeof first);
	assert_true(first == ours);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_as_libyaml),
		cmocka_unit_test(test_in_front),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
