#include "core/base/reader.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/unmoor-reader-XXXXXX";
static char path[64];

static int setup(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof path, "%s/file", folder);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

static void write_file(const char *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	fclose(file);
}

static void check_bytes(const struct reader *reader, const char *expected)
{
	char bytes[100];
	size_t length = strlen(expected);

	assert_int_equal(reader->size, length);
	assert_int_equal(reader_read(reader, 0, bytes, sizeof bytes), length);
	assert_memory_equal(bytes, expected, length);
	assert_int_equal(reader_read(reader, 2, bytes, 1), 1);
	assert_int_equal(bytes[0], expected[2]);
	assert_int_equal(reader_read(reader, length, bytes, sizeof bytes), 0);
	assert_int_equal(reader_read(reader, length + 100, bytes, sizeof bytes), 0);
}

static void test_bytes(void **state)
{
	struct reader reader;

	(void)state;
	reader_open_bytes(&reader, "hello", 5);
	check_bytes(&reader, "hello");
	reader_close(&reader);
	reader_open_bytes(&reader, NULL, 0);
	char byte;
	assert_int_equal(reader_read(&reader, 0, &byte, 1), 0);
	reader_close(&reader);
}

/* Notepad and others begin a file with a byte order mark: it is no part of the text. */
static void test_mark(void **state)
{
	struct reader reader;

	(void)state;
	reader_open_bytes(&reader, "\xEF\xBB\xBFhello", 8);
	check_bytes(&reader, "hello");
	reader_close(&reader);
	reader_open_bytes(&reader, "\xEF\xBB\xBF\xEF\xBB\xBFhello", 11); /* only one */
	check_bytes(&reader, "\xEF\xBB\xBFhello");
	reader_close(&reader);
	reader_open_bytes(&reader, "\xEF\xBB\xBE", 3);
	check_bytes(&reader, "\xEF\xBB\xBE");
	reader_close(&reader);
	write_file("\xEF\xBB\xBFhello", 8);
	assert_null(reader_open(&reader, path));
	assert_true(reader.descriptor >= 0);
	check_bytes(&reader, "hello");
	reader_close(&reader);
	write_file("\xEF\xBB\xBF", 3);
	assert_null(reader_open(&reader, path));
	assert_int_equal(reader.size, 0);
	reader_close(&reader);
}

static void test_file(void **state)
{
	struct reader reader;

	(void)state;
	write_file("hello", 5);
	assert_null(reader_open(&reader, path));
	assert_true(reader.descriptor >= 0);
	assert_true(fcntl(reader.descriptor, F_GETFD) & FD_CLOEXEC);
	check_bytes(&reader, "hello");
	check_bytes(&reader, "hello"); /* as often as one likes */
	reader_close(&reader);
}

static void test_fifo_is_taken_into_memory(void **state)
{
	struct reader reader;

	(void)state;
	unlink(path);
	assert_int_equal(mkfifo(path, 0600), 0);
	pid_t child = fork();
	if (child == 0) {
		int fifo = open(path, O_WRONLY);
		ssize_t written = write(fifo, "hel", 3);
		nanosleep(&(struct timespec){0, 20000000}, NULL);
		written += write(fifo, "lo", 2);
		_exit(written == 5 ? 0 : 1);
	}
	assert_null(reader_open(&reader, path));
	assert_int_equal(reader.descriptor, -1);
	check_bytes(&reader, "hello");
	check_bytes(&reader, "hello");
	reader_close(&reader);
}

static void test_standard_input(void **state)
{
	struct reader reader;
	int ends[2], saved = dup(STDIN_FILENO);

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "hello", 5), 5);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	const char *fault = reader_open(&reader, "-");
	dup2(saved, STDIN_FILENO);
	close(saved);
	assert_null(fault);
	check_bytes(&reader, "hello");
	reader_close(&reader);
}

/* A file as standard input may have been read in part: what is left counts. */
static void test_standard_input_from_a_file(void **state)
{
	struct reader reader;
	char byte;
	int saved = dup(STDIN_FILENO);

	(void)state;
	unlink(path);
	write_file("xhello", 6);
	int file = open(path, O_RDONLY);
	assert_int_equal(read(file, &byte, 1), 1);
	dup2(file, STDIN_FILENO);
	close(file);
	const char *fault = reader_open(&reader, "-");
	dup2(saved, STDIN_FILENO);
	close(saved);
	assert_null(fault);
	check_bytes(&reader, "hello");
	reader_close(&reader);
}

static void test_refusals(void **state)
{
	struct reader reader;
	char below[100];

	(void)state;
	unlink(path);
	write_file("x", 1);
	snprintf(below, sizeof below, "%s/below", path);
	assert_string_equal(reader_open(&reader, folder), "is a folder");
	assert_string_equal(reader_open(&reader, below), "a part of the path is no folder");
	unlink(path);
	assert_string_equal(reader_open(&reader, path), "no such file");
	assert_int_equal(symlink("file", path), 0);
	assert_string_equal(reader_open(&reader, path), "too many links");
	unlink(path);
	write_file("x", 1);
	chmod(path, 0);
	if (geteuid() != 0)
		assert_string_equal(reader_open(&reader, path), "not allowed to read it");
	/* one byte more than the most, without the bytes */
	chmod(path, 0600);
	assert_int_equal(truncate(path, ((off_t)READER_MOST_BYTES_GIB << 30) + 1), 0);
	assert_string_equal(reader_open(&reader, path), "larger than 4 GiB");
}

/* A device is no file: /dev/zero has no end. */
static void test_devices_are_refused(void **state)
{
	struct reader reader;

	(void)state;
	assert_string_equal(reader_open(&reader, "/dev/zero"), "is a device, not a file");
	assert_string_equal(reader_open(&reader, "/dev/null"), "is a device, not a file");
}

/* Writes so many zeros into a pipe, as long as somebody reads. */
static pid_t feed(int ends[2], uint64_t length)
{
	static const char zeros[65536];
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child > 0) {
		close(ends[1]);
		return child;
	}
	close(ends[0]);
	while (length > 0) {
		ssize_t done = write(ends[1], zeros, length < sizeof zeros ? (size_t)length : sizeof zeros);
		if (done <= 0)
			_exit(1);
		length -= (uint64_t)done;
	}
	_exit(0);
}

static const char *open_stream(struct reader *reader, uint64_t length)
{
	int ends[2];
	char name[32];
	pid_t child = feed(ends, length);

	snprintf(name, sizeof name, "/dev/fd/%d", ends[0]);
	const char *fault = reader_open(reader, name);
	close(ends[0]);
	assert_int_equal(waitpid(child, NULL, 0), child);
	return fault;
}

static void test_streams_end_at_a_limit(void **state)
{
	const uint64_t most = (uint64_t)READER_MOST_STREAMED_MIB << 20;
	struct reader reader;

	(void)state;
	assert_null(open_stream(&reader, most));
	assert_int_equal(reader.size, most);
	reader_close(&reader);
	assert_string_equal(open_stream(&reader, most + 1),
			    "larger than 256 MiB, the most that is read of what is no regular file");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_mark),
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_fifo_is_taken_into_memory),
		cmocka_unit_test(test_standard_input),
		cmocka_unit_test(test_standard_input_from_a_file),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_devices_are_refused),
		cmocka_unit_test(test_streams_end_at_a_limit),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
