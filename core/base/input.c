#include "core/base/input.h"

#include "core/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const uint64_t most_bytes = (uint64_t)INPUT_MOST_BYTES_GIB << 30;
static const char too_large[] = "larger than 4 GiB";

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

static const char *take_all(struct input *input)
{
	size_t capacity = 0, length = 0;
	char *bytes = NULL;

	for (;;) {
		if (length == capacity) {
			capacity = capacity ? capacity * 2 : 65536;
			bytes = memory_resize(bytes, capacity, 1);
		}
		ssize_t got = read(input->descriptor, bytes + length, capacity - length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || length > most_bytes) {
			free(bytes);
			return got < 0 ? reason(errno) : too_large;
		}
		if (got == 0)
			break;
		length += (size_t)got;
	}
	input->owned = bytes;
	input->bytes = bytes;
	input->size = length;
	return NULL;
}

static const char *look(struct input *input)
{
	struct stat about;

	if (fstat(input->descriptor, &about) != 0)
		return reason(errno);
	if (S_ISDIR(about.st_mode))
		return reason(EISDIR);
	input->device = about.st_dev;
	input->number = about.st_ino;
	if (!S_ISREG(about.st_mode))
		return take_all(input);
	input->size = about.st_size > 0 ? (uint64_t)about.st_size : 0;
	if (input->size > most_bytes)
		return too_large;
	/* Standard input may stand in the middle of a file, and files of /proc have no size. */
	return input->descriptor == STDIN_FILENO || input->size == 0 ? take_all(input) : NULL;
}

const char *input_open(struct input *input, const char *path)
{
	bool standard = strcmp(path, "-") == 0;

	*input = (struct input){.descriptor = standard ? STDIN_FILENO
						       : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)};
	if (input->descriptor < 0)
		return reason(errno);
	const char *fault = look(input);
	if (fault || input->bytes) {
		if (!standard)
			close(input->descriptor);
		input->descriptor = -1;
	}
	return fault;
}

void input_open_bytes(struct input *input, const char *bytes, size_t length)
{
	*input = (struct input){.descriptor = -1, .bytes = bytes, .size = length};
}

void input_close(struct input *input)
{
	if (input->descriptor >= 0)
		close(input->descriptor);
	free(input->owned);
	*input = (struct input){.descriptor = -1};
}

ssize_t input_read(const struct input *input, uint64_t offset, char *buffer, size_t size)
{
	ssize_t got;

	if (input->descriptor < 0) {
		uint64_t rest = offset < input->size ? input->size - offset : 0;
		size_t part = rest < size ? (size_t)rest : size;
		if (part)
			memcpy(buffer, input->bytes + offset, part);
		return (ssize_t)part;
	}
	do
		got = pread(input->descriptor, buffer, size, (off_t)offset);
	while (got < 0 && errno == EINTR);
	return got;
}
