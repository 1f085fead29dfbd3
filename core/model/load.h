/*
 * Loading: YAML events -> model. Nothing is loaded by halves: with any error there is no model.
 *
 * Where an offering or a provider may be named, a name that is both means the offering. Included files
 * come in the order of `include`, behind the stack itself; large ones are parsed side by side, with
 * the same result. In `depends_on` doubles count once.
 */
#ifndef CORE_MODEL_LOAD_H
#define CORE_MODEL_LOAD_H

#include "core/model/model.h"

/*
 * How far loading is; called now and then (at most every 64 KiB), and with all of the bytes when what they
 * name is looked up. Returning false gives up.
 */
struct load_progress {
	bool (*step)(void *context, uint64_t bytes_read, uint64_t bytes_total); /* total 0: unknown */
	void *context;
};

struct load_options {
	const struct load_progress *progress; /* NULL: none */
	bool no_companion;                    /* do not read FILE.scenarios.yaml */
	bool only_file; /* refuse a path that is no regular file, without waiting for it */
};

/*
 * Loads a stack: a path, "-" for standard input, or NULL for the embedded sample. With it come its
 * includes, its companion scenarios file and, unless it says `catalog: none`, the catalogue.
 * Returns NULL when there was any error; faults has all of them (and the warnings). On success the
 * warnings are also in model->warnings.
 */
struct model *load_stack(const char *path, const struct load_options *options, struct diag_list *faults);

/* The same from memory: `name` is what faults call it; includes are refused. */
struct model *load_bytes(const char *name, const char *bytes, size_t length, struct diag_list *faults);

/* The companion of a stack: "dir/acme.scenarios.yaml" for "dir/acme.yaml"; NULL for NULL and "-". */
char *load_companion_path(struct arena *arena, const char *path);

#endif
