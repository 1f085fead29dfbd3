#include "tui/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

/*
 * Opened the wrong way round, so that what is read or written there still fails as it should. A limit on the
 * size of files is such a failure, too: by its signal half a file would be left.
 */
void output_init(void)
{
	signal(SIGXFSZ, SIG_IGN);
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) == -1)
			return;
}

/* False with errno when not all could be written. */
static bool write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t written = write(fd, bytes, length);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		bytes += written;
		length -= (size_t)written;
	}
	return true;
}

/* Nothing is left to try where standard error fails. */
static void write_message(const struct str *message)
{
	(void)write_all(STDERR_FILENO, message->data, message->length);
}

void output_error(bool ascii, const char *format, ...)
{
	struct str text, message;
	va_list arguments;

	str_init(&text);
	va_start(arguments, format);
	str_print_list(&text, format, arguments);
	va_end(arguments);
	str_init(&message);
	str_add_text(&message, "unmoor: ");
	str_add_visible(&message, text.data, text.length, ascii);
	str_add_char(&message, '\n');
	write_message(&message);
	str_clear(&message);
	str_clear(&text);
}

static void add_more(struct str *out, size_t found, size_t kept, const char *what)
{
	if (found > kept)
		str_print(out, "and %zu more %s\n", found - kept, what);
}

void output_faults(bool ascii, const struct diag_list *faults)
{
	struct arena arena;
	struct str message;
	size_t errors = 0;

	arena_init(&arena);
	str_init(&message);
	for (size_t i = 0; i < faults->count; i++) {
		const char *line = diag_line(&faults->items[i], &arena);
		if (!faults->items[i].file)
			str_add_text(&message, "unmoor: ");
		str_add_visible(&message, line, strlen(line), ascii);
		str_add_char(&message, '\n');
		errors += faults->items[i].level == DIAG_ERROR;
	}
	add_more(&message, faults->errors, errors, "errors");
	add_more(&message, faults->warnings, faults->count - errors, "warnings");
	if (message.length > 0)
		write_message(&message);
	str_clear(&message);
	arena_clear(&arena);
}

bool output_text(bool ascii, struct str *text)
{
	bool done = write_all(STDOUT_FILENO, text->data, text->length);

	if (!done)
		output_error(ascii, "cannot write standard output: %s", strerror(errno));
	str_clear(text);
	return done;
}
