#include "core/base/reader.h"

#include "core/base/memory.h"
#include "core/base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const uint64_t most_bytes = (uint64_t)READER_MOST_BYTES_GIB << 30;
static const uint64_t most_streamed = (uint64_t)READER_MOST_STREAMED_MIB << 20;
static const char too_large[] = "larger than 4 GiB";
static const char too_long[] = "larger than 256 MiB, the most that is read of what is no regular file";

static const char *reason(int error)
{
	switch (error) {
	case ENOENT:
		return "no such file";
	case ENOTDIR:
		return "a part of the path is no folder";
	case EACCES:
	case EPERM:
		return "not allowed to read it";
	case EISDIR:
		return "is a folder";
	case ELOOP:
		return "too many links";
	case ENAMETOOLONG:
		return "name too long";
	case EMFILE:
	case ENFILE:
		return "too many open files";
	default:
		return "cannot be read";
	}
}

static const char *take_all(struct reader *reader, uint64_t most)
{
	size_t capacity = 0, length = 0;
	char *bytes = NULL;

	for (;;) {
		if (length == capacity) {
			capacity = capacity ? capacity * 2 : 65536;
			bytes = memory_resize(bytes, capacity, 1);
		}
		ssize_t got = read(reader->descriptor, bytes + length, capacity - length);
		if (got < 0 && errno == EINTR)
			continue;
		const char *fault = got < 0 ? reason(errno) : NULL;
		length += got > 0 ? (size_t)got : 0;
		if (!fault && length > most)
			fault = most == most_bytes ? too_large : too_long;
		if (fault) {
			free(bytes);
			return fault;
		}
		if (got == 0)
			break;
	}
	reader->owned = bytes;
	reader->bytes = bytes;
	reader->size = length;
	return NULL;
}

/* A terminal is typed at; of what standard input is, the caller's shell was asked. */
static bool is_device(const struct reader *reader, const struct stat *about)
{
	return S_ISBLK(about->st_mode) ||
	       (S_ISCHR(about->st_mode) && reader->descriptor != STDIN_FILENO && !isatty(reader->descriptor));
}

static const char *look(struct reader *reader)
{
	struct stat about;

	if (fstat(reader->descriptor, &about) != 0)
		return reason(errno);
	if (S_ISDIR(about.st_mode))
		return reason(EISDIR);
	reader->device = about.st_dev;
	reader->number = about.st_ino;
	if (!S_ISREG(about.st_mode))
		return is_device(reader, &about) ? "is a device, not a file"
						 : take_all(reader, most_streamed);
	reader->size = about.st_size > 0 ? (uint64_t)about.st_size : 0;
	if (reader->size > most_bytes)
		return too_large;
	/* Standard input may stand in the middle of a file, and files of /proc have no size. */
	if (reader->size == 0)
		return take_all(reader, most_streamed);
	return reader->descriptor == STDIN_FILENO ? take_all(reader, most_bytes) : NULL;
}

/* Editors of some systems begin UTF-8 with a mark, which is no part of the text. */
static void pass_mark(struct reader *reader)
{
	char start[UTF8_MARK_SIZE];
	ssize_t got = reader->size >= sizeof start ? reader_read(reader, 0, start, sizeof start) : 0;

	reader->start = utf8_mark(start, got > 0 ? (size_t)got : 0);
	reader->size -= reader->start;
}

/* What a descriptor that has just been opened holds; closes it when nothing more is to be read from it. */
static const char *begin(struct reader *reader, bool standard, bool only_file)
{
	struct stat about;
	const char *fault = reader->descriptor < 0 ? reason(errno) : NULL;

	if (!fault && only_file && fstat(reader->descriptor, &about) == 0 && !S_ISREG(about.st_mode) &&
	    !S_ISDIR(about.st_mode))
		fault = "is not a regular file";
	if (!fault)
		fault = look(reader);
	if ((fault || reader->bytes) && reader->descriptor >= 0) {
		if (!standard)
			close(reader->descriptor);
		reader->descriptor = -1;
	}
	if (!fault)
		pass_mark(reader);
	return fault;
}

const char *reader_open(struct reader *reader, const char *path)
{
	bool standard = strcmp(path, "-") == 0;

	*reader = (struct reader){.descriptor = standard ? STDIN_FILENO
							 : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)};
	return begin(reader, standard, false);
}

const char *reader_open_file(struct reader *reader, const char *path)
{
	/* Without waiting: of a FIFO that nobody writes to, nothing would come back. */
	*reader = (struct reader){.descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)};
	return begin(reader, false, true);
}

void reader_open_bytes(struct reader *reader, const char *bytes, size_t length)
{
	*reader = (struct reader){.descriptor = -1, .bytes = bytes, .size = length};
	pass_mark(reader);
}

void reader_close(struct reader *reader)
{
	if (reader->descriptor >= 0)
		close(reader->descriptor);
	free(reader->owned);
	*reader = (struct reader){.descriptor = -1};
}

ssize_t reader_read(const struct reader *reader, uint64_t offset, char *buffer, size_t size)
{
	ssize_t got;

	if (reader->descriptor < 0) {
		uint64_t rest = offset < reader->size ? reader->size - offset : 0;
		size_t part = rest < size ? (size_t)rest : size;
		if (part)
			memcpy(buffer, reader->bytes + reader->start + offset, part);
		return (ssize_t)part;
	}
	do
		got = pread(reader->descriptor, buffer, size, (off_t)(reader->start + offset));
	while (got < 0 && errno == EINTR);
	return got;
}
