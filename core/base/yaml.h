/*
 * YAML: the one door to libyaml. A document comes as a stream of items that are pulled one by one.
 *
 * Anchors and aliases are resolved here: an alias gives the items of its anchor again. What makes
 * no sense for this program is a fault of the stream: a second document, an empty one, an undefined
 * or recursive alias, a tag that is not of the YAML core, a NUL in a text; so are the limits:
 * nesting (64), a text of more than 64 KiB, too many items out of aliases, a file of over 4 GiB.
 * Nothing here recurses, and memory does not grow with the input except under an anchor (bounded).
 *
 * `a: [b, "c"]` gives MAP, TEXT a, LIST, TEXT b, TEXT c, END, END, DONE.
 */
#ifndef CORE_BASE_YAML_H
#define CORE_BASE_YAML_H

#include "core/base/reader.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum yaml_kind {
	YAML_IS_TEXT,
	YAML_IS_LIST,
	YAML_IS_MAP,
	YAML_IS_END,  /* of the list or map */
	YAML_IS_DONE, /* the document is over, and so is the input */
	YAML_IS_FAULT /* see yaml_fault; comes again and again */
};

struct yaml_item {
	const char *text; /* of a TEXT: NUL-terminated UTF-8 without NUL in it; valid until the next call */
	uint32_t length;  /* bytes */
	uint32_t line, column; /* from 1; in characters; of an alias, those of what it stands for */
	uint8_t kind;          /* enum yaml_kind */
	bool plain;            /* a TEXT without quotes */
};

struct yaml_fault {
	uint32_t line, column; /* 0: nowhere */
	const char *text;
	const char *suggestion; /* or NULL */
};

/* Called after every 64 KiB that were read; false stops the stream with a fault. */
struct yaml_progress {
	bool (*step)(void *context, uint64_t bytes);
	void *context;
};

struct yaml;

/* The reader outlives the stream. progress may be NULL and is copied. */
struct yaml *yaml_open(const struct reader *reader, const struct yaml_progress *progress);

/*
 * The same, with a thread of its own that parses ahead of what is asked for; the progress is told by
 * who asks. Where there is no thread to be had it is the same in every respect.
 */
struct yaml *yaml_open_ahead(const struct reader *reader, const struct yaml_progress *progress);

void yaml_close(struct yaml *yaml); /* NULL is fine */

/* The next item. It belongs to the stream and is valid until the next call of any function here. */
const struct yaml_item *yaml_next(struct yaml *yaml);

/* Passes over what is left of the node whose first item was just taken. False: the stream failed. */
bool yaml_skip(struct yaml *yaml, const struct yaml_item *first);

/* The bytes of the file that have been read so far. */
uint64_t yaml_bytes_read(const struct yaml *yaml);

/* What failed; valid until yaml_close. */
const struct yaml_fault *yaml_fault(const struct yaml *yaml);

/*
 * A node that is kept for later (the value of a merge key): yaml_hold takes the next node out of the
 * stream, yaml_replay puts it back in front of what comes next, and yaml_release, called once after
 * that was read, lets go of its memory. An alias within counts when it is replayed.
 */
struct yaml_held {
	uint32_t first, end;
	uint32_t anchors;
	bool borrowed; /* of an anchor */
};

bool yaml_hold(struct yaml *yaml, struct yaml_held *held);
void yaml_replay(struct yaml *yaml, const struct yaml_held *held);
void yaml_release(struct yaml *yaml, const struct yaml_held *held);

#endif
