/*
 * Run by the Makefile: writes the C file that holds the files of data/ (core/model/embedded.h).
 *
 * Use: embed ROOT FILE... > embedded.c; each FILE begins with ROOT, which its name leaves out.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The bytes of one file as an array; an empty file gets one byte, for C has no empty array. */
static bool write_array(const char *path, int index)
{
	FILE *file = fopen(path, "rb");
	int byte, column = 0;

	if (!file) {
		perror(path);
		return false;
	}
	printf("static const unsigned char file_%d[] = {", index);
	while ((byte = getc(file)) != EOF)
		printf("%s%d,", column++ % 32 ? "" : "\n", byte);
	printf("0};\n\n");
	return fclose(file) == 0;
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return 2;
	const char *root = argv[1];
	char **paths = argv + 2;
	int count = argc - 2;
	qsort(paths, (size_t)count, sizeof *paths, compare_names);
	printf("/* Made from the files of data/; changes here are lost. */\n#include "
	       "\"core/model/embedded.h\"\n\n");
	for (int i = 0; i < count; i++)
		if (!write_array(paths[i], i))
			return 1;
	printf("const struct embedded_file embedded_files[] = {\n");
	for (int i = 0; i < count; i++)
		printf("\t{\"%s\", (const char *)file_%d, sizeof file_%d - 1},\n", paths[i] + strlen(root), i,
		       i);
	printf("\t{NULL, NULL, 0},\n};\n");
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
