/*
 * Runs a target without libFuzzer: NAME [-runs=N] [-seed=N] [-max_len=N] FILE|FOLDER... tries each
 * file, then N more inputs that are made of them at random. Prints how many were tried.
 *
 * Without coverage it finds less than libFuzzer does; it is for the compilers that have none.
 */
#include "core/base/memory.h"
#include "core/base/str.h"
#include "tests/fuzz/fuzz.h"
#include "tests/torture/score.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct corpus {
	struct str *items;
	size_t count, capacity;
};

static void try_bytes(const struct str *input)
{
	/* A copy of its own size, so that a sanitizer sees a read behind its end. */
	uint8_t *copy = memory_new(input->length, 1);

	if (input->length)
		memcpy(copy, input->data, input->length);
	LLVMFuzzerTestOneInput(copy, input->length);
	free(copy);
}

static bool add_file(struct corpus *corpus, const char *path)
{
	FILE *file = fopen(path, "rb");
	char bytes[4096];
	size_t got;

	if (!file)
		return false;
	corpus->items = memory_grow(corpus->items, corpus->count, &corpus->capacity, sizeof *corpus->items);
	struct str *input = &corpus->items[corpus->count++];
	str_init(input);
	while ((got = fread(bytes, 1, sizeof bytes, file)) > 0)
		str_add(input, bytes, got);
	fclose(file);
	return true;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The files of a folder, by name. */
static bool add_folder(struct corpus *corpus, const char *path)
{
	char **names = NULL;
	size_t count = 0, capacity = 0;
	DIR *folder = opendir(path);
	bool good = folder != NULL;

	for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;) {
		if (entry->d_name[0] == '.')
			continue;
		struct str name;
		str_init(&name);
		str_print(&name, "%s/%s", path, entry->d_name);
		names = memory_grow(names, count, &capacity, sizeof *names);
		names[count++] = name.data;
	}
	if (folder)
		closedir(folder);
	if (count)
		qsort(names, count, sizeof *names, compare_names);
	for (size_t i = 0; i < count; i++) {
		good = add_file(corpus, names[i]) && good;
		free(names[i]);
	}
	free(names);
	return good;
}

static bool add_path(struct corpus *corpus, const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return false;
	return S_ISDIR(status.st_mode) ? add_folder(corpus, path) : add_file(corpus, path);
}

/* One change: a byte, a stretch left out or said twice, or the end of another input. */
static void change(struct str *input, const struct corpus *corpus, uint64_t *state)
{
	const struct str *other = &corpus->items[score_random(state, (uint32_t)corpus->count)];
	size_t at = input->length ? score_random(state, (uint32_t)input->length) : 0;
	size_t left = input->length - at;
	size_t length = left ? 1 + score_random(state, (uint32_t)(left < 64 ? left : 64)) : 0;

	switch (score_random(state, 5)) {
	case 0:
		if (left)
			input->data[at] = (char)score_random(state, 256);
		break;
	case 1:
		if (left)
			input->data[at] = (char)(input->data[at] ^ (1 << score_random(state, 8)));
		break;
	case 2:
		if (left)
			memmove(input->data + at, input->data + at + length, left - length);
		input->length -= length;
		break;
	case 3: {
		struct str twice;
		str_init(&twice);
		if (left)
			str_add(&twice, input->data + at, length);
		str_add(input, twice.data ? twice.data : "", twice.length);
		str_clear(&twice);
		break;
	}
	default:
		input->length = at;
		if (other->length) {
			size_t from = score_random(state, (uint32_t)other->length);
			str_add(input, other->data + from, other->length - from);
		}
	}
}

static void try_random(const struct corpus *corpus, long runs, uint64_t state, size_t most)
{
	struct str input;

	str_init(&input);
	for (long i = 0; i < runs && corpus->count; i++) {
		const struct str *base = &corpus->items[score_random(&state, (uint32_t)corpus->count)];
		input.length = 0;
		str_add(&input, base->data ? base->data : "", base->length);
		for (uint32_t changes = 1 + score_random(&state, 8); changes; changes--)
			change(&input, corpus, &state);
		if (input.length > most)
			input.length = most;
		try_bytes(&input);
	}
	str_clear(&input);
}

static bool number_option(const char *argument, const char *name, long *value)
{
	size_t length = strlen(name);

	if (strncmp(argument, name, length) != 0)
		return false;
	*value = atol(argument + length);
	return true;
}

int main(int argc, char **argv)
{
	struct corpus corpus = {0};
	long runs = 0, seed = 1, most = 4096;
	bool good = true;

	for (int i = 1; i < argc; i++)
		if (!number_option(argv[i], "-runs=", &runs) && !number_option(argv[i], "-seed=", &seed) &&
		    !number_option(argv[i], "-max_len=", &most) && argv[i][0] != '-' &&
		    !add_path(&corpus, argv[i])) {
			fprintf(stderr, "cannot read %s\n", argv[i]);
			good = false;
		}
	for (size_t i = 0; i < corpus.count; i++)
		try_bytes(&corpus.items[i]);
	try_random(&corpus, runs, (uint64_t)seed, (size_t)most);
	printf("%zu files and %ld random inputs\n", corpus.count, runs);
	for (size_t i = 0; i < corpus.count; i++)
		str_clear(&corpus.items[i]);
	free(corpus.items);
	return good ? 0 : 1;
}
