/*
 * The files of data/ that live inside the program; made by the Makefile from the files themselves.
 */
#ifndef CORE_MODEL_EMBEDDED_H
#define CORE_MODEL_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
	const char *name; /* "catalog/models.yaml", "examples/sample.yaml" */
	const char *bytes;
	size_t length;
};

/* Ends with a file without a name; sorted by name. */
extern const struct embedded_file embedded_files[];

#endif
