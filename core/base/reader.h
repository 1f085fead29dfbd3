/*
 * A reader: the bytes of a file, of standard input or of memory.
 *
 * A regular file is read as it is needed; whatever cannot be read twice (a pipe, a terminal) is
 * taken into memory when it is opened. A byte order mark of UTF-8 at the start is passed over: it is
 * counted nowhere.
 */
#ifndef CORE_BASE_READER_H
#define CORE_BASE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct reader {
	int descriptor;    /* of a regular file; -1: the bytes are in memory */
	char *owned;       /* the bytes, when they were taken into memory */
	const char *bytes; /* NULL for a regular file */
	uint64_t start;    /* where the text begins, behind a byte order mark */
	uint64_t size;     /* of the text when the file was opened, or of the bytes */
	dev_t device;      /* which file it is: two names may mean one; 0 for bytes */
	ino_t number;
};

enum { READER_MOST_BYTES_GIB = 4, READER_MOST_STREAMED_MIB = 256 };

/*
 * Opens a path, or standard input for "-". NULL on success; else why not, in words that live
 * forever: "no such file", "is a folder", ... With more than 4 GiB it is refused, and what has no size
 * (a pipe) with more than 256 MiB; so is a device that is no terminal, other than standard input.
 */
const char *reader_open(struct reader *reader, const char *path);

/* The same for a file that nobody pipes: whatever is no regular file is refused, without waiting for it. */
const char *reader_open_file(struct reader *reader, const char *path);

/* Bytes of the caller's, which outlive the reader. */
void reader_open_bytes(struct reader *reader, const char *bytes, size_t length);

void reader_close(struct reader *reader);

/* Up to `size` bytes from `offset`; 0 at the end, -1 with errno set. Short reads are possible. */
ssize_t reader_read(const struct reader *reader, uint64_t offset, char *buffer, size_t size);

#endif
